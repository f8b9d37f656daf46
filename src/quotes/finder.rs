//! The patterns, one function each.

use std::ops::Range;

use super::Candidate;
use super::cues::Form;
use super::grammar::{Class, Grammar, Use};
use crate::report::{ParagraphKind, Rule};

/// A quotation with fewer words and no full stop or comma inside marks a
/// phrase or a doubt; it is no statement of its own.
const STATEMENT_WORDS: usize = 4;
/// How far behind a cue its clause may start, past time and place.
const LOOK_AHEAD: usize = 14;
/// How far from a quotation its cue may stand.
const CUE_DISTANCE: usize = 40;

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
        let named = !name.is_empty()
            && name.clone().all(|t| {
                matches!(g.class(t), Class::Name | Class::Mark | Class::Preposition | Class::Coordinator)
            })
            && name.clone().any(|t| g.class(t) == Class::Name)
            && !matches!(
                g.norm(name.start),
                "photo"
                    | "image"
                    | "video"
                    | "update"
                    | "read"
                    | "watch"
                    | "related"
                    | "note"
                    | "exclusive"
                    | "breaking"
                    | "poll"
                    | "analysis"
                    | "opinion"
                    | "correction"
                    | "source"
            );
        let shouted = name.clone().all(|t| !g.text.raw(t).contains(char::is_lowercase));
        if !named || !(shouted || paragraph.kind == ParagraphKind::Heading) || tokens.end < colon + 3 {
            return;
        }
        let content = colon + 1..tokens.end;
        self.claim(Candidate {
            content: vec![content],
            cue: vec![colon..colon + 1],
            source: vec![name],
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
        let end = quotation.tokens.end;
        if !quotation.closed || end >= g.text.tokens.len() {
            return;
        }
        let sentence = g.sentence(end - 1);
        let limit = sentence.end.min(end + CUE_DISTANCE);
        let start = if g.class(end) == Class::Comma { end + 1 } else { end };
        let Some((cue, source)) = self.cue_behind(start, limit) else { return };
        if !self.ends_marked(index)
            && (sentence.start..quotation.tokens.start).any(|t| g.cue_use(t).is_some())
        {
            return;
        }
        let mut content = vec![self.sentence_around(index)];
        if content[0].start < quotation.tokens.start && !self.is_free(&content[0]) {
            content[0] = quotation.tokens.clone();
        }
        let after = cue.group.end.max(source.as_ref().map_or(0, |s| s.end));
        content.extend(self.continuation(after, &cue));
        let source = source.into_iter().collect();
        self.claim(Candidate { content, cue: vec![cue.group], source, rule: Rule::QuoteMarks });
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
        let lead = sentence.start..tokens.start;
        let plain = lead.clone().all(|t| g.quotation_at(t).is_none() && g.class(t) != Class::Comma)
            && !lead.is_empty()
            && !lead.clone().any(|t| g.cue_use(t).is_some())
            && lead.len() <= 25
            && !matches!(g.norm(tokens.start - 1), ":" | ".");
        if plain { sentence.start..tokens.end } else { tokens }
    }

    /// The cue that starts behind a quotation, with its subject.
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
            if g.sentence(at).start == at && self.has_own_cue(end) {
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

    fn has_own_cue(&self, end: usize) -> bool {
        let g = self.grammar;
        if end >= g.text.tokens.len() || g.sentence(end - 1).end <= end {
            return false;
        }
        let start = if g.class(end) == Class::Comma { end + 1 } else { end };
        self.cue_behind(start, g.sentence(end - 1).end.min(end + CUE_DISTANCE)).is_some()
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
        let Some(source) = self.object_after(at + 2, tokens.end) else { return };
        let content = if at == tokens.start {
            let from = if g.class(source.end) == Class::Comma { source.end + 1 } else { source.end };
            self.until_next_cue(from..tokens.end)
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
            cue: vec![at..at + 2],
            source: vec![source],
            rule: Rule::AccordingTo,
        });
    }

    fn object_after(&self, start: usize, until: usize) -> Option<Range<usize>> {
        let g = self.grammar;
        if g.class(start) == Class::Object && start < until {
            return Some(start..start + 1);
        }
        g.phrase_after(start, until)
    }

    fn until_next_cue(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() { range } else { self.grammar.trimmed(range) }
    }

    /// Where a statement that ends at `end` starts: behind a conjunction
    /// that joins it to the clause before.
    fn statement_start(&self, start: usize, end: usize) -> usize {
        let g = self.grammar;
        let mut from = start;
        if matches!(g.class(from), Class::Coordinator) && from + 1 < end {
            from += 1;
        }
        from
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
            let split = g.class(right) == Class::Comma && g.quotation_at(right + 1).is_some();
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
                cue: vec![cue.group],
                source: vec![source],
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
            let inverted = self.may_invert(cue, from);
            if !aside && !(inverted && g.phrase_after(cue.group.end, end).is_some_and(|p| p.contains(&right)))
            {
                return None;
            }
            right += 1;
        }
        if self.may_invert(cue, from) {
            if let Some(source) = g.phrase_after(cue.group.end, end)
                && source.start <= right
            {
                return Some((source.clone(), cue.group.start - 1, source.end.max(right)));
            }
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
            if !self.is_free(&content) || heading && rule == Rule::Infinitive {
                continue;
            }
            let mut pieces = vec![content.clone()];
            if g.quotation_at(content.end - 1).is_some() {
                pieces.extend(self.following_quotations(content.end));
            }
            let pieces = merged(pieces);
            self.claim(Candidate { content: pieces, cue: vec![cue.group], source: vec![source], rule });
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
            && !self.has_own_cue(g.quotations[index].tokens.end)
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
            let verbal = matches!(g.class(t), Class::Be | Class::Have | Class::Modal) || g.is_verb(t);
            verbal
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
                Class::To if frames.noun || frames.infinitive => {
                    Some((g.clause_from(listener.end, cue), Rule::Infinitive))
                }
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
        if matches!(g.class(at), Class::Preposition) || g.is_time(at) {
            return self.past_aside(cue, at, end);
        }
        None
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
                Class::Name | Class::Genitive => true,
                Class::Preposition => true,
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
            let stops = matches!(
                g.class(at),
                Class::Comma | Class::Coordinator | Class::Be | Class::Have | Class::Modal
            ) || g.is_verb(at);
            if stops {
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

    /// Quotation marks that no cue claimed: said by the one who spoke last.
    fn quotation_alone(&self, index: usize, last: Option<&Candidate>) -> Option<Candidate> {
        let g = self.grammar;
        let tokens = g.quotations[index].tokens.clone();
        let starts = g.sentence(tokens.start).start == tokens.start;
        if self.owned[index] || !starts || !self.is_statement(index) || !self.is_free(&tokens) {
            return None;
        }
        let source = self.speaker_above(tokens.start, last);
        Some(Candidate { content: vec![tokens], cue: Vec::new(), source, rule: Rule::QuoteAlone })
    }

    /// The source of the attribution before `at` in the same paragraph. (That
    /// of the paragraph above is right in one case of five: not shown.)
    fn speaker_above(&self, at: usize, last: Option<&Candidate>) -> Vec<Range<usize>> {
        let g = self.grammar;
        let before = self.found.partition_point(|candidate| candidate.content[0].start < at);
        let before = before.checked_sub(1).map(|index| &self.found[index]);
        let candidates = before.into_iter().chain(last);
        let above = candidates.max_by_key(|candidate| candidate.content[0].start);
        above
            .filter(|above| g.text.paragraph_of(above.content[0].start) == g.text.paragraph_of(at))
            .map_or_else(Vec::new, |above| above.source.clone())
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
