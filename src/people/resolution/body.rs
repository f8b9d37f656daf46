//! Bodies by other words than their name: "it", "the bank".

use std::ops::Range;

use crate::lexicon::Class;
use crate::people::entities::{Entity, Mention};
use crate::people::phrases;
use crate::people::scene::{BY_PRONOUN, BY_RECALL, Found, Heard, NEAR, Scene, Who, latest};
use crate::people::{SpeakerKind, entities, mentions};

/// "it" may stand for a body that spoke in the same sentence or this many before.
const IT_MEMORY: usize = 2;
/// "the bank" may stand for a body that is named in the same sentence or this
/// many before.
const MEMORY: usize = 6;
/// A thing that a sentence starts with has at most this many words.
const OPENING: usize = 5;

// What speaks for a body that "the bank" may stand for, in points.

/// It is called so elsewhere, or has the word in its name.
const CALLED: f64 = 5.0;
/// It spoke last in the same sentence, and each sentence between takes some away.
const SPOKE: f64 = 3.0;
/// It is the subject of the same sentence, and so on.
const SUBJECT: f64 = 1.5;
/// It is named otherwise in the same sentence, and so on.
const NAMED: f64 = 0.7;
/// What each sentence between takes away.
const FAR: f64 = 0.3;
/// For each doubling of the number of its mentions, up to three.
const OFTEN: f64 = 0.5;
/// The article starts with it.
const FIRST: f64 = 0.7;
/// No other body is named as often in the article.
const MOST: f64 = 0.7;
/// A body that is neither near nor known to be one has at least this many mentions.
const ABOUT: usize = 4;
/// It sells something, and so does what the noun stands for.
const KIN: f64 = 1.0;
/// It is known to be a body.
const SURE: f64 = 1.1;
/// A body with fewer points is not meant.
const ENOUGH: f64 = 1.6;

/// "it": the last body or document that spoke; or else what a sentence starts with.
pub(super) fn it(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let thing = |h: &&Heard| match h.who.as_slice() {
        [Who::Named(entity)] => !scene.names.is_person(*entity),
        [Who::Described { plural: false, .. }] => is_thing(scene, &h.tokens),
        _ => false,
    };
    let paragraph = scene.text.paragraphs[scene.text.paragraph_of(at)].tokens.start;
    let window = scene.sentences_before(at, IT_MEMORY).min(paragraph)..at;
    if let Some(last) = scene.heard_in(&window).iter().rev().find(thing) {
        return Some(Found { who: last.who.clone(), chain: Vec::new(), confidence: BY_PRONOUN });
    }
    let here = scene.text.tokens[at].sentence;
    let body = |entity: usize| scene.may_be_body(entity);
    [here, scene.sentence_before(here, 1)].into_iter().find_map(|sentence| {
        let subject = scene.subject(sentence, at, body);
        subject.map(|mention| scene.called(mention, BY_RECALL)).or_else(|| opening(scene, sentence, at))
    })
}

/// Whether a description is that of a body or of something written.
fn is_thing(scene: &Scene<'_>, phrase: &Range<usize>) -> bool {
    let mut core = phrases::core(scene.text, phrase).take(OPENING);
    core.any(|t| scene.text.is_any(t, &[Class::Body, Class::Document]))
}

/// The body or document with which a sentence starts: "The new report was …". A body may have been
/// named before: "The bank lost money."
fn opening(scene: &Scene<'_>, sentence: usize, at: usize) -> Option<Found> {
    let text = scene.text;
    let Range { start, end } = text.sentences[sentence].tokens.clone();
    let words = (start..end.min(at)).take(OPENING);
    if !phrases::is_article(text.norm(start)) {
        return None;
    }
    let head = words.skip(1).find(|&t| text.is_any(t, &[Class::Body, Class::Document]))?;
    if let Some(named) = recalled(scene, &(start..head + 1)) {
        return Some(named);
    }
    let phrase = start + 1..head + 1;
    let name = phrases::tidy(&entities::spelled(text, &phrase));
    Some(Found {
        who: vec![Who::Described { name, plural: false }],
        chain: Vec::new(),
        confidence: BY_RECALL,
    })
}

/// "the bank": of the bodies that the last sentences name, and of the one with which the
/// article starts, the one for which most speaks, if that is enough.
pub(super) fn recalled(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let text = scene.text;
    let head = again(scene, tokens)?;
    let window = scene.sentences_before(tokens.start, MEMORY)..tokens.start;
    let near = latest(scene.names.within(&window)).iter();
    let mut all: Vec<usize> = near.map(|m| m.entity).collect();
    all.extend(first(scene));
    all.extend(scene.most_named);
    all.sort_unstable();
    all.dedup();
    let scored =
        all.into_iter().filter_map(|entity| Some((points(scene, tokens.start, head, entity)?, entity)));
    let (most, entity) = scored.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    let state = text.is(head, Class::State);
    (most >= if state { CALLED } else { ENOUGH }).then(|| scene.called_again(entity, BY_RECALL))
}

