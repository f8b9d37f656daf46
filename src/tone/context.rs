//! Context: what the words around a charged word make of it.
//!
//! After VADER (Hutto and Gilbert 2014): a negator shortly before turns and
//! damps ("not good"), an intensifier scales ("very good"), "but" moves the
//! weight to what follows. Beyond it: ending or fighting something bad is
//! good ("ended the war"), and what a concession or a question holds counts less.

use std::ops::Range;

use super::lexicon;
use crate::text::{Text, TokenKind};

/// A charged word and what it adds to a tone before squashing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Contribution {
    /// The word with its negator and intensifiers, as indices of tokens; the
    /// word is the last one.
    pub(super) phrase: Range<usize>,
    /// Valence in context.
    pub(super) value: f64,
}

impl Contribution {
    /// Index of the charged word.
    pub(super) fn token(&self) -> usize {
        self.phrase.end - 1
    }
}

/// What negation makes of a valence (VADER).
pub(super) const NEGATED: f64 = -0.74;
/// What ending or fighting a bad thing makes of its valence.
const RELIEVED: f64 = -0.5;
/// A negator reaches over this many words (VADER).
const REACH: usize = 3;
/// "very", "extremely": VADER adds 0.3 to ratings of about 1.5.
const BOOSTED: f64 = 1.2;
/// "slightly", "almost".
const DAMPENED: f64 = 0.8;
/// What stands before "but", and after it (VADER).
const BEFORE_BUT: f64 = 0.5;
const AFTER_BUT: f64 = 1.5;
/// What a concession grants ("Despite heavy losses, …").
const CONCEDED: f64 = 0.5;
/// What is asked and not said.
const ASKED: f64 = 0.5;
/// No word in context is stronger than the strongest valence by itself, so
/// that its share of a score stays within −1 and 1.
const STRONGEST: f64 = 4.0;

/// The contributions of all charged words, in order of the text.
pub(super) fn contributions(text: &Text, names: &[bool]) -> Vec<Contribution> {
    let mut found = Vec::new();
    for sentence in &text.sentences {
        let sentence = Sentence { text, names, tokens: sentence.tokens.clone() };
        let first = found.len();
        for t in sentence.tokens.clone() {
            if let Some(contribution) = sentence.contribution(t, found[first..].last()) {
                found.push(contribution);
            }
        }
        sentence.shift(&mut found[first..]);
    }
    found
}

/// Those whose charged word is in a part.
pub(super) fn within<'c>(all: &'c [Contribution], part: &Range<usize>) -> &'c [Contribution] {
    let start = all.partition_point(|c| c.token() < part.start);
    let end = all.partition_point(|c| c.token() < part.end);
    &all[start..end]
}

struct Sentence<'t> {
    text: &'t Text<'t>,
    names: &'t [bool],
    tokens: Range<usize>,
}

