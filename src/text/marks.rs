//! Quotation marks: which token is one, and whether it opens or closes.
//!
//! This is the one place that decides what a mark is. People type marks the
//! wrong way round, mix straight ones with curly ones, leave one out, and use
//! the same characters for apostrophes and inches. So the space around a mark
//! comes first (one that has a space before it and none after it opens), the
//! character second, and what is open at that point last. A single mark
//! without punctuation before it may be an apostrophe: it closes only if
//! nothing better comes before the next mark that opens.
//!
//! Marks pair inside a paragraph, so a stray one spoils no other paragraph.
//! [`quotations`](super::quotations) makes quotations of the sides found here.

use std::ops::Range;

use super::{Token, TokenKind};
use crate::lexicon::{Class, Lexicon};

/// What a token is to the quotations of its paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// No quotation mark. Apostrophes and inch marks are none.
    #[default]
    None,
    /// A mark that opens a quotation which another mark of its paragraph closes.
    Opens,
    /// The mark that closes such a quotation.
    Closes,
    /// A mark that opens what nothing in its paragraph closes.
    OpensOnly,
    /// The first mark of its paragraph, which closes what nothing there opens.
    ClosesOnly,
    /// A mark that neither opens nor closes anything.
    Stray,
}

impl Side {
    /// Whether something starts with the mark.
    pub(super) fn opens(self) -> bool {
        matches!(self, Side::Opens | Side::OpensOnly)
    }

    /// Whether something ends with the mark.
    pub(super) fn closes(self) -> bool {
        matches!(self, Side::Closes | Side::ClosesOnly)
    }
}

/// Marks that can be paired with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Angle,
    SingleAngle,
    /// Single marks, which may also be apostrophes.
    Single,
}

/// Number of families.
const FAMILIES: usize = 4;

/// What the character of a mark says of its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lean {
    Opening,
    Closing,
    Neither,
}

/// The quotation marks. Which side the curly ones have differs from language to
/// language (“so”, „so“, ”so”, »so«); what stands here is their side where the
/// space around them does not tell. To add a mark, add a row.
const MARKS: &[(&str, Family, Lean)] = &[
    ("“", Family::Double, Lean::Opening),
    ("”", Family::Double, Lean::Closing),
    ("„", Family::Double, Lean::Opening),
    ("‟", Family::Double, Lean::Opening),
    ("❝", Family::Double, Lean::Opening),
    ("❞", Family::Double, Lean::Closing),
    ("\"", Family::Double, Lean::Neither),
    ("＂", Family::Double, Lean::Neither),
    ("″", Family::Double, Lean::Neither),
    ("''", Family::Double, Lean::Neither),
    ("``", Family::Double, Lean::Opening),
    ("‘‘", Family::Double, Lean::Opening),
    ("’’", Family::Double, Lean::Closing),
    ("«", Family::Angle, Lean::Opening),
    ("»", Family::Angle, Lean::Closing),
    ("‹", Family::SingleAngle, Lean::Opening),
    ("›", Family::SingleAngle, Lean::Closing),
    ("‘", Family::Single, Lean::Opening),
    ("‚", Family::Single, Lean::Opening),
    ("‛", Family::Single, Lean::Opening),
    ("`", Family::Single, Lean::Opening),
    ("’", Family::Single, Lean::Closing),
    ("'", Family::Single, Lean::Neither),
];

/// Words that begin with an apostrophe, which is left out here: "’tis", "rock ’n’ roll".
const CLIPPED: &[&str] = &[
    "n", "tis", "twas", "twere", "twill", "em", "til", "till", "cause", "cos", "cuz", "bout", "round",
    "neath",
];
/// A phrase whose last word ends in s may close with a mark that could be its
/// apostrophe (the ‘dreamers’ who came). It has at most this many tokens.
const PHRASE: usize = 6;
/// The cue of a quotation is among this many tokens after its comma: “We left,
/// she said.
const CUE: usize = 4;

/// Whether a character may follow the full stop of a sentence.
pub(super) fn is_closer(c: char) -> bool {
    is_quotation_char(c) || matches!(c, ')' | ']')
}

