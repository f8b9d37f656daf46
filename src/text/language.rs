//! Language: whether the later stages can read a text, which takes English words.
//!
//! About two fifths of the words of English news are common function words. A
//! text of some length with hardly any of them is not English.

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

use super::{Text, TokenKind};

/// A reason for a report that says little or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum Notice {
    /// The text is empty or white space.
    Empty,
    /// The text holds no words (emoji or punctuation only).
    NoWords,
    /// The text is not English; tone and attributions were not attempted.
    NotEnglish,
}

/// Common function words of English that are rare in other languages written
/// in Latin letters.
const FUNCTION_WORDS: &[&str] = &[
    "the", "of", "and", "to", "that", "is", "was", "for", "with", "his", "her", "they", "this", "have",
    "has", "had", "from", "are", "were", "been", "be", "which", "their", "would", "will", "it", "its", "he",
    "she", "we", "you", "not", "but", "by", "who", "what", "said", "says", "as", "at", "on", "about",
    "there", "if", "when",
];

/// Common function words of other languages in Latin letters that are no
/// function words of English.
const FOREIGN_WORDS: &[&str] = &[
    "der", "das", "und", "ist", "nicht", "mit", "den", "dem", "ein", "eine", "auf", "sich", "le", "les",
    "des", "et", "est", "une", "dans", "pour", "qui", "sur", "que", "los", "las", "una", "del", "por", "se",
    "il", "che", "di", "della", "een", "het", "och", "att", "det", "som", "na", "nie", "jest", "não", "um",
    "uma", "os", "ja", "og", "til", "ve", "bir",
];

/// A text with fewer words than this may lack function words by chance; it is
/// foreign only if it has more of [`FOREIGN_WORDS`] than of [`FUNCTION_WORDS`].
const FEW_WORDS: usize = 40;
/// A text with fewer words than this is taken for English.
const ENOUGH_WORDS: usize = 12;
/// The least share of words that are [`FUNCTION_WORDS`] in English. News has
/// about 40 %, German or French with English names below 6 %.
const LEAST_SHARE: f64 = 0.10;
/// Sentences with fewer tokens than this on average are headlines; a sentence
/// of news has about 25.
const HEADLINE_TOKENS: usize = 12;

/// Why a text cannot be analysed; nothing if it can.
pub(super) fn notice(text: &Text) -> Option<Notice> {
    if text.tokens.is_empty() {
        return Some(Notice::Empty);
    }
    let words: Vec<usize> =
        (0..text.tokens.len()).filter(|&t| text.tokens[t].kind == TokenKind::Word).collect();
    if words.is_empty() {
        return Some(Notice::NoWords);
    }
    let foreign = words.iter().filter(|&&t| !is_latin(text.raw(t))).count();
    if foreign * 2 > words.len() {
        return Some(Notice::NotEnglish);
    }
    let count = |list: &[&str]| words.iter().filter(|&&t| list.contains(&text.norm(t))).count();
    let (common, other) = (count(FUNCTION_WORDS), count(FOREIGN_WORDS));
    let doubtful = words.len() < FEW_WORDS && other <= common;
    let english = common as f64 >= LEAST_SHARE * words.len() as f64;
    (words.len() >= ENOUGH_WORDS && !english && !doubtful && !is_headlines(text))
        .then_some(Notice::NotEnglish)
}

/// Whether all letters of a word are Latin: below U+0250 or in the block of
/// additional ones that Vietnamese uses.
fn is_latin(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).all(|c| c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c))
}

/// Whether a text is a list of headlines in English letters only. Headlines
/// have few function words in any language, so their letters decide.
fn is_headlines(text: &Text) -> bool {
    text.sentences.len() * HEADLINE_TOKENS > text.tokens.len() && text.shown().is_ascii()
}

#[cfg(test)]
mod tests {
    use super::Notice;
    use crate::text::testing::text;

    fn notice(source: &str) -> Option<Notice> {
        text(source).notice()
    }

    #[test]
    fn nothing_and_no_words() {
        assert_eq!(notice(" \n\u{200b}"), Some(Notice::Empty));
        assert_eq!(notice("🎉🎉 !!! 123"), Some(Notice::NoWords));
    }

    #[test]
    fn other_languages() {
        assert_eq!(
            notice("Переговоры закончились без соглашения, сказал министр."),
            Some(Notice::NotEnglish)
        );
        assert_eq!(notice("首相は会談の後、記者団に語った。"), Some(Notice::NotEnglish));
        let german =
            "Die Gespräche endeten am Montag ohne Einigung, sagte der Minister nach dem Treffen in Genf.";
        assert_eq!(notice(german), Some(Notice::NotEnglish));
        let french = "Le ministre a déclaré lundi que les négociations avaient échoué après trois jours de discussions.";
        assert_eq!(notice(french), Some(Notice::NotEnglish));
        let spanish =
            "El ministro dijo el lunes que las conversaciones terminaron sin acuerdo entre las dos partes.";
        assert_eq!(notice(spanish), Some(Notice::NotEnglish));
    }

    #[test]
    fn english_and_short_texts() {
        assert_eq!(notice("Talks fail"), None);
        assert_eq!(
            notice("The minister said on Monday that the talks had ended without a deal for them."),
            None
        );
    }
}
