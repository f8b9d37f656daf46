//! Chromium or Chrome and its driver, for the tests.

use std::env;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::apt;
use crate::project::Project;
use crate::shell;

const BROWSER_NAMES: &[&str] =
    &["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome"];

const BROWSER_PLACES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
];

const DEBIAN_PACKAGES: &[&str] = &["chromium", "chromium-driver", "fonts-liberation"];

/// Without a window, and without calls to anybody's servers.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

const ADVICE: &str = "Linux: install the packages chromium and chromium-driver (Debian) \
     or chromium and chromium-chromedriver (Alpine, Ubuntu);
macOS: brew install --cask google-chrome chromedriver;
Windows: winget install Google.Chrome, and chromedriver.exe of the same version \
     from https://googlechromelabs.github.io/chrome-for-testing in a folder of PATH.
Elsewhere: name them in WHOSAID_CHROMIUM and CHROMEDRIVER.";

/// A browser that tests can drive.
#[derive(Debug)]
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) program: PathBuf,
    /// The chromedriver that fits it.
    pub(crate) driver: PathBuf,
    /// How to start it without a window.
    pub(crate) flags: Vec<&'static str>,
}

impl Browser {
    /// The capabilities that wasm-bindgen's test runner passes on to the driver.
    pub(crate) fn webdriver_json(&self) -> String {
        let mut arguments = String::new();
        for flag in &self.flags {
            let separator = if arguments.is_empty() { "" } else { ", " };
            let _ = write!(arguments, "{separator}{flag:?}");
        }
        let program = self.program.to_string_lossy().replace('\\', "\\\\");
        format!("{{\"goog:chromeOptions\": {{\"binary\": \"{program}\", \"args\": [{arguments}]}}}}\n")
    }
}

/// Finds a browser and its driver, or installs them on a Debian-like system
/// if this is root or CI.
pub(super) fn ensure(project: &Project) -> Result<Browser> {
    if let Some(browser) = find(project) {
        return Ok(browser);
    }
    if let Some(system) = apt::System::changeable(project) {
        shell::step("installing Chromium and its driver for the tests (about a minute)", || {
            system.install(project, DEBIAN_PACKAGES)
        })?;
        if let Some(browser) = find(project) {
            return Ok(browser);
        }
    }
    let program = if find_program(project).is_some() { "" } else { "Chromium or Chrome is missing. " };
    let driver = if find_driver(project).is_some() { "" } else { "Its chromedriver is missing. " };
    bail!("the tests drive a browser. {program}{driver}\n{ADVICE}");
}

fn find(project: &Project) -> Option<Browser> {
    let program = find_program(project)?;
    let driver = find_driver(project)?;
    let mut flags = FLAGS.to_vec();
    // Neither root nor most CI containers can start Chromium's sandbox.
    if apt::is_root(project) || env::var_os("CI").is_some() {
        flags.push("--no-sandbox");
    }
    Some(Browser { program, driver, flags })
}

fn find_program(project: &Project) -> Option<PathBuf> {
    let named = ["WHOSAID_CHROMIUM", "CHROME"].iter().filter_map(env::var_os).map(PathBuf::from);
    let in_path = BROWSER_NAMES.iter().filter_map(|name| project.which(name));
    let elsewhere = BROWSER_PLACES.iter().map(PathBuf::from);
    named.chain(in_path).chain(elsewhere).find(|path| path.is_file())
}

fn find_driver(project: &Project) -> Option<PathBuf> {
    let named = env::var_os("CHROMEDRIVER").map(PathBuf::from);
    // A folder, set on GitHub's runners.
    let in_folder = env::var_os("CHROMEWEBDRIVER").map(|folder| PathBuf::from(folder).join("chromedriver"));
    named.into_iter().chain(in_folder).chain(project.which("chromedriver")).find(|path| path.is_file())
}
