//! Rust's standard library for WebAssembly.
//!
//! The active toolchain has it, or rustup adds it. Where rustup's server is
//! out of reach, [`debian`] builds it from the distribution's
//! sources, as a second toolchain that only the WebAssembly build uses.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::debian;
use crate::project::Project;
use crate::shell;

/// The target as rustup calls it.
pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that some toolchain compiles for WebAssembly; returns its name
/// if it is not the active one.
pub(super) fn ensure(project: &Project) -> Result<Option<&'static str>> {
    if active_toolchain_has_target(project) {
        return Ok(None);
    }
    if debian::toolchain_is_ready(project) {
        return Ok(Some(debian::TOOLCHAIN));
    }
    let by_rustup = shell::step(&format!("adding Rust's {TARGET} target with rustup"), || {
        shell::run(project.command("rustup").args(["target", "add", TARGET]))
    });
    let Err(error) = by_rustup else { return Ok(None) };
    let Some(system) = debian::System::changeable(project) else {
        bail!(
            "{error:#}\nWith rustup, check the connection and run `rustup target add {TARGET}`; \
             with a distribution's Rust, install its package for {TARGET}"
        );
    };
    println!("  rustup cannot ({error:#}); taking Debian's Rust for WebAssembly instead");
    system.install_wasm_toolchain(project)?;
    Ok(Some(debian::TOOLCHAIN))
}

fn active_toolchain_has_target(project: &Project) -> bool {
    shell::output(project.command("rustc").args(["--print", "sysroot"]))
        .is_some_and(|sysroot| has_std(Path::new(&sysroot)).unwrap_or(false))
}

/// Whether a sysroot holds the target's standard library.
pub(super) fn has_std(sysroot: &Path) -> Result<bool> {
    let folder = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    let files = fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
    Ok(files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
}
