//! What holds for every text, however broken, and for every report.
#![cfg(not(target_arch = "wasm32"))]

use std::fmt::Write;
use std::ops::Range;
use std::sync::LazyLock;
use std::time::Instant;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{FileFailurePersistence, TestCaseResult, TestRunner};
use whosaid::Analyzer;
use whosaid::report::{
    Evidence, ParagraphKind, Quote, Report, Rule, Sentence, Span, Speaker, SpeakerKind, Tone,
};
use whosaid::text::{Lines, Offsets, Token, TokenKind};

/// Cuts texts into tokens; the reports come from [`whosaid::analyze`].
static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);

/// Characters that break careless code: line ends of all kinds, no width,
/// right to left, combining, outside the basic plane, lone marks.
const AWKWARD: &[&str] = &[
    "\r\n",
    "\n",
    "\r",
    "\n\n",
    "\u{2028}",
    "\u{85}",
    "\u{a0}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{ad}",
    "\u{202e}",
    "\u{2066}",
    "שלום",
    "مرحبا",
    "e\u{301}",
    "\u{301}",
    "İ",
    "ß",
    "ǆ",
    "👩‍👩‍👧",
    "🇳🇴",
    "𝒳",
    "…",
    "...",
    "'",
    "’",
    "‘",
    "\"",
    "“",
    "”",
    "„",
    "«",
    "»",
    "''",
    "``",
    "-",
    "—",
    ".",
    ",",
    ":",
    ";",
    "?",
    "!",
    "(",
    ")",
    "]",
    "$",
    "%",
    "0",
    "a",
    "A",
    " ",
    "\t",
    "\0",
    "\u{1b}",
];

/// Pieces of news, so that every pattern meets every other.
const NEWSY: &[&str] = &[
    "Ann Lee",
    "Lee",
    "Ms. Lee",
    "Bo van der Ek",
    "Dr. O'Hara",
    "President Oda Berg",
    "J. K. Ek Jr.",
    "the Foreign Ministry",
    "officials",
    "both leaders",
    "a former judge",
    "who",
    "she",
    "He",
    "they",
    "the two",
    "it",
    "Lee's campaign",
    "the Lee-Ek talks",
    "said",
    "says",
    "told reporters",
    "told him",
    "added",
    "adding",
    "asked",
    "was accused of",
    "denied",
    "still insisting on",
    "stressing",
    "called",
    "warned",
    "wrote",
    "did not mention",
    "according to",
    "According to",
    "her claims",
    "that",
    "whether",
    "that the talks",
    "the bridge was closed",
    "we left before dawn",
    "it is a terrible disgrace",
    "a wonderful, hopeful day",
    "not very good",
    "despite the war",
    "killed four people",
    "👍",
    "on Monday",
    "in the U.S.",
    "No. 10",
    "3.2 million",
    "Mr.",
    "p.m.",
    "and",
    "but",
    "while",
    "though",
    "“",
    "”",
    "\"",
    "''",
    "``",
    "‘",
    "’",
    "'",
    "„",
    "«",
    "»",
    "“We left before dawn,”",
    "“Nobody followed.”",
    "\"Why?\"",
    "''No,''",
    "‘It’s ours,’",
    "“We came back.\n\n“We stayed",
    ",",
    ", ",
    ".",
    ". ",
    "?",
    "!",
    ":",
    ";",
    "—",
    "(",
    ")",
    "...",
    "\n",
    "\r\n",
    "\n\n",
    "\n> ",
    "-\n",
    "\u{ad}\n",
    "\n12\n",
    "\nPORT ALMA COURIER\n",
    "[1]",
    "1\n",
    "\n1 Minutes, 3 May.\n",
    "\n  and went on to the old customs house at the harbour of\nthe town, where the council",
    "\nANN LEE: ",
    "\nMODERATOR: ",
    "\n\nOwen Farr: ",
    "\n\nQ. Why did you leave?",
    "\n\nA. I was tired.",
    "\n\n[00:00:12] SPEAKER 1: ",
    "\n\nMs LEE (Port Alma) (14:02): ",
    "\n\nOwen Farr\n\n",
    "\n\n– Do you know?\n\n– I do.\n\n",
    "\n\nBy Ann Lee\n\n",
    "\n\nTalks End Late\n\n",
    "(Photo by Bo Ek)",
    "Ann Lee and Bo Ek said that they left.",
    "Both leaders said that it was a disgrace.",
    "“It is ours,” said Oda Berg. “We stay.”",
    "She added that it rained.",
    "Lee, a wonderful judge, denied the terrible charge.",
    "PORT ALMA (AP) — ",
    "\u{200b}",
    "🎉",
    "é",
];

