//! Quotation marks: which opens, which closes, and what lies between.
//!
//! Marks pair inside a paragraph. A mark that never closes runs to the end
//! of its paragraph, and the next paragraph may open with another: that is
//! how a long quotation is set. A stray mark spoils its own paragraph only.

use std::ops::Range;

use super::{Text, TokenKind};

/// A stretch between quotation marks, marks included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Tokens with the marks.
    pub tokens: Range<usize>,
    /// Whether the closing mark is there.
    pub closed: bool,
    /// How many words it holds.
    pub words: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// “ ” or « »: the character tells its side.
    Sided(char),
    /// " or '' : the space around it tells.
    Straight,
    /// ' or ‘ ’: may be an apostrophe.
    Single,
}

/// Every quotation of the text in order; those inside others are left out.
pub(super) fn find(text: &Text) -> Vec<Quotation> {
    let mut found = Vec::new();
    for paragraph in &text.paragraphs {
        // Styles that nothing further on closes: searched for once, for a
        // paragraph may hold any number of stray marks.
        let mut unclosed: Vec<Style> = Vec::new();
        let mut at = paragraph.tokens.start;
        while at < paragraph.tokens.end {
            let Some(style) = opening(text, at, paragraph.tokens.start) else {
                at += 1;
                continue;
            };
            let given_up = unclosed.contains(&style);
            let mut after = at + 1..paragraph.tokens.end;
            let close =
                if given_up { None } else { after.find(|&i| closes(text, i, style, paragraph.tokens.end)) };
            if close.is_none() && !may_stay_open(text, at, style, paragraph.tokens.start) {
                if !given_up {
                    unclosed.push(style);
                }
                at += 1;
                continue;
            }
            let end = close.map_or(paragraph.tokens.end, |close| close + 1);
            let words = (at..end).filter(|&t| text.tokens[t].kind != TokenKind::Mark).count();
            found.push(Quotation { tokens: at..end, closed: close.is_some(), words });
            at = end;
        }
    }
    found
}

/// Where a token stands to the quotation marks around it.
///
/// The numbers are those that the network was trained with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Quoted {
    /// Not between quotation marks.
    #[default]
    Outside = 0,
    /// A mark that opens a quotation.
    Opening = 1,
    /// Between two marks.
    Inside = 2,
    /// A mark that closes a quotation.
    Closing = 3,
    /// A mark that opens a quotation which never closes.
    OpeningOnly = 4,
    /// After a mark that never closes.
    After = 5,
}

impl Quoted {
    /// Whether the token is a quotation mark that does its work.
    #[must_use]
    pub fn is_mark(self) -> bool {
        matches!(self, Quoted::Opening | Quoted::Closing | Quoted::OpeningOnly)
    }
}

impl Quotation {
    /// Where a token of the quotation stands in it.
    pub(super) fn around(&self, token: usize) -> Quoted {
        let (first, last) = (self.tokens.start == token, self.tokens.end - 1 == token);
        match (self.closed, first, last) {
            (true, _, true) => Quoted::Closing,
            (true, true, _) => Quoted::Opening,
            (true, ..) => Quoted::Inside,
            (false, true, _) => Quoted::OpeningOnly,
            (false, ..) => Quoted::After,
        }
    }
}

/// Marks that tell their side by their shape: what opens, what closes it, and
/// whether it opens only with a space before it and none after it, for it also
/// closes. A language's marks are a row here.
const SIDED: &[(&str, char, bool)] = &[
    ("“", '”', false),
    ("‟", '”', false),
    // Swedish and Finnish
    ("”", '”', true),
    // German
    ("„", '“', false),
    // French
    ("«", '»', false),
    ("‹", '›', false),
    // Danish, and German in books
    ("»", '«', true),
    ("›", '‹', true),
];
/// Marks of which the space around them tells the side.
const STRAIGHT: &[&str] = &["\"", "''", "``", "‘‘", "’’", "＂"];
/// Marks that may also be apostrophes.
const SINGLE: &[&str] = &["‘", "'"];

