//! Prints the inputs of the tone network, for its trainer: one JSON line per
//! `{"id", "text"}` line of standard input, with spans in Unicode code points.

mod shared;

use serde_json::{Value, json};
use whosaid::Analyzer;

fn main() -> std::io::Result<()> {
    let analyzer = Analyzer::new();
    shared::each_line(|source, chars, _| {
        let text = analyzer.cut(source);
        let tokens: Vec<Value> = analyzer
            .tone_inputs(&text)
            .iter()
            .zip(&text.tokens)
            .map(|(input, token)| {
                let [start, end] = shared::pasted(&text, chars, token.span);
                json!([start, end, input.word, input.named, input.valence, input.ruled])
            })
            .collect();
        json!({"tokens": tokens})
    })
}
