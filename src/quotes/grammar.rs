//! A little grammar: the class of each word, noun phrases, clause ends.
//!
//! Closed classes are listed; every other word counts as nominal unless its
//! form says verb. That is enough to find the subject beside a cue verb.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::cues::{self, Cue, Form};
use super::marks::Quotation;
use crate::text::{Text, TokenKind, calendar};

/// What a word can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Determiner,
    /// "his"
    Possessive,
    /// "’s"
    Genitive,
    /// "he"
    Subject,
    /// "him"
    Object,
    /// "who"
    Relative,
    Preposition,
    /// "to"
    To,
    Coordinator,
    Subordinator,
    /// "is"
    Be,
    /// "has"
    Have,
    /// "would", "did"
    Modal,
    Adverb,
    /// A capitalised word.
    Name,
    /// Any other word or number.
    Nominal,
    Comma,
    Mark,
}

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "these", "those", "some", "many", "most", "several", "both", "all", "any",
    "each", "every", "no", "one", "two", "three", "another", "few", "such", "other",
];
const POSSESSIVES: &[&str] = &["his", "their", "its", "our", "my", "your", "whose"];
const SUBJECTS: &[&str] = &["he", "she", "they", "i", "we", "it", "you"];
const OBJECTS: &[&str] =
    &["him", "them", "me", "us", "himself", "herself", "themselves", "itself", "myself", "ourselves", "her"];
const RELATIVES: &[&str] = &["who", "which"];
const PREPOSITIONS: &[&str] = &[
    "of",
    "for",
    "from",
    "in",
    "at",
    "on",
    "with",
    "by",
    "about",
    "into",
    "over",
    "under",
    "between",
    "against",
    "among",
    "during",
    "through",
    "toward",
    "towards",
    "without",
    "within",
    "near",
    "via",
    "per",
    "despite",
    "amid",
    "behind",
    "across",
    "around",
    "outside",
    "inside",
    "like",
    "unlike",
    "upon",
    "off",
    "following",
    "including",
    "regarding",
    "than",
];
const COORDINATORS: &[&str] = &["and", "or", "but", "nor", "yet"];
const SUBORDINATORS: &[&str] = &[
    "that", "because", "although", "though", "while", "when", "if", "as", "since", "after", "before",
    "until", "whether", "where", "why", "how", "what", "whereas", "so", "unless", "whatever", "whenever",
];
const BE: &[&str] =
    &["is", "are", "was", "were", "be", "been", "being", "'re", "'m", "isn't", "aren't", "wasn't", "weren't"];
const HAVE: &[&str] = &["has", "have", "had", "having", "'ve", "hasn't", "haven't", "hadn't"];
const MODALS: &[&str] = &[
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "shall",
    "should",
    "do",
    "does",
    "did",
    "'ll",
    "'d",
    "don't",
    "doesn't",
    "didn't",
    "won't",
    "wouldn't",
    "can't",
    "couldn't",
    "cannot",
    "shouldn't",
];
const ADVERBS: &[&str] = &[
    "also",
    "still",
    "later",
    "then",
    "now",
    "never",
    "often",
    "always",
    "once",
    "again",
    "even",
    "just",
    "only",
    "too",
    "not",
    "ever",
    "already",
    "soon",
    "instead",
    "perhaps",
    "however",
    "meanwhile",
    "rather",
    "further",
    "long",
    "first",
    "famously",
    "today",
    "yesterday",
    "tomorrow",
    "there",
    "here",
    "else",
    "back",
    "out",
];
/// Nouns and adjectives in -ly, against the rule that -ly makes adverbs.
const NOT_ADVERBS: &[&str] = &[
    "family",
    "reply",
    "supply",
    "rally",
    "ally",
    "july",
    "italy",
    "assembly",
    "early",
    "likely",
    "friendly",
    "deadly",
    "daily",
    "weekly",
    "monthly",
    "anomaly",
    "monopoly",
    "butterfly",
    "bully",
    "kelly",
    "sally",
    "emily",
    "elderly",
    "lonely",
    "ugly",
    "unlikely",
    "kimberly",
    "beverly",
    "billy",
    "molly",
    "o'reilly",
];
/// Determiners that can be a subject of their own: "both said".
const STANDING_ALONE: &[&str] =
    &["some", "many", "most", "several", "both", "all", "this", "these", "those", "one", "two"];
