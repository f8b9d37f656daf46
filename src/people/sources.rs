//! Sources: whom "he", "Lee", "both leaders" or "a spokesman" stands for.

use std::collections::HashMap;
use std::ops::Range;

use super::names::{Gender, Mention, Names};
use super::{People, Person, Resolved};
use crate::quotes::Attribution;
use crate::report::SpeakerKind;
use crate::text::{Span, Text, TokenKind};

/// A pronoun's person is looked for in this many sentences before it.
const MEMORY: usize = 6;

/// Confidence by the way a name was found; measured on the development
/// articles whose speakers are labelled by name.
const BY_NAME: f64 = 0.95;
const BY_PRONOUN: f64 = 0.7;
const BY_ROLE: f64 = 0.7;
const BY_DESCRIPTION: f64 = 0.85;

/// Nouns for several people.
const PLURAL_ENDS: &[&str] = &["people", "police", "men", "women", "staff", "media", "public", "team", "crowd", "others", "both", "two"];

/// What a source was found to be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Who {
    /// An entity with a name.
    Named(usize),
    /// Somebody whom the article only describes, by that description.
    Described(String),
}

struct Found {
    who: Vec<Who>,
    chain: Vec<Span>,
    confidence: f64,
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
    heard: Vec<Heard>,
    pronouns: HashMap<usize, Vec<Span>>,
}

impl<'t> Resolver<'t> {
    pub(super) fn new(text: &'t Text<'t>, names: Names) -> Self {
        Resolver { text, names, heard: Vec::new(), pronouns: HashMap::new() }
    }

