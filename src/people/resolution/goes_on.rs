//! Attributions without a source and a cue: who goes on speaking.
//!
//! A quotation that stands alone may be said by the last speaker, by the one before,
//! by somebody whom the sentences before it introduce ("Jo Pell has moved out."), by
//! the subject of the sentence after it, or by nobody who can be told. Each of these
//! candidates has a feature vector ([`Sign`]), and the softmax of their weighted sums
//! is the probability of each. `train/bare.py` fits the weights on annotated articles.

use std::ops::Range;

use super::{ALTERNATIVES, pronoun, ranked};
use crate::people::BareSigns;
use crate::people::entities::Mention;
use crate::people::scene::{BY_NAME, Found, NEAR, Scene, Who, latest};
use crate::quotes::{Attribution, Rule};
use crate::text::Text;

/// Speakers are looked for in at most this many attributions before or after.
const ROWS: usize = 8;
/// Somebody is introduced at most this many sentences before the quotation.
const SENTENCES: usize = 3;
/// The last speaker is near if this many sentences lead from there to the quotation …
const NEAR_STEPS: usize = 2;
/// … and far if more than this many do.
const FAR_STEPS: usize = 3;
/// If the likeliest candidate has a lower probability, nobody is chosen: in the training
/// articles it is right every other time.
const UNSURE: f64 = 0.55;

/// What is known about a candidate. Each sign is 0 or 1.
#[derive(Clone, Copy)]
enum Sign {
    /// The speaker of the attribution before.
    Last,
    /// … after which the quotation follows at once,
    LastAtOnce,
    /// … or after one sentence,
    LastNear,
    /// … or after more than two,
    LastFar,
    /// … which stands in the same paragraph,
    LastHere,
    /// … which ends in a question at the end of a paragraph, while the quotation starts the
    /// next one.
    LastAsks,
    /// … which has a speaker that is found by other words than a name of one person.
    LastUnnamed,
    /// … after which a sentence has another subject
    LastInterrupted,
    /// … or somebody without a name is introduced ("A neighbour …"),
    LastBeforeUnnamed,
    /// The last speaker but one,
    Previous,
    /// … whom the last one asks.
    PreviousAsked,
    /// Somebody named between the attribution before and this one,
    Named,
    /// … in the last sentence before, and there first,
    NamedFirst,
    /// … as its subject,
    NamedSubject,
    /// … or as its first word,
    NamedStarts,
    /// … which stands in the same paragraph,
    NamedHere,
    /// … for the first time in the article.
    NamedNew,
    /// The subject of the sentence after.
    After,
    /// The next speaker, if the quotation goes on there and closes only later.
    Next,
    /// Nobody who can be told.
    Nobody,
}

const SIGNS: usize = Sign::Nobody as usize + 1;

/// The weight of each [`Sign`].
const WEIGHTS: BareSigns = [
    1.94, 1.92, 0.60, -0.98, 0.25, -2.32, -0.82, 0.30, -2.28, 0.30, 2.56, -0.50, 1.79, 0.49, 0.45, 0.41,
    1.61, 0.75, 3.53, 0.92,
];

/// Somebody who may have said an attribution, or nobody. The confidence is that in the
/// name.
pub(super) struct Candidate {
    pub(super) found: Found,
    pub(super) signs: BareSigns,
}

/// The attributions without a source and a cue, by their indices. Turns of conversations
/// are none.
pub(super) fn bare(attributions: &[Attribution]) -> impl Iterator<Item = usize> {
    (0..attributions.len()).filter(|&at| attributions[at].rule == Rule::QuoteAlone)
}

/// Who says an attribution that has neither source nor cue. If that is not sure
/// enough, nobody, with the likeliest candidates in [`Found::chain`].
///
/// `at` is its index, and `found` has who says the others, as far as that is known.
pub(super) fn speaker(
    scene: &Scene<'_>,
    attributions: &[Attribution],
    found: &[Option<Found>],
    at: usize,
) -> Option<Found> {
    let candidates = candidates(scene, attributions, found, at);
    let signs: Vec<&[f64]> = candidates.iter().map(|candidate| &candidate.signs[..]).collect();
    let ranked = ranked(&signs, &WEIGHTS);
    let &(best, likely) = ranked.first()?;
    let found = &candidates[best].found;
    if found.who.is_empty() || likely < UNSURE {
        let full = ranked.iter().filter_map(|&(other, _)| candidates[other].found.chain.last().cloned());
        return Some(Found::nobody(full.take(ALTERNATIVES).collect()));
    }
    Some(Found { confidence: found.confidence * likely, ..found.clone() })
}

