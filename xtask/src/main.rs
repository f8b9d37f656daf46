//! `cargo xtask`: the project's chores, on any machine with Rust and Node.
//!
//! Every chore first sets the machine up ([`setup`]): it looks for what it
//! needs, installs what is missing, and says so. A second run finds everything
//! in place. [`bundle`] builds the WebAssembly, [`mod@serve`] shows the page,
//! [`mod@test`] runs every check, [`size`] weighs the download, [`mod@bench`]
//! measures speed.

mod bench;
mod bundle;
mod project;
mod serve;
mod setup;
mod shell;
mod size;
mod test;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use project::Project;
use setup::Needs;

const HELP: &str = "\
cargo xtask serve [--port N]   build the page and show it on 127.0.0.1 (port 8000 if free)
cargo xtask build              build the WebAssembly into www/pkg
cargo xtask bench              how fast the analyzer is, here and in a browser
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
        ["serve"] => serve(&Project::find()?, serve::DEFAULT_PORT),
        ["serve", "--port", port] => {
            let port =
                port.parse().with_context(|| format!("--port {port} is not a number from 0 to 65535"))?;
            serve(&Project::find()?, port)
        }
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

fn serve(project: &Project, port: u16) -> Result<()> {
    build(project)?;
    let server = serve::Server::start(project.path("www"), port)?;
    println!("\nWhosaid is at {} (Ctrl+C stops it)", server.url());
    server.wait()
}
