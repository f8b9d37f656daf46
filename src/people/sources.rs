//! Sources: whom "he", "Lee", "both leaders" or "a spokesman" stands for.

use std::collections::HashMap;
use std::ops::Range;

use super::gender::{self, Gender};
use super::names::{Mention, Names};
use super::pronouns::{self, Signs};
use super::{People, Person, Pronoun, Pronouns, Resolved};
use crate::quotes::Attribution;
use crate::report::SpeakerKind;
use crate::text::{Span, Text, TokenKind, marks};

/// A description's person is looked for among this many mentions before it.
const ROLE_MEMORY: usize = 300;
/// A pronoun's person is looked for in this many sentences before it.
const MEMORY: usize = 6;

/// Words of titles before a name at most.
const TITLES: usize = 8;
/// As many names, and as many sources, are looked at before a pronoun at most.
const NEAR: usize = 64;

/// Confidence by the way a name was found; measured on the development
/// articles whose speakers are labelled by name.
const BY_NAME: f64 = 0.95;
const BY_PRONOUN: f64 = 0.7;
/// Whoever is less likely to be meant by "he" is not named.
const UNSURE: f64 = 0.5;
/// How many who may be meant are told then.
const ALTERNATIVES: usize = 3;
const BY_ROLE: f64 = 0.7;
const BY_DESCRIPTION: f64 = 0.85;
const BY_RECALL: f64 = 0.5;

/// Nouns for one person, by which somebody named is called again.
const PERSONS: &[&str] = &[
    "actor",
    "actress",
    "activist",
    "artist",
    "attorney",
    "author",
    "billionaire",
    "businessman",
    "businesswoman",
    "candidate",
    "chairman",
    "chairwoman",
    "chief",
    "congressman",
    "congresswoman",
    "councillor",
    "developer",
    "diplomat",
    "director",
    "economist",
    "executive",
    "governor",
    "host",
    "journalist",
    "judge",
    "lawmaker",
    "lawyer",
    "leader",
    "mayor",
    "minister",
    "nominee",
    "officer",
    "politician",
    "president",
    "professor",
    "prosecutor",
    "rapper",
    "republican",
    "democrat",
    "secretary",
    "senator",
    "singer",
    "star",
    "writer",
];

/// Nouns for several people.
const PLURAL_ENDS: &[&str] = &[
    "people", "police", "men", "women", "staff", "media", "public", "team", "crowd", "others", "both", "two",
    "some", "many", "most", "several",
];

/// Words that open a phrase or clause in front of the main clause.
const FRONTING: &[&str] = &[
    "according",
    "after",
    "as",
    "at",
    "before",
    "by",
    "despite",
    "during",
    "for",
    "from",
    "if",
    "in",
    "like",
    "on",
    "since",
    "to",
    "under",
    "unlike",
    "when",
    "while",
    "with",
    "without",
];
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
/// Verbs that make a clause of what else would be a role.
const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might",
    "must", "should", "does", "did", "said", "says",
];

/// Pronouns that no name or description stands behind.
const NOBODY_IN_PARTICULAR: &[&str] = &[
    "i",
    "we",
    "you",
    "that",
    "this",
    "these",
    "those",
    "which",
    "whom",
    "what",
    "one",
    "all",
    "some",
    "many",
    "most",
    "several",
    "others",
    "nobody",
    "somebody",
    "someone",
    "everybody",
    "everyone",
];

/// Nouns for one body, by which one that was named is called again.
const BODIES_AGAIN: &[&str] = &[
    "agency",
    "airline",
    "bank",
    "board",
    "channel",
    "charity",
    "club",
    "company",
    "council",
    "firm",
    "magazine",
    "manufacturer",
    "ministry",
    "network",
    "newspaper",
    "outlet",
    "paper",
    "retailer",
    "station",
    "union",
    "university",
];

/// What a source was found to be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Who {
    /// An entity with a name.
    Named(usize),
    /// Somebody whom the article only describes, by that description.
    Described { name: String, plural: bool },
}

