//! The network of attributions: tokens in, one state vector per token out.
//!
//! The input for a token is the vectors of its word and of its
//! [features](super::features); all names have the same input. Eight layers
//! follow, convolutions over three tokens and recurrences in turn.
//! `train/network.py` defines the same network for training.

use std::sync::Arc;

use super::features::{AFFIXES, Features, PLACES, QUOTATIONS, SHAPES};
use super::kernels::dot;
use super::layers::{Buffers, Carried, Stack};
use super::weights::{Error, Matrix, Weights, expect_size};
use super::{Calibration, LABELS};
use crate::lexicon::Vocabulary;

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
    /// Scores a cue, by the states of its ends: above 0, it shows a thought.
    pub(super) thought: Option<Dense>,
    /// How the probabilities of an attribution's parts make its confidence.
    pub(crate) calibration: Calibration,
}

/// The vectors of words, found by the word's norm.
#[derive(Debug)]
struct Words {
    vocabulary: Arc<Vocabulary>,
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
        let words = Words {
            vocabulary: Arc::new(Vocabulary::parse(weights.text("vocabulary")?)),
            rows: [rows("vector")?, rows("piece")?, rows("common")?],
            tables: [table("vector")?, table("piece")?, table("common")?],
            names: weights.numbers("names")?,
        };
        words.check()?;
        let affixes = [table("prefix")?, table("suffix")?];
        let surroundings = [table("shape")?, table("quotation")?, table("place")?];
        let sizes = [AFFIXES, AFFIXES, SHAPES, QUOTATIONS, PLACES];
        for (table, size) in affixes.iter().chain(&surroundings).zip(sizes) {
            expect_size("a table of features", table.factors.len(), size as usize)?;
        }
        let tables = words.tables.iter().chain(&affixes).chain(&surroundings);
        let stack = Stack::load(&weights, tables.map(|table| table.columns).sum())?;
        expect_size("the width of the layers", stack.width(), WIDTH)?;
        let transitions = weights.floats("transitions")?;
        expect_size("transitions", transitions.len(), LABELS * LABELS)?;
        Ok(Network {
            words,
            affixes,
            surroundings,
            stack,
            roles: Roles { emit: dense(&weights, "roles", WIDTH, Some(LABELS))?, transitions },
            cue_of_piece: Links::load(&weights, "cue_of_piece")?,
            source_of_cue: Links::load(&weights, "source_of_cue")?,
            thought: optional(&weights, "thought")?,
            calibration: calibration(&weights.floats("calibration")?)?,
        })
    }

    /// Length of the vector that [`extend_with_vectors`](Network::extend_with_vectors) appends.
    pub(crate) fn vector_size(&self) -> usize {
        self.words.tables.iter().take(2).map(|table| table.columns).sum()
    }

    /// The number of a word in the vocabulary; 0 for an unknown word.
    pub(crate) fn word_index(&self, word: &str) -> usize {
        self.words.vocabulary.number(word)
    }

    /// The words that it knows.
    pub(crate) fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.words.vocabulary
    }

    /// How many word numbers there are, including 0 for unknown words.
    pub(crate) fn words_known(&self) -> usize {
        self.words.vocabulary.len() + 1
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
        self.stack.states(count, buffers, &mut Carried::default())
    }
}

impl Words {
    /// Fails if the parts do not fit each other.
    fn check(&self) -> Result<(), Error> {
        let count = self.vocabulary.len() + 1;
        expect_size("names", self.names.len(), count)?;
        for (rows, table) in self.rows.iter().zip(&self.tables) {
            expect_size("the rows of words", rows.len(), count)?;
            if rows.iter().any(|&row| usize::from(row) >= table.factors.len()) {
                return Err("a word has a row that its table lacks".into());
            }
        }
        Ok(())
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
        let part = |part: &str, outputs| dense(weights, &format!("{name}.{part}"), 2 * WIDTH, outputs);
        let numbers = |part: &str| {
            let numbers = weights.floats(&format!("{name}.{part}"))?;
            if numbers.is_empty() { Err(format!("{name}.{part} is empty")) } else { Ok(numbers) }
        };
        let left = part("left", None)?;
        Ok(Links {
            right: part("right", Some(left.bias.len()))?,
            left,
            distance: numbers("distance")?,
            sentences: numbers("sentences")?,
            nobody: optional(weights, &format!("{name}.nobody"))?,
        })
    }
}

fn calibration(numbers: &[f32]) -> Result<Calibration, Error> {
    match *numbers {
        [a, b, c, d, bias, least] => Ok(Calibration { weights: [a, b, c, d], bias, least }),
        _ => Err(format!("the calibration must have 6 numbers, not {}", numbers.len())),
    }
}

/// Reads what scores a span by the states of its ends, if the file has it.
fn optional(weights: &Weights, name: &str) -> Result<Option<Dense>, Error> {
    if weights.has(name) { dense(weights, name, 2 * WIDTH, Some(1)).map(Some) } else { Ok(None) }
}

/// Reads a quantized matrix and its bias as a map in floating point from `inputs`
/// numbers to `outputs`, if those are given.
fn dense(weights: &Weights, name: &str, inputs: usize, outputs: Option<usize>) -> Result<Dense, Error> {
    let matrix = weights.matrix(name)?;
    let bias = weights.floats(&format!("{name}.bias"))?;
    expect_size(&format!("the input of {name}"), matrix.columns, inputs)?;
    expect_size(&format!("the output of {name}"), matrix.factors.len(), outputs.unwrap_or(bias.len()))?;
    expect_size(&format!("{name}.bias"), bias.len(), matrix.factors.len())?;
    let mut rows = Vec::with_capacity(matrix.whole.len());
    for row in 0..matrix.factors.len() {
        matrix.extend(row, &mut rows);
    }
    Ok(Dense { weights: rows, bias })
}
