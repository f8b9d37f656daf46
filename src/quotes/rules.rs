//! Rules: cases that are decided better without the network.
//!
//! Each is rare in the training texts, or annotated there in a way that does
//! not help whoever wants to know who said what.

use std::ops::Range;

use super::candidate::Candidate;
use super::chain::{Certain, Part};
use super::spans::Spans;
use crate::lexicon::Class;
use crate::model::Choice;
use crate::text::{Text, TokenKind, dateline};

/// A form of "be" stands at most this many tokens before its participle ("was never told").
const AUXILIARIES: usize = 3;

/// Sources that say nothing. The corpus annotates "nobody said that …" and "you
/// could say that …" as attributions.
const NOBODY: &[&str] = &["nobody", "no-one", "none", "you"];
/// Words that are no content by themselves ("said so").
const NOTHING: &[&str] = &["nothing", "anything", "something", "what", "so", "little", "much", "more"];

/// What may stand before a participle that says more: "calling it a draw *but* stressing that …".
const JOINING: &[&str] = &["while", "but", "and"];

/// Corrects the cues of pieces of content where punctuation and paragraphs decide.
/// `cue_of_piece` has the network's choice for each piece.
///
/// No attribution goes over the end of a paragraph: what goes on there without a cue
/// of its own has none, and [`people`](crate::people) tells who goes on speaking.
pub(super) fn settle(text: &Text, spans: &Spans, certain: &[Certain], cue_of_piece: &mut [Choice]) {
    for (index, piece) in spans.pieces.iter().enumerate() {
        let choice = &mut cue_of_piece[index];
        if let Some(own) =
            own_cue(text, spans, piece).or_else(|| introducing_cue(text, spans, certain, index))
        {
            *choice = Choice { span: Some(own), probability: 1.0 };
        } else {
            let here = text.paragraph_of(piece.start);
            choice.span = choice.span.filter(|&cue| text.paragraph_of(spans.cues[cue].start) == here);
        }
        choice.span = choice.span.map(|cue| cue_before_adding(text, spans, piece, cue).unwrap_or(cue));
    }
}

/// Takes away from cues the sources that stand in other paragraphs. Only a participle
/// may have its subject there: "describing it as a success".
pub(super) fn keep_near(text: &Text, spans: &Spans, source_of_cue: &mut [Choice]) {
    for (cue, choice) in spans.cues.iter().zip(source_of_cue) {
        if text.norm(cue.end - 1).ends_with("ing") {
            continue;
        }
        let here = text.paragraph_of(cue.start);
        choice.span = choice.span.filter(|&source| text.paragraph_of(spans.sources[source].start) == here);
    }
}

/// The cue before a piece, if the one that it is linked to only adds something after it:
/// Lee said that it “rained,” adding “we stayed.”
fn cue_before_adding(text: &Text, spans: &Spans, piece: &Range<usize>, cue: usize) -> Option<usize> {
    let adds = &spans.cues[cue];
    let follows = spans.pieces.binary_search_by_key(&adds.end, |other| other.start).is_ok();
    if adds.start < piece.end || !follows || !text.is(adds.end - 1, Class::AddingCue) {
        return None;
    }
    let sentence = |token: usize| text.tokens[token].sentence;
    cue_before(spans, piece.start)
        .filter(|&before| sentence(spans.cues[before].start) == sentence(piece.start))
}

/// The last cue that starts before a token.
fn cue_before(spans: &Spans, token: usize) -> Option<usize> {
    spans.cues.partition_point(|cue| cue.start < token).checked_sub(1)
}

