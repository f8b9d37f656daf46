//! Posts and block quotations: paragraphs that are somebody's own words, without
//! quotation marks and without a cue, under the name of their author.
//!
//! Found by rule and not by the network: a page shows whose they are by where the
//! name stands. Those without an author's name are left to the network (`given`).

use std::ops::Range;

use super::Act;
use super::candidate::Candidate;
use crate::text::{Paragraph, ParagraphKind, Text};

/// The probability that the author beside a passage wrote it.
const CONFIDENCE: f64 = 0.95;

/// The posts and block quotations that have an author, in order. Paragraphs in a row
/// with the same author are one.
pub(super) fn find(text: &Text) -> Vec<Candidate> {
    let authored = |paragraph: &&Paragraph| {
        matches!(paragraph.kind, ParagraphKind::BlockQuote | ParagraphKind::Post)
            && paragraph.label.is_some()
            && paragraph.core.clone().any(|token| !text.is_mark(token))
    };
    let paragraphs: Vec<&Paragraph> = text.paragraphs.iter().filter(authored).collect();
    let one = paragraphs.chunk_by(|before, next| before.label == next.label);
    one.map(|paragraphs| Candidate {
        content: paragraphs.iter().map(|paragraph| paragraph.core.clone()).collect(),
        cue: None,
        source: paragraphs[0].label.clone(),
        act: Act::Said,
        confidence: CONFIDENCE,
    })
    .collect()
}

/// Whether all of some content is in paragraphs in which somebody else than the
/// reporter speaks.
pub(super) fn is_speech(text: &Text, content: &[Range<usize>]) -> bool {
    content.iter().all(|piece| text.paragraphs[text.paragraph_of(piece.start)].kind.is_speech())
}
