//! Spans: stretches of the article.

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// A half-open range of offsets into the article, written `[start, end]`.
///
/// Rust callers count UTF-8 bytes, so a span slices a `&str`;
/// [`Report::with_offsets`](crate::report::Report::with_offsets) turns a
/// whole report into another unit. As JSON a span is a pair of numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(type = "[number, number]"))]
pub struct Span {
    /// The offset of its first character.
    pub start: usize,
    /// Exclusive end: the offset right after its last character.
    pub end: usize,
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Span { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}
