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
/// may be labels ("EMAIL: …"), unless the article has no other lines.
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
    if turns.len() < TURNS && turns.len() < text.paragraphs.len().max(2) { Vec::new() } else { turns }
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
