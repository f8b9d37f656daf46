//! Tone: how the words sound to a neutral reader.
//!
//! First, every word of the article gets a value. A small network (`network`)
//! computes it from the words around it in the paragraph, from its own valence
//! (`lexicon`), and from that valence after rules of negation, intensity and
//! "but" (`context`). Parts of names have the value 0 (`names`), and words for
//! women and for men that the lexicon lists as alike have the same value.
//!
//! A tone is then the sum of the values of some words, squashed and labelled
//! (`score`): of a paragraph, of the narrator's or the sources' words in it
//! (`voices`), of a sentence or of one attribution. The tone of the whole article
//! is the mean of its paragraphs', that of a speaker the mean of their
//! attributions' (`speakers`).

mod context;
pub mod inputs;
mod lexicon;
mod names;
mod network;
mod score;
mod speakers;
mod voices;

use std::ops::Range;

pub use inputs::Input;
pub use score::{Rating, Tone, ToneLabel};

use crate::model::{self, weights};
use crate::people::People;
use crate::quotes::Attribution;
use crate::text::{Paragraph, ParagraphKind, Sentence, Text, TokenKind};

use lexicon::Valences;
use network::{Network, Value};
use score::Mixing;
use voices::Parts;

/// The tones of an article and of all its parts.
///
/// ```
/// let analyzer = whosaid::Analyzer::new();
/// let text = analyzer.cut("The storm killed four people. “We left,” Ann Lee said.");
/// let attributions = analyzer.attributions(&text);
/// let people = analyzer.people(&text, &attributions);
/// let tones = analyzer.tones(&text, &attributions, &people);
/// assert_eq!((tones.paragraphs.len(), tones.sentences.len(), tones.speakers.len()), (1, 2, 1));
/// let narrator = tones.paragraphs[0].narrator.as_ref().unwrap();
/// assert_eq!(narrator.label, whosaid::tone::ToneLabel::Negative);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tones {
    /// Three means over the paragraphs, weighted by their numbers of words: the tone
    /// of all words, of the narrator's words, and of the sources' words. `None`
    /// where there are no such words.
    pub article: [Option<Rating>; 3],
    /// One for each paragraph, in order.
    pub paragraphs: Vec<Voices>,
    /// One for each sentence, in order; `None` without a word, and in a byline.
    pub sentences: Vec<Option<Rating>>,
    /// One for each attribution, in order: the tone of its content; `None` without a word.
    pub attributions: Vec<Option<Tone>>,
    /// One for each speaker, in order: the mean of the tones of their attributions,
    /// weighted by their numbers of words; `None` without a word.
    pub speakers: Vec<Option<Tone>>,
}

/// The tone of a paragraph, whole and by voice.
///
/// All are `None` for a byline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Voices {
    /// The whole paragraph; `None` without a word.
    pub tone: Option<Tone>,
    /// The narrator's words: those outside the contents of attributions. `None` where
    /// the narrator says nothing beyond who spoke and when.
    pub narrator: Option<Tone>,
    /// The quoted words: the contents of attributions. `None` where there are none.
    pub quoted: Option<Tone>,
}

/// Weighs words: holds the valences of words and the network.
#[derive(Debug)]
pub(crate) struct Weigher {
    valences: Valences,
    network: Network,
}

impl Weigher {
    /// Reads VADER's table of valences and a weight file.
    ///
    /// Fails if the weights are damaged or were made for another vocabulary than `reader`'s.
    pub(crate) fn load(
        valences: &str,
        weights: &[u8],
        reader: &model::Network,
    ) -> Result<Self, weights::Error> {
        Ok(Weigher { valences: Valences::new(valences), network: Network::load(weights, reader)? })
    }

