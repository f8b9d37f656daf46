//! Conversations without labels: questions and answers in turn.
//!
//! In print the questions are bold. Here an article of questions and what a
//! reporter explains after each looks the same, but nobody in it speaks of
//! themselves.

use std::ops::Range;

use super::super::{ParagraphKind, Text};
use super::{Conversation, Found, Part, Turn, evidence};

/// A question has at most this many tokens.
const QUESTION: usize = 80;
/// An interview has at least this many questions …
const QUESTIONS: usize = 3;
/// … or this many if the words before it say that it is one.
const ANNOUNCED: usize = 2;
/// At least this part of the answers have "I" or "we" …
const FIRST: f64 = 0.6;
/// … or this part if the words before say that it is an interview.
const ANNOUNCED_FIRST: f64 = 0.4;
/// At least this part of the questions have "you".
const SECOND: f64 = 0.4;
/// At least this part of the paragraphs that start with a dash are spoken, where
/// dashes mark the turns.
const DASHED: f64 = 0.6;
/// At least this part of the paragraphs from the first question on are questions.
const ASKED: f64 = 0.2;
/// In answers to readers, more than this part of the questions are theirs.
const READERS: f64 = 0.25;
/// A remark to which somebody answers ("You also wrote a book.") has at most this
/// many tokens.
const REMARK: usize = 40;

/// The conversation of a text in which questions and answers follow one another.
pub(super) fn find(text: &Text) -> Option<Found> {
    dashed(text).or_else(|| asked(text))
}

/// A conversation in which a dash starts each turn.
fn dashed(text: &Text) -> Option<Found> {
    let is_dashed = |paragraph: usize| {
        let tokens = &text.paragraphs[paragraph].tokens;
        tokens.len() > 1
            && matches!(text.norm(tokens.start), "–" | "—" | "―" | "-")
            && !text.paragraphs[paragraph].kind.is_credit()
    };
    let turns: Vec<usize> = (0..text.paragraphs.len()).filter(|&paragraph| is_dashed(paragraph)).collect();
    let words =
        |paragraph: usize| text.paragraphs[paragraph].tokens.start + 1..text.paragraphs[paragraph].tokens.end;
    let in_turn = turns.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
    let asked = turns.iter().filter(|&&paragraph| evidence::asks(text, &words(paragraph))).count();
    let answers = turns.iter().filter(|&&paragraph| !evidence::asks(text, &words(paragraph)));
    let spoken = answers.clone().filter(|&&paragraph| evidence::is_speech(text, &words(paragraph))).count();
    let count = answers.count();
    if asked == 0 || count == 0 || in_turn + 1 < turns.len().div_ceil(2) || asked * 5 < turns.len() {
        return None;
    }
    if (spoken as f64) < DASHED * count as f64 {
        return None;
    }
    let mut found =
        Found { conversation: Conversation::Unlabelled, turns: Vec::new(), paragraphs: Vec::new() };
    for paragraph in turns {
        push(&mut found, paragraph, words(paragraph), evidence::asks(text, &words(paragraph)));
    }
    Some(found)
}

/// A conversation in which paragraphs ask and others answer.
fn asked(text: &Text) -> Option<Found> {
    let (first, parts) = parts(text)?;
    let head = 0..text.paragraphs[first].tokens.start;
    let announced = evidence::announces(text, &head);
    let words = |paragraph: usize| text.paragraphs[paragraph].tokens.clone();
    let questions: Vec<usize> =
        parts.iter().filter(|(_, asks)| *asks).map(|&(paragraph, _)| paragraph).collect();
    // One answer may be several paragraphs, of which one has "I".
    let answers: Vec<bool> = parts
        .chunk_by(|before, after| !before.1 && !after.1)
        .filter(|run| !run[0].1)
        .map(|run| run.iter().any(|&(paragraph, _)| evidence::is_first_person(text, &words(paragraph))))
        .collect();
    let first_person = answers.iter().filter(|first| **first).count() as f64;
    let second_person =
        questions.iter().filter(|&&paragraph| evidence::is_second_person(text, &words(paragraph))).count()
            as f64;
    let is_readers = |paragraph: &usize| {
        text.paragraphs[*paragraph].kind == ParagraphKind::Heading
            && evidence::is_readers_question(text, &words(*paragraph))
    };
    let readers = (first..text.paragraphs.len()).filter(is_readers).count() as f64;
    let least = if announced { ANNOUNCED } else { QUESTIONS };
    let answered = if announced { ANNOUNCED_FIRST } else { FIRST };
    let is_one = questions.len() >= least
        && first_person >= answered * answers.len() as f64
        && questions.len() as f64 >= ASKED * parts.len() as f64
        && second_person >= SECOND * questions.len() as f64
        && readers <= READERS * questions.len() as f64;
    if !is_one {
        return None;
    }
    let mut found =
        Found { conversation: Conversation::Unlabelled, turns: Vec::new(), paragraphs: Vec::new() };
    for (paragraph, asks) in parts {
        push(&mut found, paragraph, words(paragraph), asks);
    }
    Some(found)
}

