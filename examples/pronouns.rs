//! Prints every "he" and "she" with its candidates, for the trainer: one JSON line
//! per `{"id", "text"}` line of standard input, with spans in Unicode code points.

mod shared;

use std::ops::Range;

use serde_json::{Value, json};
use whosaid::Analyzer;

fn main() -> std::io::Result<()> {
    let analyzer = Analyzer::new();
    shared::each_line(|source, chars, _| {
        let text = analyzer.cut(source);
        let span = |tokens: &Range<usize>| shared::pasted(&text, chars, text.span_of(tokens));
        let found = analyzer.pronouns(&text, &analyzer.attributions(&text));
        let names: Vec<Vec<_>> = found.names.iter().map(|named| named.iter().map(span).collect()).collect();
        let word = |token: usize| span(&(token..token + 1));
        let pronouns: Vec<Value> =
            found.pronouns.iter().map(|pronoun| json!([word(pronoun.token), pronoun.candidates])).collect();
        json!({"names": names, "pronouns": pronouns})
    })
}
