//! Entities: which mentions name the same person or body.
//!
//! Names that share a surname are one person ("Ann Lee", "Ms. Lee", "Lee"). A
//! body may also be named by its initials or its first word ("the Fed").

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::SpeakerKind;
use super::gender::{self, Gender};
use super::mentions::{self, Run};
use super::{phrases, spellings};
use crate::lexicon::{Class, without_accents};
use crate::text::{ParagraphKind, Text};

/// The start of a word that stands for all of it has at least this many letters.
const CLIP: usize = 3;

/// One occurrence of a name.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The tokens of the bare name, without titles.
    pub(super) tokens: Range<usize>,
    /// The entity it names.
    pub(super) entity: usize,
    /// Whether it stands beside the running text, as in a caption: "he" in the text after
    /// it is somebody else.
    pub(super) aside: bool,
}

/// Who or what a name stands for.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    /// The name, in its fullest form.
    pub(super) name: String,
    /// The tokens of the first mention in that form.
    pub(super) full: Range<usize>,
    pub(super) kind: SpeakerKind,
    pub(super) gender: Option<Gender>,
    pub(super) role: Option<String>,
    /// Nouns beside its names that tell what it is: "carmaker" of "the carmaker Brill".
    pub(super) nouns: Vec<String>,
    /// How many mentions have more than one word.
    full_names: usize,
}

/// Short names, and the entity that each stands for; `None` where several
/// entities share it.
type ShortNames = BTreeMap<String, Option<usize>>;

/// All names of an article. Entities are known by their index.
pub(super) struct Names {
    /// In order of the text.
    pub(super) mentions: Vec<Mention>,
    /// The names in the bylines of a conversation, whose author may speak in it.
    pub(super) credits: Vec<Mention>,
    pub(super) entities: Vec<Entity>,
    /// Whose each handle is, in small letters and without "@".
    pub(super) handles: HashMap<String, usize>,
    /// The persons with each surname in its [plain](spellings::surname) form, in the order in
    /// which they were found.
    surnames: HashMap<String, Vec<usize>>,
    /// The first person with each first name and surname: "joseph lee".
    persons: HashMap<String, usize>,
    /// The persons by the [letters](spellings::letters) of their surnames.
    letters: ShortNames,
    /// The first words of persons' full names, and their nicknames.
    forenames: ShortNames,
    /// Other forms of those words: "joe" for "Joseph Lee".
    other_forenames: ShortNames,
    /// The initials of names that are no persons'.
    initials: ShortNames,
    /// The first words of the names of bodies.
    bodies: ShortNames,
    /// Every form of a name so far, and the entity that it named first.
    forms: HashMap<String, usize>,
    /// Clips of the names of bodies.
    clips: ShortNames,
    /// Names, sorted, beside which the text tells that they are those of bodies.
    told_bodies: Vec<String>,
}

impl Names {
    /// Finds the names in a text and joins those of one entity.
    pub(super) fn find(text: &Text) -> Names {
        let mut names = Names {
            mentions: Vec::new(),
            credits: Vec::new(),
            entities: Vec::new(),
            handles: HashMap::new(),
            surnames: HashMap::new(),
            persons: HashMap::new(),
            letters: ShortNames::new(),
            forenames: ShortNames::new(),
            other_forenames: ShortNames::new(),
            initials: ShortNames::new(),
            bodies: ShortNames::new(),
            forms: HashMap::new(),
            clips: ShortNames::new(),
            told_bodies: Vec::new(),
        };
        let runs = mentions::find(text);
        let told = runs.iter().filter(|run| tells_body(text, run));
        names.told_bodies = told.map(|run| spelled(text, &run.name)).collect();
        names.told_bodies.sort_unstable();
        // Long names first, so that a bare surname finds its person even where
        // it comes before the full name, as in a headline. Single words that
        // start a sentence last, because their capital says little.
        // Headings have short forms ("Lib Dems") of what the text names in full.
        let heads =
            |run: &Run| text.paragraphs[text.paragraph_of(run.name.start)].kind == ParagraphKind::Heading;
        let rank = |run: &Run| match run.name.len() {
            1 => 2 + usize::from(run.starts),
            _ => usize::from(mentions::is_surname(text, &run.name) || heads(run)),
        };
        let credits = mentions::bylines(text);
        let from_bylines = credits.iter().map(|run| (run, true));
        let mut order: Vec<(&Run, bool)> = runs.iter().map(|run| (run, false)).chain(from_bylines).collect();
        order.sort_by_key(|(run, _)| rank(run));
        for (run, is_credit) in order {
            let mention = names.add(text, run);
            let list = if is_credit { &mut names.credits } else { &mut names.mentions };
            list.extend(mention);
        }
        names.mentions.sort_by_key(|mention| mention.tokens.start);
        names
    }

