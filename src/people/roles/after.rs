//! A role after a name: "Ann Lee, a former judge,", "Ann Lee (chair of Alma Boats)", "Ann Lee, who
//! is a former judge", "Ann Lee is the head of the mill".
//!
//! A party in brackets or an age may stand between the name and its role. The role ends with
//! the next comma, or where a clause starts.

use std::ops::Range;

use super::{Role, is_person_noun};
use crate::lexicon::Class;
use crate::people::entities::Names;
use crate::people::phrases::{head, is_article, is_determiner};
use crate::text::{Text, TokenKind};

/// A role after a name has at most this many tokens.
const LONGEST: usize = 24;
/// Brackets after a name have at most this many tokens: "(D., Alma)".
const BRACKETED: usize = 16;
/// Between "and" and the noun of another role stand at most this many tokens: "and a former
/// harbour judge".
const AND_NOUN: usize = 4;

/// After "who", at most this many tokens lead to the role, "as" included: "was then serving as".
const SERVING: usize = 4;

/// The role after a name.
pub(super) fn of(text: &Text, names: &Names, name: &Range<usize>) -> Option<Role> {
    let sentence = text.sentence_of(name.start);
    let (start, apposed) = opened(text, name.end, sentence.end)?;
    let norm = |t: usize| if t < sentence.end { text.norm(t) } else { "" };
    // "Ann Lee, herself a former judge,"
    let start = start + usize::from(matches!(norm(start), "himself" | "herself" | "itself" | "now" | "then"));
    let article = norm(start);
    let counted = matches!(article, "one" | "another");
    let determined = start < sentence.end && is_determiner(text, start) && !counted;
    let first = start + usize::from(determined);
    let end = phrase_end(text, names, first, sentence.end.min(first + LONGEST));
    let words = first..end;
    if words.is_empty() || end < sentence.end && text.is(end, Class::Finite) {
        return None;
    }
    let closed = matches!(norm(end), "," | "who" | "where" | "whose" | "—" | "–" | ")");
    // In "According to Lee, the bridge was closed." a clause follows the name.
    if !closed && text.is(sentence.start, Class::Fronting) {
        return None;
    }
    let noun = noun(text, names, &words);
    let sure = apposed && is_article(article) && (closed || article != "the");
    let head = noun.or_else(|| sure.then(|| head(text, &words)))?;
    Some(Role { words, head })
}

/// Where the words start that may tell the role of the name before a token, and whether a comma
/// or a dash ties them to it.
fn opened(text: &Text, name_end: usize, end: usize) -> Option<(usize, bool)> {
    let norm = |t: usize| if t < end { text.norm(t) } else { "" };
    let mut at = name_end;
    if norm(at) == "(" {
        let close = (at..end.min(at + BRACKETED)).find(|&t| norm(t) == ")")?;
        if (at + 1..close).any(|t| is_person_noun(text, t)) {
            return Some((at + 1, false));
        }
        at = close + 1;
    }
    let aged = norm(at) == "," && at + 1 < end && text.tokens[at + 1].kind == TokenKind::Number;
    if aged && norm(at + 2) == "," {
        at += 2;
    }
    let serves =
        norm(at) == "," && norm(at + 1) == "who" && matches!(norm(at + 2), "is" | "was" | "serves" | "works");
    // "Ann Lee, who was then serving as the head"
    let serving = || (at + 3..end.min(at + 2 + SERVING)).find(|&t| text.norm(t) == "as");
    if let Some(serves) = serves.then(serving).flatten() {
        return Some((serves + 1, false));
    }
    match (norm(at), norm(at + 1), norm(at + 2)) {
        (",", "who", "is" | "was") => Some((at + 3, false)),
        ("," | "—" | "–", _, _) => Some((at + 1, true)),
        ("is" | "was", _, _) => Some((at + 1, false)),
        _ => None,
    }
}

/// The token after a noun phrase: a mark, a verb, or a word that starts a clause.
fn phrase_end(text: &Text, names: &Names, start: usize, limit: usize) -> usize {
    let mut closer = false;
    (start..limit)
        .find(|&t| {
            let norm = text.norm(t);
            let inside = matches!(norm, "'s" | "'" | "&" | "/") && !text.is_quotation_mark(t);
            let clause = matches!(norm, "who" | "which" | "that" | "where" | "whose" | "when" | "while");
            let ends = match norm {
                "and" | "or" => !goes_on(text, names, t + 1..limit, closer),
                _ => text.is_mark(t) && !inside || clause || text.is(t, Class::Finite),
            };
            closer |= text.is(t, Class::Link);
            ends
        })
        .unwrap_or(limit)
}

