//! The WebAssembly and its JavaScript glue, in `www/pkg`.

use std::fs;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::setup::Machine;
use crate::shell;

/// Builds `www/pkg` from the crate.
pub(crate) fn build(project: &Project, machine: &Machine) -> Result<()> {
    shell::run(
        machine
            .wasm_command(project, "wasm-pack")
            // Every tool is there already; nothing is to be downloaded.
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
