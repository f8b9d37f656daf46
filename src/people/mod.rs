//! Speakers: who the sources of attributions are.
//!
//! `mentions` finds the names in a text and `entities` joins those of one person
//! or body; `nouns` finds the phrases that stand for somebody without a name. `roles`
//! and `votes` add what the article shows of each: what they do, and whether they are
//! a man or a woman. Then `resolution` goes through the
//! attributions in order of the text: a name stands for its person, a pronoun for
//! the likeliest person who fits, a description for the person who has that role.
//! A source that is nobody named keeps the description that the article has, or
//! is unknown. `speakers` numbers everybody who says something.

mod entities;
mod gender;
mod handles;
mod interview;
mod mentions;
mod nouns;
mod phrases;
mod resolution;
mod roles;
mod scene;
mod speakers;
mod spellings;
mod votes;

use std::ops::Range;

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

use crate::quotes::Attribution;
use crate::text::Text;

/// What sort of speaker somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum SpeakerKind {
    /// One person.
    Person,
    /// An organization with a name ("the Foreign Ministry").
    Organization,
    /// Several people without names ("analysts").
    Group,
    /// It cannot be told: a name that may be anything, or one person without a name.
    Unknown,
}

/// The speakers of an article and who says what.
///
/// ```
/// let analyzer = whosaid::Analyzer::new();
/// let text = analyzer.cut("Ann Lee met reporters. “We left at dawn,” she said.");
/// let people = analyzer.people(&text, &analyzer.attributions(&text));
/// assert_eq!(people.speakers[0].name, "Ann Lee");
/// let chain: Vec<&str> = people.said_by[0].chain.iter().map(|name| text.words(name)).collect();
/// assert_eq!((&people.said_by[0].speakers[..], &chain[..]), (&[0][..], &["Ann Lee"][..]));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// Everybody who says something, in order of their first attribution.
    pub speakers: Vec<Person>,
    /// Who says each attribution, in the order of the attributions.
    pub said_by: Vec<Resolved>,
}

/// A speaker: a person, an organization or a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The fullest name that the article gives, or for somebody without a name
    /// the description ("Council official").
    pub name: String,
    /// What sort of speaker this is.
    pub kind: SpeakerKind,
    /// What the article says that the speaker is ("former judge").
    pub role: Option<String>,
    /// The names of the speaker, and the pronouns as which the speaker is a
    /// source: ranges of tokens, in order of the text. Empty without a name.
    pub mentions: Vec<Range<usize>>,
}

/// Who says an attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// Indices into [`People::speakers`]; empty if it cannot be told.
    pub speakers: Vec<usize>,
    /// The mentions that lead from the source to the full name, nearest first, as
    /// ranges of tokens. Without speakers, the names of those who may be meant,
    /// likeliest first.
    pub chain: Vec<Range<usize>>,
    /// The probability that the speakers are right, from 0 to 1; without speakers, that
    /// nobody can tell who speaks.
    pub confidence: f64,
}

/// Finds the speaker of each attribution.
#[must_use]
pub(crate) fn resolve(text: &Text, attributions: &[Attribution]) -> People {
    let names = named(text);
    speakers::gather(&names, attributions, resolution::run(text, &names, attributions))
}

/// Everybody who is named, with what the article shows of them.
fn named(text: &Text) -> entities::Names {
    let mut names = entities::Names::find(text);
    roles::read(text, &mut names);
    votes::read(text, &mut names);
    handles::read(text, &mut names);
    names
}

/// What `train/pronouns.py` takes from an article to learn whom pronouns mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pronouns {
    /// For each person or body, the mentions by name, as ranges of tokens.
    pub names: Vec<Vec<Range<usize>>>,
    /// Every "he" and "she" outside quotation marks.
    pub pronouns: Vec<Pronoun>,
}

/// A "he" or "she" and who may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Pronoun {
    /// The token, as an index into [`Text::tokens`].
    pub token: usize,
    /// The signs of each candidate, and its index in [`Pronouns::names`].
    pub candidates: Vec<(Signs, usize)>,
}