/// Everybody who may have said an attribution, and nobody as the last candidate.
pub(super) fn candidates(
    scene: &Scene<'_>,
    attributions: &[Attribution],
    found: &[Option<Found>],
    at: usize,
) -> Vec<Candidate> {
    let content = &attributions[at].content;
    let (start, end) = (content[0].start, content.last().map_or(content[0].end, |piece| piece.end));
    let bare = Bare { scene, text: scene.text, attributions, found, at, start, end };
    let last = bare.spoken(at);
    let from = last.map_or(0, |last| bare.end_of(last));
    let mut candidates = Vec::new();
    if let Some(last) = last {
        bare.add_last(&mut candidates, last, from);
    }
    bare.add_named(&mut candidates, from);
    bare.add_after(&mut candidates);
    mark(join(&mut candidates, Found::nobody(Vec::new())), &[(Sign::Nobody, true)]);
    candidates
}

/// The signs of a candidate, who may be one already.
fn join(candidates: &mut Vec<Candidate>, found: Found) -> &mut BareSigns {
    let known = candidates.iter().position(|candidate| candidate.found.who == found.who);
    let index = known.unwrap_or(candidates.len());
    if known.is_none() {
        candidates.push(Candidate { found, signs: [0.0; SIGNS] });
    }
    &mut candidates[index].signs
}

fn mark(signs: &mut BareSigns, given: &[(Sign, bool)]) {
    for &(sign, is) in given {
        signs[sign as usize] = f64::from(u8::from(is));
    }
}

/// An attribution whose speaker is looked for, among the others.
struct Bare<'s, 't> {
    scene: &'s Scene<'t>,
    text: &'t Text<'t>,
    attributions: &'s [Attribution],
    /// Who says each attribution, as far as that is known.
    found: &'s [Option<Found>],
    /// The index of this one.
    at: usize,
    /// Its first token.
    start: usize,
    /// The exclusive end of its last token.
    end: usize,
}

impl Bare<'_, '_> {
    /// The last attribution before another one that has a speaker, stands in the running
    /// text and is not a part of what somebody else says.
    fn spoken(&self, before: usize) -> Option<usize> {
        let here = self.text.paragraph_of(self.start);
        let beside = |first: usize| self.scene.is_aside(first) && self.text.paragraph_of(first) != here;
        let earliest = self.at.saturating_sub(ROWS);
        let counts = |row: usize| {
            let first = self.attributions[row].content[0].start;
            !self.who(row).is_empty() && !beside(first) && !self.is_inner(row, earliest)
        };
        (earliest..before).rev().find(|&row| counts(row))
    }

    /// Who says another attribution; nobody if that is not known.
    fn who(&self, row: usize) -> &[Who] {
        self.found[row].as_ref().map_or(&[], |found| &found.who)
    }

    /// Whether the words of one of some attributions hold another: “People say it rained.”
    fn is_inner(&self, row: usize, earliest: usize) -> bool {
        let Attribution { source, content, .. } = &self.attributions[row];
        let quoted = source.as_ref().is_some_and(|source| !self.text.is_outside(source.start));
        let holds = |outer: usize| {
            self.attributions[outer].content.iter().any(|piece| piece.contains(&content[0].start))
        };
        quoted || (earliest..row).any(holds)
    }

    /// The exclusive end of an attribution, as far as it stands before this one.
    fn end_of(&self, row: usize) -> usize {
        let Attribution { source, cue, content, .. } = &self.attributions[row];
        let ends = content.iter().chain(source).chain(cue).map(|part| part.end);
        ends.filter(|&end| end <= self.start).max().unwrap_or(self.start)
    }

    /// The speaker of another attribution, with its source before the names in the chain.
    fn speaker_of(&self, row: usize) -> Found {
        let mut found = self.found[row].clone().unwrap_or_else(|| Found::nobody(Vec::new()));
        let source = self.attributions[row].source.as_ref();
        found.chain.splice(0..0, source.filter(|&source| found.chain.first() != Some(source)).cloned());
        found
    }

