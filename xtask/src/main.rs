//! `cargo xtask`: the project's chores, on any machine with Rust and Node.
//!
//! Every chore first sets the machine up ([`setup`]): it looks for what it
//! needs, installs what is missing, and says so. A second run finds everything
//! in place. [`bundle`] builds the WebAssembly, [`mod@dist`] the page as it is
//! published, [`mod@serve`] shows either, [`mod@test`] runs every check, [`size`]
//! weighs the download, [`mod@bench`] measures speed.

mod bench;
mod bundle;
mod dist;
mod project;
mod serve;
mod setup;
mod shell;
mod size;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use project::Project;
use setup::Needs;

const HELP: &str = "\
cargo xtask serve [--dist] [--port N]
                               build the page and show it on 127.0.0.1 (port 8000 if free);
                               with --dist as it is published
cargo xtask build              build the WebAssembly into www/pkg
cargo xtask dist               build the page for any host into dist, and as one file
cargo xtask bench              how fast the analyzer is, here and in a browser
cargo xtask screenshots        make the pictures in the README anew
cargo xtask test [NAME]...     run every check, or the named ones:";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] | ["help" | "--help" | "-h"] => {
            print_help();
            Ok(())
        }
        ["build"] => build(&Project::find()?),
        ["bench"] => bench::run(&Project::find()?),
        ["dist"] => dist(&Project::find()?).map(drop),
        ["serve", "--dist", port @ ..] => {
            let (port, project) = (port_of(port)?, Project::find()?);
            serve(dist(&project)?, port)
        }
        ["serve", port @ ..] => {
            let (port, project) = (port_of(port)?, Project::find()?);
            build(&project)?;
            serve(project.path("www"), port)
        }
        ["screenshots"] => screenshots(&Project::find()?),
        ["test", names @ ..] => test::run(&Project::find()?, names),
        _ => {
            print_help();
            bail!("`cargo xtask {}` is not one of the above", arguments.join(" "));
        }
    }
}

fn print_help() {
    println!("{HELP}");
    for section in test::SECTIONS {
        println!("    {:<10} {}", section.name, section.title);
    }
}

fn build(project: &Project) -> Result<()> {
    let machine = setup::run(project, Needs::Bundle)?;
    bundle::build(project, &machine)
}

fn dist(project: &Project) -> Result<PathBuf> {
    let machine = setup::run(project, Needs::Bundle)?;
    dist::build(project, &machine)
}

fn screenshots(project: &Project) -> Result<()> {
    let machine = setup::run(project, Needs::Browser)?;
    let dist = dist::build(project, &machine)?;
    serve::visit(project, &machine, &dist, ["docs/screenshots.js"])
}

fn port_of(arguments: &[&str]) -> Result<u16> {
    match arguments {
        [] => Ok(serve::DEFAULT_PORT),
        ["--port", port] => {
            port.parse().with_context(|| format!("--port {port} is not a number from 0 to 65535"))
        }
        _ => bail!("`cargo xtask serve` takes --dist and --port N, not {}", arguments.join(" ")),
    }
}

fn serve(folder: PathBuf, port: u16) -> Result<()> {
    let server = serve::Server::start(folder, port)?;
    println!("\nWhosaid is at {} (Ctrl+C stops it)", server.url());
    server.wait()
}
