//! Speakers: the real names behind sources.
//!
//! [`resolve`] reads the names of the article (`names`), then goes through
//! the attributions in order (`sources`): a name is its person, a pronoun the
//! likeliest person who fits (`anaphora`), a description the person whose role
//! it is (`roles`). What cannot be told stays what the article calls it, or
//! unknown.

mod anaphora;
mod gender;
mod names;
mod pronouns;
mod roles;
mod sources;
mod votes;

use crate::quotes::Attribution;
use crate::report::SpeakerKind;
use crate::text::{Span, Text};

/// The speakers of an article and who says what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// Speakers in order of their first attribution.
    pub speakers: Vec<Person>,
    /// For each attribution, in the same order, who says it.
    pub said_by: Vec<Resolved>,
}

/// A speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The fullest name that the article gives.
    pub name: String,
    /// What sort of speaker it is.
    pub kind: SpeakerKind,
    /// What the article says they are.
    pub role: Option<String>,
    /// Where the speaker is mentioned, in order of the text.
    pub mentions: Vec<Span>,
}

/// Who says an attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// Indices into [`People::speakers`]; empty where it cannot be told.
    pub speakers: Vec<usize>,
    /// Mentions from the source to the name, nearest first; without speakers,
    /// the names of those who may be meant, likeliest first.
    pub chain: Vec<Span>,
    /// How sure, 0 to 1.
    pub confidence: f64,
}

/// Finds the speaker of each attribution.
#[must_use]
pub fn resolve(text: &Text, attributions: &[Attribution]) -> People {
    sources::Resolver::new(text, named(text)).run(attributions)
}

/// Whether a word in small letters is a first name of which the gender is known.
pub(crate) fn is_first_name(norm: &str) -> bool {
    gender::of_first_name(norm).is_some()
}

/// Whether a word in small letters is no part of names, even with a capital: "the", "after".
pub(crate) fn is_small_word(norm: &str) -> bool {
    names::is_small_word(norm)
}

fn named(text: &Text) -> names::Names {
    let mut names = names::Names::find(text);
    roles::read(text, &mut names);
    votes::count(text, &mut names);
    names
}

/// What `train/pronouns.py` wants of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pronouns {
    /// Where each person or body is named.
    pub names: Vec<Vec<Span>>,
    /// Every "he" and "she" outside quotation marks.
    pub pronouns: Vec<Pronoun>,
}

/// A "he" or "she" and who may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Pronoun {
    /// The word.
    pub span: Span,
    /// The numbers that describe each candidate, and its index in [`Pronouns::names`].
    pub candidates: Vec<([f64; 12], usize)>,
}

/// Finds who may be meant by every "he" and "she".
#[must_use]
pub fn pronouns(text: &Text, attributions: &[Attribution]) -> Pronouns {
    sources::Resolver::new(text, named(text)).pronouns(attributions)
}

#[cfg(test)]
mod tests {
    use super::{Person, SpeakerKind, resolve};
    use crate::quotes;
    use crate::text::Text;

    fn people(source: &str) -> (Vec<Person>, Vec<Vec<String>>) {
        let text = Text::new(source);
        let people = resolve(&text, &quotes::find(&text));
        let name = |&id: &usize| people.speakers[id].name.clone();
        let said_by = people.said_by.iter().map(|who| who.speakers.iter().map(name).collect()).collect();
        (people.speakers, said_by)
    }

    /// The names of the speakers of each attribution.
    fn names(source: &str) -> Vec<Vec<String>> {
        people(source).1
    }

    fn roles(source: &str) -> Vec<Option<String>> {
        people(source).0.into_iter().map(|person| person.role).collect()
    }

    fn kinds(source: &str) -> Vec<SpeakerKind> {
        people(source).0.into_iter().map(|person| person.kind).collect()
    }

    const NOBODY: [&str; 0] = [];

    #[test]
    fn a_surname_is_the_full_name() {
        assert_eq!(names("Ann Lee opened the hall. Lee said that it rained."), [["Ann Lee"]]);
        assert_eq!(names("Lee said that it rained. Ann Lee opened the hall."), [["Ann Lee"]]);
        assert_eq!(names("Ann Lee left. Ms. Lee said that it rained."), [["Ann Lee"]]);
    }

