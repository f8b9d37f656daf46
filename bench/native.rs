//! Measures the speed of the analyzer on this machine, on one core.
//!
//! `cargo xtask bench` runs this and the same measurements in a browser.

use std::hint::black_box;
use std::time::{Duration, Instant};

use whosaid::Analyzer;

/// The project's own articles, which are repeated to make texts of any length.
const ARTICLES: [&str; 3] = [
    include_str!("../tests/articles/border-talks.txt"),
    include_str!("../tests/articles/marks.txt"),
    include_str!("../tests/articles/wire-crlf.txt"),
];

/// Number of stages of an analysis.
const STAGES: usize = 4;
/// Lengths of texts in words, and how many times each is measured.
const LENGTHS: [(usize, usize); 4] = [(1_000, 31), (10_000, 11), (30_000, 5), (170_000, 3)];

fn main() {
    let started = Instant::now();
    let analyzer = Analyzer::new();
    let _ = analyzer.analyze("It rains.");
    println!("first analysis, including the loading of weights: {:.1} ms", ms(started.elapsed()));
    print!("{:>8} {:>10} {:>10} {:>16}", "words", "bytes", "ms", "ms / 1,000 words");
    println!("   by stage: cutting, attributions, speakers, tone");
    for (words, runs) in LENGTHS {
        let text = text_of(words);
        let mut stages: Vec<Vec<f64>> = vec![Vec::new(); STAGES + 1];
        for _ in 0..runs {
            let times = stages_of(&analyzer, &text);
            stages[STAGES].push(times.iter().sum());
            for (stage, time) in stages.iter_mut().zip(times) {
                stage.push(time);
            }
        }
        let per_1000: Vec<f64> = stages.iter_mut().map(|s| median(s) / words as f64 * 1000.0).collect();
        let whole = per_1000[STAGES];
        print!("{words:>8} {:>10} {:>10.1} {whole:>16.1}", text.len(), whole * words as f64 / 1000.0);
        for each in &per_1000[..STAGES] {
            print!("{each:8.2}");
        }
        println!();
    }
}

/// The time that each stage takes, in milliseconds.
fn stages_of(analyzer: &Analyzer, article: &str) -> [f64; STAGES] {
    let mut reached = vec![Instant::now()];
    let text = analyzer.cut(article);
    reached.push(Instant::now());
    let attributions = analyzer.attributions(&text);
    reached.push(Instant::now());
    let people = analyzer.people(&text, &attributions);
    reached.push(Instant::now());
    black_box(analyzer.tones(&text, &attributions, &people));
    reached.push(Instant::now());
    std::array::from_fn(|stage| ms(reached[stage + 1].duration_since(reached[stage])))
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A text of about `words` words, in whole paragraphs.
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
