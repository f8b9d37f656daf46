//! The network: tokens in, a vector of numbers for each token out.
//!
//! A token enters as the vectors of its word and of its [features](super::features);
//! all names enter alike.
//! Eight layers follow. A convolution looks at three tokens; a recurrence
//! carries what it saw along the text, half of its numbers forward and half
//! backward. `train/network.py` is the same network where it is trained.

use std::sync::LazyLock;

use super::Calibration;
use super::features::Features;
use super::kernels::{Linear, Products, Rows, dot, sigmoid};
use super::weights::{Error, Matrix, Weights};

/// Numbers in a token's vector.
pub(super) const WIDTH: usize = 128;
/// What keeps the root of a vector of zeros from dividing by nothing.
const NORM_FLOOR: f32 = 1e-6;
static FILE: &[u8] = include_bytes!("weights.bin");

/// The trained network, loaded when it is first asked for.
static NETWORK: LazyLock<Network> =
    LazyLock::new(|| Network::load(FILE).expect("the weights belong to this version of the code"));

/// A network with its weights.
#[derive(Debug)]
pub(super) struct Network {
    words: Words,
    affixes: [Matrix; 2],
    surroundings: [Matrix; 3],
    input: Linear,
    layers: Vec<Layer>,
    pub(super) roles: Roles,
    pub(super) cue_of_piece: Links,
    pub(super) source_of_cue: Links,
    pub(super) calibration: Calibration,
}

/// Room for the numbers between the layers, used again by each.
#[derive(Debug, Default)]
pub(super) struct Space {
    numbers: Vec<f32>,
    whole: Vec<i16>,
    products: Products,
}

/// The vectors of words, found by their normalized form.
#[derive(Debug)]
struct Words {
    /// In alphabetical order.
    vocabulary: Vec<&'static str>,
    /// Rows of the tables for each word; the first of each is for words that are not there.
    rows: [Vec<u16>; 3],
    tables: [Matrix; 3],
    /// 1 for words that are names when they have a capital: words that are not
    /// there, and words like "brown".
    names: Vec<u16>,
}

#[derive(Debug)]
struct Layer {
    kind: Kind,
    gain: Vec<f32>,
    /// The largest number that the layer can see.
    most: f32,
    map: Linear,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// Looks at tokens this far away on both sides.
    Convolution(usize),
    Recurrence,
}

/// Scores of labels.
#[derive(Debug)]
pub(super) struct Roles {
    pub(super) emit: Dense,
    /// Scores of a label behind another, row by row.
    pub(super) transitions: Vec<f32>,
}

/// A small map in floating point.
#[derive(Debug)]
pub(super) struct Dense {
    weights: Vec<f32>,
    bias: Vec<f32>,
}

/// What scores how well two spans go together.
#[derive(Debug)]
pub(super) struct Links {
    pub(super) left: Dense,
    pub(super) right: Dense,
    pub(super) distance: Vec<f32>,
    pub(super) sentences: Vec<f32>,
    /// Scores a span that goes with nothing.
    pub(super) nobody: Option<Dense>,
}

impl Dense {
    pub(super) fn apply(&self, input: &[f32]) -> Vec<f32> {
        let rows = self.weights.chunks_exact(input.len());
        rows.zip(&self.bias).map(|(row, bias)| dot(row, input) + bias).collect()
    }
}

impl Network {
    /// The network of this version.
    pub(super) fn get() -> &'static Network {
        &NETWORK
    }

    fn load(file: &'static [u8]) -> Result<Self, Error> {
        let weights = Weights::parse(file)?;
        let rows = |name: &str| weights.numbers(&format!("rows.{name}"));
        let table = |name: &str| weights.matrix(&format!("table.{name}"));
        let layers = weights.text("layers")?.split(',').enumerate();
        Ok(Network {
            words: Words {
                vocabulary: weights.text("vocabulary")?.split('\n').collect(),
                rows: [rows("vector")?, rows("piece")?, rows("common")?],
                tables: [table("vector")?, table("piece")?, table("common")?],
                names: weights.numbers("names")?,
            },
            affixes: [table("prefix")?, table("suffix")?],
            surroundings: [table("shape")?, table("quotation")?, table("place")?],
            input: linear(&weights, "input")?,
            layers: layers
                .map(|(index, kind)| Layer::load(&weights, index, kind))
                .collect::<Result<_, _>>()?,
            roles: Roles { emit: dense(&weights, "roles")?, transitions: weights.floats("transitions")? },
            cue_of_piece: Links::load(&weights, "cue_of_piece")?,
            source_of_cue: Links::load(&weights, "source_of_cue")?,
            calibration: calibration(&weights.floats("calibration")?)?,
        })
    }

    /// Whether a word is known and no name, even with a capital.
    pub(super) fn is_ordinary(&self, word: &str) -> bool {
        self.words.names[self.words.index(word)] == 0
    }

    /// The states of neighbouring tokens, [`WIDTH`] numbers each.
    pub(super) fn states(&self, features: &[Features<'_>], space: &mut Space) -> Vec<f32> {
        let count = features.len();
        let seen = &mut space.numbers;
        seen.clear();
        for token in features {
            let index = self.words.index(token.word);
            let name = token.name.filter(|_| self.words.names[index] == 1);
            let start = seen.len();
            self.words.extend(index, seen);
            for (table, affix) in self.affixes.iter().zip([token.prefix, token.suffix]) {
                table.extend(affix as usize, seen);
            }
            if name.is_some() {
                seen[start..].fill(0.0);
            }
            let surroundings = [name.unwrap_or(token.shape), token.quotation, token.place];
            for (table, index) in self.surroundings.iter().zip(surroundings) {
                table.extend(index as usize, seen);
            }
        }
        let width = seen.len() / count.max(1);
        self.input.apply(&Rows::scaled(seen, width.max(1)), &[0], count, &mut space.products);
        let mut states = space.products.mapped.clone();
        for layer in &self.layers {
            layer.add(&mut states, space);
        }
        states
    }
}

