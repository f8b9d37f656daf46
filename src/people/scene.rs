//! The scene: what a reader knows of an article's people at a place in it.
//!
//! The resolvers in `resolution` only look at it. It is filled in order of
//! the text, as sources are resolved.

use std::ops::Range;

use super::entities::{Mention, Names};
use super::{gender, phrases};
use crate::lexicon::Class;
use crate::text::Text;

/// Names, sources and pronouns that are looked at before a place at most: a
/// sentence may be of any length.
pub(super) const NEAR: usize = 64;
/// Words of titles before a name at most.
pub(super) const TITLES: usize = 8;

/// Confidence by the way in which somebody was found; measured on the
/// development articles whose speakers are labelled by name.
pub(super) const BY_NAME: f64 = 0.95;
/// By a description that is not tied to a name.
pub(super) const BY_DESCRIPTION: f64 = 0.85;
/// By the role that somebody named has.
pub(super) const BY_ROLE: f64 = 0.7;
/// By "they", "it", "who" and pairs.
pub(super) const BY_PRONOUN: f64 = 0.7;
/// By another word for who was named last, and by what is left out.
pub(super) const BY_RECALL: f64 = 0.5;

/// What a source was found to be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Who {
    /// An entity with a name, by its index.
    Named(usize),
    /// Somebody whom the article only describes, by that description.
    Described { name: String, plural: bool },
}

/// Who says something; nobody in `who` if the chain has those who may.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) who: Vec<Who>,
    /// Mentions (tokens) from the source to the name, nearest first.
    pub(super) chain: Vec<Range<usize>>,
    /// How sure, 0 to 1.
    pub(super) confidence: f64,
}

/// A source that was resolved, for pronouns to come.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    pub(super) who: Vec<Who>,
    pub(super) plural: bool,
}

impl Heard {
    /// The entity, if it is a single one with a name.
    pub(super) fn single(&self) -> Option<usize> {
        match self.who.as_slice() {
            [Who::Named(entity)] => Some(*entity),
            _ => None,
        }
    }

    /// The same again.
    pub(super) fn again(&self) -> Found {
        Found { who: self.who.clone(), chain: vec![self.tokens.clone()], confidence: BY_ROLE }
    }
}

pub(super) struct Scene<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) names: &'t Names,
    /// How often each entity is named, and the first token at which it is.
    counts: Vec<usize>,
    firsts: Vec<usize>,
    /// Sources so far, in order of the text.
    pub(super) heard: Vec<Heard>,
    /// Each "he" and "she" outside quotation marks so far, and who is meant.
    pub(super) meant: Vec<(usize, usize)>,
}

impl<'t> Scene<'t> {
    pub(super) fn new(text: &'t Text<'t>, names: &'t Names) -> Self {
        let mut counts = vec![0; names.entities.len()];
        let mut firsts = vec![usize::MAX; names.entities.len()];
        for mention in &names.mentions {
            counts[mention.entity] += 1;
            firsts[mention.entity] = firsts[mention.entity].min(mention.tokens.start);
        }
        Scene { text, names, counts, firsts, heard: Vec::new(), meant: Vec::new() }
    }

    /// How often an entity is named in the whole article.
    pub(super) fn count(&self, entity: usize) -> usize {
        self.counts[entity]
    }

    /// The first token at which an entity is named.
    pub(super) fn first(&self, entity: usize) -> usize {
        self.firsts[entity]
    }

    /// The full name of an entity, where it stands first.
    pub(super) fn full(&self, entity: usize) -> &Range<usize> {
        &self.names.entities[entity].full
    }

    /// Whether somebody is a person whose role holds a word.
    pub(super) fn has_role(&self, entity: usize, noun: &str) -> bool {
        let role = self.names.entities[entity].role.as_deref().unwrap_or_default().to_lowercase();
        self.names.is_person(entity) && role.split_whitespace().any(|word| word == noun)
    }

    /// Whether a person may be called by a noun, which may tell a gender.
    pub(super) fn fits(&self, entity: usize, noun: usize) -> bool {
        let (told, known) = (gender::of_noun(self.text, noun), self.names.entities[entity].gender);
        told.is_none() || known.is_none() || told == known
    }

