//! Nouns: phrases that stand for people or bodies without naming them ("researchers", "the bank",
//! "her husband").
//!
//! A noun that is called again in the same words ("a young baker … the young baker"), or as
//! "the" and the noun alone, is the same people. `resolution/clusters.rs` says which of them
//! somebody with a name is.

use std::collections::HashMap;
use std::ops::Range;

use super::entities::Names;
use super::{phrases, roles};
use crate::lexicon::Class;
use crate::text::{Capital, ParagraphKind, Text};

/// Classes of nouns for a person, several or a body.
const SOMEBODY: &[Class] = &[
    Class::Person,
    Class::Human,
    Class::Anonymous,
    Class::Bystander,
    Class::People,
    Class::Body,
    Class::Male,
    Class::Female,
];

/// Classes of words that do not stand between the words of a noun phrase, so that before them it
/// ends.
const AFTER: &[Class] = &[
    Class::Function,
    Class::Finite,
    Class::Link,
    Class::Hanging,
    Class::Fronting,
    Class::AfterSubject,
    Class::ReplyCue,
    Class::TellingCue,
    Class::AddingCue,
];

/// A phrase that stands for somebody.
#[derive(Clone, Debug)]
pub(super) struct Noun {
    /// From its article or possessive to its noun.
    pub(super) tokens: Range<usize>,
    /// What it starts with.
    pub(super) opening: Opening,
    /// Whether it stands for several.
    pub(super) plural: bool,
    /// Whether it stands for a body.
    pub(super) body: bool,
    /// The first noun in the text that is the same people, by its index.
    pub(super) first: usize,
}

/// What a noun phrase starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// "the", "this": known already.
    Definite,
    /// "a", "another", "some": new.
    Indefinite,
    /// "his", "their": somebody's.
    Possessive,
    /// Nothing of these.
    Bare,
}

impl Noun {
    /// The token of the noun itself.
    pub(super) fn head(&self) -> usize {
        self.tokens.end - 1
    }

    /// Its words without an article or a possessive.
    pub(super) fn words(&self) -> Range<usize> {
        self.tokens.start + usize::from(self.opening != Opening::Bare)..self.tokens.end
    }
}

/// Every noun phrase of the running text that stands for somebody, in order.
pub(super) fn find(text: &Text, names: &Names) -> Vec<Noun> {
    let mut nouns: Vec<Noun> = Vec::new();
    let mut by_words: HashMap<String, usize> = HashMap::new();
    let mut by_head: HashMap<(&str, bool), usize> = HashMap::new();
    for sentence in &text.sentences {
        if text.paragraphs[sentence.paragraph].kind == ParagraphKind::Heading {
            continue;
        }
        for head in sentence.tokens.clone() {
            let Some(mut noun) = noun(text, names, head, nouns.len()) else { continue };
            let words = noun.words().map(|t| text.norm(t)).collect::<Vec<_>>().join(" ");
            let known = match noun.opening {
                Opening::Definite if noun.words().len() == 1 => by_head.get(&(text.norm(head), noun.plural)),
                Opening::Definite | Opening::Bare => by_words.get(&words),
                Opening::Indefinite | Opening::Possessive => None,
            };
            noun.first = known.copied().unwrap_or(noun.first);
            by_words.insert(words, noun.first);
            by_head.insert((text.norm(head), noun.plural), noun.first);
            nouns.push(noun);
        }
    }
    nouns
}

/// The phrase whose noun stands at a token, if that is one for somebody.
fn noun(text: &Text, names: &Names, head: usize, first: usize) -> Option<Noun> {
    let plural = is_plural(text, head)?;
    let in_name = names.before(head + 1).last().is_some_and(|mention| head < mention.tokens.end);
    if in_name
        || !matches!(text.tokens[head].capital, Capital::None | Capital::Start)
        || !ends(text, head, plural)
    {
        return None;
    }
    let words = roles::phrase_start(text, head);
    let sentence = text.sentence_of(head).start;
    let before = words.checked_sub(1).filter(|&t| t >= sentence);
    let opening = before.map_or(Opening::Bare, |t| opening(text, t));
    let start = words - usize::from(opening != Opening::Bare);
    let body = of_noun(text, head, &[Class::Body]);
    Some(Noun { tokens: start..head + 1, opening, plural, body, first })
}

/// What a noun phrase starts with, given the token before its words.
fn opening(text: &Text, token: usize) -> Opening {
    match text.norm(token) {
        "the" | "this" | "these" | "those" | "both" => Opening::Definite,
        "a" | "an" | "one" | "another" | "some" | "many" | "several" | "other" | "no" | "any" => {
            Opening::Indefinite
        }
        "his" | "her" | "its" | "their" | "my" | "our" | "your" => Opening::Possessive,
        _ => Opening::Bare,
    }
}

/// Whether a token is a noun for several people or bodies; nothing if it is none for any.
fn is_plural(text: &Text, token: usize) -> Option<bool> {
    if text.is_any(token, &[Class::Function, Class::Pronoun]) {
        return None;
    }
    if text.is(token, Class::People) {
        return Some(true);
    }
    if text.is_any(token, SOMEBODY) {
        return Some(text.norm(token).ends_with("men"));
    }
    of_noun(text, token, SOMEBODY).then_some(true)
}

/// Whether a noun, or that of which it is the plural, is of one of some classes.
fn of_noun(text: &Text, token: usize, classes: &[Class]) -> bool {
    text.is_any(token, classes)
        || phrases::singulars(text.norm(token)).any(|one| text.knows_any(&one, classes))
}

/// Whether a noun ends its phrase: "bank" in "the bank raised", but not in "the bank account".
fn ends(text: &Text, head: usize, plural: bool) -> bool {
    let Some(next) = text.after(head).filter(|&next| next < text.sentence_of(head).end) else { return true };
    if text.is_capitalized(next) {
        return false;
    }
    let norm = text.norm(next);
    let noun = is_plural(text, next).is_some();
    let verb = ["ed", "s", "ly", "ing"].iter().any(|end| norm.ends_with(end));
    text.is_mark(next) || text.is_any(next, AFTER) || !noun && (plural || verb)
}
