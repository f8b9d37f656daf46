//! Lines as they were pasted: where each one starts, how far it is indented,
//! and how often it is quoted with ">".

use super::super::Span;
use super::super::tokens::{is_invisible, is_line_break};

/// A line of the article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its characters, in bytes of the source, without the marks ">" before them
    /// and the white space around them. Empty for a blank line.
    pub(super) span: Span,
    /// How many marks ">" stand before it.
    pub(super) depth: usize,
    /// How many characters of white space stand before it, or between the marks
    /// ">" and it.
    pub(super) indent: usize,
    /// How many characters it has.
    pub(super) width: usize,
    /// How many characters its first word has.
    pub(super) first_word: usize,
    /// How many blank lines stand before it.
    pub(super) blanks: usize,
}

impl Line {
    /// Its characters.
    pub(super) fn text<'a>(&self, source: &'a str) -> &'a str {
        &source[self.span.start..self.span.end]
    }
}

/// The lines of a text that are not blank, in order.
pub(super) fn of(source: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut blanks = 0;
    for span in split(source) {
        match line(source, span) {
            Some(line) => lines.push(Line { blanks: std::mem::take(&mut blanks), ..line }),
            None => blanks += 1,
        }
    }
    lines
}

/// A line, unless it is blank.
fn line(source: &str, span: Span) -> Option<Line> {
    let (mut depth, mut start) = (0, span.start);
    loop {
        let here = trim(source, Span { start, end: span.end });
        if !source[here.start..here.end].starts_with('>') {
            let text = &source[here.start..here.end];
            return (here.start < here.end).then(|| Line {
                span: here,
                depth,
                indent: source[start..here.start].chars().count(),
                width: text.chars().count(),
                first_word: text.chars().take_while(|c| !c.is_whitespace()).count(),
                blanks: 0,
            });
        }
        depth += 1;
        start = here.start + 1;
    }
}

/// The lines of a text without their line breaks, of which Unicode has several.
fn split(source: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = &source[start..];
        let Some(at) = rest.find(is_line_break) else {
            done = true;
            return Some(Span { start, end: source.len() });
        };
        let line = Span { start, end: start + at };
        let crlf = rest[at..].starts_with("\r\n");
        start += at + if crlf { 2 } else { rest[at..].chars().next().map_or(1, char::len_utf8) };
        Some(line)
    })
}

/// A span without white space and invisible characters at both ends. A soft
/// hyphen at the end stays: it tells that a word goes on.
fn trim(source: &str, span: Span) -> Span {
    let blank = |c: char| c.is_whitespace() || is_invisible(c);
    let text = &source[span.start..span.end];
    let kept = text.trim_start_matches(blank);
    let start = span.start + (text.len() - kept.len());
    let end = start + kept.trim_end_matches(|c: char| c != '\u{ad}' && blank(c)).len();
    Span { start, end }
}

#[cfg(test)]
mod tests {
    use super::of;

    fn texts(source: &str) -> Vec<&str> {
        of(source).iter().map(|line| line.text(source)).collect()
    }

    #[test]
    fn every_kind_of_line_end() {
        for end in ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\u{2028}", "\u{2029}", "\u{85}", "\u{c}"] {
            let source = format!("One is here.{end}Two is here.{end}");
            assert_eq!(texts(&source), ["One is here.", "Two is here."], "{end:?}");
        }
    }

    #[test]
    fn white_space_and_invisible_characters_make_blank_lines() {
        let lines = of("One\n\u{a0}\u{200b}\t\nTwo");
        assert_eq!(lines.iter().map(|line| line.blanks).collect::<Vec<_>>(), [0, 1]);
        assert!(of(" \r\n\u{feff}\n").is_empty());
    }

    #[test]
    fn marks_of_a_mail_are_counted() {
        let source = "> One\n>> Two\n> > Three\n>\n>  Four";
        let seen: Vec<_> = of(source).iter().map(|l| (l.text(source), l.depth, l.blanks, l.indent)).collect();
        assert_eq!(seen, [("One", 1, 0, 1), ("Two", 2, 0, 1), ("Three", 2, 0, 1), ("Four", 1, 1, 2)]);
    }
}
