//! Debian's packages, for root and CI.

use std::env;
use std::process::Command;

use anyhow::Result;

use crate::project::Project;
use crate::shell;

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

    /// A program that may change the system.
    pub(super) fn command(&self, project: &Project, program: &str) -> Command {
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
