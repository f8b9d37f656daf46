//! What paragraphs and quotation marks make certain before the network is asked.

use std::ops::Range;

use super::chain::{Certain, Part};
use crate::text::{Capital, Paragraph, ParagraphKind, Quotation, Text};

/// A closed quotation that ends in punctuation and has at least this many words
/// is content. In `PolNeAR`'s training articles 98 in 100 of them are; of
/// those with five words, 94.
const STATEMENT_WORDS: usize = 6;

/// After a colon, so many words are enough.
const INTRODUCED_WORDS: usize = 3;

/// At most this many paragraphs in a row interrupt the running text: headings,
/// captions, lists of links.
const INTERRUPTING: usize = 12;

/// What is certain about each token before the network is asked.
pub(super) fn certain(text: &Text) -> Vec<Certain> {
    let mut certain = vec![Certain::default(); text.tokens.len()];
    for paragraph in &text.paragraphs {
        if let Some(first) = certain.get_mut(paragraph.tokens.start) {
            first.starts = true;
        }
    }
    read_quotations(text, &mut certain);
    read_blocks(text, &mut certain);
    for paragraph in text.paragraphs.iter().filter(|paragraph| is_silent(paragraph)) {
        certain[paragraph.tokens.clone()].fill(Certain { starts: false, part: Part::Outside });
    }
    certain
}

/// Nobody stops speaking between quotation marks, and long quotations are content.
fn read_quotations(text: &Text, certain: &mut [Certain]) {
    // The first token of what carries on the quotation before.
    let mut carried_on = None;
    for (index, quotation) in text.quotations.iter().enumerate() {
        let Quotation { tokens, closed, words, .. } = quotation;
        let next = if *closed { None } else { continuation(text, index) };
        let continues = carried_on == Some(tokens.start);
        carried_on = next.or(carried_on);
        let goes_on = next.is_some();
        // A quotation that is a paragraph by itself is content, however short,
        // unless it is a title.
        let titled = tokens.clone().any(|token| text.tokens[token].capital == Capital::Everywhere);
        let alone = !titled && text.paragraphs[text.paragraph_of(tokens.start)].tokens == *tokens;
        let long = *words >= STATEMENT_WORDS || *words >= INTRODUCED_WORDS && follows_colon(text, tokens);
        let statement = *closed && (long && alone || (long || alone) && ends_marked(text, tokens));
        if statement || goes_on || continues {
            certain[tokens.start].part = Part::Said;
        }
        if *closed || goes_on {
            certain[tokens.start + 1..tokens.end].fill(Certain { starts: false, part: Part::GoesOn });
        }
    }
}

/// A passage that is set apart is content if a colon introduces it, or if it is plainly
/// said.
fn read_blocks(text: &Text, certain: &mut [Certain]) {
    let mut last: Option<usize> = None;
    for (index, paragraph) in text.paragraphs.iter().enumerate() {
        let block = is_block(paragraph) && paragraph.label.is_none() && !paragraph.core.is_empty();
        let goes_on = block && index.checked_sub(1).is_some_and(|before| last == Some(before));
        if !(goes_on || block && (is_introduced(text, index) || is_personal(text, paragraph))) {
            continue;
        }
        last = Some(index);
        let Range { start, end } = paragraph.core.clone();
        certain[start].part = Part::Said;
        certain[start + 1..end].fill(Certain { starts: false, part: Part::GoesOn });
    }
}

/// Whether nobody is quoted in a paragraph, or its author is known without the network.
fn is_silent(paragraph: &Paragraph) -> bool {
    let authored = is_block(paragraph) && (paragraph.label.is_some() || paragraph.core.is_empty());
    paragraph.kind.is_credit() || paragraph.kind == ParagraphKind::PullQuote || authored
}

/// Whether a paragraph is somebody's text that is set apart.
fn is_block(paragraph: &Paragraph) -> bool {
    matches!(paragraph.kind, ParagraphKind::BlockQuote | ParagraphKind::Post)
}

/// Whether a paragraph follows one that ends in a colon, captions between left out.
fn is_introduced(text: &Text, index: usize) -> bool {
    let mut before = text.paragraphs[..index].iter().rev().take(INTERRUPTING);
    let before = before.find(|paragraph| !paragraph.kind.is_aside());
    before.is_some_and(|before| before.tokens.end > 0 && text.norm(before.tokens.end - 1) == ":")
}

/// Whether somebody speaks of themselves in a paragraph.
fn is_personal(text: &Text, paragraph: &Paragraph) -> bool {
    let own = |token: usize| matches!(text.norm(token), "i" | "we" | "my" | "our" | "me" | "us");
    paragraph.kind == ParagraphKind::Post || paragraph.core.clone().any(own)
}

/// The first token of the quotation that carries on another one, which never closes: it
/// starts the next paragraph of the running text with the same mark.
fn continuation(text: &Text, index: usize) -> Option<usize> {
    let open = text.quotations[index].tokens.start;
    let here = text.paragraph_of(open);
    if text.paragraphs[here].kind.is_aside() {
        return None;
    }
    let opens = |first: usize| {
        let at = text.quotations.partition_point(|quotation| quotation.tokens.start < first);
        let quotation = text.quotations.get(at);
        quotation.is_some_and(|quotation| {
            let same = !quotation.opened || text.raw(first) == text.raw(open);
            quotation.tokens.start == first && same
        })
    };
    let after = text.paragraphs[here + 1..].iter().take(INTERRUPTING);
    for paragraph in after.filter(|paragraph| !paragraph.kind.is_aside()) {
        if opens(paragraph.tokens.start) {
            return Some(paragraph.tokens.start);
        }
        if !paragraph.kind.interrupts() {
            return None;
        }
    }
    None
}

/// Whether a colon stands right before a quotation.
fn follows_colon(text: &Text, quotation: &Range<usize>) -> bool {
    quotation.start > 0 && text.norm(quotation.start - 1) == ":"
}

/// Whether punctuation ends a closed quotation, before the closing mark (“We
/// left.”) or as a comma after it (“We left”,).
fn ends_marked(text: &Text, quotation: &Range<usize>) -> bool {
    let is_mark = |token: usize| {
        token < text.tokens.len() && matches!(text.norm(token), "," | "." | "!" | "?" | "—" | "…" | "...")
    };
    is_mark(quotation.end - 2) || quotation.end < text.tokens.len() && text.norm(quotation.end) == ","
}
