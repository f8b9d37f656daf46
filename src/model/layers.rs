//! The layers that both networks are built from.
//!
//! A convolution combines the states of neighbouring tokens, or a token's with
//! the middle of its neighbours'. A recurrence carries a memory along the text:
//! half of its numbers run forward and half backward, so the middle of a state
//! has some of both. Both kinds add their output to the states.

use super::kernels::{Linear, Products, Rows, Tap, dot, sigmoid};
use super::weights::{Error, Weights, expect_size};

/// Added to a vector's mean square before normalization, so that a vector of
/// zeros is not divided by zero.
const NORM_FLOOR: f32 = 1e-6;
/// Longest reach of a layer, in tokens: a file that asks for more is no file of ours.
const MOST_REACH: usize = 64;

/// Buffers for the numbers between layers; every layer reuses them.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    numbers: Vec<f32>,
    whole: Vec<i16>,
    products: Products,
}

/// A linear map of each token's input vector, followed by layers.
#[derive(Debug)]
pub(crate) struct Stack {
    input: Linear,
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    kind: Kind,
    /// Distance in tokens of the two neighbours that it reads, one on each side; 0 if
    /// it reads the token alone.
    reach: usize,
    /// How many numbers of a neighbour's state it reads: those in the middle.
    seen: usize,
    width: usize,
    gain: Vec<f32>,
    /// Upper bound of the normalized numbers that enter the layer.
    most: f32,
    map: Linear,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Convolution,
    Recurrence,
}

impl Buffers {
    /// The emptied buffer for the input vectors of tokens, one after the other.
    pub(crate) fn inputs(&mut self) -> &mut Vec<f32> {
        self.numbers.clear();
        &mut self.numbers
    }
}

impl Stack {
    /// Reads the layers that the array `layers` lists: names, where it is not 1 their
    /// reach, and where it is not all of them how many numbers of a neighbour's state
    /// they read ("conv,conv 1 48,recur 0").
    /// `inputs` is the length of a token's input vector.
    pub(crate) fn load(weights: &Weights, inputs: usize) -> Result<Self, Error> {
        let input = linear(weights, "input")?;
        expect_size("input", input.inputs(), inputs)?;
        let width = input.outputs();
        if width == 0 || width % 2 == 1 {
            return Err(format!("the width of the layers must be even, not {width}"));
        }
        let kinds = weights.text("layers")?.split(',').enumerate();
        let layers = kinds.map(|(index, kind)| Layer::load(weights, index, kind, width));
        Ok(Stack { input, layers: layers.collect::<Result<_, _>>()? })
    }

    /// Numbers in a token's state.
    pub(crate) fn width(&self) -> usize {
        self.input.outputs()
    }

    /// The states of `count` consecutive tokens, computed from the vectors in the
    /// buffer of [inputs](Buffers::inputs).
    pub(crate) fn states(&self, count: usize, buffers: &mut Buffers) -> Vec<f32> {
        let width = buffers.numbers.len() / count.max(1);
        let rows = Rows::scaled(&buffers.numbers, width.max(1));
        self.input.apply(&rows, &[Tap { row: 0, start: 0, end: rows.width() }], count, &mut buffers.products);
        let mut states = buffers.products.mapped.clone();
        for layer in &self.layers {
            layer.add(&mut states, buffers);
        }
        states
    }
}

impl Layer {
    fn load(weights: &Weights, index: usize, kind: &str, width: usize) -> Result<Self, Error> {
        let mut parts = kind.split(' ');
        let name = parts.next();
        let mut number = |usual: usize| match parts.next() {
            Some(part) => part.parse().map_err(|_| format!("layer {index} has no valid numbers: {kind:?}")),
            None => Ok(usual),
        };
        let (reach, seen) = (number(1)?, number(width)?);
        let kind = match name {
            Some("conv") => Kind::Convolution,
            Some("recur") => Kind::Recurrence,
            _ => return Err(format!("layer {index} is of an unknown kind: {kind:?}")),
        };
        if reach > MOST_REACH {
            return Err(format!("layer {index} reaches {reach} tokens, more than {MOST_REACH}"));
        }
        if seen == 0 || seen > width || !seen.is_multiple_of(2) {
            return Err(format!("layer {index} cannot read {seen} of {width} numbers"));
        }
        let name = format!("layer.{index}");
        let gain = weights.floats(&format!("{name}.gain"))?;
        expect_size(&format!("{name}.gain"), gain.len(), width)?;
        let map = linear(weights, &name)?;
        let neighbours = if reach == 0 { 0 } else { 2 * seen };
        expect_size(&format!("the input of {name}"), map.inputs(), width + neighbours)?;
        expect_size(&format!("the output of {name}"), map.outputs(), 2 * width)?;
        let largest_gain = gain.iter().fold(0.0_f32, |most, gain| most.max(gain.abs()));
        // The Euclidean length of a normalized vector is the square root of its width.
        let most = (width as f32).sqrt() * largest_gain;
        Ok(Layer { kind, reach, seen, width, gain, most, map })
    }