    /// The last speaker and the one before, who are known up to the token `from`.
    fn add_last(&self, candidates: &mut Vec<Candidate>, last: usize, from: usize) {
        let text = self.text;
        let before = self.sentence_before();
        let fresh = from.max(before.start)..before.end.max(from);
        let end = from.saturating_sub(1);
        let pieces = self.attributions[last].content.iter().rev();
        let said = pieces.map(|piece| piece.end - 1).find(|&token| token < self.start);
        let at_once = (from..self.start).all(|token| text.is_mark(token) || self.scene.is_aside(token));
        let here = text.paragraph_of(end) == text.paragraph_of(self.start);
        let next = at_once && !here && self.starts_paragraph(self.start);
        let steps = self.scene.steps(text.tokens[end].sentence, text.tokens[self.start].sentence);
        let asks = next
            && said
                .is_some_and(|token| (token.saturating_sub(1)..=token).any(|token| text.norm(token) == "?"));
        let single = matches!(self.who(last), [Who::Named(_)]);
        let other = |entity| !self.who(last).contains(&Who::Named(entity));
        mark(
            join(candidates, self.speaker_of(last)),
            &[
                (Sign::Last, true),
                (Sign::LastAtOnce, at_once),
                (Sign::LastNear, !at_once && steps <= NEAR_STEPS),
                (Sign::LastFar, steps > FAR_STEPS),
                (Sign::LastHere, here),
                (Sign::LastAsks, asks),
                (Sign::LastUnnamed, !single),
                (Sign::LastInterrupted, self.subject(&fresh).is_some_and(other)),
                (Sign::LastBeforeUnnamed, self.introduces_unnamed(&fresh)),
            ],
        );
        let Some(previous) = self.spoken(last).filter(|&row| self.who(row) != self.who(last)) else { return };
        mark(
            join(candidates, self.speaker_of(previous)),
            &[(Sign::Previous, true), (Sign::PreviousAsked, asks)],
        );
    }

    fn starts_paragraph(&self, token: usize) -> bool {
        self.text.paragraphs[self.text.paragraph_of(token)].tokens.start == token
    }

    /// The sentence of the running text before the attribution, or the part of its own
    /// sentence before it.
    fn sentence_before(&self) -> Range<usize> {
        let own = self.text.sentence_of(self.start).start;
        let start = if own < self.start { own } else { self.scene.sentences_before(self.start, 1) };
        start..self.text.sentence_of(start).end.min(self.start)
    }

    /// Whether a sentence starts with somebody without a name: "A neighbour watched."
    fn introduces_unnamed(&self, sentence: &Range<usize>) -> bool {
        let one = |token: usize| matches!(self.text.norm(token), "a" | "an" | "one" | "another" | "some");
        !sentence.is_empty() && one(sentence.start) && self.subject(sentence).is_none()
    }

    /// The person whom a sentence is about.
    fn subject(&self, sentence: &Range<usize>) -> Option<usize> {
        let he = sentence.clone().take(NEAR).find(|&token| pronoun::as_subject(self.text, token).is_some());
        let named = self.persons(sentence).find(|m| self.is_subject(m));
        let he = he.filter(|&he| named.is_none_or(|named| he < named.tokens.start));
        he.map_or(named.map(|named| named.entity), |he| self.scene.meant_by(he))
    }

    fn is_subject(&self, mention: &Mention) -> bool {
        !self.scene.is_possessor(mention) && !self.scene.hangs(mention)
    }

    /// The persons named in a range of the running text, outside quotation marks.
    fn persons(&self, tokens: &Range<usize>) -> impl DoubleEndedIterator<Item = &Mention> {
        let running = |m: &&Mention| self.text.is_outside(m.tokens.start) && !m.aside;
        let near = latest(self.scene.names.within(tokens)).iter().filter(running);
        near.filter(|m| self.scene.names.is_person(m.entity))
    }

    /// Those who are named after the token `from` in the last sentences.
    fn add_named(&self, candidates: &mut Vec<Candidate>, from: usize) {
        let (text, scene) = (self.text, self.scene);
        let before = self.sentence_before();
        let subject = self.subject(&before);
        let first = self.persons(&before).next().map(|m| m.entity).or(subject);
        let window = from.max(scene.sentences_before(self.start, SENTENCES))..self.start;
        let he = window
            .clone()
            .rev()
            .take(NEAR)
            .filter_map(|token| Some((token..token + 1, scene.meant_by(token)?)));
        let named = self.persons(&window).rev().map(|m| (m.tokens.clone(), m.entity));
        let mut seen: Vec<usize> = Vec::new();
        for (tokens, entity) in he.chain(named) {
            if seen.contains(&entity) {
                continue;
            }
            seen.push(entity);
            let last = before.contains(&tokens.start);
            let here = text.paragraph_of(tokens.start) == text.paragraph_of(self.start);
            let starts = tokens.start == before.start;
            let mention = Mention { tokens, entity, aside: false };
            mark(
                join(candidates, scene.called(&mention, BY_NAME)),
                &[
                    (Sign::Named, true),
                    (Sign::NamedFirst, last && first == Some(entity)),
                    (Sign::NamedSubject, last && subject == Some(entity)),
                    (Sign::NamedStarts, starts),
                    (Sign::NamedHere, here),
                    (Sign::NamedNew, scene.first(entity) >= window.start),
                ],
            );
        }
    }

