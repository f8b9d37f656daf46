//! The network: tokens in, a vector of numbers for each token out.
//!
//! A token enters as the vectors of its word and of its [features](super::features);
//! all names enter alike.
//! Eight layers follow. A convolution looks at three tokens; a recurrence
//! carries what it saw along the text, half of its numbers forward and half
//! backward. `train/network.py` is the same network where it is trained.

use std::cmp::Ordering;

use super::Calibration;
use super::features::Features;
use super::kernels::dot;
use super::layers::{Space, Stack};
use super::weights::{Error, Matrix, Weights};

/// Numbers in a token's vector.
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

/// The vectors of words, found by their normalized form.
#[derive(Debug)]
struct Words {
    /// All words, one after the other, in alphabetical order, and where each ends.
    vocabulary: String,
    ends: Vec<u32>,
    /// Rows of the tables for each word; the first of each is for words that are not there.
    rows: [Vec<u16>; 3],
    tables: [Matrix; 3],
    /// 1 for words that are names when they have a capital: words that are not
    /// there, and words like "brown".
    names: Vec<u16>,
}

/// Scores of labels.
#[derive(Debug)]
pub(super) struct Roles {
    pub(super) emit: Dense,
    /// Scores of a label after another, row by row.
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

    /// The number of a word; 0 if it is not known.
    pub(crate) fn word_index(&self, word: &str) -> usize {
        self.words.index(word)
    }

    /// How many numbers of words there are, with 0.
    pub(crate) fn words_known(&self) -> usize {
        self.words.ends.len() + 1
    }

    /// Appends the vectors that a word has from other collections.
    pub(crate) fn extend_with_vectors(&self, word: usize, out: &mut Vec<f32>) {
        for (rows, table) in self.words.rows.iter().zip(&self.words.tables).take(2) {
            table.extend(rows[word].into(), out);
        }
    }

    /// Whether a word is known and no name, even with a capital.
    pub(crate) fn is_ordinary(&self, word: usize) -> bool {
        self.words.names[word] == 0
    }

    /// The states of neighbouring tokens, [`WIDTH`] numbers each.
    pub(super) fn states(&self, features: &[Features<'_>], words: &[usize], space: &mut Space) -> Vec<f32> {
        let count = features.len();
        let seen = space.inputs();
        for (token, &index) in features.iter().zip(words) {
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
        self.stack.states(count, space)
    }
}

impl Words {
    /// 0 if the word is not there.
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
        _ => Err(format!("a calibration has six numbers, not {}", numbers.len())),
    }
}

fn dense(weights: &Weights, name: &str) -> Result<Dense, Error> {
    let matrix = weights.matrix(name)?;
    let mut rows = Vec::with_capacity(matrix.whole.len());
    for row in 0..matrix.factors.len() {
        matrix.extend(row, &mut rows);
    }
    Ok(Dense { weights: rows, bias: weights.floats(&format!("{name}.bias"))? })
}
