//! The features of a token: the small numbers from which the network of
//! attributions reads it.
//!
//! The trainer reads them from the `features` example, so that training and
//! use cannot drift apart.

use std::ops::Range;

use crate::text::{Capital, ParagraphKind, Text, is_invisible};

/// Number of buckets for hashed prefixes, and for hashed suffixes.
pub const AFFIXES: u32 = 2048;
/// Number of buckets for hashed word shapes.
pub const SHAPES: u32 = 128;
/// Number of states of [`Features::quotation`].
pub const QUOTATIONS: u32 = 6;
/// Number of values of [`Features::place`]: four kinds of paragraph, three positions in each.
pub const PLACES: u32 = 12;
/// Length of a prefix or suffix, in letters.
const AFFIX_LETTERS: usize = 3;

/// The features of one token.
///
/// ```
/// let analyzer = whosaid::Analyzer::new();
/// let text = analyzer.cut("Ann Lee left.");
/// let left = analyzer.features(&text)[2];
/// assert_eq!((left.word, left.name), ("left", None));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features<'t> {
    /// The word in small letters. Every quotation mark is `"`, whatever its style,
    /// because all styles mean the same.
    pub word: &'t str,
    /// Hash of the first three letters, below [`AFFIXES`].
    pub prefix: u32,
    /// Hash of the last three letters, below [`AFFIXES`].
    pub suffix: u32,
    /// Hash of the word's shape ("Xx", "d.d"), below [`SHAPES`].
    pub shape: u32,
    /// Where the token stands in relation to quotation marks, below [`QUOTATIONS`]:
    /// [`Quoted`](crate::text::Quoted) as a number.
    pub quotation: u32,
    /// The kind of the token's paragraph, and whether the token is the first of the
    /// paragraph, the first of a later sentence or neither; below [`PLACES`].
    pub place: u32,
    /// For a token with a capital, which may be a name: the shape that all names
    /// share, below [`SHAPES`]. If the token is read as a name, this takes the place
    /// of its word, prefix, suffix and shape, so that all names are alike.
    pub name: Option<u32>,
}

/// The features of the tokens in a range, in order.
///
/// # Panics
///
/// If the range reaches beyond the tokens of `text`.
///
/// ```
/// use whosaid::model::features;
///
/// let analyzer = whosaid::Analyzer::new();
/// let text = analyzer.cut("Ann Lee left.");
/// let found = features::of(&text, 0..text.tokens.len());
/// assert_eq!(found.len(), 4);
/// assert_eq!(found[2].word, "left");
/// ```
#[must_use]
pub fn of<'t>(text: &'t Text<'_>, tokens: Range<usize>) -> Vec<Features<'t>> {
    tokens
        .map(|token| {
            let word = word(text, token);
            let raw = if text.tokens[token].quoted.is_mark() { word } else { text.raw(token) };
            Features {
                word,
                prefix: hash(word.chars().take(AFFIX_LETTERS)) % AFFIXES,
                suffix: hash(word.chars().rev().take(AFFIX_LETTERS)) % AFFIXES,
                shape: shape(raw),
                quotation: text.tokens[token].quoted as u32,
                place: place(text, token),
                name: (text.tokens[token].capital != Capital::None).then(|| name(text.raw(token))),
            }
        })
        .collect()
}

/// The word by which a token is found in the vocabulary: its norm, or `"` if
/// the token opens or closes a quotation.
pub(super) fn word<'t>(text: &'t Text<'_>, token: usize) -> &'t str {
    if text.tokens[token].quoted.is_mark() { "\"" } else { text.norm(token) }
}

/// The shape of a token that is a name. There are two: "Lee", "J.", "O’Hara" and
/// "Jean-Pierre" share one, names in capitals ("NATO", "LEE") the other.
fn name(raw: &str) -> u32 {
    let letters = raw.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
    shape(if capitals { "XX" } else { "Xxx" })
}

/// The 32-bit FNV-1a hash of a sequence of characters, taken code point by code point.
///
/// ```
/// use whosaid::model::features::hash;
///
/// assert_eq!(hash("".chars()), 0x811c_9dc5);
/// assert_eq!(hash("a".chars()), 0xe40c_292c);
/// ```
#[must_use]
pub fn hash(chars: impl Iterator<Item = char>) -> u32 {
    chars.fold(0x811c_9dc5, |hash, c| (hash ^ c as u32).wrapping_mul(0x0100_0193))
}

