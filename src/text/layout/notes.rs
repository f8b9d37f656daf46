//! Footnotes: the paragraphs that they are, and the signs in the text that lead
//! to them.
//!
//! A number glued to a word may mean anything ("m²", "No.1"), and a paragraph
//! may start with a number. Only both together are a footnote and its sign. A
//! number in square brackets is always a sign.

use std::collections::HashMap;

use super::super::Span;

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
    /// Finds both; `paragraphs` have the spans of their lines.
    pub(super) fn find(source: &str, paragraphs: &[Vec<Span>]) -> Self {
        let text = |span: &Span| &source[span.start..span.end];
        let numbers: Vec<Option<u32>> = paragraphs
            .iter()
            .map(|lines| lines.first().and_then(|first| number(text(first))).map(|(number, _)| number))
            .collect();
        let mut signs = Vec::new();
        for span in paragraphs.iter().flatten() {
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
            .map(|(number, lines)| {
                let led = number.and_then(|number| led.get(&number));
                led.is_some_and(|&at| lines.first().is_some_and(|first| at < first.start))
            })
            .collect();
        let noted: HashMap<u32, ()> =
            numbers.iter().zip(&is_note).filter(|(_, note)| **note).filter_map(|(n, _)| Some(((*n)?, ()))).collect();
        signs.retain(|sign| sign.bracketed || noted.contains_key(&sign.number));
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
    let mut before = ['\0', '\0'];
    let mut skip = line.start;
    for (at, c) in source[line.start..line.end].char_indices() {
        let at = line.start + at;
        if at >= skip
            && let Some((number, width)) = sign(&source[at..line.end], before)
        {
            let span = Span { start: at, end: at + width };
            signs.push(Sign { span, number, bracketed: c == '[' });
            skip = span.end;
        }
        before = [before[1], c];
    }
}

/// The number of a sign with which `rest` starts, and its width in bytes.
/// `before` has the two characters before it.
fn sign(rest: &str, before: [char; 2]) -> Option<(u32, usize)> {
    let [earlier, last] = before;
    let is_stop = |c: char| matches!(c, '.' | ',' | ';' | '!' | '?' | '”' | '"' | '’' | '\'' | ')');
    if let Some(inner) = rest.strip_prefix('[') {
        let (number, width) = digits(inner)?;
        let glued = last.is_alphanumeric() || is_stop(last) || last == ']';
        return (glued && inner[width..].starts_with(']')).then_some((number, width + 2));
    }
    if let Some(found) = raised(rest) {
        return (last.is_alphanumeric() || is_stop(last)).then_some(found);
    }
    let (number, width) = digits(rest)?;
    let ends = rest[width..].chars().next().is_none_or(char::is_whitespace);
    (is_stop(last) && !earlier.is_ascii_digit() && ends).then_some((number, width))
}

/// The number of up to [`DIGITS`] digits at the start, and its width in bytes.
fn digits(text: &str) -> Option<(u32, usize)> {
    let width = text.bytes().take(DIGITS + 1).take_while(u8::is_ascii_digit).count();
    (width <= DIGITS).then(|| text[..width].parse().ok()).flatten().map(|number| (number, width))
}

/// The number in raised digits at the start, and its width in bytes.
fn raised(text: &str) -> Option<(u32, usize)> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let (mut number, mut width) = (0, 0);
    for c in text.chars().take(DIGITS) {
        let Some(digit) = RAISED.iter().position(|&raised| raised == c) else { break };
        number = number * 10 + digit as u32;
        width += c.len_utf8();
    }
    (width > 0).then_some((number, width))
}