    /// The network's input for each token of a text.
    ///
    /// `words` is the result of [`model::Network::words`] for the text.
    pub(crate) fn inputs<'t>(
        &self,
        text: &'t Text<'_>,
        reader: &model::Network,
        words: &[usize],
    ) -> Vec<Input<'t>> {
        inputs::of(text, &self.valences, reader, words)
    }

    /// The value of each token of a text: what it adds to the sum of every tone that
    /// includes it.
    ///
    /// `words` is the result of [`model::Network::words`] for the text. `progress` is
    /// called with the number of tokens weighed so far.
    pub(crate) fn scale<'t>(
        &self,
        text: &'t Text<'_>,
        reader: &model::Network,
        words: &[usize],
        progress: &mut dyn FnMut(usize),
    ) -> Scale<'t> {
        let inputs = self.inputs(text, reader, words);
        let values = self.network.values(text, &inputs, reader, progress);
        let mixing = self.network.mixing;
        Scale { text, values, mixing, charged: inputs.iter().map(|input| input.valence != 0.0).collect() }
    }
}

/// Computes the tones of an article and of all its parts.
///
/// `people` must be resolved from the same attributions, in the same order
/// ([`People::said_by`]).
#[must_use]
pub(crate) fn weigh(scale: &Scale<'_>, attributions: &[Attribution], people: &People) -> Tones {
    let text = scale.text;
    let parts = Parts::new(text, attributions);
    let weighed = text.paragraphs.iter().map(|paragraph| {
        if !has_tone(paragraph) {
            return [None, None, None];
        }
        let tokens = paragraph.core.clone();
        let (narrator, quoted) = (parts.outside(&tokens), parts.inside(&tokens));
        let narrates = paragraph.kind != ParagraphKind::PullQuote
            && (quoted.is_empty() || parts.speaks(text, &narrator, &scale.charged));
        [scale.weighed(&[tokens]), scale.weighed(&narrator).filter(|_| narrates), scale.weighed(&quoted)]
    });
    let weighed: Vec<[Option<(Tone, usize)>; 3]> = weighed.collect();
    let mean = |voice: usize| {
        // The words of a pull quote count where they stand first.
        let counts = |paragraph: &Paragraph| paragraph.kind != ParagraphKind::PullQuote;
        let weighed = text.paragraphs.iter().zip(&weighed).filter(|(paragraph, _)| counts(paragraph));
        let tones: Vec<&(Tone, usize)> = weighed.filter_map(|(_, voices)| voices[voice].as_ref()).collect();
        score::mean(&tones)
    };
    let article = [0, 1, 2].map(mean);
    let paragraphs = weighed.into_iter().map(|voices| {
        let [tone, narrator, quoted] = voices.map(|weighed| weighed.map(|(tone, _)| tone));
        Voices { tone, narrator, quoted }
    });
    let said = |a: &Attribution| scale.weighed(&a.content);
    let said: Vec<Option<(Tone, usize)>> = attributions.iter().map(said).collect();
    Tones {
        article,
        paragraphs: paragraphs.collect(),
        sentences: text.sentences.iter().map(|sentence| scale.rating(sentence)).collect(),
        speakers: speakers::tones(&said, people),
        attributions: said.into_iter().map(|weighed| weighed.map(|(tone, _)| tone)).collect(),
    }
}

/// Whether a paragraph can have a tone. One that says who wrote the article, where and
/// when, or who made a picture, has none.
fn has_tone(paragraph: &Paragraph) -> bool {
    !paragraph.kind.is_credit()
}

/// What an article's tokens add, which is summed for the tone of any part of it.
#[derive(Debug)]
pub(crate) struct Scale<'t> {
    text: &'t Text<'t>,
    /// For each token, what it adds.
    values: Vec<Value>,
    mixing: Mixing,
    /// For each token, whether it has a valence by itself.
    charged: Vec<bool>,
}

