//! Prints the features of the network of attributions, for its trainer: one JSON
//! line per `{"id", "text"}` line of standard input, with spans in Unicode code
//! points.

mod shared;

use serde_json::{Value, json};
use whosaid::Analyzer;

fn main() -> std::io::Result<()> {
    let analyzer = Analyzer::new();
    shared::each_line(|source, chars, _| {
        let text = analyzer.cut(source);
        let tokens: Vec<Value> = analyzer
            .features(&text)
            .iter()
            .zip(&text.tokens)
            .map(|(f, token)| {
                let [start, end] = shared::pasted(&text, chars, token.span);
                json!([
                    start,
                    end,
                    f.word,
                    token.sentence,
                    text.sentences[token.sentence].paragraph,
                    f.prefix,
                    f.suffix,
                    f.shape,
                    f.quotation,
                    f.place,
                    f.name.map_or(-1, i64::from)
                ])
            })
            .collect();
        json!({"tokens": tokens})
    })
}
