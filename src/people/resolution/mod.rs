//! Resolution: whom "he", "Lee", "both leaders" or "a spokesman" stands for.
//!
//! One file for each way to tell. Its functions take the [`Scene`] and a source
//! (its tokens or its first one) and return who that is, or nothing. This file
//! has the order in which they are asked (`phrase`).

mod body;
mod clusters;
mod description;
mod goes_on;
mod implied;
mod label;
mod name;
mod opening;
mod pair;
mod plural;
pub(super) mod pronoun;
mod relative;
mod role;

use std::collections::HashMap;
use std::ops::Range;

pub(super) use clusters::mentions;
use label::Labels;

use super::entities::Names;
use super::gender::Gender;
use super::scene::{Found, Heard, Scene, Who};
use super::{Bare, Pronoun, Pronouns, handles};
use crate::lexicon::Class;
use crate::model::exp;
use crate::quotes::{Attribution, Rule};
use crate::text::Text;

/// What is found about the attributions of an article.
pub(super) struct Resolution {
    /// Who says each attribution, in the order of the attributions.
    pub(super) found: Vec<Option<Found>>,
    /// For each entity, the pronouns (tokens) as which it is a source.
    pub(super) pronouns: HashMap<usize, Vec<Range<usize>>>,
}

/// Finds the speaker of each attribution.
pub(super) fn run(text: &Text, names: &Names, attributions: &[Attribution]) -> Resolution {
    let mut reader = Reader::new(text, names);
    let mut found = reader.told(attributions);
    for at in goes_on::bare(attributions) {
        found[at] = goes_on::speaker(&reader.scene, attributions, &found, at);
    }
    Resolution { found, pronouns: reader.pronouns }
}

/// Finds who may have said each attribution without a source and a cue.
pub(super) fn bare(text: &Text, names: &Names, attributions: &[Attribution]) -> Vec<Bare> {
    let mut reader = Reader::new(text, names);
    let mut found = reader.told(attributions);
    let mut all = Vec::new();
    for attribution in goes_on::bare(attributions) {
        let candidates = goes_on::candidates(&reader.scene, attributions, &found, attribution);
        let called = |who: &Who| match who {
            Who::Named(entity) => names.entities[*entity].name.clone(),
            Who::Described { name, .. } => name.clone(),
        };
        let described = candidates.iter().map(|one| (one.signs, one.found.who.iter().map(called).collect()));
        all.push(Bare { attribution, candidates: described.collect() });
        found[attribution] = goes_on::speaker(&reader.scene, attributions, &found, attribution);
    }
    all
}

/// Finds who may be meant by every "he" and "she" outside quotation marks.
pub(super) fn pronouns(text: &Text, names: &Names, attributions: &[Attribution]) -> Pronouns {
    let mut reader = Reader::new(text, names);
    let mut sources: Vec<&Range<usize>> = attributions.iter().filter_map(|a| a.source.as_ref()).collect();
    sources.sort_unstable_by_key(|source| (source.start, source.end));
    let mut sources = sources.into_iter().peekable();
    let mut found = Vec::new();
    for token in 0..text.tokens.len() {
        if let Some(gender) = pronoun::as_subject(text, token) {
            reader.read_pronouns(token);
            let candidates = pronoun::candidates(&reader.scene, token, Some(gender));
            found.push(Pronoun { token, candidates });
        }
        while let Some(source) = sources.next_if(|source| source.start <= token) {
            reader.source(source);
        }
    }
    let mentions = |entity: usize| {
        let all = names.mentions.iter().filter(move |m| m.entity == entity);
        all.map(|m| m.tokens.clone()).collect()
    };
    Pronouns { names: (0..names.entities.len()).map(mentions).collect(), pronouns: found }
}

/// If nobody is sure enough, the likeliest candidates are given, at most this many.
const ALTERNATIVES: usize = 3;

/// Candidates by their index, each with its probability, given that one of them is right;
/// the likeliest first.
fn ranked(candidates: &[&[f64]], weights: &[f64]) -> Vec<(usize, f64)> {
    let score = |signs: &&[f64]| signs.iter().zip(weights).map(|(sign, weight)| sign * weight).sum();
    let scores: Vec<f64> = candidates.iter().map(score).collect();
    let most = scores.iter().copied().fold(f64::MIN, f64::max);
    let powers: Vec<f64> = scores.iter().map(|score| f64::from(exp((score - most) as f32))).collect();
    let total: f64 = powers.iter().sum();
    let mut ranked: Vec<(usize, f64)> = powers.into_iter().map(|power| power / total).enumerate().collect();
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
    ranked
}

