//! Who said what in a news article, and in what tone.
//!
//! [`analyze`] takes an article and returns a [`Report`]: the tone of every
//! paragraph, and the attributions (direct quotes, reported speech, mixtures)
//! with the speaker behind each. It is pure: the same text gives the same
//! report on every machine, and nothing is read or written.
//!
//! An article walks through the crate once: [`text`] cuts it, [`quotes`]
//! finds attributions, [`people`] names their speakers, [`tone`] weighs the
//! words, [`report`] is what comes out.
//!
//! ```
//! let article = "“We left,” said Ann Lee. She added that it rained.";
//! let report = whosaid::analyze(article);
//! let names: Vec<&str> = report.speakers.iter().map(|s| s.name.as_str()).collect();
//! assert_eq!(names, ["Ann Lee"]);
//! assert_eq!(report.quotes.len(), 2);
//! ```

mod assemble;
mod files;
pub mod model;
pub mod people;
pub mod quotes;
pub mod report;
pub mod text;
pub mod tone;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use report::Report;

use text::Text;

/// Loads the weights, which the first article would otherwise wait for.
pub fn load() {
    model::load();
    tone::load();
}

/// Analyses an article.
///
/// Any text is fine: what cannot be read gives a report with a
/// [notice](Report::notice). Spans count UTF-8 bytes of `article`.
#[must_use]
pub fn analyze(article: &str) -> Report {
    analyze_observed(article, &mut |_| ())
}

/// [`analyze`], telling `progress` how much is done, from 0 to 1.
pub fn analyze_observed(article: &str, progress: &mut dyn FnMut(f64)) -> Report {
    progress(0.0);
    let text = Text::new(article);
    if let Some(notice) = text.notice() {
        progress(1.0);
        return assemble::unread(&text, notice);
    }
    progress(0.4);
    let attributions = quotes::find(&text);
    progress(0.6);
    let people = people::resolve(&text, &attributions);
    progress(0.8);
    let tones = tone::weigh(&text, &attributions, &people);
    let report = assemble::report(&text, attributions, people, tones);
    progress(1.0);
    report
}
