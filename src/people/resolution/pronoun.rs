//! "he" and "she": one of the persons named before.
//!
//! Each candidate has a feature vector ([`Signs`]), and the softmax of their
//! weighted sums is the probability of each. `train/pronouns.py` fits the weights
//! on annotated coreference.

use std::ops::Range;

use super::{ALTERNATIVES, ranked};
use crate::lexicon::Class;
use crate::people::Signs;
use crate::people::entities::Mention;
use crate::people::gender::Gender;
use crate::people::scene::{BY_RECALL, Found, Heard, MENTIONS, NEAR, Scene, Who, latest};
use crate::text::Text;

/// Candidates are mentioned in the sentence of the pronoun or this many before.
const MEMORY: usize = 6;
/// If the likeliest candidate has a lower probability, nobody is chosen.
const UNSURE: f64 = 0.5;
/// Confidence in who spoke last and goes on.
const GOES_ON: f64 = 0.9;

/// The weight of each of the [`Signs`].
const WEIGHTS: Signs = [0.81, 1.06, -0.19, -1.16, 0.81, 0.68, -0.05, 0.90, 0.26, 0.05, 1.31, 0.11];

/// The gender of a token that is "he" or "she" outside quotation marks.
pub(in crate::people) fn as_subject(text: &Text, token: usize) -> Option<Gender> {
    match text.norm(token) {
        "he" if text.is_outside(token) => Some(Gender::Male),
        "she" if text.is_outside(token) => Some(Gender::Female),
        _ => None,
    }
}

/// The likeliest candidate for the pronoun at the token `at`.
pub(super) fn person(scene: &Scene<'_>, at: usize, gender: Gender) -> Option<Found> {
    likeliest(scene, at, Some(gender), |_| true)
}

/// The likeliest candidate, however unsure.
pub(super) fn best(scene: &Scene<'_>, at: usize, gender: Gender) -> Option<usize> {
    let candidates = candidates(scene, at, Some(gender));
    by_likelihood(&candidates).first().map(|&(best, _)| candidates[best].1)
}

/// The candidates by their index, the likeliest first, each with its probability.
fn by_likelihood(candidates: &[(Signs, usize)]) -> Vec<(usize, f64)> {
    let signs: Vec<&[f64]> = candidates.iter().map(|(signs, _)| &signs[..]).collect();
    ranked(&signs, &WEIGHTS)
}

/// The first of those who spoke in the last sentence of the paragraph in which anybody did
/// before the token `at`, if nobody else who fits is the subject of anything between:
/// “It rained,” Lee said. “We left,” *he* said.
pub(super) fn goes_on(scene: &Scene<'_>, at: usize, fits: impl Fn(usize) -> bool) -> Option<Found> {
    let text = scene.text;
    let start = text.paragraphs[text.paragraph_of(at)].tokens.start;
    let last = scene.heard_in(&(start..at)).last()?;
    let sentence = text.sentence_of(last.tokens.start);
    let mut spoke = scene.heard_in(&(sentence.start..sentence.end.min(at))).iter().take(NEAR);
    let entity =
        spoke.find_map(|h| h.single().filter(|&entity| scene.names.is_person(entity) && fits(entity)))?;
    let other = |one: usize| one != entity && scene.names.is_person(one) && fits(one);
    (!interrupts(scene, sentence.end..at, other)).then(|| scene.called_again(entity, GOES_ON))
}

/// The subject after a clause in front that starts with the pronoun at the token `at`: Lee
/// in "As she left, Ann Lee said …".
pub(super) fn ahead(scene: &Scene<'_>, at: usize, gender: Gender) -> Option<Found> {
    let text = scene.text;
    let sentence = text.sentence_of(at);
    if at != sentence.start + 1 || !text.is(sentence.start, Class::Fronting) {
        return None;
    }
    let comma = (at..sentence.end).find(|&t| text.norm(t) == ",")?;
    let mut after = scene.names.within(&(comma..sentence.end)).iter().take(NEAR);
    let mention = after.find(|m| !scene.is_possessor(m))?;
    let fits = scene.names.is_person(mention.entity) && may_be(scene, mention.entity, gender);
    (fits && !scene.hangs(mention)).then(|| scene.called(mention, BY_RECALL))
}

/// Whether some tokens outside quotation marks name somebody who depends on no other word.
pub(super) fn interrupts(scene: &Scene<'_>, tokens: Range<usize>, is: impl Fn(usize) -> bool) -> bool {
    let free =
        |m: &Mention| scene.text.is_outside(m.tokens.start) && !scene.is_possessor(m) && !scene.hangs(m);
    latest(scene.names.within(&tokens)).iter().any(|m| is(m.entity) && free(m))
}

