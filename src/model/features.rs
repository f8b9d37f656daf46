//! What the network sees of a token, as small numbers.
//!
//! The trainer reads these from the `features` example, so that training and
//! use can't drift apart.

use crate::text::{ParagraphKind, Text, marks};

/// Buckets for the hashed first and last letters.
pub const AFFIXES: u32 = 2048;
/// Buckets for hashed word shapes.
pub const SHAPES: u32 = 128;
/// States of [`Features::quotation`].
pub const QUOTATIONS: u32 = 6;
/// States of [`Features::place`].
pub const PLACES: u32 = 12;
/// Letters in a prefix or suffix.
const AFFIX_LETTERS: usize = 3;

/// What the network sees of one token, besides the word itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// Hash of the first letters, below [`AFFIXES`].
    pub prefix: u32,
    /// Hash of the last letters, below [`AFFIXES`].
    pub suffix: u32,
    /// Hash of the shape ("Xx", "d.d"), below [`SHAPES`].
    pub shape: u32,
    /// Outside, opening, inside or closing quotation marks, below [`QUOTATIONS`].
    pub quotation: u32,
    /// Where it stands in its sentence and paragraph, below [`PLACES`].
    pub place: u32,
}

/// The features of every token of a text.
#[must_use]
pub fn of(text: &Text) -> Vec<Features> {
    let quotations = marks::states(text);
    (0..text.tokens.len())
        .map(|token| {
            let norm = text.norm(token);
            Features {
                prefix: hash(norm.chars().take(AFFIX_LETTERS)) % AFFIXES,
                suffix: hash(norm.chars().rev().take(AFFIX_LETTERS)) % AFFIXES,
                shape: hash(shape(text.raw(token)).into_iter()) % SHAPES,
                quotation: quotations[token],
                place: place(text, token),
            }
        })
        .collect()
}

/// FNV-1a, 32 bits, over code points.
#[must_use]
pub fn hash(chars: impl Iterator<Item = char>) -> u32 {
    chars.fold(0x811c_9dc5, |hash, c| (hash ^ c as u32).wrapping_mul(0x0100_0193))
}

/// Capitals, small letters and digits as X, x and d, each run once or twice.
fn shape(raw: &str) -> Vec<char> {
    let mut shape: Vec<char> = Vec::new();
    for c in raw.chars() {
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
    shape
}

fn place(text: &Text, token: usize) -> u32 {
    let sentence = &text.sentences[text.tokens[token].sentence];
    let paragraph = &text.paragraphs[sentence.paragraph];
    let start = if paragraph.tokens.start == token { 2 } else { u32::from(sentence.tokens.start == token) };
    let kind = match paragraph.kind {
        ParagraphKind::Body => 0,
        ParagraphKind::Heading => 1,
        ParagraphKind::Byline => 2,
        ParagraphKind::Caption => 3,
    };
    kind * 3 + start
}

#[cfg(test)]
mod tests {
    use super::{AFFIXES, Features, PLACES, QUOTATIONS, SHAPES, of};
    use crate::text::Text;

    fn features(source: &str) -> Vec<Features> {
        of(&Text::new(source))
    }

    #[test]
    fn words_alike_look_alike() {
        let [saying, stating, ..] = features("saying stating 3.50 12.75")[..] else { panic!("four tokens") };
        assert_eq!(saying.suffix, stating.suffix);
        assert_ne!(saying.prefix, stating.prefix);
        let numbers = features("$13.50 or $12.75");
        assert_eq!(numbers[1].shape, numbers[4].shape);
    }

    #[test]
    fn quotation_marks_and_places_are_told_apart() {
        let seen = features("Lee said: “We left.” Then it rained.\n\n“It rained");
        let quotations: Vec<u32> = seen.iter().map(|f| f.quotation).collect();
        assert_eq!(quotations, [0, 0, 0, 1, 2, 2, 2, 3, 0, 0, 0, 0, 4, 5, 5]);
        assert_ne!(seen[0].place, seen[1].place);
    }

    #[test]
    fn every_feature_is_inside_its_table() {
        for f in features("«Zürich» 李明 🎉 … ''x'' O’Neill-Ek’s 1,000 %") {
            assert!(f.prefix < AFFIXES && f.suffix < AFFIXES && f.shape < SHAPES);
            assert!(f.quotation < QUOTATIONS && f.place < PLACES);
        }
    }
}
