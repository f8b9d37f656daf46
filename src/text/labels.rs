//! Labels: what names a speaker at the start of a line, by its shape alone.
//!
//! [`Label::of`] reads "Owen Farr: We left", "Q. Why?", "[00:00:12] SPEAKER 1: Yes",
//! "Ms LEE (Port Alma) (14:02): No", "Lind — We left" and a name on a line of its
//! own. "Photo: the hall" has such a shape, too. Whether labels name speakers is
//! decided by those of the whole text: by `layout` where it starts paragraphs, and
//! by `conversation`.

use super::marks;

/// A label, its mark included, has at most this many bytes.
const BYTES: usize = 100;
/// A name has at most this many words: "The Minister for Ports and Inland Waters" …
const WORDS: usize = 7;
/// … or this many before a dash or on a line of its own, where a sentence or a
/// heading may stand as well.
const BARE_WORDS: usize = 5;
/// What follows a name and a comma ("Owen Farr, BBC News:") has at most this many words.
const ASIDE_WORDS: usize = 6;
/// An abbreviation in a name has at most this many letters: "Prof.", "Capt."
const ABBREVIATION: usize = 5;
/// Small words inside a name.
const PARTICLES: &[&str] = &[
    "of", "the", "for", "and", "de", "da", "di", "du", "del", "der", "den", "van", "von", "al", "bin", "ibn",
    "la", "le", "hon.", "et", "dos", "to", "in", "at",
];

/// What stands after a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// A colon, or the full stop of "Q." and "A."
    Colon,
    /// A dash or a vertical bar.
    Dash,
    /// Nothing: the name has a line of its own.
    Line,
}

/// A label at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label<'a> {
    /// The name with its titles: "Ms LEE", "SPEAKER 1".
    pub(super) name: &'a str,
    pub(super) form: Form,
    /// Whether a time stands before or after the name.
    pub(super) timed: bool,
    /// The bytes of the line before the words that are said, white space included.
    pub(super) end: usize,
}

impl<'a> Label<'a> {
    /// The label at the start of a line.
    pub(super) fn of(line: &'a str) -> Option<Self> {
        let mut reader = Reader { line, at: 0, timed: false };
        // A transcript may be quoted as a whole: “WALLACE: We left.
        reader.skip(|c| is_markup(c) || marks::is_quotation_char(c));
        if reader.time() {
            reader.skip(|c| is_markup(c) || matches!(c, '-' | '–' | '—' | '|'));
        }
        let start = reader.at;
        let (name_end, form) = reader.name()?;
        reader.skip(is_markup);
        let name = line[start..name_end].trim_end_matches(is_markup);
        let label = Label { name, form, timed: reader.timed, end: reader.at };
        label.is_plausible().then_some(label)
    }

    /// The same for all labels of one speaker: the last word of the name, in small
    /// letters ("JAKE TAPPER:" and then "TAPPER:").
    pub(super) fn key(&self) -> String {
        let words = || self.name.split_whitespace();
        let numbered = words().next_back().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let key = if numbered { self.name } else { words().next_back().unwrap_or_default() };
        let key = key.trim_end_matches('.').to_lowercase();
        if is_question_or_answer(&key) { key[..1].to_owned() } else { key }
    }

    /// Whether all words have capitals or are small words of names.
    pub(super) fn is_capitalized(&self) -> bool {
        self.name.split_whitespace().all(|word| has_capital(word) || PARTICLES.contains(&word))
    }

    /// Whether the name may be one.
    fn is_plausible(&self) -> bool {
        let words = || self.name.split_whitespace();
        let bare = self.form != Form::Colon;
        self.name.starts_with(char::is_uppercase)
            && words().count() <= if bare { BARE_WORDS } else { WORDS }
            && (!bare || self.is_capitalized() && words().next_back().is_some_and(has_capital))
            && (self.form != Form::Line || self.end <= BYTES)
    }
}

/// Whether a word starts with a capital or is a number.
fn has_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a word is "Q" or "A", with or without a number: "Q1".
fn is_question_or_answer(word: &str) -> bool {
    word.strip_prefix(['q', 'a', 'Q', 'A']).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// White space, and the signs that make text bold in a plain text.
fn is_markup(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '_')
}

