//! The command line: reads articles, prints reports.

use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use whosaid::text::{Lines, Offsets};

mod cli {
    pub(super) mod lines;
    pub(super) mod print;
}

use cli::{lines, print};

/// Who said what in a news article, and in what tone.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Analyse one article, or many with --jsonl
    Analyze(Analyze),
}

#[derive(Args)]
struct Analyze {
    /// File with the article; without it, or with "-", standard input is read
    #[arg(conflicts_with = "jsonl")]
    file: Option<PathBuf>,
    /// How to print the report
    #[arg(long, value_enum, default_value = "text", conflicts_with = "jsonl")]
    format: Format,
    /// Unit in which JSON output counts spans
    #[arg(long, value_enum, default_value = "utf16")]
    offsets: Unit,
    /// Take every line for a paragraph: do not join lines that a program broke
    #[arg(long)]
    keep_lines: bool,
    /// Read {"id","text"} lines from standard input, write {"id","report"} lines
    #[arg(long)]
    jsonl: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For reading in the terminal
    Text,
    /// The whole report
    Json,
    /// One row per attribution, for spreadsheets
    Csv,
    /// A table of attributions, for documents
    Markdown,
}

#[derive(Clone, Copy, ValueEnum)]
enum Unit {
    /// UTF-16 code units, as in JavaScript
    Utf16,
    /// Unicode code points, as in Python
    Chars,
    /// UTF-8 bytes, as in Rust
    Bytes,
}

impl Analyze {
    /// What to do with the lines of hard-wrapped text.
    fn lines(&self) -> Lines {
        if self.keep_lines { Lines::AsPasted } else { Lines::Joined }
    }
}

impl From<Unit> for Offsets {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Utf16 => Offsets::Utf16,
            Unit::Chars => Offsets::Chars,
            Unit::Bytes => Offsets::Bytes,
        }
    }
}

/// Exit code if some lines failed.
const SOME_FAILED: u8 = 1;
/// Exit code if nothing could be read or written. Clap uses it for bad arguments, too.
const UNREADABLE: u8 = 2;

fn main() -> ExitCode {
    let Command::Analyze(args) = Cli::parse().command;
    let result = if args.jsonl { analyze_jsonl(&args) } else { analyze_one(&args) };
    match result {
        Ok(code) => code,
        // The program at the other end of the pipe has stopped reading, which is no error.
        Err(Failure::Write(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("whosaid: {failure}");
            ExitCode::from(UNREADABLE)
        }
    }
}

/// Why the program has to stop.
enum Failure {
    Read(String, std::io::Error),
    /// The name of the input and the offset of its first invalid byte, counted from 0.
    NotUtf8(String, usize),
    Write(std::io::Error),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Read(name, error) => write!(f, "cannot read {name}: {error}"),
            Failure::NotUtf8(name, at) => {
                write!(f, "{name} is not UTF-8 text: byte {at} (from 0) is invalid; save it as UTF-8")
            }
            Failure::Write(error) => write!(f, "cannot write: {error}"),
        }
    }
}

fn analyze_one(args: &Analyze) -> Result<ExitCode, Failure> {
    let article = read(args.file.as_deref())?;
    let report = whosaid::analyze_lines(&article, args.lines(), &mut |_| ());
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = match args.format {
        Format::Text => print::text(&mut out, &article, &report),
        Format::Json => print::json(&mut out, &report.with_offsets(&article, args.offsets.into())),
        Format::Csv => print::csv(&mut out, &article, &report),
        Format::Markdown => print::markdown(&mut out, &article, &report),
    };
    written.and_then(|()| out.flush()).map_err(Failure::Write)?;
    Ok(ExitCode::SUCCESS)
}

fn analyze_jsonl(args: &Analyze) -> Result<ExitCode, Failure> {
    let input = std::io::stdin().lock();
    let output = BufWriter::new(std::io::stdout());
    let count =
        lines::analyze(input, output, args.lines(), args.offsets.into()).map_err(|error| match error {
            lines::Failure::Read(error) => Failure::Read("standard input".to_owned(), error),
            lines::Failure::Write(error) => Failure::Write(error),
        })?;
    Ok(match count {
        lines::Count { failed: 0, .. } => ExitCode::SUCCESS,
        lines::Count { read: 0, .. } => ExitCode::from(UNREADABLE),
        _ => ExitCode::from(SOME_FAILED),
    })
}

/// Reads a file, or standard input for `None` and "-".
fn read(file: Option<&Path>) -> Result<String, Failure> {
    let (name, bytes) = if let Some(file) = file.filter(|file| *file != Path::new("-")) {
        (file.display().to_string(), std::fs::read(file))
    } else {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes);
        ("standard input".to_owned(), read)
    };
    let bytes = bytes.map_err(|error| Failure::Read(name.clone(), error))?;
    String::from_utf8(bytes).map_err(|error| Failure::NotUtf8(name, error.utf8_error().valid_up_to()))
}
