//! The patterns, one function each.

use std::ops::Range;

use super::Candidate;
use super::cues::Form;
use super::grammar::{Class, Grammar, Use};
use crate::report::{ParagraphKind, Rule};
use crate::text::{TokenKind, calendar};

/// A quotation with fewer words and no full stop or comma inside marks a
/// phrase or a doubt; it is no statement of its own.
const STATEMENT_WORDS: usize = 4;
/// How far behind a cue its clause may start, past time and place.
const LOOK_AHEAD: usize = 14;
/// A longer clause in front of a quotation is more than its first words.
const LONGEST_LEAD: usize = 25;
/// How far from a quotation its cue may stand.
const CUE_DISTANCE: usize = 40;

/// What stands before a colon at a paragraph's start and speaks not.
const LINE_LABELS: &[&str] = &[
    "photo",
    "image",
    "video",
    "update",
    "read",
    "watch",
    "related",
    "note",
    "exclusive",
    "breaking",
    "poll",
    "analysis",
    "opinion",
    "correction",
    "source",
];
/// Subjects of a cue that are nobody in particular.
const NOBODY: &[&str] = &["nobody", "none", "no", "you"];
/// Words that alone are no content.
const NOTHING: &[&str] =
    &["nothing", "anything", "something", "so", "it", "that", "this", "more", "much", "little"];

pub(super) struct Finder<'g> {
    grammar: &'g Grammar<'g>,
    /// For each token, whether it is content of an attribution.
    claimed: Vec<bool>,
    /// For each quotation, whether an attribution holds some of it.
    owned: Vec<bool>,
    found: Vec<Candidate>,
}

impl<'g> Finder<'g> {
    pub(super) fn new(grammar: &'g Grammar<'g>) -> Self {
        Finder {
            grammar,
            claimed: vec![false; grammar.text.tokens.len()],
            owned: vec![false; grammar.quotations.len()],
            found: Vec::new(),
        }
    }

    pub(super) fn run(mut self) -> Vec<Candidate> {
        for paragraph in 0..self.grammar.text.paragraphs.len() {
            self.transcript_line(paragraph);
        }
        for quotation in 0..self.grammar.quotations.len() {
            self.quotation_before_cue(quotation);
        }
        for sentence in 0..self.grammar.text.sentences.len() {
            self.according_to(sentence);
            self.parentheticals(sentence);
            self.cues(sentence);
        }
        for quotation in 0..self.grammar.quotations.len() {
            self.quotation_behind_colon(quotation);
        }
        self.found.sort_by_key(|candidate| candidate.content[0].start);
        let mut alone: Vec<Candidate> = Vec::new();
        for quotation in 0..self.grammar.quotations.len() {
            let found = self.quotation_alone(quotation, alone.last());
            alone.extend(found);
        }
        self.found.append(&mut alone);
        self.found
    }

    fn claim(&mut self, candidate: Candidate) {
        for range in &candidate.content {
            self.claimed[range.clone()].fill(true);
            for token in range.clone() {
                if let Some(quotation) = self.grammar.quotation_at(token) {
                    self.owned[quotation] = true;
                }
            }
        }
        self.found.push(candidate);
    }

    fn is_free(&self, range: &Range<usize>) -> bool {
        !range.is_empty() && !self.claimed[range.clone()].contains(&true)
    }

    /// "LEE: We left." and headlines like "Lee: We left".
    fn transcript_line(&mut self, paragraph: usize) {
        const NAME: usize = 6;
        let g = self.grammar;
        let paragraph = &g.text.paragraphs[paragraph];
        let tokens = paragraph.tokens.clone();
        let Some(colon) = tokens.clone().take(NAME).find(|&t| g.norm(t) == ":") else { return };
        let name = tokens.start..colon;
        let shouted = name.clone().all(|t| !g.text.raw(t).contains(char::is_lowercase))
            && name.clone().any(|t| g.text.is_capitalized(t));
        let named = name.clone().all(|t| {
            matches!(g.class(t), Class::Name | Class::Mark | Class::Preposition | Class::Coordinator)
        }) && name.clone().any(|t| g.class(t) == Class::Name);
        let speaks = shouted || named && paragraph.kind == ParagraphKind::Heading;
        if name.is_empty() || !speaks || LINE_LABELS.contains(&g.norm(name.start)) || tokens.end < colon + 3 {
            return;
        }
        let content = colon + 1..tokens.end;
        self.claim(Candidate {
            content: vec![content],
            cue: Some(colon..colon + 1),
            source: Some(name),
            rule: Rule::Transcript,
        });
    }

    /// “We left,” Lee said. “We left,” said Lee.
    fn quotation_before_cue(&mut self, index: usize) {
        let g = self.grammar;
        let quotation = &g.quotations[index];
        if self.owned[index] || !self.is_statement(index) {
            return;
        }
        if !quotation.closed {
            return;
        }
        let end = quotation.tokens.end;
        let Some((cue, source)) = self.own_cue(end) else { return };
        if !self.ends_marked(index)
            && (g.sentence(end - 1).start..quotation.tokens.start).any(|t| g.cue_use(t).is_some())
        {
            return;
        }
        let mut content = vec![self.sentence_around(index)];
        if content[0].start < quotation.tokens.start && !self.is_free(&content[0]) {
            content[0] = quotation.tokens.clone();
        }
        let after = cue.group.end.max(source.as_ref().map_or(0, |s| s.end));
        content.extend(self.continuation(after, &cue));
        self.claim(Candidate { content, cue: Some(cue.group), source, rule: Rule::QuoteMarks });
    }

