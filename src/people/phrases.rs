//! Noun phrases: what a source is about.

use std::ops::Range;

use crate::lexicon::Class;
use crate::text::Text;

/// The noun phrase up to its first comma, bracket or dash: "Ann Lee" of "Ann
/// Lee, a former judge".
pub(super) fn core(text: &Text, phrase: &Range<usize>) -> Range<usize> {
    let ends = |t: usize| matches!(text.norm(t), "," | "(" | "—" | "–");
    let end = phrase.clone().find(|&t| t > phrase.start && ends(t));
    phrase.start..end.unwrap_or(phrase.end)
}

/// Where the noun of a phrase ends: "an aide | to Lee".
pub(super) fn head_end(text: &Text, phrase: &Range<usize>) -> usize {
    phrase.clone().find(|&t| t > phrase.start && text.is(t, Class::Link)).unwrap_or(phrase.end)
}

/// The noun that a phrase is about: "aide" of "an aide to Lee".
pub(super) fn head(text: &Text, phrase: &Range<usize>) -> usize {
    head_end(text, phrase) - 1
}

/// Whether a token is an article or a possessive, with which a description begins.
pub(super) fn is_determiner(text: &Text, token: usize) -> bool {
    matches!(text.norm(token), "a" | "an" | "the" | "his" | "her" | "its" | "their" | "one" | "another")
}

/// With single spaces and a capital at the start.
pub(super) fn tidy(description: &str) -> String {
    let words: Vec<&str> = description.split_whitespace().collect();
    super::entities::capitalized(&words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{core, head};
    use crate::text::testing::text;

    #[test]
    fn a_phrase_is_about_its_noun() {
        for (phrase, noun) in [
            ("an aide to the mayor", "aide"),
            ("a former harbour judge", "judge"),
            ("the bank’s chief economist", "economist"),
            ("officials", "officials"),
            ("a baker who left", "baker"),
        ] {
            let text = text(phrase);
            assert_eq!(text.norm(head(&text, &(0..text.tokens.len()))), noun, "{phrase}");
        }
    }

    #[test]
    fn a_comma_ends_the_core() {
        let text = text("Ann Lee, a former judge");
        assert_eq!(core(&text, &(0..text.tokens.len())), 0..2);
    }
}
