//! Layers that networks have in common: a convolution looks at neighbouring
//! tokens; a recurrence carries what it saw along the text, half of its
//! numbers forward and half backward.

use super::kernels::{Linear, Products, Rows, dot, sigmoid};
use super::weights::{Error, Weights};

/// What keeps the root of a vector of zeros from dividing by nothing.
const NORM_FLOOR: f32 = 1e-6;
/// Room for the numbers between the layers, used again by each.
#[derive(Debug, Default)]
pub(crate) struct Space {
    numbers: Vec<f32>,
    whole: Vec<i16>,
    products: Products,
}

/// A map of what is seen of each token, and layers behind it.
#[derive(Debug)]
pub(crate) struct Stack {
    input: Linear,
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    kind: Kind,
    /// How far away it looks at tokens on both sides; 0 if it looks at none.
    reach: usize,
    width: usize,
    gain: Vec<f32>,
    /// The largest number that the layer can see.
    most: f32,
    map: Linear,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Convolution,
    Recurrence,
}

impl Space {
    /// Empty room for what is seen of tokens, one behind the other.
    pub(crate) fn inputs(&mut self) -> &mut Vec<f32> {
        self.numbers.clear();
        &mut self.numbers
    }
}

impl Stack {
    pub(crate) fn load(weights: &Weights) -> Result<Self, Error> {
        let kinds = weights.text("layers")?.split(',').enumerate();
        let layers = kinds.map(|(index, kind)| Layer::load(weights, index, kind));
        Ok(Stack { input: linear(weights, "input")?, layers: layers.collect::<Result<_, _>>()? })
    }

    /// The states of `count` neighbouring tokens, from their [inputs](Space::inputs).
    pub(crate) fn states(&self, count: usize, space: &mut Space) -> Vec<f32> {
        let width = space.numbers.len() / count.max(1);
        self.input.apply(&Rows::scaled(&space.numbers, width.max(1)), &[0], count, &mut space.products);
        let mut states = space.products.mapped.clone();
        for layer in &self.layers {
            layer.add(&mut states, space);
        }
        states
    }
}

impl Layer {
    fn load(weights: &Weights, index: usize, kind: &str) -> Result<Self, Error> {
        let (name, reach) = kind.split_once(' ').unwrap_or((kind, "1"));
        let reach = reach.parse().map_err(|_| format!("layer {kind}"))?;
        let kind = match name {
            "conv" => Kind::Convolution,
            "recur" => Kind::Recurrence,
            _ => return Err(format!("there is no layer {kind}")),
        };
        let gain = weights.floats(&format!("layer.{index}.gain"))?;
        let largest_gain = gain.iter().fold(0.0_f32, |most, gain| most.max(gain.abs()));
        let width = gain.len();
        // A normalized vector is as long as the root of its width.
        let most = (width as f32).sqrt() * largest_gain;
        Ok(Layer { kind, reach, width, gain, most, map: linear(weights, &format!("layer.{index}"))? })
    }

    /// Adds the layer's output to the states.
    fn add(&self, states: &mut [f32], space: &mut Space) {
        let count = states.len() / self.width;
        let reach = self.reach;
        self.normalize(states, &mut space.numbers);
        let room = std::mem::take(&mut space.whole);
        let rows = Rows::within(&space.numbers, self.width, self.most, reach, room);
        let taps = [0, reach, 2 * reach];
        let taps = if reach == 0 { &taps[..1] } else { &taps };
        self.map.apply(&rows, taps, count, &mut space.products);
        space.whole = rows.into_room();
        match self.kind {
            Kind::Convolution => convolve(self.width, &space.products.mapped, states),
            Kind::Recurrence => recur(self.width, &space.products.mapped, states),
        }
    }

    fn normalize(&self, states: &[f32], out: &mut Vec<f32>) {
        out.clear();
        for state in states.chunks_exact(self.width) {
            let scale = 1.0 / (dot(state, state) / self.width as f32 + NORM_FLOOR).sqrt();
            out.extend(state.iter().zip(&self.gain).map(|(number, gain)| number * scale * gain));
        }
    }
}

/// Adds values where their gates are open.
fn convolve(width: usize, mapped: &[f32], states: &mut [f32]) {
    for (mapped, state) in mapped.chunks_exact(2 * width).zip(states.chunks_exact_mut(width)) {
        let (values, gates) = mapped.split_at(width);
        for ((number, value), gate) in state.iter_mut().zip(values).zip(gates) {
            *number += value * sigmoid(*gate);
        }
    }
}

/// Adds memories: a gate says how much is kept, the rest is the new value.
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

fn remember(memory: &mut [f32], values: &[f32], gates: &[f32], state: &mut [f32]) {
    for (((memory, value), gate), number) in memory.iter_mut().zip(values).zip(gates).zip(state) {
        let keep = sigmoid(*gate);
        *memory = keep * *memory + value * (1.0 - keep);
        *number += *memory;
    }
}

fn linear(weights: &Weights, name: &str) -> Result<Linear, Error> {
    let matrix = weights.matrix(name)?;
    Ok(Linear::new(matrix.columns, &matrix.whole, matrix.factors, weights.floats(&format!("{name}.bias"))?))
}
