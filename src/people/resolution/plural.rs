//! "they": several people who spoke before.

use crate::people::scene::{BY_PRONOUN, Found, Scene, Who};

/// They spoke in the same sentence or at most this many before.
const MEMORY: usize = 6;

/// "they": the last source that stands for several people.
pub(super) fn they(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let window = scene.sentences_before(at, MEMORY)..at;
    let last = scene.heard_in(&window).iter().rev().find(|h| h.plural)?;
    let chain = last.who.iter().filter_map(|who| match who {
        Who::Named(entity) => Some(scene.full(*entity).clone()),
        Who::Described { .. } => None,
    });
    Some(Found { who: last.who.clone(), chain: chain.collect(), confidence: BY_PRONOUN })
}

#[cfg(test)]
mod tests {
    use crate::people::testing::{NOBODY, names};

    #[test]
    fn they_are_those_who_spoke() {
        let article = "[Ann Lee and Bo Ek] <said> that it rained. [They] <said> that it would stop.";
        assert_eq!(names(article), [["Ann Lee", "Bo Ek"]; 2]);
        let article = "[Officials] <said> that it rained. Ann Lee left. [They] <said> that it would stop.";
        assert_eq!(names(article), [["Officials"]; 2]);
        assert_eq!(names("[Ann Lee] <said> that it rained. [They] <said> that it snowed.")[1], NOBODY);
    }
}
