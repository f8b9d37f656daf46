//! Prints what the network sees, for the trainer: a JSON line for each
//! `{"id", "text"}` line, with spans in Unicode code points.

use std::io::{BufRead, BufWriter, Write};

use serde_json::{Value, json};
use whosaid::model::features;
use whosaid::text::Text;

fn main() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let source = document["text"].as_str().unwrap_or_default();
        let text = Text::new(source);
        let chars = char_offsets(source);
        let tokens: Vec<Value> = features::of(&text)
            .iter()
            .enumerate()
            .map(|(token, f)| {
                let span = text.tokens[token].span;
                let sentence = text.tokens[token].sentence;
                json!([
                    chars[span.start],
                    chars[span.end],
                    f.word,
                    sentence,
                    text.sentences[sentence].paragraph,
                    f.prefix,
                    f.suffix,
                    f.shape,
                    f.quotation,
                    f.place,
                    f.name.map_or(-1, i64::from)
                ])
            })
            .collect();
        writeln!(out, "{}", json!({"id": document["id"], "tokens": tokens}))?;
    }
    Ok(())
}

/// The number of code points before each byte.
fn char_offsets(source: &str) -> Vec<usize> {
    let mut offsets = vec![0; source.len() + 1];
    for (count, (at, c)) in source.char_indices().enumerate() {
        offsets[at..at + c.len_utf8()].fill(count);
    }
    offsets[source.len()] = source.chars().count();
    offsets
}
