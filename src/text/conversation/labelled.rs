//! Conversations whose labels say who speaks: "Owen Farr: Why did you leave?"

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::labels::{Form, Label};
use super::super::{Capital, ParagraphKind, Text, TokenKind};
use super::evidence;
use super::{Conversation, Found, Part, Turn};
use crate::lexicon::Class;

/// In a conversation, at least this part of the labelled paragraphs are what
/// people say to one another, as `evidence` sees it.
const SPEECH: f64 = 0.35;
/// The same where a name stands before a dash or on a line of its own, as many
/// headings do, or where no label comes back.
const SURE_SPEECH: f64 = 0.6;
/// At least this part of the labels name speakers for certain.
const NAMED: f64 = 0.5;
/// Common words ("Baker", "Price") are names of speakers only in a conversation
/// of at least this many turns.
const COMMON_TURNS: usize = 4;
/// If at least this part of the paragraphs between the first label and the last
/// have one, all others go on with a turn.
const DENSE: f64 = 0.35;
/// So they do if at least this part of them has "I", "we" or "you".
const SPOKEN: f64 = 0.4;
/// One label alone asks if at least this part of its paragraphs are questions.
const ASKING: f64 = 0.6;
/// A speaker without an interlocutor has at least this many turns.
const ALONE: usize = 3;
/// A list of those who speak ("Moderator: Pavel Irwin, editor") has at most this
/// many tokens in an item.
const CAST: usize = 16;

/// How surely a label names a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// By its words it is a name or a role.
    Speaker,
    /// It may be: its words are common ones.
    Unclear,
}

/// A paragraph that starts with what may be the label of a speaker.
#[derive(Debug)]
struct Labelled {
    paragraph: usize,
    /// The tokens of the name.
    name: Range<usize>,
    /// The colon or dash after it.
    cue: Option<Range<usize>>,
    /// The words after it; empty if it has a line of its own.
    words: Range<usize>,
    form: Form,
    /// The number of the speaker.
    speaker: usize,
    standing: Standing,
    /// Whether its words are what people say to one another.
    speech: bool,
}

/// The conversation of a text whose labels make it one.
pub(super) fn find(text: &Text) -> Option<Found> {
    let all = labelled(text);
    if all.len() < 2 {
        return None;
    }
    let groups = [Form::Colon, Form::Dash, Form::Line].map(|form| {
        let group: Vec<&Labelled> = all.iter().filter(|l| l.form == form).collect();
        without_head(text, group)
    });
    let best = groups.into_iter().filter(|group| is_conversation(text, group)).max_by_key(Vec::len)?;
    Some(Reader::new(text, &best).read())
}

/// Every paragraph with what may be the label of a speaker.
fn labelled(text: &Text) -> Vec<Labelled> {
    let named = named(text);
    let mut keys: HashMap<String, usize> = HashMap::new();
    let mut found = Vec::new();
    for (index, paragraph) in text.paragraphs.iter().enumerate() {
        let apart = paragraph.kind.is_credit() || paragraph.kind == ParagraphKind::Footnote;
        let Some(label) = Label::of(text.slice(paragraph.span)).filter(|_| !apart) else { continue };
        let byte = |at: usize| paragraph.span.start + at;
        let start = byte(label.name.as_ptr() as usize - text.slice(paragraph.span).as_ptr() as usize);
        let all = &text.tokens[paragraph.tokens.clone()];
        let first = paragraph.tokens.start;
        let name = first + all.partition_point(|token| token.span.end <= start)
            ..first + all.partition_point(|token| token.span.start < start + label.name.len());
        let words =
            first + all.partition_point(|token| token.span.start < byte(label.end))..paragraph.tokens.end;
        // "Ann Lee, a baker, said: …" is a sentence.
        let verb = |t: usize| {
            text.is_any(t, &[Class::ReplyCue, Class::TellingCue]) || matches!(text.norm(t), "said" | "says")
        };
        if name.is_empty() || words.start < name.end || (name.end..words.start).any(verb) {
            continue;
        }
        let Some(standing) = standing(text, &name, &named) else { continue };
        let cue = (name.end..words.start).rev().find(|&t| text.norm(t) == ":" || text.is_dash(t));
        let next = keys.len();
        found.push(Labelled {
            paragraph: index,
            speaker: *keys.entry(label.key()).or_insert(next),
            cue: cue.map(|cue| cue..cue + 1),
            form: label.form,
            standing,
            speech: evidence::is_speech(text, &following(text, index, &words)),
            name,
            words,
        });
    }
    found
}

