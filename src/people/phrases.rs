//! Noun phrases: the part of a source that says who it is.

use std::ops::Range;

use crate::lexicon::Class;
use crate::text::{Text, TokenKind, is_invisible};

/// A phrase up to its first comma, bracket or dash, or honour after a name: "Ann Lee" of
/// "Ann Lee, a former judge" and of "Ann Lee QC". Not empty if the phrase is not.
pub(super) fn core(text: &Text, phrase: &Range<usize>) -> Range<usize> {
    let ends = |t: usize| matches!(text.norm(t), "," | "(") || text.is_dash(t) || is_post_nominal(text, t);
    let end = phrase.clone().find(|&t| t > phrase.start && ends(t));
    phrase.start..end.unwrap_or(phrase.end)
}

/// Whether letters after a name are an honour: "QC" in "Ann Lee QC".
pub(super) fn is_post_nominal(text: &Text, token: usize) -> bool {
    text.is(token, Class::PostNominal) && token > 0 && text.is_capitalized(token - 1)
}

/// The head of a phrase that is not empty, its last token before a link: "aide"
/// of "an aide to Lee".
pub(super) fn head(text: &Text, phrase: &Range<usize>) -> usize {
    let link = phrase.clone().find(|&t| t > phrase.start && text.is(t, Class::Link));
    let last = link.unwrap_or(phrase.end) - 1;
    // "a source close to the mayor"
    let after = last > phrase.start + 1 && matches!(text.norm(last), "close" | "familiar" | "briefed");
    last - usize::from(after)
}

/// Whether a word is an article.
pub(super) fn is_article(norm: &str) -> bool {
    matches!(norm, "a" | "an" | "the")
}

/// Whether a token is an article, a possessive or a numeral with which a
/// description starts.
pub(super) fn is_determiner(text: &Text, token: usize) -> bool {
    matches!(text.norm(token), "a" | "an" | "the" | "his" | "her" | "its" | "their" | "one" | "another")
}

/// Whether a label is a role and no name: "MODERATOR", "Mr Speaker", "Speaker 1".
pub(super) fn is_role(text: &Text, label: &Range<usize>) -> bool {
    let link = label.clone().find(|&t| t > label.start && text.is(t, Class::Link));
    let words = label.start..link.unwrap_or(label.end);
    let Some(last) = words.clone().rev().find(|&token| text.tokens[token].kind == TokenKind::Word) else {
        return false;
    };
    let honour =
        text.is(words.start, Class::Title) && words.len() > 1 && !text.is(words.start, Class::Person);
    let role = text.is_any(last, &[Class::TurnLabel, Class::Anonymous, Class::Title])
        || text.is(last, Class::Person) && !honour
        || words.clone().any(|token| text.is(token, Class::TurnLabel));
    role && !text.is_any(words.start, Class::GIVEN)
}

/// What a noun may be the plural of: "company" of "companies".
pub(super) fn singulars(norm: &str) -> impl Iterator<Item = String> {
    let ends = [("s", ""), ("es", ""), ("ies", "y"), ("ves", "fe"), ("men", "man"), ("ren", "")];
    ends.into_iter().filter_map(|(many, one)| Some(norm.strip_suffix(many)?.to_owned() + one))
}

/// Words as a reader sees them: with single spaces between, where a text may have
/// line breaks, and without invisible characters.
pub(super) fn spaced(words: &str) -> String {
    let mut words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.retain(|c| !is_invisible(c));
    words
}

/// A description with single spaces and a capital at the start.
pub(super) fn tidy(description: &str) -> String {
    capitalized(&spaced(description))
}

/// Words with a capital at the start.
pub(super) fn capitalized(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::{core, head, spaced};
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

    #[test]
    fn words_as_a_reader_sees_them() {
        assert_eq!(spaced("Ann\n  Tol\u{ad}land\u{200b}-\u{2060}Ek"), "Ann Tolland-Ek");
    }
}
