//! The parts of the page, before they have their published names.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::file::File;
use crate::project::Project;
use crate::shell;

/// The manifest's icons, for systems that install the page.
const ICONS: &[&str] = &["icon.svg", "icon-192.png", "icon-512.png", "icon-maskable.png"];

/// The parts: what is bundled, and what is read as it is.
pub(super) struct Sources {
    pub(super) index: String,
    pub(super) manifest: String,
    /// Bundled and minified, as are the worker and the style.
    pub(super) script: String,
    /// Not a module: a page that is opened from a disk cannot start one.
    pub(super) worker: String,
    pub(super) style: String,
    pub(super) example: String,
    pub(super) program: Vec<u8>,
    pub(super) icons: Vec<File>,
}

impl Sources {
    pub(super) fn read(project: &Project) -> Result<Self> {
        let page = esbuild(project, &["www/app.js", "www/style.css", "--format=esm"])?;
        let worker = esbuild(project, &["www/worker.js", "--format=iife", NO_IMPORT_META_WARNING])?;
        let www = project.path("www");
        let icons = ICONS.iter().map(|name| Ok(File::new(name, read(&www.join(name))?)));
        Ok(Self {
            index: read_text(&www.join("index.html"))?,
            manifest: read_text(&www.join("manifest.webmanifest"))?,
            script: read_text(&page.join("app.js"))?,
            worker: read_text(&worker.join("worker.js"))?,
            style: read_text(&page.join("style.css"))?,
            example: read_text(&www.join("example.txt"))?,
            program: read(&www.join("pkg/whosaid_bg.wasm"))?,
            icons: icons.collect::<Result<_>>()?,
        })
    }
}

/// wasm-bindgen's glue can load the program from beside its own module, which a
/// plain script has no way to name. The worker is given the program, so esbuild
/// need not warn.
const NO_IMPORT_META_WARNING: &str = "--log-override:empty-import-meta=silent";

/// Bundles and minifies; returns the folder with the results.
pub(super) fn esbuild(project: &Project, arguments: &[&str]) -> Result<PathBuf> {
    let folder = project.path("target/bundled-page");
    shell::run(
        project
            .command("esbuild")
            .args(arguments)
            .args(["--bundle", "--minify", "--charset=utf8", "--log-level=warning"])
            .arg(format!("--outdir={}", folder.display())),
    )?;
    Ok(folder)
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