/// Verbs before "to" that leave the subject of the next verb the same.
const CHAINS: &[&str] = &[
    "declined",
    "refused",
    "continued",
    "continues",
    "went",
    "goes",
    "tried",
    "sought",
    "appeared",
    "appears",
    "seemed",
    "seems",
    "began",
    "used",
    "wanted",
    "wants",
    "failed",
    "chose",
    "going",
    "had",
    "has",
    "have",
    "on",
    "likes",
    "like",
    "want",
    "continue",
    "moved",
    "rushed",
    "hastened",
    "decline",
    "declines",
    "refuses",
];
/// Prepositions that may stand inside the noun phrase of a source.
const INSIDE: &[&str] = &["of", "for", "from", "in", "at", "with", "on", "to", "against", "inside", "near"];
/// Words for times that are in no calendar.
const TIMES: &[&str] =
    &["morning", "afternoon", "evening", "night", "week", "month", "year", "today", "yesterday"];
/// Noun phrases longer than this are a misreading.
const LONGEST_PHRASE: usize = 24;
/// A verb with auxiliaries, adverbs and verbs before "to" in front of it is shorter.
const LONGEST_GROUP: usize = 16;
/// Appositions and relative clauses between commas may be longer.
const LONGEST_APPOSITION: usize = 36;

/// The class of every word of a closed class.
static CLOSED: LazyLock<HashMap<&str, Class>> = LazyLock::new(|| {
    let lists: [(&[&str], Class); 12] = [
        (DETERMINERS, Class::Determiner),
        (POSSESSIVES, Class::Possessive),
        (SUBJECTS, Class::Subject),
        (RELATIVES, Class::Relative),
        (PREPOSITIONS, Class::Preposition),
        (COORDINATORS, Class::Coordinator),
        (SUBORDINATORS, Class::Subordinator),
        (BE, Class::Be),
        (HAVE, Class::Have),
        (MODALS, Class::Modal),
        (ADVERBS, Class::Adverb),
        (OBJECTS, Class::Object),
    ];
    lists.into_iter().flat_map(|(list, class)| list.iter().map(move |&word| (word, class))).collect()
});

/// A text with the class of each word and its quotations.
pub(super) struct Grammar<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) quotations: Vec<Quotation>,
    classes: Vec<Class>,
    /// For each token, one more than the index of the quotation it lies in.
    quotation_of: Vec<u32>,
}

/// A cue verb in use, with its auxiliaries and its subject.
#[derive(Clone, Debug)]
pub(super) struct Use {
    /// The token of the verb.
    pub(super) verb: usize,
    /// The verb with auxiliaries and adverbs before it.
    pub(super) group: Range<usize>,
    pub(super) cue: &'static Cue,
    pub(super) form: Form,
}

impl<'t> Grammar<'t> {
    pub(super) fn new(text: &'t Text<'t>) -> Self {
        let quotations = super::marks::find(text);
        let mut quotation_of = vec![0; text.tokens.len()];
        for (index, quotation) in quotations.iter().enumerate() {
            quotation_of[quotation.tokens.clone()].fill(index as u32 + 1);
        }
        let classes = (0..text.tokens.len()).map(|t| classify(text, t)).collect();
        Grammar { text, quotations, classes, quotation_of }
    }

    pub(super) fn class(&self, token: usize) -> Class {
        self.classes.get(token).copied().unwrap_or(Class::Mark)
    }

    pub(super) fn norm(&self, token: usize) -> &str {
        if token < self.text.tokens.len() { self.text.norm(token) } else { "" }
    }

    /// The index of the quotation that holds a token.
    pub(super) fn quotation_at(&self, token: usize) -> Option<usize> {
        self.quotation_of.get(token).and_then(|&index| (index as usize).checked_sub(1))
    }

