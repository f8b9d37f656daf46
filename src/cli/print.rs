//! The output formats for one report: plain text, JSON, CSV and Markdown.

use std::io::{Error, Result, Write};

use whosaid::Report;
use whosaid::report::{
    Act, Conversation, Layout, Notice, ParagraphKind, Quote, QuoteKind, Span, Tone, ToneLabel,
};

pub(crate) fn json(out: &mut impl Write, report: &Report) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    writeln!(out)
}

pub(crate) fn text(out: &mut impl Write, article: &str, report: &Report) -> Result<()> {
    if let Some(notice) = report.notice {
        return writeln!(out, "{}", explain(notice));
    }
    layout(out, &report.layout)?;
    writeln!(out, "TONE")?;
    for (part, whole) in [("all", &report.tone), ("reporter", &report.narrator), ("quoted", &report.quoted)] {
        if let Some(whole) = whole {
            writeln!(out, "{part:>10}  {}", rating(whole.score, whole.label))?;
        }
    }
    for (number, paragraph) in report.paragraphs.iter().enumerate() {
        writeln!(
            out,
            "{:>5}  {:<15} {}{}",
            format!("¶{}", number + 1),
            tone(paragraph.tone.as_ref()),
            shortened(&words(article, report, paragraph.span), 60),
            part(paragraph.kind).map_or_else(String::new, |part| format!("  ({part})"))
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
            how(article, report, quote),
            manner(quote),
            quote.confidence * 100.0,
            pieces(article, report, &quote.content)
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
            escaped(&pieces(article, report, &quote.content)),
            escaped(&how(article, report, quote)),
            manner(quote),
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
        "act",
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
            guarded(&pieces(article, report, &quote.source)),
            guarded(&pieces(article, report, &quote.cue)),
            guarded(&pieces(article, report, &quote.content)),
            kind(quote.kind).to_owned(),
            act(quote.act).to_owned(),
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
    let start = quote.content[0].start;
    sentences.partition_point(|sentence| sentence.span.start <= start).saturating_sub(1)
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

fn how(article: &str, report: &Report, quote: &Quote) -> String {
    if quote.cue.is_empty() { "no cue".to_owned() } else { pieces(article, report, &quote.cue) }
}

/// The words of some spans on one line, with ellipses between them.
fn pieces(article: &str, report: &Report, spans: &[Span]) -> String {
    spans.iter().map(|&span| words(article, report, span)).collect::<Vec<_>>().join(" … ")
}

/// The words of a span as they are shown, on one line.
fn words(article: &str, report: &Report, span: Span) -> String {
    let shown = report.layout.shown(article, span);
    printable(&shown.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Replaces control characters, which could change the state of a terminal, by `�`.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// What was done to the text, and what conversation it is, where a reader should know.
fn layout(out: &mut impl Write, layout: &Layout) -> Result<()> {
    match layout.lines_joined {
        0 => {}
        1 => writeln!(out, "(1 line break joined; --keep-lines keeps it)\n")?,
        count => writeln!(out, "({count} line breaks joined; --keep-lines keeps them)\n")?,
    }
    if layout.conversation == Some(Conversation::Unlabelled) {
        writeln!(out, "(interview without labels: nothing in the text says who speaks)\n")?;
    }
    Ok(())
}

/// The part that a paragraph plays, in words; nothing for running text.
fn part(kind: ParagraphKind) -> Option<&'static str> {
    Some(match kind {
        ParagraphKind::Body => return None,
        ParagraphKind::Heading => "heading",
        ParagraphKind::Byline => "byline",
        ParagraphKind::Dateline => "dateline",
        ParagraphKind::Caption => "caption",
        ParagraphKind::Credit => "credit",
        ParagraphKind::ListItem => "list item",
        ParagraphKind::PullQuote => "pull quote",
        ParagraphKind::BlockQuote => "block quotation",
        ParagraphKind::Post => "post",
        ParagraphKind::Turn => "turn",
        ParagraphKind::Question => "question",
        ParagraphKind::Time => "time",
        ParagraphKind::Footnote => "footnote",
    })
}

/// The report's word for a kind.
fn kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    }
}

fn act(act: Act) -> &'static str {
    match act {
        Act::Said => "said",
        Act::Thought => "thought",
    }
}

/// Its kind for people, to whom "mixed" is a tone, and that it is a thought if it is
/// one. Most is said, which needs no word.
fn manner(quote: &Quote) -> String {
    let kind = match quote.kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "partly quoted",
        QuoteKind::Indirect => "indirect",
    };
    match quote.act {
        Act::Said => kind.to_owned(),
        Act::Thought => format!("{kind}, {}", act(quote.act)),
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

/// At most `width` characters of a line.
fn shortened(line: &str, width: usize) -> String {
    if line.chars().count() <= width {
        return line.to_owned();
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

#[cfg(test)]
mod tests {
    use super::*;

    type Format = fn(&mut Vec<u8>, &str, &Report) -> Result<()>;

    /// What a format prints.
    fn print(format: Format, article: &str, report: &Report) -> String {
        let mut out = Vec::new();
        format(&mut out, article, report).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn people_read_partly_quoted_and_programs_mixed() {
        let article = "Ann Lee called the plan “a generous promise” and left.";
        let report = whosaid::analyze(article);
        assert_eq!(report.quotes[0].kind, QuoteKind::Mixed);
        let printed = |format: Format| print(format, article, &report);
        assert!(printed(text).contains(", partly quoted, "), "{}", printed(text));
        assert!(printed(markdown).contains(" (partly quoted) |"), "{}", printed(markdown));
        assert!(printed(csv).contains(",mixed,said,"), "{}", printed(csv));
    }

    #[test]
    fn a_thought_is_called_one() {
        let article = "She expects that it will rain.";
        let mut report = whosaid::analyze(article);
        report.quotes[0].act = Act::Thought;
        let printed = |format: Format| print(format, article, &report);
        assert!(printed(text).contains("[expects, indirect, thought, "), "{}", printed(text));
        assert!(printed(markdown).contains("| expects (indirect, thought) |"), "{}", printed(markdown));
        assert!(printed(csv).contains(",indirect,thought,"), "{}", printed(csv));
    }
}
