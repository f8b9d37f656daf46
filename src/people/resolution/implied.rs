//! Subjects of cues that have no source: "Lee left the hall and said that …".

use std::ops::Range;

use crate::lexicon::Class;
use crate::people::scene::{BY_RECALL, Found, NEAR, Scene, TITLES};

/// At most this many tokens without a capital stand before the subject in its sentence.
const FRONT: usize = 4;
/// At most this many tokens stand between the subject and a cue that no "and" or
/// "but" joins to it.
const BETWEEN: usize = 6;

/// The subject of a cue without a source: "Lee" in "Lee left the hall and said
/// that …" or "On Monday Lee at last warned that …".
pub(super) fn subject(scene: &Scene<'_>, cue: &Range<usize>) -> Option<Found> {
    let text = scene.text;
    let cue = cue.start;
    let sentence = text.sentence_of(cue).start;
    let before = (sentence..cue).rev().take(2).find(|&t| !text.norm(t).ends_with("ly"))?;
    let joined = matches!(text.norm(before), "and" | "but");
    let mut mentions = scene.names.within(&(sentence..cue)).iter().take(NEAR);
    // A name that the cue is part of has no word of the sentence after it.
    let mention = mentions.find(|m| scene.names.is_person(m.entity) && m.tokens.end <= cue)?;
    let front = sentence..mention.tokens.start;
    let verb = !text.is_capitalized(cue) && !text.is(cue, Class::Finite);
    let subject = !scene.is_possessor(mention)
        && !matches!(text.norm(mention.tokens.end), "and" | "or")
        && !scene.hangs(mention)
        && front.len() <= FRONT + TITLES
        && front.filter(|&t| !text.is_capitalized(t)).count() <= FRONT;
    let mut between = after_brackets(scene, mention.tokens.end)..cue;
    let beside = between.len() <= BETWEEN
        && between.all(|t| !text.is_mark(t) && !text.is(t, Class::Finite) && text.norm(t) != "who");
    (subject && verb && text.is_outside(cue) && (joined || beside)).then(|| scene.called(mention, BY_RECALL))
}

/// The token after what stands in brackets from `token` on; `token` if nothing does.
fn after_brackets(scene: &Scene<'_>, token: usize) -> usize {
    let text = scene.text;
    let end = text.sentence_of(token).end.min(token + NEAR);
    let closing = (token..end).find(|&t| text.norm(t) == ")");
    closing.filter(|_| text.norm(token) == "(").map_or(token, |closing| closing + 1)
}

#[cfg(test)]
mod tests {
    use crate::people::testing::{NOBODY, names};

    #[test]
    fn a_second_verb_has_the_same_subject() {
        for article in [
            "Ann Lee left the hall at dawn, and promptly <voted> against the harbour plan.",
            "Ann Lee will be unable to turn the crowd against the hosts and <accuse> the audience of being \
             friends of the council.",
            "On Monday Ann Lee at last <warned> that it rained.",
            "Your correspondent Ann Lee (Letters, 12 June) <claims> that it rained.",
        ] {
            assert_eq!(names(article), [["Ann Lee"]], "{article}");
        }
    }

    #[test]
    fn who_is_no_subject_says_nothing() {
        for article in [
            "Ann Lee's plan failed and <said> that it rained.",
            "After a call with Ann Lee the hall closed and <said> that it rained.",
            "The hall closed and <said> that it rained.",
        ] {
            assert_eq!(names(article), [NOBODY], "{article}");
        }
    }
}
