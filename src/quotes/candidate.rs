//! Candidates: attributions while they are being put together.

use std::ops::Range;

/// An attribution in tokens, while it is being put together.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) content: Vec<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) source: Option<Range<usize>>,
    pub(super) confidence: f64,
}
