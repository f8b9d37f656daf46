//! Makes a machine ready, from nothing but git, Rust and Node.
//!
//! Each step looks first and works only if something is missing, so a second
//! run takes a moment. Everything goes into the checkout (`target/tools`,
//! `node_modules`), except Rust's WebAssembly target, which belongs to the
//! toolchain, and Chromium, which the tests need. Packages of the operating
//! system are installed only by root or in CI; anybody else is told what to get.

mod apt;
mod browser;
mod npm;
pub(crate) mod python;
mod tools;
mod wasm;

pub(crate) use browser::Browser;

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::Result;

use crate::project::Project;

/// One thing that a chore needs beside Rust. They are set up in this order,
/// those that fail soonest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// Node and its packages.
    Node,
    /// A browser and its driver.
    Browser,
    /// Python, if it can be had; see [`Machine::python`].
    Python,
    /// A toolchain that compiles for WebAssembly.
    Wasm,
    /// wasm-pack and wasm-bindgen.
    WasmTools,
    /// Checks spelling.
    Typos,
    /// Checks dependencies.
    CargoDeny,
}

/// What builds the page.
pub(crate) const TO_BUILD: &[Need] = &[Need::Node, Need::Wasm, Need::WasmTools];

/// What builds the page and opens it in a browser.
pub(crate) const TO_VISIT: &[Need] = &[Need::Node, Need::Wasm, Need::WasmTools, Need::Browser];

/// A machine that is ready.
#[derive(Debug, Default)]
pub(crate) struct Machine {
    /// The rustup toolchain that builds WebAssembly, if not the active one.
    wasm_toolchain: Option<&'static str>,
    /// There if the chore needs one.
    pub(crate) browser: Option<Browser>,
    /// There if the chore needs one and the machine has it, or could install it.
    pub(crate) python: Option<python::Python>,
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

/// Makes the machine ready for what chores need.
pub(crate) fn run<'a>(project: &Project, needs: impl IntoIterator<Item = &'a Need>) -> Result<Machine> {
    let mut machine = Machine::default();
    for need in BTreeSet::from_iter(needs) {
        match need {
            Need::Node => npm::ensure(project)?,
            Need::Browser => machine.browser = Some(browser::ensure(project)?),
            Need::Python => machine.python = python::ensure(project)?,
            Need::Wasm => machine.wasm_toolchain = wasm::ensure(project)?,
            Need::WasmTools => tools::ensure_wasm_tools(project)?,
            Need::Typos => tools::ensure_typos(project)?,
            Need::CargoDeny => tools::ensure_cargo_deny(project)?,
        }
    }
    Ok(machine)
}
