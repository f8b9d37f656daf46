//! Every check of the project, one section each.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fmt, fs};

use anyhow::{Context, Error, Result, bail};

use crate::project::{self, Project};
use crate::setup::python::{self, Environment, Python};
use crate::setup::{self, Machine, Need};
use crate::{bundle, dist, serve, shell, size};

/// One check.
pub(crate) struct Section {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// What it checks.
    pub(crate) title: &'static str,
    /// What it needs beside Rust.
    pub(super) needs: &'static [Need],
    /// The section whose results it checks.
    pub(super) after: Option<&'static str>,
    /// Why it runs only where somebody named it, or in CI; nothing for most.
    pub(super) only_if_named: fn(&Project, &Machine) -> Option<String>,
    /// Does it; [`Skipped`] if that cannot be done here.
    pub(super) run: fn(&Project, &Machine) -> Result<()>,
}

impl Section {
    pub(super) const fn new(
        name: &'static str,
        title: &'static str,
        needs: &'static [Need],
        run: fn(&Project, &Machine) -> Result<()>,
    ) -> Self {
        Self { name, title, needs, after: None, only_if_named: |_, _| None, run }
    }

    const fn after(self, name: &'static str) -> Self {
        Self { after: Some(name), ..self }
    }

    pub(super) const fn only_if_named(self, because: fn(&Project, &Machine) -> Option<String>) -> Self {
        Self { only_if_named: because, ..self }
    }
}

/// The checks in the order in which they run, quick ones first.
pub(crate) const SECTIONS: &[Section] = &[
    Section::new("fmt", "Rust is formatted", &[], fmt),
    Section::new("typos", "words are spelled right", &[Need::Typos], typos),
    Section::new("lint", "the JavaScript and CSS are formatted and linted", &[Need::Node], lint),
    Section::new("deny", "dependencies have known licences and origins", &[Need::CargoDeny], deny),
    Section::new("advisories", "dependencies have no known faults", &[Need::CargoDeny], advisories),
    Section::new("clippy", "Clippy is content", &[Need::Wasm], clippy),
    Section::new("native", "the crate's tests on this machine", &[], native),
    Section::new("doc", "the documentation builds", &[], doc),
    Section::new("eval", "the scorers' tests, our articles and the floors", &[Need::Python], eval),
    Section::new("bundle", "the WebAssembly builds", setup::TO_BUILD, bundle::build),
    Section::new("wasm", "the boundary, in a browser", setup::TO_VISIT, wasm),
    Section::new("types", "the JavaScript fits its types", setup::TO_BUILD, types).after("bundle"),
    Section::new("page", "the page, in a browser", setup::TO_VISIT, page).after("bundle"),
    Section::new("size", "the download is within its budget", setup::TO_BUILD, size).after("bundle"),
    Section::new("train", "the trainer's tests, and a training in small", &[Need::Python], train)
        .only_if_named(train_is_large),
];

/// Says that a section cannot run here, and why; that is no failure.
#[derive(Debug)]
pub(super) struct Skipped(pub(super) String);

