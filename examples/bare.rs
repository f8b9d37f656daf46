//! Prints every attribution without a source and a cue with its candidates, for the
//! trainer: one JSON line per `{"id", "text", "attributions"}` line of standard input,
//! whose attributions have spans in Unicode code points.

mod shared;

use std::ops::Range;

use serde_json::{Value, json};
use whosaid::Analyzer;
use whosaid::quotes::{Act, Attribution, QuoteKind, Rule};
use whosaid::text::Text;

fn main() -> std::io::Result<()> {
    let analyzer = Analyzer::new();
    shared::each_line(|source, chars, record| {
        let text = analyzer.cut(source);
        let spans: Vec<[usize; 2]> =
            text.tokens.iter().map(|token| shared::pasted(&text, chars, token.span)).collect();
        let mut attributions: Vec<(usize, Attribution)> = Vec::new();
        for (index, row) in record["attributions"].as_array().into_iter().flatten().enumerate() {
            attributions.extend(attribution(&text, &spans, row).map(|row| (index, row)));
        }
        attributions.sort_by_key(|(_, row)| (row.content[0].start, row.content[0].end));
        let (order, attributions): (Vec<usize>, Vec<Attribution>) = attributions.into_iter().unzip();
        let found: Vec<Value> = analyzer
            .bare(&text, &attributions)
            .into_iter()
            .map(|bare| json!([order[bare.attribution], bare.candidates]))
            .collect();
        json!({"bare": found})
    })
}

/// An annotated attribution; nothing without content.
fn attribution(text: &Text, spans: &[[usize; 2]], row: &Value) -> Option<Attribution> {
    let content = tokens(spans, &row["content"]);
    let (source, cue) = (joined(spans, &row["source"]), joined(spans, &row["cue"]));
    let bare = source.is_none() && cue.is_none();
    let first = content.first()?.start;
    let kind = if text.quotation_at(first).is_some() { QuoteKind::Direct } else { QuoteKind::Indirect };
    let rule = if bare { Rule::QuoteAlone } else { Rule::Complement };
    Some(Attribution { kind, content, cue, source, act: Act::Said, rule, confidence: 1.0 })
}

/// The tokens of each of some spans.
fn tokens(spans: &[[usize; 2]], given: &Value) -> Vec<Range<usize>> {
    let number = |value: &Value| value.as_u64().unwrap_or_default() as usize;
    let of = |span: &Value| {
        let start = spans.partition_point(|token| token[1] <= number(&span[0]));
        start..spans.partition_point(|token| token[0] < number(&span[1]))
    };
    given.as_array().into_iter().flatten().map(of).filter(|tokens| !tokens.is_empty()).collect()
}

/// The tokens from the first of some spans to the last.
fn joined(spans: &[[usize; 2]], given: &Value) -> Option<Range<usize>> {
    let parts = tokens(spans, given);
    Some(parts.first()?.start..parts.last()?.end)
}