impl Sentence<'_> {
    /// The contribution of a token, if it is charged and nothing before uses it up.
    fn contribution(&self, t: usize, last: Option<&Contribution>) -> Option<Contribution> {
        let valence = self.valence(t)?;
        let (mut value, mut start) = (valence, t);
        if self.is_used(t) {
            return None;
        }
        for (distance, b) in self.words_before(t) {
            let norm = self.text.norm(b);
            let factor = match () {
                () if self.negates(b) => NEGATED,
                () if valence < 0.0 && is_reliever(norm) => RELIEVED,
                () if distance < REACH && is_booster(norm) => BOOSTED,
                () if distance < REACH && is_dampener(norm) => DAMPENED,
                () => continue,
            };
            value *= factor;
            start = b;
            if factor < 0.0 {
                break;
            }
        }
        let start = start.max(last.map_or(0, |l| l.phrase.end));
        Some(Contribution { phrase: start..t + 1, value: value.clamp(-STRONGEST, STRONGEST) })
    }

    fn valence(&self, t: usize) -> Option<f64> {
        let token = &self.text.tokens[t];
        let can_match = token.kind == TokenKind::Word || !self.text.norm(t).is_ascii();
        if !can_match || self.names[t] {
            return None;
        }
        lexicon::valence(self.text.norm(t))
    }

    /// The words within [`REACH`] before a token, nearest first, with their
    /// distance; marks other than quotation marks end the phrase.
    fn words_before(&self, t: usize) -> impl Iterator<Item = (usize, usize)> {
        let quotes = |m: usize| matches!(self.text.norm(m), "\"" | "“" | "”" | "'" | "‘" | "’" | "''" | "``");
        let before = (self.tokens.start..t).rev();
        let words = before.take_while(move |&b| self.text.tokens[b].kind != TokenKind::Mark || quotes(b));
        (1..=REACH).zip(words.filter(move |&b| !quotes(b)))
    }

    /// Whether a token negates what follows: "not only" and "no doubt" do not.
    fn negates(&self, t: usize) -> bool {
        let next = if t + 1 < self.tokens.end { self.text.norm(t + 1) } else { "" };
        is_negator(self.text.norm(t))
            && !matches!(
                next,
                "only" | "just" | "merely" | "simply" | "doubt" | "wonder" | "matter" | "longer"
            )
    }

    /// Whether a charged word does its work on another: a negator ("no"), or
    /// a reliever of something bad that follows ("prevent deaths").
    fn is_used(&self, t: usize) -> bool {
        let norm = self.text.norm(t);
        if !is_reliever(norm) && !is_negator(norm) {
            return false;
        }
        let after = (t + 1..self.tokens.end).take(REACH);
        let words = after.take_while(|&a| self.text.tokens[a].kind != TokenKind::Mark);
        words.filter_map(|a| self.valence(a)).any(|v| v < 0.0 || is_negator(norm))
    }

    /// Moves weight between the clauses of a sentence.
    fn shift(&self, found: &mut [Contribution]) {
        let but = self.tokens.clone().skip(1).rfind(|&t| self.text.norm(t) == "but");
        let conceded = self.concession();
        let asked = self.tokens.clone().rev().take(2).any(|t| self.text.norm(t) == "?");
        for contribution in found {
            let t = contribution.token();
            let mut factor = if asked { ASKED } else { 1.0 };
            if conceded.contains(&t) {
                factor *= CONCEDED;
            }
            if let Some(but) = but {
                factor *= if t < but { BEFORE_BUT } else { AFTER_BUT };
            }
            contribution.value = (contribution.value * factor).clamp(-STRONGEST, STRONGEST);
        }
    }

    /// "Although …," at the start of a sentence, up to its comma.
    fn concession(&self) -> Range<usize> {
        let start = self.tokens.start;
        let concedes = self.tokens.clone().take(2).any(|t| is_concessive(self.text.norm(t)));
        let comma = self.tokens.clone().find(|&t| self.text.norm(t) == ",");
        start..comma.filter(|_| concedes).unwrap_or(start)
    }
}

fn is_negator(norm: &str) -> bool {
    norm.ends_with("n't")
        || matches!(
            norm,
            "not"
                | "no"
                | "never"
                | "none"
                | "nobody"
                | "nothing"
                | "nowhere"
                | "neither"
                | "nor"
                | "without"
                | "cannot"
                | "rarely"
                | "seldom"
                | "hardly"
                | "scarcely"
                | "barely"
                | "lack"
                | "lacks"
                | "lacked"
                | "lacking"
                | "fail"
                | "fails"
                | "failed"
                | "failing"
                | "unable"
                | "refuse"
                | "refused"
                | "refuses"
                | "refusing"
                | "deny"
                | "denies"
                | "denied"
                | "denying"
        )
}