/// Whether a character can open or close a quotation.
pub(super) fn is_quotation_char(c: char) -> bool {
    of_char(c).is_some()
}

/// Whether a character is a quotation mark that is never an apostrophe.
pub(super) fn is_double_char(c: char) -> bool {
    of_char(c).is_some_and(|family| family != Family::Single)
}

fn of_char(c: char) -> Option<Family> {
    MARKS.iter().find(|(mark, ..)| mark.chars().eq([c])).map(|&(_, family, _)| family)
}

/// Fills in [`Token::side`] for the tokens of one paragraph, which are known
/// otherwise but for their sentences and rows.
pub(super) fn read(source: &str, lexicon: &Lexicon, norms: &str, tokens: &mut [Token]) {
    let words = Words { source, lexicon, norms, tokens };
    let marks = words.marks();
    if marks.is_empty() {
        return;
    }
    let mut pairing = Pairing::new(&words, &marks);
    for mark in 0..marks.len() {
        pairing.take(mark);
    }
    let sides = pairing.sides();
    for (mark, side) in marks.iter().zip(sides) {
        tokens[mark.token].side = side;
    }
}

/// A token that may be a quotation mark.
#[derive(Debug)]
struct Mark {
    /// Its index in the paragraph.
    token: usize,
    raw: &'static str,
    family: Family,
    lean: Lean,
    /// Whether a space, or what is as good as one, stands before it.
    open_before: bool,
    /// Whether a space, or what is as good as one, stands after it.
    open_after: bool,
    /// What stands before it, spaces and other marks not counted.
    before: Before,
}

/// What stands before a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// Nothing: it is the first of its paragraph.
    Nothing,
    /// The end of a sentence.
    Sentence,
    /// A comma or a dash.
    Clause,
    /// A colon or a bracket, after which something starts.
    Colon,
    /// The mark of an item in a list, or another bracket.
    Item,
    /// A word, or anything else.
    Word,
}

impl Mark {
    /// Whether punctuation that ends what somebody says stands before it: “We
    /// left,” and not a “mess”.
    fn is_firm(&self) -> bool {
        matches!(self.before, Before::Sentence | Before::Clause)
    }

    /// Whether a quotation may start there, and not only a phrase.
    fn is_fresh(&self) -> bool {
        self.before != Before::Word
    }

    /// Whether a sentence may start there that is not the first of its paragraph.
    fn is_next(&self) -> bool {
        matches!(self.before, Before::Sentence | Before::Colon)
    }
}

/// The tokens of one paragraph, by their index in it.
struct Words<'t> {
    source: &'t str,
    lexicon: &'t Lexicon,
    norms: &'t str,
    tokens: &'t [Token],
}

