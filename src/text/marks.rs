//! Quotation marks: which opens, which closes, and what lies between.
//!
//! Marks pair inside a paragraph. A mark that never closes runs to the end
//! of its paragraph, and the next paragraph may open with another: that is
//! how a long quotation is set. A stray mark spoils its own paragraph only.

use std::ops::Range;

use super::{Text, TokenKind};

/// A stretch between quotation marks, marks included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// Tokens with the marks.
    pub(crate) tokens: Range<usize>,
    /// Whether the closing mark is there.
    pub(crate) closed: bool,
    /// How many words it holds.
    pub(crate) words: usize,
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
pub(crate) fn find(text: &Text) -> Vec<Quotation> {
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
            let mut behind = at + 1..paragraph.tokens.end;
            let close =
                if given_up { None } else { behind.find(|&i| closes(text, i, style, paragraph.tokens.end)) };
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

/// In [`states`]: a mark that opens a quotation.
pub(crate) const OPENING: u32 = 1;
/// In [`states`]: between two marks.
pub(crate) const INSIDE: u32 = 2;
/// In [`states`]: a mark that closes a quotation.
pub(crate) const CLOSING: u32 = 3;
/// In [`states`]: a mark that opens a quotation which never closes.
pub(crate) const OPENING_ONLY: u32 = 4;
/// In [`states`]: behind a mark that never closes.
pub(crate) const BEHIND: u32 = 5;

/// For each token, where it stands to the quotation marks around it; 0 outside.
pub(crate) fn states(text: &Text) -> Vec<u32> {
    let mut states = vec![0; text.tokens.len()];
    for quotation in find(text) {
        let tokens = quotation.tokens;
        let (open, inside) = if quotation.closed { (OPENING, INSIDE) } else { (OPENING_ONLY, BEHIND) };
        states[tokens.clone()].fill(inside);
        states[tokens.start] = open;
        if quotation.closed {
            states[tokens.end - 1] = CLOSING;
        }
    }
    states
}

/// For each token, whether it stands outside quotation marks or is one.
pub(crate) fn outside(text: &Text) -> Vec<bool> {
    states(text).into_iter().map(|state| !matches!(state, INSIDE | BEHIND)).collect()
}

fn opening(text: &Text, at: usize, start: usize) -> Option<Style> {
    let space_before = at == start
        || text.tokens[at - 1].span.end < text.tokens[at].span.start
        || matches!(text.norm(at - 1), "(" | "[" | "—" | "–" | "-" | ":" | "“" | "\"");
    let touches_next =
        text.tokens.get(at + 1).is_some_and(|next| next.span.start == text.tokens[at].span.end);
    match text.raw(at) {
        "“" | "‟" => Some(Style::Sided('”')),
        // Swedish and Finnish: ” … ”
        "”" if space_before && touches_next => Some(Style::Sided('”')),
        // German: „ … “
        "„" => Some(Style::Sided('“')),
        "«" => Some(Style::Sided('»')),
        "‹" => Some(Style::Sided('›')),
        // Danish, and German in books: » … «
        "»" if space_before && touches_next => Some(Style::Sided('«')),
        "›" if space_before && touches_next => Some(Style::Sided('‹')),
        "\"" | "''" | "``" | "‘‘" | "’’" | "＂" if space_before && touches_next => {
            Some(Style::Straight)
        }
        "‘" | "'" if space_before && touches_next => Some(Style::Single),
        _ => None,
    }
}

fn closes(text: &Text, at: usize, style: Style, end: usize) -> bool {
    let touches_before = text.tokens[at - 1].span.end == text.tokens[at].span.start;
    let space_behind = at + 1 >= end
        || text.tokens[at].span.end < text.tokens[at + 1].span.start
        || text.tokens[at + 1].kind == TokenKind::Mark;
    match (style, text.raw(at)) {
        (Style::Sided(close), mark) => {
            // A careless typist opens with “ and closes with " (or with “ again).
            mark.chars().eq([close])
                || (close == '”' && mark == "\"" && touches_before && space_behind)
                || (close == '“' && mark == "”")
        }
        (Style::Straight, "\"" | "''" | "’’" | "”" | "＂") => touches_before || space_behind,
        (Style::Single, "’" | "'") => {
            touches_before && space_behind && !is_plural_possessive(text, at, end)
        }
        _ => false,
    }
}

/// "the leaders’ plan" inside single marks: an s before, a word behind.
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
    use super::{Text, find};

    fn quotations(source: &str) -> Vec<&str> {
        let text = Text::new(source);
        find(&text).into_iter().map(|q| text.slice(text.span_of(&q.tokens))).collect()
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
