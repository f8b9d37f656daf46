//! Votes: whether the article shows each person as a man or a woman.
//!
//! A title tells, and so does an apposition ("Ann Lee, a spokeswoman"). Otherwise
//! there is a vote: of each pronoun that can only mean this person, and of the
//! first name, which two pronouns outvote.

use std::ops::Range;

use super::entities::Names;
use super::gender::{Gender, of_given_name, of_noun, of_pronoun};
use super::phrases::is_article;
use crate::text::Text;

/// The votes of a first name.
const NAMED: f64 = 1.5;
/// The votes of a pronoun after the only person whom its sentence names.
const SAME_SENTENCE: f64 = 1.0;
/// The votes of a pronoun whose sentence names nobody before it, for the only
/// person whom the sentence before it names.
const NEXT_SENTENCE: f64 = 0.5;
/// Votes of pronouns count only if one side has at least this many times those
/// of the other. Else some pronouns mean somebody else.
const CLEAR: f64 = 3.0;
/// One side decides if it has at least this many votes more than the other.
const LEAD: f64 = 1.0;
/// The tokens of an apposition in which a noun is looked for, after its article.
const APPOSITION: usize = 5;

/// Fills in the gender of entities whose titles do not tell it.
pub(super) fn read(text: &Text, names: &mut Names) {
    let votes = pronoun_votes(text, names);
    for (entity, [he, she]) in names.entities.iter_mut().zip(votes) {
        let first_name = match of_given_name(text, entity.full.start) {
            Some(Gender::Female) => NAMED,
            Some(Gender::Male) => -NAMED,
            None => 0.0,
        };
        let lead = first_name + if he.min(she) * CLEAR > he.max(she) { 0.0 } else { she - he };
        entity.gender = entity.gender.or_else(|| told_after(text, &entity.full));
        if entity.gender.is_none() && lead.abs() >= LEAD {
            entity.gender = Some(if lead > 0.0 { Gender::Female } else { Gender::Male });
        }
    }
}

/// The votes of pronouns on each entity: for a man, and for a woman.
fn pronoun_votes(text: &Text, names: &Names) -> Vec<[f64; 2]> {
    let mut votes = vec![[0.0_f64; 2]; names.entities.len()];
    // Whom the sentence before names.
    let mut last = Named::Nobody;
    for (index, sentence) in text.sentences.iter().enumerate() {
        let mut here = Named::Nobody;
        let mut mentions = names.within(&sentence.tokens).iter().peekable();
        let near = index > 0 && text.sentences[index - 1].paragraph == sentence.paragraph;
        for token in sentence.tokens.clone() {
            while let Some(mention) = mentions.next_if(|mention| mention.tokens.start < token) {
                here = here.and(mention.entity, names.is_person(mention.entity));
            }
            let Some(gender) = of_pronoun(text, token).filter(|_| text.is_outside(token)) else {
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
    votes
}

/// Whom some words name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    /// There is no name.
    Nobody,
    /// Names, but none of a person.
    Others,
    /// One person, by the index of the entity.
    One(usize),
    /// Several persons.
    Several,
}

impl Named {
    /// The same with the words up to the next name.
    fn and(self, entity: usize, person: bool) -> Self {
        match self {
            Named::Nobody | Named::Others if person => Named::One(entity),
            Named::Nobody => Named::Others,
            Named::One(one) if person && one != entity => Named::Several,
            named => named,
        }
    }
}

/// The gender that an apposition tells: "Ann Lee, a spokeswoman for the harbour".
fn told_after(text: &Text, name: &Range<usize>) -> Option<Gender> {
    let norm = |token: usize| if token < text.tokens.len() { text.norm(token) } else { "" };
    if norm(name.end) != "," || !is_article(norm(name.end + 1)) {
        return None;
    }
    let ends = |&token: &usize| matches!(norm(token), "," | "." | "of" | "for" | "who" | "");
    let mut words = (name.end + 2..).take(APPOSITION).take_while(|token| !ends(token));
    words.find_map(|token| of_noun(text, token))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::lexicon::Class;
    use crate::people::SpeakerKind;
    use crate::people::entities::Names;
    use crate::people::gender::Gender;
    use crate::people::phrases::capitalized;
    use crate::people::testing::first_named;
    use crate::text::testing::{lexicon, text};

    /// The gender of the person who is named first.
    fn first(source: &str) -> Option<Gender> {
        first_named(source, read).gender
    }

    #[test]
    fn titles_tell() {
        assert_eq!(first("Mr. Oda Ek left."), Some(Gender::Male));
        assert_eq!(first("Dame Oda Ek left."), Some(Gender::Female));
        assert_eq!(first("Dr. Oda Ek left."), None);
    }

    #[test]
    fn every_title_before_a_surname_makes_a_person_of_its_gender() {
        let lexicon = lexicon();
        let mut titles = 0;
        for (word, row) in lexicon.rows().filter(|&(_, row)| lexicon.is(row, Class::Title)) {
            let told = match (lexicon.is(row, Class::Male), lexicon.is(row, Class::Female)) {
                (true, _) => Some(Gender::Male),
                (_, true) => Some(Gender::Female),
                _ => None,
            };
            let title = capitalized(word);
            let stops = if lexicon.is(row, Class::Abbreviation) { &["", "."][..] } else { &[""] };
            for stop in stops {
                let source = format!("They met {title}{stop} Ek there.");
                let text = text(&source);
                let mut names = Names::find(&text);
                read(&text, &mut names);
                let [entity] = &names.entities[..] else { panic!("{source}: {:?}", names.entities) };
                let found = (entity.name.as_str(), entity.kind, entity.gender);
                assert_eq!(found, ("Ek", SpeakerKind::Person, told), "{source}");
                titles += 1;
            }
        }
        assert!(titles > 150, "{titles} titles");
    }

    #[test]
    fn the_article_tells() {
        // A pronoun that can only mean Lee; an apposition; a first name.
        for shows in ["Oda Lee lost her hat.", "Oda Lee, a spokeswoman, left.", "Mary Lee left."] {
            assert_eq!(first(shows), Some(Gender::Female), "{shows}");
        }
        assert_eq!(first("Oda Lee and Bo Ek lost her hat."), None);
    }

    #[test]
    fn pronouns_overrule_a_first_name() {
        let source = "Mary Lee lost his hat. Lee found it before he left. Lee took his coat.";
        assert_eq!(first(source), Some(Gender::Male));
    }
}
