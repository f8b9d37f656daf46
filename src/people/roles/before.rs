//! A role before a name: "Alma's former judge Ann Lee", "Foreign Minister Ann Lee", and with a
//! comma "The former judge, Ann Lee,".
//!
//! The noun right before the name is known; where its phrase starts is not. A reader goes left
//! until a word that cannot belong to it, and so does [`phrase_start`].

use std::ops::Range;

use super::{Role, is_honour, is_modifier, is_person_noun};
use crate::lexicon::Class;
use crate::people::phrases::is_determiner;
use crate::text::Text;

/// A role before a name has at most this many tokens before its noun.
const MODIFIERS: usize = 12;
/// So many tokens may tell a noun more closely before a comma: "of the Alma town council".
const CLOSER: usize = 8;

/// Classes of words that end a noun phrase that is read from right to left.
const ENDS: &[Class] = &[
    Class::Function,
    Class::Finite,
    Class::AfterSubject,
    Class::ReplyCue,
    Class::TellingCue,
    Class::Link,
    Class::Hanging,
    Class::Weekday,
    Class::Month,
];

/// Verbs without "-ed" that people do to people.
const IRREGULAR: &[&str] = &[
    "beat", "brought", "fought", "found", "gave", "held", "hit", "joins", "kept", "knew", "led", "left",
    "let", "lost", "made", "meets", "met", "names", "paid", "put", "quoted", "saw", "sees", "sent", "shot",
    "signs", "sued", "took", "wrote",
];

/// The role right before a name, titles included.
pub(super) fn right(text: &Text, name: &Range<usize>) -> Option<Role> {
    let sentence = text.sentence_of(name.start);
    let before = sentence.start..name.start;
    let noun = before.rev().take(MODIFIERS).find(|&t| !is_honour(text, t))?;
    // "US Secretary of State Ann Lee"
    let of = noun.checked_sub(2).filter(|&t| t >= sentence.start && text.norm(t + 1) == "of");
    let head = of.filter(|&t| text.is(t, Class::Title) && text.is_capitalized(t)).unwrap_or(noun);
    let told = is_person_noun(text, head) || text.is(head, Class::Body) && !text.is_capitalized(head);
    told.then(|| Role { words: phrase_start(text, head)..noun + 1, head })
}

/// The role before a name that stands between commas: "husband" in "Her husband, Bo, left", "head
/// of the mill" in "the head of the mill, Ann Lee, said".
pub(super) fn with_comma(text: &Text, name: &Range<usize>) -> Option<Role> {
    let sentence = text.sentence_of(name.start);
    let comma = name.start.checked_sub(1).filter(|&t| t > sentence.start && text.norm(t) == ",")?;
    let closed = name.end >= sentence.end || text.is_mark(name.end);
    if !closed {
        return None;
    }
    let near = comma.saturating_sub(CLOSER).max(sentence.start);
    let ends = |t: &usize| text.is_mark(*t) || text.is(*t, Class::Finite);
    let clause = (near..comma).rfind(ends).map_or(near, |mark| mark + 1);
    let head =
        (clause..comma).find(|&t| is_person_noun(text, t) && (t + 1 == comma || text.is(t + 1, Class::Link)));
    if let Some(head) = head {
        let start = phrase_start(text, head);
        let opens = start == sentence.start || is_determiner(text, start - 1) || text.is_mark(start - 1);
        let sure = opens || has_possessor(text, start..head);
        return sure.then_some(Role { words: start..comma, head });
    }
    // Whatever opens the sentence with "the" or "her" and stands between it and the comma.
    let start = sentence.start + 1;
    let told = is_determiner(text, sentence.start) && clause <= start && start < comma;
    told.then_some(Role { words: start..comma, head: comma - 1 })
}

/// Where the phrase starts whose noun is given. Every word before it belongs to it, up to an
/// article, a preposition, a verb or a mark; if there is none near, only names and qualifiers do.
pub(in crate::people) fn phrase_start(text: &Text, noun: usize) -> usize {
    let sentence = text.sentence_of(noun).start;
    let (mut start, mut safe) = (noun, noun);
    for t in (sentence..noun).rev().take(MODIFIERS) {
        if ends_phrase(text, sentence, t) {
            return if start < noun && is_verb_after(text, t) { start + 1 } else { start };
        }
        let plain = !text.is_capitalized(t) && !is_modifier(text, t) && !text.is_mark(t);
        if safe == start && !plain {
            safe = t;
        }
        start = t;
    }
    // "Fans love singer Ann Lee": the sentence may start with something else.
    let place = || text.is_any(start, &[Class::Nation, Class::Native]);
    let name = || text.is_capitalized(start + 1) || place() || text.is_any(start, Class::GIVEN);
    let ordinary = start == sentence && start + 1 < noun && safe != start && text.is_common(start) && !name();
    if start > sentence || ordinary { safe } else { start }
}