    /// “We left,” or “We left”,: punctuation parts the words from the cue.
    fn ends_marked(&self, index: usize) -> bool {
        let g = self.grammar;
        let end = g.quotations[index].tokens.end;
        g.class(end) == Class::Comma
            || g.class(end - 2) == Class::Comma
            || matches!(g.norm(end - 2), "?" | "!" | "." | "—" | "–" | "…")
    }

    /// A quotation that ends a longer clause takes it along: The plan “is
    /// dead,” Lee said.
    fn sentence_around(&self, index: usize) -> Range<usize> {
        let g = self.grammar;
        let tokens = g.quotations[index].tokens.clone();
        let sentence = g.sentence(tokens.start);
        let start = self.dateline_end(sentence.start).filter(|&behind| behind <= tokens.start);
        let lead = start.unwrap_or(sentence.start)..tokens.start;
        let plain = lead.len() <= LONGEST_LEAD
            && lead.clone().all(|t| g.quotation_at(t).is_none() && g.class(t) != Class::Comma)
            && lead.clone().any(|t| g.is_word(t))
            && !lead.clone().any(|t| g.cue_use(t).is_some())
            && !matches!(g.norm(tokens.start - 1), ":" | ".");
        if plain { lead.start..tokens.end } else { tokens }
    }

    /// The cue of the quotation that ends at `end`, with its subject, if they
    /// stand behind it in its last sentence.
    fn own_cue(&self, end: usize) -> Option<(Use, Option<Range<usize>>)> {
        let g = self.grammar;
        let start = if g.class(end) == Class::Comma { end + 1 } else { end };
        self.cue_behind(start, g.sentence(end - 1).end.min(end + CUE_DISTANCE))
    }

    /// The cue that starts at or behind `start`, with its subject.
    fn cue_behind(&self, start: usize, limit: usize) -> Option<(Use, Option<Range<usize>>)> {
        let g = self.grammar;
        for verb in start..limit {
            if g.quotation_at(verb).is_some() {
                return None;
            }
            let Some(cue) = g.cue_use(verb) else { continue };
            if cue.group.start == start {
                // said Lee
                let subject = g.phrase_after(cue.group.end, limit);
                return (subject.is_some() || cue.form != Form::Gerund).then_some((cue, subject));
            }
            let subject = g.subject_before(cue.group.start, start)?;
            if subject.start > start + 1 {
                return None;
            }
            return Some((cue, Some(subject)));
        }
        None
    }

    /// What goes on behind the cue: “A,” she said, “B.” and “A,” she said. “B.”
    fn continuation(&self, after: usize, cue: &Use) -> Vec<Range<usize>> {
        let g = self.grammar;
        let mut pieces = Vec::new();
        let mut at = after;
        let paragraph_end = g.text.paragraphs[g.text.paragraph_of(cue.verb)].tokens.end;
        let sentence_end = g.sentence(cue.verb).end;
        // Time, place and listener may stand before the next quotation.
        while at < sentence_end && g.quotation_at(at).is_none() {
            if at > after && g.cue_use(at).is_some() {
                return pieces;
            }
            at += 1;
        }
        while at < paragraph_end
            && let Some(index) = g.quotation_at(at)
            && g.quotations[index].tokens.start == at
            && !self.owned[index]
        {
            let quotation = &g.quotations[index];
            let end = quotation.tokens.end;
            if g.sentence(at).start == at && self.own_cue(end).is_some() {
                break;
            }
            pieces.push(quotation.tokens.clone());
            at = end;
            if at < paragraph_end && !g.is_stop(at - 1) && g.sentence(at - 1).end > at {
                break;
            }
        }
        pieces
    }

    fn is_statement(&self, index: usize) -> bool {
        let g = self.grammar;
        let quotation = &g.quotations[index];
        let inner_end = if quotation.closed { quotation.tokens.end - 2 } else { quotation.tokens.end - 1 };
        quotation.words >= STATEMENT_WORDS
            || quotation.words > 0
                && inner_end > quotation.tokens.start
                && matches!(g.norm(inner_end), "," | "." | "!" | "?" | "…" | "..." | "—")
    }

    /// "According to Lee, it rains." "It rains, according to Lee."
    fn according_to(&mut self, sentence: usize) {
        let g = self.grammar;
        let tokens = g.text.sentences[sentence].tokens.clone();
        let Some(at) = tokens.clone().find(|&t| g.norm(t) == "according" && g.norm(t + 1) == "to") else {
            return;
        };
        let Some(mut source) = self.object_after(at + 2, tokens.end) else { return };
        let content = if at == tokens.start {
            source.end = self.front_end(source.end, tokens.end);
            let from = if g.class(source.end) == Class::Comma { source.end + 1 } else { source.end };
            g.trimmed(from..tokens.end)
        } else {
            let end = if g.class(at - 1) == Class::Comma { at - 1 } else { at };
            let start = self.statement_start(tokens.start, end);
            g.trimmed(start..end)
        };
        if content.is_empty() || !self.is_free(&content) {
            return;
        }
        self.claim(Candidate {
            content: vec![content],
            cue: Some(at..at + 2),
            source: Some(source),
            rule: Rule::AccordingTo,
        });
    }

