//! How fast the analyzer is: natively, in a browser beside another library, and
//! on a phone that opens the page for the first time.
//!
//! Prints figures and sets no limits, because machines differ.

use anyhow::Result;

use crate::project::Project;
use crate::setup;
use crate::{dist, serve, shell};

/// Measures and prints.
pub(crate) fn run(project: &Project) -> Result<()> {
    let machine = setup::run(project, setup::TO_VISIT)?;
    let dist = dist::build(project, &machine)?;
    println!("\n═══ natively, one core ═══");
    shell::run(project.command("cargo").args(["run", "--release", "--quiet", "--example", "speed"]))?;
    println!("\n═══ in Chromium ═══");
    serve::visit(project, &machine, &project.path("www"), ["bench/chromium.js"])?;
    println!("\n═══ the page as published, on a slow phone ═══");
    serve::visit(project, &machine, &dist, ["bench/phone.js"])
}