    #[test]
    fn titles_are_roles_and_not_names() {
        let source = "Kestrian Foreign Minister Ann Lee said that it rained.";
        assert_eq!(names(source), [["Ann Lee"]]);
        assert_eq!(roles(source), [Some("Kestrian Foreign Minister".to_owned())]);
        assert_eq!(names("Dr. Bo Ek said that it rained."), [["Bo Ek"]]);
        assert_eq!(roles("Dr. Bo Ek said that it rained."), [None]);
    }

    #[test]
    fn an_apposition_is_a_role() {
        let judge = Some("former judge".to_owned());
        assert_eq!(roles("Ann Lee, a former judge, said that it rained."), std::slice::from_ref(&judge));
        assert_eq!(roles("“We left at dawn,” said Ann Lee, a former judge."), [judge]);
    }

    #[test]
    fn a_clause_behind_a_name_is_no_role() {
        assert_eq!(roles("According to Ann Lee, the bridge was closed."), [None]);
        assert_eq!(roles("After meeting Ann Lee, the mayor left. Lee said that it rained."), [None]);
    }

    #[test]
    fn a_name_behind_a_description_is_the_speaker() {
        assert_eq!(names("A former judge, Ann Lee, said that it rained."), [["Ann Lee"]]);
        assert_eq!(names("Lee's sister, Mia Ek, said that it rained."), [["Mia Ek"]]);
        assert_eq!(names("“We left at dawn,” said a baker, Ann Lee."), [["Ann Lee"]]);
        assert_eq!(
            names("The two presidents, Ann Lee and Bo Ek, said that it rained."),
            [["Ann Lee", "Bo Ek"]]
        );
    }

    #[test]
    fn both_leaders_are_two_persons_and_so_are_they() {
        let article = "President Ann Lee met Mayor Bo Ek in the hall. Both leaders said that it rained. \
                       They said that it would stop. The two said that it snowed.";
        assert_eq!(names(article), [["Ann Lee", "Bo Ek"]; 3]);
        assert_eq!(names("Both leaders said that it rained."), [NOBODY]);
    }

    #[test]
    fn both_leaders_have_roles_where_anybody_has() {
        let article = "Alma Coast met Port Karst in the cup.\n\nPresident Ann Lee of Karst met Prime \
                       Minister Bo Ek of Alma Coast. Both leaders said that it rained.";
        assert_eq!(names(article), [["Ann Lee", "Bo Ek"]]);
    }

    #[test]
    fn who_has_no_name_goes_on() {
        for (who, name) in
            [("A spokeswoman for the harbour", "Spokeswoman for the harbour"), ("An official", "Official")]
        {
            let article = format!("{who} said that Mia Ek's claims were false. She added that it rained.");
            assert_eq!(names(&article), [[name], [name]]);
        }
        let article = "A spokesman said that Mia Ek was late. She added that it rained.";
        assert_eq!(names(article)[1], ["Mia Ek"]);
        let article = "A council official said that it rained. “It snowed,” the official said.";
        assert_eq!(names(article), [["Council official"]; 2]);
    }

    #[test]
    fn whose_office_speaks() {
        assert_eq!(names("Bo Ek left. His office said that it rained."), [["Bo Ek’s office"]]);
        assert_eq!(names("His office said that it rained."), [["His office"]]);
    }

    #[test]
    fn a_relative_beside_a_name() {
        let article = "Joanna Finch left. Her husband, Callum, said that it rained. “It snowed,” he said.";
        assert_eq!(names(article), [["Callum"]; 2]);
        assert_eq!(roles(article), [Some("husband".to_owned())]);
    }

    #[test]
    fn titles_with_other_words_in_them() {
        for title in ["Secretary of State", "Det Sgt", "Detective Sergeant", "Cllr"] {
            assert_eq!(names(&format!("{title} Ann Lee said that it rained.")), [["Ann Lee"]], "{title}");
        }
    }

    #[test]
    fn people_in_the_name_of_a_body() {
        for body in ["Alma Fishermen's Union", "Alma Workers’ Party", "Karst People’s Bank"] {
            assert_eq!(names(&format!("The {body} said that it rained.")), [[body]]);
        }
    }

