//! Mentions: where the text names somebody or something.
//!
//! A name is a run of words with capitals. Titles at its start, and words before
//! those, tell a role and are no part of the name. `entities` says whose it is.

use std::ops::Range;

use super::phrases;
use crate::lexicon::Class;
use crate::text::{Capital, ParagraphKind, Text, TokenKind, dateline};

/// A name in a heading has at most this many tokens: where all words have
/// capitals, longer runs are no names.
const HEADLINE_NAME: usize = 2;
/// A nickname has this many tokens: two quotation marks and the word between them.
const NICKNAME: usize = 3;

/// Ends of compounds that start with a name and stand before another: "Alma-based Brill".
const ORIGIN: &[&str] =
    &["-based", "-born", "-owned", "-backed", "-led", "-listed", "-sponsored", "-trained"];

/// A run of words with capitals: titles in front, then the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Tokens of the titles and the words before them; may be empty.
    pub(super) title: Range<usize>,
    /// Tokens of the name.
    pub(super) name: Range<usize>,
    /// Whether an article stands before the run ("the Federal Reserve", "a German
    /// judge"), as it does not before persons.
    pub(super) after_article: bool,
    /// Whether a preposition of place stands before it: "in Port Alma".
    pub(super) in_place: bool,
    /// Whether the run starts a sentence or follows a mark, so that its first
    /// capital says little.
    pub(super) starts: bool,
}

/// Every run of a text, in order.
pub(super) fn find(text: &Text) -> Vec<Run> {
    let mut labels = labels(text).into_iter().peekable();
    let mut runs = Vec::new();
    for (index, paragraph) in text.paragraphs.iter().enumerate() {
        let first = runs.len();
        let heading = paragraph.kind == ParagraphKind::Heading;
        let fits = |run: &Run| !heading || run.name.len() <= HEADLINE_NAME;
        let mut core = if names_people(paragraph.kind) { paragraph.core.clone() } else { 0..0 };
        let label = paragraph.label.clone().filter(|label| label.start == core.start);
        if let Some(role) = label.filter(|label| is_no_name(text, label)) {
            core.start = role.end;
        }
        // The place in a dateline does nothing in the article.
        if let Some(story) = dateline::end(text, index).filter(|story| core.contains(story)) {
            core.start = story;
        }
        runs.extend(runs_in(text, &core).filter(fits));
        // Who wrote a post may be named in a byline.
        while let Some(label) = labels.next_if(|label| label.start < paragraph.tokens.end) {
            if !core.contains(&label.start) && !is_no_name(text, &label) {
                runs.extend(runs_in(text, &label).filter(fits));
            }
        }
        runs[first..].sort_by_key(|run| run.name.start);
    }
    runs
}

/// Whether those who are named in a paragraph are in the article. Who wrote it or took
/// the picture is nobody in it, and a pull quote says nothing new.
fn names_people(kind: ParagraphKind) -> bool {
    !kind.is_credit() && kind != ParagraphKind::PullQuote
}

/// The labels of paragraphs, each once and in order.
fn labels(text: &Text) -> Vec<Range<usize>> {
    let mut labels: Vec<Range<usize>> = text.paragraphs.iter().filter_map(|p| p.label.clone()).collect();
    labels.sort_unstable_by_key(|label| label.start);
    labels.dedup();
    labels
}

/// The full names in the bylines of a conversation.
pub(super) fn bylines(text: &Text) -> Vec<Run> {
    let bylines = text.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Byline);
    let bylines = bylines.filter(|_| text.conversation.is_some());
    let labels = labels(text);
    let is_label = |name: &Range<usize>| {
        let after = labels.partition_point(|label| label.start <= name.start);
        after > 0 && name.end <= labels[after - 1].end
    };
    let runs = bylines.flat_map(|byline| runs_in(text, &byline.tokens));
    runs.filter(|run| run.name.len() > 1 && !is_label(&run.name)).collect()
}

/// Whether the label of a turn names nobody: "Q", "MODERATOR".
fn is_no_name(text: &Text, label: &Range<usize>) -> bool {
    let short = label.len() == 1 && matches!(text.norm(label.start).trim_end_matches('.'), "q" | "a");
    short || phrases::is_role(text, label)
}

/// The runs in a range of tokens.
fn runs_in<'t>(text: &'t Text<'_>, tokens: &Range<usize>) -> impl Iterator<Item = Run> + use<'t> {
    let Range { start: mut at, end } = tokens.clone();
    std::iter::from_fn(move || {
        while at < end {
            let start = at;
            at += 1;
            if !is_part(text, start) {
                continue;
            }
            while at < end && joins(text, at) {
                at += 1;
            }
            at = fields_end(text, &(start..at)).filter(|&fields| fields <= end).unwrap_or(at);
            if let Some(run) = cut(text, start..at) {
                return Some(run);
            }
        }
        None
    })
}

