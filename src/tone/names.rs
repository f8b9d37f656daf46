//! Names carry no tone: "Hope Hicks" is no hope, "Grace" no grace.
//!
//! A capital inside a sentence marks a name. Where capitals say nothing (the
//! first word, a headline in title case) a word counts as a name if it is not
//! known in small letters, if the article uses it as a name elsewhere, if it is
//! a common given name, or if its neighbour shows it: a first word before
//! another capital ("Justice Department"), a surname before a verb.

use std::collections::HashSet;
use std::ops::Range;

use super::context;
use crate::model;
use crate::people;
use crate::text::{Text, TokenKind};

/// Given names that are charged words in lower case.
const GIVEN_NAMES: &[&str] = &[
    "angel", "bliss", "charity", "dick", "earnest", "faith", "frank", "gay", "grace", "hope", "jolly", "joy",
    "love", "merry", "mercy", "rich", "rob", "sunny", "victor",
];

/// Surnames that are charged words in lower case and often lead a sentence as
/// such ("Strong winds"): a name only where they act or are spoken of.
const SURNAMES: &[&str] = &[
    "best", "bright", "champion", "darling", "fear", "fine", "friend", "good", "hardy", "loving", "moody",
    "noble", "pain", "pleasant", "savage", "sharp", "smart", "strange", "strong", "sweet", "swift", "winner",
    "wise", "worth",
];
/// What follows the subject of a sentence; verbs in "-ed" do, too.
const AFTER_SUBJECTS: &[&str] = &[
    "'s", ",", ":", "and", "also", "did", "does", "had", "has", "is", "later", "said", "says", "then",
    "told", "took", "was", "went", "who", "will", "would", "wrote",
];

/// Words that stay in lower case in a title.
const SMALL_WORDS: &[&str] = &[
    "a", "an", "the", "and", "or", "nor", "but", "as", "at", "by", "for", "from", "in", "into", "of", "off",
    "on", "onto", "out", "over", "per", "than", "to", "up", "via", "vs", "vs.", "with", "is", "are", "it",
    "its", "after", "before", "about", "against", "be", "if", "not", "that", "who", "'s",
];
/// A title has at least this many capitalised words beside small words.
const TITLE_WORDS: usize = 3;

/// Marks the tokens that are parts of names.
///
/// `valences` are those of the tokens by themselves.
pub(super) fn mark(text: &Text, valences: &[f64], named: &mut [bool]) {
    let mut known = HashSet::new();
    let mut doubtful = Vec::new();
    for sentence in &text.sentences {
        let title = is_title(text, &sentence.tokens);
        for t in sentence.tokens.clone().filter(|&t| has_capital(text, t)) {
            let running = !title && !is_shouted(text, t);
            if running && !starts(text, t) && text.norm(t) != "i" {
                named[t] = true;
                known.insert(text.norm(t));
            } else {
                doubtful.push((t, running));
            }
        }
    }
    for (t, running) in doubtful {
        let norm = text.norm(t);
        let charged = valences[t] != 0.0;
        let ordinary = charged || model::is_ordinary(norm);
        let leads = leads_name(text, t) && !people::is_small_word(norm) && !context::is_modifier(norm);
        named[t] |= !ordinary
            || is_country(text, t)
            || (charged || is_first_name(norm)) && known.contains(norm)
            || GIVEN_NAMES.contains(&norm)
            || (SURNAMES.contains(&norm) && is_subject(text, t))
            || leads && (running || !charged && is_first_name(norm));
    }
}

/// Whether a token may be a name, because not all its letters are small.
fn has_capital(text: &Text, t: usize) -> bool {
    text.tokens[t].kind == TokenKind::Word
        && !text.raw(t).chars().filter(|c| c.is_alphabetic()).all(char::is_lowercase)
}

/// "US" and "WHO" look like pronouns in small letters.
fn is_country(text: &Text, t: usize) -> bool {
    matches!(text.raw(t), "US" | "U.S." | "UK" | "UN" | "EU" | "WHO")
}

fn is_first_name(norm: &str) -> bool {
    people::is_first_name(norm)
}

