//! Candidates: attributions that are still being put together.

use std::ops::Range;

use super::Act;

/// An [`Attribution`](super::Attribution) that has no kind and pattern yet; its
/// fields mean the same.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) content: Vec<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) source: Option<Range<usize>>,
    pub(super) act: Act,
    pub(super) confidence: f64,
}
