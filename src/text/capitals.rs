//! Capitals: whether the capital of a word marks a name.
//!
//! Inside a sentence it does. At the start of a sentence or a quotation, in a
//! headline whose words all have one, and in a shouted word ("SAD!") a capital
//! says little, and the later stages want more evidence of a name.

use std::collections::HashSet;
use std::ops::Range;

use super::{Text, TokenKind};
use crate::lexicon::Class;

/// Why a word has a capital.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Capital {
    /// There is none: the word is in small letters, or no word.
    #[default]
    None,
    /// It marks a name: nothing else here asks for a capital.
    Inside,
    /// The word starts a sentence, a quotation, or what a colon introduces.
    Start,
    /// The word stands in a headline in which every word has one, or is shouted ("SAD!").
    Everywhere,
}

/// A headline in title case has at least this many words with capitals, small
/// words ("The") not counted.
const TITLE_WORDS: usize = 3;

/// Fills in [`Token::capital`](super::Token::capital) and
/// [`Token::also_small`](super::Token::also_small) for all tokens.
pub(super) fn read(text: &mut Text) {
    let mut capitals = Vec::with_capacity(text.tokens.len());
    for sentence in &text.sentences {
        let title = is_title(text, &sentence.tokens);
        capitals.extend(sentence.tokens.clone().map(|token| capital(text, token, title)));
    }
    let small: HashSet<&str> = (0..text.tokens.len())
        .filter(|&token| text.tokens[token].kind == TokenKind::Word && !text.is_capitalized(token))
        .map(|token| text.norm(token))
        .collect();
    let has = |token: usize| {
        text.tokens[token].kind == TokenKind::Word
            && (!text.is_capitalized(token) || small.contains(text.norm(token)))
    };
    let small: Vec<bool> = (0..text.tokens.len()).map(has).collect();
    for ((token, capital), small) in text.tokens.iter_mut().zip(capitals).zip(small) {
        token.capital = capital;
        token.also_small = small;
    }
}

fn capital(text: &Text, token: usize, title: bool) -> Capital {
    if !has_capital(text, token) {
        Capital::None
    } else if title || is_shouted(text, token) {
        Capital::Everywhere
    } else if starts(text, token) {
        Capital::Start
    } else {
        Capital::Inside
    }
}

/// Whether a word has a letter that is not small, not only as its first.
fn has_capital(text: &Text, token: usize) -> bool {
    text.tokens[token].kind == TokenKind::Word
        && !text.raw(token).chars().filter(|c| c.is_alphabetic()).all(char::is_lowercase)
}

/// Whether a sentence is in title case: all words but the small ones have a capital.
fn is_title(text: &Text, sentence: &Range<usize>) -> bool {
    let small = |token: usize| text.is(token, Class::Small) || text.norm(token) == "'s";
    let mut capitalized = 0;
    for token in sentence.clone().filter(|&token| text.tokens[token].kind == TokenKind::Word) {
        if text.is_capitalized(token) {
            capitalized += usize::from(!small(token));
        } else if !small(token) {
            return false;
        }
    }
    capitalized >= TITLE_WORDS
}

/// Whether a token has its capital because something starts with it: the
/// sentence, a quotation ("He said, “Great idea.”"), or what follows a colon.
fn starts(text: &Text, token: usize) -> bool {
    let sentence = text.sentence_of(token);
    let before = (sentence.start..token).rev().find(|&before| !text.is_mark(before));
    let marks = before.map_or(sentence.start, |before| before + 1)..token;
    let quoted = marks.clone().any(|mark| text.is_quotation_mark(mark));
    // One word alone between quotation marks is a title: the film "Joy".
    let alone = quoted && text.after(token).is_some_and(|next| text.is_quotation_mark(next));
    let introduced = || marks.clone().any(|mark| matches!(text.norm(mark), ":" | "…" | "..."));
    !alone && (before.is_none() || quoted || introduced())
}

/// Whether a word in capitals only is meant loud ("SAD!") and is no name.
fn is_shouted(text: &Text, token: usize) -> bool {
    let loud = |token: usize| text.raw(token).chars().all(|c| !c.is_lowercase());
    let named = |token: usize| text.is_capitalized(token) && !loud(token);
    text.norm(token).chars().count() > 2 && loud(token) && !text.after(token).is_some_and(named)
}

#[cfg(test)]
mod tests {
    use super::Capital;
    use crate::text::testing::text;

    fn words(source: &str, capital: Capital) -> Vec<String> {
        let text = text(source);
        let has = |&token: &usize| text.tokens[token].capital == capital;
        (0..text.tokens.len()).filter(has).map(|token| text.raw(token).to_owned()).collect()
    }

    #[test]
    fn capitals_inside_a_sentence() {
        assert_eq!(words("On Friday he told Hope that hope was lost.", Capital::Inside), ["Friday", "Hope"]);
        assert_eq!(words("The film “Joy” won.", Capital::Inside), ["Joy"]);
    }

    #[test]
    fn sentences_quotations_and_colons_start() {
        let source = "Violence spread. “Terrible news,” he said: All was lost.";
        assert_eq!(words(source, Capital::Start), ["Violence", "Terrible", "All"]);
    }

    #[test]
    fn headlines_and_shouts() {
        assert_eq!(words("Deadly Storm Kills Three in Town", Capital::Everywhere).len(), 5);
        assert_eq!(words("He called it a DISASTER and SAD.", Capital::Everywhere), ["DISASTER", "SAD"]);
    }

    #[test]
    fn words_in_small_letters_elsewhere() {
        let text = text("Strong winds blew, and Lee met strong men.");
        assert!(text.tokens[0].also_small && !text.tokens[5].also_small);
    }
}
