//! Tools written in Rust, built into `target/tools`.
//!
//! A tool that the machine already has serves too, if it has the version that
//! is asked for. wasm-bindgen's must be the same as its library's, so it
//! follows `Cargo.lock`.

use anyhow::Result;

use crate::project::Project;
use crate::shell;

/// The oldest wasm-pack that is known to work with today's wasm-opt.
const WASM_PACK: &str = "0.15.1";

/// Checks licences, origins and advisories of dependencies.
const CARGO_DENY: &str = "0.20.2";

/// Checks spelling. The newest that builds with the workspace's `rust-version`.
const TYPOS: &str = "1.42.3";

/// How the checkers are built: without optimizing, in one to two minutes each.
/// They run for a second or two, so an optimized build would not pay for itself.
const BUILT_FAST: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// Makes sure that wasm-pack and wasm-bindgen are there.
pub(super) fn ensure_wasm_tools(project: &Project) -> Result<()> {
    if !is_there(project, "wasm-pack", WASM_PACK) {
        install(project, "wasm-pack", WASM_PACK, &["--locked"], &[])?;
    }
    let version = project.locked_version("wasm-bindgen")?;
    let has_runner = project.which("wasm-bindgen-test-runner").is_some();
    if !has_runner || !is_there(project, "wasm-bindgen", &version) {
        // Its own lock may name a version that a registry's mirror does not have yet.
        install(project, "wasm-bindgen-cli", &version, &[], &[])?;
    }
    Ok(())
}

/// Makes sure that cargo-deny is there.
pub(super) fn ensure_cargo_deny(project: &Project) -> Result<()> {
    if is_there(project, "cargo-deny", CARGO_DENY) {
        return Ok(());
    }
    install(project, "cargo-deny", CARGO_DENY, &["--locked"], BUILT_FAST)
}

/// Makes sure that typos is there.
pub(super) fn ensure_typos(project: &Project) -> Result<()> {
    if is_there(project, "typos", TYPOS) {
        return Ok(());
    }
    install(project, "typos-cli", TYPOS, &["--locked"], BUILT_FAST)
}

fn is_there(project: &Project, tool: &str, version: &str) -> bool {
    let printed = shell::output(project.command(tool).arg("--version"));
    printed.is_some_and(|printed| is_version(&printed, version))
}

/// Whether what `--version` printed, `TOOL VERSION`, is this version. A
/// tool's name for itself is not always that of its program.
fn is_version(printed: &str, version: &str) -> bool {
    printed.split_whitespace().nth(1) == Some(version)
}

fn install(
    project: &Project,
    package: &str,
    version: &str,
    options: &[&str],
    settings: &[(&str, &str)],
) -> Result<()> {
    shell::step(&format!("building {package} {version} into target/tools (1 to 7 minutes, once)"), || {
        shell::run(
            project
                .command("cargo")
                .envs(settings.iter().copied())
                .args(["install", package, "--version", version, "--force", "--root"])
                .arg(project.tools())
                .args(options),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn a_tool_fits_if_its_version_is_exactly_the_one_asked_for() {
        assert!(is_version("wasm-pack 0.15.1", "0.15.1"));
        assert!(is_version("typos-cli 1.42.3", "1.42.3"));
        assert!(!is_version("wasm-pack 0.15.10", "0.15.1"));
        assert!(!is_version("wasm-pack", "0.15.1"));
    }
}
