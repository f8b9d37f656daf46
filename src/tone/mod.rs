//! Tone: how the words sound to a neutral reader.
//!
//! Every word gets a value once for the article: a small network (`network`)
//! says what it adds, from its neighbours in the paragraph, its valence by
//! itself (`lexicon`) and what rules of negation, intensity and "but" make of
//! that (`context`). Parts of names add nothing (`names`), and words for women
//! and men are read as one (`alike`). A tone is then the sum over some of the
//! words, squashed and labelled (`score`): a paragraph, the narrator's or the
//! sources' words in it, one attribution, all that a speaker says, or what
//! others say of them (`voices`).

mod alike;
mod context;
pub mod inputs;
mod lexicon;
mod names;
mod network;
mod score;
mod voices;

use std::ops::Range;

use crate::people::People;
use crate::quotes::Attribution;
use crate::report::{ParagraphKind, Rating, Tone};
use crate::text::{Paragraph, Text, TokenKind};

use voices::Parts;

/// The tone of everything in an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tones {
    /// The means of the paragraphs' tones, each counted by its words: of all
    /// words, the narrator's and the sources'.
    pub article: [Option<Rating>; 3],
    /// One for each paragraph, in order.
    pub paragraphs: Vec<Voices>,
    /// One for each sentence, in order.
    pub sentences: Vec<Option<Rating>>,
    /// One for each attribution, in order: the tone of its content.
    pub attributions: Vec<Option<Tone>>,
    /// One for each speaker, in order: the tone of all they say.
    pub speakers: Vec<Option<Tone>>,
    /// One for each speaker, in order: the tone of what others say in sentences
    /// that name them; `None` for those without a name.
    pub about: Vec<Option<Tone>>,
}

/// The tone of a paragraph, whole and by voice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Voices {
    /// The whole paragraph.
    pub tone: Option<Tone>,
    /// The reporter's words, outside attributions; `None` without any.
    pub narrator: Option<Tone>,
    /// The sources' words; `None` where nobody is quoted.
    pub quoted: Option<Tone>,
}

/// Loads what is needed now and not when it is first asked for.
pub(crate) fn load() {
    lexicon::load();
    network::load();
}

/// Weighs the words of an article.
///
/// Takes the attributions and, in the same order, who said them
/// ([`People::said_by`]). A tone is `None` where there is no word to weigh.
#[must_use]
pub fn weigh(text: &Text, attributions: &[Attribution], people: &People) -> Tones {
    let scale = Scale::new(text);
    let parts = Parts::new(text, attributions);
    let weighed = text.paragraphs.iter().map(|paragraph| {
        if !has_tone(paragraph) {
            return [None, None, None];
        }
        let tokens = paragraph.tokens.clone();
        let (narrator, quoted) = (parts.outside(&tokens), parts.inside(&tokens));
        let narrates = quoted.is_empty() || parts.speaks(text, &narrator, &scale.charged);
        let weighed = |parts: &[Range<usize>]| scale.weighed(parts, band(paragraph));
        [weighed(&[tokens]), weighed(&narrator).filter(|_| narrates), weighed(&quoted)]
    });
    let weighed: Vec<[Option<(Tone, usize)>; 3]> = weighed.collect();
    let mean = |voice: usize| {
        let tones: Vec<&(Tone, usize)> = weighed.iter().filter_map(|voices| voices[voice].as_ref()).collect();
        score::mean(&tones)
    };
    let article = [0, 1, 2].map(mean);
    let paragraphs = weighed.into_iter().map(|voices| {
        let [tone, narrator, quoted] = voices.map(|weighed| weighed.map(|(tone, _)| tone));
        Voices { tone, narrator, quoted }
    });
    let said = voices::by_speaker(text, attributions, people);
    let about = voices::about(text, &said, people);
    Tones {
        article,
        paragraphs: paragraphs.collect(),
        sentences: text
            .sentences
            .iter()
            .map(|sentence| {
                let paragraph = &text.paragraphs[sentence.paragraph];
                let weighed = scale.weighed(std::slice::from_ref(&sentence.tokens), band(paragraph));
                let (tone, _) = weighed.filter(|_| has_tone(paragraph))?;
                Some(Rating { score: tone.score, label: tone.label })
            })
            .collect(),
        attributions: attributions.iter().map(|a| scale.tone(&voices::content(text, [a]))).collect(),
        speakers: said.iter().map(|parts| scale.tone(parts)).collect(),
        about: about.iter().map(|parts| scale.tone(parts)).collect(),
    }
}

