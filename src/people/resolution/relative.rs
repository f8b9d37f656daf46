//! Relative clauses: "Lee, who said".

use crate::people::scene::{BY_PRONOUN, Found, Scene};

/// The name starts at most this many tokens before "who" and the marks before it.
const LENGTH: usize = 12;

/// "Lee, who said": the name right before "who".
pub(super) fn antecedent(scene: &Scene<'_>, who: usize) -> Option<Found> {
    let text = scene.text;
    let mut end = who;
    while end > 0 && matches!(text.norm(end - 1), "," | "—" | "–") {
        end -= 1;
    }
    let near = text.sentence_of(who).start.max(end.saturating_sub(LENGTH))..end;
    let mention = scene.names.within(&near).iter().rev().find(|m| m.tokens.end == end)?;
    Some(scene.called(mention, BY_PRONOUN))
}

#[cfg(test)]
mod tests {
    use crate::people::testing::{NOBODY, names};

    #[test]
    fn who_is_the_name_before_it() {
        assert_eq!(names("Bo Ek met Ann Lee, [who] <said> that it rained."), [["Ann Lee"]]);
        assert_eq!(names("Bo Ek met a judge [who] <said> that it rained."), [NOBODY]);
    }
}
