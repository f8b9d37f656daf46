//! Kinds of paragraphs: the part that each plays in the article.
//!
//! One file for each kind. Most paragraphs are told by themselves (`alone`): by
//! typical words, marks and agencies. Then the paragraphs around them are looked
//! at: items stand in lists, a name under the headline is a byline, a pull quote
//! repeats words of the running text, and a line under a passage that is set
//! apart names its author (`author`). Later stages ask a kind what it means:
//! who is named in a byline is nobody in the article, and the running text goes on
//! after a caption as if there were none.

mod author;
mod byline;
mod dateline;
mod heading;
mod list;
mod note;
mod picture;
mod posts;
mod pull_quote;
mod time;
mod words;

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

use super::Span;
use super::layout::Block;
use crate::lexicon::Lexicon;
use words::Words;

/// The part a paragraph plays in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum ParagraphKind {
    /// Running text.
    Body,
    /// The title of the article or of a section.
    Heading,
    /// Who wrote or edited it, and when it was published.
    Byline,
    /// Where and when it was written, on a line of its own.
    Dateline,
    /// The words under a picture.
    Caption,
    /// Who made a picture.
    Credit,
    /// An item of a list.
    ListItem,
    /// Words of the article, set apart once more to draw readers in.
    PullQuote,
    /// A passage of somebody else's text that is set apart.
    BlockQuote,
    /// What somebody wrote in a social network.
    Post,
    /// What somebody says in a conversation.
    Turn,
    /// What an interviewer asks.
    Question,
    /// When an entry of a live blog was written.
    Time,
    /// A footnote.
    Footnote,
}

impl ParagraphKind {
    /// Whether it tells of the article or of its pictures and not of the news: nobody
    /// speaks in it, and who is named there is nobody in the article.
    #[must_use]
    pub fn is_credit(self) -> bool {
        use ParagraphKind::{Byline, Credit, Dateline, Time};
        matches!(self, Byline | Credit | Dateline | Time)
    }

    /// Whether it is part of a conversation.
    #[must_use]
    pub fn is_conversation(self) -> bool {
        matches!(self, ParagraphKind::Question | ParagraphKind::Turn)
    }

    /// Whether somebody else than the reporter speaks in all of it.
    #[must_use]
    pub fn is_speech(self) -> bool {
        use ParagraphKind::{BlockQuote, Post, Question, Turn};
        matches!(self, BlockQuote | Post | Question | Turn)
    }

    /// Whether it stands beside the running text, which goes on after it: "he" is nobody
    /// whom only a caption names.
    #[must_use]
    pub fn is_aside(self) -> bool {
        use ParagraphKind::{Caption, Footnote, Post, PullQuote};
        self.is_credit() || matches!(self, Caption | Footnote | Post | PullQuote)
    }

    /// Whether it may stand between two paragraphs of one quotation.
    #[must_use]
    pub fn interrupts(self) -> bool {
        self.is_aside() || self == ParagraphKind::Heading
    }
}

/// A paragraph and what it is.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) block: Block,
    pub(super) kind: ParagraphKind,
    /// Bytes of its own text: without the author and the date of a post, without
    /// the credit after a caption. May be empty.
    pub(super) core: Span,
    /// Bytes that name whose words it has; they may stand in another paragraph.
    pub(super) label: Option<Span>,
}

/// The paragraphs of a text with their kinds. The only paragraph of a text is
/// running text, whatever it looks like, unless it is a post.
pub(super) fn of(shown: &str, blocks: &[Block], lexicon: &Lexicon) -> Vec<Part> {
    let words: Vec<Words> = blocks.iter().map(|block| Words::of(shown, block.span, lexicon)).collect();
    let mut parts: Vec<Part> = blocks.iter().zip(&words).map(|(block, words)| alone(*block, words)).collect();
    if let [part] = &mut parts[..]
        && !part.block.note
    {
        *part = Part { kind: ParagraphKind::Body, core: part.block.span, ..part.clone() };
    }
    if parts.len() > 1 {
        list::find(&words, &mut parts);
        heading::standfirst(&words, &mut parts);
        byline::under_headline(&words, &mut parts);
        picture::captions(&words, &mut parts);
        note::at_end(&words, &mut parts);
    }
    posts::find(shown, &words, &mut parts);
    pull_quote::find(&words, &mut parts);
    author::find(&words, &mut parts);
    parts
}

