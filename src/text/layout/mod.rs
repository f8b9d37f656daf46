//! The article as a reader sees it: lines joined that a program broke, and
//! left out what belongs to the paper and not to the text.
//!
//! What is pasted often comes from a PDF, a mail or a terminal. Its lines break
//! at a width, words break at hyphens, marks ">" stand before the lines of a
//! mail, and page numbers interrupt sentences. [`Layout::of`] decides by the
//! evidence of the whole text (`wrap`) whether its lines are to be joined. All
//! later stages read what is shown; [`Layout::pasted`] leads from there back to
//! the characters as they were pasted.

mod furniture;
mod hyphens;
mod lines;
mod notes;
mod wrap;

use std::borrow::Cow;

use furniture::Suspects;
use hyphens::Hyphens;
use lines::Line;
use notes::Notes;
use wrap::{Reader, Wrap};

use super::Span;
use super::tokens::is_invisible;
use crate::lexicon::Lexicon;

/// What to do with the lines of hard-wrapped text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// Lines that a program broke are joined.
    #[default]
    Joined,
    /// Every line is a paragraph, and nothing is left out.
    AsPasted,
}

/// An article as it is shown, and where its characters were pasted.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    /// The article as it is shown. It is the pasted text itself, unless
    /// something was joined or left out.
    pub(super) shown: Cow<'a, str>,
    /// Its paragraphs, in order.
    pub(super) blocks: Vec<Block>,
    /// How many line breaks were taken out.
    pub(super) lines_joined: usize,
    /// What was left out, in bytes of the pasted text and in order: hyphens at the
    /// end of a line, marks of a mail, page numbers and running titles, signs of
    /// footnotes.
    pub(super) omitted: Vec<Span>,
    /// Where the stretches of `shown` were pasted, in order; empty if `shown` is
    /// the pasted text.
    stretches: Vec<Stretch>,
}

/// A paragraph of an article as it is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// Bytes of what is shown, without the white space around it.
    pub(super) span: Span,
    /// Whether its lines start with marks ">" and those around it do not.
    pub(super) quoted: bool,
    /// Whether it is a footnote.
    pub(super) note: bool,
}

/// A stretch of what is shown that was pasted in one piece.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// Its first byte in what is shown.
    shown: usize,
    /// Its first byte in the pasted text.
    pasted: usize,
}

impl<'a> Layout<'a> {
    /// Lays out an article as it was pasted.
    pub(super) fn of(pasted: &'a str, lexicon: &'a Lexicon, lines: Lines) -> Self {
        let mut all = lines::of(pasted);
        unquote(&mut all);
        match lines {
            Lines::Joined => Draft::joined(Reader { source: pasted, lexicon }, &all).finish(lexicon),
            Lines::AsPasted => {
                let span = |line: &Line| Block { span: line.span, quoted: line.depth > 0, note: false };
                Layout {
                    shown: Cow::Borrowed(pasted),
                    blocks: all.iter().map(span).collect(),
                    lines_joined: 0,
                    omitted: Vec::new(),
                    stretches: Vec::new(),
                }
            }
        }
    }

    /// Where a span of what is shown was pasted. It must start and end with
    /// characters that were pasted.
    pub(super) fn pasted(&self, span: Span) -> Span {
        let at = |byte: usize| {
            let after = self.stretches.partition_point(|stretch| stretch.shown <= byte);
            let stretch = after.checked_sub(1).map(|index| self.stretches[index]);
            stretch.map_or(byte, |stretch| stretch.pasted + (byte - stretch.shown))
        };
        if span.start == span.end {
            let place = at(span.start);
            return Span { start: place, end: place };
        }
        Span { start: at(span.start), end: at(span.end - 1) + 1 }
    }
}

/// Nearly all lines of a mail that is quoted as a whole have marks.
const QUOTED: f64 = 0.8;

