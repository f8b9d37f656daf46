//! The scene: what a reader knows about the people of an article at some place in it.
//!
//! It is filled in order of the text, while sources are resolved. The functions
//! in the files of `resolution` only read it.

use std::collections::HashMap;
use std::ops::Range;

use super::entities::{Entity, Mention, Names};
use super::nouns::{self, Noun};
use super::{SpeakerKind, gender, phrases};
use crate::lexicon::Class;
use crate::text::{ParagraphKind, Text};

/// At most this many names, sources or pronouns near a place are looked at: a
/// sentence may be of any length.
pub(super) const NEAR: usize = 64;
/// At most this many mentions before a place are searched for a role, or counted.
pub(super) const MENTIONS: usize = 300;
/// A name has at most this many words of titles before it.
pub(super) const TITLES: usize = 8;

// The confidence, from 0 to 1, in each way to find who a source is: the share that is
// right in articles of many outlets, given that the content is, rounded down because
// the ways were tuned on these.

/// Confidence in a name.
pub(super) const BY_NAME: f64 = 0.95;
/// Confidence in a description of somebody without a name.
pub(super) const BY_DESCRIPTION: f64 = 0.82;
/// Confidence in a role, or a noun, that stands for somebody before.
pub(super) const BY_ROLE: f64 = 0.8;
/// Confidence in "they", "it", "who" and pairs. "He" and "she" have their own.
pub(super) const BY_PRONOUN: f64 = 0.8;
/// Confidence in another noun for somebody named before, and in a subject left out.
pub(super) const BY_RECALL: f64 = 0.7;
/// Where nothing names a source and nobody is found, a reader cannot tell who speaks
/// either, in this share of cases.
pub(super) const BY_NOBODY: f64 = 0.78;
/// Where there is a source and it is not found out who that is, a reader mostly can tell.
pub(super) const BY_UNKNOWN: f64 = 0.3;

/// Whom a source stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Who {
    /// An entity with a name, by its index.
    Named(usize),
    /// Somebody whom the article only describes, or several, by that description.
    Described { name: String, plural: bool },
}

/// Who a source was found to be. If `who` is empty, that is not sure enough and
/// the chain has the names of those who may be meant.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) who: Vec<Who>,
    /// Mentions (tokens) from the source to the name, nearest first.
    pub(super) chain: Vec<Range<usize>>,
    /// How sure, 0 to 1.
    pub(super) confidence: f64,
}

impl Found {
    /// Nobody is sure enough; the chain has the names of those who may be meant.
    pub(super) fn nobody(chain: Vec<Range<usize>>) -> Self {
        Found { who: Vec::new(), chain, confidence: BY_NOBODY }
    }
}

/// A source that was resolved, for the pronouns after it.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    pub(super) who: Vec<Who>,
    /// Whether it stands for several people.
    pub(super) plural: bool,
}

impl Heard {
    /// The entity, if the source stands for exactly one that has a name.
    pub(super) fn single(&self) -> Option<usize> {
        match self.who.as_slice() {
            [Who::Named(entity)] => Some(*entity),
            _ => None,
        }
    }

    /// The same people, found once more by other words.
    pub(super) fn again(&self) -> Found {
        Found { who: self.who.clone(), chain: vec![self.tokens.clone()], confidence: BY_ROLE }
    }
}

/// What is known at a place in the article.
pub(super) struct Scene<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) names: &'t Names,
    /// The phrases that stand for somebody without a name, in order of the text.
    pub(super) nouns: Vec<Noun>,
    /// How many mentions each entity has in the whole article.
    counts: Vec<usize>,
    /// The first token of the first mention of each entity that is in no heading.
    firsts: Vec<usize>,
    /// The body that the article names most often.
    pub(super) most_named: Option<usize>,
    /// For each sentence, how many of the running text stand before it.
    steps: Vec<usize>,
    /// The sentences of the running text.
    running: Vec<usize>,
    /// For each two words, the persons named right after them, as indices of mentions:
    /// "harbour minister Ann Lee".
    after_words: HashMap<[&'t str; 2], Vec<usize>>,
    /// Sources so far, in order of the text.
    pub(super) heard: Vec<Heard>,
    /// Each "he" and "she" outside quotation marks so far, as a token, and the
    /// entity that is meant.
    pub(super) meant: Vec<(usize, usize)>,
    /// Who is named in what the source says that is being resolved, so that they are not the
    /// source: “Ek is late,” she said.
    spoken_of: Vec<usize>,
}

