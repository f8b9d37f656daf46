//! "they": several people who spoke before, or a body; "others": some of those.

use std::ops::Range;

use super::pair;
use crate::lexicon::Class;
use crate::people::phrases;
use crate::people::scene::{BY_DESCRIPTION, BY_PRONOUN, BY_RECALL, Found, Heard, Scene, Who};

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

/// "they": the last source that stands for several people, or a body that spoke right
/// before; or else those who are named together, or the body with which a sentence starts.
pub(super) fn they(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let window = scene.sentences_before(at, MEMORY)..at;
    let near = scene.sentences_before(at, BODY_MEMORY);
    let beside = scene.sentences_before(at, 1);
    let body =
        |h: &Heard| h.tokens.start >= near && h.single().is_some_and(|entity| scene.may_be_body(entity));
    let Some(last) = scene.heard_in(&window).iter().rev().find(|h| h.plural || body(h)) else {
        let here = scene.text.tokens[at].sentence;
        let subject =
            || scene.subject(scene.sentence_before(here, 1), at, |entity| scene.may_be_body(entity));
        return pair::joined(scene, scene.sentences_before(at, PAIR_MEMORY)..at)
            .or_else(|| Some(scene.called(subject()?, BY_RECALL)));
    };
    if let Some(found) = pair::joined(scene, beside.max(last.tokens.end)..at) {
        return Some(found);
    }
    let chain = last.who.iter().filter_map(|who| match who {
        Who::Named(entity) => Some(scene.full(*entity).clone()),
        Who::Described { .. } => None,
    });
    Some(Found { who: last.who.clone(), chain: chain.collect(), confidence: BY_PRONOUN })
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
    fn they_are_those_who_spoke() {
        let article = "[Ann Lee and Bo Ek] <said> that it rained. [They] <said> that it would stop.";
        assert_eq!(names(article), [["Ann Lee", "Bo Ek"]; 2]);
        let article = "[Officials] <said> that it rained. Ann Lee left. [They] <said> that it would stop.";
        assert_eq!(names(article), [["Officials"]; 2]);
        assert_eq!(names("[Ann Lee] <said> that it rained. [They] <said> that it snowed.")[1], NOBODY);
    }
}
