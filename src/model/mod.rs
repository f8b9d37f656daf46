//! The trained network of attributions: features in, scores out.
//!
//! `Network::read` gives each token a score for each label, and `Segment::link`
//! says which spans belong together. Nothing is decided here:
//! [`quotes`](crate::quotes) chooses the labels by these scores, within what is
//! certain about an article (quotation marks, one role per token). `train/` makes
//! the weights.

pub mod features;
mod kernels;
pub(crate) mod layers;
mod network;
pub(crate) mod weights;

use std::ops::Range;

pub(crate) use kernels::{dot, exp, sigmoid};
use layers::Buffers;
pub(crate) use network::Network;
use network::{Links, WIDTH};

use crate::text::Text;

/// Number of labels.
pub(crate) const LABELS: usize = 7;

/// The role of a token in an attribution. "Begin" marks the first token of a span,
/// "In" each of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Label {
    Outside,
    BeginSource,
    InSource,
    BeginCue,
    InCue,
    BeginContent,
    InContent,
}

impl Label {
    /// All labels in the order of their numbers.
    pub(crate) const ALL: [Label; LABELS] = [
        Label::Outside,
        Label::BeginSource,
        Label::InSource,
        Label::BeginCue,
        Label::InCue,
        Label::BeginContent,
        Label::InContent,
    ];

    pub(crate) fn is_content(self) -> bool {
        matches!(self, Label::BeginContent | Label::InContent)
    }

    /// Whether the token continues a span.
    pub(crate) fn goes_on(self) -> bool {
        matches!(self, Label::InSource | Label::InCue | Label::InContent)
    }

    /// Whether a token with this label may come after one labelled `before`: a span is
    /// continued only by a token of its own role.
    pub(crate) fn may_follow(self, before: Label) -> bool {
        !self.goes_on() || before == self || before as u8 + 1 == self as u8
    }
}

/// The most tokens that the network reads at once. It was trained on 256 at a time;
/// longer segments have fewer edges, and at an edge the context is lost.
const SEGMENT: usize = 1024;
/// The largest distance in tokens between the starts of two linked spans; the network
/// was trained on links up to this length.
pub(crate) const REACH: usize = 256;

/// The network's result for a segment: consecutive tokens that it reads at once.
#[derive(Debug)]
pub(crate) struct Segment<'n> {
    network: &'n Network,
    /// The tokens of the segment.
    pub(crate) tokens: Range<usize>,
    /// For each token, the score of each label.
    pub(crate) scores: Vec<[f32; LABELS]>,
    /// For each token, [`WIDTH`] numbers.
    states: Vec<f32>,
}

/// Which spans a link connects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// From a piece of content to its cue.
    CueOfPiece,
    /// From a cue to its source.
    SourceOfCue,
}

impl Network {
    /// The number of each token's word in the vocabulary; 0 for unknown words. All
    /// quotation marks are one word.
    pub(crate) fn words(&self, text: &Text) -> Vec<usize> {
        (0..text.tokens.len()).map(|token| self.word_index(features::word(text, token))).collect()
    }

    /// Reads a text, segment by segment.
    ///
    /// `words` is the result of [`Network::words`] for this text.
    pub(crate) fn read<'n>(
        &'n self,
        text: &'n Text,
        words: &'n [usize],
    ) -> impl Iterator<Item = Segment<'n>> {
        let mut buffers = Buffers::default();
        segments(text).into_iter().map(move |tokens| {
            let states =
                self.states(&features::of(text, tokens.clone()), &words[tokens.clone()], &mut buffers);
            let scores = states.chunks_exact(WIDTH).map(|state| {
                let scores = self.roles.emit.apply(state);
                std::array::from_fn(|label| scores[label])
            });
            Segment { network: self, tokens, scores: scores.collect(), states }
        })
    }

    /// The score of each label (column) when it comes after each other label (row).
    pub(crate) fn transitions(&self) -> [[f32; LABELS]; LABELS] {
        let flat = &self.roles.transitions;
        std::array::from_fn(|before| std::array::from_fn(|after| flat[before * LABELS + after]))
    }
}

/// How an attribution's confidence is computed from the probabilities of its parts.
///
/// It is the logistic function of a weighted sum, fitted on the dev articles (see `MODEL.md`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calibration {
    /// Weights of √(1 − p) for four probabilities p: that the content is content,
    /// that its least likely link to the cue is right, that the cue begins where
    /// it does, and that the link to the source is right.
    pub(crate) weights: [f32; 4],
    /// Added to the weighted sum.
    pub(crate) bias: f32,
    /// Threshold, 0 to 1: attributions of lower confidence are left out.
    pub(crate) least: f32,
}