/// Whether a name is a surname alone, with or without particles: "Lee", "Van der
/// Meer".
pub(super) fn is_surname(text: &Text, name: &Range<usize>) -> bool {
    (name.start..name.end - 1).all(|t| text.is(t, Class::Particle))
}

/// The last token of a name that is no suffix: "Lee" of "Ann Lee Jr."
pub(super) fn surname(text: &Text, name: &Range<usize>) -> usize {
    name.clone().rev().find(|&t| !text.is(t, Class::Suffix)).unwrap_or(name.start)
}

/// Whether a word makes a name that of a body.
fn is_body_word(text: &Text, token: usize) -> bool {
    text.is_any(token, &[Class::Body, Class::BodyName])
}

/// Whether a name is that of a body: "Alma Workers' Party".
pub(super) fn names_body(text: &Text, name: &Range<usize>) -> bool {
    let given = |token: usize| token > name.start && text.is_any(token - 1, Class::GIVEN);
    name.clone().any(|token| is_body_word(text, token) && !(text.is(token, Class::Surname) && given(token)))
}

/// Whether a token, which may be after the last one, can be part of a name by itself.
fn is_part(text: &Text, token: usize) -> bool {
    let Some(word) = text.tokens.get(token).filter(|word| word.kind == TokenKind::Word) else { return false };
    // "Rain fell", and it rains on: a capital that says little.
    let ordinary = word.capital != Capital::Inside && word.also_small && !text.is(token, Class::Title);
    text.is_capitalized(token)
        && (is_acronym(text, token)
            || is_before_ampersand(text, token)
            || is_verb_as_name(text, token)
            || !text.is(token, Class::Function) && !ordinary)
        && !is_date(text, token)
        && !phrases::is_post_nominal(text, token)
        && !text.norm(token).starts_with('\'')
        && !is_origin(text, token)
}

/// Whether a word is in capitals and the words beside it are not: "the WHO met".
fn is_acronym(text: &Text, token: usize) -> bool {
    let shouts = |t: usize| {
        let raw = text.raw(t);
        raw.chars().count() > 2 && raw.chars().all(char::is_uppercase)
    };
    shouts(token) && !(token > 0 && shouts(token - 1)) && !text.after(token).is_some_and(shouts)
}

/// Whether a verb is a surname: "Said" in "Omar Said left" and in "“It rained,” Said added".
fn is_verb_as_name(text: &Text, token: usize) -> bool {
    let given = || token > 0 && text.is_capitalized(token - 1) && text.is_any(token - 1, Class::GIVEN);
    let speaks = || text.after(token).is_some_and(|next| text.is(next, Class::ReplyCue));
    let after_quotation = || token > 0 && text.is_quotation_mark(token - 1) && text.is_outside(token);
    text.is(token, Class::Finite)
        && match text.tokens[token].capital {
            Capital::Inside => given() || speaks(),
            Capital::Start => speaks() && after_quotation(),
            Capital::None | Capital::Everywhere => false,
        }
}

/// Whether a word is an adjective with a name in it: "Alma-based".
pub(super) fn is_origin(text: &Text, token: usize) -> bool {
    ORIGIN.iter().any(|end| text.norm(token).ends_with(end))
}

/// Whether letters are joined to others: "AT" in "AT&T".
fn is_before_ampersand(text: &Text, token: usize) -> bool {
    let joined = text.after(token).is_some_and(|next| {
        text.norm(next) == "&" && text.tokens[next].span.start == text.tokens[token].span.end
    });
    joined && text.raw(token).chars().all(char::is_uppercase)
}

/// Whether a word is a day or a month. "May" may be a person, but not in "on May 3" or
/// "since May".
fn is_date(text: &Text, token: usize) -> bool {
    let number = |t: usize| text.tokens[t].kind == TokenKind::Number;
    let day = || text.after(token).is_some_and(number) || token > 0 && number(token - 1);
    let time = |t: usize| {
        matches!(
            text.norm(t),
            "in" | "since" | "until" | "last" | "next" | "late" | "early" | "this" | "through" | "during"
        )
    };
    let month = || text.norm(token) != "may" || day() || token > 0 && time(token - 1);
    text.is(token, Class::Weekday) || text.is(token, Class::Month) && month()
}

