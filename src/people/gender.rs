//! He or she: what the article shows of each person.
//!
//! A title tells. Else pronouns that can only mean one person vote, and the
//! first name has a vote that they overrule.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::names::{Gender, Names};
use crate::text::{Text, marks};

/// First names of the US census of 1990 (public domain) that at least 0.004 %
/// of one sex have, and twenty times as often as the other: male ones, an
/// empty line, female ones; each part in alphabetical order.
const FIRST_NAMES: &str = include_str!("first-names.txt");
static GENDERS: LazyLock<HashMap<&str, Gender>> = LazyLock::new(|| {
    let (male, female) = FIRST_NAMES.split_once("\n\n").expect("two lists");
    let of = |list: &'static str, gender| list.lines().map(move |name| (name, gender));
    of(male, Gender::Male).chain(of(female, Gender::Female)).collect()
});
/// The vote of a first name.
const NAMED: f64 = 1.5;
/// The vote of a pronoun behind the only person of its sentence.
const SAME_SENTENCE: f64 = 1.0;
/// The vote of a pronoun whose sentence names nobody before it, but the last one did.
const NEXT_SENTENCE: f64 = 0.5;
/// How many times as many votes one side must have as the other to count.
const CLEAR: f64 = 3.0;
/// Votes by which one side has to lead.
const LEAD: f64 = 1.0;

/// The gender of a third person's pronoun.
pub(super) fn of_pronoun(norm: &str) -> Option<Gender> {
    match norm {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

/// The gender that a noun for a person tells: "spokeswoman", "brother".
pub(super) fn of_noun(norm: &str) -> Option<Gender> {
    match norm {
        "mother" | "sister" | "daughter" | "wife" | "widow" | "actress" | "queen" | "princess" | "lady"
        | "nun" => Some(Gender::Female),
        "father" | "brother" | "son" | "husband" | "widower" | "king" | "prince" | "monk" => {
            Some(Gender::Male)
        }
        _ if norm.ends_with("woman") => Some(Gender::Female),
        _ if norm.ends_with("man") && norm != "human" => Some(Gender::Male),
        _ => None,
    }
}

/// Fills in the gender of persons whose titles do not tell.
pub(super) fn settle(text: &Text, names: &mut Names) {
    // For "he" and for "she".
    let mut votes = vec![[0.0_f64; 2]; names.entities.len()];
    let states = marks::states(text);
    let is_outside = |token: usize| !matches!(states[token], marks::INSIDE | marks::BEHIND);
    for (index, sentence) in text.sentences.iter().enumerate() {
        for token in sentence.tokens.clone() {
            let Some(gender) = of_pronoun(text.norm(token)).filter(|_| is_outside(token)) else { continue };
            let before = sentence.tokens.start..token;
            let last = || {
                let last = &text.sentences[index.checked_sub(1)?];
                (last.paragraph == sentence.paragraph).then(|| last.tokens.clone())
            };
            let (only, vote) = if names.within(&before).is_empty() {
                (last().and_then(|tokens| names.only_person(&tokens)), NEXT_SENTENCE)
            } else {
                (names.only_person(&before), SAME_SENTENCE)
            };
            if let Some(entity) = only {
                votes[entity][usize::from(gender == Gender::Female)] += vote;
            }
        }
    }
    for (entity, votes) in names.entities.iter_mut().zip(votes) {
        let first = match of_first_name(&entity.name) {
            Some(Gender::Female) => NAMED,
            Some(Gender::Male) => -NAMED,
            None => 0.0,
        };
        let [he, she] = votes;
        // Where both have many votes, somebody else is meant by some.
        let lead = first + if he.min(she) * CLEAR > he.max(she) { 0.0 } else { she - he };
        entity.gender = entity.gender.or_else(|| told_behind(text, &entity.full));
        if entity.gender.is_none() && lead.abs() >= LEAD {
            entity.gender = Some(if lead > 0.0 { Gender::Female } else { Gender::Male });
        }
    }
}

/// "Ann Lee, a spokeswoman for the harbour"
fn told_behind(text: &Text, name: &Range<usize>) -> Option<Gender> {
    const APPOSITION: usize = 5;
    let norm = |token: usize| if token < text.tokens.len() { text.norm(token) } else { "" };
    if norm(name.end) != "," || !matches!(norm(name.end + 1), "a" | "an" | "the") {
        return None;
    }
    let ends = |word: &&str| matches!(*word, "," | "." | "of" | "for" | "who" | "");
    (name.end + 2..).take(APPOSITION).map(norm).take_while(|word| !ends(word)).find_map(of_noun)
}

/// The gender of those who mostly have a name's first word for their first name.
pub(super) fn of_first_name(name: &str) -> Option<Gender> {
    let first = name.split(' ').next()?.to_lowercase();
    GENDERS.get(first.as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::{Gender, of_first_name};

    #[test]
    fn first_names_of_full_names() {
        assert_eq!(of_first_name("Mary Ek"), Some(Gender::Female));
        assert_eq!(of_first_name("John Ek"), Some(Gender::Male));
        assert_eq!(of_first_name("mary"), Some(Gender::Female));
        assert_eq!(of_first_name("Quintilia Ek"), None);
    }
}
