//! Scores: from the values of words to a number, a label and evidence.
//!
//! The sum of the values is squashed into −1 to 1. Only + − × ÷ and √ are used,
//! which every machine rounds alike, so that the browser and the terminal agree
//! to the last bit.

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// The tone of a piece of text, with the tokens that made it.
///
/// In a [`Report`](crate::Report) it becomes a [`report::Tone`](crate::report::Tone),
/// whose evidence has spans.
///
/// ```
/// let analyzer = whosaid::Analyzer::new();
/// let text = analyzer.cut("A gunman killed four people.");
/// let tones = analyzer.tones(&text, &[], &Default::default());
/// let tone = tones.paragraphs[0].tone.as_ref().unwrap();
/// assert!(tone.score < 0.0);
/// let sum: f64 = tone.evidence.iter().map(|(_, weight)| weight).sum();
/// assert!((sum - tone.score).abs() < 1e-9);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Tone {
    /// Valence, −1 (most negative) to 1 (most positive).
    pub score: f64,
    /// The tone in a word.
    pub label: ToneLabel,
    /// The tokens that made the score, in order, each with its weight: what it adds to
    /// the score, −1 to 1. The weights add up to the score.
    pub evidence: Vec<(usize, f64)>,
}

/// A tone without evidence: a score and a label.
///
/// ```
/// use whosaid::tone::ToneLabel;
///
/// let report = whosaid::analyze("A gunman killed four people.");
/// assert_eq!(report.tone.unwrap().label, ToneLabel::Negative);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Rating {
    /// Valence, −1 (most negative) to 1 (most positive).
    pub score: f64,
    /// The tone in a word.
    pub label: ToneLabel,
}

/// A tone in a word.
///
/// In JSON it is written in small letters.
///
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum ToneLabel {
    /// The score is below the neutral band.
    Negative,
    /// The score is within the neutral band, ±0.2.
    Neutral,
    /// The score is above the neutral band.
    Positive,
    /// Both good and bad are plainly told.
    Mixed,
}

/// The sum x of a text's values is squashed to `x / √(x² + EASE + EASE_PER_TOKEN · tokens)`.
///
/// The network was trained to predict tone as x / √(tokens + 8). For y, twice that, the
/// formula is `y / √(y² + 1)`.
const EASE: f64 = 2.0;
/// See [`EASE`].
const EASE_PER_TOKEN: f64 = 0.25;
/// The largest value of a token, either way. It keeps each weight within −1 to 1. (In 19
/// of 20 texts of the dev sets, no token is above 1.2.)
pub(super) const STRONGEST: f64 = 1.4;
/// Steps per unit of score: scores and weights are multiples of 1 / 10,000.
pub(super) const STEPS: f64 = 10_000.0;

/// The neutral band: up to this score, either way, a tone is neutral. Scores take the
/// length of a text into account, so one band fits all lengths. Chosen for macro-F1 on
/// the dev sets: the best band is between 0.18 and 0.22 for the field's paragraphs, the
/// other paragraphs, `nyt_par` and `newsmtsc_rw`.
pub(super) const BAND: f64 = 0.20;
/// Of several tones, the mean is mixed if the words of either sign alone would make a
/// score of at least this …
const MIXED: f64 = 0.2;
/// … and the weaker of the two scores is at least this proportion of the stronger.
const MIXED_RATIO: f64 = 0.5;

/// From this evidence on, a tone is mixed. Chosen on dev: lower values find more mixed
/// paragraphs, and macro-F1 of the signs falls.
const LEAST_MIXED: f64 = -0.25;

/// How the network tells a mixed tone, by three numbers that it has learned: what the
/// weaker of the sums of good and of bad words adds to the evidence, what the distance
/// between both adds, and where the evidence starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mixing([f64; 3]);

impl Mixing {
    pub(super) fn new(learned: [f64; 3]) -> Self {
        Mixing(learned)
    }

    /// Whether a tone is mixed. `sum` is what the tokens add to the evidence, `good` and
    /// `bad` are the sums of the values of either sign, both counted positive.
    fn is_mixed(self, sum: f64, good: f64, bad: f64, tokens: usize) -> bool {
        let Mixing([weaker, distance, start]) = self;
        let root = 2.0 * ease(tokens).sqrt();
        let evidence = (sum + weaker * good.min(bad) + distance * (good - bad).abs()) / root + start;
        good.min(bad) > 0.0 && evidence > LEAST_MIXED
    }
}

/// The tone of a text of `tokens` tokens.
///
/// `values` holds the tokens that have a value and their values, in order, and `mixed`
/// the sum of what all tokens add to the evidence of a mixed tone.
pub(super) fn tone(values: &[(usize, f64)], tokens: usize, mixed: f64, mixing: Mixing) -> Tone {
    let total: f64 = values.iter().map(|c| c.1).sum();
    let ratio = 1.0 / (total * total + ease(tokens)).sqrt();
    let steps: Vec<f64> = values.iter().map(|c| c.1 * ratio * STEPS).collect();
    let score = (total * ratio * STEPS).round();
    let evidence = values
        .iter()
        .map(|c| c.0)
        .zip(apportion(&steps, score as i64))
        .filter(|&(_, steps)| steps != 0)
        .map(|(token, steps)| (token, steps as f64 / STEPS))
        .collect();
    let side = |sign: f64| values.iter().map(|c| (c.1 * sign).max(0.0)).sum::<f64>();
    // Adding 0 makes a −0, which an empty sum is, 0.
    let score = score / STEPS + 0.0;
    Tone { score, label: label(score, mixing.is_mixed(mixed, side(1.0), side(-1.0), tokens)), evidence }
}

