//! Runs checks and sums up.
//!
//! All sections run even if one fails; the summary says which did, and which
//! were skipped because something that they need is not here.

mod sections;

pub(crate) use sections::{SECTIONS, Section};

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use self::sections::{Skipped, is_ci};
use crate::project::Project;
use crate::setup::{self, Machine};
use crate::shell;

/// Sets the machine up and runs the named sections, or all.
pub(crate) fn run(project: &Project, names: &[&str]) -> Result<()> {
    let sections = choose(names)?;
    let machine = setup::run(project, sections.iter().flat_map(|section| section.needs))?;
    let start = Instant::now();
    let run = |section: &&Section| {
        let is_named = is_ci() || names.contains(&section.name);
        attempt(section, is_named, project, &machine)
    };
    let outcomes: Vec<Outcome> = sections.iter().map(run).collect();
    println!("\n═══ summary ═══\n{}in {}", summary(&outcomes), shell::seconds(start.elapsed()));
    fail_if_any_did(&outcomes)
}

/// The named sections, or all; with those whose results they look at.
fn choose(names: &[&str]) -> Result<Vec<&'static Section>> {
    if let Some(unknown) = names.iter().find(|name| !SECTIONS.iter().any(|section| section.name == **name)) {
        let known: Vec<&str> = SECTIONS.iter().map(|section| section.name).collect();
        bail!("there is no section {unknown}; choose from {}", known.join(", "));
    }
    let is_named = |section: &Section| names.is_empty() || names.contains(&section.name);
    let is_looked_at = |name| SECTIONS.iter().any(|section| section.after == Some(name) && is_named(section));
    let is_chosen = |section: &&Section| is_named(section) || is_looked_at(section.name);
    Ok(SECTIONS.iter().filter(is_chosen).collect())
}

/// How a section ended.
struct Outcome {
    name: &'static str,
    elapsed: Duration,
    verdict: Verdict,
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Passed,
    /// Why.
    Skipped(String),
    Failed,
}

impl Verdict {
    fn of(result: &Result<()>) -> Self {
        match result {
            Ok(()) => Self::Passed,
            Err(error) => match error.downcast_ref::<Skipped>() {
                Some(Skipped(why)) => Self::Skipped(why.clone()),
                None => Self::Failed,
            },
        }
    }
}

fn attempt(section: &Section, is_named: bool, project: &Project, machine: &Machine) -> Outcome {
    println!("\n═══ {}: {} ═══", section.name, section.title);
    let start = Instant::now();
    let result = match (section.only_if_named)(project, machine) {
        Some(why) if !is_named => Err(Skipped::because(why)),
        _ => (section.run)(project, machine),
    };
    let verdict = Verdict::of(&result);
    if let Err(error) = result {
        let word = if verdict == Verdict::Failed { "FAILED" } else { "skipped" };
        println!("{word} {}: {error:#}", section.name);
    }
    Outcome { name: section.name, elapsed: start.elapsed(), verdict }
}

/// One line for each section.
fn summary(outcomes: &[Outcome]) -> String {
    let line = |outcome: &Outcome| {
        let (word, note) = match &outcome.verdict {
            Verdict::Passed => ("passed", String::new()),
            Verdict::Skipped(why) => ("skipped", format!("  {why}")),
            Verdict::Failed => ("FAILED", String::new()),
        };
        format!("{word:<7}  {:<10} {:>12}{note}\n", outcome.name, shell::seconds(outcome.elapsed))
    };
    outcomes.iter().map(line).collect()
}

fn fail_if_any_did(outcomes: &[Outcome]) -> Result<()> {
    let failed = outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Failed);
    let failed: Vec<&str> = failed.map(|outcome| outcome.name).collect();
    if !failed.is_empty() {
        bail!("failed: {0}. Alone: `cargo xtask test {0}`", failed.join(" "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    fn chosen(names: &[&str]) -> Vec<&'static str> {
        choose(names).unwrap().iter().map(|section| section.name).collect()
    }

    #[test]
    fn no_name_chooses_all() {
        assert_eq!(chosen(&[]).len(), SECTIONS.len());
    }

    #[test]
    fn names_choose_sections_in_the_order_in_which_they_run() {
        assert_eq!(chosen(&["native", "fmt"]), ["fmt", "native"]);
    }

    #[test]
    fn a_section_that_looks_at_another_brings_it_along() {
        assert_eq!(chosen(&["size"]), ["bundle", "size"]);
        assert_eq!(chosen(&["size", "bundle", "types"]), ["bundle", "types", "size"]);
    }

    #[test]
    fn every_section_runs_after_the_one_that_it_looks_at() {
        for (place, section) in SECTIONS.iter().enumerate() {
            let before = &SECTIONS[..place];
            let after = section.after;
            assert!(
                after.is_none_or(|name| before.iter().any(|other| other.name == name)),
                "{}",
                section.name
            );
            assert!(!before.iter().any(|other| other.name == section.name), "{} twice", section.name);
        }
    }

    #[test]
    fn an_unknown_name_is_told_with_the_known_ones() {
        let error = choose(&["fmt", "formatting"]).err().unwrap().to_string();
        assert!(error.starts_with("there is no section formatting; choose from fmt, "), "{error}");
    }

    #[test]
    fn what_is_not_here_is_skipped_and_all_other_errors_fail() {
        assert_eq!(Verdict::of(&Ok(())), Verdict::Passed);
        assert_eq!(Verdict::of(&Err(Skipped::because("no snow"))), Verdict::Skipped("no snow".to_owned()));
        assert_eq!(Verdict::of(&Err(anyhow!("no snow"))), Verdict::Failed);
    }

    #[test]
    fn a_section_that_costs_much_runs_only_if_it_is_named() {
        let section = Section::new("snow", "it snows", &[], |_, _| Ok(()))
            .only_if_named(|_, _| Some("needs a cloud".to_owned()));
        let verdict =
            |is_named| attempt(&section, is_named, &Project::find().unwrap(), &Machine::default()).verdict;
        assert_eq!(verdict(true), Verdict::Passed);
        assert_eq!(verdict(false), Verdict::Skipped("needs a cloud".to_owned()));
    }

    #[test]
    fn the_summary_has_a_line_for_each_section_and_names_what_failed() {
        let outcome = |name, verdict| Outcome { name, elapsed: Duration::from_millis(61_250), verdict };
        let outcomes = [
            outcome("fmt", Verdict::Passed),
            outcome("eval", Verdict::Skipped("needs python3".to_owned())),
            outcome("native", Verdict::Failed),
        ];
        let expected = "passed   fmt           1 min 1 s\n\
                        skipped  eval          1 min 1 s  needs python3\n\
                        FAILED   native        1 min 1 s\n";
        assert_eq!(summary(&outcomes), expected);
        let error = fail_if_any_did(&outcomes).unwrap_err().to_string();
        assert_eq!(error, "failed: native. Alone: `cargo xtask test native`");
        assert!(fail_if_any_did(&outcomes[..2]).is_ok());
    }
}
