//! How fast the analyzer is: natively, and in a browser beside another library.
//!
//! Prints figures and judges none: machines differ.

use anyhow::{Context, Result};

use crate::project::Project;
use crate::setup::{self, Needs};
use crate::{bundle, serve, shell};

/// Measures and prints.
pub(crate) fn run(project: &Project) -> Result<()> {
    let machine = setup::run(project, Needs::Browser)?;
    let browser = machine.browser.as_ref().context("no browser was set up")?;
    bundle::build(project, &machine)?;
    println!("\n═══ natively, one core ═══");
    shell::run(project.command("cargo").args(["run", "--release", "--quiet", "--example", "speed"]))?;
    println!("\n═══ in Chromium ═══");
    let server = serve::Server::start(project.path("www"), 0)?;
    shell::run(
        project
            .command("node")
            .env("WHOSAID_URL", server.url())
            .env("WHOSAID_CHROMIUM", &browser.program)
            .env("WHOSAID_CHROMIUM_FLAGS", browser.flags.join(" "))
            .arg("bench/chromium.js"),
    )
}