/// The noun of a phrase that calls a body again: "bank" of "the bank", "the Alma-based
/// bank" or "Alma's biggest bank".
fn again(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<usize> {
    let text = scene.text;
    let core = phrases::core(text, tokens);
    let head = phrases::head(text, &core);
    let before = core.start..head;
    let most = |t: usize| text.norm(t).ends_with("est") || matches!(text.norm(t), "leading" | "top");
    let owned = before.clone().any(|t| matches!(text.norm(t), "'s" | "'"));
    let other = |t: usize| {
        let origin = text.is_any(t, &[Class::Nation, Class::Native]) || mentions::is_origin(text, t);
        let another = matches!(
            text.norm(t),
            "other" | "new" | "parent" | "same" | "second" | "former" | "local" | "and"
        );
        !owned && (another || t > core.start && text.is_capitalized(t) && !origin)
    };
    let told = if owned { before.clone().any(most) } else { text.norm(core.start) == "the" };
    let in_a = head + 2 < core.end && text.norm(head + 1) == "in" && phrases::is_article(text.norm(head + 2));
    let statement = head + 1 == core.end || in_a;
    (told && !before.into_iter().any(other) && text.is(head, Class::Body) && statement).then_some(head)
}

/// What speaks for a body that a noun may stand for; nothing if it cannot.
fn points(scene: &Scene<'_>, at: usize, noun: usize, entity: usize) -> Option<f64> {
    let text = scene.text;
    let Entity { kind, full, nouns, .. } = &scene.names.entities[entity];
    let norm = text.norm(noun);
    let called = nouns.iter().any(|known| known == norm) || is_named_so(scene, noun, full);
    let business = text.is(noun, Class::Business);
    let other = |t: usize| {
        text.is(t, Class::State) || business && text.is(t, Class::Body) && !text.is(t, Class::Business)
    };
    if !scene.may_be_body(entity) || !called && (text.is(noun, Class::State) || full.clone().any(other)) {
        return None;
    }
    let here = text.tokens[at].sentence;
    let far = |token: usize| FAR * scene.steps(text.tokens[token].sentence, here).min(2 * MEMORY) as f64;
    let window = scene.sentences_before(at, MEMORY)..at;
    let spoke = latest(scene.heard_in(&window)).iter().rev().find(|h| h.single() == Some(entity));
    let mention = latest(scene.names.within(&window)).iter().rev().find(|m| m.entity == entity);
    let free = |m: &&Mention| !scene.is_possessor(m) && !scene.hangs(m);
    let named = mention.map(|m| (if free(&m) { SUBJECT } else { NAMED }) - far(m.tokens.start));
    let sure = *kind == SpeakerKind::Organization || !nouns.is_empty();
    let near =
        mention.is_some_and(|m| free(&m) && scene.steps(text.tokens[m.tokens.start].sentence, here) < 2);
    let about = scene.most_named == Some(entity) && scene.count(entity) >= ABOUT;
    if !called && !sure && spoke.is_none() && !near && !about {
        return None;
    }
    let flag = |is: bool, points: f64| if is { points } else { 0.0 };
    let doublings = f64::from((scene.count(entity) + 1).ilog2().min(3));
    Some(
        flag(called, CALLED)
            + spoke.map_or(0.0, |h| (SPOKE - far(h.tokens.start)).max(0.0))
            + named.unwrap_or(0.0).max(0.0)
            + OFTEN * doublings
            + flag(first(scene) == Some(entity), FIRST)
            + flag(scene.most_named == Some(entity), MOST)
            + flag(business && nouns.iter().any(|known| text.knows(known, Class::Business)), KIN)
            + flag(sure, SURE),
    )
}

/// The body with which the article starts.
fn first(scene: &Scene<'_>) -> Option<usize> {
    scene.names.mentions.iter().take(NEAR).map(|m| m.entity).find(|&entity| scene.may_be_body(entity))
}

/// Whether a name has a noun in it, or is that of a party: "Labour", "the Greens".
fn is_named_so(scene: &Scene<'_>, noun: usize, name: &Range<usize>) -> bool {
    let text = scene.text;
    let norm = text.norm(noun);
    let party = norm == "party" && text.is(name.end - 1, Class::Neutral);
    party || name.clone().any(|t| text.norm(t).trim_end_matches('s') == norm)
}

#[cfg(test)]
mod tests {
    use crate::people::SpeakerKind;
    use crate::people::testing::{kinds, names};

    #[test]
    fn it_is_the_body_that_spoke() {
        let article = "[The Foreign Ministry] <said> that it rained. [It] <said> that it would stop.";
        assert_eq!(names(article), [["Foreign Ministry"]; 2]);
        assert_eq!(kinds(article), [SpeakerKind::Organization]);
    }

    #[test]
    fn a_noun_is_the_body_that_the_article_is_about() {
        let bank =
            "Brill & Co. fell. Brill & Co. rose. Brill & Co. fell again. [The bank] <said> that it rained.";
        assert_eq!(names(bank), [["Brill & Co."]]);
        assert_eq!(names("Ann Lee left. [The bank] <said> that it rained."), [["Bank"]]);
    }

    #[test]
    fn a_body_is_called_again_by_what_it_is() {
        for (named, again, body) in [
            ("Shares in Alma Airlines fell in France.", "the airline", "Alma Airlines"),
            ("The games giant Quell Arts (QA) rose.", "the Alma-based company", "Quell Arts"),
            ("The Greens held talks with Brillo.", "the party", "Greens"),
            ("“It rained,” Brillo said of the Alma Senate.", "the company", "Brillo"),
            ("Prices rose, the insurer Swiss Quell found.", "the world's biggest insurer", "Swiss Quell"),
        ] {
            assert_eq!(names(&format!("{named} It was late, [{again}] <said>.")), [[body]], "{named}");
        }
        for nobody in ["The Alma Senate met.", "It rained in France."] {
            assert_eq!(names(&format!("{nobody} [The airline] <said> that it was late.")), [["Airline"]]);
        }
    }

    #[test]
    fn it_is_what_the_sentence_before_starts_with() {
        assert_eq!(names("Brillo opened a hall. [It] <said> that it rained."), [["Brillo"]]);
        assert_eq!(names("The new report is out. [It] <says> that it rained."), [["New report"]]);
    }
}