/// Reads an article's sources in order and remembers them in the scene.
struct Reader<'t> {
    scene: Scene<'t>,
    /// The first token that has not been checked for "he" and "she".
    unread: usize,
    /// See [`Resolution::pronouns`].
    pronouns: HashMap<usize, Vec<Range<usize>>>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t Text<'t>, names: &'t Names) -> Self {
        Reader { scene: Scene::new(text, names), unread: 0, pronouns: HashMap::new() }
    }

    /// Finds the speaker of each attribution that has a source or a cue, or is a turn of
    /// a conversation. Reads the whole article.
    fn told(&mut self, attributions: &[Attribution]) -> Vec<Option<Found>> {
        let text = self.scene.text;
        let mut labels = Labels::of(text, self.scene.names);
        let turn = |a: usize| {
            let paragraph = text.paragraph_of(attributions[a].content[0].start);
            let spoken =
                attributions[a].rule == Rule::Transcript && text.paragraphs[paragraph].kind.is_conversation();
            spoken.then_some(paragraph)
        };
        let place = |a: usize| {
            let Attribution { source, cue, content, .. } = &attributions[a];
            let said = turn(a).map(|_| content[0].start);
            source.as_ref().or(cue.as_ref()).map(|tokens| tokens.start).or(said)
        };
        let mut order: Vec<usize> = (0..attributions.len()).filter(|&a| place(a).is_some()).collect();
        order.sort_by_key(|&a| place(a));
        let mut found: Vec<Option<Found>> = attributions.iter().map(|_| None).collect();
        for &a in &order {
            found[a] = match (turn(a), &attributions[a].source, &attributions[a].cue) {
                (Some(paragraph), source, _) => self.turn(&mut labels, paragraph, source.as_ref()),
                (None, Some(source), _) => {
                    self.scene.hold_content(&attributions[a].content);
                    self.source(source)
                }
                (None, None, Some(cue)) => implied::subject(&self.scene, cue),
                (None, None, None) => None,
            };
        }
        let running = |source: &Range<usize>| !self.scene.is_aside(source.start);
        order.retain(|&a| turn(a).is_none() && attributions[a].source.as_ref().is_some_and(running));
        opening::introduce(&self.scene, attributions, &order, &mut found);
        self.read_pronouns(text.tokens.len());
        found
    }

    /// Finds who a source is, and remembers it.
    fn source(&mut self, tokens: &Range<usize>) -> Option<Found> {
        self.read_pronouns(tokens.start);
        let found = handles::named(&self.scene, tokens).or_else(|| phrase(&self.scene, tokens))?;
        self.hear(tokens, &found);
        Some(found)
    }

    /// Finds who speaks in a paragraph of a conversation, and remembers it if that
    /// has a label.
    fn turn(
        &mut self,
        labels: &mut Labels<'t>,
        paragraph: usize,
        label: Option<&Range<usize>>,
    ) -> Option<Found> {
        if let Some(label) = label {
            self.read_pronouns(label.start);
        }
        let found = labels.speaker(&self.scene, paragraph)?;
        if let Some(label) = label {
            self.hear(label, &found);
        }
        Some(found)
    }

    /// Remembers who a source is.
    fn hear(&mut self, tokens: &Range<usize>, found: &Found) {
        let several = |who: &Who| matches!(who, Who::Described { plural: true, .. });
        let plural = found.who.len() > 1 || found.who.iter().any(several) || self.scene.is_plural(tokens);
        for who in &found.who {
            if let (Who::Named(entity), 1) = (who, tokens.len())
                && self.scene.names.within(tokens).is_empty()
            {
                self.pronouns.entry(*entity).or_default().push(tokens.clone());
            }
        }
        // Who speaks in a caption is not who goes on speaking after it.
        if !self.scene.is_aside(tokens.start) {
            self.scene.heard.push(Heard { tokens: tokens.clone(), who: found.who.clone(), plural });
        }
    }

    /// Finds who is meant by each "he" and "she" before a token, and remembers it.
    fn read_pronouns(&mut self, end: usize) {
        for token in self.unread..end.max(self.unread) {
            let gender = pronoun::as_subject(self.scene.text, token).filter(|_| !self.scene.is_aside(token));
            let Some(gender) = gender else { continue };
            let said = self.scene.heard_in(&(token..token + 1)).first().map(|heard| heard.who.clone());
            let who = said.or_else(|| Some(pronoun::person(&self.scene, token, gender)?.who));
            if let Some([Who::Named(entity)]) = who.as_deref() {
                self.scene.meant.push((token, *entity));
            }
        }
        self.unread = end.max(self.unread);
    }
}