impl Words<'_> {
    fn norm(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.norm(self.norms))
    }

    fn raw(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.source[token.span.start..token.span.end])
    }

    fn is_comma(&self, at: usize) -> bool {
        self.norm(at) == ","
    }

    /// Whether no space stands between a token and the next one.
    fn touches(&self, at: usize) -> bool {
        let Some([left, right]) = self.tokens.get(at..at + 2) else { return false };
        !self.source[left.span.end..right.span.start].contains(char::is_whitespace)
    }

    fn is_mark(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Mark)
    }

    /// The tokens that may be quotation marks, in order.
    fn marks(&self) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for token in (0..self.tokens.len()).filter(|&token| self.is_mark(token)) {
            let raw = self.raw(token);
            let Some(&(raw, family, lean)) = MARKS.iter().find(|(mark, ..)| *mark == raw) else { continue };
            let neighbour = marks.last().filter(|last| last.token + 1 == token);
            let beside = neighbour.filter(|_| self.touches(token - 1));
            let open_before = beside.map_or_else(|| self.is_open_before(token), |mark| mark.open_before);
            let before = neighbour.map_or_else(|| self.before(token), |mark| mark.before);
            marks.push(Mark { token, raw, family, lean, open_before, open_after: false, before });
        }
        for at in (0..marks.len()).rev() {
            let token = marks[at].token;
            let beside = marks.get(at + 1).filter(|next| next.token == token + 1 && self.touches(token));
            marks[at].open_after = beside.map_or_else(|| self.is_open_after(token), |next| next.open_after);
        }
        marks
    }

    fn is_open_before(&self, at: usize) -> bool {
        at == 0
            || !self.touches(at - 1)
            || matches!(self.norm(at - 1), "(" | "[" | "{" | "—" | "–" | "―" | "--" | ":" | "/" | "*" | "|")
            || self.norm(at - 1) == "-" && !(at > 1 && self.touches(at - 2))
    }

    fn is_open_after(&self, at: usize) -> bool {
        !self.touches(at)
            || matches!(
                self.norm(at + 1),
                "," | "."
                    | ";"
                    | ":"
                    | "!"
                    | "?"
                    | ")"
                    | "]"
                    | "}"
                    | "—"
                    | "–"
                    | "―"
                    | "-"
                    | "--"
                    | "/"
                    | "*"
                    | "="
                    | ">"
                    | "|"
            )
            || self.is_ellipsis(at + 1)
    }

    fn is_ellipsis(&self, at: usize) -> bool {
        let norm = self.norm(at);
        norm == "…" || norm.len() > 1 && norm.bytes().all(|b| b == b'.')
    }

    /// What stands before a token.
    fn before(&self, at: usize) -> Before {
        let Some(before) = at.checked_sub(1) else { return Before::Nothing };
        match self.norm(before) {
            "." | "!" | "?" | "?!" | "‽" => Before::Sentence,
            _ if self.is_ellipsis(before) => Before::Sentence,
            "," | ";" | "—" | "–" | "―" | "--" => Before::Clause,
            ":" | ")" => Before::Colon,
            "]" | "•" | "*" | "-" => Before::Item,
            _ => Before::Word,
        }
    }

    /// Whether a mark stands inside something that is no sentence: a="b".
    fn is_within(&self, at: usize) -> bool {
        at > 0 && self.touches(at - 1) && (!self.is_mark(at - 1) || self.norm(at - 1) == "=")
    }

    /// Whether a mark is that of a length or an angle: 5", 6’2”.
    fn measures(&self, mark: &Mark) -> bool {
        let Some(before) = mark.token.checked_sub(1).filter(|&before| self.touches(before)) else {
            return false;
        };
        let number = self.tokens[before].kind == TokenKind::Number;
        match mark.raw {
            "\"" | "″" | "''" => number,
            "”" | "’’" => number && self.norm(before).contains('\''),
            _ => false,
        }
    }

    /// Whether the word after a single mark is clipped or a year, so that the
    /// mark is rather its apostrophe: "’tis", "the ‘90s".
    fn is_clipped(&self, at: usize) -> bool {
        let word = self.norm(at);
        let year = word.strip_suffix('s').unwrap_or(word);
        CLIPPED.contains(&word) || year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit())
    }

    /// Whether a single mark may be the apostrophe at the end of the word before
    /// it: "the leaders’ plan", "doin’ well", "6' tall".
    fn is_apostrophe(&self, at: usize) -> bool {
        let before = self.norm(at - 1);
        let number = self.tokens[at - 1].kind == TokenKind::Number;
        (number || ["s", "in", "."].iter().any(|end| before.ends_with(end)))
            && self.raw(at + 1).starts_with(char::is_lowercase)
            && !self.has_cue(at + 1)
    }

    /// Whether the cue of a quotation is among the words at a token, before any
    /// mark. No narrator says "I".
    fn has_cue(&self, at: usize) -> bool {
        (at..at + CUE)
            .take_while(|&token| token < self.tokens.len() && !self.is_mark(token))
            .take_while(|&token| !matches!(self.norm(token), "i" | "we"))
            .any(|token| self.lexicon.knows(self.norm(token), Class::ReplyCue))
    }

    /// Whether a narrator speaks between two tokens: “We left, she said. “We …,
    /// “We left. She said: “We …
    fn is_told(&self, mut between: Range<usize>) -> bool {
        between.any(|at| match self.norm(at) {
            "," | "?" | "!" => self.has_cue(at + 1),
            ":" => at > 0 && self.lexicon.knows(self.norm(at - 1), Class::ReplyCue),
            _ => false,
        })
    }
}

