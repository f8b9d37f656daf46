//! Names carry no tone: "Hope Hicks" is no hope, "Grace" no grace.
//!
//! A capital inside a sentence marks a name. Where a capital says nothing (the
//! first word, a headline in title case), a word counts as a name if it is not
//! known in small letters, if the article uses it as a name elsewhere and not in
//! small letters ("Shell", "Target"), or with the same word beside it ("Golden
//! State"), if it is a common given name, or if the next word shows it: another
//! capital after the first word ("Justice Department"), a verb after a surname.

use std::collections::HashSet;

use super::context;
use crate::lexicon::Class;
use crate::text::{Capital, Text, TokenKind};

/// Sets `named` for the tokens that are parts of names, and leaves the others as they are.
///
/// `valences` holds the valence of each token by itself. `ordinary` says whether the
/// network's vocabulary has a token's word, and not as a name.
pub(super) fn mark(text: &Text, valences: &[f64], ordinary: impl Fn(usize) -> bool, named: &mut [bool]) {
    let (mut known, mut pairs) = (HashSet::new(), HashSet::new());
    let mut doubtful = Vec::new();
    for (t, named) in named.iter_mut().enumerate() {
        match text.tokens[t].capital {
            Capital::None => {}
            Capital::Inside if text.norm(t) != "i" => {
                *named = true;
                known.insert(text.norm(t));
                if t > 0 && text.tokens[t - 1].capital == Capital::Inside {
                    pairs.insert((text.norm(t - 1), text.norm(t)));
                }
            }
            _ => doubtful.push(t),
        }
    }
    let paired =
        |one: usize| one + 1 < text.tokens.len() && pairs.contains(&(text.norm(one), text.norm(one + 1)));
    for t in doubtful {
        let norm = text.norm(t);
        let charged = valences[t] != 0.0;
        let running = text.tokens[t].capital != Capital::Everywhere;
        let given = text.is_any(t, Class::GIVEN);
        let plain = !text.is(t, Class::Function) && !context::is_modifier(text, t);
        let leads = leads_name(text, t) && plain;
        let alone = plain && !text.tokens[t].also_small;
        named[t] |= !(charged || ordinary(t))
            || is_country(text, t)
            || (charged || given || alone) && known.contains(norm)
            || paired(t)
            || t > 0 && paired(t - 1)
            || text.is(t, Class::ChargedGiven)
            || text.is(t, Class::ChargedSurname) && is_subject(text, t)
            || leads && (running || !charged && given);
    }
}

/// "US" and "WHO" look like pronouns in small letters.
fn is_country(text: &Text, t: usize) -> bool {
    matches!(text.raw(t), "US" | "U.S." | "UK" | "UN" | "EU" | "WHO")
}

/// Whether the next token is one that often follows a person's name: a verb, "'s", a
/// comma or a colon.
fn is_subject(text: &Text, t: usize) -> bool {
    text.after(t).is_some_and(|next| {
        text.is(next, Class::AfterSubject)
            || matches!(text.norm(next), "'s" | "," | ":")
            || text.norm(next).ends_with("ed")
    })
}

/// Whether a word begins a name: the next word has a capital, too ("Hope Hicks"). An
/// adverb ("Sadly Lee …") does not.
fn leads_name(text: &Text, t: usize) -> bool {
    let next = text.after(t).filter(|&next| text.tokens[next].sentence == text.tokens[t].sentence);
    next.is_some_and(|next| {
        text.tokens[next].kind == TokenKind::Word
            && text.is_capitalized(next)
            && !text.norm(t).ends_with("ly")
            && text.norm(next) != "i"
    })
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::text::testing::text;

    /// The words that count as names if every word is charged.
    fn names(source: &str) -> Vec<String> {
        names_with(1.0, source)
    }

    /// The words that count as names if every word has this valence.
    fn names_with(valence: f64, source: &str) -> Vec<String> {
        let text = text(source);
        let mut named = vec![false; text.tokens.len()];
        mark(&text, &vec![valence; text.tokens.len()], |_| true, &mut named);
        (0..named.len()).filter(|&t| named[t]).map(|t| text.raw(t).to_owned()).collect()
    }

    #[test]
    fn capitals_inside_a_sentence() {
        assert_eq!(names("On Friday he told Hope that hope was lost."), ["Friday", "Hope"]);
    }

    #[test]
    fn first_words() {
        assert_eq!(names("Hope Hicks left."), ["Hope", "Hicks"]);
        assert_eq!(names("Violence spread. “Terrible news,” he said."), [""; 0]);
        assert_eq!(names("He met Ann Strong. Strong was late."), ["Ann", "Strong", "Strong"]);
        assert_eq!(names("Sadly Lee lost."), ["Lee"]);
        assert_eq!(names("Strong winds blew. Strong said no."), ["Strong"]);
    }

    #[test]
    fn words_that_are_names_elsewhere() {
        let names = |source| names_with(0.0, source);
        assert_eq!(names("Target lost. He left Target."), ["Target", "Target"]);
        assert_eq!(names("Target prices fell. He left Target on target."), ["Target"]);
        assert_eq!(names("No deal. He met Dr No."), ["Dr", "No"]);
        let headed = "Golden State Wins Again\n\nThey left Golden State at a golden time.";
        assert_eq!(names(headed), ["Golden", "State", "Golden", "State"]);
    }

    #[test]
    fn headlines() {
        assert_eq!(names("Deadly Storm Kills Three in Town"), [""; 0]);
        assert_eq!(names("This is a DISASTER and SAD."), [""; 0]);
    }
}
