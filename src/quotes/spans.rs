//! Spans: what labels of tokens, one by one, come to.

use std::ops::Range;

use crate::model::Label;

/// The spans of each role, in order of the text.
#[derive(Debug, Default)]
pub(super) struct Spans {
    pub(super) sources: Vec<Range<usize>>,
    pub(super) cues: Vec<Range<usize>>,
    pub(super) pieces: Vec<Range<usize>>,
}

impl Spans {
    pub(super) fn of(labels: &[Label], first: usize) -> Self {
        let mut spans = Spans::default();
        for (index, label) in labels.iter().enumerate() {
            let token = first + index;
            let role = match label {
                Label::Outside => continue,
                Label::BeginSource | Label::InSource => &mut spans.sources,
                Label::BeginCue | Label::InCue => &mut spans.cues,
                Label::BeginContent | Label::InContent => &mut spans.pieces,
            };
            match role.last_mut() {
                Some(last) if label.goes_on() => last.end = token + 1,
                _ => role.push(token..token + 1),
            }
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::Spans;
    use crate::model::Label::{BeginContent, BeginCue, BeginSource, InContent, InCue, Outside};

    #[test]
    fn neighbouring_labels_of_a_role_are_one_span() {
        let labels = [BeginSource, BeginCue, InCue, Outside, BeginContent, InContent, BeginContent];
        let spans = Spans::of(&labels, 10);
        assert_eq!((spans.sources.len(), &spans.sources[0]), (1, &(10..11)));
        assert_eq!((spans.cues.len(), &spans.cues[0]), (1, &(11..13)));
        assert_eq!(spans.pieces, [14..16, 16..17]);
    }
}