/// Who says something; nobody in `who` if the chain has those who may.
struct Found {
    who: Vec<Who>,
    chain: Vec<Span>,
    confidence: f64,
}

/// A person who may be meant by a pronoun.
struct Candidate {
    entity: usize,
    signs: Signs,
}

/// A source that was resolved before, for pronouns to come.
struct Heard {
    at: usize,
    who: Vec<Who>,
    plural: bool,
}

pub(super) struct Resolver<'t> {
    text: &'t Text<'t>,
    names: Names,
    /// For each token, whether it stands outside quotation marks.
    outside: Vec<bool>,
    /// How often each entity is named.
    counts: Vec<usize>,
    heard: Vec<Heard>,
    /// Each "he" and "she" outside quotation marks so far, and who is meant.
    meant: Vec<(usize, usize)>,
    /// The first token that was not looked at for those.
    unread: usize,
    pronouns: HashMap<usize, Vec<Span>>,
}

impl<'t> Resolver<'t> {
    pub(super) fn new(text: &'t Text<'t>, names: Names) -> Self {
        let outside = marks::outside(text);
        let mut counts = vec![0; names.entities.len()];
        for mention in &names.mentions {
            counts[mention.entity] += 1;
        }
        let mut resolver = Resolver {
            text,
            names,
            outside,
            counts,
            heard: Vec::new(),
            meant: Vec::new(),
            unread: 0,
            pronouns: HashMap::new(),
        };
        resolver.read_roles();
        resolver
    }

    /// Finds the roles that stand beside names.
    fn read_roles(&mut self) {
        for index in 0..self.names.entities.len() {
            let entity = &self.names.entities[index];
            if entity.role.is_none() {
                let role = self.role_behind(&entity.full).or_else(|| self.role_before(&entity.full));
                self.names.entities[index].role = role;
            }
        }
    }

    pub(super) fn run(mut self, attributions: &[Attribution]) -> People {
        let mut order: Vec<usize> =
            (0..attributions.len()).filter(|&a| !attributions[a].source.is_empty()).collect();
        order.sort_by_key(|&a| attributions[a].source[0].start);
        let mut found: Vec<Option<Found>> = attributions.iter().map(|_| None).collect();
        for a in order {
            found[a] = self.source(attributions[a].source[0]);
        }
        self.gather(found)
    }

    fn source(&mut self, span: Span) -> Option<Found> {
        let tokens = self.text.tokens_in(span);
        if tokens.is_empty() {
            return None;
        }
        self.read_pronouns(tokens.start);
        let found = self.phrase(&tokens)?;
        let plural = found.who.len() > 1 || self.is_plural(&tokens);
        for who in &found.who {
            if let (Who::Named(entity), 1) = (who, tokens.len())
                && self.names.within(&tokens).is_empty()
            {
                self.pronouns.entry(*entity).or_default().push(span);
            }
        }
        self.heard.push(Heard { at: tokens.start, who: found.who.clone(), plural });
        Some(found)
    }