/// How well a mark would close a quotation that nothing better closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It may be an apostrophe or an inch mark, or is of another family.
    Poor,
    /// It has the right shape.
    Good,
}

/// A mark that has opened something.
#[derive(Debug)]
struct Open {
    mark: usize,
    family: Family,
    /// Whether it is rather an apostrophe: then only a mark after punctuation closes it.
    weak: bool,
    /// The best mark so far that may close it.
    offered: Option<(Fit, usize)>,
    /// The last mark that has closed something of the same family inside it, and
    /// whether punctuation stands before that mark.
    inner: Option<(bool, usize)>,
    /// The first token after it in which no narrator has been looked for.
    unread: usize,
}

impl Open {
    fn offer(&mut self, fit: Fit, mark: usize) {
        if !self.weak && self.offered.is_none_or(|(best, _)| fit > best) {
            self.offered = Some((fit, mark));
        }
    }
}

/// Pairs the marks of a paragraph, from left to right.
///
/// Each mark is pushed and popped at most once, so that the time is linear in
/// the number of marks, however many are stray.
struct Pairing<'t> {
    words: &'t Words<'t>,
    marks: &'t [Mark],
    /// What is open, the innermost last.
    open: Vec<Open>,
    /// Where the open marks of each family stand in `open`.
    of_family: [Vec<usize>; FAMILIES],
    /// The mark that closes each mark.
    partner: Vec<Option<usize>>,
    /// Marks that open what nothing closes.
    unclosed: Vec<usize>,
    /// The first mark that closes what nothing opens.
    unopened: Option<usize>,
}

impl<'t> Pairing<'t> {
    fn new(words: &'t Words<'t>, marks: &'t [Mark]) -> Self {
        Pairing {
            words,
            marks,
            open: Vec::new(),
            of_family: Default::default(),
            partner: vec![None; marks.len()],
            unclosed: Vec::new(),
            unopened: None,
        }
    }

    /// Takes in the next mark.
    fn take(&mut self, mark: usize) {
        let lean = match self.marks[mark].family {
            Family::Single => self.lean_of_single(mark),
            _ => self.lean_of_double(mark),
        };
        match lean {
            Lean::Opening => self.open(mark),
            Lean::Closing if self.marks[mark].family == Family::Single => self.close_single(mark),
            Lean::Closing => self.close_double(mark),
            Lean::Neither => {}
        }
    }

    /// The innermost open mark of a family.
    fn innermost(&self, family: Family) -> Option<&Open> {
        self.of_family[family as usize].last().map(|&at| &self.open[at])
    }

    /// What a mark that is never an apostrophe does.
    fn lean_of_double(&self, at: usize) -> Lean {
        let mark = &self.marks[at];
        let open = self.innermost(mark.family).map(|open| &self.marks[open.mark]);
        if self.words.measures(mark) {
            return if open.is_some() { Lean::Closing } else { Lean::Neither };
        }
        let closes = match (mark.open_before, mark.open_after, mark.lean) {
            // The space is on the wrong side: “We left, ”she said.
            (true, false, Lean::Closing) => open.is_some_and(|open| open.raw != mark.raw),
            (true, false, Lean::Neither) => {
                open.is_some() && self.words.is_comma(mark.token - 1) && self.words.has_cue(mark.token + 1)
            }
            (true, false, Lean::Opening) => false,
            (false, true, lean) => open.is_some() || mark.is_firm() || lean != Lean::Opening,
            // Spaces on both sides, or on none.
            (_, spaced, Lean::Opening) => {
                open.is_some_and(|open| open.raw == "„" || spaced && mark.is_firm())
            }
            (spaced, _, Lean::Closing) => open.is_some() || !spaced,
            (_, _, Lean::Neither) if open.is_none() && self.words.is_within(mark.token) => {
                return Lean::Neither;
            }
            (_, _, Lean::Neither) => open.is_some(),
        };
        if closes { Lean::Closing } else { Lean::Opening }
    }

