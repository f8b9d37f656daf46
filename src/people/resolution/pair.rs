//! Pairs: "both leaders", "the two presidents", "the two".

use std::ops::Range;

use crate::lexicon::Class;
use crate::people::entities::Mention;
use crate::people::phrases;
use crate::people::scene::{BY_PRONOUN, BY_RECALL, Found, Heard, Scene, Who, latest};
use crate::text::Text;

/// The two are named in the same sentence or at most this many before or after.
const MEMORY: usize = 6;
/// Those who are called again without a number are named together in the same sentence or
/// this many before.
const NEAR_MEMORY: usize = 3;
/// A phrase for a pair has at most this many tokens.
const LENGTH: usize = 4;

/// Whether a phrase stands for two people.
pub(super) fn is_pair(text: &Text, tokens: &Range<usize>) -> bool {
    let norm = |t: usize| if t < tokens.end { text.norm(t) } else { "" };
    let first = norm(tokens.start);
    let of_two = first == "both" || first == "the" && norm(tokens.start + 1) == "two";
    of_two && tokens.len() <= LENGTH && text.is(tokens.end - 1, Class::Pair)
}

/// The two persons named last before the token `at`, or if there are fewer, those
/// named first after it. Persons with a role come first.
pub(super) fn two(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let low = scene.sentences_before(at, MEMORY);
    let last = (scene.text.tokens[at].sentence + MEMORY).min(scene.text.sentences.len() - 1);
    let high = scene.text.sentences[last].tokens.end;
    let near: Vec<usize> =
        (low..at).rev().chain(at..high).flat_map(|token| persons_at(scene, token)).collect();
    let two_of = |is: &dyn Fn(usize) -> bool| {
        let mut two: Vec<usize> = Vec::new();
        for &entity in near.iter().filter(|&&entity| is(entity)) {
            if !two.contains(&entity) {
                two.push(entity);
            }
            if two.len() == 2 {
                break;
            }
        }
        two
    };
    // A place may be mistaken for a person, but hardly for one with a role.
    let mut two = two_of(&|entity| scene.names.entities[entity].role.is_some());
    if two.len() < 2 {
        two = two_of(&|_| true);
    }
    two.sort_by_key(|&entity| scene.full(entity).start);
    let chain = two.iter().map(|&entity| scene.full(entity).clone()).collect();
    let who: Vec<Who> = two.into_iter().map(Who::Named).collect();
    (who.len() == 2).then_some(Found { who, chain, confidence: BY_PRONOUN })
}

/// "the companies", "the men", "both papers": those who were named together before.
pub(super) fn joined_again(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let text = scene.text;
    let core = phrases::core(text, tokens);
    let both = text.norm(core.start) == "both";
    if core.len() != 2 || !both && text.norm(core.start) != "the" {
        return None;
    }
    let noun = text.norm(core.start + 1);
    let stem = noun
        .strip_suffix("ies")
        .map_or_else(|| noun.trim_end_matches('s').to_owned(), |stem| format!("{stem}y"));
    let of_bodies = stem != noun && text.knows(&stem, Class::Body);
    let pair = matches!(noun, "pair" | "couple" | "duo" | "trio" | "men" | "women");
    if !of_bodies && !pair && !both {
        return None;
    }
    let person = |who: &Who| matches!(who, Who::Named(entity) if scene.names.is_person(*entity));
    let fits = |who: &[Who]| who.len() > 1 && of_bodies != who.iter().any(person);
    let near = joined(scene, scene.sentences_before(core.start, NEAR_MEMORY)..core.start);
    let again = || latest(&scene.heard).iter().rev().find(|h| fits(&h.who)).map(Heard::again);
    near.filter(|found| fits(&found.who)).or_else(again)
}

/// The last names in some tokens with only commas and an "and" between: "Ann Lee, Bo Ek
/// and Cy Dunn".
pub(super) fn joined(scene: &Scene<'_>, tokens: Range<usize>) -> Option<Found> {
    let mut who: Vec<usize> = listed(scene, tokens)?.iter().map(|m| m.entity).collect();
    who.dedup();
    let chain = who.iter().map(|&entity| scene.full(entity).clone()).collect();
    let who: Vec<Who> = who.into_iter().map(Who::Named).collect();
    Some(Found { who, chain, confidence: BY_RECALL })
}

