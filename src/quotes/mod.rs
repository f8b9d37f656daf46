//! Attributions: what is said, the cue that shows it, and the source that says it.
//!
//! The [model] scores the label of each token and which spans belong together.
//! What is certain about a text limits its choice (`given`, for instance that
//! nobody stops speaking inside quotation marks), `chain` then chooses the best
//! labels, and `spans` are what these come to. Turns of a conversation, headlines
//! with a quotation (`transcript`), signed quotations (`signature`), posts and block
//! quotations (`posted`) are found without the model, because its training texts
//! hardly annotate them. A few `rules` correct the rest.
//!
//! No token is content of two attributions; a cue or source may belong to several.

mod apart;
mod candidate;
mod chain;
mod given;
mod posted;
mod rules;
mod signature;
mod spans;
mod transcript;

use std::ops::Range;

use candidate::Candidate;
use chain::{Certain, Chain, Likely, Part};
use spans::Spans;

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

use crate::model::{self, Calibration, Choice, Label, Link, Network, Segment};
use crate::text::Text;

/// How much of an attribution stands between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum QuoteKind {
    /// All of it.
    Direct,
    /// Some of it.
    Mixed,
    /// Nothing.
    Indirect,
}

/// What somebody does with the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum Act {
    /// Says, writes, claims, asks, promises or denies it.
    Said,
    /// Believes, hopes, plans or expects it: what is reported is a thought.
    Thought,
}

/// The pattern of an attribution, which tells a reader why it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum Rule {
    /// Words between quotation marks, with a cue.
    QuoteMarks,
    /// Content without a cue.
    QuoteAlone,
    /// A cue before a clause with "that" or "whether" ("said that it rained").
    ThatClause,
    /// A cue before "to" and a verb ("promised to leave").
    Infinitive,
    /// A cue before other content ("denied the charge", "said it rained").
    Complement,
    /// A cue after or inside its content ("It rained, officials said").
    Parenthetical,
    /// A cue with "according" ("according to officials").
    AccordingTo,
    /// A turn of a conversation ("NAME: It rained"), or a headline with a name, a
    /// colon and a quotation.
    Transcript,
    /// A name that signs a quotation (“It rained.” — Name) or stands beside a post or
    /// a block quotation.
    Signature,
}

/// Something that somebody says, writes or thinks.
///
/// Ranges are of tokens, as indices into [`Text::tokens`], and not empty. Who
/// the source is, [`people`](crate::people) tells.
///
/// ```
/// use whosaid::quotes::{QuoteKind, Rule};
///
/// let analyzer = whosaid::Analyzer::new();
/// let text = analyzer.cut("“We left at dawn,” the mayor said.");
/// let [attribution] = &analyzer.attributions(&text)[..] else { panic!("one is found") };
/// assert_eq!(text.words(&attribution.content[0]), "“We left at dawn,”");
/// assert_eq!(attribution.cue.as_ref().map(|cue| text.words(cue)), Some("said"));
/// assert_eq!(attribution.source.as_ref().map(|source| text.words(source)), Some("the mayor"));
/// assert_eq!((attribution.kind, attribution.rule), (QuoteKind::Direct, Rule::QuoteMarks));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// How much of the content stands between quotation marks.
    pub kind: QuoteKind,
    /// What is said: one or more pieces, in order of the text.
    pub content: Vec<Range<usize>>,
    /// The words that show that it is said: "said", "according to".
    pub cue: Option<Range<usize>>,
    /// The words for whoever says it: "Lee", "a spokeswoman for the harbour".
    pub source: Option<Range<usize>>,
    /// Whether it is said or thought.
    pub act: Act,
    /// The pattern that it has.
    pub rule: Rule,
    /// The probability that content and source are right, from 0 to 1.
    pub confidence: f64,
}

