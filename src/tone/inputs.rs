//! The inputs from which the tone network reads each token.
//!
//! The trainer reads them from the `tone` example, so that training and use
//! cannot drift apart.

use super::lexicon::Valences;
use super::{context, names};
use crate::lexicon::Class;
use crate::model::Network;
use crate::text::Text;

/// The tone network's input for one token.
///
/// ```
/// let analyzer = whosaid::Analyzer::new();
/// let text = analyzer.cut("It was not good.");
/// let good = &analyzer.tone_inputs(&text)[3];
/// assert_eq!(good.word, "good");
/// assert!(good.valence > 0.0 && good.ruled < 0.0);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Input<'t> {
    /// The word in small letters. Words that the lexicon lists as alike ("he", "she")
    /// are all given as the same word, and every quotation mark as `"`.
    pub word: &'t str,
    /// The number of that word in the vocabulary; 0 for an unknown word.
    pub(super) index: usize,
    /// Whether the token is read as a name. The network then ignores its word.
    pub named: bool,
    /// The word's valence by itself, −4 to 4; 0 for names.
    pub valence: f64,
    /// The valence after the rules of its context, −4 to 4; 0 for words that have no
    /// valence or only modify another word.
    pub ruled: f64,
}

/// The inputs of every token of a text, in order.
///
/// `words` is the result of [`Network::words`] for the text.
pub(super) fn of<'t>(
    text: &'t Text<'_>,
    valences: &Valences,
    reader: &Network,
    words: &[usize],
) -> Vec<Input<'t>> {
    let mut inputs: Vec<Input> = (0..text.tokens.len())
        .map(|t| {
            // Words for women and for men are read alike, so that no tone depends on gender.
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

/// The valence of a word by itself; "well" has none in "as well".
fn valence(text: &Text, t: usize, word: &str, valences: &Valences) -> f64 {
    if word == "well" && t > 0 && text.norm(t - 1) == "as" { 0.0 } else { valences.of(word) }
}