/// The paragraphs of questions (true) and answers, from the first question on.
fn parts(text: &Text) -> Option<(usize, Vec<(usize, bool)>)> {
    let mut parts: Vec<(usize, bool)> = Vec::new();
    let mut waits = false;
    let paragraphs = text.paragraphs.iter().enumerate();
    for (index, paragraph) in paragraphs.skip(usize::from(is_title(text))) {
        let tokens = &paragraph.tokens;
        let asks = !waits && is_question(text, index, parts.is_empty());
        let apart = evidence::is_apart(paragraph.kind)
            && !(waits && paragraph.kind == ParagraphKind::Heading)
            || evidence::is_direction(text, tokens)
            || evidence::is_note(text, tokens);
        if !asks && (parts.is_empty() || apart) {
            continue;
        }
        waits = asks;
        parts.push((index, asks));
    }
    // After the last answer in the first person the reporter goes on.
    let is_first = |&(paragraph, asks): &(usize, bool)| {
        asks || evidence::is_first_person(text, &text.paragraphs[paragraph].tokens)
    };
    let last = parts.iter().rposition(is_first)?;
    let after_question = parts[last].1 && last + 1 < parts.len();
    parts.truncate(last + 1 + usize::from(after_question));
    let first = parts.first()?.0;
    Some((first, parts))
}

/// Whether the text starts with a title that asks something and text follows that
/// is no answer.
fn is_title(text: &Text) -> bool {
    let [first, second, ..] = &text.paragraphs[..] else { return false };
    first.kind == ParagraphKind::Heading && !evidence::is_first_person(text, &second.tokens)
}

/// Whether a paragraph is a question, or a remark to which somebody answers.
fn is_question(text: &Text, index: usize, is_first: bool) -> bool {
    let paragraph = &text.paragraphs[index];
    let tokens = &paragraph.tokens;
    if paragraph.kind.is_credit() || tokens.len() > QUESTION || !text.is_outside(tokens.start) {
        return false;
    }
    let quoted = text.is_quotation_mark(tokens.start) && text.quotation_at(tokens.start).is_some();
    if quoted {
        return false;
    }
    if evidence::asks(text, tokens) {
        // Whoever speaks of themselves answers, if nobody is spoken to.
        return evidence::is_second_person(text, tokens) || !evidence::is_first_person(text, tokens);
    }
    let answered =
        text.paragraphs.get(index + 1).is_some_and(|next| evidence::is_first_person(text, &next.tokens));
    let remark = || {
        tokens.len() <= REMARK
            && matches!(text.norm(tokens.start), "you" | "your" | "so" | "but" | "and")
            && evidence::is_second_person(text, tokens)
            && !evidence::is_first_person(text, tokens)
    };
    answered && (evidence::prompts(text, tokens) && tokens.len() <= REMARK || !is_first && remark())
}

fn push(found: &mut Found, paragraph: usize, words: Range<usize>, asks: bool) {
    let kind = if asks { ParagraphKind::Question } else { ParagraphKind::Turn };
    found.paragraphs.push(Part { paragraph, kind, label: None });
    found.turns.push(Turn { paragraph, source: None, cue: None, words });
}