/// Hash of a word's shape: capitals become X, small letters x and digits d, and
/// each run of one of these is cut to at most two. Invisible characters do not count.
fn shape(raw: &str) -> u32 {
    let mut shape: Vec<char> = Vec::new();
    for c in raw.chars().filter(|&c| !is_invisible(c)) {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => 'd',
            c => c,
        };
        if !shape.ends_with(&[class, class]) {
            shape.push(class);
        }
    }
    hash(shape.into_iter()) % SHAPES
}

/// [`Features::place`] of a token.
fn place(text: &Text, token: usize) -> u32 {
    let sentence = &text.sentences[text.tokens[token].sentence];
    let paragraph = &text.paragraphs[sentence.paragraph];
    let start = if paragraph.tokens.start == token { 2 } else { u32::from(sentence.tokens.start == token) };
    // Kinds that the network's training texts hardly have are read as what they
    // are most like.
    let kind = match paragraph.kind {
        ParagraphKind::Heading => 1,
        ParagraphKind::Byline | ParagraphKind::Dateline | ParagraphKind::Time => 2,
        ParagraphKind::Caption | ParagraphKind::Credit => 3,
        _ => 0,
    };
    kind * 3 + start
}

#[cfg(test)]
mod tests {
    use super::{AFFIXES, Features, PLACES, QUOTATIONS, SHAPES};
    use crate::text::Text;
    use crate::text::testing::text;

    fn of<'t>(text: &'t Text<'_>) -> Vec<Features<'t>> {
        super::of(text, 0..text.tokens.len())
    }

    #[test]
    fn words_alike_look_alike() {
        let words = text("saying stating 3.50 12.75");
        let [saying, stating, ..] = of(&words)[..] else { panic!("four tokens") };
        assert_eq!(saying.suffix, stating.suffix);
        assert_ne!(saying.prefix, stating.prefix);
        let text = text("$13.50 or $12.75");
        let numbers = of(&text);
        assert_eq!(numbers[1].shape, numbers[4].shape);
    }

    #[test]
    fn quotation_marks_and_places_are_told_apart() {
        let text = text("Lee said: “We left.” Then it rained.\n\n“It rained");
        let seen = of(&text);
        let quotations: Vec<u32> = seen.iter().map(|f| f.quotation).collect();
        assert_eq!(quotations, [0, 0, 0, 1, 2, 2, 2, 3, 0, 0, 0, 0, 4, 5, 5]);
        assert_ne!(seen[0].place, seen[1].place);
    }

    #[test]
    fn names_look_alike() {
        let names = |source: &str| of(&text(source)).iter().map(|f| f.name).collect::<Vec<_>>();
        let lee = names("Lee")[0];
        assert!(lee.is_some());
        for name in ["Świątek", "O’Hara", "Jean-Pierre", "J.", "王", "ibn-Saud"] {
            assert_eq!(names(name), [lee], "{name}");
        }
        assert_eq!(names("NATO"), names("LEE"));
        assert_eq!(names("the plan’s 1,000 %"), [None; 5]);
    }

    #[test]
    fn marks_of_all_styles_look_alike() {
        let seen = |source: &str| {
            let text = text(source);
            of(&text).iter().map(|f| (f.word == "\"", f.prefix, f.suffix, f.shape)).collect::<Vec<_>>()
        };
        let straight = seen("Lee said \"no\" twice");
        for other in
            ["Lee said “no” twice", "Lee said ‘no’ twice", "Lee said „no“ twice", "Lee said «no» twice"]
        {
            assert_eq!(seen(other), straight, "{other}");
        }
    }

    #[test]
    fn every_feature_is_inside_its_table() {
        let text = text("«Zürich» 李明 🎉 … ''x'' O’Neill-Ek’s 1,000 %");
        for f in of(&text) {
            assert!(f.prefix < AFFIXES && f.suffix < AFFIXES && f.shape < SHAPES);
            assert!(f.quotation < QUOTATIONS && f.place < PLACES);
        }
    }
}
