//! Rust's standard library for WebAssembly.
//!
//! The active toolchain has it, or rustup adds it. Where rustup's server is
//! out of reach, [`debian`] builds it from the distribution's sources, as a
//! second toolchain that only the WebAssembly build uses.

mod debian;
mod target;

use std::path::Path;

use anyhow::{Result, bail};

use self::target::TARGET;
use super::apt;
use crate::project::Project;
use crate::shell;

/// Makes sure that some toolchain compiles for WebAssembly; returns its name
/// if it is not the active one.
pub(super) fn ensure(project: &Project) -> Result<Option<&'static str>> {
    if active_toolchain_has_target(project) {
        return Ok(None);
    }
    if debian::is_ready(project) {
        return Ok(Some(debian::TOOLCHAIN));
    }
    let by_rustup = shell::step(&format!("adding Rust's {TARGET} target with rustup"), || {
        shell::run(project.command("rustup").args(["target", "add", TARGET]))
    });
    let Err(error) = by_rustup else { return Ok(None) };
    let Some(system) = apt::System::changeable(project) else {
        bail!(
            "{error:#}\nWith rustup, check the connection and run `rustup target add {TARGET}`; \
             with a distribution's Rust, install its package for {TARGET}"
        );
    };
    println!("  rustup cannot ({error:#}); taking Debian's Rust for WebAssembly instead");
    debian::install(project, &system)?;
    Ok(Some(debian::TOOLCHAIN))
}

fn active_toolchain_has_target(project: &Project) -> bool {
    let sysroot = shell::output(project.command("rustc").args(["--print", "sysroot"]));
    sysroot.is_some_and(|sysroot| target::has_std(Path::new(&sysroot)))
}
