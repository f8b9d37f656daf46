//! Puts the results of the stages together: one report, with spans instead of tokens.

use std::ops::Range;

use super::{Evidence, Layout, Notice, Paragraph, Quote, Report, Sentence, Span, Speaker, Tone};
use crate::people::People;
use crate::quotes::Attribution;
use crate::text::Text;
use crate::tone::{self, Tones, Voices};

/// The report of a text that cannot be analysed: its paragraphs and the reason.
pub(crate) fn unread(text: &Text, notice: Notice) -> Report {
    let mut report = report(text, Vec::new(), People::default(), Tones::default());
    report.notice = Some(notice);
    report
}

/// The report of an analysed text, from the results of all stages.
pub(crate) fn report(text: &Text, attributions: Vec<Attribution>, people: People, tones: Tones) -> Report {
    let words =
        |pieces: &[Range<usize>]| pieces.iter().cloned().flatten().filter(|&t| !text.is_mark(t)).count();
    let spans = |tokens: &[Range<usize>]| -> Vec<Span> { tokens.iter().map(|t| place(text, t)).collect() };
    let rated = |tone: Option<tone::Tone>| tone.map(|tone| with_spans(text, tone));
    let mut speakers: Vec<Speaker> = people
        .speakers
        .into_iter()
        .zip(tones.speakers)
        .enumerate()
        .map(|(id, (person, tone))| Speaker {
            id,
            name: person.name,
            kind: person.kind,
            role: person.role,
            mentions: spans(&person.mentions),
            quotes: 0,
            words: 0,
            tone: rated(tone),
        })
        .collect();
    let mut quotes = Vec::with_capacity(attributions.len());
    let made = attributions.into_iter().zip(people.said_by).zip(tones.attributions);
    for (id, ((found, who), tone)) in made.enumerate() {
        for &speaker in &who.speakers {
            speakers[speaker].quotes += 1;
            speakers[speaker].words += words(&found.content);
        }
        quotes.push(Quote {
            id,
            paragraph: text.paragraph_of(found.content[0].start),
            kind: found.kind,
            act: found.act,
            content: spans(&found.content),
            cue: spans(found.cue.as_slice()),
            source: spans(found.source.as_slice()),
            speakers: who.speakers,
            confidence: rounded(found.confidence * who.confidence),
            rule: found.rule,
            chain: spans(&who.chain),
            tone: rated(tone),
        });
    }
    let mut voices = tones.paragraphs.into_iter();
    let mut ratings = tones.sentences.into_iter();
    let paragraphs = text
        .paragraphs
        .iter()
        .map(|paragraph| {
            let Voices { tone, narrator, quoted } = voices.next().unwrap_or_default();
            Paragraph {
                span: text.pasted(paragraph.span),
                kind: paragraph.kind,
                label: paragraph.label.as_ref().map(|label| place(text, label)),
                sentences: text.sentences[paragraph.sentences.clone()]
                    .iter()
                    .map(|sentence| Sentence {
                        span: text.pasted(sentence.span),
                        tone: ratings.next().flatten(),
                    })
                    .collect(),
                tone: rated(tone),
                narrator: rated(narrator),
                quoted: rated(quoted),
            }
        })
        .collect();
    let [all, narrated, cited] = tones.article;
    Report {
        schema: Report::SCHEMA,
        notice: None,
        layout: Layout {
            lines_joined: text.lines_joined(),
            omitted: text.omitted().to_vec(),
            conversation: text.conversation,
        },
        tone: all,
        narrator: narrated,
        quoted: cited,
        paragraphs,
        quotes,
        speakers,
    }
}

/// Where tokens were pasted.
fn place(text: &Text, tokens: &Range<usize>) -> Span {
    text.pasted(text.span_of(tokens))
}

/// A tone whose evidence has spans.
fn with_spans(text: &Text, tone: tone::Tone) -> Tone {
    let evidence = tone.evidence.into_iter();
    let evidence =
        evidence.map(|(token, weight)| Evidence { span: text.pasted(text.tokens[token].span), weight });
    Tone { score: tone.score, label: tone.label, evidence: evidence.collect() }
}

/// Rounds to two decimals. More would say nothing to a reader.
fn rounded(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}