/// Whether the words after "and" belong to the same role: another noun for the person ("baker
/// and former judge"), or, after a preposition, one more thing ("head of trade and transport").
fn goes_on(text: &Text, names: &Names, rest: Range<usize>, closer: bool) -> bool {
    let next = names.within(&(rest.start..rest.end.min(rest.start + 1)));
    if next.iter().any(|mention| names.is_person(mention.entity)) {
        return false;
    }
    let mut near =
        rest.clone().take(AND_NOUN).take_while(|&t| !text.is_mark(t) && !text.is(t, Class::Finite));
    let noun = near
        .find(|&t| is_person_noun(text, t))
        .is_some_and(|t| !rest.contains(&(t + 1)) || !text.is_capitalized(t + 1));
    noun || closer && rest.start < rest.end && !is_determiner(text, rest.start)
}

/// The noun for a person in a phrase, before what tells it more closely: "judge" of "former
/// judge in Alma". Nothing if the phrase names somebody else: "Mayor Bo Ek".
fn noun(text: &Text, names: &Names, words: &Range<usize>) -> Option<usize> {
    let core = words.start..head(text, words) + 1;
    let other = names.within(&core).last().filter(|mention| mention.tokens.end == core.end);
    if other.is_some_and(|mention| names.is_person(mention.entity)) {
        return None;
    }
    // "Alma Department of Health press officer"
    let plain = !words.clone().any(|t| is_determiner(text, t)) && !text.is(words.start, Class::Link);
    let last = Some(words.end - 1).filter(|&t| plain && !core.contains(&t) && !text.is_capitalized(t));
    core.rev().chain(last).find(|&t| is_person_noun(text, t))
}

#[cfg(test)]
mod tests {
    use crate::people::testing::role_of;

    fn role(source: &str) -> Option<String> {
        role_of("Ann Lee", source)
    }

    fn assert_role(source: &str, wanted: &str) {
        assert_eq!(role(source).as_deref(), Some(wanted), "{source}");
    }

    #[test]
    fn a_role_is_kept_whole() {
        assert_role(
            "“It rained,” said Ann Lee, vice president of harbour trade and transport at Brill Boats.",
            "vice president of harbour trade and transport at Brill Boats",
        );
        assert_role(
            "Ann Lee, professor of law at Alma and a former judge, left.",
            "professor of law at Alma and a former judge",
        );
        assert_role("“It rained,” said Ann Lee, Brill's chief engineer.", "Brill's chief engineer");
        assert_role("Ann Lee, a doctor at the hall where they met, left.", "doctor at the hall");
        assert_role(
            "Ann Lee, Alma Department of Health press officer, left.",
            "Alma Department of Health press officer",
        );
    }

    #[test]
    fn an_age_or_a_party_may_come_first() {
        assert_role("Ann Lee, 51, a baker and singer, left.", "baker and singer");
        assert_role("It was Ann Lee (D., Alma), the former judge, who left.", "former judge");
        assert_role("Ann Lee (chair of Brill Boats) left.", "chair of Brill Boats");
        assert_role("Ann Lee, herself a former judge, left.", "former judge");
    }

    #[test]
    fn a_clause_may_tell_a_role() {
        assert_role("Ann Lee is the head of the mill.", "head of the mill");
        assert_role("Ann Lee, who was then serving as the mayor’s doctor, left.", "mayor’s doctor");
        assert_eq!(role("Ann Lee was the first to leave."), None);
        assert_eq!(role("Ann Lee is at the harbour with a judge."), None);
    }

    #[test]
    fn others_in_a_list_are_no_role() {
        for list in ["Mayor Bo Ek and Cy Dunn", "police officers and nurses", "the rain and the snow"] {
            assert_eq!(role(&format!("It was about Ann Lee, {list}.")), None, "{list}");
        }
        assert_role("They met Ann Lee, a judge and Bo Ek.", "judge");
    }
}
