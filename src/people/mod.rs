//! Speakers: the real names behind sources.
//!
//! [`resolve`] reads the names of the article ([`names`]), then goes through
//! the attributions in order: a name is its person, a pronoun the nearest
//! person who fits, a description the person whose role it is. What cannot be
//! told stays what the article calls it, or unknown.

mod names;
mod sources;

use crate::quotes::Attribution;
use crate::report::SpeakerKind;
use crate::text::{Span, Text};

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
    /// Where the speaker is mentioned, in order of the text.
    pub mentions: Vec<Span>,
}

/// Who says an attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// Indices into [`People::speakers`]; empty where it cannot be told.
    pub speakers: Vec<usize>,
    /// Mentions from the source to the name, nearest first.
    pub chain: Vec<Span>,
    /// How sure, 0 to 1.
    pub confidence: f64,
}

/// Finds the speaker of each attribution.
#[must_use]
pub fn resolve(text: &Text, attributions: &[Attribution]) -> People {
    let names = names::Names::find(text);
    sources::Resolver::new(text, names).run(attributions)
}
