//! Hard-wrapped lines: whether a program broke the lines of a text to fit a width,
//! and which of them it broke.
//!
//! A program that wraps puts into each line as many words as fit. So wherever
//! a sentence plainly goes on in the next line, that line's first word would
//! not have fitted into the line before. Such pairs of lines are a text's own
//! evidence: they tell its width. Verse, tables and lists have few of them, or
//! some that are far shorter than others.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

use super::super::marks;
use super::lines::Line;
use super::notes;

/// The width of a wrapped text, in characters.
const WIDTHS: RangeInclusive<usize> = 30..=130;
/// A text is wrapped if it has at least this many pairs of lines in which a
/// sentence plainly goes on …
const LEAST_PAIRS: usize = 2;
/// … and if they are at least this part of all pairs. In wrapped news it is
/// two thirds.
const PAIRS: f64 = 0.25;
/// The narrowest of those lines, with the next word, have at least this part of
/// the width. In proportional type, lines differ by a tenth of their characters.
const NARROWEST: f64 = 0.8;
/// The part of those lines that may be narrower or wider than all others, as a
/// line with a long address is.
const OUTLIERS: f64 = 0.1;
/// At most this part of those lines end in a comma or the like. In verse half
/// of the lines do, in wrapped news one in fifteen.
const PAUSES: f64 = 0.3;
/// At most this part of those lines end in a number, as rows of tables do.
const NUMBERS: f64 = 0.3;
/// A label before a colon has at most this many bytes.
const LABEL_BYTES: usize = 40;

/// How a text is wrapped.
#[derive(Debug)]
pub(super) struct Wrap<'a> {
    source: &'a str,
    /// A line is full if it has at least this many characters, the next line's
    /// first word included.
    full: usize,
    /// How many blank lines stand between two lines of a paragraph: none, or one
    /// in a text whose lines are all set apart.
    blanks: usize,
    /// The indentation at which paragraphs start, if only their first lines are
    /// indented: anything above this many characters.
    margin: Option<usize>,
    /// What stands before the colon in several lines, as in a transcript.
    labels: HashMap<&'a str, usize>,
}

impl<'a> Wrap<'a> {
    /// How the lines of a text are wrapped; nothing if they are not.
    pub(super) fn of(source: &'a str, lines: &[Line]) -> Option<Self> {
        (0..=1).find_map(|blanks| {
            let full = full(source, lines, blanks)?;
            Some(Wrap { source, full, blanks, margin: margin(lines), labels: labels(source, lines) })
        })
    }

    /// The paragraphs of the lines, as ranges of them.
    pub(super) fn paragraphs(&self, lines: &[Line]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = 0;
        for block in self.blocks(lines) {
            let joinable = self.is_prose(&lines[block.clone()]);
            for at in block.clone() {
                let last = at + 1 == block.end;
                if last || !self.joins(&lines[at], &lines[at + 1], &lines[start], joinable) {
                    found.push(start..at + 1);
                    start = at + 1;
                }
            }
        }
        found
    }

    /// The runs of lines with no more blank lines between than paragraphs have.
    fn blocks(&self, lines: &[Line]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = 0;
        for at in 1..=lines.len() {
            if at == lines.len() || !is_pair(&lines[at - 1], &lines[at], self.blanks) {
                found.push(start..at);
                start = at;
            }
        }
        found.retain(|block| !block.is_empty());
        found
    }

    /// Whether any line of a block plainly goes on in the next one. A block of
    /// three lines or more in which none does is a list or verse.
    fn is_prose(&self, block: &[Line]) -> bool {
        let mut pairs = block.windows(2);
        block.len() < 3 || pairs.any(|pair| goes_on(self.source, &pair[0], &pair[1]) && self.is_full(&pair[0], &pair[1]))
    }

    /// Whether the next line's first word would not have fitted into a line.
    pub(super) fn is_full(&self, line: &Line, next: &Line) -> bool {
        line.width + 1 + next.first_word >= self.full
    }

    /// Whether a line goes on in the next one. `first` is the first line of the
    /// paragraph so far.
    fn joins(&self, line: &Line, next: &Line, first: &Line, prose: bool) -> bool {
        let (text, after) = (line.text(self.source), next.text(self.source));
        if is_item(after) || notes::number(after).is_some_and(|(_, plain)| !plain) || self.is_labelled(after) {
            return false;
        }
        let hangs = is_item(first.text(self.source)) && next.indent > first.indent;
        if self.margin.is_some_and(|margin| next.indent > margin) && !hangs {
            return false;
        }
        let full = self.is_full(line, next);
        let ends = ends_sentence(text);
        if starts_small(after) {
            return full || !ends;
        }
        prose && full && !(is_titled(text) && !is_titled(after))
    }

