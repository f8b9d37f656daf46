//! What tests on this machine and in a browser both do.

mod articles;

use std::fmt::Write;

use articles::ARTICLES;

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