/// What is known about somebody who may be meant by "he" or "she". Their last
/// mention before the pronoun (by name, as a source, or by "he" or "she") is
///
/// 0. in the same sentence
/// 1. one sentence before
/// 2. a name after a preposition or "and"
/// 3. (the number of sentences from it to the pronoun)
/// 4. in the same paragraph
/// 5. (of the last person to be a source)
/// 6. in a sentence in which this person is a source
/// 7. the first name of a person in its sentence that is no possessor and not as
///    in 2, or it is "he" or "she"
/// 8. a possessor ("Lee's plan")
/// 9. between quotation marks, while the pronoun is not
/// 10. (of somebody who is known to have the pronoun's gender)
/// 11. (the number of mentions by name before the pronoun)
///
/// 3 and 11 are logarithms of the number plus one, base 2, rounded down; all
/// others are 0 or 1.
pub type Signs = [f64; 12];

/// Finds who may be meant by every "he" and "she" outside quotation marks.
#[must_use]
pub(crate) fn pronouns(text: &Text, attributions: &[Attribution]) -> Pronouns {
    resolution::pronouns(text, &named(text), attributions)
}

/// Finds the mentions of each person or body, in order, as ranges of tokens.
#[must_use]
pub(crate) fn mentions(text: &Text, attributions: &[Attribution]) -> Vec<Vec<Range<usize>>> {
    resolution::mentions(text, &named(text), attributions)
}

/// An attribution without a source and a cue and who may have said it, from which
/// `train/bare.py` learns who goes on speaking.
#[derive(Clone, Debug, PartialEq)]
pub struct Bare {
    /// The attribution, as an index.
    pub attribution: usize,
    /// The signs of each candidate and its names; the last has none and is nobody.
    pub candidates: Vec<(BareSigns, Vec<String>)>,
}

/// What is known about somebody who may have said an attribution without a source and
/// a cue, as zeros and ones. `resolution/goes_on.rs` tells what each stands for.
pub type BareSigns = [f64; 20];

/// Finds who may have said each attribution without a source and a cue.
#[must_use]
pub(crate) fn bare(text: &Text, attributions: &[Attribution]) -> Vec<Bare> {
    resolution::bare(text, &named(text), attributions)
}

/// Attributions that tests mark by hand, so that they need no network.
#[cfg(test)]
pub(crate) mod testing {
    use std::ops::Range;

    use super::entities::{Entity, Names};
    use super::{People, SpeakerKind, resolve};
    use crate::quotes::{Act, Attribution, QuoteKind, Rule};
    use crate::text::Text;
    use crate::text::testing::text;

    /// What a test marks in an article.
    #[derive(Clone, Copy, PartialEq)]
    enum Part {
        Source,
        Cue,
        /// Content without a source and a cue.
        Bare,
    }

    /// An article without its marks, and the bytes of what they mark.
    fn unmarked(marked: &str) -> (String, Vec<(Part, Range<usize>)>) {
        let mut article = String::new();
        let mut parts: Vec<(Part, Range<usize>)> = Vec::new();
        for c in marked.chars() {
            let part = match c {
                '[' => Part::Source,
                '<' => Part::Cue,
                '{' => Part::Bare,
                ']' | '>' | '}' => {
                    parts.last_mut().expect("a mark opens first").1.end = article.len();
                    continue;
                }
                _ => {
                    article.push(c);
                    continue;
                }
            };
            parts.push((part, article.len()..article.len()));
        }
        (article, parts)
    }

    /// The tokens of some bytes.
    fn tokens(text: &Text, bytes: &Range<usize>) -> Range<usize> {
        let start = text.tokens.partition_point(|t| t.span.end <= bytes.start);
        start..text.tokens.partition_point(|t| t.span.start < bytes.end)
    }

    /// An attribution whose content is the rest of its sentence.
    fn attribution(text: &Text, source: Option<Range<usize>>, cue: Option<Range<usize>>) -> Attribution {
        let said = cue.clone().or(source.clone()).expect("one of both is there");
        let sentence = text.sentence_of(said.start);
        let content =
            if said.end < sentence.end { said.end..sentence.end } else { sentence.start..said.start };
        Attribution {
            kind: QuoteKind::Indirect,
            content: vec![content],
            cue,
            source,
            rule: Rule::ThatClause,
            act: Act::Said,
            confidence: 1.0,
        }
    }