impl<'t> Scene<'t> {
    pub(super) fn new(text: &'t Text<'t>, names: &'t Names) -> Self {
        let mut counts = vec![0; names.entities.len()];
        let mut firsts = vec![usize::MAX; names.entities.len()];
        for mention in &names.mentions {
            counts[mention.entity] += 1;
            let paragraph = &text.paragraphs[text.paragraph_of(mention.tokens.start)];
            if paragraph.kind != ParagraphKind::Heading {
                firsts[mention.entity] = firsts[mention.entity].min(mention.tokens.start);
            }
        }
        let (mut steps, mut running) = (Vec::with_capacity(text.sentences.len()), Vec::new());
        for (index, sentence) in text.sentences.iter().enumerate() {
            steps.push(running.len());
            if !text.paragraphs[sentence.paragraph].kind.is_aside() {
                running.push(index);
            }
        }
        let mut scene = Scene {
            text,
            names,
            nouns: nouns::find(text, names),
            counts,
            firsts,
            most_named: None,
            steps,
            running,
            heard: Vec::new(),
            meant: Vec::new(),
            spoken_of: Vec::new(),
            after_words: HashMap::new(),
        };
        for (index, mention) in names.mentions.iter().enumerate() {
            let end = scene.beside(mention);
            if end > 1 && names.is_person(mention.entity) {
                scene.after_words.entry(scene.two_words(end)).or_default().push(index);
            }
        }
        let bodies = (0..names.entities.len()).rev().filter(|&entity| scene.may_be_body(entity));
        scene.most_named = bodies.max_by_key(|&entity| scene.counts[entity]);
        scene
    }

    /// Who is meant by a token that is "he" or "she".
    pub(super) fn meant_by(&self, token: usize) -> Option<usize> {
        self.meant.binary_search_by_key(&token, |(token, _)| *token).ok().map(|index| self.meant[index].1)
    }

    /// Sets what the source says that is resolved next.
    pub(super) fn hold_content(&mut self, content: &[Range<usize>]) {
        let named = content.iter().flat_map(|piece| self.names.within(piece)).take(NEAR);
        self.spoken_of = named.map(|mention| mention.entity).collect();
    }

    /// Whether the source that is resolved names somebody in what it says.
    pub(super) fn is_spoken_of(&self, entity: usize) -> bool {
        self.spoken_of.contains(&entity)
    }

    /// The exclusive end of the words beside a name: before it, or before a comma there.
    pub(super) fn beside(&self, mention: &Mention) -> usize {
        let start = mention.tokens.start;
        start - usize::from(start > 0 && self.text.norm(start - 1) == ",")
    }

    /// The mentions of persons, in order, that have the same two words beside them as stand
    /// before the token `end`; at most the first [`MENTIONS`].
    pub(super) fn persons_after(&self, end: usize) -> impl Iterator<Item = &Mention> {
        let all = self.after_words.get(&self.two_words(end)).map_or(&[][..], Vec::as_slice);
        all.iter().take(MENTIONS).map(|&index| &self.names.mentions[index])
    }

    /// The two words before a token, or fewer at the start of the text.
    fn two_words(&self, end: usize) -> [&'t str; 2] {
        [2, 1].map(|back| end.checked_sub(back).map_or("", |t| self.text.norm(t)))
    }

    /// How often an entity is named in the whole article.
    pub(super) fn count(&self, entity: usize) -> usize {
        self.counts[entity]
    }