/// Whether a token continues the run that ends right before it.
fn joins(text: &Text, at: usize) -> bool {
    let norm = text.norm(at);
    let next_is_part = is_part(text, at + 1);
    let same_sentence = text.tokens[at].sentence == text.tokens[at - 1].sentence;
    same_sentence
        && (is_part(text, at)
            || (0..NICKNAME).any(|back| at >= back && is_nickname(text, at - back))
            || text.is(at, Class::Suffix)
            || text.is(at, Class::Particle) && leads_to_part(text, at + 1)
            || norm == "&" && next_is_part
            || text.is_any(at, &[Class::Hanging, Class::Link]) && text.is_capitalized(at) && next_is_part
            || matches!(norm, "of" | "for") && next_is_part && is_body_word(text, at - 1)
            || norm == "for" && next_is_part && is_field_of_body(text, at - 1) && text.is_common(at + 1)
            || is_possessor_of_body(text, at) && next_is_part
            || norm == "," && text.after(at).is_some_and(|next| text.is(next, Class::Suffix)))
}

/// Whether a word is the field of a body: "Arbitration" in "Court of Arbitration".
fn is_field_of_body(text: &Text, at: usize) -> bool {
    at > 1 && text.norm(at - 1) == "of" && is_body_word(text, at - 2)
}

/// Where the name of a body ends that goes on with the fields it works in: "Ministry of
/// Trade" in "Ministry of Trade, Ports and Fish".
fn fields_end(text: &Text, run: &Range<usize>) -> Option<usize> {
    let of = run.clone().skip(1).find(|&t| matches!(text.norm(t), "of" | "for") && is_body_word(text, t - 1));
    of?;
    let sentence = text.sentence_of(run.start).end;
    let field = |from: usize| {
        let word =
            |t: &usize| text.is_capitalized(*t) && text.is_common(*t) && !text.is_any(*t, Class::GIVEN);
        let words = (from..sentence).take_while(word).count();
        (words > 0 && !text.is(from, Class::Body)).then_some(from + words)
    };
    let norm = |t: usize| if t < sentence { text.norm(t) } else { "" };
    let mut at = run.end;
    while norm(at) == "," && norm(at + 1) != "and" {
        at = field(at + 1)?;
    }
    let and = if norm(at) == "," { at + 1 } else { at };
    if matches!(norm(and), "and" | "&") { field(and + 1) } else { None }
}

/// Whether a nickname starts at a token: a word between quotation marks, with
/// parts of a name before and after it (“Bob” in "Robert “Bob” Lee").
fn is_nickname(text: &Text, open: usize) -> bool {
    let next = open + NICKNAME;
    open > 0
        && next < text.tokens.len()
        && text.tokens[next].sentence == text.tokens[open].sentence
        && [open, open + 2].iter().all(|&mark| text.is_quotation_mark(mark) || text.norm(mark) == "'")
        && is_part(text, open - 1)
        && text.is_capitalized(open + 1)
        && is_part(text, next)
}

/// Whether only particles stand before the next part of a name: "der" in "van
/// der Meer".
fn leads_to_part(text: &Text, from: usize) -> bool {
    let next = (from..text.tokens.len()).find(|&t| !text.is(t, Class::Particle) || text.is_capitalized(t));
    next.is_some_and(|next| is_part(text, next))
}

/// Whether a token is the clitic of people in the name of their body: "'s" in
/// "Fishermen's Union", "'" in "Workers' Party".
fn is_possessor_of_body(text: &Text, at: usize) -> bool {
    let people = text.norm(at - 1);
    let many = match text.norm(at) {
        "'s" => people.ends_with("men") || matches!(people, "people" | "children"),
        "'" => people.ends_with('s'),
        _ => false,
    };
    many && text.is_capitalized(at - 1) && text.after(at).is_some_and(|next| is_body_word(text, next))
}