/// Any Unicode string, rich in awkward characters.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(AWKWARD).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => any::<String>(),
        1 => select(NEWSY).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Something like news. Most texts are English enough to be analysed.
fn newsy() -> impl Strategy<Value = String> {
    let gap = prop_oneof![8 => Just(" "), 1 => Just(""), 1 => Just(". The ")];
    prop::collection::vec((select(NEWSY), gap), 1..70)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect())
}

/// The reports of both kinds of text are held to the same rules.
fn article() -> impl Strategy<Value = String> {
    prop_oneof![1 => any_text(), 3 => newsy()]
}

/// A text that broke a promise is written to `properties.regressions` beside
/// this file and tried first from then on.
fn config() -> ProptestConfig {
    let persistence = FileFailurePersistence::WithSource("regressions");
    ProptestConfig {
        cases: 1500,
        failure_persistence: Some(Box::new(persistence)),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_report_keeps_its_promises(article in article()) {
        let report = whosaid::analyze(&article);
        spans_slice(&article, &report)?;
        paragraphs_and_sentences_are_in_order(&report)?;
        quotes_are_sound(&report)?;
        speakers_are_sound(&article, &report)?;
        tones_are_sound(&article, &report)?;
        layouts_are_sound(&article, &report)?;
        prop_assert_eq!(&whosaid::analyze(&article), &report, "same text, same report");
    }

    #[test]
    fn offsets_of_every_unit_mean_the_same_characters(article in article()) {
        let report = whosaid::analyze(&article);
        let bytes = spans(&report);
        let utf16: Vec<u16> = article.encode_utf16().collect();
        let chars: Vec<char> = article.chars().collect();
        for unit in [Offsets::Utf16, Offsets::Chars, Offsets::Bytes] {
            let converted = spans(&report.clone().with_offsets(&article, unit));
            prop_assert_eq!(converted.len(), bytes.len());
            for (Span { start, end }, byte) in converted.into_iter().zip(&bytes) {
                let sliced = match unit {
                    Offsets::Utf16 => utf16.get(start..end).map(String::from_utf16_lossy),
                    Offsets::Chars => chars.get(start..end).map(|chars| chars.iter().collect()),
                    Offsets::Bytes => article.get(start..end).map(str::to_owned),
                };
                prop_assert_eq!(sliced.as_deref(), Some(&article[byte.start..byte.end]), "{:?}", unit);
            }
        }
    }

    #[test]
    fn a_report_survives_json(article in article()) {
        let report = whosaid::analyze(&article);
        let json = serde_json::to_string(&report).unwrap();
        prop_assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    }
}

/// What holds for every row of a report says nothing if the reports have no rows.
#[test]
fn the_texts_of_these_properties_fill_every_part_of_a_report() {
    const TEXTS: usize = 400;
    const LEAST: usize = 20;
    let mut runner = TestRunner::deterministic();
    let mut counts = [
        "articles with a notice",
        "paragraphs of several sentences",
        "bylines",
        "sentences without a tone",
        "quotes",
        "quotes in a text that is not ASCII",
        "quotes in pieces",
        "quotes of several speakers",
        "quotes without a speaker",
        "cues",
        "sources",
        "chains",
        "speakers with several quotes",
        "words in the tone of a narrator",
        "words in the tone of the quoted",
        "words in the tone of a quote",
        "words in the tone of a speaker",
        "speakers without a name",
    ]
    .map(|part| (part, 0));
    let evidence = |tone: &Option<Tone>| tone.as_ref().map_or(0, |tone| tone.evidence.len());
    for _ in 0..TEXTS {
        let article = article().new_tree(&mut runner).expect("no text is rejected").current();
        let report = whosaid::analyze(&article);
        let (paragraphs, quotes, speakers) = (&report.paragraphs, &report.quotes, &report.speakers);
        let having = |has: fn(&Quote) -> bool| quotes.iter().filter(|quote| has(quote)).count();
        let named =
            |speaker: &&Speaker| matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Organization);
        let found = [
            usize::from(report.notice.is_some()),
            paragraphs.iter().filter(|p| p.sentences.len() > 1).count(),
            paragraphs.iter().filter(|p| p.kind == ParagraphKind::Byline).count(),
            paragraphs.iter().flat_map(|p| &p.sentences).filter(|sentence| sentence.tone.is_none()).count(),
            quotes.len(),
            if article.is_ascii() { 0 } else { quotes.len() },
            having(|quote| quote.content.len() > 1),
            having(|quote| quote.speakers.len() > 1),
            having(|quote| quote.speakers.is_empty()),
            having(|quote| !quote.cue.is_empty()),
            having(|quote| !quote.source.is_empty()),
            having(|quote| !quote.chain.is_empty()),
            speakers.iter().filter(|speaker| speaker.quotes > 1).count(),
            paragraphs.iter().map(|p| evidence(&p.narrator)).sum(),
            paragraphs.iter().map(|p| evidence(&p.quoted)).sum(),
            quotes.iter().map(|quote| evidence(&quote.tone)).sum(),
            speakers.iter().map(|speaker| evidence(&speaker.tone)).sum(),
            speakers.iter().filter(|speaker| !named(speaker)).count(),
        ];
        for ((_, count), found) in counts.iter_mut().zip(found) {
            *count += found;
        }
    }
    assert!(counts.iter().all(|&(_, count)| count >= LEAST), "{counts:#?}");
}

