//! Footnotes without numbers: "* Names have been changed", "Source: Port Alma
//! council". Those with numbers are found when the text is laid out.

use super::words::Words;
use super::{ParagraphKind, Part};

/// Notes stand among this many paragraphs at the end of the running text.
const LAST: usize = 4;
/// A line of sources has at most this many words.
const SOURCES: usize = 30;
/// What notes of the editors open with, in small letters.
const EDITORS: &[&str] = &[
    "correction:",
    "editor's note:",
    "editor’s note:",
    "this article was amended on",
    "this story was amended on",
    "this article has been updated",
    "this story has been updated",
    "this article has been corrected",
    "this story has been corrected",
    "clarification:",
];

/// Finds the notes at the end of an article.
pub(super) fn at_end(words: &[Words], parts: &mut [Part]) {
    let last = (0..parts.len()).rev().filter(|&at| parts[at].kind == ParagraphKind::Body).take(LAST).last();
    let start = last.unwrap_or(parts.len()).max(1);
    for (words, part) in words.iter().zip(parts).skip(start) {
        let open = matches!(part.kind, ParagraphKind::Body | ParagraphKind::Heading);
        if open && (is_marked(words) || names_sources(words) || is_editors(words)) {
            part.kind = ParagraphKind::Footnote;
        }
    }
}

/// "* Names have been changed", "†Not his real name"
fn is_marked(words: &Words) -> bool {
    let rest = words.text.trim_start_matches(['*', '†', '‡', '§']);
    rest.len() < words.text.len() && rest.contains(char::is_alphabetic)
}

/// "Sources: Port Alma council, harbour office"
fn names_sources(words: &Words) -> bool {
    let opens = words.lower.starts_with("sources:") || words.lower.starts_with("source:");
    opens && words.len() <= SOURCES
}

fn is_editors(words: &Words) -> bool {
    EDITORS.iter().any(|opening| words.lower.starts_with(opening))
}

#[cfg(test)]
mod tests {
    use crate::text::ParagraphKind::{Body, Footnote};
    use crate::text::testing::kinds;

    #[test]
    fn notes_at_the_end() {
        for note in [
            "* Names have been changed",
            "*Not her real name.",
            "† Figures are for May",
            "Source: Alma council",
            "This article was amended on 3 May 2024 to correct a date.",
        ] {
            assert_eq!(
                kinds(&format!("Harbour shut\n\nIt rained.\n\nIt was late.\n\n{note}"))[3],
                Footnote,
                "{note}"
            );
        }
        let early = kinds("* It rained.\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.");
        assert_eq!(early[0], Body);
    }
}
