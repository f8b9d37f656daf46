//! Python, which only evaluation and training need.
//!
//! Root and CI get it where it is missing; everybody else can do without it,
//! and is told which sections were skipped.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result};

use super::apt;
use crate::project::Project;
use crate::shell;

/// The oldest Python for which `train/requirements.txt` has packages.
const OLDEST: (u32, u32) = (3, 11);

const DEBIAN_PACKAGES: &[&str] = &["python3", "python3-venv"];

/// A Python that is new enough.
#[derive(Debug)]
pub(crate) struct Python {
    /// Its interpreter.
    pub(crate) program: PathBuf,
    /// What it calls itself, such as “Python 3.11.2”.
    pub(crate) version: String,
    /// Whether it can make environments with pip in them, as `train` needs.
    pub(crate) makes_environments: bool,
}

/// Finds Python, or installs it on a Debian-like system if this is root or CI.
pub(super) fn ensure(project: &Project) -> Result<Option<Python>> {
    let found = find(project);
    if found.as_ref().is_some_and(|python| python.makes_environments) {
        return Ok(found);
    }
    let Some(system) = apt::System::changeable(project) else { return Ok(found) };
    shell::step("installing Python", || system.install(project, DEBIAN_PACKAGES))?;
    Ok(find(project))
}

/// What is missing where there is no [`Python`].
pub(crate) fn advice() -> String {
    format!("needs python3, {}.{} or newer", OLDEST.0, OLDEST.1)
}

/// A virtual environment in `target`, with the packages of a
/// `requirements.txt`, each checked against its hash.
pub(crate) struct Environment<'a> {
    python: &'a Python,
    requirements: PathBuf,
    folder: PathBuf,
    /// What it is installed from; it is rebuilt when that changes.
    wanted: String,
}

impl<'a> Environment<'a> {
    /// The environment for the scripts in a folder of the checkout, which may
    /// not be there yet.
    pub(crate) fn of(project: &Project, python: &'a Python, scripts: &str) -> Result<Self> {
        let requirements = project.path(scripts).join("requirements.txt");
        let wanted = fs::read_to_string(&requirements)
            .with_context(|| format!("cannot read {}", requirements.display()))?;
        let wanted = format!("{}\n{wanted}", python.version);
        let folder = project.path(&format!("target/{scripts}-venv"));
        Ok(Self { python, requirements, folder, wanted })
    }

    /// Whether everything is installed.
    pub(crate) fn is_ready(&self) -> bool {
        let installed = fs::read_to_string(self.stamp());
        self.interpreter().exists() && installed.is_ok_and(|installed| installed == self.wanted)
    }

    /// Installs everything, unless it is.
    pub(crate) fn ensure(&self, project: &Project) -> Result<()> {
        if self.is_ready() {
            return Ok(());
        }
        shell::step(&format!("installing packages into {}", self.folder.display()), || {
            let program = self.python.program.to_string_lossy();
            shell::run(project.command(&program).args(["-m", "venv", "--clear"]).arg(&self.folder))?;
            shell::run(
                project
                    .command(&self.interpreter().to_string_lossy())
                    .args(["-m", "pip", "install", "--disable-pip-version-check", "--no-input"])
                    .args(["--progress-bar", "off", "--require-hashes", "-r"])
                    .arg(&self.requirements),
            )
        })?;
        let stamp = self.stamp();
        fs::write(&stamp, &self.wanted).with_context(|| format!("cannot write {}", stamp.display()))
    }

    /// Its own Python.
    pub(crate) fn interpreter(&self) -> PathBuf {
        let programs = self.folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
        programs.join("python").with_extension(env::consts::EXE_EXTENSION)
    }

    /// Written last, so that an interrupted installation is started again.
    fn stamp(&self) -> PathBuf {
        self.folder.join("installed.txt")
    }
}

/// The first Python in `PATH` that is new enough. On Windows it is not called `python3`.
fn find(project: &Project) -> Option<Python> {
    ["python3", "python"].iter().find_map(|name| {
        let version = shell::output(project.command(name).arg("--version"))?;
        is_new_enough(&version).then_some(())?;
        let imports = shell::output(project.command(name).args(["-c", "import ensurepip, venv"]));
        Some(Python { program: project.which(name)?, version, makes_environments: imports.is_some() })
    })
}

fn is_new_enough(version: &str) -> bool {
    let numbers = version.strip_prefix("Python ").unwrap_or_default();
    let mut numbers = numbers.split('.').map(str::parse::<u32>);
    let (Some(Ok(major)), Some(Ok(minor))) = (numbers.next(), numbers.next()) else { return false };
    (major, minor) >= OLDEST
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn versions_are_compared_as_numbers() {
        for version in ["Python 3.11.0", "Python 3.12.2", "Python 3.14.0rc1", "Python 4.0"] {
            assert!(is_new_enough(version), "{version}");
        }
        for version in ["Python 3.10.18", "Python 3.9.18", "Python 2.7.18", "3.11", "Python", ""] {
            assert!(!is_new_enough(version), "{version}");
        }
    }
}
