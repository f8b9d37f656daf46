//! What the tone engine sees of each token.
//!
//! The trainer reads these from the `tone` example, so that training and use
//! can't drift apart.

use super::{alike, context, lexicon, names};
use crate::text::{Text, marks};

/// What the engine sees of one token.
#[derive(Clone, Debug, PartialEq)]
pub struct Input<'t> {
    /// The word in small letters, one for all that are read alike; `"` for
    /// every quotation mark.
    pub word: &'t str,
    /// Whether it is read as a name: of a name the engine sees nothing.
    pub named: bool,
    /// The word's valence by itself, −4 to 4; 0 for names.
    pub valence: f64,
    /// What rules make of that valence in its context.
    pub ruled: f64,
}

/// The inputs of every token of a text.
#[must_use]
pub fn of<'t>(text: &'t Text<'_>) -> Vec<Input<'t>> {
    let words: Vec<Option<&str>> = (0..text.tokens.len()).map(|t| alike::read_as(text.norm(t))).collect();
    let mut valences: Vec<f64> = (0..text.tokens.len()).map(|t| valence(text, t, words[t])).collect();
    let mut named: Vec<bool> = words.iter().map(Option::is_none).collect();
    names::mark(text, &valences, &mut named);
    for (valence, named) in valences.iter_mut().zip(&named) {
        if *named {
            *valence = 0.0;
        }
    }
    let mut ruled = vec![0.0; text.tokens.len()];
    for contribution in context::contributions(text, &valences) {
        ruled[contribution.token()] = contribution.value;
    }
    let quotations = marks::states(text);
    (0..text.tokens.len())
        .map(|t| Input {
            word: match quotations[t] {
                marks::OPENING | marks::CLOSING | marks::OPENING_ONLY => "\"",
                _ => words[t].unwrap_or(text.norm(t)),
            },
            named: named[t],
            valence: valences[t],
            ruled: ruled[t],
        })
        .collect()
}

/// The valence of a word by itself; "as well" says nothing.
fn valence(text: &Text, t: usize, word: Option<&str>) -> f64 {
    match word {
        Some("well") if t > 0 && text.norm(t - 1) == "as" => 0.0,
        Some(word) => lexicon::valence(word),
        None => 0.0,
    }
}
