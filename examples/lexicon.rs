//! Counts how often texts have each word of the lexicon: `cargo xtask lexicon FOLDER`.
//!
//! Reads every `.txt` file in the folder as a text and every `.jsonl` file as
//! lines `{"text"}`, and prints, for each class, how many of its words the
//! texts have, and the words that they never have: those earn nothing here.
//! Given names are only counted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde_json::Value;
use whosaid::Analyzer;
use whosaid::lexicon::Class;

/// Whether a class is of the table of given names, which is not written by hand.
fn is_given(class: Class) -> bool {
    class == Class::GivenWord || Class::GIVEN.contains(&class)
}

fn main() -> io::Result<()> {
    let folder =
        env::args().nth(1).ok_or_else(|| io::Error::other("name a folder with .txt or .jsonl files"))?;
    let analyzer = Analyzer::new();
    let mut counts = vec![0_usize; analyzer.lexicon().len()];
    let (mut texts, mut tokens) = (0, 0);
    for file in files(Path::new(&folder))? {
        for article in articles(&file)? {
            let text = analyzer.cut(&article);
            (texts, tokens) = (texts + 1, tokens + text.tokens.len());
            for token in 0..text.tokens.len() {
                counts[text.row(token).index()] += 1;
            }
        }
    }
    println!("{texts} texts, {tokens} tokens");
    report(&analyzer, &counts);
    Ok(())
}

/// The files of a folder and of the folders in it that hold texts, in order.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|end| end == "txt" || end == "jsonl") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn articles(file: &Path) -> io::Result<Vec<String>> {
    let content = fs::read_to_string(file)?;
    if file.extension().is_some_and(|end| end == "txt") {
        return Ok(vec![content]);
    }
    let text = |line: &str| -> io::Result<String> {
        let document: Value = serde_json::from_str(line)?;
        Ok(document["text"].as_str().unwrap_or_default().to_owned())
    };
    content.lines().filter(|line| !line.trim().is_empty()).map(text).collect()
}

fn report(analyzer: &Analyzer, counts: &[usize]) {
    let lexicon = analyzer.lexicon();
    let words: BTreeMap<&str, _> = lexicon.rows().collect();
    for &(class, name) in Class::ALL {
        let of_class = words.iter().filter(|(_, row)| lexicon.is(**row, class));
        let (seen, never): (Vec<_>, Vec<_>) = of_class.partition(|(_, row)| counts[row.index()] > 0);
        let total: usize = seen.iter().map(|(_, row)| counts[row.index()]).sum();
        println!("\n{name}: {} of {} words, {total} times", seen.len(), seen.len() + never.len());
        if !never.is_empty() && !is_given(class) {
            let never: Vec<&str> = never.into_iter().map(|(word, _)| *word).collect();
            println!("  never: {}", never.join(" "));
        }
    }
}