    /// "According to a report by the harbour office, …": what hangs on the
    /// source goes on to the comma.
    fn front_end(&self, start: usize, until: usize) -> usize {
        let g = self.grammar;
        let hangs = matches!(g.class(start), Class::Preposition) || g.norm(start).ends_with("ed");
        let comma = (start..until).take(LOOK_AHEAD).find(|&t| g.class(t) == Class::Comma);
        comma.filter(|_| hangs).unwrap_or(start)
    }

    fn object_after(&self, start: usize, until: usize) -> Option<Range<usize>> {
        let g = self.grammar;
        if g.class(start) == Class::Object && start < until {
            return Some(start..start + 1);
        }
        g.phrase_after(start, until)
    }

    /// Where a statement that ends at `end` starts: behind a dateline, or a
    /// conjunction that joins it to the clause before.
    fn statement_start(&self, start: usize, end: usize) -> usize {
        let g = self.grammar;
        let mut from = self.dateline_end(start).filter(|&behind| behind < end).unwrap_or(start);
        if matches!(g.class(from), Class::Coordinator) && from + 1 < end {
            from += 1;
        }
        from
    }

    /// "PORT ALMA, Kestria (AP) — It rains": where the news starts.
    fn dateline_end(&self, start: usize) -> Option<usize> {
        const DATELINE: usize = 12;
        let g = self.grammar;
        let paragraph = &g.text.paragraphs[g.text.paragraph_of(start)];
        let shouted = g.is_word(start) && !g.text.raw(start).contains(char::is_lowercase);
        let opens = paragraph.tokens.start == start && g.text.raw(start).chars().count() > 1;
        let dash = (start..paragraph.tokens.end)
            .take(DATELINE)
            .take_while(|&t| g.class(t) != Class::Nominal || g.text.tokens[t].kind == TokenKind::Number)
            .find(|&t| matches!(g.norm(t), "—" | "–" | "-" | "--"))?;
        let behind = (dash + 1..paragraph.tokens.end).find(|&t| g.norm(t) != "-");
        behind.filter(|_| opens && shouted)
    }

    /// "It rains, Lee said." "The rain, Lee said, will stop."
    fn parentheticals(&mut self, sentence: usize) {
        let g = self.grammar;
        let tokens = g.text.sentences[sentence].tokens.clone();
        let mut from = tokens.start;
        for verb in tokens.clone() {
            if self.claimed[verb] || g.quotation_at(verb).is_some() {
                continue;
            }
            let Some(cue) = g.cue_use(verb) else { continue };
            if !(cue.cue.frames.clause || cue.cue.frames.that && cue.cue.frames.quotation)
                || cue.form == Form::Gerund
            {
                continue;
            }
            let Some((source, left_end, right)) = self.parenthesis(&cue, from, tokens.end) else { continue };
            let left = g.trimmed(self.statement_start(from, left_end)..left_end);
            let words = left.clone().filter(|&t| g.is_word(t)).count();
            // "The bridge, Lee said, was closed": a verb goes on with what is said.
            let split = g.class(right) == Class::Comma
                && (g.quotation_at(right + 1).is_some() || g.is_predicate(right + 1));
            if words < 3 && !split || words == 0 || !self.is_free(&left) {
                continue;
            }
            let mut content = vec![left];
            let mut end = right;
            if g.class(right) == Class::Comma && right + 1 < tokens.end {
                let rest = g.clause_from(right + 1, &cue);
                if self.is_free(&rest) && !self.starts_aside(right + 1) {
                    end = rest.end;
                    content.push(rest);
                }
            }
            from = end;
            self.claim(Candidate {
                content,
                cue: Some(cue.group),
                source: Some(source),
                rule: Rule::Parenthetical,
            });
        }
    }

    /// A cue with nothing to report behind it and a comma before its
    /// subject: the subject, where the left part ends, where the right starts.
    fn parenthesis(&self, cue: &Use, from: usize, end: usize) -> Option<(Range<usize>, usize, usize)> {
        let g = self.grammar;
        let mut right = cue.group.end;
        while right < end
            && right < cue.group.end + LOOK_AHEAD
            && g.class(right) != Class::Comma
            && !g.is_stop(right)
        {
            let aside = matches!(g.class(right), Class::Preposition | Class::Adverb)
                || g.is_time(right)
                || right > cue.group.end
                    && matches!(
                        g.class(right),
                        Class::Nominal
                            | Class::Name
                            | Class::Determiner
                            | Class::Possessive
                            | Class::Genitive
                    )
                    && !g.is_verb(right);
            let in_subject = || {
                self.may_invert(cue, from)
                    && g.phrase_after(cue.group.end, end).is_some_and(|p| p.contains(&right))
            };
            if !aside && !in_subject() {
                return None;
            }
            right += 1;
        }
        if self.may_invert(cue, from)
            && let Some(source) = g.phrase_after(cue.group.end, end)
            && source.start <= right
        {
            return Some((source.clone(), cue.group.start - 1, source.end.max(right)));
        }
        let source = g.subject_before(cue.group.start, from)?;
        let comma = source.start.checked_sub(1).filter(|&c| c > from)?;
        let parts = g.class(comma) == Class::Comma || matches!(g.norm(comma), "—" | "–" | "?" | "!");
        (parts && !matches!(g.class(source.start), Class::Relative)).then_some((source, comma, right))
    }