    /// The tokens of the sentence that holds a token.
    pub(super) fn sentence(&self, token: usize) -> Range<usize> {
        self.text.sentences[self.text.tokens[token].sentence].tokens.clone()
    }

    /// Whether a token is a word or a number.
    pub(super) fn is_word(&self, token: usize) -> bool {
        self.text.tokens[token].kind != TokenKind::Mark
    }

    /// Whether a token is a word for a time: "Monday", "May", "week".
    pub(super) fn is_time(&self, token: usize) -> bool {
        calendar::is_weekday(self.norm(token))
            || calendar::is_month(self.norm(token))
            || TIMES.contains(&self.norm(token))
    }

    /// If a token is a cue verb used as a verb, that use.
    pub(super) fn cue_use(&self, verb: usize) -> Option<Use> {
        let (cue, form) = cues::look_up(self.norm(verb))?;
        let start = self.sentence(verb).start;
        // "the United States"
        if verb > start && self.text.is_capitalized(verb) {
            return None;
        }
        let (group, helped, passive) = self.verb_group(verb, form, start);
        let verbal = !passive
            && if helped {
                let class = self.class_before(group.start, start);
                !matches!(class, Some(Class::Determiner | Class::Possessive))
            } else {
                self.is_verb_by_form(verb, form, group.start, start)
            };
        let silent = self.norm(verb) == "mention"
            && (group.start..verb)
                .any(|t| matches!(self.norm(t), "not" | "never" | "didn't" | "doesn't" | "don't"));
        (verbal && !silent).then_some(Use { verb, group, cue, form })
    }

    /// A verb with the auxiliaries, adverbs and chained verbs before it;
    /// whether one of those shows that it is a verb; and whether it is passive.
    fn verb_group(&self, verb: usize, form: Form, start: usize) -> (Range<usize>, bool, bool) {
        let mut first = verb;
        let mut passive = false;
        let mut helped = false;
        while first > start && verb - first < LONGEST_GROUP {
            let before = first - 1;
            match self.class(before) {
                Class::Adverb => {}
                Class::Be => {
                    passive |= form == Form::Past;
                    helped = true;
                }
                Class::Have | Class::Modal => helped = true,
                Class::Genitive
                    if form == Form::Gerund
                        || form == Form::Past && self.class(before.wrapping_sub(1)) == Class::Subject =>
                {
                    helped = true;
                }
                Class::To if before > start && CHAINS.contains(&self.norm(before - 1)) => {
                    helped = true;
                    first = before - 1;
                    continue;
                }
                _ => break,
            }
            first = before;
        }
        (first..verb + 1, helped, passive)
    }

    fn class_before(&self, token: usize, start: usize) -> Option<Class> {
        (token > start).then(|| self.class(token - 1))
    }

    /// Whether a cue without auxiliaries is a verb, by its form and what
    /// stands before its group.
    fn is_verb_by_form(&self, verb: usize, form: Form, first: usize, start: usize) -> bool {
        let before = (first > start).then(|| first - 1);
        let class = self.class_before(first, start);
        match form {
            Form::Gerund => match class {
                Some(Class::Comma | Class::Coordinator | Class::Mark) => true,
                Some(Class::Subordinator) => {
                    matches!(self.norm(first - 1), "while" | "after" | "before" | "when" | "since")
                }
                // "with both leaders stressing"
                Some(Class::Nominal | Class::Name) => self
                    .phrase_before(first, start)
                    .is_some_and(|phrase| phrase.start > start && self.norm(phrase.start - 1) == "with"),
                _ => false,
            },
            Form::Past if class == Some(Class::Determiner) => STANDING_ALONE.contains(&self.norm(first - 1)),
            Form::Past => !matches!(
                class,
                Some(
                    Class::Possessive
                        | Class::Genitive
                        | Class::Preposition
                        | Class::To
                        | Class::Subordinator
                )
            ),
            Form::Third => self.third_person(verb, class, before),
            Form::Base => match class {
                Some(Class::Subject) => !matches!(self.norm(first - 1), "he" | "she" | "it"),
                Some(Class::Relative | Class::Nominal | Class::Name) => {
                    before.is_some_and(|b| self.is_plural(b)) && self.clause_follows(verb + 1)
                }
                _ => false,
            },
        }
    }

