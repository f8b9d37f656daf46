//! Makes a machine ready, from nothing but git, Rust and Node.
//!
//! Each step looks first and works only if something is missing, so a second
//! run takes a moment. Everything goes into the checkout (`target/tools`,
//! `node_modules`), except Rust's WebAssembly target, which belongs to the
//! toolchain, and Chromium, which the tests need. Packages of the operating
//! system are installed only by root or in CI; anybody else is told what to get.

mod browser;
mod debian;
mod npm;
mod tools;
mod wasm_target;

pub(crate) use browser::Browser;

use std::process::Command;

use anyhow::Result;

use crate::project::Project;

/// How much of a machine a chore needs; each includes the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Needs {
    /// Rust alone.
    Cargo,
    /// What builds the page.
    Bundle,
    /// What tests the page: a browser and its driver.
    Browser,
}

/// A machine that is ready.
#[derive(Debug, Default)]
pub(crate) struct Machine {
    /// The rustup toolchain that builds WebAssembly, if not the active one.
    wasm_toolchain: Option<&'static str>,
    /// There if the chore needs one.
    pub(crate) browser: Option<Browser>,
}

impl Machine {
    /// A program that compiles for WebAssembly, or starts the compiler that does.
    pub(crate) fn wasm_command(&self, project: &Project, program: &str) -> Command {
        let mut command = project.command(program);
        if let Some(toolchain) = self.wasm_toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        command
    }
}

/// Makes the machine ready for what a chore needs.
pub(crate) fn run(project: &Project, needs: Needs) -> Result<Machine> {
    let mut machine = Machine::default();
    if needs >= Needs::Bundle {
        machine.wasm_toolchain = wasm_target::ensure(project)?;
        npm::ensure(project)?;
        tools::ensure(project)?;
    }
    if needs >= Needs::Browser {
        machine.browser = Some(browser::ensure(project)?);
    }
    Ok(machine)
}