    /// What a single mark does, which may be an apostrophe.
    fn lean_of_single(&self, at: usize) -> Lean {
        let mark = &self.marks[at];
        let inside = self.open.last().is_some_and(|open| open.family == Family::Single);
        match (mark.open_before, mark.open_after) {
            (true, false) => Lean::Opening,
            (false, true) if mark.raw != "‚" => Lean::Closing,
            _ if inside && mark.is_firm() => Lean::Closing,
            (before, after) if before == after && mark.is_fresh() && mark.lean != Lean::Closing => {
                Lean::Opening
            }
            _ => Lean::Neither,
        }
    }

    fn open(&mut self, at: usize) {
        let mark = &self.marks[at];
        let single = mark.family == Family::Single;
        let weak = single && (mark.raw == "’" || self.words.is_clipped(mark.token + 1));
        let inside = self.open.last().is_some_and(|last| last.family == Family::Single);
        if weak && inside || !weak && self.goes_on(at) {
            return;
        }
        self.of_family[mark.family as usize].push(self.open.len());
        let unread = mark.token + 1;
        self.open.push(Open { mark: at, family: mark.family, weak, offered: None, inner: None, unread });
    }

    /// Whether a mark that opens only goes on with what is open ("It rained.
    /// "It poured."). Ends what cannot be open any more.
    fn goes_on(&mut self, at: usize) -> bool {
        let mark = &self.marks[at];
        if let Some(last) = self.open.last()
            && let Some((fit, close)) = last.offered
            && (last.family == mark.family || fit == Fit::Good)
        {
            self.pair(self.open.len() - 1, close);
        }
        let Some(&place) = self.of_family[mark.family as usize].last() else { return false };
        if !mark.is_next() || mark.family == Family::Single && place + 1 < self.open.len() {
            return false;
        }
        let open = &mut self.open[place];
        let told = self.words.is_told(open.unread..mark.token);
        open.unread = mark.token + 1;
        if let Some((_, close)) = open.inner.filter(|&(firm, _)| firm || told) {
            self.pair(place, close);
            return false;
        }
        let first = &self.marks[open.mark];
        let sentence = first.is_fresh() || self.words.raw(first.token + 1).starts_with(char::is_uppercase);
        let goes_on = !open.weak && !told && sentence;
        if !goes_on {
            self.open.truncate(place);
            for places in &mut self.of_family {
                while places.last().is_some_and(|&last| last >= place) {
                    places.pop();
                }
            }
        }
        goes_on
    }

    fn close_single(&mut self, at: usize) {
        let mark = &self.marks[at];
        let innermost = self.open.len().wrapping_sub(1);
        match self.open.last_mut() {
            Some(open) if open.family == Family::Single && mark.is_firm() => self.pair(innermost, at),
            Some(open) if open.family == Family::Single => {
                let poor = mark.lean != Lean::Opening && self.words.is_apostrophe(mark.token);
                open.offer(if poor { Fit::Poor } else { Fit::Good }, at);
            }
            Some(open) if mark.is_firm() => open.offer(Fit::Poor, at),
            None if mark.is_firm() => self.unopened = self.unopened.or(Some(at)),
            _ => {}
        }
    }

    fn close_double(&mut self, at: usize) {
        let mark = &self.marks[at];
        if let Some(&open) = self.of_family[mark.family as usize].last() {
            if self.words.measures(mark) {
                self.open[open].offer(Fit::Poor, at);
            } else {
                self.pair(open, at);
            }
        } else if let Some(open) = self.open.last_mut().filter(|open| self.marks[open.mark].is_fresh()) {
            if mark.is_firm() {
                open.offer(Fit::Poor, at);
            }
        } else {
            self.unopened = self.unopened.or(Some(at));
        }
    }