/// Divides a run into titles and the name: "Ukrainian President", "Ann Lee".
fn cut(text: &Text, run: Range<usize>) -> Option<Run> {
    // A title that only a suffix follows is a name: "Martin Luther King Jr."
    let last = run.clone().rev().find(|&t| !text.is(t, Class::Suffix) && text.norm(t) != ",")?;
    let before = run.start.checked_sub(1);
    let starts = text.sentence_of(run.start).start == run.start || before.is_some_and(|t| text.is_mark(t));
    // "Senate Leader Ann Lee": the body is part of the title.
    let title = (run.start..last).rfind(|&t| text.is(t, Class::Title));
    let title = title.filter(|title| !names_body(text, &(title + 1..run.end)));
    let title = title.filter(|&title| title > run.start || !names_body(text, &run));
    // "Singer Ann Lee left": a noun whose capital only starts the sentence.
    let noun = || starts && run.len() > 2 && text.is(run.start, Class::Person) && !names_body(text, &run);
    let noun = || noun() && !text.is_any(run.start, Class::GIVEN);
    // "the envoy to France Ann Lee": the country is where her office is.
    let office = |link: usize| {
        let noun = |t: usize| text.is_any(t, &[Class::Title, Class::Person]);
        text.is(link, Class::Link) && link > 0 && noun(link - 1)
    };
    let country = run.len() > 2 && text.is(run.start, Class::Nation) && before.is_some_and(office);
    let title = title.or_else(|| (country || noun()).then_some(run.start));
    let name = title.map_or(run.start, |title| title + 1)..run.end;
    Some(Run {
        title: run.start..name.start,
        name,
        after_article: before.is_some_and(|t| phrases::is_article(text.norm(t))),
        in_place: before.is_some_and(|t| matches!(text.norm(t), "in" | "at" | "near" | "outside" | "across")),
        starts,
    })
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::text::testing::text;

    /// The titles and the name of each run.
    fn runs(source: &str) -> Vec<[String; 2]> {
        let text = text(source);
        let words = |range: &std::ops::Range<usize>| {
            if range.is_empty() { String::new() } else { text.words(range).to_owned() }
        };
        find(&text).iter().map(|run| [words(&run.title), words(&run.name)]).collect()
    }

    fn names(source: &str) -> Vec<String> {
        runs(source).into_iter().map(|[_, name]| name).collect()
    }

    #[test]
    fn a_dateline_names_nobody() {
        assert_eq!(names("PORT ALMA, May 3 (AP) — It was Ann Lee who left."), ["Ann Lee"]);
    }

    #[test]
    fn titles_stand_before_names() {
        assert_eq!(
            runs("It was Kestrian Foreign Minister Ann Lee."),
            [["Kestrian Foreign Minister", "Ann Lee"]]
        );
        assert_eq!(
            runs("They met Rev. Dr. Martin Luther King Jr. there."),
            [["Rev. Dr.", "Martin Luther King Jr."]]
        );
    }

    #[test]
    fn a_country_may_end_an_office() {
        assert_eq!(names("It was the envoy to France Bo Ek."), ["Bo Ek"]);
    }

    #[test]
    fn particles_suffixes_and_nicknames_belong_to_a_name() {
        for name in ["Ursula van der Meer", "Martin Lee Jr.", "Robert “Bob” Lee", "Brill & Co."] {
            assert_eq!(names(&format!("They met {name} there.")), [name]);
        }
    }

    #[test]
    fn honours_are_no_part_of_a_name() {
        assert_eq!(names("It was Ann Lee QC who left with Bo Ek OBE."), ["Ann Lee", "Bo Ek"]);
    }

    #[test]
    fn people_stand_in_the_names_of_bodies() {
        for name in ["Alma Fishermen's Union", "Alma Workers’ Party", "Bank of Karst"] {
            assert_eq!(names(&format!("It was the {name} that met.")), [name]);
        }
    }

    #[test]
    fn days_and_small_words_are_no_names() {
        assert!(names("On Monday The Hall was shut. It rained in June.").iter().eq(["Hall"].iter()));
        assert_eq!(names("The WHO met."), ["WHO"]);
    }

    #[test]
    fn the_capital_of_a_sentence_says_little() {
        assert!(names("Rain fell. There was more rain.").is_empty());
        assert_eq!(names("Lee met rain."), ["Lee"]);
    }

    #[test]
    fn a_verb_may_be_a_surname() {
        assert_eq!(names("It was Omar Said. “It rained,” Said added."), ["Omar Said", "Said"]);
    }

    #[test]
    fn fields_belong_to_the_name_of_a_body() {
        for name in [
            "Ministry of Trade, Ports and Fish",
            "Department of Ports and Human Services",
            "Court of Arbitration for Sport",
        ] {
            assert_eq!(names(&format!("It was the {name} that met.")), [name]);
        }
        assert_eq!(names("It was the Ministry of Trade and Ann Lee."), ["Ministry of Trade", "Ann Lee"]);
    }

    #[test]
    fn who_wrote_it_is_nobody_in_it() {
        assert_eq!(names("By Ann Lee\n\nThe hall closed, Bo Ek said.\n\nIt was late."), ["Bo Ek"]);
        for nobody in ["Photo: Ann Lee", "Reporting by Ann Lee", "Ann Lee/Reuters"] {
            assert_eq!(
                names(&format!("The hall closed, Bo Ek said.\n\n{nobody}\n\nIt was late.")),
                ["Bo Ek"]
            );
        }
        let caption = "Bo Ek at the harbour. Photograph: Ann Lee/Reuters\n\nIt was late.";
        assert_eq!(names(caption), ["Bo Ek"]);
    }

    #[test]
    fn the_author_of_a_post_is_somebody() {
        let post = "It was late.\n\nWe left Port Alma.\n\n— Ann Lee (@annlee) May 3, 2019\n\nIt rained.";
        assert_eq!(names(post), ["Port Alma", "Ann Lee"]);
    }
}
