//! Pull quotes: words of the article, set apart once more to draw readers in.
//!
//! Found by what they repeat: all words of a short paragraph stand in a row in a
//! longer one. Every stretch of words is compared by a rolling hash, so that the
//! time does not depend on how much is repeated.

use std::collections::{HashMap, HashSet};

use super::author;
use super::words::{Words, bare};
use super::{ParagraphKind, Part};
use crate::text::marks;

/// A pull quote has at most this many words.
const MOST: usize = 45;
/// A pull quote with quotation marks has at least this many words: people do say
/// "At last" twice.
const LEAST_MARKED: usize = 4;
/// A pull quote without quotation marks has at least this many words.
const LEAST: usize = 6;
/// Where the first words, this many, are the same, all are compared.
const FIRST: usize = 4;
/// The base of the rolling hash: the prime of FNV.
const BASE: u64 = 0x0100_0000_01b3;

/// Finds the pull quotes. The first paragraphs, up to the first running text, are
/// headlines and no pull quotes.
pub(super) fn find(words: &[Words], parts: &mut [Part]) {
    let Some(start) = parts.iter().position(|part| part.kind == ParagraphKind::Body) else { return };
    let hashes: Vec<Vec<u64>> = words.iter().map(|words| hashes(words.text)).collect();
    let mut wanted: HashMap<u64, HashSet<usize>> = HashMap::new();
    let mut candidates: HashMap<u64, Vec<usize>> = HashMap::new();
    for at in start..parts.len() {
        if let Some(own) = candidate(&words[at], &parts[at]) {
            let own = self::hashes(own);
            wanted.entry(window(&own[..=FIRST], 0, FIRST)).or_default().insert(own.len() - 1);
            candidates.entry(window(&own, 0, own.len() - 1)).or_default().push(at);
        }
    }
    if candidates.is_empty() {
        return;
    }
    let powers: Vec<u64> =
        std::iter::successors(Some(1_u64), |power| Some(power.wrapping_mul(BASE))).take(MOST + 1).collect();
    for at in 0..parts.len() {
        if !matches!(parts[at].kind, ParagraphKind::Body | ParagraphKind::ListItem) {
            continue;
        }
        let hashes = &hashes[at];
        let count = hashes.len() - 1;
        let hash = |from: usize, length: usize| {
            hashes[from + length].wrapping_sub(hashes[from].wrapping_mul(powers[length]))
        };
        for from in 0..count.saturating_sub(FIRST - 1) {
            let Some(lengths) = wanted.get(&hash(from, FIRST)) else { continue };
            for &length in lengths.iter().filter(|&&length| from + length <= count && length < count) {
                let quotes = candidates.get_mut(&hash(from, length)).map(std::mem::take);
                let (own, others): (Vec<usize>, Vec<usize>) =
                    quotes.unwrap_or_default().into_iter().partition(|&quote| quote == at);
                for quote in others {
                    parts[quote].kind = ParagraphKind::PullQuote;
                }
                if !own.is_empty() {
                    candidates.insert(hash(from, length), own);
                }
            }
        }
    }
}

/// The words that a paragraph repeats if it is a pull quote; nothing if it cannot be one.
fn candidate<'a>(words: &Words<'a>, part: &Part) -> Option<&'a str> {
    let open = matches!(part.kind, ParagraphKind::Body | ParagraphKind::Heading | ParagraphKind::BlockQuote);
    if !open || words.len() > MOST {
        return None;
    }
    let count = |text: &str| text.split_whitespace().filter(|word| !bare(word).is_empty()).count();
    if words.text.starts_with(marks::is_double_char) || words.text.starts_with('‘') {
        let close = words.text.rfind(marks::is_quotation_char)?;
        let after = close + words.text[close..].chars().next().map_or(0, char::len_utf8);
        let rest = words.text[after..].trim();
        let signed = rest.is_empty() || author::named(&words.part(rest)).is_some();
        let quoted = &words.text[..after];
        return (signed && count(quoted) >= LEAST_MARKED).then_some(quoted);
    }
    (count(words.text) >= LEAST).then_some(words.text)
}

/// The hashes of the first 0, 1, 2 … words.
fn hashes(text: &str) -> Vec<u64> {
    let mut hashes = vec![0_u64];
    let mut last = 0_u64;
    for word in text.split_whitespace().map(bare).filter(|word| !word.is_empty()) {
        last = last.wrapping_mul(BASE).wrapping_add(hash(word));
        hashes.push(last);
    }
    hashes
}

/// The hash of `length` words from the word `from` on.
fn window(hashes: &[u64], from: usize, length: usize) -> u64 {
    let power = (0..length).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    hashes[from + length].wrapping_sub(hashes[from].wrapping_mul(power))
}

/// The 64-bit FNV-1a hash of a word in small letters.
fn hash(word: &str) -> u64 {
    word.chars()
        .flat_map(char::to_lowercase)
        .fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(BASE))
}

#[cfg(test)]
mod tests {
    use crate::text::ParagraphKind::{Body, Byline, Heading, PullQuote};
    use crate::text::testing::kinds;

    const BODY: &str =
        "The bank closed on a Friday. “We never saw the money, not one cent of it,” said Karin Holt.";

    #[test]
    fn words_of_the_article_set_apart() {
        for quote in [
            "“We never saw the money, not one cent of it”",
            "We never saw the money, not one cent of it",
            "‘We never saw the money’",
            "\"We never saw the money\" — Karin Holt",
            "We never saw the money, not one cent of it.",
        ] {
            assert_eq!(
                kinds(&format!("{BODY}\n\nThe town has 900 people.\n\n{quote}\n\nIt rained."))[2],
                PullQuote,
                "{quote}"
            );
            let early = format!("It rained.\n\n{quote}\n\n{BODY}\n\nIt was late.\n\nIt rained.");
            assert_eq!(kinds(&early)[1], PullQuote, "{quote}");
        }
        let signed = kinds(&format!("{BODY}\n\n“We never saw the money”\n\n— Karin Holt\n\nIt rained."));
        assert_eq!(signed[1..3], [PullQuote, Byline]);
    }

    #[test]
    fn what_only_looks_repeated() {
        let article = |line: &str| format!("Money gone from bank in town\n\n{BODY}\n\n{line}\n\nIt rained.");
        assert_eq!(kinds(&article("“We never lost the money”"))[2], Body);
        assert_eq!(kinds(&article("The bank closed"))[2], Heading);
        assert_eq!(
            kinds(&format!("We never saw the money, not one cent\n\n{BODY}\n\nIt rained."))[0],
            Heading
        );
        assert_eq!(kinds("“We left at dawn.”\n\n“We left at dawn.”")[1], Body);
        assert_eq!(kinds("“We left at dawn.” – Karin Holt"), [Body]);
    }
}
