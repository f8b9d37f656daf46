//! The trained network: what it sees of a text, and what it makes of it.
//!
//! `Network::read` gives each token a score for each label and can say how well two
//! spans go together. What is certain about an article (quotation marks, one
//! role per token) is not decided here; [`quotes`](crate::quotes) chooses the
//! labels with these scores. `train/` makes the weights.

pub mod features;
mod kernels;
pub(crate) mod layers;
mod network;
pub(crate) mod weights;

use std::ops::Range;

pub(crate) use kernels::{dot, exp, sigmoid};
use layers::Space;
pub(crate) use network::Network;
use network::{Links, WIDTH};

use crate::text::Text;

/// How many labels there are.
pub(crate) const LABELS: usize = 7;

/// The role of a token in an attribution; "Begin" is the first of a span.
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
    /// All labels, each at its own number.
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

    /// Whether a span goes on here.
    pub(crate) fn goes_on(self) -> bool {
        matches!(self, Label::InSource | Label::InCue | Label::InContent)
    }

    /// Whether the label may stand after another in one span.
    pub(crate) fn may_follow(self, before: Label) -> bool {
        !self.goes_on() || before == self || before as u8 + 1 == self as u8
    }
}

/// Tokens that the network reads at once at most. It was trained on pieces of
/// 256; a longer piece has fewer edges across which nothing is seen.
const SEGMENT: usize = 1024;
/// How far apart spans may be that belong together, as far as it was trained.
pub(crate) const REACH: usize = 256;

/// What the network makes of a stretch of paragraphs.
#[derive(Debug)]
pub(crate) struct Segment<'n> {
    network: &'n Network,
    /// The tokens it is about.
    pub(crate) tokens: Range<usize>,
    /// A score for each label, token by token.
    pub(crate) scores: Vec<[f32; LABELS]>,
    states: Vec<f32>,
}

/// Which spans a link joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// From a piece of content to its cue.
    CueOfPiece,
    /// From a cue to its source.
    SourceOfCue,
}

impl Network {
    /// The number of each token's word in the vocabulary; 0 for words that are
    /// not there. All quotation marks are one word.
    pub(crate) fn words(&self, text: &Text) -> Vec<usize> {
        (0..text.tokens.len()).map(|token| self.word_index(features::word(text, token))).collect()
    }

    /// Reads a text, stretch by stretch.
    ///
    /// `words` are those of [`Network::words`].
    pub(crate) fn read<'n>(
        &'n self,
        text: &'n Text,
        words: &'n [usize],
    ) -> impl Iterator<Item = Segment<'n>> {
        let mut space = Space::default();
        segments(text).into_iter().map(move |tokens| {
            let states = self.states(&features::of(text, tokens.clone()), &words[tokens.clone()], &mut space);
            let scores = states.chunks_exact(WIDTH).map(|state| {
                let scores = self.roles.emit.apply(state);
                std::array::from_fn(|label| scores[label])
            });
            Segment { network: self, tokens, scores: scores.collect(), states }
        })
    }

    /// Scores of a label (column) after another (row).
    pub(crate) fn transitions(&self) -> [[f32; LABELS]; LABELS] {
        let flat = &self.roles.transitions;
        std::array::from_fn(|before| std::array::from_fn(|after| flat[before * LABELS + after]))
    }
}

/// How the probabilities of an attribution's parts make its confidence, fitted on dev.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calibration {
    /// Weights of the roots of what four probabilities lack to 1: that the
    /// content is content, of the least likely link from content to cue, that
    /// the cue begins here, of the link to the source.
    pub(crate) weights: [f32; 4],
    /// Added to their sum, before the logistic function.
    pub(crate) bias: f32,
    /// What is less sure than this is better left out.
    pub(crate) least: f32,
}

/// Stretches of at most [`SEGMENT`] tokens that end at a paragraph, or else a
/// sentence, if one does.
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

/// What a span goes with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Choice {
    /// Index of the other span; `None` if it goes with nothing.
    pub(crate) span: Option<usize>,
    /// How likely that is beside all others, 0 to 1.
    pub(crate) probability: f32,
}

impl Segment<'_> {
    /// For each span of `from`, which of `to` it goes with. Both are in order.
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

    /// The states of a span's first and last token.
    fn ends(&self, span: &Range<usize>) -> Vec<f32> {
        let state = |token: usize| {
            let at = (token - self.tokens.start) * WIDTH;
            &self.states[at..at + WIDTH]
        };
        [state(span.start), state(span.end - 1)].concat()
    }
}

impl Choice {
    /// The best of some, or nothing among none.
    fn among(scored: &[(Option<usize>, f32)]) -> Choice {
        let best = scored.iter().copied().max_by(|one, other| one.1.total_cmp(&other.1));
        let Some((span, best)) = best else { return Choice { span: None, probability: 1.0 } };
        let total: f32 = scored.iter().map(|(_, score)| exp(score - best)).sum();
        Choice { span, probability: 1.0 / total }
    }
}

impl Links {
    /// The part of the score that comes from how far apart two spans are.
    fn apart(&self, text: &Text, from: &Range<usize>, to: &Range<usize>) -> f32 {
        let sentence = |span: &Range<usize>| text.tokens[span.start].sentence;
        let between = (sentence(to) + self.sentences.len() / 2).saturating_sub(sentence(from));
        let between = between.min(self.sentences.len() - 1);
        self.distance[bucket(from.start, to.start, self.distance.len())] + self.sentences[between]
    }
}

/// A signed distance in tokens as a bucket: exact to 8, then a quarter of a
/// doubling each.
fn bucket(from: usize, to: usize, buckets: usize) -> usize {
    const EXACT: usize = 8;
    /// 8 · 2^(n/4), rounded up: the distances at which the next bucket starts.
    const STARTS: [usize; 20] =
        [10, 12, 14, 16, 20, 23, 27, 32, 39, 46, 54, 64, 77, 91, 108, 128, 153, 182, 216, 256];
    let size = from.abs_diff(to);
    let code = size.min(EXACT) + STARTS.partition_point(|&start| start <= size);
    let half = buckets / 2;
    if to < from { half.saturating_sub(code) } else { (half + code).min(buckets - 1) }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use serde::Deserialize;

    use super::{LABELS, Label, Link, Network, SEGMENT, bucket, segments};
    use crate::files;
    use crate::text::testing::text;

    /// How far a score may be from the trainer's, which computes in floating
    /// point what is rounded to 16 bits here. Scores lie between about −15 and 15.
    const TOLERANCE: f32 = 0.05;

    /// What `train/fixture.py` writes of a text.
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

    /// First token and the exclusive end.
    type Tokens = [usize; 2];

    fn ranges(spans: &[Tokens]) -> Vec<Range<usize>> {
        spans.iter().map(|[start, end]| *start..*end).collect()
    }

    #[test]
    fn the_network_computes_what_the_trainer_computes() {
        let fixtures: Vec<Fixture> = serde_json::from_str(include_str!("fixture.json")).unwrap();
        assert!(fixtures.len() >= 3);
        let network = Network::load(&files::model_weights()).unwrap();
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