    /// The attributions of an article in which `[…]` marks each source, `<…>` each cue and `{…}`
    /// each content without them; a source and a cue side by side in a sentence are one
    /// attribution.
    fn attributions(text: &Text, parts: Vec<(Part, Range<usize>)>) -> Vec<Attribution> {
        let mut attributions = Vec::new();
        let mut parts = parts.into_iter().map(|(part, bytes)| (part, tokens(text, &bytes))).peekable();
        while let Some((part, one)) = parts.next() {
            if part == Part::Bare {
                let content = vec![one.clone()];
                let said = attribution(text, Some(one), None);
                attributions.push(Attribution { source: None, rule: Rule::QuoteAlone, content, ..said });
                continue;
            }
            let sentence = text.tokens[one.start].sentence;
            let other = parts.next_if(|(other, tokens)| {
                *other != part && *other != Part::Bare && text.tokens[tokens.start].sentence == sentence
            });
            let other = other.map(|(_, other)| other);
            let (source, cue) = if part == Part::Source { (Some(one), other) } else { (other, Some(one)) };
            attributions.push(attribution(text, source, cue));
        }
        attributions
    }

    /// Resolves an article that is marked as for `attributions`.
    fn read(marked: &str) -> (String, People) {
        let (article, parts) = unmarked(marked);
        let text = text(&article);
        let people = resolve(&text, &attributions(&text, parts));
        (article, people)
    }

    /// The words of each mention of somebody who is mentioned twice or more, in an article that is
    /// marked as for `attributions`.
    pub(super) fn clusters(marked: &str) -> Vec<Vec<String>> {
        let (article, parts) = unmarked(marked);
        let text = text(&article);
        let all = super::mentions(&text, &attributions(&text, parts));
        let words = |cluster: Vec<Range<usize>>| {
            cluster.iter().map(|mention| text.words(mention).to_owned()).collect::<Vec<_>>()
        };
        all.into_iter().map(words).filter(|cluster| cluster.len() > 1).collect()
    }

    /// Whoever is named first in an article, after a step has read it.
    pub(super) fn first_named(source: &str, read: fn(&Text, &mut Names)) -> Entity {
        let text = text(source);
        let mut names = Names::find(&text);
        read(&text, &mut names);
        names.entities[names.mentions[0].entity].clone()
    }

    /// The role that the text beside a name tells, if it does.
    pub(super) fn role_of(name: &str, source: &str) -> Option<String> {
        let text = text(source);
        let mut names = Names::find(&text);
        super::roles::read(&text, &mut names);
        names.entities.into_iter().find(|entity| entity.name == name)?.role
    }

    /// The names of the speakers of each attribution of an article that is marked as for
    /// `attributions`.
    pub(crate) fn names(marked: &str) -> Vec<Vec<String>> {
        let (_, people) = read(marked);
        let name = |&id: &usize| people.speakers[id].name.clone();
        people.said_by.iter().map(|who| who.speakers.iter().map(name).collect()).collect()
    }

    /// The role of each speaker of an article that is marked as for `attributions`.
    pub(crate) fn roles(marked: &str) -> Vec<Option<String>> {
        read(marked).1.speakers.into_iter().map(|person| person.role).collect()
    }

    /// What sort each speaker is.
    pub(crate) fn kinds(marked: &str) -> Vec<SpeakerKind> {
        read(marked).1.speakers.into_iter().map(|person| person.kind).collect()
    }

    /// The words that lead from each source to its name.
    pub(crate) fn chains(marked: &str) -> Vec<Vec<String>> {
        let (article, people) = read(marked);
        let text = text(&article);
        let words = |tokens: &Range<usize>| text.words(tokens).to_owned();
        people.said_by.iter().map(|who| who.chain.iter().map(words).collect()).collect()
    }

    pub(crate) const NOBODY: [&str; 0] = [];
}