/// Whether a token before a noun cannot be part of its phrase.
fn ends_phrase(text: &Text, sentence: usize, t: usize) -> bool {
    let norm = text.norm(t);
    if t > sentence && matches!(norm, "'s" | "'") && !text.is_quotation_mark(t) {
        return text.is(t - 1, Class::Function);
    }
    if matches!(norm, "of" | "for" | "and" | "&") {
        return !joins_capitals(text, sentence, t);
    }
    if text.is_mark(t) {
        return norm != "/";
    }
    text.is_any(t, ENDS) && !is_modifier(text, t) || is_determiner(text, t) || is_verb(text, sentence, t)
}

/// Whether the small word after a token is its verb: "They know judge Ann Lee", "would not name
/// judge Ann Lee", "to meet President Ann Lee".
fn is_verb_after(text: &Text, t: usize) -> bool {
    let small = !text.is_capitalized(t + 1) && !is_modifier(text, t + 1) && !text.is_mark(t + 1);
    let verb = match text.norm(t) {
        "i" | "he" | "she" | "it" | "they" | "we" | "you" | "who" | "not" | "will" | "would" | "can"
        | "could" | "may" | "might" | "must" | "should" | "do" | "does" | "did" => true,
        "to" => text.is_capitalized(t + 2),
        _ => false,
    };
    small && verb
}

/// Whether a small word stands between two parts of an office or a body: "of" in "Secretary of
/// State", "and" in "Health and Transport Minister", but not in "Karst and Foreign Minister Lee".
fn joins_capitals(text: &Text, sentence: usize, t: usize) -> bool {
    let both =
        t > sentence && text.is_capitalized(t - 1) && text.after(t).is_some_and(|t| text.is_capitalized(t));
    let place = || text.is_any(t - 1, &[Class::Nation, Class::Native]);
    both && text.is_common(t - 1) && !place()
}

/// Whether a small word is more likely a verb or an adverb than a part of a noun phrase: "signed"
/// in "the club signed striker Ann Lee", but not in "the disgraced striker".
fn is_verb(text: &Text, sentence: usize, t: usize) -> bool {
    let norm = text.norm(t);
    let form = ["ed", "ing", "ly"].iter().any(|end| norm.ends_with(end)) && !norm.contains('-');
    let opens = t == sentence || is_determiner(text, t - 1) || matches!(text.norm(t - 1), "'s" | "'");
    (form && !opens || IRREGULAR.contains(&norm)) && !text.is_capitalized(t)
}

/// Whether somebody's name or noun with "'s" is in a phrase: "Lee's lawyer".
fn has_possessor(text: &Text, phrase: Range<usize>) -> bool {
    phrase.into_iter().any(|t| matches!(text.norm(t), "'s" | "'"))
}

#[cfg(test)]
mod tests {
    use crate::people::testing::role_of;

    fn role(source: &str) -> Option<String> {
        role_of("Ann Lee", source)
    }

    #[test]
    fn a_role_starts_where_its_phrase_does() {
        for whole in [
            "Brill Boats executive",
            "former hurdler",
            "Alma chief negotiator",
            "Alma Gazette editor-in-chief",
            "White Hall press secretary",
            "Kestrian ambassador",
        ] {
            for before in ["", "It rained, ", "It was said by ", "“We left,” said ", "They told the "] {
                let source = format!("{before}{whole} Ann Lee left.");
                assert_eq!(role(&source).as_deref(), Some(whole), "{source}");
            }
        }
        let longer = "It was the mill’s new harbour engineer Ann Lee who left.";
        assert_eq!(role(longer).as_deref(), Some("mill’s new harbour engineer"));
        let state = "It was US Secretary of State Ann Lee who left.";
        assert_eq!(role(state).as_deref(), Some("US Secretary of State"));
    }

    #[test]
    fn a_verb_is_no_part_of_a_role() {
        for before in ["The club signed", "They know", "Fans love", "The hall met", "It did not please"] {
            let source = format!("{before} singer Ann Lee.");
            assert_eq!(role(&source).as_deref(), Some("singer"), "{source}");
        }
        assert_eq!(
            role("They left to meet Kestrian President Ann Lee.").as_deref(),
            Some("Kestrian President")
        );
        assert_eq!(role("It went to talent manager Ann Lee.").as_deref(), Some("talent manager"));
    }

    #[test]
    fn a_role_with_a_comma() {
        for (source, wanted) in [
            ("It was for the head of the mill, Ann Lee, that they came.", "head of the mill"),
            ("Brill’s lawyer, Ann Lee, left.", "Brill’s lawyer"),
            ("President of the Senate, Ann Lee, left.", "President of the Senate"),
            ("The suspect, Ann Lee, left.", "suspect"),
        ] {
            assert_eq!(role(source).as_deref(), Some(wanted), "{source}");
        }
        assert_eq!(role("It rained on the bakers, Ann Lee said."), None);
        assert_eq!(role("The hall has burned down, Ann Lee, a judge, said.").as_deref(), Some("judge"));
    }

    #[test]
    fn honours_are_no_roles() {
        for honour in ["Dr", "Mrs.", "Dame", "Sir"] {
            assert_eq!(role(&format!("It was {honour} Ann Lee who left.")), None, "{honour}");
        }
        assert_eq!(role("It was chief engineer Dr Ann Lee who left.").as_deref(), Some("chief engineer"));
    }
}
