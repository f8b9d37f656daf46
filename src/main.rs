//! The terminal.

use std::io::{BufRead, Write};

use whosaid::text::Offsets;

fn main() {
    let out = std::io::stdout();
    let mut out = std::io::BufWriter::new(out.lock());
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = v["text"].as_str().unwrap();
        let report = whosaid::analyze(text).with_offsets(text, Offsets::Chars);
        writeln!(out, "{}", serde_json::json!({"id": v["id"], "report": report})).unwrap();
    }
}
