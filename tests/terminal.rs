//! The program as a script or a person at a terminal meets it.
#![cfg(all(not(target_arch = "wasm32"), feature = "cli"))]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

const ARTICLE: &str = "“We left before dawn,” Ann Lee said. “Nobody followed us.”\n";

/// Long enough for a slow machine; reached only where something hangs.
const PATIENCE: Duration = Duration::from_secs(60);

fn start(args: &[&str]) -> (Child, ChildStdin, ChildStdout) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    (child, stdin, stdout)
}

/// Runs the program with some input; all of its output.
fn run(args: &[&str], input: impl AsRef<[u8]>) -> Output {
    let (mut child, mut stdin, mut stdout) = start(args);
    let input = input.as_ref().to_vec();
    // The program may stop reading early: then there is nobody to write to.
    let feeder = thread::spawn(move || drop(stdin.write_all(&input)));
    let mut out = Vec::new();
    stdout.read_to_end(&mut out).unwrap();
    let mut err = Vec::new();
    child.stderr.take().unwrap().read_to_end(&mut err).unwrap();
    feeder.join().unwrap();
    Output { status: child.wait().unwrap(), stdout: out, stderr: err }
}

fn printed(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn complaint(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

/// What the program prints for an article on standard input.
fn analyzed(article: &str, options: &[&str]) -> String {
    let args: Vec<&str> = ["analyze"].iter().chain(options).copied().collect();
    let output = run(&args, article);
    assert_eq!(code(&output), Some(0), "{}", complaint(&output));
    printed(&output).to_owned()
}

/// A file that goes away with the test.
struct File(PathBuf);

impl File {
    fn holding(bytes: impl AsRef<[u8]>) -> File {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("terminal-{}-{count}.txt", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, bytes).unwrap();
        File(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).unwrap();
    }
}

#[test]
fn a_file_a_dash_and_standard_input_are_the_same() {
    let file = File::holding(ARTICLE);
    let from_file = run(&["analyze", file.path()], "");
    assert_eq!(code(&from_file), Some(0));
    assert!(printed(&from_file).contains("Ann Lee"));
    assert_eq!(run(&["analyze", "-"], ARTICLE).stdout, from_file.stdout);
    assert_eq!(run(&["analyze"], ARTICLE).stdout, from_file.stdout);
}

#[test]
fn text_tells_tone_and_who_said_what() {
    let text = analyzed(ARTICLE, &["--format", "text"]);
    assert!(text.starts_with("TONE\n"), "{text}");
    assert!(text.contains("WHO SAID WHAT"), "{text}");
    assert!(text.contains("Ann Lee [said, direct, "), "{text}");
    assert!(text.contains("“We left before dawn,” … “Nobody followed us.”"), "{text}");
    assert_eq!(text, analyzed(ARTICLE, &[]), "text is the default");
}

#[test]
fn text_says_why_there_is_nothing_to_show() {
    assert!(analyzed("", &[]).contains("empty"));
    assert!(analyzed("🎉 !!!", &[]).contains("no words"));
    assert!(analyzed("Переговоры закончились без соглашения.", &[]).contains("English"));
    assert!(analyzed("It rained.", &[]).contains("nobody"));
}

/// Lines that a mail program broke at 60 characters, one of them within a word.
const MAIL: &str = "> Harbour to stay open\n\
                    >\n\
                    > “We waited the whole night before the gate of the har-\n\
                    > bour, and nobody came down to us,” Ann Lee said, and she\n\
                    > told the council that she would wait there once more.\n\
                    >\n\
                    > The council will meet again in the old customs house by\n\
                    > the lake on Thursday, when the mayor has come back.\n";

#[test]
fn words_are_printed_as_they_are_shown() {
    let said = "“We waited the whole night before the gate of the harbour, and nobody came down to us,”";
    for format in ["text", "csv", "markdown"] {
        let text = analyzed(MAIL, &["--format", format]);
        assert!(text.contains(said), "{format}: {text}");
        assert!(!text.contains("har-"), "{format}: {text}");
    }
}

#[test]
fn text_says_that_lines_were_joined_and_how_to_keep_them() {
    let text = analyzed(MAIL, &[]);
    assert!(text.starts_with("(3 line breaks joined; --keep-lines keeps them)\n"), "{text}");
    let kept = analyzed(MAIL, &["--keep-lines"]);
    assert!(kept.starts_with("TONE\n"), "{kept}");
    assert!(kept.contains("bour, and nobody came down to us,” Ann Lee said, and she"), "{kept}");
}

#[test]
fn kept_lines_are_paragraphs_in_every_report() {
    let report: whosaid::Report =
        serde_json::from_str(&analyzed(MAIL, &["--keep-lines", "--format", "json"])).unwrap();
    assert_eq!((report.paragraphs.len(), report.layout.lines_joined), (6, 0));
    let line = json!({ "id": 1, "text": MAIL }).to_string();
    let (_, answers) = jsonl(&line, &["--keep-lines"]);
    assert_eq!(answers[0]["report"]["paragraphs"].as_array().unwrap().len(), 6);
    let (_, answers) = jsonl(&line, &[]);
    assert_eq!(answers[0]["report"]["paragraphs"].as_array().unwrap().len(), 3);
}

#[test]
fn text_names_the_kinds_of_paragraphs() {
    let article = "Old bridge to stay open\n\nBy Ann Lee\n\nThe bridge was built in 1903, and it rained.\n";
    let text = analyzed(article, &[]);
    assert!(text.contains("Old bridge to stay open  (heading)\n"), "{text}");
    assert!(text.contains("By Ann Lee  (byline)\n"), "{text}");
    assert!(text.contains("The bridge was built in 1903, and it rained.\n"), "{text}");
}

#[test]
fn json_is_the_whole_report() {
    let report: whosaid::Report = serde_json::from_str(&analyzed(ARTICLE, &["--format", "json"])).unwrap();
    let expected = whosaid::analyze(ARTICLE).with_offsets(ARTICLE, whosaid::text::Offsets::Utf16);
    assert_eq!(report, expected);
}

#[test]
fn offsets_slice_a_text_with_emoji() {
    let article = "🎉🎉 “Très 👩‍👩‍👧 bien, we left before dawn,” Ann Lee said.";
    let utf16: Vec<u16> = article.encode_utf16().collect();
    let chars: Vec<char> = article.chars().collect();
    let slice = |unit: &str, start: usize, end: usize| match unit {
        "utf16" => String::from_utf16(&utf16[start..end]).unwrap(),
        "chars" => chars[start..end].iter().collect(),
        _ => article[start..end].to_owned(),
    };
    for unit in ["utf16", "chars", "bytes"] {
        let json = analyzed(article, &["--format", "json", "--offsets", unit]);
        let report: whosaid::Report = serde_json::from_str(&json).unwrap();
        let quote = &report.quotes[0];
        let text = |span: &whosaid::report::Span| slice(unit, span.start, span.end);
        assert_eq!(text(&quote.content[0]), "“Très 👩‍👩‍👧 bien, we left before dawn,”", "{unit}");
        assert_eq!(text(&quote.cue[0]), "said", "{unit}");
        assert_eq!(text(&quote.source[0]), "Ann Lee", "{unit}");
    }
    let default = analyzed(article, &["--format", "json"]);
    assert_eq!(default, analyzed(article, &["--format", "json", "--offsets", "utf16"]));
}

/// The rows of a CSV, each with the name of its column.
fn rows(csv: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let named = |row: csv::StringRecord| {
        header.iter().zip(&row).map(|(column, cell)| (column.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|row| named(row.unwrap())).collect()
}

fn cell<'r>(row: &'r [(String, String)], column: &str) -> &'r str {
    &row.iter().find(|(name, _)| name == column).unwrap().1
}

#[test]
fn csv_has_one_row_for_each_attribution() {
    let article = "The hall closed in May.\n\nIt rained. “We left,” said Ann Lee. She added that it snowed.";
    let rows = rows(&analyzed(article, &["--format", "csv"]));
    assert_eq!(rows.len(), 2);
    let facts: Vec<&str> = ["paragraph", "sentence", "speaker", "source", "cue", "content", "kind", "act"]
        .map(|c| cell(&rows[1], c))
        .into();
    assert_eq!(facts, ["2", "3", "Ann Lee", "She", "added", "that it snowed", "indirect", "said"]);
}

#[test]
fn csv_keeps_quotation_marks_commas_and_wrapped_lines() {
    let article = "Lee said, \"We left the harbour before dawn, in the rain, and\n\
                   nobody at all in the 'old' customs house came down to\n\
                   ask us why.\"";
    let rows = rows(&analyzed(article, &["--format", "csv"]));
    assert_eq!(rows.len(), 1);
    assert_eq!(
        cell(&rows[0], "content"),
        "\"We left the harbour before dawn, in the rain, and nobody at all in the 'old' customs house came \
         down to ask us why.\""
    );
}

#[test]
fn csv_cells_are_no_formulas() {
    let article = "ANN LEE: =HYPERLINK(\"x\") is what they wrote.\nBO EK: +5 per cent is what we got.\n\
                   ANN LEE: @all was the greeting.\nBO EK: -3 per cent is what you got.";
    let rows = rows(&analyzed(article, &["--format", "csv"]));
    let contents: Vec<&str> = rows.iter().map(|row| cell(row, "content")).collect();
    assert_eq!(contents.len(), 4);
    assert!(contents[0].starts_with("'=HYPERLINK"), "{contents:?}");
    for row in &rows {
        for (column, cell) in row {
            // Numbers of our own may be negative.
            let formula = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
            assert!(!formula, "{column}: {cell}");
        }
    }
}

#[test]
fn markdown_is_a_table_with_equal_rows() {
    let markdown =
        analyzed("“We left | at <b>dawn</b>, all of us,” Ann Lee said.", &["--format", "markdown"]);
    let lines: Vec<&str> = markdown.lines().collect();
    assert_eq!(lines.len(), 3, "{markdown}");
    let bars = |line: &str| line.replace("\\|", "").matches('|').count();
    assert!(lines.iter().all(|line| bars(line) == bars(lines[0])), "{markdown}");
    assert!(lines[2].contains("“We left \\| at &lt;b>dawn&lt;/b>, all of us,”"), "{markdown}");
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let article = "MAIN SPEAKER \u{1b}: We left\u{7} before \u{9b}31m dawn.\n\
                   “We \u{1b}]0;title\u{7} came back,” Ann\u{8} Lee said.";
    for format in ["text", "markdown", "csv"] {
        let text = analyzed(article, &["--format", format]);
        let raw = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(raw, None, "{format}: {text:?}");
        assert!(text.contains("came back"), "{text:?}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let output = run(&["analyze", "no-such-article.txt"], "");
    assert_eq!(code(&output), Some(2));
    assert!(complaint(&output).contains("no-such-article.txt"), "{}", complaint(&output));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_file_that_is_not_utf8_says_where() {
    let file = File::holding(b"Caf\xe9 owners said no.");
    let output = run(&["analyze", file.path()], "");
    assert_eq!(code(&output), Some(2));
    assert!(complaint(&output).contains(file.path()), "{}", complaint(&output));
    assert!(complaint(&output).contains("byte 3"), "{}", complaint(&output));
    let output = run(&["analyze"], b"Caf\xe9");
    assert_eq!(code(&output), Some(2));
    assert!(complaint(&output).contains("standard input"), "{}", complaint(&output));
}

#[test]
fn bad_arguments_exit_with_2() {
    for args in [
        &[][..],
        &["analyse"],
        &["analyze", "--format", "xml"],
        &["analyze", "--offsets", "words"],
        &["analyze", "one.txt", "two.txt"],
        &["analyze", "--jsonl", "one.txt"],
        &["analyze", "--jsonl", "--format", "csv"],
    ] {
        let output = run(args, "");
        assert_eq!(code(&output), Some(2), "{args:?}");
        assert!(!complaint(&output).is_empty(), "{args:?}");
    }
    assert_eq!(code(&run(&["--version"], "")), Some(0));
}

fn jsonl(input: impl AsRef<[u8]>, options: &[&str]) -> (Option<i32>, Vec<Value>) {
    let args: Vec<&str> = ["analyze", "--jsonl"].iter().chain(options).copied().collect();
    let output = run(&args, input);
    let answers = printed(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (code(&output), answers)
}

#[test]
fn jsonl_keeps_the_order_of_many_lines() {
    const LINES: usize = 500;
    // Long lines among short ones finish out of turn.
    let times = |id: usize| if id.is_multiple_of(50) { 200 } else { 1 + id % 3 };
    let mut input = String::new();
    for id in 0..LINES {
        let text = ARTICLE.repeat(times(id));
        writeln!(input, "{}", json!({ "id": id, "text": text })).unwrap();
    }
    let (code, answers) = jsonl(input, &[]);
    assert_eq!(code, Some(0));
    let ids: Vec<u64> = answers.iter().map(|answer| answer["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, (0..LINES as u64).collect::<Vec<_>>());
    // Each line has the report of its own text.
    for (id, answer) in answers.iter().enumerate() {
        let quotes = answer["report"]["quotes"].as_array().expect("a report").len();
        assert_eq!(quotes, times(id), "{id}");
    }
}

#[test]
fn jsonl_gives_back_ids_of_any_type() {
    let ids =
        [json!("a"), json!(7), json!(-1.5), json!(null), json!(true), json!([1, "b"]), json!({ "n": 1 })];
    let lines: Vec<String> = ids.iter().map(|id| json!({ "id": id, "text": ARTICLE }).to_string()).collect();
    let (code, answers) = jsonl(lines.join("\n"), &[]);
    assert_eq!(code, Some(0));
    assert_eq!(answers.iter().map(|answer| answer["id"].clone()).collect::<Vec<_>>(), ids);
    let (code, answers) = jsonl(json!({ "text": ARTICLE }).to_string(), &[]);
    assert_eq!((code, &answers[0]["id"]), (Some(0), &Value::Null));
}

#[test]
fn jsonl_ignores_other_fields_and_blank_lines() {
    let line = json!({ "title": "Talks", "id": 1, "labels": [1, 2], "text": ARTICLE, "n": null });
    let (code, answers) = jsonl(format!("\n{line}\r\n  \n\n{line}"), &[]);
    assert_eq!(code, Some(0));
    assert_eq!(answers.len(), 2);
    let fields: Vec<&String> = answers[0].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["id", "report"]);
}

#[test]
fn jsonl_may_start_with_a_byte_order_mark() {
    let (code, answers) = jsonl(format!("\u{feff}{}", json!({ "id": 1, "text": ARTICLE })), &[]);
    assert_eq!((code, &answers[0]["id"]), (Some(0), &json!(1)));
}

#[test]
fn jsonl_counts_in_the_unit_asked_for() {
    let line = json!({ "id": 1, "text": format!("🎉 {ARTICLE}") }).to_string();
    for (unit, start) in [("utf16", 3), ("chars", 2), ("bytes", 5)] {
        let (_, answers) = jsonl(&line, &["--offsets", unit]);
        assert_eq!(answers[0]["report"]["quotes"][0]["content"][0][0], start, "{unit}");
    }
}

#[test]
fn jsonl_goes_on_after_bad_lines() {
    let good = json!({ "id": "good", "text": ARTICLE }).to_string();
    let bad: [&[u8]; 6] = [
        b"{\"id\": 1, \"text\": \"cut o",
        b"{\"id\": 2, \"text\": \"\xff\"}",
        b"{\"id\": 3}",
        b"{\"id\": 4, \"text\": 17}",
        b"[1, 2]",
        b"\"only a string\"",
    ];
    let mut input = b"\n".to_vec();
    for line in bad {
        input.extend([line, good.as_bytes(), b""].join(&b'\n'));
    }
    let (code, answers) = jsonl(input, &[]);
    assert_eq!(code, Some(1));
    assert_eq!(answers.len(), 2 * bad.len());
    let ids = [json!(null), json!(null), json!(3), json!(4), json!(null), json!(null)];
    for (at, pair) in answers.chunks(2).enumerate() {
        let error = &pair[0];
        assert_eq!(error["id"], ids[at], "{error}");
        assert_eq!(error["line"], 2 + 2 * at, "{error}");
        assert!(!error["error"].as_str().unwrap().is_empty());
        assert_eq!(error.as_object().unwrap().len(), 3, "{error}");
        assert_eq!(pair[1]["id"], "good");
        assert!(pair[1]["report"].is_object());
    }
}

#[test]
fn jsonl_with_nothing_but_bad_lines_exits_with_2() {
    let (code, answers) = jsonl("nonsense\n[1]\n", &[]);
    assert_eq!((code, answers.len()), (Some(2), 2));
}

#[test]
fn jsonl_without_lines_is_all_well() {
    assert_eq!(jsonl("", &[]), (Some(0), Vec::new()));
    assert_eq!(jsonl("\n\n", &[]), (Some(0), Vec::new()));
}

#[test]
fn jsonl_answers_before_its_input_ends() {
    let (mut child, mut stdin, stdout) = start(&["analyze", "--jsonl"]);
    let (heard, answers) = mpsc::channel();
    let reader = thread::spawn(move || {
        for line in BufReader::new(stdout).lines() {
            heard.send(line.unwrap()).unwrap();
        }
    });
    for id in 0..3 {
        writeln!(stdin, "{}", json!({ "id": id, "text": ARTICLE })).unwrap();
        stdin.flush().unwrap();
        let answer = answers.recv_timeout(PATIENCE).expect("an answer while the input is open");
        assert_eq!(serde_json::from_str::<Value>(&answer).unwrap()["id"], id);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
    reader.join().unwrap();
}

/// Starts the program, reads one byte, closes the pipe, and waits for the end.
fn closed_early(args: &[&str], input: &str) -> Output {
    let (mut child, mut stdin, mut stdout) = start(args);
    let input = input.to_owned();
    let feeder = thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    stdout.read_exact(&mut [0]).unwrap();
    drop(stdout);
    let mut err = Vec::new();
    child.stderr.take().unwrap().read_to_end(&mut err).unwrap();
    feeder.join().unwrap();
    Output { status: child.wait().unwrap(), stdout: Vec::new(), stderr: err }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    /// Bytes that a pipe holds, on Linux and elsewhere: with more, writing meets the closed end.
    const PIPE: usize = 64 * 1024;
    let article = "“We left before dawn,” Ann Lee said to the harbour council. It rained.\n\n".repeat(3000);
    let line = json!({ "id": 1, "text": ARTICLE }).to_string() + "\n";
    let lines = line.repeat(3000);
    // Every format writes each content.
    let quotes = whosaid::analyze(&article).quotes.len();
    assert!(quotes * "“We left before dawn,”".len() > PIPE, "{quotes} quotes fit into a pipe");
    let runs =
        ["text", "json", "csv", "markdown"].map(|format| (vec!["analyze", "--format", format], &article));
    for (args, input) in runs.into_iter().chain([(vec!["analyze", "--jsonl"], &lines)]) {
        let output = closed_early(&args, input);
        assert_eq!(complaint(&output), "", "{args:?}");
        assert_eq!(code(&output), Some(0), "{args:?}");
    }
}
