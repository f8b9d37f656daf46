//! Roles and nouns for somebody named: "the mayor", "the New York businessman".

use std::ops::Range;

use super::{description, pronoun};
use crate::lexicon::Class;
use crate::people::entities::Mention;
use crate::people::scene::{BY_RECALL, BY_ROLE, Found, Heard, MENTIONS, Scene, latest};
use crate::people::{gender, phrases};

/// "the mayor", "our correspondent": the person named last who has the role.
pub(super) fn by_role(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let core = phrases::core(scene.text, tokens);
    if !matches!(scene.text.norm(core.start), "the" | "our") || scene.is_plural(&core) {
        return None;
    }
    let head = scene.text.norm(core.end - 1);
    let mut before = scene.names.before(core.start).iter().rev().take(MENTIONS);
    let office = office(scene, core.end - 1, core.start);
    let fits = |entity: usize| office.is_none_or(|word| scene.is_in_role(entity, word));
    let mention = before.find(|m| scene.has_role(m.entity, head) && fits(m.entity))?;
    Some(scene.called_again(mention.entity, BY_ROLE))
}

/// "the harbour minister": the person before whose name the same words stand anywhere in
/// the article ("harbour minister Ann Lee").
pub(super) fn by_same_words(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let text = scene.text;
    let core = scene.core(tokens);
    let the = text.norm(core.start) == "the";
    let words = core.start + usize::from(the)..core.end;
    let owned = words.clone().any(|t| text.norm(t) == "'s");
    let head = phrases::head(text, &core);
    if words.len() < 2 || !the && !owned || !text.is_any(head, &[Class::Person, Class::Title]) {
        return None;
    }
    let norms = |tokens: Range<usize>| tokens.map(|t| text.norm(t));
    let beside = |m: &&Mention| {
        let start = scene.beside(m).checked_sub(words.len());
        start.is_some_and(|start| norms(start..start + words.len()).eq(norms(words.clone())))
    };
    Some(scene.called_again(scene.persons_after(words.end).find(beside)?.entity, BY_ROLE))
}

/// The word that tells one office from another: "prime" of "the prime minister".
fn office<'t>(scene: &Scene<'t>, head: usize, first: usize) -> Option<&'t str> {
    let text = scene.text;
    let word = text.norm(head - 1);
    let told = head - 1 > first && text.is(head, Class::Title) && !text.is_capitalized(head - 1);
    let time = matches!(word, "former" | "new" | "then" | "late" | "current" | "outgoing" | "veteran" | "ex");
    (told && !time && !word.contains('-')).then_some(word)
}

/// "the New York businessman", "the 36-year-old", "the Swede": the person whom "he" or
/// "she" would mean. A noun alone is not enough if it may be somebody in another's case
/// ("the judge"), and the person may hold no other office.
pub(super) fn recalled(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let text = scene.text;
    let core = phrases::core(text, tokens);
    let head = person(scene, &core)?;
    let alone = head == core.start + 1;
    let other =
        |t: usize| matches!(text.norm(t), "'s" | "'" | "other" | "second" | "new" | "unnamed" | "local");
    if text.norm(core.start) != "the"
        || alone && text.is(head, Class::Bystander)
        || text.norm(head).starts_with("spokes")
        || (core.start..head).any(other)
        || scene.is_plural(&core)
        || description::before(scene, tokens).is_some()
    {
        return None;
    }
    let holds_other = |entity: usize| {
        let role = scene.names.entities[entity].role.as_deref().unwrap_or_default();
        text.is(head, Class::Title)
            && !alone
            && (holds_office(scene, role) || was_called(scene, entity, head))
    };
    // "the owner of the mill" is not the mayor; "the MP for Alma" may be a minister.
    let closely = head + 1 < core.end && text.is(head + 1, Class::Link) && !text.norm(head).ends_with("mp");
    let is_other = |entity: usize| closely && scene.names.entities[entity].role.is_some();
    let fits = |entity: usize| scene.fits(entity, head) && !holds_other(entity) && !is_other(entity);
    let person = |entity: usize| scene.names.is_person(entity) && fits(entity);
    let here = text.tokens[core.start].sentence;
    let near = [here, scene.sentence_before(here, 1)];
    let again = |entity: usize| scene.called_again(entity, BY_RECALL);
    let leading = near.into_iter().find_map(|sentence| scene.leading(core.start, sentence, person));
    let named = || near.into_iter().find_map(|sentence| scene.nearest(core.start, sentence, person));
    let mut found = leading
        .map(again)
        .or_else(|| pronoun::goes_on(scene, core.start, fits))
        .or_else(|| named().map(again))
        .or_else(|| pronoun::likeliest(scene, core.start, gender::of_noun(text, head), fits))?;
    found.confidence = BY_RECALL;
    (!found.who.is_empty()).then_some(found)
}