/// Takes the marks ">" that nearly all lines have for what they are: the whole
/// text is quoted, and no line more than the others.
fn unquote(lines: &mut [Line]) {
    let least = QUOTED * lines.len() as f64;
    while lines.iter().filter(|line| line.depth > 0).count() as f64 >= least.max(1.0) {
        for line in &mut *lines {
            line.depth = line.depth.saturating_sub(1);
        }
    }
}

/// Paragraphs that are being put together.
#[derive(Debug)]
struct Draft<'a> {
    pasted: &'a str,
    paragraphs: Vec<Paragraph>,
    /// The lines that are left out.
    furniture: Vec<Span>,
}

/// A paragraph that is being put together.
#[derive(Debug)]
struct Paragraph {
    /// Its lines, at least one.
    lines: Vec<Span>,
    /// See [`Block::quoted`].
    quoted: bool,
}

impl Paragraph {
    /// Puts together lines, of which there must be one at least.
    fn of(lines: &[Line]) -> Self {
        Paragraph { lines: lines.iter().map(|line| line.span).collect(), quoted: lines[0].depth > 0 }
    }
}

impl<'a> Draft<'a> {
    /// Joins the lines of a wrapped text, and in others those of a broken sentence.
    fn joined(reader: Reader<'a>, lines: &[Line]) -> Self {
        let pasted = reader.source;
        let suspects = Suspects::of(pasted, lines);
        let plain = lines.iter().zip(&suspects.is_suspect).filter(|(_, suspect)| !**suspect);
        let plain: Vec<Line> = plain.map(|(line, _)| *line).collect();
        let Some(wrap) = Wrap::of(reader, &plain) else {
            let paragraphs = wrap::broken_sentences(reader, lines).into_iter().map(Paragraph::of).collect();
            return Draft { pasted, paragraphs, furniture: Vec::new() };
        };
        let is_furniture = suspects.furniture(reader, lines, &wrap);
        let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
        let mut furniture = Vec::new();
        for (line, is_furniture) in lines.iter().zip(is_furniture) {
            if is_furniture {
                furniture.push(line.span);
                continue;
            }
            let after_furniture =
                furniture.last().zip(kept.last()).is_some_and(|(f, k)| f.start > k.span.start);
            let blanks = match kept.last() {
                Some(before) if after_furniture && reader.goes_on(before, line) => 0,
                _ => line.blanks,
            };
            kept.push(Line { blanks, ..*line });
        }
        let paragraphs =
            wrap.paragraphs(&kept).into_iter().map(|range| Paragraph::of(&kept[range])).collect();
        Draft { pasted, paragraphs, furniture }
    }

