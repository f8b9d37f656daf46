//! Who a report says is speaking: titles, bodies, and words that only look like names.
#![cfg(not(target_arch = "wasm32"))]

use whosaid::Report;
use whosaid::report::SpeakerKind;

/// Which pronoun finds the bearer of a title.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Gender {
    He,
    She,
    Either,
}

use Gender::{Either, He, She};

impl Gender {
    fn allows(self, pronoun: &str) -> bool {
        match self {
            He => pronoun == "He",
            She => pronoun == "She",
            Either => true,
        }
    }
}

/// People as an article may introduce them, by the gender that the title tells.
/// Both "Ek" and "Oda" fit a man and a woman, and both are left when the title goes.
const TITLED: &[(Gender, &[&str])] = &[
    // Forms of address.
    (He, &["Mr Ek", "Mr. Ek", "Mr Oda Ek", "Sir Oda Ek"]),
    (She, &["Mrs Ek", "Mrs. Ek", "Ms Ek", "Ms. Ek", "Miss Ek", "Madam Ek", "Madame Ek", "Dame Oda Ek"]),
    (Either, &["Mx Ek", "Dr Ek", "Dr. Ek", "Prof Ek", "Prof. Ek", "Professor Ek", "Prof. Dr. Ek"]),
    // Nobility and royalty.
    (He, &["Lord Ek", "Baron Ek", "Viscount Ek", "Earl Ek", "Duke Ek", "Prince Oda", "King Oda"]),
    (She, &["Lady Ek", "Baroness Ek", "Viscountess Ek", "Countess Ek", "Duchess Ek"]),
    (She, &["Princess Oda", "Queen Oda"]),
    // Local politics.
    (Either, &["Cllr Ek", "Cllr. Ek", "Councillor Ek", "Mayor Ek", "Deputy Mayor Ek"]),
    (He, &["Councilman Ek", "Congressman Ek", "Chairman Ek", "Spokesman Ek"]),
    (She, &["Councilwoman Ek", "Congresswoman Ek", "Chairwoman Ek", "Spokeswoman Oda Ek"]),
    // The United States.
    (Either, &["Sen Ek", "Sen. Ek", "Senator Ek", "Rep. Ek", "Gov. Ek", "Governor Ek", "Lt. Gov. Ek"]),
    (Either, &["Pres. Ek", "President Ek", "Vice President Ek", "Attorney General Ek", "Justice Ek"]),
    (Either, &["Judge Ek", "Secretary Ek", "Ambassador Ek", "Sheriff Ek", "Deputy Ek", "Officer Ek"]),
    (Either, &["Hon. Ek", "Hon Oda Ek"]),
    // Governments elsewhere.
    (Either, &["Prime Minister Ek", "Minister Ek", "Premier Ek", "Chancellor Ek", "Taoiseach Ek"]),
    // Police in Britain and Australia.
    (Either, &["Det. Insp. Ek", "Det Insp Ek", "Det. Sgt. Ek", "Det Sgt Ek", "Det. Supt. Ek", "Det Supt Ek"]),
    (Either, &["Det Ch Insp Ek", "Detective Inspector Ek", "Detective Chief Inspector Ek", "Detective Ek"]),
    (Either, &["Insp Ek", "Insp. Ek", "Inspector Ek", "Chief Inspector Ek", "Supt Ek", "Supt. Ek"]),
    (Either, &["Chief Supt Ek", "Sgt Ek", "Sgt. Ek", "Sergeant Ek", "Constable Ek", "Chief Constable Ek"]),
    (Either, &["Senior Constable Ek", "Leading Senior Constable Ek", "Commissioner Ek"]),
    (Either, &["Assistant Commissioner Ek", "DCI Ek", "DS Ek", "PC Ek"]),
    // Armed forces.
    (Either, &["Gen Ek", "Gen. Ek", "General Ek", "Maj. Gen. Ek", "Maj Gen Ek", "Brig. Gen. Ek"]),
    (Either, &["Brig. Ek", "Brigadier Ek", "Col Ek", "Col. Ek", "Colonel Ek", "Lt. Col. Ek", "Lt Col Ek"]),
    (Either, &["Lieutenant Colonel Ek", "Lt Ek", "Lt. Ek", "Lieutenant Ek", "Maj. Ek", "Major Ek"]),
    (Either, &["Capt Ek", "Capt. Ek", "Captain Ek", "Cpl Ek", "Cpl. Ek", "Corporal Ek", "Staff Sgt. Ek"]),
    (Either, &["Adm. Ek", "Admiral Ek", "Rear Adm. Ek", "Rear Admiral Ek", "Vice Admiral Ek"]),
    (Either, &["Cmdr. Ek", "Cdr Ek", "Commander Ek", "Wing Commander Ek", "Sgt. Maj. Ek"]),
    // Clergy.
    (He, &["Father Ek", "Brother Oda", "Sheikh Ek"]),
    (She, &["Sister Oda"]),
    (Either, &["Rev Ek", "Rev. Ek", "Revd Ek", "Reverend Ek", "Fr Ek", "Fr. Ek", "Bishop Ek", "Canon Ek"]),
    (Either, &["Archbishop Ek", "Monsignor Ek", "Msgr. Ek", "Rabbi Ek", "Imam Ek"]),
    // India and Nigeria.
    (He, &["Shri Ek", "Shri Oda Ek", "Alhaji Ek", "Alhaji Oda Ek", "Emir Ek"]),
    (She, &["Smt Ek", "Smt Oda Ek", "Alhaja Ek", "Chief Mrs Ek", "Dr Mrs Ek"]),
    (Either, &["Chief Ek", "Engr Ek", "Engr. Ek", "Barr. Ek", "Barrister Ek"]),
];

