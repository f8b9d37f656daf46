//! Gender: what single words tell about it, by the lexicon.

use std::ops::Range;

use crate::lexicon::Class;
use crate::text::Text;

/// The gender of the pronouns for a person. Not told, or "they", is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// The gender of a third person's pronoun.
pub(super) fn of_pronoun(text: &Text, token: usize) -> Option<Gender> {
    if text.is(token, Class::Pronoun) { told(text, token) } else { None }
}

/// The gender that a noun for a person tells: "spokeswoman", "brother".
pub(super) fn of_noun(text: &Text, token: usize) -> Option<Gender> {
    if text.is(token, Class::Pronoun) { None } else { told(text, token) }
}

/// The gender that titles tell; of several, the first that tells one.
pub(super) fn of_titles(text: &Text, titles: &Range<usize>) -> Option<Gender> {
    titles.clone().find_map(|t| told(text, t))
}

/// The gender of a word that is male or female, and not both.
fn told(text: &Text, token: usize) -> Option<Gender> {
    of_classes(text, token, Class::Male, Class::Female)
}

/// The gender of those who mostly have a given name.
pub(super) fn of_given_name(text: &Text, token: usize) -> Option<Gender> {
    of_classes(text, token, Class::GivenMale, Class::GivenFemale)
}

/// The gender for which a word has its class; none is of both.
fn of_classes(text: &Text, token: usize, male: Class, female: Class) -> Option<Gender> {
    match (text.is(token, male), text.is(token, female)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Gender, of_given_name, of_noun};
    use crate::text::testing::text;

    #[test]
    fn given_names() {
        let text = text("Mary and John met Quintilia.");
        assert_eq!(of_given_name(&text, 0), Some(Gender::Female));
        assert_eq!(of_given_name(&text, 2), Some(Gender::Male));
        assert_eq!(of_given_name(&text, 4), None);
    }

    #[test]
    fn nouns_that_end_in_man_need_not_be_men() {
        let text = text("a spokesman a German Roman human woman");
        assert_eq!(of_noun(&text, 1), Some(Gender::Male));
        for other in 3..6 {
            assert_eq!(of_noun(&text, other), None, "{}", text.raw(other));
        }
        assert_eq!(of_noun(&text, 6), Some(Gender::Female));
    }
}
