//! Footnotes: the paragraphs that they are, and the signs in the text that lead
//! to them.
//!
//! A number glued to a word may mean anything ("m²", "No.1"), and a paragraph
//! may start with a number. Only both together are a footnote and its sign. A
//! number in square brackets is always a sign.

use std::collections::{HashMap, HashSet};

use super::super::Span;
use super::Paragraph;

/// Digits above the line, in order.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
/// A unit with a raised number ("km²") has at most this many letters.
const UNIT_LETTERS: usize = 3;
/// The number of a footnote has at most this many digits.
const DIGITS: usize = 3;

/// A sign in the text that leads to a footnote.
#[derive(Clone, Copy, Debug)]
struct Sign {
    span: Span,
    number: u32,
    /// Whether it is "[1]", which means nothing else.
    bracketed: bool,
}

/// The footnotes of a text and the signs that lead to them.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The signs in the text, in bytes of the source and in order.
    pub(super) signs: Vec<Span>,
    /// For each paragraph, whether it is a footnote.
    pub(super) is_note: Vec<bool>,
}

impl Notes {
    /// Finds both.
    pub(super) fn find(source: &str, paragraphs: &[Paragraph]) -> Self {
        let text = |span: &Span| &source[span.start..span.end];
        let numbers: Vec<Option<u32>> = paragraphs
            .iter()
            .map(|paragraph| number(text(&paragraph.lines[0])).map(|(number, _)| number))
            .collect();
        let mut signs = Vec::new();
        for span in paragraphs.iter().flat_map(|paragraph| &paragraph.lines) {
            find_signs(source, *span, &mut signs);
        }
        // Where the first sign of each number stands.
        let mut led: HashMap<u32, usize> = HashMap::new();
        for sign in &signs {
            led.entry(sign.number).or_insert(sign.span.start);
        }
        let is_note: Vec<bool> = numbers
            .iter()
            .zip(paragraphs)
            .map(|(number, paragraph)| {
                let led = number.and_then(|number| led.get(&number));
                led.is_some_and(|&at| at < paragraph.lines[0].start)
            })
            .collect();
        let notes = numbers.iter().zip(&is_note).filter(|(_, is_note)| **is_note);
        let led_to: HashSet<u32> = notes.filter_map(|(number, _)| *number).collect();
        signs.retain(|sign| sign.bracketed || led_to.contains(&sign.number));
        Notes { signs: signs.into_iter().map(|sign| sign.span).collect(), is_note }
    }
}

/// The number with which a paragraph starts, and whether it is plain, as that of
/// a list may be, and neither in brackets nor raised.
pub(super) fn number(paragraph: &str) -> Option<(u32, bool)> {
    if let Some(rest) = paragraph.strip_prefix('[') {
        let (number, width) = digits(rest)?;
        return rest[width..].starts_with(']').then_some((number, false));
    }
    if let Some((number, _)) = raised(paragraph) {
        return Some((number, false));
    }
    let (number, width) = digits(paragraph)?;
    let rest = paragraph[width..].trim_start_matches(['.', ')', ':']);
    (rest.starts_with(char::is_whitespace) || rest.starts_with(char::is_uppercase)).then_some((number, true))
}

/// Appends the signs in a line.
fn find_signs(source: &str, line: Span, signs: &mut Vec<Sign>) {
    let mut skip = line.start;
    for (at, c) in source[line.start..line.end].char_indices() {
        let at = line.start + at;
        if at >= skip
            && (c == '[' || c.is_ascii_digit() || RAISED.contains(&c))
            && let Some((number, width)) = sign(&source[line.start..at], &source[at..line.end])
        {
            let span = Span { start: at, end: at + width };
            signs.push(Sign { span, number, bracketed: c == '[' });
            skip = span.end;
        }
    }
}