    /// The mentions that start in a range of tokens.
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

    /// The mention that a run is, of an entity that may be new; nothing for a run that
    /// may be no name.
    fn add(&mut self, text: &Text, run: &Run) -> Option<Mention> {
        let tokens = run.name.clone();
        let spelled = spelled(text, &tokens);
        let gender = gender::of_titles(text, &run.title);
        let known = self.known(text, &tokens, &spelled, gender);
        if known.is_none() && is_doubtful(text, run) && !text.is_label(&tokens) {
            return None;
        }
        let entity = known.unwrap_or_else(|| self.introduce(text, run, &spelled));
        self.forms.entry(spelled.clone()).or_insert(entity);
        let named = &mut self.entities[entity];
        // All members of a body are that body: "Liberal Democrats" or "Lib Dems", not one
        // "Liberal Democrat".
        let plural = || clip(&spelled).strip_suffix('s').is_some_and(|one| one == clip(&named.name));
        if named.kind == SpeakerKind::Unknown && tokens.len() > 1 && plural() {
            named.name.push('s');
            if spelled == named.name {
                named.full = tokens.clone();
            }
        }
        named.full_names += usize::from(tokens.len() > 1);
        named.gender = named.gender.or(gender);
        let kind = text.paragraphs[text.paragraph_of(tokens.start)].kind;
        Some(Mention { tokens, entity, aside: kind.is_aside() })
    }

    /// The entity so far that a name stands for.
    fn known(
        &self,
        text: &Text,
        tokens: &Range<usize>,
        spelled: &str,
        gender: Option<Gender>,
    ) -> Option<usize> {
        let surname = &surname_of(text, tokens);
        let alone = tokens.len() == 1;
        // The same words may be the surname of several persons.
        let known = if mentions::is_surname(text, tokens) && self.surnames.contains_key(surname) {
            self.by_surname(text, surname, gender)
        } else {
            self.forms.get(spelled).copied()
        };
        known
            .or_else(|| if alone { self.body_called(text.raw(tokens.start)) } else { None })
            .or_else(|| if alone { None } else { self.clipped(spelled).or_else(|| self.singular(spelled)) })
            .or_else(|| self.initials_after_country(text, tokens))
            .or_else(|| self.same_person(text, tokens, surname))
            .or_else(|| if alone { self.by_first_name(&first_of(text, tokens)) } else { None })
            .or_else(|| if alone { self.misspelt(text, tokens, gender) } else { None })
    }

    /// The person whose surname has the same letters in another order: "Makelo" for Maleko.
    fn misspelt(&self, text: &Text, surname: &Range<usize>, gender: Option<Gender>) -> Option<usize> {
        let entity = self.letters.get(&spellings::letters(text.norm(surname.start))?).copied().flatten()?;
        self.by_surname(text, &surname_of(text, &self.entities[entity].full), gender)
    }

    /// The only person with a first name, or with another form of it.
    fn by_first_name(&self, name: &str) -> Option<usize> {
        self.forenames.get(name).or_else(|| self.other_forenames.get(name)).copied().flatten()
    }

    /// Adds an entity, and remembers by what other names it may be called.
    fn introduce(&mut self, text: &Text, run: &Run, spelled: &str) -> usize {
        let entity = self.entities.len();
        let told = self.told_bodies.binary_search_by(|name| name.as_str().cmp(spelled)).is_ok();
        let kind = if told { SpeakerKind::Organization } else { kind(text, run) };
        self.entities.push(Entity {
            name: spelled.to_owned(),
            full: run.name.clone(),
            kind,
            gender: None,
            role: None,
            nouns: Vec::new(),
            full_names: 0,
        });
        if kind == SpeakerKind::Person {
            self.shorten_person(text, entity);
        } else {
            self.shorten_body(text, entity);
        }
        entity
    }