    /// The first token at which an entity is named, headings apart.
    pub(super) fn first(&self, entity: usize) -> usize {
        self.firsts[entity]
    }

    /// The full name of an entity, where it stands first.
    pub(super) fn full(&self, entity: usize) -> &Range<usize> {
        &self.names.entities[entity].full
    }

    /// Whether an entity is a person for whom the text has a noun: "mayor".
    pub(super) fn has_role(&self, entity: usize, noun: &str) -> bool {
        let nouns = &self.names.entities[entity].nouns;
        self.names.is_person(entity) && nouns.iter().any(|known| known == noun)
    }

    /// Whether a word is in the role of an entity: "foreign" in "Kestrian Foreign Minister".
    pub(super) fn is_in_role(&self, entity: usize, word: &str) -> bool {
        let role = self.names.entities[entity].role.as_deref().unwrap_or_default().to_lowercase();
        role.split_whitespace().any(|known| known == word)
    }

    /// Whether an entity is a body or may be one: no person, country or place.
    pub(super) fn may_be_body(&self, entity: usize) -> bool {
        let Entity { kind, full, .. } = &self.names.entities[entity];
        let place = &[Class::Nation, Class::Native, Class::Site, Class::Place];
        if full.len() == 1 && self.text.is(full.start, Class::Body) {
            return false;
        }
        match kind {
            SpeakerKind::Organization => true,
            SpeakerKind::Person | SpeakerKind::Group => false,
            SpeakerKind::Unknown => !self.text.is_any(full.end - 1, place),
        }
    }

    /// Who is named first in a sentence before the token `at`, outside quotation marks, and
    /// depends on no other word; if that is somebody who fits.
    pub(super) fn subject(
        &self,
        sentence: usize,
        at: usize,
        fits: impl Fn(usize) -> bool,
    ) -> Option<&Mention> {
        let tokens = self.text.sentences[sentence].tokens.clone();
        let mut mentions = self.names.within(&(tokens.start..tokens.end.min(at))).iter().take(NEAR);
        let free =
            |m: &&Mention| !self.is_possessor(m) && !self.hangs(m) && self.text.is_outside(m.tokens.start);
        mentions.find(|m| free(m) && fits(m.entity))
    }

    /// Whether the gender of a person and the one that a noun tells, if both are
    /// known, agree.
    pub(super) fn fits(&self, entity: usize, noun: usize) -> bool {
        let (told, known) = (gender::of_noun(self.text, noun), self.names.entities[entity].gender);
        told.is_none() || known.is_none() || told == known
    }

    /// The phrases for somebody without a name that start inside a range of tokens.
    pub(super) fn nouns_in(&self, tokens: &Range<usize>) -> &[Noun] {
        let start = self.nouns.partition_point(|noun| noun.tokens.start < tokens.start);
        let end = self.nouns.partition_point(|noun| noun.tokens.start < tokens.end);
        &self.nouns[start..end.max(start)]
    }

    /// The sources that start inside a range of tokens.
    pub(super) fn heard_in(&self, tokens: &Range<usize>) -> &[Heard] {
        let start = self.heard.partition_point(|h| h.tokens.start < tokens.start);
        let end = self.heard.partition_point(|h| h.tokens.start < tokens.end);
        &self.heard[start..end.max(start)]
    }

    /// Whether a token stands beside the running text, as in a caption.
    pub(super) fn is_aside(&self, token: usize) -> bool {
        self.text.paragraphs[self.text.paragraph_of(token)].kind.is_aside()
    }

    /// The sentence of the running text that is `count` sentences before another, or its
    /// first.
    pub(super) fn sentence_before(&self, sentence: usize, count: usize) -> usize {
        let before = self.steps[sentence].saturating_sub(count);
        self.running.get(before).map_or(sentence, |&before| before.min(sentence))
    }

    /// How many sentences of the running text lead from one to a later one.
    pub(super) fn steps(&self, from: usize, to: usize) -> usize {
        self.steps[to] - self.steps[from]
    }