    /// The layout of the paragraphs, with footnotes told apart.
    fn finish(mut self, lexicon: &Lexicon) -> Layout<'a> {
        let Notes { signs, is_note } = Notes::find(self.pasted, &self.paragraphs);
        let notes = self.join_around(is_note);
        let untouched = self.furniture.is_empty()
            && signs.is_empty()
            && self.paragraphs.iter().all(|paragraph| paragraph.lines.len() == 1)
            && (self.pasted.is_ascii() || !self.pasted.contains(is_invisible));
        let blocks = |spans: Vec<Span>| {
            let flags = self.paragraphs.iter().map(|paragraph| paragraph.quoted).zip(&notes);
            let block = |(span, (quoted, &note))| Block { span, quoted, note };
            spans.into_iter().zip(flags).map(block).collect()
        };
        if untouched {
            return Layout {
                shown: Cow::Borrowed(self.pasted),
                blocks: blocks(self.paragraphs.iter().map(|paragraph| paragraph.lines[0]).collect()),
                lines_joined: 0,
                omitted: Vec::new(),
                stretches: Vec::new(),
            };
        }
        let mut sheet = Sheet::new(self.pasted, signs, lexicon);
        let spans = self.paragraphs.iter().map(|paragraph| sheet.paragraph(&paragraph.lines)).collect();
        let omitted = united([sheet.omitted, self.furniture].concat());
        Layout {
            blocks: blocks(spans),
            shown: Cow::Owned(sheet.shown),
            lines_joined: self.paragraphs.iter().map(|paragraph| paragraph.lines.len() - 1).sum(),
            omitted,
            stretches: sheet.stretches,
        }
    }

    /// Joins paragraphs that footnotes at the foot of a page part. Such notes
    /// are left out like other furniture of the page. Returns for each
    /// paragraph that is left whether it is a footnote.
    fn join_around(&mut self, is_note: Vec<bool>) -> Vec<bool> {
        let pasted = self.pasted;
        let text = |span: &Span| &pasted[span.start..span.end];
        let is_open = |paragraph: &Paragraph| {
            paragraph.lines.last().is_some_and(|last| !wrap::ends_sentence(text(last)))
        };
        let mut notes: Vec<bool> = Vec::with_capacity(is_note.len());
        let mut kept: Vec<Paragraph> = Vec::with_capacity(is_note.len());
        for (paragraph, note) in std::mem::take(&mut self.paragraphs).into_iter().zip(is_note) {
            let goes_on = !note && wrap::starts_small(text(&paragraph.lines[0]));
            let before = notes.iter().rposition(|&note| !note).filter(|&at| {
                goes_on && at + 1 < kept.len() && is_open(&kept[at]) && kept[at].quoted == paragraph.quoted
            });
            if let Some(before) = before {
                self.furniture.extend(kept.drain(before + 1..).flat_map(|note| note.lines));
                notes.truncate(before + 1);
                kept[before].lines.extend(paragraph.lines);
            } else {
                notes.push(note);
                kept.push(paragraph);
            }
        }
        self.paragraphs = kept;
        notes
    }
}

/// The spans in order, with those that touch the same characters as one: a word broken at
/// the foot of a page has its page's furniture between its halves.
fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let meets = next.start < kept.end;
        kept.end = if meets { kept.end.max(next.end) } else { kept.end };
        meets
    });
    spans
}

/// What is shown, while it is written.
#[derive(Debug)]
struct Sheet<'a> {
    pasted: &'a str,
    shown: String,
    stretches: Vec<Stretch>,
    omitted: Vec<Span>,
    /// Signs of footnotes, last first.
    signs: Vec<Span>,
    hyphens: Hyphens<'a>,
}

impl<'a> Sheet<'a> {
    fn new(pasted: &'a str, mut signs: Vec<Span>, lexicon: &'a Lexicon) -> Self {
        signs.reverse();
        let shown = String::with_capacity(pasted.len());
        let hyphens = Hyphens::new(pasted, lexicon);
        Sheet { pasted, shown, stretches: Vec::new(), omitted: Vec::new(), signs, hyphens }
    }

    /// Writes a paragraph, which is given as its lines, and returns its span.
    fn paragraph(&mut self, lines: &[Span]) -> Span {
        if !self.shown.is_empty() {
            self.shown.push_str("\n\n");
        }
        let start = self.shown.len();
        for (index, line) in lines.iter().enumerate() {
            let Some(next) = lines.get(index + 1) else {
                self.copy(*line);
                continue;
            };
            let text = |span: &Span| &self.pasted[span.start..span.end];
            if let Some(cut) = self.hyphens.cut(text(line), text(next)) {
                let end = line.end - cut;
                self.copy(Span { start: line.start, end });
                self.omitted.push(Span { start: end, end: next.start });
            } else {
                self.copy(*line);
                self.space(line.end, next.start);
            }
        }
        Span { start, end: self.shown.len() }
    }

    /// Writes a space for what stands between two lines.
    fn space(&mut self, start: usize, end: usize) {
        self.stretches.push(Stretch { shown: self.shown.len(), pasted: start });
        self.shown.push(' ');
        let between = &self.pasted[start..end];
        if let Some(mark) = between.find('>') {
            self.omitted.push(Span { start: start + mark, end });
        }
    }

