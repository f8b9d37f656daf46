//! Roles and nouns for somebody named: "the mayor", "the New York businessman".

use std::ops::Range;

use crate::lexicon::Class;
use crate::people::phrases;
use crate::people::scene::{BY_RECALL, BY_ROLE, Found, Scene};

/// A person with a role is looked for among this many mentions before it.
pub(in crate::people) const MEMORY: usize = 300;

/// "the mayor": the person named last who has the role.
pub(super) fn by_role(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let core = phrases::core(scene.text, tokens);
    if scene.text.norm(core.start) != "the" || scene.is_plural(&core) {
        return None;
    }
    let head = scene.text.norm(core.end - 1);
    let mut before = scene.names.before(core.start).iter().rev().take(MEMORY);
    let mention = before.find(|m| scene.has_role(m.entity, head))?;
    Some(scene.called_again(mention.entity, BY_ROLE))
}

/// "the New York businessman": the person who spoke or was named last, in the same
/// sentence or the one before. The phrase is a noun for a person with a word before
/// it, because a noun alone ("the businessman") may be anybody.
pub(super) fn recalled(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let text = scene.text;
    let core = phrases::core(text, tokens);
    let head = core.end - 1;
    if text.norm(core.start) != "the"
        || core.len() < 3
        || !text.is(head, Class::Person)
        || core.clone().any(|t| text.is(t, Class::Link))
    {
        return None;
    }
    let sentence = text.tokens[core.start].sentence;
    let fits = |entity: usize| scene.names.is_person(entity) && scene.fits(entity, head);
    let before = scene.sentence_before(sentence, 1);
    let entity = scene
        .nearest(core.start, sentence, fits)
        .or_else(|| (before < sentence).then(|| scene.nearest(core.start, before, fits)).flatten())?;
    Some(scene.called_again(entity, BY_RECALL))
}

#[cfg(test)]
mod tests {
    use crate::people::testing::{names, roles};

    #[test]
    fn a_description_is_the_person_with_the_role() {
        let article = "President Ann Lee met Mayor Bo Ek. [The president] <said> that it rained. \
                       [She] <said> that it snowed. [The mayor] <said> that it hailed.";
        assert_eq!(names(article), [["Ann Lee"], ["Ann Lee"], ["Bo Ek"]]);
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
        for again in ["the former harbour judge", "the Kestrian senator"] {
            let article = format!("Ann Lee opened the hall. “It rained all day,” [{again}] <said>.");
            assert_eq!(names(&article), [["Ann Lee"]], "{again}");
        }
        // A noun alone may be anybody, and so may one for a woman after a man.
        let judge = "Ann Lee opened the hall. “It rained all day,” [the judge] <said>.";
        assert_eq!(names(judge), [["Judge"]]);
        let woman = "John Lee opened the hall. “It rained,” [the former harbour chairwoman] <said>.";
        assert_eq!(names(woman), [["Former harbour chairwoman"]]);
    }
}