/// Cuts a text into segments of at most [`SEGMENT`] tokens. Each ends with a
/// paragraph if one fits, or else with a sentence if one fits.
fn segments(text: &Text) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, total) = (0, text.tokens.len());
    while start < total {
        let most = (start + SEGMENT).min(total);
        let end = if most == total {
            total
        } else {
            let sentence = text.tokens[most].sentence;
            let paragraph = text.paragraphs[text.sentences[sentence].paragraph].tokens.start;
            let sentence = text.sentences[sentence].tokens.start;
            [paragraph, sentence].into_iter().find(|&edge| edge > start).unwrap_or(most)
        };
        found.push(start..end);
        start = end;
    }
    found
}

/// The span that another span is linked to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Choice {
    /// Index of the other span; `None` if there is none.
    pub(crate) span: Option<usize>,
    /// The probability of this choice among all candidates, 0 to 1.
    pub(crate) probability: f32,
}

impl Segment<'_> {
    /// Chooses, for each span of `from`, the span of `to` that it is linked to.
    ///
    /// Spans are ranges of tokens within the segment; both lists are in order of the text.
    pub(crate) fn link(
        &self,
        link: Link,
        text: &Text,
        from: &[Range<usize>],
        to: &[Range<usize>],
    ) -> Vec<Choice> {
        let links = match link {
            Link::CueOfPiece => &self.network.cue_of_piece,
            Link::SourceOfCue => &self.network.source_of_cue,
        };
        let rights: Vec<Vec<f32>> = to.iter().map(|span| links.right.apply(&self.ends(span))).collect();
        let choose = |span: &Range<usize>| {
            let ends = self.ends(span);
            let left = links.left.apply(&ends);
            let scale = 1.0 / (left.len() as f32).sqrt();
            let first = to.partition_point(|other| other.start + REACH < span.start);
            let after = to.partition_point(|other| other.start <= span.start + REACH);
            let near = (first..after).map(|index| {
                let score = kernels::dot(&left, &rights[index]) * scale + links.apart(text, span, &to[index]);
                (Some(index), score)
            });
            let nobody = links.nobody.iter().map(|nobody| (None, nobody.apply(&ends)[0]));
            Choice::among(&near.chain(nobody).collect::<Vec<_>>())
        };
        from.iter().map(choose).collect()
    }

    /// For each cue, the probability that what it shows is thought and not said.
    pub(crate) fn thoughts(&self, cues: &[Range<usize>]) -> Vec<f32> {
        let score = |cue| self.network.thought.as_ref().map_or(f32::MIN, |map| map.apply(&self.ends(cue))[0]);
        cues.iter().map(|cue| sigmoid(score(cue))).collect()
    }

    /// The states of a span's first and last token, one after the other.
    fn ends(&self, span: &Range<usize>) -> Vec<f32> {
        let state = |token: usize| {
            let at = (token - self.tokens.start) * WIDTH;
            &self.states[at..at + WIDTH]
        };
        [state(span.start), state(span.end - 1)].concat()
    }
}

impl Choice {
    /// The candidate of the highest score, with its softmax probability. Without
    /// candidates, nothing is linked with certainty.
    fn among(scored: &[(Option<usize>, f32)]) -> Choice {
        let best = scored.iter().copied().max_by(|one, other| one.1.total_cmp(&other.1));
        let Some((span, best)) = best else { return Choice { span: None, probability: 1.0 } };
        let total: f32 = scored.iter().map(|(_, score)| exp(score - best)).sum();
        Choice { span, probability: 1.0 / total }
    }
}

impl Links {
    /// The part of a link's score that depends on the distance between two spans, in
    /// tokens and in sentences.
    fn apart(&self, text: &Text, from: &Range<usize>, to: &Range<usize>) -> f32 {
        let sentence = |span: &Range<usize>| text.tokens[span.start].sentence;
        let between = (sentence(to) + self.sentences.len() / 2).saturating_sub(sentence(from));
        let between = between.min(self.sentences.len() - 1);
        self.distance[bucket(from.start, to.start, self.distance.len())] + self.sentences[between]
    }
}

/// The bucket of a signed distance in tokens.
///
/// Up to 8 tokens, either way, each distance has its own bucket. Beyond that, four
/// buckets cover each doubling of the distance.
fn bucket(from: usize, to: usize, buckets: usize) -> usize {
    const EXACT: usize = 8;
    /// The distances at which buckets start: 8 · 2^(n/4), rounded up.
    const STARTS: [usize; 20] =
        [10, 12, 14, 16, 20, 23, 27, 32, 39, 46, 54, 64, 77, 91, 108, 128, 153, 182, 216, 256];
    let size = from.abs_diff(to);
    let code = size.min(EXACT) + STARTS.partition_point(|&start| start <= size);
    let half = buckets / 2;
    if to < from { half.saturating_sub(code) } else { (half + code).min(buckets - 1) }
}

