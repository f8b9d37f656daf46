//! The WebAssembly and its JavaScript glue, in `www/pkg`.
//!
//! Cargo decides whether there is anything to compile. wasm-pack would optimize
//! an unchanged program again, so it runs only if the program is not the one
//! that `www/pkg` was made from.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::project::{self, Project};
use crate::setup::Machine;
use crate::shell;

/// How cargo compiles the crate: exactly as wasm-pack will, which then finds
/// nothing left to compile.
const CARGO_ARGUMENTS: &[&str] =
    &["--release", "--target=wasm32-unknown-unknown", "--lib", "--no-default-features"];

/// What ends up in `www/pkg`, and must be there.
const OUTPUTS: &[&str] = &["whosaid.js", "whosaid.d.ts", "whosaid_bg.wasm"];

/// Builds `www/pkg` from the crate.
pub(crate) fn build(project: &Project, machine: &Machine) -> Result<()> {
    shell::run(machine.wasm_command(project, "cargo").arg("build").args(CARGO_ARGUMENTS))?;
    let stamp = project.path("target/bundled");
    let inputs = hash_inputs(project)?;
    let is_there = OUTPUTS.iter().all(|name| project.path("www/pkg").join(name).exists());
    if is_there && fs::read_to_string(&stamp).is_ok_and(|bundled| bundled == inputs) {
        println!("www/pkg is up to date");
        return Ok(());
    }
    shell::step("bundling into www/pkg with wasm-pack (about 20 seconds)", || pack(project, machine))?;
    fs::write(&stamp, inputs).with_context(|| format!("cannot write {}", stamp.display()))
}

fn pack(project: &Project, machine: &Machine) -> Result<()> {
    shell::run(
        machine
            .wasm_command(project, "wasm-pack")
            // Setup has installed every tool; wasm-pack must not download its own.
            .args(["build", "--mode", "no-install"])
            .args(["--release", "--target", "web", "--no-pack", "--out-dir", "www/pkg"])
            .args([".", "--", "--no-default-features"]),
    )?;
    // wasm-pack hides its output from git; publishing the folder needs it visible.
    let hidden = project.path("www/pkg/.gitignore");
    if hidden.exists() {
        fs::remove_file(&hidden).with_context(|| format!("cannot remove {}", hidden.display()))?;
    }
    Ok(())
}

/// A hash of everything that `www/pkg` is made from: the compiled program,
/// wasm-opt's flags (in `Cargo.toml`) and its version (in the lock).
fn hash_inputs(project: &Project) -> Result<String> {
    let files = [compiled()?, project.path("Cargo.toml"), project.path("package-lock.json")];
    let mut hasher = DefaultHasher::new();
    for file in files {
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        content.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// What cargo compiled.
fn compiled() -> Result<PathBuf> {
    Ok(project::cargo_target()?.join("wasm32-unknown-unknown/release/whosaid.wasm"))
}
