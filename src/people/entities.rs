//! Entities: whose names the mentions are.
//!
//! Runs that share a surname are one person ("Ann Lee", "Ms. Lee", "Lee");
//! short names are those of the body that has them ("the Fed").

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::SpeakerKind;
use super::gender::{self, Gender};
use super::mentions::{self, Run};
use crate::lexicon::Class;
use crate::text::Text;

/// One occurrence of a name.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The tokens of the bare name, without titles.
    pub(super) tokens: Range<usize>,
    /// The entity it names.
    pub(super) entity: usize,
}

/// Who or what a name stands for.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    /// The fullest form of the name.
    pub(super) name: String,
    /// Where that form stands first.
    pub(super) full: Range<usize>,
    pub(super) kind: SpeakerKind,
    pub(super) gender: Option<Gender>,
    pub(super) role: Option<String>,
    /// How often more than one word of the name stands.
    full_names: usize,
}

/// All names of an article.
pub(super) struct Names {
    /// In order of the text.
    pub(super) mentions: Vec<Mention>,
    pub(super) entities: Vec<Entity>,
    /// The persons with each last word of a name, in the order in which they were found.
    surnames: HashMap<String, Vec<usize>>,
    /// The first word of each person's full name, and the nickname; `None` where several share it.
    by_first_name: HashMap<String, Option<usize>>,
    /// The body with each initials, and with each first word of a name; `None`
    /// where several share them.
    initials: HashMap<String, Option<usize>>,
    bodies: BTreeMap<String, Option<usize>>,
    /// Every form of a name that was seen.
    forms: HashMap<String, usize>,
}

impl Names {
    pub(super) fn find(text: &Text) -> Names {
        let mut names = Names {
            mentions: Vec::new(),
            entities: Vec::new(),
            surnames: HashMap::new(),
            by_first_name: HashMap::new(),
            initials: HashMap::new(),
            bodies: BTreeMap::new(),
            forms: HashMap::new(),
        };
        let runs = mentions::find(text);
        // Long names first, so that a bare surname finds its person even
        // where it stands before the full name, as in a headline; words that
        // start a sentence last, because their capital says little.
        let rank = |run: &Run| match run.name.len() {
            1 => 2 + usize::from(run.starts),
            _ => usize::from(mentions::is_surname(text, &run.name)),
        };
        let mut order: Vec<&Run> = runs.iter().collect();
        order.sort_by_key(|run| rank(run));
        for run in order {
            names.add(text, run);
        }
        names.mentions.sort_by_key(|mention| mention.tokens.start);
        names
    }

    /// The mentions inside a range of tokens.
    pub(super) fn within(&self, tokens: &Range<usize>) -> &[Mention] {
        let start = self.mentions.partition_point(|m| m.tokens.start < tokens.start);
        let end = self.mentions.partition_point(|m| m.tokens.start < tokens.end);
        &self.mentions[start..end.max(start)]
    }

    /// The mentions that start before a token, nearest last.
    pub(super) fn before(&self, token: usize) -> &[Mention] {
        &self.mentions[..self.mentions.partition_point(|m| m.tokens.start < token)]
    }

    pub(super) fn is_person(&self, entity: usize) -> bool {
        self.entities[entity].kind == SpeakerKind::Person
    }