/// Each of these once took quadratic time, which is many seconds at this length:
/// several times as long as prose with as many tokens.
#[test]
fn long_runs_of_one_piece_take_no_longer_than_prose() {
    const TIMES: usize = 20_000;
    const PIECES: [&str; 9] = [".", ". ", "!", "a-", "'a ", "x \"a ", "Good ", "SAD ", "continue to "];
    // These are several words each.
    const PHRASES: [&str; 2] = ["Ann Lee he ", "the bank said he "];
    /// How many times as long as prose a run may take. It takes 0.5 to 1.5 times as long.
    const MOST: f64 = 3.0;
    // Enough English for the whole to be read as English.
    let english = "He was there with them. ".repeat(TIMES / 10);
    // Seconds that a text takes for each of its tokens.
    let pace = |run: &str| {
        let article = format!("{english}\n\nHe said {run}");
        let tokens = ANALYZER.cut(&article).tokens.len();
        let start = Instant::now();
        assert_eq!(ANALYZER.analyze(&article).notice, None, "{:?}", &run[..20]);
        start.elapsed().as_secs_f64() / tokens as f64
    };
    let prose = "that the council met on Monday to vote on the plan for the road. ".repeat(TIMES / 40);
    let runs = PIECES.map(|piece| piece.repeat(TIMES)).into_iter();
    for run in runs.chain(PHRASES.map(|phrase| phrase.repeat(TIMES / 4))) {
        // A machine that does something else meanwhile may spoil one measurement.
        let mut times = Vec::new();
        while times.len() < 3 && times.last().is_none_or(|&times| times > MOST) {
            times.push(pace(&run) / pace(&prose));
        }
        assert!(times.last().is_some_and(|&times| times <= MOST), "{:?}: {times:?}", &run[..20]);
    }
}

