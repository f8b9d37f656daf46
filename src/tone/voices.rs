//! Voices: which words of a paragraph are the narrator's and which are quoted.

use std::ops::Range;

use crate::lexicon::Class;
use crate::quotes::Attribution;
use crate::text::{Text, TokenKind};

/// The part that a token plays in attributions.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Outside,
    /// In a cue or a source: the narrator's words, but no statement.
    Frame,
    Content,
}

/// The part of every token of an article.
pub(super) struct Parts(Vec<Part>);

impl Parts {
    pub(super) fn new(text: &Text, attributions: &[Attribution]) -> Self {
        let mut parts = vec![Part::Outside; text.tokens.len()];
        for tokens in attributions.iter().flat_map(|a| a.cue.iter().chain(&a.source)) {
            parts[tokens.clone()].fill(Part::Frame);
        }
        // Content comes last: the cue of an attribution inside the content of another is
        // content.
        for tokens in attributions.iter().flat_map(|a| &a.content) {
            parts[tokens.clone()].fill(Part::Content);
        }
        Parts(parts)
    }

    /// The narrator's tokens in a range, as ranges.
    pub(super) fn outside(&self, tokens: &Range<usize>) -> Vec<Range<usize>> {
        self.runs(tokens, |part| part != Part::Content)
    }

    /// The quoted tokens in a range, as ranges.
    pub(super) fn inside(&self, tokens: &Range<usize>) -> Vec<Range<usize>> {
        self.runs(tokens, |part| part == Part::Content)
    }

    /// The longest ranges of consecutive tokens whose part satisfies `belongs`.
    fn runs(&self, tokens: &Range<usize>, belongs: impl Fn(Part) -> bool) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for t in tokens.clone().filter(|&t| belongs(self.0[t])) {
            match runs.last_mut() {
                Some(run) if run.end == t => run.end += 1,
                _ => runs.push(t..t + 1),
            }
        }
        runs
    }

    /// Whether the narrator says more in these ranges of tokens than who spoke and when:
    /// a word outside cues and sources that is not light, or a charged word anywhere
    /// ("blasted"). Meaningful only in a paragraph with quoted words.
    pub(super) fn speaks(&self, text: &Text, ranges: &[Range<usize>], charged: &[bool]) -> bool {
        let light =
            |t: usize| text.norm(t).ends_with("day") || text.is(t, Class::Light) || text.norm(t) == "'s";
        let says =
            |t: usize| self.0[t] == Part::Outside && text.tokens[t].kind == TokenKind::Word && !light(t);
        ranges.iter().any(|range| range.clone().any(|t| says(t) || charged[t]))
    }
}
