//! Datelines: where and when a story was filed ("PORT ALMA, May 3 (AP) —").
//!
//! A dateline is nobody's words and no speaker, though it looks like a name
//! before a colon or like a part of the first sentence. What makes one is a
//! place together with what only a dateline has: capitals, a date, or the name
//! of an agency in brackets, and then a dash. A colon is weaker, because lines
//! of a transcript have one, too.

use std::ops::Range;

use super::{ParagraphKind, Text, TokenKind};
use crate::lexicon::Class;

/// A dateline has at most this many tokens.
const LENGTH: usize = 18;
/// A place in capitals that comes with neither a date nor an agency has at most
/// this many words: longer ones are headings ("WHAT THE MINISTER DID NOT SAY —").
const PLACE_WORDS: usize = 4;
/// A dateline with a colon stands in one of the first paragraphs of running
/// text, this many. What comes before is a summary or a greeting.
const FIRST_PARAGRAPHS: usize = 2;
/// What is above the story has at most this many paragraphs.
const HEAD: usize = 20;
/// After such a colon a sentence of at least this many words follows.
const SENTENCE_WORDS: usize = 5;
/// News agencies and distributors of press releases, as they stand in brackets.
const AGENCIES: &[&str] = &[
    "afp",
    "anadolu",
    "ani",
    "ap",
    "bernama",
    "bloomberg",
    "cnn",
    "dpa",
    "efe",
    "ians",
    "nan",
    "pti",
    "reuters",
    "tass",
    "tns",
    "upi",
    "xinhua",
    "agencies",
    "news",
    "newswire",
    "press",
    "wire",
];

/// The first token after the dateline of a paragraph (an index into
/// [`Text::paragraphs`]); nothing if it has none.
///
/// # Panics
///
/// If there is no such paragraph.
pub(crate) fn end(text: &Text, paragraph: usize) -> Option<usize> {
    let tokens = text.paragraphs[paragraph].tokens.clone();
    if text.paragraphs[paragraph].kind != ParagraphKind::Body {
        return None;
    }
    let line = Line { text, tokens: tokens.start..tokens.end.min(tokens.start + LENGTH) };
    let mark = line.tokens.clone().find(|&token| line.ends_at(token))?;
    let head = tokens.start..mark;
    let after = line.after(mark, tokens.end)?;
    let filed = line.is_filed(&head);
    let words = head.clone().filter(|&token| text.tokens[token].kind == TokenKind::Word).count();
    let place = line.is_place(&head) && words <= PLACE_WORDS;
    let is_one = match text.norm(mark) {
        ":" => (filed || place && line.is_shouted(&head)) && is_story(text, paragraph, mark),
        _ => filed || place && line.is_shouted(&(head.start..head.start + 1)),
    };
    is_one.then_some(after)
}

/// The end of the dateline that a token stands in, if it stands in one.
pub(crate) fn around(text: &Text, token: usize) -> Option<usize> {
    let paragraph = text.paragraph_of(token);
    let near = token < text.paragraphs[paragraph].tokens.start + LENGTH;
    near.then(|| end(text, paragraph)).flatten().filter(|&end| token < end)
}

/// The first tokens of a paragraph.
struct Line<'t> {
    text: &'t Text<'t>,
    tokens: Range<usize>,
}

impl Line<'_> {
    /// Whether a token ends a dateline, if what comes before it is one.
    fn ends_at(&self, token: usize) -> bool {
        self.text.is_dash(token) || matches!(self.text.norm(token), ":" | "_" | "|")
    }

    /// The first token after the marks that end a dateline, if a sentence starts
    /// there. `end` is the exclusive end of the paragraph.
    fn after(&self, mark: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let mut after = (mark..end).find(|&token| !self.ends_at(token))?;
        // TOKYO--(BUSINESS WIRE)--Norbank …
        if text.norm(after) == "("
            && let Some(close) = (after..self.tokens.end).find(|&token| text.norm(token) == ")")
            && self.names_agency(&(after + 1..close))
        {
            after = (close + 1..end).find(|&token| !self.ends_at(token))?;
        }
        let starts = !text.raw(after).starts_with(char::is_lowercase) && text.norm(after) != ",";
        starts.then_some(after)
    }

    /// Whether a dateline may start so: with a name, and with names, dates and
    /// brackets only.
    fn is_place(&self, head: &Range<usize>) -> bool {
        let text = self.text;
        let first = head.start;
        let dated = text.is_any(first, &[Class::Month, Class::Weekday, Class::LineLabel]);
        let named = text.is_capitalized(first)
            && (self.is_shouted(&(first..first + 1)) || !text.is(first, Class::Function));
        !head.is_empty() && named && !dated && head.clone().all(|token| self.may_hold(token))
    }

    /// Whether a token may be part of a dateline.
    fn may_hold(&self, token: usize) -> bool {
        let text = self.text;
        match text.tokens[token].kind {
            TokenKind::Word => {
                text.is_capitalized(token)
                    || text.is(token, Class::Particle)
                    || matches!(text.norm(token), "of" | "the" | "and" | "on" | "upon" | "dpa")
            }
            TokenKind::Number => true,
            TokenKind::Mark => {
                matches!(text.norm(token), "," | "." | "(" | ")" | "/" | "[" | "]" | "&" | "'")
            }
        }
    }

    /// Whether words are in capitals.
    fn is_shouted(&self, words: &Range<usize>) -> bool {
        let letters =
            || words.clone().flat_map(|token| self.text.raw(token).chars()).filter(|c| c.is_alphabetic());
        letters().count() > 1 && letters().all(|c| !c.is_lowercase())
    }

    /// Whether a place comes with a date or with an agency, or an agency comes
    /// with a date or alone: "Geneva, 3 May", "LONDON (Reuters)", "Nov 20 (Reuters)".
    fn is_filed(&self, head: &Range<usize>) -> bool {
        let text = self.text;
        let bracket = head.clone().find(|&token| text.norm(token) == "(");
        let agency = bracket.is_some_and(|open| {
            let close = (open..head.end).find(|&token| text.norm(token) == ")");
            close.is_some_and(|close| self.names_agency(&(open + 1..close)))
        });
        let dated = head.clone().any(|token| {
            let number = |token: usize| head.contains(&token) && text.tokens[token].kind == TokenKind::Number;
            text.is(token, Class::Month) && (number(token + 1) || token > 0 && number(token - 1))
        });
        let only = head.clone().all(|token| self.may_hold(token));
        let place = self.is_place(head);
        only && (agency && (place || dated || bracket == Some(head.start)) || dated && place)
    }

    /// Whether words are the name of an agency.
    fn names_agency(&self, words: &Range<usize>) -> bool {
        let text = self.text;
        words.clone().any(|token| AGENCIES.contains(&text.norm(token)))
            && words.clone().all(|token| !text.is(token, Class::Finite))
    }
}

