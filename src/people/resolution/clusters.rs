//! Clusters: all mentions of each person or body, by name, noun or pronoun.
//!
//! Sources are resolved first, as for the report. Then every name, noun and pronoun of the third
//! person is read in order of the text: a noun is somebody with a name, by the same rules, or
//! whoever was called so before, and a pronoun is the likeliest of those mentioned before it.
//!
//! A report would rather leave somebody unknown than be wrong half of the time. Here the
//! likeliest is always taken, as coreference is scored so.

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

/// "they", "it" and "he" who has no name mean somebody in the same sentence or at most this many
/// before.
const MEMORY: usize = 3;

// What speaks against somebody whom "they" or "it" may mean, in sentences between.

/// For each word before it in its sentence: who comes first is its subject.
const WORD: f64 = 1.0 / 30.0;
/// It depends on a preposition.
const HANGS: f64 = 0.5;
/// It is one body, and the pronoun is "they".
const ONE: f64 = 2.0;

/// Whose mentions a cluster has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// Somebody with a name, or a source without one.
    Who(Who),
    /// Somebody without a name, by the index of the first noun.
    Noun(usize),
    /// Several with names, by the indices of their entities.
    Several(Vec<usize>),
    /// Somebody's: the "wife" of Ann Lee.
    Of(Box<Key>, String),
}

/// Somebody whom "they" or "it" may mean.
struct Referent {
    tokens: Range<usize>,
    key: Key,
    plural: bool,
    body: bool,
}

/// All mentions of each person or body that are found, in order.
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
    /// Who the source is whose noun, or pronoun, is a token.
    sources: HashMap<usize, Key>,
    /// Whom a noun beside a name tells of: "judge" in "Ann Lee, a former judge".
    told: HashMap<usize, Key>,
    /// Who the nouns are that are the same as the first of them, by its index.
    known: HashMap<usize, Key>,
    /// In order of the text, as far as it is read.
    referents: Vec<Referent>,
    all: HashMap<Key, Vec<Range<usize>>>,
}

