//! Openings: "A former mayor says …", where the article names that person later.

use std::ops::Range;

use crate::lexicon::Class;
use crate::people::phrases;
use crate::people::scene::{BY_RECALL, Found, Scene, Who};
use crate::quotes::Attribution;
use crate::text::ParagraphKind;

/// The opening ends with this paragraph of running text, counted from 1.
const OPENING: usize = 2;
/// Whoever is described in a paragraph may be named as a source in this many
/// paragraphs after it.
const PARAGRAPHS: usize = 3;

/// Finds the names of persons whom the opening only describes. In `found`, each
/// of them becomes the first person named after the paragraph who has that role,
/// or else the next person to speak, if nobody named that person before.
///
/// `order` has the attributions with a source, in order of the text.
pub(super) fn introduce(
    scene: &Scene<'_>,
    attributions: &[Attribution],
    order: &[usize],
    found: &mut [Option<Found>],
) {
    let text = scene.text;
    let source = |a: usize| attributions[a].source.clone().unwrap_or_default();
    let within = |tokens: Range<usize>| {
        let start = order.partition_point(|&a| source(a).start < tokens.start);
        let end = order.partition_point(|&a| source(a).start < tokens.end);
        &order[start..end]
    };
    let body = text.paragraphs.iter().enumerate().filter(|(_, p)| p.kind == ParagraphKind::Body);
    let Some((opening, _)) = body.take(OPENING).last() else { return };
    for paragraph in 0..=opening {
        let here = text.paragraphs[paragraph].tokens.clone();
        let last = (paragraph + PARAGRAPHS).min(text.paragraphs.len() - 1);
        let after = within(here.end..text.paragraphs[last].tokens.end);
        let next = next_speaker(scene, found, after).filter(|&entity| scene.first(entity) >= here.end);
        for &a in within(here.clone()) {
            let Some(head) = described(scene, &source(a), found[a].as_ref()) else { continue };
            // "The owner of the mill" is not the mayor.
            let the = text.norm(source(a).start) == "the";
            let holds = |entity: usize| {
                scene.names.entities[entity].role.is_none() || scene.has_role(entity, text.norm(head))
            };
            let fits = |entity: &usize| scene.fits(*entity, head) && (!the || holds(*entity));
            let told = || with_role(scene, text.norm(head), here.end).or_else(|| headed(scene, here.end));
            if let Some(entity) = told().or(next).filter(fits) {
                found[a] = Some(scene.called_again(entity, BY_RECALL));
            }
        }
    }
}

/// The entity of the first of some attributions that one named person says.
fn next_speaker(scene: &Scene<'_>, found: &[Option<Found>], attributions: &[usize]) -> Option<usize> {
    attributions.iter().find_map(|&next| match found[next].as_ref()?.who.as_slice() {
        [Who::Named(entity)] if scene.names.is_person(*entity) => Some(*entity),
        _ => None,
    })
}

/// The noun of a source that describes one person without a name: "mayor" of "a
/// former mayor". With "the" that person would be known, if anybody is named before.
fn described(scene: &Scene<'_>, source: &Range<usize>, found: Option<&Found>) -> Option<usize> {
    let text = scene.text;
    let [Who::Described { plural: false, .. }] = found?.who.as_slice() else { return None };
    let core = phrases::core(text, source);
    let head = phrases::head(text, &core);
    let known = || scene.names.before(core.start).iter().any(|m| scene.first(m.entity) < core.start);
    (text.is(head, Class::Person) && (text.norm(core.start) != "the" || !known())).then_some(head)
}

/// The one person whom the headline names, if the text does so only at a token or after it.
fn headed(scene: &Scene<'_>, from: usize) -> Option<usize> {
    let heading = scene.text.paragraphs.first().filter(|p| p.kind == ParagraphKind::Heading)?;
    let named = scene.names.within(&heading.tokens).iter().map(|m| m.entity);
    let mut persons = named.filter(|&entity| scene.names.is_person(entity));
    let one = persons.next().filter(|&one| (from..usize::MAX).contains(&scene.first(one)))?;
    persons.all(|other| other == one).then_some(one)
}

/// Of the persons first named at a token or after it, the first with a role.
fn with_role(scene: &Scene<'_>, noun: &str, from: usize) -> Option<usize> {
    let after = (0..scene.names.entities.len()).filter(|&entity| scene.first(entity) >= from);
    after.filter(|&entity| scene.has_role(entity, noun)).min_by_key(|&entity| scene.first(entity))
}

#[cfg(test)]
mod tests {
    use crate::people::testing::names;

    #[test]
    fn the_opening_is_about_the_person_who_speaks_next() {
        let article = "[A former mayor] <says> that it rained.\n\n“It rained all day,” <said> [Mia Ek], who led \
                       the hall for years. “We left.”";
        assert_eq!(names(article), [["Mia Ek"], ["Mia Ek"]]);
        let man = "[A former chairwoman] <says> that it rained.\n\n“It rained all day,” <said> [John Ek].";
        assert_eq!(names(man)[0], ["Former chairwoman"]);
        let known = "[A former mayor] <says> that Mia Ek was late.\n\n“It rained all day,” <said> [Mia Ek].";
        assert_eq!(names(known)[0], ["Former mayor"]);
    }

    #[test]
    fn somebody_described_at_first_has_the_role() {
        let article = "A baker was jailed after [a judge] <said> that he had lied.\n\n[Bo Ek] <denied> that he \
                       had lied.\n\n“You lied,” [Judge Ann Lee] <told> him.";
        assert_eq!(names(article)[0], ["Ann Lee"]);
    }
}
