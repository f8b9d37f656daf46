//! He or she: what single words tell.

use std::collections::HashMap;
use std::sync::LazyLock;

/// First names of the US census of 1990 (public domain) that at least 0.004 %
/// of one sex have, and twenty times as often as the other: male ones, an
/// empty line, female ones; each part in alphabetical order.
const FIRST_NAMES: &str = include_str!("first-names.txt");
static GENDERS: LazyLock<HashMap<&str, Gender>> = LazyLock::new(|| {
    let (male, female) = FIRST_NAMES.split_once("\n\n").expect("two lists");
    let of = |list: &'static str, gender| list.lines().map(move |name| (name, gender));
    of(male, Gender::Male).chain(of(female, Gender::Female)).collect()
});
/// What a person is called by pronouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

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
