//! Quotations: what lies between two quotation marks of a paragraph.
//!
//! A quotation that nothing closes runs to the end of its paragraph, and the
//! next paragraph may open with another mark: that is how quotations of several
//! paragraphs are printed. Some people close such a quotation only once, at the
//! end of its last paragraph, or leave out the first mark.

use std::ops::Range;

use super::marks::Side;
use super::{ParagraphKind, Text};
use crate::lexicon::Class;

/// What stands between two quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its tokens, marks included, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// Whether it has its opening mark; otherwise it starts with its paragraph.
    pub opened: bool,
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
        let first = self.opened && self.tokens.start == token;
        let last = self.closed && self.tokens.end - 1 == token;
        match (self.closed, first, last) {
            (true, _, true) => Quoted::Closing,
            (true, true, _) => Quoted::Opening,
            (true, ..) => Quoted::Inside,
            (false, true, _) => Quoted::OpeningOnly,
            (false, ..) => Quoted::After,
        }
    }
}

/// A quotation that closes only once may have this many paragraphs without a
/// mark between its first and its last.
const BARE_PARAGRAPHS: usize = 8;

/// Every quotation of the text in order; one inside another is left out.
pub(super) fn find(text: &Text) -> Vec<Quotation> {
    let mut found = Vec::new();
    for index in 0..text.paragraphs.len() {
        find_in(text, index, &mut found);
    }
    found
}

/// Appends the quotations of a paragraph, and those of paragraphs before it that
/// a mark in this one shows to be quoted.
fn find_in(text: &Text, index: usize, found: &mut Vec<Quotation>) {
    let Range { start, end } = text.paragraphs[index].tokens;
    let mut depth = 0;
    let mut open = start;
    for token in start..end {
        match text.tokens[token].side {
            Side::OpensOnly if depth == 0 && stays_open(text, index, token, found) => {
                let quotation = quotation(text, token..end, true, false);
                found.extend(Some(quotation).filter(|quotation| quotation.words > 0));
                return;
            }
            Side::ClosesOnly => close_unopened(text, index, token, found),
            Side::Opens => {
                if depth == 0 {
                    open = token;
                }
                depth += 1;
            }
            Side::Closes if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(quotation(text, open..token + 1, true, true));
                }
            }
            _ => {}
        }
    }
}

fn quotation(text: &Text, tokens: Range<usize>, opened: bool, closed: bool) -> Quotation {
    let words = tokens.clone().filter(|&token| !text.is_mark(token)).count();
    Quotation { tokens, opened, closed, words }
}

/// The paragraph before this one, or a few before it, that ends inside a
/// quotation, if nothing is quoted in between.
fn still_open(text: &Text, index: usize, found: &[Quotation]) -> Option<usize> {
    let last = found.last().filter(|last| !last.closed)?;
    let paragraph = text.paragraph_of(last.tokens.start);
    (paragraph < index).then_some(paragraph)
}

/// Whether a mark that nothing in its paragraph closes still opens a quotation.
///
/// A curly mark does. A straight one does where a quotation may start, and a
/// single one, which may be an apostrophe, only if the quotation is seen to
/// carry on: the next paragraph starts with such a mark, too, or this one
/// starts with it and the one before does not close.
fn stays_open(text: &Text, index: usize, token: usize, found: &[Quotation]) -> bool {
    let mark = text.raw(token);
    let start = text.paragraphs[index].tokens.start;
    let fresh = token == start
        || text.is_mark(token - 1) && !matches!(text.norm(token - 1), "(" | "[" | "/" | "=")
        || text.norm(token - 1).ends_with('.');
    let next = text.paragraphs.get(index + 1).map(|next| next.tokens.start);
    let carried_on = || next.is_some_and(|next| text.tokens[next].side.opens() && text.raw(next) == mark);
    let goes_on = || token == start && still_open(text, index, found) == index.checked_sub(1);
    match mark {
        "‘" | "'" | "`" | "‚" | "‛" | "’" => fresh && (carried_on() || index > 0 && goes_on()),
        "\"" | "''" | "＂" | "″" => fresh || carried_on(),
        _ => true,
    }
}

