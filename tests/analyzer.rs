//! The analyzer as a Rust caller uses it: progress, other weights, threads.
#![cfg(not(target_arch = "wasm32"))]

#[path = "shared/articles.rs"]
mod articles;

use std::thread;
use std::time::Instant;

use articles::ARTICLES;
use whosaid::{Analyzer, Weights};

const ATTRIBUTIONS: &[u8] = include_bytes!("../src/model/weights.bin");
const TONE: &[u8] = include_bytes!("../src/tone/weights.bin");

/// Our articles over and over, up to this many words.
fn long(words: usize) -> String {
    let mut article = String::new();
    let mut count = 0;
    for (_, text) in ARTICLES.iter().cycle() {
        if count >= words {
            break;
        }
        article.push_str(text);
        article.push_str("\n\n");
        count += text.split_whitespace().count();
    }
    article
}

/// What `progress` hears and which share of the time has then passed.
fn heard(analyzer: &Analyzer, article: &str) -> Vec<(f64, f64)> {
    let start = Instant::now();
    let mut heard = Vec::new();
    let report =
        analyzer.analyze_observed(article, &mut |done| heard.push((done, start.elapsed().as_secs_f64())));
    let all = start.elapsed().as_secs_f64();
    assert_eq!(report, analyzer.analyze(article), "to be observed changes nothing");
    heard.into_iter().map(|(done, at)| (done, at / all)).collect()
}

#[test]
fn progress_rises_from_0_to_1_for_every_text() {
    let analyzer = Analyzer::new();
    for article in ["", " \n", "🎉 !!!", "Переговоры закончились без соглашения.", "It rained."]
        .into_iter()
        .chain(ARTICLES.iter().map(|(_, article)| *article))
    {
        let done: Vec<f64> = heard(&analyzer, article).into_iter().map(|(done, _)| done).collect();
        assert!(done.len() >= 2, "{done:?}");
        assert_eq!((done[0], done[done.len() - 1]), (0.0, 1.0), "{article}");
        assert!(done.is_sorted(), "{done:?}");
    }
}

#[test]
fn progress_of_a_long_text_takes_many_small_steps() {
    const STEPS: usize = 50;
    const STEP: f64 = 0.1;
    let article = long(20_000);
    let heard = heard(&Analyzer::new(), &article);
    assert!(heard.len() >= STEPS, "{} steps", heard.len());
    let most = heard.windows(2).map(|pair| pair[1].0 - pair[0].0).fold(0.0, f64::max);
    assert!(most <= STEP, "a step of {most}");
}

#[test]
fn progress_of_a_long_text_is_in_line_with_time() {
    /// How far the two may be apart. The stages' shares differ by machine.
    const APART: f64 = 0.25;
    let (analyzer, article) = (Analyzer::new(), long(20_000));
    // Until the next step is heard, the last one is what a reader sees.
    let apart = || {
        let heard = heard(&analyzer, &article);
        let apart = heard.windows(2).flat_map(|pair| {
            let ((shown, _), (done, at)) = (pair[0], pair[1]);
            [(at - shown).abs(), (at - done).abs()]
        });
        apart.fold(0.0, f64::max)
    };
    // A machine that does something else meanwhile may spoil one measurement.
    let mut measured = Vec::new();
    while measured.len() < 4 && measured.last().is_none_or(|&apart| apart > APART) {
        measured.push(apart());
    }
    assert!(measured.last().is_some_and(|&apart| apart <= APART), "{measured:?}");
}

#[test]
fn the_weights_of_the_crate_give_the_same_reports() {
    let own = Analyzer::new();
    for weights in [
        Weights { attributions: Some(ATTRIBUTIONS), tone: Some(TONE) },
        Weights { attributions: Some(ATTRIBUTIONS), tone: None },
        Weights { attributions: None, tone: Some(TONE) },
    ] {
        let analyzer = Analyzer::with_weights(weights).expect("the files of the crate load");
        for (name, article) in ARTICLES {
            let report = own.analyze(article);
            assert!(!report.quotes.is_empty(), "{name}");
            assert_eq!(analyzer.analyze(article), report, "{name}");
        }
    }
}

/// What `with_weights` says to a file in the place of either network.
fn complaints(file: &[u8]) -> [String; 2] {
    [Weights { attributions: Some(file), tone: None }, Weights { attributions: None, tone: Some(file) }]
        .map(|weights| Analyzer::with_weights(weights).expect_err("a bad file").to_string())
}

/// Every message starts with the network whose file is at fault.
fn assert_complaints(file: &[u8], what: &str) {
    let [attributions, tone] = complaints(file);
    assert!(attributions.starts_with("weights of attributions: "), "{attributions}");
    assert!(tone.starts_with("weights of the tone: "), "{tone}");
    for complaint in [attributions, tone] {
        assert!(complaint.contains(what), "{complaint}");
    }
}

#[test]
fn a_file_that_holds_no_weights_is_refused() {
    assert_complaints(b"", "ends early");
    assert_complaints(b"WHO", "ends early");
    assert_complaints(b"PK\x03\x04 is something else", "not a weight file");
    let mut other = TONE.to_vec();
    other[7] += 1;
    assert_complaints(&other, "version");
}

#[test]
fn damaged_weights_are_refused() {
    for good in [ATTRIBUTIONS, TONE] {
        let mut places = vec![12, good.len() / 2, good.len() - 1];
        // The checksum itself.
        places.push(8);
        for place in places {
            let mut damaged = good.to_vec();
            damaged[place] ^= 1;
            assert_complaints(&damaged, "checksum");
        }
        assert_complaints(&good[..good.len() - 1], "checksum");
        assert_complaints(&good[..10], "ends early");
    }
}

#[test]
fn weights_in_the_place_of_the_other_network_are_refused() {
    let swapped = [
        (Weights { attributions: Some(TONE), tone: None }, "weights of attributions: "),
        (Weights { attributions: None, tone: Some(ATTRIBUTIONS) }, "weights of the tone: "),
    ];
    for (weights, whose) in swapped {
        let error = Analyzer::with_weights(weights).expect_err("the wrong file").to_string();
        assert!(error.starts_with(whose) && error.len() > whose.len(), "{error}");
    }
}

#[test]
fn threads_share_an_analyzer() {
    let analyzer = Analyzer::new();
    let expected: Vec<_> = ARTICLES.iter().map(|(_, article)| analyzer.analyze(article)).collect();
    assert!(expected.iter().all(|report| !report.quotes.is_empty()));
    thread::scope(|scope| {
        for first in 0..4 {
            let (analyzer, expected) = (&analyzer, &expected);
            scope.spawn(move || {
                // Each thread reads the articles in another order.
                for index in (0..ARTICLES.len()).map(|index| (index + 2 * first) % ARTICLES.len()) {
                    assert_eq!(analyzer.analyze(ARTICLES[index].1), expected[index], "{}", ARTICLES[index].0);
                }
            });
        }
    });
}
