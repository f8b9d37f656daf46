//! "He" and "she": whom of the persons named before.
//!
//! Each candidate is described by a few numbers and scored by their weighted
//! sum; `train/pronouns.py` fits the weights on annotated coreference.

use crate::model::exp;

/// What is known of a candidate, for its last mention (by name, as a source, or by
/// “he” or “she”) before the pronoun:
///
/// 0. in the same sentence
/// 1. one sentence before
/// 2. behind a preposition or “and”
/// 3. the logarithm (base 2, rounded down) of the sentences between, plus one
/// 4. in the same paragraph
/// 5. the last person to be a source
/// 6. a source in that sentence
/// 7. the first person of its sentence that is no possessor and does not hang as in 2,
///    or “he” or “she”
/// 8. a possessor ("Lee's plan")
/// 9. between quotation marks, while the pronoun is not
/// 10. known to be of the pronoun's gender
/// 11. the logarithm of how often it was named before, plus one
///
/// All but 3 and 11 are 0 or 1.
pub(super) type Signs = [f64; 12];

/// What each sign is worth.
const WEIGHTS: Signs = [0.81, 1.06, -0.19, -1.16, 0.81, 0.68, -0.05, 0.90, 0.26, 0.05, 1.31, 0.11];

/// The probability of each candidate beside the others.
pub(super) fn likely(candidates: &[Signs]) -> Vec<f64> {
    let scores: Vec<f64> = candidates
        .iter()
        .map(|signs| signs.iter().zip(WEIGHTS).map(|(sign, weight)| sign * weight).sum())
        .collect();
    let most = scores.iter().copied().fold(f64::MIN, f64::max);
    let powers: Vec<f64> = scores.iter().map(|score| f64::from(exp((score - most) as f32))).collect();
    let total: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / total).collect()
}
