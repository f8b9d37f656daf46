//! Signatures: “A quotation.” — Ann Lee
//!
//! A rule beside the network: its training articles hold a dozen signed
//! quotations, too few to learn them from.

use std::ops::Range;

use super::candidate::Candidate;
use crate::lexicon::Class;
use crate::text::{Quotation, Text};

/// Tokens of a signature at most, without its dash.
const LENGTH: usize = 12;
/// How often a signed quotation is its signer's.
const CONFIDENCE: f64 = 0.95;

/// The signed quotations, in order.
pub(super) fn find(text: &Text) -> Vec<Candidate> {
    text.quotations.iter().filter_map(|quotation| signed(text, quotation)).collect()
}

fn signed(text: &Text, quotation: &Quotation) -> Option<Candidate> {
    let Range { start, end } = quotation.tokens.clone();
    if !quotation.closed || end >= text.tokens.len() {
        return None;
    }
    // The quotation starts its paragraph; the signature ends that or is the next.
    let own = text.paragraph_of(start);
    let last = text.paragraph_of(end);
    if text.paragraphs[own].tokens.start != start || last > own + 1 {
        return None;
    }
    let dash = end;
    let rest = dash + 1..text.paragraphs[last].tokens.end;
    if !matches!(text.norm(dash), "―" | "—" | "–" | "--" | "-") || rest.len() > LENGTH {
        return None;
    }
    let name = name(text, &rest)?;
    Some(Candidate {
        content: vec![quotation.tokens.clone()],
        cue: Some(dash..dash + 1),
        source: Some(name),
        confidence: CONFIDENCE,
    })
}

/// The capitalised words in front of the first comma, bracket or full stop: all
/// words up to there, or it is no signature but a sentence.
fn name(text: &Text, rest: &Range<usize>) -> Option<Range<usize>> {
    let ends = |token: &usize| text.is_mark(*token) && !matches!(text.norm(*token), "&" | "/" | "’" | "'");
    let end = rest.clone().find(ends).unwrap_or(rest.end);
    let name = rest.start..end;
    let small = |token: usize| text.raw(token).chars().all(|c| !c.is_uppercase());
    let particle = |token: usize| {
        text.is(token, Class::Particle) || matches!(text.norm(token), "of" | "the" | "and" | "&" | "/")
    };
    let is_name =
        !name.is_empty() && !small(name.start) && name.clone().all(|token| !small(token) || particle(token));
    // “…” – An immigrant himself – is no signature: it ends in a dash.
    let closes = end == rest.end || !matches!(text.norm(end), "―" | "—" | "–" | "--" | "-" | ":" | "?" | "!");
    (is_name && closes).then_some(name)
}