    /// Finds who is meant by each "he" and "she" up to a token.
    fn read_pronouns(&mut self, end: usize) {
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

    fn phrase(&self, tokens: &Range<usize>) -> Option<Found> {
        if tokens.len() == 1 {
            match self.text.norm(tokens.start) {
                "he" | "him" => return self.person(tokens.start, Gender::Male),
                "she" | "her" => return self.person(tokens.start, Gender::Female),
                "who" | "which" => return self.antecedent(tokens.start),
                "they" | "them" => return self.plural(tokens.start),
                "it" => return self.body(tokens.start),
                norm if NOBODY_IN_PARTICULAR.contains(&norm) => return None,
                _ => {}
            }
        }
        if let Some(found) = self.list(tokens) {
            return Some(found);
        }
        if let Some(and) = self.conjunction(tokens) {
            let left = self.phrase(&(tokens.start..and))?;
            let right = self.phrase(&(and + 1..tokens.end))?;
            let confidence = left.confidence.min(right.confidence);
            let who = left.who.into_iter().chain(right.who).collect();
            let chain = left.chain.into_iter().chain(right.chain).collect();
            return Some(Found { who, chain, confidence });
        }
        if self.is_pair(tokens) {
            return self.pair(tokens.start);
        }
        self.named(tokens)
            .or_else(|| self.phrase(&self.apposed_names(tokens)?))
            .or_else(|| self.described(tokens))
    }

    /// "Ann Lee (D-Alma), Bo Ek and Cy Dunn": three persons or more.
    fn list(&self, tokens: &Range<usize>) -> Option<Found> {
        let persons: Vec<&Mention> =
            self.names.within(tokens).iter().filter(|m| self.names.is_person(m.entity)).collect();
        let separates = |between: Range<usize>| {
            let mut depth = 0;
            between.clone().any(|t| matches!(self.text.norm(t), "," | "and"))
                && between.into_iter().all(|t| {
                    match self.text.norm(t) {
                        "(" => depth += 1,
                        ")" => depth -= 1,
                        _ => {}
                    }
                    depth > 0
                        || matches!(self.text.norm(t), ")" | "," | "and" | "'s")
                        || self.text.is_capitalized(t)
                })
        };
        let listed = persons.len() > 2
            && persons.windows(2).all(|pair| separates(pair[0].tokens.end..pair[1].tokens.start));
        if !listed {
            return None;
        }
        let mut who: Vec<usize> = persons.iter().map(|m| m.entity).collect();
        who.dedup();
        let chain = who.iter().map(|&entity| self.text.span_of(&self.names.entities[entity].full)).collect();
        Some(Found { who: who.into_iter().map(Who::Named).collect(), chain, confidence: BY_NAME })
    }

    /// "Lee and Russian officials": where the "and" stands.
    fn conjunction(&self, tokens: &Range<usize>) -> Option<usize> {
        let core = self.core(tokens);
        let and = core.clone().find(|&t| self.text.norm(t) == "and")?;
        let bound = (core.start..and).any(|t| is_link(self.text.norm(t)));
        let inside_name = self.names.within(&core).iter().any(|m| m.tokens.contains(&and));
        let named = || self.names.within(&core).iter().any(|m| m.tokens.end == and);
        (and > core.start
            && and + 1 < core.end
            && !bound
            && !inside_name
            && (self.text.is_capitalized(and + 1) || named()))
        .then_some(and)
    }

    /// The noun phrase up to its first comma.
    fn core(&self, tokens: &Range<usize>) -> Range<usize> {
        let end =
            tokens.clone().find(|&t| t > tokens.start && matches!(self.text.norm(t), "," | "(" | "—" | "–"));
        tokens.start..end.unwrap_or(tokens.end)
    }

    /// A phrase whose head is a name: "Sen. Ann Lee, a former judge", "a
    /// former judge, Ann Lee", but not "Lee's campaign" or "aides to Lee".
    fn named(&self, tokens: &Range<usize>) -> Option<Found> {
        let text = self.text;
        let core = self.core(tokens);
        let head_end = core.clone().find(|&t| t > core.start && is_link(text.norm(t))).unwrap_or(core.end);
        let mention = self.names.within(&core).iter().rev().find(|m| m.tokens.contains(&(head_end - 1)))?;
        let entity = &self.names.entities[mention.entity];
        // "the Republican" may be somebody's role.
        if entity.kind == SpeakerKind::Unknown
            && core.len() == 2
            && let Some(found) = self.by_role(&core)
        {
            return Some(found);
        }
        // "Data from the survey": a word with the capital of its sentence.
        let word = entity.kind == SpeakerKind::Unknown
            && mention.tokens.len() == 1
            && self.counts[mention.entity] == 1
            && text.sentences[text.tokens[core.start].sentence].tokens.start == core.start;
        if word && mention.tokens.start == core.start && head_end < core.end {
            return None;
        }
        let mut chain = Vec::new();
        if entity.full.start != mention.tokens.start {
            chain.push(text.span_of(&entity.full));
        }
        Some(Found { who: vec![Who::Named(mention.entity)], chain, confidence: BY_NAME })
    }

    /// "a former judge, Ann Lee", "the two presidents, Ann Lee and Bo Ek": the
    /// part with the names.
    fn apposed_names(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let core = self.core(tokens);
        let described = matches!(
            self.text.norm(core.start),
            "a" | "an" | "the" | "his" | "her" | "its" | "their" | "one" | "another"
        ) || core.clone().any(|t| self.text.norm(t) == "'s");
        let names = (core.end + 1).min(tokens.end)..tokens.end;
        let first = self.names.within(&names).first()?;
        let titles = names.start..first.tokens.start;
        (described
            && titles.into_iter().all(|t| self.text.is_capitalized(t))
            && self.names.is_person(first.entity))
        .then_some(names)
    }

    /// "he", "she": the likeliest of the persons named before; nobody, but those
    /// who may be meant, if it is not sure enough.
    fn person(&self, at: usize, gender: Gender) -> Option<Found> {
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
    fn nearest(&self, at: usize, sentence: usize, fits: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
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
    fn antecedent(&self, who: usize) -> Option<Found> {
        let text = self.text;
        let mut end = who;
        while end > 0 && matches!(text.norm(end - 1), "," | "—" | "–") {
            end -= 1;
        }
        let start = text.sentences[text.tokens[who].sentence].tokens.start;
        let near = start.max(end.saturating_sub(12))..end;
        let mention = self.names.within(&near).iter().rev().find(|m| m.tokens.end == end)?;
        let full = &self.names.entities[mention.entity].full;
        let mut chain = vec![text.span_of(&mention.tokens)];
        if full.start != mention.tokens.start {
            chain.push(text.span_of(full));
        }
        Some(Found { who: vec![Who::Named(mention.entity)], chain, confidence: BY_PRONOUN })
    }

    /// "they": the last speakers who were several.
    fn plural(&self, at: usize) -> Option<Found> {
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
    fn body(&self, at: usize) -> Option<Found> {
        let sentence = self.text.tokens[at].sentence.saturating_sub(2);
        let low = self.text.sentences[sentence].tokens.start;
        let is_body = |h: &&Heard| matches!(h.who.as_slice(), [Who::Named(e)] if !self.names.is_person(*e));
        let last = self.heard_in(&(low..at)).iter().rev().find(is_body)?;
        Some(Found { who: last.who.clone(), chain: Vec::new(), confidence: BY_PRONOUN })
    }

    /// "both leaders", "the two presidents", "the two"
    fn is_pair(&self, tokens: &Range<usize>) -> bool {
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
    fn pair(&self, at: usize) -> Option<Found> {
        let sentence = self.text.tokens[at].sentence;
        let low = self.text.sentences[sentence.saturating_sub(MEMORY)].tokens.start;
        let last = (sentence + MEMORY).min(self.text.sentences.len() - 1);
        let high = self.text.sentences[last].tokens.end;
        let mut two: Vec<usize> = Vec::new();
        let persons = (low..at).rev().chain(at..high).flat_map(|token| self.persons_at(token));
        for entity in persons {
            if !two.contains(&entity) {
                two.push(entity);
            }
            if two.len() == 2 {
                break;
            }
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

    /// "the mayor": the person named last who has the role.
    fn by_role(&self, core: &Range<usize>) -> Option<Found> {
        if self.text.norm(core.start) != "the" || self.is_plural(core) {
            return None;
        }
        let head = self.text.norm(core.end - 1).to_owned();
        let has_role = |m: &&Mention| {
            let role = self.names.entities[m.entity].role.as_deref().unwrap_or_default().to_lowercase();
            self.names.is_person(m.entity) && role.split_whitespace().any(|word| word == head)
        };
        let mention = self.names.before(core.start).iter().rev().take(ROLE_MEMORY).find(has_role)?;
        let chain = vec![self.text.span_of(&self.names.entities[mention.entity].full)];
        Some(Found { who: vec![Who::Named(mention.entity)], chain, confidence: BY_ROLE })
    }

    /// A description: of a person whose role it is, or of somebody unnamed.
    fn described(&self, tokens: &Range<usize>) -> Option<Found> {
        let text = self.text;
        let core = self.core(tokens);
        let first = text.norm(core.start);
        if let Some(found) = self.by_role(&core) {
            return Some(found);
        }
        if first == "the"
            && let Some(found) = self.recalled(&core).or_else(|| self.body_recalled(&core))
        {
            return Some(found);
        }
        let article = matches!(first, "the" | "a" | "an" | "some" | "many" | "several" | "other" | "one")
            && core.len() > 1
            && text.norm(core.start + 1) != "of";
        let start = if article { core.start + 1 } else { core.start };
        let words = (start..core.end).filter(|&t| text.tokens[t].kind != TokenKind::Mark).count();
        (words > 0).then(|| Found {
            who: vec![Who::Described {
                name: capitalized(text.slice(text.span_of(&(start..core.end)))),
                plural: self.is_plural(tokens),
            }],
            chain: Vec::new(),
            confidence: BY_DESCRIPTION,
        })
    }

    /// "the New York businessman": another way to call the person who spoke or
    /// was named last, told by a noun for a person and a word before it.
    fn recalled(&self, core: &Range<usize>) -> Option<Found> {
        let head = self.text.norm(core.end - 1);
        if core.len() < 3 || !PERSONS.contains(&head) || core.clone().any(|t| is_link(self.text.norm(t))) {
            return None;
        }
        let sentence = self.text.tokens[core.start].sentence;
        let fits = |entity: usize| {
            let told = gender::of_noun(head);
            let known = self.names.entities[entity].gender;
            self.names.is_person(entity) && (told.is_none() || known.is_none() || told == known)
        };
        let mut near = (sentence.saturating_sub(1)..=sentence).rev();
        let (entity, _) = near.find_map(|sentence| self.nearest(core.start, sentence, fits))?;
        let chain = vec![self.text.span_of(&self.names.entities[entity].full)];
        Some(Found { who: vec![Who::Named(entity)], chain, confidence: BY_RECALL })
    }

    /// "the bank": the body that the last sentences name, if the article is about it.
    fn body_recalled(&self, core: &Range<usize>) -> Option<Found> {
        const OFTEN: usize = 3;
        if core.len() != 2 || !BODIES_AGAIN.contains(&self.text.norm(core.start + 1)) {
            return None;
        }
        let sentence = self.text.tokens[core.start].sentence.saturating_sub(3);
        let window = self.text.sentences[sentence].tokens.start..core.start;
        let place = |m: &&Mention| {
            m.tokens.start > 0
                && matches!(self.text.norm(m.tokens.start - 1), "in" | "at" | "near" | "from" | "of")
        };
        let bodies = latest(self.names.within(&window))
            .iter()
            .filter(|m| !self.names.is_person(m.entity) && !place(m));
        let (count, entity) =
            bodies.map(|m| (self.counts[m.entity], m.entity)).max_by_key(|(count, _)| *count)?;
        let chain = vec![self.text.span_of(&self.names.entities[entity].full)];
        (count >= OFTEN).then_some(Found { who: vec![Who::Named(entity)], chain, confidence: BY_RECALL })
    }

    fn is_plural(&self, tokens: &Range<usize>) -> bool {
        let core = self.core(tokens);
        let head = core.clone().find(|&t| t > core.start && is_link(self.text.norm(t))).unwrap_or(core.end);
        let norm = self.text.norm(head - 1);
        PLURAL_ENDS.contains(&norm)
            || norm.ends_with('s') && !norm.ends_with("ss") && !self.text.is_capitalized(head - 1)
            || norm.ends_with('s')
                && head - 1 == core.start
                && self.names.within(&(core.start..head)).is_empty()
    }

    /// Numbers the speakers and collects their mentions.
    fn gather(&self, found: Vec<Option<Found>>) -> People {
        let mut people = People::default();
        let mut mentions = self.pronouns.clone();
        for mention in &self.names.mentions {
            mentions.entry(mention.entity).or_default().push(self.text.span_of(&mention.tokens));
        }
        let mut ids: HashMap<Who, usize> = HashMap::new();
        for found in found {
            let Some(found) = found else {
                people.said_by.push(Resolved { confidence: 1.0, ..Resolved::default() });
                continue;
            };
            let mut speakers: Vec<usize> = Vec::new();
            for who in found.who {
                let key = match &who {
                    Who::Described { name, plural } => {
                        Who::Described { name: name.to_lowercase(), plural: *plural }
                    }
                    named @ Who::Named(_) => named.clone(),
                };
                let id = *ids.entry(key).or_insert_with(|| {
                    people.speakers.push(self.speaker(&who, &mentions));
                    people.speakers.len() - 1
                });
                if !speakers.contains(&id) {
                    speakers.push(id);
                }
            }
            people.said_by.push(Resolved { speakers, chain: found.chain, confidence: found.confidence });
        }
        people
    }

    fn speaker(&self, who: &Who, mentions: &HashMap<usize, Vec<Span>>) -> Person {
        match who {
            Who::Named(index) => {
                let entity = &self.names.entities[*index];
                let mut mentions = mentions.get(index).cloned().unwrap_or_default();
                mentions.sort_unstable();
                mentions.dedup();
                Person { name: entity.name.clone(), kind: entity.kind, role: entity.role.clone(), mentions }
            }
            Who::Described { name, plural } => {
                let kind = if *plural { SpeakerKind::Group } else { SpeakerKind::Unknown };
                Person { name: name.clone(), kind, role: None, mentions: Vec::new() }
            }
        }
    }

    /// "The former judge, Ann Lee," → "former judge"
    fn role_before(&self, name: &Range<usize>) -> Option<String> {
        const ROLE: usize = 8;
        let text = self.text;
        let start = text.sentences[text.tokens[name.start].sentence].tokens.start;
        let comma = name.start.checked_sub(1).filter(|&comma| comma > start + 1)?;
        let words = start + 1..comma;
        let role = text.norm(comma) == ","
            && matches!(text.norm(start), "a" | "an" | "the")
            && words.len() <= ROLE
            && words
                .clone()
                .all(|t| text.tokens[t].kind != TokenKind::Mark && !FINITE.contains(&text.norm(t)))
            && text.tokens.get(name.end).is_some_and(|_| text.norm(name.end) == ",");
        role.then(|| text.slice(text.span_of(&words)).to_owned())
    }

    /// "Ann Lee, a former judge," → "former judge"
    fn role_behind(&self, name: &Range<usize>) -> Option<String> {
        const ROLE: usize = 14;
        let text = self.text;
        let sentence = text.sentences[text.tokens[name.start].sentence].tokens.clone();
        let comma = name.end;
        if comma + 2 >= sentence.end
            || text.norm(comma) != ","
            || !matches!(text.norm(comma + 1), "a" | "an" | "the")
        {
            return None;
        }
        let start = comma + 2;
        let end = (start..sentence.end)
            .find(|&t| matches!(text.norm(t), "," | "." | "who" | ";" | "and" | "—" | "–"))?;
        // "According to Lee, the bridge was closed."
        let clause = !matches!(text.norm(end), "," | "who" | "—" | "–")
            && FRONTING.contains(&text.norm(sentence.start))
            || (start..end).any(|t| FINITE.contains(&text.norm(t)));
        (!clause && end > start && end - start <= ROLE)
            .then(|| text.slice(text.span_of(&(start..end))).to_owned())
    }
}

/// The last of what stands before a pronoun: a sentence may be of any length.
fn latest<T>(all: &[T]) -> &[T] {
    &all[all.len().saturating_sub(NEAR)..]
}

/// Words that hang something on the head of a noun phrase.
fn is_link(norm: &str) -> bool {
    matches!(norm, "of" | "for" | "from" | "in" | "at" | "with" | "to" | "on" | "by" | "who")
}

fn capitalized(description: &str) -> String {
    let words: Vec<&str> = description.split_whitespace().collect();
    let mut chars = words.join(" ").chars().collect::<Vec<_>>().into_iter();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