impl Skipped {
    pub(super) fn because(why: impl Into<String>) -> Error {
        Error::new(Self(why.into()))
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Skipped {}

fn fmt(project: &Project, _: &Machine) -> Result<()> {
    shell::run(project.command("cargo").args(["fmt", "--all", "--check"]))
}

fn typos(project: &Project, _: &Machine) -> Result<()> {
    shell::run(&mut project.command("typos"))
}

fn lint(project: &Project, _: &Machine) -> Result<()> {
    shell::run(project.command("biome").args(["ci", "--error-on-warnings"]))
}

fn deny(project: &Project, _: &Machine) -> Result<()> {
    cargo_deny(project, &["check", "bans", "licenses", "sources"])
}

fn advisories(project: &Project, _: &Machine) -> Result<()> {
    if cargo_deny(project, &["fetch", "db"]).is_err() {
        return Err(Skipped::because("the RustSec database could not be fetched; cargo-deny says why above"));
    }
    cargo_deny(project, &["check", "advisories"])
}

fn cargo_deny(project: &Project, arguments: &[&str]) -> Result<()> {
    shell::run(project.command("cargo-deny").args(["--workspace", "--locked"]).args(arguments))
}

fn clippy(project: &Project, machine: &Machine) -> Result<()> {
    let deny_warnings = ["--", "-D", "warnings"];
    let native = shell::run(
        project.command("cargo").args(["clippy", "--workspace", "--all-targets"]).args(deny_warnings),
    );
    let wasm = shell::run(
        machine
            .wasm_command(project, "cargo")
            .args(["clippy", "--lib", "--tests", "--no-default-features"])
            .args(["--target", "wasm32-unknown-unknown"])
            .args(deny_warnings),
    );
    native.and(wasm)
}

fn native(project: &Project, _: &Machine) -> Result<()> {
    shell::run(project.command("cargo").args(["test", "--workspace", "--no-fail-fast"]))
}

fn doc(project: &Project, _: &Machine) -> Result<()> {
    shell::run(project.command("cargo").env("RUSTDOCFLAGS", "-D warnings").args([
        "doc",
        "--workspace",
        "--no-deps",
    ]))
}

fn eval(project: &Project, machine: &Machine) -> Result<()> {
    let python = require_python(machine)?;
    shell::run(project.command("cargo").args(["build", "--release"]))?;
    let whosaid = project::cargo_target()?.join(format!("release/whosaid{EXE_SUFFIX}"));
    let tests = run_python(project, &python.program, ["-m", "unittest", "discover", "-s", "eval"]);
    let articles = run_python(project, &python.program, ["eval/gold.py", "eval/gold", "--check"]);
    let floors = run_python(project, &python.program, ["eval/check.py".as_ref(), whosaid.as_os_str()]);
    tests.and(articles).and(floors)
}

fn wasm(project: &Project, machine: &Machine) -> Result<()> {
    let browser = machine.browser.as_ref().context("no browser was set up")?;
    // `.cargo/config.toml` names wasm-bindgen's test runner, which reads from a
    // file what differs by machine: the browser's path and flags.
    let settings = project.path("target/webdriver.json");
    fs::write(&settings, browser.webdriver_json())?;
    shell::run(
        machine
            .wasm_command(project, "cargo")
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
            .env("CHROMEDRIVER", &browser.driver)
            .args(["test", "--no-default-features", "--test", "browser"])
            .args(["--target", "wasm32-unknown-unknown"]),
    )
}

fn types(project: &Project, _: &Machine) -> Result<()> {
    let worlds = ["tsconfig.json", "tsconfig.sw.json", "tests/page/tsconfig.json"];
    let results = worlds.map(|world| shell::run(project.command("tsc").args(["--project", world])));
    results.into_iter().collect()
}

fn page(project: &Project, machine: &Machine) -> Result<()> {
    let mut arguments: Vec<OsString> = vec!["--test".into(), "--test-reporter=spec".into()];
    arguments.extend(page_tests(&project.path("tests/page"))?.into_iter().map(OsString::from));
    serve::visit(project, machine, &dist::build(project, machine)?, arguments)
}

/// Named one by one, because not every Node expands a pattern.
fn page_tests(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut tests: Vec<_> = files.flatten().map(|file| file.path()).collect();
    tests.retain(|path| path.to_string_lossy().ends_with(".test.js"));
    tests.sort();
    if tests.is_empty() {
        bail!("{} has no *.test.js", folder.display());
    }
    Ok(tests)
}

fn size(project: &Project, machine: &Machine) -> Result<()> {
    size::check(&dist::build(project, machine)?)
}

/// The examples that the trainer runs.
const TRAINERS_EXAMPLES: &[&str] = &["features", "tone", "pronouns"];

fn train(project: &Project, machine: &Machine) -> Result<()> {
    let python = require_python(machine)?;
    if !python.makes_environments {
        return Err(missing_python("needs python3 with venv and pip (Debian: python3-venv)".to_owned()));
    }
    let environment = Environment::of(project, python, "train")?;
    environment.ensure(project)?;
    let examples = TRAINERS_EXAMPLES.iter().flat_map(|name| ["--example", name]);
    shell::run(project.command("cargo").args(["build", "--release"]).args(examples))?;
    let folder = project::cargo_target()?.join("release/examples");
    let programs = TRAINERS_EXAMPLES.iter().map(|name| folder.join(format!("{name}{EXE_SUFFIX}")));
    let interpreter = environment.interpreter();
    let tests = run_python(project, &interpreter, ["-m", "unittest", "discover", "-s", "train"]);
    let smoke = std::iter::once("train/smoke.py".into()).chain(programs);
    tests.and(run_python(project, &interpreter, smoke))
}

/// Says what `train` would download, if it would.
fn train_is_large(project: &Project, machine: &Machine) -> Option<String> {
    let environment = Environment::of(project, machine.python.as_ref()?, "train").ok()?;
    let what = "would download PyTorch, up to 3 GB; `cargo xtask test train` does";
    (!environment.is_ready()).then(|| what.to_owned())
}

/// Python, which CI must have and others may lack.
fn require_python(machine: &Machine) -> Result<&Python> {
    machine.python.as_ref().ok_or_else(|| missing_python(python::advice()))
}

fn missing_python(what: String) -> Error {
    if is_ci() { Error::msg(what) } else { Skipped::because(what) }
}

/// Whether this is CI, where nothing is left out that can be had.
pub(super) fn is_ci() -> bool {
    env::var_os("CI").is_some()
}

/// Runs Python without leaving compiled files beside the scripts.
fn run_python<S: AsRef<std::ffi::OsStr>>(
    project: &Project,
    python: &Path,
    arguments: impl IntoIterator<Item = S>,
) -> Result<()> {
    let mut command = project.command(&python.to_string_lossy());
    shell::run(command.env("PYTHONDONTWRITEBYTECODE", "1").args(arguments))
}
