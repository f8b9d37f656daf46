//! Debian's Rust as a WebAssembly toolchain, where rustup's server is out of
//! reach.
//!
//! Debian's Rust ships the sources of its standard library, so the library is
//! built once and put into that Rust's sysroot. rustup then knows it as
//! [`TOOLCHAIN`]; its own toolchains stay as they are.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result};

use super::target::{TARGET, has_std, std_folder};
use crate::project::Project;
use crate::setup::apt::System;
use crate::shell;

/// The name under which rustup knows Debian's Rust.
pub(super) const TOOLCHAIN: &str = "wasm-system";

/// Where Debian's Rust lives.
const SYSROOT: &str = "/usr";

/// Written beside the built library: the version of the compiler that built
/// it. After an upgrade of Debian's Rust the new compiler cannot read it.
const BUILT_BY: &str = "built-by";

/// Whether Debian's Rust is there, linked, and has a library that it built.
pub(super) fn is_ready(project: &Project) -> bool {
    let mut rustc = project.command("rustc");
    let version = shell::output(rustc.env("RUSTUP_TOOLCHAIN", TOOLCHAIN).arg("--version"));
    let built_by = fs::read_to_string(std_folder(Path::new(SYSROOT)).join(BUILT_BY)).ok();
    version.is_some() && version == built_by && has_std(Path::new(SYSROOT))
}

/// Installs Debian's Rust and builds its standard library for WebAssembly.
pub(super) fn install(project: &Project, system: &System) -> Result<()> {
    shell::step("installing Debian's Rust and linker (about a minute)", || {
        system.install(
            project,
            &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy"],
        )?;
        system.install(project, &[&matching_linker(project)?])
    })?;
    shell::step("building Rust's standard library for WebAssembly (about 2 minutes)", || {
        let libraries = build_std(project)?;
        put_into_sysroot(project, system, &libraries)
    })?;
    shell::run(project.command("rustup").args(["toolchain", "link", TOOLCHAIN, SYSROOT]))
}

fn put_into_sysroot(project: &Project, system: &System, libraries: &[PathBuf]) -> Result<()> {
    let folder = std_folder(Path::new(SYSROOT));
    let version = shell::output(Command::new("/usr/bin/rustc").arg("--version"));
    let stamp = project.path("target/wasm-std").join(BUILT_BY);
    fs::write(&stamp, version.context("/usr/bin/rustc does not run")?)?;
    // What an earlier compiler left would clash with the new files.
    shell::run(system.command(project, "rm").arg("-rf").arg(&folder))?;
    shell::run(system.command(project, "mkdir").arg("-p").arg(&folder))?;
    shell::run(system.command(project, "cp").args(libraries).arg(&folder))?;
    shell::run(system.command(project, "cp").args([&stamp, &folder]))
}

/// The package of the linker that fits the LLVM of Debian's Rust.
fn matching_linker(project: &Project) -> Result<String> {
    let depends = shell::output(project.command("apt-cache").args(["depends", "rust-web-llvm"]));
    let depends = depends.context("`apt-cache depends rust-web-llvm` failed")?;
    linker_for(&depends).context("rust-web-llvm does not name its LLVM")
}

/// Reads which LLVM a package depends on.
fn linker_for(depends: &str) -> Option<String> {
    let llvm = depends.lines().find_map(|line| line.trim().strip_prefix("Depends: llvm-"))?;
    Some(format!("lld-{llvm}"))
}

/// Builds the standard library as a dependency of an empty crate; returns its files.
fn build_std(project: &Project) -> Result<Vec<PathBuf>> {
    let folder = project.path("target/wasm-std");
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "#![no_std]\n")?;
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nedition = \"2024\"\n\n\
         [profile.release]\npanic = \"abort\"\n\n[workspace]\n",
    )?;
    shell::run(
        project
            .command("/usr/bin/cargo")
            .current_dir(&folder)
            .env("PATH", debian_first_in_path())
            .env("RUSTC", "/usr/bin/rustc")
            // Lets a stable compiler build its own library.
            .env("RUSTC_BOOTSTRAP", "1")
            // Without bitcode in the library, `lto = true` fails.
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            .args(["build", "--release", "--target", TARGET, "--target-dir"])
            .arg(folder.join("target"))
            .arg("-Zbuild-std=std,panic_abort,proc_macro,test"),
    )?;
    let built = folder.join("target").join(TARGET).join("release/deps");
    let files = fs::read_dir(&built).with_context(|| format!("cannot list {}", built.display()))?;
    let paths = files.flatten().map(|file| file.path());
    Ok(paths.filter(|path| is_library(path)).collect())
}

fn is_library(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.extension() == Some(OsStr::new("rlib")) && !name.starts_with("libempty-")
}

fn debian_first_in_path() -> OsString {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(PathBuf::from("/usr/bin")).chain(env::split_paths(&inherited));
    env::join_paths(folders).unwrap_or(inherited)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_linker_is_as_new_as_the_llvm() {
        let depends = "rust-web-llvm\n  Depends: libc6\n  Depends: llvm-22\n  Suggests: lldb\n";
        assert_eq!(linker_for(depends).as_deref(), Some("lld-22"));
        assert_eq!(linker_for("rust-web-llvm\n  Depends: libc6\n"), None);
    }

    #[test]
    fn libraries_are_all_but_the_empty_crates_own() {
        assert!(is_library(Path::new("deps/libstd-1.rlib")));
        assert!(!is_library(Path::new("deps/libempty-1.rlib")));
        assert!(!is_library(Path::new("deps/std-1.d")));
    }
}