    /// The first token of the sentence of the running text that is `count` sentences
    /// before the one of a token, or of the first.
    pub(super) fn sentences_before(&self, token: usize, count: usize) -> usize {
        let sentence = self.sentence_before(self.text.tokens[token].sentence, count);
        self.text.sentences[sentence].tokens.start
    }

    /// The last of those who fit and spoke in a sentence before the token `at`; if
    /// there is none, its subject.
    pub(super) fn leading(&self, at: usize, sentence: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let tokens = self.text.sentences[sentence].tokens.clone();
        let tokens = tokens.start..tokens.end.min(at);
        let spoke = latest(self.heard_in(&tokens)).iter().rev().filter_map(Heard::single).find(|&e| fits(e));
        spoke.or_else(|| Some(self.subject(sentence, at, fits).filter(|m| !m.aside)?.entity))
    }

    /// The first of those who fit and are named in a sentence before the token `at`.
    pub(super) fn nearest(&self, at: usize, sentence: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let tokens = self.text.sentences[sentence].tokens.clone();
        let mut mentions = self.names.within(&(tokens.start..tokens.end.min(at))).iter().take(NEAR);
        // Who is named between quotation marks is spoken of by somebody else.
        let quoted = |m: &Mention| self.text.is_outside(at) && !self.text.is_outside(m.tokens.start);
        let first = mentions.find(|m| fits(m.entity) && !self.is_possessor(m) && !quoted(m) && !m.aside)?;
        Some(first.entity)
    }

    /// Whether a name depends on a preposition: "after a call with President Lee".
    pub(super) fn hangs(&self, mention: &Mention) -> bool {
        let sentence = self.text.sentence_of(mention.tokens.start).start;
        let before =
            (sentence..mention.tokens.start).rev().take(TITLES).find(|&t| !self.text.is_capitalized(t));
        before.is_some_and(|t| self.text.is_any(t, &[Class::Link, Class::Hanging]))
    }

    /// Whether a name is a possessor: "Lee's plan".
    pub(super) fn is_possessor(&self, mention: &Mention) -> bool {
        mention.tokens.end < self.text.tokens.len() && self.text.norm(mention.tokens.end) == "'s"
    }

    /// The head of the description of one person without a name who was a source:
    /// "official" of "a council official".
    pub(super) fn described_head(&self, heard: &Heard) -> Option<usize> {
        let [Who::Described { plural: false, .. }] = heard.who.as_slice() else { return None };
        // A pronoun that stands for a description has no noun.
        (heard.tokens.len() > 1).then(|| phrases::head(self.text, &phrases::core(self.text, &heard.tokens)))
    }

    /// A [core](phrases::core) that does not end inside a name: "Ministry of Ports, Fish and
    /// Trade".
    pub(super) fn core(&self, phrase: &Range<usize>) -> Range<usize> {
        let mut core = phrases::core(self.text, phrase);
        for mention in self.names.within(phrase) {
            if mention.tokens.contains(&core.end) {
                core.end = phrases::core(self.text, &(mention.tokens.end - 1..phrase.end)).end;
            }
        }
        core
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

    /// An entity that was found by other words than its name.
    pub(super) fn called_again(&self, entity: usize, confidence: f64) -> Found {
        Found { who: vec![Who::Named(entity)], chain: vec![self.full(entity).clone()], confidence }
    }

    /// The entity of a mention elsewhere in the text.
    pub(super) fn called(&self, mention: &Mention, confidence: f64) -> Found {
        let full = self.full(mention.entity);
        let mut chain = vec![mention.tokens.clone()];
        if full.start != mention.tokens.start {
            chain.push(full.clone());
        }
        Found { who: vec![Who::Named(mention.entity)], chain, confidence }
    }
}

/// The last [`NEAR`] of things that are in order of the text.
pub(super) fn latest<T>(all: &[T]) -> &[T] {
    &all[all.len().saturating_sub(NEAR)..]
}
