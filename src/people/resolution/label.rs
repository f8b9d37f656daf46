//! Labels of a conversation: "Owen Farr:", "Lind:", "OF:", "Q:", "MODERATOR:".
//!
//! All turns of a label have the same speaker. A name is whoever has it; "Q" and
//! "A", and questions and answers without a label, are the two sides of the
//! interview if its [head](crate::people::interview) tells who they are.

use std::collections::HashMap;
use std::ops::Range;

use crate::lexicon::Class;
use crate::people::entities::{self, Names};
use crate::people::interview::{HOSTS, Sides};
use crate::people::phrases;
use crate::people::scene::{BY_NAME, BY_ROLE, Found, Scene, Who};
use crate::text::{ParagraphKind, Text, Turn};

/// Labels of whoever asks, whatever the head says of them.
const ASKS: &[&str] = &["q", "question", "interviewer", "questioner"];
/// Labels of whoever answers.
const ANSWERS: &[&str] = &["a", "answer", "interviewee", "respondent"];
/// A role is looked for among this many persons.
const ROLES: usize = 300;
/// Whoever asks at a press conference gives a name among this many tokens: "Good
/// morning. Ann Lee, Radio Seven."
const INTRODUCTION: usize = 6;
/// "Speaker 1" asks if at least this part of the turns are questions, …
const ASKING: f64 = 0.5;
/// … and answers if at most this part are.
const ANSWERING: f64 = 0.25;

/// Who the labels of a text stand for.
pub(super) struct Labels<'t> {
    text: &'t Text<'t>,
    names: &'t Names,
    sides: Sides,
    /// The persons with each initials, if it is only one.
    initials: HashMap<String, Option<usize>>,
    /// The first persons who have a role, with its words in small letters.
    roles: Vec<(usize, Vec<String>)>,
    /// How many labels there are, and of each how many turns and questions.
    turns: HashMap<String, (usize, usize)>,
    /// Whom each label stands for.
    known: HashMap<String, Option<Found>>,
    /// Whoever asks at a press conference, since they gave their name.
    asks: Option<usize>,
}

impl<'t> Labels<'t> {
    pub(super) fn of(text: &'t Text<'t>, names: &'t Names) -> Self {
        let mut labels = Labels {
            text,
            names,
            sides: Sides::of(text, names),
            initials: initials(names),
            roles: roles(names),
            turns: HashMap::new(),
            known: HashMap::new(),
            asks: None,
        };
        for turn in &text.turns {
            if let Some(label) = &turn.source {
                let (turns, questions) = labels.turns.entry(key(text, label)).or_default();
                *turns += 1;
                *questions += usize::from(asks(text, turn));
            }
        }
        labels
    }

    /// Who speaks in a paragraph of a conversation.
    pub(super) fn speaker(&mut self, scene: &Scene<'_>, index: usize) -> Option<Found> {
        let paragraph = &self.text.paragraphs[index];
        let Some(label) = &paragraph.label else {
            let asks = paragraph.kind == ParagraphKind::Question;
            return self.side(if asks { self.sides.interviewer } else { self.sides.interviewee });
        };
        let key = key(self.text, label);
        if !self.known.contains_key(&key) {
            let found = self.resolve(scene, label, &key);
            self.known.insert(key.clone(), found);
        }
        let found = self.known[&key].clone();
        let asks = ASKS.contains(&key.as_str());
        if asks && found.is_none() {
            self.asks = self.introduced(index).or(self.asks);
            return self.side(self.asks);
        }
        if phrases::is_role(self.text, label) {
            // The moderator gives the floor to somebody else.
            self.asks = None;
        }
        let mut found = found?;
        if let [Who::Named(entity)] = found.who[..] {
            let full = scene.full(entity);
            found.chain = if full.start == label.start { Vec::new() } else { vec![full.clone()] };
        }
        Some(found)
    }

    fn resolve(&self, scene: &Scene<'_>, label: &Range<usize>, key: &str) -> Option<Found> {
        let word = key.trim_end_matches(|c: char| c == '.' || c.is_ascii_digit());
        if ASKS.contains(&word) || ANSWERS.contains(&word) {
            let many = self.turns.len() > 2;
            let side = if ANSWERS.contains(&word) { self.sides.interviewee } else { self.sides.interviewer };
            return match self.side(self.sides.cast.get(key).copied().or(side.filter(|_| !many))) {
                None if word.len() > "answer".len() && word != "question" => {
                    Some(self.described(scene, label))
                }
                found => found,
            };
        }
        if let Some(&entity) = self.sides.cast.get(key) {
            return self.side(Some(entity));
        }
        let named = || entities::known_person(self.text, self.names, label);
        if phrases::is_role(self.text, label) {
            let entity = self
                .in_brackets(label)
                .or_else(named)
                .or_else(|| self.with_role(label))
                .or_else(|| self.by_turns(key));
            return self.side(entity).or_else(|| Some(self.described(scene, label)));
        }
        let initials = || self.initials.get(key).copied().flatten();
        if let Some(entity) = named().or_else(initials) {
            return Some(Found { who: vec![Who::Named(entity)], chain: Vec::new(), confidence: BY_NAME });
        }
        super::phrase(scene, label)
            .filter(|found| !found.who.is_empty())
            .or_else(|| Some(self.described(scene, label)))
    }

