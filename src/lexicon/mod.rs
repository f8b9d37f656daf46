//! The lexicon: what is known of single words before any text is read.
//!
//! One table, `words.txt`, has a row for each word with its [classes](Class):
//! a title, a noun for a person, a cue … A second table, `given-names.txt`,
//! has given names. A stage asks whether a token is of a class; it keeps no
//! list of its own, unless the list *is* the rule. Each token is looked up
//! once, when the text is cut, and remembers its row
//! ([`Text::is`](crate::text::Text::is)).
//!
//! To add a word, add a row, or a class to its row; tests over the whole table
//! (at the foot of this file) find rows that contradict each other.

mod class;
mod vocabulary;

use std::collections::HashMap;
use std::sync::Arc;

pub use class::{Class, Classes};
pub(crate) use vocabulary::Vocabulary;

use crate::error::Error;

/// What is known of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The classes that it has.
    pub classes: Classes,
    /// For an abbreviation, the word that it is short for: "senator" for "sen".
    pub long: Option<String>,
    /// The word that the tone reads in its place, so that the same is said of
    /// women and men: "actor" for "actress".
    pub alike: Option<String>,
}

/// Words and what is known of them.
///
/// [`Analyzer::lexicon`](crate::Analyzer::lexicon) has the one that this crate carries.
///
/// ```
/// use whosaid::lexicon::{Class, Lexicon};
///
/// let lexicon = Lexicon::parse("gov\tabbreviation title long:governor", "ann\tf")?;
/// let row = lexicon.look_up("gov.");
/// assert!(lexicon.is(row, Class::Title));
/// assert_eq!(lexicon.entry(row).long.as_deref(), Some("governor"));
/// assert!(lexicon.knows("ann", Class::GivenFemale));
/// # Ok::<(), whosaid::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// What is known of each row. The first is for all words that are not in a table.
    entries: Vec<Entry>,
    /// The row of each word.
    index: HashMap<Box<str>, u32>,
    /// Common words, of which nothing else is known.
    vocabulary: Arc<Vocabulary>,
}

/// The row of a word in a [`Lexicon`]; the default is that of every word
/// which is in no table, and has no classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Row(u32);

