//! How far content reaches: where a reported clause or phrase ends.

use std::ops::Range;

use super::cues::Form;
use super::grammar::{Class, Grammar, Use};

/// Words that open a clause or phrase outside a reported noun phrase.
const PHRASE_ENDS: &[&str] = &[
    "after",
    "before",
    "when",
    "while",
    "because",
    "although",
    "though",
    "since",
    "until",
    "if",
    "during",
    "despite",
    "amid",
    "following",
    "where",
    "but",
    "so",
    "unless",
    "which",
    "by",
    "at",
];

impl Grammar<'_> {
    /// The content that starts at `start` and is a clause: up to the next
    /// attribution or the sentence's end.
    pub(super) fn clause_from(&self, start: usize, cue: &Use) -> Range<usize> {
        let sentence = self.sentence(start);
        let mut at = start;
        while at < sentence.end {
            if let Some(quotation) = self.quotation_at(at) {
                let quotation = &self.quotations[quotation];
                let stops = quotation.tokens.end > sentence.end;
                at = quotation.tokens.end;
                if stops {
                    return start..at;
                }
                continue;
            }
            if at > start && self.breaks_off(at, cue, sentence.end) {
                break;
            }
            at += 1;
        }
        self.trimmed(start..at.min(self.text.tokens.len()))
    }

    /// The content that starts at `start` and is a noun phrase.
    pub(super) fn phrase_from(&self, start: usize, cue: &Use) -> Range<usize> {
        let clause = self.clause_from(start, cue);
        let end = (start + 1..clause.end).find(|&t| {
            self.quotation_at(t).is_none()
                && (PHRASE_ENDS.contains(&self.norm(t))
                    || self.class(t) == Class::Comma && self.quotation_at(t + 1).is_none()
                    || matches!(self.norm(t), ";" | "—" | "–" | "(" | ":")
                    || matches!(self.norm(t), "on" | "in") && self.is_time(t + 1)
                    || self.is_time(t)
                        && !self.text.is_capitalized(t - 1)
                        && self.text.is_capitalized(t)
                        && self.class(t - 1) != Class::Preposition
                    || self.norm(t) == "and" && self.is_verb(t + 1))
        });
        self.trimmed(start..end.unwrap_or(clause.end))
    }

    /// Without the full stop or comma at the end.
    pub(super) fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        while range.len() > 1 {
            let last = range.end - 1;
            if self.quotation_at(last).is_some()
                || self.is_word(last)
                || matches!(self.norm(last), ")" | "]" | "%" | "$")
            {
                break;
            }
            range.end -= 1;
        }
        range
    }

    /// Whether the clause of `cue` ends before `at`.
    fn breaks_off(&self, at: usize, cue: &Use, end: usize) -> bool {
        match self.class(at) {
            Class::Comma => self.comma_breaks_off(at, cue, end),
            Class::Coordinator => self.coordinates(at, cue),
            Class::Mark => self.norm(at) == ";",
            Class::Subordinator => self.norm(at) == "while" && self.gerund_cue(at + 1),
            _ => false,
        }
    }

    fn comma_breaks_off(&self, comma: usize, cue: &Use, end: usize) -> bool {
        let next = comma + 1;
        if next >= end {
            return false;
        }
        let skip = usize::from(
            self.class(next) == Class::Coordinator
                || matches!(self.norm(next), "while" | "though" | "although" | "as"),
        );
        self.ends_relative_clause(next, cue)
            || self.gerund_cue(next)
            || self.gerund_cue(next + skip)
            || self.norm(next) == "according"
            || self.coordinates(next, cue)
            || matches!(cue.form, Form::Gerund | Form::Third) && self.resumes(next)
            || self.subject_and_cue(next + skip, end)
    }

    /// "Lee, who said …, left": the verb of the main clause.
    fn ends_relative_clause(&self, next: usize, cue: &Use) -> bool {
        let subject = cue.group.start.checked_sub(1).map(|before| self.class(before));
        let verb = if self.class(next) == Class::Adverb { next + 1 } else { next };
        subject == Some(Class::Relative) && self.is_predicate(verb)
    }

    /// "adding", "still insisting"
    fn gerund_cue(&self, at: usize) -> bool {
        let verb = if self.class(at) == Class::Adverb { at + 1 } else { at };
        self.quotation_at(verb).is_none()
            && super::cues::look_up(self.norm(verb)).is_some_and(|(_, form)| form == Form::Gerund)
    }

    /// "and warned" behind "described …": a cue in the same form.
    fn coordinates(&self, and: usize, cue: &Use) -> bool {
        if self.class(and) != Class::Coordinator || cue.form == Form::Base {
            return false;
        }
        let mut verb = and + 1;
        while matches!(self.class(verb), Class::Adverb | Class::Have) {
            verb += 1;
        }
        self.quotation_at(verb).is_none()
            && super::cues::look_up(self.norm(verb)).is_some_and(|(_, form)| form == cue.form)
    }

    /// "…, insisting …, but warned": the main clause takes up again.
    fn resumes(&self, and: usize) -> bool {
        let verb = if self.class(and + 1) == Class::Adverb { and + 2 } else { and + 1 };
        self.class(and) == Class::Coordinator && self.cue_use(verb).is_some_and(|cue| cue.form == Form::Past)
    }

    /// A short subject and a cue: "…, Lee said".
    fn subject_and_cue(&self, start: usize, end: usize) -> bool {
        const SUBJECT: usize = 6;
        if !matches!(self.class(start), Class::Subject | Class::Name | Class::Determiner | Class::Nominal) {
            return false;
        }
        let verb = (start + 1..end.min(start + SUBJECT)).find(|&t| self.cue_use(t).is_some());
        verb.is_some_and(|verb| {
            self.cue_use(verb)
                .and_then(|cue| self.subject_before(cue.group.start, start))
                .is_some_and(|subject| subject.start == start)
        })
    }
}
