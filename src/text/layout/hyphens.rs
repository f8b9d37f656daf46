//! Hyphens at the end of a line: whether the hyphen is part of the word.

use std::collections::HashSet;

use crate::lexicon::Lexicon;

/// What shows which words have a hyphen.
#[derive(Debug)]
pub(super) struct Hyphens<'a> {
    lexicon: &'a Lexicon,
    /// The words of the article in small letters, hyphens kept. Filled when the
    /// first hyphen has to be decided on.
    words: Option<HashSet<String>>,
    source: &'a str,
}

/// A soft hyphen is there only for the break.
const SOFT: char = '\u{ad}';

impl<'a> Hyphens<'a> {
    pub(super) fn new(source: &'a str, lexicon: &'a Lexicon) -> Self {
        Hyphens { lexicon, words: None, source }
    }

    /// How many bytes at the end of a line go if it is joined to the next without
    /// a space: those of a hyphen that only marks the break, or none for a hyphen
    /// of the word. Nothing if the line does not break inside a word.
    pub(super) fn cut(&mut self, line: &str, next: &str) -> Option<usize> {
        let kept = line.strip_suffix(['-', '\u{2010}', '\u{2011}', SOFT])?;
        let width = line.len() - kept.len();
        if !kept.ends_with(char::is_alphanumeric) || !next.starts_with(char::is_alphanumeric) {
            return None;
        }
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '\u{2010}' | SOFT);
        let left = kept.rfind(|c| !is_part(c)).map_or(kept, |at| {
            let after = kept[at..].chars().next().map_or(0, char::len_utf8);
            &kept[at + after..]
        });
        let right = next.find(|c| !is_part(c)).map_or(next, |at| &next[..at]);
        let right = right.strip_suffix(['-', '\u{2010}', SOFT]).unwrap_or(right);
        let drops = line.ends_with(SOFT) || self.drops(&normal(left), right);
        Some(if drops { width } else { 0 })
    }

    /// Whether the word has no hyphen where the line breaks.
    fn drops(&mut self, left: &str, right: &str) -> bool {
        if !right.starts_with(char::is_lowercase) || left.is_empty() {
            return false;
        }
        let right = normal(right);
        let (joined, hyphened) = (format!("{left}{right}"), format!("{left}-{right}"));
        if self.is_of_article(&hyphened) {
            return false;
        }
        if self.is_of_article(&joined) {
            return true;
        }
        // Of "mother-in-" and "law", "in" and "law" decide.
        let left = left.rsplit('-').next().unwrap_or(left);
        let is_word = |word: &str| self.lexicon.is_word(word);
        is_word(&format!("{left}{right}")) || !is_word(left) || !is_word(&right)
    }

    /// Whether the article has a word elsewhere.
    fn is_of_article(&mut self, word: &str) -> bool {
        let source = self.source;
        let words = self.words.get_or_insert_with(|| {
            let apart = |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-' | SOFT);
            source.split(apart).filter(|word| !word.ends_with('-')).map(normal).collect()
        });
        words.contains(word)
    }
}

/// A word in small letters, with plain hyphens and apostrophes.
fn normal(word: &str) -> String {
    let plain = |c: char| match c {
        '\u{2010}' | '\u{2011}' => '-',
        '’' => '\'',
        c => c,
    };
    word.chars().filter(|&c| c != SOFT).map(plain).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Hyphens;
    use crate::text::testing::lexicon;

    /// Two lines as they are joined.
    fn joined(source: &str, line: &str, next: &str) -> Option<String> {
        let cut = Hyphens::new(source, lexicon()).cut(line, next)?;
        Some(format!("{}{next}", &line[..line.len() - cut]))
    }

    #[test]
    fn a_hyphen_that_only_marks_the_break_goes() {
        for (line, next, word) in [
            ("the counci-", "llors left", "the councillors left"),
            ("a foot-", "ball club", "a football club"),
            ("the dele\u{ad}", "gation", "the delegation"),
            ("the Brandstet-", "ter plan", "the Brandstetter plan"),
            ("“nego‐", "tiations”", "“negotiations”"),
        ] {
            assert_eq!(joined("", line, next).as_deref(), Some(word));
        }
    }

    #[test]
    fn a_hyphen_of_the_word_stays() {
        for (line, next, word) in [
            ("a long-", "term plan", "a long-term plan"),
            ("the Anglo-", "Saxon world", "the Anglo-Saxon world"),
            ("Covid-", "19 cases", "Covid-19 cases"),
            ("her mother-in-", "law", "her mother-in-law"),
        ] {
            assert_eq!(joined("", line, next).as_deref(), Some(word));
        }
        assert_eq!(joined("A re-entry was", "the re-", "entry of").as_deref(), Some("the re-entry of"));
    }

    #[test]
    fn a_dash_breaks_no_word() {
        for (line, next) in [("We left -", "and came back"), ("We left", "early"), ("the 1-", "– no")] {
            assert_eq!(joined("", line, next), None);
        }
    }
}