    pub(super) fn run(mut self, attributions: &[Attribution]) -> People {
        let mut order: Vec<usize> = (0..attributions.len()).filter(|&a| !attributions[a].source.is_empty()).collect();
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

    fn phrase(&self, tokens: &Range<usize>) -> Option<Found> {
        if tokens.len() == 1 {
            match self.text.norm(tokens.start) {
                "he" | "him" => return self.person(tokens.start, Some(Gender::Male)),
                "she" | "her" => return self.person(tokens.start, Some(Gender::Female)),
                "who" => return self.antecedent(tokens.start),
                "they" | "them" => return self.plural(tokens.start),
                "it" => return self.body(tokens.start),
                "i" | "we" | "you" | "that" | "this" | "which" | "one" | "what" => return None,
                _ => {}
            }
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
        self.named(tokens).or_else(|| self.described(tokens))
    }

    /// "Lee and Russian officials": where the "and" stands.
    fn conjunction(&self, tokens: &Range<usize>) -> Option<usize> {
        let core = self.core(tokens);
        let and = core.clone().find(|&t| self.text.norm(t) == "and")?;
        let inside_name = self.names.within(&core).iter().any(|m| m.tokens.contains(&and));
        (and > core.start && and + 1 < core.end && !inside_name && self.text.is_capitalized(and + 1)).then_some(and)
    }

    /// The noun phrase up to its first comma.
    fn core(&self, tokens: &Range<usize>) -> Range<usize> {
        let end = tokens.clone().find(|&t| t > tokens.start && matches!(self.text.norm(t), "," | "(" | "—" | "–"));
        tokens.start..end.unwrap_or(tokens.end)
    }

    /// A phrase whose head is a name: "Sen. Ann Lee, a former judge", "a
    /// former judge, Ann Lee", but not "Lee's campaign" or "aides to Lee".
    fn named(&self, tokens: &Range<usize>) -> Option<Found> {
        let text = self.text;
        let core = self.core(tokens);
        let head_end = core
            .clone()
            .find(|&t| t > core.start && matches!(text.norm(t), "of" | "for" | "from" | "in" | "at" | "with" | "to" | "on" | "who"))
            .unwrap_or(core.end);
        let mention = self
            .names
            .within(&core)
            .iter()
            .rev()
            .find(|m| m.tokens.end >= head_end || m.tokens.contains(&(head_end - 1)))
            .or_else(|| self.apposed_name(&core, tokens))?;
        let entity = &self.names.entities[mention.entity];
        let mut chain = Vec::new();
        if entity.full.start != mention.tokens.start {
            chain.push(text.span_of(&entity.full));
        }
        Some(Found { who: vec![Who::Named(mention.entity)], chain, confidence: BY_NAME })
    }

    /// "a former judge, Ann Lee"
    fn apposed_name(&self, core: &Range<usize>, tokens: &Range<usize>) -> Option<&Mention> {
        let described = matches!(self.text.norm(core.start), "a" | "an" | "the" | "his" | "her" | "its" | "one" | "another");
        let next = core.end + 1;
        let inside = self.names.within(&(next.min(tokens.end)..tokens.end));
        inside.first().filter(|m| described && m.tokens.start == next && self.names.is_person(m.entity))
    }

    /// "he", "she": the person who spoke last, or else whom the sentences
    /// before name first.
    fn person(&self, at: usize, gender: Option<Gender>) -> Option<Found> {
        let sentence = self.text.tokens[at].sentence;
        let first = sentence.saturating_sub(MEMORY);
        let fits = |entity: usize| {
            let known = self.names.entities[entity].gender;
            matches!(self.names.entities[entity].kind, SpeakerKind::Person)
                && (known.is_none() || gender.is_none() || known == gender)
        };
        // The subject of this sentence, if a name stands before the pronoun.
        let mut sentences = (first..=sentence).rev();
        let best = sentences.find_map(|s| {
            let tokens = self.text.sentences[s].tokens.clone();
            let tokens = tokens.start..tokens.end.min(at);
            let spoke = self.heard.iter().rev().filter(|h| tokens.contains(&h.at)).find_map(|h| match h.who.as_slice() {
                [Who::Named(entity)] if fits(*entity) => Some((*entity, h.at)),
                _ => None,
            });
            spoke.or_else(|| {
                self.names.within(&tokens).iter().find(|m| fits(m.entity) && !self.is_possessor(m)).map(|m| (m.entity, m.tokens.start))
            })
        });
        let (entity, near) = best?;
        let person = &self.names.entities[entity];
        let mut chain = Vec::new();
        let mention = self.names.before(near + 1).iter().rev().find(|m| m.entity == entity);
        if let Some(mention) = mention.filter(|m| m.tokens.start != person.full.start) {
            chain.push(self.text.span_of(&mention.tokens));
        }
        chain.push(self.text.span_of(&person.full));
        Some(Found { who: vec![Who::Named(entity)], chain, confidence: BY_PRONOUN })
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
        let last = self.heard.iter().rev().find(|h| h.plural && h.at >= low)?;
        let chain = last.who.iter().filter_map(|who| match who {
            Who::Named(entity) => Some(self.text.span_of(&self.names.entities[*entity].full)),
            Who::Described(_) => None,
        });
        Some(Found { who: last.who.clone(), chain: chain.collect(), confidence: BY_PRONOUN })
    }

    /// "it": the last body that spoke.
    fn body(&self, at: usize) -> Option<Found> {
        let sentence = self.text.tokens[at].sentence.saturating_sub(2);
        let low = self.text.sentences[sentence].tokens.start;
        let last = self.heard.iter().rev().find(|h| {
            h.at >= low && matches!(h.who.as_slice(), [Who::Named(e)] if !self.names.is_person(*e))
        })?;
        Some(Found { who: last.who.clone(), chain: Vec::new(), confidence: BY_PRONOUN })
    }

    /// "both leaders", "the two presidents", "the two"
    fn is_pair(&self, tokens: &Range<usize>) -> bool {
        let norm = |t: usize| if t < tokens.end { self.text.norm(t) } else { "" };
        let first = norm(tokens.start);
        let of_two = first == "both" || first == "the" && norm(tokens.start + 1) == "two";
        let nouns = ["leaders", "presidents", "men", "women", "ministers", "sides", "candidates", "rivals", "senators", "two", "both"];
        of_two && tokens.len() <= 4 && nouns.contains(&norm(tokens.end - 1))
    }

    /// The two persons named last before `at`.
    fn pair(&self, at: usize) -> Option<Found> {
        let sentence = self.text.tokens[at].sentence.saturating_sub(MEMORY);
        let low = self.text.sentences[sentence].tokens.start;
        let mut two: Vec<usize> = Vec::new();
        let mut chain = Vec::new();
        for token in (low..at).rev() {
            let named = self.names.within(&(token..token + 1)).first().map(|m| vec![m.entity]);
            let entities = named.filter(|e| self.names.is_person(e[0])).unwrap_or_else(|| self.names.joined(self.text.norm(token)));
            for &entity in entities.iter().rev() {
                if two.len() < 2 && !two.contains(&entity) {
                    two.insert(0, entity);
                    chain.insert(0, self.text.span_of(&self.names.entities[entity].full));
                }
            }
        }
        let who: Vec<Who> = two.into_iter().map(Who::Named).collect();
        (who.len() == 2).then_some(Found { who, chain, confidence: BY_PRONOUN })
    }

    /// A description: of a person whose role it is, or of somebody unnamed.
    fn described(&self, tokens: &Range<usize>) -> Option<Found> {
        let text = self.text;
        let core = self.core(tokens);
        let first = text.norm(core.start);
        if first == "the" && !self.is_plural(&core) {
            let head = text.norm(core.end - 1).to_owned();
            let by_role = |m: &&Mention| {
                let role = self.names.entities[m.entity].role.as_deref().unwrap_or_default().to_lowercase();
                self.names.is_person(m.entity) && role.split_whitespace().any(|word| word == head)
            };
            if let Some(mention) = self.names.before(core.start).iter().rev().find(by_role) {
                let chain = vec![text.span_of(&self.names.entities[mention.entity].full)];
                return Some(Found { who: vec![Who::Named(mention.entity)], chain, confidence: BY_ROLE });
            }
        }
        let article = matches!(first, "the" | "a" | "an" | "some" | "many" | "several" | "other" | "one");
        let start = if article && core.len() > 1 { core.start + 1 } else { core.start };
        let words = (start..core.end).filter(|&t| text.tokens[t].kind != TokenKind::Mark).count();
        (words > 0).then(|| Found {
            who: vec![Who::Described(capitalized(text.slice(text.span_of(&(start..core.end)))))],
            chain: Vec::new(),
            confidence: BY_DESCRIPTION,
        })
    }

    fn is_plural(&self, tokens: &Range<usize>) -> bool {
        let core = self.core(tokens);
        let head = core
            .clone()
            .find(|&t| t > core.start && matches!(self.text.norm(t), "of" | "for" | "from" | "in" | "at" | "with" | "to" | "on" | "who"))
            .unwrap_or(core.end);
        let norm = self.text.norm(head - 1);
        PLURAL_ENDS.contains(&norm) || norm.ends_with('s') && !norm.ends_with("ss") && !self.text.is_capitalized(head - 1)
            || norm.ends_with('s') && head - 1 == core.start && core.len() == 1 && self.names.within(&core).is_empty()
    }

    /// Numbers the speakers and collects their mentions.
    fn gather(&self, found: Vec<Option<Found>>) -> People {
        let mut people = People::default();
        let mut ids: HashMap<Who, usize> = HashMap::new();
        for found in found {
            let Some(found) = found else {
                people.said_by.push(Resolved { confidence: 1.0, ..Resolved::default() });
                continue;
            };
            let mut speakers: Vec<usize> = Vec::new();
            for who in found.who {
                let key = match &who {
                    Who::Described(name) => Who::Described(name.to_lowercase()),
                    named @ Who::Named(_) => named.clone(),
                };
                let id = *ids.entry(key).or_insert_with(|| {
                    people.speakers.push(self.speaker(&who));
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

    fn speaker(&self, who: &Who) -> Person {
        match who {
            Who::Named(index) => {
                let entity = &self.names.entities[*index];
                let named = self.names.mentions.iter().filter(|m| m.entity == *index);
                let mut mentions: Vec<Span> = named.map(|m| self.text.span_of(&m.tokens)).collect();
                mentions.extend(self.pronouns.get(index).into_iter().flatten());
                mentions.sort_unstable();
                mentions.dedup();
                let role = entity.role.clone().or_else(|| self.role_behind(&entity.full));
                Person { name: entity.name.clone(), kind: entity.kind, role, mentions }
            }
            Who::Described(name) => {
                let plural = name.ends_with('s') || PLURAL_ENDS.iter().any(|end| name.to_lowercase().ends_with(end));
                let kind = if plural { SpeakerKind::Group } else { SpeakerKind::Unknown };
                Person { name: name.clone(), kind, role: None, mentions: Vec::new() }
            }
        }
    }

    /// "Ann Lee, a former judge," → "former judge"
    fn role_behind(&self, name: &Range<usize>) -> Option<String> {
        const ROLE: usize = 14;
        let text = self.text;
        let sentence = text.sentences[text.tokens[name.start].sentence].tokens.clone();
        let comma = name.end;
        if comma + 2 >= sentence.end || text.norm(comma) != "," || !matches!(text.norm(comma + 1), "a" | "an" | "the") {
            return None;
        }
        let start = comma + 2;
        let end = (start..sentence.end).find(|&t| matches!(text.norm(t), "," | "." | "who" | ";" | "and" | "—" | "–"))?;
        (end > start && end - start <= ROLE).then(|| text.slice(text.span_of(&(start..end))).to_owned())
    }
}

fn capitalized(description: &str) -> String {
    let words: Vec<&str> = description.split_whitespace().collect();
    let mut chars = words.join(" ").chars().collect::<Vec<_>>().into_iter();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