    /// "…, said Ann Lee"; "Lee, who is ill, called" is none.
    fn may_invert(&self, cue: &Use, from: usize) -> bool {
        let g = self.grammar;
        cue.group.start > from
            && g.class(cue.group.start - 1) == Class::Comma
            && matches!(g.norm(cue.verb), "said" | "says" | "added" | "wrote")
    }

    fn starts_aside(&self, at: usize) -> bool {
        let g = self.grammar;
        super::cues::look_up(g.norm(at)).is_some_and(|(_, form)| form == Form::Gerund)
            || g.norm(at).ends_with("ing")
            || matches!(
                g.norm(at),
                "who" | "which" | "citing" | "according" | "while" | "as" | "after" | "but" | "and"
            )
    }

    /// Cues before their content.
    fn cues(&mut self, sentence: usize) {
        let g = self.grammar;
        let tokens = g.text.sentences[sentence].tokens.clone();
        let heading = g.text.paragraphs[g.text.sentences[sentence].paragraph].kind == ParagraphKind::Heading;
        let mut subject: Option<Range<usize>> = None;
        let mut from = tokens.start;
        for verb in tokens.clone() {
            if self.claimed[verb] {
                from = verb + 1;
                continue;
            }
            if g.quotation_at(verb).is_some() {
                continue;
            }
            let Some(cue) = g.cue_use(verb) else { continue };
            let Some(source) = self.source_of(&cue, tokens.start, from, subject.as_ref()) else { continue };
            subject = Some(source.clone());
            let Some((content, rule)) = self.content_behind(&cue, tokens.end) else { continue };
            let in_heading = heading && matches!(rule, Rule::Infinitive | Rule::NounPhrase);
            let nobody = source.len() == 1 && NOBODY.contains(&g.norm(source.start));
            let nothing = content.len() == 1 && NOTHING.contains(&g.norm(content.start));
            if !self.is_free(&content) || in_heading || nobody || nothing {
                continue;
            }
            let mut pieces = vec![content.clone()];
            if g.quotation_at(content.end - 1).is_some() {
                pieces.extend(self.following_quotations(content.end));
            }
            let pieces = merged(pieces);
            self.claim(Candidate { content: pieces, cue: Some(cue.group), source: Some(source), rule });
        }
    }

    /// Lee said: “A.” “B.”: quotations that stand right behind go on.
    fn following_quotations(&self, end: usize) -> Vec<Range<usize>> {
        let g = self.grammar;
        let paragraph_end = g.text.paragraphs[g.text.paragraph_of(end - 1)].tokens.end;
        let mut pieces = Vec::new();
        let mut at = end;
        while at < paragraph_end
            && let Some(index) = g.quotation_at(at)
            && g.quotations[index].tokens.start == at
            && !self.owned[index]
            && self.own_cue(g.quotations[index].tokens.end).is_none()
        {
            pieces.push(g.quotations[index].tokens.clone());
            at = g.quotations[index].tokens.end;
        }
        pieces
    }

    /// The subject of a cue: before it, or that of the verb before it.
    fn source_of(
        &self,
        cue: &Use,
        start: usize,
        from: usize,
        last: Option<&Range<usize>>,
    ) -> Option<Range<usize>> {
        let g = self.grammar;
        let before = cue.group.start.checked_sub(1).filter(|&b| b >= start);
        let class = before.map(|b| g.class(b));
        let shares = cue.form == Form::Gerund
            && !before.is_some_and(|b| matches!(g.class(b), Class::Nominal | Class::Name))
            || class == Some(Class::Coordinator);
        if shares {
            return last.cloned().or_else(|| self.first_subject(start, cue.group.start));
        }
        g.subject_before(cue.group.start, from.min(cue.group.start))
            .or_else(|| (class == Some(Class::Comma)).then(|| last.cloned()).flatten())
    }

    /// The subject of the sentence: the first noun phrase before a verb.
    fn first_subject(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let g = self.grammar;
        (start + 1..end).find_map(|t| {
            g.is_predicate(t)
                .then(|| {
                    let mut group = t;
                    while group > start && g.class(group - 1) == Class::Adverb {
                        group -= 1;
                    }
                    g.subject_before(group, start)
                })
                .flatten()
        })
    }