impl<'s, 't> Clusters<'s, 't> {
    /// Clusters of names, sources and what stands beside names.
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
                clusters.sources.insert(phrases::head(text, &core), Key::Who(who.clone()));
                clusters.add(Key::Who(who.clone()), core);
            }
        }
        for (entity, words, noun) in roles::told_after(text, names) {
            clusters.told.insert(noun, named(entity));
            clusters.add(named(entity), words);
        }
        for mention in names.mentions.iter().filter(|mention| !is_adjective(text, mention)) {
            clusters.add(named(mention.entity), mention.tokens.clone());
        }
        clusters
    }

    fn add(&mut self, key: Key, tokens: Range<usize>) {
        self.all.entry(key).or_default().push(tokens);
    }

    /// Reads names, nouns and pronouns in order of the text.
    fn read(&mut self) {
        let scene = self.scene;
        let mut names = scene.names.mentions.iter().peekable();
        let mut nouns = scene.nouns.iter().peekable();
        for token in 0..scene.text.tokens.len() {
            while let Some(mention) = names.next_if(|mention| mention.tokens.end <= token + 1) {
                self.name(mention);
            }
            while let Some(noun) = nouns.next_if(|noun| noun.head() == token) {
                let key = self.noun(noun);
                let Noun { tokens, plural, body, .. } = noun.clone();
                self.referents.push(Referent { tokens, key, plural, body });
            }
            if let Some(key) = self.pronoun(token) {
                self.add(key, token..token + 1);
            }
        }
    }

    /// Remembers who is named, and those who are named together.
    fn name(&mut self, mention: &Mention) {
        let (key, body) = (named(mention.entity), self.scene.may_be_body(mention.entity));
        self.referents.push(Referent { tokens: mention.tokens.clone(), key, plural: false, body });
        let sentence = self.scene.text.sentence_of(mention.tokens.start).start;
        let Some(list) = pair::listed(self.scene, sentence..mention.tokens.end) else { return };
        if list.last().is_some_and(|last| last.tokens == mention.tokens) {
            let mut entities: Vec<usize> = list.iter().map(|m| m.entity).collect();
            entities.sort_unstable();
            entities.dedup();
            let (key, tokens) = (Key::Several(entities), list[0].tokens.start..mention.tokens.end);
            self.add(key.clone(), tokens.clone());
            self.referents.push(Referent { tokens, key, plural: true, body: false });
        }
    }

    /// Finds who a noun is, and adds it.
    fn noun(&mut self, noun: &Noun) -> Key {
        if let Some(source) = self.sources.get(&noun.head()).cloned() {
            return self.known.entry(noun.first).or_insert(source).clone();
        }
        if let Some(told) = self.told.get(&noun.head()) {
            return told.clone();
        }
        let owner = if noun.opening == Opening::Possessive { self.pronoun(noun.tokens.start) } else { None };
        let key = match owner {
            Some(owner) => Key::Of(Box::new(owner), self.scene.text.words(&noun.words()).to_lowercase()),
            None => self.known.get(&noun.first).cloned().unwrap_or_else(|| self.called_again(noun)),
        };
        self.add(key.clone(), noun.tokens.clone());
        key
    }

    /// Somebody with a name whom a noun calls again, or else whoever was called so first.
    fn called_again(&self, noun: &Noun) -> Key {
        let (scene, tokens) = (self.scene, &noun.tokens);
        let again = || {
            role::by_same_words(scene, tokens)
                .or_else(|| role::by_role(scene, tokens))
                .or_else(|| body::recalled(scene, tokens))
        };
        let found = if noun.opening == Opening::Definite && !noun.plural { again() } else { None };
        match found.as_ref().map(|found| &found.who[..]) {
            Some([who]) => Key::Who(who.clone()),
            _ => Key::Noun(noun.first),
        }
    }

    /// Who is meant by a token, if that is a pronoun of the third person.
    fn pronoun(&mut self, token: usize) -> Option<Key> {
        let norm = self.scene.text.norm(token);
        let known = |clusters: &Self| clusters.sources.get(&token).cloned();
        match norm {
            "he" | "him" | "his" | "himself" => known(self).or_else(|| self.person(token, Gender::Male)),
            "she" | "her" | "hers" | "herself" => known(self).or_else(|| self.person(token, Gender::Female)),
            "they" | "them" | "their" | "theirs" | "themselves" => {
                known(self).or_else(|| self.nearest(token, true))
            }
            "it" | "its" | "itself" => known(self).or_else(|| self.nearest(token, false)),
            _ => None,
        }
    }

    /// Who "he" or "she" means: somebody with a name, or else the last person without one.
    fn person(&self, token: usize, gender: Gender) -> Option<Key> {
        if let Some(entity) = self.scene.meant_by(token).or_else(|| pronoun::best(self.scene, token, gender))
        {
            return Some(named(entity));
        }
        let start = self.scene.sentences_before(token, MEMORY);
        let text = self.scene.text;
        let fits = |r: &&Referent| {
            let told = gender::of_noun(text, r.tokens.end - 1);
            !matches!(r.key, Key::Who(Who::Named(_)) | Key::Several(_))
                && !r.plural
                && !r.body
                && told.is_none_or(|told| told == gender)
        };
        let near = latest(&self.referents).iter().rev().take_while(|r| r.tokens.start >= start);
        near.filter(fits).map(|r| r.key.clone()).next()
    }

    /// Who "they", or "it", means; that is mentioned once more.
    fn nearest(&mut self, token: usize, plural: bool) -> Option<Key> {
        let start = self.scene.sentences_before(token, MEMORY);
        let near = latest(&self.referents).iter().filter(|r| r.tokens.start >= start);
        let fitting = near.filter(|r| if plural { r.plural || r.body } else { r.body && !r.plural });
        let far = |r: &Referent| self.distance(r, token) + if plural && !r.plural { ONE } else { 0.0 };
        // Of two that are as near, the last.
        let nearest = fitting.rev().min_by(|one, other| far(one).total_cmp(&far(other)))?;
        let key = nearest.key.clone();
        self.referents.push(Referent { tokens: token..token + 1, key: key.clone(), plural, body: !plural });
        Some(key)
    }

    /// How far somebody is from a pronoun, in sentences.
    fn distance(&self, referent: &Referent, token: usize) -> f64 {
        let text = self.scene.text;
        let at = referent.tokens.start;
        let sentence = text.sentence_of(at).start;
        let steps = self.scene.steps(text.tokens[at].sentence, text.tokens[token].sentence);
        let hangs = at > sentence && text.is_any(at - 1, &[Class::Link, Class::Hanging]);
        steps as f64 + WORD * (at - sentence) as f64 + if hangs { HANGS } else { 0.0 }
    }

    /// The mentions of each, in order.
    fn finish(self) -> Vec<Vec<Range<usize>>> {
        let mut clusters: Vec<Vec<Range<usize>>> = self.all.into_values().collect();
        for cluster in &mut clusters {
            cluster.sort_unstable_by_key(|mention| (mention.start, mention.end));
            cluster.dedup();
        }
        clusters.sort_unstable_by_key(|cluster| (cluster[0].start, cluster[0].end, cluster.len()));
        clusters
    }
}

