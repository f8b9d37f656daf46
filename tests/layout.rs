//! Articles as they are copied from a PDF, a mail or a terminal: nearly every row
//! is that of the clean text, with the same speakers.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::HashMap;

use whosaid::Report;
use whosaid::report::Span;

const ARTICLES: [&str; 3] = [
    include_str!("../eval/gold/01-us-wire.txt"),
    include_str!("../eval/gold/03-british-broadsheet.txt"),
    include_str!("../eval/gold/22-storm-disaster.txt"),
];

/// The least part of the rows of the clean texts that come back.
const SAME: f64 = 0.95;

/// How often each row comes: the words as they are shown, letters and digits only,
/// and the speakers.
fn rows(article: &str, report: &Report) -> HashMap<(String, Vec<String>), usize> {
    let omitted = &report.layout.omitted;
    let shown = |span: &Span| -> String {
        let kept = article[span.start..span.end].char_indices().filter(|(at, c)| {
            let at = span.start + at;
            c.is_alphanumeric() && !omitted.iter().any(|gap| gap.start <= at && at < gap.end)
        });
        kept.map(|(_, c)| c).collect()
    };
    let mut counts = HashMap::new();
    for quote in &report.quotes {
        let mut names: Vec<String> =
            quote.speakers.iter().map(|&id| report.speakers[id].name.clone()).collect();
        names.sort();
        *counts.entry((quote.content.iter().map(shown).collect(), names)).or_default() += 1;
    }
    counts
}

/// Checks that the rows of the articles survive what `copied` makes of their paragraphs.
fn survive(name: &str, copied: impl Fn(&[&str]) -> String) {
    let (mut same, mut all) = (0, 0);
    for article in ARTICLES {
        let paragraphs: Vec<&str> = article.lines().filter(|line| !line.trim().is_empty()).collect();
        let copy = copied(&paragraphs);
        let (clean, seen) =
            (rows(article, &whosaid::analyze(article)), rows(&copy, &whosaid::analyze(&copy)));
        all += clean.values().sum::<usize>();
        same +=
            clean.iter().map(|(row, &count)| count.min(seen.get(row).copied().unwrap_or(0))).sum::<usize>();
    }
    assert!(same as f64 >= SAME * all as f64, "{name}: {same} of {all} rows are the same");
}

/// The lines of a paragraph, filled up to a width as an editor does.
fn wrapped(paragraph: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in paragraph.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The same lines with words broken at hyphens where they fit.
fn hyphenated(paragraph: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in paragraph.split(' ') {
        let line = lines.last_mut().expect("there is a line");
        let room = width.saturating_sub(line.chars().count() + 1);
        if word.chars().count() <= room || line.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        } else if word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && room >= 4 {
            let cut = (room - 1).min(word.len() - 3);
            line.extend([" ", &word[..cut], "-"]);
            lines.push(word[cut..].to_owned());
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// All paragraphs, each made of lines, with `between` between two paragraphs.
fn pages(paragraphs: &[&str], between: &str, lines: impl Fn(&str) -> Vec<String>) -> String {
    paragraphs.iter().map(|paragraph| lines(paragraph).join("\n")).collect::<Vec<_>>().join(between)
}

#[test]
fn wrapped_lines() {
    for width in [60, 66, 72, 80] {
        survive("blank lines", |paragraphs| pages(paragraphs, "\n\n", |p| wrapped(p, width)));
        survive("no blank lines", |paragraphs| pages(paragraphs, "\n", |p| wrapped(p, width)));
    }
}

#[test]
fn lines_that_end_in_crlf() {
    survive("CRLF", |paragraphs| pages(paragraphs, "\n\n", |p| wrapped(p, 72)).replace('\n', "\r\n"));
}

#[test]
fn hyphens_at_the_end_of_lines() {
    survive("blank lines", |paragraphs| pages(paragraphs, "\n\n", |p| hyphenated(p, 60)));
    survive("a narrow column", |paragraphs| pages(paragraphs, "\n", |p| hyphenated(p, 50)));
}

#[test]
fn first_lines_that_are_indented() {
    survive("indented", |paragraphs| pages(paragraphs, "\n", |p| wrapped(&format!("    {p}"), 66)));
}

#[test]
fn quoted_mails() {
    let quoted =
        |text: String| text.split('\n').map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n");
    survive("with blank lines", |paragraphs| quoted(pages(paragraphs, "\n\n", |p| wrapped(p, 70))));
    survive("without", |paragraphs| quoted(pages(paragraphs, "\n", |p| wrapped(p, 70))));
}

#[test]
fn pages_with_numbers_and_running_titles() {
    survive("pages", |paragraphs| {
        let text = pages(paragraphs, "\n", |p| wrapped(p, 64));
        let lines: Vec<&str> = text.split('\n').collect();
        let page = |(number, lines): (usize, &[&str])| {
            format!("{}\n{}\nPORT ALMA COURIER | NEWS", lines.join("\n"), number + 1)
        };
        lines.chunks(20).enumerate().map(page).collect::<Vec<_>>().join("\n")
    });
}

#[test]
fn footnotes_and_their_signs() {
    survive("footnotes", |paragraphs| {
        let (mut text, mut notes) = (Vec::new(), Vec::new());
        for paragraph in paragraphs {
            if paragraph.len() > 150 && paragraph.ends_with(['.', '”']) {
                let number = notes.len() + 1;
                text.push(format!("{paragraph}{number}"));
                notes.push(format!("{number} Minutes of the council, 3 May 2019."));
            } else {
                text.push((*paragraph).to_owned());
            }
        }
        [text, notes].concat().join("\n\n")
    });
}
