//! Roles: what the words beside a name tell of it ("Ann Lee, a former judge").
//!
//! `before` and `after` find the words beside each name that tell a role. Whoever is named has
//! the first of them in the text, whole. The noun of each is kept as well, so that "the judge"
//! finds her again.

mod after;
mod before;

pub(super) use before::phrase_start;

use std::ops::Range;

use super::SpeakerKind;
use super::entities::{Entity, Names};
use super::gender;
use super::phrases::{capitalized, spaced};
use crate::lexicon::Class;
use crate::text::Text;

/// So many nouns are kept for each name.
const NOUNS: usize = 8;

/// Words that tell a role.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Role {
    /// All its words, without an article.
    words: Range<usize>,
    /// Its noun: "judge" of "former judge in Alma".
    head: usize,
}

/// Fills in the roles and the nouns beside names. A role may also tell that a name is a body's
/// or a person's.
pub(super) fn read(text: &Text, names: &mut Names) {
    let mut found: Vec<(usize, bool, Role)> = Vec::new();
    for mention in names.mentions.iter().chain(&names.credits) {
        let name = &mention.tokens;
        let full = names.entities[mention.entity].full == *name;
        let beside =
            [before::right(text, name), after::of(text, names, name), before::with_comma(text, name)];
        found.extend(beside.into_iter().flatten().map(|role| (mention.entity, full, role)));
    }
    for (entity, full, role) in found {
        let entity = &mut names.entities[entity];
        if full && entity.role.is_none() {
            entity.kind = kind(text, entity, &role);
        }
        hold(text, entity, &role);
    }
}

/// The phrases after names that tell what somebody is, with the entity and the noun of each: "a
/// former judge" in "Ann Lee, a former judge".
pub(super) fn told_after(text: &Text, names: &Names) -> Vec<(usize, Range<usize>, usize)> {
    let all = names.mentions.iter().filter_map(|mention| {
        let role = after::of(text, names, &mention.tokens)?;
        let fits = is_body_noun(text, role.head) != (names.is_person(mention.entity));
        fits.then_some((mention.entity, role.words, role.head))
    });
    all.collect()
}

/// What sort of speaker somebody is, given the role beside their full name.
fn kind(text: &Text, entity: &mut Entity, role: &Role) -> SpeakerKind {
    let told = gender::of_noun(text, role.head);
    match entity.kind {
        SpeakerKind::Person if entity.gender.is_none() && is_body_noun(text, role.head) => {
            SpeakerKind::Organization
        }
        // "Her husband, Callum": an unknown name, but a person's.
        SpeakerKind::Unknown if told.is_some() => {
            entity.gender = told;
            SpeakerKind::Person
        }
        kind => kind,
    }
}

/// Gives a role to an entity that has none, and its noun to any.
fn hold(text: &Text, entity: &mut Entity, role: &Role) {
    let body = is_body_noun(text, role.head);
    let fits = match entity.kind {
        SpeakerKind::Person => !body,
        SpeakerKind::Organization => body || !is_person_noun(text, role.head),
        SpeakerKind::Group | SpeakerKind::Unknown => true,
    };
    if !fits {
        return;
    }
    let noun = text.entry(role.head).long.as_deref().unwrap_or_else(|| text.norm(role.head));
    if entity.nouns.len() < NOUNS && entity.nouns.iter().all(|known| known != noun) {
        entity.nouns.push(noun.to_owned());
    }
    entity.role.get_or_insert_with(|| spelled(text, &role.words));
}

/// The words of a role as a reader sees them: abbreviations of titles written out, and without
/// "Dr".
fn spelled(text: &Text, words: &Range<usize>) -> String {
    let long = |t: usize| text.entry(t).long.as_deref().filter(|_| text.is(t, Class::Title));
    let mut out = String::new();
    for t in words.clone().filter(|&t| !is_honour(text, t)) {
        let apart = t > words.start && text.tokens[t].span.start > text.tokens[t - 1].span.end;
        if !out.is_empty() && apart {
            out.push(' ');
        }
        match long(t) {
            Some(long) => out.push_str(&capitalized(long)),
            None => out.push_str(&spaced(text.raw(t))),
        }
    }
    out
}

