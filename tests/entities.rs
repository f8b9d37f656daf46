//! What does not change who is who: other names, the other gender, another order of far parts.
//!
//! Each property reads our own annotated articles twice, once changed, with the same
//! attributions, so that a difference comes from the reading of people and from nothing else.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use whosaid::Analyzer;
use whosaid::lexicon::{Class, Row};
use whosaid::people::{People, Person, Resolved, SpeakerKind};
use whosaid::quotes::{Attribution, Rule};
use whosaid::text::Text;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);

/// Names for everybody: with any first letter before it, no word of the lexicon.
const OTHER_NAME: &str = "ebrowska";

/// So many sentences back somebody is looked for who is not named again.
const WINDOW: usize = 10;

/// Words for men and those for women that say the same.
const GENDERED: &[(&str, &str)] = &[
    ("actor", "actress"),
    ("boy", "girl"),
    ("boys", "girls"),
    ("brother", "sister"),
    ("brothers", "sisters"),
    ("chairman", "chairwoman"),
    ("dad", "mum"),
    ("father", "mother"),
    ("fisherman", "fisherwoman"),
    ("grandfather", "grandmother"),
    ("he", "she"),
    ("himself", "herself"),
    ("his", "her"),
    ("husband", "wife"),
    ("king", "queen"),
    ("lord", "lady"),
    ("man", "woman"),
    ("men", "women"),
    ("mr", "ms"),
    ("mr", "mrs"),
    ("mr.", "ms."),
    ("prince", "princess"),
    ("sir", "dame"),
    ("son", "daughter"),
    ("sons", "daughters"),
    ("spokesman", "spokeswoman"),
    ("uncle", "aunt"),
    ("widower", "widow"),
];

/// Given names of men, and as many of women.
const MEN: &[&str] = &[
    "Albert", "Andrew", "Bruno", "Calvin", "Dennis", "Edgar", "Felix", "Gilbert", "Harold", "Ivan", "Jerome",
    "Kenneth", "Leonard", "Milton", "Norbert", "Oscar", "Quentin", "Ralph", "Simon", "Stefan", "Theodore",
    "Vincent", "Walter", "Xavier",
];
const WOMEN: &[&str] = &[
    "Alice",
    "Barbara",
    "Cecilia",
    "Diana",
    "Eleanor",
    "Fiona",
    "Gloria",
    "Harriet",
    "Ingrid",
    "Judith",
    "Katherine",
    "Laura",
    "Monica",
    "Natalie",
    "Olga",
    "Pamela",
    "Rachel",
    "Sandra",
    "Teresa",
    "Ursula",
    "Valerie",
    "Wendy",
    "Yvonne",
    "Agatha",
];

/// The names and the texts of the annotated articles.
fn articles() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("eval/gold");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
    };
    paths.iter().map(read).collect()
}

/// A text in which some tokens are other words.
fn changed(text: &Text, word: impl Fn(usize) -> Option<String>) -> String {
    let (mut out, mut from) = (String::new(), 0);
    for (index, token) in text.tokens.iter().enumerate() {
        if let Some(word) = word(index) {
            out.push_str(&text.shown()[from..token.span.start]);
            out.push_str(&word);
            from = token.span.end;
        }
    }
    out.push_str(&text.shown()[from..]);
    out
}

/// A word with the capitals of another.
fn cased(word: &str, like: &str) -> String {
    let upper = |c: char| c.is_uppercase();
    if like.chars().count() > 1 && like.chars().filter(|c| c.is_alphabetic()).all(upper) {
        return word.to_uppercase();
    }
    if like.chars().next().is_some_and(upper) {
        return word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
    }
    word.to_owned()
}

/// Who says what by tokens, with the kinds of the speakers: no name is in it.
fn outline(people: &People) -> Vec<String> {
    let speaker = |person: &Person| format!("{:?} {:?}", person.kind, person.mentions);
    let said = people.said_by.iter().enumerate().map(|(index, said)| {
        format!("{index}: {:?} by {:?} {:.3}", said.speakers, said.chain, said.confidence)
    });
    said.chain(people.speakers.iter().map(speaker)).collect()
}

/// Who says what in a text whose tokens stand where those of another stand.
fn read_as(source: &str, like: &Text, attributions: &[Attribution]) -> Option<People> {
    let text = ANALYZER.cut(source);
    let alike = text.tokens.len() == like.tokens.len() && text.paragraphs.len() == like.paragraphs.len();
    alike.then(|| ANALYZER.people(&text, attributions))
}

/// The mentions of each person or body in a text whose tokens stand where those of another stand.
fn clusters_as(source: &str, like: &Text, attributions: &[Attribution]) -> Option<Vec<Vec<Range<usize>>>> {
    let text = ANALYZER.cut(source);
    (text.tokens.len() == like.tokens.len()).then(|| ANALYZER.mentions(&text, attributions))
}

