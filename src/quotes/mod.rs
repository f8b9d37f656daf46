//! Attributions: who said it, by which word, and what.
//!
//! [`find`] goes through the article sentence by sentence. Each pattern
//! ([`Rule`]) claims the words it takes for content, and no two attributions
//! share a word. The order is from the surest to the least sure: quotation
//! marks with a cue beside them, cues behind what is said, cues before it,
//! quotation marks alone.

mod cues;
mod extent;
mod finder;
mod grammar;
mod marks;

use std::ops::Range;

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

/// An attribution in tokens, while it is being put together.
#[derive(Clone, Debug)]
struct Candidate {
    content: Vec<Range<usize>>,
    cue: Option<Range<usize>>,
    source: Option<Range<usize>>,
    rule: Rule,
}

/// Finds the attributions of an article, in order of their first content.
#[must_use]
pub fn find(text: &Text) -> Vec<Attribution> {
    let grammar = grammar::Grammar::new(text);
    let mut candidates = finder::Finder::new(&grammar).run();
    candidates.sort_by_key(|candidate| candidate.content[0].start);
    let turns = candidates.iter().filter(|candidate| candidate.rule == Rule::Transcript).count();
    let is_transcript = turns >= TURNS;
    candidates.iter().map(|candidate| finish(&grammar, candidate, is_transcript)).collect()
}

/// With this many "NAME:" lines an article is a transcript; fewer may be
/// labels ("EMAIL: …").
const TURNS: usize = 3;

fn finish(grammar: &grammar::Grammar, candidate: &Candidate, is_transcript: bool) -> Attribution {
    let text = grammar.text;
    let span = |range| text.span_of(range);
    Attribution {
        kind: match candidate.rule {
            // A transcript gives the very words.
            Rule::Transcript => QuoteKind::Direct,
            _ => kind(grammar, &candidate.content),
        },
        content: candidate.content.iter().map(span).collect(),
        cue: candidate.cue.iter().map(span).collect(),
        source: candidate.source.iter().map(span).collect(),
        rule: candidate.rule,
        confidence: confidence(candidate.rule, is_transcript),
    }
}

fn kind(grammar: &grammar::Grammar, content: &[Range<usize>]) -> QuoteKind {
    let words = content.iter().cloned().flatten().filter(|&t| grammar.is_word(t));
    let (inside, outside): (Vec<_>, Vec<_>) = words.partition(|&t| grammar.quotation_at(t).is_some());
    match (inside.is_empty(), outside.is_empty()) {
        (true, _) => QuoteKind::Indirect,
        (false, true) => QuoteKind::Direct,
        (false, false) => QuoteKind::Mixed,
    }
}

/// The share of a pattern's finds that have the right content and source, on
/// the training articles of `PolNeAR`. (It leaves most transcripts without
/// annotations, though hardly any speaker is surer than a transcript's.)
fn confidence(rule: Rule, is_transcript: bool) -> f64 {
    match rule {
        Rule::QuoteMarks => 0.9,
        Rule::Transcript if is_transcript => 0.95,
        Rule::ThatClause | Rule::Parenthetical => 0.8,
        Rule::BareClause | Rule::AccordingTo => 0.74,
        Rule::NounPhrase | Rule::Infinitive => 0.55,
        Rule::Transcript => 0.4,
        Rule::QuoteAlone => 0.3,
    }
}

/// For each token, where it stands to the quotation marks around it: 0
/// outside, 1 opening, 2 inside, 3 closing; 4 opening and 5 inside a quotation
/// that never closes.
#[must_use]
pub fn quotation_states(text: &Text) -> Vec<u32> {
    let mut states = vec![0; text.tokens.len()];
    for quotation in marks::find(text) {
        let tokens = quotation.tokens;
        let (open, inside) = if quotation.closed { (1, 2) } else { (4, 5) };
        states[tokens.clone()].fill(inside);
        states[tokens.start] = open;
        if quotation.closed {
            states[tokens.end - 1] = 3;
        }
    }
    states
}
