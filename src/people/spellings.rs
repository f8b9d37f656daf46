//! The same name written otherwise: without its accents ("Müller", "Mueller",
//! "Muller"), or in the short form that friends use ("Joe" for Joseph).

use crate::lexicon::without_accents;

/// Short forms of given names, and the names that each is short for.
const SHORT: &[(&str, &[&str])] = &[
    ("abby", &["abigail"]),
    ("al", &["albert", "alan", "alfred", "alexander"]),
    ("alex", &["alexander", "alexandra", "alexandre", "alexis"]),
    ("andy", &["andrew", "andreas"]),
    ("barney", &["barnaby", "bernard"]),
    ("becky", &["rebecca"]),
    ("ben", &["benjamin", "benedict"]),
    ("benny", &["benjamin"]),
    ("bernie", &["bernard"]),
    ("bert", &["albert", "herbert", "robert"]),
    ("beth", &["elizabeth", "bethany"]),
    ("betty", &["elizabeth"]),
    ("bill", &["william"]),
    ("billy", &["william"]),
    ("bob", &["robert"]),
    ("bobby", &["robert"]),
    ("cathy", &["catherine"]),
    ("charlie", &["charles", "charlotte"]),
    ("chris", &["christopher", "christine", "christina", "christian"]),
    ("chuck", &["charles"]),
    ("cindy", &["cynthia"]),
    ("dan", &["daniel"]),
    ("danny", &["daniel"]),
    ("dave", &["david"]),
    ("deb", &["deborah", "debra"]),
    ("debbie", &["deborah", "debra"]),
    ("dick", &["richard"]),
    ("don", &["donald"]),
    ("doug", &["douglas"]),
    ("ed", &["edward", "edwin", "edmund"]),
    ("eddie", &["edward", "edwin"]),
    ("frank", &["francis", "franklin"]),
    ("fred", &["frederick", "alfred"]),
    ("gabe", &["gabriel"]),
    ("geoff", &["geoffrey"]),
    ("gerry", &["gerald", "gerard"]),
    ("greg", &["gregory"]),
    ("hank", &["henry"]),
    ("harry", &["henry", "harold"]),
    ("jack", &["john"]),
    ("jake", &["jacob"]),
    ("jamie", &["james"]),
    ("jeff", &["jeffrey"]),
    ("jen", &["jennifer"]),
    ("jenny", &["jennifer"]),
    ("jerry", &["gerald", "jerome", "jeremy"]),
    ("jess", &["jessica"]),
    ("jim", &["james"]),
    ("jimmy", &["james"]),
    ("joe", &["joseph"]),
    ("joey", &["joseph"]),
    ("johnny", &["john"]),
    ("jon", &["jonathan"]),
    ("josh", &["joshua"]),
    ("kate", &["katherine", "catherine", "kathryn"]),
    ("kathy", &["katherine", "kathleen", "kathryn"]),
    ("katie", &["katherine", "catherine", "kathryn"]),
    ("ken", &["kenneth"]),
    ("larry", &["lawrence", "laurence"]),
    ("leo", &["leonard", "leonardo", "leopold"]),
    ("liz", &["elizabeth"]),
    ("lizzie", &["elizabeth"]),
    ("maggie", &["margaret"]),
    ("mandy", &["amanda"]),
    ("matt", &["matthew"]),
    ("max", &["maximilian", "maxwell"]),
    ("meg", &["margaret", "megan"]),
    ("mel", &["melanie", "melissa", "melvin"]),
    ("mick", &["michael"]),
    ("mike", &["michael"]),
    ("mo", &["mohamed", "mohammed", "muhammad"]),
    ("nat", &["nathan", "nathaniel", "natalie"]),
    ("nate", &["nathan", "nathaniel"]),
    ("ned", &["edward", "edmund"]),
    ("nick", &["nicholas", "nicolas"]),
    ("pam", &["pamela"]),
    ("pat", &["patrick", "patricia"]),
    ("pete", &["peter"]),
    ("phil", &["philip", "phillip"]),
    ("ray", &["raymond"]),
    ("rich", &["richard"]),
    ("rick", &["richard"]),
    ("rob", &["robert"]),
    ("ron", &["ronald"]),
    ("sam", &["samuel", "samantha"]),
    ("sandy", &["alexander", "sandra"]),
    ("sasha", &["alexander", "alexandra", "oleksandr", "aleksandr"]),
    ("steve", &["steven", "stephen"]),
    ("stu", &["stuart", "stewart"]),
    ("sue", &["susan", "suzanne"]),
    ("ted", &["edward", "theodore"]),
    ("terry", &["terence", "theresa"]),
    ("tim", &["timothy"]),
    ("tom", &["thomas"]),
    ("tommy", &["thomas"]),
    ("tony", &["anthony", "antonio"]),
    ("vicky", &["victoria"]),
    ("vince", &["vincent"]),
    ("wes", &["wesley"]),
    ("will", &["william"]),
    ("zack", &["zachary"]),
];

/// A surname (in small letters) without accents, and with "u" for the "ue" that may
/// stand for "ü", so that all spellings of it are the same.
pub(super) fn surname(name: &str) -> String {
    let mut plain = without_accents(name);
    for (two, one) in [("ae", "a"), ("oe", "o"), ("ue", "u")] {
        if plain.contains(two) {
            plain = plain.replace(two, one);
        }
    }
    plain
}

/// A surname of fewer letters is too easily another one in another order.
const LETTERS: usize = 5;

/// The letters of a surname (in small letters), each once: the first, and then the others in
/// order of the alphabet. Surnames that differ only by a slip of the pen mostly have the same.
pub(super) fn letters(surname: &str) -> Option<String> {
    let mut chars = surname.chars();
    let first = chars.next()?;
    let mut others: Vec<char> = chars.collect();
    if others.len() + 1 < LETTERS {
        return None;
    }
    others.sort_unstable();
    others.dedup();
    Some(std::iter::once(first).chain(others).collect())
}

/// The given names that a short form stands for, or the short forms of a given name.
pub(super) fn other_forms(given: &str) -> impl Iterator<Item = &'static str> {
    let longs = SHORT.iter().filter(move |(short, _)| *short == given).flat_map(|(_, longs)| *longs);
    let shorts = SHORT.iter().filter(move |(_, longs)| longs.contains(&given)).map(|(short, _)| short);
    longs.chain(shorts).copied()
}

#[cfg(test)]
mod tests {
    use super::{SHORT, letters, other_forms, surname};

    #[test]
    fn spellings_of_one_name() {
        for name in ["müller", "mueller", "muller", "mu\u{308}ller"] {
            assert_eq!(surname(name), "muller");
        }
        assert_ne!(surname("miller"), surname("muller"));
    }

    #[test]
    fn slips_of_the_pen_have_the_same_letters() {
        for (one, other) in [("maleko", "makelo"), ("dunsted", "dunstede"), ("ekberg", "ekbreg")] {
            assert_eq!(letters(one), letters(other));
        }
        assert_ne!(letters("harper"), letters("parher"));
        assert_eq!(letters("lane"), None);
    }

    #[test]
    fn short_forms_are_known_both_ways() {
        assert!(other_forms("joe").eq(["joseph"]));
        assert!(other_forms("joseph").eq(["joe", "joey"]));
        assert_eq!(other_forms("quintilia").count(), 0);
        assert!(SHORT.is_sorted_by(|one, next| one.0 < next.0));
    }
}
