//! Headings: short lines that do not end as sentences do, and standfirsts.

use super::words::Words;
use super::{ParagraphKind, Part};
use crate::text::marks;

/// A heading has at most this many words.
const WORDS: usize = 18;
/// A standfirst, the line or two under a headline, has at most this many words.
const STANDFIRST: usize = 45;
/// The name before the colon of a transcript line has fewer than this many bytes.
const NAME_BYTES: usize = 40;

/// Whether a paragraph is short and neither a sentence, a quotation, a line of
/// a transcript nor an item of a list.
pub(super) fn is_heading(words: &Words) -> bool {
    words.len() <= WORDS && is_open(words.text)
}

/// Whether a paragraph does not end, and is nothing that needs no full stop.
fn is_open(paragraph: &str) -> bool {
    let ends = paragraph.trim_end_matches(marks::is_closer);
    let quoted_question = ends.ends_with('?') && ends.len() != paragraph.len();
    let quotation =
        paragraph.starts_with(marks::is_double_char) && paragraph.ends_with(marks::is_double_char);
    paragraph.contains(char::is_alphabetic)
        && !ends.ends_with(['.', '!', '…', ':', ';', ','])
        && !quoted_question
        && !is_transcript_line(paragraph)
        && !paragraph.starts_with(['-', '•', '*', '–', '—'])
        && !quotation
}

/// Whether a paragraph starts with a name in capitals and a colon, as in
/// "MODERATOR: thank you".
fn is_transcript_line(paragraph: &str) -> bool {
    paragraph.split_once(':').is_some_and(|(name, _)| {
        name.contains(char::is_alphabetic)
            && name.chars().all(|c| !c.is_lowercase())
            && name.len() < NAME_BYTES
    })
}

/// Finds the standfirst: a longer line without a full stop under the headline.
pub(super) fn standfirst(words: &[Words], parts: &mut [Part]) {
    if parts[0].kind != ParagraphKind::Heading {
        return;
    }
    let beside = |kind| matches!(kind, ParagraphKind::Byline | ParagraphKind::Time | ParagraphKind::Heading);
    let under = (1..parts.len()).find(|&at| !beside(parts[at].kind));
    if let Some(at) = under.filter(|&at| at + 1 < parts.len() && parts[at].kind == ParagraphKind::Body)
        && words[at].len() <= STANDFIRST
        && is_open(words[at].text)
    {
        parts[at].kind = ParagraphKind::Heading;
    }
}

#[cfg(test)]
mod tests {
    use crate::text::ParagraphKind::{Body, Heading};
    use crate::text::testing::{kind_among, kinds};

    #[test]
    fn headings_and_what_looks_like_them() {
        for (paragraph, kind) in [
            ("What did they say?", Heading),
            ("Talks at No. 10", Heading),
            ("“We left at dawn”", Body),
            ("MODERATOR: thank you", Body),
            ("- One point is here", Body),
            ("It rained.", Body),
            ("“Why so late?”", Body),
        ] {
            assert_eq!(kind_among(paragraph), kind, "{paragraph}");
        }
        assert_eq!(kinds("A single line"), [Body]);
    }

    #[test]
    fn a_standfirst_has_no_full_stop() {
        let line = "Hundreds of ships wait for the gates to open again while the council and the union of the \
                    pilots go on with talks about pay that nobody expects to end before the summer";
        assert_eq!(kinds(&format!("Harbour closed\n\n{line}\n\nIt rained.\n\nIt was late."))[1], Heading);
        assert_eq!(kinds(&format!("Harbour closed\n\n{line}.\n\nIt rained.\n\nIt was late."))[1], Body);
        assert_eq!(kinds(&format!("It rained.\n\n{line}\n\nIt was late."))[1], Body);
    }
}