/// Whether all words but the small ones are capitalised, as in a headline.
fn is_title(text: &Text, sentence: &Range<usize>) -> bool {
    let mut capitalized = 0;
    for t in sentence.clone().filter(|&t| text.tokens[t].kind == TokenKind::Word) {
        if text.is_capitalized(t) {
            capitalized += usize::from(!SMALL_WORDS.contains(&text.norm(t)));
        } else if !SMALL_WORDS.contains(&text.norm(t)) {
            return false;
        }
    }
    capitalized >= TITLE_WORDS
}

/// Whether a token is capitalised because something starts with it: the
/// sentence, a quote ("He said, “Great idea.”"), or what follows a colon.
fn starts(text: &Text, t: usize) -> bool {
    let sentence = &text.sentences[text.tokens[t].sentence].tokens;
    let before = (sentence.start..t).rev().find(|&b| text.tokens[b].kind != TokenKind::Mark);
    let marks = before.map_or(sentence.start, |b| b + 1)..t;
    let quote = marks.clone().any(|m| is_quotation_mark(text.norm(m)));
    // One word alone between quotation marks is a title: the film "Joy".
    let alone = quote && text.tokens.get(t + 1).is_some() && is_quotation_mark(text.norm(t + 1));
    !alone && (before.is_none() || quote || marks.clone().any(|m| matches!(text.norm(m), ":" | "…" | "...")))
}

pub(super) fn is_quotation_mark(norm: &str) -> bool {
    matches!(norm, "\"" | "“" | "”" | "'" | "''" | "``" | "`" | "«" | "»" | "„")
}

/// Whether a word in capitals only is meant loud ("SAD!") and not a name.
fn is_shouted(text: &Text, t: usize) -> bool {
    let loud = |t: usize| text.raw(t).chars().all(|c| !c.is_lowercase());
    let named = |t: usize| text.tokens.get(t).is_some() && text.is_capitalized(t) && !loud(t);
    text.norm(t).len() > 2 && loud(t) && !named(t + 1)
}

/// Whether a first word is followed by what a person does.
fn is_subject(text: &Text, t: usize) -> bool {
    let next = if t + 1 < text.tokens.len() { text.norm(t + 1) } else { "" };
    AFTER_SUBJECTS.contains(&next) || next.ends_with("ed")
}

/// Whether a first word is the start of a name ("Hope Hicks"); an adverb
/// ("Sadly, Lee …") is not.
fn leads_name(text: &Text, t: usize) -> bool {
    let next = t + 1;
    let same = text.tokens.get(next).is_some_and(|n| n.sentence == text.tokens[t].sentence);
    same && text.tokens[next].kind == TokenKind::Word
        && text.is_capitalized(next)
        && !text.norm(t).ends_with("ly")
        && text.norm(next) != "i"
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::text::Text;

    /// The words that count as names, if every word is charged.
    fn names(source: &str) -> Vec<&str> {
        let text = Text::new(source);
        let mut named = vec![false; text.tokens.len()];
        mark(&text, &vec![1.0; text.tokens.len()], &mut named);
        (0..named.len()).filter(|&t| named[t]).map(|t| text.raw(t)).collect()
    }

    #[test]
    fn capitals_inside_a_sentence() {
        assert_eq!(names("On Friday he told Hope that hope was lost."), ["Friday", "Hope"]);
    }

    #[test]
    fn first_words() {
        assert_eq!(names("Hope Hicks left."), ["Hope", "Hicks"]);
        assert_eq!(names("Violence spread. “Terrible news,” he said."), [""; 0]);
        assert_eq!(names("He met Ann Strong. Strong was late."), ["Ann", "Strong", "Strong"]);
        assert_eq!(names("Sadly Lee lost."), ["Lee"]);
        assert_eq!(names("Strong winds blew. Strong said no."), ["Strong"]);
    }

    #[test]
    fn headlines() {
        assert_eq!(names("Deadly Storm Kills Three in Town"), [""; 0]);
        assert_eq!(names("This is a DISASTER and SAD."), [""; 0]);
    }
}
