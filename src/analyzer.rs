//! The analyzer: owns what the stages need, and runs them in order.

use std::ops::Range;
use std::sync::Arc;

use crate::error::Error;
use crate::files;
use crate::lexicon::Lexicon;
use crate::model::{Network, features};
use crate::people::{self, Bare, People, Pronouns};
use crate::quotes::{self, Attribution};
use crate::report::{self, Report};
use crate::text::{Lines, Text};
use crate::tone::{self, Tones, Weigher};

// The proportions of an analysis's time that its stages take, measured in Chromium.
// Resolving speakers takes less than 0.01 and is left out.

/// Proportion of the time to cut the text into tokens.
const CUT: f64 = 0.01;
/// Proportion of the time to find attributions.
const READ: f64 = 0.77;
/// Proportion of the time to weigh words.
const WEIGHED: f64 = 0.22;

/// Analyses articles. Owns the networks and the lexicon.
///
/// Making an analyzer takes some milliseconds and about 8 MB of memory. It can be
/// shared between threads. [`crate::analyze`] uses one that is made on first use.
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

/// Weight files to use instead of those that this crate contains; `None` keeps the
/// crate's own.
///
/// Each is the content of a file that `train/export.py` writes;
/// `src/model/weights.rs` describes the format. Both networks must have been trained
/// for the same vocabulary. [`Analyzer::with_weights`] has an example.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weights<'w> {
    /// The weights of the network that finds attributions.
    pub attributions: Option<&'w [u8]>,
    /// The weights of the network that weighs words.
    pub tone: Option<&'w [u8]>,
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyzer {
    /// Makes an analyzer with the networks and the lexicon that this crate contains.
    ///
    /// # Panics
    ///
    /// Only if the crate was built with damaged files, which its tests would show.
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// assert_eq!(analyzer.analyze("It rained, Ann Lee said.").quotes.len(), 1);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::with_weights(Weights::default()).expect("the tests load the same files")
    }

    /// Makes an analyzer with the given weights.
    ///
    /// # Errors
    ///
    /// If a file is not a weight file, is damaged, or does not fit this version of
    /// the code, or if the two networks were trained for different vocabularies.
    ///
    /// ```
    /// use whosaid::{Analyzer, Weights};
    ///
    /// let weights = Weights { tone: Some(b"not weights"), ..Weights::default() };
    /// let error = Analyzer::with_weights(weights).unwrap_err();
    /// assert_eq!(error.to_string(), "weights of the tone: this is not a weight file of Whosaid");
    /// ```
    pub fn with_weights(weights: Weights<'_>) -> Result<Self, Error> {
        let reader = match weights.attributions {
            Some(file) => Network::load(file),
            None => Network::load(&files::model_weights()),
        };
        let reader = reader.map_err(|error| Error::new(format!("weights of attributions: {error}")))?;
        let weigher = match weights.tone {
            Some(file) => Weigher::load(&files::valences(), file, &reader),
            None => Weigher::load(&files::valences(), &files::tone_weights(), &reader),
        };
        let weigher = weigher.map_err(|error| Error::new(format!("weights of the tone: {error}")))?;
        let lexicon = files::lexicon().with_vocabulary(Arc::clone(reader.vocabulary()));
        Ok(Analyzer { lexicon, reader, weigher })
    }

    /// Analyses an article.
    ///
    /// What [`crate::analyze`] says of its input, its result and its speed holds here,
    /// too.
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// let report = analyzer.analyze("It rained, Ann Lee said.");
    /// assert_eq!(report.speakers[0].name, "Ann Lee");
    /// ```
    #[must_use]
    pub fn analyze(&self, article: &str) -> Report {
        self.analyze_observed(article, &mut |_| ())
    }

    /// Analyses an article and reports progress.
    ///
    /// `progress` is called with the proportion of the work that is done, in terms of
    /// time: numbers that rise from 0 to 1.
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// let mut last = 0.0;
    /// analyzer.analyze_observed("It rained, Ann Lee said.", &mut |done| last = done);
    /// assert_eq!(last, 1.0);
    /// ```
    pub fn analyze_observed(&self, article: &str, progress: &mut dyn FnMut(f64)) -> Report {
        self.analyze_lines(article, Lines::Joined, progress)
    }

    /// Analyses an article whose lines are treated as `lines` says, and reports
    /// progress as [`Analyzer::analyze_observed`] does.
    ///
    /// ```
    /// use whosaid::text::Lines;
    ///
    /// let verse = "The harbour lay in darkness while the wind\nwent on and on, and all \
    ///              the boats were in\nand nobody could say when it would end.";
    /// let report = whosaid::Analyzer::new().analyze_lines(verse, Lines::AsPasted, &mut |_| ());
    /// assert_eq!(report.paragraphs.len(), 3);
    /// ```
    pub fn analyze_lines(&self, article: &str, lines: Lines, progress: &mut dyn FnMut(f64)) -> Report {
        progress(0.0);
        let text = Text::with_lines(article, &self.lexicon, lines);
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

    /// The first stage: splits an article into paragraphs, sentences and tokens.
    ///
    /// The spans of the result are byte offsets into what is [shown](Text::shown).
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// let text = analyzer.cut("It rained. She left.");
    /// assert_eq!((text.paragraphs.len(), text.sentences.len(), text.tokens.len()), (1, 2, 6));
    /// ```
    #[must_use]
    pub fn cut<'a>(&'a self, article: &'a str) -> Text<'a> {
        Text::new(article, &self.lexicon)
    }

    /// The second stage: finds the attributions of a text, in order of their contents.
    ///
    /// Their parts are ranges of indices into the text's tokens.
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// let text = analyzer.cut("It rained, Ann Lee said.");
    /// let attributions = analyzer.attributions(&text);
    /// assert_eq!(text.words(attributions[0].source.as_ref().unwrap()), "Ann Lee");
    /// ```
    #[must_use]
    pub fn attributions(&self, text: &Text) -> Vec<Attribution> {
        quotes::find(text, &self.reader, &self.reader.words(text), &mut |_| ())
    }

    /// The third stage: finds out who says each attribution.
    ///
    /// `attributions` must be of the same text.
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// let text = analyzer.cut("It rained, Ann Lee said. She added that it was cold.");
    /// let people = analyzer.people(&text, &analyzer.attributions(&text));
    /// assert_eq!(people.speakers[0].name, "Ann Lee");
    /// assert_eq!(people.said_by[1].speakers, [0]);
    /// ```
    #[must_use]
    pub fn people(&self, text: &Text, attributions: &[Attribution]) -> People {
        people::resolve(text, attributions)
    }

    /// The fourth stage: computes the tone of the article and of all its parts.
    ///
    /// `attributions` and `people` must be of the same text.
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// let text = analyzer.cut("A gunman killed four people.");
    /// let tones = analyzer.tones(&text, &[], &Default::default());
    /// assert!(tones.paragraphs[0].tone.as_ref().unwrap().score < 0.0);
    /// ```
    #[must_use]
    pub fn tones(&self, text: &Text, attributions: &[Attribution], people: &People) -> Tones {
        let scale = self.weigher.scale(text, &self.reader, &self.reader.words(text), &mut |_| ());
        tone::weigh(&scale, attributions, people)
    }

    /// The features from which the network of attributions reads each token, in order;
    /// for its trainer.
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// let text = analyzer.cut("It rained.");
    /// assert_eq!(analyzer.features(&text)[1].word, "rained");
    /// ```
    #[must_use]
    pub fn features<'t>(&self, text: &'t Text<'_>) -> Vec<features::Features<'t>> {
        features::of(text, 0..text.tokens.len())
    }

    /// The inputs from which the tone network reads each token, in order; for its
    /// trainer.
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// let text = analyzer.cut("It was good.");
    /// assert!(analyzer.tone_inputs(&text)[2].valence > 0.0);
    /// ```
    #[must_use]
    pub fn tone_inputs<'t>(&self, text: &'t Text<'_>) -> Vec<tone::Input<'t>> {
        self.weigher.inputs(text, &self.reader, &self.reader.words(text))
    }

    /// The candidates for each "he" and "she"; for the trainer of the weights by which
    /// one of them is chosen.
    ///
    /// `attributions` must be of the same text.
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// let text = analyzer.cut("Ann Lee met Bob Ek. She said it rained.");
    /// let found = analyzer.pronouns(&text, &analyzer.attributions(&text));
    /// assert_eq!(text.raw(found.pronouns[0].token), "She");
    /// ```
    #[must_use]
    pub fn pronouns(&self, text: &Text, attributions: &[Attribution]) -> Pronouns {
        people::pronouns(text, attributions)
    }

    /// The mentions of each person or body, in order, as ranges of tokens: names, nouns
    /// ("the judge", "visitors"), and the pronouns of the third person. It measures
    /// coreference beyond the speakers of a report.
    ///
    /// `attributions` must be of the same text.
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// let text = analyzer.cut("Ann Lee met Bob Ek. She said it rained.");
    /// let mentions = analyzer.mentions(&text, &analyzer.attributions(&text));
    /// assert_eq!(mentions[0].iter().map(|m| text.words(m)).collect::<Vec<_>>(), ["Ann Lee", "She"]);
    /// ```
    #[must_use]
    pub fn mentions(&self, text: &Text, attributions: &[Attribution]) -> Vec<Vec<Range<usize>>> {
        people::mentions(text, attributions)
    }

    /// The candidates for the speaker of each attribution without a source and a cue; for
    /// the trainer of the weights by which one of them is chosen.
    ///
    /// `attributions` must be of the same text.
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// let text = analyzer.cut("“We left.”");
    /// let found = analyzer.bare(&text, &analyzer.attributions(&text));
    /// assert!(found.iter().all(|bare| bare.candidates.len() == 1));
    /// ```
    #[must_use]
    pub fn bare(&self, text: &Text, attributions: &[Attribution]) -> Vec<Bare> {
        people::bare(text, attributions)
    }

    /// The lexicon, which knows the classes of words.
    ///
    /// ```
    /// let analyzer = whosaid::Analyzer::new();
    /// assert!(analyzer.lexicon().knows("not", whosaid::lexicon::Class::Negator));
    /// ```
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}

