//! Kinds of paragraphs: the part that each plays in the article.
//!
//! Short lines that do not end as sentences do are headings; bylines and
//! captions are known by typical words.

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

use super::layout::Block;
use super::marks;

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
    /// Whether it tells of the article or of its pictures and not of the news. Who is
    /// named there is nobody in the article.
    #[must_use]
    pub fn is_credit(self) -> bool {
        use ParagraphKind::{Byline, Caption, Credit, Dateline, Time};
        matches!(self, Byline | Caption | Credit | Dateline | Time)
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
}

/// A heading has at most this many words.
const HEADING_WORDS: usize = 18;
/// A byline has at most this many words after "By".
const BYLINE_WORDS: usize = 8;
/// A line that says when the article was published has at most this many words.
const DATE_WORDS: usize = 12;
/// A paragraph that names a picture agency somewhere is a caption if it has
/// fewer than this many bytes.
const CAPTION_BYTES: usize = 600;
/// The name before the colon of a transcript line has fewer than this many bytes.
const NAME_BYTES: usize = 40;

/// The paragraphs of a text with their kinds. The only paragraph of a text is
/// running text, whatever it looks like.
pub(super) fn of(shown: &str, blocks: &[Block]) -> Vec<(Block, ParagraphKind)> {
    let kind_of = |block: &Block| match () {
        () if block.note => ParagraphKind::Footnote,
        () if blocks.len() == 1 => ParagraphKind::Body,
        () => kind(&shown[block.span.start..block.span.end]),
    };
    blocks.iter().map(|block| (*block, kind_of(block))).collect()
}

fn is_closer(c: char) -> bool {
    marks::is_quotation_char(c) || matches!(c, ')' | ']')
}

fn kind(paragraph: &str) -> ParagraphKind {
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    if is_byline(&words) {
        ParagraphKind::Byline
    } else if is_caption(paragraph) {
        ParagraphKind::Caption
    } else if is_heading(paragraph, &words) {
        ParagraphKind::Heading
    } else {
        ParagraphKind::Body
    }
}

/// Whether a paragraph says who wrote the article or when: "By Ann Lee",
/// "Updated Monday 3:14 p.m.", "Published 3 May".
fn is_byline(words: &[&str]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    match first.trim_end_matches(':').to_lowercase().as_str() {
        "by" => {
            let capital = |w: &&str| w.starts_with(char::is_uppercase);
            let named = rest.iter().all(|w| {
                w.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || !c.is_alphanumeric())
                    || matches!(*w, "and" | "in" | "for" | "of" | "de" | "van" | "von" | "at")
            });
            // "By Ann Lee, courts reporter"
            let comma = rest.iter().position(|w| w.ends_with(','));
            let described = comma.is_some_and(|comma| comma > 0 && rest[..=comma].iter().all(capital));
            rest.len() <= BYLINE_WORDS
                && rest.first().is_some_and(capital)
                && (named || described)
                && !rest.last().is_some_and(|w| w.ends_with(['.', '!', '?', ':', ',']) && w.len() > 4)
        }
        "updated" | "published" | "posted" => {
            words.len() <= DATE_WORDS && words.iter().any(|w| w.contains(char::is_numeric))
        }
        _ => false,
    }
}

/// Whether a paragraph has a picture credit: "Photo: …", "… (AP Photo/Ann Lee)",
/// "… Getty Images".
fn is_caption(paragraph: &str) -> bool {
    let lower = paragraph.to_lowercase();
    let opens =
        ["photo:", "image:", "caption:", "file photo", "file -", "file —", "pictured:", "photograph:"];
    let holds =
        ["getty images", "ap photo", "/reuters", "/afp", "(photo by", "photo credit", "photograph by"];
    opens.iter().any(|o| lower.starts_with(o))
        || (lower.len() < CAPTION_BYTES && holds.iter().any(|h| lower.contains(h)))
}

/// Whether a paragraph is short and neither a sentence, a quotation, a line of
/// a transcript nor an item of a list.
fn is_heading(paragraph: &str, words: &[&str]) -> bool {
    let ends = paragraph.trim_end_matches(is_closer);
    let quoted_question = ends.ends_with('?') && ends.len() != paragraph.len();
    words.len() <= HEADING_WORDS
        && paragraph.contains(char::is_alphabetic)
        && !ends.ends_with(['.', '!', '…', ':', ';', ','])
        && !quoted_question
        && !is_transcript_line(paragraph)
        && !paragraph.starts_with(['-', '•', '*', '–', '—'])
        && !(paragraph.starts_with(marks::is_double_char) && paragraph.ends_with(marks::is_double_char))
}

/// Whether a paragraph starts with a name in capitals and a colon, as in
/// "MODERATOR: thank you".
fn is_transcript_line(paragraph: &str) -> bool {
    paragraph.split_once(':').is_some_and(|(name, _)| {
        name.contains(char::is_alphabetic)
            && name.chars().all(|c| !c.is_lowercase())
            && name.len() < NAME_BYTES
    })
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
    fn bylines_and_captions() {
        let kinds: Vec<_> =
            parts("By Ann Lee and Bo Ek\n\nThe two met today.\n\nThe lake at dawn. (Photo by Cy Dunn)")
                .into_iter()
                .map(|(_, kind)| kind)
                .collect();
        assert_eq!(kinds, [ParagraphKind::Byline, ParagraphKind::Body, ParagraphKind::Caption]);
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
    fn headings_and_what_looks_like_them() {
        use ParagraphKind::{Body, Byline, Heading};
        for (paragraph, kind) in [
            ("What did they say?", Heading),
            ("Talks at No. 10", Heading),
            ("“We left at dawn”", Body),
            ("MODERATOR: thank you", Body),
            ("- One point is here", Body),
            ("It rained.", Body),
            ("“Why so late?”", Body),
            ("BY ANN LEE, STAFF WRITER", Byline),
            ("By Ann Lee, courts reporter", Byline),
            ("By Monday, all had changed", Heading),
            ("Published 3 May 2024", Byline),
            ("By Monday the talks had ended.", Body),
            ("By the time they left, it was late.", Body),
        ] {
            let source = format!("{paragraph}\n\nThe hall was empty.");
            assert_eq!(parts(&source)[0], (paragraph, kind));
        }
        assert_eq!(parts("A single line"), [("A single line", Body)]);
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
