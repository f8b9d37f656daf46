//! Prints every "he" and "she" with its candidates, for the trainer: a JSON
//! line for each `{"id", "text"}` line, with spans in Unicode code points.

use std::io::{BufRead, BufWriter, Write};

use serde_json::{Value, json};
use whosaid::text::{Span, Text};
use whosaid::{people, quotes};

fn main() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let source = document["text"].as_str().unwrap_or_default();
        let text = Text::new(source);
        let chars = |span: &Span| {
            let before = source[..span.start].chars().count();
            [before, before + source[span.start..span.end].chars().count()]
        };
        let found = people::pronouns(&text, &quotes::find(&text));
        let names: Vec<Vec<_>> = found.names.iter().map(|named| named.iter().map(chars).collect()).collect();
        let pronouns: Vec<Value> =
            found.pronouns.iter().map(|pronoun| json!([chars(&pronoun.span), pronoun.candidates])).collect();
        writeln!(out, "{}", json!({"id": document["id"], "names": names, "pronouns": pronouns}))?;
    }
    Ok(())
}