    fn add(&mut self, text: &Text, run: &Run) {
        let tokens = run.name.clone();
        let spelled = spelled(text, &tokens);
        let last = mentions::surname(text, &tokens);
        let surname = text.norm(last).to_owned();
        let is_body = tokens.clone().any(|t| mentions::is_body_word(text, t));
        let gender = gender::of_titles(text, &run.title);
        let known = self
            .by_form(text, &spelled, gender)
            .or_else(|| {
                if mentions::is_surname(text, &tokens) {
                    self.by_surname(text, &surname, gender)
                } else {
                    None
                }
            })
            .or_else(|| if tokens.len() == 1 { self.body_called(text.raw(tokens.start)) } else { None })
            .or_else(|| self.same_person(text, &tokens, &surname, is_body))
            .or_else(|| {
                if tokens.len() == 1 { self.by_first_name.get(&surname).copied().flatten() } else { None }
            });
        if known.is_none() && run.starts && tokens.len() == 1 && surname.ends_with('s') {
            // "Analysts said"
            return;
        }
        if known.is_none() && tokens.len() == 1 && text.is(last, Class::Title) {
            // "the Chancellor": a title, unless it is somebody's name ("King").
            return;
        }
        let entity = known.unwrap_or_else(|| {
            let introduced = run.title.clone().any(|t| text.is(t, Class::Title));
            let word = run.starts && text.is(tokens.start, Class::GivenWord);
            let first_name = tokens.len() == 1 && is_given_name(text, tokens.start) && !word;
            let named = introduced || (tokens.len() > 1 || first_name) && !run.in_place;
            let person = named && !is_body && (!run.after_article || has_honour(text, &run.title));
            let kind = if person {
                SpeakerKind::Person
            } else if is_body {
                SpeakerKind::Organization
            } else {
                SpeakerKind::Unknown
            };
            if person {
                let index = self.entities.len();
                let nickname = tokens.clone().skip(2).find(|&t| text.is_mark(t - 1));
                let first = (tokens.len() > 1).then_some(tokens.start);
                for called in first.into_iter().chain(nickname.filter(|&t| t + 2 < tokens.end)) {
                    let called = text.norm(called).to_owned();
                    self.by_first_name.entry(called).and_modify(|one| *one = None).or_insert(Some(index));
                }
                self.surnames.entry(surname).or_default().push(index);
            }
            self.entities.push(Entity {
                name: spelled.clone(),
                full: tokens.clone(),
                kind,
                gender: None,
                role: None,
                full_names: 0,
            });
            let index = self.entities.len() - 1;
            if !person {
                self.shorten(index);
            }
            index
        });
        self.forms.entry(spelled).or_insert(entity);
        let person = &mut self.entities[entity];
        person.full_names += usize::from(tokens.len() > 1);
        person.gender = person.gender.or(gender);
        if person.role.is_none() {
            person.role = told_role(text, &run.title);
        }
        self.mentions.push(Mention { tokens, entity });
    }

    /// Whoever has been called so; by a surname alone, see [`Names::by_surname`].
    fn by_form(&self, text: &Text, spelled: &str, gender: Option<Gender>) -> Option<usize> {
        let surname = self.surnames.contains_key(&spelled.to_lowercase());
        if surname {
            self.by_surname(text, &spelled.to_lowercase(), gender)
        } else {
            self.forms.get(spelled).copied()
        }
    }

    /// The person with a surname; of several, one whom a title fits, and then
    /// the one whose full name stands most often.
    fn by_surname(&self, text: &Text, surname: &str, gender: Option<Gender>) -> Option<usize> {
        let all = self.surnames.get(surname)?;
        let shown = |entity: usize| {
            let entity = &self.entities[entity];
            entity.gender.or_else(|| gender::of_given_name(text, entity.full.start))
        };
        let fits =
            |entity: &&usize| gender.is_none() || shown(**entity).is_none() || shown(**entity) == gender;
        let fitting: Vec<usize> = all.iter().filter(fits).copied().collect();
        let most = fitting.iter().map(|&entity| self.entities[entity].full_names).max()?;
        fitting.into_iter().find(|&entity| self.entities[entity].full_names == most)
    }

    /// "WHO" for the World Health Organization, "Fed" for the Federal Reserve.
    fn body_called(&self, short: &str) -> Option<usize> {
        let clipped = || {
            let mut bodies =
                self.bodies.range(short.to_owned()..).take_while(|(word, _)| word.starts_with(short));
            let (word, &entity) = bodies.next().filter(|_| short.chars().count() > 2)?;
            (word != short && bodies.next().is_none()).then_some(entity).flatten()
        };
        self.initials.get(short).copied().flatten().or_else(clipped)
    }

    /// Remembers by what short names a body may be called.
    fn shorten(&mut self, entity: usize) {
        let name = self.entities[entity].name.clone();
        let words: Vec<&str> = name.split(' ').filter(|word| word.starts_with(char::is_uppercase)).collect();
        if words.len() < 2 {
            return;
        }
        let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
        let alone = |entry: std::collections::hash_map::Entry<'_, String, Option<usize>>| {
            entry.and_modify(|one| *one = None).or_insert(Some(entity));
        };
        alone(self.initials.entry(initials));
        if self.entities[entity].kind == SpeakerKind::Organization {
            self.bodies.entry(words[0].to_owned()).and_modify(|one| *one = None).or_insert(Some(entity));
        }
    }

    /// "Volodymyr Z. Zelenskyy" and "Volodymyr Zelenskyy": one surname, and
    /// the first names do not differ.
    fn same_person(&self, text: &Text, tokens: &Range<usize>, surname: &str, is_body: bool) -> Option<usize> {
        let first = text.norm(tokens.start);
        let same = |entity: &usize| {
            let name = self.entities[*entity].name.to_lowercase();
            let other = name.split_whitespace().next().unwrap_or_default();
            first == other
                || self.by_first_name.get(first) == Some(&Some(*entity))
                || first.starts_with(other.trim_end_matches('.')) && other.ends_with('.')
        };
        if is_body { None } else { self.surnames.get(surname)?.iter().copied().find(same) }
    }

    /// The persons that a joined word names: "Lee-Ek".
    pub(super) fn joined(&self, text: &Text, norm: &str) -> Vec<usize> {
        if !norm.contains('-') {
            return Vec::new();
        }
        norm.split('-').filter_map(|part| self.by_surname(text, part, None)).collect()
    }
}

