//! What comes out: one report per article, the same for the browser, the
//! terminal and Rust callers. Nothing here knows how anything was found.
//!
//! The JSON names are stable; a change that breaks a reader raises
//! [`Report::SCHEMA`].

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// A half-open range of offsets into the article, written `[start, end]`.
///
/// [`analyze`](crate::analyze) counts UTF-8 bytes, so a span slices a `&str`;
/// [`Report::with_offsets`](crate::report::Report::with_offsets) turns the
/// whole report into another unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(type = "[number, number]"))]
pub struct Span {
    /// First offset inside.
    pub start: usize,
    /// First offset behind.
    pub end: usize,
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Span { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

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

/// A reason for a report that says little or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum Notice {
    /// The text is empty or white space.
    Empty,
    /// The text holds no words (emoji or punctuation only).
    NoWords,
    /// The text is not English; tone and attributions were not attempted.
    NotEnglish,
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

/// The part a paragraph plays in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum ParagraphKind {
    /// Running text.
    Body,
    /// A title or a title between paragraphs.
    Heading,
    /// Who wrote it, where and when.
    Byline,
    /// The line under a picture.
    Caption,
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

/// How much of an attribution stands between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum QuoteKind {
    /// All of it.
    Direct,
    /// Some of it.
    Mixed,
    /// Nothing.
    Indirect,
}

/// The pattern of an attribution: why it is taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum Rule {
    /// Quotation marks with a cue.
    QuoteMarks,
    /// Content without a cue beside it.
    QuoteAlone,
    /// A cue with a "that" or "whether" clause.
    ThatClause,
    /// A cue with "to" and a verb.
    Infinitive,
    /// A cue with what is said, thought or judged behind it ("denied the charge").
    Complement,
    /// A cue behind or inside what is said ("…, officials said").
    Parenthetical,
    /// "According to …".
    AccordingTo,
    /// "NAME: …".
    Transcript,
    /// “…” — Name.
    Signature,
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

/// What sort of speaker it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum SpeakerKind {
    /// One person.
    Person,
    /// A named body ("the Foreign Ministry").
    Organization,
    /// People without names ("analysts").
    Group,
    /// Cannot be told.
    Unknown,
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

/// A tone without the words that made it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Rating {
    /// As [`Tone::score`].
    pub score: f64,
    /// As [`Tone::label`].
    pub label: ToneLabel,
}

/// A tone in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum ToneLabel {
    /// Clearly negative.
    Negative,
    /// Neither, or too little to tell.
    Neutral,
    /// Clearly positive.
    Positive,
    /// Clearly both.
    Mixed,
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