/// The words after a label, or the next paragraph if it has a line of its own.
fn following(text: &Text, paragraph: usize, words: &Range<usize>) -> Range<usize> {
    let next = text.paragraphs.get(paragraph + 1).map(|next| next.tokens.clone());
    if words.is_empty() { next.unwrap_or(words.clone()) } else { words.clone() }
}

/// The words that the text has as names elsewhere.
fn named<'t>(text: &'t Text<'_>) -> HashSet<&'t str> {
    let is_name = |&token: &usize| {
        let word = &text.tokens[token];
        word.capital == Capital::Inside && !word.also_small
    };
    (0..text.tokens.len()).filter(is_name).map(|token| text.norm(token)).collect()
}

/// How surely a name stands for somebody who speaks; nothing if it does not.
fn standing(text: &Text, name: &Range<usize>, named: &HashSet<&str>) -> Option<Standing> {
    use Standing::{Speaker, Unclear};
    let (first, last) = (name.start, name.end - 1);
    if name.len() == 1 && is_question_or_answer(text, first) {
        return Some(Speaker);
    }
    let small = |token: usize| text.tokens[token].kind == TokenKind::Word && !text.is_capitalized(token);
    let given = |token: usize| text.is_any(token, Class::GIVEN);
    let role =
        |token: usize| text.is_any(token, &[Class::TurnLabel, Class::Person, Class::Anonymous, Class::Title]);
    let number = text.tokens[last].kind == TokenKind::Number;
    let has_role = name.clone().any(role);
    let never = name.clone().any(|token| {
        let date = text.is(token, Class::Weekday) || text.is(token, Class::Month) && !given(token);
        let verb =
            text.is(token, Class::Finite) && small(token) || matches!(text.norm(token), "said" | "says");
        let line_label = text.is(token, Class::LineLabel) && (!role(token) || is_alone(text, name, token));
        line_label || date || verb
    });
    let article = matches!(text.norm(first), "the" | "an" | "a");
    let leads = text.is(first, Class::Function) && !article && !given(first) && !role(first);
    let described = name.clone().any(|token| {
        small(token)
            && !text.is_any(token, &[Class::Particle, Class::Link, Class::Small, Class::Abbreviation])
    });
    if never || leads || (described || number || article) && !has_role {
        return None;
    }
    let is_word = |token: usize| text.lexicon.is_word(text.norm(token));
    let known = named.contains(text.norm(last))
        || given(first) && (name.len() > 1 || !text.is(first, Class::GivenWord));
    let sure = has_role || known || name.clone().any(|token| !is_word(token)) || is_initials(text, name);
    Some(if sure { Speaker } else { Unclear })
}

/// Whether a name has no other word.
fn is_alone(text: &Text, name: &Range<usize>, token: usize) -> bool {
    name.clone().all(|other| other == token || text.is_mark(other))
}

/// Whether a token is "Q" or "A", with a full stop, a number or neither.
fn is_question_or_answer(text: &Text, token: usize) -> bool {
    let word = text.norm(token);
    let rest = word.strip_prefix(['q', 'a']).map(|rest| rest.trim_end_matches('.'));
    matches!(word, "question" | "answer")
        || rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a name is two or three capital letters: "OF".
fn is_initials(text: &Text, name: &Range<usize>) -> bool {
    let raw = text.raw(name.start).trim_end_matches('.');
    name.len() == 1 && (2..=3).contains(&raw.chars().count()) && raw.chars().all(char::is_uppercase)
}

/// The labels without those before the conversation: of a title, and of a list of
/// those who speak.
fn without_head<'l>(text: &Text, mut group: Vec<&'l Labelled>) -> Vec<&'l Labelled> {
    let is_title = |first: &Labelled| {
        let next = group.get(1).map_or(usize::MAX, |next| next.paragraph);
        let again = group.iter().skip(1).any(|other| other.speaker == first.speaker);
        let ends = evidence::ends_sentence(text, &first.words);
        first.paragraph == 0
            && match first.words.is_empty() {
                true => !again,
                false if next > 1 => !ends || !first.speech,
                false => !ends && !first.speech && group[1].speaker == first.speaker,
            }
    };
    if group.first().is_some_and(|first| is_title(first)) {
        group.remove(0);
    }
    let cast = group.iter().take_while(|label| is_cast(text, label)).count();
    group.drain(..cast);
    group
}

