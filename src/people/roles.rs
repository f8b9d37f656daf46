//! Roles: what the words beside a name tell of it ("Ann Lee, a former judge").

use std::ops::Range;

use super::SpeakerKind;
use super::entities::Names;
use super::gender;
use super::phrases::{head, is_article, spaced};
use crate::lexicon::Class;
use crate::text::Text;

/// A role before a name has at most this many tokens.
const ROLE_BEFORE: usize = 8;
/// So many nouns are kept for each name.
const NOUNS: usize = 6;
/// A role after a name has at most this many tokens.
const ROLE_AFTER: usize = 14;

/// Fills in the roles that no title tells. A role may also tell that a name is
/// a body's or a person's.
pub(super) fn read(text: &Text, names: &mut Names) {
    for entity in names.entities.iter_mut().filter(|entity| entity.role.is_none()) {
        let words = after(text, &entity.full).or_else(|| before(text, &entity.full));
        let Some(words) = words else { continue };
        let head = head(text, &words);
        let body = text.is(head, Class::Body);
        if entity.kind == SpeakerKind::Person && entity.gender.is_none() && body {
            entity.kind = SpeakerKind::Organization;
        }
        // "Her husband, Callum": an unknown name, but a person's.
        let told = gender::of_noun(text, head);
        if entity.kind == SpeakerKind::Unknown && told.is_some() {
            entity.kind = SpeakerKind::Person;
            entity.gender = told;
        }
        entity.role = Some(spaced(text.words(&words)));
    }
    for index in 0..names.mentions.len() {
        let mention = &names.mentions[index];
        let (name, entity) = (mention.tokens.clone(), mention.entity);
        let noun = noun_before(text, &name).or_else(|| after(text, &name).map(|words| head(text, &words)));
        let Some(noun) = noun else { continue };
        let entity = &mut names.entities[entity];
        let noun_text = text.norm(noun);
        if entity.nouns.len() < NOUNS && entity.nouns.iter().all(|known| known != noun_text) {
            entity.nouns.push(noun_text.to_owned());
        }
        if entity.role.is_none() && entity.kind == SpeakerKind::Person && noun < name.start {
            entity.role = Some(spaced(text.words(&(noun_phrase(text, noun)..noun + 1))));
        }
    }
}

/// The noun for a person or a body right before a name, with or without a comma: "baker" in
/// "the baker Ann Lee", "watchdog" in "by the watchdog, Brill & Co.".
fn noun_before(text: &Text, name: &Range<usize>) -> Option<usize> {
    let start = text.sentence_of(name.start).start;
    let last = name.start.checked_sub(1).filter(|&last| last >= start)?;
    let comma = text.norm(last) == ",";
    let noun = if comma { last.checked_sub(1).filter(|&noun| noun > start)? } else { last };
    let phrase = (start..noun).rev().take(ROLE_BEFORE).take_while(|&t| !text.is_mark(t));
    let articled = || phrase.clone().any(|t| is_article(text.norm(t)));
    let told = text.is_any(noun, &[Class::Person, Class::Body]);
    (told && !text.is_capitalized(noun) && (!comma || articled())).then_some(noun)
}

/// Where the words of a role start that ends with a noun: "former Alma baker".
fn noun_phrase(text: &Text, noun: usize) -> usize {
    let sentence = text.sentence_of(noun).start;
    let part = |&t: &usize| {
        let capital = text.is_capitalized(t) && t > sentence && !text.is(t, Class::Function);
        capital
            || matches!(text.norm(t), "former" | "ex" | "chief" | "senior" | "deputy" | "vice" | "assistant")
    };
    (sentence..noun).rev().take(ROLE_BEFORE).take_while(part).last().unwrap_or(noun)
}

/// A role before a name, at the start of a sentence: "former judge" in "The
/// former judge, Ann Lee,", "husband" in "Her husband, Bo,".
fn before(text: &Text, name: &Range<usize>) -> Option<Range<usize>> {
    let start = text.sentence_of(name.start).start;
    let comma = name.start.checked_sub(1).filter(|&comma| comma > start + 1)?;
    let words = start + 1..comma;
    let role = text.norm(comma) == ","
        && matches!(text.norm(start), "a" | "an" | "the" | "his" | "her" | "their")
        && words.len() <= ROLE_BEFORE
        && words.clone().all(|t| !text.is_mark(t) && !text.is(t, Class::Finite))
        && text.tokens.get(name.end).is_some_and(|_| text.norm(name.end) == ",");
    role.then_some(words)
}

/// A role after a name: "former judge" in "Ann Lee, a former judge," and in "Ann
/// Lee, who was a former judge"; "former judge in Alma" in "Ann Lee, former judge
/// in Alma,".
fn after(text: &Text, name: &Range<usize>) -> Option<Range<usize>> {
    let sentence = text.sentence_of(name.start);
    let norm = |t: usize| if t < sentence.end { text.norm(t) } else { "" };
    let comma = name.end;
    if norm(comma) != "," {
        return None;
    }
    let is = norm(comma + 1) == "who" && matches!(norm(comma + 2), "is" | "was");
    let article = comma + if is { 3 } else { 1 };
    let articled = is_article(norm(article));
    let start = if articled { article + 1 } else { article };
    let end =
        (start..sentence.end).find(|&t| matches!(norm(t), "," | "." | "who" | ";" | "and" | "—" | "–"))?;
    if end == start || end - start > ROLE_AFTER {
        return None;
    }
    let closed = matches!(norm(end), "," | "who" | "—" | "–");
    // In "According to Lee, the bridge was closed." a clause follows the name.
    let clause = !closed && text.is(sentence.start, Class::Fronting)
        || (start..end).any(|t| text.is(t, Class::Finite));
    let words = start..end;
    let bare = !text.is_capitalized(start) && closed && text.is(head(text, &words), Class::Person);
    (!clause && (articled || bare)).then_some(words)
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
