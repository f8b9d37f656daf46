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
        let file = fs::read(place).map_err(|error| format!("{place}: {error}"))?;
        let packed = pack::pack(&file, content).map_err(|error| format!("{place}: {error}"))?;
        if pack::unpack(&packed, content)? != file {
            return Err(format!("{place} does not unpack to what was packed").into());
        }
        fs::write(Path::new(&folder).join(name), packed)?;
    }
    Ok(())
}