    #[test]
    fn somebody_described_at_first_has_the_role() {
        let article = "A baker was jailed after a judge said that he had lied.\n\nBo Ek denied that he \
                       had lied.\n\n“You lied,” Judge Ann Lee told him.";
        assert_eq!(names(article)[0], ["Ann Lee"]);
    }

    #[test]
    fn two_names_are_two_persons() {
        assert_eq!(names("Ann Lee and Bo Ek said that it rained."), [["Ann Lee", "Bo Ek"]]);
        assert_eq!(
            names("Ann Lee and harbour officials said that it rained."),
            [["Ann Lee", "Harbour officials"]]
        );
    }

    #[test]
    fn a_person_named_twice_speaks_once() {
        assert_eq!(names("Ann Lee and Ms. Lee said that it rained."), [["Ann Lee"]]);
    }

    #[test]
    fn a_description_is_the_person_with_the_role() {
        let article = "President Ann Lee met Mayor Bo Ek. The president said that it rained. \
                       She said that it snowed. The mayor said that it hailed.";
        assert_eq!(names(article), [["Ann Lee"], ["Ann Lee"], ["Bo Ek"]]);
    }

    #[test]
    fn titles_tell_he_from_she() {
        let article = "Mr. Bo Ek met Ms. Ann Lee. She said that it rained. He said that it snowed.";
        assert_eq!(names(article), [["Ann Lee"], ["Bo Ek"]]);
    }

    #[test]
    fn the_article_tells_he_from_she() {
        // A pronoun that can only mean Lee; an apposition; a first name.
        for shows in ["Oda Lee lost her hat.", "Oda Lee, a spokeswoman, left.", "Mary Lee left."] {
            let name = shows.split([' ', ',']).take(2).collect::<Vec<_>>().join(" ");
            let article = format!("{shows} Mr. Bo Ek met Lee in the hall. She said that it rained.");
            assert_eq!(names(&article), [[name]], "{shows}");
        }
    }

    #[test]
    fn pronouns_overrule_a_first_name() {
        let article = "Mary Lee lost his hat. Lee found it before he left. Ann Ek met Lee. \
                       He said that it rained.";
        assert_eq!(names(article), [["Mary Lee"]]);
    }

    #[test]
    fn who_is_named_in_a_quotation_does_not_say_it() {
        let article = "Mary Lee waited.\n\n“Ann Ek is late again today,” she said.";
        assert_eq!(names(article), [["Mary Lee"]]);
    }

    #[test]
    fn a_first_name_is_the_full_name() {
        assert_eq!(names("Mary Lee waited. Mary said that it rained."), [["Mary Lee"]]);
        let sisters = "Mary Lee and Mary Ek waited. Mary said that it rained.";
        assert_eq!(names(sisters), [["Mary"]]);
    }

    #[test]
    fn one_surname_may_be_two_persons() {
        let article = "Bill Dunn and Mary Dunn met the press. Mrs. Dunn said that it rained. \
                       Bill Dunn said that it snowed.";
        assert_eq!(names(article), [["Mary Dunn"], ["Bill Dunn"]]);
        let often = "Bill Dunn spoke first. Mary Dunn spoke last. Mary Dunn left. Dunn said that it rained.";
        assert_eq!(names(often), [["Mary Dunn"]]);
    }

    #[test]
    fn short_names_of_bodies() {
        let reserve = "The Federal Reserve raised rates on Monday. The Fed said that it rained.";
        assert_eq!(names(reserve), [["Federal Reserve"]]);
        let trade = "The World Trade Organization met in Port Alma. The WTO said that it rained.";
        assert_eq!(names(trade), [["World Trade Organization"]]);
    }

    #[test]
    fn a_title_may_be_a_surname() {
        let article = "Rev. Dr. Martin Luther King Jr. spoke. King said that it rained.";
        assert_eq!(names(article), [["Martin Luther King Jr."]]);
        assert_eq!(roles(article), [Some("Reverend".to_owned())]);
    }

    #[test]
    fn roles_stand_in_many_places() {
        for (article, role) in [
            ("Sen. Mia Ek arrived. The senator said that it rained.", "Senator"),
            ("The former envoy, Mia Ek, spoke. The former envoy said that it rained.", "former envoy"),
            ("Mia Ek, former envoy to Alma, arrived. Ek said that it rained.", "former envoy to Alma"),
            ("Mia Ek, who is a former envoy, arrived. Ek said that it rained.", "former envoy"),
            ("Mia Ek, the Republican, arrived. The Republican said that it rained.", "Republican"),
        ] {
            assert_eq!(names(article), [["Mia Ek"]], "{article}");
            assert_eq!(roles(article), [Some(role.to_owned())]);
        }
    }

