//! Scores: from contributions to a number, a label and evidence.
//!
//! The sum of the contributions is squashed into −1 to 1. Only + − × ÷ and √
//! are used, which every machine rounds alike, so that the browser and the
//! terminal agree to the last bit.

use crate::report::{Evidence, Tone, ToneLabel};
use crate::text::Span;

/// Squashing, after VADER's `x / √(x² + 15)`: the fewer words, the more each
/// counts. The square of the sum at which a text of no length reaches 0.7; at
/// least 16, so that no single contribution (at most 4) outweighs 1.
const EASE: f64 = 16.0;
/// What each further word adds.
const EASE_PER_WORD: f64 = 1.5;
/// Scores count in steps of 1 / 10,000.
const STEPS: f64 = 10_000.0;

/// A tone is neutral up to this score, …
const BAND: f64 = 0.05;
/// … wider for longer texts, …
const BAND_PER_WORD: f64 = 0.003;
/// … up to this.
const WIDEST_BAND: f64 = 0.3;
/// Mixed: as much of either sign, …
const MIXED_LEAST: f64 = 3.5;
/// … and this share of the other.
const MIXED_SHARE: f64 = 0.6;

/// The tone of `words` words in which these contributions stand.
pub(super) fn tone(contributions: &[(Span, f64)], words: usize) -> Tone {
    let total: f64 = contributions.iter().map(|c| c.1).sum();
    let ratio = 1.0 / (total * total + EASE + EASE_PER_WORD * words as f64).sqrt();
    let shares: Vec<f64> = contributions.iter().map(|c| c.1 * ratio * STEPS).collect();
    let score = (total * ratio * STEPS).round();
    let spans = contributions.iter().map(|c| c.0);
    let evidence = spans
        .zip(apportion(&shares, score as i64))
        .filter(|&(_, steps)| steps != 0)
        .map(|(span, steps)| Evidence { span, weight: steps as f64 / STEPS })
        .collect();
    let score = score / STEPS;
    Tone { score, label: label(score, contributions, words), evidence }
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

fn label(score: f64, contributions: &[(Span, f64)], words: usize) -> ToneLabel {
    let side = |sign: f64| contributions.iter().map(|c| (c.1 * sign).max(0.0)).sum::<f64>();
    let (good, bad) = (side(1.0), side(-1.0));
    let band = (BAND + BAND_PER_WORD * words as f64).min(WIDEST_BAND);
    if good.min(bad) >= MIXED_LEAST && good.min(bad) >= MIXED_SHARE * good.max(bad) {
        ToneLabel::Mixed
    } else if score > band {
        ToneLabel::Positive
    } else if score < -band {
        ToneLabel::Negative
    } else {
        ToneLabel::Neutral
    }
}
