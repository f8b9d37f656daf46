//! Descriptions of somebody whom the article does not name: "a spokesman".

use std::ops::Range;

use super::{body, pronoun};
use crate::lexicon::Class;
use crate::people::entities;
use crate::people::gender::{self, Gender};
use crate::people::phrases;
use crate::people::scene::{BY_DESCRIPTION, Found, Heard, Scene, Who, latest};

/// "she" may stand for somebody without a name who spoke this many sentences before.
const MEMORY: usize = 3;

/// Nouns for one and the same piece of research.
const STUDIES: &[&str] = &["analysis", "paper", "poll", "report", "research", "study", "survey"];

/// Somebody without a name, called by the description without its article.
/// Nothing if that has no words.
pub(super) fn described(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let text = scene.text;
    let core = scene.core(tokens);
    let first = text.norm(core.start);
    let article = matches!(first, "the" | "a" | "an" | "some" | "many" | "several" | "other" | "one")
        && core.len() > 1
        && text.norm(core.start + 1) != "of";
    let start = if article { core.start + 1 } else { core.start };
    let words = (start..core.end).filter(|&t| !text.is_mark(t)).count();
    if words == 0 {
        return None;
    }
    let spelled = |from: usize, to: usize| entities::spelled(text, &(from..to));
    let (name, chain) = if let Some((owner, chain)) = owner(scene, &core) {
        (format!("{owner}’s {}", spelled(start + 1, core.end)), chain)
    } else if let Some((the, body, chain)) = body_served(scene, &core).filter(|(the, ..)| *the > start) {
        (format!("{} {body}", spelled(start, the)), chain)
    } else {
        (spelled(start, core.end), Vec::new())
    };
    let who = vec![Who::Described { name: phrases::tidy(&name), plural: scene.is_plural(tokens) }];
    Some(Found { who, chain, confidence: BY_DESCRIPTION })
}

/// Where "the firm" starts in "a spokesman for the firm", the name of that body, and the
/// mentions that lead to it.
fn body_served(scene: &Scene<'_>, core: &Range<usize>) -> Option<(usize, String, Vec<Range<usize>>)> {
    let text = scene.text;
    let the = core.clone().rev().find(|&t| text.norm(t) == "the")?;
    if the == core.start || !matches!(text.norm(the - 1), "for" | "by" | "from" | "at") {
        return None;
    }
    let found = body::recalled(scene, &(the..core.end))?;
    let [Who::Named(entity)] = found.who.as_slice() else { return None };
    Some((the, scene.names.entities[*entity].name.clone(), found.chain))
}

/// The owner of "his office", and the mentions that lead to the name.
fn owner(scene: &Scene<'_>, core: &Range<usize>) -> Option<(String, Vec<Range<usize>>)> {
    let gender = match scene.text.norm(core.start) {
        "his" if core.len() > 1 => Gender::Male,
        "her" if core.len() > 1 => Gender::Female,
        _ => return None,
    };
    let found = pronoun::person(scene, core.start, gender)?;
    let [Who::Named(entity)] = found.who.as_slice() else { return None };
    Some((scene.names.entities[*entity].name.clone(), found.chain))
}

/// "the official": somebody described before with the same noun ("a council official
/// said"); "the survey": a study described before with another.
pub(super) fn before(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let text = scene.text;
    let core = scene.core(tokens);
    if core.len() != 2 || text.norm(core.start) != "the" || scene.is_plural(&core) {
        return None;
    }
    let noun = text.norm(core.end - 1);
    let last = |fits: &dyn Fn(&str) -> bool| {
        let mut heard = latest(&scene.heard).iter().rev();
        heard.find(|heard| scene.described_head(heard).is_some_and(|head| fits(text.norm(head))))
    };
    let study = || if STUDIES.contains(&noun) { last(&|head| STUDIES.contains(&head)) } else { None };
    Some(last(&|head| head == noun).or_else(study)?.again())
}

