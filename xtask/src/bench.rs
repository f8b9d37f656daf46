//! How fast the analyzer is: natively, and in a browser beside another library.
//!
//! Prints figures and judges none: machines differ.

use anyhow::Result;

use crate::project::Project;
use crate::setup::{self, Needs};
use crate::{bundle, serve, shell};

/// Measures and prints.
pub(crate) fn run(project: &Project) -> Result<()> {
    let machine = setup::run(project, Needs::Browser)?;
    bundle::build(project, &machine)?;
    println!("\n═══ natively, one core ═══");
    shell::run(project.command("cargo").args(["run", "--release", "--quiet", "--example", "speed"]))?;
    println!("\n═══ in Chromium ═══");
    serve::visit(project, &machine, ["bench/chromium.js"])
}
