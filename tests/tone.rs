//! Tone as a caller of the crate sees it.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use whosaid::report::{Report, Tone, ToneLabel};

fn tones(report: &Report) -> impl Iterator<Item = &Tone> {
    let voices = report.paragraphs.iter().flat_map(|p| [&p.tone, &p.narrator, &p.quoted]);
    let quotes = report.quotes.iter().map(|q| &q.tone);
    voices.chain(quotes).chain(report.speakers.iter().map(|s| &s.tone)).flatten()
}

/// What holds for every report: scores in range, evidence in order, inside
/// its paragraph, and adding up.
fn check(article: &str) {
    let report = whosaid::analyze(article);
    for tone in tones(&report) {
        assert!(tone.score.abs() <= 1.0);
        let sum: f64 = tone.evidence.iter().map(|e| e.weight).sum();
        assert!((sum - tone.score).abs() < 1e-9, "{sum} {} in {article:?}", tone.score);
        assert!(tone.evidence.iter().all(|e| article.get(e.span.start..e.span.end).is_some()));
        assert!(tone.evidence.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    }
    for paragraph in &report.paragraphs {
        for tone in [&paragraph.tone, &paragraph.narrator, &paragraph.quoted].into_iter().flatten() {
            let inside =
                |s: whosaid::report::Span| paragraph.span.start <= s.start && s.end <= paragraph.span.end;
            assert!(tone.evidence.iter().all(|e| inside(e.span)));
        }
    }
    assert_eq!(report, whosaid::analyze(article));
}

fn label(article: &str) -> ToneLabel {
    let report = whosaid::analyze(article);
    report.paragraphs[0].tone.as_ref().expect("the paragraph has words").label
}

#[test]
fn labels_a_reader_would_give() {
    let rows = [
        ("A gunman killed four people and wounded nine others at a school on Tuesday.", ToneLabel::Negative),
        ("The mayor was convicted of bribery and sent to prison.", ToneLabel::Negative),
        ("Volunteers rescued all 40 children, and the whole town celebrated.", ToneLabel::Positive),
        ("The committee will meet again on Thursday to discuss the agenda.", ToneLabel::Neutral),
        (
            "The Justice Department and the Supreme Court share the building with Grace Hope.",
            ToneLabel::Neutral,
        ),
        ("The treaty did not help, and nobody was happy.", ToneLabel::Negative),
    ];
    for (article, expected) in rows {
        assert_eq!(label(article), expected, "{article}");
    }
}

#[test]
fn a_long_matter_of_fact_paragraph_is_neutral() {
    let article = "The council met on Monday to vote on the plan for the road along the river. It runs for six \
                   miles from the old station to the harbor and would take four years to build. The cost was put \
                   at 12 million in March. A second vote is due in June, and the clerk expects a good turnout.";
    assert_eq!(label(article), ToneLabel::Neutral);
}

proptest! {
    #[test]
    fn evidence_always_adds_up(words in prop::collection::vec(
        prop::sample::select(vec![
            "not", "good", "very", "bad", "killed", "but", "Ann", "Lee", "said", "that", "the", "war", "ended",
            "“", "”", ",", ".", "?", "\n\n", "wonderful", "disaster", "no", "despite", "👍", "Hope", "é",
        ]),
        0..60,
    )) {
        check(&words.join(" "));
    }
}