/// What a paragraph is by itself.
fn alone(block: Block, words: &Words) -> Part {
    let mut core = block.span;
    let kind = if block.note {
        ParagraphKind::Footnote
    } else if block.quoted {
        ParagraphKind::BlockQuote
    } else if time::is_time(words) {
        ParagraphKind::Time
    } else if byline::is_byline(words) {
        ParagraphKind::Byline
    } else if dateline::is_dateline(words) {
        ParagraphKind::Dateline
    } else if let Some(credit) = picture::credit(words) {
        core.end = core.start + credit;
        if credit == 0 { ParagraphKind::Credit } else { ParagraphKind::Caption }
    } else if heading::is_heading(words) && !author::is_signed(words) {
        ParagraphKind::Heading
    } else {
        ParagraphKind::Body
    };
    Part { block, kind, core, label: None }
}

#[cfg(test)]
mod tests {
    use super::ParagraphKind;
    use crate::text::Paragraph;
    use crate::text::testing::text;

    /// The paragraphs of a text with their kinds.
    fn parts(source: &str) -> Vec<(&str, ParagraphKind)> {
        let text = text(source);
        let pasted = |p: &Paragraph| text.pasted(p.span);
        text.paragraphs.iter().map(|p| (&source[pasted(p).start..pasted(p).end], p.kind)).collect()
    }

    #[test]
    fn one_line_a_paragraph() {
        use ParagraphKind::{Body, Heading};
        assert_eq!(
            parts(
                "Leaders Meet in Geneva\r\nThe talks began on Monday, officials said.\r\nThey will go on.\r\n"
            ),
            [
                ("Leaders Meet in Geneva", Heading),
                ("The talks began on Monday, officials said.", Body),
                ("They will go on.", Body)
            ]
        );
    }

    #[test]
    fn hard_wrapped_lines_are_one_paragraph() {
        let wrapped = "The talks between the two delegations began on Monday in\nthe old customs house by the lake and went on until well\nafter midnight.\n\nThey will go on.";
        assert_eq!(parts(wrapped).len(), 2);
    }

    #[test]
    fn blank_lines_may_hold_invisible_characters() {
        assert_eq!(parts("One is here.\n\u{a0}\u{200b}\t\nTwo is here.").len(), 2);
    }

    #[test]
    fn every_kind_of_line_end() {
        for end in ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\u{2028}", "\u{2029}", "\u{85}"] {
            let source = format!("One is here.{end}Two is here.{end}");
            let texts: Vec<&str> = parts(&source).into_iter().map(|(text, _)| text).collect();
            assert_eq!(texts, ["One is here.", "Two is here."], "{end:?}");
        }
    }

    #[test]
    fn wrapped_lines_may_end_in_crlf() {
        let wrapped = "The talks began on Monday in the old customs house, and\r\nBo Ek said that nobody had come prepared for a long night\r\nof talks.";
        assert_eq!(parts(wrapped), [(wrapped, ParagraphKind::Body)]);
    }

    #[test]
    fn invisible_characters_around_a_paragraph_are_not_part_of_it() {
        assert_eq!(
            parts("\u{feff}\u{a0}One\u{a0}is here.\u{200b}\u{a0}\n\nTwo is here."),
            [("One\u{a0}is here.", ParagraphKind::Body), ("Two is here.", ParagraphKind::Body)]
        );
    }

    #[test]
    fn a_line_in_small_letters_goes_on() {
        assert_eq!(parts("“We left,”\nsaid Ann Lee.\nThey came back.").len(), 2);
    }

    #[test]
    fn no_paragraph_without_characters() {
        assert!(parts(" \r\n\u{feff}\n").is_empty());
    }
}
