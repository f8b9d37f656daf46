//! Speakers: the real names of sources.
//!
//! A pipeline: `mentions` finds names in the text, `entities` says which of
//! them are one person or body, `roles` and `votes` what the article shows of
//! each: what they do, and whether they are a man or a woman. Then `resolution` goes through the attributions in order: a name is
//! its person, a pronoun the likeliest person who fits, a description the
//! person whose role it is. What cannot be told stays what the article calls
//! it, or unknown. `speakers` numbers those who say something.

mod entities;
mod gender;
mod mentions;
mod phrases;
mod resolution;
mod roles;
mod scene;
mod speakers;
mod votes;

use std::ops::Range;

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

use crate::quotes::Attribution;
use crate::text::Text;

/// What sort of speaker it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum SpeakerKind {
    /// One person.
    Person,
    /// A named body ("the Foreign Ministry").
    Organization,
    /// People without names ("analysts").
    Group,
    /// Cannot be told.
    Unknown,
}

/// The speakers of an article and who says what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// Speakers in order of their first attribution.
    pub speakers: Vec<Person>,
    /// For each attribution, in the same order, who says it.
    pub said_by: Vec<Resolved>,
}

/// A speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The fullest name that the article gives.
    pub name: String,
    /// What sort of speaker it is.
    pub kind: SpeakerKind,
    /// What the article says they are.
    pub role: Option<String>,
    /// Where the speaker is mentioned: tokens, in order of the text.
    pub mentions: Vec<Range<usize>>,
}

/// Who says an attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// Indices into [`People::speakers`]; empty where it cannot be told.
    pub speakers: Vec<usize>,
    /// Mentions (tokens) from the source to the name, nearest first; without
    /// speakers, the names of those who may be meant, likeliest first.
    pub chain: Vec<Range<usize>>,
    /// How sure, 0 to 1.
    pub confidence: f64,
}

/// Finds the speaker of each attribution.
#[must_use]
pub(crate) fn resolve(text: &Text, attributions: &[Attribution]) -> People {
    let names = named(text);
    speakers::gather(&names, resolution::run(text, &names, attributions))
}

/// Who is named, with what the article shows of them.
fn named(text: &Text) -> entities::Names {
    let mut names = entities::Names::find(text);
    roles::read(text, &mut names);
    votes::read(text, &mut names);
    names
}

/// What `train/pronouns.py` wants of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pronouns {
    /// Where each person or body is named: tokens.
    pub names: Vec<Vec<Range<usize>>>,
    /// Every "he" and "she" outside quotation marks.
    pub pronouns: Vec<Pronoun>,
}

/// A "he" or "she" and who may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Pronoun {
    /// The word.
    pub token: usize,
    /// What is known of each candidate, and its index in [`Pronouns::names`].
    pub candidates: Vec<(Signs, usize)>,
}

/// What is known of somebody who may be meant by "he" or "she", for their last
/// mention (by name, as a source, or by “he” or “she”) before the pronoun:
///
/// 0. in the same sentence
/// 1. one sentence before
/// 2. after a preposition or “and”
/// 3. the logarithm (base 2, rounded down) of the sentences between, plus one
/// 4. in the same paragraph
/// 5. the last person to be a source
/// 6. a source in that sentence
/// 7. the first person of its sentence that is no possessor and does not hang as in 2,
///    or “he” or “she”
/// 8. a possessor ("Lee's plan")
/// 9. between quotation marks, while the pronoun is not
/// 10. known to be of the pronoun's gender
/// 11. the logarithm of how often it was named before, plus one
///
/// All but 3 and 11 are 0 or 1.
pub type Signs = [f64; 12];

/// Finds who may be meant by every "he" and "she".
#[must_use]
pub(crate) fn pronouns(text: &Text, attributions: &[Attribution]) -> Pronouns {
    resolution::pronouns(text, &named(text), attributions)
}

/// Attributions posed by hand, so that tests need no network.
#[cfg(test)]
pub(crate) mod testing {
    use std::ops::Range;

    use super::{People, SpeakerKind, resolve};
    use crate::quotes::{Attribution, QuoteKind, Rule};
    use crate::text::Text;
    use crate::text::testing::text;

    /// An article of a test without its marks, and what they mark: a source (true) or a cue.
    fn unmarked(marked: &str) -> (String, Vec<(bool, Range<usize>)>) {
        let mut article = String::new();
        let mut parts: Vec<(bool, Range<usize>)> = Vec::new();
        for c in marked.chars() {
            match c {
                '[' | '<' => parts.push((c == '[', article.len()..article.len())),
                ']' | '>' => parts.last_mut().expect("a mark opens first").1.end = article.len(),
                _ => article.push(c),
            }
        }
        (article, parts)
    }

    fn tokens(text: &Text, bytes: &Range<usize>) -> Range<usize> {
        let start = text.tokens.partition_point(|t| t.span.end <= bytes.start);
        start..text.tokens.partition_point(|t| t.span.start < bytes.end)
    }

    fn attribution(text: &Text, source: Option<Range<usize>>, cue: Option<Range<usize>>) -> Attribution {
        let said = cue.clone().or(source.clone()).expect("one of both is there");
        let sentence = text.sentence_of(said.start);
        let content =
            if said.end < sentence.end { said.end..sentence.end } else { sentence.start..said.start };
        Attribution {
            kind: QuoteKind::Indirect,
            content: vec![content],
            cue,
            source,
            rule: Rule::ThatClause,
            confidence: 1.0,
        }
    }

    /// Resolves an article in which `[…]` marks each source and `<…>` each cue;
    /// a source and a cue side by side in a sentence are one attribution.
    fn read(marked: &str) -> (String, People) {
        let (article, parts) = unmarked(marked);
        let text = text(&article);
        let mut attributions = Vec::new();
        let mut parts =
            parts.into_iter().map(|(is_source, bytes)| (is_source, tokens(&text, &bytes))).peekable();
        while let Some((is_source, one)) = parts.next() {
            let sentence = text.tokens[one.start].sentence;
            let other = parts.next_if(|(source, other)| {
                *source != is_source && text.tokens[other.start].sentence == sentence
            });
            let other = other.map(|(_, other)| other);
            let (source, cue) = if is_source { (Some(one), other) } else { (other, Some(one)) };
            attributions.push(attribution(&text, source, cue));
        }
        let people = resolve(&text, &attributions);
        (article.clone(), people)
    }

    /// The names of the speakers of each attribution.
    pub(crate) fn names(marked: &str) -> Vec<Vec<String>> {
        let (_, people) = read(marked);
        let name = |&id: &usize| people.speakers[id].name.clone();
        people.said_by.iter().map(|who| who.speakers.iter().map(name).collect()).collect()
    }

    /// The role of each speaker.
    pub(crate) fn roles(marked: &str) -> Vec<Option<String>> {
        read(marked).1.speakers.into_iter().map(|person| person.role).collect()
    }

    /// What sort each speaker is.
    pub(crate) fn kinds(marked: &str) -> Vec<SpeakerKind> {
        read(marked).1.speakers.into_iter().map(|person| person.kind).collect()
    }

    /// The words that lead from each source to its name.
    pub(crate) fn chains(marked: &str) -> Vec<Vec<String>> {
        let (article, people) = read(marked);
        let text = text(&article);
        let words = |tokens: &Range<usize>| text.words(tokens).to_owned();
        people.said_by.iter().map(|who| who.chain.iter().map(words).collect()).collect()
    }

    pub(crate) const NOBODY: [&str; 0] = [];
}