/// Every span of a report, in a fixed order.
fn spans(report: &Report) -> Vec<Span> {
    let mut all = Vec::new();
    let evidence = |tone: Option<&Tone>| -> Vec<Span> {
        tone.map_or_else(Vec::new, |tone| tone.evidence.iter().map(|e| e.span).collect())
    };
    for paragraph in &report.paragraphs {
        all.push(paragraph.span);
        all.extend(spans_of(&paragraph.sentences));
        for tone in [&paragraph.tone, &paragraph.narrator, &paragraph.quoted] {
            all.extend(evidence(tone.as_ref()));
        }
    }
    for quote in &report.quotes {
        for list in [&quote.content, &quote.cue, &quote.source, &quote.chain] {
            all.extend(list);
        }
        all.extend(evidence(quote.tone.as_ref()));
    }
    for speaker in &report.speakers {
        all.extend(&speaker.mentions);
        all.extend(evidence(speaker.tone.as_ref()));
    }
    all
}

fn spans_of(sentences: &[Sentence]) -> Vec<Span> {
    sentences.iter().map(|sentence| sentence.span).collect()
}

/// What is left out lies apart and in order. With the lines as pasted, nothing is left
/// out, and the spans slice the text all the same.
fn layouts_are_sound(article: &str, report: &Report) -> TestCaseResult {
    prop_assert!(in_order_and_apart(&report.layout.omitted));
    for gap in &report.layout.omitted {
        prop_assert!(article.get(gap.start..gap.end).is_some_and(|omitted| !omitted.is_empty()), "{gap:?}");
    }
    let kept = whosaid::analyze_lines(article, Lines::AsPasted, &mut |_| ());
    prop_assert_eq!((kept.layout.lines_joined, kept.layout.omitted.len()), (0, 0));
    prop_assert!(kept.paragraphs.len() >= report.paragraphs.len());
    spans_slice(article, &kept)
}

fn spans_slice(article: &str, report: &Report) -> TestCaseResult {
    for Span { start, end } in spans(report) {
        prop_assert!(start < end, "empty span at {start}");
        prop_assert!(article.get(start..end).is_some(), "{start}..{end} slices no characters");
    }
    Ok(())
}