    /// The person with a surname in its [plain](spellings::surname) form. Of several, one
    /// who is known to have the gender that a title tells, or else may have it, and of
    /// those the one with the most full names.
    fn by_surname(&self, text: &Text, surname: &str, gender: Option<Gender>) -> Option<usize> {
        let all = self.surnames.get(surname)?;
        let shown = |entity: usize| {
            let entity = &self.entities[entity];
            entity.gender.or_else(|| gender::of_given_name(text, entity.full.start))
        };
        let known = all.iter().any(|&entity| shown(entity) == gender);
        let fits = |&entity: &usize| {
            gender.is_none() || if known { shown(entity) == gender } else { shown(entity).is_none() }
        };
        let often = |entity: usize| self.entities[entity].full_names;
        let fitting = || all.iter().copied().filter(fits);
        let most = fitting().map(often).max()?;
        fitting().find(|&entity| often(entity) == most)
    }

    /// The body that one word stands for: "WHO" for the World Health Organization,
    /// "Fed" for the Federal Reserve.
    fn body_called(&self, short: &str) -> Option<usize> {
        let clipped = || {
            let mut bodies =
                self.bodies.range(short.to_owned()..).take_while(|(word, _)| word.starts_with(short));
            let (word, &entity) = bodies.next().filter(|_| short.chars().count() > 2)?;
            (word != short && bodies.next().is_none()).then_some(entity).flatten()
        };
        self.initials.get(short).copied().flatten().or_else(clipped)
    }

    /// The body that initials after its country stand for: "the Kestrian CDC".
    fn initials_after_country(&self, text: &Text, tokens: &Range<usize>) -> Option<usize> {
        let country = tokens.len() == 2 && text.is_any(tokens.start, &[Class::Nation, Class::Native]);
        let initials = text.raw(tokens.end - 1);
        if country { self.initials.get(initials).copied().flatten() } else { None }
    }

    /// The body of whose members these are one or all: "Alma Democrat", "Alma Democrats".
    fn singular(&self, spelled: &str) -> Option<usize> {
        let other = spelled.strip_suffix('s').map_or_else(|| format!("{spelled}s"), str::to_owned);
        let entity = self.forms.get(&other).copied();
        entity.filter(|&entity| self.entities[entity].kind == SpeakerKind::Unknown)
    }

    /// The body whose words these are the starts of: "Lib Dems" for the Liberal Democrats.
    fn clipped(&self, short: &str) -> Option<usize> {
        let clip = clip(short);
        let all = self.clips.get(&clip).or_else(|| self.clips.get(clip.strip_suffix('s')?));
        let entity = (*all?)?;
        let mut words = self.entities[entity].name.split(' ');
        let starts =
            |part: &str| words.next().is_some_and(|word| word.starts_with(part.trim_end_matches('s')));
        short.split(' ').all(starts).then_some(entity)
    }

    /// Remembers the surname, first name and nickname of a person.
    fn shorten_person(&mut self, text: &Text, entity: usize) {
        let full = self.entities[entity].full.clone();
        let surname = surname_of(text, &full);
        if full.len() > 1 {
            let name = format!("{} {surname}", first_of(text, &full));
            self.persons.entry(name).or_insert(entity);
        }
        let first_name = (full.len() > 1).then_some(full.start);
        let nickname = full.clone().skip(2).find(|&t| text.is_mark(t - 1)).filter(|&t| t + 2 < full.end);
        for token in first_name.into_iter().chain(nickname) {
            claim(&mut self.forenames, &without_accents(text.norm(token)), entity);
        }
        for other in first_name.into_iter().flat_map(|token| spellings::other_forms(text.norm(token))) {
            claim(&mut self.other_forenames, other, entity);
        }
        let letters = spellings::letters(text.norm(mentions::surname(text, &full)));
        let namesakes = self.surnames.entry(surname).or_default();
        if let Some(letters) = letters.filter(|_| full.len() > 1 && namesakes.is_empty()) {
            claim(&mut self.letters, &letters, entity);
        }
        namesakes.push(entity);
    }

