//! What the pages of a printed text have above and below their columns: page
//! numbers and running titles. They interrupt sentences when text is copied.

use std::collections::HashMap;

use super::lines::Line;
use super::wrap::{Reader, Wrap, ends_sentence, is_titled};

/// A running title has at most this many characters.
const TITLE: usize = 100;
/// A page number has at most this many digits.
const DIGITS: usize = 4;

/// Lines that may be furniture, as they are found before it is known whether
/// the text is wrapped.
#[derive(Debug)]
pub(super) struct Suspects {
    /// The lines of each form.
    groups: Vec<Vec<usize>>,
    /// For each line, whether it is the number of a page or stands elsewhere, too.
    pub(super) is_suspect: Vec<bool>,
}

impl Suspects {
    pub(super) fn of(source: &str, lines: &[Line]) -> Self {
        let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, line) in lines.iter().enumerate() {
            let text = line.text(source);
            if line.width <= TITLE && (is_page_number(text) || !ends_sentence(text)) {
                groups.entry(form(text)).or_default().push(at);
            }
        }
        let groups: Vec<Vec<usize>> = groups.into_values().collect();
        let mut is_suspect = vec![false; lines.len()];
        for group in &groups {
            if group.len() > 1 || is_page_number(lines[group[0]].text(source)) {
                for &at in group {
                    is_suspect[at] = true;
                }
            }
        }
        Suspects { groups, is_suspect }
    }

    /// For each line of a wrapped text, whether it is furniture of its pages.
    ///
    /// A line is, if the same line, digits aside, stands elsewhere and interrupts
    /// a sentence at least once; if it is the number of a page and the others of
    /// its form do; or if it interrupts a sentence and is plainly no part of it.
    pub(super) fn furniture(&self, reader: Reader<'_>, lines: &[Line], wrap: &Wrap<'_>) -> Vec<bool> {
        let text = |at: usize| lines[at].text(reader.source);
        let before = neighbours(&self.is_suspect, 0..lines.len());
        let after = neighbours(&self.is_suspect, (0..lines.len()).rev());
        let interrupts = |at: usize| {
            let both = before[at].zip(after[at]);
            both.is_some_and(|(before, after)| reader.goes_on(&lines[before], &lines[after]))
        };
        let is_short = |at: usize| lines.get(at + 1).is_some_and(|next| !wrap.is_full(&lines[at], next));
        let mut found = vec![false; lines.len()];
        for group in &self.groups {
            let first = group[0];
            let numbers = is_page_number(text(first));
            let rising = group.len() > 2 && group.is_sorted_by(|&a, &b| number(text(a)) < number(text(b)));
            let alone = || is_short(first) && is_apart(text(first));
            let interrupting = group.iter().any(|&at| interrupts(at));
            if numbers && rising || interrupting && (numbers || group.len() > 1 || alone()) {
                for &at in group {
                    found[at] = true;
                }
            }
        }
        found
    }
}

/// For each line, the last one before it in `order` that is no suspect: a running
/// title may stand beside a page number, and both interrupt one sentence.
fn neighbours(is_suspect: &[bool], order: impl Iterator<Item = usize>) -> Vec<Option<usize>> {
    let mut found = vec![None; is_suspect.len()];
    let mut last = None;
    for at in order {
        found[at] = last;
        if !is_suspect[at] {
            last = Some(at);
        }
    }
    found
}

/// Whether a line that interrupts a sentence only once is plainly no part of it:
/// it is written as a title, or has a page number.
fn is_apart(line: &str) -> bool {
    let letters = || line.chars().filter(|c| c.is_alphabetic());
    let shouted = letters().count() > 3 && letters().all(char::is_uppercase);
    let divided = line.contains(['|', '·', '•']) && line.contains(|c: char| c.is_ascii_digit());
    shouted || divided || is_titled(line) && line.split_whitespace().any(|word| word.parse::<u16>().is_ok())
}

/// Whether a line is the number of a page: "12", "– 12 –", "Page 3 of 9".
fn is_page_number(line: &str) -> bool {
    if ends_sentence(line) {
        return false;
    }
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let number = |word: &str| word.len() <= DIGITS && word.bytes().all(|byte| byte.is_ascii_digit());
    let Some(first) = words.next() else { return false };
    let first = if first.eq_ignore_ascii_case("page") { words.next() } else { Some(first) };
    let rest: Vec<&str> = words.take(3).collect();
    first.is_some_and(number)
        && match rest[..] {
            [] => true,
            [last] => line.contains('/') && number(last),
            ["of", last] => number(last),
            _ => false,
        }
}

/// The first number in a line.
fn number(line: &str) -> Option<u32> {
    let digits = line.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// A line with its numbers and white space made alike.
fn form(line: &str) -> String {
    let mut form = String::with_capacity(line.len());
    for c in line.chars() {
        let c = if c.is_ascii_digit() {
            '0'
        } else if c.is_whitespace() {
            ' '
        } else {
            c
        };
        if !(form.ends_with(c) && matches!(c, '0' | ' ')) {
            form.push(c);
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use crate::text::testing::text;

    const ARTICLE: &str = "The harbour at Port Alma will stay closed until next summer, the council of\nthe town said \
                           after a long meeting on Monday night, at which nobody asked\n{}\nfor money. Traders \
                           disagree. They have lost more than $2 million since the\ncrane fell in March, and many \
                           of them say that they will not come back to\n{}\nthe town. The council will meet again \
                           when the engineers have looked at the\ncrane.";

    fn shown(first: &str, second: &str) -> String {
        text(&ARTICLE.replacen("{}", first, 1).replacen("{}", second, 1)).shown().to_owned()
    }

    #[test]
    fn page_numbers_and_running_titles_are_left_out() {
        let whole = ARTICLE.replace("{}\n", "").replace('\n', " ");
        for (first, second) in [
            ("1", "2"),
            ("– 11 –", "– 12 –"),
            ("Page 1 of 9", "Page 2 of 9"),
            ("1\nPORT ALMA COURIER", "2\nPORT ALMA COURIER"),
            ("\n1\n\nPort Alma Courier, 3 May\n", "\n2\n\nPort Alma Courier, 3 May\n"),
        ] {
            assert_eq!(shown(first, second), whole, "{first}");
        }
    }

    #[test]
    fn a_title_that_stands_once_is_left_out_if_it_is_plainly_none_of_the_sentence() {
        let once = ARTICLE.replacen("{}\n", "", 1);
        for title in ["PORT ALMA COURIER", "The Week in Alma 12", "Courier | 12 May"] {
            assert_eq!(text(&once.replace("{}", title)).shown(), once.replace("{}\n", "").replace('\n', " "));
        }
    }

    #[test]
    fn a_line_of_the_sentence_stays() {
        let seen =
            shown("Lee, Bo Ek, the Brandstetters, or any other of the islands’ old families, once,", "1");
        assert!(seen.contains("asked Lee, Bo Ek"), "{seen}");
    }
}
