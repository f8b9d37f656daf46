//! Tone as a caller of the crate sees it.
#![cfg(not(target_arch = "wasm32"))]

use whosaid::report::{ParagraphKind, Rating, Report, Sentence, Tone, ToneLabel};

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
fn what_becomes_of_good_and_bad_decides() {
    for good in [
        "The ban was lifted.",
        "The hostages were freed after 40 days.",
        "He was cleared of all charges.",
        "We could not be happier.",
        "She has never been prouder.",
        "The day ended without a single injury.",
        "He played a killer pass.",
    ] {
        assert_eq!(label(good), ToneLabel::Positive, "{good}");
    }
    for bad in ["I have never been so ashamed of this chamber.", "Nobody likes this."] {
        assert_eq!(label(bad), ToneLabel::Negative, "{bad}");
    }
    for plain in [
        "The disaster relief fund meets on Monday.",
        "He declined to comment.",
        "She is survived by her husband.",
        "“Sorry, sorry, sorry,” she laughs.",
    ] {
        assert_eq!(label(plain), ToneLabel::Neutral, "{plain}");
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
        let report = whosaid::analyze(&format!("{heading}\n\nIt is the first time since 2019."));
        let first = &report.paragraphs[0];
        assert_eq!(first.kind, ParagraphKind::Heading, "{heading}");
        assert_eq!(first.tone.as_ref().map(|tone| tone.label), Some(ToneLabel::Neutral), "{heading}");
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
    for row in rows {
        let (sentence, named) = row.split_once('\t').expect("a tab stands between sentence and words");
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
    // Each sentence sounds worse than the one after it.
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
    #[rustfmt::skip]
    const SWAPS: &[&[&str]] = &[
        &["Trump", "Clinton", "Obama", "Zelenskyy", "Świątek", "Hope", "Modi", "Erdoğan", "Okafor", "Nguyen",
          "Haddad", "Cohen", "Yılmaz", "Müller", "O’Brien", "Tanaka"],
        &["Ann Lee", "Grace Rich", "Mark Strong", "Justice Best", "Volodymyr Zelenskyy", "Fatima Khan", "Wei Zhang",
          "José García", "Kwame Mensah", "Priya Singh", "Yuki Tanaka", "Ahmed Haddad", "Moshe Cohen", "Chidi Okafor",
          "Aisha Diallo", "Leilani Kealoha", "Jesus Ortiz", "Goodluck Obi"],
        &["Republicans", "Democrats", "Socialists", "Greens", "Tories", "Unionists", "Marxists", "Likud", "Podemos"],
        &["Russia", "Ukraine", "Israel", "Palestine", "China", "Taiwan", "Kenya", "Germany", "India", "Pakistan",
          "Iran", "Iraq", "Mexico", "Haiti", "Chad", "Jordan", "Georgia", "Turkey", "Cuba", "Fiji"],
        &["Russians", "Ukrainians", "Israelis", "Palestinians", "Kenyans", "Pakistanis", "Mexicans", "Kurds",
          "Rohingya", "Tutsis", "Māori", "Americans"],
        &["Nairobi", "Lagos", "Mumbai", "Kyiv", "Gaza", "Baghdad", "Chicago", "Bogotá", "Manila", "Belfast",
          "Phoenix", "Concord", "Providence"],
        &["New York", "Port Harcourt", "Buenos Aires", "Hong Kong", "Tel Aviv", "South Sudan", "Sri Lanka",
          "Crystal Palace", "Best Buy", "Virgin Atlantic", "Golden State", "Lucky Strike"],
        &["Juventus", "Flamengo", "Chelsea", "Springboks", "Wallabies", "Warriors", "Raiders", "Pirates", "Yankees"],
        &["Boeing", "Toyota", "Nestlé", "Pfizer", "Huawei", "Gazprom", "Tata", "Reliance", "Petrobras", "Aramco",
          "Virgin", "Progressive"],
        &["he", "she"],
        &["women", "men"],
        &["his", "her"],
        &["Muslims", "Christians", "Jews", "Hindus", "Sikhs", "Buddhists", "Catholics", "Protestants", "Mormons",
          "Quakers", "Sunnis", "Shias", "Atheists"],
        &["muslims", "christians", "jews", "hindus", "sikhs", "buddhists", "catholics", "protestants", "mormons",
          "quakers", "sunnis", "shias", "atheists"],
    ];
    const TEMPLATES: [&str; 15] = [
        "Critics said that WHO had failed, and the plan collapsed.",
        "On Monday WHO won a great victory, ending months of doubt.",
        "It was a disgrace that nobody helped WHO after the attack.",
        "WHO praised the deal as a triumph.",
        "The court found no evidence that WHO had lied.",
        "Voters in the north welcomed WHO with joy, but the talks ended in anger.",
        "“We will never forgive WHO,” the mayor said.",
        "Supporters of WHO were arrested during the violent protest.",
        "The report blames WHO for the deaths.",
        "On Monday the chairman praised WHO for a brilliant year, but the losses grew.",
        "The flood that hit WHO left 30 dead and thousands homeless.",
        "A deal with WHO was welcomed, though critics called it shameful.",
        "WHO failed to stop the violence, the inquiry found.",
        "WHO lost, and nobody was happy.",
        "“I am proud of WHO,” she said, in tears of joy.",
    ];
    for &names in SWAPS {
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
            // Where nothing has a tone, nothing can differ.
            assert!(scores.iter().all(|(_, score)| *score != 0.0), "{template}: {scores:?}");
            for (length, score) in &scores {
                let (_, first) = scores.iter().find(|(other, _)| other == length).expect("itself");
                assert!((score - first).abs() < 1e-3, "{names:?}: {template}: {scores:?}");
            }
        }
    }
}

#[test]
fn a_word_that_is_a_name_in_its_article_has_no_tone_there() {
    const ARTICLE: &str = "Anger at WHO Grows After Fire\n\n\
         Police said on Monday that WHO had ignored two warnings before the deadly fire. WHO denied it.\n\n\
         WHO will face a terrible fine. “WHO was brave that night,” a judge said, and praised the firemen.\n\n\
         WHO’s critics were furious.";
    #[rustfmt::skip]
    const NAMES: &[&[&str]] = &[
        // Firms, teams, cities, people.
        &["Tesla", "Shell", "Apple", "Target", "Orange", "Monster", "Visa", "Gap", "Next", "Boots", "Liberty",
          "Arsenal", "Saints", "Devils", "Angels", "Thunder", "Storm", "Wolves", "Giants", "Titans",
          "Nairobi", "Nice", "Bath", "Reading", "Cork", "Hull", "Split", "Mobile",
          "Okafor", "Cross", "Slaughter", "Power", "Young", "Peace", "Innocent", "Blessing", "Patience"],
        &["Goldman Sachs", "Home Depot", "Fifth Third", "Deutsche Bank", "Golden State", "Miami Heat", "Minnesota Wild",
          "Orlando Magic", "Red Bull", "Aston Villa", "New Delhi", "Salt Lake", "Cape Town", "Baton Rouge",
          "Sugar Land", "Precious Moyo"],
    ];
    let tones = |name: &str| {
        let report = whosaid::analyze(&ARTICLE.replace("WHO", name));
        report
            .paragraphs
            .iter()
            .map(|paragraph| paragraph.tone.as_ref().map(|tone| tone.score))
            .collect::<Vec<_>>()
    };
    for names in NAMES {
        let expected = tones(names[0]);
        assert!(expected.iter().all(|score| score.is_some_and(|score| score != 0.0)), "{expected:?}");
        for name in *names {
            let same = expected
                .iter()
                .zip(tones(name))
                .all(|(one, other)| one.zip(other).is_some_and(|(one, other)| (one - other).abs() < 1e-3));
            assert!(same, "{name}: {:?}, {}: {expected:?}", tones(name), names[0]);
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
        let toned = |tone: &Option<Tone>| tone.as_ref().is_some_and(|tone| tone.score != 0.0);
        assert!(before.paragraphs.iter().filter(|paragraph| toned(&paragraph.tone)).count() > 2, "{cast:?}");
        for (one, another) in before.paragraphs.iter().zip(&after.paragraphs) {
            let score = |tone: &Option<Tone>| tone.as_ref().map(|tone| tone.score);
            let words = &other[another.span.start..another.span.end];
            let same = match (score(&one.tone), score(&another.tone)) {
                (Some(one), Some(another)) => (one - another).abs() < 1e-3,
                (one, another) => one == another,
            };
            assert!(same, "{cast:?}: {words}");
        }
    }
}

#[test]
fn what_somebody_says_has_the_mean_tone_of_their_rows() {
    const ARTICLE: &str = "“It was a wonderful day,” said Ann Lee. “The harbour is open.”\n\n\
         The storm killed four people.\n\n\
         “The council told lies about the terrible flood,” Lee said. She said that the market opens in May.";
    let report = whosaid::analyze(ARTICLE);
    let (lee, rows) = (&report.speakers[0], &report.quotes);
    assert!(rows.len() > 2 && rows.iter().all(|row| row.speakers == [lee.id]), "{rows:#?}");
    let scores: Vec<f64> = rows.iter().filter_map(|row| row.tone.as_ref()).map(|tone| tone.score).collect();
    let tone = lee.tone.as_ref().expect("Lee says something");
    assert!(scores.iter().any(|score| *score > tone.score), "{} {scores:?}", tone.score);
    assert!(scores.iter().any(|score| *score < tone.score), "{} {scores:?}", tone.score);
    let words: Vec<&str> = tone.evidence.iter().map(|e| &ARTICLE[e.span.start..e.span.end]).collect();
    assert!(words.contains(&"wonderful") && words.contains(&"lies"), "{words:?}");
    assert!(!words.contains(&"storm") && !words.contains(&"killed"), "{words:?}");
}

/// The sentences of all paragraphs with their tones.
fn sentences<'a>(article: &'a str, report: &Report) -> Vec<(&'a str, Option<Rating>)> {
    let sentences = report.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    sentences.map(|&Sentence { span, tone }| (&article[span.start..span.end], tone)).collect()
}

#[test]
fn each_sentence_has_a_tone_of_its_own() {
    const SENTENCES: [(&str, ToneLabel); 4] = [
        ("A gunman killed four people and wounded nine others.", ToneLabel::Negative),
        ("Volunteers rescued all 40 children, and the whole town celebrated.", ToneLabel::Positive),
        ("The committee will meet again on Thursday.", ToneLabel::Neutral),
        ("The speech was a terrible disgrace.", ToneLabel::Negative),
    ];
    let article = SENTENCES.map(|(sentence, _)| sentence).join(" ");
    let report = whosaid::analyze(&article);
    let found = sentences(&article, &report);
    assert_eq!(report.paragraphs.len(), 1);
    assert_eq!(found.len(), SENTENCES.len());
    for ((sentence, tone), (expected, label)) in found.into_iter().zip(SENTENCES) {
        assert_eq!(sentence, expected);
        let tone = tone.expect("it has words");
        assert_eq!(tone.label, label, "{sentence}");
        match label {
            ToneLabel::Negative => assert!(tone.score < 0.0, "{sentence}"),
            ToneLabel::Positive => assert!(tone.score > 0.0, "{sentence}"),
            _ => assert!(tone.score.abs() < 0.2, "{sentence}"),
        }
    }
}

#[test]
fn sentences_without_words_and_bylines_have_no_tone() {
    const ARTICLE: &str = "By Ann Lee, crime reporter\n\n\
         The storm killed four people. 1,200. Officials praised the crew.\n\n\
         * * *\n\n\
         It was a disgrace.";
    let report = whosaid::analyze(ARTICLE);
    assert_eq!(report.paragraphs[0].kind, ParagraphKind::Byline);
    let toned: Vec<(&str, bool)> =
        sentences(ARTICLE, &report).into_iter().map(|(sentence, tone)| (sentence, tone.is_some())).collect();
    assert_eq!(
        toned,
        [
            ("By Ann Lee, crime reporter", false),
            ("The storm killed four people.", true),
            ("1,200.", false),
            ("Officials praised the crew.", true),
            ("* * *", false),
            ("It was a disgrace.", true),
        ]
    );
}

#[test]
fn a_paragraph_of_one_sentence_has_its_tone() {
    for sentence in [
        "A gunman killed four people and wounded nine others at a school on Tuesday.",
        "Volunteers rescued all 40 children, and the whole town celebrated.",
        "The committee will meet again on Thursday to discuss the agenda.",
        "The rescue was a triumph, but the fire killed two brave men.",
        "Deadly Storm Kills Three Children",
        "“It was a disgrace,” said Ann Lee.",
    ] {
        let article = format!("{sentence}\n\nIt rained on Monday. The council will meet in May.");
        let report = whosaid::analyze(&article);
        let paragraph = &report.paragraphs[0];
        let whole = paragraph.tone.as_ref().map(|tone| Rating { score: tone.score, label: tone.label });
        assert!(whole.is_some(), "{sentence}");
        let tones: Vec<_> = paragraph.sentences.iter().map(|sentence| sentence.tone).collect();
        assert_eq!(tones, [whole], "{sentence}");
    }
}
