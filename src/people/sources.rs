//! Sources: whom "he", "Lee", "both leaders" or "a spokesman" stands for.

use std::collections::HashMap;
use std::ops::Range;

use super::anaphora::latest;
use super::gender::{self, Gender};
use super::names::{Mention, Names, is_title};
use super::{People, Person, Resolved};
use crate::quotes::Attribution;
use crate::report::{ParagraphKind, SpeakerKind};
use crate::text::{Span, Text, TokenKind, marks};

/// A description's person is looked for among this many mentions before it.
pub(super) const ROLE_MEMORY: usize = 300;
/// Confidence by the way a name was found; measured on the development
/// articles whose speakers are labelled by name.
const BY_NAME: f64 = 0.95;
const BY_ROLE: f64 = 0.7;
const BY_DESCRIPTION: f64 = 0.85;
pub(super) const BY_RECALL: f64 = 0.5;

/// Nouns for one person, by which somebody named is called again.
const PERSONS: &[&str] = &[
    "activist",
    "actor",
    "actress",
    "ambassador",
    "analyst",
    "artist",
    "attorney",
    "author",
    "billionaire",
    "businessman",
    "businesswoman",
    "candidate",
    "captain",
    "chairman",
    "chairwoman",
    "chief",
    "co-founder",
    "coach",
    "commissioner",
    "congressman",
    "congresswoman",
    "councillor",
    "democrat",
    "detective",
    "developer",
    "diplomat",
    "director",
    "doctor",
    "economist",
    "editor",
    "engineer",
    "envoy",
    "executive",
    "expert",
    "fellow",
    "founder",
    "governor",
    "head",
    "historian",
    "host",
    "journalist",
    "judge",
    "lawmaker",
    "lawyer",
    "leader",
    "manager",
    "mayor",
    "member",
    "minister",
    "nominee",
    "officer",
    "owner",
    "partner",
    "pastor",
    "physician",
    "politician",
    "president",
    "professor",
    "prosecutor",
    "rapper",
    "reporter",
    "republican",
    "researcher",
    "resident",
    "scholar",
    "scientist",
    "secretary",
    "senator",
    "sheriff",
    "singer",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "star",
    "strategist",
    "student",
    "teacher",
    "writer",
];

/// Nouns for several people.
const PLURAL_ENDS: &[&str] = &[
    "people", "police", "men", "women", "staff", "media", "public", "team", "crowd", "others", "both", "two",
    "some", "many", "most", "several",
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
pub(super) enum Who {
    /// An entity with a name.
    Named(usize),
    /// Somebody whom the article only describes, by that description.
    Described { name: String, plural: bool },
}

/// Who says something; nobody in `who` if the chain has those who may.
pub(super) struct Found {
    pub(super) who: Vec<Who>,
    pub(super) chain: Vec<Span>,
    pub(super) confidence: f64,
}

/// A source that was resolved before, for pronouns to come.
pub(super) struct Heard {
    pub(super) at: usize,
    /// The token behind it.
    pub(super) end: usize,
    pub(super) who: Vec<Who>,
    pub(super) plural: bool,
}

pub(super) struct Resolver<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) names: Names,
    /// For each token, whether it stands outside quotation marks.
    pub(super) outside: Vec<bool>,
    /// How often each entity is named, and the first token at which it is.
    counts: Vec<usize>,
    firsts: Vec<usize>,
    pub(super) heard: Vec<Heard>,
    /// Each "he" and "she" outside quotation marks so far, and who is meant.
    pub(super) meant: Vec<(usize, usize)>,
    /// The first token that was not looked at for those.
    pub(super) unread: usize,
    pronouns: HashMap<usize, Vec<Span>>,
}

