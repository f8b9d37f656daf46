//! The network of attributions: tokens in, one state vector per token out.
//!
//! The input for a token is the vectors of its word and of its
//! [features](super::features); all names have the same input. Eight layers
//! follow, convolutions over three tokens and recurrences in turn.
//! `train/network.py` defines the same network for training.

use std::cmp::Ordering;

use super::Calibration;
use super::features::Features;
use super::kernels::dot;
use super::layers::{Buffers, Stack};
use super::weights::{Error, Matrix, Weights};

/// Number of numbers in a token's state vector.
pub(super) const WIDTH: usize = 128;

/// A network with its weights.
#[derive(Debug)]
pub(crate) struct Network {
    words: Words,
    affixes: [Matrix; 2],
    surroundings: [Matrix; 3],
    stack: Stack,
    pub(super) roles: Roles,
    pub(super) cue_of_piece: Links,
    pub(super) source_of_cue: Links,
    /// How the probabilities of an attribution's parts make its confidence.
    pub(crate) calibration: Calibration,
}

/// The vectors of words, found by the word's norm.
#[derive(Debug)]
struct Words {
    /// All words, one after the other, in order of their bytes.
    vocabulary: String,
    /// The exclusive end of each word in `vocabulary`, in bytes.
    ends: Vec<u32>,
    /// For each table, the row of each word; entry 0 is for unknown words.
    rows: [Vec<u16>; 3],
    tables: [Matrix; 3],
    /// For each word, 1 if it is read as a name when it has a capital, as unknown
    /// words (entry 0) and words like "brown" are; else 0.
    names: Vec<u16>,
}

/// What scores labels.
#[derive(Debug)]
pub(super) struct Roles {
    pub(super) emit: Dense,
    /// The score of each label after each other label; one row per label before.
    pub(super) transitions: Vec<f32>,
}

/// A small linear map in floating point.
#[derive(Debug)]
pub(super) struct Dense {
    weights: Vec<f32>,
    bias: Vec<f32>,
}

/// What scores links: the dot product of two maps of the spans, and their distance.
#[derive(Debug)]
pub(super) struct Links {
    pub(super) left: Dense,
    pub(super) right: Dense,
    /// Scores by bucket of the distance in tokens.
    pub(super) distance: Vec<f32>,
    /// Scores by the distance in sentences; the middle one is for the same sentence.
    pub(super) sentences: Vec<f32>,
    /// Scores the choice that a span is linked to nothing, where that may be chosen.
    pub(super) nobody: Option<Dense>,
}

impl Dense {
    pub(super) fn apply(&self, input: &[f32]) -> Vec<f32> {
        let rows = self.weights.chunks_exact(input.len());
        rows.zip(&self.bias).map(|(row, bias)| dot(row, input) + bias).collect()
    }
}

impl Network {
    /// Reads a file of weights, as `train/export.py` writes it.
    pub(crate) fn load(file: &[u8]) -> Result<Self, Error> {
        let weights = Weights::parse(file)?;
        let rows = |name: &str| weights.numbers(&format!("rows.{name}"));
        let table = |name: &str| weights.matrix(&format!("table.{name}"));
        let vocabulary = weights.text("vocabulary")?;
        let ends = vocabulary.split('\n').scan(0, |end, word| {
            *end += word.len() as u32;
            Some(*end)
        });
        Ok(Network {
            words: Words {
                ends: ends.collect(),
                vocabulary: vocabulary.replace('\n', ""),
                rows: [rows("vector")?, rows("piece")?, rows("common")?],
                tables: [table("vector")?, table("piece")?, table("common")?],
                names: weights.numbers("names")?,
            },
            affixes: [table("prefix")?, table("suffix")?],
            surroundings: [table("shape")?, table("quotation")?, table("place")?],
            stack: Stack::load(&weights)?,
            roles: Roles { emit: dense(&weights, "roles")?, transitions: weights.floats("transitions")? },
            cue_of_piece: Links::load(&weights, "cue_of_piece")?,
            source_of_cue: Links::load(&weights, "source_of_cue")?,
            calibration: calibration(&weights.floats("calibration")?)?,
        })
    }

    /// The number of a word in the vocabulary; 0 for an unknown word.
    pub(crate) fn word_index(&self, word: &str) -> usize {
        self.words.index(word)
    }

    /// How many word numbers there are, including 0 for unknown words.
    pub(crate) fn words_known(&self) -> usize {
        self.words.ends.len() + 1
    }

    /// Appends a word's pre-trained vectors: from the collection of word vectors, and
    /// of its word pieces.
    pub(crate) fn extend_with_vectors(&self, word: usize, out: &mut Vec<f32>) {
        for (rows, table) in self.words.rows.iter().zip(&self.words.tables).take(2) {
            table.extend(rows[word].into(), out);
        }
    }

    /// Whether a word is known and is not read as a name even with a capital.
    pub(crate) fn is_ordinary(&self, word: usize) -> bool {
        self.words.names[word] == 0
    }

    /// The states of consecutive tokens, [`WIDTH`] numbers each.
    ///
    /// `words` are the numbers of the tokens' words.
    pub(super) fn states(
        &self,
        features: &[Features<'_>],
        words: &[usize],
        buffers: &mut Buffers,
    ) -> Vec<f32> {
        let count = features.len();
        let inputs = buffers.inputs();
        for (token, &index) in features.iter().zip(words) {
            let name = token.name.filter(|_| self.words.names[index] == 1);
            let start = inputs.len();
            self.words.extend(index, inputs);
            for (table, affix) in self.affixes.iter().zip([token.prefix, token.suffix]) {
                table.extend(affix as usize, inputs);
            }
            if name.is_some() {
                inputs[start..].fill(0.0);
            }
            let surroundings = [name.unwrap_or(token.shape), token.quotation, token.place];
            for (table, index) in self.surroundings.iter().zip(surroundings) {
                table.extend(index as usize, inputs);
            }
        }
        self.stack.states(count, buffers)
    }
}

impl Words {
    /// The number of a word by binary search; 0 for an unknown word.
    fn index(&self, word: &str) -> usize {
        let at = |index: usize| {
            let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
            &self.vocabulary[start as usize..self.ends[index] as usize]
        };
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match at(middle).cmp(word) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return middle + 1,
            }
        }
        0
    }

    /// Appends all vectors of a word.
    fn extend(&self, index: usize, out: &mut Vec<f32>) {
        for (rows, table) in self.rows.iter().zip(&self.tables) {
            table.extend(rows[index].into(), out);
        }
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
        _ => Err(format!("the calibration must have 6 numbers, not {}", numbers.len())),
    }
}

/// Reads a quantized matrix and its bias as a map in floating point.
fn dense(weights: &Weights, name: &str) -> Result<Dense, Error> {
    let matrix = weights.matrix(name)?;
    let mut rows = Vec::with_capacity(matrix.whole.len());
    for row in 0..matrix.factors.len() {
        matrix.extend(row, &mut rows);
    }
    Ok(Dense { weights: rows, bias: weights.floats(&format!("{name}.bias"))? })
}
