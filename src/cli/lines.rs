//! Many articles: one JSON line in, one JSON line out, in the same order.
//!
//! Worker threads take lines as they come, and a writer thread puts the answers
//! back in order. Lines are read only as fast as workers take them, so a stream of
//! any length can be processed. The only answers kept in memory are those that have
//! to wait for the answer to an earlier, slower line.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use serde::Serialize;
use serde_json::Value;
use whosaid::Report;
use whosaid::text::{Lines, Offsets};

/// Capacity of each queue, in lines per worker.
const QUEUE: usize = 8;

/// Why not all lines were processed.
pub(crate) enum Failure {
    Read(std::io::Error),
    Write(std::io::Error),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Report { id: Value, report: Box<Report> },
    Error { id: Value, line: usize, error: String },
}

/// A line of the input.
struct Line {
    /// Position of its answer in the output, from 0.
    turn: usize,
    /// Number of the line in the input, from 1, including blank lines.
    number: usize,
    bytes: Vec<u8>,
}

/// How many lines were answered with a report, and how many with an error.
#[derive(Default)]
pub(crate) struct Count {
    pub(crate) read: usize,
    pub(crate) failed: usize,
}

/// Analyses each line of `input`, writes the answers to `output` and counts them.
///
/// Blank lines are skipped. `keeping` says what becomes of the lines of each text,
/// `offsets` is the unit of spans in the reports. Fails if reading or writing does; a
/// line that is not an article is answered with an error.
pub(crate) fn analyze(
    input: impl BufRead,
    output: impl Write + Send,
    keeping: Lines,
    offsets: Offsets,
) -> Result<Count, Failure> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let (to_workers, lines) = sync_channel::<Line>(workers * QUEUE);
    let (to_writer, answers) = sync_channel::<(usize, Answer)>(workers * QUEUE);
    let lines = Arc::new(Mutex::new(lines));
    thread::scope(|scope| {
        for _ in 0..workers {
            let (lines, to_writer) = (Arc::clone(&lines), to_writer.clone());
            scope.spawn(move || work(&lines, &to_writer, keeping, offsets));
        }
        drop((lines, to_writer));
        let writer = scope.spawn(move || write(&answers, output));
        let read = feed(input, &to_workers);
        drop(to_workers);
        let written = writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let count = written.map_err(Failure::Write)?;
        read.map_err(Failure::Read)?;
        Ok(count)
    })
}

/// Sends the lines of the input to the workers.
fn feed(mut input: impl BufRead, workers: &SyncSender<Line>) -> std::io::Result<()> {
    let (mut turn, mut number) = (0, 0);
    loop {
        let mut bytes = Vec::new();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(());
        }
        number += 1;
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        // The workers have stopped because writing has failed; the writer reports why.
        if workers.send(Line { turn, number, bytes }).is_err() {
            return Ok(());
        }
        turn += 1;
    }
}

/// Answers lines until there are none.
fn work(
    lines: &Mutex<Receiver<Line>>,
    writer: &SyncSender<(usize, Answer)>,
    keeping: Lines,
    offsets: Offsets,
) {
    loop {
        let next = lines.lock().map(|lines| lines.recv());
        let Ok(Ok(Line { turn, number, bytes })) = next else { return };
        if writer.send((turn, answer(number, &bytes, keeping, offsets))).is_err() {
            return;
        }
    }
}

/// Analyses one line.
fn answer(number: usize, line: &[u8], keeping: Lines, offsets: Offsets) -> Answer {
    let failed = |id, error| Answer::Error { id, line: number, error };
    let text = match std::str::from_utf8(line) {
        // Some Windows editors put a byte-order mark at the start of a file.
        Ok(text) => text.trim_start_matches('\u{feff}').trim(),
        Err(error) => {
            let at = error.valid_up_to() + 1;
            return failed(Value::Null, format!("not UTF-8: byte {at} of the line is invalid"));
        }
    };
    let mut document = match serde_json::from_str(text) {
        Ok(Value::Object(document)) => document,
        Ok(_) => return failed(Value::Null, "not a JSON object with \"id\" and \"text\"".to_owned()),
        Err(error) => return failed(Value::Null, format!("not JSON: {error}")),
    };
    let id = document.remove("id").unwrap_or(Value::Null);
    let Some(Value::String(text)) = document.remove("text") else {
        return failed(id, "\"text\" is missing or not a string".to_owned());
    };
    let report = whosaid::analyze_lines(&text, keeping, &mut |_| ()).with_offsets(&text, offsets);
    Answer::Report { id, report: Box::new(report) }
}

/// Writes the answers in the order of their lines and counts them.
fn write(answers: &Receiver<(usize, Answer)>, mut output: impl Write) -> std::io::Result<Count> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    let mut count = Count::default();
    for (turn, answer) in answers {
        waiting.insert(turn, answer);
        while let Some(answer) = waiting.remove(&next) {
            match answer {
                Answer::Report { .. } => count.read += 1,
                Answer::Error { .. } => count.failed += 1,
            }
            serde_json::to_writer(&mut output, &answer)?;
            output.write_all(b"\n")?;
            next += 1;
        }
        if waiting.is_empty() {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(count)
}
