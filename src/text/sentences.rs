//! Sentences: where a full stop ends one and where it does not.
//!
//! A sentence ends after `.`, `!`, `?` or an ellipsis and the closing marks
//! that follow, if what comes next can start one. A full stop that is part
//! of a token ("Mr.", "U.S.") ends a sentence only where the next word often
//! starts one ("The"), or a title does after a time of day ("at 6 a.m. Gen.
//! Lee left"). A quoted question and its cue are one sentence: “Did you?” Lee
//! asked. The number of an item ("2.") and a name ("Yahoo! Inc.") end none.

use std::ops::Range;

use super::marks::Side;
use super::{Token, TokenKind};
use crate::lexicon::{Class, Lexicon};

/// The cue of a quoted question is among this many tokens after it: “Why?”
/// asked Lee, or: Ann Lee asked.
const REPLY_TOKENS: usize = 4;
/// The number of an item in a list has at most this many digits.
const ITEM_DIGITS: usize = 2;
/// The verb of a sentence that starts with a name is among this many tokens.
const NAME_TOKENS: usize = 4;

/// Cuts the tokens of one paragraph into sentences, as ranges of indices into
/// `tokens`.
pub(super) fn split(source: &str, lexicon: &Lexicon, tokens: &[Token], norms: &str) -> Vec<Range<usize>> {
    let words = Words::new(source, lexicon, tokens, norms);
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let Some(end) = words.end_at(at).filter(|_| !words.is_item(start, at)) else {
            at += 1;
            continue;
        };
        sentences.push(start..end);
        start = end;
        at = end;
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

/// The tokens of one paragraph, by their index in it.
struct Words<'t> {
    source: &'t str,
    lexicon: &'t Lexicon,
    tokens: &'t [Token],
    norms: &'t str,
    /// For each token and the end of the paragraph: the first token from there
    /// on that is no closing mark.
    after_closers: Vec<usize>,
}

impl<'t> Words<'t> {
    fn new(source: &'t str, lexicon: &'t Lexicon, tokens: &'t [Token], norms: &'t str) -> Self {
        let after_closers = (0..=tokens.len()).collect();
        let mut words = Words { source, lexicon, tokens, norms, after_closers };
        for at in (1..tokens.len()).rev() {
            if words.closes(at) {
                words.after_closers[at] = words.after_closers[at + 1];
            }
        }
        words
    }