/// Reads a label from left to right.
struct Reader<'a> {
    line: &'a str,
    at: usize,
    timed: bool,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    fn skip(&mut self, skips: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(skips).len();
    }

    /// Reads a time, in brackets or not: "[00:00:12]", "0:12", "10:05 AM",
    /// "00:12.3 --> 00:15.0".
    fn time(&mut self) -> bool {
        let rest = self.rest();
        let (inner, close) = match rest.chars().next() {
            Some('[') => (&rest[1..], ']'),
            Some('(') => (&rest[1..], ')'),
            _ => (rest, '\0'),
        };
        let Some(mut width) = clock(inner) else { return false };
        let gap = inner[width..].trim_start_matches([' ', '-', '–', '>', '\u{a0}']);
        if let Some(end) = clock(gap) {
            width = inner.len() - gap.len() + end;
        }
        if close != '\0' {
            if !inner[width..].starts_with(close) {
                return false;
            }
            width += 2;
        }
        self.at += width;
        self.timed = true;
        true
    }

    /// Reads a name and its mark. Returns the exclusive end of the name.
    fn name(&mut self) -> Option<(usize, Form)> {
        let start = self.at;
        let mut end = start;
        for _ in 0..=WORDS {
            let word_start = self.at;
            self.skip(|c| !ends_word(c));
            let word = &self.line[word_start..self.at];
            if self.at - start > BYTES || !word.is_empty() && !is_part(word) {
                return None;
            }
            if !word.is_empty() {
                end = self.at;
            }
            if let Some(q) = word.strip_suffix('.')
                && word_start == start
                && is_question_or_answer(q)
                && q.starts_with(char::is_uppercase)
                && self.rest().starts_with(char::is_whitespace)
            {
                return Some((end - 1, Form::Colon));
            }
            let before = self.at;
            self.skip(is_markup);
            let spaced = self.at > before;
            // "Owen Farr 00:12"
            if spaced && clock(self.rest()).is_some() {
                self.time();
                return self.mark(spaced).map(|form| (end, form));
            }
            if self.rest().starts_with(['(', '[']) {
                self.brackets()?;
                return self.mark(true).map(|form| (end, form));
            }
            if self.rest().starts_with(',') {
                self.aside()?;
                return self.mark(true).map(|form| (end, form));
            }
            if end == start {
                return None;
            }
            if let Some(form) = self.mark(spaced) {
                return Some((end, form));
            }
            if !spaced {
                return None;
            }
        }
        None
    }

    /// Reads what stands in brackets after a name, once or twice.
    fn brackets(&mut self) -> Option<()> {
        while self.rest().starts_with(['(', '[']) {
            if !self.time() {
                let width = self.rest().bytes().take(BYTES).position(|byte| matches!(byte, b')' | b']'))?;
                self.at += width + 1;
            }
            self.skip(is_markup);
        }
        Some(())
    }

    /// Reads what stands between a comma and the colon: ", BBC News", ", laughing".
    fn aside(&mut self) -> Option<()> {
        let width = self.rest().bytes().take(BYTES).position(|byte| byte == b':')?;
        let aside = &self.rest()[..width];
        let plain = !aside.contains(['.', '?', '!', ';', '“', '”', '"', '(', '[']);
        (plain && aside.split_whitespace().count() <= ASIDE_WORDS).then(|| self.at += width)
    }

    /// Reads the mark after a name, or the end of the line.
    fn mark(&mut self, spaced: bool) -> Option<Form> {
        let rest = self.rest();
        let mark = rest.chars().next();
        let after = rest.chars().nth(1);
        let form = match mark {
            None => Form::Line,
            // "3:16", "https://"
            Some(':') if after.is_some_and(|c| c.is_ascii_digit() || c == '/') => return None,
            Some(':' | '：') => Form::Colon,
            Some('—' | '|') => Form::Dash,
            Some('-' | '–') if spaced && after.is_none_or(char::is_whitespace) => Form::Dash,
            _ => return None,
        };
        self.at += mark.map_or(0, char::len_utf8);
        Some(form)
    }
}

/// Whether a word may be part of a name. A full stop ends only abbreviations.
fn is_part(word: &str) -> bool {
    let stem = word.strip_suffix('.');
    let short = |stem: &str| stem.contains('.') || stem.chars().count() <= ABBREVIATION;
    stem.is_none_or(|stem| !stem.is_empty() && short(stem))
        && !word.contains(['?', '!', ';', '“', '”', '"', '…', '/'])
}

/// Whether a character ends a word of a name.
fn ends_word(c: char) -> bool {
    is_markup(c) || matches!(c, ':' | '：' | ',' | '(' | '[' | '—' | '|')
}

