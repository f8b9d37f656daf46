//! Datelines on a line of their own: "LONDON, May 3", "Port Alma —".

use super::time::{is_date_word, is_month};
use super::words::{Words, is_capital};

/// A dateline has at most this many words.
const WORDS: usize = 8;
/// The agencies that stand in a dateline's brackets.
const AGENCIES: &[&str] =
    &["(AP)", "(Reuters)", "(REUTERS)", "(AFP)", "(UPI)", "(Xinhua)", "(CNN)", "(dpa)", "(PTI)"];

/// Whether a paragraph tells where the article was written and nothing else: a
/// place before a dash, before the name of an agency or before a date.
pub(super) fn is_dateline(words: &Words) -> bool {
    let [first, .., last] = &words.all[..] else { return false };
    if words.len() > WORDS || !is_capital(first) {
        return false;
    }
    let is_dash = |word: &str| matches!(word, "—" | "–" | "-" | "--");
    let place = |word: &&str| is_capital(word) || is_date_word(word) || is_dash(word);
    let dash = is_dash(last) || last.ends_with(['—', '–']);
    let agency = words.all.iter().any(|word| AGENCIES.contains(&word.trim_end_matches(['—', '–', '-'])));
    let shouted = first.trim_end_matches(',').chars().all(char::is_uppercase);
    let comma = words.all.iter().position(|word| word.ends_with(','));
    let dated = comma.is_some_and(|comma| {
        let (place, date) = words.all.split_at(comma + 1);
        (shouted || place.len() <= 2)
            && date.len() > 1
            && date.iter().all(|word| is_date_word(word))
            && date.iter().any(|word| is_month(word))
    });
    words.all.iter().all(place) && (dash || agency || dated)
}

#[cfg(test)]
mod tests {
    use crate::text::ParagraphKind::{Dateline, Heading, Time};
    use crate::text::testing::kind_among;

    #[test]
    fn a_place_with_a_date_or_a_dash() {
        for line in
            ["LONDON, May 3", "Port Alma —", "PORT ALMA (AP) —", "PORT ALMA, 3 May 2024", "KYIV (Reuters) -"]
        {
            assert_eq!(kind_among(line), Dateline, "{line}");
        }
        assert_eq!(kind_among("Monday, May 3"), Time);
        assert_eq!(kind_among("Port Alma, Karst"), Heading);
    }
}