/// Appends the quotation that a mark closes which nothing in its paragraph
/// opens. It starts with the paragraph, if a comma, a question mark or an
/// exclamation mark before the mark shows that somebody speaks, or if the
/// quotation started in a paragraph before.
fn close_unopened(text: &Text, index: usize, token: usize, found: &mut Vec<Quotation>) {
    let start = text.paragraphs[index].tokens.start;
    let bare = still_open(text, index, found).map(|open| open + 1..index).filter(|bare| {
        bare.len() <= BARE_PARAGRAPHS
            && text.paragraphs[bare.clone()].iter().all(|paragraph| paragraph.kind == ParagraphKind::Body)
    });
    let spoken = || {
        matches!(text.norm(token - 1), "," | "?" | "!")
            && !(start..token).any(|word| text.is(word, Class::ReplyCue) || text.norm(word) == ":")
    };
    if token == start || bare.is_none() && !spoken() {
        return;
    }
    for paragraph in bare.into_iter().flatten() {
        found.push(quotation(text, text.paragraphs[paragraph].tokens.clone(), false, false));
    }
    found.push(quotation(text, start..token + 1, false, true));
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
        for quotation in ["„So nicht.“", "»So nicht.«", "›So nicht.‹", "”Inte så.”", "« Non. »", "❝No.❞"]
        {
            assert_eq!(quotations(&format!("Hon sade: {quotation} Ja.")), [quotation]);
        }
    }

    #[test]
    fn the_wrong_way_round() {
        for [open, close] in [
            ["“", "“"],
            ["”", "”"],
            ["”", "“"],
            ["„", "”"],
            ["“", "\""],
            ["\"", "”"],
            ["‘", "‘"],
            ["’", "‘"],
            ["'", "’"],
            ["‘", "'"],
            ["`", "'"],
            ["`", "`"],
            ["``", "''"],
            ["″", "″"],
            ["»", "»"],
        ] {
            let [first, second] = ["We left,", "Nobody came."].map(|words| format!("{open}{words}{close}"));
            assert_eq!(quotations(&format!("{first} she said. {second}")), [first, second]);
        }
    }

    #[test]
    fn a_mark_of_another_family() {
        assert_eq!(quotations("“We left,’ she said. “Nobody came.”"), ["“We left,’", "“Nobody came.”"]);
        assert_eq!(quotations("‘We left,” she said. ‘Nobody came.’"), ["‘We left,”", "‘Nobody came.’"]);
    }

    #[test]
    fn the_space_is_on_the_wrong_side_or_missing() {
        for source in [
            "\"We left, \"she said. \"Nobody came.\"",
            "\" We left, \" she said. \" Nobody came. \"",
            "\"We left,\"she said.\"Nobody came.\"",
        ] {
            for source in [source.to_owned(), source.replacen(", \"", ", ”", 1)] {
                assert_eq!(quotations(&source).len(), 2, "{source}");
            }
        }
        assert_eq!(quotations("“We left, ”she said. “No.”"), ["“We left, ”", "“No.”"]);
        assert_eq!(quotations("\"We left—\" she said. \"—and came.\""), ["\"We left—\"", "\"—and came.\""]);
    }

    #[test]
    fn an_apostrophe_is_no_mark() {
        for source in [
            "Rock ’n’ roll in the ’90s, and the leaders’ plan. ’Tis so, Mr O’Neill.",
            "Rock 'n' roll in the '90s, and the leaders' plan. 'Tis so, Mr O'Neill.",
            "It was 6' tall, and the dogs' food was in the kids' room.",
        ] {
            assert!(quotations(source).is_empty(), "{source}");
        }
        for quotation in [
            "‘We won’t wait for the leaders’ plan,’",
            "‘We’re rockin’ the boat of the ’90s,’",
            "‘The leaders’ Brexit plan is dead,’",
            "'We won't wait for the leaders' plan,'",
        ] {
            assert_eq!(quotations(&format!("{quotation} she said.")), [quotation]);
        }
        assert_eq!(quotations("The ‘dreamers’ met the ‘old guard’."), ["‘dreamers’", "‘old guard’"]);
        assert_eq!(quotations("‘No new roads’ said Lee. ‘None.’"), ["‘No new roads’", "‘None.’"]);
    }

    #[test]
    fn inches_and_seconds_are_no_marks() {
        assert!(quotations("The 6'2\" man had a 5\" knife.").is_empty());
        assert_eq!(
            quotations("\"He had a 5\" knife,\" said Lee. \"It was 12\" long.\""),
            ["\"He had a 5\" knife,\"", "\"It was 12\" long.\""]
        );
        assert_eq!(quotations("\"We won in 2019\" said Lee. \"No.\""), ["\"We won in 2019\"", "\"No.\""]);
    }

    #[test]
    fn nothing_between_two_marks_is_no_quotation() {
        assert!(quotations("The form showed \"\", \"\"= and “” in both boxes.").is_empty());
        assert_eq!(quotations("It showed \"\" twice. \"It broke,\" he said."), ["\"It broke,\""]);
    }

    #[test]
    fn british_style() {
        assert_eq!(
            quotations("‘Have you’, asked Lee, ‘any notion what “net zero” costs?’"),
            ["‘Have you’", "‘any notion what “net zero” costs?’"]
        );
    }

    #[test]
    fn quotations_inside_quotations() {
        for quotation in
            ["“He said ‘no’ to me,”", "“He said “no” to me,”", "\"He said \"no\" to me,\"", "‘He said “no”,’"]
        {
            assert_eq!(quotations(&format!("{quotation} said Lee. It rained.")), [quotation]);
        }
    }

    #[test]
    fn every_sentence_of_a_quotation_may_open() {
        assert_eq!(
            quotations("\"It rained. \"It poured. \"Nobody came,\" said Lee. \"No.\""),
            ["\"It rained. \"It poured. \"Nobody came,\"", "\"No.\""]
        );
    }

    #[test]
    fn a_closing_mark_is_missing() {
        assert_eq!(quotations("“We left, she said. “Nobody came.”"), ["“Nobody came.”"]);
        assert_eq!(quotations("It was a “mess and late. “Nobody came,” he said."), ["“Nobody came,”"]);
        for mark in ["“", "\""] {
            let source = format!("It rained. {mark}We left.\n\nThey came back.");
            assert_eq!(quotations(&source), [format!("{mark}We left.")]);
        }
    }

    #[test]
    fn an_opening_mark_is_missing() {
        assert_eq!(quotations("We left,\" said Lee. \"Nobody came.\""), ["We left,\"", "\"Nobody came.\""]);
        assert!(quotations("The mayor left the hall.\" Nobody came.").is_empty());
    }

    #[test]
    fn a_quotation_of_several_paragraphs() {
        for [open, close] in [["“", "”"], ["\"", "\""], ["‘", "’"], ["'", "'"]] {
            let source = format!("{open}No,{close} said Lee. {open}We left.\n\n{open}We came.{close}");
            let [first, second, third] =
                [format!("{open}No,{close}"), format!("{open}We left."), format!("{open}We came.{close}")];
            assert_eq!(quotations(&source), [first, second, third]);
        }
        assert_eq!(
            quotations("Lee said: “We left.\n\nIt rained all day.\n\nWe came back.”\n\nThe hall was empty."),
            ["“We left.", "It rained all day.", "We came back.”"]
        );
    }

    #[test]
    fn stray_marks_take_no_longer() {
        for mark in
            ["“a ", "\"a ", "a\" ", "‘a ", "a’ ", "s’ x ", "5\" ", "‘a, ”b ", "“a. ", "\"a \"b\" \"c. "]
        {
            let source = mark.repeat(20_000);
            assert!(quotations(&source).len() <= source.len());
        }
    }
}