impl Words {
    /// 0 if the word is not there.
    fn index(&self, word: &str) -> usize {
        self.vocabulary.binary_search(&word).map_or(0, |index| index + 1)
    }

    fn extend(&self, index: usize, out: &mut Vec<f32>) {
        for (rows, table) in self.rows.iter().zip(&self.tables) {
            table.extend(rows[index].into(), out);
        }
    }
}

impl Layer {
    fn load(weights: &Weights, index: usize, kind: &str) -> Result<Self, Error> {
        let kind = match kind.split_once(' ') {
            Some(("conv", reach)) => Kind::Convolution(reach.parse().map_err(|_| format!("layer {kind}"))?),
            None if kind == "recur" => Kind::Recurrence,
            _ => return Err(format!("there is no layer {kind}")),
        };
        let gain = weights.floats(&format!("layer.{index}.gain"))?;
        let largest_gain = gain.iter().fold(0.0_f32, |most, gain| most.max(gain.abs()));
        // A normalized vector is as long as the root of its width.
        let most = (WIDTH as f32).sqrt() * largest_gain;
        Ok(Layer { kind, gain, most, map: linear(weights, &format!("layer.{index}"))? })
    }

    /// Adds the layer's output to the states.
    fn add(&self, states: &mut [f32], space: &mut Space) {
        let count = states.len() / WIDTH;
        let reach = match self.kind {
            Kind::Convolution(reach) => reach,
            Kind::Recurrence => 1,
        };
        self.normalize(states, &mut space.numbers);
        let room = std::mem::take(&mut space.whole);
        let rows = Rows::within(&space.numbers, WIDTH, self.most, reach, room);
        self.map.apply(&rows, &[0, reach, 2 * reach], count, &mut space.products);
        space.whole = rows.into_room();
        match self.kind {
            Kind::Convolution(_) => convolve(&space.products.mapped, states),
            Kind::Recurrence => recur(&space.products.mapped, states),
        }
    }

    fn normalize(&self, states: &[f32], out: &mut Vec<f32>) {
        out.clear();
        for state in states.chunks_exact(WIDTH) {
            let scale = 1.0 / (dot(state, state) / WIDTH as f32 + NORM_FLOOR).sqrt();
            out.extend(state.iter().zip(&self.gain).map(|(number, gain)| number * scale * gain));
        }
    }
}

/// Adds values where their gates are open.
fn convolve(mapped: &[f32], states: &mut [f32]) {
    for (mapped, state) in mapped.chunks_exact(2 * WIDTH).zip(states.chunks_exact_mut(WIDTH)) {
        let (values, gates) = mapped.split_at(WIDTH);
        for ((number, value), gate) in state.iter_mut().zip(values).zip(gates) {
            *number += value * sigmoid(*gate);
        }
    }
}

/// Adds memories: a gate says how much is kept, the rest is the new value.
fn recur(mapped: &[f32], states: &mut [f32]) {
    const HALF: usize = WIDTH / 2;
    let mut forward = [0.0; HALF];
    let each = mapped.chunks_exact(2 * WIDTH).zip(states.chunks_exact_mut(WIDTH));
    for (mapped, state) in each {
        remember(&mut forward, &mapped[..HALF], &mapped[WIDTH..WIDTH + HALF], &mut state[..HALF]);
    }
    let mut backward = [0.0; HALF];
    let each = mapped.chunks_exact(2 * WIDTH).zip(states.chunks_exact_mut(WIDTH)).rev();
    for (mapped, state) in each {
        remember(&mut backward, &mapped[HALF..WIDTH], &mapped[WIDTH + HALF..], &mut state[HALF..]);
    }
}

fn remember(memory: &mut [f32], values: &[f32], gates: &[f32], state: &mut [f32]) {
    for (((memory, value), gate), number) in memory.iter_mut().zip(values).zip(gates).zip(state) {
        let keep = sigmoid(*gate);
        *memory = keep * *memory + value * (1.0 - keep);
        *number += *memory;
    }
}

impl Links {
    fn load(weights: &Weights, name: &str) -> Result<Self, Error> {
        let part = |part: &str| dense(weights, &format!("{name}.{part}"));
        Ok(Links {
            left: part("left")?,
            right: part("right")?,
            distance: weights.floats(&format!("{name}.distance"))?,
            sentences: weights.floats(&format!("{name}.sentences"))?,
            nobody: part("nobody").ok(),
        })
    }
}

fn calibration(numbers: &[f32]) -> Result<Calibration, Error> {
    match *numbers {
        [a, b, c, d, bias, least] => Ok(Calibration { weights: [a, b, c, d], bias, least }),
        _ => Err(format!("a calibration has six numbers, not {}", numbers.len())),
    }
}

fn linear(weights: &Weights, name: &str) -> Result<Linear, Error> {
    let matrix = weights.matrix(name)?;
    Ok(Linear::new(matrix.columns, &matrix.whole, matrix.factors, weights.floats(&format!("{name}.bias"))?))
}

fn dense(weights: &Weights, name: &str) -> Result<Dense, Error> {
    let matrix = weights.matrix(name)?;
    let mut rows = Vec::with_capacity(matrix.whole.len());
    for row in 0..matrix.factors.len() {
        matrix.extend(row, &mut rows);
    }
    Ok(Dense { weights: rows, bias: weights.floats(&format!("{name}.bias"))? })
}
