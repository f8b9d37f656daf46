//! Bodies by other words than their name: "it", "the bank".

use std::ops::Range;

use crate::lexicon::Class;
use crate::people::entities::Mention;
use crate::people::phrases;
use crate::people::scene::{BY_PRONOUN, BY_RECALL, Found, Heard, Scene, latest};

/// "it" may stand for a body that spoke in the same sentence or this many before.
const IT_MEMORY: usize = 2;
/// "the bank" may stand for a body that is named in the same sentence or this
/// many before.
const MEMORY: usize = 3;
/// An article is about a body that has at least this many mentions in it.
const OFTEN: usize = 3;

/// "it": the last body that spoke.
pub(super) fn it(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let is_body = |h: &&Heard| h.single().is_some_and(|entity| !scene.names.is_person(entity));
    let window = scene.sentences_before(at, IT_MEMORY)..at;
    let last = scene.heard_in(&window).iter().rev().find(is_body)?;
    Some(Found { who: last.who.clone(), chain: Vec::new(), confidence: BY_PRONOUN })
}

/// "the bank": of the bodies that the last sentences name, the one that the
/// article names most often, if that is often enough.
pub(super) fn recalled(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let text = scene.text;
    let core = phrases::core(text, tokens);
    if core.len() != 2 || text.norm(core.start) != "the" || !text.is(core.start + 1, Class::Body) {
        return None;
    }
    let window = scene.sentences_before(core.start, MEMORY)..core.start;
    let place = |m: &&Mention| {
        m.tokens.start > 0 && matches!(text.norm(m.tokens.start - 1), "in" | "at" | "near" | "from" | "of")
    };
    let bodies =
        latest(scene.names.within(&window)).iter().filter(|m| !scene.names.is_person(m.entity) && !place(m));
    let (count, entity) =
        bodies.map(|m| (scene.count(m.entity), m.entity)).max_by_key(|(count, _)| *count)?;
    (count >= OFTEN).then(|| scene.called_again(entity, BY_RECALL))
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
}
