//! Evidence: how what people say to one another differs from what is written
//! about them.

use std::ops::Range;

use super::super::{ParagraphKind, Text, TokenKind};

/// Words of whoever speaks of themselves.
const FIRST: &[&str] = &[
    "i",
    "me",
    "my",
    "mine",
    "myself",
    "we",
    "us",
    "our",
    "ours",
    "ourselves",
    "i'm",
    "i've",
    "i'd",
    "i'll",
];
/// Words of whoever speaks to somebody.
const SECOND: &[&str] = &["you", "your", "yours", "yourself", "yourselves"];
/// Words with which answers and greetings start.
const OPENERS: &[&str] = &[
    "absolutely",
    "ah",
    "exactly",
    "ha",
    "hello",
    "hi",
    "look",
    "no",
    "not",
    "oh",
    "ok",
    "okay",
    "right",
    "so",
    "sure",
    "thank",
    "thanks",
    "well",
    "welcome",
    "yeah",
    "yes",
];
/// Words with which a question starts that is an instruction: "Tell us about …".
const PROMPTS: &[&str] = &["tell", "describe", "explain", "talk", "walk", "take", "give", "name"];
/// What a note about the conversation is about …
const WHOLE: &[&str] =
    &["interview", "conversation", "transcript", "briefing", "recording", "discussion", "hearing"];
/// … and what it says of it.
const NOTED: &[&str] = &[
    "edited",
    "condensed",
    "length",
    "clarity",
    "ended",
    "ends",
    "concluded",
    "adjourned",
    "translated",
    "abridged",
    "conducted",
    "excerpt",
    "shortened",
];
/// What the head of an interview says.
const ANNOUNCED: &[&str] = &["interview", "interviewed", "interviews", "conversation"];
/// With "to" or "with" after it, tells that somebody is interviewed.
const TALKS: &[&str] =
    &["talk", "talks", "talked", "speak", "speaks", "spoke", "chat", "chats", "chatted", "sat"];
/// An answer in few words, as to "Tea or coffee?", has at most this many tokens.
const SHORT: usize = 4;

fn has(text: &Text, token: usize, words: &[&str]) -> bool {
    words.contains(&text.norm(token)) && text.raw(token) != "US"
}

/// Whether somebody speaks of themselves, outside quotation marks.
pub(super) fn is_first_person(text: &Text, words: &Range<usize>) -> bool {
    words.clone().any(|token| has(text, token, FIRST) && text.is_outside(token))
}

/// Whether somebody is spoken to, outside quotation marks.
pub(super) fn is_second_person(text: &Text, words: &Range<usize>) -> bool {
    words.clone().any(|token| has(text, token, SECOND) && text.is_outside(token))
}

/// Whether words are what people say to one another: they have "I" or "you", ask
/// something, or start or are as short as answers are.
pub(super) fn is_speech(text: &Text, words: &Range<usize>) -> bool {
    let opens =
        words.clone().find(|&token| !text.is_mark(token)).is_some_and(|first| has(text, first, OPENERS));
    opens
        || asks(text, words)
        || is_short(text, words)
        || words.clone().any(|token| has(text, token, FIRST) || has(text, token, SECOND))
}

/// Whether words are a sentence as short as an answer may be, without numbers.
fn is_short(text: &Text, words: &Range<usize>) -> bool {
    let is_number = |token: usize| text.tokens[token].kind == TokenKind::Number;
    words.len() <= SHORT && text.norm(words.end.saturating_sub(1)) == "." && !words.clone().any(is_number)
}

/// Whether words end in a question mark, marks that close something aside.
pub(super) fn asks(text: &Text, words: &Range<usize>) -> bool {
    last_mark(text, words).is_some_and(|last| text.norm(last).contains(['?', '？']))
}

/// Whether words end as sentences do, and titles do not.
pub(super) fn ends_sentence(text: &Text, words: &Range<usize>) -> bool {
    last_mark(text, words).is_some_and(|last| text.norm(last).contains(['.', '?', '？', '!', '…']))
}

/// The mark at the end, marks that close something aside.
fn last_mark(text: &Text, words: &Range<usize>) -> Option<usize> {
    let closes = |token: usize| text.is_quotation_mark(token) || matches!(text.norm(token), ")" | "]" | "*");
    words.clone().rev().find(|&token| !closes(token)).filter(|&last| text.is_mark(last))
}

/// Whether a reader asks, and nobody is asked: "How do I complain?"
pub(super) fn is_readers_question(text: &Text, words: &Range<usize>) -> bool {
    asks(text, words)
        && !is_second_person(text, words)
        && words.clone().any(|token| matches!(text.norm(token), "i" | "my"))
}

/// Whether words are a question that is an instruction: "Tell us about the hall."
pub(super) fn prompts(text: &Text, words: &Range<usize>) -> bool {
    let mut spoken = words.clone().filter(|&token| !text.is_mark(token));
    let first = spoken.next().is_some_and(|first| has(text, first, PROMPTS));
    first
        && spoken.next().is_some_and(|second| {
            matches!(text.norm(second), "me" | "us" | "the" | "your" | "how" | "what" | "a")
        })
}

/// Whether a paragraph stands in brackets as a whole: "(Laughter.)"
pub(super) fn is_direction(text: &Text, words: &Range<usize>) -> bool {
    let mut inner = words.clone().filter(|&token| !text.is_quotation_mark(token));
    let Some(first) = inner.next() else { return true };
    match inner.next_back() {
        Some(last) => matches!((text.norm(first), text.norm(last)), ("(", ")") | ("[", "]")),
        None => text.is_mark(first),
    }
}

/// Whether a paragraph is a note about the conversation: "This interview has been
/// edited for clarity."
pub(super) fn is_note(text: &Text, words: &Range<usize>) -> bool {
    let any = |list: &[&str]| words.clone().any(|token| list.contains(&text.norm(token)));
    any(WHOLE) && any(NOTED) && !is_first_person(text, words)
}

/// Whether a paragraph is the reporter's by its kind.
pub(super) fn is_apart(kind: ParagraphKind) -> bool {
    use ParagraphKind::{Footnote, Heading, Post, PullQuote};
    kind.is_credit() || matches!(kind, Heading | PullQuote | Footnote | Post)
}

/// Whether the words before a conversation say that there is one: "Petra Lind
/// talks to Owen Farr", "The interview has been edited".
pub(super) fn announces(text: &Text, head: &Range<usize>) -> bool {
    head.clone().any(|token| {
        let next =
            || token + 1 < head.end && matches!(text.norm(token + 1), "to" | "with" | "about" | "down");
        let q_and_a = text.norm(token) == "&" && text.norm(token.saturating_sub(1)) == "q";
        q_and_a || ANNOUNCED.contains(&text.norm(token)) || TALKS.contains(&text.norm(token)) && next()
    })
}