    /// What a cue reports, if it stands behind the cue.
    fn content_behind(&self, cue: &Use, end: usize) -> Option<(Range<usize>, Rule)> {
        let g = self.grammar;
        let frames = cue.cue.frames;
        let mut at = cue.group.end;
        while g.class(at) == Class::Adverb && at < end {
            at += 1;
        }
        at = self.past_time(at, end);
        if at >= end {
            return None;
        }
        if let Some(found) = self.marked_content(cue, at, end) {
            return Some(found);
        }
        if cue.cue.prepositions.contains(&g.norm(at)) && at + 1 < end {
            return Some((g.phrase_from(at + 1, cue), Rule::NounPhrase));
        }
        if g.class(at) == Class::To && frames.infinitive && at + 1 < end && g.class(at + 1) == Class::Nominal
        {
            return Some((g.clause_from(at, cue), Rule::Infinitive));
        }
        let starts = matches!(
            g.class(at),
            Class::Determiner
                | Class::Possessive
                | Class::Subject
                | Class::Object
                | Class::Name
                | Class::Nominal
        ) || g.norm(at) == "that" && g.class(at + 1) == Class::Nominal;
        if frames.listener && starts && !frames.noun {
            let listener = self.listener(at, end)?;
            return self.marked_content(cue, listener.end, end).or_else(|| match g.class(listener.end) {
                Class::Determiner | Class::Subject | Class::Name | Class::Possessive
                    if listener.end < end =>
                {
                    Some((g.clause_from(listener.end, cue), Rule::BareClause))
                }
                _ => None,
            });
        }
        if frames.listener
            && starts
            && let Some(listener) = self.listener(at, end)
            && let Some(found) = self.marked_content(cue, listener.end, end)
        {
            return Some(found);
        }
        if starts && frames.clause {
            return Some((g.clause_from(at, cue), Rule::BareClause));
        }
        if starts && frames.noun {
            return Some((g.phrase_from(at, cue), Rule::NounPhrase));
        }
        if g.class(at) == Class::Preposition {
            return self.past_aside(cue, at, end);
        }
        None
    }

    /// "said Monday that …", "said early last week": where a time behind a cue
    /// ends; `at` itself without one or where it is said ("said Monday was late").
    fn past_time(&self, at: usize, end: usize) -> usize {
        let g = self.grammar;
        let modifiers = (at..end)
            .take_while(|&t| matches!(g.norm(t), "last" | "this" | "next" | "late" | "early" | "earlier"));
        let start = at + modifiers.count();
        let mut behind = start;
        while behind < end && g.is_time(behind) {
            let month = calendar::is_month(g.norm(behind));
            let day = month && behind + 1 < end && g.text.tokens[behind + 1].kind == TokenKind::Number;
            // "said April Ek had left"
            if month && !day && behind == at {
                return at;
            }
            behind += 1 + usize::from(day);
        }
        // "said Friday prayers were …", "said Monday’s talks …"
        let ends = behind >= end
            || g.is_stop(behind)
            || g.quotation_at(behind).is_some()
            || g.norm(behind) == ":"
            || matches!(
                g.class(behind),
                Class::Comma
                    | Class::Subordinator
                    | Class::Determiner
                    | Class::Possessive
                    | Class::Subject
                    | Class::Name
                    | Class::Preposition
                    | Class::To
            );
        if behind > start && ends { behind } else { at }
    }

    /// Content that shows its start: quotation marks, a colon, "that".
    fn marked_content(&self, cue: &Use, at: usize, end: usize) -> Option<(Range<usize>, Rule)> {
        let g = self.grammar;
        if at >= end {
            return None;
        }
        let opens = |t: usize| g.quotation_at(t).is_some_and(|q| g.quotations[q].tokens.start == t);
        let lead = if matches!(g.norm(at), "," | ":" | "—" | "–") { at + 1 } else { at };
        if lead < end && opens(lead) {
            return Some((g.clause_from(lead, cue), Rule::QuoteMarks));
        }
        if g.norm(at) == ":" && lead < end {
            return Some((g.trimmed(lead..end), Rule::BareClause));
        }
        let that = match g.norm(at) {
            "that" => cue.cue.frames.that && !matches!(g.class(at + 1), Class::Be),
            "whether" | "if" | "how" | "why" | "what" | "where" | "who" => cue.cue.frames.that,
            _ => false,
        };
        that.then(|| (g.clause_from(at, cue), Rule::ThatClause))
    }

    /// The one who is told something: "him", "reporters", "the BBC".
    fn listener(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let g = self.grammar;
        if matches!(g.class(start), Class::Object | Class::Subject) {
            return Some(start..start + 1);
        }
        let mut at = start;
        while at < end && g.quotation_at(at).is_none() {
            let goes_on = match g.class(at) {
                Class::Determiner | Class::Possessive => {
                    at == start || matches!(g.class(at - 1), Class::Preposition)
                }
                Class::Nominal => !g.is_verb(at),
                Class::Name | Class::Genitive | Class::Preposition => true,
                Class::Coordinator => g.class(at + 1) == Class::Name,
                _ => false,
            };
            if !goes_on {
                break;
            }
            at += 1;
        }
        (at > start && at < end).then_some(start..at)
    }

    /// "said on Monday that …", "said in a letter: …"
    fn past_aside(&self, cue: &Use, start: usize, end: usize) -> Option<(Range<usize>, Rule)> {
        let g = self.grammar;
        for at in start..end.min(start + LOOK_AHEAD) {
            if let Some(found) = self.marked_content(cue, at, end) {
                return Some(found);
            }
            if matches!(g.class(at), Class::Comma | Class::Coordinator) || g.is_predicate(at) {
                return None;
            }
            let clause = cue.cue.frames.clause
                && at > start
                && g.is_time(at - 1)
                && matches!(
                    g.class(at),
                    Class::Determiner | Class::Subject | Class::Name | Class::Possessive
                );
            if clause && !g.is_time(at) {
                return Some((g.clause_from(at, cue), Rule::BareClause));
            }
        }
        None
    }

