//! Quotation marks: which one opens, which one closes it, and what lies between.
//!
//! Marks pair inside a paragraph. A mark that never closes runs to the end
//! of its paragraph, and the next paragraph may open with another: that is
//! how quotations of several paragraphs are printed. A stray mark therefore
//! spoils no paragraph but its own.

use std::ops::Range;

use super::{Text, TokenKind};

/// What stands between two quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its tokens, marks included, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// Whether it has its closing mark; otherwise it ends with its paragraph.
    pub closed: bool,
    /// How many words and numbers it has.
    pub words: usize,
}

/// Whether a token stands between quotation marks, or is one.
///
/// The network was trained with these numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Quoted {
    /// It stands in no quotation.
    #[default]
    Outside = 0,
    /// It is the mark that opens a quotation.
    Opening = 1,
    /// It stands between two marks.
    Inside = 2,
    /// It is the mark that closes a quotation.
    Closing = 3,
    /// It is the mark that opens a quotation which never closes.
    OpeningOnly = 4,
    /// It stands after a mark that never closes, in the same paragraph.
    After = 5,
}

impl Quoted {
    /// Whether the token is a mark that opens or closes a quotation.
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

/// What tells the opening mark from the closing one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// “ ” or « »: the character. This is the one that closes.
    Sided(char),
    /// " or '': the space around the mark.
    Straight,
    /// ' or ‘ ’: the space around the mark, which may also be an apostrophe.
    Single,
}

/// Marks that differ at both sides: the one that opens, the one that closes it,
/// and whether the opening one needs a space before it and none after it,
/// because the same character also closes quotations. To add the marks of a
/// language, add a row.
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
/// Marks that open with a space before them and close with a space after them.
const STRAIGHT: &[&str] = &["\"", "''", "``", "‘‘", "’’", "＂"];
/// Marks that open as [`STRAIGHT`] ones do, and may also be apostrophes.
const SINGLE: &[&str] = &["‘", "'"];

/// Every quotation of the text in order; one inside another is left out.
pub(super) fn find(text: &Text) -> Vec<Quotation> {
    let mut found = Vec::new();
    for paragraph in &text.paragraphs {
        find_in(text, &paragraph.tokens, &mut found);
    }
    found
}

/// Appends the quotations of a paragraph.
fn find_in(text: &Text, paragraph: &Range<usize>, found: &mut Vec<Quotation>) {
    let (start, end) = (paragraph.start, paragraph.end);
    // Styles that nothing further on closes. They are searched for once,
    // because a paragraph may have any number of stray marks.
    let mut unclosed: Vec<Style> = Vec::new();
    let mut at = start;
    while at < end {
        let Some(style) = opening(text, at, start) else {
            at += 1;
            continue;
        };
        let given_up = unclosed.contains(&style);
        let mut after = at + 1..end;
        let close = if given_up { None } else { after.find(|&token| closes(text, token, style, end)) };
        if close.is_none() && !may_stay_open(text, at, style, start) {
            if !given_up {
                unclosed.push(style);
            }
            at += 1;
            continue;
        }
        let tokens = at..close.map_or(end, |close| close + 1);
        let words = tokens.clone().filter(|&token| !text.is_mark(token)).count();
        at = tokens.end;
        found.push(Quotation { tokens, closed: close.is_some(), words });
    }
}

/// Whether a token, as pasted, can open or close a quotation.
pub(super) fn is_quotation_mark(raw: &str) -> bool {
    let mut chars = raw.chars();
    match (chars.next(), chars.next()) {
        (Some(one), None) => is_quotation_char(one),
        _ => STRAIGHT.contains(&raw),
    }
}

/// Whether a character can open or close a quotation.
pub(super) fn is_quotation_char(c: char) -> bool {
    is_double_char(c) || matches!(c, '\'' | '‘' | '’' | '`')
}

/// Whether a character is a quotation mark that is never an apostrophe.
pub(super) fn is_double_char(c: char) -> bool {
    matches!(c, '"' | '＂') || SIDED.iter().any(|(open, close, _)| *close == c || open.starts_with(c))
}

/// The style of the quotation that a token of a paragraph opens, if it does.
/// `start` is the first token of the paragraph.
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

/// Whether a token closes a quotation of a style that opened before it. `end`
/// is the exclusive end of the paragraph.
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

/// Whether a single mark is the apostrophe of a plural, which has an s before
/// it and a word after it: "the leaders’ plan".
fn is_plural_possessive(text: &Text, at: usize, end: usize) -> bool {
    text.norm(at - 1).ends_with('s') && at + 1 < end && text.tokens[at + 1].kind == TokenKind::Word
}

/// Whether a mark that nothing closes still opens a quotation. A single one
/// does not: it is an apostrophe ("’tis").
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

    fn quotations(source: &str) -> Vec<String> {
        let text = text(source);
        text.quotations.iter().map(|q| text.words(&q.tokens).to_owned()).collect()
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