/// Whether a person's gender is this one or not known.
pub(super) fn may_be(scene: &Scene<'_>, entity: usize, gender: Gender) -> bool {
    scene.names.entities[entity].gender.is_none_or(|known| known == gender)
}

/// The likeliest candidate who fits for a word at the token `at` that means a person, of a
/// gender if that is known. If that is not sure enough, nobody, with the likeliest
/// candidates in [`Found::chain`].
pub(super) fn likeliest(
    scene: &Scene<'_>,
    at: usize,
    gender: Option<Gender>,
    fits: impl Fn(usize) -> bool,
) -> Option<Found> {
    let mut candidates = candidates(scene, at, gender);
    candidates.retain(|(_, entity)| fits(*entity));
    let ranked = by_likelihood(&candidates);
    let &(best, likely) = ranked.first()?;
    let full = |candidate: usize| scene.full(candidates[candidate].1).clone();
    if likely < UNSURE {
        let before = scene.sentence_before(scene.text.tokens[at].sentence, 1);
        let one_of = |entity: usize| candidates.iter().any(|(_, other)| *other == entity);
        if let Some(subject) =
            scene.subject(before, at, |entity| scene.names.is_person(entity)).filter(|m| one_of(m.entity))
        {
            return Some(scene.called(subject, BY_RECALL));
        }
        let chain = ranked.iter().take(ALTERNATIVES).map(|&(other, _)| full(other)).collect();
        return Some(Found::nobody(chain));
    }
    let entity = candidates[best].1;
    let mut chain = Vec::new();
    let mention = scene.names.before(at).iter().rev().find(|m| m.entity == entity);
    if let Some(mention) = mention.filter(|m| m.tokens.start != full(best).start) {
        chain.push(mention.tokens.clone());
    }
    chain.push(full(best));
    Some(Found { who: vec![Who::Named(entity)], chain, confidence: likely })
}

/// The persons mentioned in the last sentences whose gender is `gender`, if that is known,
/// or not known: their signs, and the entity.
pub(super) fn candidates(scene: &Scene<'_>, at: usize, gender: Option<Gender>) -> Vec<(Signs, usize)> {
    let (text, names) = (scene.text, scene.names);
    let here = text.tokens[at].sentence;
    let start = scene.sentences_before(at, MEMORY);
    let heard = latest(scene.heard_in(&(start..at)));
    let last_heard = heard.iter().rev().find_map(Heard::single);
    // “Ek is late,” she said: she is not Ek.
    let quoted_here =
        |token: usize| text.is_outside(at) && !text.is_outside(token) && text.tokens[token].sentence == here;
    let by_name = latest(names.within(&(start..at))).iter().filter(|m| !m.aside || scene.is_aside(at));
    let by_name = by_name.map(|m| (m.entity, m.tokens.start));
    let by_name = by_name.filter(|(_, token)| !quoted_here(*token));
    let spoke = heard.iter().filter_map(|heard| Some((heard.single()?, heard.tokens.start)));
    let meant = latest(&scene.meant[scene.meant.partition_point(|(token, _)| *token < start)..]);
    let meant = meant.iter().filter(|(token, _)| *token < at).map(|(token, entity)| (*entity, *token));
    let mut last: Vec<(usize, usize)> = Vec::new();
    for (entity, token) in by_name.chain(spoke).chain(meant) {
        match last.iter_mut().find(|(known, _)| *known == entity) {
            Some((_, at)) => *at = token.max(*at),
            None => last.push((entity, token)),
        }
    }
    last.retain(|(entity, _)| {
        let known = names.entities[*entity].gender;
        names.is_person(*entity) && (known.is_none() || gender.is_none() || known == gender)
    });
    let describe = |(entity, near)| (signs(scene, at, gender, last_heard, entity, near), entity);
    last.into_iter().map(describe).collect()
}

/// The signs of a candidate whose last mention before the pronoun at `at` starts
/// at the token `near`.
fn signs(
    scene: &Scene<'_>,
    at: usize,
    gender: Option<Gender>,
    last_heard: Option<usize>,
    entity: usize,
    near: usize,
) -> Signs {
    let (text, names) = (scene.text, scene.names);
    let sentence = text.tokens[near].sentence;
    let tokens = text.sentences[sentence].tokens.clone();
    let mention = names.within(&(near..near + 1)).first();
    let subject = |m: &&Mention| names.is_person(m.entity) && !scene.is_possessor(m) && !scene.hangs(m);
    let first = names.within(&tokens).iter().take(NEAR).find(subject);
    let spoke = latest(scene.heard_in(&(tokens.start..tokens.end.min(at))));
    let between = scene.steps(sentence, text.tokens[at].sentence);
    let flag = |is: bool| f64::from(u8::from(is));
    let log2 = |count: usize| f64::from((count + 1).ilog2());
    let count = names.before(at).iter().rev().take(MENTIONS).filter(|m| m.entity == entity).count();
    [
        flag(between == 0),
        flag(between == 1),
        flag(mention.is_some_and(|m| scene.hangs(m))),
        log2(between),
        flag(text.paragraph_of(near) == text.paragraph_of(at)),
        flag(last_heard == Some(entity)),
        flag(spoke.iter().any(|h| h.single() == Some(entity))),
        flag(first.is_some_and(|m| m.entity == entity) || as_subject(text, near).is_some()),
        flag(mention.is_some_and(|m| scene.is_possessor(m))),
        flag(text.is_outside(at) && !text.is_outside(near)),
        flag(gender.is_some() && names.entities[entity].gender == gender),
        log2(count),
    ]
}

