//! What the pages of a printed text have above and below their columns: page
//! numbers and running titles. They interrupt sentences when text is copied.

use std::collections::HashMap;

use super::lines::Line;
use super::wrap::{Wrap, ends_sentence, goes_on, is_titled};

/// A running title has at most this many characters.
const TITLE: usize = 100;
/// A page number has at most this many digits.
const DIGITS: usize = 4;

/// For each line of a wrapped text, whether it is furniture of its pages.
///
/// A line is, if the same line, digits aside, stands elsewhere and interrupts a
/// sentence at least once; if it is the number of a page and the others of its
/// form do; or if it stands alone but is plainly no part of the sentence that
/// goes on after it.
pub(super) fn find(source: &str, lines: &[Line], wrap: &Wrap<'_>) -> Vec<bool> {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let text = line.text(source);
        if line.width <= TITLE && (is_page_number(text) || !ends_sentence(text)) {
            groups.entry(form(text)).or_default().push(at);
        }
    }
    let mut found = vec![false; lines.len()];
    // A running title may stand beside a page number: then the line before
    // both is the one that is interrupted.
    let mut candidates = vec![false; lines.len()];
    for group in groups.values() {
        let numbers = is_page_number(lines[group[0]].text(source));
        if numbers || group.len() > 1 {
            group.iter().for_each(|&at| candidates[at] = true);
        }
    }
    let before = neighbours(lines.len(), &candidates, (0..lines.len()).collect());
    let after = neighbours(lines.len(), &candidates, (0..lines.len()).rev().collect());
    let interrupts = |at: usize| {
        let (Some(before), Some(after)) = (before[at], after[at]) else { return false };
        goes_on(source, &lines[before], &lines[after])
    };
    for group in groups.values() {
        let first = group[0];
        let numbers = is_page_number(lines[first].text(source));
        let apart = || {
            let short = lines.get(first + 1).is_some_and(|next| !wrap.is_full(&lines[first], next));
            short && is_apart(lines[first].text(source))
        };
        let value = |at: usize| number(lines[at].text(source));
        let rising = group.len() > 2 && group.windows(2).all(|pair| value(pair[0]) < value(pair[1]));
        let interrupting = group.iter().any(|&at| interrupts(at));
        if numbers && rising || interrupting && (numbers || group.len() > 1 || apart()) {
            group.iter().for_each(|&at| found[at] = true);
        }
    }
    found
}

/// For each line, the last one before it in `order` that is no candidate.
fn neighbours(count: usize, candidates: &[bool], order: Vec<usize>) -> Vec<Option<usize>> {
    let mut found = vec![None; count];
    let mut last = None;
    for at in order {
        found[at] = last;
        if !candidates[at] {
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
        let c = if c.is_ascii_digit() { '0' } else if c.is_whitespace() { ' ' } else { c };
        if !(form.ends_with(c) && matches!(c, '0' | ' ')) {
            form.push(c);
        }
    }
    form
}