    /// Remembers the short forms of a name that is no person's, and, if it is a body's, its
    /// first word.
    fn shorten_body(&mut self, text: &Text, entity: usize) {
        let Entity { name, kind, full, .. } = &self.entities[entity];
        let mut words = name.split(' ').filter(|word| word.starts_with(char::is_uppercase));
        let (Some(first), Some(_)) = (words.next(), words.next()) else { return };
        for short in acronyms(text, name, full) {
            claim(&mut self.initials, &short, entity);
        }
        claim(&mut self.clips, &clip(name), entity);
        if *kind == SpeakerKind::Organization {
            claim(&mut self.bodies, first, entity);
        }
    }

    /// The person with the same surname whose first name does not differ: "Volodymyr
    /// Zelenskyy" for "Volodymyr Z. Zelenskyy" or "V. Zelenskyy", "Joe Lee" for "Joseph Lee".
    fn same_person(&self, text: &Text, tokens: &Range<usize>, surname: &str) -> Option<usize> {
        if mentions::names_body(text, tokens) {
            return None;
        }
        let first = first_of(text, tokens);
        let initial = first.chars().next()?;
        let has_surname = |&entity: &usize| surname_of(text, &self.entities[entity].full) == surname;
        let persons = |first: &str| self.persons.get(&format!("{first} {surname}")).copied();
        persons(&first)
            .or_else(|| self.by_first_name(&first).filter(has_surname))
            .or_else(|| persons(&format!("{initial}.")))
    }

    /// The persons that a hyphenated word names: Lee and Ek in "the Lee-Ek talks".
    pub(super) fn joined(&self, text: &Text, norm: &str) -> Vec<usize> {
        if !norm.contains('-') {
            return Vec::new();
        }
        norm.split('-').filter_map(|part| self.by_surname(text, &spellings::surname(part), None)).collect()
    }
}

/// The surname of a name in its [plain](spellings::surname) form.
fn surname_of(text: &Text, name: &Range<usize>) -> String {
    spellings::surname(text.norm(mentions::surname(text, name)))
}

/// The first word of a name in small letters without accents.
fn first_of(text: &Text, name: &Range<usize>) -> String {
    without_accents(text.norm(name.start))
}

/// The first letters of each word of a name, and its plural: "Lib Dem s".
fn clip(name: &str) -> String {
    let mut clip: String = name.split(' ').flat_map(|word| word.chars().take(CLIP).chain([' '])).collect();
    clip.extend(name.ends_with('s').then_some('s'));
    clip
}

/// What the words of a name may be shortened to, each once: the short form in brackets
/// after it, and its initials, with and without a country at its start, what comes after
/// "and", the "of" ("DOJ") and what comes before that ("HHS").
fn acronyms(text: &Text, name: &str, full: &Range<usize>) -> Vec<String> {
    let initials = |words: &[&str]| -> String {
        words.iter().filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase()).collect()
    };
    let words: Vec<&str> = name.split(' ').collect();
    let is_country = |t: usize| text.is_any(t, &[Class::Nation, Class::Native]);
    let country = full.clone().take(2).position(is_country).map_or(0, |before| before + 1);
    let own = &words[country.min(words.len())..];
    let mut all = vec![initials(&words), initials(own)];
    for part in [&words[..], own] {
        all.extend(part.split(|word| *word == "and").take(1).map(initials));
    }
    if let Some(of) = own.iter().position(|word| *word == "of") {
        all.extend([format!("{}O{}", initials(&own[..of]), initials(&own[of..])), initials(&own[of..])]);
    }
    all.extend(short_form(text, full).map(|token| text.raw(token).to_owned()));
    all.sort_unstable();
    all.dedup();
    all.retain(|short| short.chars().count() > 1);
    all
}

/// The token of a short form in brackets right after a name: "AMA" in "Alma Mining
/// Agency (AMA)", and after that of a body also "Almin".
fn short_form(text: &Text, name: &Range<usize>) -> Option<usize> {
    let norm = |t: usize| if t < text.tokens.len() { text.norm(t) } else { "" };
    let open = if norm(name.end) == "'s" { name.end + 1 } else { name.end };
    let bracketed = norm(open) == "(" && norm(open + 2) == ")";
    let short = |t: &usize| {
        let raw = text.raw(*t);
        raw.chars().count() > 1
            && (raw.chars().all(char::is_uppercase)
                || text.is_capitalized(*t) && mentions::names_body(text, name))
            && raw.chars().next() == text.raw(name.start).chars().next()
    };
    Some(open + 1).filter(|_| bracketed && name.len() > 1).filter(short)
}