/// The mean of tones, weighted by their numbers of words; `None` without a word.
pub(super) fn mean(tones: &[&(Tone, usize)]) -> Option<Rating> {
    let words: usize = tones.iter().map(|(_, words)| words).sum();
    if words == 0 {
        return None;
    }
    let side = |sign: f64| {
        let sums = tones.iter().map(|(tone, count)| {
            let weights = tone.evidence.iter().map(|(_, weight)| (weight * sign).max(0.0));
            weights.sum::<f64>() * *count as f64
        });
        sums.sum::<f64>() / words as f64
    };
    let (good, bad) = (side(1.0), side(-1.0));
    let score = ((good - bad) * STEPS).round() / STEPS + 0.0;
    let mixed = good.min(bad) >= MIXED && good.min(bad) >= MIXED_RATIO * good.max(bad);
    Some(Rating { score, label: label(score, mixed) })
}

/// Rounds `parts` to whole numbers that add up to `whole`: those with the largest
/// fractions are rounded up.
pub(super) fn apportion(parts: &[f64], whole: i64) -> Vec<i64> {
    let mut rounded: Vec<i64> = parts.iter().map(|part| part.floor() as i64).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let fraction = |i: usize| parts[i] - parts[i].floor();
    order.sort_by(|&a, &b| fraction(b).total_cmp(&fraction(a)));
    let missing = whole - rounded.iter().sum::<i64>();
    for &i in order.iter().take(usize::try_from(missing).unwrap_or(0)) {
        rounded[i] += 1;
    }
    rounded
}

fn ease(tokens: usize) -> f64 {
    EASE + EASE_PER_TOKEN * tokens as f64
}

/// The label of a score.
fn label(score: f64, is_mixed: bool) -> ToneLabel {
    if is_mixed {
        ToneLabel::Mixed
    } else if score > BAND {
        ToneLabel::Positive
    } else if score < -BAND {
        ToneLabel::Negative
    } else {
        ToneLabel::Neutral
    }
}

#[cfg(test)]
mod tests {
    use super::{BAND, Mixing, Tone, ToneLabel, mean, tone};

    /// Like what the network has learned: strong on both sides, and not far apart.
    const MIXING: Mixing = Mixing([2.0, -1.0, -0.65]);

    /// The tone of a text of `tokens` tokens, of which the first have these values.
    fn toned(values: &[f64], tokens: usize) -> Tone {
        tone(&(0..).zip(values.iter().copied()).collect::<Vec<_>>(), tokens, 0.0, MIXING)
    }

    #[test]
    fn weights_add_up_to_the_score() {
        let rows: [&[f64]; 6] = [
            &[],
            &[1.1],
            &[1.2, -1.2],
            &[0.1; 33],
            &[-0.7, 1.3, 0.2, -1.4, 0.9],
            &[1.4, -1.4, 1.4, -1.4, 1e-9],
        ];
        for values in rows {
            for words in [1, 7, 60, 4000] {
                let tone = toned(values, words);
                let sum: f64 = tone.evidence.iter().map(|e| e.1).sum();
                assert!((sum - tone.score).abs() < 1e-9, "{values:?} {words}: {sum} {}", tone.score);
                assert!(tone.evidence.iter().all(|e| e.1.abs() <= 1.0));
            }
        }
    }

    #[test]
    fn the_same_word_says_less_in_a_longer_text() {
        assert!(toned(&[0.6], 5).score > toned(&[0.6], 50).score);
        assert_eq!(toned(&[0.6], 5).label, ToneLabel::Positive);
        assert_eq!(toned(&[0.6], 100).label, ToneLabel::Neutral);
    }

    #[test]
    fn mixed_is_strong_on_both_sides() {
        assert_eq!(toned(&[1.2, -1.3], 12).label, ToneLabel::Mixed);
        assert_eq!(toned(&[0.3, -0.3], 12).label, ToneLabel::Neutral);
        assert_eq!(toned(&[1.0, -1.4, -1.4, -1.4], 12).label, ToneLabel::Negative);
    }

    #[test]
    fn words_may_tell_that_a_tone_is_mixed() {
        let values = [(0, 0.7), (1, -0.7)];
        let label = |mixed: f64| tone(&values, 12, mixed, MIXING).label;
        assert_eq!((label(0.0), label(2.0)), (ToneLabel::Neutral, ToneLabel::Mixed));
        assert_eq!(tone(&values[..1], 12, 2.0, MIXING).label, ToneLabel::Positive, "without a bad word");
    }

    #[test]
    fn nothing_neutral_lies_beyond_a_band() {
        for value in (-14..15).map(|tenths| f64::from(tenths) / 10.0) {
            let tone = toned(&[value], 20);
            assert_eq!(tone.label == ToneLabel::Neutral, tone.score.abs() <= BAND, "{}", tone.score);
        }
    }

    #[test]
    fn a_mean_lies_between_its_tones() {
        let (good, bad) = ((toned(&[1.2], 10), 10), (toned(&[-0.4, 0.1], 30), 30));
        let mean = mean(&[&good, &bad]).unwrap();
        let expected = (good.0.score * 10.0 + bad.0.score * 30.0) / 40.0;
        assert!((mean.score - expected).abs() < 1e-4, "{} {expected}", mean.score);
    }

    #[test]
    fn no_tone_has_no_mean() {
        assert_eq!(mean(&[]), None);
    }
}
