//! Prints what the network sees, for the trainer: a JSON line for each
//! `{"id", "text"}` line, with spans in Unicode code points.

mod shared;

use serde_json::{Value, json};
use whosaid::model::features;
use whosaid::text::Text;

fn main() -> std::io::Result<()> {
    shared::each_line(|source, chars| {
        let text = Text::new(source);
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
        json!({"tokens": tokens})
    })
}
