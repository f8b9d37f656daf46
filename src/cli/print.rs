//! The output formats for one report: plain text, JSON, CSV and Markdown.

use std::io::{Error, Result, Write};

use whosaid::Report;
use whosaid::report::{Notice, ParagraphKind, Quote, QuoteKind, Span, Tone, ToneLabel};

pub(crate) fn json(out: &mut impl Write, report: &Report) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    writeln!(out)
}

pub(crate) fn text(out: &mut impl Write, article: &str, report: &Report) -> Result<()> {
    if let Some(notice) = report.notice {
        return writeln!(out, "{}", explain(notice));
    }
    writeln!(out, "TONE")?;
    for (part, whole) in [("all", &report.tone), ("reporter", &report.narrator), ("quoted", &report.quoted)] {
        if let Some(whole) = whole {
            writeln!(out, "{part:>10}  {}", rating(whole.score, whole.label))?;
        }
    }
    for (number, paragraph) in report.paragraphs.iter().enumerate() {
        let start = shortened(&article[paragraph.span.start..paragraph.span.end], 60);
        let kind = if paragraph.kind == ParagraphKind::Body { "" } else { "  (heading or credit)" };
        writeln!(
            out,
            "{:>5}  {:<15} {start}{kind}",
            format!("¶{}", number + 1),
            tone(paragraph.tone.as_ref())
        )?;
    }
    writeln!(out, "\nWHO SAID WHAT")?;
    if report.quotes.is_empty() {
        writeln!(out, "       nobody, as far as Whosaid can tell")?;
    }
    for quote in &report.quotes {
        writeln!(
            out,
            "{:>5}  {} [{}, {}, {:.0} % sure]\n       {}",
            format!("¶{}", quote.paragraph + 1),
            who(report, quote),
            how(article, quote),
            kind(quote.kind),
            quote.confidence * 100.0,
            content(article, quote)
        )?;
    }
    Ok(())
}

pub(crate) fn markdown(out: &mut impl Write, article: &str, report: &Report) -> Result<()> {
    if let Some(notice) = report.notice {
        return writeln!(out, "{}", explain(notice));
    }
    writeln!(out, "| Paragraph | Speaker | What | How | Tone | Confidence |")?;
    writeln!(out, "|---:|---|---|---|---|---:|")?;
    for quote in &report.quotes {
        writeln!(
            out,
            "| {} | {} | {} | {} ({}) | {} | {:.2} |",
            quote.paragraph + 1,
            escaped(&who(report, quote)),
            escaped(&content(article, quote)),
            escaped(&how(article, quote)),
            kind(quote.kind),
            tone(quote.tone.as_ref()),
            quote.confidence
        )?;
    }
    Ok(())
}

pub(crate) fn csv(out: &mut impl Write, article: &str, report: &Report) -> Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let header = [
        "paragraph",
        "sentence",
        "speaker",
        "role",
        "source",
        "cue",
        "content",
        "kind",
        "tone",
        "confidence",
    ];
    table.write_record(header).map_err(broken)?;
    for quote in &report.quotes {
        let record = [
            (quote.paragraph + 1).to_string(),
            (sentence(report, quote) + 1).to_string(),
            guarded(&who(report, quote)),
            guarded(&roles(report, quote)),
            guarded(&pieces(article, &quote.source)),
            guarded(&pieces(article, &quote.cue)),
            guarded(&content(article, quote)),
            kind(quote.kind).to_owned(),
            quote.tone.as_ref().map_or_else(String::new, |tone| format!("{:.2}", tone.score)),
            format!("{:.2}", quote.confidence),
        ];
        table.write_record(record).map_err(broken)?;
    }
    table.flush()
}

/// The I/O error inside a CSV error, so that a closed pipe is recognized.
fn broken(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => Error::other(format!("{kind:?}")),
    }
}

/// The number of the sentence in which the content starts, from 0 within its paragraph.
fn sentence(report: &Report, quote: &Quote) -> usize {
    let sentences = &report.paragraphs[quote.paragraph].sentences;
    sentences.partition_point(|sentence| sentence.start <= quote.content[0].start).saturating_sub(1)
}

/// The names of the speakers, or "unknown".
fn who(report: &Report, quote: &Quote) -> String {
    let names: Vec<&str> = quote.speakers.iter().map(|&id| report.speakers[id].name.as_str()).collect();
    if names.is_empty() { "unknown".to_owned() } else { printable(&names.join(" and ")) }
}

fn roles(report: &Report, quote: &Quote) -> String {
    let roles = quote.speakers.iter().filter_map(|&id| report.speakers[id].role.as_deref());
    printable(&roles.collect::<Vec<_>>().join(" and "))
}

fn how(article: &str, quote: &Quote) -> String {
    if quote.cue.is_empty() { "no cue".to_owned() } else { pieces(article, &quote.cue) }
}

fn content(article: &str, quote: &Quote) -> String {
    pieces(article, &quote.content)
}

/// The words of some spans on one line, with ellipses between them.
fn pieces(article: &str, spans: &[Span]) -> String {
    let lines = spans
        .iter()
        .map(|span| article[span.start..span.end].split_whitespace().collect::<Vec<_>>().join(" "));
    printable(&lines.collect::<Vec<_>>().join(" … "))
}

/// Replaces control characters, which could change the state of a terminal, by `�`.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    }
}

fn tone(tone: Option<&Tone>) -> String {
    tone.map_or_else(String::new, |tone| rating(tone.score, tone.label))
}

fn rating(score: f64, label: ToneLabel) -> String {
    let label = match label {
        ToneLabel::Negative => "negative",
        ToneLabel::Neutral => "neutral",
        ToneLabel::Positive => "positive",
        ToneLabel::Mixed => "mixed",
    };
    format!("{label} {score:+.2}")
}

/// A text on one line of at most `width` characters.
fn shortened(text: &str, width: usize) -> String {
    let line = printable(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if line.chars().count() <= width {
        return line;
    }
    line.chars().take(width - 1).chain(['…']).collect()
}

/// Escapes the characters that would break a Markdown table or be taken for HTML.
fn escaped(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;")
}

/// Puts an apostrophe before a cell that a spreadsheet would take for a formula.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn explain(notice: Notice) -> &'static str {
    match notice {
        Notice::Empty => "The text is empty.",
        Notice::NoWords => "The text contains no words.",
        Notice::NotEnglish => "The text does not seem to be English; Whosaid reads English only.",
    }
}
