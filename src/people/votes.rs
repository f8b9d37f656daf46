//! He or she: what the article shows of each person.
//!
//! A title tells, and so does an apposition. Else pronouns that can only mean
//! one person vote, and the first name has a vote that they overrule.

use std::ops::Range;

use super::gender::{self, Gender};
use super::names::Names;
use crate::text::{Text, marks};

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

/// Fills in the gender of persons whose titles do not tell.
pub(super) fn count(text: &Text, names: &mut Names) {
    // For "he" and for "she".
    let mut votes = vec![[0.0_f64; 2]; names.entities.len()];
    let outside = marks::outside(text);
    let mut last = Named::Nobody;
    for (index, sentence) in text.sentences.iter().enumerate() {
        let mut here = Named::Nobody;
        let mut mentions = names.within(&sentence.tokens).iter().peekable();
        let near = index > 0 && text.sentences[index - 1].paragraph == sentence.paragraph;
        for token in sentence.tokens.clone() {
            while let Some(mention) = mentions.next_if(|mention| mention.tokens.start < token) {
                here = here.and(mention.entity, names.is_person(mention.entity));
            }
            let Some(gender) = gender::of_pronoun(text.norm(token)).filter(|_| outside[token]) else {
                continue;
            };
            let (whom, vote) = match here {
                Named::Nobody if near => (last, NEXT_SENTENCE),
                _ => (here, SAME_SENTENCE),
            };
            if let Named::One(entity) = whom {
                votes[entity][usize::from(gender == Gender::Female)] += vote;
            }
        }
        last = mentions.fold(here, |here, mention| here.and(mention.entity, names.is_person(mention.entity)));
    }
    for (entity, votes) in names.entities.iter_mut().zip(votes) {
        let first = match gender::of_first_name(&entity.name) {
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

/// Whom some words name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Nobody,
    /// Names, but not of persons.
    Others,
    One(usize),
    Several,
}

impl Named {
    fn and(self, entity: usize, person: bool) -> Self {
        match self {
            Named::Nobody | Named::Others if person => Named::One(entity),
            Named::Nobody => Named::Others,
            Named::One(one) if person && one != entity => Named::Several,
            named => named,
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
    (name.end + 2..).take(APPOSITION).map(norm).take_while(|word| !ends(word)).find_map(gender::of_noun)
}