fn in_order_and_apart(spans: &[Span]) -> bool {
    spans.windows(2).all(|pair| pair[0].end <= pair[1].start)
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn paragraphs_and_sentences_are_in_order(report: &Report) -> TestCaseResult {
    let paragraphs: Vec<Span> = report.paragraphs.iter().map(|p| p.span).collect();
    prop_assert!(in_order_and_apart(&paragraphs));
    for paragraph in &report.paragraphs {
        prop_assert!(!paragraph.sentences.is_empty());
        let sentences = spans_of(&paragraph.sentences);
        prop_assert!(in_order_and_apart(&sentences));
        prop_assert!(sentences.iter().all(|&sentence| holds(paragraph.span, sentence)));
    }
    Ok(())
}

fn quotes_are_sound(report: &Report) -> TestCaseResult {
    let mut contents: Vec<Span> = report.quotes.iter().flat_map(|q| q.content.clone()).collect();
    contents.sort_unstable();
    prop_assert!(in_order_and_apart(&contents), "two attributions share words");
    let mut before = 0;
    for (index, quote) in report.quotes.iter().enumerate() {
        prop_assert_eq!(quote.id, index);
        prop_assert!(!quote.content.is_empty());
        prop_assert!(in_order_and_apart(&quote.content), "pieces out of order");
        prop_assert!(quote.content[0].start >= before, "quotes out of order");
        before = quote.content[0].start;
        let paragraph = report.paragraphs[quote.paragraph].span;
        prop_assert!((paragraph.start..paragraph.end).contains(&quote.content[0].start));
        prop_assert!((0.0..=1.0).contains(&quote.confidence));
        prop_assert!(quote.speakers.iter().all(|&id| id < report.speakers.len()));
        prop_assert!(are_distinct(&quote.speakers));
        let said = parts_of(quote);
        prop_assert!(
            quote.cue.iter().all(|cue| said.iter().all(|part| !overlap(part, cue))),
            "cue in content"
        );
    }
    Ok(())
}

fn parts_of(quote: &Quote) -> Vec<Range<usize>> {
    quote.content.iter().map(|span| span.start..span.end).collect()
}

fn overlap(part: &Range<usize>, span: &Span) -> bool {
    part.start < span.end && span.start < part.end
}

fn are_distinct(ids: &[usize]) -> bool {
    ids.iter().enumerate().all(|(at, id)| !ids[..at].contains(id))
}

fn speakers_are_sound(article: &str, report: &Report) -> TestCaseResult {
    let tokens = tokens_of(article);
    let words = |quote| said(quote, &tokens).filter(|token| token.kind != TokenKind::Mark).count();
    for (index, speaker) in report.speakers.iter().enumerate() {
        prop_assert_eq!(speaker.id, index);
        prop_assert!(!speaker.name.trim().is_empty());
        let theirs: Vec<&Quote> = report.quotes.iter().filter(|q| q.speakers.contains(&index)).collect();
        prop_assert!(!theirs.is_empty(), "a speaker who says nothing");
        prop_assert_eq!(speaker.quotes, theirs.len());
        prop_assert_eq!(speaker.words, theirs.into_iter().map(words).sum::<usize>());
        prop_assert!(in_order_and_apart(&speaker.mentions));
    }
    let mut seen: Vec<usize> = Vec::new();
    for &id in report.quotes.iter().flat_map(|quote| &quote.speakers) {
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    prop_assert!(seen.is_sorted(), "speakers are not in order of their first attribution");
    Ok(())
}

fn tones_are_sound(article: &str, report: &Report) -> TestCaseResult {
    let tokens = tokens_of(article);
    let words = |quote| said(quote, &tokens).filter(|token| token.kind == TokenKind::Word).count();
    for paragraph in &report.paragraphs {
        for tone in [&paragraph.tone, &paragraph.narrator, &paragraph.quoted].into_iter().flatten() {
            tone_is_sound(tone, &[paragraph.span])?;
        }
    }
    for quote in &report.quotes {
        if let Some(tone) = &quote.tone {
            tone_is_sound(tone, &quote.content)?;
        }
    }
    for speaker in &report.speakers {
        let theirs: Vec<&Quote> = report.quotes.iter().filter(|q| q.speakers.contains(&speaker.id)).collect();
        let tones: Vec<(&Tone, usize)> =
            theirs.iter().filter_map(|&quote| Some((quote.tone.as_ref()?, words(quote)))).collect();
        prop_assert_eq!(speaker.tone.is_some(), !tones.is_empty());
        let Some(tone) = &speaker.tone else { continue };
        let content: Vec<Span> = theirs.iter().flat_map(|quote| quote.content.clone()).collect();
        tone_is_sound(tone, &content)?;
        is_the_mean(tone, &tones)?;
    }
    sentences_have_tones(article, report)?;
    articles_have_tones(article, report)
}

/// The tokens of what is said.
fn said<'t>(quote: &Quote, tokens: &'t [Token]) -> impl Iterator<Item = &'t Token> {
    tokens.iter().filter(|token| quote.content.iter().any(|span| holds(*span, token.span)))
}

/// A tone is the mean of others, each counted by its words, and lies between them.
fn is_the_mean(tone: &Tone, tones: &[(&Tone, usize)]) -> TestCaseResult {
    let scores = || tones.iter().map(|(tone, _)| tone.score);
    let (low, high) = (scores().fold(1.0, f64::min), scores().fold(-1.0, f64::max));
    prop_assert!((low..=high).contains(&tone.score), "{} is not between {low} and {high}", tone.score);
    let words: usize = tones.iter().map(|(_, words)| words).sum();
    let mean = tones.iter().map(|(tone, words)| tone.score * *words as f64).sum::<f64>() / words as f64;
    // Scores have four decimals.
    prop_assert!((tone.score - mean).abs() < 1e-4, "{} is not the mean {mean}", tone.score);
    Ok(())
}

