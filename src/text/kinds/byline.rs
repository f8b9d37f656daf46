//! Bylines: who wrote, edited or illustrated the article, when it was published,
//! and how long it takes to read.

use super::words::{Words, bare, is_capital, undashed};
use super::{ParagraphKind, Part, time};

/// A byline has at most this many words after "By".
const NAMES: usize = 8;
/// A line that says when the article was published has at most this many words.
const DATE: usize = 12;
/// A line of all who worked on the article has at most this many words.
const STAFF: usize = 40;
/// A line about the author has at most this many words.
const ABOUT: usize = 24;
/// A line with the author's name and post has at most this many words.
const LINE: usize = 14;
/// Running text has at least this many words in a paragraph: before the first of
/// those stand headlines and bylines.
const RUNNING: usize = 15;

/// What opens a line of those who worked on the article. Names follow.
const WORKED: &[&str] = &[
    "reporting by",
    "additional reporting by",
    "additional reporting:",
    "reporting:",
    "with reporting by",
    "with additional reporting by",
    "editing by",
    "edited by",
    "written by",
    "story by",
    "words by",
    "words:",
    "text by",
    "text:",
    "compiled by",
    "translated by",
    "produced by",
    "writing by",
    "based on reporting by",
    "interview by",
    "as told to",
    "with contributions from",
    "with contributions by",
];
/// What ends a line of those who worked on the article.
const CONTRIBUTED: &[&str] = &[
    "contributed to this report",
    "contributed to this article",
    "contributed to this story",
    "contributed reporting",
    "contributed to reporting",
    "contributed",
];
/// What somebody who writes articles is.
const WRITERS: &[&str] = &[
    "writer",
    "reporter",
    "correspondent",
    "columnist",
    "editor",
    "journalist",
    "contributor",
    "contributing",
    "freelance",
    "staff",
    "producer",
    "photographer",
];
/// Words in the names of those for whom articles are written.
const OUTLETS: &[&str] = &[
    "news",
    "press",
    "reuters",
    "afp",
    "ap",
    "bbc",
    "cnn",
    "npr",
    "times",
    "post",
    "guardian",
    "herald",
    "tribune",
    "journal",
    "telegraph",
    "standard",
    "bloomberg",
    "gazette",
    "chronicle",
    "observer",
    "magazine",
];

/// Whether a paragraph is a byline, wherever it stands.
pub(super) fn is_byline(words: &Words) -> bool {
    let Some(first) = words.all.first() else { return false };
    first.trim_end_matches(':').eq_ignore_ascii_case("by") && names_author(words)
        || time::is_updated(first) && is_published(words)
        || matches!(words.all[..], [last, updated, ..] if is_last(last) && time::is_updated(updated))
            && is_published(words)
        || names_staff(words)
        || invites(words)
        || is_reading_time(words)
}

fn is_last(word: &str) -> bool {
    word.eq_ignore_ascii_case("last") || word.eq_ignore_ascii_case("first")
}

/// "By Ann Lee", "BY ANN LEE | STAFF WRITER", "By Ann Lee, courts reporter"
fn names_author(words: &Words) -> bool {
    let rest = &words.all[1..];
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let named = rest.iter().all(|word| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || !c.is_alphanumeric())
            || matches!(*word, "and" | "in" | "for" | "of" | "de" | "van" | "von" | "at")
    });
    // "By Ann Lee, courts reporter"
    let comma = rest.iter().position(|word| word.ends_with(','));
    let described = comma.is_some_and(|comma| comma > 0 && rest[..=comma].iter().all(capital));
    rest.len() <= NAMES
        && rest.first().is_some_and(capital)
        && (named || described)
        && !rest.last().is_some_and(|word| word.ends_with(['.', '!', '?', ':', ',']) && word.len() > 4)
}

/// "Updated Monday 3:14 p.m.", "Last updated: 3 May"
fn is_published(words: &Words) -> bool {
    words.len() <= DATE && words.all.iter().any(|word| word.contains(char::is_numeric))
}

/// "(Reporting by Ann Lee in Geneva; editing by Bo Ek)", "Words: Ann Lee Photographs:
/// Bo Ek", "Ann Lee and Bo Ek contributed to this report."
fn names_staff(words: &Words) -> bool {
    if words.len() > STAFF {
        return false;
    }
    let (lower, _) = undashed(words.lower.trim_start_matches(['(', '[']));
    let opener = WORKED.iter().find(|opener| {
        lower.strip_prefix(**opener).is_some_and(|rest| rest.starts_with(char::is_whitespace))
    });
    if let Some(opener) = opener {
        let skip = opener.split_whitespace().count();
        let first = words.all.iter().position(|word| word.contains(char::is_alphabetic)).unwrap_or(0);
        return are_names(&words.all[(first + skip).min(words.len())..]);
    }
    let trimmed = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    CONTRIBUTED.iter().any(|end| {
        let names = trimmed.strip_suffix(end).map(|rest| rest.split_whitespace().count());
        names.is_some_and(|names| names > 0 && are_names(&words.all[..names]))
    })
}

