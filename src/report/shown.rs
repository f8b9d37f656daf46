//! The words of a span as a reader sees them: joined lines, without what was left out.
//!
//! `www/shown.js` has the same rule for the browser.

use std::borrow::Cow;

use super::{Layout, Span};
use crate::text::is_line_break;

impl Layout {
    /// The words of a span as a reader sees them: without what is
    /// [omitted](Layout::omitted), a line break with the white space around it as one
    /// space.
    ///
    /// `article` is the text that was analysed. `span` is one of the report, or any
    /// other; both count bytes.
    ///
    /// # Panics
    ///
    /// If the span does not slice the article.
    ///
    /// ```
    /// let article = "> “We waited the whole night be-\n> fore the gate of the harbour, and no-\n\
    ///                > body came,” Ann Lee said.";
    /// let report = whosaid::analyze(article);
    /// let said = report.quotes[0].content[0];
    /// assert_eq!(
    ///     report.layout.shown(article, said),
    ///     "“We waited the whole night before the gate of the harbour, and nobody came,”"
    /// );
    /// ```
    #[must_use]
    pub fn shown<'a>(&self, article: &'a str, span: Span) -> Cow<'a, str> {
        let text = &article[span.start..span.end];
        let omitted = self.omitted_in(span);
        if omitted.is_empty() && !text.contains(|c| is_line_break(c) || is_break_hint(c)) {
            return Cow::Borrowed(text);
        }
        let mut line = Line::default();
        let mut start = span.start;
        for gap in omitted {
            line.push(article.get(start..gap.start).unwrap_or_default());
            start = gap.end.max(start);
        }
        line.push(article.get(start..span.end).unwrap_or_default());
        Cow::Owned(line.finish())
    }

    /// What is omitted in a span.
    fn omitted_in(&self, span: Span) -> &[Span] {
        let first = self.omitted.partition_point(|gap| gap.end <= span.start);
        let count = self.omitted[first..].partition_point(|gap| gap.start < span.end);
        &self.omitted[first..first + count]
    }
}

/// A line that is put together of stretches of several.
#[derive(Default)]
struct Line {
    shown: String,
    /// White space that nothing followed yet.
    space: String,
}

impl Line {
    fn push(&mut self, stretch: &str) {
        for c in stretch.chars().filter(|&c| !is_break_hint(c)) {
            if c.is_whitespace() {
                self.space.push(c);
                continue;
            }
            self.flush();
            self.shown.push(c);
        }
    }

    /// Writes the white space before the next character.
    fn flush(&mut self) {
        self.shown.push_str(if self.space.contains(is_line_break) { " " } else { &self.space });
        self.space.clear();
    }

    fn finish(mut self) -> String {
        self.flush();
        self.shown
    }
}

/// Whether a character without width only tells where a line may break: a soft hyphen
/// and its kin. Joiners and marks of direction stay, because they change how letters look.
fn is_break_hint(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(article: &str, omitted: &[&str]) -> String {
        let place = |words: &&str| {
            let start = article.find(words).expect("it stands in the article");
            Span { start, end: start + words.len() }
        };
        let layout = Layout { omitted: omitted.iter().map(place).collect(), ..Layout::default() };
        layout.shown(article, Span { start: 0, end: article.len() }).into_owned()
    }

    #[test]
    fn a_line_break_is_a_space() {
        assert_eq!(shown("one\ntwo", &[]), "one two");
        assert_eq!(shown("one  \r\n\t two\u{2028}three", &[]), "one two three");
    }

    #[test]
    fn white_space_within_a_line_stays() {
        assert_eq!(shown("one  two\u{a0}three", &[]), "one  two\u{a0}three");
    }

    #[test]
    fn what_is_omitted_leaves_no_trace() {
        assert_eq!(shown("be-\nfore", &["-\n"]), "before");
        assert_eq!(shown("one\n> two", &["> "]), "one two");
        assert_eq!(shown("the crowd\n\n12\n\nwent home.3", &["12", "3"]), "the crowd went home.");
    }

    #[test]
    fn soft_hyphens_are_not_seen_and_joiners_are() {
        assert_eq!(shown("coun\u{ad}cil 👩\u{200d}👧", &[]), "council 👩\u{200d}👧");
    }

    #[test]
    fn a_span_may_lie_before_between_and_after_what_is_omitted() {
        let omitted = vec![Span { start: 3, end: 5 }, Span { start: 8, end: 9 }];
        let layout = Layout { omitted, ..Layout::default() };
        let part = |start, end| layout.shown("one--two-three", Span { start, end }).into_owned();
        assert_eq!([part(0, 3), part(5, 8), part(9, 14)], ["one", "two", "three"]);
        assert_eq!([part(1, 7), part(4, 14), part(3, 5)], ["netw", "twothree", ""]);
    }
}
