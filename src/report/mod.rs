//! The result of an analysis: one report per article, the same for the browser,
//! the terminal and Rust callers. Nothing here knows how anything was found.
//!
//! Positions are [spans](Span) of the analysed text: a start and an exclusive end.
//! They count UTF-8 bytes, unless [`Report::with_offsets`] has converted them.
//!
//! What is pasted and what a reader sees may differ: lines were joined, page numbers
//! left out. Spans slice the text as it was pasted, and [`Layout::shown`] gives the
//! words of a span as they are seen.
//!
//! A report is written as JSON with the names of its fields, which are stable;
//! `docs/report.schema.json` describes it. A change that would break a program that
//! reads it raises [`Report::SCHEMA`].

mod assemble;
mod offsets;
mod shown;

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

pub(crate) use assemble::{report, unread};

pub use crate::people::SpeakerKind;
pub use crate::quotes::{Act, QuoteKind, Rule};
pub use crate::text::{Conversation, Notice, ParagraphKind, Span};
pub use crate::tone::{Rating, ToneLabel};

/// Everything found in one article.
///
/// ```
/// let article = "“The storm was terrible,” said Ann Lee, the mayor.";
/// let report = whosaid::analyze(article);
/// let (quote, speaker) = (&report.quotes[0], &report.speakers[0]);
/// assert_eq!((quote.speakers[0], speaker.name.as_str()), (speaker.id, "Ann Lee"));
/// let cue = quote.cue[0];
/// assert_eq!(&article[cue.start..cue.end], "said");
/// assert!(quote.tone.as_ref().unwrap().score < 0.0);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(missing_as_null))]
pub struct Report {
    /// The version of this format: [`Report::SCHEMA`] of the crate that wrote it.
    pub schema: u32,
    /// Why the text was not analysed; `None` if it was. With a notice, only
    /// [`paragraphs`](Report::paragraphs) is filled, without tones.
    pub notice: Option<Notice>,
    /// How the pasted text was laid out before it was read.
    pub layout: Layout,
    /// Tone of the whole article: the mean of its paragraphs' tones, weighted by their
    /// numbers of words; `None` if there is none.
    pub tone: Option<Rating>,
    /// The same mean of the paragraphs' [`narrator`](Paragraph::narrator) tones.
    pub narrator: Option<Rating>,
    /// The same mean of the paragraphs' [`quoted`](Paragraph::quoted) tones.
    pub quoted: Option<Rating>,
    /// The paragraphs, in order of the text.
    pub paragraphs: Vec<Paragraph>,
    /// The attributions, in order of the text; an attribution's index is its
    /// [`id`](Quote::id).
    pub quotes: Vec<Quote>,
    /// The speakers, in order of their first attribution; a speaker's index is their
    /// [`id`](Speaker::id).
    pub speakers: Vec<Speaker>,
}

impl Report {
    /// The version of the report format that this crate writes.
    pub const SCHEMA: u32 = 2;
}

/// What was done to a pasted text so that it reads as it is seen.
///
/// ```
/// let article = "> The talks about the harbour went on for a whole night be-\n\
///                > fore the ministers of both countries came to any conclu-\n\
///                > sion, Ann Lee said.";
/// let report = whosaid::analyze(article);
/// assert_eq!((report.layout.lines_joined, report.paragraphs.len()), (2, 1));
/// let hyphen = report.layout.omitted[0];
/// assert_eq!(&article[hyphen.start..hyphen.end], "-\n> ");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(missing_as_null))]
pub struct Layout {
    /// How many line breaks inside paragraphs were read as spaces or as nothing.
    pub lines_joined: usize,
    /// What is not part of the text that a reader sees: hyphens at the end of a line
    /// with the break, marks ">" of a mail, page numbers and running titles, signs of
    /// footnotes. In order of the text; other spans may contain these.
    pub omitted: Vec<Span>,
    /// What kind of conversation the article is; `None` if it is none.
    pub conversation: Option<Conversation>,
}

