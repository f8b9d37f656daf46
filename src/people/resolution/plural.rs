//! "they": several people who spoke before, or a body; "others": some of those.

use std::ops::Range;

use super::pair;
use crate::lexicon::Class;
use crate::people::nouns::Noun;
use crate::people::phrases;
use crate::people::scene::{BY_DESCRIPTION, BY_PRONOUN, BY_RECALL, Found, Heard, Scene, Who, latest};

/// They spoke in the same sentence or at most this many before.
const MEMORY: usize = 6;
/// Those who are named together are so in the same sentence or this many before.
const PAIR_MEMORY: usize = 3;
/// A body that is named in the plural spoke in the same sentence or this many before.
const BODY_MEMORY: usize = 2;

/// "others" may be some of those whom the same sentence or this many before tell of.
const SOME_MEMORY: usize = 2;
/// "some harbour fishers" has at most so many words after the first.
const SOME_WORDS: usize = 4;

/// "they": the last source that stands for several people, or a body, if it spoke right before;
/// those whom the same sentence or the one before tells of; or else whoever spoke or was named
/// further back.
pub(super) fn they(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let beside = scene.sentences_before(at, 1);
    let heard = last_heard(scene, at);
    let near = heard.filter(|heard| heard.tokens.end > beside);
    let told = |from: usize| pair::joined(scene, from..at).or_else(|| told_of(scene, from..at));
    let joined = near.and_then(|heard| pair::joined(scene, beside.max(heard.tokens.end)..at));
    joined
        .or_else(|| near.map(|heard| spoken(scene, heard)))
        .or_else(|| told(beside))
        .or_else(|| heard.map(|heard| spoken(scene, heard)))
        .or_else(|| pair::joined(scene, scene.sentences_before(at, PAIR_MEMORY)..at))
        .or_else(|| {
            let before = scene.sentence_before(scene.text.tokens[at].sentence, 1);
            Some(scene.called(scene.subject(before, at, |entity| scene.may_be_body(entity))?, BY_RECALL))
        })
}

/// The last source that stands for several people, or for a body that spoke right before.
fn last_heard<'s>(scene: &'s Scene<'_>, at: usize) -> Option<&'s Heard> {
    let window = scene.sentences_before(at, MEMORY)..at;
    let near = scene.sentences_before(at, BODY_MEMORY);
    let body =
        |h: &Heard| h.tokens.start >= near && h.single().is_some_and(|entity| scene.may_be_body(entity));
    scene.heard_in(&window).iter().rev().find(|h| h.plural || body(h))
}

/// Those who spoke, found once more.
fn spoken(scene: &Scene<'_>, heard: &Heard) -> Found {
    let chain = heard.who.iter().filter_map(|who| match who {
        Who::Named(entity) => Some(scene.full(*entity).clone()),
        Who::Described { .. } => None,
    });
    Found { who: heard.who.clone(), chain: chain.collect(), confidence: BY_PRONOUN }
}

/// Several people of whom some tokens tell without a name: the last who depend on no other word,
/// or else the last.
fn told_of(scene: &Scene<'_>, tokens: Range<usize>) -> Option<Found> {
    let text = scene.text;
    let fits = |noun: &&Noun| noun.plural && !noun.body && text.is_outside(noun.tokens.start);
    let all = || latest(scene.nouns_in(&tokens)).iter().rev().filter(fits);
    let hangs = |noun: &Noun| {
        let before = noun.tokens.start.checked_sub(1);
        before.is_some_and(|t| text.is_any(t, &[Class::Link, Class::Hanging]))
    };
    let noun = all().find(|noun| !hangs(noun)).or_else(|| all().next())?;
    let name = phrases::tidy(text.words(&noun.words()));
    let who = vec![Who::Described { name, plural: true }];
    Some(Found { who, chain: vec![noun.tokens.clone()], confidence: BY_RECALL })
}

/// "others", "many": the people of whom some are told of right before, "investors" of "some
/// investors"; or else only that.
pub(super) fn some_of(scene: &Scene<'_>, at: usize) -> Found {
    let near = scene.sentences_before(at, SOME_MEMORY)..at;
    let (words, confidence) = match near.rev().find_map(|t| some(scene, t)) {
        Some(words) => (words, BY_RECALL),
        None => (at..at + 1, BY_DESCRIPTION),
    };
    let name = phrases::tidy(scene.text.words(&words));
    Found { who: vec![Who::Described { name, plural: true }], chain: Vec::new(), confidence }
}

/// The people of whom a token starts to tell: "investors" after "some".
fn some(scene: &Scene<'_>, token: usize) -> Option<Range<usize>> {
    let text = scene.text;
    if !matches!(text.norm(token), "some" | "many" | "most" | "several" | "few") {
        return None;
    }
    let sentence = text.sentence_of(token).end;
    let word =
        |t: &usize| !text.is_mark(*t) && !text.is_any(*t, &[Class::Function, Class::Finite, Class::Link]);
    let mut words = (token + 1..sentence).take(SOME_WORDS).take_while(word);
    let many = |t: usize| text.norm(t).ends_with('s') || text.is(t, Class::People);
    let last = words.find(|&t| many(t))?;
    Some(token + 1..last + 1)
}

#[cfg(test)]
mod tests {
    use crate::people::testing::{NOBODY, names};

    #[test]
    fn others_are_some_of_those_before() {
        for some in ["others", "many", "some"] {
            let article =
                format!("Some harbour fishers left early. It was late, and [{some}] <said> that it rained.");
            assert_eq!(names(&article), [["Harbour fishers"]], "{some}");
        }
        assert_eq!(names("[Others] <said> that it rained."), [["Others"]]);
    }

    #[test]
    fn they_are_those_told_of_right_before() {
        let fans = "[Officials] <said> that it rained. It was late. Alma fans filled the hall. [They] <said> that it \
                    snowed.";
        assert_eq!(names(fans)[1], ["Alma fans"]);
        let again = format!("{fans} [They] <said> that it was late.");
        assert_eq!(names(&again)[2], ["Alma fans"]);
    }

    #[test]
    fn they_are_those_who_spoke() {
        let article = "[Ann Lee and Bo Ek] <said> that it rained. [They] <said> that it would stop.";
        assert_eq!(names(article), [["Ann Lee", "Bo Ek"]; 2]);
        let article = "[Officials] <said> that it rained. Ann Lee left. [They] <said> that it would stop.";
        assert_eq!(names(article), [["Officials"]; 2]);
        assert_eq!(names("[Ann Lee] <said> that it rained. [They] <said> that it snowed.")[1], NOBODY);
    }
}
