//! What tests on this machine and in a browser both do.

use std::fmt::Write;

/// Our own articles, by name.
const ARTICLES: &[(&str, &str)] = &[
    ("border-talks", include_str!("../articles/border-talks.txt")),
    ("british", include_str!("../articles/british.txt")),
    ("council-transcript", include_str!("../articles/council-transcript.txt")),
    ("german-marks", include_str!("../articles/german-marks.txt")),
    ("headlines", include_str!("../articles/headlines.txt")),
    ("marks", include_str!("../articles/marks.txt")),
    ("tweets", include_str!("../articles/tweets.txt")),
    ("wire-crlf", include_str!("../articles/wire-crlf.txt")),
    ("example", include_str!("../../www/example.txt")),
];

/// A line for each article: the length of its report as JSON and a checksum
/// of that, bit by bit the same on every platform.
pub(crate) fn digests() -> String {
    let mut out = String::new();
    for (name, article) in ARTICLES {
        let report = serde_json::to_vec(&whosaid::analyze(article)).expect("a report is plain data");
        writeln!(out, "{name}: {} bytes, {:08x}", report.len(), crc32fast::hash(&report))
            .expect("a string grows");
    }
    out
}
