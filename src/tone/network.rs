//! The network that weighs words: what each token adds to a tone, given its
//! neighbours in the paragraph.
//!
//! A word enters as the vectors that [`model`](crate::model) has of it, some
//! numbers of its own, and what the lexicon and the rules of `context` say; a
//! name enters as a name. Out come two numbers for each token: by how much the
//! ruled valence counts, and what the words say beside it. What is close to
//! nothing is nothing, so that few words make a tone. `train/tone.py` is the
//! same network where it is trained.

use super::inputs::Input;
use super::score::STRONGEST;
use crate::model::layers::{Space, Stack};
use crate::model::weights::{Error, Weights};
use crate::model::{self, dot};
use crate::text::{Text, TokenKind};

/// A network with its weights.
#[derive(Debug)]
pub(super) struct Network {
    /// Numbers of each word that the model knows, one word behind the other.
    own: Vec<f32>,
    /// How many each has.
    own_size: usize,
    stack: Stack,
    /// For the share of the valence, and what is added to it: weights and a bias.
    out: [(Vec<f32>, f32); 2],
    /// What is nearer to 0 than this is 0.
    least: f32,
}

impl Network {
    /// What each token adds to a tone, before the sum is squashed.
    ///
    /// `progress` hears how many tokens have been weighed.
    pub(super) fn values(
        &self,
        text: &Text,
        inputs: &[Input<'_>],
        reader: &model::Network,
        progress: &mut dyn FnMut(usize),
    ) -> Vec<f64> {
        let mut space = Space::default();
        let mut values = Vec::with_capacity(inputs.len());
        for paragraph in &text.paragraphs {
            let inputs = &inputs[paragraph.tokens.clone()];
            self.extend(text, paragraph.tokens.start, inputs, reader, &mut space, &mut values);
            progress(paragraph.tokens.end);
        }
        values
    }

    /// Reads a file of weights, as `train/export.py` writes it.
    pub(super) fn load(file: &[u8], reader: &model::Network) -> Result<Self, Error> {
        let weights = Weights::parse(file)?;
        let matrix = weights.matrix("out")?;
        let bias = weights.floats("out.bias")?;
        let own = weights.matrix("own")?;
        if own.columns != reader.words_known() {
            return Err("it was made for another vocabulary".into());
        }
        let row = |index: usize| {
            let mut row = Vec::new();
            matrix.extend(index, &mut row);
            (row, bias[index])
        };
        Ok(Network {
            own: own.transposed(),
            own_size: own.factors.len(),
            stack: Stack::load(&weights)?,
            out: [row(0), row(1)],
            least: weights.floats("least")?[0],
        })
    }

    fn extend(
        &self,
        text: &Text,
        start: usize,
        inputs: &[Input<'_>],
        reader: &model::Network,
        space: &mut Space,
        values: &mut Vec<f64>,
    ) {
        let seen = space.inputs();
        for input in inputs {
            let from = seen.len();
            let index = input.index;
            reader.extend_with_vectors(index, seen);
            seen.extend(&self.own[index * self.own_size..(index + 1) * self.own_size]);
            if input.named {
                seen[from..].fill(0.0);
            }
            seen.push(f32::from(u8::from(input.named)));
            seen.extend([input.valence / 2.0, input.ruled / 2.0].map(|valence| valence as f32));
        }
        let states = self.stack.states(inputs.len(), space);
        let width = self.out[0].0.len();
        for (index, (state, input)) in states.chunks_exact(width).zip(inputs).enumerate() {
            let speaks = text.tokens[start + index].kind == TokenKind::Word || input.valence != 0.0;
            values.push(if speaks && !input.named { self.value(state, input) } else { 0.0 });
        }
    }

    fn value(&self, state: &[f32], input: &Input<'_>) -> f64 {
        let [share, rest] = self.out.each_ref().map(|(weights, bias)| dot(weights, state) + bias);
        let value = input.ruled as f32 / 4.0 * share + rest;
        let shrunk = (value.abs() - self.least).max(0.0);
        f64::from(shrunk.copysign(value)).clamp(-STRONGEST, STRONGEST)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use crate::text::testing::text;
    use crate::tone::testing;

    /// How far a value may be from the trainer's, which computes in floating point
    /// what is rounded to 16 bits here. Values lie between −1.4 and 1.4.
    const TOLERANCE: f64 = 0.02;

    /// What `train/tone.py` writes of a text.
    #[derive(Deserialize)]
    struct Fixture {
        text: String,
        values: Vec<f64>,
    }

    #[test]
    fn the_network_computes_what_the_trainer_computes() {
        let fixtures: Vec<Fixture> = serde_json::from_str(include_str!("fixture.json")).unwrap();
        assert!(fixtures.len() >= 3);
        for fixture in fixtures {
            let text = text(&fixture.text);
            let ours = testing::values(&text);
            assert_eq!(ours.len(), fixture.values.len());
            for (token, (ours, theirs)) in ours.iter().zip(&fixture.values).enumerate() {
                assert!((ours - theirs).abs() < TOLERANCE, "{}: {ours}, not {theirs}", text.raw(token));
            }
        }
    }

    #[test]
    fn paragraphs_are_read_alone() {
        let alone = |source: &str| testing::values(&text(source));
        let (one, two) = ("The storm killed four people.", "The rescue was a triumph.");
        let both = alone(&format!("{one}\n\n{two}"));
        assert_eq!(both, [alone(one), alone(two)].concat());
    }
}