    /// Adds the layer's output to the states.
    fn add(&self, states: &mut [f32], buffers: &mut Buffers) {
        let count = states.len() / self.width;
        let reach = self.reach;
        self.normalize(states, &mut buffers.numbers);
        let whole = std::mem::take(&mut buffers.whole);
        let rows = Rows::within(&buffers.numbers, self.width, self.most, reach, whole);
        let own = Tap { row: reach, start: 0, end: self.width };
        let start = (self.width - self.seen) / 2;
        let neighbour = |row| Tap { row, start, end: start + self.seen };
        let taps = [neighbour(0), own, neighbour(2 * reach)];
        let taps = if reach == 0 { &taps[1..2] } else { &taps };
        self.map.apply(&rows, taps, count, &mut buffers.products);
        buffers.whole = rows.into_buffer();
        match self.kind {
            Kind::Convolution => convolve(self.width, &buffers.products.mapped, states),
            Kind::Recurrence => recur(self.width, &buffers.products.mapped, states),
        }
    }

    /// RMS normalization of each state, times the layer's gain.
    fn normalize(&self, states: &[f32], out: &mut Vec<f32>) {
        out.clear();
        for state in states.chunks_exact(self.width) {
            let scale = 1.0 / (dot(state, state) / self.width as f32 + NORM_FLOOR).sqrt();
            out.extend(state.iter().zip(&self.gain).map(|(number, gain)| number * scale * gain));
        }
    }
}

/// Adds to the states each mapped value times the sigmoid of its gate.
fn convolve(width: usize, mapped: &[f32], states: &mut [f32]) {
    for (mapped, state) in mapped.chunks_exact(2 * width).zip(states.chunks_exact_mut(width)) {
        let (values, gates) = mapped.split_at(width);
        for ((number, value), gate) in state.iter_mut().zip(values).zip(gates) {
            *number += value * sigmoid(*gate);
        }
    }
}

/// Adds to the states a memory that runs over all tokens, forward for the first half
/// of the numbers and backward for the second.
fn recur(width: usize, mapped: &[f32], states: &mut [f32]) {
    let half = width / 2;
    let mut forward = vec![0.0; half];
    let each = mapped.chunks_exact(2 * width).zip(states.chunks_exact_mut(width));
    for (mapped, state) in each {
        remember(&mut forward, &mapped[..half], &mapped[width..width + half], &mut state[..half]);
    }
    let mut backward = vec![0.0; half];
    let each = mapped.chunks_exact(2 * width).zip(states.chunks_exact_mut(width)).rev();
    for (mapped, state) in each {
        remember(&mut backward, &mapped[half..width], &mapped[width + half..], &mut state[half..]);
    }
}

/// Updates a memory by one token and adds it to the state: the sigmoid of the gate is
/// the proportion of the old memory that is kept, the rest is the new value.
fn remember(memory: &mut [f32], values: &[f32], gates: &[f32], state: &mut [f32]) {
    for (((memory, value), gate), number) in memory.iter_mut().zip(values).zip(gates).zip(state) {
        let keep = sigmoid(*gate);
        *memory = keep * *memory + value * (1.0 - keep);
        *number += *memory;
    }
}

fn linear(weights: &Weights, name: &str) -> Result<Linear, Error> {
    let matrix = weights.matrix(name)?;
    let bias = weights.floats(&format!("{name}.bias"))?;
    expect_size(&format!("{name}.bias"), bias.len(), matrix.factors.len())?;
    if matrix.columns == 0 {
        return Err(format!("{name} has no inputs"));
    }
    Ok(Linear::new(matrix.columns, &matrix.whole, matrix.factors, bias))
}
