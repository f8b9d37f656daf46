//! Names: "Sen. Ann Lee, a former judge".

use std::ops::Range;

use crate::lexicon::Class;
use crate::people::entities::Mention;
use crate::people::scene::{BY_NAME, Found, Scene, Who};
use crate::people::{SpeakerKind, phrases};

/// The noun of a description is one of so many words at its start.
const WORDS: usize = 6;

/// Whether a name is where something is: "Alma" of "a school in Alma".
fn is_in(scene: &Scene<'_>, mention: &Mention) -> bool {
    let before = mention.tokens.start.checked_sub(1);
    before.is_some_and(|t| matches!(scene.text.norm(t), "in" | "at" | "near" | "outside" | "from"))
}

/// What somebody puts out to say something: what it says is said by them. A study or a
/// report speaks for itself.
const ISSUED: &[&str] = &[
    "announcement",
    "comment",
    "comments",
    "data",
    "e-mail",
    "email",
    "estimate",
    "estimates",
    "figures",
    "letter",
    "release",
    "statement",
    "totals",
    "tweet",
    "website",
];

/// The entity whose name is the head of a phrase: Lee in "Sen. Ann Lee, a former
/// judge", but not in "Lee's campaign" or "aides to Lee".
pub(super) fn named(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let text = scene.text;
    let core = scene.core(tokens);
    let links = |t: usize| text.is(t, Class::Link) && !text.is_capitalized(t);
    let mut head_end = core.clone().find(|&t| t > core.start && links(t)).unwrap_or(core.end);
    // "Secretary of State Ann Lee"
    if head_end < core.end
        && titled_after(scene, &(head_end + 1..core.end)).is_some_and(|m| m.tokens.end == core.end)
        && text.is(head_end - 1, Class::Title)
    {
        head_end = core.end;
    }
    let mention = scene.names.within(&core).iter().rev().find(|m| m.tokens.contains(&(head_end - 1)))?;
    let entity = &scene.names.entities[mention.entity];
    // "the Alma MP", "the Company": a role or a kind of body, and no name.
    let last = mention.tokens.end - 1;
    let office =
        text.is(last, Class::Title) && text.is(last, Class::Person) && !text.is(last, Class::Bystander);
    let office = office || text.norm(last).ends_with("mp") && text.is(last, Class::Person);
    let role = office && entity.kind != SpeakerKind::Person;
    let kind = core.len() == 2 && text.is(last, Class::Body);
    if text.norm(core.start) == "the" && (role || kind) {
        return None;
    }
    // "the Republican" may be somebody's role.
    if entity.kind == SpeakerKind::Unknown
        && core.len() == 2
        && let Some(found) = super::role::by_role(scene, &core)
    {
        return Some(found);
    }
    // "Data from the survey": a word whose capital only starts the sentence.
    let word = entity.kind == SpeakerKind::Unknown
        && mention.tokens.len() == 1
        && scene.count(mention.entity) == 1
        && text.sentence_of(core.start).start == core.start;
    if word && mention.tokens.start == core.start && head_end < core.end {
        return None;
    }
    // "the Swede" is somebody, "the Swedes" are not.
    if core.len() == 2 && text.norm(core.start) == "the" && text.is(core.start + 1, Class::Native) {
        return None;
    }
    Some(found(scene, mention))
}

/// The person at the end of a phrase, if a noun for a person or a title stands right before
/// the name: Lee in "Bank of Alma chief Ann Lee".
pub(super) fn after_role(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let text = scene.text;
    // What stands in brackets belongs to the body before it: "Alma Union (AU) chief Ann Lee".
    let core =
        tokens.start..tokens.clone().find(|&t| matches!(text.norm(t), "," | "—" | "–")).unwrap_or(tokens.end);
    let mention = scene.names.within(&core).last().filter(|m| m.tokens.end == core.end)?;
    let noun = mention.tokens.start.checked_sub(1).filter(|&noun| noun > core.start)?;
    let told = text.is_any(noun, &[Class::Person, Class::Anonymous, Class::Title]);
    let named = text.is_capitalized(core.start) && !text.is(core.start, Class::Function);
    let joins =
        |t: usize| text.norm(t) == "and" || !named && matches!(text.norm(t), "to" | "by" | "from" | "with");
    let alone = !core.clone().any(|t| joins(t) && !text.is_capitalized(t));
    (told && alone && scene.names.is_person(mention.entity)).then(|| found(scene, mention))
}