/// The clusters of one reading that another lacks, with the article's name.
fn clusters_apart(title: &str, one: &[Vec<Range<usize>>], other: &[Vec<Range<usize>>]) -> Vec<String> {
    let lost = one.iter().filter(|cluster| !other.contains(cluster));
    let found = lost.map(|cluster| format!("{title}: no cluster {cluster:?} now")).collect::<Vec<_>>();
    let more = other.len() != one.len();
    let count = more.then(|| format!("{title}: {} clusters, now {}", one.len(), other.len()));
    found.into_iter().chain(count).collect()
}

/// The differences between two outlines, with the article's name.
fn differences(title: &str, one: &People, other: &People) -> Vec<String> {
    let (one, other) = (outline(one), outline(other));
    let apart = one.iter().zip(&other).filter(|(one, other)| one != other);
    let mut found: Vec<String> =
        apart.map(|(one, other)| format!("{title}: {one}\n    now {other}")).collect();
    if one.len() != other.len() {
        found.push(format!("{title}: {} lines, now {}", one.len(), other.len()));
    }
    found
}

/// The word of a name that can be any other: a surname, or the first word of a body's name.
fn free_word<'t>(text: &'t Text, person: &Person) -> Option<&'t str> {
    let full =
        person.mentions.iter().find(|mention| text.words(mention) == person.name && mention.len() == 2)?;
    let token = if person.kind == SpeakerKind::Person { full.end - 1 } else { full.start };
    let known = ANALYZER.lexicon().look_up(text.norm(token)) != Row::default();
    let elsewhere = |other: &usize| {
        let norm = text.norm(*other);
        norm != text.norm(token) && norm.contains(text.norm(token)) || text.raw(*other) == text.norm(token)
    };
    let unlike = !(0..text.tokens.len()).any(|other| elsewhere(&other));
    (!known && unlike && text.raw(token).len() > 2).then(|| text.raw(token))
}

#[test]
fn another_name_changes_nothing_else() {
    let (mut renamed, mut apart) = (0, Vec::new());
    for (title, source) in articles() {
        let text = ANALYZER.cut(&source);
        let attributions = ANALYZER.attributions(&text);
        let people = ANALYZER.people(&text, &attributions);
        for person in people.speakers.iter().filter(|person| person.kind != SpeakerKind::Group) {
            let Some(word) = free_word(&text, person) else { continue };
            let other: String = word.chars().take(1).chain(OTHER_NAME.chars()).collect();
            let article = changed(&text, |token| {
                let raw = text.raw(token);
                raw.eq_ignore_ascii_case(word).then(|| cased(&other, raw))
            });
            let Some(again) = read_as(&article, &text, &attributions) else { continue };
            renamed += 1;
            let title = format!("{title}, {word}");
            apart.extend(differences(&title, &people, &again));
            let clusters = clusters_as(&article, &text, &attributions).unwrap_or_default();
            apart.extend(clusters_apart(&title, &ANALYZER.mentions(&text, &attributions), &clusters));
        }
    }
    assert!(renamed > 50, "only {renamed} names were changed");
    assert!(apart.is_empty(), "of {renamed}:\n{}", apart.join("\n"));
}

/// What stands for each gendered word and given name of a text, so that men are women in it and
/// women are men. Nothing if it has a gendered word without a counterpart.
fn swapped(text: &Text) -> Option<String> {
    let given =
        |t: usize, class| text.is(t, class) && text.is_capitalized(t) && !text.is(t, Class::GivenWord);
    let all = 0..text.tokens.len();
    let unused = |names: &'static [&str]| {
        let used = |name: &str| all.clone().any(|t| text.raw(t) == name);
        names.iter().copied().filter(|name| !used(name)).collect::<Vec<_>>().into_iter()
    };
    let (mut men, mut women) = (unused(MEN), unused(WOMEN));
    let mut names: HashMap<&str, &str> = HashMap::new();
    for t in all.clone() {
        let others = match (given(t, Class::GivenMale), given(t, Class::GivenFemale)) {
            (true, _) => &mut women,
            (_, true) => &mut men,
            _ => continue,
        };
        if !names.contains_key(text.norm(t)) {
            names.insert(text.norm(t), others.next()?);
        }
    }
    let word = |t: usize| {
        let norm = text.norm(t);
        // "Her" is "his" before a noun, and "him" elsewhere.
        let object = text.after(t).is_none_or(|next| {
            text.is_mark(next) || text.is_any(next, &[Class::Function, Class::Finite, Class::Link])
        });
        match norm {
            "her" if object => Some("him"),
            "him" => Some("her"),
            _ if text.is_capitalized(t) && names.contains_key(norm) => names.get(norm).copied(),
            _ => {
                let (male, female) =
                    GENDERED.iter().find(|(male, female)| norm == *male || norm == *female)?;
                Some(if norm == *male { *female } else { *male })
            }
        }
    };
    // "Dean Lee": the name is a word, too, and stays.
    let weak = |t: usize| {
        let before_name = || text.after(t).is_some_and(|next| text.is_capitalized(next));
        text.is(t, Class::GivenWord) && text.is_capitalized(t) && before_name()
    };
    let told = |t: usize| text.is_any(t, &[Class::Male, Class::Female]) || weak(t);
    let lost = all.clone().any(|t| told(t) && word(t).is_none());
    (!lost).then(|| changed(text, |t| Some(cased(word(t)?, text.raw(t)))))
}