/// Whether a paragraph says anything: who wrote the article, and when, has no tone.
fn has_tone(paragraph: &Paragraph) -> bool {
    paragraph.kind != ParagraphKind::Byline
}

/// Up to which score either way a paragraph is neutral.
fn band(paragraph: &Paragraph) -> f64 {
    if paragraph.kind == ParagraphKind::Heading { score::HEADING_BAND } else { score::BAND }
}

/// What the tokens of an article add, ready to be summed over any part of it.
struct Scale<'t> {
    text: &'t Text<'t>,
    /// What each token adds.
    values: Vec<f64>,
    /// Whether each token has a valence by itself.
    charged: Vec<bool>,
}

impl<'t> Scale<'t> {
    fn new(text: &'t Text) -> Self {
        let inputs = inputs::of(text);
        let values = network::values(text, &inputs);
        Scale { text, values, charged: inputs.iter().map(|input| input.valence != 0.0).collect() }
    }

    /// The tone of disjoint parts in order of the text; `None` without a word.
    fn tone(&self, parts: &[Range<usize>]) -> Option<Tone> {
        self.weighed(parts, score::BAND).map(|(tone, _)| tone)
    }

    /// The tone of disjoint parts in order of the text, neutral within `band`, and how many words they have.
    fn weighed(&self, parts: &[Range<usize>], band: f64) -> Option<(Tone, usize)> {
        let tokens = || parts.iter().cloned().flatten();
        let words = tokens().filter(|&t| self.text.tokens[t].kind == TokenKind::Word).count();
        if words == 0 {
            return None;
        }
        let charged = tokens().filter(|&t| self.values[t] != 0.0);
        let found: Vec<_> = charged.map(|t| (self.text.tokens[t].span, self.values[t])).collect();
        Some((score::tone(&found, tokens().count(), band), words))
    }
}

#[cfg(test)]
mod tests {
    use super::{Tones, weigh};
    use crate::people::{People, Person, Resolved};
    use crate::quotes::Attribution;
    use crate::report::{QuoteKind, Rule, SpeakerKind, Tone, ToneLabel};
    use crate::text::{Span, Text};

    fn span(source: &str, words: &str) -> Span {
        let start = source.find(words).expect("the words are in the source");
        Span { start, end: start + words.len() }
    }

    /// Weighs a source in which Lee says `content`.
    fn weighed(source: &str, cue: &str, content: &[&str]) -> Tones {
        let attribution = Attribution {
            kind: QuoteKind::Direct,
            content: content.iter().map(|words| span(source, words)).collect(),
            cue: vec![span(source, cue)],
            source: vec![span(source, "Lee")],
            rule: Rule::QuoteMarks,
            confidence: 1.0,
        };
        let lee = Person {
            name: "Lee".into(),
            kind: SpeakerKind::Person,
            role: None,
            mentions: source.match_indices("Lee").map(|(at, lee)| (at, at + lee.len()).into()).collect(),
        };
        let said_by = vec![Resolved { speakers: vec![0], ..Resolved::default() }];
        weigh(&Text::new(source), &[attribution], &People { speakers: vec![lee], said_by })
    }

    fn tone(source: &str) -> Tone {
        let tones = weigh(&Text::new(source), &[], &People::default());
        tones.paragraphs[0].tone.clone().expect("the paragraph has words")
    }

    fn words<'s>(source: &'s str, tone: &Tone) -> Vec<&'s str> {
        tone.evidence.iter().map(|e| &source[e.span.start..e.span.end]).collect()
    }

    /// The word that adds most, either way.
    fn strongest<'s>(source: &'s str, tone: &Tone) -> &'s str {
        let most = tone.evidence.iter().max_by(|a, b| a.weight.abs().total_cmp(&b.weight.abs()));
        most.map_or("", |e| &source[e.span.start..e.span.end])
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
    fn what_others_say_of_a_speaker() {
        let source = "“A wonderful day,” Lee said. Critics called Lee a liar and a disgrace.";
        let tones = weighed(source, "said", &["“A wonderful day,”"]);
        let (said, about) = (tones.speakers[0].as_ref().unwrap(), tones.about[0].as_ref().unwrap());
        assert_eq!((said.label, about.label), (ToneLabel::Positive, ToneLabel::Negative));
        assert!(!words(source, about).contains(&"wonderful") && words(source, said).contains(&"wonderful"));
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
        let tones = weigh(&Text::new("There it was.\n\n* * *"), &[], &People::default());
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
        let text = Text::new("By Ann Lee, crime reporter\n\nThe storm killed four people.");
        let tones = weigh(&text, &[], &People::default());
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