    /// The subject of the sentence after, and whoever speaks on where the quotation stays
    /// open.
    fn add_after(&self, candidates: &mut Vec<Candidate>) {
        let (text, end) = (self.text, self.end);
        if end < text.tokens.len() && text.paragraph_of(end) == text.paragraph_of(self.start) {
            let after = end..text.sentence_of(end).end;
            if let Some(mention) = self.persons(&after).find(|m| self.is_subject(m)) {
                mark(join(candidates, self.scene.called(mention, BY_NAME)), &[(Sign::After, true)]);
            }
        }
        if text.quotation_at(end - 1).is_none_or(|quotation| quotation.closed) {
            return;
        }
        let mut rows = (self.at + 1..self.found.len()).take(ROWS);
        let carries_on = |&row: &usize| self.starts_paragraph(self.attributions[row].content[0].start);
        let next = rows.find(|&row| !self.who(row).is_empty()).filter(carries_on);
        if let Some(next) = next {
            mark(join(candidates, self.speaker_of(next)), &[(Sign::Next, true)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::people::testing::{NOBODY, chains, names};

    /// The speakers of the last attribution of an article.
    fn last(article: &str) -> Vec<String> {
        names(article).pop().unwrap_or_default()
    }

    #[test]
    fn the_last_speaker_goes_on() {
        for article in [
            "“We left at dawn,” [Ann Lee] <said>.\n\n{“Nobody came after us.”}",
            "[Ann Lee] <said> that it rained. {“We left at dawn.”}",
            "[Ann Lee] <said> that it rained. {“We left at dawn.”}\n\n{“Nobody came after us.”}",
            "[Ann Lee] <said> that it rained.\n\nPhoto: Bo Ek\n\n{“We left at dawn.”}",
            "[Ann Lee] <said> that it rained. She opened the door. {“We left at dawn.”}",
            "[Bo Ek] <said> that it snowed. [Ann Lee] <said> that it rained.\n\n{“We left at dawn.”}",
        ] {
            assert_eq!(last(article), ["Ann Lee"], "{article}");
        }
    }

    #[test]
    fn somebody_who_is_introduced_speaks_next() {
        for introduced in [
            "Jo Pell has moved out. ",
            "Jo Pell, 40, has moved out. ",
            "But Jo Pell disagrees. ",
            "Last year Jo Pell sold the house. ",
            "For Jo Pell, 40, the crane was a friend. ",
            "Prices fell. Jo Pell was not surprised. ",
            "Ms. Jo Pell was among those waiting at the door. ",
            "Jo Pell, who runs the fish market, has seen worse. ",
            "Jo Pell remembers the night well.\n\n",
            "Jo Pell lost her house in the flood. She sleeps at the hall. ",
            "Not everybody agrees. Jo Pell keeps her windows shut. ",
        ] {
            let article = format!(
                "“It is the worst spring I can remember,” <said> [Ilka Brandt].\n\n{introduced}{{“I could \
                 not sleep there any more.”}}\n\nThe council will meet on Thursday."
            );
            assert_eq!(last(&article), ["Jo Pell"], "{introduced}");
        }
    }

    #[test]
    fn whoever_was_asked_answers() {
        let article = "[Ann Lee] <asked>, “Who was there?”\n\n“Everybody came,” <said> [Bo Ek].\n\n[Lee] \
                       <asked>, “And what did they see?”\n\n{“They saw the boat.”}";
        assert_eq!(last(article), ["Bo Ek"]);
    }

    #[test]
    fn nobody_says_what_is_unrelated() {
        for article in [
            "The hall was empty.\n\n{“We left at dawn and never came back.”}\n\nIt rained.",
            "[Ann Lee] <said> that it rained. A neighbour watched from the road. {“We left at dawn.”}",
            "[Ann Lee] <said> that it rained.\n\nPrices rose in May. The road was closed.\n\nThe match began \
             late. Two towns have the same plan.\n\n{“We left at dawn.”}",
        ] {
            assert_eq!(last(article), NOBODY, "{article}");
        }
    }

    #[test]
    fn a_part_of_what_somebody_says_is_no_speaker() {
        let article = "“The roof fell in and [people] <said> that it rained,” [Ann Lee] <said>.\n\n{“We left \
                       at dawn.”}";
        assert_eq!(last(article), ["Ann Lee"]);
    }

    #[test]
    fn the_chain_leads_from_the_source_before() {
        let article = "Ann Lee left. [Lee] <said> that it rained.\n\n{“We left at dawn.”}";
        assert_eq!(chains(article)[1], ["Lee", "Ann Lee"]);
    }

    #[test]
    fn she_is_whoever_was_introduced() {
        let article = "“It rained,” <said> [Ilka Brandt].\n\nJo Pell has moved out. {“I could not sleep \
                       there.”} [She] <added> that it snowed.";
        assert_eq!(last(article), ["Jo Pell"]);
    }
}