/// The cue of a quotation that ends in a comma, if the cue or its source comes
/// right after: “We left,” Lee said. The comma shows that they belong together.
fn own_cue(text: &Text, spans: &Spans, piece: &Range<usize>) -> Option<usize> {
    let last = piece.end - 1;
    let mark = text.tokens[last].kind == TokenKind::Mark && piece.len() > 2;
    let inside = mark && text.norm(last - 1) == ",";
    let outside = mark && piece.end < text.tokens.len() && text.norm(piece.end) == ",";
    if !inside && !outside {
        return None;
    }
    let after = piece.end + usize::from(outside);
    let at = |spans: &[Range<usize>], start: usize| {
        let index = spans.partition_point(|span| span.start < start);
        spans.get(index).is_some_and(|span| span.start == start).then_some(index)
    };
    let sentence = |token: usize| text.tokens[token].sentence;
    at(&spans.cues, after).or_else(|| {
        let source = &spans.sources[at(&spans.sources, after)?];
        let cue = spans.cues.partition_point(|cue| cue.start < source.end);
        spans.cues.get(cue).filter(|cue| sentence(cue.start) == sentence(after)).map(|_| cue)
    })
}

/// The cue before a quotation or a passage that is set apart, if a comma or a colon
/// introduces it: Lee said on Monday, “We left.”
fn introducing_cue(text: &Text, spans: &Spans, certain: &[Certain], index: usize) -> Option<usize> {
    let piece = &spans.pieces[index];
    let before = piece.start.checked_sub(1)?;
    let set_apart =
        certain.get(piece.start + 1).is_some_and(|next| next.part == Part::GoesOn) && piece.len() > 2;
    if !set_apart || !matches!(text.norm(before), "," | ":") {
        return None;
    }
    let cue = cue_before(spans, piece.start)?;
    let alone = index == 0 || spans.pieces[index - 1].end <= spans.cues[cue].start;
    // Not the sentence of the piece: a new paragraph may start after the colon.
    let one_sentence = text.tokens[spans.cues[cue].start].sentence == text.tokens[before].sentence;
    (alone && one_sentence).then_some(cue)
}

/// Whether a candidate is none, because its source is nobody, its content says
/// nothing, or its cue says that something was not said or only gives a name.
pub(super) fn is_nothing_said(text: &Text, candidate: &Candidate) -> bool {
    let nobody = candidate.source.as_ref().is_some_and(|source| {
        source.len() == 1 && NOBODY.contains(&text.norm(source.start))
            || source.len() == 2 && text.norm(source.start) == "no" && text.norm(source.start + 1) == "one"
    });
    let nothing = match &candidate.content[..] {
        [piece] if piece.len() == 1 => NOTHING.contains(&text.norm(piece.start)),
        [piece] if piece.len() == 2 => is_day(text, piece.start),
        _ => false,
    };
    let unsaid = candidate.cue.clone().is_some_and(|cue| {
        // The corpus annotates "the bridge" in "did not mention the bridge" as content.
        let not =
            |token: usize| text.norm(token).ends_with("n't") || matches!(text.norm(token), "not" | "never");
        cue.clone().any(not) && cue.clone().any(|token| text.is(token, Class::UnsaidCue))
    });
    let named = candidate.source.is_none()
        && candidate.cue.clone().is_some_and(|mut cue| cue.any(|token| text.is(token, Class::NamingCue)));
    nobody || nothing || unsaid || named
}

/// Whether the source of a candidate is the listener: "Lee was told".
pub(super) fn is_listener(text: &Text, candidate: &Candidate) -> bool {
    let (Some(source), Some(cue)) = (&candidate.source, &candidate.cue) else { return false };
    let Some(verb) = cue.clone().rfind(|&token| text.is(token, Class::TellingCue)) else { return false };
    let passive = (source.end..verb).rev().take(AUXILIARIES).any(|token| text.is(token, Class::Being))
        && !cue.clone().any(|token| text.norm(token) == "by");
    passive && source.end <= cue.start
}