/// Whether a word is a noun for one person: "judge", "singer-songwriter", "editor-in-chief".
fn is_person_noun(text: &Text, t: usize) -> bool {
    let known = text.is_any(t, &[Class::Person, Class::Anonymous, Class::Title]);
    let told = || gender::of_noun(text, t).is_some();
    let compound = || {
        let mut parts = text.norm(t).split('-');
        text.norm(t).contains('-') && parts.any(|part| text.knows(part, Class::Person))
    };
    (known || told() || compound()) && !is_honour(text, t) && !is_modifier(text, t)
}

/// Whether a word is a noun for a body: "bank".
fn is_body_noun(text: &Text, t: usize) -> bool {
    text.is(t, Class::Body) && !text.is(t, Class::Person)
}

/// Whether a word that may stand before names is no noun for a person: "former", "prime".
fn is_modifier(text: &Text, t: usize) -> bool {
    matches!(
        text.norm(t),
        "acting"
            | "defence"
            | "defense"
            | "ex"
            | "finance"
            | "first"
            | "foreign"
            | "former"
            | "interior"
            | "late"
            | "prime"
            | "senior"
            | "staff"
            | "state"
            | "then"
            | "vice"
    )
}

/// Whether a title before a name tells no role: "Dr", "Sir".
fn is_honour(text: &Text, t: usize) -> bool {
    let short = text.is(t, Class::Abbreviation) && text.entry(t).long.is_none();
    let knighted = matches!(text.norm(t), "sir" | "dame" | "lady" | "madam" | "madame" | "monsieur");
    text.is(t, Class::Title) && (short || knighted || matches!(text.norm(t), "herr" | "frau" | "ds"))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::people::SpeakerKind;
    use crate::people::testing::first_named;

    fn role(source: &str) -> Option<String> {
        first_named(source, read).role
    }

    fn kind(source: &str) -> SpeakerKind {
        first_named(source, read).kind
    }

    #[test]
    fn an_apposition_is_a_role() {
        let judge = Some("former judge".to_owned());
        assert_eq!(role("Ann Lee, a former judge, said that it rained."), judge);
        assert_eq!(role("“We left at dawn,” said Ann Lee, a former judge."), judge);
        assert_eq!(role("Ann Lee, who is a former judge, arrived."), judge);
        assert_eq!(role("The former judge, Ann Lee, spoke."), judge);
        assert_eq!(role("Ann Lee, former judge in Alma, arrived."), Some("former judge in Alma".to_owned()));
        assert_eq!(role("Her husband, Callum, left."), Some("husband".to_owned()));
        // A line break from hard wrapping is no part of a role.
        assert_eq!(role("Ann Lee, a former\njudge, said that it rained."), judge);
        let wrapped = "It rained on the old hall in which they met Foreign\nMinister Ann Lee and her guests \
                       before the\nspeeches began.";
        assert_eq!(role(wrapped), Some("Foreign Minister".to_owned()));
    }

    #[test]
    fn a_noun_right_before_a_name_is_a_role() {
        assert_eq!(role("It was the former judge Ann Lee who left."), Some("former judge".to_owned()));
        assert_eq!(role("They met judge Ann Lee there."), Some("judge".to_owned()));
    }

    #[test]
    fn a_clause_after_a_name_is_no_role() {
        assert_eq!(role("According to Ann Lee, the bridge was closed."), None);
        assert_eq!(role("After meeting Ann Lee, the mayor left."), None);
    }

    #[test]
    fn titles_are_roles() {
        assert_eq!(
            role("Kestrian Foreign Minister Ann Lee left."),
            Some("Kestrian Foreign Minister".to_owned())
        );
        assert_eq!(role("Sen. Mia Ek arrived."), Some("Senator".to_owned()));
        assert_eq!(role("Rev. Dr. Martin Luther King Jr. spoke."), Some("Reverend".to_owned()));
        assert_eq!(role("Dr. Bo Ek left."), None);
    }

    #[test]
    fn what_a_role_calls_a_company_is_no_person() {
        for role in ["a maker of boats", "the largest bank in Alma", "a consultancy"] {
            let source = format!("Brill Partners, {role}, said that it rained.");
            assert_eq!(kind(&source), SpeakerKind::Organization, "{role}");
        }
        assert_eq!(kind("Mia Brill, a baker, said that it rained."), SpeakerKind::Person);
    }
}
