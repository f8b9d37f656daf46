//! Chooses the label of each token: a linear chain over the network's scores.
//!
//! What is certain about the text limits the choice: no span crosses the end
//! of a paragraph, nobody starts or stops speaking inside closed quotation
//! marks, and a long quotation that ends in punctuation is content.

use crate::model::{LABELS, Label, exp};

/// What is certain about a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Certain {
    /// It is the first of its paragraph, so it goes on with no span.
    pub(super) starts: bool,
    /// Whether it is content.
    pub(super) part: Part,
}

/// What is certain about whether a token is content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing.
    #[default]
    Open,
    /// It is content.
    Said,
    /// It is content if and only if the token before it is, and then in the same piece.
    GoesOn,
    /// It is part of no attribution.
    Outside,
}

impl Certain {
    /// Whether the token may have a label after another on the token before it.
    fn allows(self, before: Label, label: Label) -> bool {
        label.may_follow(before)
            && !(self.starts && label.goes_on())
            && match self.part {
                Part::Open => true,
                Part::Said => label.is_content(),
                Part::GoesOn => label != Label::BeginContent && label.is_content() == before.is_content(),
                Part::Outside => label == Label::Outside,
            }
    }
}

/// The score of what is impossible; lower than any sum of scores of the network.
const NEVER: f32 = -1e4;

/// The probability of each label of a token, from 0 to 1.
pub(super) type Likely = [f32; LABELS];

/// The scores of the labels of a segment and what is certain about its tokens.
#[derive(Debug)]
pub(super) struct Chain<'a> {
    scores: &'a [[f32; LABELS]],
    certain: &'a [Certain],
    transitions: [[f32; LABELS]; LABELS],
}

impl<'a> Chain<'a> {
    /// Takes the scores of each token and what is certain about it. `transitions`
    /// has the score of each label (column) after each other one (row).
    pub(super) fn new(
        scores: &'a [[f32; LABELS]],
        certain: &'a [Certain],
        transitions: [[f32; LABELS]; LABELS],
    ) -> Self {
        Chain { scores, certain, transitions }
    }

    /// Whether the first token may have a label.
    fn may_start(&self, label: Label) -> bool {
        !label.goes_on()
            && match self.certain[0].part {
                Part::Open | Part::GoesOn => true,
                Part::Said => label.is_content(),
                Part::Outside => label == Label::Outside,
            }
    }

    /// The best sequence of labels (Viterbi).
    pub(super) fn best(&self) -> Vec<Label> {
        let Some(first) = self.scores.first() else { return Vec::new() };
        let mut total: [f32; LABELS] =
            std::array::from_fn(|l| if self.may_start(Label::ALL[l]) { first[l] } else { NEVER });
        let mut back = Vec::with_capacity(self.scores.len());
        for token in 1..self.scores.len() {
            let step = Label::ALL.map(|label| {
                let path = |before: Label| {
                    let possible = self.certain[token].allows(before, label);
                    let change = self.transitions[before as usize][label as usize];
                    total[before as usize] + if possible { change } else { NEVER }
                };
                let from = greatest(Label::ALL.map(path));
                (from, path(from) + self.scores[token][label as usize])
            });
            // Relative to the best, so that sums keep their precision in long texts.
            let most = step.iter().map(|(_, total)| *total).fold(f32::MIN, f32::max);
            total = step.map(|(_, total)| total - most);
            back.push(step.map(|(from, _)| from));
        }
        let mut labels = vec![greatest(total)];
        for from in back.iter().rev() {
            labels.push(from[labels[labels.len() - 1] as usize]);
        }
        labels.reverse();
        labels
    }

    /// The probability of each label of each token, over all sequences that are
    /// possible (forward-backward algorithm).
    pub(super) fn likely(&self) -> Vec<Likely> {
        let factors = self.transitions.map(|row| row.map(exp));
        let weights: Vec<Likely> = self.scores.iter().map(weights).collect();
        let step = |token: usize, before: usize, label: usize| {
            let possible = self.certain[token].allows(Label::ALL[before], Label::ALL[label]);
            if possible { factors[before][label] * weights[token][label] } else { 0.0 }
        };
        let mut likely: Vec<Likely> = Vec::with_capacity(weights.len());
        for (token, weight) in weights.iter().enumerate() {
            let now = std::array::from_fn(|label| match likely.last() {
                Some(last) => (0..LABELS).map(|before| last[before] * step(token, before, label)).sum(),
                None if self.may_start(Label::ALL[label]) => weight[label],
                None => 0.0,
            });
            likely.push(shares(now));
        }
        let mut after = [1.0; LABELS];
        for token in (0..weights.len()).rev() {
            let here = likely[token];
            likely[token] = shares(std::array::from_fn(|label| here[label] * after[label]));
            after = shares(std::array::from_fn(|before| {
                (0..LABELS).map(|label| step(token, before, label) * after[label]).sum()
            }));
        }
        likely
    }
}

/// The label with the largest number; the first of several.
fn greatest(numbers: [f32; LABELS]) -> Label {
    Label::ALL.into_iter().fold(Label::Outside, |best, label| {
        if numbers[label as usize] > numbers[best as usize] { label } else { best }
    })
}

