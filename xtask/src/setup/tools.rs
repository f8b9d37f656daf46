//! wasm-pack and wasm-bindgen, built into `target/tools`.
//!
//! wasm-bindgen's tool must be exactly as old as its library, so it follows
//! `Cargo.lock`. Tools that the machine already has serve too, if they fit.

use anyhow::Result;

use crate::project::Project;
use crate::shell;

/// The first line of wasm-pack that is known to work with today's wasm-opt.
const WASM_PACK: &str = "0.15.1";

/// Makes sure that both are there.
pub(super) fn ensure(project: &Project) -> Result<()> {
    if !is_there(project, "wasm-pack", WASM_PACK) {
        install(project, "wasm-pack", WASM_PACK, &["--locked"])?;
    }
    let version = project.locked_version("wasm-bindgen")?;
    let has_runner = project.which("wasm-bindgen-test-runner").is_some();
    if !has_runner || !is_there(project, "wasm-bindgen", &version) {
        // Its own lock may name a version that a registry's mirror does not have yet.
        install(project, "wasm-bindgen-cli", &version, &[])?;
    }
    Ok(())
}

fn is_there(project: &Project, tool: &str, version: &str) -> bool {
    shell::output(project.command(tool).arg("--version")).as_deref() == Some(&format!("{tool} {version}"))
}

fn install(project: &Project, package: &str, version: &str, options: &[&str]) -> Result<()> {
    shell::step(&format!("building {package} {version} into target/tools (2 to 7 minutes, once)"), || {
        shell::run(
            project
                .command("cargo")
                .args(["install", package, "--version", version, "--force", "--root"])
                .arg(project.tools())
                .args(options),
        )
    })
}