    /// Lee was less sure: “Two years?”
    fn quotation_behind_colon(&mut self, index: usize) {
        let g = self.grammar;
        let tokens = g.quotations[index].tokens.clone();
        let sentence = g.sentence(tokens.start);
        let Some(colon) = tokens.start.checked_sub(1).filter(|&t| t > sentence.start && g.norm(t) == ":")
        else {
            return;
        };
        if self.owned[index] || !self.is_statement(index) || !self.is_free(&tokens) {
            return;
        }
        let Some(source) = self.first_subject(sentence.start, colon) else { return };
        let mut content = vec![tokens.clone()];
        content.extend(self.following_quotations(tokens.end));
        let cue = Some(colon..colon + 1);
        self.claim(Candidate { content, cue, source: Some(source), rule: Rule::QuoteMarks });
    }

    /// Quotation marks that no cue claimed: said by the one who spoke last.
    fn quotation_alone(&self, index: usize, last: Option<&Candidate>) -> Option<Candidate> {
        let g = self.grammar;
        let tokens = g.quotations[index].tokens.clone();
        let starts = g.sentence(tokens.start).start == tokens.start;
        if self.owned[index] || !starts || !self.is_statement(index) || !self.is_free(&tokens) {
            return None;
        }
        let source = self.speaker_above(index, last);
        Some(Candidate { content: vec![tokens], cue: None, source, rule: Rule::QuoteAlone })
    }

    /// Whether a quotation opens its paragraph and the one before it was left
    /// open at the end of the paragraph above: one speech, set in paragraphs.
    fn carries_on(&self, index: usize) -> bool {
        let g = self.grammar;
        let start = g.quotations[index].tokens.start;
        index.checked_sub(1).is_some_and(|above| {
            let above = &g.quotations[above];
            let opens = g.text.paragraphs[g.text.paragraph_of(start)].tokens.start == start;
            opens && !above.closed && above.tokens.end == start
        })
    }

    /// The source of the attribution before a quotation, if it stands in the
    /// same paragraph or the quotation carries it on. (Else that of the
    /// paragraph above is right in one case of five: not shown.)
    fn speaker_above(&self, index: usize, last: Option<&Candidate>) -> Option<Range<usize>> {
        let g = self.grammar;
        let at = g.quotations[index].tokens.start;
        let before = self.found.partition_point(|candidate| candidate.content[0].start < at);
        let before = before.checked_sub(1).map(|index| &self.found[index]);
        let candidates = before.into_iter().chain(last);
        let above = candidates.max_by_key(|candidate| candidate.content[0].start);
        above
            .filter(|above| {
                let paragraph = g.text.paragraph_of(above.content[0].start);
                paragraph == g.text.paragraph_of(at) || self.carries_on(index)
            })
            .and_then(|above| above.source.clone())
    }
}

