//! The analyzer: what the stages need, and the order in which they follow.

use std::fmt;

use crate::files;
use crate::lexicon::Lexicon;
use crate::model::{Network, features};
use crate::people::{self, People, Pronouns};
use crate::quotes::{self, Attribution};
use crate::report::{self, Report};
use crate::text::Text;
use crate::tone::{self, Tones, Weigher};

/// Shares of the time that an article takes, measured in Chromium: to cut it,
/// to find attributions, and to weigh words. Speakers take less than a hundredth.
const CUT: f64 = 0.01;
const READ: f64 = 0.77;
const WEIGHED: f64 = 0.22;

/// Analyses articles: owns the networks and the lexicon.
///
/// One can be shared by threads. Making one takes some milliseconds and about
/// 8 MB; [`crate::analyze`] is the short way to one that is made once.
///
/// ```
/// let analyzer = whosaid::Analyzer::new();
/// let report = analyzer.analyze("It rained, Ann Lee said.");
/// assert_eq!(report.speakers[0].name, "Ann Lee");
/// ```
#[derive(Debug)]
pub struct Analyzer {
    lexicon: Lexicon,
    reader: Network,
    weigher: Weigher,
}

/// Files of weights in place of those that this crate carries; `None` keeps those.
///
/// The trainers in `train/` write such files; `src/model/weights.rs` describes
/// their format. Both have to be made for the same vocabulary.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weights<'w> {
    /// The network that finds attributions (`weights.bin`).
    pub attributions: Option<&'w [u8]>,
    /// The network that weighs words (`tone.bin`).
    pub tone: Option<&'w [u8]>,
}

/// Why an [`Analyzer`] could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyzer {
    /// An analyzer with the networks and tables that this crate carries.
    ///
    /// # Panics
    ///
    /// Never in a crate whose tests pass: they load the same files.
    #[must_use]
    pub fn new() -> Self {
        Self::with_weights(Weights::default()).expect("the tests load the same files")
    }

    /// An analyzer with other networks.
    ///
    /// # Errors
    ///
    /// If a file is no file of weights, is damaged, or does not fit this
    /// version of the code or the other file.
    ///
    /// ```
    /// use whosaid::{Analyzer, Weights};
    ///
    /// let weights = Weights { tone: Some(b"no weights"), ..Weights::default() };
    /// let error = Analyzer::with_weights(weights).unwrap_err();
    /// assert_eq!(error.to_string(), "weights of the tone: this is not a weight file of Whosaid");
    /// ```
    pub fn with_weights(weights: Weights<'_>) -> Result<Self, Error> {
        let reader = match weights.attributions {
            Some(file) => Network::load(file),
            None => Network::load(&files::model_weights()),
        };
        let reader = reader.map_err(|error| Error(format!("weights of attributions: {error}")))?;
        let weigher = match weights.tone {
            Some(file) => Weigher::load(&files::valences(), file, &reader),
            None => Weigher::load(&files::valences(), &files::tone_weights(), &reader),
        };
        let weigher = weigher.map_err(|error| Error(format!("weights of the tone: {error}")))?;
        Ok(Analyzer { lexicon: files::lexicon(), reader, weigher })
    }

    /// Analyses an article; see [`crate::analyze`].
    #[must_use]
    pub fn analyze(&self, article: &str) -> Report {
        self.analyze_observed(article, &mut |_| ())
    }

    /// [`analyze`](Analyzer::analyze), telling `progress` how much is done: numbers
    /// from 0 to 1 that never fall, in line with the time that is spent.
    pub fn analyze_observed(&self, article: &str, progress: &mut dyn FnMut(f64)) -> Report {
        progress(0.0);
        let text = self.cut(article);
        if let Some(notice) = text.notice() {
            progress(1.0);
            return report::unread(&text, notice);
        }
        let total = text.tokens.len() as f64;
        let words = self.reader.words(&text);
        let attributions = quotes::find(&text, &self.reader, &words, &mut |read| {
            progress(CUT + READ * (read as f64 / total));
        });
        let people = people::resolve(&text, &attributions);
        let scale = self.weigher.scale(&text, &self.reader, &words, &mut |weighed| {
            progress(CUT + READ + WEIGHED * (weighed as f64 / total));
        });
        let tones = tone::weigh(&scale, &attributions, &people);
        let report = report::report(&text, attributions, people, tones);
        progress(1.0);
        report
    }

    /// The first stage: an article as paragraphs, sentences and tokens.
    #[must_use]
    pub fn cut<'a>(&'a self, article: &'a str) -> Text<'a> {
        Text::new(article, &self.lexicon)
    }

    /// The second stage: the attributions of a text in order of their contents.
    #[must_use]
    pub fn attributions(&self, text: &Text) -> Vec<Attribution> {
        quotes::find(text, &self.reader, &self.reader.words(text), &mut |_| ())
    }

    /// The third stage: who says each attribution.
    #[must_use]
    pub fn people(&self, text: &Text, attributions: &[Attribution]) -> People {
        people::resolve(text, attributions)
    }

    /// The fourth stage: the tone of everything.
    #[must_use]
    pub fn tones(&self, text: &Text, attributions: &[Attribution], people: &People) -> Tones {
        let scale = self.weigher.scale(text, &self.reader, &self.reader.words(text), &mut |_| ());
        tone::weigh(&scale, attributions, people)
    }

    /// What the network of attributions sees of each token, for its trainer.
    #[must_use]
    pub fn features<'t>(&self, text: &'t Text<'_>) -> Vec<features::Features<'t>> {
        features::of(text, 0..text.tokens.len())
    }

    /// What the network of the tone sees of each token, for its trainer.
    #[must_use]
    pub fn tone_inputs<'t>(&self, text: &'t Text<'_>) -> Vec<tone::Input<'t>> {
        self.weigher.inputs(text, &self.reader, &self.reader.words(text))
    }

    /// Who may be meant by each "he" and "she", for the trainer.
    #[must_use]
    pub fn pronouns(&self, text: &Text, attributions: &[Attribution]) -> Pronouns {
        people::pronouns(text, attributions)
    }

    /// The classes of words.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}
