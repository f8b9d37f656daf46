//! Many articles: one JSON line in, one JSON line out, in the same order.
//!
//! Workers take lines as they come, a writer puts the answers back in order.
//! Only a few lines a worker are in memory at once, so a stream of any length
//! goes through.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use whosaid::Report;
use whosaid::text::Offsets;

/// Lines that wait for each worker.
const QUEUE: usize = 8;

/// Why the stream broke off.
pub(crate) enum Failure {
    Read(std::io::Error),
    Write(std::io::Error),
}

#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    id: Value,
    text: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Report { id: Value, report: Box<Report> },
    Error { id: Value, line: usize, error: String },
}

/// A line with its place in the order of answers.
struct Line {
    turn: usize,
    /// Counted from 1, blank lines included.
    number: usize,
    bytes: Vec<u8>,
}

/// Analyses every line; returns how many failed. Blank lines are passed over.
pub(crate) fn analyze(
    input: impl BufRead,
    output: impl Write + Send,
    offsets: Offsets,
) -> Result<usize, Failure> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let (to_workers, lines) = sync_channel::<Line>(workers * QUEUE);
    let (to_writer, answers) = sync_channel::<(usize, Answer)>(workers * QUEUE);
    let lines = Arc::new(Mutex::new(lines));
    thread::scope(|scope| {
        for _ in 0..workers {
            let (lines, to_writer) = (Arc::clone(&lines), to_writer.clone());
            scope.spawn(move || work(&lines, &to_writer, offsets));
        }
        drop((lines, to_writer));
        let writer = scope.spawn(move || write(&answers, output));
        let read = feed(input, &to_workers);
        drop(to_workers);
        let written = writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let failed = written.map_err(Failure::Write)?;
        read.map_err(Failure::Read)?;
        Ok(failed)
    })
}

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
        // Nobody listens any more once writing has failed.
        if workers.send(Line { turn, number, bytes }).is_err() {
            return Ok(());
        }
        turn += 1;
    }
}

fn work(lines: &Mutex<Receiver<Line>>, writer: &SyncSender<(usize, Answer)>, offsets: Offsets) {
    loop {
        let next = lines.lock().map(|lines| lines.recv());
        let Ok(Ok(Line { turn, number, bytes })) = next else { return };
        if writer.send((turn, answer(number, &bytes, offsets))).is_err() {
            return;
        }
    }
}

fn answer(number: usize, line: &[u8], offsets: Offsets) -> Answer {
    let failed = |id, error| Answer::Error { id, line: number, error };
    let text = match std::str::from_utf8(line) {
        Ok(text) => text.trim(),
        Err(error) => {
            let at = error.valid_up_to() + 1;
            return failed(
                Value::Null,
                format!("not UTF-8: byte {at} of the line is no part of a character"),
            );
        }
    };
    match serde_json::from_str::<Document>(text) {
        Ok(Document { id, text }) => {
            let report = whosaid::analyze(&text).with_offsets(&text, offsets);
            Answer::Report { id, report: Box::new(report) }
        }
        Err(error) => {
            let id = serde_json::from_str::<Value>(text).ok().and_then(|value| value.get("id").cloned());
            failed(id.unwrap_or(Value::Null), format!("not a JSON object with a string \"text\": {error}"))
        }
    }
}

/// Writes the answers in the order of their lines; returns how many failed.
fn write(answers: &Receiver<(usize, Answer)>, mut output: impl Write) -> std::io::Result<usize> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    let mut failed = 0;
    for (turn, answer) in answers {
        waiting.insert(turn, answer);
        while let Some(answer) = waiting.remove(&next) {
            failed += usize::from(matches!(answer, Answer::Error { .. }));
            serde_json::to_writer(&mut output, &answer)?;
            output.write_all(b"\n")?;
            next += 1;
        }
        if waiting.is_empty() {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(failed)
}