    fn third_person(&self, verb: usize, class: Option<Class>, before: Option<usize>) -> bool {
        match class {
            Some(Class::Subject) => before.is_some_and(|b| matches!(self.norm(b), "he" | "she" | "it")),
            Some(Class::Relative | Class::Name) => true,
            Some(Class::Coordinator | Class::Nominal | Class::Comma | Class::Mark) => {
                self.norm(verb) == "says" || self.clause_follows(verb + 1) || self.norm(verb + 1) == ":"
            }
            _ => false,
        }
    }

    fn is_plural(&self, token: usize) -> bool {
        let norm = self.norm(token);
        norm == "who"
            || norm == "people"
            || norm == "women"
            || norm == "men"
            || norm == "police"
            || norm.ends_with('s') && !norm.ends_with("ss") && !norm.ends_with("us")
    }

    /// Whether what stands at `at` can be the start of a clause or phrase.
    fn clause_follows(&self, at: usize) -> bool {
        matches!(
            self.class(at),
            Class::Determiner
                | Class::Possessive
                | Class::Subject
                | Class::Name
                | Class::Subordinator
                | Class::To
                | Class::Object
        ) || self.quotation_at(at).is_some()
    }

    /// The subject of a verb group: the noun phrase that ends before it.
    pub(super) fn subject_before(&self, group: usize, from: usize) -> Option<Range<usize>> {
        let last = group.checked_sub(1).filter(|&last| last >= from)?;
        if self.class(last) == Class::Comma || self.norm(last) == "—" || self.norm(last) == "–" {
            return self.apposed(last, from);
        }
        if self.norm(last) == ")" {
            let open = (from..last).rev().take(LONGEST_PHRASE).find(|&t| self.norm(t) == "(")?;
            return self.phrase_before(open, from).map(|phrase| phrase.start..group);
        }
        self.phrase_before(group, from)
    }

    /// "Ann Lee, a former judge, said": the phrase before a pair of commas.
    fn apposed(&self, close: usize, from: usize) -> Option<Range<usize>> {
        let mark = self.norm(close);
        let low = from.max(close.saturating_sub(LONGEST_APPOSITION));
        let mut opens =
            (low..close).rev().filter(|&t| self.norm(t) == mark && self.quotation_at(t).is_none());
        let open = opens.next()?;
        let inner = open + 1;
        if self.norm(inner) == "and" || self.norm(inner) == "but" {
            // "X, Y, and Z, said": a list, not an apposition.
            return None;
        }
        let phrase = self.phrase_before(open, from)?;
        Some(phrase.start..close)
    }

    /// The noun phrase that ends right before `end`.
    pub(super) fn phrase_before(&self, end: usize, from: usize) -> Option<Range<usize>> {
        let low = from.max(end.saturating_sub(LONGEST_PHRASE));
        let last = end.checked_sub(1).filter(|&last| last >= low)?;
        match self.class(last) {
            Class::Subject | Class::Relative => return Some(last..end),
            Class::Name | Class::Nominal => {}
            Class::Determiner if STANDING_ALONE.contains(&self.norm(last)) => {}
            _ => return None,
        }
        let mut start = last;
        while start > low {
            let before = start - 1;
            let keep = match self.class(before) {
                Class::Name | Class::Nominal => !self.is_verb(before),
                Class::Genitive | Class::Determiner | Class::Possessive => true,
                Class::Adverb => matches!(self.norm(before), "early" | "long" | "first"),
                Class::Preposition | Class::To => {
                    let some_of = self.norm(before) == "of"
                        && before > low
                        && self.class(before - 1) == Class::Determiner;
                    some_of
                        || INSIDE.contains(&self.norm(before))
                            && before > low
                            && matches!(self.class(before - 1), Class::Name | Class::Nominal)
                            && !self.is_verb(before - 1)
                }
                Class::Coordinator => {
                    self.norm(before) == "and" && before > low && self.joins_names(before, from)
                }
                Class::Mark => matches!(self.norm(before), "&" | "." | "/" | "-" | "$" | "%"),
                _ => false,
            };
            if !keep || self.quotation_at(before) != self.quotation_at(last) {
                break;
            }
            // "… of the ministry": a determiner opens a phrase unless a preposition stands before it.
            start = before;
            if matches!(self.class(before), Class::Determiner | Class::Possessive) && before > low {
                let outer = before - 1;
                let inside = matches!(self.class(outer), Class::Preposition | Class::Determiner)
                    || self.class(outer) == Class::Coordinator;
                if !inside {
                    break;
                }
            }
        }
        self.trim_times(start..end)
    }