    #[test]
    fn three_names_are_three_persons() {
        assert_eq!(
            names("Ann Lee (D-Alma), Bo Ek and Cy Dunn said that it rained."),
            [["Ann Lee", "Bo Ek", "Cy Dunn"]]
        );
    }

    #[test]
    fn another_word_for_who_was_named_last() {
        let article = "Ann Lee opened the hall. “It rained all day,” the former harbour judge said.";
        let known = "Ann Lee opened the hall. “It rained all day,” the Kestrian senator said.";
        assert_eq!(names(known), [["Ann Lee"]]);
        assert_eq!(names(article), [["Ann Lee"]]);
        let bank =
            "Brill & Co. fell. Brill & Co. rose. Brill & Co. fell again. The bank said that it rained.";
        assert_eq!(names(bank), [["Brill & Co."]]);
        assert_eq!(names("Ann Lee left. The bank said that it rained."), [["Bank"]]);
    }

    #[test]
    fn the_capital_of_a_sentence_makes_no_name() {
        assert_eq!(
            names("It rained. Data from the harbour office show that it snowed."),
            [["Data from the harbour office"]]
        );
    }

    #[test]
    fn nicknames_stand_between_quotation_marks() {
        for nickname in ["“Bob”", "\"Bob\"", "‘Bob’"] {
            let full = format!("Robert {nickname} Lee");
            for short in ["Bob", "Bob Lee", "Robert Lee", "Lee"] {
                let article = format!("{full} waited with Ann Ek. {short} said that it rained.");
                assert_eq!(names(&article), [[full.as_str()]], "{article}");
            }
        }
        // The mark of a quotation is none.
        assert_eq!(names("“I am Bob,” Ann Ek said. Bob Lee said that it rained.")[1], ["Bob Lee"]);
    }

    #[test]
    fn an_acronym_may_look_like_a_pronoun() {
        let article = "The World Health Organization met. The WHO said that it rained. Ann Lee, who \
                       came late, said that it snowed.";
        assert_eq!(names(article), [["World Health Organization"], ["Ann Lee"]]);
        assert_eq!(names("WHO SAID THAT IT RAINED?"), [NOBODY]);
    }

    #[test]
    fn what_a_role_calls_a_company_is_no_person() {
        for role in ["a maker of boats", "the largest bank in Alma", "a consultancy"] {
            let article = format!("Brill Partners, {role}, said that it rained.");
            assert_eq!(kinds(&article), [SpeakerKind::Organization], "{role}");
        }
        assert_eq!(kinds("Mia Brill, a baker, said that it rained."), [SpeakerKind::Person]);
    }

    #[test]
    fn the_opening_is_about_the_person_who_speaks_next() {
        let article = "A former mayor says that it rained.\n\n“It rained all day,” said Mia Ek, who led \
                       the hall for years. “We left.”";
        assert_eq!(names(article), [["Mia Ek"], ["Mia Ek"]]);
        let man = "A former chairwoman says that it rained.\n\n“It rained all day,” said John Ek.";
        assert_eq!(names(man)[0], ["Former chairwoman"]);
        let known = "A former mayor says that Mia Ek was late.\n\n“It rained all day,” said Mia Ek.";
        assert_eq!(names(known)[0], ["Former mayor"]);
    }

    #[test]
    fn a_second_verb_has_the_same_subject() {
        for article in [
            "Ann Lee left the hall at dawn, and promptly voted against the harbour plan.",
            "Ann Lee will be unable to turn the crowd against the hosts and accuse the audience of being \
             friends of the council.",
        ] {
            let text = Text::new(article);
            let attributions = quotes::find(&text);
            assert!(attributions[0].source.is_empty(), "{attributions:?}");
            assert_eq!(names(article), [["Ann Lee"]]);
        }
    }

    #[test]
    fn who_is_the_name_before_it() {
        assert_eq!(names("Bo Ek met Ann Lee, who said that it rained."), [["Ann Lee"]]);
    }

