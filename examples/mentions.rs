//! Prints the mentions of each person or body, for `eval/score_coreference.py`: one JSON
//! line per `{"id", "text"}` line of standard input, with spans in Unicode code points.

mod shared;

use std::ops::Range;

use serde_json::json;
use whosaid::Analyzer;

fn main() -> std::io::Result<()> {
    let analyzer = Analyzer::new();
    shared::each_line(|source, chars, _| {
        let text = analyzer.cut(source);
        let span = |tokens: &Range<usize>| shared::pasted(&text, chars, text.span_of(tokens));
        let found = analyzer.mentions(&text, &analyzer.attributions(&text));
        let clusters: Vec<Vec<_>> = found.iter().map(|one| one.iter().map(span).collect()).collect();
        json!({"clusters": clusters})
    })
}
