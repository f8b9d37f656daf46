//! What comes out: one report per article, the same for the browser, the
//! terminal and Rust callers. Nothing here knows how anything was found.
//!
//! The JSON names are stable; a change that breaks a reader raises
//! [`Report::SCHEMA`].

mod assemble;
mod offsets;

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

pub(crate) use assemble::{report, unread};

pub use crate::people::SpeakerKind;
pub use crate::quotes::{QuoteKind, Rule};
pub use crate::text::{Notice, ParagraphKind, Span};
pub use crate::tone::{Rating, ToneLabel};

/// Everything found in one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(missing_as_null))]
pub struct Report {
    /// Version of this format, [`Report::SCHEMA`].
    pub schema: u32,
    /// Why the report says little or nothing, if so.
    pub notice: Option<Notice>,
    /// Tone of the whole article: the mean of its paragraphs', each counted by its words.
    pub tone: Option<Rating>,
    /// The mean of the paragraphs' [`narrator`](Paragraph::narrator).
    pub narrator: Option<Rating>,
    /// The mean of the paragraphs' [`quoted`](Paragraph::quoted).
    pub quoted: Option<Rating>,
    /// Paragraphs in order of the text.
    pub paragraphs: Vec<Paragraph>,
    /// Attributions in order of the text.
    pub quotes: Vec<Quote>,
    /// Speakers in order of their first attribution.
    pub speakers: Vec<Speaker>,
}

impl Report {
    /// The version of the report's format that this crate writes.
    pub const SCHEMA: u32 = 1;
}

/// One paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(missing_as_null))]
pub struct Paragraph {
    /// Where it stands, without the white space around it.
    pub span: Span,
    /// What part it plays.
    pub kind: ParagraphKind,
    /// Its sentences in order.
    pub sentences: Vec<Span>,
    /// Tone of each sentence; `None` for one without a word. What made it is
    /// that part of the paragraph's evidence.
    pub sentence_tones: Vec<Option<Rating>>,
    /// Tone of the whole paragraph; `None` without a word, and for a byline.
    pub tone: Option<Tone>,
    /// Tone of the reporter's own words; `None` where there are none.
    pub narrator: Option<Tone>,
    /// Tone of what sources say in it; `None` where nobody is quoted.
    pub quoted: Option<Tone>,
}

/// One attribution: somebody says, writes or thinks something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(missing_as_null))]
pub struct Quote {
    /// Number of the attribution, counted from 0 in order of the text.
    pub id: usize,
    /// Index of the paragraph its content starts in.
    pub paragraph: usize,
    /// How much of it stands between quotation marks.
    pub kind: QuoteKind,
    /// What is said, in pieces; quotation marks and a leading "that" belong to it.
    pub content: Vec<Span>,
    /// The words that show that it is said ("told reporters").
    pub cue: Vec<Span>,
    /// The words that name who says it ("she", "the mayor").
    pub source: Vec<Span>,
    /// Ids of the speakers; empty where they cannot be told.
    pub speakers: Vec<usize>,
    /// How sure the reader is that all of this is right, 0 to 1.
    pub confidence: f64,
    /// The pattern that it has.
    pub rule: Rule,
    /// Mentions that lead from the source to the speaker's name, nearest first;
    /// without speakers, the names of those who may be meant, likeliest first.
    pub chain: Vec<Span>,
    /// Tone of the content.
    pub tone: Option<Tone>,
}

/// Somebody who says something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(missing_as_null))]
pub struct Speaker {
    /// Number of the speaker, counted from 0 in order of their first attribution.
    pub id: usize,
    /// The fullest name that the article gives.
    pub name: String,
    /// What sort of speaker it is.
    pub kind: SpeakerKind,
    /// What the article says they are ("a former ambassador").
    pub role: Option<String>,
    /// Where the speaker is mentioned, in order of the text.
    pub mentions: Vec<Span>,
    /// How many attributions are theirs.
    pub quotes: usize,
    /// How many words those hold.
    pub words: usize,
    /// Tone of all they say.
    pub tone: Option<Tone>,
    /// Tone of what the reporter and others say in sentences that name them:
    /// how they are written about. Less certain than other tones, for a
    /// sentence may be about somebody else, too. `None` for those without a name.
    pub about: Option<Tone>,
}

/// The tone of a piece of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(missing_as_null))]
pub struct Tone {
    /// Valence, −1 (most negative) to 1 (most positive).
    pub score: f64,
    /// The score in a word.
    pub label: ToneLabel,
    /// The words that made the score; their weights add up to it.
    pub evidence: Vec<Evidence>,
}

/// A word or phrase and what it adds to a tone's score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Evidence {
    /// The words.
    pub span: Span,
    /// Their share of the score.
    pub weight: f64,
}