/// Whether the words beside a name tell that it is a body's: "the consultancy Brill
/// Partners", "Brill Partners (BP)".
fn tells_body(text: &Text, run: &Run) -> bool {
    let noun = run.title.start.checked_sub(1).filter(|_| run.title.is_empty());
    let called = noun.is_some_and(|t| text.is(t, Class::Body) && !text.is_capitalized(t));
    run.name.len() > 1 && called && !text.is(run.name.start, Class::Title)
        || short_form(text, &run.name).is_some()
}

/// Gives a short name to an entity, or to nobody if another has it already.
fn claim(names: &mut ShortNames, short: &str, entity: usize) {
    names.entry(short.to_owned()).and_modify(|one| *one = None).or_insert(Some(entity));
}

/// Whether a run of one word that names no known entity is hardly a name: a plural or
/// something written at the start of a sentence ("Analysts said", "Research shows") or a
/// title alone ("the Chancellor").
fn is_doubtful(text: &Text, run: &Run) -> bool {
    let word = run.name.start;
    let acronym = text.raw(word).chars().all(char::is_uppercase) && !text.is_common(word);
    let plural = text.norm(word).ends_with('s') && !acronym;
    run.name.len() == 1
        && (run.starts && (plural || text.is(word, Class::Document)) || text.is(word, Class::Title))
}

/// The person whom a label names: by the name in it, or by a surname or first name.
pub(super) fn known_person(text: &Text, names: &Names, label: &Range<usize>) -> Option<usize> {
    let mention = names.within(label).iter().rev().find(|mention| mention.tokens.end == label.end);
    let entity = mention.map(|mention| mention.entity);
    let titles = label.clone().take_while(|&t| t + 1 < label.end && text.is(t, Class::Title)).count();
    let name = label.start + titles..label.end;
    let known = || names.known(text, &name, &spelled(text, &name), gender::of_titles(text, label));
    entity
        .filter(|&entity| names.is_person(entity))
        .or_else(|| known().filter(|&entity| names.is_person(entity)))
}

/// Whether a name stands for all members of a party or a faith: "Alma Democrats".
fn names_members(text: &Text, name: &Range<usize>) -> bool {
    let last = name.end - 1;
    let given = text.is_any(name.start, Class::GIVEN) && !text.is(name.start, Class::Place);
    name.len() > 1 && !given && text.is(last, Class::Neutral) && text.norm(last).ends_with('s')
}

/// What sort of speaker a new name stands for.
fn kind(text: &Text, run: &Run) -> SpeakerKind {
    let name = &run.name;
    if mentions::names_body(text, name) {
        return SpeakerKind::Organization;
    }
    let titled = run.title.clone().any(|t| text.is(t, Class::Title));
    let ordinary = run.starts && text.is(name.start, Class::GivenWord);
    let first_name = name.len() == 1 && is_given_name(text, name.start) && !ordinary;
    let named = titled || (name.len() > 1 || first_name) && !run.in_place;
    let person = named && (!run.after_article || has_honour(text, &run.title));
    if person && (titled || !is_elsewhere(text, name)) { SpeakerKind::Person } else { SpeakerKind::Unknown }
}

/// Whether a word is put together from several names, as no person's is: `AirKarst`,
/// `ABMeer`. Those of persons start with a small word: `McLee`, `DiLee`.
fn is_compound(word: &str) -> bool {
    let small = word.chars().skip(1).take_while(|c| c.is_lowercase()).count();
    let inside = word.chars().nth(small + 1).is_some_and(char::is_uppercase);
    let prefix = matches!(word.get(..small + 1), Some("Mac" | "Van" | "Von" | "Fitz" | "Del" | "San"));
    let initials = small == 0 && inside && word.chars().filter(|c| c.is_lowercase()).count() > 2;
    initials || inside && small > 1 && !prefix
}

