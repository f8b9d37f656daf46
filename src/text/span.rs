//! Spans of the source.

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// A half-open range of offsets into the article, written `[start, end]`.
///
/// Rust callers count UTF-8 bytes, so a span slices a `&str`;
/// [`Report::with_offsets`](crate::report::Report::with_offsets) turns a
/// whole report into another unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(type = "[number, number]"))]
pub struct Span {
    /// First offset inside.
    pub start: usize,
    /// Exclusive end: first offset after it.
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
