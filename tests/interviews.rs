//! Interviews and transcripts in the styles in which they are printed, and texts
//! that only look like one.
//!
//! Beside each article in `interviews` a file has the speaker of each turn, one in
//! a line; "?" is somebody whom the article does not name. All articles are read
//! twice, as they are and with lines of 70 columns.
#![cfg(not(target_arch = "wasm32"))]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use whosaid::Report;
use whosaid::report::{ParagraphKind, QuoteKind, Rule};
use whosaid::text::Conversation;

/// The width of the wrapped articles, in characters.
const COLUMNS: usize = 70;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interviews")
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// A text with its lines broken at spaces.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut width = 0;
        for word in line.split(' ') {
            let length = word.chars().count();
            if width > 0 && width + 1 + length > COLUMNS {
                out.push('\n');
                width = 0;
            } else if width > 0 {
                out.push(' ');
                width += 1;
            }
            out.push_str(word);
            width += length;
        }
        out.push('\n');
    }
    out
}

/// Who speaks in each turn of an article, in order.
fn speakers(report: &Report) -> Vec<String> {
    let in_turn = |paragraph: usize| {
        matches!(report.paragraphs[paragraph].kind, ParagraphKind::Turn | ParagraphKind::Question)
    };
    let turns = report.quotes.iter().filter(|quote| in_turn(quote.paragraph));
    turns
        .map(|quote| {
            assert_eq!((quote.kind, quote.rule), (QuoteKind::Direct, Rule::Transcript));
            let names: Vec<&str> =
                quote.speakers.iter().map(|&id| report.speakers[id].name.as_str()).collect();
            if names.is_empty() { "?".to_owned() } else { names.join(" + ") }
        })
        .collect()
}

fn check(style: &str, conversation: Conversation) {
    let article = read(&folder().join(format!("{style}.txt")));
    let expected = read(&folder().join(format!("{style}.speakers")));
    let expected: Vec<&str> = expected.lines().collect();
    for article in [wrapped(&article), article] {
        let report = whosaid::analyze(&article);
        assert_eq!(report.layout.conversation, Some(conversation), "{article}");
        assert_eq!(speakers(&report), expected, "{article}");
    }
}

macro_rules! interviews {
    ($($name:ident: $style:literal, $conversation:ident;)*) => {$(
        #[test]
        fn $name() {
            check($style, Conversation::$conversation);
        }
    )*};
}

interviews! {
    names_in_full: "full-names", Labelled;
    surnames_after_a_head: "surnames", Labelled;
    initials: "initials", Labelled;
    capitals_with_a_moderator: "capitals", Labelled;
    q_and_a_with_full_stops: "q-and-a-stops", Labelled;
    q_and_a_with_dashes: "q-dash", Labelled;
    question_and_answer: "question-answer", Labelled;
    roles_that_a_list_names: "roles", Labelled;
    an_outlet_and_a_name: "outlets", Labelled;
    numbered_speakers_after_times: "times-before", Labelled;
    numbered_speakers_before_times: "times-after", Labelled;
    surnames_after_times: "times-and-surnames", Labelled;
    names_and_times_on_lines_of_their_own: "name-lines", Labelled;
    names_on_lines_of_their_own: "lines-plain", Labelled;
    names_and_colons_on_lines_of_their_own: "colon-lines", Labelled;
    surnames_and_dashes: "dashes", Labelled;
    parliament: "hansard", Labelled;
    brackets_and_asides: "brackets", Labelled;
    labels_for_questions_only: "questions-only", Labelled;
    q_and_a_whom_nobody_names: "unnamed", Labelled;
    questions_and_answers_without_labels: "unlabelled", Unlabelled;
    dashes_that_take_turns: "dash-dialogue", Unlabelled;
}

#[test]
fn what_is_no_conversation() {
    let mut count = 0;
    for file in fs::read_dir(folder().join("none")).expect("the folder is there") {
        let file = file.expect("a file can be listed").path();
        let article = read(&file);
        for article in [wrapped(&article), article] {
            let report = whosaid::analyze(&article);
            assert_eq!(report.layout.conversation, None, "{}", file.display());
            assert!(speakers(&report).is_empty());
        }
        count += 1;
    }
    assert!(count > 10, "{count} texts");
}

#[test]
fn a_turn_has_its_label_and_words() {
    let article = read(&folder().join("hansard.txt"));
    let report = whosaid::analyze(&article);
    let slice = |span: whosaid::report::Span| &article[span.start..span.end];
    let labels: Vec<Option<&str>> = report.paragraphs.iter().map(|p| p.label.map(slice)).collect();
    let (lee, mr) = (Some("Ms LEE"), Some("Mr SPEAKER"));
    assert_eq!(labels[..5], [None, None, mr, lee, lee]);
    let [speaker, first, next, ..] = &report.quotes[..] else { panic!("turns are rows") };
    assert_eq!(slice(speaker.source[0]), "Mr SPEAKER");
    assert_eq!(slice(first.cue[0]), ":");
    assert!(slice(first.content[0]).starts_with("I rise to support"));
    assert!(
        next.source.is_empty() && next.cue.is_empty() && slice(next.content[0]).starts_with("It was raining")
    );
}

/// A transcript with two named speakers, of about this many words.
fn transcript(words: usize) -> (String, usize) {
    let mut article = "Petra Lind talks to Owen Farr\n\n".to_owned();
    let mut turns = 0;
    while turns * 20 < words {
        for (name, said) in [
            ("Owen Farr", "How long did you wait in the hall, and what did they tell you there"),
            (
                "Petra Lind",
                "I waited until noon. They told me that the ferry was late and that I should come back later",
            ),
        ] {
            let mark = if name == "Owen Farr" { '?' } else { '.' };
            write!(article, "{name}: {said} on day {turns}{mark}\n\n").expect("a string grows");
            turns += 1;
        }
    }
    (article, turns)
}

#[test]
fn a_long_transcript_is_its_speakers() {
    let (article, turns) = transcript(12_000);
    let report = whosaid::analyze(&article);
    let speakers = speakers(&report);
    assert_eq!(speakers.len(), turns);
    assert!(speakers.iter().step_by(2).all(|name| name == "Owen Farr"));
    assert!(speakers.iter().skip(1).step_by(2).all(|name| name == "Petra Lind"));
}

#[test]
fn four_times_the_turns_take_about_four_times_as_long() {
    /// How many times as long four times the text may take. It takes four times.
    const MOST: f64 = 8.0;
    let shapes = [
        "Q: Why {}?\n\nA: I left.\n\n",
        "Name{} Ek: I left.\n\n",
        "Owen Farr\n\nI left {}.\n\n",
        "– Why {}?\n\n– I left.\n\n",
    ];
    let pace = |shape: &str, turns: usize| {
        let mut article = "He was there with them. ".repeat(50);
        article.push_str("\n\n");
        for turn in 0..turns {
            article.push_str(&shape.replace("{}", &turn.to_string()));
        }
        let start = Instant::now();
        assert!(!whosaid::analyze(&article).paragraphs.is_empty());
        start.elapsed().as_secs_f64()
    };
    for shape in shapes {
        // A machine that does something else meanwhile may spoil one measurement.
        let mut times = Vec::new();
        while times.len() < 3 && times.last().is_none_or(|&times| times > MOST) {
            times.push(pace(shape, 4_000) / pace(shape, 1_000));
        }
        assert!(times.last().is_some_and(|&times| times <= MOST), "{shape:?}: {times:?}");
    }
}
