//! Turns of a conversation ("NAME: It rained") and headlines with a quotation
//! ("Mayor: ‘No’").
//!
//! Found by rule and not by the network: its training texts have transcripts,
//! but few of their lines are annotated, and they have few such headlines.

use std::ops::Range;

use super::Act;
use super::candidate::Candidate;
use crate::text::{Paragraph, ParagraphKind, Text, Turn};

/// The colon after a name is among this many tokens of a headline.
const NAME: usize = 6;
/// The probability that these are what their speakers say.
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
            act: Act::Said,
            confidence: CONFIDENCE,
        })
    };
    headings.filter_map(said).collect()
}

/// What is said in the paragraphs of a conversation, in order.
pub(super) fn turns(text: &Text) -> Vec<Candidate> {
    let said = |turn: &Turn| Candidate {
        content: vec![turn.words.clone()],
        cue: turn.cue.clone(),
        source: turn.source.clone(),
        act: Act::Said,
        confidence: CONFIDENCE,
    };
    text.turns.iter().map(said).collect()
}

/// The colon after what may be a name at the start of a paragraph.
fn colon(text: &Text, paragraph: &Range<usize>) -> Option<usize> {
    paragraph.clone().take(NAME).find(|&token| text.norm(token) == ":")
}
