//! The page as one file, which works from a disk, a USB stick or an e-mail.
//!
//! The style and the script are inline, and the page's policy allows them by
//! their hashes. The worker, the program and the example are inline scripts of
//! a type that browsers treat as data (`www/assets.js` reads them). A page that
//! is opened from a disk may not fetch anything, and this page's policy forbids
//! it as well.

use std::io::Write as _;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use super::page;
use super::sources::Sources;

/// The file's name.
pub(crate) const ONE_FILE: &str = "whosaid.html";

/// The whole page.
pub(super) fn html(sources: &Sources) -> Result<String> {
    let style = inside("style", &sources.style)?;
    let script = without_comment_marks(&sources.script);
    let script = inside("script", &script)?;
    let program = BASE64_STANDARD.encode(gzip(&sources.program)?);
    let data = [
        data("asset-worker", "text/plain", &without_comment_marks(&sources.worker))?,
        data("asset-example", "text/plain", &sources.example)?,
        data("asset-program", "application/gzip", &program)?,
    ];

    let mut html = sources.index.clone();
    for fetched in [page::MODULE_PRELOAD, "<link rel=\"manifest\"", "<link id=\"asset-"] {
        html = page::without_tags(&html, fetched);
    }
    html = page::replace_tag(&html, "<meta http-equiv=\"Content-Security-Policy\"", &policy(style, script))?;
    html = page::replace_tag(&html, "<link rel=\"stylesheet\"", &format!("<style>{style}</style>"))?;
    // At the end of the page, so that there is something to see while the rest loads.
    html = page::replace(&html, "</body>", &format!("{}\n</body>", data.join("\n")))?;
    let old = "<script type=\"module\" src=\"app.js\"></script>";
    page::replace(&html, old, &format!("<script type=\"module\">{script}</script>"))
}

/// The page's own policy, except that nothing may be loaded from anywhere.
fn policy(style: &str, script: &str) -> String {
    let [style, script] = [style, script].map(|code| BASE64_STANDARD.encode(Sha256::digest(code)));
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'sha256-{script}' 'wasm-unsafe-eval'; style-src 'sha256-{style}'; \
         img-src data: blob:; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'\">"
    )
}

/// A minified script without `<!--`, which HTML would take for the start of a
/// comment. It can occur only in a string, a template or a pattern, where
/// `\x3C` means the same as `<`: esbuild drops comments, and puts a space
/// between operators that would look like one.
fn without_comment_marks(script: &str) -> String {
    script.replace("<!--", r"\x3C!--")
}

fn data(id: &str, kind: &str, content: &str) -> Result<String> {
    Ok(format!("<script id=\"{id}\" type=\"{kind}\">{}</script>", inside("script", content)?))
}

/// Checks that a browser reads an element's content as it is written, up to the
/// element's own end tag.
fn inside<'a>(element: &str, content: &'a str) -> Result<&'a str> {
    let lower = content.to_ascii_lowercase();
    for misread in [&format!("</{element}"), "<!--", "\r"] {
        if lower.contains(misread) {
            bail!("{misread:?} cannot stand inside <{element}>, where {ONE_FILE} needs it");
        }
    }
    Ok(content)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).context("cannot compress the program")?;
    encoder.finish().context("cannot compress the program")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_an_element_early_is_an_error() {
        assert!(inside("script", "a < b").is_ok());
        for content in ["a</SCRIPT>", "<!-- a", "a\r\nb"] {
            assert!(inside("script", content).is_err(), "{content}");
        }
        assert!(inside("style", "a</script>").is_ok());
        assert!(inside("script", &without_comment_marks("'<!--'")).is_ok());
    }

    #[test]
    fn the_policy_names_exactly_the_script_and_the_style() {
        let policy = policy("", "a");
        assert!(
            policy.contains("style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"),
            "{policy}"
        );
        assert!(
            policy.contains("script-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"),
            "{policy}"
        );
    }
}