/// Finds the attributions of an article, in order of their first content.
///
/// `words` are those of [`Network::words`]. `progress` is told how many tokens
/// have been read.
pub(crate) fn find(
    text: &Text,
    network: &Network,
    words: &[usize],
    progress: &mut dyn FnMut(usize),
) -> Vec<Attribution> {
    let certain = given::certain(text);
    let ruled = ruled(text);
    let taken = taken(text, &ruled);
    let mut found: Vec<Attribution> =
        ruled.iter().map(|(candidate, rule)| finish(text, candidate.clone(), Some(*rule))).collect();
    for segment in network.read(text, words) {
        let mut candidates = attributions(text, network, &segment, &certain);
        for candidate in &mut candidates {
            candidate.content.retain(|piece| !overlaps(&taken, piece));
            rules::skip_datelines(text, candidate);
            trim(text, candidate);
        }
        candidates
            .retain(|candidate| !candidate.content.is_empty() && !rules::is_nothing_said(text, candidate));
        let whole = candidates.into_iter().flat_map(|candidate| apart::split(text, candidate));
        let chained = whole.flat_map(|candidate| rules::split_chained(text, candidate));
        found.extend(chained.map(|candidate| finish(text, candidate, None)));
        progress(segment.tokens.end);
    }
    found.sort_by_key(|attribution| (attribution.content[0].start, attribution.content[0].end));
    found
}

/// The attributions that are found without the model, in order of their content.
fn ruled(text: &Text) -> Vec<(Candidate, Rule)> {
    let turns = transcript::turns(text).into_iter().map(|turn| (turn, Rule::Transcript));
    let is_turn = |(candidate, _): &(Candidate, Rule)| {
        text.paragraphs[text.paragraph_of(candidate.content[0].start)].kind.is_conversation()
    };
    let headlines = transcript::headlines(text).into_iter().map(|said| (said, Rule::Transcript));
    let signed = signature::find(text).into_iter().map(|said| (said, Rule::Signature));
    let posted = posted::find(text).into_iter().map(|said| (said, Rule::Signature));
    // Whoever quotes somebody in a turn still speaks.
    let signed = headlines.chain(signed).chain(posted).filter(|found| !is_turn(found));
    let mut ruled: Vec<_> = signed.chain(turns).collect();
    ruled.sort_by_key(|(candidate, _)| candidate.content[0].start);
    ruled
}

/// Leaves out of each part the tokens that do not belong to it, and takes in
/// the marks that do.
fn trim(text: &Text, candidate: &mut Candidate) {
    if rules::is_listener(text, candidate) {
        candidate.source = None;
    }
    for part in candidate.cue.iter_mut().chain(&mut candidate.source) {
        while part.len() > 1 && matches!(text.norm(part.end - 1), "," | ":" | "*") {
            part.end -= 1;
        }
        while part.len() > 1 && matches!(text.norm(part.start), "*" | "," | "’" | "”") {
            part.start += 1;
        }
    }
    let ends: Vec<usize> =
        candidate.content.iter().map(|piece| rules::content_end(text, candidate, piece)).collect();
    for (piece, end) in candidate.content.iter_mut().zip(ends) {
        piece.start = rules::content_start(text, candidate.cue.as_ref(), piece);
        piece.end = end;
        trim_marks(text, candidate.cue.as_ref(), piece);
    }
    candidate.content.dedup_by(|next, piece| {
        let one = piece.end == next.start && text.paragraph_of(piece.start) == text.paragraph_of(next.start);
        if one {
            piece.end = next.end;
        }
        one
    });
}

/// Leaves out symbols in front of a piece of content (🎉 “We left”) and takes
/// in the last marks of a quotation that never closes, but for a cue (“… ‘ :”).
fn trim_marks(text: &Text, cue: Option<&Range<usize>>, piece: &mut Range<usize>) {
    let is_symbol = |token: &usize| {
        text.is_mark(*token)
            && text.quotation_at(*token).is_none()
            && !text.norm(*token).contains(|c: char| "([{$£€¥#@…".contains(c))
    };
    piece.start += piece.clone().take(piece.len() - 1).take_while(is_symbol).count();
    // A quotation that never closes ends with its paragraph.
    if let Some(quotation) = text.quotation_at(piece.end - 1).filter(|quotation| !quotation.closed)
        && (piece.end..quotation.tokens.end)
            .all(|token| text.is_mark(token) && cue.is_none_or(|cue| !cue.contains(&token)))
    {
        piece.end = quotation.tokens.end;
    }
}

/// The tokens, in order, of attributions that were found without the model: each piece
/// of content, with the source before it in its paragraph.
fn taken(text: &Text, ruled: &[(Candidate, Rule)]) -> Vec<Range<usize>> {
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (candidate, _) in ruled {
        let before = candidate.source.as_ref().map(|source| source.start);
        for piece in &candidate.content {
            let beside = before.filter(|&source| text.paragraph_of(source) == text.paragraph_of(piece.start));
            taken.push(beside.map_or(piece.start, |source| source.min(piece.start))..piece.end);
        }
    }
    taken.sort_unstable_by_key(|tokens| tokens.start);
    taken
}