#[cfg(test)]
mod tests {
    use super::{Analyzer, Weights};
    use crate::files;

    /// An array of a weight file.
    type Stored = (String, u8, u32, u32, Vec<u8>);

    /// The arrays of a weight file: name, kind, rows, columns and data.
    fn arrays(file: &[u8]) -> Vec<Stored> {
        let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap());
        let (mut at, mut found) = (12, Vec::new());
        while at < file.len() {
            let name = String::from_utf8(file[at + 1..at + 1 + usize::from(file[at])].to_vec()).unwrap();
            at += 1 + name.len();
            let (kind, rows, columns) = (file[at], number(at + 1), number(at + 5));
            let (r, c) = (rows as usize, columns as usize);
            let size = [r * c * 4, r * (c + 4), r * c * 2, c][usize::from(kind)];
            found.push((name, kind, rows, columns, file[at + 9..at + 9 + size].to_vec()));
            at += 9 + size;
        }
        found
    }

    fn file(arrays: &[Stored]) -> Vec<u8> {
        let mut rest = Vec::new();
        for (name, kind, rows, columns, data) in arrays {
            rest.push(name.len() as u8);
            rest.extend(name.bytes());
            rest.push(*kind);
            rest.extend(rows.to_le_bytes());
            rest.extend(columns.to_le_bytes());
            rest.extend(data);
        }
        let mut file = b"WHOSAID\x01".to_vec();
        file.extend(crc32fast::hash(&rest).to_le_bytes());
        file.extend(rest);
        file
    }

    /// The same array with one row less; of text, with one byte less.
    fn cut((name, kind, rows, columns, data): &Stored) -> Stored {
        let (r, c) = (*rows as usize, *columns as usize);
        let data = match kind {
            0 => data[..(r - 1) * c * 4].to_vec(),
            1 => [&data[..(r - 1) * 4], &data[r * 4..][..(r - 1) * c]].concat(),
            2 => data[..(r - 1) * c * 2].to_vec(),
            _ => return (name.clone(), *kind, *rows, columns - 1, data[..c - 1].to_vec()),
        };
        (name.clone(), *kind, rows - 1, *columns, data)
    }

    /// Loads arrays in place of one of our files; if they load, they read an
    /// article without a panic.
    fn loads(arrays: &[Stored], is_tone: bool) -> bool {
        let file = file(arrays);
        let weights = if is_tone {
            Weights { tone: Some(&file), ..Weights::default() }
        } else {
            Weights { attributions: Some(&file), ..Weights::default() }
        };
        let Ok(analyzer) = Analyzer::with_weights(weights) else { return false };
        analyzer.analyze("“We left,” said Ann Lee. She added that it rained.").quotes.len() < 9
    }

    #[test]
    fn a_file_whose_arrays_do_not_fit_is_an_error() {
        // Weights from openly licensed data have neither.
        let optional = |name: &str| name.contains("nobody") || name.starts_with("thought");
        for (ours, is_tone) in [(files::model_weights(), false), (files::tone_weights(), true)] {
            let all = arrays(&ours);
            assert!(loads(&all, is_tone) && all.len() > 10);
            // The trainer keeps what its helpers learned; no reader asks for it.
            for index in (0..all.len()).filter(|&index| !all[index].0.starts_with("tags.")) {
                let name = &all[index].0;
                let mut changed = all.clone();
                changed[index] = cut(&all[index]);
                // A shorter list of layers or words, or of distances, may fit.
                let may_fit =
                    ["distance", "sentences", "vocabulary", "layers"].iter().any(|end| name.ends_with(end));
                assert!(!loads(&changed, is_tone) || may_fit, "{name} with a row less");
                changed.remove(index);
                assert!(!loads(&changed, is_tone) || optional(name), "without {name}");
            }
        }
    }
}