    /// "Lee and Ek said", but not "he left and Ek said".
    fn joins_names(&self, and: usize, from: usize) -> bool {
        let left = and - 1;
        if !matches!(self.class(left), Class::Name | Class::Nominal) || self.is_verb(left) {
            return false;
        }
        let mut start = left;
        while start > from
            && (matches!(
                self.class(start - 1),
                Class::Name | Class::Determiner | Class::Nominal | Class::Genitive
            ) || INSIDE.contains(&self.norm(start - 1)))
            && !self.is_verb(start - 1)
        {
            start -= 1;
        }
        start == from || matches!(self.class(start - 1), Class::Comma | Class::Subordinator | Class::Mark)
    }

    /// "In 2015 Lee" → "Lee": what is left of a phrase in front goes.
    fn trim_times(&self, mut phrase: Range<usize>) -> Option<Range<usize>> {
        while phrase.len() > 1
            && (self.is_time(phrase.start) && !self.is_time(phrase.end - 1)
                || self.text.tokens[phrase.start].kind == TokenKind::Number
                    && self.class(phrase.start + 1) == Class::Name
                || matches!(
                    self.class(phrase.start),
                    Class::Genitive | Class::Coordinator | Class::Preposition | Class::Mark
                ))
        {
            phrase.start += 1;
        }
        (!phrase.is_empty()).then_some(phrase)
    }

    /// The noun phrase that starts at `start`, for "said Ann Lee, a former judge".
    pub(super) fn phrase_after(&self, start: usize, until: usize) -> Option<Range<usize>> {
        match self.class(start) {
            Class::Subject if start < until => return Some(start..start + 1),
            Class::Name | Class::Nominal | Class::Determiner | Class::Possessive if start < until => {}
            _ => return None,
        }
        let high = until.min(start + LONGEST_PHRASE);
        let mut end = start + 1;
        while end < high {
            let keep = match self.class(end) {
                Class::Name | Class::Nominal => !self.is_verb(end) && !self.is_time(end),
                Class::Genitive | Class::Determiner | Class::Possessive => true,
                Class::Preposition => {
                    matches!(self.norm(end), "of" | "for" | "at" | "from" | "with") && end + 1 < high
                }
                Class::Coordinator => self.norm(end) == "and" && self.class(end + 1) == Class::Name,
                Class::Mark => matches!(self.norm(end), "&" | "-" | "/"),
                _ => false,
            };
            if !keep {
                break;
            }
            end += 1;
        }
        let named = self.name_behind(start, end, until);
        if named > end {
            end = named;
        } else if self.class(end) == Class::Comma && self.starts_apposition(end + 1, until) {
            let limit = until.min(end + LONGEST_APPOSITION);
            let close = (end + 1..limit)
                .find(|&t| self.class(t) == Class::Comma || self.is_stop(t) || self.quotation_at(t).is_some())
                .unwrap_or(limit);
            let clause =
                self.class(end + 1) != Class::Relative && (end + 1..close).any(|t| self.is_predicate(t));
            end = if clause { end } else { close };
        }
        Some(start..end)
    }

