//! Authors of what is set apart: the line under a block quotation or an epigraph
//! that says whose words it has.

use super::words::{Words, is_capital, undashed};
use super::{ParagraphKind, Part};
use crate::text::{Span, marks};

/// An author line has at most this many words.
const LINE: usize = 14;
/// A passage without marks that a line with a dash signs has at most this many words.
const PASSAGE: usize = 80;

/// The bytes of the name in an author line, from its start, and whether a dash
/// stands before it: "— Ann Lee, mayor", "Ann Lee, former cashier".
pub(super) fn named(words: &Words) -> Option<(Span, bool)> {
    let (rest, dashed) = undashed(words.text);
    let start = words.text.len() - rest.len();
    let name = rest.split([',', '(', '|', '·', '/']).next().unwrap_or_default().trim_end();
    let name = name.trim_end_matches('.');
    let named = words.len() <= LINE && words.part(name).is_name() && (dashed || !words.ends());
    let after = &rest[name.len()..];
    let told = after.is_empty() || after.trim_start().starts_with([',', '(', '|', '·', '/', '.']);
    (named && told).then_some((Span { start, end: start + name.len() }, dashed))
}

/// Whether a paragraph is a quotation with its author after a dash: “We left.” — Ann Lee
pub(super) fn is_signed(words: &Words) -> bool {
    let close =
        words.text.rfind(marks::is_double_char).filter(|_| words.text.starts_with(marks::is_double_char));
    close.is_some_and(|close| {
        let rest = words.text[close..].trim_start_matches(marks::is_double_char).trim_start();
        named(&words.part(rest)).is_some_and(|(_, dashed)| dashed)
    })
}

/// Finds the lines that name the author of the passage above them, and the
/// passages that only such a line shows to be set apart.
pub(super) fn find(words: &[Words], parts: &mut [Part]) {
    let signatures = (1..parts.len())
        .filter(|&at| signs(&words[at]) && is_passage(&words[at - 1], &parts[at - 1]))
        .count();
    for at in 1..parts.len() {
        let Some((name, dashed)) = named(&words[at]) else { continue };
        let above = at - 1;
        let open =
            matches!(parts[at].kind, ParagraphKind::Body | ParagraphKind::Heading | ParagraphKind::Byline);
        let quoted = parts[at].kind == ParagraphKind::BlockQuote;
        let sure = dashed || words[at].part(&words[at].text[name.start..name.end]).is_person();
        let signs = match parts[above].kind {
            ParagraphKind::BlockQuote if parts[above].label.is_none() => sure && (open || quoted),
            ParagraphKind::PullQuote => sure && open,
            ParagraphKind::Body if is_quotation(words[above].text) => sure && open,
            ParagraphKind::Body | ParagraphKind::Heading => {
                let inside = at + 1 < parts.len() || signatures > 1;
                dashed && open && inside && above > 0 && is_passage(&words[above], &parts[above])
            }
            _ => false,
        };
        if signs {
            sign(parts, at, name);
        }
    }
}

/// Makes a paragraph the author line of the passage above it.
fn sign(parts: &mut [Part], at: usize, name: Span) {
    let start = parts[at].block.span.start;
    let label = Span { start: start + name.start, end: start + name.end };
    parts[at].kind = ParagraphKind::Byline;
    if parts[at - 1].kind == ParagraphKind::PullQuote {
        return;
    }
    let quoted = parts[at - 1].kind == ParagraphKind::BlockQuote;
    parts[at - 1].kind = ParagraphKind::BlockQuote;
    let mut above = at;
    while above > 0 && parts[above - 1].kind == ParagraphKind::BlockQuote && parts[above - 1].label.is_none()
    {
        above -= 1;
        parts[above].label = Some(label);
        if !quoted {
            break;
        }
    }
}

/// Whether a line with a dash may be a signature.
fn signs(words: &Words) -> bool {
    named(words).is_some_and(|(_, dashed)| dashed)
}

/// Whether a paragraph may be a passage that a line under it signs.
fn is_passage(words: &Words, part: &Part) -> bool {
    matches!(part.kind, ParagraphKind::Body | ParagraphKind::Heading)
        && words.len() <= PASSAGE
        && words.all.first().is_some_and(|first| is_capital(first))
        && !words.text.ends_with(':')
}

/// Whether a paragraph is one quotation from its first character to its last.
fn is_quotation(text: &str) -> bool {
    let mut chars = text.chars();
    let inner = chars.next().is_some_and(marks::is_quotation_char)
        && chars.next_back().is_some_and(marks::is_quotation_char);
    let double = |text: &str| text.chars().filter(|&c| marks::is_double_char(c)).count();
    inner && double(text) <= 2
}

#[cfg(test)]
mod tests {
    use crate::text::ParagraphKind::{BlockQuote, Body, Byline, Heading};
    use crate::text::testing::{kinds, text};

    /// The kinds of a passage and the line under it, and the name that the passage has.
    fn signed(passage: &str, line: &str) -> (Vec<crate::text::ParagraphKind>, Option<String>) {
        let source =
            format!("It rained all day.\n\nIt was late.\n\n{passage}\n\n{line}\n\nThe hall was empty.");
        let text = text(&source);
        let label = text.paragraphs[2].label.clone().map(|label| text.words(&label).to_owned());
        (text.paragraphs[2..4].iter().map(|paragraph| paragraph.kind).collect(), label)
    }

    #[test]
    fn a_line_under_a_passage_names_its_author() {
        for (passage, line, name) in [
            ("> We left at dawn.", "> — Ann Lee, mayor", "Ann Lee"),
            ("> We left at dawn.", "— Ann Lee, mayor", "Ann Lee"),
            ("> We left at dawn.", "> Mary Lee", "Mary Lee"),
            ("> We left at dawn.\n>\n> Nobody came.", "> – Ann Lee", "Ann Lee"),
            ("“We left at dawn”", "Karin Holt, former cashier", "Karin Holt"),
            ("“We left at dawn”", "— Oda Holt", "Oda Holt"),
            ("We left at dawn, and nobody came.", "— Ann Lee, mayor", "Ann Lee"),
        ] {
            let (kinds, label) = signed(passage, line);
            assert_eq!(label.as_deref(), Some(name), "{passage} {line}");
            assert_eq!(kinds[0], BlockQuote);
        }
        assert_eq!(signed("“We left at dawn”", "— Oda Holt").0, [BlockQuote, Byline]);
    }

    #[test]
    fn what_is_no_author_line() {
        for line in ["A Long Night", "Port Alma", "Nobody came, officials said", "Mary Lee came back."] {
            let (kinds, label) = signed("“We left at dawn”", line);
            assert!(label.is_none() && kinds[0] == Body, "{line}");
        }
        assert_eq!(signed("“We left at dawn.”", "Port Alma").0[1], Heading);
        assert_eq!(kinds("It rained.\n\nIt was late.\n\n— Ann Lee")[1], Body);
        assert_eq!(kinds("It rained.\n\n“We left at dawn.” — Ann Lee\n\nIt was late.")[1], Body);
    }
}
