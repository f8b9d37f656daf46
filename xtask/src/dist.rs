//! The page as it is published, in `dist/`: files for any host and any path.
//!
//! A file's name holds a hash of its content, so that browsers and hosts may
//! keep it forever and never mix versions; only what others must find by name
//! keeps its own. `index.html` is the list of all: the build rewrites addresses
//! there and nowhere else, and `www/assets.js` reads them. [`one_file`] makes
//! the same page as one file that needs no server.

mod one_file;
mod page;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

use crate::project::Project;
use crate::setup::Machine;
use crate::{bundle, shell};

/// The same page as one file.
pub(crate) const ONE_FILE: &str = "whosaid.html";

/// What the manifest names, for systems that install the page.
const ICONS: &[&str] = &["icon.svg", "icon-192.png", "icon-512.png", "icon-maskable.png"];

/// Builds `dist/` and returns where it is.
pub(crate) fn build(project: &Project, machine: &Machine) -> Result<PathBuf> {
    bundle::build(project, machine)?;
    let sources = Sources::read(project)?;
    let mut site = publish(&sources)?;
    let build = format!("--define:globalThis.BUILD={}", site.list());
    let service_worker = esbuild(project, &["www/sw.js", "--format=iife", &build])?;
    site.plain.push(File::new("sw.js", read(&service_worker.join("sw.js"))?));
    site.plain.push(File::new(ONE_FILE, one_file::html(&sources)?));
    // GitHub's Pages would otherwise look for pages to generate.
    site.plain.push(File::new(".nojekyll", ""));
    let folder = project.path("dist");
    site.write(&folder)?;
    println!("dist is built");
    Ok(folder)
}

/// Whether a path's file is named after its content.
pub(crate) fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() == HASH_DIGITS && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// Parts of the page, before they have their published names.
struct Sources {
    index: String,
    manifest: String,
    /// Bundled and minified, as are the worker and the style.
    script: String,
    /// No module: a page from a disk cannot start one.
    worker: String,
    style: String,
    example: String,
    program: Vec<u8>,
    icons: Vec<File>,
}

impl Sources {
    fn read(project: &Project) -> Result<Self> {
        let page = esbuild(project, &["www/app.js", "www/style.css", "--format=esm"])?;
        let worker = esbuild(project, &["www/worker.js", "--format=iife", NO_PLACE_OF_ITS_OWN])?;
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

/// wasm-bindgen's glue would look for the program beside its own module; the
/// worker is given it. So no warning that a plain script knows no such place.
const NO_PLACE_OF_ITS_OWN: &str = "--log-override:empty-import-meta=silent";

/// Bundles and minifies; returns the folder with what came out.
fn esbuild(project: &Project, arguments: &[&str]) -> Result<PathBuf> {
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

struct File {
    name: String,
    content: Vec<u8>,
}

impl File {
    fn new(name: &str, content: impl Into<Vec<u8>>) -> Self {
        Self { name: name.to_owned(), content: content.into() }
    }

    /// The same content under a name that changes with it.
    fn hashed(name: &str, content: impl Into<Vec<u8>>) -> Self {
        let content = content.into();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        Self { name: format!("{stem}-{}.{extension}", hash(&content)), content }
    }
}

/// How much of a hash a name holds: far beyond chance.
const HASH_DIGITS: usize = 16;

/// The first 64 bits of the SHA-256.
fn hash(content: &[u8]) -> String {
    let start = Sha256::digest(content).iter().take(8).fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
    format!("{start:0HASH_DIGITS$x}")
}

/// What is published.
struct Site {
    /// Named after their content.
    hashed: Vec<File>,
    /// Found by name.
    plain: Vec<File>,
}

/// Gives the parts their published names, and the page and its manifest these.
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
    // Progress is told from it: where a server compresses, no header says how much will come.
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
    /// What the service worker keeps, as `www/sw.js` reads it. Pictures are
    /// for whoever installs the page, and come then.
    fn list(&self) -> String {
        let is_kept = |name: &&str| !is_picture(name);
        let hashed: Vec<&str> = self.hashed.iter().map(|file| file.name.as_str()).filter(is_kept).collect();
        // The page is kept under the address that people open.
        let plain: Vec<&str> = self
            .plain
            .iter()
            .map(|file| if file.name == "index.html" { "./" } else { file.name.as_str() })
            .collect();
        let version = self.version();
        // Names are plain ASCII, so Rust writes them as JSON does.
        format!("{{\"version\":{version:?},\"hashed\":{hashed:?},\"plain\":{plain:?}}}")
    }

    /// Changes when any file does: those that are not named after their
    /// content name all that are.
    fn version(&self) -> String {
        let contents: Vec<u8> = self.plain.iter().flat_map(|file| file.content.iter().copied()).collect();
        hash(&contents)
    }

    /// Writes all files into a folder that holds nothing else afterwards. Old
    /// ones go last, because the folder may be on show.
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

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
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
    fn a_name_changes_with_its_content_and_only_then() {
        let [one, same, other] = ["a", "a", "b"].map(|content| File::hashed("app.js", content).name);
        assert_eq!(one, "app-ca978112ca1bbdca.js");
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert!(is_hashed(&format!("/below/{one}")));
        for name in ["/", "/index.html", "/icon-192.png", "/sw.js", "/a-0123456789abcdeg.js"] {
            assert!(!is_hashed(name), "{name}");
        }
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