impl Row {
    /// Its number, from 0 to [`Lexicon::len`] (exclusive).
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Lexicon {
    /// Reads the two tables.
    ///
    /// `words` has a line for each word: the word, a tab, and its classes with
    /// single spaces between. Fields `long:…` and `alike:…` name the word for
    /// [`Entry::long`] and [`Entry::alike`]. `names` has a line for each given
    /// name: the name without accents, a tab, and `m`, `f` or `u` (both), in
    /// capitals for a name that is also a word or a place.
    ///
    /// Words are in their [norm](crate::text::Text::norm), abbreviations
    /// without the full stop at their end. Empty lines and lines that start
    /// with `#` are skipped.
    ///
    /// # Errors
    ///
    /// If a line has no tab, `words` has an unknown class or a word twice, or
    /// `names` has another letter after a name.
    pub fn parse(words: &str, names: &str) -> Result<Self, Error> {
        let mut lexicon = Lexicon {
            entries: Vec::with_capacity(MOST_WORDS),
            index: HashMap::with_capacity(MOST_WORDS),
            vocabulary: Arc::default(),
        };
        lexicon.entries.push(Entry::default());
        for line in lines(words) {
            let (word, fields) = columns(line)?;
            if lexicon.index.contains_key(word) {
                return Err(Error::new(format!("{word} stands twice")));
            }
            lexicon.push(word, entry(word, fields)?);
        }
        for line in lines(names) {
            let (name, gender) = columns(line)?;
            lexicon.add_given_name(name, gender)?;
        }
        Ok(lexicon)
    }

    /// The same lexicon, which also knows these words to be words.
    pub(crate) fn with_vocabulary(self, vocabulary: Arc<Vocabulary>) -> Self {
        Lexicon { vocabulary, ..self }
    }

    /// Whether something in its [norm](crate::text::Text::norm) is a word: it has a
    /// row, or is common.
    pub(crate) fn is_word(&self, norm: &str) -> bool {
        self.look_up(norm) != Row::default() || self.vocabulary.number(norm) != 0
    }

    /// Adds a row.
    fn push(&mut self, word: &str, entry: Entry) -> Row {
        let row = u32::try_from(self.entries.len()).expect("a lexicon has fewer words than that");
        self.entries.push(entry);
        self.index.insert(word.into(), row);
        Row(row)
    }

    /// Adds the classes of a given name to its row, which may be new.
    fn add_given_name(&mut self, name: &str, gender: &str) -> Result<(), Error> {
        let class = match gender {
            "m" | "M" => Class::GivenMale,
            "f" | "F" => Class::GivenFemale,
            "u" | "U" => Class::GivenEither,
            _ => return Err(Error::new(format!("{name}: no gender {gender:?}"))),
        };
        let mut row = self.look_up(name);
        if row == Row::default() {
            row = self.push(name, Entry::default());
        }
        let classes = &mut self.entries[row.index()].classes;
        classes.add(class);
        if gender.starts_with(char::is_uppercase) {
            classes.add(Class::GivenWord);
        }
        Ok(())
    }

    /// The row of a word in its [norm](crate::text::Text::norm).
    ///
    /// An abbreviation has the same row with and without its full stop ("mr",
    /// "mr."), so that nothing can be true of one only. A word with accents that
    /// has no row of its own has that of the word without ("josé", "jose").
    #[must_use]
    pub fn look_up(&self, norm: &str) -> Row {
        let find = |word: &str| self.index.get(word).map(|&row| Row(row));
        let keeps_stop = |&row: &Row| self.is(row, Class::Abbreviation) || self.is(row, Class::Numbered);
        let find_abbreviation = |word: &str| word.strip_suffix('.').and_then(find).filter(keeps_stop);
        let row = find(norm).or_else(|| find_abbreviation(norm));
        if row.is_some() || norm.is_ascii() {
            return row.unwrap_or_default();
        }
        let plain = without_accents(norm);
        find(&plain).or_else(|| find_abbreviation(&plain)).unwrap_or_default()
    }

    /// What is known of the word of a row.
    ///
    /// # Panics
    ///
    /// If the row is of another lexicon, which has more rows.
    #[must_use]
    pub fn entry(&self, row: Row) -> &Entry {
        &self.entries[row.index()]
    }

    /// Whether the word of a row is of a class.
    ///
    /// # Panics
    ///
    /// If the row is of another lexicon, which has more rows.
    #[must_use]
    pub fn is(&self, row: Row, class: Class) -> bool {
        self.entry(row).classes.has(class)
    }

    /// Whether a word in its [norm](crate::text::Text::norm) is of a class. For
    /// a token of a text, [`Text::is`](crate::text::Text::is) is faster.
    #[must_use]
    pub fn knows(&self, norm: &str, class: Class) -> bool {
        self.is(self.look_up(norm), class)
    }

    /// How many rows there are, the one of unknown words included.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "the row of unknown words is always there")]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Every word with its row, in no particular order.
    pub fn rows(&self) -> impl Iterator<Item = (&str, Row)> {
        self.index.iter().map(|(word, &row)| (&**word, Row(row)))
    }
}

/// The lines of a table that are neither empty nor comments.
fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The two columns of a line.
fn columns(line: &str) -> Result<(&str, &str), Error> {
    line.split_once('\t').ok_or_else(|| Error::new(format!("no tab in {line:?}")))
}

/// What the fields of a line say of its word.
fn entry(word: &str, fields: &str) -> Result<Entry, Error> {
    let mut entry = Entry::default();
    for field in fields.split(' ') {
        match field.split_once(':') {
            Some(("long", long)) => entry.long = Some(long.to_owned()),
            Some(("alike", alike)) => entry.alike = Some(alike.to_owned()),
            _ => {
                let class = Class::called(field);
                entry.classes.add(class.ok_or_else(|| Error::new(format!("{word}: no class {field:?}")))?);
            }
        }
    }
    Ok(entry)
}

/// Room for the words of both tables, so that nothing moves while they are read;
/// more words would only take longer.
const MOST_WORDS: usize = 10_000;

/// Plain Latin letters, each with the letters that given names write with it:
/// those with accents and those of other alphabets.
const PLAIN: &[(&str, &str)] = &[
    ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặə"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęěẹẻẽếềểễệ"),
    ("g", "ĝğġģǧ"),
    ("h", "ĥħḥ"),
    ("i", "ìíîïĩīĭįıǐịỉ"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľł"),
    ("n", "ñńņňṅ"),
    ("o", "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšșṣ"),
    ("ss", "ß"),
    ("t", "ţťțṭ"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųưǔụủứừửữự"),
    ("w", "ŵẁẃẅ"),
    ("y", "ýÿŷỳỵỷỹ"),
    ("z", "źżžẓ"),
];

/// A word without accents, whether an accent is part of its letter or a
/// combining character (U+0300 to U+036F) after it.
pub(crate) fn without_accents(norm: &str) -> String {
    let mut plain = String::with_capacity(norm.len());
    for c in norm.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)) {
        match PLAIN.iter().find(|(_, accented)| accented.contains(c)) {
            Some((letters, _)) => plain.push_str(letters),
            None => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{Class, Classes, Lexicon, Row};
    use crate::text::testing::lexicon;

    const WORDS: &str = include_str!("words.txt");
    const NAMES: &str = include_str!("given-names.txt");

    /// Every word of a class with its row.
    fn all(lexicon: &Lexicon, class: Class) -> Vec<(&str, Row)> {
        let found: Vec<_> = lexicon.rows().filter(|&(_, row)| lexicon.is(row, class)).collect();
        assert!(!found.is_empty(), "{class:?} has no word");
        found
    }

    #[test]
    fn tables_are_sorted_and_every_class_has_a_word() {
        for table in [WORDS, NAMES] {
            let words: Vec<&str> = super::lines(table).filter_map(|line| line.split('\t').next()).collect();
            assert!(words.len() > 1000);
            assert!(words.windows(2).all(|two| two[0] < two[1]), "a table is not sorted");
        }
        let lexicon = lexicon();
        for &(class, _) in Class::ALL {
            all(lexicon, class);
        }
    }

    #[test]
    fn mistakes_in_a_table_are_told() {
        let error = |words, names| Lexicon::parse(words, names).unwrap_err().to_string();
        assert_eq!(error("mayor", ""), "no tab in \"mayor\"");
        assert_eq!(error("mayor\tking", ""), "mayor: no class \"king\"");
        assert_eq!(error("mayor\ttitle\nmayor\tperson", ""), "mayor stands twice");
        assert_eq!(error("", "ann\tx"), "ann: no gender \"x\"");
    }

    #[test]
    fn an_abbreviation_has_one_row() {
        let lexicon = lexicon();
        for (word, row) in all(lexicon, Class::Abbreviation) {
            assert_eq!(lexicon.look_up(&format!("{word}.")), row, "{word}");
        }
        assert_eq!(lexicon.look_up("mayor."), Row::default());
        assert!(lexicon.knows("josé", Class::GivenMale) && lexicon.knows("jose", Class::GivenMale));
        assert_eq!(lexicon.look_up("sén."), lexicon.look_up("sén"));
    }

    /// Classes of which a word can have only one.
    const APART: &[&[Class]] = &[
        &[Class::Male, Class::Female],
        Class::GIVEN,
        &[Class::Abbreviation, Class::Numbered],
        &[Class::Title, Class::Function],
        &[Class::Title, Class::Body],
        &[Class::Title, Class::BodyName],
        &[Class::Body, Class::BodyName],
        &[Class::Body, Class::Function],
        &[Class::Person, Class::Anonymous],
        &[Class::Person, Class::People],
        &[Class::Person, Class::Body],
        &[Class::Person, Class::Function],
        &[Class::Link, Class::Hanging],
        &[Class::Weekday, Class::Month],
        &[Class::Negator, Class::Reliever, Class::Booster, Class::Dampener, Class::Concessive],
        &[Class::Neutral, Class::Male, Class::Female],
        &[Class::Particle, Class::Title],
    ];
    /// A word that has the first class also has one of the others.
    const IMPLIED: &[(Class, &[Class])] = &[
        (Class::Leading, &[Class::Abbreviation, Class::Numbered]),
        (Class::Pronoun, &[Class::Male, Class::Female]),
        (Class::GivenWord, Class::GIVEN),
        (Class::Place, Class::GIVEN),
    ];

    #[test]
    fn no_row_contradicts_another() {
        let lexicon = lexicon();
        for (word, row) in lexicon.rows() {
            let entry = lexicon.entry(row);
            for apart in APART {
                let both: Vec<Class> = apart.iter().copied().filter(|&c| entry.classes.has(c)).collect();
                assert!(both.len() < 2, "{word} is {both:?}");
            }
            for (class, others) in IMPLIED {
                let implied = others.iter().any(|&other| entry.classes.has(other));
                assert!(!entry.classes.has(*class) || implied, "{word} is {class:?}, but none of {others:?}");
            }
            if let Some(long) = &entry.long {
                assert!(
                    entry.classes.has(Class::Abbreviation),
                    "{word} is short for {long}, but no abbreviation"
                );
                assert!(lexicon.knows(long, Class::Title), "{word}: {long} is no title");
            }
            if let Some(alike) = &entry.alike {
                let head = lexicon.entry(lexicon.look_up(alike));
                assert_eq!(head.alike.as_ref(), Some(alike), "{word} is read as {alike}, that as another");
                assert!(!entry.classes.has(Class::Neutral), "{word} is read as a name and as {alike}");
            }
        }
    }

    /// American endings and the British ones for the same words.
    const SPELLINGS: &[(&str, &str)] = &[
        ("ization", "isation"),
        ("izations", "isations"),
        ("izer", "iser"),
        ("izing", "ising"),
        ("ize", "ise"),
        ("ized", "ised"),
        ("center", "centre"),
        ("defense", "defence"),
        ("neighbor", "neighbour"),
        ("labor", "labour"),
        ("councilor", "councillor"),
        ("adviser", "advisor"),
        ("counselor", "counsellor"),
    ];

    #[test]
    fn british_and_american_spellings_agree() {
        let lexicon = lexicon();
        let classes = |word: &str| lexicon.entry(lexicon.look_up(word)).classes;
        let (mut pairs, mut apart) = (0, Vec::new());
        for (word, row) in lexicon.rows() {
            for (american, british) in SPELLINGS {
                for (mine, other) in [(american, british), (british, american)] {
                    let Some(stem) = word.strip_suffix(mine) else { continue };
                    let twin = format!("{stem}{other}");
                    if ONE_SPELLING.contains(&word)
                        || Class::GIVEN.iter().any(|&class| lexicon.is(row, class))
                    {
                        continue;
                    }
                    pairs += 1;
                    if classes(&twin) != classes(word) {
                        apart.push(format!("{word}, {twin}"));
                    }
                }
            }
        }
        assert!(pairs > 10, "{pairs} pairs");
        assert!(apart.is_empty(), "{apart:?}");
    }

    /// Words with such an ending that have only one spelling.
    const ONE_SPELLING: &[&str] = &["advised", "adviser", "presenter", "prize", "promising", "wise"];

    #[test]
    fn sets_of_classes() {
        let mut classes = Classes::default();
        assert_eq!(classes.iter().count(), 0);
        classes.add(Class::Title);
        classes.add(Class::Neutral);
        assert_eq!(classes.iter().collect::<Vec<_>>(), [Class::Title, Class::Neutral]);
        assert!(classes.has(Class::Title) && !classes.has(Class::Male));
    }
}