/// Where the person stands in a sentence.
const FORMS: [&str; 2] = [
    "“We left at dawn,” said PERSON. PRONOUN said that it rained.",
    "PERSON said that the harbour was closed. PRONOUN said that it rained.",
];

/// The names of those who say the attribution at an index.
fn speakers(report: &Report, quote: usize) -> Vec<&str> {
    report.quotes[quote].speakers.iter().map(|&id| report.speakers[id].name.as_str()).collect()
}

#[test]
fn a_title_is_no_part_of_the_name_and_tells_the_pronoun() {
    let mut faults = Vec::new();
    for &(gender, people) in TITLED {
        for person in people {
            // Every name ends like this, and nothing of it is a title.
            let name = ["Oda Ek", "Ek", "Oda"].into_iter().find(|name| person.ends_with(name));
            let name = name.expect("the table names Ek and Oda");
            for (form, pronoun) in FORMS.iter().flat_map(|form| [(form, "He"), (form, "She")]) {
                let article = form.replace("PRONOUN", pronoun).replace("PERSON", person);
                let report = whosaid::analyze(&article);
                let known = report.quotes.len() == 2
                    && speakers(&report, 0) == [name]
                    && report.speakers[0].kind == SpeakerKind::Person;
                let expected: &[&str] = if gender.allows(pronoun) { &[name] } else { &[] };
                if !known || speakers(&report, 1) != expected {
                    faults.push(format!("{article} {:#?}", report.speakers));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_body_is_one_in_british_and_american_spelling() {
    for name in ["World Health Organisation", "World Health Organization"] {
        for the in ["The ", ""] {
            let article = format!("{the}{name} said that the harbour was closed.");
            let report = whosaid::analyze(&article);
            assert_eq!(speakers(&report, 0), [name], "{article}");
            assert_eq!(report.speakers[0].kind, SpeakerKind::Organization, "{article}");
        }
    }
}

/// "German", "human", "Roman" and "Norman" end in "man" or are given names of men.
#[test]
fn a_description_that_looks_like_a_man_leaves_a_woman_found() {
    for description in
        ["a German judge", "a human rights lawyer", "a Roman judge", "a Norman judge", "a German"]
    {
        for article in [
            format!("Mary Lee, {description}, left at dawn. She said that it rained."),
            format!("Mary Lee, {description}, said that the court was closed. She said that it rained."),
        ] {
            let report = whosaid::analyze(&article);
            assert!(!report.quotes.is_empty(), "{article}");
            for quote in 0..report.quotes.len() {
                assert_eq!(speakers(&report, quote), ["Mary Lee"], "{article}");
            }
            assert_eq!(report.speakers.len(), 1, "{article}");
        }
    }
}

#[test]
fn a_surname_that_looks_like_a_man_leaves_a_woman_found() {
    for surname in ["German", "Roman", "Norman", "Human"] {
        for (first, pronoun, found) in [("Mary", "She", true), ("Mary", "He", false), ("Tom", "He", true)] {
            let name = format!("{first} {surname}");
            let article = format!("{name} said that the court was closed. {pronoun} said that it rained.");
            let report = whosaid::analyze(&article);
            assert_eq!(speakers(&report, 0), [&name], "{article}");
            let expected: &[&str] = if found { &[&name] } else { &[] };
            assert_eq!(speakers(&report, 1), expected, "{article}");
        }
    }
}