impl<'t> Resolver<'t> {
    pub(super) fn new(text: &'t Text<'t>, names: Names) -> Self {
        let outside = marks::outside(text);
        let mut counts = vec![0; names.entities.len()];
        let mut firsts = vec![usize::MAX; names.entities.len()];
        for mention in &names.mentions {
            counts[mention.entity] += 1;
            firsts[mention.entity] = firsts[mention.entity].min(mention.tokens.start);
        }
        Resolver {
            text,
            names,
            outside,
            counts,
            firsts,
            heard: Vec::new(),
            meant: Vec::new(),
            unread: 0,
            pronouns: HashMap::new(),
        }
    }

    pub(super) fn run(mut self, attributions: &[Attribution]) -> People {
        let place = |a: &Attribution| a.source.first().or(a.cue.first()).map(|span| span.start);
        let mut order: Vec<usize> =
            (0..attributions.len()).filter(|&a| place(&attributions[a]).is_some()).collect();
        order.sort_by_key(|&a| place(&attributions[a]));
        let mut found: Vec<Option<Found>> = attributions.iter().map(|_| None).collect();
        for &a in &order {
            found[a] = match attributions[a].source.first() {
                Some(&source) => self.source(source),
                None => self.implied(attributions[a].cue[0]),
            };
        }
        order.retain(|&a| !attributions[a].source.is_empty());
        self.introduce(attributions, &order, &mut found);
        self.gather(found)
    }

    pub(super) fn source(&mut self, span: Span) -> Option<Found> {
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
        self.heard.push(Heard { at: tokens.start, end: tokens.end, who: found.who.clone(), plural });
        Some(found)
    }

