//! Hard-wrapped lines: whether a program broke the lines of a text to fit a width,
//! and which of them it broke.
//!
//! A program that wraps puts into each line as many words as fit. So wherever
//! a sentence plainly goes on in the next line, that line's first word would
//! not have fitted into the line before. Such pairs of lines are a text's own
//! evidence: they tell its width. Verse, tables and lists have few of them, or
//! some that are far shorter than others.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::{Range, RangeInclusive};

use super::super::labels::{Form, Label};
use super::super::marks;
use super::lines::Line;
use super::notes;
use crate::lexicon::{Class, Lexicon};

/// The width of a wrapped text, in characters.
const WIDTHS: RangeInclusive<usize> = 30..=130;
/// A text is wrapped if a sentence plainly goes on in at least this part of all
/// pairs of lines. In wrapped news it is two thirds.
const PAIRS: f64 = 0.25;
/// The same for a text with only one such pair.
const ONLY_PAIR: f64 = 0.5;
/// The narrowest of those lines, with the next word, have at least this part of
/// the width. In proportional type, lines differ by a tenth of their characters.
const NARROWEST: f64 = 0.8;
/// How many in a hundred of those lines may be narrower or wider than all others,
/// as a line with a long address is.
const OUTLIERS: usize = 15;
/// Blank lines set the paragraphs apart if at most this part of the blocks between
/// them seem to have a paragraph's end inside.
const MISSED: f64 = 0.25;
/// How many in a hundred of those lines may be narrower than lines that count as
/// full.
const RAGGED: usize = 3;
/// At most this part of those lines end in a comma or the like. In verse half
/// of the lines do, in wrapped news one in fifteen.
const PAUSES: f64 = 0.35;
/// At most this part of those lines end in a number, as rows of tables do.
const NUMBERS: f64 = 0.3;
/// Lines that start with small letters and are no prose are verse if there are
/// at least this many …
const VERSE_LINES: usize = 3;
/// … and none has more than this many characters.
const VERSE_WIDTH: usize = 60;

/// Reads lines for what they say of the next one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    pub(super) lexicon: &'a Lexicon,
}

impl Reader<'_> {
    /// Whether a sentence plainly goes on from a line to the next: the line does not
    /// end one, and the next starts with a small letter, or the line ends in a word
    /// after which more must follow.
    pub(super) fn goes_on(self, line: &Line, next: &Line) -> bool {
        let (text, after) = (line.text(self.source), next.text(self.source));
        !ends_sentence(text) && (starts_small(after) || self.is_open(text))
    }

    /// Whether a line ends in a function word, such as "and" or "the".
    fn is_open(self, line: &str) -> bool {
        let last = line.rsplit(char::is_whitespace).next().unwrap_or(line);
        last.len() < line.len() && starts_small(last) && self.lexicon.knows(last, Class::Function)
    }
}

/// How a text is wrapped.
#[derive(Debug)]
pub(super) struct Wrap<'a> {
    reader: Reader<'a>,
    /// A line is full if it has at least this many characters, the next line's
    /// first word included.
    full: usize,
    /// How many blank lines stand between two lines of a paragraph: none, or one
    /// in a text whose lines are all set apart.
    blanks: usize,
    /// The indentation at which paragraphs start, if only their first lines are
    /// indented: anything above this many characters.
    margin: Option<usize>,
    /// The labels that several lines have, as in a transcript.
    labels: HashSet<(String, Form)>,
}

impl<'a> Wrap<'a> {
    /// How the lines of a text are wrapped; nothing if they are not.
    pub(super) fn of(reader: Reader<'a>, lines: &[Line]) -> Option<Self> {
        (0..=1).find_map(|blanks| {
            let full = full(reader, lines, blanks)?;
            Some(Wrap { reader, full, blanks, margin: margin(lines), labels: labels(reader.source, lines) })
        })
    }

