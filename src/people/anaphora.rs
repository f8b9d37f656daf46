//! Pronouns and pairs: whom "he", "they", "both leaders" stand for.

use std::ops::Range;

use super::gender::{self, Gender};
use super::names::Mention;
use super::pronouns::{self, Signs};
use super::roles::FINITE;
use super::sources::{BY_RECALL, Found, Heard, ROLE_MEMORY, Resolver, Who, is_link, is_person};
use super::{Pronoun, Pronouns};
use crate::quotes::Attribution;
use crate::text::{Span, TokenKind};

/// A pronoun's person is looked for in this many sentences before it.
const MEMORY: usize = 6;

/// As many names, and as many sources, are looked at before a pronoun at most.
const NEAR: usize = 64;

/// Words of titles before a name at most.
const TITLES: usize = 8;
/// Confidence in "they", "it", "who" and pairs; measured on the development
/// articles whose speakers are labelled by name.
const BY_PRONOUN: f64 = 0.7;
/// Whoever is less likely to be meant by "he" is not named.
const UNSURE: f64 = 0.5;
/// How many who may be meant are told then.
const ALTERNATIVES: usize = 3;

/// Words beside those of [`is_link`] by which a name hangs on what stands before it.
const HANGING: &[&str] = &[
    "about",
    "after",
    "against",
    "alongside",
    "and",
    "before",
    "behind",
    "between",
    "beside",
    "despite",
    "like",
    "near",
    "over",
    "than",
    "toward",
    "towards",
    "under",
    "unlike",
    "versus",
    "via",
    "without",
];
/// A person who may be meant by a pronoun.
struct Candidate {
    entity: usize,
    signs: Signs,
}