    fn phrase(&self, tokens: &Range<usize>) -> Option<Found> {
        if tokens.len() == 1 && self.names.within(tokens).is_empty() {
            match self.text.norm(tokens.start) {
                "he" | "him" => return self.he_or_she(tokens.start, Gender::Male),
                "she" | "her" => return self.he_or_she(tokens.start, Gender::Female),
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
        let links = |t: usize| is_link(text.norm(t)) && !text.is_capitalized(t);
        let mut head_end = core.clone().find(|&t| t > core.start && links(t)).unwrap_or(core.end);
        // "Secretary of State Ann Lee"
        if head_end < core.end
            && self.titled_behind(&(head_end + 1..core.end)).is_some_and(|m| m.tokens.end == core.end)
            && is_title(text.norm(head_end - 1))
        {
            head_end = core.end;
        }
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

    /// The person named in a phrase, if only titles stand before the name, and at least one.
    fn titled_behind(&self, tokens: &Range<usize>) -> Option<&Mention> {
        let mention = self.names.within(tokens).first().filter(|m| self.names.is_person(m.entity))?;
        let titles = tokens.start..mention.tokens.start;
        (!titles.is_empty() && titles.into_iter().all(|t| is_title(self.text.norm(t)))).then_some(mention)
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

    /// "the mayor": the person named last who has the role.
    fn by_role(&self, core: &Range<usize>) -> Option<Found> {
        if self.text.norm(core.start) != "the" || self.is_plural(core) {
            return None;
        }
        let head = self.text.norm(core.end - 1);
        let mut before = self.names.before(core.start).iter().rev().take(ROLE_MEMORY);
        let mention = before.find(|m| self.has_role(m.entity, head))?;
        Some(self.called_again(mention.entity, BY_ROLE))
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
            && let Some(found) = self
                .recalled(&core)
                .or_else(|| self.body_recalled(&core))
                .or_else(|| self.described_before(&core))
        {
            return Some(found);
        }
        let article = matches!(first, "the" | "a" | "an" | "some" | "many" | "several" | "other" | "one")
            && core.len() > 1
            && text.norm(core.start + 1) != "of";
        let start = if article { core.start + 1 } else { core.start };
        let words = (start..core.end).filter(|&t| text.tokens[t].kind != TokenKind::Mark).count();
        let (owner, chain) = self.owner(&core).unwrap_or_default();
        let start = if chain.is_empty() { start } else { start + 1 };
        let name = format!("{owner}{}", text.slice(text.span_of(&(start..core.end))));
        (words > 0).then(|| Found {
            who: vec![Who::Described { name: capitalized(&name), plural: self.is_plural(tokens) }],
            chain,
            confidence: BY_DESCRIPTION,
        })
    }

    /// "His office": whose, and how that is told.
    fn owner(&self, core: &Range<usize>) -> Option<(String, Vec<Span>)> {
        let gender = match self.text.norm(core.start) {
            "his" if core.len() > 1 => Gender::Male,
            "her" if core.len() > 1 => Gender::Female,
            _ => return None,
        };
        let found = self.person(core.start, gender)?;
        let [Who::Named(entity)] = found.who.as_slice() else { return None };
        Some((format!("{}’s ", self.names.entities[*entity].name), found.chain))
    }

    /// "the New York businessman": another way to call the person who spoke or
    /// was named last, told by a noun for a person and a word before it.
    fn recalled(&self, core: &Range<usize>) -> Option<Found> {
        let head = self.text.norm(core.end - 1);
        if core.len() < 3 || !PERSONS.contains(&head) || core.clone().any(|t| is_link(self.text.norm(t))) {
            return None;
        }
        let sentence = self.text.tokens[core.start].sentence;
        let fits = |entity: usize| self.names.is_person(entity) && self.fits(entity, head);
        let mut near = (sentence.saturating_sub(1)..=sentence).rev();
        let (entity, _) = near.find_map(|sentence| self.nearest(core.start, sentence, fits))?;
        Some(self.called_again(entity, BY_RECALL))
    }

    /// "the official" behind "a council official said": the same.
    fn described_before(&self, core: &Range<usize>) -> Option<Found> {
        let noun = self.text.norm(core.end - 1);
        if core.len() != 2 || self.is_plural(core) {
            return None;
        }
        let mut heard = latest(&self.heard).iter().rev();
        let before = heard.find(|heard| self.described_head(heard) == Some(noun))?;
        Some(self.again(before))
    }

    /// The noun for the one person without a name who was heard: "official" of
    /// "a council official".
    pub(super) fn described_head(&self, heard: &Heard) -> Option<&str> {
        let [Who::Described { plural: false, .. }] = heard.who.as_slice() else { return None };
        let phrase = heard.at..heard.end;
        // A pronoun that stands for a description has no noun.
        (phrase.len() > 1).then(|| head(self.text, &self.core(&phrase)))
    }

    /// Somebody without a name who was heard before.
    pub(super) fn again(&self, heard: &Heard) -> Found {
        let chain = vec![self.text.span_of(&(heard.at..heard.end))];
        Found { who: heard.who.clone(), chain, confidence: BY_ROLE }
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
        (count >= OFTEN).then(|| self.called_again(entity, BY_RECALL))
    }

    fn is_plural(&self, tokens: &Range<usize>) -> bool {
        let core = self.core(tokens);
        let head = head_end(self.text, &core);
        let norm = self.text.norm(head - 1);
        PLURAL_ENDS.contains(&norm)
            || norm.ends_with('s') && !norm.ends_with("ss") && !self.text.is_capitalized(head - 1)
            || norm.ends_with('s')
                && head - 1 == core.start
                && self.names.within(&(core.start..head)).is_empty()
    }

    /// "A former mayor says …", in the headline or the opening paragraph: the
    /// person who is introduced as the next to speak.
    fn introduce(&self, attributions: &[Attribution], order: &[usize], found: &mut [Option<Found>]) {
        /// The headline and the opening paragraph.
        const OPENING: usize = 2;
        /// Paragraphs behind the opening one in which that may be.
        const PARAGRAPHS: usize = 3;
        let text = self.text;
        let source = |a: usize| text.tokens_in(attributions[a].source[0]);
        let within = |tokens: Range<usize>| {
            let start = order.partition_point(|&a| source(a).start < tokens.start);
            let end = order.partition_point(|&a| source(a).start < tokens.end);
            &order[start..end]
        };
        let body = text.paragraphs.iter().enumerate().filter(|(_, p)| p.kind == ParagraphKind::Body);
        let Some((opening, _)) = body.take(OPENING).last() else { return };
        for paragraph in 0..=opening {
            let here = text.paragraphs[paragraph].tokens.clone();
            let last = (paragraph + PARAGRAPHS).min(text.paragraphs.len() - 1);
            let next =
                within(here.end..text.paragraphs[last].tokens.end).iter().find_map(|&next| {
                    match found[next].as_ref()?.who.as_slice() {
                        [Who::Named(entity)] if self.names.is_person(*entity) => Some(*entity),
                        _ => None,
                    }
                });
            let next = next.filter(|&entity| self.firsts[entity] >= here.end);
            for &a in within(here.clone()) {
                let core = self.core(&source(a));
                let head = head(text, &core);
                let described = found[a].as_ref().is_some_and(|found| {
                    matches!(found.who.as_slice(), [Who::Described { plural: false, .. }])
                });
                if !described || !is_person(head) || text.norm(core.start) == "the" {
                    continue;
                }
                let fits = |entity: &usize| self.fits(*entity, head);
                if let Some(entity) = self.with_role(head, here.end).or(next).filter(fits) {
                    found[a] = Some(self.called_again(entity, BY_RECALL));
                }
            }
        }
    }

    /// The first person with a role whom the article names from a token on.
    fn with_role(&self, noun: &str, from: usize) -> Option<usize> {
        let behind = (0..self.names.entities.len()).filter(|&entity| self.firsts[entity] >= from);
        behind.filter(|&entity| self.has_role(entity, noun)).min_by_key(|&entity| self.firsts[entity])
    }

    /// Whether somebody is a person whose role holds a word.
    fn has_role(&self, entity: usize, noun: &str) -> bool {
        let role = self.names.entities[entity].role.as_deref().unwrap_or_default().to_lowercase();
        self.names.is_person(entity) && role.split_whitespace().any(|word| word == noun)
    }

    /// Whether a person may be called by a noun that tells a gender.
    fn fits(&self, entity: usize, noun: &str) -> bool {
        let (told, known) = (gender::of_noun(noun), self.names.entities[entity].gender);
        told.is_none() || known.is_none() || told == known
    }

    /// Somebody named, by other words than the name.
    fn called_again(&self, entity: usize, confidence: f64) -> Found {
        let chain = vec![self.text.span_of(&self.names.entities[entity].full)];
        Found { who: vec![Who::Named(entity)], chain, confidence }
    }

    /// Somebody by a mention that stands elsewhere.
    pub(super) fn called(&self, mention: &Mention, confidence: f64) -> Found {
        let full = &self.names.entities[mention.entity].full;
        let mut chain = vec![self.text.span_of(&mention.tokens)];
        if full.start != mention.tokens.start {
            chain.push(self.text.span_of(full));
        }
        Found { who: vec![Who::Named(mention.entity)], chain, confidence }
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
}

/// Where the noun of a phrase ends: "an aide | to Lee".
fn head_end(text: &Text, phrase: &Range<usize>) -> usize {
    phrase.clone().find(|&t| t > phrase.start && is_link(text.norm(t))).unwrap_or(phrase.end)
}

/// The noun that a phrase is about: "aide" of "an aide to Lee".
pub(super) fn head<'t>(text: &'t Text, phrase: &Range<usize>) -> &'t str {
    text.norm(head_end(text, phrase) - 1)
}

/// Whether a word is a noun for one person, by which somebody named is called again.
pub(super) fn is_person(norm: &str) -> bool {
    PERSONS.contains(&norm)
}

/// Words that hang something on the head of a noun phrase.
pub(super) fn is_link(norm: &str) -> bool {
    matches!(norm, "of" | "for" | "from" | "in" | "at" | "with" | "to" | "on" | "by" | "who")
}

fn capitalized(description: &str) -> String {
    let words: Vec<&str> = description.split_whitespace().collect();
    let mut chars = words.join(" ").chars().collect::<Vec<_>>().into_iter();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
