//! The two sides of an interview: who asks and who answers, by what its head says.
//!
//! The head is everything before the first turn: "Petra Lind, who runs the fish
//! market, talks to Owen Farr", "By Owen Farr". If it does not tell, nobody does.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::entities::{Mention, Names};
use super::phrases::is_article;
use super::scene::{NEAR, TITLES};
use crate::lexicon::Class;
use crate::text::{ParagraphKind, Text};

/// Verbs between the two sides, before "to" or "with": "talks to".
const TALKS: &[&str] = &[
    "talk",
    "talks",
    "talked",
    "speak",
    "speaks",
    "spoke",
    "chat",
    "chats",
    "chatted",
    "conversation",
    "sat",
    "sits",
];
/// Verbs whose object is the other side: "Lind tells Farr", …
const TELLS: &[&str] = &["tells"];
/// … and those whose object answers: "Farr interviews Lind".
const ASKS: &[&str] = &["interviews", "interviewed", "asks", "asked", "meets", "met"];
/// What stands before the name of whoever answers: "an interview with Lind".
const WITH: &[&str] = &["interview", "conversation", "questions", "answers", "minutes", "chat"];
/// Those who lead a conversation, by their trade.
pub(super) const HOSTS: &[&str] = &["host", "presenter", "reporter", "journalist", "anchor", "correspondent"];
/// The other side is named at most this many tokens after the words for it:
/// "talks to the BBC’s political editor Owen Farr".
const REACH: usize = 10;
/// Initials that a list of the speakers explains have at most this many letters.
const INITIALS: usize = 4;
/// What somebody does, and what that makes them: "moderated by Pavel Irwin".
const DONE_BY: &[(&str, &str)] = &[
    ("moderated", "moderator"),
    ("chaired", "chair"),
    ("hosted", "host"),
    ("presented", "presenter"),
    ("interviewed", "interviewer"),
    ("interview", "interviewer"),
    ("questions", "interviewer"),
];

/// Who takes part in a conversation, as entities, by its head.
#[derive(Debug, Default)]
pub(super) struct Sides {
    pub(super) interviewer: Option<usize>,
    pub(super) interviewee: Option<usize>,
    /// Those who are named beside a role: "Moderator: Pavel Irwin".
    pub(super) cast: HashMap<String, usize>,
}

impl Sides {
    /// What the head of a text tells; nothing for a text that is no conversation.
    pub(super) fn of(text: &Text, names: &Names) -> Self {
        let Some(turn) = text.paragraphs.iter().find(|paragraph| paragraph.kind.is_conversation()) else {
            return Sides::default();
        };
        let head = Head { text, names, tokens: 0..turn.tokens.start };
        let cast = head.cast();
        let author = head.author();
        let (asks, answers) = head.told(author);
        let asking = cast.get("interviewer").copied().or(asks).or(author);
        let answering = cast.get("interviewee").copied().or(answers).or_else(|| head.likeliest(asking));
        Sides { interviewer: asking, interviewee: answering.filter(|_| answering != asking), cast }
    }
}

/// Who stands before a verb.
enum Subject {
    /// Somebody who is named.
    Named(usize),
    /// "he", "she": somebody named before.
    They,
    /// "we", or somebody whom the head does not name.
    Reporter,
}

/// The words before a conversation.
struct Head<'t> {
    text: &'t Text<'t>,
    names: &'t Names,
    tokens: Range<usize>,
}