/// The last mentions of several persons, or of several bodies, in some tokens with only commas and
/// an "and" between.
pub(super) fn listed<'s>(scene: &'s Scene<'_>, tokens: Range<usize>) -> Option<&'s [Mention]> {
    let text = scene.text;
    let all = latest(scene.names.within(&tokens));
    let beside = |two: &[Mention]| {
        let between = two[0].tokens.end..two[1].tokens.start;
        let linked = |t: usize| {
            matches!(text.norm(t), "," | "and") || text.is_capitalized(t) || text.is(t, Class::Person)
        };
        let mut marks = between.clone().filter(|&t| matches!(text.norm(t), "," | "and"));
        marks.next().is_some()
            && text.tokens[between.start].sentence == text.tokens[between.end].sentence
            && between.clone().all(linked)
    };
    let and = |two: &[Mention]| (two[0].tokens.end..two[1].tokens.start).any(|t| text.norm(t) == "and");
    let last = all.windows(2).rposition(|two| beside(two) && and(two))?;
    let first = (0..last)
        .rev()
        .take_while(|&index| beside(&all[index..index + 2]) && !and(&all[index..index + 2]))
        .last();
    let listed = &all[first.unwrap_or(last)..last + 2];
    let somebody = |m: &Mention| scene.names.is_person(m.entity) || scene.may_be_body(m.entity);
    let alike =
        |two: &[Mention]| scene.names.is_person(two[0].entity) == scene.names.is_person(two[1].entity);
    let several = listed.iter().any(|m| m.entity != listed[0].entity);
    (several && listed.iter().all(somebody) && listed.windows(2).all(alike)).then_some(listed)
}

/// The persons that one token names: one in "Lee", two in "Lee-Ek talks".
fn persons_at(scene: &Scene<'_>, token: usize) -> Vec<usize> {
    match scene.names.within(&(token..token + 1)).first() {
        Some(mention) if scene.names.is_person(mention.entity) => vec![mention.entity],
        _ => scene.names.joined(scene.text, scene.text.norm(token)),
    }
}

#[cfg(test)]
mod tests {
    use crate::people::testing::{NOBODY, names};

    #[test]
    fn both_leaders_are_two_persons_and_so_are_they() {
        let article = "President Ann Lee met Mayor Bo Ek in the hall. [Both leaders] <said> that it rained. \
                       [They] <said> that it would stop. [The two] <said> that it snowed.";
        assert_eq!(names(article), [["Ann Lee", "Bo Ek"]; 3]);
        assert_eq!(names("[Both leaders] <said> that it rained."), [NOBODY]);
    }

    #[test]
    fn those_named_together_are_called_again() {
        let firms = "Brillo, Quell and Alma Airlines built a hall. It was late. [The companies] <said> that it rained.";
        assert_eq!(names(firms), [["Brillo", "Quell", "Alma Airlines"]]);
        let men =
            "It rained on Bo Ek and Cy Dunn. [The men] <deny> that it snowed. [They] <say> that it was late.";
        assert_eq!(names(men), [["Bo Ek", "Cy Dunn"]; 2]);
        let they = "It rained on Bo Ek and Cy Dunn. [They] <say> that it was late.";
        assert_eq!(names(they), [["Bo Ek", "Cy Dunn"]]);
    }

    #[test]
    fn both_leaders_have_roles_where_anybody_has() {
        let article = "Alma Coast met Port Karst in the cup.\n\nPresident Ann Lee of Karst met Prime \
                       Minister Bo Ek of Alma Coast. [Both leaders] <said> that it rained.";
        assert_eq!(names(article), [["Ann Lee", "Bo Ek"]]);
    }

    #[test]
    fn talks_named_after_two_persons() {
        let article = "Ann Lee and Bo Ek are in town. Cy Dunn waited. Ahead of the Lee-Ek talks, \
                       [both leaders] <said> that it rained.";
        assert_eq!(names(article), [["Ann Lee", "Bo Ek"]]);
    }
}
