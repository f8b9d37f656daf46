//! What paragraphs and quotation marks make certain before the network is asked.

use std::ops::Range;

use super::chain::Certain;
use crate::text::{Capital, Quotation, Text};

/// A closed quotation that ends in punctuation and has at least this many words
/// is content. In `PolNeAR`'s training articles 98 in 100 of them are; of
/// those with five words, 94.
const STATEMENT_WORDS: usize = 6;

/// What is certain about a text before the network is asked.
#[derive(Debug)]
pub(super) struct Given {
    /// What is certain about each token.
    pub(super) certain: Vec<Certain>,
    /// The first tokens, in order, of quotations that carry on the one before:
    /// that one never closes, and they start the next paragraph with its mark.
    pub(super) carried_on: Vec<usize>,
}

impl Given {
    pub(super) fn of(text: &Text) -> Self {
        let mut certain = vec![Certain::default(); text.tokens.len()];
        for paragraph in &text.paragraphs {
            if let Some(first) = certain.get_mut(paragraph.tokens.start) {
                first.starts = true;
            }
        }
        let mut carried_on = Vec::new();
        for (index, quotation) in text.quotations.iter().enumerate() {
            let Quotation { tokens, closed, words, .. } = quotation;
            let next = text.quotations.get(index + 1).filter(|next| {
                !closed
                    && next.tokens.start == tokens.end
                    && certain[tokens.end].starts
                    && (!next.opened || text.raw(tokens.end) == text.raw(tokens.start))
            });
            let continues = carried_on.last() == Some(&tokens.start);
            carried_on.extend(next.map(|next| next.tokens.start));
            // A quotation that is a paragraph by itself is content, however short,
            // unless it is a title.
            let titled = tokens.clone().any(|token| text.tokens[token].capital == Capital::Everywhere);
            let alone = !titled && text.paragraphs[text.paragraph_of(tokens.start)].tokens == *tokens;
            let statement = *closed && (*words >= STATEMENT_WORDS || alone) && ends_marked(text, tokens);
            certain[tokens.start].said = statement || next.is_some() || continues;
            if *closed || next.is_some() {
                certain[tokens.start + 1..tokens.end].fill(Certain { goes_on: true, ..Certain::default() });
            }
        }
        Given { certain, carried_on }
    }
}

/// Whether punctuation ends a closed quotation, before the closing mark (“We
/// left.”) or as a comma after it (“We left”,).
fn ends_marked(text: &Text, quotation: &Range<usize>) -> bool {
    let is_mark = |token: usize| {
        token < text.tokens.len() && matches!(text.norm(token), "," | "." | "!" | "?" | "—" | "…" | "...")
    };
    is_mark(quotation.end - 2) || quotation.end < text.tokens.len() && text.norm(quotation.end) == ","
}