/// Whether a token, as pasted, is a mark that can open or close a quotation.
pub(super) fn is_quotation_mark(raw: &str) -> bool {
    let mut chars = raw.chars();
    match (chars.next(), chars.next()) {
        (Some(one), None) => is_quotation_char(one),
        _ => STRAIGHT.contains(&raw),
    }
}

/// The same of a single character.
pub(super) fn is_quotation_char(c: char) -> bool {
    is_double_char(c) || matches!(c, '\'' | '‘' | '’' | '`')
}

/// Whether a character is a quotation mark and can be no apostrophe.
pub(super) fn is_double_char(c: char) -> bool {
    matches!(c, '"' | '＂') || SIDED.iter().any(|(open, close, _)| *close == c || open.starts_with(c))
}

fn opening(text: &Text, at: usize, start: usize) -> Option<Style> {
    let space_before = at == start
        || text.tokens[at - 1].span.end < text.tokens[at].span.start
        || matches!(text.norm(at - 1), "(" | "[" | "—" | "–" | "-" | ":" | "“" | "\"");
    let touches_next =
        text.tokens.get(at + 1).is_some_and(|next| next.span.start == text.tokens[at].span.end);
    let raw = text.raw(at);
    let alone = space_before && touches_next;
    if let Some((_, close, _)) = SIDED.iter().find(|(open, _, spaced)| *open == raw && (alone || !spaced)) {
        return Some(Style::Sided(*close));
    }
    match raw {
        _ if alone && STRAIGHT.contains(&raw) => Some(Style::Straight),
        _ if alone && SINGLE.contains(&raw) => Some(Style::Single),
        _ => None,
    }
}

fn closes(text: &Text, at: usize, style: Style, end: usize) -> bool {
    let touches_before = text.tokens[at - 1].span.end == text.tokens[at].span.start;
    let space_after = at + 1 >= end
        || text.tokens[at].span.end < text.tokens[at + 1].span.start
        || text.tokens[at + 1].kind == TokenKind::Mark;
    match (style, text.raw(at)) {
        (Style::Sided(close), mark) => {
            // A careless typist opens with “ and closes with " (or with “ again).
            mark.chars().eq([close])
                || (close == '”' && mark == "\"" && touches_before && space_after)
                || (close == '“' && mark == "”")
        }
        (Style::Straight, "\"" | "''" | "’’" | "”" | "＂") => touches_before || space_after,
        (Style::Single, "’" | "'") => touches_before && space_after && !is_plural_possessive(text, at, end),
        _ => false,
    }
}

/// "the leaders’ plan" inside single marks: an s before, a word after.
fn is_plural_possessive(text: &Text, at: usize, end: usize) -> bool {
    text.norm(at - 1).ends_with('s') && at + 1 < end && text.tokens[at + 1].kind == TokenKind::Word
}

/// Double marks may stay open to the end of the paragraph; single ones are
/// then apostrophes ("’tis").
fn may_stay_open(text: &Text, at: usize, style: Style, start: usize) -> bool {
    match style {
        Style::Single => false,
        Style::Straight => at == start || text.norm(at - 1) == "," || text.norm(at - 1) == ":",
        Style::Sided(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::text::testing::text;

    fn quotations(source: &str) -> Vec<&str> {
        let text = text(source);
        text.quotations.iter().map(|q| text.words(&q.tokens)).collect()
    }

    #[test]
    fn marks_of_all_kinds() {
        assert_eq!(
            quotations("He said “one two”, \"three four\", ''five'' and «six»."),
            ["“one two”", "\"three four\"", "''five''", "«six»"]
        );
        assert_eq!(
            quotations("‘We won’t wait for the leaders’ plan,’ she said."),
            ["‘We won’t wait for the leaders’ plan,’"]
        );
        for quotation in ["„So nicht.“", "»So nicht.«", "›So nicht.‹", "”Inte så.”"] {
            assert_eq!(quotations(&format!("Hon sade: {quotation} Ja.")), [quotation]);
        }
    }

    #[test]
    fn an_apostrophe_opens_nothing() {
        assert!(quotations("Rock 'n roll in the '90s, and the leaders' plan. 'Tis so.").is_empty());
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph() {
        assert_eq!(quotations("“We left.\n\n“We came back,” he said."), ["“We left.", "“We came back,”"]);
    }
}
