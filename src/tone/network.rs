//! The tone network: computes what each token adds to a tone, given the rest of
//! its paragraph and what was read before.
//!
//! The input for a word is its vectors in [`model`](crate::model), a small vector
//! that only this network has, its valence, and its valence in `context`. All
//! names have the same input. The output is three numbers per token: the weight of
//! the valence in context, what is added to it, and how much the token makes the
//! tone a mixed one. Values near 0 are set to 0, so that a tone rests on few words.
//! `train/tone_network.py` defines the same network for training.

use super::inputs::Input;
use super::score::{Mixing, STRONGEST};
use crate::model::layers::{Buffers, Carried, Stack};
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
    /// Weights and bias of the three outputs: the weight of the valence in context, what
    /// is added, and what makes a tone mixed.
    out: [(Vec<f32>, f32); 3],
    pub(super) mixing: Mixing,
    /// Values are moved towards 0 by this, and are 0 if they are nearer to it.
    least: f32,
}

/// What a token adds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Value {
    /// To a sum, within ±[`STRONGEST`].
    pub(super) tone: f64,
    /// To the evidence that a tone is mixed.
    pub(super) mixed: f64,
}

impl Network {
    /// What each token adds.
    ///
    /// `progress` is called with the number of tokens weighed so far.
    pub(super) fn values(
        &self,
        text: &Text,
        inputs: &[Input<'_>],
        reader: &model::Network,
        progress: &mut dyn FnMut(usize),
    ) -> Vec<Value> {
        let (mut buffers, mut carried) = (Buffers::default(), Carried::default());
        let mut values = Vec::with_capacity(inputs.len());
        for paragraph in &text.paragraphs {
            let inputs = &inputs[paragraph.tokens.clone()];
            values.extend(self.read(
                text,
                paragraph.tokens.start,
                inputs,
                reader,
                &mut buffers,
                &mut carried,
            ));
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
        expect_size("out", matrix.factors.len(), 3)?;
        expect_size("the input of out", matrix.columns, stack.width())?;
        expect_size("out.bias", bias.len(), 3)?;
        let mixed = weights.floats("mixed")?;
        expect_size("mixed", mixed.len(), 3)?;
        let least = weights.floats("least")?;
        expect_size("least", least.len(), 1)?;
        let row = |index: usize| {
            let mut row = Vec::new();
            matrix.extend(index, &mut row);
            (row, bias[index])
        };
        let out = [row(0), row(1), row(2)];
        let mixing = Mixing::new([mixed[0], mixed[1], mixed[2]].map(f64::from));
        Ok(Network { own: own.transposed(), own_size, stack, out, mixing, least: least[0] })
    }

    /// What the tokens of a paragraph add, from token `start` on.
    fn read(
        &self,
        text: &Text,
        start: usize,
        inputs: &[Input<'_>],
        reader: &model::Network,
        buffers: &mut Buffers,
        carried: &mut Carried,
    ) -> Vec<Value> {
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
        let states = self.stack.states(inputs.len(), buffers, carried);
        let states = states.chunks_exact(self.stack.width()).zip(inputs).enumerate();
        let speaks = |index: usize, input: &Input| {
            !input.named && (text.tokens[start + index].kind == TokenKind::Word || input.valence != 0.0)
        };
        states
            .map(
                |(index, (state, input))| {
                    if speaks(index, input) { self.value(state, input) } else { Value::default() }
                },
            )
            .collect()
    }

    /// What a token adds, from its state.
    fn value(&self, state: &[f32], input: &Input<'_>) -> Value {
        let [weight, rest, mixed] = self.out.each_ref().map(|(weights, bias)| dot(weights, state) + bias);
        let value = input.ruled as f32 / 4.0 * weight + rest;
        let shrunk = (value.abs() - self.least).max(0.0);
        let tone = f64::from(shrunk.copysign(value)).clamp(-STRONGEST, STRONGEST);
        Value { tone, mixed: f64::from(mixed) }
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
        mixed: Vec<f64>,
    }

    #[test]
    fn the_network_computes_what_the_trainer_computes() {
        let fixtures: Vec<Fixture> = serde_json::from_str(include_str!("fixture.json")).unwrap();
        assert!(fixtures.len() >= 3);
        for fixture in fixtures {
            let text = text(&fixture.text);
            let ours = testing::values(&text);
            let theirs: Vec<_> = fixture.values.iter().zip(&fixture.mixed).collect();
            assert_eq!(ours.len(), theirs.len());
            for (token, (ours, (tone, mixed))) in ours.iter().zip(theirs).enumerate() {
                assert!((ours.tone - tone).abs() < TOLERANCE, "{}: {ours:?}, not {tone}", text.raw(token));
                assert!((ours.mixed - mixed).abs() < TOLERANCE, "{}: {ours:?}, not {mixed}", text.raw(token));
            }
        }
    }

    #[test]
    fn only_what_stood_before_is_in_view() {
        let values = |source: &str| testing::values(&text(source));
        let (one, two) = ("The storm killed four people.", "They were found on Monday.");
        let both = values(&format!("{one}\n\n{two}"));
        let (first, second) = both.split_at(values(one).len());
        assert_eq!(first, values(one));
        assert_ne!(second, values(two));
    }
}
