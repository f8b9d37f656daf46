//! Speakers: the tone of what somebody says is the mean of the tones of their
//! attributions, each counted by its words.
//!
//! So it lies between those tones, and a reader can check it against the rows of
//! the table. Squashing the sum of all the words, as for a paragraph, would not do:
//! many faint words would make a strong tone that no single row has.

use super::score::{self, STEPS, Tone};
use crate::people::People;

/// The tone of each speaker; `None` without a word.
///
/// `said` holds the tone of each attribution with its number of words; `None` without
/// a word.
pub(super) fn tones(said: &[Option<(Tone, usize)>], people: &People) -> Vec<Option<Tone>> {
    let mut theirs: Vec<Vec<&(Tone, usize)>> = vec![Vec::new(); people.speakers.len()];
    for (weighed, who) in said.iter().zip(&people.said_by) {
        for &speaker in &who.speakers {
            theirs[speaker].extend(weighed);
        }
    }
    theirs.iter().map(|tones| mean(tones)).collect()
}

/// The mean of tones, weighted by their numbers of words, with the words that made it;
/// `None` without a tone.
fn mean(tones: &[&(Tone, usize)]) -> Option<Tone> {
    let rating = score::mean(tones)?;
    let all: usize = tones.iter().map(|(_, words)| words).sum();
    let mut shares: Vec<(usize, f64)> = Vec::new();
    for (tone, words) in tones {
        let share = *words as f64 / all as f64;
        shares.extend(tone.evidence.iter().map(|&(token, weight)| (token, weight * share * STEPS)));
    }
    // The pieces of one attribution may stand around those of another.
    shares.sort_unstable_by_key(|&(token, _)| token);
    let (tokens, steps): (Vec<usize>, Vec<f64>) = shares.into_iter().unzip();
    let whole = (rating.score * STEPS).round() as i64;
    let weights = tokens.into_iter().zip(score::apportion(&steps, whole));
    let weights = weights.filter(|&(_, steps)| steps != 0);
    let evidence = weights.map(|(token, steps)| (token, steps as f64 / STEPS)).collect();
    Some(Tone { score: rating.score, label: rating.label, evidence })
}

#[cfg(test)]
mod tests {
    use super::mean;
    use crate::tone::score::{self, Mixing, Tone};

    /// The tone of so many words, of which some, from token `start` on, have these values.
    fn toned(start: usize, values: &[f64], words: usize) -> (Tone, usize) {
        let values: Vec<_> = (start..).zip(values.iter().copied()).collect();
        (score::tone(&values, words, 0.0, Mixing::new([0.0; 3])), words)
    }

    #[test]
    fn many_faint_rows_make_no_strong_tone() {
        let rows: Vec<_> = (0..24).map(|row| toned(20 * row, &[-0.3], 20)).collect();
        let tone = mean(&rows.iter().collect::<Vec<_>>()).unwrap();
        assert!((tone.score - rows[0].0.score).abs() < 1e-9, "{} {}", tone.score, rows[0].0.score);
    }

    #[test]
    fn a_row_counts_by_its_words() {
        let (good, bad) = (toned(0, &[1.2], 10), toned(10, &[-1.2, 0.1], 30));
        let tone = mean(&[&good, &bad]).unwrap();
        let expected = (good.0.score * 10.0 + bad.0.score * 30.0) / 40.0;
        assert!((tone.score - expected).abs() < 1e-4, "{} {expected}", tone.score);
    }

    #[test]
    fn weights_add_up_to_the_score_in_order_of_the_text() {
        let rows = [toned(3, &[0.7, -1.1, 0.2], 9), toned(0, &[-0.6, 0.9], 7), toned(8, &[-1.1, 0.2], 5)];
        let tone = mean(&rows.iter().collect::<Vec<_>>()).unwrap();
        let sum: f64 = tone.evidence.iter().map(|(_, weight)| weight).sum();
        assert!((sum - tone.score).abs() < 1e-9, "{sum} {}", tone.score);
        let tokens: Vec<usize> = tone.evidence.iter().map(|&(token, _)| token).collect();
        assert_eq!(tokens, [0, 1, 3, 4, 5, 8, 9]);
    }

    #[test]
    fn who_says_nothing_has_no_tone() {
        assert_eq!(mean(&[]), None);
    }
}
