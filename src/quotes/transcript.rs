//! Lines of a transcript: "NAME: what is said"; and headlines: "Mayor: ‘No’".
//!
//! A rule beside the network: its training texts hold transcripts, but hardly
//! any of their lines is annotated, and few headlines.

use std::ops::Range;

use super::candidate::Candidate;
use crate::lexicon::Class;
use crate::text::{Paragraph, ParagraphKind, Text, TokenKind};

/// Tokens of a name before its colon at most.
const NAME: usize = 6;
/// With this many lines of names and colons an article is a transcript; fewer
/// may be labels ("EMAIL: …"), unless the article has no other lines.
const TURNS: usize = 3;
/// How often a transcript's line is what its speaker said.
const CONFIDENCE: f64 = 0.95;
/// The headings that are a name, a colon and a quotation, in order.
pub(super) fn headlines(text: &Text) -> Vec<Candidate> {
    let headings = text.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Heading);
    let said = |paragraph: &Paragraph| {
        let colon = colon(text, &paragraph.tokens)?;
        let name = paragraph.tokens.start..colon;
        let named = name.clone().all(|token| text.raw(token).starts_with(char::is_uppercase));
        let index = text.quotations.partition_point(|quotation| quotation.tokens.start <= colon);
        let quotation = text.quotations.get(index)?.tokens.clone();
        (named && !name.is_empty() && quotation == (colon + 1..paragraph.tokens.end)).then(|| Candidate {
            content: vec![quotation],
            cue: Some(colon..colon + 1),
            source: Some(name),
            confidence: CONFIDENCE,
        })
    };
    headings.filter_map(said).collect()
}

/// The turns of a transcript, in order; none if the text is no transcript.
pub(super) fn turns(text: &Text) -> Vec<Candidate> {
    let turns: Vec<Candidate> = text.paragraphs.iter().filter_map(|p| turn(text, &p.tokens)).collect();
    if turns.len() < TURNS && turns.len() < text.paragraphs.len().max(2) { Vec::new() } else { turns }
}

/// The colon after what may be a name at the start of a paragraph.
fn colon(text: &Text, paragraph: &Range<usize>) -> Option<usize> {
    paragraph.clone().take(NAME).find(|&token| text.norm(token) == ":")
}

fn turn(text: &Text, paragraph: &Range<usize>) -> Option<Candidate> {
    let colon = colon(text, paragraph)?;
    let name = paragraph.start..colon;
    let shouted = name.clone().all(|token| !text.raw(token).contains(char::is_lowercase))
        && name.clone().any(|token| text.tokens[token].kind == TokenKind::Word);
    let content = colon + 1..paragraph.end;
    let speaks = shouted && !text.is(name.start, Class::LineLabel) && content.len() >= 2;
    speaks.then(|| Candidate {
        content: vec![content],
        cue: Some(colon..colon + 1),
        source: Some(name),
        confidence: CONFIDENCE,
    })
}
