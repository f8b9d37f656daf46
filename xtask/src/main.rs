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

/// What can be asked for. A new chore is a line here and a function below.
struct Chore {
    name: &'static str,
    /// What may follow the name, as the help shows it.
    arguments: &'static str,
    /// What it does.
    title: &'static str,
    run: fn(&Project, &[&str]) -> Result<()>,
}

#[rustfmt::skip]
const CHORES: &[Chore] = &[
    Chore { name: "serve", arguments: "[--dist] [--port N]", run: serve,
        title: "build the page and show it on 127.0.0.1 (port 8000 if free);\n\
                with --dist, as it is published" },
    Chore { name: "build", arguments: "", run: build,
        title: "build the WebAssembly into www/pkg" },
    Chore { name: "dist", arguments: "", run: dist,
        title: "build the page for any host into dist, and as one file" },
    Chore { name: "bench", arguments: "", run: bench,
        title: "how fast the analyzer is, here and in a browser" },
    Chore { name: "screenshots", arguments: "", run: screenshots,
        title: "take the pictures in the README again" },
    Chore { name: "lexicon", arguments: "FOLDER", run: lexicon,
        title: "count in a folder's .txt and .jsonl texts which words of the\n\
                lexicon they have, and which never" },
    Chore { name: "test", arguments: "[NAME]...", run: test::run,
        title: "run every check, or the named ones (listed below)" },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<()> {
    let (name, rest) = match arguments {
        [] | ["help" | "--help" | "-h"] => {
            print!("{}", help());
            return Ok(());
        }
        [name, rest @ ..] => (name, rest),
    };
    let Some(chore) = CHORES.iter().find(|chore| chore.name == *name) else {
        bail!("`cargo xtask` has no chore {name}; `cargo xtask` alone lists those it has");
    };
    if chore.arguments.is_empty() && !rest.is_empty() {
        bail!("`cargo xtask {name}` takes nothing more, not {}", rest.join(" "));
    }
    (chore.run)(&Project::find()?, rest)
}

fn help() -> String {
    // Titles stand in a column of their own, further lines below the first.
    let chore = |chore: &Chore| {
        let usage = format!("cargo xtask {} {}", chore.name, chore.arguments);
        format!("{usage:<38} {}\n", chore.title.replace('\n', &format!("\n{:<39}", "")))
    };
    let section = |section: &test::Section| format!("    {:<10} {}\n", section.name, section.title);
    CHORES.iter().map(chore).chain(test::SECTIONS.iter().map(section)).collect()
}

fn build(project: &Project, _: &[&str]) -> Result<()> {
    let machine = setup::run(project, setup::TO_BUILD)?;
    bundle::build(project, &machine)
}

fn dist(project: &Project, _: &[&str]) -> Result<()> {
    build_dist(project).map(drop)
}

fn build_dist(project: &Project) -> Result<PathBuf> {
    let machine = setup::run(project, setup::TO_BUILD)?;
    dist::build(project, &machine)
}

fn bench(project: &Project, _: &[&str]) -> Result<()> {
    bench::run(project)
}

fn screenshots(project: &Project, _: &[&str]) -> Result<()> {
    let machine = setup::run(project, setup::TO_VISIT)?;
    let dist = dist::build(project, &machine)?;
    serve::visit(project, &machine, &dist, ["docs/screenshots.js"])
}

fn serve(project: &Project, arguments: &[&str]) -> Result<()> {
    let (is_dist, rest) = match arguments {
        ["--dist", rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let port = port_of(rest)?;
    let folder = if is_dist {
        build_dist(project)?
    } else {
        build(project, &[])?;
        project.path("www")
    };
    let server = serve::Server::start(folder, port)?;
    println!("\nWhosaid is at {} (Ctrl+C stops it)", server.url());
    server.wait()
}

fn lexicon(project: &Project, arguments: &[&str]) -> Result<()> {
    let [folder] = arguments else { bail!("`cargo xtask lexicon` takes one folder") };
    let folder = std::path::absolute(folder)?;
    let mut count = project.command("cargo");
    count.args(["run", "--release", "--quiet", "--example", "lexicon", "--"]).arg(folder);
    shell::run(&mut count)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_a_number_that_ports_may_have() {
        assert_eq!(port_of(&[]).unwrap(), serve::DEFAULT_PORT);
        assert_eq!(port_of(&["--port", "0"]).unwrap(), 0);
        assert_eq!(port_of(&["--port", "65535"]).unwrap(), u16::MAX);
        for wrong in [&["--port", "65536"][..], &["--port", "-1"], &["--port", "x"], &["--port"], &["8000"]] {
            assert!(port_of(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_help_names_every_chore_and_every_section() {
        let help = help();
        for chore in CHORES {
            assert!(help.contains(&format!("cargo xtask {} ", chore.name)), "{}", chore.name);
        }
        for section in test::SECTIONS {
            assert!(help.contains(section.title), "{}", section.name);
        }
    }

    #[test]
    fn what_is_no_chore_is_an_error_that_says_so() {
        let error = |arguments: &[&str]| run(arguments).unwrap_err().to_string();
        assert!(error(&["tests"]).contains("no chore tests"));
        assert!(error(&["dist", "--port", "1"]).contains("takes nothing more, not --port 1"));
    }
}
