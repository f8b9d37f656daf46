//! Tone as a caller of the crate sees it.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use whosaid::report::{Report, Tone, ToneLabel};

fn tones(report: &Report) -> impl Iterator<Item = &Tone> {
    let voices = report.paragraphs.iter().flat_map(|p| [&p.tone, &p.narrator, &p.quoted]);
    let quotes = report.quotes.iter().map(|q| &q.tone);
    let speakers = report.speakers.iter().flat_map(|s| [&s.tone, &s.about]);
    voices.chain(quotes).chain(speakers).flatten()
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
fn matter_of_fact_paragraphs_are_neutral() {
    for article in [
        "The council met on Monday to vote on the plan for the road along the river. It runs for six miles from \
         the old station to the harbor and would take four years to build. The cost was put at 12 million in \
         March. A second vote is due in June.",
        "The committee will publish its timetable on Friday. Members may send remarks until the end of the month, \
         and the clerk will read them out at the session in May.",
    ] {
        assert_eq!(label(article), ToneLabel::Neutral, "{article}");
    }
}

#[test]
fn plain_headings_are_neutral() {
    const HEADINGS: [&str; 5] = [
        "Council Meets on Tuesday",
        "Mayor to Visit Harbour in May",
        "School Opens on Monday",
        "Ministers Discuss Fishing Quotas",
        "Library moves to Mill Street",
    ];
    for heading in HEADINGS {
        assert_eq!(
            label(&format!("{heading}\n\nIt is the first time since 2019.")),
            ToneLabel::Neutral,
            "{heading}"
        );
    }
}

fn tone(article: &str) -> Tone {
    whosaid::analyze(article).paragraphs[0].tone.clone().expect("the paragraph has words")
}

/// Our own sentences with traps, and the words that a person would name.
const EVIDENCE: &str = include_str!("tone/evidence.tsv");

#[test]
fn the_strongest_word_is_one_that_a_person_would_name() {
    const SHARE: f64 = 0.8;
    let rows = EVIDENCE.lines().filter(|line| !line.starts_with('#'));
    let (mut right, mut count, mut wrong) = (0, 0, Vec::new());
    for (sentence, named) in rows.filter_map(|line| line.split_once('\t')) {
        let tone = tone(sentence);
        let strongest = tone.evidence.iter().max_by(|a, b| a.weight.abs().total_cmp(&b.weight.abs()));
        let word = strongest.map_or_else(String::new, |e| sentence[e.span.start..e.span.end].to_lowercase());
        let good = match named {
            "-" => tone.label == ToneLabel::Neutral,
            _ => named.split('|').any(|name| name == word),
        };
        count += 1;
        right += i32::from(good);
        if !good {
            wrong.push(format!("{sentence} ({word} {})", tone.score));
        }
    }
    assert!(count >= 50);
    assert!(f64::from(right) >= SHARE * f64::from(count), "{wrong:#?}");
}

#[test]
fn context_turns_and_weakens() {
    // Each sentence sounds worse than the one behind it.
    let pairs = [
        ("The minister was not happy with the result.", "The minister was happy with the result."),
        ("The plan fails to help families.", "The plan helps families."),
        ("The war goes on.", "The truce ends the war."),
        ("The flood caused deaths.", "The vaccine prevents deaths."),
        ("He stole the money.", "He denied that he stole the money."),
        ("Three people were hurt.", "No one was hurt."),
        ("The new road is dangerous.", "The road could be dangerous if it rained."),
        ("The new road is dangerous.", "Is the new road dangerous?"),
        ("The new road is extremely dangerous.", "The new road is dangerous."),
        ("The new road is dangerous.", "The new road is slightly dangerous."),
        ("The results are worse than last year.", "The results are better than last year."),
        ("The show was good, but the food was terrible.", "The food was terrible, but the show was good."),
    ];
    for (worse, better) in pairs {
        let (low, high) = (tone(worse).score, tone(better).score);
        assert!(low < high - 0.01, "{worse} {low}; {better} {high}");
    }
}

#[test]
fn whether_a_rise_is_good_depends_on_what_rises() {
    for bad in ["Crime", "Knife crime", "Child poverty"] {
        let (risen, fallen) = (tone(&format!("{bad} rose sharply.")), tone(&format!("{bad} fell sharply.")));
        assert!(risen.score < -0.18 && fallen.score > 0.0, "{bad} {} {}", risen.score, fallen.score);
    }
    for good in ["Bookings", "Visitor numbers", "The number of jobs"] {
        let (risen, fallen) =
            (tone(&format!("{good} rose sharply.")), tone(&format!("{good} fell sharply.")));
        assert!(fallen.score < 0.0 && risen.score > 0.18, "{good} {} {}", risen.score, fallen.score);
    }
    for capped in ["Prices would be frozen.", "Fares would be frozen for a year."] {
        assert_ne!(label(capped), ToneLabel::Negative, "{capped}");
    }
}

#[test]
fn who_it_is_about_changes_no_tone() {
    /// What takes whose place; all of one row are read alike.
    const SWAPS: [&[&str]; 8] = [
        &["Trump", "Clinton", "Obama", "Zelenskyy", "Świątek", "Hope"],
        &["Ann Lee", "Grace Rich", "Mark Strong", "Justice Best", "Volodymyr Zelenskyy"],
        &["Republicans", "Democrats", "Socialists", "Greens", "Tories"],
        &["Russia", "Ukraine", "Israel", "China", "Kenya", "Germany"],
        &["he", "she"],
        &["women", "men"],
        &["his", "her"],
        &["Muslims", "Christians", "Jews", "Hindus"],
    ];
    const TEMPLATES: [&str; 9] = [
        "Critics said that WHO had failed, and the plan collapsed.",
        "On Monday WHO won a great victory, ending months of doubt.",
        "It was a disgrace that nobody helped WHO after the attack.",
        "WHO praised the deal as a triumph.",
        "The court found no evidence that WHO had lied.",
        "Voters in the north welcomed WHO with joy, but the talks ended in anger.",
        "“We will never forgive WHO,” the mayor said.",
        "Supporters of WHO were arrested during the violent protest.",
        "The report blames WHO for the deaths.",
    ];
    for names in SWAPS {
        for template in TEMPLATES {
            let scores = names.iter().map(|name| {
                let mut letters = name.chars();
                let first = letters.next().map(char::to_uppercase).into_iter().flatten();
                let capital: String = first.chain(letters).collect();
                let name = if template.starts_with("WHO") { &capital } else { *name };
                tone(&template.replace("WHO", name))
            });
            // Longer names have more tokens, which the score counts: compare those of one length.
            let scores: Vec<(usize, f64)> =
                scores.zip(names).map(|(tone, name)| (name.split(' ').count(), tone.score)).collect();
            for (length, score) in &scores {
                let (_, first) = scores.iter().find(|(other, _)| other == length).expect("itself");
                assert!((score - first).abs() < 1e-3, "{names:?}: {template}: {scores:?}");
            }
        }
    }
}

#[test]
fn who_an_article_is_about_changes_no_tone() {
    const RIVER: &str = include_str!("../www/example.txt");
    const STRIKE: &str = include_str!("articles/british.txt");
    const MILL: &str = include_str!("articles/wire-crlf.txt");
    let casts: [(&str, &[(&str, &str)]); 4] = [
        (
            RIVER,
            &[
                ("Mirela", "Donald"),
                ("Dask", "Trump"),
                ("Owen", "Vladimir"),
                ("Tarrant", "Putin"),
                ("Ines", "Nancy"),
                ("Corval", "Pelosi"),
                ("Karsovan", "Russian"),
                ("Karsova", "Russia"),
                ("Veldish", "Israeli"),
                ("Veldmark", "Israel"),
                ("Petra", "Fatima"),
                ("Voss", "Khan"),
            ],
        ),
        (
            RIVER,
            &[
                ("She said", "He said"),
                ("she said", "he said"),
                ("whether she", "whether he"),
                ("her government", "his government"),
            ],
        ),
        (
            STRIKE,
            &[
                ("Nerys", "Kamala"),
                ("Pugh", "Harris"),
                ("Alun", "Boris"),
                ("Teague", "Johnson"),
                ("Dilys", "Hope"),
                ("Hart", "Rich"),
            ],
        ),
        (
            MILL,
            &[
                ("Rosa", "Muhammad"),
                ("Lindqvist", "Ali"),
                ("Hugo", "Jair"),
                ("Amsel", "Bolsonaro"),
                ("Canada", "Iran"),
            ],
        ),
    ];
    for (article, cast) in casts {
        let other = cast.iter().fold(article.to_owned(), |text, (who, whom)| {
            assert!(text.contains(who), "{who}");
            text.replace(who, whom)
        });
        let (before, after) = (whosaid::analyze(article), whosaid::analyze(&other));
        assert_eq!(before.paragraphs.len(), after.paragraphs.len());
        for (one, another) in before.paragraphs.iter().zip(&after.paragraphs) {
            let score = |tone: &Option<Tone>| tone.as_ref().map_or(0.0, |tone| tone.score);
            let words = &other[another.span.start..another.span.end];
            assert!((score(&one.tone) - score(&another.tone)).abs() < 1e-3, "{cast:?}: {words}");
        }
    }
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