/// Takes out of a candidate what stands in a dateline ("PORT ALMA, May 3 (AP) —"),
/// which nobody says and which says nothing. A candidate without content or with
/// the mark of a dateline as its cue is none.
pub(super) fn skip_datelines(text: &Text, candidate: &mut Candidate) {
    let filed = |part: &Range<usize>| dateline::around(text, part.start).is_some();
    for piece in &mut candidate.content {
        if let Some(end) = dateline::around(text, piece.start) {
            piece.start = end.min(piece.end);
        }
    }
    candidate.content.retain(|piece| !piece.is_empty());
    candidate.source = candidate.source.take().filter(|source| !filed(source));
    if candidate.cue.as_ref().is_some_and(filed) {
        candidate.content.clear();
    }
}

/// The first token of a piece that is content. A day right after the cue ("said
/// May 3") is none.
pub(super) fn content_start(text: &Text, cue: Option<&Range<usize>>, piece: &Range<usize>) -> usize {
    let day = cue.is_some_and(|cue| cue.end == piece.start) && piece.len() > 2 && is_day(text, piece.start);
    piece.start + if day { 2 } else { 0 }
}

/// Whether a token and the next one are a month and a number: "May 3".
fn is_day(text: &Text, at: usize) -> bool {
    text.is(at, Class::Month) && text.tokens[at + 1].kind == TokenKind::Number
}

/// The exclusive end of the content of a piece.
///
/// In "Lee, who said that it rained, left early" only a name stands before
/// "who", so the main verb is still to come, and content ends at its last comma.
pub(super) fn content_end(text: &Text, candidate: &Candidate, piece: &Range<usize>) -> usize {
    let Some(source) = &candidate.source else { return piece.end };
    let sentence = &text.sentences[text.tokens[source.start].sentence].tokens;
    let is_comma = |token: usize| text.norm(token) == ",";
    let relative = source.len() == 1
        && text.norm(source.start) == "who"
        && source.start > sentence.start
        && is_comma(source.start - 1)
        && source.end <= piece.start
        && piece.end + 1 >= sentence.end;
    let names = (sentence.start..source.start).all(|token| {
        text.tokens[token].kind == TokenKind::Mark || text.raw(token).starts_with(char::is_uppercase)
    });
    let comma = piece.clone().rev().find(|&token| is_comma(token));
    comma.filter(|&comma| relative && names && comma > piece.start).unwrap_or(piece.end)
}

/// Splits a candidate at participles that say more: "Lee said that it rained,
/// stressing that it was cold while still hoping for sun" becomes three. The
/// corpus often annotates all of such a sentence as the content of its first cue.
pub(super) fn split_chained(text: &Text, candidate: Candidate) -> Vec<Candidate> {
    let mut found = vec![candidate];
    while let Some(last) = found.last_mut()
        && last.cue.is_some()
        && let Some(piece) = last.content.last_mut()
        && let Some((end, cue)) = next_cue(text, piece)
    {
        let rest = cue.end..piece.end;
        piece.end = end;
        let next = Candidate { content: vec![rest], cue: Some(cue), ..last.clone() };
        found.push(next);
    }
    found
}

/// Where a piece of content ends before a participle that says more, and the
/// tokens of that participle with its adverb: the next cue.
fn next_cue(text: &Text, piece: &Range<usize>) -> Option<(usize, Range<usize>)> {
    (piece.start + 2..piece.end.saturating_sub(1)).find_map(|verb| {
        if text.quotation_at(verb).is_some() || !text.is(verb, Class::AddingCue) {
            return None;
        }
        let adverb = matches!(text.norm(verb - 1), "still" | "also") || text.norm(verb - 1).ends_with("ly");
        let start = if adverb { verb - 1 } else { verb };
        let is = |token: usize, words: &[&str]| token > piece.start && words.contains(&text.norm(token));
        let joined = is(start - 1, JOINING);
        let mut end = start - usize::from(joined);
        let comma = is(end - 1, &[","]);
        if !joined && !comma {
            return None;
        }
        end -= usize::from(comma);
        (end > piece.start).then_some((end, start..verb + 1))
    })
}
