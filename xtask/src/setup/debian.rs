//! Debian's packages, for root and CI.
//!
//! Besides plain installs, this builds a WebAssembly toolchain where rustup's
//! server is out of reach: Debian's own Rust ships the sources of its standard
//! library, so the library is built once and put into that Rust's sysroot.
//! rustup then knows it as [`TOOLCHAIN`]; its own toolchains stay as they are.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result};

use super::wasm_target::{TARGET, has_std};
use crate::project::Project;
use crate::shell;

/// The name under which rustup knows Debian's Rust.
pub(super) const TOOLCHAIN: &str = "wasm-system";

/// Where Debian's Rust lives.
const SYSROOT: &str = "/usr";

/// Written beside the built library: the compiler it was built by. An upgrade
/// of Debian's Rust makes the library unreadable to the new compiler.
const BUILT_BY: &str = "built-by";

/// Whether Debian's Rust is there, linked, and has a library of its own making.
pub(super) fn toolchain_is_ready(project: &Project) -> bool {
    let mut rustc = project.command("rustc");
    let version = shell::output(rustc.env("RUSTUP_TOOLCHAIN", TOOLCHAIN).arg("--version"));
    let built_by = fs::read_to_string(library_folder().join(BUILT_BY)).ok();
    version.is_some() && version == built_by && has_std(Path::new(SYSROOT)).unwrap_or(false)
}

fn library_folder() -> PathBuf {
    Path::new(SYSROOT).join("lib/rustlib").join(TARGET).join("lib")
}

/// A Debian-like system whose packages may be changed.
#[derive(Debug)]
pub(super) struct System {
    is_root: bool,
}

impl System {
    /// The system, if it has apt and this is root, or CI with `sudo`.
    pub(super) fn changeable(project: &Project) -> Option<Self> {
        project.which("apt-get")?;
        let is_root = is_root(project);
        let may_sudo = env::var_os("CI").is_some() && project.which("sudo").is_some();
        (is_root || may_sudo).then_some(Self { is_root })
    }

    /// Installs packages.
    pub(super) fn install(&self, project: &Project, packages: &[&str]) -> Result<()> {
        shell::run(self.command(project, "apt-get").args(["update", "-q"]))?;
        shell::run(
            self.command(project, "apt-get")
                .env("DEBIAN_FRONTEND", "noninteractive")
                .args(["install", "-q", "-y", "--no-install-recommends"])
                .args(packages),
        )
    }

    /// Installs Debian's Rust and builds its standard library for WebAssembly.
    pub(super) fn install_wasm_toolchain(&self, project: &Project) -> Result<()> {
        shell::step("installing Debian's Rust and linker (about a minute)", || {
            self.install(
                project,
                &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy"],
            )?;
            self.install(project, &[&matching_linker(project)?])
        })?;
        shell::step("building Rust's standard library for WebAssembly (about 2 minutes)", || {
            let libraries = build_std(project)?;
            self.put_into_sysroot(project, &libraries)
        })?;
        shell::run(project.command("rustup").args(["toolchain", "link", TOOLCHAIN, SYSROOT]))
    }

    fn put_into_sysroot(&self, project: &Project, libraries: &[PathBuf]) -> Result<()> {
        let folder = library_folder();
        let version = shell::output(Command::new("/usr/bin/rustc").arg("--version"));
        let stamp = project.path("target/wasm-std").join(BUILT_BY);
        fs::write(&stamp, version.context("/usr/bin/rustc does not run")?)?;
        // What an earlier compiler left would clash with the new files.
        shell::run(self.command(project, "rm").arg("-rf").arg(&folder))?;
        shell::run(self.command(project, "mkdir").arg("-p").arg(&folder))?;
        shell::run(self.command(project, "cp").args(libraries).arg(&folder))?;
        shell::run(self.command(project, "cp").args([&stamp, &folder]))
    }

    fn command(&self, project: &Project, program: &str) -> Command {
        if self.is_root {
            return project.command(program);
        }
        let mut command = project.command("sudo");
        command.args(["-n", program]);
        command
    }
}

/// Whether this is the superuser, for whom Chromium's sandbox does not start.
pub(super) fn is_root(project: &Project) -> bool {
    shell::output(project.command("id").arg("-u")).as_deref() == Some("0")
}

/// The package of the linker that fits the LLVM of Debian's Rust.
fn matching_linker(project: &Project) -> Result<String> {
    let depends = shell::output(project.command("apt-cache").args(["depends", "rust-web-llvm"]));
    let depends = depends.context("`apt-cache depends rust-web-llvm` failed")?;
    let llvm = depends.lines().find_map(|line| line.trim().strip_prefix("Depends: llvm-"));
    Ok(format!("lld-{}", llvm.context("rust-web-llvm does not name its LLVM")?))
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

fn debian_first_in_path() -> std::ffi::OsString {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(PathBuf::from("/usr/bin")).chain(env::split_paths(&inherited));
    env::join_paths(folders).unwrap_or(inherited)
}
