//! JSON lines in and out, for the examples that serve the trainers.

use std::io::{BufRead, BufWriter, Write};

use serde_json::Value;
use whosaid::text::{Span, Text};

/// Reads `{"id", "text"}` lines from standard input and prints one line for each: the
/// object that `describe` makes of the text, with the line's id added.
///
/// `describe` takes the text, for each byte offset the offset in code points, and the
/// whole line.
pub(crate) fn each_line(describe: impl Fn(&str, &[usize], &Value) -> Value) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let source = document["text"].as_str().unwrap_or_default();
        let mut described = describe(source, &char_offsets(source), &document);
        described["id"] = document["id"].clone();
        writeln!(out, "{described}")?;
    }
    Ok(())
}

/// Where a span of the shown text was pasted, in code points; `chars` is what
/// [`each_line`] hands on.
pub(crate) fn pasted(text: &Text<'_>, chars: &[usize], span: Span) -> [usize; 2] {
    let span = text.pasted(span);
    [chars[span.start], chars[span.end]]
}

/// For each byte offset, the number of code points before it.
fn char_offsets(source: &str) -> Vec<usize> {
    let mut offsets = vec![0; source.len() + 1];
    for (count, (at, c)) in source.char_indices().enumerate() {
        offsets[at..at + c.len_utf8()].fill(count);
    }
    offsets[source.len()] = source.chars().count();
    offsets
}