/// Whether a name is more likely that of a place, an event or a body: "Port Road", "Swiss
/// Rail", "New Alma", "BBC Alma".
fn is_elsewhere(text: &Text, name: &Range<usize>) -> bool {
    if name.len() == 1 && text.is(name.start, Class::Native) {
        return true;
    }
    if names_members(text, name) {
        return true;
    }
    if text.is_any(name.start, Class::GIVEN) {
        return false;
    }
    let first = text.raw(name.start);
    let shouts = |word: &str| word.chars().count() > 2 && word.chars().all(char::is_uppercase);
    let way = matches!(
        text.norm(name.start),
        "new"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "san"
            | "los"
            | "las"
    );
    let acronym = name.len() > 1 && shouts(first) && !shouts(text.raw(name.end - 1));
    let words = name.len() > 1 && name.clone().all(|t| text.is_common(t));
    way || acronym
        || words
        || name.clone().any(|t| is_compound(text.raw(t)))
        || text.is_any(name.start, &[Class::Nation, Class::Native])
        || text.is_any(name.end - 1, &[Class::Nation, Class::Native, Class::Site])
}

/// Whether a title is one that may follow an article: "the Rev. Ann Lee".
fn has_honour(text: &Text, titles: &Range<usize>) -> bool {
    titles.clone().any(|t| {
        text.is(t, Class::Title) && text.is(t, Class::Abbreviation)
            || matches!(text.norm(t), "reverend" | "honourable" | "honorable")
    })
}

/// Whether a word is a given name and not more often a place.
fn is_given_name(text: &Text, token: usize) -> bool {
    gender::of_given_name(text, token).is_some() && !text.is(token, Class::Place)
}