impl<'t> Head<'t> {
    fn mentions(&self) -> &'t [Mention] {
        self.names.within(&self.tokens)
    }

    fn norm(&self, token: usize) -> &'t str {
        self.text.norm(token)
    }

    /// The only person who wrote the article.
    fn author(&self) -> Option<usize> {
        let mut authors =
            self.names.credits.iter().map(|credit| credit.entity).filter(|&e| self.names.is_person(e));
        let author = authors.next()?;
        authors.all(|other| other == author).then_some(author)
    }

    /// Those who are named beside a role.
    fn cast(&self) -> HashMap<String, usize> {
        let mut cast = HashMap::new();
        let is_role =
            |token: usize| self.text.is(token, Class::TurnLabel) || HOSTS.contains(&self.norm(token));
        let short = |token: usize| self.text.raw(token).trim_end_matches('.').chars().all(char::is_uppercase);
        let labels = |token: usize| is_role(token) || short(token) && self.norm(token).len() <= INITIALS;
        for mention in self.mentions().iter().filter(|m| self.names.is_person(m.entity)) {
            // Titles may stand between: "Chair: Dr. Mia Ek".
            let is_title = |token: &usize| {
                self.text.is(*token, Class::Title) && self.text.is(*token, Class::Abbreviation)
            };
            let Some(before) =
                (self.tokens.start..mention.tokens.start).rev().take(TITLES).find(|token| !is_title(token))
            else {
                continue;
            };
            let role = match self.norm(before) {
                ":" | "=" | "–" | "—" if before > 0 && labels(before - 1) => Some(self.norm(before - 1)),
                "by" if before > 0 => {
                    DONE_BY.iter().find(|(done, _)| *done == self.norm(before - 1)).map(|(_, role)| *role)
                }
                "was" | "is" if before > 0 && is_role(before - 1) => Some(self.norm(before - 1)),
                word if is_role(before) => Some(word),
                _ => None,
            };
            // "Pavel Irwin, moderator", "Pavel Irwin, the host"
            let comma = mention.tokens.end;
            let after =
                comma + 1 + usize::from(comma + 1 < self.tokens.end && is_article(self.norm(comma + 1)));
            let after = (after < self.tokens.end && self.norm(comma) == "," && is_role(after))
                .then(|| self.norm(after));
            if let Some(role) = role.or(after) {
                cast.entry(role.trim_end_matches('.').to_owned()).or_insert(mention.entity);
            }
        }
        cast
    }

    /// Who asks and who answers, as a sentence or the title tells.
    fn told(&self, author: Option<usize>) -> (Option<usize>, Option<usize>) {
        let not_author = |&object: &usize| Some(object) != author && self.names.is_person(object);
        for token in self.tokens.clone() {
            let (norm, next, then) = (self.norm(token), self.norm_at(token + 1), self.norm_at(token + 2));
            let linked = matches!(next, "to" | "with") || next == "down" && matches!(then, "to" | "with");
            let between = if TALKS.contains(&norm) && linked {
                Some(token + 2)
            } else {
                TELLS.contains(&norm).then_some(token + 1)
            };
            if let Some(object) = between.and_then(|from| self.object(from)) {
                match self.subject(token) {
                    Subject::Named(subject) => return self.sides(subject, object, author),
                    Subject::They if Some(object) != author => return (author.or(Some(object)), None),
                    Subject::Reporter if Some(object) != author => return (author, Some(object)),
                    _ => {}
                }
            }
            let object = if ASKS.contains(&norm) && next != "by" {
                self.object(token + 1)
            } else if (WITH.contains(&norm) || self.is_q_and_a(token))
                && matches!(next, "with" | "for" | ":" | "from")
            {
                self.object(token + 2)
            } else {
                None
            };
            if let Some(object) = object.filter(not_author) {
                let subject = match self.subject(token) {
                    Subject::Named(subject) if ASKS.contains(&norm) && subject != object => Some(subject),
                    _ => None,
                };
                return (author.or(subject), Some(object));
            }
        }
        (None, None)
    }

    fn norm_at(&self, token: usize) -> &'t str {
        if token < self.tokens.end { self.norm(token) } else { "" }
    }

    /// Whether a token is the last of "Q&A".
    fn is_q_and_a(&self, token: usize) -> bool {
        token >= self.tokens.start + 2
            && (token - 2..=token).map(|token| self.norm(token)).eq(["q", "&", "a"])
    }

    /// Who asks and who answers, of the subject and the object of "talks to".
    /// Either may ask; the author does, and whoever is described does not.
    fn sides(&self, subject: usize, object: usize, author: Option<usize>) -> (Option<usize>, Option<usize>) {
        if subject == object {
            return (author, Some(object).filter(|_| author != Some(object)));
        }
        let person = |entity: usize| self.names.is_person(entity);
        let asks = |entity: usize| Some(entity) == author || !person(entity);
        let answers = |entity: usize| {
            person(entity) && (self.is_described(entity) || self.names.entities[entity].role.is_some())
        };
        if asks(object) || !asks(subject) && (answers(subject) || !answers(object)) {
            (Some(object), Some(subject))
        } else {
            (Some(subject), Some(object))
        }
    }

    /// Who stands before a verb in its sentence.
    fn subject(&self, verb: usize) -> Subject {
        let sentence = self.text.sentence_of(verb).start;
        match self.norm(verb.saturating_sub(1)) {
            "he" | "she" | "they" => return Subject::They,
            "we" | "i" => return Subject::Reporter,
            _ => {}
        }
        let mentions = self.names.within(&(sentence..verb));
        let person = mentions.iter().take(NEAR).find(|mention| self.names.is_person(mention.entity));
        let body = mentions.first().filter(|mention| mention.tokens.end == verb);
        person.or(body).map_or(Subject::Reporter, |mention| Subject::Named(mention.entity))
    }

    /// Whoever is named first after a verb and its preposition; nobody if several are.
    fn object(&self, from: usize) -> Option<usize> {
        if from >= self.tokens.end {
            return None;
        }
        let end = self.text.sentence_of(from).end.min(self.tokens.end);
        let near = self.names.within(&(from..end.min(from + REACH)));
        let person = near.iter().find(|mention| self.names.is_person(mention.entity));
        let object = person.or(near.first())?;
        let and = object.tokens.end;
        let mut others = self.names.within(&(and..end.min(and + REACH))).iter();
        let other = others.any(|mention| self.names.is_person(mention.entity));
        let several = self.norm_at(and) == "and" && other;
        (!several).then_some(object.entity)
    }

    /// Whether the head says what somebody is: "Petra Lind, who runs the market".
    fn is_described(&self, entity: usize) -> bool {
        self.mentions().iter().any(|mention| mention.entity == entity && self.describes(mention))
    }

    /// Whether a description follows a mention.
    fn describes(&self, mention: &Mention) -> bool {
        let at = mention.tokens.end;
        self.norm_at(at) == ","
            && (matches!(self.norm_at(at + 1), "who" | "whose")
                || is_article(self.norm_at(at + 1))
                || at + 1 < self.tokens.end && self.is_age(at + 1))
    }

    fn is_age(&self, token: usize) -> bool {
        self.norm(token).len() == 2 && self.norm(token).bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Of the persons in the head, the one whom it is about.
    fn likeliest(&self, interviewer: Option<usize>) -> Option<usize> {
        let mut scores: HashMap<usize, usize> = HashMap::new();
        let mut described: HashSet<usize> = HashSet::new();
        for mention in self.mentions() {
            let entity = mention.entity;
            if Some(entity) == interviewer || !self.names.is_person(entity) {
                continue;
            }
            let paragraph = &self.text.paragraphs[self.text.paragraph_of(mention.tokens.start)];
            let starts = self.text.sentence_of(mention.tokens.start).start == mention.tokens.start;
            let title = paragraph.kind == ParagraphKind::Heading;
            let is_new = !scores.contains_key(&entity);
            let given = is_new && self.text.is_any(self.names.entities[entity].full.start, Class::GIVEN);
            let told = self.describes(mention) && described.insert(entity);
            *scores.entry(entity).or_default() +=
                1 + usize::from(starts) + usize::from(title) + usize::from(given) + usize::from(told);
        }
        let best = scores.values().copied().max()?;
        let mut likeliest = scores.iter().filter(|(_, score)| **score == best).map(|(&entity, _)| entity);
        let first = likeliest.next()?;
        likeliest.next().is_none().then_some(first)
    }
}
