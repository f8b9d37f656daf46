//! Every check of the project, one section each.
//!
//! All sections run even if one fails; the summary says which did.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::setup::{self, Machine, Needs};
use crate::{bundle, dist, serve, shell, size};

/// One check.
pub(crate) struct Section {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// What it checks.
    pub(crate) title: &'static str,
    needs: Needs,
    run: fn(&Project, &Machine) -> Result<()>,
}

/// The checks in the order in which they run, quick ones first.
pub(crate) const SECTIONS: &[Section] = &[
    Section { name: "fmt", title: "Rust is formatted", needs: Needs::Cargo, run: fmt },
    Section { name: "clippy", title: "Clippy is content", needs: Needs::Bundle, run: clippy },
    Section { name: "native", title: "the crate's tests on this machine", needs: Needs::Cargo, run: native },
    Section { name: "doc", title: "the documentation builds", needs: Needs::Cargo, run: doc },
    Section { name: "bundle", title: "the WebAssembly builds", needs: Needs::Bundle, run: bundle::build },
    Section { name: "wasm", title: "the boundary, in a browser", needs: Needs::Browser, run: wasm },
    Section { name: "types", title: "the JavaScript fits its types", needs: Needs::Bundle, run: types },
    Section { name: "page", title: "the page, in a browser", needs: Needs::Browser, run: page },
    Section { name: "size", title: "the download is within its budget", needs: Needs::Bundle, run: size },
];

/// Sections that look at what [`bundle::build`] makes.
const AFTER_BUNDLE: &[&str] = &["types", "page", "size"];

/// Sets the machine up and runs the named sections, or all.
pub(crate) fn run(project: &Project, names: &[&str]) -> Result<()> {
    let sections = choose(names)?;
    let needs = sections.iter().map(|section| section.needs).max().unwrap_or(Needs::Cargo);
    let machine = setup::run(project, needs)?;
    let start = Instant::now();
    let outcomes: Vec<Outcome> = sections.iter().map(|section| attempt(section, project, &machine)).collect();
    summarize(&outcomes, start.elapsed())
}

/// The named sections, or all; with what they look at.
fn choose(names: &[&str]) -> Result<Vec<&'static Section>> {
    if let Some(unknown) = names.iter().find(|name| !SECTIONS.iter().any(|section| section.name == **name)) {
        let known: Vec<&str> = SECTIONS.iter().map(|section| section.name).collect();
        bail!("there is no section {unknown}; choose from {}", known.join(", "));
    }
    let needs_bundle = names.iter().any(|name| AFTER_BUNDLE.contains(name));
    let is_chosen = |section: &&Section| {
        names.is_empty() || names.contains(&section.name) || (section.name == "bundle" && needs_bundle)
    };
    Ok(SECTIONS.iter().filter(is_chosen).collect())
}

struct Outcome {
    name: &'static str,
    elapsed: Duration,
    passed: bool,
}

fn attempt(section: &Section, project: &Project, machine: &Machine) -> Outcome {
    println!("\n═══ {}: {} ═══", section.name, section.title);
    let start = Instant::now();
    let result = (section.run)(project, machine);
    if let Err(error) = &result {
        println!("FAILED {}: {error:#}", section.name);
    }
    Outcome { name: section.name, elapsed: start.elapsed(), passed: result.is_ok() }
}

fn summarize(outcomes: &[Outcome], elapsed: Duration) -> Result<()> {
    println!("\n═══ summary ═══");
    for outcome in outcomes {
        let word = if outcome.passed { "passed" } else { "FAILED" };
        println!("{word}  {:<8} {:>12}", outcome.name, shell::seconds(outcome.elapsed));
    }
    println!("in {}", shell::seconds(elapsed));
    let failed: Vec<&str> =
        outcomes.iter().filter(|outcome| !outcome.passed).map(|outcome| outcome.name).collect();
    if !failed.is_empty() {
        bail!("failed: {0}. Alone: `cargo xtask test {0}`", failed.join(" "));
    }
    Ok(())
}

fn fmt(project: &Project, _: &Machine) -> Result<()> {
    shell::run(project.command("cargo").args(["fmt", "--all", "--check"]))
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
fn page_tests(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
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