/// Whether words are names, and what stands between those of several people.
fn are_names(words: &[&str]) -> bool {
    let small = |word: &str| {
        matches!(
            bare(word),
            "" | "and"
                | "in"
                | "for"
                | "of"
                | "at"
                | "by"
                | "the"
                | "de"
                | "van"
                | "von"
                | "der"
                | "bin"
                | "al"
                | "editing"
                | "reporting"
                | "writing"
                | "additional"
                | "with"
                | "to"
                | "contributed"
                | "from"
        )
    };
    words.first().is_some_and(|first| is_capital(first) || *first == "the")
        && words.iter().all(|word| is_capital(word) || small(word))
}

/// "Follow Ann on Twitter @annlee", "Ann Lee may be reached at ann@example.org"
fn invites(words: &Words) -> bool {
    let lower = &words.lower;
    let network =
        || ["twitter", "facebook", "instagram", " @", "on x"].iter().any(|name| lower.contains(name));
    let follow = (lower.starts_with("follow ") || lower.starts_with("like us on ")) && network();
    let reach =
        lower.contains(" be reached at ") || lower.starts_with("contact ") || lower.starts_with("email ");
    words.len() <= ABOUT && (follow || reach && words.all.iter().any(|word| is_address(word)))
}

fn is_address(word: &str) -> bool {
    word.find('@').is_some_and(|at| at > 0 && word[at..].contains('.'))
}

/// "5 min read", "3-minute read", "Reading time: 5 minutes"
fn is_reading_time(words: &Words) -> bool {
    let lower = &words.lower;
    let minutes = lower.contains("min") && lower.contains(char::is_numeric);
    words.len() <= 5 && minutes && (lower.ends_with("read") || lower.starts_with("reading time"))
}

/// Finds what only its place shows to be a byline: the author's name between the
/// headline and the running text, and a line about the author at the end.
pub(super) fn under_headline(words: &[Words], parts: &mut [Part]) {
    let running = |at: &usize| parts[*at].kind == ParagraphKind::Body && words[*at].len() >= RUNNING;
    let start = (0..parts.len()).find(running).unwrap_or(0);
    let end = (0..parts.len()).rfind(running).map_or(parts.len(), |last| last + 1);
    for at in 0..start {
        let headed = at > 0;
        if is_open(parts[at].kind) && (names_post(&words[at]) || headed && is_lone_name(&words[at])) {
            parts[at].kind = ParagraphKind::Byline;
        }
    }
    for at in end.saturating_sub(1)..parts.len() {
        let alone = at > 0 && is_open(parts[at].kind);
        if alone && (tells_author(&words[at]) || at >= end && signs(&words[at])) {
            parts[at].kind = ParagraphKind::Byline;
        }
    }
}

fn is_open(kind: ParagraphKind) -> bool {
    matches!(kind, ParagraphKind::Body | ParagraphKind::Heading | ParagraphKind::ListItem)
}

/// "Ann Lee", "Ann Lee and Bo Ek"
fn is_lone_name(words: &Words) -> bool {
    let names: Vec<&str> = words.text.split(" and ").flat_map(|names| names.split(", ")).collect();
    words.len() <= NAMES && names.iter().all(|name| words.part(name).is_person())
}

/// "Ann Lee, BBC News", "Ann Lee | Staff Writer | Tuesday, 25 November 2014"
fn names_post(words: &Words) -> bool {
    let Some((name, rest)) = words.text.split_once(['|', ',', '·', '•', '(', '/', '–', '—']) else {
        return false;
    };
    let told = |word: &str| {
        let word = bare(word).to_lowercase();
        WRITERS.contains(&word.as_str()) || OUTLETS.contains(&word.as_str())
    };
    let rest: Vec<&str> = rest.split_whitespace().filter(|word| !bare(word).is_empty()).collect();
    let named = words.part(name).is_name() && !name.is_empty();
    words.len() <= LINE
        && named
        && !words.ends()
        && !words.text.ends_with(':')
        && rest
            .iter()
            .all(|word| told(word) || is_address(word) || time::is_date_word(word) || may_name(word))
        && (rest.iter().any(|word| told(word) || is_address(word)) || time::is_stamp(&rest))
}

/// Whether a word may stand in the name of a post or an outlet.
fn may_name(word: &str) -> bool {
    is_capital(word) || matches!(bare(word), "a" | "of" | "at" | "for" | "in" | "the" | "and" | "by")
}