fn named(entity: usize) -> Key {
    Key::Who(Who::Named(entity))
}

/// Whether a name is only an adjective: "the French team".
fn is_adjective(text: &Text, mention: &Mention) -> bool {
    let ends = |t: usize| text.is_mark(t) || text.is_any(t, &[Class::Function, Class::Finite, Class::Link]);
    let alone = mention.tokens.len() == 1 && text.is(mention.tokens.start, Class::Native);
    alone && text.after(mention.tokens.start).is_some_and(|next| !ends(next))
}

#[cfg(test)]
mod tests {
    use crate::people::testing::clusters;

    /// The mentions of the only one who is mentioned twice or more.
    fn one(article: &str) -> Vec<String> {
        let [cluster] = &clusters(article)[..] else { panic!("{:?} in {article}", clusters(article)) };
        cluster.clone()
    }

    #[test]
    fn the_same_noun_is_the_same_people() {
        let bakers = "Young players went home. It rained on the young players.";
        assert_eq!(one(bakers), ["Young players", "the young players"]);
        let baby = "A small baby waited. The baby was cold.";
        assert_eq!(one(baby), ["A small baby", "The baby"]);
        // A second one is somebody else.
        assert!(clusters("A baby waited. A baby was cold.").is_empty());
        // The noun of a phrase is its last.
        assert!(clusters("The patient room was cold. The patient record was lost.").is_empty());
    }

    #[test]
    fn somebody_with_a_name_is_called_again() {
        assert_eq!(
            one("Ann Lee, a former judge, left. Her coat was found by the judge."),
            ["Ann Lee", "former judge", "Her", "the judge"]
        );
        let bank = "Shares in Alma Bank fell. Nobody waited, for the bank closed.";
        assert_eq!(one(bank), ["Alma Bank", "the bank"]);
    }

    #[test]
    fn pronouns_of_every_place() {
        let she =
            "[Mary Lee] <said> that it rained. “I saw her, and they gave her coat to her,” it was told.";
        assert_eq!(one(she), ["Mary Lee", "her", "her", "her"]);
        let they = "Visitors left their coats, and nobody saw them.";
        assert_eq!(one(they), ["Visitors", "their", "them"]);
        let team = "Alma United lost its cup. It was late.";
        assert_eq!(one(team), ["Alma United", "its", "It"]);
    }

    #[test]
    fn they_are_those_who_are_named_together() {
        let pair = "Mary Lee and John Ek left. It rained on their boat.";
        assert_eq!(one(pair), ["Mary Lee and John Ek", "their"]);
    }

    #[test]
    fn whose_husband_tells_them_apart() {
        let husbands = "Mary Lee left. Her husband waited. It rained on her husband.";
        let all = clusters(husbands);
        assert!(all.contains(&vec!["Her husband".to_owned(), "her husband".to_owned()]), "{all:?}");
    }

    #[test]
    fn an_adjective_names_nobody() {
        assert!(clusters("The French cup was lost. The French boat was late.").is_empty());
    }
}
