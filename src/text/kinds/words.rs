//! The words of a paragraph before it is cut into tokens, and names among them.

use crate::lexicon::{Class, Lexicon};
use crate::text::{Span, marks};

/// A name has at most this many words.
const NAME: usize = 5;

/// A paragraph, and its words as white space parts them.
pub(super) struct Words<'a> {
    /// Its characters.
    pub(super) text: &'a str,
    /// Its characters in small letters.
    pub(super) lower: String,
    /// Its words with the marks around them.
    pub(super) all: Vec<&'a str>,
    lexicon: &'a Lexicon,
}

impl<'a> Words<'a> {
    pub(super) fn of(shown: &'a str, span: Span, lexicon: &'a Lexicon) -> Self {
        let text = &shown[span.start..span.end];
        Words { text, lower: text.to_lowercase(), all: text.split_whitespace().collect(), lexicon }
    }

    /// A part of the paragraph.
    pub(super) fn part(&self, text: &'a str) -> Self {
        let all = text.split_whitespace().collect();
        Words { text, lower: text.to_lowercase(), all, lexicon: self.lexicon }
    }

    /// How many words it has.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether a word, whatever marks stand around it, has a class.
    pub(super) fn is(&self, word: &str, class: Class) -> bool {
        self.lexicon.knows(&bare(word).to_lowercase(), class)
    }

    /// Whether a word is a given name that is hardly anything else.
    fn is_given(&self, word: &str) -> bool {
        Class::GIVEN.iter().any(|&class| self.is(word, class))
            && !self.is(word, Class::GivenWord)
            && !self.is(word, Class::Place)
    }

    /// Whether all of it may be the name of somebody: up to five words with capitals,
    /// particles between them.
    pub(super) fn is_name(&self) -> bool {
        let last = self.all.len().saturating_sub(1);
        let part = |(at, word): (usize, &&str)| {
            let letters =
                bare(word).chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
            let name = is_capital(word) && !self.is(word, Class::Function) && !self.is(word, Class::Month);
            letters
                && (name && (at == last || !word.ends_with([',', ';', ':']))
                    || self.is(word, Class::Particle))
        };
        !self.all.is_empty()
            && self.all.len() <= NAME
            && is_capital(self.all[0])
            && is_capital(self.all[last])
            && self.all.iter().enumerate().all(part)
    }

    /// Whether all of it is the name of a person beyond doubt: a given name and a
    /// surname.
    pub(super) fn is_person(&self) -> bool {
        self.all.len() > 1 && self.is_name() && self.is_given(self.all[0])
    }

    /// Whether it ends as a sentence does.
    pub(super) fn ends(&self) -> bool {
        self.text.trim_end_matches(marks::is_closer).ends_with(['.', '!', '?', '…'])
    }
}

/// A word without the marks around it.
pub(super) fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

/// Whether the first letter of a word is a capital.
pub(super) fn is_capital(word: &str) -> bool {
    word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
}

/// The text without a dash at its start, and whether there is one. A hyphen is one
/// before a space.
pub(super) fn undashed(text: &str) -> (&str, bool) {
    let rest = text.trim_start_matches(['—', '–', '―', '-', '~']);
    let dashed = rest.len() < text.len();
    let glued_hyphen =
        text.starts_with('-') && !text.starts_with("--") && !rest.starts_with(char::is_whitespace);
    if dashed && !glued_hyphen { (rest.trim_start(), true) } else { (text, false) }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::text::Span;
    use crate::text::testing::lexicon;

    #[test]
    fn names_and_persons() {
        let words = |text: &'static str| Words::of(text, Span { start: 0, end: text.len() }, lexicon());
        for name in ["Mary Lee", "MARY LEE", "Mary van der Meer", "Mary O’Hara-Ek", "J. K. Ek"] {
            assert!(words(name).is_name(), "{name}");
        }
        for other in ["The Hall", "Mary left", "Mary Lee, mayor", "3 May", "May 3", "mary lee"] {
            assert!(!words(other).is_name(), "{other}");
        }
        assert!(words("Mary Lee").is_person() && !words("Port Alma").is_person());
    }
}