/// The bytes of a time of day or of a recording at the start: "00:00:12",
/// "0:12.5", "10:05 AM".
fn clock(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits =
        |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let hours = digits(0);
    if !(1..=2).contains(&hours) {
        return None;
    }
    let (mut at, mut groups) = (hours, 0);
    while bytes.get(at) == Some(&b':') && digits(at + 1) == 2 {
        at += 3;
        groups += 1;
    }
    if groups == 0 {
        return None;
    }
    if matches!(bytes.get(at), Some(b'.' | b',')) && digits(at + 1) > 0 {
        at += 1 + digits(at + 1);
    }
    let half = text[at..].trim_start_matches([' ', '\u{a0}']);
    let day = ["AM", "PM", "am", "pm", "a.m.", "p.m."].iter().find(|day| half.starts_with(**day));
    Some(day.map_or(at, |day| text.len() - half.len() + day.len()))
}

#[cfg(test)]
mod tests {
    use super::{Form, Label};

    fn read(line: &str) -> Option<(&str, Form, &str)> {
        Label::of(line).map(|label| (label.name, label.form, &line[label.end..]))
    }

    #[test]
    fn labels_of_many_shapes() {
        use Form::{Colon, Dash};
        for (line, name, form) in [
            ("Owen Farr: We left.", "Owen Farr", Colon),
            ("Dr. Helen Oduya: We left.", "Dr. Helen Oduya", Colon),
            ("THE PRIME MINISTER: We left.", "THE PRIME MINISTER", Colon),
            ("Q: We left.", "Q", Colon),
            ("Q. We left.", "Q", Colon),
            ("A1. We left.", "A1", Colon),
            ("Q – We left.", "Q", Dash),
            ("PL – We left.", "PL", Dash),
            ("Lind — We left.", "Lind", Dash),
            ("Lind—We left.", "Lind", Dash),
            ("[00:00:12] SPEAKER 1: We left.", "SPEAKER 1", Colon),
            ("SPEAKER 1 (00:12): We left.", "SPEAKER 1", Colon),
            ("00:12 Lind: We left.", "Lind", Colon),
            ("(0:12) - Lind: We left.", "Lind", Colon),
            ("Petra Lind (Labour): We left.", "Petra Lind", Colon),
            ("Lind, laughing: We left.", "Lind", Colon),
            ("Lind [laughing]: We left.", "Lind", Colon),
            ("Ms LEE (Port Alma) (14:02): We left.", "Ms LEE", Colon),
            ("J. K. van der Ek: We left.", "J. K. van der Ek", Colon),
            ("**Owen Farr:** We left.", "Owen Farr", Colon),
            ("Audience member: We left.", "Audience member", Colon),
            ("Speaker 1  0:12: We left.", "Speaker 1", Colon),
            ("Mia O’Hara:We left.", "Mia O’Hara", Colon),
            ("“LEE: We left.", "LEE", Colon),
        ] {
            assert_eq!(read(line), Some((name, form, "We left.")), "{line}");
        }
    }

    #[test]
    fn a_name_may_have_a_line_of_its_own() {
        for line in
            ["Owen Farr", "Owen Farr 00:12", "Owen Farr  10:05 AM", "[00:12] Owen Farr", "Owen Farr (BBC)"]
        {
            assert_eq!(read(line), Some(("Owen Farr", Form::Line, "")), "{line}");
        }
        assert_eq!(read("Owen Farr:"), Some(("Owen Farr", Form::Colon, "")));
    }

    #[test]
    fn what_is_no_label() {
        for line in [
            "",
            ":",
            "00:12",
            "12:03 We left.",
            "John 3:16 For it rained",
            "https://example.org/hall",
            "The hall closed. Lind: We left.",
            "Was it late? Lind: We left.",
            "We left at dawn because the hall was shut and nobody came: that is all.",
            "the hall — shut since May — opened",
            "Lind, who runs the market and keeps the books of it, left: it rained.",
            "“We left”: Lind",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn one_speaker_has_one_key() {
        let key = |line: &str| Label::of(line).map(|label| label.key());
        assert_eq!(key("JAKE TAPPER: Yes."), key("Tapper: Yes."));
        assert_eq!(key("Q1: Why?"), key("Q. Why?"));
        assert_ne!(key("Speaker 1: Yes."), key("Speaker 2: Yes."));
    }
}
