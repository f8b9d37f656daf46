//! Time stamps: when an entry of a live blog was written, or the day on a line of
//! its own.

use super::words::{Words, bare};

/// A time stamp has at most this many words.
const WORDS: usize = 10;
/// A time zone has this many capitals: "ET" to "AEDT".
const ZONE: std::ops::RangeInclusive<usize> = 2..=4;

/// Whether a paragraph is a time or a date: "09.41 GMT", "14:02", "2h ago", "Updated
/// at 10.05 BST", "Monday, 3 May 2024".
pub(super) fn is_time(words: &Words) -> bool {
    let rest = match &words.all[..] {
        [updated, at, rest @ ..] if is_updated(updated) && at.eq_ignore_ascii_case("at") => rest,
        all => all,
    };
    rest.len() <= WORDS && is_stamp(rest)
}

/// Whether a word opens a line on when something was published.
pub(super) fn is_updated(word: &str) -> bool {
    let word = bare(word).to_lowercase();
    matches!(word.as_str(), "updated" | "published" | "posted" | "modified")
}

/// Whether words are a date, a time of day or an age and nothing else.
pub(super) fn is_stamp(words: &[&str]) -> bool {
    let words: Vec<&str> =
        words.iter().copied().filter(|word| word.contains(char::is_alphanumeric)).collect();
    let dated = words.iter().any(|word| is_clock(word) || is_age(word))
        || words.windows(2).any(|two| is_count(two[0]) && is_unit(two[1]))
        || words.iter().any(|word| is_month(word)) && words.iter().any(|word| is_count(word))
        || words.iter().any(|word| is_iso_date(word));
    let part = |(at, word): (usize, &&str)| {
        let zone = at > 0 && words[..at].iter().any(|before| is_clock(before)) && is_zone(word);
        is_clock(word) || is_age(word) || is_date_word(word) || is_unit(word) || zone
    };
    dated && words.iter().enumerate().all(part)
}

/// Whether a word may stand in a date or a time: "Monday", "May", "3rd", "p.m.".
pub(super) fn is_date_word(word: &str) -> bool {
    let plain = bare(word).to_lowercase();
    let small = matches!(
        plain.as_str(),
        "at" | "on" | "of" | "the" | "am" | "pm" | "a.m" | "p.m" | "ago" | "just" | "now"
    );
    small || is_month(word) || is_weekday(&plain) || is_count(word) || is_iso_date(word)
}

/// Whether a word is a month, in full or cut short.
pub(super) fn is_month(word: &str) -> bool {
    const MONTHS: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = bare(word).to_lowercase();
    word.len() >= 3
        && MONTHS.iter().any(|month| month.starts_with(&word) && (word.len() <= 4 || *month == word))
}

/// Whether a word in small letters is a day of the week, in full or cut short.
fn is_weekday(word: &str) -> bool {
    const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(word) && (word.len() <= 5 || *day == word))
}

/// Whether a word is a day of the month or a year: "3", "3rd", "2024".
fn is_count(word: &str) -> bool {
    let word = bare(word).to_lowercase();
    let digits = word.trim_end_matches(char::is_alphabetic);
    let ordinal = matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th");
    ordinal && (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// "2024-05-03", "03/05/2024"
fn is_iso_date(word: &str) -> bool {
    let parts: Vec<&str> = bare(word).split(['-', '/', '.']).collect();
    let number =
        |part: &&str| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(number) && parts.iter().any(|part| part.len() == 4)
}

/// A time of day: "14:02", "9.41", "3:14pm", "3pm", "14:02:51".
pub(super) fn is_clock(word: &str) -> bool {
    let word = bare(word).to_lowercase();
    let digits = word.trim_end_matches(['a', 'p', 'm', '.']);
    let half = matches!(&word[digits.len()..], "am" | "pm" | "a.m" | "p.m");
    if !half && digits.len() < word.len() {
        return false;
    }
    let parts: Vec<&str> = digits.split([':', '.']).collect();
    let number =
        |part: &str, most: u8| part.len() <= 2 && part.parse::<u8>().is_ok_and(|number| number <= most);
    let minutes = parts[1..].iter().all(|part| part.len() == 2 && number(part, 59));
    parts.len() <= 3 && (parts.len() > 1 || half) && number(parts[0], 24) && minutes
}

/// "2h", "12m", "3d": how long ago a post was written.
fn is_age(word: &str) -> bool {
    let word = bare(word);
    let digits = word.trim_end_matches(char::is_alphabetic);
    let unit = &word[digits.len()..];
    matches!(unit, "s" | "m" | "h" | "d" | "w" | "y" | "hr" | "hrs" | "min" | "mins" | "mo")
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// "hours" of "2 hours ago"
fn is_unit(word: &str) -> bool {
    const UNITS: &[&str] = &["second", "sec", "minute", "min", "hour", "hr", "day", "week", "month", "year"];
    let word = bare(word).to_lowercase();
    UNITS.contains(&word.strip_suffix('s').unwrap_or(&word))
}

/// A time zone: "GMT", "ET", "CEST".
fn is_zone(word: &str) -> bool {
    let word = bare(word);
    ZONE.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use crate::text::ParagraphKind::{Body, Heading, Time};
    use crate::text::testing::kind_among;

    #[test]
    fn stamps_of_a_live_blog() {
        for stamp in [
            "09.41 GMT",
            "14:02",
            "Updated at 10.05 BST",
            "2h ago",
            "2 hours ago",
            "12:31 p.m. ET",
            "Monday, 3 May 2024",
            "May 3, 2024",
            "3 May 2024 14:02 BST",
            "3:14 PM · Nov 18, 2019",
            "2024-05-03",
            "[14:02]",
            "11.30pm",
        ] {
            assert_eq!(kind_among(stamp), Time, "{stamp}");
        }
    }

    #[test]
    fn what_only_has_numbers() {
        for other in ["Monday", "May", "Clyde 0-5 Celtic", "10 Downing Street"] {
            assert_eq!(kind_among(other), Heading, "{other}");
        }
        assert_eq!(kind_among("At 14:02 the doors closed."), Body);
    }
}
