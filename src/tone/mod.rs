//! Tone: how the words sound to a neutral reader.

use crate::people::People;
use crate::quotes::Attribution;
use crate::report::Tone;
use crate::text::Text;

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
#[must_use]
pub fn weigh(text: &Text, attributions: &[Attribution], people: &People) -> Tones {
    Tones {
        paragraphs: vec![Voices::default(); text.paragraphs.len()],
        attributions: vec![None; attributions.len()],
        speakers: vec![None; people.speakers.len()],
    }
}
