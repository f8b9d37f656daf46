//! Scores: from contributions to a number, a label and evidence.
//!
//! The sum of the contributions is squashed into −1 to 1. Only + − × ÷ and √
//! are used, which every machine rounds alike, so that the browser and the
//! terminal agree to the last bit.

use crate::report::{Evidence, Tone, ToneLabel};
use crate::text::Span;

/// Squashing is VADER's `x / √(x² + 15)`, with 16 for 15: the square of the
/// strongest contribution, so that no single weight leaves −1 to 1.
const EASE: f64 = 16.0;
/// What each word adds to it, for the same sum says less in a longer text.
/// Tuned for r on NYT sentences and paragraphs (train): 0 to 4 differ by 0.01
/// and 0.02.
const EASE_PER_WORD: f64 = 1.5;
/// Scores count in steps of 1 / 10,000.
const STEPS: f64 = 10_000.0;

/// A tone is neutral up to this score, …
const BAND: f64 = 0.05;
/// … wider for longer texts, in which single words say less, …
const BAND_PER_WORD: f64 = 0.006;
/// … up to this. Tuned for macro-F1 on NYT sentences and paragraphs (train
/// and dev) and our own paragraphs (dev), which want 0.1, 0.3 and 0.15.
const WIDEST_BAND: f64 = 0.22;

/// Mixed: contributions of either sign add up to this, …
const MIXED: f64 = 1.8;
/// … more in longer texts, …
const MIXED_PER_WORD: f64 = 0.035;
/// … up to this, …
const MIXED_MOST: f64 = 3.4;
/// … and to this share of the other sign's. Tuned for precision on our own
/// paragraphs (dev).
const MIXED_SHARE: f64 = 0.5;

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
    // No "-0": a sum of nothing starts as one.
    let score = score / STEPS + 0.0;
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
    let words = words as f64;
    let band = (BAND + BAND_PER_WORD * words).min(WIDEST_BAND);
    if is_mixed(contributions, words) {
        ToneLabel::Mixed
    } else if score > band {
        ToneLabel::Positive
    } else if score < -band {
        ToneLabel::Negative
    } else {
        ToneLabel::Neutral
    }
}

fn is_mixed(contributions: &[(Span, f64)], words: f64) -> bool {
    let side = |sign: f64| contributions.iter().map(|c| (c.1 * sign).max(0.0)).sum::<f64>();
    let (good, bad) = (side(1.0), side(-1.0));
    let least = (MIXED + MIXED_PER_WORD * words).min(MIXED_MOST);
    good.min(bad) >= least && good.min(bad) >= MIXED_SHARE * good.max(bad)
}

#[cfg(test)]
mod tests {
    use super::tone;
    use crate::report::{Tone, ToneLabel};
    use crate::text::Span;

    /// The tone of a text of `words` words with these contributions.
    fn toned(values: &[f64], words: usize) -> Tone {
        let spans = (0..).map(|i| Span { start: i, end: i + 1 });
        tone(&spans.zip(values.iter().copied()).collect::<Vec<_>>(), words)
    }

    #[test]
    fn weights_add_up_to_the_score() {
        let rows: [&[f64]; 6] = [
            &[],
            &[3.1],
            &[2.0, -2.0],
            &[0.1; 33],
            &[-0.7, 1.3, 0.2, -4.0, 1.9],
            &[4.0, -4.0, 4.0, -4.0, 1e-9],
        ];
        for values in rows {
            for words in [1, 7, 60, 4000] {
                let tone = toned(values, words);
                let sum: f64 = tone.evidence.iter().map(|e| e.weight).sum();
                assert!((sum - tone.score).abs() < 1e-9, "{values:?} {words}: {sum} {}", tone.score);
                assert!(tone.evidence.iter().all(|e| e.weight.abs() <= 1.0));
            }
        }
    }

    #[test]
    fn the_same_word_says_less_in_a_longer_text() {
        assert!(toned(&[1.5], 5).score > toned(&[1.5], 50).score);
        assert_eq!(toned(&[1.5], 5).label, ToneLabel::Positive);
        assert_eq!(toned(&[1.5], 100).label, ToneLabel::Neutral);
    }

    #[test]
    fn mixed_is_strong_on_both_sides() {
        assert_eq!(toned(&[2.5, -2.7], 12).label, ToneLabel::Mixed);
        assert_eq!(toned(&[0.8, -0.8], 12).label, ToneLabel::Neutral);
        assert_eq!(toned(&[2.5, -8.0], 12).label, ToneLabel::Negative);
    }
}