    /// The paragraphs of the lines, as ranges of them.
    pub(super) fn paragraphs(&self, lines: &[Line]) -> Vec<Range<usize>> {
        let blocks = self.blocks(lines);
        let set_apart = self.are_set_apart(lines, &blocks);
        let mut found = Vec::new();
        let mut start = 0;
        for block in blocks {
            let prose = self.is_prose(&lines[block.clone()]);
            for at in block.clone() {
                let joins = |next: &Line| match () {
                    () if self.starts(next, &lines[at], &lines[start]) => false,
                    () if prose && set_apart => true,
                    () => self.joins(&lines[at], next, prose),
                };
                if at + 1 == block.end || !joins(&lines[at + 1]) {
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

    /// Whether any line of a block plainly goes on in the next one, or all are full.
    /// Other blocks of three lines or more are lists or verse.
    fn is_prose(&self, block: &[Line]) -> bool {
        let full = |pair: &[Line]| self.is_full(&pair[0], &pair[1]);
        let goes_on = |pair: &[Line]| full(pair) && self.reader.goes_on(&pair[0], &pair[1]);
        block.len() < 3 || block.windows(2).any(goes_on) || block.windows(2).all(full)
    }

    /// Whether the next line's first word would not have fitted into a line.
    pub(super) fn is_full(&self, line: &Line, next: &Line) -> bool {
        line.width + 1 + next.first_word >= self.full
    }

    /// Whether blank lines set nearly all paragraphs apart: hardly any block has a
    /// line inside that looks like the last of a paragraph.
    fn are_set_apart(&self, lines: &[Line], blocks: &[Range<usize>]) -> bool {
        let is_last = |pair: &[Line]| !self.joins(&pair[0], &pair[1], true);
        let inside =
            blocks.iter().map(|block| lines[block.clone()].windows(2).filter(|pair| is_last(pair)).count());
        inside.sum::<usize>() as f64 <= MISSED * blocks.len() as f64
    }

    /// Whether a line starts a paragraph by what it is: an item of a list, a turn, a
    /// footnote, an indented line. `before` is the line before it, `first` the first
    /// line of the paragraph so far.
    fn starts(&self, line: &Line, before: &Line, first: &Line) -> bool {
        let text = line.text(self.reader.source);
        // A dash or a number may also be the next word of a sentence.
        let ended = ends_sentence(before.text(self.reader.source)) || !self.is_full(before, line);
        if is_item(text) && ended
            || notes::number(text).is_some_and(|(_, plain)| !plain)
            || self.is_labelled(text)
        {
            return true;
        }
        let hangs = is_item(first.text(self.reader.source)) && line.indent > first.indent;
        self.margin.is_some_and(|margin| line.indent > margin) && !hangs
    }

    /// Whether a line goes on in the next one.
    fn joins(&self, line: &Line, next: &Line, prose: bool) -> bool {
        let (text, after) = (line.text(self.reader.source), next.text(self.reader.source));
        let full = self.is_full(line, next);
        let goes_on = if starts_small(after) {
            full || !ends_sentence(text)
        } else {
            full && (is_titled(after) || !is_titled(text))
        };
        prose && goes_on
    }

    /// Whether a line starts with a label that other lines have, too.
    fn is_labelled(&self, line: &str) -> bool {
        Label::of(line).is_some_and(|label| self.labels.contains(&of_speaker(&label)))
    }
}

/// The paragraphs of a text that is not wrapped: each line, but those that start
/// with a small letter go with the line before, if that makes a whole sentence.
/// Such breaks come from HTML. Verse and lists have small letters at the start
/// of lines, too, but their lines are short and several, or end without a stop.
pub(super) fn broken_sentences<'l>(reader: Reader<'_>, lines: &'l [Line]) -> Vec<&'l [Line]> {
    let goes_on = |line: &Line, next: &Line| is_pair(line, next, 0) && starts_small(next.text(reader.source));
    let chains = lines.chunk_by(goes_on);
    let is_sentence = |chain: &[Line]| {
        let whole = chain.last().is_some_and(|last| ends_sentence(last.text(reader.source)));
        whole && (chain.len() < VERSE_LINES || chain.iter().any(|line| line.width > VERSE_WIDTH))
    };
    let each = |chain: &'l [Line]| if is_sentence(chain) { vec![chain] } else { chain.chunks(1).collect() };
    chains.flat_map(each).collect()
}

/// The number of characters that a full line has at least, if the lines are
/// wrapped. Lines with more than `blanks` blank ones between are no pair.
fn full(reader: Reader<'_>, lines: &[Line], blanks: usize) -> Option<usize> {
    let pairs: Vec<&[Line]> = lines.windows(2).filter(|pair| is_pair(&pair[0], &pair[1], blanks)).collect();
    let sure: Vec<&[Line]> =
        pairs.iter().copied().filter(|pair| reader.goes_on(&pair[0], &pair[1])).collect();
    let count = sure.len();
    let part = |of: usize, test: &dyn Fn(&str) -> bool| {
        sure.iter().filter(|pair| test(pair[0].text(reader.source))).count() as f64 / of as f64
    };
    let least = if count == 1 { ONLY_PAIR } else { PAIRS };
    if count == 0
        || (count as f64) < least * pairs.len() as f64
        || part(count, &|line| line.ends_with([',', ';', '—', '–', ':'])) > PAUSES
        || part(count, &|line| line.ends_with(|c: char| c.is_ascii_digit())) > NUMBERS
        || part(count, &has_columns) > NUMBERS
    {
        return None;
    }
    let outliers = (count * OUTLIERS + 50) / 100;
    let mut widths: Vec<usize> = sure.iter().map(|pair| pair[0].width).collect();
    let (_, &mut width, _) = widths.select_nth_unstable(count - 1 - outliers);
    let mut filled: Vec<usize> = sure.iter().map(|pair| pair[0].width + 1 + pair[1].first_word).collect();
    filled.sort_unstable();
    let narrowest = NARROWEST * width as f64;
    if !WIDTHS.contains(&width) || (filled[outliers] as f64) < narrowest {
        return None;
    }
    let wide = &filled[filled.partition_point(|&filled| (filled as f64) < narrowest)..];
    wide.get(wide.len() * RAGGED / 100).copied()
}

/// Whether two lines after one another may be of one paragraph.
fn is_pair(line: &Line, next: &Line, blanks: usize) -> bool {
    next.blanks <= blanks && line.depth == next.depth
}

/// Whether a line starts with a word in small letters, as “iPhone” is not.
pub(super) fn starts_small(line: &str) -> bool {
    let mut word = line.chars().take_while(|c| c.is_alphanumeric());
    word.next().is_some_and(char::is_lowercase) && !word.any(char::is_uppercase)
}

/// Whether a line ends in a mark that ends a sentence.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(marks::is_closer).ends_with(['.', '!', '?', '…', ':'])
}

/// Whether a line has columns: a tab, or a gap that is wider than those of
/// justified text.
fn has_columns(line: &str) -> bool {
    line.contains('\t') || line.contains("   ")
}

/// Whether a line starts an item of a list.
fn is_item(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let numbered = (1..=2).contains(&digits) && rest.starts_with([')', '.']) && rest[1..].starts_with(' ');
    numbered
        || line.strip_prefix(['•', '*', '·', '▪', '-', '–']).is_some_and(|rest| rest.starts_with([' ', '\t']))
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

/// The labels with which at least two lines start. If there are two of them, the
/// text is likely a transcript, and what is written as a name once is a label, too.
fn labels(source: &str, lines: &[Line]) -> HashSet<(String, Form)> {
    let mut counts: HashMap<(String, Form), usize> = HashMap::new();
    let mut names: Vec<(String, Form)> = Vec::new();
    for label in lines.iter().filter_map(|line| Label::of(line.text(source))) {
        if label.form == Form::Colon && label.is_capitalized() {
            names.push(of_speaker(&label));
        }
        *counts.entry(of_speaker(&label)).or_default() += 1;
    }
    let mut labels: HashSet<_> =
        counts.into_iter().filter(|&(_, count)| count > 1).map(|(label, _)| label).collect();
    if labels.len() > 1 {
        labels.extend(names);
    }
    labels
}

/// What the labels of one speaker share; all words of what is not written as a name.
fn of_speaker(label: &Label<'_>) -> (String, Form) {
    let key = if label.is_capitalized() { label.key() } else { label.name.to_lowercase() };
    (key, label.form)
}

#[cfg(test)]
mod tests {
    use crate::text::testing::text;

    /// The paragraphs of a text as they are shown.
    fn shown(source: &str) -> Vec<String> {
        let text = text(source);
        text.paragraphs.iter().map(|p| text.slice(p.span).to_owned()).collect()
    }

    const WRAPPED: &str = "Harbour Closed for a Year\nBy Ann Lee\nPORT ALMA — The harbour at Port Alma will \
                           stay closed until\nnext summer, the town’s council said after a long meeting on\nMonday \
                           night.\n“We had no choice,” said Margaret\nTolland, who leads the council of the town \
                           and of\nits islands.\nTraders disagree. They have lost more than $2 million since the\n\
                           crane fell in March, and many will not come back.";

    #[test]
    fn paragraphs_without_blank_lines() {
        let wrapped = WRAPPED.replace(
            "Margaret\nTolland, who leads the council of the town and of\n",
            "Margaret Tolland, who leads the\ncouncil of the town and of ",
        );
        assert_eq!(
            shown(&wrapped),
            [
                "Harbour Closed for a Year",
                "By Ann Lee",
                "PORT ALMA — The harbour at Port Alma will stay closed until next summer, the town’s council said \
                 after a long meeting on Monday night.",
                "“We had no choice,” said Margaret Tolland, who leads the council of the town and of its islands.",
                "Traders disagree. They have lost more than $2 million since the crane fell in March, and many \
                 will not come back.",
            ]
        );
    }

    #[test]
    fn what_is_no_prose_keeps_its_lines() {
        for kept in [
            // verse
            "The boats come in when evening falls,\nAnd gulls are circling overhead;\nThe lamps are lit along the \
             walls,\nAnd all the fishermen are fed.",
            "we walked along the harbour wall\nand nobody had much to say,\nthe rain was falling, that was all,\n\
             and nobody had come to stay.",
            "my mother kept the letters\nin a box beneath the stairs\nwith the good shoes\nand the gun my father \
             never\nfired at anything but\nbottles on the wall behind\nthe church",
            // headlines
            "Council approves plan to rebuild the harbour after storm\nHundreds attend vigil for fishermen lost in \
             January gale\nFerry prices to rise for the third year in a row, says board\niPhone thefts double as \
             gangs target the ferry passengers\neBay seller jailed for selling stolen lifeboats abroad",
            // tables
            "Port            2019    2020    2021\nAlma            1,204   1,150   1,322\nnorth ports     3,400   \
             3,350   3,490\nall ports      12,004  11,950  12,322",
            "Port\t2019\t2020\nAlma\t1204\t1150\nall ports\t3400\t3350",
            // lists and addresses
            "We need:\nflour, three pounds\nbutter and eggs\na little salt\ntwo lemons, grated",
            "Ann Lee\n12 Harbour Street\nPort Alma\nAL1 4XY",
        ] {
            assert_eq!(shown(kept).join("\n"), kept);
        }
    }

    #[test]
    fn verse_in_wrapped_text_keeps_its_lines() {
        let verse = "we walked along the harbour wall\nand nobody had much to say,\nthe rain was falling, that was all";
        let article = format!(
            "The choir began to sing at eight o’clock, when the hall was full and\nthe doors had been closed, \
             the organisers of the concert said on Monday.\n\n{verse}\n\n“It was the best night of the whole \
             year,” said Ann Lee, who has led\nthe choir for nine years."
        );
        assert_eq!(shown(&article).len(), 5);
    }

    #[test]
    fn items_and_turns_start_paragraphs() {
        let article = "The council listed what it would do about the harbour before the end\nof the year:\n- It \
                       would close the customs house, because nobody had been inside\n  for years.\n- It would \
                       sell the crane, which had fallen on the old ferry in the\n  spring.\nLEE: It would not \
                       have fallen if somebody had looked at it at least\nonce a year.\nEK: That is not what \
                       happened, and everybody in this room knows\nit.\nLEE: Then tell us.\nEK: No.";
        assert_eq!(shown(article).len(), 7, "{:#?}", shown(article));
    }

    #[test]
    fn first_lines_that_are_indented_start_paragraphs() {
        let article = "    The harbour at Port Alma will stay closed until next summer,\nthe council of the town \
                       said after a long meeting on Monday night.\n    Traders disagree with what the council of \
                       the town had decided.\n    They have lost more than $2 million since the crane fell, and\n\
                       many will not come back.";
        assert_eq!(shown(article).len(), 3, "{:#?}", shown(article));
    }

    #[test]
    fn lines_that_are_all_set_apart() {
        let article = "The harbour at Port Alma will stay closed until next summer, the\n\ncouncil of the town \
                       said after a long meeting on Monday night,\n\nand nobody left.\n\n\nTraders disagree with \
                       what the council of the town decided on\n\nthat night.";
        assert_eq!(shown(article).len(), 2, "{:#?}", shown(article));
    }

    #[test]
    fn a_sentence_that_html_broke_is_whole() {
        assert_eq!(
            shown("“We left,”\nsaid Ann Lee.\nThey came back."),
            ["“We left,” said Ann Lee.", "They came back."]
        );
    }
}
