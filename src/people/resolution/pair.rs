//! Pairs: "both leaders", "the two presidents", "the two".

use std::ops::Range;

use crate::lexicon::Class;
use crate::people::scene::{BY_PRONOUN, Found, Scene, Who};
use crate::text::Text;

/// The two are named in the same sentence or at most this many before or after.
const MEMORY: usize = 6;
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