/// The role that titles tell, abbreviations written out: "Sen." → "Senator".
fn told_role(text: &Text, titles: &Range<usize>) -> Option<String> {
    let short = |t: usize| text.is(t, Class::Abbreviation);
    let tells = |t: usize| {
        text.is(t, Class::Title) && (text.entry(t).long.is_some() || !short(t) && text.norm(t).len() > 3)
    };
    if !titles.clone().any(tells) {
        return None;
    }
    if titles.clone().all(|t| text.entry(t).long.is_none()) {
        return Some(text.words(titles).to_owned());
    }
    let words = titles.clone().filter_map(|t| match &text.entry(t).long {
        Some(long) => Some(capitalized(long)),
        None => (!short(t)).then(|| text.raw(t).to_owned()),
    });
    Some(words.collect::<Vec<_>>().join(" "))
}

/// Whether titles are such as stand after an article: "the Rev. Ann Lee".
fn has_honour(text: &Text, titles: &Range<usize>) -> bool {
    titles.clone().any(|t| {
        text.is(t, Class::Title) && text.is(t, Class::Abbreviation)
            || matches!(text.norm(t), "reverend" | "honourable" | "honorable")
    })
}

/// Whether a word is a given name, and none that more often is a place.
fn is_given_name(text: &Text, token: usize) -> bool {
    gender::of_given_name(text, token).is_some() && !text.is(token, Class::Place)
}

