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
    let mut valences: Vec<f64> = (0..text.tokens.len()).map(|t| valence(text, t)).collect();
    let named = names::find(text, &valences);
    for (valence, named) in valences.iter_mut().zip(&named) {
        if *named {
            *valence = 0.0;
        }
    }
    let mut ruled = vec![0.0; text.tokens.len()];
    for contribution in context::contributions(text, &valences) {
        ruled[contribution.token()] = contribution.value;
    }
    let outside = marks::states(text);
    (0..text.tokens.len())
        .map(|t| Input {
            word: match outside[t] {
                marks::OPENING | marks::CLOSING | marks::OPENING_ONLY => "\"",
                _ => alike::same(text.norm(t)),
            },
            named: named[t],
            valence: valences[t],
            ruled: ruled[t],
        })
        .collect()
}

/// The valence of a word by itself; "as well" says nothing.
fn valence(text: &Text, t: usize) -> f64 {
    let norm = text.norm(t);
    if norm == "well" && t > 0 && text.norm(t - 1) == "as" {
        return 0.0;
    }
    lexicon::valence(alike::same(norm))
}