/// Verbs that end, prevent or fight what follows.
fn is_reliever(norm: &str) -> bool {
    matches!(
        norm,
        "end"
            | "ends"
            | "ended"
            | "ending"
            | "stop"
            | "stops"
            | "stopped"
            | "stopping"
            | "prevent"
            | "prevents"
            | "prevented"
            | "preventing"
            | "avoid"
            | "avoids"
            | "avoided"
            | "avoiding"
            | "avert"
            | "averts"
            | "averted"
            | "averting"
            | "reduce"
            | "reduces"
            | "reduced"
            | "reducing"
            | "curb"
            | "curbs"
            | "curbed"
            | "curbing"
            | "combat"
            | "combating"
            | "combats"
            | "tackle"
            | "tackles"
            | "tackled"
            | "tackling"
            | "fight"
            | "fights"
            | "fighting"
            | "fought"
            | "overcome"
            | "overcame"
            | "survive"
            | "survives"
            | "survived"
            | "surviving"
            | "escape"
            | "escapes"
            | "escaped"
            | "ease"
            | "eases"
            | "eased"
            | "easing"
            | "cure"
            | "cures"
            | "cured"
            | "relieve"
            | "relieved"
            | "eliminate"
            | "eliminated"
            | "eliminating"
            | "solve"
            | "solved"
            | "solves"
            | "solving"
            | "refute"
            | "refuted"
    )
}

fn is_booster(norm: &str) -> bool {
    matches!(
        norm,
        "absolutely"
            | "completely"
            | "considerably"
            | "deeply"
            | "enormously"
            | "entirely"
            | "especially"
            | "exceptionally"
            | "extraordinarily"
            | "extremely"
            | "fully"
            | "greatly"
            | "highly"
            | "hugely"
            | "incredibly"
            | "intensely"
            | "more"
            | "most"
            | "much"
            | "particularly"
            | "profoundly"
            | "really"
            | "remarkably"
            | "severely"
            | "sharply"
            | "so"
            | "strongly"
            | "substantially"
            | "such"
            | "thoroughly"
            | "too"
            | "totally"
            | "truly"
            | "unusually"
            | "utterly"
            | "very"
            | "widely"
    )
}

fn is_dampener(norm: &str) -> bool {
    matches!(
        norm,
        "almost"
            | "arguably"
            | "fairly"
            | "less"
            | "little"
            | "marginally"
            | "mildly"
            | "moderately"
            | "nearly"
            | "occasionally"
            | "partially"
            | "partly"
            | "pretty"
            | "rather"
            | "relatively"
            | "slight"
            | "slightly"
            | "sometimes"
            | "somewhat"
    )
}

fn is_concessive(norm: &str) -> bool {
    matches!(norm, "although" | "though" | "despite" | "while" | "notwithstanding")
}

#[cfg(test)]
mod tests {
    use super::contributions;
    use crate::text::Text;

    /// The phrases that count and what they add.
    fn found(source: &str) -> Vec<(&str, f64)> {
        let text = Text::new(source);
        let all = contributions(&text, &vec![false; text.tokens.len()]);
        all.into_iter().map(|c| (text.slice(text.span_of(&c.phrase)), c.value)).collect()
    }

    fn value(source: &str) -> f64 {
        found(source).iter().map(|f| f.1).sum()
    }

    #[test]
    fn negation_turns_and_damps() {
        assert!(value("it was not good") < 0.0);
        assert!(value("it wasn’t very good") < 0.0);
        assert!(value("there was no evidence of fraud") > 0.0);
        assert!(value("it was not good").abs() < value("it was good"));
        assert_eq!(found("it was not good")[0].0, "not good");
    }

    #[test]
    fn negation_ends_with_its_clause() {
        assert!(value("if not, it is good") > 0.0);
        assert!(value("it was not only good") > 0.0);
        assert!(value("it would not. Good news came") > 0.0);
    }

    #[test]
    fn intensifiers_scale() {
        assert!(value("it was very bad") < value("it was bad"));
        assert!(value("it was slightly bad") > value("it was bad"));
        assert_eq!(found("it was very bad")[0].0, "very bad");
    }

    #[test]
    fn but_moves_the_weight() {
        assert!(value("the food was good but the service was bad") < 0.0);
        assert!(value("the service was bad but the food was good") > 0.0);
        assert!(value("Despite the loss, they were happy") > value("They were happy, a loss"));
    }

    #[test]
    fn ending_something_bad_is_good() {
        for source in ["the treaty ended the war", "a plan to prevent deaths", "the fight against cancer"] {
            assert!(value(source) > 0.0, "{source}");
        }
    }
}