/// Who a source is: a pronoun, a list, two phrases with "and", a pair, a name,
/// or a description.
fn phrase(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let (text, at) = (scene.text, tokens.start);
    if tokens.len() == 1 && scene.names.within(tokens).is_empty() {
        match text.norm(at) {
            "he" | "him" | "his" => return he_or_she(scene, at, Gender::Male),
            "she" | "her" => return he_or_she(scene, at, Gender::Female),
            "who" | "which" | "that" => {
                return relative::antecedent(scene, at)
                    .or_else(|| phrase(scene, &relative::described(text, at)?));
            }
            "they" | "them" | "their" => return plural::they(scene, at),
            "it" | "its" => return body::it(scene, at),
            "some" | "many" | "most" | "several" | "others" => return Some(plural::some_of(scene, at)),
            _ if text.is(at, Class::Indefinite) => return None,
            _ => {}
        }
    }
    if let Some(found) = name::list(scene, tokens) {
        return Some(found);
    }
    if let Some(and) = conjunction(scene, tokens) {
        let left = phrase(scene, &(tokens.start..and))?;
        let right = phrase(scene, &(and + 1..tokens.end))?;
        let confidence = left.confidence.min(right.confidence);
        let someone = !left.who.is_empty() || !right.who.is_empty();
        let mut both = Found { who: Vec::new(), chain: Vec::new(), confidence };
        // The chain of a side that stands for nobody has those who may be meant;
        // it leads to no speaker.
        for side in [left, right].into_iter().filter(|side| !someone || !side.who.is_empty()) {
            both.who.extend(side.who);
            both.chain.extend(side.chain);
        }
        return Some(both);
    }
    if pair::is_pair(text, tokens) {
        return pair::two(scene, at);
    }
    name::after_role(scene, tokens)
        .or_else(|| phrase(scene, &name::apposed_to_role(scene, tokens)?))
        .or_else(|| pair::joined_again(scene, tokens))
        .or_else(|| name::named(scene, tokens))
        .or_else(|| phrase(scene, &name::apposed(scene, tokens)?))
        .or_else(|| phrase(scene, &name::whose_statement(scene, tokens)?))
        .or_else(|| role::by_same_words(scene, tokens))
        .or_else(|| role::by_role(scene, tokens))
        .or_else(|| role::recalled(scene, tokens))
        .or_else(|| body::recalled(scene, tokens))
        .or_else(|| description::before(scene, tokens))
        .or_else(|| description::described(scene, tokens))
}

/// Whom "he" or "she" means: somebody without a name who spoke right before, or
/// else the likeliest of the persons named before, or else the one right after.
fn he_or_she(scene: &Scene<'_>, at: usize, gender: Gender) -> Option<Found> {
    let fits = |entity: usize| pronoun::may_be(scene, entity, gender) && !scene.is_spoken_of(entity);
    let before = description::last(scene, at, gender)
        .or_else(|| pronoun::goes_on(scene, at, fits))
        .or_else(|| pronoun::likeliest(scene, at, Some(gender), fits));
    let unknown = before.as_ref().is_none_or(|found| found.who.is_empty());
    if unknown { pronoun::ahead(scene, at, gender).or(before) } else { before }
}

/// The "and" between two sources: "Lee and Russian officials".
fn conjunction(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<usize> {
    let text = scene.text;
    let core = scene.core(tokens);
    let and = core.clone().find(|&t| text.norm(t) == "and")?;
    let bound = (core.start..and).any(|t| text.is(t, Class::Link));
    let mut names = scene.names.within(&core).iter();
    let inside_name = names.any(|m| m.tokens.contains(&and));
    let after_name = || scene.names.within(&core).iter().any(|m| m.tokens.end == and);
    // "British and Irish coach Ann Lee"
    let native = |t: usize| text.is(t, Class::Native);
    if and > core.start && and + 2 < core.end && native(and - 1) && native(and + 1) {
        return None;
    }
    (and > core.start
        && and + 1 < core.end
        && !bound
        && !inside_name
        && (text.is_capitalized(and + 1) || after_name()))
    .then_some(and)
}

#[cfg(test)]
mod tests {
    use crate::people::testing::{chains, names};

    #[test]
    fn the_chain_of_two_sources_leads_only_to_speakers() {
        let article =
            "It rained on Bo Ek and Cy Dunn and Uli Berg.\n\n[He and Ann Lee] <said> that it snowed.";
        assert_eq!(names(article), [["Ann Lee"]]);
        assert!(chains(article)[0].is_empty(), "{:?}", chains(article));
    }
}
