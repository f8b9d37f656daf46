//! The layers that both networks are built from.
//!
//! A convolution combines the states of neighbouring tokens, or a token's with
//! the middle of its neighbours'. A recurrence carries a memory along the text:
//! half of its numbers run forward and half backward, so the middle of a state
//! has some of both. Both kinds add their output to the states.

use std::ops::Range;

use super::kernels::{LANES, Linear, Products, Rows, Tap, convolve, normalize, remember};
use super::weights::{Error, Matrix, Weights, expect_size};

/// Tokens that a layer maps at a time, so few that the numbers stay near the processor.
const AT_A_TIME: usize = 64;
/// Longest reach of a layer, in tokens: a file that asks for more is no file of ours.
const MOST_REACH: usize = 64;

/// Buffers for the numbers between layers; every layer reuses them.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    numbers: Vec<f32>,
    whole: Vec<i16>,
    products: Products,
}

/// The memories that run forward, as they are after the tokens read so far: one for
/// each layer, empty before the first token and in layers without memory.
#[derive(Debug, Default)]
pub(crate) struct Carried(Vec<Vec<f32>>);

/// A linear map of each token's input vector, followed by layers.
#[derive(Debug)]
pub(crate) struct Stack {
    input: Linear,
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    /// Distance in tokens of the two neighbours that it reads, one on each side; 0 if
    /// it reads the token alone.
    reach: usize,
    /// How many numbers of a neighbour's state it reads: those in the middle.
    seen: usize,
    width: usize,
    gain: Vec<f32>,
    /// Upper bound of the normalized numbers that enter the layer.
    most: f32,
    kind: Kind,
}

/// What a layer does, with its maps. Each makes as many gates as values, behind them.
#[derive(Debug)]
enum Kind {
    Convolution(Linear),
    Recurrence { forward: Linear, backward: Linear },
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
        let (matrix, bias) = map(weights, "input")?;
        let input = part_of(&matrix, &bias, 0..bias.len());
        expect_size("input", input.inputs(), inputs)?;
        let width = input.outputs();
        if width == 0 || !width.is_multiple_of(2 * LANES) {
            return Err(format!("the width of the layers must be a multiple of {}, not {width}", 2 * LANES));
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
    /// buffer of [inputs](Buffers::inputs). Memories that run forward start as they are
    /// carried over from the tokens before.
    pub(crate) fn states(&self, count: usize, buffers: &mut Buffers, carried: &mut Carried) -> Vec<f32> {
        let width = buffers.numbers.len() / count.max(1);
        let rows = Rows::scaled(&buffers.numbers, width.max(1));
        let taps = [Tap { row: 0, start: 0, end: rows.width() }];
        let mut states = Vec::with_capacity(count * self.width());
        for part in parts(count) {
            self.input.apply(&rows, &taps, part, &mut buffers.products);
            states.extend_from_slice(&buffers.products.mapped);
        }
        carried.0.resize_with(self.layers.len(), Vec::new);
        for (layer, memory) in self.layers.iter().zip(&mut carried.0) {
            layer.add(&mut states, buffers, memory);
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
        let recurs = match name {
            Some("conv") => false,
            Some("recur") => true,
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
        let (matrix, bias) = map(weights, &name)?;
        let neighbours = if reach == 0 { 0 } else { 2 * seen };
        expect_size(&format!("the input of {name}"), matrix.columns, width + neighbours)?;
        expect_size(&format!("the output of {name}"), matrix.factors.len(), 2 * width)?;
        let outputs = |values: Range<usize>| {
            let gates = values.start + width..values.end + width;
            part_of(&matrix, &bias, values.chain(gates))
        };
        let kind = if recurs {
            Kind::Recurrence { forward: outputs(0..width / 2), backward: outputs(width / 2..width) }
        } else {
            Kind::Convolution(outputs(0..width))
        };
        let largest_gain = gain.iter().fold(0.0_f32, |most, gain| most.max(gain.abs()));
        // The Euclidean length of a normalized vector is the square root of its width.
        let most = (width as f32).sqrt() * largest_gain;
        Ok(Layer { reach, seen, width, gain, most, kind })
    }

    /// Adds the layer's output to the states; `memory` is the one that runs forward.
    fn add(&self, states: &mut [f32], buffers: &mut Buffers, memory: &mut Vec<f32>) {
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
        match &self.kind {
            Kind::Convolution(map) => {
                for part in parts(count) {
                    map.apply(&rows, taps, part.clone(), &mut buffers.products);
                    for (mapped, token) in buffers.products.mapped.chunks_exact(2 * self.width).zip(part) {
                        convolve(mapped, &mut states[token * self.width..][..self.width]);
                    }
                }
            }
            Kind::Recurrence { forward, backward } => {
                let half = self.width / 2;
                memory.resize(half, 0.0);
                for part in parts(count) {
                    forward.apply(&rows, taps, part.clone(), &mut buffers.products);
                    for (mapped, token) in buffers.products.mapped.chunks_exact(2 * half).zip(part) {
                        remember(memory, mapped, &mut states[token * self.width..][..half]);
                    }
                }
                let mut memory = vec![0.0; half];
                for part in parts(count).rev() {
                    backward.apply(&rows, taps, part.clone(), &mut buffers.products);
                    for (mapped, token) in buffers.products.mapped.chunks_exact(2 * half).zip(part).rev() {
                        remember(&mut memory, mapped, &mut states[token * self.width + half..][..half]);
                    }
                }
            }
        }
        buffers.whole = rows.into_buffer();
    }

    /// RMS normalization of each state, times the layer's gain.
    fn normalize(&self, states: &[f32], out: &mut Vec<f32>) {
        out.clear();
        for state in states.chunks_exact(self.width) {
            normalize(state, &self.gain, out);
        }
    }
}

/// Ranges of at most [`AT_A_TIME`] tokens that cover `count`.
fn parts(count: usize) -> impl DoubleEndedIterator<Item = Range<usize>> {
    (0..count.div_ceil(AT_A_TIME)).map(move |part| part * AT_A_TIME..((part + 1) * AT_A_TIME).min(count))
}

/// Reads a matrix and its bias.
fn map(weights: &Weights, name: &str) -> Result<(Matrix, Vec<f32>), Error> {
    let matrix = weights.matrix(name)?;
    let bias = weights.floats(&format!("{name}.bias"))?;
    expect_size(&format!("{name}.bias"), bias.len(), matrix.factors.len())?;
    if matrix.columns == 0 {
        return Err(format!("{name} has no inputs"));
    }
    Ok((matrix, bias))
}

/// The layer that makes some of a matrix's outputs.
fn part_of(matrix: &Matrix, bias: &[f32], outputs: impl Iterator<Item = usize> + Clone) -> Linear {
    let row = |output: usize| &matrix.whole[output * matrix.columns..(output + 1) * matrix.columns];
    let weights: Vec<i8> = outputs.clone().flat_map(row).copied().collect();
    let (factors, bias) = outputs.map(|output| (matrix.factors[output], bias[output])).unzip();
    Linear::new(matrix.columns, &weights, factors, bias)
}
