//! How fast the analyzer reads on this machine, on one core.
//!
//! `cargo xtask bench` runs it, beside the same measurements in a browser.

use std::time::{Duration, Instant};

/// Articles of our own; a text for measuring repeats them.
const ARTICLES: [&str; 3] = [
    include_str!("../tests/articles/border-talks.txt"),
    include_str!("../tests/articles/marks.txt"),
    include_str!("../tests/articles/wire-crlf.txt"),
];

/// Lengths in words, and how often each is measured.
const LENGTHS: [(usize, usize); 4] = [(1_000, 31), (10_000, 11), (30_000, 5), (170_000, 3)];

fn main() {
    let started = Instant::now();
    let _ = whosaid::analyze("It rains.");
    println!("first reading, with the weights to load: {:.1} ms", ms(started.elapsed()));
    println!("{:>8} {:>10} {:>10} {:>16}", "words", "bytes", "ms", "ms / 1,000 words");
    for (words, runs) in LENGTHS {
        let text = text_of(words);
        let mut times: Vec<Duration> = (0..runs)
            .map(|_| {
                let start = Instant::now();
                std::hint::black_box(whosaid::analyze(&text));
                start.elapsed()
            })
            .collect();
        times.sort();
        let median = ms(times[runs / 2]);
        println!("{words:>8} {:>10} {median:>10.1} {:>16.1}", text.len(), median / words as f64 * 1000.0);
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A text of about so many words, in whole paragraphs.
fn text_of(words: usize) -> String {
    let mut text = String::new();
    let mut count = 0;
    for paragraph in ARTICLES.iter().flat_map(|article| article.lines()).cycle() {
        if count >= words {
            break;
        }
        count += paragraph.split_whitespace().count();
        text.push_str(paragraph.trim_end());
        text.push('\n');
    }
    text
}