/// Scores as factors, scaled so that the largest is 1.
fn weights(scores: &[f32; LABELS]) -> [f32; LABELS] {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.map(|score| exp(score - most))
}

/// Numbers divided by their sum; equal shares if that is zero.
fn shares(numbers: [f32; LABELS]) -> [f32; LABELS] {
    let sum: f32 = numbers.iter().sum();
    if sum > 0.0 { numbers.map(|number| number / sum) } else { [1.0 / LABELS as f32; LABELS] }
}

#[cfg(test)]
mod tests {
    use super::{Certain, Chain, Part};
    use crate::model::{LABELS, Label};

    /// Scores of 1 for one label of each token, 0 for the others.
    fn leaning(labels: &[Label]) -> Vec<[f32; LABELS]> {
        labels
            .iter()
            .map(|&label| std::array::from_fn(|l| f32::from(u8::from(l == label as usize))))
            .collect()
    }

    const NOTHING: Certain = Certain { starts: false, part: Part::Open };
    const GOES_ON: Certain = Certain { starts: false, part: Part::GoesOn };
    const FREE: [[f32; LABELS]; LABELS] = [[0.0; LABELS]; LABELS];

    #[test]
    fn takes_the_best_labels_that_may_stand_together() {
        let scores = leaning(&[Label::InCue, Label::BeginSource, Label::InSource, Label::BeginCue]);
        let certain = [NOTHING; 4];
        let best = Chain::new(&scores, &certain, FREE).best();
        assert_ne!(best[0], Label::InCue);
        assert_eq!(best[1..], [Label::BeginSource, Label::InSource, Label::BeginCue]);
    }

    #[test]
    fn nobody_stops_speaking_inside_quotation_marks() {
        let scores = leaning(&[Label::BeginContent, Label::InContent, Label::Outside, Label::InContent]);
        let free = Chain::new(&scores, &[NOTHING; 4], FREE).best();
        assert_eq!(free[2], Label::Outside);
        let certain = [NOTHING, GOES_ON, GOES_ON, GOES_ON];
        let best = Chain::new(&scores, &certain, FREE).best();
        assert!(best.iter().all(|label| label.is_content()), "{best:?}");
    }

    #[test]
    fn what_begins_is_content() {
        let scores = leaning(&[Label::Outside; 3]);
        let said = Certain { starts: false, part: Part::Said };
        let certain = [NOTHING, said, GOES_ON];
        let chain = Chain::new(&scores, &certain, FREE);
        assert_eq!(chain.best(), [Label::Outside, Label::BeginContent, Label::InContent]);
        let likely = chain.likely();
        assert!(likely[1][Label::BeginContent as usize] > 0.8 && likely[1][Label::Outside as usize] == 0.0);
    }

    #[test]
    fn no_span_runs_over_the_end_of_a_paragraph() {
        let scores = leaning(&[Label::BeginContent, Label::InContent, Label::InContent]);
        let certain = [NOTHING, NOTHING, Certain { starts: true, ..NOTHING }];
        let best = Chain::new(&scores, &certain, FREE).best();
        assert!(!best[2].goes_on(), "{best:?}");
    }

    #[test]
    fn what_is_outside_has_no_label() {
        let scores = leaning(&[Label::BeginContent, Label::BeginContent, Label::InContent]);
        let outside = Certain { starts: false, part: Part::Outside };
        let best = Chain::new(&scores, &[outside, NOTHING, outside], FREE).best();
        assert_eq!(best, [Label::Outside, Label::BeginContent, Label::Outside]);
    }

    #[test]
    fn likelihoods_are_those_of_all_sequences() {
        let scores =
            [[0.5, 0.1, 0.3, -0.4, 0.9, 0.2, -1.0], [0.1, 1.0, 0.4, 0.3, 0.2, 0.6, 0.8], [0.0; LABELS]];
        let mut transitions = FREE;
        transitions[5][6] = 1.5;
        transitions[0][1] = -0.5;
        let certain = [NOTHING; 3];
        let chain = Chain::new(&scores, &certain, transitions);
        let mut expected = [[0.0_f64; LABELS]; 3];
        for sequence in (0..LABELS.pow(3)).map(|n| [n % LABELS, n / LABELS % LABELS, n / LABELS / LABELS]) {
            let labels = sequence.map(|l| Label::ALL[l]);
            if labels[0].goes_on() || !labels[1].may_follow(labels[0]) || !labels[2].may_follow(labels[1]) {
                continue;
            }
            let change = transitions[sequence[0]][sequence[1]] + transitions[sequence[1]][sequence[2]];
            let score: f32 = (0..3).map(|t| scores[t][sequence[t]]).sum();
            for token in 0..3 {
                expected[token][sequence[token]] += f64::from(score + change).exp();
            }
        }
        let total: f64 = expected[0].iter().sum();
        for (likely, expected) in chain.likely().iter().zip(expected) {
            for (likely, expected) in likely.iter().zip(expected) {
                assert!((f64::from(*likely) - expected / total).abs() < 1e-5);
            }
        }
    }
}