/// Pieces that touch become one.
fn merged(pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last) if last.end >= piece.start => last.end = last.end.max(piece.end),
            _ => out.push(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::report::{QuoteKind, Rule};
    use crate::text::{Span, Text};

    /// Source, cue and content of each attribution, pieces with " | " between.
    fn rows(source: &str) -> Vec<[String; 3]> {
        let text = Text::new(source);
        let joined = |spans: &[Span]| spans.iter().map(|&s| text.slice(s)).collect::<Vec<_>>().join(" | ");
        let found = crate::quotes::find(&text);
        found.iter().map(|a| [joined(&a.source), joined(&a.cue), joined(&a.content)]).collect()
    }

    fn kinds(source: &str) -> Vec<(QuoteKind, Rule)> {
        crate::quotes::find(&Text::new(source)).iter().map(|a| (a.kind, a.rule)).collect()
    }

    #[test]
    fn quotation_before_its_cue() {
        assert_eq!(rows("“We left at dawn,” Lee said."), [["Lee", "said", "“We left at dawn,”"]]);
        assert_eq!(rows("“We left at dawn,” said Lee."), [["Lee", "said", "“We left at dawn,”"]]);
        assert_eq!(rows("“Why so late?” asked Lee."), [["Lee", "asked", "“Why so late?”"]]);
        assert_eq!(kinds("“We left at dawn,” Lee said."), [(QuoteKind::Direct, Rule::QuoteMarks)]);
    }

    #[test]
    fn quotation_behind_its_cue() {
        assert_eq!(rows("Lee said: “We left at dawn.”"), [["Lee", "said", "“We left at dawn.”"]]);
        assert_eq!(
            rows("Lee said: “We left at dawn.” “Nobody followed.”"),
            [["Lee", "said", "“We left at dawn.” “Nobody followed.”"]]
        );
        assert_eq!(
            rows("Lee told the harbour council: “The bridge is closed.”"),
            [["Lee", "told", "“The bridge is closed.”"]]
        );
    }

    #[test]
    fn split_quotation() {
        assert_eq!(
            rows("“We left,” she said. “Nobody followed us.”"),
            [["she", "said", "“We left,” | “Nobody followed us.”"]]
        );
        assert_eq!(
            rows("“We left,” she said, “before anybody came.”"),
            [["she", "said", "“We left,” | “before anybody came.”"]]
        );
    }

    #[test]
    fn a_new_cue_starts_a_new_attribution() {
        assert_eq!(
            rows("“We left at dawn,” Lee said. “We never saw them,” Ek said."),
            [["Lee", "said", "“We left at dawn,”"], ["Ek", "said", "“We never saw them,”"]]
        );
    }

    #[test]
    fn quotation_over_paragraphs() {
        assert_eq!(
            rows("“We left,” Lee said. “Nobody came.\n\n“We returned in June.\n\n“We stayed until May.”"),
            [
                ["Lee", "said", "“We left,” | “Nobody came."],
                ["Lee", "", "“We returned in June."],
                ["Lee", "", "“We stayed until May.”"],
            ]
        );
    }

    #[test]
    fn a_closed_quotation_does_not_carry_on() {
        let rows = rows("“We left,” Lee said. “Nobody came.”\n\n“We were never asked about it.”");
        assert_eq!(rows[1], ["", "", "“We were never asked about it.”"]);
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph() {
        assert_eq!(
            rows("Lee said: \"It is not over.\n\nThe hall stood empty."),
            [["Lee", "said", "\"It is not over."]]
        );
    }

    #[test]
    fn marks_of_other_kinds() {
        assert_eq!(rows("''We left at dawn,'' Lee said."), [["Lee", "said", "''We left at dawn,''"]]);
        assert_eq!(rows("„We left at dawn,“ Lee said."), [["Lee", "said", "„We left at dawn,“"]]);
        assert_eq!(rows("«We left at dawn,» Lee said."), [["Lee", "said", "«We left at dawn,»"]]);
        for quotation in ["‘We won’t wait for the leaders’ plan,’", "'We won't wait for the leaders' plan,'"]
        {
            assert_eq!(rows(&format!("{quotation} Lee said.")), [["Lee", "said", quotation]]);
        }
    }

    #[test]
    fn marks_around_a_phrase_are_no_attribution_of_their_own() {
        assert!(rows("The so-called “quick fix” came late, and the “old guard” went home.").is_empty());
        assert_eq!(
            rows("Lee said the “quick fix” came late."),
            [["Lee", "said", "the “quick fix” came late"]]
        );
        assert_eq!(kinds("Lee said the “quick fix” came late."), [(QuoteKind::Mixed, Rule::BareClause)]);
    }

    #[test]
    fn a_clause_that_ends_in_a_quotation_comes_along() {
        assert_eq!(rows("The plan “is dead,” Lee said."), [["Lee", "said", "The plan “is dead,”"]]);
    }

    #[test]
    fn no_symbols_without_words_in_front_of_a_quotation() {
        assert_eq!(rows("🎉🎉 “We left at dawn,” Lee said."), [["Lee", "said", "“We left at dawn,”"]]);
    }

    #[test]
    fn that_clause() {
        let content = "that the bridge was closed";
        assert_eq!(rows(&format!("Lee said {content}.")), [["Lee", "said", content]]);
        assert_eq!(rows(&format!("Lee said on Monday {content}.")), [["Lee", "said", content]]);
        assert_eq!(rows("Lee asked whether it rained."), [["Lee", "asked", "whether it rained"]]);
        assert_eq!(kinds(&format!("Lee said {content}.")), [(QuoteKind::Indirect, Rule::ThatClause)]);
    }

    #[test]
    fn a_time_behind_the_cue_is_not_said() {
        for time in ["Monday", "late Sunday night", "last week", "earlier this month", "May 3"] {
            assert_eq!(
                rows(&format!("Lee said {time} that the bridge was closed.")),
                [["Lee", "said", "that the bridge was closed"]]
            );
            assert_eq!(
                rows(&format!("Lee said {time} the bridge was closed.")),
                [["Lee", "said", "the bridge was closed"]]
            );
            assert!(rows(&format!("Lee said {time}.")).is_empty(), "{time}");
        }
        for content in ["Monday was too late", "Friday prayers were over", "April Ek had left"] {
            assert_eq!(rows(&format!("Lee said {content}.")), [["Lee", "said", content]]);
        }
    }

    #[test]
    fn bare_clause() {
        assert_eq!(rows("Lee said the bridge was closed."), [["Lee", "said", "the bridge was closed"]]);
        assert_eq!(rows("Lee believes the bridge is safe."), [["Lee", "believes", "the bridge is safe"]]);
    }

    #[test]
    fn parenthetical() {
        assert_eq!(rows("The bridge was closed, Lee said."), [["Lee", "said", "The bridge was closed"]]);
        assert_eq!(
            rows("The bridge was closed, said Ann Lee, a former judge."),
            [["Ann Lee, a former judge", "said", "The bridge was closed"]]
        );
        assert_eq!(
            rows("The bridge, Lee said, was closed for good."),
            [["Lee", "said", "The bridge | was closed for good"]]
        );
    }

    #[test]
    fn a_time_in_front_is_not_said() {
        assert_eq!(
            rows("On Monday, Lee said the bridge was closed."),
            [["Lee", "said", "the bridge was closed"]]
        );
    }

    #[test]
    fn according_to() {
        assert_eq!(
            rows("According to Lee, the bridge was closed."),
            [["Lee", "According to", "the bridge was closed"]]
        );
        assert_eq!(
            rows("The bridge was closed, according to Lee."),
            [["Lee", "according to", "The bridge was closed"]]
        );
        assert_eq!(
            rows("According to a report by the harbour office, the bridge was closed."),
            [["a report by the harbour office", "According to", "the bridge was closed"]]
        );
    }

    #[test]
    fn transcript_line() {
        assert_eq!(
            rows("MODERATOR: Good evening.\nANN LEE: We left at dawn. Nobody came."),
            [["MODERATOR", ":", "Good evening."], ["ANN LEE", ":", "We left at dawn. Nobody came."]]
        );
        assert!(rows("The result: nobody came to the hall.").is_empty());
    }

    #[test]
    fn nobody_and_nothing_are_no_attribution() {
        assert!(
            rows("Nobody said that it rained. You could say that it failed. Lee said nothing.").is_empty()
        );
    }

    #[test]
    fn a_colon_brings_in_a_quotation_without_a_cue() {
        assert_eq!(
            rows("His wife, Mia Ek, was less sure: “Two years of roadworks?”"),
            [["His wife, Mia Ek", ":", "“Two years of roadworks?”"]]
        );
    }

    #[test]
    fn the_name_behind_a_role_belongs_to_the_source() {
        assert_eq!(
            rows("“I am not going,” said the minister, Ann Lee. According to the report, Ann Lee left."),
            [
                ["the minister, Ann Lee", "said", "“I am not going,”"],
                ["the report", "According to", "Ann Lee left"]
            ]
        );
    }

    #[test]
    fn the_listener_is_not_said() {
        for listener in ["him", "reporters", "the harbour council", "Bo Ek"] {
            assert_eq!(
                rows(&format!("Lee told {listener} that the bridge was closed.")),
                [["Lee", "told", "that the bridge was closed"]]
            );
        }
    }

    #[test]
    fn chained_participles_are_one_row_for_each_cue() {
        assert_eq!(
            rows(
                "Lee said that her country would lift the ban, stressing that ferries must run \
                 while still acknowledging the risk."
            ),
            [
                ["Lee", "said", "that her country would lift the ban"],
                ["Lee", "stressing", "that ferries must run"],
                ["Lee", "still acknowledging", "the risk"],
            ]
        );
    }

    #[test]
    fn coordinated_verbs_share_a_subject() {
        assert_eq!(
            rows("Lee praised the plan and warned that it would cost more."),
            [["Lee", "praised", "the plan"], ["Lee", "warned", "that it would cost more"]]
        );
    }

    #[test]
    fn apposition_and_relative_clause_belong_to_the_source() {
        for source in ["Lee, a former judge,", "Lee, who led the first talks,"] {
            assert_eq!(
                rows(&format!("{source} said that it rained.")),
                [[source.trim_end_matches(','), "said", "that it rained"]]
            );
        }
        assert_eq!(
            rows("“We left at dawn,” said a spokeswoman for the harbour, Ann Lee."),
            [["a spokeswoman for the harbour, Ann Lee", "said", "“We left at dawn,”"]]
        );
    }

    #[test]
    fn a_relative_clause_ends_before_the_main_verb() {
        assert_eq!(rows("Lee, who said that it rained, left early."), [["who", "said", "that it rained"]]);
    }

    #[test]
    fn a_part_of_many_is_the_source() {
        assert_eq!(
            rows("One of the judges said that it rained."),
            [["One of the judges", "said", "that it rained"]]
        );
        assert_eq!(rows("The two said that it rained."), [["The two", "said", "that it rained"]]);
        assert!(rows("The said letter was late.").is_empty());
    }

    #[test]
    fn noun_phrase_and_infinitive() {
        assert_eq!(rows("Lee denied the charge on Monday."), [["Lee", "denied", "the charge"]]);
        assert_eq!(kinds("Lee denied the charge."), [(QuoteKind::Indirect, Rule::NounPhrase)]);
        assert_eq!(rows("Lee promised to close the bridge."), [["Lee", "promised", "to close the bridge"]]);
    }

    #[test]
    fn a_passive_has_no_speaker_for_subject() {
        assert!(rows("He was accused of theft.").is_empty());
        assert!(rows("Lee was told that the bridge was closed.").is_empty());
        assert!(rows("The bridge is said to be closed.").is_empty());
    }

    #[test]
    fn nouns_that_look_like_cues() {
        assert!(rows("Her claims were false.").is_empty());
        assert!(rows("In a statement the ministry gave no reason.").is_empty());
        assert!(rows("Trade with the United States grew.").is_empty());
        assert!(rows("The United States closed the bridge.").is_empty());
    }

    #[test]
    fn what_is_not_mentioned_is_not_said() {
        assert!(rows("Lee did not mention the bridge.").is_empty());
        assert_eq!(rows("Lee mentioned the bridge."), [["Lee", "mentioned", "the bridge"]]);
    }

    #[test]
    fn a_heading_is_no_statement() {
        let rows = rows("Lee Agrees to Close the Bridge\n\nThe talks ended on Monday.\n\nThey will go on.");
        assert!(rows.is_empty());
    }

    #[test]
    fn a_dateline_is_not_said() {
        assert_eq!(
            rows("PORT ALMA, May 3 (AP) — The bridge is closed, Lee said."),
            [["Lee", "said", "The bridge is closed"]]
        );
        assert_eq!(
            rows("PORT ALMA (AP) -- The plan “is dead,” Lee said."),
            [["Lee", "said", "The plan “is dead,”"]]
        );
        assert_eq!(
            rows("PORT ALMA (AP) — Lee said that the bridge was closed."),
            [["Lee", "said", "that the bridge was closed"]]
        );
    }
}
