//! Signed quotations: “It rained.” — Ann Lee
//!
//! Found by rule and not by the network: its training articles have about a
//! dozen signed quotations, too few to learn from.

use std::ops::Range;

use super::Act;
use super::candidate::Candidate;
use crate::lexicon::Class;
use crate::text::{ParagraphKind, Quotation, Text};

/// A signature has at most this many tokens, its dash not counted.
const LENGTH: usize = 12;
/// The probability that whoever signs a quotation says it.
const CONFIDENCE: f64 = 0.95;

/// The signed quotations, in order.
pub(super) fn find(text: &Text) -> Vec<Candidate> {
    text.quotations.iter().filter_map(|quotation| signed(text, quotation)).collect()
}

/// The attribution of a quotation, if a signature follows it.
fn signed(text: &Text, quotation: &Quotation) -> Option<Candidate> {
    let Range { start, end } = quotation.tokens.clone();
    if !quotation.closed || end >= text.tokens.len() {
        return None;
    }
    // The quotation starts its paragraph. The signature ends that paragraph, or
    // is the next one.
    let own = text.paragraph_of(start);
    // A block quotation has its author already, and a pull quote is said elsewhere.
    if text.paragraphs[own].label.is_some() || text.paragraphs[own].kind == ParagraphKind::PullQuote {
        return None;
    }
    let last = text.paragraph_of(end);
    if text.paragraphs[own].tokens.start != start || last > own + 1 {
        return None;
    }
    let dash = end;
    let rest = dash + 1..text.paragraphs[last].tokens.end;
    if !text.is_dash(dash) || rest.len() > LENGTH {
        return None;
    }
    let name = name(text, &rest)?;
    Some(Candidate {
        content: vec![quotation.tokens.clone()],
        cue: Some(dash..dash + 1),
        source: Some(name),
        act: Act::Said,
        confidence: CONFIDENCE,
    })
}

/// The name in a signature: the words before its first mark. Nothing if they are
/// not all capitalized or small words of names: then it is no signature but a
/// sentence.
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
    let closes = end == rest.end || !text.is_dash(end) && !matches!(text.norm(end), ":" | "?" | "!");
    (is_name && closes).then_some(name)
}