/// One paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(missing_as_null))]
pub struct Paragraph {
    /// Its span, without the white space around it.
    pub span: Span,
    /// The part that it plays in the article.
    pub kind: ParagraphKind,
    /// The words that name who speaks in a turn, a post or a passage of somebody's
    /// text; they may stand in another paragraph. `None` if nothing names them.
    pub label: Option<Span>,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Tone of the whole paragraph; `None` if it has no word or is a byline.
    pub tone: Option<Tone>,
    /// Tone of the narrator's words, which are those outside the contents of
    /// attributions; `None` if they say nothing beyond who spoke and when.
    pub narrator: Option<Tone>,
    /// Tone of the quoted words, which are the contents of attributions; `None` if there
    /// are none.
    pub quoted: Option<Tone>,
}

/// One sentence.
///
/// ```
/// let article = "The rescue was a triumph. The fire killed two men.";
/// let report = whosaid::analyze(article);
/// let scores = report.paragraphs[0].sentences.iter().map(|s| s.tone.unwrap().score);
/// assert!(scores.is_sorted_by(|a, b| a > b));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(missing_as_null))]
pub struct Sentence {
    /// Its span, without the white space around it.
    pub span: Span,
    /// Its tone, whose evidence is the paragraph's evidence within the sentence; `None`
    /// without a word, in a byline, and if the report has a [notice](Report::notice).
    pub tone: Option<Rating>,
}

/// One attribution: somebody says, writes or thinks something.
///
/// Each of its three parts, content, cue and source, is a list of spans in order of the
/// text.
///
/// ```
/// let article = "She told reporters it would rain.";
/// let quote = &whosaid::analyze(article).quotes[0];
/// let words = |span: whosaid::report::Span| &article[span.start..span.end];
/// assert_eq!((words(quote.source[0]), words(quote.content[0])), ("She", "it would rain"));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(missing_as_null))]
pub struct Quote {
    /// Number of the attribution, counted from 0 in order of the text.
    pub id: usize,
    /// Index of the paragraph its content starts in.
    pub paragraph: usize,
    /// How much of the content stands between quotation marks.
    pub kind: QuoteKind,
    /// Whether it is said or thought.
    pub act: Act,
    /// What is said, in one or more pieces. Quotation marks and a leading "that" are
    /// included.
    pub content: Vec<Span>,
    /// The words that show that it is said ("told reporters"); empty without a cue.
    pub cue: Vec<Span>,
    /// The words that name who says it ("she", "the mayor"); empty without a source.
    pub source: Vec<Span>,
    /// The [ids](Speaker::id) of the speakers; empty if it is unknown who they are.
    pub speakers: Vec<usize>,
    /// The estimated probability that content, source and speakers are right, 0 to 1 in
    /// steps of 0.01.
    pub confidence: f64,
    /// The pattern of the attribution.
    pub rule: Rule,
    /// The mentions that lead from the source to the speaker's name, nearest first. If
    /// the speakers are unknown, the names of those who may be meant, likeliest first.
    pub chain: Vec<Span>,
    /// Tone of the content; `None` if it has no word.
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
    /// Whether it is a person, an organization, a group or unknown.
    pub kind: SpeakerKind,
    /// What the article says they are ("a former ambassador"); `None` if it does not.
    pub role: Option<String>,
    /// Where the speaker is mentioned, in order of the text.
    pub mentions: Vec<Span>,
    /// The number of attributions that are theirs.
    pub quotes: usize,
    /// The number of words in the contents of those.
    pub words: usize,
    /// Tone of what they say: the mean of the [tones](Quote::tone) of their attributions,
    /// weighted by their numbers of words; `None` without a word. One or two attributions
    /// are too few to tell how a person speaks: the page shows no figure below three.
    pub tone: Option<Tone>,
}

/// The tone of a piece of text.
///
/// ```
/// let report = whosaid::analyze("A gunman killed four people.");
/// let tone = report.paragraphs[0].tone.as_ref().unwrap();
/// let sum: f64 = tone.evidence.iter().map(|evidence| evidence.weight).sum();
/// assert!((sum - tone.score).abs() < 1e-9);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify), tsify(missing_as_null))]
pub struct Tone {
    /// Valence, −1 (most negative) to 1 (most positive), in steps of 0.0001.
    pub score: f64,
    /// The tone in a word.
    pub label: ToneLabel,
    /// The words that made the score, in order of the text; their weights add up to it.
    pub evidence: Vec<Evidence>,
}

/// A word and its weight in a tone.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Evidence {
    /// The word.
    pub span: Span,
    /// What it adds to the score, −1 to 1, in steps of 0.0001.
    pub weight: f64,
}