/// Whether a piece of content overlaps what is taken.
fn overlaps(taken: &[Range<usize>], piece: &Range<usize>) -> bool {
    let index = taken.partition_point(|tokens| tokens.end <= piece.start);
    taken.get(index).is_some_and(|tokens| tokens.start < piece.end)
}

/// What the model finds in a segment: each piece of content with its cue, each
/// cue with its source.
fn attributions(
    text: &Text,
    network: &Network,
    segment: &Segment<'_>,
    certain: &[Certain],
) -> Vec<Candidate> {
    let chain = Chain::new(&segment.scores, &certain[segment.tokens.clone()], network.transitions());
    let spans = Spans::of(&chain.best(), segment.tokens.start);
    let mut cue_of_piece = segment.link(Link::CueOfPiece, text, &spans.pieces, &spans.cues);
    rules::settle(text, &spans, certain, &mut cue_of_piece);
    let mut source_of_cue = segment.link(Link::SourceOfCue, text, &spans.cues, &spans.sources);
    rules::keep_near(text, &spans, &mut source_of_cue);
    let calibration = &network.calibration;
    let thoughts = segment.thoughts(&spans.cues);
    let judge = Judge { calibration, likely: chain.likely(), first: segment.tokens.start };
    let mut found = candidates(&spans, &cue_of_piece, &source_of_cue, &thoughts, &judge);
    // What is certainly said stays, however unsure it is by whom.
    let is_certain = |candidate: &Candidate| certain[candidate.content[0].start].part == Part::Said;
    let least = f64::from(calibration.least);
    found.retain(|candidate| candidate.confidence >= least || is_certain(candidate));
    found
}

/// Puts the spans of a segment together by the network's choices: one candidate
/// for each cue that has content, and one for each piece of content without a cue.
fn candidates(
    spans: &Spans,
    cue_of_piece: &[Choice],
    source_of_cue: &[Choice],
    thoughts: &[f32],
    judge: &Judge<'_>,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, cue) in spans.cues.iter().enumerate() {
        let (content, links): (Vec<_>, Vec<Choice>) = spans
            .pieces
            .iter()
            .cloned()
            .zip(cue_of_piece.iter().copied())
            .filter(|(_, choice)| choice.span == Some(index))
            .unzip();
        if content.is_empty() {
            continue;
        }
        let source = source_of_cue[index];
        found.push(Candidate {
            confidence: judge.confidence(&content, &links, Some((cue, source))),
            content,
            cue: Some(cue.clone()),
            source: source.span.map(|source| spans.sources[source].clone()),
            act: if thoughts[index] > 0.5 { Act::Thought } else { Act::Said },
        });
    }
    for (piece, choice) in spans.pieces.iter().zip(cue_of_piece) {
        if choice.span.is_none() {
            let content = vec![piece.clone()];
            let confidence = judge.confidence(&content, &[*choice], None);
            found.push(Candidate { content, cue: None, source: None, act: Act::Said, confidence });
        }
    }
    found
}

/// Tells how likely the attributions of a segment are.
struct Judge<'n> {
    calibration: &'n Calibration,
    /// The probabilities of the labels of each token.
    likely: Vec<Likely>,
    /// The first token of the segment.
    first: usize,
}

impl Judge<'_> {
    /// The probability that an attribution is right: a logistic regression on
    /// the probabilities of its labels and links.
    fn confidence(
        &self,
        content: &[Range<usize>],
        links: &[Choice],
        cue: Option<(&Range<usize>, Choice)>,
    ) -> f64 {
        let tokens = || content.iter().cloned().flatten();
        let said = tokens().map(|token| self.share(token, &[Label::BeginContent, Label::InContent]));
        let said = said.sum::<f32>() / tokens().count() as f32;
        let linked = links.iter().fold(1.0_f32, |least, choice| least.min(choice.probability));
        let (begins, source) = cue.map_or((0.0, 0.0), |(cue, source)| {
            (self.share(cue.start, &[Label::BeginCue]), source.probability)
        });
        let sum = [said, linked, begins, source].into_iter().zip(self.calibration.weights);
        f64::from(model::sigmoid(sum.fold(self.calibration.bias, |sum, (share, weight)| {
            sum + (1.0 - share).max(0.0).sqrt() * weight
        })))
    }

    /// The probability that a token has one of some labels.
    fn share(&self, token: usize, labels: &[Label]) -> f32 {
        labels.iter().map(|&label| self.likely[token - self.first][label as usize]).sum()
    }
}

