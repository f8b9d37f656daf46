//! What the stages made becomes one report.

use crate::people::People;
use crate::quotes::Attribution;
use crate::report::{Notice, Paragraph, Quote, Report, Span, Speaker};
use crate::text::{Text, TokenKind};
use crate::tone::{Tones, Voices};

/// The report of a text that cannot be read: its paragraphs and the reason.
pub(super) fn unread(text: &Text, notice: Notice) -> Report {
    let mut report = report(text, Vec::new(), People::default(), Tones::default());
    report.notice = Some(notice);
    report
}

/// Puts together what the stages made.
pub(super) fn report(text: &Text, attributions: Vec<Attribution>, people: People, tones: Tones) -> Report {
    let words = |spans: &[Span]| {
        let tokens = spans.iter().flat_map(|&span| text.tokens_in(span));
        tokens.filter(|&t| text.tokens[t].kind != TokenKind::Mark).count()
    };
    let mut speakers: Vec<Speaker> = people
        .speakers
        .into_iter()
        .zip(tones.speakers.into_iter().zip(tones.about))
        .enumerate()
        .map(|(id, (person, (tone, about)))| Speaker {
            id,
            name: person.name,
            kind: person.kind,
            role: person.role,
            mentions: person.mentions,
            quotes: 0,
            words: 0,
            tone,
            about,
        })
        .collect();
    let mut quotes = Vec::with_capacity(attributions.len());
    let made = attributions.into_iter().zip(people.said_by).zip(tones.attributions);
    for (id, ((found, who), tone)) in made.enumerate() {
        for &speaker in &who.speakers {
            speakers[speaker].quotes += 1;
            speakers[speaker].words += words(&found.content);
        }
        let paragraph = text.paragraph_at(found.content[0].start);
        quotes.push(Quote {
            id,
            paragraph,
            kind: found.kind,
            content: found.content,
            cue: found.cue,
            source: found.source,
            speakers: who.speakers,
            confidence: rounded(found.confidence * who.confidence),
            rule: found.rule,
            chain: who.chain,
            tone,
        });
    }
    let mut voices = tones.paragraphs.into_iter();
    let mut sentences = tones.sentences.into_iter();
    let paragraphs = text
        .paragraphs
        .iter()
        .map(|paragraph| {
            let Voices { tone, narrator, quoted } = voices.next().unwrap_or_default();
            Paragraph {
                span: paragraph.span,
                kind: paragraph.kind,
                sentences: text.sentences[paragraph.sentences.clone()].iter().map(|s| s.span).collect(),
                sentence_tones: sentences.by_ref().take(paragraph.sentences.len()).collect(),
                tone,
                narrator,
                quoted,
            }
        })
        .collect();
    let [all, narrated, cited] = tones.article;
    Report {
        schema: Report::SCHEMA,
        notice: None,
        tone: all,
        narrator: narrated,
        quoted: cited,
        paragraphs,
        quotes,
        speakers,
    }
}

/// Two decimals: what a reader can use, and the same on every machine.
fn rounded(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}
