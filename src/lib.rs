//! Who said what in a news article, and in what tone.
//!
//! [`analyze`] takes the text of an article and returns a [`Report`]: the tone
//! of every paragraph, and the attributions (direct quotes, reported speech and
//! mixtures of the two) with the speaker of each. It is a pure function: the same
//! text gives the same report on every machine, and nothing is read from or
//! written to files or the network.
//!
//! An article passes through the crate once. [`text`] splits it into paragraphs,
//! sentences and tokens, and looks up each word in the [`lexicon`]. The network
//! in [`model`] scores the tokens, and [`quotes`] finds the attributions by these
//! scores. [`people`] resolves who the speakers are, [`tone`] weighs the words,
//! and [`report`] puts the results together. An [`Analyzer`] owns the networks and
//! the lexicon, and can run each stage by itself.
//!
//! ```
//! let article = "“We left,” said Ann Lee. She added that it rained.";
//! let report = whosaid::analyze(article);
//! let names: Vec<&str> = report.speakers.iter().map(|s| s.name.as_str()).collect();
//! assert_eq!(names, ["Ann Lee"]);
//! assert_eq!(report.quotes.len(), 2);
//! ```

mod analyzer;
mod error;
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

pub use analyzer::{Analyzer, Weights};
pub use error::Error;
pub use report::Report;

/// The analyzer that [`analyze`] uses.
static SHARED: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);

/// Loads the networks and the lexicon that [`analyze`] uses, so that the first
/// article does not have to wait for them. Later calls do nothing.
///
/// ```
/// whosaid::load();
/// let report = whosaid::analyze("It rained, Ann Lee said.");
/// assert_eq!(report.quotes.len(), 1);
/// ```
pub fn load() {
    LazyLock::force(&SHARED);
}

/// Analyses an article with the networks that this crate contains.
///
/// `article` is plain text in English. Paragraphs are separated by line breaks,
/// except that the lines of hard-wrapped text are joined. Spans in the report are UTF-8
/// byte offsets into `article`; [`with_offsets`](Report::with_offsets) converts them
/// to other units.
///
/// Never fails: a text that cannot be analysed, because it is empty or not
/// English, gives a report with a [notice](Report::notice). Takes about 30 ms for
/// 1,000 words, and time grows linearly with length.
///
/// ```
/// let article = "The mayor said taxes would rise.";
/// let report = whosaid::analyze(article);
/// let quote = &report.quotes[0];
/// let source = quote.source[0];
/// assert_eq!(&article[source.start..source.end], "The mayor");
/// assert!(quote.confidence > 0.5);
/// ```
#[must_use]
pub fn analyze(article: &str) -> Report {
    SHARED.analyze(article)
}

/// Analyses an article like [`analyze`] and reports progress.
///
/// `progress` is called with the proportion of the work that is done, in terms of
/// time: numbers that rise from 0 to 1.
///
/// ```
/// let mut steps = Vec::new();
/// whosaid::analyze_observed("It rained, Ann Lee said.", &mut |done| steps.push(done));
/// assert_eq!((steps.first(), steps.last()), (Some(&0.0), Some(&1.0)));
/// assert!(steps.is_sorted());
/// ```
pub fn analyze_observed(article: &str, progress: &mut dyn FnMut(f64)) -> Report {
    SHARED.analyze_observed(article, progress)
}

/// Analyses an article whose lines are treated as `lines` says, and reports progress
/// as [`analyze_observed`] does.
///
/// ```
/// use whosaid::text::Lines;
///
/// let report = whosaid::analyze_lines("“We left,”\nsaid Ann Lee.", Lines::AsPasted, &mut |_| ());
/// assert_eq!((report.paragraphs.len(), report.layout.lines_joined), (2, 0));
/// ```
pub fn analyze_lines(article: &str, lines: text::Lines, progress: &mut dyn FnMut(f64)) -> Report {
    SHARED.analyze_lines(article, lines, progress)
}
