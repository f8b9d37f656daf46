//! Tone: how the words sound to a neutral reader.
//!
//! Every charged word gets a contribution: its [valence](lexicon), unless it
//! belongs to a [name](names), turned and scaled by its [context] (negation,
//! intensifiers, "but"). This happens once for the article. A tone is then
//! the sum over some of its words, [squashed and labelled](score): a
//! paragraph, the narrator's or the sources' words in it, one attribution,
//! or all that a speaker says.

mod context;
mod lexicon;
mod names;
mod score;
mod voices;

use std::ops::Range;

use crate::people::People;
use crate::quotes::Attribution;
use crate::report::Tone;
use crate::text::{Text, TokenKind};

use context::Contribution;
use voices::Parts;

/// The tone of everything in an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tones {
    /// One for each paragraph, in order.
    pub paragraphs: Vec<Voices>,
    /// One for each attribution, in order: the tone of its content.
    pub attributions: Vec<Option<Tone>>,
    /// One for each speaker, in order: the tone of all they say.
    pub speakers: Vec<Option<Tone>>,
}

/// The tone of a paragraph, whole and by voice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Voices {
    /// The whole paragraph.
    pub tone: Option<Tone>,
    /// The reporter's words, outside attributions; `None` without any.
    pub narrator: Option<Tone>,
    /// The sources' words; `None` where nobody is quoted.
    pub quoted: Option<Tone>,
}

/// Weighs the words of an article.
///
/// Takes the attributions and, in the same order, who said them
/// ([`People::said_by`]). A tone is `None` where there is no word to weigh.
#[must_use]
pub fn weigh(text: &Text, attributions: &[Attribution], people: &People) -> Tones {
    let scale = Scale::new(text, people);
    let parts = Parts::new(text, attributions);
    let paragraphs = text.paragraphs.iter().map(|paragraph| {
        let tokens = paragraph.tokens.clone();
        let narrator = parts.outside(&tokens);
        Voices {
            narrator: scale.tone(&narrator).filter(|_| parts.speaks(text, &narrator, &scale.contributions)),
            quoted: scale.tone(&parts.inside(&tokens)),
            tone: scale.tone(&[tokens]),
        }
    });
    Tones {
        paragraphs: paragraphs.collect(),
        attributions: attributions.iter().map(|a| scale.tone(&voices::content(text, [a]))).collect(),
        speakers: voices::by_speaker(text, attributions, people).iter().map(|c| scale.tone(c)).collect(),
    }
}

/// The contributions of an article, ready to be summed over any part of it.
struct Scale<'t> {
    text: &'t Text<'t>,
    /// In order of the text.
    contributions: Vec<Contribution>,
    /// For each token and the end, how many words stand before it.
    words_before: Vec<usize>,
}

impl<'t> Scale<'t> {
    fn new(text: &'t Text, people: &People) -> Self {
        let mut words = 0;
        let mut words_before = vec![0];
        words_before.extend(text.tokens.iter().map(|token| {
            words += usize::from(token.kind == TokenKind::Word);
            words
        }));
        Scale { text, contributions: context::contributions(text, &names::mark(text, people)), words_before }
    }

    /// The tone of disjoint parts in order of the text; `None` without a word.
    fn tone(&self, parts: &[Range<usize>]) -> Option<Tone> {
        let words =
            parts.iter().map(|part| self.words_before[part.end] - self.words_before[part.start]).sum();
        if words == 0 {
            return None;
        }
        let mut found = Vec::new();
        for part in parts {
            let mut free = part.start;
            for contribution in context::within(&self.contributions, part) {
                let start = contribution.phrase.start.max(free);
                free = contribution.phrase.end;
                found.push((self.text.span_of(&(start..free)), contribution.value));
            }
        }
        Some(score::tone(&found, words))
    }
}