/// "she": somebody without a name who spoke last ("A spokeswoman said …"), at most
/// [`MEMORY`] sentences before, if nobody else is named between whom that may mean.
pub(super) fn last(scene: &Scene<'_>, at: usize, gender: Gender) -> Option<Found> {
    let text = scene.text;
    let other = |entity: usize| scene.names.is_person(entity) && pronoun::may_be(scene, entity, gender);
    let may_be = |noun: usize| {
        let told = gender::of_pronoun(text, noun).or_else(|| gender::of_noun(text, noun));
        told == Some(gender) || told.is_none() && text.is_any(noun, &[Class::Person, Class::Anonymous])
    };
    let unnamed = |heard: &Heard| noun(scene, heard).is_some_and(may_be);
    let before = latest(&scene.heard[..scene.heard.partition_point(|heard| heard.tokens.start < at)]);
    // Bodies, documents and people of the other gender are passed over.
    let last = before.iter().rev().find(|heard| heard.single().is_some_and(other) || unnamed(heard))?;
    let (from, to) = (text.tokens[last.tokens.start].sentence, text.tokens[at].sentence);
    let after = text.sentences[from].tokens.end;
    let near = to <= from + 1 || to <= from + MEMORY && !pronoun::interrupts(scene, after..at, other);
    (near && unnamed(last)).then(|| last.again())
}

/// The noun, or the pronoun, of a source that is one person without a name.
fn noun(scene: &Scene<'_>, heard: &Heard) -> Option<usize> {
    let described = matches!(heard.who.as_slice(), [Who::Described { plural: false, .. }]);
    if described && heard.tokens.len() == 1 { Some(heard.tokens.start) } else { scene.described_head(heard) }
}

#[cfg(test)]
mod tests {
    use crate::people::SpeakerKind;
    use crate::people::testing::{NOBODY, kinds, names};

    #[test]
    fn who_has_no_name_goes_on() {
        for (who, name) in
            [("A spokeswoman for the harbour", "Spokeswoman for the harbour"), ("An official", "Official")]
        {
            let article =
                format!("[{who}] <said> that Mia Ek's claims were false. [She] <added> that it rained.");
            assert_eq!(names(&article), [[name], [name]]);
        }
        let article = "[A spokesman] <said> that Mia Ek was late. [She] <added> that it rained.";
        assert_eq!(names(article)[1], ["Mia Ek"]);
        let source = "[A source close to the mayor] <said> that it rained. [The study] <says> that it snowed. [He] \
                      <added> that it was late.";
        assert_eq!(names(source)[2], ["Source close to the mayor"]);
        let article = "[A council official] <said> that it rained. “It snowed,” [the official] <said>.";
        assert_eq!(names(article), [["Council official"]; 2]);
    }

    #[test]
    fn whose_office_speaks() {
        assert_eq!(names("Bo Ek left. [His office] <said> that it rained."), [["Bo Ek’s office"]]);
        assert_eq!(names("[His office] <said> that it rained."), [["His office"]]);
    }

    #[test]
    fn whose_spokesman_speaks() {
        let article = "[Brillo] <said> that it rained. [A spokesman for the company] <said> that it snowed.";
        assert_eq!(names(article)[1], ["Spokesman for Brillo"]);
        assert_eq!(
            names("[A spokesman for the company] <said> that it snowed.")[0],
            ["Spokesman for the company"]
        );
    }

    #[test]
    fn a_study_may_be_called_a_survey() {
        let article =
            "[Research by the Alma hall] <says> that it rained. [The survey] <says> that it snowed.";
        assert_eq!(names(article), [["Research by the Alma hall"]; 2]);
    }

    #[test]
    fn groups_lose_their_article() {
        for (who, name) in [
            ("The analysts", "Analysts"),
            ("Some officials", "Officials"),
            ("Officials in Port Alma", "Officials in Port Alma"),
            ("Aides to Ann Lee", "Aides to Ann Lee"),
            ("Many of the judges", "Many of the judges"),
        ] {
            let article = format!("[{who}] <said> that it rained.");
            assert_eq!(names(&article), [[name]]);
            assert_eq!(kinds(&article), [SpeakerKind::Group], "{who}");
        }
    }

    #[test]
    fn one_among_many_is_no_group() {
        for who in ["A spokeswoman for the unions", "One of the judges"] {
            assert_eq!(kinds(&format!("[{who}] <said> that it rained.")), [SpeakerKind::Unknown], "{who}");
        }
    }

    #[test]
    fn unknown_stays_unknown() {
        for source in [
            "[He] <said> that it rained.",
            "[They] <said> that it rained.",
            "The hall closed. [She] <said> that it rained.",
            "[We] <said> that it rained.",
        ] {
            assert_eq!(names(source), [NOBODY], "{source}");
        }
    }
}