    fn norm(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.norm(self.norms))
    }

    fn raw(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &self.source[t.span.start..t.span.end])
    }

    fn is_capitalized(&self, at: usize) -> bool {
        self.raw(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// The exclusive end of the sentence that the token `at` ends, if it ends one.
    fn end_at(&self, at: usize) -> Option<usize> {
        let mark = self.norm(at);
        let stop = matches!(mark, "." | "!" | "?" | "…" | "?!" | "‽" | "。" | "！" | "？" | "।")
            || (mark.len() > 1 && mark.bytes().all(|b| b == b'.'));
        if !stop {
            return (mark.ends_with('.') && self.abbreviation_ends(at)).then(|| self.after_closers[at + 1]);
        }
        let end = self.after_closers[at + 1];
        let closed = end > at + 1 && self.is_quotation_mark(end - 1);
        if end >= self.tokens.len() {
            return None;
        }
        if closed && mark != "." && self.asks(end) || mark == "!" && self.is_named(at) {
            return None;
        }
        self.can_start(end).then_some(end)
    }

    /// Whether a full stop belongs to the number of an item, with which the
    /// sentence starts: "2. The bridge closes."
    fn is_item(&self, start: usize, at: usize) -> bool {
        let number = self.tokens[start].kind == TokenKind::Number && self.norm(start).len() <= ITEM_DIGITS;
        number && at == start + 1 && self.norm(at) == "."
    }

    /// Whether an exclamation mark belongs to the name of a body: "Yahoo! Inc."
    fn is_named(&self, at: usize) -> bool {
        let body = [Class::Body, Class::BodyName].iter().any(|&class| self.is(at + 1, class));
        at > 0 && self.is_capitalized(at - 1) && self.is_capitalized(at + 1) && body
    }

    /// Whether a mark right after the end of a sentence still belongs to it.
    fn closes(&self, at: usize) -> bool {
        let next_to = self.tokens[at - 1].span.end == self.tokens[at].span.start;
        match self.tokens[at].side {
            Side::None => {
                matches!(self.norm(at), ")" | "]" | "!" | "?" | "." | "…" | "}")
                    || next_to && self.norm(at) == "'"
            }
            Side::Stray => next_to,
            side => side.closes(),
        }
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.tokens.get(at).is_some_and(|t| self.lexicon.is(t.row, class))
    }

    fn is_quotation_mark(&self, at: usize) -> bool {
        self.tokens[at].side != Side::None
    }

    /// Whether a token can be the first of a sentence.
    fn can_start(&self, at: usize) -> bool {
        // In small letters there are only trade names: "eBay".
        let small = |word: &str| word.starts_with(char::is_lowercase) && !word.contains(char::is_uppercase);
        self.tokens[at].kind == TokenKind::Number
            || !small(self.raw(at)) && !matches!(self.norm(at), "," | ";" | ":" | "-" | "–" | "—" | ")" | "]")
    }

    /// Whether a sentence ends with an abbreviation: whether a quotation or a
    /// word that often starts sentences follows, or somebody who does something
    /// follows a time of day.
    fn abbreviation_ends(&self, at: usize) -> bool {
        let next = at + 1;
        if next >= self.tokens.len() || self.is(at, Class::Title) || self.is(at, Class::Leading) {
            return false;
        }
        match self.tokens[next].side {
            Side::None => {}
            Side::Stray => return self.tokens[at].span.end < self.tokens[next].span.start,
            side => return side.opens(),
        }
        let hour =
            || matches!(self.norm(at), "a.m." | "p.m.") && (self.is(next, Class::Title) || self.acts(next));
        self.is_capitalized(next) && (self.is(next, Class::Starter) || hour())
    }

    /// Whether a name starts at a token and a verb follows it: "Ann Lee said".
    fn acts(&self, at: usize) -> bool {
        let dated = self.is(at, Class::Weekday) || self.is(at, Class::Month);
        let name = (at..at + NAME_TOKENS).take_while(|&token| self.is_capitalized(token)).count();
        !dated && name > 0 && self.is(at + name, Class::Finite)
    }

    /// Whether the cue of a question stands at a token or soon after it.
    fn asks(&self, at: usize) -> bool {
        (at..at + REPLY_TOKENS).any(|token| self.is(token, Class::ReplyCue))
    }
}

#[cfg(test)]
mod tests {
    use crate::text::testing::text;

    fn sentences(source: &str) -> Vec<String> {
        let text = text(source);
        text.sentences.iter().map(|s| text.slice(s.span).to_owned()).collect()
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        assert_eq!(
            sentences("Mr. Lee met J. K. Ek at No. 10. The U.S. envoy left at 5.30 p.m. on Jan. 3.").len(),
            2
        );
    }

    #[test]
    fn abbreviations_before_names_and_numbers() {
        for sentence in [
            "The firm paid Rs. 500 crore and Tk. 200 to its staff.",
            "He was born in St. Petersburg, near Mt. Alma and Ft. Worth.",
            "Acme Inc. said that Norbank Ltd. Chairman Lee had left Port Alma Pvt. Ltd. in May.",
            "They met on Jan. 6, on Tues. 8 Sept. and on Dec. 9.",
            "The case of Lee vs. Ek and Roe v. Wade came up, cf. Lee on p. 12, pp. 14 and Nos. 4 and 5.",
            "Sgt. Bo Ek, Lt. Col. Mia Lee, Asst. Supt. Dan Roy and Flt. Lt. Ann Lee left approx. 5 hours later.",
            "Ann Lee, Ph.D. Fellow in the U.S.-led group, spoke to Dr. Ek, e.g. The Guardian, i.e. Lee.",
            "George W. Bush met J. K. Ek and J.K. Rowling at No. 10.",
            "The talks at 6 a.m. Monday and at 9 p.m. GMT failed, at 5.30 p.m. Eastern.",
            "Yahoo! Inc. and the Jeopardy! host said no.",
            "1. The bridge closes in June.",
        ] {
            assert_eq!(sentences(sentence), [sentence]);
        }
    }

    #[test]
    fn a_time_of_day_ends_one_before_a_person() {
        assert_eq!(
            sentences(
                "The convoy left at 6 a.m. Gen. Bo Ek said it was safe. It came at 9 p.m. Lee was there."
            ),
            [
                "The convoy left at 6 a.m.",
                "Gen. Bo Ek said it was safe.",
                "It came at 9 p.m.",
                "Lee was there."
            ]
        );
    }

    #[test]
    fn a_space_is_missing() {
        assert_eq!(
            sentences(
                "It was late, said Lee.She left. “We stayed.”Then it rained.Ek left in 2019.He came back."
            ),
            [
                "It was late, said Lee.",
                "She left.",
                "“We stayed.”",
                "Then it rained.",
                "Ek left in 2019.",
                "He came back."
            ]
        );
    }

    #[test]
    fn a_stop_outside_the_marks() {
        assert_eq!(
            sentences("Lee called it “a mess”. Then he left the “old guard”. eBay won."),
            ["Lee called it “a mess”.", "Then he left the “old guard”.", "eBay won."]
        );
    }

    #[test]
    fn an_initialism_ends_one_before_a_starter() {
        assert_eq!(sentences("They flew to the U.S. The talks failed.").len(), 2);
        assert_eq!(sentences("It ended at 9 p.m. Nobody left."), ["It ended at 9 p.m.", "Nobody left."]);
        assert_eq!(sentences("The U.S. Senate met."), ["The U.S. Senate met."]);
    }

    #[test]
    fn decimals_scores_and_numbers_after_no() {
        assert_eq!(
            sentences("Prices rose 3.5 percent to $2.40. They fell later."),
            ["Prices rose 3.5 percent to $2.40.", "They fell later."]
        );
        assert_eq!(sentences("She lives at No. 10. He said no. Lee left.").len(), 3);
        assert_eq!(sentences("The vote was 5-4. Lee won."), ["The vote was 5-4.", "Lee won."]);
    }

    #[test]
    fn closing_marks_belong_to_their_sentence() {
        for (open, close) in [("“", "”"), ("\"", "\""), ("‘", "’"), ("''", "''"), ("(", ")"), ("«", "»")]
        {
            let first = format!("{open}It is over.{close}");
            assert_eq!(sentences(&format!("{first} Then he left.")), [first.as_str(), "Then he left."]);
        }
        assert_eq!(sentences("He asked “why?” and left."), ["He asked “why?” and left."]);
    }

    #[test]
    fn marks_in_a_row_end_one_sentence() {
        assert_eq!(sentences("What?! No!! It is over..."), ["What?!", "No!!", "It is over..."]);
    }

    #[test]
    fn ellipses() {
        assert_eq!(sentences("We were... not ready. He waited... Then he left.").len(), 3);
        assert_eq!(sentences("We were… not ready. He waited… Then he left.").len(), 3);
    }

    #[test]
    fn a_question_inside_a_quote_goes_on_with_its_cue() {
        assert_eq!(
            sentences("“Did you sign it?” Lee asked. “No!” he said. “We left.” The hall was empty."),
            ["“Did you sign it?” Lee asked.", "“No!” he said.", "“We left.”", "The hall was empty."]
        );
    }

    #[test]
    fn straight_marks() {
        for mark in ["\"", "''"] {
            let source = "“We left.” “Why?” he asked. Bo said “No.” Then it rained. “It poured.”";
            assert_eq!(sentences(&source.replace(['“', '”'], mark)).len(), 5, "{mark}");
        }
    }
}
