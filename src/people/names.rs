//! Names in the text and whose they are.
//!
//! A name is a run of capitalised words. Runs that share a surname are one
//! person ("Ann Lee", "Ms. Lee", "Lee"); titles and what stands in front of
//! them tell the role, not the name.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::gender::{self, Gender};
use crate::report::{ParagraphKind, SpeakerKind};
use crate::text::{Text, TokenKind, calendar};

/// Titles before a name, in lower case.
const TITLES: &[&str] = &[
    "mr.",
    "mrs.",
    "ms.",
    "mx.",
    "dr.",
    "prof.",
    "sen.",
    "rep.",
    "gov.",
    "gen.",
    "col.",
    "lt.",
    "sgt.",
    "capt.",
    "cmdr.",
    "adm.",
    "maj.",
    "rev.",
    "hon.",
    "fr.",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "vice",
    "prime",
    "minister",
    "secretary",
    "staff",
    "senator",
    "representative",
    "governor",
    "general",
    "chancellor",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "mayor",
    "judge",
    "justice",
    "chief",
    "professor",
    "ambassador",
    "congressman",
    "congresswoman",
    "chairman",
    "chairwoman",
    "chair",
    "speaker",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "director",
    "commissioner",
    "captain",
    "colonel",
    "admiral",
    "officer",
    "premier",
    "deputy",
    "foreign",
    "defense",
    "defence",
    "attorney",
    "envoy",
    "editor",
    "reporter",
    "candidate",
    "businessman",
    "first",
    "former",
    "state",
    "strategist",
    "councilman",
    "councilwoman",
    "analyst",
    "author",
    "nominee",
    "leader",
    "host",
    "lawyer",
    "economist",
    "coach",
    "detective",
    "det",
    "det.",
    "sergeant",
    "sgt",
    "inspector",
    "insp",
    "insp.",
    "superintendent",
    "supt",
    "supt.",
    "constable",
    "councillor",
    "cllr",
    "cllr.",
    "sheriff",
    "bishop",
    "archbishop",
    "rabbi",
    "imam",
    "sister",
    "brother",
    "father",
    "interior",
    "finance",
    "co-founder",
    "founder",
    "ceo",
];
/// Titles that tell the gender.
const MALE: &[&str] = &[
    "mr.",
    "mr",
    "sir",
    "lord",
    "king",
    "prince",
    "congressman",
    "chairman",
    "spokesman",
    "businessman",
    "councilman",
    "brother",
    "father",
];
const FEMALE: &[&str] = &[
    "mrs.",
    "ms.",
    "mrs",
    "ms",
    "dame",
    "lady",
    "queen",
    "princess",
    "congresswoman",
    "chairwoman",
    "spokeswoman",
    "councilwoman",
    "sister",
];
/// Words that make a name that of a body.
const BODIES: &[&str] = &[
    "ministry",
    "department",
    "university",
    "committee",
    "party",
    "council",
    "bank",
    "house",
    "court",
    "union",
    "post",
    "times",
    "news",
    "agency",
    "commission",
    "association",
    "institute",
    "foundation",
    "company",
    "corp.",
    "co.",
    "plc",
    "llc",
    "gmbh",
    "&",
    "inc.",
    "ltd.",
    "group",
    "service",
    "office",
    "bureau",
    "board",
    "center",
    "centre",
    "college",
    "school",
    "parliament",
    "congress",
    "senate",
    "assembly",
    "federation",
    "organization",
    "network",
    "journal",
    "press",
    "society",
    "league",
    "reserve",
    "treasury",
    "administration",
    "government",
    "police",
    "army",
    "navy",
    "forces",
    "fund",
    "church",
    "hospital",
    "airlines",
    "airways",
    "authority",
    "coalition",
    "alliance",
    "movement",
    "club",
    "campaign",
    "magazine",
    "radio",
    "television",
    "tv",
    "project",
    "corporation",
    "kremlin",
    "pentagon",
    "nations",
    "herald",
    "tribune",
    "guardian",
    "street",
    "hall",
    "palace",
    "embassy",
    "summit",
    "front",
    "brothers",
];
/// First names that more often are places.
const PLACES: &[&str] = &[
    "austin",
    "berlin",
    "charlotte",
    "chad",
    "dallas",
    "denver",
    "florence",
    "georgia",
    "houston",
    "india",
    "israel",
    "jackson",
    "jordan",
    "lincoln",
    "london",
    "madison",
    "odessa",
    "orlando",
    "paris",
    "savannah",
    "sydney",
    "troy",
    "virginia",
];
/// Small words inside a name.
const PARTICLES: &[&str] = &[
    "de", "da", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "bin", "ibn", "al", "el",
    "ben", "ter", "dos", "af", "av", "y",
];
/// Capitalised words that are no names, beside those of the calendar.
const NOT_NAMES: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "who",
    "what",
    "when",
    "where",
    "why",
    "how",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "and",
    "but",
    "or",
    "so",
    "if",
    "as",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "of",
    "to",
    "with",
    "after",
    "before",
    "since",
    "while",
    "both",
    "all",
    "some",
    "many",
    "most",
    "one",
    "two",
    "three",
    "no",
    "not",
    "yes",
    "there",
    "here",
    "according",
    "however",
    "still",
    "also",
    "even",
    "then",
    "now",
    "meanwhile",
    "earlier",
    "later",
    "despite",
    "during",
    "amid",
    "although",
    "though",
    "because",
    "until",
    "unless",
    "once",
    "under",
    "over",
    "about",
    "against",
    "between",
    "asked",
    "mr",
    "did",
    "do",
    "does",
    "is",
    "are",
    "was",
    "were",
    "will",
    "would",
    "can",
    "could",
    "should",
    "has",
    "have",
    "had",
    "just",
    "only",
    "other",
    "another",
    "such",
    "each",
    "every",
    "several",
    "few",
    "nobody",
    "everyone",
    "yet",
    "nor",
    "let",
    "be",
    "get",
    "go",
    "like",
    "than",
    "through",
    "without",
    "within",
];
const SUFFIXES: &[&str] = &["jr.", "sr.", "jr", "sr", "ii", "iii", "iv"];

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
        let runs = runs(text);
        // Long names first, so that a bare surname finds its person even
        // where it stands before the full name, as in a headline; words that
        // start a sentence last, because their capital says little.
        let rank = |run: &Run| match run.name.len() {
            1 => 2 + usize::from(run.starts),
            _ => usize::from(is_surname(text, &run.name)),
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
        let surname_at =
            tokens.clone().rev().find(|&t| !SUFFIXES.contains(&text.norm(t))).unwrap_or(tokens.start);
        let surname = text.norm(surname_at).to_owned();
        let is_body = tokens.clone().any(|t| BODIES.contains(&text.norm(t)));
        let titles: Vec<&str> = run.title.clone().map(|t| text.norm(t)).collect();
        let gender = told_by(&titles);
        let known = self
            .by_form(&spelled, gender)
            .or_else(|| if is_surname(text, &tokens) { self.by_surname(&surname, gender) } else { None })
            .or_else(|| if tokens.len() == 1 { self.body_called(text.raw(tokens.start)) } else { None })
            .or_else(|| self.same_person(text, &tokens, &surname, is_body))
            .or_else(|| {
                if tokens.len() == 1 { self.by_first_name.get(&surname).copied().flatten() } else { None }
            });
        if known.is_none() && run.starts && tokens.len() == 1 && surname.ends_with('s') {
            // "Analysts said"
            return;
        }
        if known.is_none() && tokens.len() == 1 && is_title(&surname) {
            // "the Chancellor": a title, unless it is somebody's name ("King").
            return;
        }
        let entity = known.unwrap_or_else(|| {
            let introduced = titles.iter().any(|title| is_title(title));
            let first_name = tokens.len() == 1
                && !PLACES.contains(&surname.as_str())
                && gender::of_first_name(&surname).is_some();
            let named = introduced || (tokens.len() > 1 || first_name) && !run.in_place;
            let person = named && !is_body && !run.after_the;
            let kind = if person {
                SpeakerKind::Person
            } else if is_body {
                SpeakerKind::Organization
            } else {
                SpeakerKind::Unknown
            };
            if person {
                let index = self.entities.len();
                let nickname = tokens.clone().skip(2).find(|&t| text.tokens[t - 1].kind == TokenKind::Mark);
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
        let says_role = titles.iter().any(|title| {
            is_title(title) && (!title.ends_with('.') && title.len() > 3 || long_title(title).is_some())
        });
        if person.role.is_none() && says_role {
            let words = run.title.clone().filter_map(|t| {
                long_title(text.norm(t)).or_else(|| (!text.norm(t).ends_with('.')).then(|| text.raw(t)))
            });
            let plain = !titles.iter().any(|title| long_title(title).is_some());
            person.role = Some(if plain {
                text.slice(text.span_of(&run.title)).to_owned()
            } else {
                words.collect::<Vec<_>>().join(" ")
            });
        }
        self.mentions.push(Mention { tokens, entity });
    }

    /// Whoever has been called so; by a surname alone, see [`Names::by_surname`].
    fn by_form(&self, spelled: &str, gender: Option<Gender>) -> Option<usize> {
        let surname = self.surnames.contains_key(&spelled.to_lowercase());
        if surname {
            self.by_surname(&spelled.to_lowercase(), gender)
        } else {
            self.forms.get(spelled).copied()
        }
    }

    /// The person with a surname; of several, one whom a title fits, and then
    /// the one whose full name stands most often.
    fn by_surname(&self, surname: &str, gender: Option<Gender>) -> Option<usize> {
        let all = self.surnames.get(surname)?;
        let shown = |entity: usize| {
            let entity = &self.entities[entity];
            entity.gender.or_else(|| gender::of_first_name(&entity.name))
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
    pub(super) fn joined(&self, norm: &str) -> Vec<usize> {
        if !norm.contains('-') {
            return Vec::new();
        }
        norm.split('-').filter_map(|part| self.by_surname(part, None)).collect()
    }
}

/// Whether a word is a title before names, in small letters.
pub(super) fn is_title(norm: &str) -> bool {
    TITLES.contains(&norm)
}

/// Whether a capitalised word is no name.
pub(super) fn is_small_word(norm: &str) -> bool {
    NOT_NAMES.contains(&norm)
}

/// The gender that titles tell.
fn told_by(titles: &[&str]) -> Option<Gender> {
    let gendered = |list: &[&str]| titles.iter().any(|title| list.contains(title));
    if gendered(MALE) {
        Some(Gender::Male)
    } else if gendered(FEMALE) {
        Some(Gender::Female)
    } else {
        None
    }
}

/// "Sen." → "Senator"
fn long_title(short: &str) -> Option<&'static str> {
    Some(match short {
        "sen." => "Senator",
        "rep." => "Representative",
        "gov." => "Governor",
        "gen." => "General",
        "prof." => "Professor",
        "rev." => "Reverend",
        "lt." => "Lieutenant",
        "col." => "Colonel",
        "capt." => "Captain",
        "adm." => "Admiral",
        "sgt." | "sgt" => "Sergeant",
        "det." | "det" => "Detective",
        "insp." | "insp" => "Inspector",
        "supt." | "supt" => "Superintendent",
        "cllr." | "cllr" => "Councillor",
        _ => return None,
    })
}

/// "Lee", "Van der Meer": one word, or one behind particles only.
fn is_surname(text: &Text, name: &Range<usize>) -> bool {
    (name.start..name.end - 1).all(|t| PARTICLES.contains(&text.norm(t)))
}

/// A run of capitalised words: titles in front, then the name.
struct Run {
    title: Range<usize>,
    name: Range<usize>,
    /// "the Federal Reserve"
    after_the: bool,
    /// "in Port Alma"
    in_place: bool,
    /// First in its sentence or behind a mark.
    starts: bool,
}

fn runs(text: &Text) -> Vec<Run> {
    let lower: HashSet<&str> = (0..text.tokens.len())
        .filter(|&t| text.tokens[t].kind == TokenKind::Word && !text.is_capitalized(t))
        .map(|t| text.norm(t))
        .collect();
    let mut runs = Vec::new();
    for paragraph in &text.paragraphs {
        // Who wrote the article or took the picture is nobody in it.
        if matches!(paragraph.kind, ParagraphKind::Byline | ParagraphKind::Caption) {
            continue;
        }
        let heading = paragraph.kind == ParagraphKind::Heading;
        let mut at = paragraph.tokens.start;
        while at < paragraph.tokens.end {
            if !is_part(text, at, &lower) {
                at += 1;
                continue;
            }
            let start = at;
            at += 1;
            while at < paragraph.tokens.end && joins(text, at, &lower) {
                at += 1;
            }
            let run = cut(text, start..at);
            // In a headline every word is capitalised: trust short runs only.
            if let Some(run) = run.filter(|run| !heading || run.name.len() <= 2) {
                runs.push(run);
            }
        }
    }
    runs
}

fn is_part(text: &Text, token: usize, lower: &HashSet<&str>) -> bool {
    let first = text.sentences[text.tokens[token].sentence].tokens.start == token;
    let after_mark = token > 0 && text.tokens[token - 1].kind == TokenKind::Mark;
    text.tokens[token].kind == TokenKind::Word
        && text.is_capitalized(token)
        && (!NOT_NAMES.contains(&text.norm(token)) || is_acronym(text, token))
        && !is_date(text.norm(token))
        && !text.norm(token).starts_with('\'')
        && !((first || after_mark) && lower.contains(text.norm(token)) && !is_title(text.norm(token)))
}

/// "WHO", and no other word around it shouts.
fn is_acronym(text: &Text, token: usize) -> bool {
    let shouts = |t: usize| {
        let raw = text.raw(t);
        raw.len() > 2 && raw.chars().all(char::is_uppercase)
    };
    shouts(token)
        && !(token > 0 && shouts(token - 1))
        && !(token + 1 < text.tokens.len() && shouts(token + 1))
}

/// "Monday", "June"; "May" may be a person.
fn is_date(norm: &str) -> bool {
    calendar::is_weekday(norm) || calendar::is_month(norm) && norm != "may"
}

fn joins(text: &Text, at: usize, lower: &HashSet<&str>) -> bool {
    let norm = text.norm(at);
    let next_is_part = at + 1 < text.tokens.len() && is_part(text, at + 1, lower);
    let same_sentence = text.tokens[at].sentence == text.tokens[at - 1].sentence;
    same_sentence
        && (is_part(text, at, lower)
            || nickname(text, at, lower)
            || at > 0 && nickname(text, at - 1, lower)
            || at > 1 && nickname(text, at - 2, lower)
            || SUFFIXES.contains(&norm)
            || PARTICLES.contains(&norm) && leads_to_part(text, at + 1, lower)
            || norm == "&" && next_is_part
            || matches!(norm, "of" | "for") && next_is_part && is_body_word(text, at - 1)
            || is_possessor_of_body(text, at) && next_is_part
            || norm == "," && text.tokens.get(at + 1).is_some() && SUFFIXES.contains(&text.norm(at + 1)))
}

/// "Robert | “Bob” | Lee": whether a word between quotation marks and two parts begins here.
fn nickname(text: &Text, open: usize, lower: &HashSet<&str>) -> bool {
    let mark = |t: usize| matches!(text.raw(t), "\"" | "“" | "”" | "'" | "‘" | "’" | "''" | "``");
    let part = |t: usize| is_part(text, t, lower);
    open > 0
        && open + 3 < text.tokens.len()
        && text.tokens[open + 3].sentence == text.tokens[open].sentence
        && mark(open)
        && mark(open + 2)
        && part(open - 1)
        && text.is_capitalized(open + 1)
        && part(open + 3)
}

/// "van | der Meer": whether only particles stand before the next part.
fn leads_to_part(text: &Text, from: usize, lower: &HashSet<&str>) -> bool {
    let next =
        (from..text.tokens.len()).find(|&t| !PARTICLES.contains(&text.norm(t)) || text.is_capitalized(t));
    next.is_some_and(|next| is_part(text, next, lower))
}

/// "Fishermen | 's Union", "Workers | ' Party": people in the name of their body.
fn is_possessor_of_body(text: &Text, at: usize) -> bool {
    let people = text.norm(at - 1);
    let many = match text.norm(at) {
        "'s" => people.ends_with("men") || matches!(people, "people" | "children"),
        "'" => people.ends_with('s'),
        _ => false,
    };
    many && text.is_capitalized(at - 1) && at + 1 < text.tokens.len() && is_body_word(text, at + 1)
}

fn is_body_word(text: &Text, token: usize) -> bool {
    BODIES.contains(&text.norm(token))
}

/// Parts titles from the name: "Ukrainian President | Ann Lee".
fn cut(text: &Text, run: Range<usize>) -> Option<Run> {
    // "Martin Luther King Jr.": what only a suffix follows is a name.
    let last = run.clone().rev().find(|&t| !SUFFIXES.contains(&text.norm(t)) && text.norm(t) != ",")?;
    let title = (run.start..last).rfind(|&t| is_title(text.norm(t)));
    let is_body = run.clone().any(|t| BODIES.contains(&text.norm(t)));
    let name = match title {
        Some(title) if !is_body => title + 1..run.end,
        _ => run.clone(),
    };
    let starts = text.sentences[text.tokens[run.start].sentence].tokens.start == run.start
        || text.tokens[run.start - 1].kind == TokenKind::Mark;
    let in_place =
        run.start > 0 && matches!(text.norm(run.start - 1), "in" | "at" | "near" | "outside" | "across");
    let after_the = run.start > 0 && text.norm(run.start - 1) == "the";
    Some(Run { title: run.start..name.start, name, after_the, in_place, starts })
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
