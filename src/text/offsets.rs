//! Offsets: units in which a text is counted.
//!
//! The crate counts UTF-8 bytes; JavaScript counts UTF-16 code units, Python
//! Unicode code points. A [`Converter`] turns bytes into any of these.

use super::Span;

/// A unit in which offsets into a text are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offsets {
    /// UTF-16 code units, as in JavaScript.
    Utf16,
    /// Unicode code points, as in Python.
    Chars,
    /// UTF-8 bytes, as in Rust.
    Bytes,
}

/// Bytes between two checkpoints: a conversion scans at most this many.
const STRIDE: usize = 64;

/// Turns byte offsets into one text into another unit.
///
/// ```
/// use whosaid::text::{Converter, Offsets};
///
/// let text = "“No”";
/// let bytes = text.len();
/// assert_eq!((bytes, Converter::new(text, Offsets::Chars).offset(bytes)), (8, 4));
/// ```
#[derive(Debug)]
pub struct Converter<'a> {
    text: &'a str,
    unit: Offsets,
    /// The offset in `unit` of the first character at or after each
    /// multiple of [`STRIDE`].
    checkpoints: Vec<usize>,
}

impl<'a> Converter<'a> {
    /// Reads a text once, in time linear in its length, so that each
    /// conversion is short.
    #[must_use]
    pub fn new(text: &'a str, unit: Offsets) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (at, c) in text.char_indices() {
            while checkpoints.len() * STRIDE <= at {
                checkpoints.push(count);
            }
            count += width(c, unit);
        }
        while checkpoints.len() * STRIDE <= text.len() {
            checkpoints.push(count);
        }
        Converter { text, unit, checkpoints }
    }

    /// Turns a byte offset into one of the unit.
    ///
    /// # Panics
    ///
    /// If the offset is after the end of the text or inside a character.
    #[must_use]
    pub fn offset(&self, byte: usize) -> usize {
        let block = byte / STRIDE;
        let start = (block * STRIDE..byte).find(|&at| self.text.is_char_boundary(at)).unwrap_or(byte);
        self.checkpoints[block] + self.text[start..byte].chars().map(|c| width(c, self.unit)).sum::<usize>()
    }

    /// Turns a span of bytes into one of the unit, in place.
    ///
    /// # Panics
    ///
    /// If either end is after the end of the text or inside a character.
    pub fn span(&self, span: &mut Span) {
        *span = Span { start: self.offset(span.start), end: self.offset(span.end) };
    }
}

/// How many units a character has.
fn width(c: char, unit: Offsets) -> usize {
    match unit {
        Offsets::Utf16 => c.len_utf16(),
        Offsets::Chars => 1,
        Offsets::Bytes => c.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Converter, Offsets};

    #[test]
    fn every_boundary_converts_as_counting_does() {
        let text = "a“é😀\r\n".repeat(40) + "𝒳";
        for unit in [Offsets::Utf16, Offsets::Chars, Offsets::Bytes] {
            let convert = Converter::new(&text, unit);
            let boundaries = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for at in boundaries {
                let counted = match unit {
                    Offsets::Utf16 => text[..at].encode_utf16().count(),
                    Offsets::Chars => text[..at].chars().count(),
                    Offsets::Bytes => at,
                };
                assert_eq!(convert.offset(at), counted, "{unit:?} at {at}");
            }
        }
    }
}