/// Whether a story starts after the colon of a label, and no turn of a
/// conversation: it is in the third person, and no other paragraph has a label.
fn is_story(text: &Text, paragraph: usize, colon: usize) -> bool {
    let body = |index: &usize| text.paragraphs[*index].kind == ParagraphKind::Body;
    let sentence = colon + 1..text.sentence_of(colon).end;
    let words = sentence.clone().filter(|&token| !text.is_mark(token));
    paragraph < HEAD
        && (0..paragraph).filter(body).count() < FIRST_PARAGRAPHS
        && !text.is_quotation_mark(colon + 1)
        && words.clone().count() >= SENTENCE_WORDS
        && !words.clone().filter(|&token| text.is_outside(token)).any(|token| is_turned_to(text.norm(token)))
        && !(0..text.paragraphs.len()).any(|other| other != paragraph && has_label(text, other))
}

/// Whether a word shows that somebody speaks to somebody.
fn is_turned_to(norm: &str) -> bool {
    matches!(norm, "i" | "me" | "my" | "we" | "us" | "our" | "you" | "your" | "yes" | "thank" | "thanks")
}

/// Whether a paragraph starts with a name in capitals and a colon.
fn has_label(text: &Text, paragraph: usize) -> bool {
    let tokens = text.paragraphs[paragraph].tokens.clone();
    let line = Line { text, tokens: tokens.start..tokens.end.min(tokens.start + LENGTH) };
    let colon = line.tokens.clone().find(|&token| text.norm(token) == ":");
    colon.is_some_and(|colon| line.is_shouted(&(tokens.start..colon)))
}

#[cfg(test)]
mod tests {
    use crate::text::testing::text;

    /// What stands before the story in the first paragraph.
    fn dateline(source: &str) -> Option<String> {
        let text = text(source);
        let end = super::end(&text, 0)?;
        Some(text.words(&(0..end)).to_owned())
    }

    #[test]
    fn places_with_dates_and_agencies() {
        for line in [
            "PORT ALMA, May 3 (AP) —",
            "PORT ALMA —",
            "ST. PAUL, Minn. (AP) —",
            "ATLANTA, Ga. (AP) _",
            "LONDON (Reuters) -",
            "JERUSALEM/CAIRO, Nov 20 (Reuters) -",
            "Nov 20 (Reuters) -",
            "(CNN) —",
            "NEW DELHI |",
            "Geneva, 3 May –",
            "Geneva, May 3, 2024 –",
            "Lagos (Reuters) –",
            "WASHINGTON, D.C. --",
            "LAGOS, Nigeria, November 20, 2024 --",
            "NEW YORK, May 3, 2024 /PRNewswire/ --",
            "TOKYO--(BUSINESS WIRE)--",
            "ABOARD THE FERRY ALMA (AP) —",
            "MUMBAI:",
            "NEW DELHI, May 3 (PTI):",
        ] {
            let source = format!("{line} The court gave bail to the actor on Friday.");
            assert_eq!(dateline(&source).as_deref(), Some(line), "{line}");
        }
    }

    #[test]
    fn what_only_looks_like_one() {
        for source in [
            "MODERATOR: Thank you all for coming here tonight.",
            "MODERATOR: Good evening.",
            "MUMBAI: The court gave bail to the actor.\nDELHI: The court gave no bail at all.",
            "LEE: “The court gave bail to the actor on Friday.”",
            "NATO — the alliance of the north — met on Friday.",
            "Ann Lee – the mayor of Port Alma – left on Friday.",
            "Ann Lee (Labour) – Her plan for the port came on Friday.",
            "The result: Nobody came to the hall on that Friday.",
            "On May 3 – The court gave bail to the actor.",
            "May 3 – The court gave bail to the actor.",
            "PHOTO: The court gave bail to the actor on Friday.",
            "PORT ALMA —",
            "WHAT THE MINISTER DID NOT SAY — The court gave bail to the actor.",
            "COVID-19 cases rose on Friday - The ministry gave no reason.",
        ] {
            assert_eq!(dateline(source), None, "{source}");
        }
    }

    #[test]
    fn a_label_far_down_is_no_dateline() {
        let source = "It rained.\n\nIt poured.\n\nMUMBAI: The court gave bail to the actor.";
        let text = text(source);
        assert_eq!(super::end(&text, 2), None);
    }
}