/// With a capital at the start.
pub(super) fn capitalized(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The name as pasted, with single spaces; one that a transcript shouts is
/// set in small letters. A single short word may be an abbreviation ("BBC:").
fn spelled(text: &Text, tokens: &Range<usize>) -> String {
    let shortest = if tokens.len() > 1 { 2 } else { 4 };
    let speaks = tokens.end < text.tokens.len() && text.norm(tokens.end) == ":";
    let shouted = |word: &str| {
        let capital = |c: char| c.is_uppercase() || matches!(c, '-' | '\'' | '’');
        word.chars().count() >= shortest && word.chars().all(capital)
    };
    let mut out = String::new();
    for t in tokens.clone() {
        if !out.is_empty() && text.tokens[t - 1].span.end < text.tokens[t].span.start {
            out.push(' ');
        }
        let word = text.raw(t);
        if speaks && shouted(word) {
            for part in word.split_inclusive(['-', '\'', '’']) {
                out.extend(part.chars().take(1));
                out.push_str(&part.chars().skip(1).collect::<String>().to_lowercase());
            }
        } else {
            out.push_str(word);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::people::SpeakerKind;
    use crate::people::testing::{NOBODY, kinds, names};

    #[test]
    fn a_surname_is_the_full_name() {
        assert_eq!(names("Ann Lee opened the hall. [Lee] <said> that it rained."), [["Ann Lee"]]);
        assert_eq!(names("[Lee] <said> that it rained. Ann Lee opened the hall."), [["Ann Lee"]]);
        assert_eq!(names("Ann Lee left. [Ms. Lee] <said> that it rained."), [["Ann Lee"]]);
    }

    #[test]
    fn a_first_name_is_the_full_name() {
        assert_eq!(names("Mary Lee waited. [Mary] <said> that it rained."), [["Mary Lee"]]);
        let sisters = "Mary Lee and Mary Ek waited. [Mary] <said> that it rained.";
        assert_eq!(names(sisters), [["Mary"]]);
    }

    #[test]
    fn one_surname_may_be_two_persons() {
        let article = "Bill Dunn and Mary Dunn met the press. [Mrs. Dunn] <said> that it rained. \
                       [Bill Dunn] <said> that it snowed.";
        assert_eq!(names(article), [["Mary Dunn"], ["Bill Dunn"]]);
        let often =
            "Bill Dunn spoke first. Mary Dunn spoke last. Mary Dunn left. [Dunn] <said> that it rained.";
        assert_eq!(names(often), [["Mary Dunn"]]);
    }

    #[test]
    fn short_names_of_bodies() {
        let reserve = "The Federal Reserve raised rates on Monday. [The Fed] <said> that it rained.";
        assert_eq!(names(reserve), [["Federal Reserve"]]);
        let trade = "The World Trade Organization met in Port Alma. [The WTO] <said> that it rained.";
        assert_eq!(names(trade), [["World Trade Organization"]]);
    }

    #[test]
    fn an_acronym_may_look_like_a_pronoun() {
        let article = "The World Health Organization met. [The WHO] <said> that it rained. Ann Lee, [who] \
                       came late, <said> that it snowed.";
        assert_eq!(names(article), [["World Health Organization"], ["Ann Lee"]]);
        assert_eq!(names("[WHO] <SAID> THAT IT RAINED?"), [NOBODY]);
    }

    #[test]
    fn a_title_may_be_a_surname() {
        let article = "Rev. Dr. Martin Luther King Jr. spoke. [King] <said> that it rained.";
        assert_eq!(names(article), [["Martin Luther King Jr."]]);
    }

    #[test]
    fn titles_with_other_words_in_them() {
        for title in ["Secretary of State", "Det Sgt", "Detective Sergeant", "Cllr"] {
            assert_eq!(names(&format!("[{title} Ann Lee] <said> that it rained.")), [["Ann Lee"]], "{title}");
        }
    }

    #[test]
    fn an_article_before_a_name_makes_it_no_person() {
        for people in ["German", "Roman", "Norman"] {
            let article =
                format!("[Mary Lee, a {people} judge], <said> that it rained. [He] <said> that it snowed.");
            assert_eq!(names(&article)[1], NOBODY, "{people}");
        }
        for honour in ["Rev", "Rev.", "Hon.", "Reverend"] {
            let article =
                format!("[The {honour} Oda Ek] <said> that it rained. [She] <said> that it snowed.");
            assert_eq!(names(&article), [["Oda Ek"]; 2], "{honour}");
        }
    }

    #[test]
    fn nicknames_stand_between_quotation_marks() {
        for nickname in ["“Bob”", "\"Bob\"", "‘Bob’"] {
            let full = format!("Robert {nickname} Lee");
            for short in ["Bob", "Bob Lee", "Robert Lee", "Lee"] {
                let article = format!("{full} waited with Ann Ek. [{short}] <said> that it rained.");
                assert_eq!(names(&article), [[full.as_str()]], "{article}");
            }
        }
        // The mark of a quotation is none.
        assert_eq!(names("“I am Bob,” Ann Ek said. [Bob Lee] <said> that it rained."), [["Bob Lee"]]);
    }

    #[test]
    fn suffixes_particles_and_hyphens() {
        for (full, short) in [
            ("Martin Lee Jr.", "Lee"),
            ("Ursula van der Meer", "Van der Meer"),
            ("Vincent Van Dorn", "Van Dorn"),
            ("Anne-Marie Lee-Ek", "Lee-Ek"),
            ("Ludo O'Hara", "O'Hara"),
            ("Al Dunn", "Dunn"),
        ] {
            let article = format!("[{full}] <said> that it rained. [{short}] <added> that it snowed.");
            assert_eq!(names(&article), [[full]; 2]);
            assert_eq!(kinds(&article), [SpeakerKind::Person]);
        }
    }

    #[test]
    fn people_in_the_name_of_a_body() {
        for body in ["Alma Fishermen's Union", "Alma Workers’ Party", "Karst People’s Bank"] {
            assert_eq!(names(&format!("[The {body}] <said> that it rained.")), [[body]]);
        }
    }

    #[test]
    fn a_transcript_does_not_shout() {
        let article = "[ANN LEE]<:> It rained.\n[BO O’HARA-EK]<:> It snowed.\n[MODERATOR]<:> Thank you.\n\
                       [BBC]<:> It hailed.";
        assert_eq!(names(article), [["Ann Lee"], ["Bo O’Hara-Ek"], ["Moderator"], ["BBC"]]);
    }

    #[test]
    fn a_byline_names_nobody() {
        let article = "By Ann Lee\n\nThe hall closed. [She] <said> that it rained.\n\nIt was late.";
        assert_eq!(names(article), [NOBODY]);
    }
}