/// The number of a sign with which `rest` starts, and its width in bytes.
/// `before` has the part of the line before it.
fn sign(before: &str, rest: &str) -> Option<(u32, usize)> {
    let is_stop = |c: char| matches!(c, '.' | ',' | ';' | '!' | '?' | '”' | '"' | '’' | '\'' | ')');
    let mut back = before.chars().rev();
    let last = back.next()?;
    if let Some(inner) = rest.strip_prefix('[') {
        let (number, width) = digits(inner)?;
        let glued = last.is_alphanumeric() || is_stop(last) || last == ']';
        return (glued && inner[width..].starts_with(']')).then_some((number, width + 2));
    }
    if let Some(found) = raised(rest) {
        let word = before.chars().rev().take(UNIT_LETTERS + 1).take_while(|c| c.is_alphabetic()).count();
        return (word > UNIT_LETTERS || is_stop(last)).then_some(found);
    }
    let (number, width) = digits(rest)?;
    let ends = rest[width..].chars().next().is_none_or(char::is_whitespace);
    let closes = back.next().is_some_and(|earlier| earlier.is_alphabetic() || is_stop(earlier));
    (is_stop(last) && closes && ends).then_some((number, width))
}

/// The number of up to [`DIGITS`] digits at the start, and its width in bytes.
fn digits(text: &str) -> Option<(u32, usize)> {
    let width = text.bytes().take(DIGITS + 1).take_while(u8::is_ascii_digit).count();
    (width <= DIGITS).then(|| text[..width].parse().ok()).flatten().map(|number| (number, width))
}

/// The number in raised digits at the start, and its width in bytes.
fn raised(text: &str) -> Option<(u32, usize)> {
    let (mut number, mut width) = (0, 0);
    for c in text.chars().take(DIGITS) {
        let Some(digit) = RAISED.iter().position(|&raised| raised == c) else { break };
        number = number * 10 + digit as u32;
        width += c.len_utf8();
    }
    (width > 0).then_some((number, width))
}

#[cfg(test)]
mod tests {
    use crate::text::ParagraphKind;
    use crate::text::testing::text;

    /// What is shown of a text, and how many of its paragraphs are footnotes.
    fn read(source: &str) -> (String, usize) {
        let text = text(source);
        let notes = text.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Footnote).count();
        (text.shown().to_owned(), notes)
    }

    #[test]
    fn signs_that_lead_to_a_footnote_are_not_shown() {
        for (sign, note) in [
            ("1", "1 Minutes, 3 May."),
            ("[1]", "[1] Minutes, 3 May."),
            ("¹", "¹ Minutes, 3 May."),
            ("1", "1. Minutes, 3 May."),
        ] {
            let source = format!("The council met.{sign} Ann Lee left.\n\nIt rained.\n\n{note}");
            assert_eq!(read(&source), (format!("The council met. Ann Lee left.\n\nIt rained.\n\n{note}"), 1));
        }
    }

    #[test]
    fn other_numbers_are_shown() {
        for source in [
            "It has 30 m² of floor.\n\n2 May was wet.",
            "It cost 1.5 million, at 5:30.\n\n5 people came.\n\n30 left.",
            "The film ‘13 Hours’ and “Apollo 13” are long.\n\n13 people came.",
            "1. Bread is cheap.\n\n2. Salt is not.",
        ] {
            assert_eq!(read(source), (source.to_owned(), 0));
        }
    }

    #[test]
    fn brackets_are_always_signs() {
        assert_eq!(read("The council[12] met.[13] [Laughter]").0, "The council met. [Laughter]");
    }

    #[test]
    fn a_note_at_the_foot_of_a_page_interrupts_no_paragraph() {
        let page = "The council met on a wet Monday in the old customs house,[1] and it\ndecided after a long \
                    night that the harbour at Port Alma and the\n\n[1] Minutes of the council, 3 May.\n\nhall \
                    beside it would be closed for a year.";
        let (shown, _) = read(page);
        assert!(shown.ends_with("Port Alma and the hall beside it would be closed for a year."), "{shown}");
        assert!(!shown.contains("Minutes"));
    }
}
