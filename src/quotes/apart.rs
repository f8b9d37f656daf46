//! Quotations that stand apart: each is an attribution of its own.
//!
//! The network may give a quotation the cue of an earlier sentence, because the corpus
//! does so wherever somebody goes on speaking. Whether they do is for
//! [`people`](crate::people) to tell: only what no other sentence parts from its cue
//! stays with it.

use std::ops::Range;

use super::candidate::Candidate;
use crate::text::Text;

/// At most this many sentences are looked at between two parts of an attribution; all but
/// the first stand in captions and headings.
const BETWEEN: usize = 32;

/// Splits off the quotations that another sentence parts from the cue of a candidate.
/// They become candidates without cue and source.
pub(super) fn split(text: &Text, candidate: Candidate) -> Vec<Candidate> {
    let Some(cue) = &candidate.cue else { return vec![candidate] };
    let mut parts: Vec<Range<usize>> = candidate.content.clone();
    parts.extend(candidate.source.iter().chain([cue]).cloned());
    parts.sort_unstable_by_key(|part| (part.start, part.end));
    let mut end = parts[0].end;
    // Where parts start that stand apart from those before.
    let mut starts: Vec<usize> = Vec::new();
    for pair in parts.windows(2) {
        let (before, part) = (&pair[0], &pair[1]);
        let reported = candidate.content.contains(before) && follows_report(text, before, part);
        if reported || is_apart(text, end, part.start) {
            starts.push(part.start);
        }
        end = end.max(part.end);
    }
    let group = |part: &Range<usize>| starts.partition_point(|&start| start <= part.start);
    let own = group(cue);
    if !candidate.content.iter().any(|piece| group(piece) == own) {
        return vec![candidate];
    }
    let goes = |piece: &Range<usize>| group(piece) != own && text.quotation_at(piece.start).is_some();
    let (apart, content): (Vec<_>, Vec<_>) = candidate.content.iter().cloned().partition(goes);
    let mut found = vec![Candidate { content, ..candidate.clone() }];
    for one in apart.chunk_by(|one, next| group(one) == group(next)) {
        found.push(Candidate { content: one.to_vec(), cue: None, source: None, ..candidate });
    }
    found
}

/// Whether a quotation is a sentence after other content that starts without quotation
/// marks: "Lee said that it rained. “We left.”" All 36 in the training articles are
/// attributions of their own.
fn follows_report(text: &Text, report: &Range<usize>, piece: &Range<usize>) -> bool {
    text.quotation_at(report.start).is_none()
        && text.quotation_at(piece.start).is_some()
        && text.sentence_of(piece.start).start == piece.start
}

/// Whether a whole sentence of the running text stands between two parts, of which one
/// ends before the token `end` and one starts at the token `start`. In the training
/// articles 2 quotations after such a sentence share the row of the cue before it, and
/// some 60 do not.
fn is_apart(text: &Text, end: usize, start: usize) -> bool {
    if end >= start {
        return false;
    }
    let after = text.sentences[text.tokens[end].sentence..].iter().take(BETWEEN);
    let mut between = after.take_while(|sentence| sentence.tokens.end <= start);
    between.any(|sentence| {
        sentence.tokens.start >= end
            && !text.paragraphs[sentence.paragraph].kind.interrupts()
            && sentence.tokens.clone().any(|token| !text.is_mark(token))
    })
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::quotes::Act;
    use crate::quotes::candidate::Candidate;
    use crate::text::testing::text;

    /// The contents into which that of a row is split: all quotations of an article whose
    /// cue is "said". The row with the cue comes first.
    fn rows(article: &str) -> Vec<String> {
        let text = text(article);
        let said = (0..text.tokens.len()).find(|&token| text.norm(token) == "said").unwrap();
        let content = text.quotations.iter().map(|quotation| quotation.tokens.clone()).collect();
        let cue = Some(said..said + 1);
        let row = Candidate { content, cue, source: None, act: Act::Said, confidence: 1.0 };
        let words = |row: &Candidate| row.content.iter().map(|piece| text.words(piece)).collect::<Vec<_>>();
        split(&text, row).iter().map(|row| words(row).join(" | ")).collect()
    }

    #[test]
    fn a_sentence_parts_a_quotation_from_its_cue() {
        for (article, expected) in [
            ("“We left,” Lee said. Ek stayed. “I slept.”", &["“We left,”", "“I slept.”"][..]),
            (
                "“We left,” Lee said.\n\nEk stayed. “I slept.” “I ate.”",
                &["“We left,”", "“I slept.” | “I ate.”"],
            ),
            ("“We left.” It rained. “We stayed,” Lee said.", &["“We stayed,”", "“We left.”"]),
        ] {
            assert_eq!(rows(article), expected, "{article}");
        }
    }

    #[test]
    fn what_nothing_parts_stays_together() {
        for article in [
            "“We left,” Lee said. “Nobody came.”",
            "“We left,” Lee said, and ate. “Nobody came.”",
            "“We left,” Lee said. “Nobody came.\n\nPhoto: Bo Ek\n\n“We stayed.”",
            "Lee said it rained. Nobody came. “We left.”",
        ] {
            assert_eq!(rows(article).len(), 1, "{article}");
        }
    }
}