    /// Writes a span of the pasted text, without signs of footnotes and
    /// invisible characters.
    fn copy(&mut self, span: Span) {
        let mut start = span.start;
        while let Some(sign) = self.signs.pop_if(|sign| sign.start < span.end) {
            if sign.start >= start {
                self.copy_visible(Span { start, end: sign.start });
                start = sign.end;
            }
            self.omitted.push(sign);
        }
        self.copy_visible(Span { start, end: span.end.max(start) });
    }

    fn copy_visible(&mut self, span: Span) {
        let mut start = span.start;
        for (at, c) in self.pasted[span.start..span.end].char_indices() {
            if is_invisible(c) {
                self.push(start, span.start + at);
                start = span.start + at + c.len_utf8();
            }
        }
        self.push(start, span.end);
    }

    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.stretches.push(Stretch { shown: self.shown.len(), pasted: start });
            self.shown.push_str(&self.pasted[start..end]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::testing::text;

    /// The paragraphs of a text as they are shown.
    fn shown(source: &str) -> Vec<String> {
        let text = text(source);
        text.paragraphs.iter().map(|p| text.slice(p.span).to_owned()).collect()
    }

    #[test]
    fn every_word_is_where_it_was_pasted() {
        let source = "> The “talks” went on and on be-\r\n> cause no\u{ad}body of the delega-\r\n> tions had slept, \
                      said Zoë Lee,\r\n>   who left.";
        let text = text(source);
        assert_eq!(
            text.shown(),
            "The “talks” went on and on because nobody of the delegations had slept, said Zoë Lee, who left."
        );
        for token in &text.tokens {
            let pasted = text.pasted(token.span);
            let kept: String =
                source[pasted.start..pasted.end].chars().filter(|c| c.is_alphanumeric()).collect();
            let seen: String = text.slice(token.span).chars().filter(|c| c.is_alphanumeric()).collect();
            assert_eq!(kept, seen);
        }
        assert_eq!(text.lines_joined(), 3);
    }

    #[test]
    fn furniture_inside_a_broken_word_is_left_out_once() {
        let source = "The council met for the second time this week in the old cus-\nThe Harbour Post 3\n\
                      toms house at the harbour, where the engineers had laid out\nall their plans of the bridge \
                      on a table that was far too small,\nThe Harbour Post 4\nand the ferry was late again.";
        let text = text(source);
        assert!(text.shown().contains("the old customs house"), "{}", text.shown());
        assert!(!text.shown().contains("Post"));
        assert!(text.omitted().windows(2).all(|pair| pair[0].end <= pair[1].start), "{:?}", text.omitted());
    }

    #[test]
    fn a_mail_is_read_as_if_it_was_not_quoted() {
        assert_eq!(shown("> It rained.\n>\n> Ann Lee left."), ["It rained.", "Ann Lee left."]);
        assert_eq!(shown(">> It rained.\n>>\n>> Ann Lee left."), ["It rained.", "Ann Lee left."]);
        assert_eq!(
            shown(
                "On Monday, Bo Ek wrote:\n> It rained.\n>\n> Ann Lee left.\n>\n> The hall was empty.\n>\n> It rained again."
            ),
            [
                "On Monday, Bo Ek wrote:",
                "It rained.",
                "Ann Lee left.",
                "The hall was empty.",
                "It rained again."
            ]
        );
    }

    #[test]
    fn invisible_characters_are_not_shown() {
        assert_eq!(
            shown("\u{feff}Mar\u{ad}garet Tol\u{200b}land left.\n\nIt rained."),
            ["Margaret Tolland left.", "It rained."]
        );
    }

    #[test]
    fn nothing_is_copied_without_need() {
        let source = "It rained.\n\n“We left,” said Ann Lee.";
        let text = text(source);
        assert!(std::ptr::eq(text.shown().as_ptr(), source.as_ptr()));
        assert!(text.omitted().is_empty());
    }
}