/// The tokens of an article, with their spans in the text as it was pasted.
fn tokens_of(article: &str) -> Vec<Token> {
    let text = ANALYZER.cut(article);
    let mut tokens = text.tokens.clone();
    for token in &mut tokens {
        token.span = text.pasted(token.span);
    }
    tokens
}

fn sentences_have_tones(article: &str, report: &Report) -> TestCaseResult {
    let text = ANALYZER.cut(article);
    let read = report.notice.is_none();
    for (cut, paragraph) in text.paragraphs.iter().zip(&report.paragraphs) {
        for (number, &Sentence { span, tone }) in cut.sentences.clone().zip(&paragraph.sentences) {
            let own = |token: &usize| cut.core.contains(token) && text.tokens[*token].kind == TokenKind::Word;
            let words = text.sentences[number].tokens.clone().filter(own).count();
            let says = read && !paragraph.kind.is_credit() && words > 0;
            prop_assert_eq!(tone.is_some(), says, "{:?}", &article[span.start..span.end]);
            prop_assert!(tone.is_none_or(|tone| (-1.0..=1.0).contains(&tone.score)));
        }
        if let [Sentence { tone: only, .. }] = paragraph.sentences[..] {
            let whole = paragraph.tone.as_ref().map(|tone| (tone.score, tone.label));
            prop_assert_eq!(only.map(|tone| (tone.score, tone.label)), whole);
        }
    }
    Ok(())
}

/// The tone of an article is the mean of its paragraphs', each counted by its words.
/// Pull quotes, which repeat words, do not count.
fn articles_have_tones(article: &str, report: &Report) -> TestCaseResult {
    let text = ANALYZER.cut(article);
    let (mut sum, mut words) = (0.0, 0);
    for (cut, paragraph) in text.paragraphs.iter().zip(&report.paragraphs) {
        if let Some(tone) = paragraph.tone.as_ref().filter(|_| paragraph.kind != ParagraphKind::PullQuote) {
            let core = text.tokens[cut.core.clone()].iter();
            let count = core.filter(|token| token.kind == TokenKind::Word).count();
            sum += tone.score * count as f64;
            words += count;
        }
    }
    prop_assert_eq!(report.tone.is_some(), words > 0);
    if let Some(tone) = report.tone {
        let mean = sum / words as f64;
        // Scores have four decimals.
        prop_assert!((tone.score - mean).abs() < 1e-4, "{} is not the mean {mean}", tone.score);
    }
    let any = |voice: fn(&whosaid::report::Paragraph) -> &Option<Tone>| {
        report.paragraphs.iter().any(|paragraph| voice(paragraph).is_some())
    };
    prop_assert_eq!(report.narrator.is_some(), any(|paragraph| &paragraph.narrator));
    prop_assert_eq!(report.quoted.is_some(), any(|paragraph| &paragraph.quoted));
    Ok(())
}

fn tone_is_sound(tone: &Tone, parts: &[Span]) -> TestCaseResult {
    let Tone { score, evidence, .. } = tone;
    prop_assert!((-1.0..=1.0).contains(score));
    let sum: f64 = evidence.iter().map(|e| e.weight).sum();
    prop_assert!((sum - score).abs() < 1e-9, "weights add up to {sum}, the score is {score}");
    let words: Vec<Span> = evidence.iter().map(|e| e.span).collect();
    prop_assert!(in_order_and_apart(&words), "evidence out of order");
    for &Evidence { span, weight } in evidence {
        prop_assert!((-1.0..=1.0).contains(&weight));
        prop_assert!(parts.iter().any(|&part| holds(part, span)), "evidence outside its text");
    }
    Ok(())
}