    /// The sources that start inside a range of tokens.
    pub(super) fn heard_in(&self, tokens: &Range<usize>) -> &[Heard] {
        let start = self.heard.partition_point(|h| h.tokens.start < tokens.start);
        let end = self.heard.partition_point(|h| h.tokens.start < tokens.end);
        &self.heard[start..end.max(start)]
    }

    /// The first token of the sentence that many before that of a token.
    pub(super) fn sentences_before(&self, token: usize, count: usize) -> usize {
        let sentence = self.text.tokens[token].sentence.saturating_sub(count);
        self.text.sentences[sentence].tokens.start
    }

    /// Who spoke last in a sentence before a token, or else whom that names
    /// first, if they fit.
    pub(super) fn nearest(&self, at: usize, sentence: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let tokens = self.text.sentences[sentence].tokens.clone();
        let tokens = tokens.start..tokens.end.min(at);
        let spoke = latest(self.heard_in(&tokens)).iter().rev().filter_map(Heard::single).find(|&e| fits(e));
        spoke.or_else(|| {
            let mut mentions = self.names.within(&tokens).iter().take(NEAR);
            // Who is named between quotation marks is spoken of by somebody else.
            let quoted = |m: &Mention| self.text.is_outside(at) && !self.text.is_outside(m.tokens.start);
            let first = mentions.find(|m| fits(m.entity) && !self.is_possessor(m) && !quoted(m))?;
            Some(first.entity)
        })
    }

    /// "after a call with President Lee": Lee hangs on another word.
    pub(super) fn hangs(&self, mention: &Mention) -> bool {
        let sentence = self.text.sentence_of(mention.tokens.start).start;
        let before =
            (sentence..mention.tokens.start).rev().take(TITLES).find(|&t| !self.text.is_capitalized(t));
        before.is_some_and(|t| self.text.is_any(t, &[Class::Link, Class::Hanging]))
    }

    /// "Lee's plan": Lee is not what the sentence is about.
    pub(super) fn is_possessor(&self, mention: &Mention) -> bool {
        mention.tokens.end < self.text.tokens.len() && self.text.norm(mention.tokens.end) == "'s"
    }

    /// The noun for the one person without a name who was heard: "official" of
    /// "a council official".
    pub(super) fn described_head(&self, heard: &Heard) -> Option<usize> {
        let [Who::Described { plural: false, .. }] = heard.who.as_slice() else { return None };
        // A pronoun that stands for a description has no noun.
        (heard.tokens.len() > 1).then(|| phrases::head(self.text, &phrases::core(self.text, &heard.tokens)))
    }

    /// Whether a phrase stands for several people.
    pub(super) fn is_plural(&self, phrase: &Range<usize>) -> bool {
        let core = phrases::core(self.text, phrase);
        let head = phrases::head(self.text, &core);
        let norm = self.text.norm(head);
        self.text.is(head, Class::People)
            || norm.ends_with('s') && !norm.ends_with("ss") && !self.text.is_capitalized(head)
            || norm.ends_with('s')
                && head == core.start
                && self.names.within(&(core.start..head + 1)).is_empty()
    }

    /// Somebody named, by other words than the name.
    pub(super) fn called_again(&self, entity: usize, confidence: f64) -> Found {
        Found { who: vec![Who::Named(entity)], chain: vec![self.full(entity).clone()], confidence }
    }

    /// Somebody by a mention that stands elsewhere.
    pub(super) fn called(&self, mention: &Mention, confidence: f64) -> Found {
        let full = self.full(mention.entity);
        let mut chain = vec![mention.tokens.clone()];
        if full.start != mention.tokens.start {
            chain.push(full.clone());
        }
        Found { who: vec![Who::Named(mention.entity)], chain, confidence }
    }
}

/// The last of what stands before a place.
pub(super) fn latest<T>(all: &[T]) -> &[T] {
    &all[all.len().saturating_sub(NEAR)..]
}