    #[test]
    fn a_possessor_does_not_speak() {
        let article =
            "Ann Lee ran in May. Lee's campaign said that it rained. Aides to Lee said that it snowed.";
        assert_eq!(names(article), [["Lee's campaign"], ["Aides to Lee"]]);
    }

    #[test]
    fn a_byline_names_nobody() {
        let article = "By Ann Lee\n\nThe hall closed. She said that it rained.\n\nIt was late.";
        assert_eq!(names(article), [NOBODY]);
    }

    #[test]
    fn groups_lose_their_article() {
        for (source, name) in [
            ("The analysts said that it rained.", "Analysts"),
            ("Some officials said that it rained.", "Officials"),
            ("Officials in Port Alma said that it rained.", "Officials in Port Alma"),
            ("Aides to Ann Lee said that it rained.", "Aides to Ann Lee"),
            ("Many of the judges said that it rained.", "Many of the judges"),
        ] {
            assert_eq!(names(source), [[name]]);
            assert_eq!(kinds(source), [SpeakerKind::Group], "{source}");
        }
    }

    #[test]
    fn one_among_many_is_no_group() {
        for source in
            ["A spokeswoman for the unions said that it rained.", "One of the judges said that it rained."]
        {
            assert_eq!(kinds(source), [SpeakerKind::Unknown], "{source}");
        }
    }

    #[test]
    fn talks_named_after_two_persons() {
        let article = "Ann Lee and Bo Ek are in town. Cy Dunn waited. Ahead of the Lee-Ek talks, \
                       both leaders said that it rained.";
        assert_eq!(names(article), [["Ann Lee", "Bo Ek"]]);
    }

    #[test]
    fn suffixes_particles_and_hyphens() {
        for (full, short) in [
            ("Martin Lee Jr.", "Lee"),
            ("Ursula van der Meer", "Van der Meer"),
            ("Vincent Van Dorn", "Van Dorn"),
            ("Anne-Marie Lee-Ek", "Lee-Ek"),
            ("Ludo O'Hara", "O'Hara"),
            ("Al Dunn", "Dunn"),
        ] {
            let article = format!("{full} said that it rained. {short} added that it snowed.");
            assert_eq!(names(&article), [[full]; 2]);
            assert_eq!(kinds(&article), [SpeakerKind::Person]);
        }
    }

    #[test]
    fn bodies() {
        let article = "The Foreign Ministry said that it rained. It said that it would stop.";
        assert_eq!(names(article), [["Foreign Ministry"]; 2]);
        assert_eq!(kinds(article), [SpeakerKind::Organization]);
    }

    #[test]
    fn a_transcript_does_not_shout() {
        let article = "ANN LEE: It rained.\nBO O’HARA-EK: It snowed.\nMODERATOR: Thank you.\nBBC: It hailed.";
        assert_eq!(names(article), [["Ann Lee"], ["Bo O’Hara-Ek"], ["Moderator"], ["BBC"]]);
    }

    #[test]
    fn a_name_behind_a_role_and_a_title() {
        assert_eq!(names("The bank’s chief economist, Dr. Mia Ek, said that it rained."), [["Mia Ek"]]);
        assert_eq!(
            names("According to the consultancy Brill & Co., which fell, it rained."),
            [["Brill & Co."]]
        );
    }

    #[test]
    fn an_unsure_pronoun_is_unknown_and_tells_who_may_be_meant() {
        let article = "It rained on Bo Ek and Cy Dunn and Uli Berg.\n\nHe said that it snowed.";
        let text = Text::new(article);
        let people = resolve(&text, &quotes::find(&text));
        assert_eq!(people.said_by.len(), 1);
        assert!(people.said_by[0].speakers.is_empty());
        let names: Vec<&str> = people.said_by[0].chain.iter().map(|&span| text.slice(span)).collect();
        assert!(names.len() > 1 && names.contains(&"Cy Dunn"), "{names:?}");
    }

    #[test]
    fn unknown_stays_unknown() {
        for source in [
            "He said that it rained.",
            "They said that it rained.",
            "The hall closed. She said that it rained.",
            "Some said that it rained.",
            "“We were never asked about it.”",
        ] {
            assert_eq!(names(source), [NOBODY], "{source}");
        }
    }
}