/// An article about one person and two others, with every way to name them.
fn about(first: &str, last: &str) -> String {
    format!(
        "Harbour Vote Ends in Uproar\n\n\
         Councillor {first} {last} said on Monday that the harbour plan was a disgrace.\n\n\
         “We were promised a wonderful market,” {last} told reporters. “We got a car park.”\n\n\
         Mayor Odo Brandt rejected the charge. Brandt said {last} had voted for the plan in May, \
         adding that nobody had forced the council.\n\n\
         The car park is ugly, according to {first} {last}, a former baker. \
         {last}’s office said that a court would decide.\n\n\
         {first} {last} and Odo Brandt said that they would meet again, \
         while {last} warned of more anger.\n"
    )
}

/// A report in words, without offsets.
fn in_words(article: &str, report: &Report) -> Vec<String> {
    let text = |spans: &[Span]| -> Vec<&str> { spans.iter().map(|s| &article[s.start..s.end]).collect() };
    let tone = |tone: Option<&Tone>| tone.map(|t| (t.label, format!("{:.6}", t.score), t.evidence.len()));
    let paragraphs = report.paragraphs.iter().map(|p| {
        let tones = [&p.tone, &p.narrator, &p.quoted].map(|t| tone(t.as_ref()));
        format!("{:?} {:?} {tones:?}", p.kind, text(&spans_of(&p.sentences)))
    });
    let quotes = report.quotes.iter().map(|q| {
        let parts = [&q.content, &q.cue, &q.source, &q.chain].map(|spans| text(spans));
        let facts = (q.paragraph, q.kind, q.rule, &q.speakers, q.confidence);
        format!("{facts:?} {parts:?} {:?}", tone(q.tone.as_ref()))
    });
    let speakers = report.speakers.iter().map(|s| {
        let facts = (s.kind, &s.role, s.quotes, s.words, text(&s.mentions));
        format!("{} {facts:?} {:?}", s.name, tone(s.tone.as_ref()))
    });
    paragraphs.chain(quotes).chain(speakers).collect()
}

#[test]
fn a_renamed_person_is_the_only_change() {
    const FIRST: [&str; 10] =
        ["Ann", "Tobias", "Oda", "Łucja", "Jean-Pierre", "Nguyen", "José", "J.", "Aïcha", "Ömer"];
    const LAST: [&str; 12] = [
        "Berg",
        "Lee",
        "Jones",
        "Oduya-Ek",
        "O’Hara",
        "Nakamura",
        "Świątek",
        "MacKay",
        "Ruiz",
        "Yılmaz",
        "Dąb",
        "Ivanova",
    ];
    let (first, last) = ("Quintilia", "Zebrowska");
    let base = about(first, last);
    let expected = in_words(&base, &whosaid::analyze(&base));
    assert!(expected.iter().any(|line| line.starts_with("Quintilia Zebrowska (Person")), "{expected:#?}");
    for (new_first, new_last) in FIRST.iter().flat_map(|first| LAST.map(|last| (first, last))) {
        let article = about(new_first, new_last);
        let renamed: Vec<String> =
            expected.iter().map(|line| line.replace(first, new_first).replace(last, new_last)).collect();
        assert_eq!(in_words(&article, &whosaid::analyze(&article)), renamed, "{new_first} {new_last}");
    }
}

#[test]
fn an_interview_of_30_000_words_keeps_every_turn() {
    const ANSWER: &str = "We looked at the bridge in May, and the engineers said that it would hold. \
                          My deputy, Bo Ek, did not believe them. “It moves,” he told me, and he was right.";
    let mut article = String::new();
    for turn in 0..900 {
        write!(article, "MODERATOR: And what did you do in week {turn}?\n\nANN LEE: {ANSWER}\n\n")
            .expect("a string grows");
    }
    assert!(article.split_whitespace().count() > 30_000);
    let report = whosaid::analyze(&article);
    let turns = report.quotes.iter().filter(|quote| quote.rule == Rule::Transcript);
    let names: Vec<&str> = turns.map(|quote| report.speakers[quote.speakers[0]].name.as_str()).collect();
    assert_eq!(names.len(), 1_800);
    assert!(names.chunks(2).all(|pair| pair == ["Moderator", "Ann Lee"]), "{:?}", &names[..4]);
}
