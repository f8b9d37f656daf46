//! Clusters: all mentions of each person or body, by name, noun or pronoun.
//!
//! Sources are resolved first, as for the report. Then every noun and pronoun of the text is read
//! in order: it is somebody who was mentioned before, by the same rules, or somebody new.

use std::collections::HashMap;
use std::ops::Range;

use super::{Reader, body, pair, pronoun, role};
use crate::lexicon::Class;
use crate::people::entities::{Mention, Names};
use crate::people::gender::{self, Gender};
use crate::people::nouns::{Noun, Opening};
use crate::people::scene::{Found, Scene, Who, latest};
use crate::people::{phrases, roles};
use crate::quotes::Attribution;
use crate::text::Text;

/// "they" and "it" mean somebody in the same sentence or at most this many before.
const MEMORY: usize = 3;

/// Whose mentions a cluster has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Who(Who),
    /// Somebody without a name, by the index of the first noun.
    Noun(usize),
    /// Several with names.
    Several(Vec<usize>),
    /// Somebody's: "wife" of Ann Lee.
    Of(Box<Key>, String),
}

/// Somebody whom "they" or "it" may mean.
struct Referent {
    tokens: Range<usize>,
    key: Key,
    plural: bool,
    /// Whether it is a body, which "it" may mean, and "they" as well.
    body: bool,
}

/// All mentions of each person or body that are found, in order: names, nouns, and the pronouns
/// of the third person.
pub(in crate::people) fn mentions(
    text: &Text,
    names: &Names,
    attributions: &[Attribution],
) -> Vec<Vec<Range<usize>>> {
    let mut reader = Reader::new(text, names);
    let found = reader.told(attributions);
    let mut clusters = Clusters::new(&reader.scene, attributions, &found);
    clusters.read();
    clusters.finish()
}

struct Clusters<'s, 't> {
    scene: &'s Scene<'t>,
    /// Who the source with a noun at a token is.
    sources: HashMap<usize, Who>,
    /// Whom a noun at a token tells more of.
    told: HashMap<usize, usize>,
    /// Who the nouns are that are the same as one, by its index.
    known: HashMap<usize, Key>,
    /// In order of the text, as far as it is read.
    referents: Vec<Referent>,
    all: HashMap<Key, Vec<Range<usize>>>,
}

impl<'s, 't> Clusters<'s, 't> {
    fn new(scene: &'s Scene<'t>, attributions: &[Attribution], found: &[Option<Found>]) -> Self {
        let (text, names) = (scene.text, scene.names);
        let mut clusters = Clusters {
            scene,
            sources: HashMap::new(),
            told: HashMap::new(),
            known: HashMap::new(),
            referents: Vec::new(),
            all: HashMap::new(),
        };
        for (source, found) in attributions.iter().map(|a| a.source.as_ref()).zip(found) {
            let (Some(source), Some(found)) = (source, found) else { continue };
            if let ([who], true) = (&found.who[..], names.within(source).is_empty()) {
                let core = phrases::core(text, source);
                clusters.sources.insert(phrases::head(text, &core), who.clone());
                clusters.add(Key::Who(who.clone()), core);
            }
        }
        for (entity, words, head) in roles::told_after(text, names) {
            clusters.told.insert(head, entity);
            clusters.add(Key::Who(Who::Named(entity)), words);
        }
        for mention in names.mentions.iter().filter(|mention| !is_adjective(scene, mention)) {
            clusters.add(Key::Who(Who::Named(mention.entity)), mention.tokens.clone());
        }
        for &(token, entity) in &scene.meant {
            clusters.add(Key::Who(Who::Named(entity)), token..token + 1);
        }
        clusters
    }

    fn add(&mut self, key: Key, tokens: Range<usize>) {
        self.all.entry(key).or_default().push(tokens);
    }

    /// Reads names, nouns and pronouns in order of the text.
    fn read(&mut self) {
        let (text, names) = (self.scene.text, self.scene.names);
        let mut next_noun = self.scene.nouns.iter().peekable();
        let mut next_name = names.mentions.iter().peekable();
        for token in 0..text.tokens.len() {
            while let Some(mention) = next_name.next_if(|mention| mention.tokens.end == token + 1) {
                let body = self.scene.may_be_body(mention.entity);
                let key = Key::Who(Who::Named(mention.entity));
                self.referents.push(Referent { tokens: mention.tokens.clone(), key, plural: false, body });
                self.add_list(mention.tokens.clone());
            }
            while let Some(noun) = next_noun.next_if(|noun| noun.head() == token) {
                let key = self.noun(noun);
                self.add(key.clone(), noun.tokens.clone());
                let Noun { tokens, plural, body, .. } = noun.clone();
                self.referents.push(Referent { tokens, key, plural, body });
            }
            if let Some(key) = self.pronoun(token) {
                self.add(key, token..token + 1);
            }
        }
    }

    /// Several names with "and" between, if a mention is the last of them.
    fn add_list(&mut self, last: Range<usize>) {
        let text = self.scene.text;
        let sentence = text.sentence_of(last.start).start;
        let Some(list) = pair::listed(self.scene, sentence..last.end) else { return };
        if list.last().is_none_or(|m| m.tokens != last) {
            return;
        }
        let mut who: Vec<usize> = list.iter().map(|m| m.entity).collect();
        let tokens = list[0].tokens.start..last.end;
        who.sort_unstable();
        who.dedup();
        let key = Key::Several(who);
        self.add(key.clone(), tokens.clone());
        self.referents.push(Referent { tokens, key, plural: true, body: false });
    }