impl Resolver<'_> {
    /// Finds who is meant by each "he" and "she" up to a token.
    pub(super) fn read_pronouns(&mut self, end: usize) {
        for token in self.unread..end.max(self.unread) {
            let gender = self.subject_pronoun(token);
            let found = gender.and_then(|gender| self.person(token, gender));
            if let Some([Who::Named(entity)]) = found.as_ref().map(|found| found.who.as_slice()) {
                self.meant.push((token, *entity));
            }
        }
        self.unread = end.max(self.unread);
    }

    /// "he" or "she" outside quotation marks.
    fn subject_pronoun(&self, token: usize) -> Option<Gender> {
        match self.text.norm(token) {
            "he" if self.outside[token] => Some(Gender::Male),
            "she" if self.outside[token] => Some(Gender::Female),
            _ => None,
        }
    }

    /// "he", "she" who says something: whoever without a name spoke right before,
    /// or else the likeliest of the persons named.
    pub(super) fn he_or_she(&self, at: usize, gender: Gender) -> Option<Found> {
        self.described_last(at, gender).or_else(|| self.person(at, gender))
    }

    /// "She" behind "A spokeswoman said …", in the same paragraph.
    fn described_last(&self, at: usize, gender: Gender) -> Option<Found> {
        let last = self.heard[..self.heard.partition_point(|heard| heard.at < at)].last()?;
        let noun = self.described_head(last)?;
        let near = self.text.paragraph_of(last.at) == self.text.paragraph_of(at)
            && self.text.tokens[at].sentence <= self.text.tokens[last.at].sentence + 1;
        let told = gender::of_noun(noun);
        (near && (told == Some(gender) || told.is_none() && is_unnamed(noun))).then(|| self.again(last))
    }

    /// "he", "she": the likeliest of the persons named before; nobody, but those
    /// who may be meant, if it is not sure enough.
    pub(super) fn person(&self, at: usize, gender: Gender) -> Option<Found> {
        let candidates = self.candidates(at, gender);
        let signs: Vec<Signs> = candidates.iter().map(|candidate| candidate.signs).collect();
        let likely = pronouns::likely(&signs);
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_by(|&one, &other| likely[other].total_cmp(&likely[one]));
        let &best = order.first()?;
        let full = |candidate: usize| &self.names.entities[candidates[candidate].entity].full;
        if likely[best] < UNSURE {
            let chain =
                order.iter().take(ALTERNATIVES).map(|&other| self.text.span_of(full(other))).collect();
            return Some(Found { who: Vec::new(), chain, confidence: 1.0 });
        }
        let entity = candidates[best].entity;
        let mut chain = Vec::new();
        let mention = self.names.before(at).iter().rev().find(|m| m.entity == entity);
        if let Some(mention) = mention.filter(|m| m.tokens.start != full(best).start) {
            chain.push(self.text.span_of(&mention.tokens));
        }
        chain.push(self.text.span_of(full(best)));
        Some(Found { who: vec![Who::Named(entity)], chain, confidence: likely[best] })
    }

    /// The persons of a gender, or of one that is not known, named in the last sentences.
    fn candidates(&self, at: usize, gender: Gender) -> Vec<Candidate> {
        let here = self.text.tokens[at].sentence;
        let start = self.text.sentences[here.saturating_sub(MEMORY)].tokens.start;
        let heard = latest(self.heard_in(&(start..at)));
        let single = |heard: &Heard| match heard.who.as_slice() {
            [Who::Named(entity)] => Some(*entity),
            _ => None,
        };
        let last_heard = heard.iter().rev().find_map(single);
        let mut last: Vec<(usize, usize)> = Vec::new();
        // “Ek is late,” she said: she is not Ek.
        let quoted_here = |token: usize| {
            self.outside[at] && !self.outside[token] && self.text.tokens[token].sentence == here
        };
        let named = latest(self.names.within(&(start..at))).iter().map(|m| (m.entity, m.tokens.start));
        let named = named.filter(|(_, token)| !quoted_here(*token));
        let spoke = heard.iter().filter_map(|heard| Some((single(heard)?, heard.at)));
        let meant = latest(&self.meant[self.meant.partition_point(|(token, _)| *token < start)..]);
        let meant = meant.iter().filter(|(token, _)| *token < at).map(|(token, entity)| (*entity, *token));
        for (entity, token) in named.chain(spoke).chain(meant) {
            match last.iter_mut().find(|(known, _)| *known == entity) {
                Some((_, at)) => *at = token.max(*at),
                None => last.push((entity, token)),
            }
        }
        last.retain(|(entity, _)| {
            self.names.is_person(*entity)
                && self.names.entities[*entity].gender.is_none_or(|known| known == gender)
        });
        let describe = |(entity, near): (usize, usize)| {
            let sentence = self.text.tokens[near].sentence;
            let tokens = self.text.sentences[sentence].tokens.clone();
            let mention = self.names.within(&(near..near + 1)).first();
            let first = self
                .names
                .within(&tokens)
                .iter()
                .take(NEAR)
                .find(|m| self.names.is_person(m.entity) && !self.is_possessor(m) && !self.hangs(m));
            let spoke = latest(self.heard_in(&(tokens.start..tokens.end.min(at))))
                .iter()
                .any(|h| single(h) == Some(entity));
            let between = here - sentence;
            let flag = |is: bool| f64::from(u8::from(is));
            let log2 = |count: usize| f64::from((count + 1).ilog2());
            let named =
                self.names.before(at).iter().rev().take(ROLE_MEMORY).filter(|m| m.entity == entity).count();
            let signs = [
                flag(between == 0),
                flag(between == 1),
                flag(mention.is_some_and(|m| self.hangs(m))),
                log2(between),
                flag(self.text.paragraph_of(near) == self.text.paragraph_of(at)),
                flag(last_heard == Some(entity)),
                flag(spoke),
                flag(first.is_some_and(|m| m.entity == entity) || self.subject_pronoun(near).is_some()),
                flag(mention.is_some_and(|m| self.is_possessor(m))),
                flag(self.outside[at] && !self.outside[near]),
                flag(self.names.entities[entity].gender == Some(gender)),
                log2(named),
            ];
            Candidate { entity, signs }
        };
        last.into_iter().map(describe).collect()
    }

    /// The candidates of every "he" and "she" outside quotation marks, for the trainer.
    pub(super) fn pronouns(mut self, attributions: &[Attribution]) -> Pronouns {
        let mut sources: Vec<Span> = attributions.iter().filter_map(|a| a.source.first().copied()).collect();
        sources.sort_unstable();
        let mut sources = sources.into_iter().peekable();
        let mut found = Vec::new();
        for token in 0..self.text.tokens.len() {
            if let Some(gender) = self.subject_pronoun(token) {
                self.read_pronouns(token);
                let candidates = self.candidates(token, gender).into_iter();
                let candidates = candidates.map(|candidate| (candidate.signs, candidate.entity));
                found.push(Pronoun { span: self.text.tokens[token].span, candidates: candidates.collect() });
            }
            while let Some(source) =
                sources.next_if(|source| source.start <= self.text.tokens[token].span.start)
            {
                self.source(source);
            }
        }
        let named = |entity: usize| {
            let mentions = self.names.mentions.iter().filter(move |m| m.entity == entity);
            mentions.map(|m| self.text.span_of(&m.tokens)).collect()
        };
        Pronouns { names: (0..self.names.entities.len()).map(named).collect(), pronouns: found }
    }

    /// Who spoke last in a sentence before a token, or else whom that names
    /// first, if they fit; and where.
    pub(super) fn nearest(
        &self,
        at: usize,
        sentence: usize,
        fits: impl Fn(usize) -> bool,
    ) -> Option<(usize, usize)> {
        let tokens = self.text.sentences[sentence].tokens.clone();
        let tokens = tokens.start..tokens.end.min(at);
        let spoke =
            latest(self.heard_in(&tokens)).iter().rev().find_map(|heard| match heard.who.as_slice() {
                [Who::Named(entity)] if fits(*entity) => Some((*entity, heard.at)),
                _ => None,
            });
        spoke.or_else(|| {
            let mut mentions = self.names.within(&tokens).iter().take(NEAR);
            // Who is named between quotation marks is spoken of by somebody else.
            let quoted = |m: &Mention| self.outside[at] && !self.outside[m.tokens.start];
            let first = mentions.find(|m| fits(m.entity) && !self.is_possessor(m) && !quoted(m))?;
            Some((first.entity, first.tokens.start))
        })
    }

    fn heard_in(&self, tokens: &Range<usize>) -> &[Heard] {
        let start = self.heard.partition_point(|h| h.at < tokens.start);
        let end = self.heard.partition_point(|h| h.at < tokens.end);
        &self.heard[start..end.max(start)]
    }

    /// "after a call with President Lee": Lee hangs on another word.
    fn hangs(&self, mention: &Mention) -> bool {
        let sentence = self.text.sentences[self.text.tokens[mention.tokens.start].sentence].tokens.start;
        let before =
            (sentence..mention.tokens.start).rev().take(TITLES).find(|&t| !self.text.is_capitalized(t));
        before.is_some_and(|t| is_link(self.text.norm(t)) || HANGING.contains(&self.text.norm(t)))
    }

    /// "Lee's plan": Lee is not what the sentence is about.
    fn is_possessor(&self, mention: &Mention) -> bool {
        mention.tokens.end < self.text.tokens.len() && self.text.norm(mention.tokens.end) == "'s"
    }

    /// "Lee, who said": the name right before.
    pub(super) fn antecedent(&self, who: usize) -> Option<Found> {
        let text = self.text;
        let mut end = who;
        while end > 0 && matches!(text.norm(end - 1), "," | "—" | "–") {
            end -= 1;
        }
        let start = text.sentences[text.tokens[who].sentence].tokens.start;
        let near = start.max(end.saturating_sub(12))..end;
        let mention = self.names.within(&near).iter().rev().find(|m| m.tokens.end == end)?;
        Some(self.called(mention, BY_PRONOUN))
    }

    /// The subject of a cue without a source: "Lee" in "Lee left the hall and said
    /// that …" or "On Monday Lee at last said that …".
    pub(super) fn implied(&self, cue: Span) -> Option<Found> {
        /// Words in front of the subject, and between it and its verb, at most.
        const FRONT: usize = 4;
        const BETWEEN: usize = 6;
        let text = self.text;
        let cue = text.tokens_in(cue).start;
        let sentence = text.sentences[text.tokens[cue].sentence].tokens.start;
        let before = (sentence..cue).rev().take(2).find(|&t| !text.norm(t).ends_with("ly"))?;
        let joined = matches!(text.norm(before), "and" | "but");
        let mut mentions = self.names.within(&(sentence..cue)).iter().take(NEAR);
        // A name that the cue is part of has no word of the sentence behind it.
        let mention = mentions.find(|m| self.names.is_person(m.entity) && m.tokens.end <= cue)?;
        let front = sentence..mention.tokens.start;
        let verb = !text.is_capitalized(cue) && !FINITE.contains(&text.norm(cue));
        let subject = !self.is_possessor(mention)
            && !matches!(text.norm(mention.tokens.end), "and" | "or")
            && !self.hangs(mention)
            && front.len() <= FRONT + TITLES
            && front.filter(|&t| !text.is_capitalized(t)).count() <= FRONT;
        let between = mention.tokens.end..cue;
        let beside = between.len() <= BETWEEN
            && between.clone().all(|t| {
                text.tokens[t].kind != TokenKind::Mark
                    && !FINITE.contains(&text.norm(t))
                    && text.norm(t) != "who"
            });
        (subject && verb && self.outside[cue] && (joined || beside)).then(|| self.called(mention, BY_RECALL))
    }

    /// "they": the last speakers who were several.
    pub(super) fn plural(&self, at: usize) -> Option<Found> {
        let sentence = self.text.tokens[at].sentence.saturating_sub(MEMORY);
        let low = self.text.sentences[sentence].tokens.start;
        let last = self.heard_in(&(low..at)).iter().rev().find(|h| h.plural)?;
        let chain = last.who.iter().filter_map(|who| match who {
            Who::Named(entity) => Some(self.text.span_of(&self.names.entities[*entity].full)),
            Who::Described { .. } => None,
        });
        Some(Found { who: last.who.clone(), chain: chain.collect(), confidence: BY_PRONOUN })
    }

    /// "it": the last body that spoke.
    pub(super) fn body(&self, at: usize) -> Option<Found> {
        let sentence = self.text.tokens[at].sentence.saturating_sub(2);
        let low = self.text.sentences[sentence].tokens.start;
        let is_body = |h: &&Heard| matches!(h.who.as_slice(), [Who::Named(e)] if !self.names.is_person(*e));
        let last = self.heard_in(&(low..at)).iter().rev().find(is_body)?;
        Some(Found { who: last.who.clone(), chain: Vec::new(), confidence: BY_PRONOUN })
    }

    /// "both leaders", "the two presidents", "the two"
    pub(super) fn is_pair(&self, tokens: &Range<usize>) -> bool {
        let norm = |t: usize| if t < tokens.end { self.text.norm(t) } else { "" };
        let first = norm(tokens.start);
        let of_two = first == "both" || first == "the" && norm(tokens.start + 1) == "two";
        let nouns = [
            "leaders",
            "presidents",
            "men",
            "women",
            "ministers",
            "sides",
            "candidates",
            "rivals",
            "senators",
            "two",
            "both",
        ];
        of_two && tokens.len() <= 4 && nouns.contains(&norm(tokens.end - 1))
    }

    /// The two persons named last before `at`; in an opening sentence, the
    /// two named first behind it.
    pub(super) fn pair(&self, at: usize) -> Option<Found> {
        let sentence = self.text.tokens[at].sentence;
        let low = self.text.sentences[sentence.saturating_sub(MEMORY)].tokens.start;
        let last = (sentence + MEMORY).min(self.text.sentences.len() - 1);
        let high = self.text.sentences[last].tokens.end;
        let near = || (low..at).rev().chain(at..high).flat_map(|token| self.persons_at(token));
        let two_of = |is: &dyn Fn(usize) -> bool| {
            let mut two: Vec<usize> = Vec::new();
            for entity in near().filter(|&entity| is(entity)) {
                if !two.contains(&entity) {
                    two.push(entity);
                }
                if two.len() == 2 {
                    break;
                }
            }
            two
        };
        // A place may pass for a person, but hardly with a role.
        let mut two = two_of(&|entity| self.names.entities[entity].role.is_some());
        if two.len() < 2 {
            two = two_of(&|_| true);
        }
        two.sort_by_key(|&entity| self.names.entities[entity].full.start);
        let chain = two.iter().map(|&entity| self.text.span_of(&self.names.entities[entity].full)).collect();
        let who: Vec<Who> = two.into_iter().map(Who::Named).collect();
        (who.len() == 2).then_some(Found { who, chain, confidence: BY_PRONOUN })
    }

    /// The persons that one token names: "Lee", or two in "Lee-Ek talks".
    fn persons_at(&self, token: usize) -> Vec<usize> {
        match self.names.within(&(token..token + 1)).first() {
            Some(mention) if self.names.is_person(mention.entity) => vec![mention.entity],
            _ => self.names.joined(self.text.norm(token)),
        }
    }
}

/// Nouns for a person whom news leaves without a name.
fn is_unnamed(noun: &str) -> bool {
    is_person(noun)
        || matches!(
            noun,
            "official"
                | "aide"
                | "adviser"
                | "advisor"
                | "source"
                | "witness"
                | "insider"
                | "neighbour"
                | "neighbor"
                | "caller"
                | "voter"
                | "protester"
        )
}

/// The last of what stands before a pronoun: a sentence may be of any length.
pub(super) fn latest<T>(all: &[T]) -> &[T] {
    &all[all.len().saturating_sub(NEAR)..]
}
