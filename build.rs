//! Packs for the browser what `src/files.rs` carries. Nothing to do for others.

#[path = "src/pack/mod.rs"]
mod pack;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use pack::Content;

/// Files, what the packed ones are called, and what they hold.
const FILES: &[(&str, &str, Content)] = &[
    ("src/model/weights.bin", "model", Content::Weights),
    ("src/tone/weights.bin", "tone", Content::Weights),
    ("src/tone/lexicon.txt", "valences", Content::Text),
    ("src/lexicon/given-names.txt", "given-names", Content::Text),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/pack");
    if env::var("CARGO_CFG_TARGET_ARCH")? != "wasm32" {
        return Ok(());
    }
    let folder = env::var("OUT_DIR")?;
    for &(place, name, content) in FILES {
        println!("cargo::rerun-if-changed={place}");
        let mut file = fs::read(place).map_err(|error| format!("{place}: {error}"))?;
        if matches!(content, Content::Weights) {
            file = without_helpers(&file).ok_or_else(|| format!("{place} is no weight file"))?;
        }
        let packed = pack::pack(&file, content).map_err(|error| format!("{place}: {error}"))?;
        if pack::unpack(&packed, content)? != file {
            return Err(format!("{place} does not unpack to what was packed").into());
        }
        fs::write(Path::new(&folder).join(name), packed)?;
    }
    Ok(())
}

/// A weight file, as `src/model/weights.rs` describes it, without the arrays that
/// only the trainer reads: what its helper tasks learned. They are a hundredth of
/// the download.
fn without_helpers(file: &[u8]) -> Option<Vec<u8>> {
    /// The magic number and the version, before the checksum.
    const HEAD: usize = 8;
    const HELPERS: &[u8] = b"tags.";
    let number = |bytes: &[u8]| Some(u32::from_le_bytes(*bytes.first_chunk()?) as usize);
    let mut rest = file.get(HEAD + 4..)?;
    let mut kept = Vec::with_capacity(rest.len());
    while let Some(&length) = rest.first() {
        let shape = 1 + usize::from(length);
        let (rows, columns) = (number(rest.get(shape + 1..)?)?, number(rest.get(shape + 5..)?)?);
        let data = pack::walk::size(*rest.get(shape)?, rows, columns).ok()?;
        let (array, after) = rest.split_at_checked(data.checked_add(shape + 9)?)?;
        if !array[1..].starts_with(HELPERS) {
            kept.extend(array);
        }
        rest = after;
    }
    Some([&file[..HEAD], &crc32fast::hash(&kept).to_le_bytes(), &kept].concat())
}
