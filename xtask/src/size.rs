//! What a visitor downloads, and how much of it there may be.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

/// A part of the download with a budget of its own.
struct Part {
    name: &'static str,
    extensions: &'static [&'static str],
    /// Bytes after gzip, as servers send it.
    budget: Option<usize>,
}

/// Budgets are promises to people on a phone: 1.2 MB for the weights that
/// find attributions, 0.25 MB for those of tone, 0.2 MB for the code and its
/// lexicons, a fiftieth of that for the page's own code.
const PARTS: &[Part] = &[
    Part { name: "analyzer", extensions: &["wasm", "bin"], budget: Some(1_650_000) },
    Part { name: "JavaScript", extensions: &["js"], budget: Some(30_000) },
    Part {
        name: "page",
        extensions: &["html", "css", "svg", "png", "ico", "json", "txt", "woff2"],
        budget: None,
    },
];

/// Prints the size of every file of the page; fails if a part is over budget.
pub(crate) fn check(www: &Path) -> Result<()> {
    let mut files = Vec::new();
    list_files(www, &mut files).with_context(|| format!("cannot list {}", www.display()))?;
    files.sort();
    let mut too_big = Vec::new();
    println!("{:>10} {:>10}", "bytes", "gzipped");
    for part in PARTS {
        let gzipped = print_part(part, www, &files)?;
        if part.budget.is_some_and(|budget| gzipped > budget) {
            too_big.push(part.name);
        }
    }
    if !too_big.is_empty() {
        bail!("over budget: {}", too_big.join(", "));
    }
    Ok(())
}

/// Prints a part's files and sum; returns its gzipped size.
fn print_part(part: &Part, www: &Path, files: &[PathBuf]) -> Result<usize> {
    let (mut raw, mut gzipped) = (0, 0);
    for file in files.iter().filter(|file| part.holds(file)) {
        let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let size = gzipped_size(&content)?;
        println!("{:>10} {size:>10}  {}", content.len(), file.strip_prefix(www).unwrap_or(file).display());
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
            // wasm-pack's description of the package, which no visitor loads.
            && !file.ends_with("pkg/package.json")
    }
}

fn list_files(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list_files(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn gzipped_size(content: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len())
}
