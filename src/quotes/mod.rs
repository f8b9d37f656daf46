//! Attributions: who said it, by which word, and what.

use crate::report::{QuoteKind, Rule};
use crate::text::{Span, Text};

/// Something that somebody says, writes or thinks, before its speaker has a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// How much of the content stands between quotation marks.
    pub kind: QuoteKind,
    /// What is said, in pieces in order of the text.
    pub content: Vec<Span>,
    /// The words that show that it is said.
    pub cue: Vec<Span>,
    /// The words that name who says it.
    pub source: Vec<Span>,
    /// The pattern that found it.
    pub rule: Rule,
    /// How often the pattern is right, 0 to 1.
    pub confidence: f64,
}

/// Finds the attributions of an article, in order of their first content.
#[must_use]
pub fn find(_text: &Text) -> Vec<Attribution> {
    Vec::new()
}
