//! What the tone engine sees of each token.
//!
//! The trainer reads these from the `tone` example, so that training and use
//! can't drift apart.

use super::lexicon::Valences;
use super::{context, names};
use crate::lexicon::Class;
use crate::model::Network;
use crate::text::Text;

/// What the engine sees of one token.
#[derive(Clone, Debug, PartialEq)]
pub struct Input<'t> {
    /// The word in small letters, one for all that are read alike; `"` for
    /// every quotation mark.
    pub word: &'t str,
    /// The number of that word in the vocabulary; 0 if it is not there.
    pub(super) index: usize,
    /// Whether it is read as a name: of a name the engine sees nothing.
    pub named: bool,
    /// The word's valence by itself, −4 to 4; 0 for names.
    pub valence: f64,
    /// What rules make of that valence in its context.
    pub ruled: f64,
}

/// The inputs of every token of a text.
///
/// `words` are those of [`Network::words`].
pub(super) fn of<'t>(
    text: &'t Text<'_>,
    valences: &Valences,
    reader: &Network,
    words: &[usize],
) -> Vec<Input<'t>> {
    let mut inputs: Vec<Input> = (0..text.tokens.len())
        .map(|t| {
            // Words for women and men are read as one, so that a tone depends on nobody's gender.
            let (word, index) = match &text.entry(t).alike {
                Some(alike) => (alike.as_str(), reader.word_index(alike)),
                None if text.tokens[t].quoted.is_mark() => ("\"", words[t]),
                None => (text.norm(t), words[t]),
            };
            // Words for parties, faiths and peoples are read as names even in small letters.
            let named = text.is(t, Class::Neutral);
            let valence = if named { 0.0 } else { valence(text, t, word, valences) };
            Input { word, index, named, valence, ruled: 0.0 }
        })
        .collect();
    let alone: Vec<f64> = inputs.iter().map(|input| input.valence).collect();
    let mut named: Vec<bool> = inputs.iter().map(|input| input.named).collect();
    names::mark(text, &alone, |t| reader.is_ordinary(words[t]), &mut named);
    for (input, named) in inputs.iter_mut().zip(named) {
        input.named = named;
        if named {
            input.valence = 0.0;
        }
    }
    let valences: Vec<f64> = inputs.iter().map(|input| input.valence).collect();
    for contribution in context::contributions(text, &valences) {
        inputs[contribution.token()].ruled = contribution.value;
    }
    inputs
}

/// The valence of a word by itself; "as well" says nothing.
fn valence(text: &Text, t: usize, word: &str, valences: &Valences) -> f64 {
    if word == "well" && t > 0 && text.norm(t - 1) == "as" { 0.0 } else { valences.of(word) }
}