    /// Who a noun is.
    fn noun(&mut self, noun: &Noun) -> Key {
        if let Some(who) = self.sources.get(&noun.head()) {
            let key = Key::Who(who.clone());
            self.known.entry(noun.first).or_insert_with(|| key.clone());
            return key;
        }
        if let Some(&entity) = self.told.get(&noun.head()) {
            return Key::Who(Who::Named(entity));
        }
        if noun.opening == Opening::Possessive {
            let owner = self.pronoun(noun.tokens.start);
            let words = self.scene.text.words(&noun.words()).to_lowercase();
            return owner.map_or(Key::Noun(noun.first), |owner| Key::Of(Box::new(owner), words));
        }
        if let Some(known) = self.known.get(&noun.first) {
            return known.clone();
        }
        let named = (noun.opening == Opening::Definite && !noun.plural)
            .then(|| {
                role::by_same_words(self.scene, &noun.tokens)
                    .or_else(|| role::by_role(self.scene, &noun.tokens))
                    .or_else(|| body::recalled(self.scene, &noun.tokens))
            })
            .flatten();
        match named.as_ref().map(|found| &found.who[..]) {
            Some([who]) => Key::Who(who.clone()),
            _ => Key::Noun(noun.first),
        }
    }

    /// Who is meant by a token, if that is a pronoun of the third person.
    fn pronoun(&mut self, token: usize) -> Option<Key> {
        let text = self.scene.text;
        let norm = text.norm(token);
        match norm {
            "he" | "him" | "his" | "himself" => self.he_or_she(token, Gender::Male),
            "she" | "her" | "hers" | "herself" => self.he_or_she(token, Gender::Female),
            "they" | "them" | "their" | "theirs" | "themselves" => self.nearest(token, true),
            "it" | "its" | "itself" => self.nearest(token, false),
            _ => None,
        }
    }

    fn he_or_she(&self, token: usize, gender: Gender) -> Option<Key> {
        if let Ok(index) = self.scene.meant.binary_search_by_key(&token, |(token, _)| *token) {
            return Some(Key::Who(Who::Named(self.scene.meant[index].1)));
        }
        if let Some(who) = self.sources.get(&token) {
            return Some(Key::Who(who.clone()));
        }
        let named = pronoun::best(self.scene, token, gender).map(|entity| Key::Who(Who::Named(entity)));
        named.or_else(|| self.unnamed(token, gender))
    }

    /// The last person without a name who may have a gender.
    fn unnamed(&self, token: usize, gender: Gender) -> Option<Key> {
        let start = self.scene.sentences_before(token, MEMORY);
        let nouns = latest(self.scene.nouns_in(&(start..token))).iter().rev();
        let told = |noun: &Noun| gender::of_noun(self.scene.text, noun.head());
        let mut fitting = nouns.filter(|noun| !noun.plural && !noun.body && told(noun).is_none_or(|told| told == gender));
        let noun = fitting.next()?;
        self.referents.iter().rev().find(|r| r.tokens == noun.tokens).map(|r| r.key.clone())
    }

    /// Who "they", or "it", means.
    fn nearest(&mut self, token: usize, plural: bool) -> Option<Key> {
        if let Some(who) = self.sources.get(&token) {
            return Some(Key::Who(who.clone()));
        }
        let (scene, text) = (self.scene, self.scene.text);
        let start = scene.sentences_before(token, MEMORY);
        let here = text.tokens[token].sentence;
        let mut best: Option<(f64, &Referent)> = None;
        for referent in latest(&self.referents).iter().filter(|r| r.tokens.start >= start) {
            let fits = if plural { referent.plural || referent.body } else { referent.body && !referent.plural };
            if !fits {
                continue;
            }
            let unlike = plural && !referent.plural;
            let steps = scene.steps(text.tokens[referent.tokens.start].sentence, here) as f64;
            let sentence = text.sentence_of(referent.tokens.start).start;
            let near = (referent.tokens.start - sentence) as f64 / 30.0;
            let hangs = referent.tokens.start > sentence
                && text.is_any(referent.tokens.start - 1, &[Class::Link, Class::Hanging]);
            let points = -steps - near - if hangs { 0.5 } else { 0.0 } - if unlike { 2.0 } else { 0.0 };
            if best.as_ref().is_none_or(|(most, _)| points >= *most) {
                best = Some((points, referent));
            }
        }
        let key = best.map(|(_, referent)| referent.key.clone())?;
        self.referents.push(Referent { tokens: token..token + 1, key: key.clone(), plural, body: !plural });
        Some(key)
    }

    /// The mentions of each, in order.
    fn finish(self) -> Vec<Vec<Range<usize>>> {
        let mut clusters: Vec<Vec<Range<usize>>> = self.all.into_values().collect();
        for cluster in &mut clusters {
            cluster.sort_unstable_by_key(|mention| (mention.start, mention.end));
            cluster.dedup();
        }
        clusters.sort_unstable_by_key(|cluster| cluster[0].start);
        clusters
    }
}

/// Whether a name is only an adjective: "the French team".
fn is_adjective(scene: &Scene<'_>, mention: &Mention) -> bool {
    let text = scene.text;
    let next = mention.tokens.end;
    let word = next < text.tokens.len() && !text.is_mark(next) && !text.is_any(next, &[Class::Function, Class::Finite, Class::Link]);
    mention.tokens.len() == 1 && word && text.is(mention.tokens.start, Class::Native)
}