/// A name as pasted, with single spaces. One in capitals before a colon, as in a
/// label, or in a byline gets small letters after its first, unless it is a single
/// short word, which may be an abbreviation ("BBC:").
pub(super) fn spelled(text: &Text, tokens: &Range<usize>) -> String {
    let shortest = if tokens.len() > 1 { 2 } else { 4 };
    let colon = tokens.end < text.tokens.len() && text.norm(tokens.end) == ":";
    let byline = text.paragraphs[text.paragraph_of(tokens.start)].kind == ParagraphKind::Byline;
    let speaks = colon || byline || text.is_label(tokens);
    let shouted = |word: &str| {
        let capital = |c: char| c.is_uppercase() || matches!(c, '-' | '\'' | '’');
        word.chars().count() >= shortest && word.chars().all(capital)
    };
    let mut out = String::new();
    for t in tokens.clone() {
        if !out.is_empty() && text.tokens[t - 1].span.end < text.tokens[t].span.start {
            out.push(' ');
        }
        let word = &phrases::spaced(text.raw(t));
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
    fn names_have_other_forms() {
        for (full, short) in [("Joseph Lee", "Joe"), ("Bo Müller", "Mueller"), ("Bo Müller", "Muller")] {
            let article = format!("{full} waited. [{short}] <said> that it rained.");
            assert_eq!(names(&article), [[full]], "{short}");
        }
        let two = "Joe Ek and Joseph Lee waited. [Joe] <said> that it rained.";
        assert_eq!(names(two), [["Joe Ek"]]);
    }

    #[test]
    fn a_short_form_in_a_heading_is_the_body_in_the_text() {
        let article = "Alm Dems’ plan for Bo Ek\n\nBo Ek says that his Almian Democrats will build. \
                       It rained.\n\n[The Alm Dems] <say> that it snowed. Later [he] <said> that it hailed.";
        assert_eq!(names(article), [["Almian Democrats"], ["Bo Ek"]]);
        let one = "It was Liberal Democrat leader Bo Ek.\n\n[The Lib Dems] <say> that it snowed.";
        assert_eq!(names(one), [["Liberal Democrats"]]);
    }

    #[test]
    fn members_of_a_body_are_nobody() {
        let article = "Kestrian Republicans won in May. [He] <said> that it rained.";
        assert_eq!(names(article), [NOBODY]);
    }

    #[test]
    fn a_slip_of_the_pen_is_the_same_person() {
        let article = "Bo Maleko met Ann Lee. [Mr Makelo] <said> that it rained.";
        assert_eq!(names(article), [["Bo Maleko"]]);
        let two = "Bo Maleko met Ann Melako. [Mr Makelo] <said> that it rained.";
        assert_eq!(names(two), [["Makelo"]]);
    }

    #[test]
    fn a_title_tells_two_of_one_surname_apart() {
        let article = "President Dana Dunn met Peter Dunn. [Mr Dunn] <said> that it rained.";
        assert_eq!(names(article), [["Peter Dunn"]]);
    }

    #[test]
    fn one_surname_may_be_two_persons() {
        let article = "Bill Dunn and Mary Dunn met the press. [Mrs. Dunn] <said> that it rained. \
                       [Bill Dunn] <said> that it snowed.";
        assert_eq!(names(article), [["Mary Dunn"], ["Bill Dunn"]]);
        let often =
            "Bill Dunn spoke first. Mary Dunn spoke last. Mary Dunn left. [Dunn] <said> that it rained.";
        assert_eq!(names(often), [["Mary Dunn"]]);
        for surname in ["O’Hara", "O'Hara", "van der Meer"] {
            let article = format!(
                "Bill {surname} and Mary {surname} met the press. [Mr. {surname}] <said> that it rained. \
                 [Mrs. {surname}] <said> that it snowed."
            );
            assert_eq!(names(&article), [[format!("Bill {surname}")], [format!("Mary {surname}")]]);
        }
    }

    #[test]
    fn short_names_of_bodies() {
        let reserve = "The Federal Reserve raised rates on Monday. [The Fed] <said> that it rained.";
        assert_eq!(names(reserve), [["Federal Reserve"]]);
        let trade = "The World Trade Organization met in Port Alma. [The WTO] <said> that it rained.";
        assert_eq!(names(trade), [["World Trade Organization"]]);
    }

    #[test]
    fn a_surname_may_be_a_noun_for_a_body() {
        for name in ["Craig Brewer", "Ann Miner", "David Villa", "Emily Post"] {
            let article = format!("[{name}] <said> that it rained.");
            assert_eq!(kinds(&article), [SpeakerKind::Person], "{name}");
        }
        assert_eq!(kinds("[Norholm Brewer] <said> that it rained."), [SpeakerKind::Organization]);
    }

    #[test]
    fn short_forms_are_told_in_brackets_or_clip_each_word() {
        let told = "The Mining Union for Karst's (MKU) hall burned. [The MKU] <said> that it rained.";
        assert_eq!(names(told), [["Mining Union for Karst"]]);
        let word = "The Alma Copper Commission (Almacop) met. [Almacop] <said> that it rained.";
        assert_eq!(names(word), [["Alma Copper Commission"]]);
        let centre = "The Swiss Center for Fish Control and Care met. [The Swiss CFC] <said> that it rained. \
                      [The CFC] <said> that it snowed.";
        assert_eq!(names(centre), [["Swiss Center for Fish Control and Care"]; 2]);
        for (full, short) in
            [("Department of Ports and Human Services", "PHS"), ("Department of Ports", "DOP")]
        {
            let article = format!("The {full} met. [The {short}] <said> that it rained.");
            assert_eq!(names(&article), [[full]], "{short}");
        }
        let plural = "The programme tackling rain, ALMAS, met. [It] <said> that it rained.";
        assert_eq!(names(plural), [["ALMAS"]]);
        let clipped = "The Liberal Democrats met. [The Lib Dems] <said> that it rained.";
        assert_eq!(names(clipped), [["Liberal Democrats"]]);
        let member = "Liberal Democrat leader Bo Ek came. [The Liberal Democrats] <said> that it rained.";
        assert_eq!(names(member), [["Liberal Democrats"]]);
    }

    #[test]
    fn places_and_bodies_are_no_persons() {
        for name in [
            "Karst Avenue",
            "New Alma",
            "Swiss Brillo",
            "KBC Alma",
            "The games giant Quell Arts",
            "AirKarst Oda",
        ] {
            let article = format!("Bo Ek left. {name} was far away. [He] <said> that it rained.");
            assert_eq!(names(&article), [["Bo Ek"]], "{name}");
        }
        for person in ["Oda McLee", "Bo DiLee", "Frank Holland"] {
            assert_eq!(
                kinds(&format!("[{person}] <said> that it rained.")),
                [SpeakerKind::Person],
                "{person}"
            );
        }
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
