//! Voices: which words of a paragraph are the narrator's and which a source's.

use std::ops::Range;

use crate::people::{People, Person};
use crate::quotes::Attribution;
use crate::report::SpeakerKind;
use crate::text::{Text, TokenKind};

/// What part a token plays in attributions.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Outside,
    /// A cue or a source: the narrator's words, but not a statement.
    Frame,
    Content,
}

/// The part of every token of an article.
pub(super) struct Parts(Vec<Part>);

impl Parts {
    pub(super) fn new(text: &Text, attributions: &[Attribution]) -> Self {
        let mut parts = vec![Part::Outside; text.tokens.len()];
        let mut mark = |spans: &mut dyn Iterator<Item = &crate::text::Span>, part| {
            spans.flat_map(|&span| text.tokens_in(span)).for_each(|t| parts[t] = part);
        };
        for a in attributions {
            mark(&mut a.cue.iter().chain(&a.source), Part::Frame);
        }
        // Last: the cue of a quote inside a quote is content, too.
        for a in attributions {
            mark(&mut a.content.iter(), Part::Content);
        }
        Parts(parts)
    }

    /// The narrator's tokens among these.
    pub(super) fn outside(&self, tokens: &Range<usize>) -> Vec<Range<usize>> {
        self.runs(tokens, |part| part != Part::Content)
    }

    /// The sources' tokens among these.
    pub(super) fn inside(&self, tokens: &Range<usize>) -> Vec<Range<usize>> {
        self.runs(tokens, |part| part == Part::Content)
    }

    fn runs(&self, tokens: &Range<usize>, belongs: impl Fn(Part) -> bool) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for t in tokens.clone().filter(|&t| belongs(self.0[t])) {
            match runs.last_mut() {
                Some(run) if run.end == t => run.end += 1,
                _ => runs.push(t..t + 1),
            }
        }
        runs
    }

    /// Whether the narrator says more in these parts than who spoke and when:
    /// a word of weight outside the frame, or a charged one within ("blasted").
    /// Only to be asked where somebody is quoted.
    pub(super) fn speaks(&self, text: &Text, parts: &[Range<usize>], charged: &[bool]) -> bool {
        let light = |norm: &str| norm.ends_with("day") || LIGHT_WORDS.contains(&norm);
        let says = |t: usize| {
            self.0[t] == Part::Outside && text.tokens[t].kind == TokenKind::Word && !light(text.norm(t))
        };
        parts.iter().any(|part| part.clone().any(|t| says(t) || charged[t]))
    }
}

/// Words that say no more than how and when somebody spoke; so do all in
/// "-day".
const LIGHT_WORDS: &[&str] = &[
    "a", "an", "the", "and", "but", "or", "that", "also", "as", "at", "in", "on", "of", "to", "by", "for",
    "from", "with", "during", "after", "before", "then", "when", "while", "later", "earlier", "early",
    "late", "this", "last", "week", "month", "year", "morning", "evening", "night", "said", "says", "he",
    "she", "they", "it", "'s",
];

/// The tokens of the contents of attributions: disjoint, in order of the text.
pub(super) fn content<'a>(
    text: &Text,
    attributions: impl IntoIterator<Item = &'a Attribution>,
) -> Vec<Range<usize>> {
    let spans = attributions.into_iter().flat_map(|a| &a.content);
    let mut pieces: Vec<Range<usize>> = spans.map(|&span| text.tokens_in(span)).collect();
    pieces.sort_unstable_by_key(|piece| (piece.start, piece.end));
    let mut end = 0;
    for piece in &mut pieces {
        *piece = piece.start.max(end)..piece.end.max(end);
        end = piece.end;
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// [`content`] for each speaker.
pub(super) fn by_speaker(
    text: &Text,
    attributions: &[Attribution],
    people: &People,
) -> Vec<Vec<Range<usize>>> {
    let mut said: Vec<Vec<&Attribution>> = vec![Vec::new(); people.speakers.len()];
    for (attribution, who) in attributions.iter().zip(&people.said_by) {
        for &speaker in &who.speakers {
            said[speaker].push(attribution);
        }
    }
    said.into_iter().map(|all| content(text, all)).collect()
}

/// For each speaker who is a person or a body, the sentences that name them,
/// without what they say themselves; nothing for others.
pub(super) fn about(text: &Text, own: &[Vec<Range<usize>>], people: &People) -> Vec<Vec<Range<usize>>> {
    let sentences = |person: &Person| {
        let mut found: Vec<usize> = person
            .mentions
            .iter()
            .flat_map(|&span| text.tokens_in(span).take(1))
            .map(|token| text.tokens[token].sentence)
            .collect();
        found.dedup();
        found
    };
    let others = |sentences: Vec<usize>, own: &[Range<usize>]| {
        let mut own = own.iter().peekable();
        let mut parts = Vec::new();
        for sentence in sentences {
            let Range { mut start, end } = text.sentences[sentence].tokens.clone();
            while own.next_if(|said| said.end <= start).is_some() {}
            let mut here = own.clone();
            while let Some(said) = here.next_if(|said| said.start < end) {
                parts.push(start..said.start.max(start));
                start = said.end.clamp(start, end);
            }
            parts.push(start..end);
        }
        parts.retain(|part| !part.is_empty());
        parts
    };
    let named = |kind| matches!(kind, SpeakerKind::Person | SpeakerKind::Organization);
    let speakers = people.speakers.iter().zip(own);
    speakers
        .map(|(who, own)| if named(who.kind) { others(sentences(who), own) } else { Vec::new() })
        .collect()
}