    /// "said a spokeswoman, Ann Lee": where the name behind a description ends.
    fn name_behind(&self, start: usize, comma: usize, until: usize) -> usize {
        let unnamed = matches!(self.norm(start), "a" | "an" | "one" | "another")
            || self.class(start) == Class::Possessive;
        // "According to the report, Ann Lee left": only at a sentence's end is
        // the name surely that of "the minister".
        let definite = self.norm(start) == "the" || (start..comma).any(|t| self.class(t) == Class::Genitive);
        let name = comma + 1;
        if self.class(comma) != Class::Comma {
            return comma;
        }
        let end = (name..until).find(|&t| self.class(t) != Class::Name).unwrap_or(until);
        let closes = end >= until || self.is_stop(end);
        if end > name + 1 && (unnamed || definite && closes) { end } else { comma }
    }

    fn starts_apposition(&self, at: usize, until: usize) -> bool {
        at < until
            && (matches!(
                self.norm(at),
                "a" | "an" | "the" | "who" | "which" | "former" | "chief" | "president" | "head"
            ) || matches!(self.class(at), Class::Possessive)
                || self.class(at) == Class::Nominal
                    && cues::look_up(self.norm(at)).is_none()
                    && !self.norm(at).ends_with("ing"))
    }

    pub(super) fn is_stop(&self, token: usize) -> bool {
        matches!(self.norm(token), "." | "!" | "?" | ";" | "…")
    }

    /// Whether a word can start a predicate: an auxiliary or a finite verb.
    pub(super) fn is_predicate(&self, token: usize) -> bool {
        matches!(self.class(token), Class::Be | Class::Have | Class::Modal) || self.is_verb(token)
    }

    /// Whether a lower-case word looks like a finite verb.
    pub(super) fn is_verb(&self, token: usize) -> bool {
        self.class(token) == Class::Nominal
            && self.text.tokens[token].kind == TokenKind::Word
            && !self.text.is_capitalized(token)
            && (is_common_verb(self.norm(token))
                || self.norm(token).ends_with("ed")
                    && self.norm(token).len() > 4
                    && !self.is_attributive(token)
                || cues::look_up(self.norm(token)).is_some_and(|(_, form)| form == Form::Past))
    }

    /// "the proposed law": an -ed word behind a determiner is an adjective.
    fn is_attributive(&self, token: usize) -> bool {
        token > 0
            && (matches!(
                self.class(token - 1),
                Class::Determiner | Class::Possessive | Class::Genitive | Class::Adverb
            ))
    }
}

fn classify(text: &Text, token: usize) -> Class {
    let norm = text.norm(token);
    if text.tokens[token].kind == TokenKind::Mark {
        return if norm == "," { Class::Comma } else { Class::Mark };
    }
    match norm {
        "'s" => return Class::Genitive,
        "to" => return Class::To,
        "us" if text.raw(token) == "US" => return Class::Name,
        "her" if text.tokens.get(token + 1).is_some_and(|t| t.kind == TokenKind::Word) => {
            return Class::Possessive;
        }
        // "Will Smith", "May" inside a sentence
        "will" | "may" | "march"
            if text.is_capitalized(token)
                && token > 0
                && text.tokens[token - 1].sentence == text.tokens[token].sentence =>
        {
            return Class::Name;
        }
        _ => {}
    }
    if let Some(&class) = CLOSED.get(norm) {
        return class;
    }
    if norm.ends_with("ly") && !NOT_ADVERBS.contains(&norm) && !text.is_capitalized(token) {
        return Class::Adverb;
    }
    if text.is_capitalized(token) { Class::Name } else { Class::Nominal }
}

/// Common verbs that are no cues and no nouns: they end a noun phrase.
fn is_common_verb(norm: &str) -> bool {
    const VERBS: &[&str] = &[
        "went", "came", "made", "took", "got", "gave", "put", "kept", "left", "met", "won", "lost", "ran",
        "held", "began", "became", "brought", "led", "stood", "sat", "fell", "rose", "grew", "drew", "broke",
        "cut", "hit", "let", "set", "sent", "built", "spent", "paid", "saw", "seen", "heard", "taken",
        "given", "done", "gone", "goes", "comes", "makes", "takes", "gets", "gives", "keeps", "leads",
        "wins", "loses", "sees", "seems", "becomes", "remains", "includes", "helps", "needs", "go", "come",
        "make", "take", "get", "give", "keep", "see", "become", "hear",
    ];
    VERBS.contains(&norm)
}
