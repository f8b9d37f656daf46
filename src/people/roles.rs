//! Roles: what stands beside a name and tells who that is.

use std::ops::Range;

use super::gender;
use super::names::Names;
use super::sources::{head, is_person};
use crate::report::SpeakerKind;
use crate::text::{Text, TokenKind};

/// Words that open a phrase or clause in front of the main clause.
const FRONTING: &[&str] = &[
    "according",
    "after",
    "as",
    "at",
    "before",
    "by",
    "despite",
    "during",
    "for",
    "from",
    "if",
    "in",
    "like",
    "on",
    "since",
    "to",
    "under",
    "unlike",
    "when",
    "while",
    "with",
    "without",
];
/// Verbs that make a clause of what else would be a role.
pub(super) const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might",
    "must", "should", "does", "did", "said", "says",
];

/// Nouns for bodies: what is called so is no person.
const BODIES: &[&str] = &[
    "agency",
    "airline",
    "bank",
    "broadcaster",
    "charity",
    "club",
    "company",
    "consultancy",
    "firm",
    "group",
    "institute",
    "magazine",
    "maker",
    "manufacturer",
    "newspaper",
    "organization",
    "organisation",
    "party",
    "publisher",
    "retailer",
    "startup",
    "supplier",
    "union",
    "university",
];

/// Finds the roles that stand beside names; a body that a role tells is none
/// of the persons any more.
pub(super) fn read(text: &Text, names: &mut Names) {
    for entity in &mut names.entities {
        if entity.role.is_none() {
            let words = behind(text, &entity.full).or_else(|| before(text, &entity.full));
            if let Some(words) = words {
                let head = head(text, &words);
                if entity.kind == SpeakerKind::Person && entity.gender.is_none() && BODIES.contains(&head) {
                    entity.kind = SpeakerKind::Organization;
                }
                // "Her husband, Callum": no name that is known, but a person's.
                let told = gender::of_noun(head);
                if entity.kind == SpeakerKind::Unknown && told.is_some() {
                    entity.kind = SpeakerKind::Person;
                    entity.gender = told;
                }
                entity.role = Some(text.slice(text.span_of(&words)).to_owned());
            }
        }
    }
}

/// "The former judge, Ann Lee," → "former judge", "Her husband, Bo," → "husband"
fn before(text: &Text, name: &Range<usize>) -> Option<Range<usize>> {
    const ROLE: usize = 8;
    let start = text.sentences[text.tokens[name.start].sentence].tokens.start;
    let comma = name.start.checked_sub(1).filter(|&comma| comma > start + 1)?;
    let words = start + 1..comma;
    let role = text.norm(comma) == ","
        && matches!(text.norm(start), "a" | "an" | "the" | "his" | "her" | "their")
        && words.len() <= ROLE
        && words.clone().all(|t| text.tokens[t].kind != TokenKind::Mark && !FINITE.contains(&text.norm(t)))
        && text.tokens.get(name.end).is_some_and(|_| text.norm(name.end) == ",");
    role.then_some(words)
}

/// "Ann Lee, a former judge," → "former judge"; so do "…, who was a former
/// judge" and "…, former judge in Alma,".
fn behind(text: &Text, name: &Range<usize>) -> Option<Range<usize>> {
    const ROLE: usize = 14;
    let sentence = text.sentences[text.tokens[name.start].sentence].tokens.clone();
    let norm = |t: usize| if t < sentence.end { text.norm(t) } else { "" };
    let comma = name.end;
    if norm(comma) != "," {
        return None;
    }
    let is = norm(comma + 1) == "who" && matches!(norm(comma + 2), "is" | "was");
    let article = comma + if is { 3 } else { 1 };
    let articled = matches!(norm(article), "a" | "an" | "the");
    let start = if articled { article + 1 } else { article };
    let end =
        (start..sentence.end).find(|&t| matches!(norm(t), "," | "." | "who" | ";" | "and" | "—" | "–"))?;
    if end == start || end - start > ROLE {
        return None;
    }
    let closed = matches!(norm(end), "," | "who" | "—" | "–");
    // "According to Lee, the bridge was closed."
    let clause = !closed && FRONTING.contains(&norm(sentence.start))
        || (start..end).any(|t| FINITE.contains(&norm(t)));
    let words = start..end;
    let bare = !text.is_capitalized(start) && closed && is_person(head(text, &words));
    (!clause && (articled || bare)).then_some(words)
}