/// Whether somebody was a source by another office: "the home secretary".
fn was_called(scene: &Scene<'_>, entity: usize, head: usize) -> bool {
    let text = scene.text;
    let other = |h: &Heard| {
        let core = phrases::core(text, &h.tokens);
        let noun = core.end - 1;
        let office = core.len() > 2 && text.norm(core.start) == "the" && text.is(noun, Class::Title);
        office && (text.norm(noun), text.norm(noun - 1)) != (text.norm(head), text.norm(head - 1))
    };
    latest(&scene.heard).iter().any(|h| h.single() == Some(entity) && other(h))
}

/// Whether a role is an office that somebody has: "Home Secretary", but not "former minister".
fn holds_office(scene: &Scene<'_>, role: &str) -> bool {
    let role = role.to_lowercase();
    !role.starts_with("former ") && role.split_whitespace().any(|word| scene.text.knows(word, Class::Title))
}

/// The noun of a phrase that stands for one person: "writer" of "the writer and critic".
fn person(scene: &Scene<'_>, core: &Range<usize>) -> Option<usize> {
    let text = scene.text;
    let and = core.clone().find(|&t| text.norm(t) == "and").filter(|&and| and > core.start + 1);
    let first = and.map(|and| and - 1).filter(|&t| text.is(t, Class::Person));
    let head = first.unwrap_or_else(|| phrases::head(text, core));
    let norm = text.norm(head);
    let aged =
        norm.ends_with("-year-old") || norm.starts_with("mother-of-") || norm.starts_with("father-of-");
    let native = text.is(head, Class::Native) && text.is_capitalized(head) && core.len() == 2;
    (head > core.start && (text.is(head, Class::Person) || aged || native)).then_some(head)
}

#[cfg(test)]
mod tests {
    use crate::people::testing::{names, roles};

    #[test]
    fn a_description_is_the_person_with_the_role() {
        let article = "President Ann Lee met Mayor Bo Ek. [The president] <said> that it rained. \
                       [She] <said> that it snowed. [The mayor] <said> that it hailed.";
        assert_eq!(names(article), [["Ann Lee"], ["Ann Lee"], ["Bo Ek"]]);
        let ours = "Our correspondent Ann Lee met Bo Ek. [Our correspondent] <said> that it rained.";
        assert_eq!(names(ours), [["Ann Lee"]]);
    }

    #[test]
    fn the_same_words_stand_before_a_name() {
        for before in ["the harbour minister, Ann Lee", "harbour minister Ann Lee"] {
            let article = format!("[The harbour minister] <says> that it rained. Bo Ek met {before}.");
            assert_eq!(names(&article), [["Ann Lee"]], "{before}");
        }
        let envoy = "[Karst's envoy to France] <said> that it rained. Karst's envoy to France Bo Ek left.";
        assert_eq!(names(envoy), [["Bo Ek"]]);
    }

    #[test]
    fn roles_stand_in_many_places() {
        for (article, role) in [
            ("Sen. Mia Ek arrived. [The senator] <said> that it rained.", "Senator"),
            ("The former envoy, Mia Ek, spoke. [The former envoy] <said> that it rained.", "former envoy"),
            ("Mia Ek, former envoy to Alma, arrived. [Ek] <said> that it rained.", "former envoy to Alma"),
            ("Mia Ek, who is a former envoy, arrived. [Ek] <said> that it rained.", "former envoy"),
            ("Mia Ek, the Republican, arrived. [The Republican] <said> that it rained.", "Republican"),
        ] {
            assert_eq!(names(article), [["Mia Ek"]], "{article}");
            assert_eq!(roles(article), [Some(role.to_owned())]);
        }
    }

    #[test]
    fn another_word_for_who_was_named_last() {
        for again in [
            "the former harbour judge",
            "the Kestrian senator",
            "the 36-year-old",
            "the novelist and broadcaster",
            "the Swede",
            "the singer",
        ] {
            let article = format!("Ann Lee opened the hall. “It rained all day,” [{again}] <said>.");
            assert_eq!(names(&article), [["Ann Lee"]], "{again}");
        }
        let office = "Mayor Ann Lee opened the hall. “It rained all day,” [the prime minister] <said>.";
        assert_eq!(names(office), [["Prime minister"]]);
        let owner = "Mayor Ann Lee opened the hall. “It rained all day,” [the owner of the mill] <said>.";
        assert_eq!(names(owner), [["Owner of the mill"]]);
        // A judge may be anybody, and so may a woman after a man.
        let judge = "Ann Lee opened the hall. “It rained all day,” [the judge] <said>.";
        assert_eq!(names(judge), [["Judge"]]);
        let woman = "John Lee opened the hall. “It rained,” [the former harbour chairwoman] <said>.";
        assert_eq!(names(woman), [["Former harbour chairwoman"]]);
    }
}