/// "Ann Lee is a staff writer", "Ann Lee, a reporter in Geneva, covers the harbour."
fn tells_author(words: &Words) -> bool {
    let is = words.all.iter().position(|word| matches!(*word, "is" | "covers" | "writes"));
    let Some(is) = is.filter(|&is| is > 0 && words.len() <= ABOUT) else { return false };
    let name = words.all[..is].join(" ");
    let name = name.split(',').next().unwrap_or_default();
    let writer = |word: &&str| WRITERS.contains(&bare(word).to_lowercase().as_str());
    let named: Vec<&str> = name.split_whitespace().collect();
    named.len() > 1 && named.iter().all(|word| is_capital(word)) && words.all[is..].iter().any(writer)
}

/// "-- Ann Lee", at the end of the article
fn signs(words: &Words) -> bool {
    let (name, dashed) = undashed(words.text);
    dashed && words.len() <= LINE && {
        let name = name.strip_prefix("By ").unwrap_or(name);
        let name = name.split(" Follow ").next().unwrap_or(name);
        words.part(name).is_name()
    }
}

#[cfg(test)]
mod tests {
    use crate::text::ParagraphKind::{self, Body, Byline, Heading};
    use crate::text::testing::{kind_among, kinds};

    const RUNNING: &str = "The harbour at Port Alma stayed closed on Monday, and nobody could say when it \
                           would open for ships again.";

    #[test]
    fn who_wrote_it() {
        for line in [
            "BY ANN LEE, STAFF WRITER",
            "By Ann Lee, courts reporter",
            "By ANN LEE | Staff Writer",
            "By Ann Lee and Bo Ek",
            "Additional reporting by Ann Lee",
            "Additional reporting by Ann Lee in Geneva.",
            "(Reporting by Ann Lee in Geneva; editing by Bo Ek)",
            "Reporting by Ann Lee and Bo Ek; Editing by Cy Dunn",
            "Words: Ann Lee Photographs: Bo Ek",
            "Ann Lee and Bo Ek contributed to this report.",
            "The Associated Press contributed to this report.",
            "Edited by Ann Lee",
            "Follow Ann on Twitter @annlee",
            "Ann Lee may be reached at ann@example.org.",
        ] {
            assert_eq!(kind_among(line), Byline, "{line}");
        }
    }

    #[test]
    fn when_it_was_published() {
        for line in [
            "Published 3 May 2024",
            "Updated 3:14 p.m.",
            "Published 3 May 2024, 14:02 BST",
            "Last updated: 3 May 2024 at 14:02",
            "5 min read",
            "3-minute read",
        ] {
            assert_eq!(kind_among(line), Byline, "{line}");
        }
    }

    #[test]
    fn sentences_that_look_like_bylines() {
        for line in [
            "By Monday the talks had ended.",
            "By the time they left, it was late.",
            "Written by hand, the letter was hard to read.",
            "Nobody else contributed.",
            "Updated versions of the plan went out.",
        ] {
            assert_eq!(kind_among(line), Body, "{line}");
        }
        assert_eq!(kind_among("By Monday, all had changed"), Heading);
    }

    /// The kind of a line between a headline and the running text.
    fn under(line: &str) -> ParagraphKind {
        kinds(&format!("Harbour stays closed\n\n{line}\n\n{RUNNING}\n\n{RUNNING}"))[1]
    }

    #[test]
    fn a_name_between_headline_and_text() {
        for line in [
            "Mary Lee",
            "Mary Lee and Paul Ek",
            "MARY LEE",
            "Mary Lee, BBC News",
            "Oda Lee | Staff Writer",
            "Stevie Ek | Staff Writer | Tuesday, 25 November 2014",
            "Mary Lee, The Associated Press",
        ] {
            assert_eq!(under(line), Byline, "{line}");
        }
        for line in ["Port Alma", "Mary Lee wins", "No end in sight, says mayor"] {
            assert_eq!(under(line), Heading, "{line}");
        }
    }

    #[test]
    fn a_dateline_is_no_byline() {
        assert_eq!(under("PORT ALMA (AP) — The latest on the harbour:"), Body);
        assert_eq!(under("PORT ALMA (AP) — The latest on the harbour"), Heading);
    }

    #[test]
    fn lines_about_the_author_at_the_end() {
        for line in
            ["Mary Lee is a staff writer.", "Mary Lee is a reporter at the Alma Herald", "-- Mary Lee"]
        {
            let article = format!("Harbour stays closed\n\n{RUNNING}\n\n{RUNNING}\n\n{line}");
            assert_eq!(kinds(&article)[3], Byline, "{line}");
        }
        let inside = format!("{RUNNING}\n\nMary Lee is a writer.\n\n{RUNNING}");
        assert_eq!(kinds(&inside)[1], Body);
    }
}