/// The attribution that a candidate has become, with its kind and pattern.
fn finish(text: &Text, candidate: Candidate, rule: Option<Rule>) -> Attribution {
    // A transcript gives the very words, and so does a post.
    let verbatim = rule == Some(Rule::Transcript) || posted::is_speech(text, &candidate.content);
    let kind = if verbatim { QuoteKind::Direct } else { kind(text, &candidate.content) };
    Attribution {
        kind,
        rule: rule.unwrap_or_else(|| pattern(text, &candidate, kind)),
        content: candidate.content,
        cue: candidate.cue,
        source: candidate.source,
        act: candidate.act,
        confidence: candidate.confidence,
    }
}

/// How much of the words of some content stands between quotation marks.
fn kind(text: &Text, content: &[Range<usize>]) -> QuoteKind {
    let words = content.iter().cloned().flatten().filter(|&token| !text.is_mark(token));
    let (inside, outside): (Vec<_>, Vec<_>) = words.partition(|&token| text.quotation_at(token).is_some());
    match (inside.is_empty(), outside.is_empty()) {
        (true, _) => QuoteKind::Indirect,
        (false, true) => QuoteKind::Direct,
        (false, false) => QuoteKind::Mixed,
    }
}

/// The pattern of an attribution that the model found.
fn pattern(text: &Text, candidate: &Candidate, kind: QuoteKind) -> Rule {
    let first = candidate.content[0].start;
    let Some(cue) = &candidate.cue else { return Rule::QuoteAlone };
    if cue.clone().any(|token| text.norm(token) == "according") {
        return Rule::AccordingTo;
    }
    if kind == QuoteKind::Direct {
        return Rule::QuoteMarks;
    }
    match text.norm(first) {
        _ if first < cue.start => Rule::Parenthetical,
        "that" | "whether" => Rule::ThatClause,
        "to" => Rule::Infinitive,
        _ => Rule::Complement,
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::{Attribution, QuoteKind, Rule};
    use crate::model::testing::network;
    use crate::text::Text;
    use crate::text::testing::text;

    fn find(text: &Text) -> Vec<Attribution> {
        super::find(text, network(), &network().words(text), &mut |_| ())
    }

    /// Source, cue and content of each attribution, pieces with " | " between.
    fn rows(source: &str) -> Vec<[String; 3]> {
        let text = text(source);
        let words = |part: &Option<Range<usize>>| part.iter().map(|part| text.words(part)).collect();
        let content =
            |a: &Attribution| a.content.iter().map(|piece| text.words(piece)).collect::<Vec<_>>().join(" | ");
        find(&text).iter().map(|a| [words(&a.source), words(&a.cue), content(a)]).collect()
    }

    fn kinds(source: &str) -> Vec<(QuoteKind, Rule)> {
        find(&text(source)).iter().map(|a| (a.kind, a.rule)).collect()
    }

    #[test]
    fn quotation_before_its_cue() {
        assert_eq!(rows("“We left at dawn,” Lee said."), [["Lee", "said", "“We left at dawn,”"]]);
        assert_eq!(rows("“We left at dawn,” said Lee."), [["Lee", "said", "“We left at dawn,”"]]);
        assert_eq!(rows("“Why so late?” asked Lee."), [["Lee", "asked", "“Why so late?”"]]);
        assert_eq!(kinds("“We left at dawn,” Lee said."), [(QuoteKind::Direct, Rule::QuoteMarks)]);
    }

    #[test]
    fn quotation_after_its_cue() {
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
                ["", "", "“We returned in June."],
                ["", "", "“We stayed until May.”"]
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
        assert_eq!(kinds("Lee said the “quick fix” came late."), [(QuoteKind::Mixed, Rule::Complement)]);
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
    fn a_time_after_the_cue_is_not_said() {
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
    fn a_signed_quotation_is_its_signers() {
        assert_eq!(
            rows(
                "“We left at dawn.” ― Ann Lee\n“Nobody came to the hall.” — Bo Ek, Port Alma.\n\n\
                 \"The bridge is closed.\"\n\n- Mia of the Council."
            ),
            [
                ["Ann Lee", "―", "“We left at dawn.”"],
                ["Bo Ek", "—", "“Nobody came to the hall.”"],
                ["Mia of the Council", "-", "\"The bridge is closed.\""],
            ]
        );
        assert_eq!(kinds("“We left at dawn.” ― Ann Lee"), [(QuoteKind::Direct, Rule::Signature)]);
        let sentence = rows("“We left at dawn.” — The hall stood empty when they came back.");
        assert!(sentence.iter().all(|[source, ..]| source.is_empty()), "{sentence:?}");
    }

    #[test]
    fn posts_and_block_quotations_are_their_authors() {
        for post in [
            "We left at dawn. — Ann Lee (@annlee) May 3, 2019",
            "Ann Lee @annlee · 2h\n\nWe left at dawn.",
            "We left at dawn.\n\n— Ann Lee (@annlee) May 3, 2019",
            "> We left at dawn.\n>\n> — Ann Lee, mayor",
            "“We left at dawn.”\n\n— Ann Lee, mayor",
            "We left at dawn.\n\n— Ann Lee, mayor",
        ] {
            let article = format!("It rained all day.\n\nIt was late.\n\n{post}\n\nThe hall was empty.");
            let found = find(&text(&article));
            assert_eq!(
                found.iter().map(|a| (a.kind, a.rule)).collect::<Vec<_>>(),
                [(QuoteKind::Direct, Rule::Signature)],
                "{post}"
            );
            let [source, _, content] = &rows(&article)[0];
            assert_eq!(
                (source.as_str(), content.trim_matches(['“', '”'])),
                ("Ann Lee", "We left at dawn."),
                "{post}"
            );
        }
    }

    #[test]
    fn a_sentence_before_a_block_quotation_names_its_author() {
        let article = "The council met on Monday.\n\nAnn Lee wrote in the letter:\n\n> The bridge must be closed \
                       at once, and nobody may cross it.\n>\n> There is no other way.\n\nThe hall was empty.";
        assert_eq!(
            rows(article),
            [
                ["Ann Lee", "wrote", "The bridge must be closed at once, and nobody may cross it."],
                ["", "", "There is no other way."]
            ]
        );
        let personal = rows("It rained.\n\n> We left at dawn and never came back.\n\nThe hall was empty.");
        assert_eq!(personal, [["", "", "We left at dawn and never came back."]]);
    }

    #[test]
    fn nobody_speaks_in_bylines_credits_and_pull_quotes() {
        let article = "Harbour closed, says mayor\n\nBy Ann Lee\n\nUpdated 3:14 p.m.\n\nThe bank closed on a \
                       Friday, and nobody came. “We never saw the money,” said Karin Holt, who worked there.\n\n\
                       Photo: Bo Ek\n\n“We never saw the money”\n\n14:02\n\nThe hall was empty.";
        let rows = rows(article);
        assert_eq!(rows.iter().filter(|[source, ..]| source == "Karin Holt").count(), 1);
        assert!(rows.iter().all(|[_, _, content]| content != "“We never saw the money”"), "{rows:?}");
    }

    #[test]
    fn a_quotation_goes_on_after_what_interrupts_it() {
        for between in [
            "Photo: Bo Ek",
            "Ann Lee at the harbour. (Photo by Bo Ek)",
            "14:02",
            "Related: Ships wait at the gates",
            "“We left for the sea at dawn”",
            "Advertisement",
        ] {
            let article = format!(
                "“We left for the sea at dawn,” Lee said. “Nobody came.\n\n{between}\n\n“We returned in June.”"
            );
            let found = rows(&article);
            let first = ["Lee", "said", "“We left for the sea at dawn,” | “Nobody came."];
            assert_eq!(found, [first, ["", "", "“We returned in June.”"]], "{between}");
        }
    }

    #[test]
    fn a_quotation_may_follow_its_colon_in_the_next_paragraph() {
        let article = "Rain fell all day on the square in front of the bank.\n\nMia Falk, chief executive of \
                       Norbank, said:\n\n“We failed you all, and we are sorry.”";
        assert_eq!(rows(article)[0][0], "Mia Falk, chief executive of Norbank");
    }

    #[test]
    fn a_quotation_after_a_cue_of_its_paragraph_is_of_no_other_paragraph() {
        let article = "Ann Lee called the plan late. “We should have begun to build in the spring.”\n\n\
                       “Nobody asked us about the plan at all,” Mayor Bo Ek said on Monday.";
        let rows = rows(article);
        assert_eq!(rows[0], ["Ann Lee", "called", "the plan late"]);
        assert_eq!(rows[1], ["", "", "“We should have begun to build in the spring.”"]);
        assert_eq!(rows[2][0], "Mayor Bo Ek");
    }

    #[test]
    fn a_comma_leads_to_the_cue_beside_it() {
        let article = "“The bridge is safe,” Mayor Ek said.\n\nThe river had risen for a week.\n\n\
                       “We cannot trust a bridge that moves,” Ann Lee said. “It must be closed.”";
        assert_eq!(
            rows(article)[1],
            ["Ann Lee", "said", "“We cannot trust a bridge that moves,” | “It must be closed.”"]
        );
        assert_eq!(
            rows("Lee said on Monday, “We left at dawn because nobody came.”"),
            [["Lee", "said", "“We left at dawn because nobody came.”"]]
        );
    }

    #[test]
    fn nobody_and_nothing_are_no_attribution() {
        assert!(
            rows("Nobody said that it rained. You could say that it failed. Lee said nothing.").is_empty()
        );
    }

    #[test]
    fn a_colon_brings_in_a_quotation() {
        assert_eq!(
            rows("His wife, Mia Ek, was less sure: “Two years of roadworks?”"),
            [["", "", "“Two years of roadworks?”"]]
        );
    }

    #[test]
    fn the_name_after_a_role_belongs_to_the_source() {
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
    fn chained_participles_are_one_attribution_for_each_cue() {
        assert_eq!(
            rows("Lee spoke to reporters, calling the talks useful but confirming that gaps remained."),
            [["Lee", "calling", "the talks useful"], ["Lee", "confirming", "that gaps remained"]]
        );
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
    fn an_apposition_belongs_to_the_source() {
        assert_eq!(
            rows("Lee, a former judge, said that it rained."),
            [["Lee, a former judge", "said", "that it rained"]]
        );
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
        assert_eq!(rows("Lee denied the charge."), [["Lee", "denied", "the charge"]]);
        assert_eq!(kinds("Lee denied the charge."), [(QuoteKind::Indirect, Rule::Complement)]);
        assert_eq!(rows("Lee promised to close the bridge."), [["Lee", "promised", "to close the bridge"]]);
    }

    #[test]
    fn a_passive_has_no_speaker_for_subject() {
        for passive in [
            "He was accused of theft.",
            "Lee was told that the bridge was closed.",
            "The bridge is said to be closed.",
        ] {
            assert!(rows(passive).iter().all(|[source, ..]| source.is_empty()), "{passive}");
        }
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
        assert!(rows("Norbank is known as “the farmers’ bank” in the valley.").is_empty());
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

    #[test]
    fn a_dateline_is_no_source() {
        assert_eq!(
            rows("MUMBAI: The court gave bail to the actor on Friday. Lee said that he was relieved."),
            [["Lee", "said", "that he was relieved"]]
        );
    }

    #[test]
    fn what_is_added_has_a_cue_of_its_own() {
        assert_eq!(
            rows(
                "Lee later wrote that the flood “will be talked about for years,” adding “we need every hand.”"
            ),
            [
                ["Lee", "wrote", "that the flood “will be talked about for years,”"],
                ["Lee", "adding", "“we need every hand.”"]
            ]
        );
    }

    #[test]
    fn a_quotation_alone_in_its_paragraph_is_content() {
        let bare = "“We have never before seen a flood of this height”";
        assert_eq!(rows(&format!("It rained all day.\n\n{bare}\n\nThe hall was empty.")), [["", "", bare]]);
        assert_eq!(rows("“Bread.”\n\n“Salt.”"), [["", "", "“Bread.”"], ["", "", "“Salt.”"]]);
    }

    #[test]
    fn a_colon_leads_into_the_next_paragraph() {
        assert_eq!(
            rows("It rained all day.\n\nMia Falk, a former judge, said:\n\n“We failed you all.”"),
            [["Mia Falk, a former judge", "said", "“We failed you all.”"]]
        );
    }

    #[test]
    fn a_cue_after_the_last_paragraph_is_that_of_its_quotation() {
        assert_eq!(
            rows("“We are sorry.\n\nWe will do better.\n\nThank you all,” said Ann Lee."),
            [
                ["", "", "“We are sorry."],
                ["", "", "We will do better."],
                ["Ann Lee", "said", "Thank you all,”"]
            ]
        );
    }
}