/// Whether a label only tells who has it: "Moderator: Pavel Irwin, editor".
fn is_cast(text: &Text, label: &Labelled) -> bool {
    let capital = |token: usize| {
        text.is_capitalized(token)
            && !text.is(token, Class::Function)
            && text.tokens[token].kind == TokenKind::Word
    };
    let words = &label.words;
    let name = words.clone().take_while(|&token| capital(token)).count();
    let ends = words
        .clone()
        .nth(name)
        .is_none_or(|token| matches!(text.norm(token), "," | "(" | "." | ";" | "–" | "—"));
    let spoken = evidence::is_first_person(text, words) || evidence::is_second_person(text, words);
    name >= 2 && ends && words.len() <= CAST && !spoken && !evidence::asks(text, words)
}

/// Whether labels of one form are those of a conversation.
fn is_conversation(text: &Text, group: &[&Labelled]) -> bool {
    let turns = group.len();
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for label in group {
        *counts.entry(label.speaker).or_default() += 1;
    }
    let count = |test: fn(&&&Labelled) -> bool| group.iter().filter(test).count() as f64;
    let (spoken, sure) = (count(|l| l.speech), count(|l| l.standing == Standing::Speaker));
    let part = |share: f64| share * turns as f64;
    let again = counts.values().any(|&count| count > 1);
    let speakers = counts.len();
    if turns < 2 || spoken < 1.0 {
        return false;
    }
    if speakers == 1 {
        return turns >= ALONE
            && sure >= part(NAMED)
            && spoken >= part(SURE_SPEECH)
            && group[0].form == Form::Colon;
    }
    if sure < part(NAMED) {
        // Common words: everybody comes back, and speaks as people do.
        let all_again = counts.values().filter(|&&count| count > 1).count() > 1;
        return turns >= COMMON_TURNS
            && all_again
            && spoken >= part(SURE_SPEECH)
            && group[0].form == Form::Colon;
    }
    let body = text.paragraphs.iter().filter(|paragraph| !evidence::is_apart(paragraph.kind)).count();
    let most = turns * 2 >= body;
    match group[0].form {
        Form::Colon if again => spoken >= part(SPEECH),
        Form::Colon => most && spoken >= part(SURE_SPEECH),
        Form::Dash | Form::Line => again && spoken >= part(SURE_SPEECH) && sure >= part(SURE_SPEECH),
    }
}

/// Reads the paragraphs of a conversation in order.
struct Reader<'t, 'l> {
    text: &'t Text<'t>,
    labels: &'l [&'l Labelled],
    /// The names of the speakers, by their last words.
    names: HashSet<&'t str>,
    /// Whether a paragraph without a label goes on with a turn unless it is plainly
    /// something else.
    dense: bool,
    found: Found,
}