#[test]
fn the_other_gender_changes_nothing() {
    let (mut swaps, mut apart) = (0, Vec::new());
    for (title, source) in articles() {
        let text = ANALYZER.cut(&source);
        let attributions = ANALYZER.attributions(&text);
        let Some(article) = swapped(&text) else { continue };
        let Some(again) = read_as(&article, &text, &attributions) else { continue };
        swaps += 1;
        let clusters = clusters_as(&article, &text, &attributions).unwrap_or_default();
        apart.extend(clusters_apart(&title, &ANALYZER.mentions(&text, &attributions), &clusters));
        apart.extend(differences(&title, &ANALYZER.people(&text, &attributions), &again));
    }
    assert!(swaps > 15, "only {swaps} articles were changed");
    assert!(apart.is_empty(), "of {swaps}:\n{}", apart.join("\n"));
}

/// Attributions some tokens further on.
fn moved(attributions: &[Attribution], by: usize) -> Vec<Attribution> {
    let range = |tokens: &Range<usize>| tokens.start + by..tokens.end + by;
    let moved = attributions.iter().cloned().map(|mut one| {
        one.content = one.content.iter().map(range).collect();
        one.cue = one.cue.as_ref().map(range);
        one.source = one.source.as_ref().map(range);
        one
    });
    moved.collect()
}

/// Who says each attribution of a part that has a source, beyond the window in which the part
/// before may be heard. The part starts at a token.
fn said(text: &Text, people: &People, attributions: &[Attribution], start: usize) -> Vec<String> {
    let near = text.tokens.get(start).map_or(0, |token| token.sentence + WINDOW);
    let line = |(said, a): (&Resolved, &Attribution)| {
        let source = a.source.as_ref().filter(|source| text.tokens[source.start].sentence >= near)?;
        let names: Vec<&str> = said.speakers.iter().map(|&id| people.speakers[id].name.as_str()).collect();
        Some(format!("“{}”: {names:?}", text.words(source)))
    };
    people.said_by.iter().zip(attributions).filter_map(line).collect()
}

/// Whether an article is a conversation: with one, all that is pasted is.
fn is_conversation(attributions: &[Attribution]) -> bool {
    attributions.iter().any(|attribution| attribution.rule == Rule::Transcript)
}

#[test]
fn the_order_of_far_parts_does_not_matter() {
    let parts: Vec<(String, Vec<Attribution>)> = articles()
        .into_iter()
        .map(|(_, source)| {
            let text = ANALYZER.cut(&source);
            (text.shown().trim_end().to_owned(), ANALYZER.attributions(&text))
        })
        .filter(|(_, attributions)| !is_conversation(attributions))
        .collect();
    let (mut read, mut apart) = (0, Vec::new());
    // The first part opens the article, which tells more than others.
    for three in parts.windows(3) {
        let orders = [[0, 1, 2], [0, 2, 1]].map(|order| names_in_order(three, order));
        let [Some(one), Some(other)] = orders else { continue };
        read += 1;
        let differ = one.iter().zip(&other).filter(|(one, other)| one != other);
        apart.extend(differ.map(|(one, other)| format!("{one}, now {other}")));
    }
    assert!(read > 10, "only {read} were joined");
    assert!(apart.is_empty(), "of {read}:\n{}", apart.join("\n"));
}

/// Who says what, part by part, if the parts stand in an order.
fn names_in_order(parts: &[(String, Vec<Attribution>)], order: [usize; 3]) -> Option<Vec<String>> {
    let (mut joined, mut all, mut tokens) = (String::new(), Vec::new(), 0);
    let mut places = vec![(0, 0..0); parts.len()];
    for part in order {
        let (source, attributions) = &parts[part];
        places[part] = (tokens, all.len()..all.len() + attributions.len());
        all.extend(moved(attributions, tokens));
        joined.push_str(source);
        joined.push_str("\n\n");
        tokens += ANALYZER.cut(source).tokens.len();
    }
    let text = ANALYZER.cut(&joined);
    if text.tokens.len() != tokens {
        return None;
    }
    let people = ANALYZER.people(&text, &all);
    let part = |(start, own): (usize, Range<usize>)| {
        let whole =
            People { said_by: people.said_by[own.clone()].to_vec(), speakers: people.speakers.clone() };
        said(&text, &whole, &all[own], start)
    };
    Some(places.into_iter().flat_map(part).collect())
}
