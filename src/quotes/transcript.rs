//! Lines of a transcript: "NAME: what is said".
//!
//! A rule beside the network: its training texts hold transcripts, but hardly
//! any of their lines is annotated.

use std::ops::Range;

use super::Candidate;
use crate::text::{Text, TokenKind};

/// Tokens of a name before its colon at most.
const NAME: usize = 6;
/// With this many lines of names and colons an article is a transcript; fewer
/// may be labels ("EMAIL: …").
const TURNS: usize = 3;
/// How often a transcript's line is what its speaker said.
const CONFIDENCE: f64 = 0.95;
/// What stands before a colon at a paragraph's start and speaks not.
const LINE_LABELS: &[&str] = &[
    "photo",
    "image",
    "video",
    "update",
    "read",
    "watch",
    "related",
    "note",
    "exclusive",
    "breaking",
    "poll",
    "analysis",
    "opinion",
    "correction",
    "source",
];

/// The turns of a transcript, in order; none if the text is no transcript.
pub(super) fn turns(text: &Text) -> Vec<Candidate> {
    let turns: Vec<Candidate> = text.paragraphs.iter().filter_map(|p| turn(text, &p.tokens)).collect();
    if turns.len() < TURNS { Vec::new() } else { turns }
}

/// Whether a piece of content holds a token of a turn.
pub(super) fn overlaps(turns: &[Candidate], piece: &Range<usize>) -> bool {
    let index = turns.partition_point(|turn| turn.content[0].end <= piece.start);
    turns.get(index).is_some_and(|turn| {
        let start = turn.source.as_ref().map_or(turn.content[0].start, |name| name.start);
        start < piece.end
    })
}

fn turn(text: &Text, paragraph: &Range<usize>) -> Option<Candidate> {
    let colon = paragraph.clone().take(NAME).find(|&token| text.norm(token) == ":")?;
    let name = paragraph.start..colon;
    let shouted = name.clone().all(|token| !text.raw(token).contains(char::is_lowercase))
        && name.clone().any(|token| text.tokens[token].kind == TokenKind::Word);
    let content = colon + 1..paragraph.end;
    let speaks = shouted && !LINE_LABELS.contains(&text.norm(name.start)) && content.len() >= 2;
    speaks.then(|| Candidate {
        content: vec![content],
        cue: Some(colon..colon + 1),
        source: Some(name),
        confidence: CONFIDENCE,
    })
}