    /// Whether a line starts with a label that other lines have, too.
    fn is_labelled(&self, line: &str) -> bool {
        label(line).is_some_and(|label| self.labels.get(label).is_some_and(|&count| count > 1))
    }
}

/// The number of characters that a full line has at least, if the lines are
/// wrapped. Lines with more than `blanks` blank ones between are no pair.
fn full(source: &str, lines: &[Line], blanks: usize) -> Option<usize> {
    let pairs: Vec<&[Line]> = lines.windows(2).filter(|pair| is_pair(&pair[0], &pair[1], blanks)).collect();
    let sure: Vec<&[Line]> =
        pairs.iter().copied().filter(|pair| goes_on(source, &pair[0], &pair[1])).collect();
    let count = sure.len();
    let part = |of: usize, test: &dyn Fn(&str) -> bool| {
        sure.iter().filter(|pair| test(pair[0].text(source))).count() as f64 / of as f64
    };
    if count < LEAST_PAIRS
        || (count as f64) < PAIRS * pairs.len() as f64
        || part(count, &|line| line.ends_with([',', ';', '—', '–', ':'])) > PAUSES
        || part(count, &|line| line.ends_with(|c: char| c.is_ascii_digit())) > NUMBERS
        || part(count, &has_columns) > NUMBERS
    {
        return None;
    }
    let outliers = (count as f64 * OUTLIERS) as usize;
    let mut widths: Vec<usize> = sure.iter().map(|pair| pair[0].width).collect();
    let (_, &mut width, _) = widths.select_nth_unstable(count - 1 - outliers);
    let mut filled: Vec<usize> = sure.iter().map(|pair| pair[0].width + 1 + pair[1].first_word).collect();
    let (_, &mut narrow, _) = filled.select_nth_unstable(outliers);
    (WIDTHS.contains(&width) && narrow as f64 >= NARROWEST * width as f64).then_some(narrow)
}

/// Whether two lines after one another may be of one paragraph.
fn is_pair(line: &Line, next: &Line, blanks: usize) -> bool {
    next.blanks <= blanks && line.depth == next.depth
}

/// Whether a sentence plainly goes on from a line to the next: the line does
/// not end one, and the next starts with a small letter.
pub(super) fn goes_on(source: &str, line: &Line, next: &Line) -> bool {
    !ends_sentence(line.text(source)) && starts_small(next.text(source))
}

fn starts_small(line: &str) -> bool {
    line.starts_with(char::is_lowercase)
}

/// Whether a line ends in a mark that ends a sentence.
pub(super) fn ends_sentence(line: &str) -> bool {
    let closes = |c| marks::is_quotation_char(c) || matches!(c, ')' | ']');
    line.trim_end_matches(closes).ends_with(['.', '!', '?', '…', ':'])
}

/// Whether a line has columns: two gaps of several spaces, or a tab.
fn has_columns(line: &str) -> bool {
    line.contains('\t') || line.match_indices("  ").count() >= 2
}

/// Whether a line starts an item of a list.
fn is_item(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let numbered = (1..=2).contains(&digits) && rest.starts_with([')', '.']) && rest[1..].starts_with(' ');
    numbered || line.strip_prefix(['•', '*', '·', '▪', '-', '–']).is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// Whether a line is written as titles are: three words or more, and the longer
/// ones have capitals.
pub(super) fn is_titled(line: &str) -> bool {
    let mut words = line.split_whitespace().filter(|word| word.chars().count() > 3).peekable();
    let count = line.split_whitespace().count();
    count >= 3 && words.peek().is_some() && words.all(|word| !word.starts_with(char::is_lowercase))
}

/// The indentation that only the first lines of paragraphs exceed, if they do:
/// that of most lines. Some lines have more, and hardly any two of them follow
/// one another.
fn margin(lines: &[Line]) -> Option<usize> {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for line in lines {
        *counts.entry(line.indent).or_default() += 1;
    }
    let (&margin, _) = counts.iter().max_by_key(|&(&indent, &count)| (count, Reverse(indent)))?;
    let deeper = |line: &Line| line.indent > margin;
    let first = lines.iter().filter(|line| deeper(line)).count();
    let again = lines.windows(2).filter(|pair| deeper(&pair[0]) && deeper(&pair[1])).count();
    (first >= 2 && again * 2 < first).then_some(margin)
}

/// What stands before the colon of a line, if it may name a speaker.
fn label(line: &str) -> Option<&str> {
    let end = line.bytes().take(LABEL_BYTES).position(|byte| byte == b':')?;
    let label = &line[..end];
    (label.starts_with(char::is_uppercase) && !label.contains(['.', ',', '?', '!'])).then_some(label)
}

/// How many lines have each label.
fn labels<'a>(source: &'a str, lines: &[Line]) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for label in lines.iter().filter_map(|line| label(line.text(source))) {
        *counts.entry(label).or_default() += 1;
    }
    counts
}
