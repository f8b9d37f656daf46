//! Relative clauses: "Lee, who said", "a judge who said".

use std::ops::Range;

use crate::lexicon::Class;
use crate::people::phrases;
use crate::people::scene::{BY_PRONOUN, Found, Scene};
use crate::text::Text;

/// The name starts at most this many tokens before "who" and the marks before it.
const LENGTH: usize = 20;
/// A description before "who" has at most this many words.
const WORDS: usize = 6;

/// Where what stands before "who" and its marks ends.
fn end_before(text: &Text, who: usize) -> usize {
    let start = text.sentence_of(who).start;
    (start..who)
        .rev()
        .find(|&t| !matches!(text.norm(t), "," | "—" | "–" | "-"))
        .map_or(start, |last| last + 1)
}

/// "Lee, who said" or "Lee, a judge, who said": the name right before "who".
pub(super) fn antecedent(scene: &Scene<'_>, who: usize) -> Option<Found> {
    let text = scene.text;
    let end = end_before(text, who);
    let near = text.sentence_of(who).start.max(end.saturating_sub(LENGTH))..end;
    let mut names = scene.names.within(&near).iter().rev();
    let apposed = |name_end: usize| {
        let mark = name_end < end && matches!(text.norm(name_end), "," | "—" | "–" | "-");
        mark && name_end + 1 < end && phrases::is_article(text.norm(name_end + 1)) && end < who
    };
    let mention = names.find(|m| m.tokens.end == end || apposed(m.tokens.end))?;
    Some(scene.called(mention, BY_PRONOUN))
}

/// "a judge who said": the words right before "who" that describe somebody.
pub(super) fn described(text: &Text, who: usize) -> Option<Range<usize>> {
    let end = end_before(text, who);
    if (end..who).any(|t| text.norm(t) != ",") {
        return None;
    }
    let sentence = text.sentence_of(who).start;
    let word = |&t: &usize| {
        !text.is_mark(t) && (!text.is_any(t, &[Class::Function, Class::Finite, Class::Link, Class::ReplyCue]))
    };
    let start = (sentence..end).rev().take(WORDS).take_while(word).last()?;
    let determined = start > sentence
        && (phrases::is_determiner(text, start - 1) || text.is(start - 1, Class::Indefinite));
    Some(if determined { start - 1 } else { start }..end)
}

#[cfg(test)]
mod tests {
    use crate::people::testing::{NOBODY, names};

    #[test]
    fn who_is_the_name_before_it() {
        assert_eq!(names("Bo Ek met Ann Lee, [who] <said> that it rained."), [["Ann Lee"]]);
        assert_eq!(names("It rained on Ann Lee, a judge, [who] <said> that it rained."), [["Ann Lee"]]);
        assert_eq!(names("Bo Ek met a judge [who] <said> that it rained."), [["Judge"]]);
        assert_eq!(
            names("It was backed by harbour charities [who] <said> that it rained."),
            [["Harbour charities"]]
        );
        assert_eq!(names("[Who] <said> that it rained?"), [NOBODY]);
    }
}
