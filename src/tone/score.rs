//! Scores: from contributions to a number, a label and evidence.
//!
//! The sum of the contributions is squashed into −1 to 1. Only + − × ÷ and √
//! are used, which every machine rounds alike, so that the browser and the
//! terminal agree to the last bit.

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// The tone of a piece of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Tone {
    /// Valence, −1 (most negative) to 1 (most positive).
    pub score: f64,
    /// The score in a word.
    pub label: ToneLabel,
    /// Tokens that made the score, in order, with what each adds; that adds up to the score.
    pub evidence: Vec<(usize, f64)>,
}

/// A tone without the words that made it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Rating {
    /// Valence, −1 (most negative) to 1 (most positive).
    pub score: f64,
    /// The score in a word.
    pub label: ToneLabel,
}

/// A tone in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum ToneLabel {
    /// Clearly negative.
    Negative,
    /// Neither, or too little to tell.
    Neutral,
    /// Clearly positive.
    Positive,
    /// Clearly both.
    Mixed,
}

/// Squashing is `x / √(x² + EASE + EASE_PER_TOKEN · tokens)`: the network was
/// taught with the sum over the root of the tokens and eight, and this is what
/// `y / √(y² + 1)` makes of twice that.
const EASE: f64 = 2.0;
const EASE_PER_TOKEN: f64 = 0.25;
/// No token adds more than this either way, so that no weight leaves −1 to 1.
/// (On dev, 19 in 20 texts have none above 1.2.)
pub(super) const STRONGEST: f64 = 1.4;
/// Scores count in steps of 1 / 10,000.
const STEPS: f64 = 10_000.0;

/// A tone is neutral up to this score either way. The score has the length in
/// it, so one band fits all lengths. Chosen for macro-F1 on the dev sets: `nyt`,
/// `nyt_par`, `newsmtsc_rw` and paragraphs want 0.14 to 0.18.
pub(super) const BAND: f64 = 0.18;
/// A heading up to this: few words, each of them chosen to be strong. Best for
/// the dev headlines that have a neutral class, `affect` and `sentfin` together:
/// macro-F1 0.745, and 0.741 with [`BAND`].
pub(super) const HEADING_BAND: f64 = 0.25;

/// Mixed: either sign alone would make a score of at least this, …
const MIXED: f64 = 0.2;
/// … and has this share of the other's.
const MIXED_SHARE: f64 = 0.5;

/// The tone of `tokens` tokens in which these contributions stand; neutral within `band`.
pub(super) fn tone(contributions: &[(usize, f64)], tokens: usize, band: f64) -> Tone {
    let total: f64 = contributions.iter().map(|c| c.1).sum();
    let ratio = 1.0 / (total * total + ease(tokens)).sqrt();
    let shares: Vec<f64> = contributions.iter().map(|c| c.1 * ratio * STEPS).collect();
    let score = (total * ratio * STEPS).round();
    let evidence = contributions
        .iter()
        .map(|c| c.0)
        .zip(apportion(&shares, score as i64))
        .filter(|&(_, steps)| steps != 0)
        .map(|(token, steps)| (token, steps as f64 / STEPS))
        .collect();
    let side = |sign: f64| {
        let sum = contributions.iter().map(|c| (c.1 * sign).max(0.0)).sum::<f64>();
        sum / (sum * sum + ease(tokens)).sqrt()
    };
    // No "-0": a sum of nothing starts as one.
    let score = score / STEPS + 0.0;
    Tone { score, label: label(score, side(1.0), side(-1.0), band), evidence }
}

/// The mean of tones, each counted by its words; `None` of none.
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
    Some(Rating { score, label: label(score, good, bad, BAND) })
}

/// Rounds shares to whole numbers that add up to `whole`: the largest
/// remainders are rounded up.
fn apportion(shares: &[f64], whole: i64) -> Vec<i64> {
    let mut rounded: Vec<i64> = shares.iter().map(|share| share.floor() as i64).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let remainder = |i: usize| shares[i] - shares[i].floor();
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)));
    let missing = whole - rounded.iter().sum::<i64>();
    for &i in order.iter().take(usize::try_from(missing).unwrap_or(0)) {
        rounded[i] += 1;
    }
    rounded
}

fn ease(tokens: usize) -> f64 {
    EASE + EASE_PER_TOKEN * tokens as f64
}

/// `good` and `bad` is the score that either sign alone would make.
fn label(score: f64, good: f64, bad: f64, neutral: f64) -> ToneLabel {
    if good.min(bad) >= MIXED && good.min(bad) >= MIXED_SHARE * good.max(bad) {
        ToneLabel::Mixed
    } else if score > neutral {
        ToneLabel::Positive
    } else if score < -neutral {
        ToneLabel::Negative
    } else {
        ToneLabel::Neutral
    }
}

#[cfg(test)]
mod tests {
    use super::{BAND, HEADING_BAND, Tone, ToneLabel, mean, tone};

    /// The tone of a text of `tokens` tokens with these contributions.
    fn toned(values: &[f64], tokens: usize) -> Tone {
        tone(&(0..).zip(values.iter().copied()).collect::<Vec<_>>(), tokens, BAND)
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
    fn a_heading_may_sound_strong_and_be_neutral() {
        let label = |band| tone(&[(0, 0.5)], 8, band).label;
        assert_eq!((label(BAND), label(HEADING_BAND)), (ToneLabel::Positive, ToneLabel::Neutral));
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