impl Scale<'_> {
    /// The tone of a sentence; `None` without a word, and in a byline.
    fn rating(&self, sentence: &Sentence) -> Option<Rating> {
        let paragraph = &self.text.paragraphs[sentence.paragraph];
        let core = &paragraph.core;
        let own = sentence.tokens.start.max(core.start)..sentence.tokens.end.min(core.end);
        let weighed = self.weighed(&[own]);
        let (tone, _) = weighed.filter(|_| has_tone(paragraph))?;
        Some(Rating { score: tone.score, label: tone.label })
    }

    /// The tone of disjoint ranges of tokens, in order of the text, and their number of
    /// words; `None` without a word.
    fn weighed(&self, parts: &[Range<usize>]) -> Option<(Tone, usize)> {
        let tokens = || parts.iter().cloned().flatten();
        let words = tokens().filter(|&t| self.text.tokens[t].kind == TokenKind::Word).count();
        if words == 0 {
            return None;
        }
        let added = tokens().map(|t| (t, self.values[t].tone));
        let found: Vec<_> = added.filter(|&(_, value)| value != 0.0).collect();
        let mixed = tokens().map(|t| self.values[t].mixed).sum();
        Some((score::tone(&found, tokens().count(), mixed, self.mixing), words))
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use std::sync::LazyLock;

    use super::{Scale, Weigher};
    use crate::files;
    use crate::model::testing::network;
    use crate::text::Text;

    static WEIGHER: LazyLock<Weigher> = LazyLock::new(|| {
        Weigher::load(&files::valences(), &files::tone_weights(), network()).expect("our weights load")
    });

    pub(crate) fn scale<'t>(text: &'t Text<'_>) -> Scale<'t> {
        WEIGHER.scale(text, network(), &network().words(text), &mut |_| ())
    }

    /// The value of each token.
    pub(super) fn values(text: &Text) -> Vec<super::network::Value> {
        scale(text).values
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::{Tone, ToneLabel, Tones, testing, weigh};
    use crate::people::{People, Person, Resolved, SpeakerKind};
    use crate::quotes::{Act, Attribution, QuoteKind, Rule};
    use crate::text::Text;
    use crate::text::testing::text;

    /// The tokens of every occurrence of some words.
    fn places(text: &Text, words: &str) -> Vec<Range<usize>> {
        let tokens = |at: usize| {
            let start = text.tokens.partition_point(|t| t.span.end <= at);
            start..text.tokens.partition_point(|t| t.span.start < at + words.len())
        };
        text.shown().match_indices(words).map(|(at, _)| tokens(at)).collect()
    }

    fn place(text: &Text, words: &str) -> Range<usize> {
        places(text, words).into_iter().next().expect("the words are in the source")
    }

    /// The tones of an article in which Lee says `content`.
    fn weighed(source: &str, cue: &str, content: &[&str]) -> Tones {
        let text = text(source);
        let attribution = Attribution {
            kind: QuoteKind::Direct,
            content: content.iter().map(|words| place(&text, words)).collect(),
            cue: Some(place(&text, cue)),
            source: Some(place(&text, "Lee")),
            rule: Rule::QuoteMarks,
            act: Act::Said,
            confidence: 1.0,
        };
        let lee = Person {
            name: "Lee".into(),
            kind: SpeakerKind::Person,
            role: None,
            mentions: places(&text, "Lee"),
        };
        let said_by = vec![Resolved { speakers: vec![0], ..Resolved::default() }];
        weigh(&testing::scale(&text), &[attribution], &People { speakers: vec![lee], said_by })
    }

    fn tone(source: &str) -> Tone {
        let tones = weigh(&testing::scale(&text(source)), &[], &People::default());
        tones.paragraphs[0].tone.clone().expect("the paragraph has words")
    }

    fn words<'s>(source: &'s str, tone: &Tone) -> Vec<&'s str> {
        let text = text(source);
        tone.evidence
            .iter()
            .map(|&(token, _)| &source[text.tokens[token].span.start..text.tokens[token].span.end])
            .collect()
    }

    /// The word of the largest weight, either way.
    fn strongest<'s>(source: &'s str, tone: &Tone) -> &'s str {
        let weights = tone.evidence.iter().map(|(_, weight)| weight.abs());
        let most = words(source, tone).into_iter().zip(weights).max_by(|a, b| a.1.total_cmp(&b.1));
        most.map_or("", |(word, _)| word)
    }

    #[test]
    fn voices_part() {
        let source = "The storm killed four people. “We saved everybody else,” Lee said on Monday.";
        let tones = weighed(source, "said", &["“We saved everybody else,”"]);
        let voices = &tones.paragraphs[0];
        let (narrator, quoted) = (voices.narrator.as_ref().unwrap(), voices.quoted.as_ref().unwrap());
        assert_eq!((narrator.label, quoted.label), (ToneLabel::Negative, ToneLabel::Positive));
        assert_eq!(strongest(source, quoted), "saved");
        assert!(words(source, quoted).iter().all(|word| "We saved everybody else".contains(word)));
        assert_eq!(tones.attributions[0].as_ref(), Some(quoted));
        assert_eq!(tones.speakers[0].as_ref(), Some(quoted));
        let all = words(source, voices.tone.as_ref().unwrap());
        assert!(["storm", "killed", "saved"].iter().all(|word| all.contains(word)), "{all:?}");
    }

    #[test]
    fn a_bare_attribution_is_no_narrator() {
        let bare = weighed("“We left,” Lee said on Monday.", "said", &["“We left,”"]);
        assert_eq!(bare.paragraphs[0].narrator, None);
        let charged = weighed("“We left,” Lee lamented.", "lamented", &["“We left,”"]);
        assert_eq!(charged.paragraphs[0].narrator.as_ref().unwrap().label, ToneLabel::Negative);
    }

    #[test]
    fn evidence_stays_inside_its_voice() {
        let source = "It was not, Lee said, “good news.”";
        let tones = weighed(source, "said", &["“good news.”"]);
        let quoted = tones.paragraphs[0].quoted.as_ref().unwrap();
        assert!(!words(source, quoted).contains(&"not") && words(source, quoted).contains(&"good"));
    }

    #[test]
    fn nobody_quoted_and_no_words() {
        let tones = weigh(&testing::scale(&text("There it was.\n\n* * *")), &[], &People::default());
        assert_eq!(tones.paragraphs[0].quoted, None);
        assert!(tones.paragraphs[0].narrator.is_some());
        assert_eq!(tones.paragraphs[1].tone, None);
    }

    #[test]
    fn swapping_two_names_changes_nothing() {
        let article = "NAME1 praised the deal, but NAME2 called it a disaster. “Terrible,” NAME2 said. \
                       NAME1 and NAME2 met on Friday. NAME2 won.";
        let score = |one: &str, two: &str| {
            let source = article.replace("NAME1", one).replace("NAME2", two);
            let tone = tone(&source);
            let named = |word: &&str| one.split(' ').chain(two.split(' ')).any(|name| name == *word);
            assert!(!words(&source, &tone).iter().any(named), "{source}");
            tone.score.to_bits()
        };
        for (one, two) in
            [("Trump", "Clinton"), ("Hope", "Lee"), ("Grace Rich", "Bo Ek"), ("Justice Best", "Di Love")]
        {
            assert_eq!(score(one, two), score(two, one), "{one}, {two}");
        }
    }

    #[test]
    fn a_byline_has_no_tone() {
        let text = text("By Ann Lee, crime reporter\n\nThe storm killed four people.");
        let tones = weigh(&testing::scale(&text), &[], &People::default());
        assert_eq!((&tones.paragraphs[0].tone, &tones.sentences[0]), (&None, &None));
        assert_eq!(
            tones.article[0].map(|tone| tone.score),
            tones.paragraphs[1].tone.as_ref().map(|t| t.score)
        );
    }

    #[test]
    fn headings_have_a_tone() {
        assert_eq!(tone("Deadly Storm Kills Three Children").label, ToneLabel::Negative);
        assert_eq!(tone("Council Meets on Tuesday").label, ToneLabel::Neutral);
    }

    #[test]
    fn mixed_paragraph() {
        assert_eq!(
            tone("The rescue was a triumph, but the fire killed two brave men.").label,
            ToneLabel::Mixed
        );
    }
}