impl<'t, 'l> Reader<'t, 'l> {
    fn new(text: &'t Text<'t>, labels: &'l [&'l Labelled]) -> Self {
        let names = labels.iter().map(|label| text.norm(label.name.end - 1)).collect();
        let found = Found { conversation: Conversation::Labelled, turns: Vec::new(), paragraphs: Vec::new() };
        let mut reader = Reader { text, labels, names, dense: false, found };
        reader.dense = reader.is_dense();
        reader
    }

    fn first(&self) -> usize {
        self.labels[0].paragraph
    }

    fn last(&self) -> usize {
        self.labels[self.labels.len() - 1].paragraph
    }

    fn tokens(&self, paragraph: usize) -> Range<usize> {
        self.text.paragraphs[paragraph].tokens.clone()
    }

    /// Whether nearly everything between the first label and the last is said.
    fn is_dense(&self) -> bool {
        let labelled: HashSet<usize> = self.labels.iter().map(|label| label.paragraph).collect();
        let others = (self.first()..=self.last())
            .filter(|paragraph| !labelled.contains(paragraph) && !self.is_apart(*paragraph));
        let (mut count, mut spoken) = (0, 0);
        for paragraph in others {
            count += 1;
            spoken += usize::from(self.speaks(paragraph));
        }
        let all = (count + self.labels.len()) as f64;
        self.labels.len() as f64 >= DENSE * all || f64::from(spoken as u32) >= SPOKEN * count as f64
    }

    /// Whether a paragraph is no part of a turn, wherever it stands.
    fn is_apart(&self, paragraph: usize) -> bool {
        let tokens = self.tokens(paragraph);
        evidence::is_apart(self.text.paragraphs[paragraph].kind)
            || evidence::is_direction(self.text, &tokens)
            || evidence::is_note(self.text, &tokens)
    }

    /// Whether a paragraph has "I" or "you".
    fn speaks(&self, paragraph: usize) -> bool {
        let tokens = self.tokens(paragraph);
        evidence::is_first_person(self.text, &tokens) || evidence::is_second_person(self.text, &tokens)
    }

    /// Whether a paragraph without a label goes on with the turn before it.
    fn goes_on(&self, paragraph: usize) -> bool {
        if self.is_apart(paragraph) || !self.dense {
            return false;
        }
        let tokens = self.tokens(paragraph);
        let names_speaker = || {
            tokens.clone().any(|token| {
                self.text.is_outside(token)
                    && self.text.is_capitalized(token)
                    && self.names.contains(self.text.norm(token))
                    && !is_question_or_answer(self.text, token)
            })
        };
        if paragraph > self.last() {
            return evidence::is_first_person(self.text, &tokens);
        }
        self.speaks(paragraph) || !names_speaker()
    }

    fn read(mut self) -> Found {
        let alone = self.alone();
        let mut labels = self.labels.iter().peekable();
        let mut before: Option<&Labelled> = None;
        // Whether the words of a label that has a line of its own are still to come.
        let mut awaited = false;
        for paragraph in self.first()..self.text.paragraphs.len() {
            if let Some(label) = labels.next_if(|label| label.paragraph == paragraph) {
                awaited = label.words.is_empty();
                self.part(paragraph, ParagraphKind::Turn, Some(label.name.clone()));
                if !awaited {
                    self.turn(paragraph, Some(label), label.words.clone());
                }
                before = Some(label);
                continue;
            }
            let Some(label) = before else { continue };
            let tokens = self.tokens(paragraph);
            if std::mem::take(&mut awaited) {
                awaited = is_time(self.text, &tokens);
                if awaited {
                    self.part(paragraph, ParagraphKind::Time, None);
                } else {
                    self.part(paragraph, ParagraphKind::Turn, Some(label.name.clone()));
                    self.turn(paragraph, Some(label), tokens);
                }
                continue;
            }
            let kind = match alone {
                Some(Alone::Answers) if self.is_question(paragraph) => ParagraphKind::Question,
                _ => ParagraphKind::Turn,
            };
            let other = alone == Some(Alone::Asks) || kind == ParagraphKind::Question;
            if self.goes_on(paragraph) || other && paragraph < self.last() && !self.is_apart(paragraph) {
                self.part(paragraph, kind, (!other).then(|| label.name.clone()));
                self.turn(paragraph, None, tokens);
            }
        }
        self.found
    }

    /// Whether a paragraph asks: "Why?", or `QYou left.`, whose "Q" was bold.
    fn is_question(&self, paragraph: usize) -> bool {
        let tokens = self.tokens(paragraph);
        let mut start = self.text.raw(tokens.start).chars();
        let glued = start.next() == Some('Q') && start.next().is_some_and(char::is_uppercase);
        glued && start.next().is_none_or(char::is_lowercase) || evidence::asks(self.text, &tokens)
    }

    /// What the only label of a text does, if only questions or only answers have one.
    fn alone(&self) -> Option<Alone> {
        if self.labels.iter().any(|label| label.speaker != self.labels[0].speaker) {
            return None;
        }
        let asks = self.labels.iter().filter(|label| evidence::asks(self.text, &label.words)).count() as f64;
        Some(if asks >= ASKING * self.labels.len() as f64 { Alone::Asks } else { Alone::Answers })
    }

    fn part(&mut self, paragraph: usize, kind: ParagraphKind, label: Option<Range<usize>>) {
        self.found.paragraphs.push(Part { paragraph, kind, label });
    }

    fn turn(&mut self, paragraph: usize, label: Option<&Labelled>, words: Range<usize>) {
        let source = label.map(|label| label.name.clone());
        let cue = label.and_then(|label| label.cue.clone());
        self.found.turns.push(Turn { paragraph, source, cue, words });
    }
}

/// What the only label of a conversation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alone {
    Asks,
    Answers,
}

/// Whether a paragraph is only a time: "00:12".
fn is_time(text: &Text, tokens: &Range<usize>) -> bool {
    tokens
        .clone()
        .all(|token| text.tokens[token].kind != TokenKind::Word || matches!(text.norm(token), "am" | "pm"))
        && tokens.clone().any(|token| text.tokens[token].kind == TokenKind::Number)
}
