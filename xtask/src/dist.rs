//! The page as it is published, in `dist/`: files for any host and any path.
//!
//! A file's name holds a hash of its content, so that browsers and hosts may
//! keep it forever and never mix versions. Only files that others look up by
//! name keep their names. `index.html` lists all files: the build rewrites
//! addresses there and nowhere else, and `www/assets.js` reads them.
//! [`one_file`] makes the same page as one file that needs no server.

mod file;
mod one_file;
mod page;
mod sources;

pub(crate) use file::is_hashed;
pub(crate) use one_file::ONE_FILE;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use self::file::{File, hash};
use self::sources::{Sources, esbuild, read};
use crate::bundle;
use crate::project::Project;
use crate::setup::Machine;

/// Builds `dist/` and returns where it is.
pub(crate) fn build(project: &Project, machine: &Machine) -> Result<PathBuf> {
    bundle::build(project, machine)?;
    let sources = Sources::read(project)?;
    let mut site = publish(&sources)?;
    let build = format!("--define:globalThis.BUILD={}", site.list());
    let service_worker = esbuild(project, &["www/sw.js", "--format=iife", &build])?;
    site.plain.push(File::new("sw.js", read(&service_worker.join("sw.js"))?));
    site.plain.push(File::new(ONE_FILE, one_file::html(&sources)?));
    // Without it, GitHub Pages would run the folder through Jekyll.
    site.plain.push(File::new(".nojekyll", ""));
    let folder = project.path("dist");
    site.write(&folder)?;
    println!("dist is built");
    Ok(folder)
}

/// What is published.
struct Site {
    /// Named after their content.
    hashed: Vec<File>,
    /// Found by name.
    plain: Vec<File>,
}

/// Gives the parts their published names, and puts these into the page and its manifest.
fn publish(sources: &Sources) -> Result<Site> {
    let script = File::hashed("app.js", sources.script.as_str());
    let worker = File::hashed("worker.js", sources.worker.as_str());
    let style = File::hashed("style.css", sources.style.as_str());
    let example = File::hashed("example.txt", sources.example.as_str());
    let program = File::hashed("whosaid.wasm", sources.program.as_slice());

    let mut index = page::without_tags(&sources.index, page::MODULE_PRELOAD);
    for (source, published) in [
        ("app.js", &script),
        ("worker.js", &worker),
        ("style.css", &style),
        ("example.txt", &example),
        ("pkg/whosaid_bg.wasm", &program),
    ] {
        index = page::replace(&index, &format!("\"{source}\""), &format!("\"{}\"", published.name))?;
    }
    // For the progress bar: where a server compresses, no header tells the size.
    let size = format!("id=\"asset-program\" data-size=\"{}\"", program.content.len());
    index = page::replace(&index, "id=\"asset-program\"", &size)?;
    let manifest_link = "<link rel=\"manifest\" href=\"manifest.webmanifest\">";
    let service_worker = "<link id=\"asset-service-worker\" rel=\"serviceworker\" href=\"sw.js\">";
    index = page::replace(&index, manifest_link, &format!("{manifest_link}\n  {service_worker}"))?;

    let mut manifest = sources.manifest.clone();
    let mut hashed = vec![script, worker, style, example, program];
    for icon in &sources.icons {
        let published = File::hashed(&icon.name, icon.content.as_slice());
        manifest =
            page::replace(&manifest, &format!("\"{}\"", icon.name), &format!("\"{}\"", published.name))?;
        hashed.push(published);
    }
    let plain = vec![File::new("index.html", index), File::new("manifest.webmanifest", manifest)];
    Ok(Site { hashed, plain })
}

impl Site {
    /// What the service worker keeps, as `www/sw.js` reads it. Icons are left
    /// out: only systems that install the page fetch them.
    fn list(&self) -> String {
        let is_kept = |name: &&str| !is_picture(name);
        let hashed: Vec<&str> = self.hashed.iter().map(|file| file.name.as_str()).filter(is_kept).collect();
        // The page is kept under the address at which people open it.
        let plain: Vec<&str> = self
            .plain
            .iter()
            .map(|file| if file.name == "index.html" { "./" } else { file.name.as_str() })
            .collect();
        let version = self.version();
        // Names are plain ASCII, so Rust writes them as JSON does.
        format!("{{\"version\":{version:?},\"hashed\":{hashed:?},\"plain\":{plain:?}}}")
    }

    /// Changes when any file does. The plain files are enough to look at,
    /// because they name all hashed ones.
    fn version(&self) -> String {
        let contents: Vec<u8> = self.plain.iter().flat_map(|file| file.content.iter().copied()).collect();
        hash(&contents)
    }

    /// Writes all files into a folder, and then removes everything else from it:
    /// in this order, because the folder may be being served.
    fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        for file in self.hashed.iter().chain(&self.plain) {
            let path = folder.join(&file.name);
            fs::write(&path, &file.content).with_context(|| format!("cannot write {}", path.display()))?;
        }
        let is_ours = |name: &str| self.hashed.iter().chain(&self.plain).any(|file| file.name == name);
        for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let path = entry?.path();
            if !path.file_name().and_then(OsStr::to_str).is_some_and(is_ours) {
                fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
            }
        }
        Ok(())
    }
}

fn is_picture(name: &str) -> bool {
    let extension = Path::new(name).extension();
    extension.is_some_and(|extension| extension == "png" || extension == "svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> Sources {
        Sources {
            index: "<head>\n\
                <link rel=\"stylesheet\" href=\"style.css\">\n\
                <link rel=\"manifest\" href=\"manifest.webmanifest\">\n\
                <link id=\"asset-program\" href=\"pkg/whosaid_bg.wasm\">\n\
                <link id=\"asset-worker\" href=\"worker.js\">\n\
                <link id=\"asset-example\" href=\"example.txt\">\n\
                <link rel=\"modulepreload\" href=\"dom.js\">\n\
                <script type=\"module\" src=\"app.js\"></script>\n\
                </head>"
                .to_owned(),
            manifest: "{ \"src\": \"icon.svg\" }".to_owned(),
            script: "app()".to_owned(),
            worker: "work()".to_owned(),
            style: "a{}".to_owned(),
            example: "It rains.".to_owned(),
            program: b"\0asm".to_vec(),
            icons: vec![File::new("icon.svg", "<svg/>")],
        }
    }

    fn text<'a>(site: &'a Site, name: &str) -> &'a str {
        let file = site.plain.iter().find(|file| file.name == name).unwrap();
        std::str::from_utf8(&file.content).unwrap()
    }

    #[test]
    fn the_page_and_the_manifest_name_published_files_only() {
        let site = publish(&sources()).unwrap();
        let index = text(&site, "index.html");
        for file in &site.hashed {
            let owner = if is_picture(&file.name) { text(&site, "manifest.webmanifest") } else { index };
            assert!(owner.contains(&format!("\"{}\"", file.name)), "{} in {owner}", file.name);
        }
        assert!(index.contains("id=\"asset-program\" data-size=\"4\""), "{index}");
        assert!(!index.contains("modulepreload"), "{index}");
        assert!(index.contains("href=\"sw.js\""), "{index}");
    }

    #[test]
    fn the_service_worker_keeps_the_page_and_changes_with_it() {
        let before = publish(&sources()).unwrap().list();
        assert!(before.ends_with("\"plain\":[\"./\", \"manifest.webmanifest\"]}"), "{before}");
        assert!(!before.contains("icon"), "{before}");
        let after = publish(&Sources { example: "It snows.".to_owned(), ..sources() }).unwrap();
        assert_ne!(before.split(',').next(), after.list().split(',').next(), "the version");
    }
}