#[cfg(test)]
mod tests {
    use crate::people::testing::{chains, names, roles};

    #[test]
    fn titles_tell_he_from_she() {
        let article = "Mr. Bo Ek met Ms. Ann Lee. [She] <said> that it rained. [He] <said> that it snowed.";
        assert_eq!(names(article), [["Ann Lee"], ["Bo Ek"]]);
    }

    #[test]
    fn a_clause_in_front_waits_for_its_subject() {
        let article = "While [she] <accepted> that it rained, Noor's aunt Ann Lee left.";
        assert_eq!(names(article), [["Ann Lee"]]);
        let known = "Mr. Bo Ek left. While [he] <accepted> that it rained, Tom Lee did not.";
        assert_eq!(names(known), [["Bo Ek"]]);
    }

    #[test]
    fn the_article_tells_he_from_she() {
        for shows in ["Oda Lee lost her hat.", "Oda Lee, a spokeswoman, left.", "Mary Lee left."] {
            let name = shows.split([' ', ',']).take(2).collect::<Vec<_>>().join(" ");
            let article = format!("{shows} Mr. Bo Ek met Lee in the hall. [She] <said> that it rained.");
            assert_eq!(names(&article), [[name]], "{shows}");
        }
    }

    #[test]
    fn pronouns_overrule_a_first_name() {
        let article = "Mary Lee lost his hat. Lee found it before he left. Ann Ek met Lee. \
                       [He] <said> that it rained.";
        assert_eq!(names(article), [["Mary Lee"]]);
    }

    #[test]
    fn who_is_named_in_a_quotation_does_not_say_it() {
        let article = "Mary Lee waited.\n\n“Ann Ek is late again today,” [she] <said>.";
        assert_eq!(names(article), [["Mary Lee"]]);
    }

    #[test]
    fn who_is_spoken_of_does_not_say_it() {
        let article = "Mr. Bo Ek left. Mr. Cy Dunn stayed. [He] <said> that Dunn was late.";
        assert_eq!(names(article), [["Bo Ek"]]);
    }

    #[test]
    fn who_spoke_goes_on() {
        let article = "Cy Dunn ran. Cy Dunn won. [Bo Ek] <warned> that Cy Dunn was late. “It rained all day. It \
                       snowed all night,” [he] <said>.";
        assert_eq!(names(article), [["Bo Ek"]; 2]);
        let other =
            "[Bo Ek] <said> that it rained. Uli Berg laughed. Uli Berg left. [He] <said> that it snowed.";
        assert_eq!(names(other)[1], ["Uli Berg"]);
    }

    #[test]
    fn a_relative_beside_a_name() {
        let article =
            "Joanna Finch left. [Her husband, Callum], <said> that it rained. “It snowed,” [he] <said>.";
        assert_eq!(names(article), [["Callum"]; 2]);
        assert_eq!(roles(article), [Some("husband".to_owned())]);
    }

    #[test]
    fn a_caption_carries_nobody_on() {
        for beside in [
            "Cy Dunn at the harbour. (Photo by Uli Berg)",
            "Photo: Cy Dunn",
            "Nobody came.\n\n— Cy Dunn (@cydunn) May 3, 2019",
        ] {
            let article = format!("Mr. Bo Ek opened the hall.\n\n{beside}\n\n[He] <said> that it rained.");
            assert_eq!(names(&article), [["Bo Ek"]], "{beside}");
        }
        // It may have the full name of somebody.
        let article =
            "[Ek] <said> that it rained.\n\nBo Ek at the harbour. (Photo by Uli Berg)\n\nIt was late.";
        assert_eq!(names(article), [["Bo Ek"]]);
    }

    #[test]
    fn an_unsure_pronoun_is_unknown_and_tells_who_may_be_meant() {
        let article = "It rained on Bo Ek and Cy Dunn and Uli Berg.\n\n[He] <said> that it snowed.";
        assert!(names(article)[0].is_empty());
        let candidates = &chains(article)[0];
        assert!(candidates.len() > 1 && candidates.iter().any(|name| name == "Cy Dunn"), "{candidates:?}");
    }
}
