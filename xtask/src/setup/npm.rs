//! Node's packages: wasm-opt, the type checker, what drives the browser.

use std::time::SystemTime;
use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::shell;

/// The oldest Node whose test runner and wasm-opt are known to work.
const OLDEST_NODE: u32 = 20;

/// Makes sure that `node_modules` is what the lock says.
pub(super) fn ensure(project: &Project) -> Result<()> {
    check_node(project)?;
    // npm writes this file last, so its time is that of the whole install.
    let installed = written(project.path("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= written(project.path("package-lock.json")) {
        return Ok(());
    }
    shell::step("installing Node's packages into node_modules", || {
        shell::run(project.command("npm").args(["ci", "--no-audit", "--no-fund"]))
    })
}

fn check_node(project: &Project) -> Result<()> {
    let advice = format!("install Node {OLDEST_NODE} or newer (https://nodejs.org)");
    let version = shell::output(project.command("node").arg("--version"));
    let version = version.with_context(|| format!("Node is missing: {advice}"))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    if major < Some(OLDEST_NODE) {
        bail!("Node {version} is too old: {advice}");
    }
    Ok(())
}

fn written(path: PathBuf) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}