    /// Whoever gives a name before a question: "Ann Lee, Radio Seven. Why …?"
    fn introduced(&self, paragraph: usize) -> Option<usize> {
        let text = self.text;
        let index = self.text.turns.partition_point(|turn| turn.paragraph < paragraph);
        let words = self.text.turns.get(index).filter(|turn| turn.paragraph == paragraph)?.words.clone();
        let mention = self.names.within(&(words.start..words.end.min(words.start + INTRODUCTION))).first()?;
        let from = mention.tokens.end;
        let named = mention.tokens.len() > 1 && self.names.is_person(mention.entity);
        let starts = text.sentence_of(mention.tokens.start).start.max(words.start) == mention.tokens.start;
        let body =
            (from + 1..words.end).take_while(|&t| text.is_capitalized(t) || text.is(t, Class::Small)).count();
        let linked = body > 0 && matches!(text.norm(from), "," | "from" | "with" | "of");
        let ends = text.tokens.get(from + 1 + body).is_some_and(|_| text.norm(from + 1 + body) == ".");
        (named && starts && linked && ends).then_some(mention.entity)
    }

    /// A side of the interview that the head names.
    fn side(&self, entity: Option<usize>) -> Option<Found> {
        let entity = entity?;
        let chain = vec![self.names.entities[entity].full.clone()];
        Some(Found { who: vec![Who::Named(entity)], chain, confidence: BY_ROLE })
    }

    /// Somebody whom only the label describes.
    fn described(&self, scene: &Scene<'_>, label: &Range<usize>) -> Found {
        let start = label.start + usize::from(label.len() > 1 && self.text.norm(label.start) == "the");
        let name = crate::people::phrases::tidy(&entities::spelled(self.text, &(start..label.end)));
        let who = vec![Who::Described { name, plural: scene.is_plural(label) }];
        Found { who, chain: Vec::new(), confidence: BY_NAME }
    }

    /// The person in the brackets after a role: "The Minister for Ports (Owen Farr):".
    fn in_brackets(&self, label: &Range<usize>) -> Option<usize> {
        let open =
            self.text.tokens.get(label.end).filter(|_| matches!(self.text.norm(label.end), "(" | "["))?;
        let sentence = &self.text.sentences[open.sentence].tokens;
        let mention = self.names.within(&(label.end + 1..sentence.end)).first()?;
        let closes =
            mention.tokens.end < sentence.end && matches!(self.text.norm(mention.tokens.end), ")" | "]");
        (closes && self.names.is_person(mention.entity)).then_some(mention.entity)
    }

    /// The only person whose role has all words of a label.
    fn with_role(&self, label: &Range<usize>) -> Option<usize> {
        let words: Vec<&str> = label
            .clone()
            .filter(|&t| !self.text.is(t, Class::Function) && !self.text.is(t, Class::Abbreviation))
            .map(|t| self.text.norm(t))
            .filter(|word| !matches!(*word, "mr" | "mrs" | "ms" | "madam" | "madame"))
            .collect();
        let has = |role: &[String]| words.iter().all(|word| role.iter().any(|part| part == word));
        let mut fitting = self.roles.iter().filter(|(_, role)| has(role)).map(|(entity, _)| *entity);
        let first = fitting.next().filter(|_| !words.is_empty())?;
        fitting.next().is_none().then_some(first)
    }

    /// The side of whoever has one of two labels that name nobody: "Speaker 1" and
    /// "Speaker 2", or "Host" and a name.
    fn by_turns(&self, key: &str) -> Option<usize> {
        if self.turns.len() != 2 {
            return None;
        }
        if HOSTS.contains(&key) {
            return self.sides.interviewer;
        }
        let share = |(turns, questions): (usize, usize)| questions as f64 / turns.max(1) as f64;
        let own = share(*self.turns.get(key)?);
        let other = share(*self.turns.iter().find(|(other, _)| *other != key)?.1);
        self.sides.interviewee?;
        match () {
            () if own >= ASKING && other <= ANSWERING => self.sides.interviewer,
            () if own <= ANSWERING && other >= ASKING => self.sides.interviewee,
            () => None,
        }
    }
}

/// A label in small letters, without the article.
fn key(text: &Text, label: &Range<usize>) -> String {
    let words = label.clone().filter(|&token| !text.is_mark(token) && text.norm(token) != "the");
    words.map(|token| text.norm(token).trim_end_matches('.')).collect::<Vec<_>>().join(" ")
}

/// Whether a turn ends in a question mark.
fn asks(text: &Text, turn: &Turn) -> bool {
    turn.words
        .clone()
        .rev()
        .find(|&token| text.norm(token) != ")")
        .is_some_and(|last| text.norm(last).contains('?'))
}

