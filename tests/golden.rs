//! Our own articles and what a reader should see in them.
//!
//! Each snapshot shows the article with its attributions aligned under the
//! words, so that a change of the analysis is a diff that a person can judge:
//! `s` source, `c` cue, `=` content. Accept a change with `cargo insta review`
//! or `INSTA_UPDATE=always cargo test`.
#![cfg(not(target_arch = "wasm32"))]

mod shared;

use std::fmt::Write;

use whosaid::Report;
use whosaid::report::{Act, Quote, Span};

fn aligned(article: &str) -> String {
    let report = whosaid::analyze(article);
    let mut out = String::new();
    for (number, paragraph) in report.paragraphs.iter().enumerate() {
        let tone = paragraph.tone.as_ref().map(|tone| format!("{:?}", tone.label).to_lowercase());
        let kind = format!("{:?}", paragraph.kind).to_lowercase();
        writeln!(out, "¶{} {kind}, {}", number + 1, tone.as_deref().unwrap_or("no tone")).unwrap();
        for sentence in paragraph.sentences.iter().map(|sentence| sentence.span) {
            let marks = marks(article, sentence, &report.quotes);
            for (text, marks) in wrapped(&article[sentence.start..sentence.end], &marks) {
                writeln!(out, "    {text}").unwrap();
                if !marks.trim().is_empty() {
                    writeln!(out, "    {}", marks.trim_end()).unwrap();
                }
            }
        }
        for quote in report.quotes.iter().filter(|quote| quote.paragraph == number) {
            let speakers: Vec<&str> =
                quote.speakers.iter().map(|&id| report.speakers[id].name.as_str()).collect();
            let speakers = if speakers.is_empty() { "unknown".to_owned() } else { speakers.join(" + ") };
            let kind = format!("{:?}", quote.kind).to_lowercase();
            let thought = if quote.act == Act::Thought { ", thought" } else { "" };
            let start = text(article, &quote.content).chars().take(50).collect::<String>();
            writeln!(out, "  → {speakers} [{}] ({kind}{thought}) {start}", text(article, &quote.cue))
                .unwrap();
        }
    }
    writeln!(out, "{}", speakers(&report)).unwrap();
    out
}

fn speakers(report: &Report) -> String {
    let lines = report.speakers.iter().map(|speaker| {
        let kind = format!("{:?}", speaker.kind).to_lowercase();
        format!("{} ({kind}; {}): {}", speaker.name, speaker.role.as_deref().unwrap_or("–"), speaker.quotes)
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn text(article: &str, spans: &[Span]) -> String {
    spans.iter().map(|span| &article[span.start..span.end]).collect::<Vec<_>>().join(" … ")
}

/// One mark for each character of a sentence.
fn marks(article: &str, sentence: Span, quotes: &[Quote]) -> Vec<char> {
    let within = |spans: &[Span], at: usize| spans.iter().any(|span| (span.start..span.end).contains(&at));
    let mark = |at: usize| {
        let any = |spans: fn(&Quote) -> &[Span]| quotes.iter().any(|quote| within(spans(quote), at));
        match () {
            () if any(|quote| &quote.source) => 's',
            () if any(|quote| &quote.cue) => 'c',
            () if any(|quote| &quote.content) => '=',
            () => ' ',
        }
    };
    article[sentence.start..sentence.end].char_indices().map(|(at, _)| mark(sentence.start + at)).collect()
}

/// Lines of a hundred characters with the marks that stand under them.
fn wrapped(sentence: &str, marks: &[char]) -> Vec<(String, String)> {
    let chars: Vec<char> = sentence.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let pairs: Vec<(char, char)> = chars.into_iter().zip(marks.iter().copied()).collect();
    pairs.chunks(100).map(|line| line.iter().copied().unzip()).collect()
}

macro_rules! golden {
    ($($name:ident: $path:literal),* $(,)?) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(aligned(include_str!($path)));
        }
    )*};
}

golden! {
    border_talks: "articles/border-talks.txt",
    british_quotation_marks: "articles/british.txt",
    council_transcript: "articles/council-transcript.txt",
    german_french_and_swedish_marks: "articles/german-marks.txt",
    headlines: "articles/headlines.txt",
    live_blog: "articles/live-blog.txt",
    marks_of_all_kinds: "articles/marks.txt",
    posts: "articles/posts.txt",
    tweets: "articles/tweets.txt",
    wire_crlf: "articles/wire-crlf.txt",
    example_of_the_page: "../www/example.txt",
}

/// The same snapshot is what `tests/browser.rs` compares with.
#[test]
fn digests() {
    insta::assert_snapshot!(shared::digests());
}