#[cfg(test)]
pub(crate) mod testing {
    use std::sync::LazyLock;

    use super::Network;
    use crate::files;

    /// The network of attributions that this crate contains, read once for all tests.
    pub(crate) fn network() -> &'static Network {
        static NETWORK: LazyLock<Network> =
            LazyLock::new(|| Network::load(&files::model_weights()).expect("our weights load"));
        &NETWORK
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use serde::Deserialize;

    use super::testing::network;
    use super::{LABELS, Label, Link, SEGMENT, bucket, segments};
    use crate::text::testing::text;

    /// How far a score may differ from the trainer's, which computes in floating
    /// point what is rounded to 16 bits here. Scores lie between about −15 and 15.
    const TOLERANCE: f32 = 0.05;

    /// A text with the trainer's results for it, as `train/fixture.py` writes them.
    #[derive(Deserialize)]
    struct Fixture {
        text: String,
        scores: Vec<[f32; LABELS]>,
        sources: Vec<Tokens>,
        cues: Vec<Tokens>,
        pieces: Vec<Tokens>,
        cue_of_piece: Vec<(Option<usize>, f32)>,
        source_of_cue: Vec<(Option<usize>, f32)>,
    }

    /// The first token and the exclusive end.
    type Tokens = [usize; 2];

    fn ranges(spans: &[Tokens]) -> Vec<Range<usize>> {
        spans.iter().map(|[start, end]| *start..*end).collect()
    }

    #[test]
    fn the_network_computes_what_the_trainer_computes() {
        let fixtures: Vec<Fixture> = serde_json::from_str(include_str!("fixture.json")).unwrap();
        assert!(fixtures.len() >= 3);
        let network = network();
        for fixture in fixtures {
            let text = text(&fixture.text);
            let words = network.words(&text);
            let segment = network.read(&text, &words).next().unwrap();
            assert_eq!(segment.scores.len(), fixture.scores.len());
            for (token, (ours, theirs)) in segment.scores.iter().zip(&fixture.scores).enumerate() {
                for (one, other) in ours.iter().zip(theirs) {
                    assert!((one - other).abs() < TOLERANCE, "{}: {ours:?}, not {theirs:?}", text.raw(token));
                }
            }
            let (sources, cues) = (ranges(&fixture.sources), ranges(&fixture.cues));
            let pieces = ranges(&fixture.pieces);
            let links = [
                (segment.link(Link::CueOfPiece, &text, &pieces, &cues), fixture.cue_of_piece),
                (segment.link(Link::SourceOfCue, &text, &cues, &sources), fixture.source_of_cue),
            ];
            for (ours, theirs) in links {
                assert!(!ours.is_empty());
                for (choice, (span, probability)) in ours.iter().zip(theirs) {
                    assert_eq!(choice.span, span);
                    assert!((choice.probability - probability).abs() < TOLERANCE, "{choice:?}");
                }
            }
        }
    }

    #[test]
    fn labels_follow_each_other_in_spans() {
        assert!(Label::InCue.may_follow(Label::BeginCue) && Label::InCue.may_follow(Label::InCue));
        assert!(!Label::InCue.may_follow(Label::BeginSource) && !Label::InCue.may_follow(Label::Outside));
        assert!(Label::ALL.into_iter().all(|before| Label::BeginContent.may_follow(before)));
    }

    #[test]
    fn buckets_widen_with_the_distance() {
        assert_eq!(bucket(5, 5, 64), 32);
        assert_eq!((bucket(5, 8, 64), bucket(8, 5, 64)), (35, 29));
        assert_eq!((bucket(0, 9, 64), bucket(0, 10, 64), bucket(0, 16, 64)), (40, 41, 44));
        assert_eq!((bucket(0, 5000, 64), bucket(5000, 0, 64)), (60, 4));
    }

    #[test]
    fn segments_end_with_paragraphs_and_miss_nothing() {
        let source = format!("{}\n\n{}", "One two three. ".repeat(200), "Four five six. ".repeat(200));
        let two = text(&source);
        assert_eq!(segments(&two)[0].end, two.paragraphs[1].tokens.start);
        let one_sentence = "word ".repeat(3 * SEGMENT);
        let text = text(&one_sentence);
        let found = segments(&text);
        assert!(found.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert!(found.iter().all(|segment| segment.len() <= SEGMENT));
        assert_eq!(found.last().unwrap().end, text.tokens.len());
    }
}
