//! Who said what in a news article, and in what tone.
//!
//! [`analyze`] takes an article and returns a [`Report`]: the tone of every
//! paragraph, and the attributions (direct quotes, reported speech, mixtures)
//! with the speaker of each. It is pure: the same text gives the same report
//! on every machine, and nothing is read or written.
//!
//! An article walks through the crate once: [`text`] cuts it, with what the
//! [`lexicon`] knows of its words, [`quotes`] finds attributions, [`people`]
//! names their speakers, [`tone`] weighs the words, [`report`] is what comes
//! out. An [`Analyzer`] owns what they need.
//!
//! ```
//! let article = "“We left,” said Ann Lee. She added that it rained.";
//! let report = whosaid::analyze(article);
//! let names: Vec<&str> = report.speakers.iter().map(|s| s.name.as_str()).collect();
//! assert_eq!(names, ["Ann Lee"]);
//! assert_eq!(report.quotes.len(), 2);
//! ```

mod analyzer;
mod files;
pub mod lexicon;
pub mod model;
#[cfg(any(test, target_arch = "wasm32"))]
mod pack;
pub mod people;
pub mod quotes;
pub mod report;
pub mod text;
pub mod tone;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

use std::sync::LazyLock;

pub use analyzer::{Analyzer, Error, Weights};
pub use report::Report;

/// The analyzer of those who do not want one of their own.
static SHARED: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);

/// Loads the networks and tables that [`analyze`] uses, which the first article
/// would otherwise wait for.
pub fn load() {
    LazyLock::force(&SHARED);
}

/// Analyses an article with the networks that this crate carries.
///
/// Any text is fine: what cannot be read gives a report with a
/// [notice](Report::notice). Spans count UTF-8 bytes of `article`. Takes about
/// 30 ms for 1,000 words, in line with the length.
#[must_use]
pub fn analyze(article: &str) -> Report {
    SHARED.analyze(article)
}

/// [`analyze`], telling `progress` how much is done: numbers from 0 to 1 that
/// never fall, in line with the time that is spent.
pub fn analyze_observed(article: &str, progress: &mut dyn FnMut(f64)) -> Report {
    SHARED.analyze_observed(article, progress)
}
