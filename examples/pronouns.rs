//! Prints every "he" and "she" with its candidates, for the trainer: a JSON
//! line for each `{"id", "text"}` line, with spans in Unicode code points.

mod shared;

use serde_json::{Value, json};
use whosaid::text::{Span, Text};
use whosaid::{people, quotes};

fn main() -> std::io::Result<()> {
    shared::each_line(|source, chars| {
        let text = Text::new(source);
        let span = |span: &Span| [chars[span.start], chars[span.end]];
        let found = people::pronouns(&text, &quotes::find(&text));
        let names: Vec<Vec<_>> = found.names.iter().map(|named| named.iter().map(span).collect()).collect();
        let pronouns: Vec<Value> =
            found.pronouns.iter().map(|pronoun| json!([span(&pronoun.span), pronoun.candidates])).collect();
        json!({"names": names, "pronouns": pronouns})
    })
}