    /// Pairs the open mark at a place in the stack with the mark that closes it.
    /// What was opened after it ends as well.
    fn pair(&mut self, place: usize, close: usize) {
        while self.open.len() > place + 1 {
            if let Some(inner) = self.pop()
                && let Some((Fit::Good, end)) = inner.offered
                && end < close
            {
                self.partner[inner.mark] = Some(end);
            }
        }
        let Some(open) = self.pop() else { return };
        self.partner[open.mark] = Some(close);
        if let Some(&outer) = self.of_family[open.family as usize].last() {
            self.open[outer].inner = Some((self.marks[close].is_firm(), close));
        }
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        self.of_family[open.family as usize].pop();
        Some(open)
    }

    /// Ends the paragraph: what is still open closes with the best mark that
    /// was offered, or not at all.
    fn finish(&mut self) {
        while let Some(open) = self.pop() {
            let Open { mark, family, weak, offered, inner, .. } = open;
            let closes = |&(fit, close): &(Fit, usize)| {
                let length = self.marks[close].token - self.marks[mark].token;
                fit == Fit::Good
                    || family != Family::Single
                    || self.marks[close].family != Family::Single
                    || length <= PHRASE && !self.marks[mark].is_fresh()
            };
            match offered.filter(closes).or(inner.filter(|inner| inner.0).map(|inner| (Fit::Good, inner.1))) {
                Some((_, close)) => self.partner[mark] = Some(close),
                None if !weak => self.unclosed.push(mark),
                None => {}
            }
        }
        self.unclosed.reverse();
    }

    /// The side of each mark.
    fn sides(mut self) -> Vec<Side> {
        self.finish();
        let mut sides: Vec<Side> = self.marks.iter().map(|mark| self.unpaired(mark)).collect();
        let outer = self.outermost(&mut sides);
        self.run_on(&outer, &mut sides);
        let first = sides.iter().position(|&side| !matches!(side, Side::None | Side::Stray));
        if let Some(unopened) = self.unopened.filter(|&unopened| first.is_none_or(|first| unopened < first)) {
            sides[unopened] = Side::ClosesOnly;
        }
        sides
    }

    /// The side of a mark that pairs with none.
    fn unpaired(&self, mark: &Mark) -> Side {
        if mark.family == Family::Single || self.words.measures(mark) { Side::None } else { Side::Stray }
    }

    /// Fills in the sides of the pairs, leaving out those that cross another,
    /// and returns the marks that open the outermost ones.
    fn outermost(&mut self, sides: &mut [Side]) -> Vec<usize> {
        let mut outer = Vec::new();
        let mut ends: Vec<usize> = Vec::new();
        for open in 0..self.marks.len() {
            while ends.last().is_some_and(|&end| end < open) {
                ends.pop();
            }
            let Some(close) = self.partner[open] else { continue };
            let crosses = ends.last().is_some_and(|&end| end <= close);
            // Nothing stands between the marks: "".
            let empty = self.marks[close].token == self.marks[open].token + 1;
            if crosses || empty || sides[close] == Side::Closes {
                self.partner[open] = None;
                continue;
            }
            (sides[open], sides[close]) = (Side::Opens, Side::Closes);
            if ends.is_empty() {
                outer.push(open);
            }
            ends.push(close);
        }
        outer
    }

    /// Marks what opens and is closed by nothing. Inside a phrase, such a mark is
    /// stray if others of its family pair after it.
    fn run_on(&self, outer: &[usize], sides: &mut [Side]) {
        let mut outer = outer.iter().rev().copied().peekable();
        let mut taken = [false; FAMILIES];
        for &mark in self.unclosed.iter().rev() {
            while let Some(open) = outer.next_if(|&open| open > mark) {
                taken[self.marks[open].family as usize] = true;
            }
            let inside = outer.peek().is_some_and(|&open| self.partner[open].is_some_and(|end| end > mark));
            let Mark { family, .. } = self.marks[mark];
            if !inside && (self.marks[mark].is_fresh() || !taken[family as usize]) {
                sides[mark] = Side::OpensOnly;
            }
        }
    }
}
