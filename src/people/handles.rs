//! Handles: whose "@annlee" is.

use std::ops::Range;

use super::entities::{Mention, Names};
use super::scene::{BY_NAME, Found, Scene};
use crate::text::Text;

/// Words before a handle that tell whose it is: "who tweets as @annlee".
const BEFORE: &[&str] = &["as", "account", "handle", "under", "at"];

/// Fills in the owners of handles: whoever is named right before one ("Ann Lee (@annlee)")
/// or is told to write under it. A name in the running text counts more than one
/// beside a post.
pub(super) fn read(text: &Text, names: &mut Names) {
    let mut found: Vec<(String, usize, bool)> = Vec::new();
    for token in 0..text.tokens.len() {
        let Some(handle) = handle(text, token) else { continue };
        if let Some(owner) = owner(text, names, token) {
            found.push((handle, owner.entity, owner.aside));
        }
    }
    found.sort_by_key(|(_, _, aside)| *aside);
    for (handle, entity, _) in found {
        names.handles.entry(handle).or_insert(entity);
    }
}

/// The person whom the text calls by a handle: that is a source by itself, or it stands
/// after the source.
pub(super) fn named(scene: &Scene<'_>, source: &Range<usize>) -> Option<Found> {
    let text = scene.text;
    let at = if text.norm(source.start) == "@" {
        source.start
    } else {
        let marks = (source.end..text.tokens.len()).take(3);
        marks.take_while(|&token| text.is_mark(token)).find(|&token| text.norm(token) == "@")?
    };
    let &entity = scene.names.handles.get(&handle(text, at)?)?;
    Some(scene.called_again(entity, BY_NAME))
}

/// The handle that starts at a token, without "@" and in small letters.
fn handle(text: &Text, at: usize) -> Option<String> {
    let next = text.after(at).filter(|_| text.norm(at) == "@")?;
    let glued = text.tokens[at].span.end == text.tokens[next].span.start;
    (glued && !text.is_mark(next)).then(|| text.norm(next).to_owned())
}

/// The mention of the owner of the handle that starts at a token.
fn owner<'n>(text: &Text, names: &'n Names, at: usize) -> Option<&'n Mention> {
    let bracket = at.checked_sub(1).is_some_and(|before| text.norm(before) == "(");
    let end = if bracket { at - 1 } else { at };
    let before = names.before(end).last()?;
    let same = text.tokens[before.tokens.start].sentence == text.tokens[at].sentence;
    let beside = before.tokens.end == end;
    let told = at.checked_sub(1).is_some_and(|word| BEFORE.contains(&text.norm(word)));
    (same && (beside || told && names.is_person(before.entity))).then_some(before)
}

#[cfg(test)]
mod tests {
    use crate::people::testing::names;

    #[test]
    fn a_handle_is_whose_name_stands_before_it() {
        for article in [
            "Ann Lee (@annlee) opened the hall. [@annlee] <wrote> that it rained.",
            "Ann Lee, who tweets as @annlee, opened the hall. [@AnnLee] <wrote> that it rained.",
        ] {
            assert_eq!(names(article), [["Ann Lee"]], "{article}");
        }
        assert_eq!(names("[@annlee] <wrote> that it rained."), [["@annlee"]]);
    }
}