/// The first persons who have a role, with its words in small letters.
fn roles(names: &Names) -> Vec<(usize, Vec<String>)> {
    let persons = (0..names.entities.len()).filter(|&entity| names.is_person(entity));
    let with_role = persons.filter_map(|entity| {
        let role = names.entities[entity].role.as_deref()?.to_lowercase();
        Some((entity, role.split_whitespace().map(str::to_owned).collect()))
    });
    with_role.take(ROLES).collect()
}

/// Persons by the first letters of their names; nothing where several share them.
fn initials(names: &Names) -> HashMap<String, Option<usize>> {
    let mut all: HashMap<String, Option<usize>> = HashMap::new();
    for entity in (0..names.entities.len()).filter(|&entity| names.is_person(entity)) {
        let words = names.entities[entity].name.split(|c: char| c.is_whitespace() || c == '-');
        let letters: String =
            words.filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
        let letters = letters.to_lowercase();
        let ends: String = letters.chars().take(1).chain(letters.chars().last()).collect();
        let mut forms = vec![letters, ends];
        forms.dedup();
        for form in forms.into_iter().filter(|form| form.chars().count() > 1) {
            all.entry(form).and_modify(|one| *one = None).or_insert(Some(entity));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::people::resolve;
    use crate::quotes::{Act, Attribution, QuoteKind, Rule};
    use crate::text::testing::text;

    /// Who speaks in each turn of a conversation; "?" for somebody unknown.
    fn speakers(source: &str) -> Vec<String> {
        let text = text(source);
        let said = |turn: &crate::text::Turn| Attribution {
            kind: QuoteKind::Direct,
            content: vec![turn.words.clone()],
            cue: turn.cue.clone(),
            source: turn.source.clone(),
            rule: Rule::Transcript,
            act: Act::Said,
            confidence: 1.0,
        };
        let turns: Vec<Attribution> = text.turns.iter().map(said).collect();
        let people = resolve(&text, &turns);
        let name = |who: &[usize]| who.first().map_or("?", |&id| &people.speakers[id].name).to_owned();
        people.said_by.iter().map(|who| name(&who.speakers)).collect()
    }

    const Q_AND_A: &str = "Q: Why did you leave?\n\nA: I was tired.";

    #[test]
    fn the_head_tells_who_asks_and_who_answers() {
        for head in [
            "Petra Lind, who runs the fish market, talks to Owen Farr.",
            "Owen Farr talks to Petra Lind, who runs the fish market.",
            "Petra Lind runs the fish market. She spoke to Owen Farr.",
            "By Owen Farr\n\nPetra Lind runs the fish market in Port Alma.",
            "By Owen Farr\n\nAn interview with Petra Lind.",
            "Q&A with Petra Lind\n\nBy Owen Farr",
            "Petra Lind runs the fish market. Interview by Owen Farr.",
            "Petra Lind on fish. Owen Farr interviewed Petra Lind.",
        ] {
            assert_eq!(speakers(&format!("{head}\n\n{Q_AND_A}")), ["Owen Farr", "Petra Lind"], "{head}");
        }
    }

    #[test]
    fn nobody_is_called_q_or_a() {
        assert_eq!(speakers(Q_AND_A), ["?", "?"]);
        assert_eq!(speakers(&format!("We spoke to Petra Lind.\n\n{Q_AND_A}")), ["?", "Petra Lind"]);
    }

    #[test]
    fn a_role_is_whoever_has_it() {
        let lines = "MODERATOR: Why did you leave?\n\nLIND: I was tired.\n\nMODERATOR: Thank you.";
        assert_eq!(speakers(lines), ["Moderator", "Lind", "Moderator"]);
        for head in
            ["Moderator: Pavel Irwin.", "The moderator was Pavel Irwin.", "It was moderated by Pavel Irwin."]
        {
            assert_eq!(speakers(&format!("{head}\n\n{lines}"))[0], "Pavel Irwin", "{head}");
        }
        let minister = "The Minister for Ports (Owen Farr): I thank you.\n\nMr EK: You do?\n\nMr EK: Why?";
        assert_eq!(speakers(minister)[0], "Owen Farr");
    }

    #[test]
    fn initials_are_whoever_has_them() {
        let head = "Petra Lind spoke to Owen Farr.";
        let article = format!("{head}\n\nOF: Why did you leave?\n\nPL: I was tired.\n\nOF: Of what?");
        assert_eq!(speakers(&article), ["Owen Farr", "Petra Lind", "Owen Farr"]);
    }

    #[test]
    fn a_question_may_end_with_a_name() {
        let article = "Ann Lee Ann Lee \nANN LEE:  \n\nQ. Why did you leave? Ann Lee ";
        assert!(speakers(article).len() < 4);
    }

    #[test]
    fn who_asks_at_a_press_conference_gives_a_name() {
        let article = "MODERATOR: Good morning, and thank you.\n\nQ: Owen Farr, Radio Seven. Will you resign?\n\n\
                       MS. LIND: I will not.\n\nQ: Are you sure?\n\nMS. LIND: I am.\n\nMODERATOR: One more.\n\n\
                       Q: Why not?";
        assert_eq!(
            speakers(article),
            ["Moderator", "Owen Farr", "Lind", "Owen Farr", "Lind", "Moderator", "?"]
        );
    }
}
