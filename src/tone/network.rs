//! The tone network: computes what each token adds to a tone, given its
//! neighbours in the paragraph.
//!
//! The input for a word is its vectors in [`model`](crate::model), a small vector
//! that only this network has, its valence, and its valence in `context`. All
//! names have the same input. The output is two numbers per token: the weight of
//! the valence in context, and what is added to it. Values near 0 are set to 0,
//! so that a tone rests on few words. `train/tone_network.py` defines the same
//! network for training.

use super::inputs::Input;
use super::score::STRONGEST;
use crate::model::layers::{Buffers, Stack};
use crate::model::weights::{Error, Weights, expect_size};
use crate::model::{self, dot};
use crate::text::{Text, TokenKind};

/// Inputs of a token beside vectors of its word: whether it is a name, its valence,
/// and the ruled valence.
const OWN_INPUTS: usize = 3;

/// A network with its weights.
#[derive(Debug)]
pub(super) struct Network {
    /// This network's own vectors of words, in order of the vocabulary, one after the
    /// other.
    own: Vec<f32>,
    /// Length of each of these vectors.
    own_size: usize,
    stack: Stack,
    /// Weights and bias of the two outputs: the weight of the valence in context, and
    /// what is added.
    out: [(Vec<f32>, f32); 2],
    /// Values are moved towards 0 by this, and are 0 if they are nearer to it.
    least: f32,
}

impl Network {
    /// What each token adds to a sum, within ±[`STRONGEST`].
    ///
    /// `progress` is called with the number of tokens weighed so far.
    pub(super) fn values(
        &self,
        text: &Text,
        inputs: &[Input<'_>],
        reader: &model::Network,
        progress: &mut dyn FnMut(usize),
    ) -> Vec<f64> {
        let mut buffers = Buffers::default();
        let mut values = Vec::with_capacity(inputs.len());
        for paragraph in &text.paragraphs {
            let inputs = &inputs[paragraph.tokens.clone()];
            self.extend(text, paragraph.tokens.start, inputs, reader, &mut buffers, &mut values);
            progress(paragraph.tokens.end);
        }
        values
    }

    /// Reads a weight file, as `train/export.py` writes it.
    pub(super) fn load(file: &[u8], reader: &model::Network) -> Result<Self, Error> {
        let weights = Weights::parse(file)?;
        let matrix = weights.matrix("out")?;
        let bias = weights.floats("out.bias")?;
        let own = weights.matrix("own")?;
        if own.columns != reader.words_known() {
            return Err(
                "the weight file was made for another vocabulary than that of the weights of attributions"
                    .into(),
            );
        }
        let own_size = own.factors.len();
        let stack = Stack::load(&weights, reader.vector_size() + own_size + OWN_INPUTS)?;
        expect_size("out", matrix.factors.len(), 2)?;
        expect_size("the input of out", matrix.columns, stack.width())?;
        expect_size("out.bias", bias.len(), 2)?;
        let least = weights.floats("least")?;
        expect_size("least", least.len(), 1)?;
        let row = |index: usize| {
            let mut row = Vec::new();
            matrix.extend(index, &mut row);
            (row, bias[index])
        };
        Ok(Network { own: own.transposed(), own_size, stack, out: [row(0), row(1)], least: least[0] })
    }

    /// Appends the values of consecutive tokens, from token `start` on.
    fn extend(
        &self,
        text: &Text,
        start: usize,
        inputs: &[Input<'_>],
        reader: &model::Network,
        buffers: &mut Buffers,
        values: &mut Vec<f64>,
    ) {
        let vectors = buffers.inputs();
        for input in inputs {
            let from = vectors.len();
            let index = input.index;
            reader.extend_with_vectors(index, vectors);
            vectors.extend(&self.own[index * self.own_size..(index + 1) * self.own_size]);
            if input.named {
                vectors[from..].fill(0.0);
            }
            vectors.push(f32::from(u8::from(input.named)));
            vectors.extend([input.valence / 2.0, input.ruled / 2.0].map(|valence| valence as f32));
        }
        let states = self.stack.states(inputs.len(), buffers);
        let width = self.out[0].0.len();
        for (index, (state, input)) in states.chunks_exact(width).zip(inputs).enumerate() {
            let counts = text.tokens[start + index].kind == TokenKind::Word || input.valence != 0.0;
            values.push(if counts && !input.named { self.value(state, input) } else { 0.0 });
        }
    }

    /// The value of a token from its state.
    fn value(&self, state: &[f32], input: &Input<'_>) -> f64 {
        let [weight, rest] = self.out.each_ref().map(|(weights, bias)| dot(weights, state) + bias);
        let value = input.ruled as f32 / 4.0 * weight + rest;
        let shrunk = (value.abs() - self.least).max(0.0);
        f64::from(shrunk.copysign(value)).clamp(-STRONGEST, STRONGEST)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use crate::text::testing::text;
    use crate::tone::testing;

    /// How far a value may differ from the trainer's, which computes in floating point
    /// what is rounded to 16 bits here. Values lie between −1.4 and 1.4.
    const TOLERANCE: f64 = 0.02;

    /// A text with the trainer's values for its tokens, as `train/tone.py` writes them.
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