/// A name found as such.
fn found(scene: &Scene<'_>, mention: &Mention) -> Found {
    let full = Some(scene.full(mention.entity)).filter(|full| full.start != mention.tokens.start);
    Found {
        who: vec![Who::Named(mention.entity)],
        chain: full.into_iter().cloned().collect(),
        confidence: BY_NAME,
    }
}

/// The first person named in a phrase, if before that stand titles only, and at
/// least one.
fn titled_after<'s>(scene: &'s Scene<'_>, tokens: &Range<usize>) -> Option<&'s Mention> {
    let mention = scene.names.within(tokens).first().filter(|m| scene.names.is_person(m.entity))?;
    let titles = tokens.start..mention.tokens.start;
    (!titles.is_empty() && titles.into_iter().all(|t| scene.text.is(t, Class::Title))).then_some(mention)
}

/// The persons in a list: "Ann Lee (D-Alma), Bo Ek and Cy Dunn", "Ann Lee of Brillo and
/// the former judge Bo Ek".
pub(super) fn list(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Found> {
    let mut listed: Vec<&Mention> = Vec::new();
    let (mut from, mut dependent) = (tokens.start, false);
    for mention in scene.names.within(tokens) {
        let between = from..mention.tokens.start;
        from = mention.tokens.end;
        if !scene.names.is_person(mention.entity) || scene.is_possessor(mention) {
            dependent = false;
            continue;
        }
        // "Ann Lee, mother of Bo Ek and Cy Dunn": he depends on the same word as the one
        // before. Right after a name, "of" tells where somebody is from.
        let words = between.clone().filter(|&t| !scene.text.is(t, Class::Title)).count();
        dependent &= words == 1;
        let starts = || listed.is_empty() && !depends(scene, tokens.start..mention.tokens.start);
        if !dependent && (introduces(scene, between) || starts()) {
            listed.push(mention);
        } else {
            dependent |= words > 1;
        }
    }
    let between = listed.first()?.tokens.end..listed.last()?.tokens.start;
    let joined = between.into_iter().any(|t| scene.text.norm(t) == "and");
    let mut who: Vec<usize> = listed.iter().map(|mention| mention.entity).collect();
    who.dedup();
    if who.len() < 2 || !joined {
        return None;
    }
    let chain = who.iter().map(|&entity| scene.full(entity).clone()).collect();
    Some(Found { who: who.into_iter().map(Who::Named).collect(), chain, confidence: BY_NAME })
}

/// Whether a name depends on the words before it: "allies of Mr", but not "Secretary of
/// State".
fn depends(scene: &Scene<'_>, before: Range<usize>) -> bool {
    let text = scene.text;
    let link = before.clone().rev().find(|&t| !text.is_capitalized(t)).filter(|&t| text.is(t, Class::Link));
    link.is_some_and(|t| t == before.start || !text.is(t - 1, Class::Title))
}

/// Whether the words between two names let the second be one of a list: after a comma or
/// "and" stands at most what somebody is ("former judge").
fn introduces(scene: &Scene<'_>, between: Range<usize>) -> bool {
    let text = scene.text;
    let separator = between.clone().rev().find(|&t| matches!(text.norm(t), "," | "and"));
    let told = |t: usize| !text.is_mark(t) && !text.is_any(t, &[Class::Link, Class::Hanging, Class::Finite]);
    separator.is_some_and(|t| (t + 1..between.end).all(|t| told(t) || text.is_capitalized(t)))
}

/// The name after a role or a noun for a body: "Ann Lee" of "Alma spokeswoman, Ann Lee",
/// "Brill" of "one of the bidders, Alma-based firm Brill".
pub(super) fn apposed_to_role(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let text = scene.text;
    let core = scene.core(tokens);
    let head = phrases::head(text, &core);
    // "The chairman - and former director - Ann Lee": what stands between dashes is skipped.
    let opens = core.end < tokens.end && text.is_dash(core.end);
    let dash = (core.end + 1..tokens.end).find(|&t| opens && text.is_dash(t)).unwrap_or(core.end);
    let names = (dash + 1).min(tokens.end)..tokens.end;
    let first = scene.names.within(&names).first()?;
    let between = names.start..first.tokens.start;
    let one = text.norm(head) == "one";
    let role = one || text.is_any(head, &[Class::Person, Class::Anonymous, Class::Title]);
    let person = role && scene.names.is_person(first.entity) && first.tokens.len() > 1;
    let noun = text.is(head, Class::Body) && !text.is_capitalized(head) && head + 1 == core.end;
    let place =
        || scene.names.within(&core).last().is_some_and(|m| m.tokens.end == core.end && is_in(scene, m));
    let only = first.tokens.end == names.end && phrases::is_determiner(text, core.start);
    let body = one || noun || only && !role && !place();
    let body = body && scene.may_be_body(first.entity);
    let part =
        |t: usize| text.is_capitalized(t) || text.is(t, Class::Body) || matches!(text.norm(t), "the" | ",");
    let beside = between.clone().all(part);
    (beside && (text.norm(dash) == "," || dash > core.end) && (person || body)).then_some(names)
}

/// Whose statement or figures speak: "the company" of "the company's statement" and of "a
/// statement from the company", "Brillo" of "a Brillo statement" and of "data released by
/// Brillo".
pub(super) fn whose_statement(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let text = scene.text;
    let described = |t: usize| text.is(t, Class::Link) || text.norm(t).ends_with("ed");
    let is_head = |t: usize| t + 1 == tokens.end || described(t + 1);
    let statement = tokens.clone().find(|&t| ISSUED.contains(&text.norm(t)) && is_head(t))?;
    let possessive = matches!(text.norm(tokens.start), "his" | "her" | "its" | "their");
    let owner = if possessive {
        Some(tokens.start..tokens.start + 1)
    } else {
        let owns = statement > tokens.start + 1 && text.norm(statement - 1) == "'s";
        owns.then(|| tokens.start..statement - 1)
    };
    let named = || {
        let mention = scene.names.within(&(tokens.start..statement)).last()?;
        (mention.tokens.end == statement).then(|| mention.tokens.clone())
    };
    let link = || {
        let by = (statement + 1..tokens.end).take(WORDS).find(|&t| matches!(text.norm(t), "from" | "by"))?;
        let end = (by + 1..tokens.end).find(|&t| text.norm(t) == "in" && !text.is_capitalized(t));
        Some(by + 1..end.unwrap_or(tokens.end)).filter(|whose| !whose.is_empty())
    };
    owner.or_else(named).or_else(link)
}

/// The names after a description: "Ann Lee" of "a former judge, Ann Lee", "Ann Lee
/// and Bo Ek" of "the two presidents, Ann Lee and Bo Ek".
pub(super) fn apposed(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let text = scene.text;
    let core = scene.core(tokens);
    let described = phrases::is_determiner(text, core.start) || core.clone().any(|t| text.norm(t) == "'s");
    let names = (core.end + 1).min(tokens.end)..tokens.end;
    let first = scene.names.within(&names).first()?;
    let titles = names.start..first.tokens.start;
    let title =
        |t: usize| text.is_capitalized(t) || text.norm(t) == "," || t == names.start && text.norm(t) == "the";
    (described && titles.into_iter().all(title) && scene.names.is_person(first.entity)).then_some(names)
}

#[cfg(test)]
mod tests {
    use crate::people::testing::{chains, names, roles};

    #[test]
    fn titles_are_roles_and_not_names() {
        let source = "[Kestrian Foreign Minister Ann Lee] <said> that it rained.";
        assert_eq!(names(source), [["Ann Lee"]]);
        assert_eq!(roles(source), [Some("Kestrian Foreign Minister".to_owned())]);
        assert_eq!(names("[Dr. Bo Ek] <said> that it rained."), [["Bo Ek"]]);
        assert_eq!(names("[Bo Ek QC] <said> that it rained."), [["Bo Ek"]]);
        assert_eq!(roles("[Dr. Bo Ek] <said> that it rained."), [None]);
    }

    #[test]
    fn a_name_after_a_description_is_the_speaker() {
        assert_eq!(names("[A former judge, Ann Lee], <said> that it rained."), [["Ann Lee"]]);
        assert_eq!(names("[Lee's sister, Mia Ek], <said> that it rained."), [["Mia Ek"]]);
        assert_eq!(names("“We left at dawn,” <said> [a baker, Ann Lee]."), [["Ann Lee"]]);
        assert_eq!(
            names("[The two presidents, Ann Lee and Bo Ek], <said> that it rained."),
            [["Ann Lee", "Bo Ek"]]
        );
        assert_eq!(names("[The bank’s chief economist, Dr. Mia Ek], <said> that it rained."), [["Mia Ek"]]);
        assert_eq!(
            names("<According to> [the consultancy Brill & Co.], which fell, it rained."),
            [["Brill & Co."]]
        );
    }

    #[test]
    fn a_name_wins_over_the_body_in_its_role() {
        for source in [
            "Alma Bureau of Statistics chief Ann Lee",
            "British and Irish team coach Ann Lee",
            "Alma Lines chairwoman, Ann Lee",
            "Alma Economy Minister, Ann Lee",
            "Alma Lines chairman - and former director - Ann Lee",
            "The head of the AHTU, Acting Chief Superintendent, Ann Lee",
        ] {
            assert_eq!(
                names(&format!("It was late. [{source}], <said> that it rained.")),
                [["Ann Lee"]],
                "{source}"
            );
        }
        let bidder = "[The Alma-based oil company, Brillo], <said> that it rained.";
        assert_eq!(names(bidder), [["Brillo"]]);
    }

    #[test]
    fn a_statement_is_whose_it_is() {
        let article = "[Brillo] <said> that it rained. [The company's statement] <said> that it snowed.";
        assert_eq!(names(article), [["Brillo"]; 2]);
        for source in [
            "a Brillo statement",
            "figures from Brillo",
            "data released by Brillo in May",
            "its estimate",
            "a statement from the company",
        ] {
            let article =
                format!("[Brillo] <said> that it rained. By then [{source}] <said> that it snowed.");
            assert_eq!(names(&article), [["Brillo"]; 2], "{source}");
        }
        assert_eq!(names("[The Brillo survey] <said> that it rained."), [["Brillo survey"]]);
    }

    #[test]
    fn two_names_are_two_persons() {
        assert_eq!(names("[Ann Lee and Bo Ek] <said> that it rained."), [["Ann Lee", "Bo Ek"]]);
        assert_eq!(
            names("[Ann Lee and harbour officials] <said> that it rained."),
            [["Ann Lee", "Harbour officials"]]
        );
        assert_eq!(names("[Ann Lee and Ms. Lee] <said> that it rained."), [["Ann Lee"]]);
    }

    #[test]
    fn three_names_are_three_persons() {
        for source in [
            "Ann Lee (D-Alma), Bo Ek and Cy Dunn",
            "Ann Lee, former rower Bo Ek and the swimmer Cy Dunn",
            "Ann Lee of Port Alma, Bo Ek, and Cy Dunn of the Alma Hall in Karst",
            "Dr. Ann Lee - and colleagues Bo Ek and Cy Dunn",
        ] {
            assert_eq!(
                names(&format!("It was late. [{source}] <said> that it rained.")),
                [["Ann Lee", "Bo Ek", "Cy Dunn"]],
                "{source}"
            );
        }
        let mother = names("[Ann Lee, mother of Bo Ek and Cy Dunn], <said> that it rained.");
        assert_eq!(mother, [["Ann Lee"]]);
        let allies = names("[The allies of Mr Ann Lee and Mr Bo Ek] <said> that it rained.");
        assert_eq!(allies[0].len(), 1, "{allies:?}");
    }

    #[test]
    fn a_possessor_does_not_speak() {
        let article = "Ann Lee ran in May. [Lee's campaign] <said> that it rained. \
                       [Aides to Lee] <said> that it snowed.";
        assert_eq!(names(article), [["Lee's campaign"], ["Aides to Lee"]]);
    }

    #[test]
    fn the_capital_of_a_sentence_makes_no_name() {
        assert_eq!(
            names("It rained. [Research from the harbour office] <show> that it snowed."),
            [["Research from the harbour office"]]
        );
    }

    #[test]
    fn the_chain_leads_to_the_full_name() {
        assert_eq!(chains("Ann Lee left. [Lee] <said> that it rained."), [["Ann Lee"]]);
        assert!(chains("[Ann Lee] <said> that it rained.")[0].is_empty());
    }
}
