//! Where things are, and how programs are started there.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use anyhow::{Context, Result};

/// The checkout.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// Finds the checkout that this `cargo xtask` was started in.
    pub(crate) fn find() -> Result<Self> {
        let xtask = env::var_os("CARGO_MANIFEST_DIR").context("start it as `cargo xtask`")?;
        let root = Path::new(&xtask).parent().context("xtask/ has no parent folder")?;
        Ok(Self { root: root.to_owned() })
    }

    /// A path inside the checkout.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Where tools built for this checkout are installed: inside `target/`,
    /// so that the machine stays as it was.
    pub(crate) fn tools(&self) -> PathBuf {
        self.path("target/tools")
    }

    /// A program, started in the checkout's root with the checkout's own tools
    /// first in `PATH`, and without what `cargo run` adds to the environment.
    pub(crate) fn command(&self, program: &str) -> Command {
        let path = self.search_path();
        // On Windows, npm and its kin are `.cmd` files, which only a full path starts.
        let found = which::which_in(program, Some(&path), &self.root);
        let mut command = Command::new(found.unwrap_or_else(|_| program.into()));
        command.current_dir(&self.root).env("PATH", path).stdin(Stdio::null());
        for (name, _) in env::vars_os() {
            if is_from_cargo_run(&name) {
                command.env_remove(name);
            }
        }
        command
    }

    /// Where a program is, in `PATH` or among the checkout's own tools.
    pub(crate) fn which(&self, program: &str) -> Option<PathBuf> {
        which::which_in(program, Some(self.search_path()), &self.root).ok()
    }

    /// The version of a dependency in `Cargo.lock`.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.path("Cargo.lock");
        let lock = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        version_in_lock(&lock, package).with_context(|| format!("Cargo.lock has no package {package}"))
    }

    fn search_path(&self) -> OsString {
        let own = [self.tools().join("bin"), self.path("node_modules/.bin")];
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = own.into_iter().chain(env::split_paths(&inherited));
        env::join_paths(folders).unwrap_or(inherited)
    }
}

/// Cargo's target folder, wherever cargo was told to put it: this program is
/// in it, as `debug/xtask`.
pub(crate) fn cargo_target() -> Result<PathBuf> {
    let own = env::current_exe().context("cannot tell where xtask is")?;
    own.ancestors().nth(2).map(Path::to_owned).context("xtask is not in cargo's target folder")
}

/// Whether `cargo run` set a variable only to describe xtask to itself.
/// Settings such as `CARGO_HOME` or `CARGO_NET_OFFLINE` are the user's.
fn is_from_cargo_run(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    name == "CARGO" || ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|prefix| name.starts_with(prefix))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    #[test]
    fn the_lock_gives_the_version_of_exactly_that_package() {
        let lock = "[[package]]\nname = \"ab\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"a\"\nversion = \"0.2.1\"\nsource = \"registry\"\n";
        assert_eq!(version_in_lock(lock, "a").as_deref(), Some("0.2.1"));
        assert_eq!(version_in_lock(lock, "b"), None);
    }
}
