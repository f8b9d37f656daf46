//! The size of what a visitor downloads, and its budget.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::dist::ONE_FILE;

/// A part of the download.
struct Part {
    name: &'static str,
    extensions: &'static [&'static str],
    /// At most so many bytes after gzip, as servers send them.
    budget: Option<usize>,
}

/// Budgets are promises to people on a phone. The analyzer's is 0.9 MB for the
/// weights that find attributions, 0.15 MB for those of tone and 0.25 MB for the
/// code and its lexicons; the page's own code may have a twentieth of all that.
const PARTS: &[Part] = &[
    Part { name: "analyzer", extensions: &["wasm", "bin"], budget: Some(1_300_000) },
    Part { name: "JavaScript", extensions: &["js"], budget: Some(60_000) },
    Part { name: "page", extensions: &["html", "css", "svg", "webmanifest", "txt"], budget: None },
];

/// Everything that a first visit fetches, in bytes after gzip.
const WHOLE_BUDGET: usize = 1_400_000;

/// Prints the size of every file that a first visit to the published page
/// fetches; fails if a part or the whole is over budget.
pub(crate) fn check(dist: &Path) -> Result<()> {
    let files = list_files(dist).with_context(|| format!("cannot list {}", dist.display()))?;
    let mut whole = 0;
    let mut too_big = Vec::new();
    println!("{:>10} {:>10}", "bytes", "gzipped");
    for part in PARTS {
        let gzipped = print_part(part, &files)?;
        whole += gzipped;
        if part.budget.is_some_and(|budget| gzipped > budget) {
            too_big.push(part.name);
        }
    }
    println!("{:>10} {whole:>10}  = a first visit (at most {WHOLE_BUDGET} gzipped)", "");
    if whole > WHOLE_BUDGET {
        too_big.push("a first visit");
    }
    if !too_big.is_empty() {
        bail!("over budget: {}", too_big.join(", "));
    }
    Ok(())
}

/// Prints a part's files and sum; returns its gzipped size.
fn print_part(part: &Part, files: &[PathBuf]) -> Result<usize> {
    let (mut raw, mut gzipped) = (0, 0);
    for file in files.iter().filter(|file| part.holds(file)) {
        let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let size = gzipped_size(&content)?;
        let name = file.file_name().unwrap_or_default();
        println!("{:>10} {size:>10}  {}", content.len(), name.display());
        raw += content.len();
        gzipped += size;
    }
    let budget = part.budget.map_or(String::new(), |budget| format!(" (at most {budget} gzipped)"));
    println!("{raw:>10} {gzipped:>10}  = {}{budget}", part.name);
    Ok(gzipped)
}

impl Part {
    fn holds(&self, file: &Path) -> bool {
        let extension = file.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| self.extensions.contains(&extension))
            // The whole page again, for those who download it as one file.
            && !file.ends_with(ONE_FILE)
    }
}

fn list_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}

fn gzipped_size(content: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len())
}
