//! The way through a file: which model foretells what.

use super::coder::{Coder, Models, SYMBOLS};
use super::{Content, ENDS_EARLY, Error};

/// How slowly models change in the end. Weights are alike all along an array
/// (7 takes 1 % less than 6); of letters each model sees few.
const SLOW: u32 = 7;
const LESS_SLOW: u32 = 6;
/// The symbol that says that more follows.
const MORE: u8 = SYMBOLS as u8 - 1;

/// Codes a whole file.
pub(super) fn file(coder: &mut impl Coder, content: Content, file: &mut [u8]) -> Result<(), Error> {
    match content {
        Content::Weights => weights(coder, file)?,
        Content::Text => text(coder, file),
    }
    Ok(())
}

fn weights(coder: &mut impl Coder, file: &mut [u8]) -> Result<(), Error> {
    /// `WHOSAID`, the version and the checksum.
    const HEAD: usize = 12;
    let mut heads = Models::for_bytes(1, LESS_SLOW);
    let (head, mut rest) = file.split_at_mut_checked(HEAD).ok_or(ENDS_EARLY)?;
    bytes(coder, &mut heads, head);
    while !rest.is_empty() {
        let (name_size, behind) = rest.split_at_mut(1);
        bytes(coder, &mut heads, name_size);
        let (head, behind) = behind.split_at_mut_checked(usize::from(name_size[0]) + 9).ok_or(ENDS_EARLY)?;
        bytes(coder, &mut heads, head);
        let shape = head.last_chunk().ok_or(ENDS_EARLY)?;
        rest = array(coder, *shape, behind)?;
    }
    Ok(())
}

fn bytes(coder: &mut impl Coder, models: &mut Models, bytes: &mut [u8]) {
    for byte in bytes {
        *byte = models.byte(coder, 0, *byte);
    }
}

/// Codes the numbers of an array that has a kind, rows and columns; returns what is behind it.
fn array<'a>(coder: &mut impl Coder, shape: [u8; 9], file: &'a mut [u8]) -> Result<&'a mut [u8], Error> {
    let [kind, shape @ ..] = shape;
    let shape = u64::from_le_bytes(shape);
    let (rows, columns) = ((shape as u32) as usize, (shape >> 32) as usize);
    let size = match kind {
        0 => rows.saturating_mul(columns).saturating_mul(4),
        1 => rows.saturating_mul(columns.saturating_add(4)),
        2 => rows.saturating_mul(columns).saturating_mul(2),
        3 => columns,
        _ => return Err("the file has an array of an unknown kind"),
    };
    let (data, rest) = file.split_at_mut_checked(size).ok_or(ENDS_EARLY)?;
    match kind {
        0 => floats(coder, data),
        1 => matrix(coder, rows, data),
        2 => numbers(coder, data),
        _ => text(coder, data),
    }
    Ok(rest)
}

fn floats(coder: &mut impl Coder, data: &mut [u8]) {
    let mut models = float_models();
    for float in data.as_chunks_mut().0 {
        *float = code_float(coder, &mut models, *float);
    }
}

fn float_models() -> Models {
    Models::for_bytes(1 + 8, SLOW)
}

/// The sign and most of the exponent; then, by the lowest bits of these, the
/// upper bits of the mantissa. Its other bits are noise.
fn code_float(coder: &mut impl Coder, models: &mut Models, [a, b, c, d]: [u8; 4]) -> [u8; 4] {
    let d = models.byte(coder, 0, d);
    let c = models.byte(coder, 1 + usize::from(d % 8), c);
    [coder.plain(8, a), coder.plain(8, b), c, d]
}

/// Rows with a factor each. Numbers that belong together are coded one behind
/// the other: along rows, or along columns if there are but a few rows, as
/// with the tone's own numbers of each word.
fn matrix(coder: &mut impl Coder, rows: usize, data: &mut [u8]) {
    /// As many numbers at most belong to a word.
    const FEW: usize = 16;
    let (factors, whole) = data.split_at_mut(rows * 4);
    if whole.is_empty() {
        floats(coder, factors);
    } else if rows <= FEW && whole.len() / rows > FEW * FEW {
        floats(coder, factors);
        along_columns(coder, rows, whole);
    } else {
        along_rows(coder, factors, whole);
    }
}

/// A number is foretold by its row's factor and by the size of those above it.
/// A row may be the same as an earlier one: half of the word vectors are.
fn along_rows(coder: &mut impl Coder, factors: &mut [u8], whole: &mut [u8]) {
    let rows = factors.len() / 4;
    let columns = whole.len() / rows;
    let twins = coder.twins(factors, whole);
    let mut links = Links::new();
    let mut float_models = float_models();
    let mut values = Values::new(coder, whole, SYMBOLS * SYMBOLS);
    let mut sizes = vec![Size::new(); columns];
    for row in 0..rows {
        let (above, below) = whole.split_at_mut(row * columns);
        let (factors_above, factors_below) = factors.split_at_mut(row * 4);
        let (Some(factor), Some(row)) = (factors_below.first_chunk_mut(), below.get_mut(..columns)) else {
            return;
        };
        let twin = links.code(coder, twins.get(factors_above.len() / 4).copied().flatten());
        let rows_above = factors_above.as_chunks().0.iter().zip(above.chunks_exact(columns));
        if let Some((same_factor, same)) = twin.and_then(|twin| rows_above.clone().nth(twin.into())) {
            *factor = *same_factor;
            row.copy_from_slice(same);
        } else {
            *factor = code_float(coder, &mut float_models, *factor);
            // Four steps from one power of two to the next; a row varies less than 16 steps.
            let scale = (u32::from_le_bytes(*factor) >> 21) as usize % SYMBOLS;
            code_row(coder, &mut values, scale, &mut sizes, row);
        }
    }
}

/// On its own, because a browser begins to run a function's optimized code when it is called again.
#[inline(never)]
fn code_row(coder: &mut impl Coder, values: &mut Values, scale: usize, sizes: &mut [Size], row: &mut [u8]) {
    for (value, size) in row.iter_mut().zip(sizes) {
        *value = values.code(coder, scale * SYMBOLS + size.step(), *value);
        size.see(*value);
    }
}

/// A number is foretold by those of the same column: their size, and the last.
fn along_columns(coder: &mut impl Coder, rows: usize, whole: &mut [u8]) {
    let columns = whole.len() / rows;
    let mut values = Values::new(coder, whole, SYMBOLS * SYMBOLS);
    for column in 0..columns {
        let mut size = Size::new();
        let mut last = 0;
        for value in whole[column..].iter_mut().step_by(columns) {
            *value = values.code(coder, size.step() * SYMBOLS + last, *value);
            size.see(*value);
            last = usize::from(magnitude(*value)).min(SYMBOLS - 1);
        }
    }
}

/// Earlier rows that are the same.
struct Links {
    are_there: Models,
    rows: Models,
    last: u8,
}

impl Links {
    fn new() -> Self {
        Links { are_there: Models::new(2, SLOW), rows: Models::for_bytes(2, SLOW), last: 0 }
    }

    fn code(&mut self, coder: &mut impl Coder, row: Option<u16>) -> Option<u16> {
        self.last = self.are_there.symbol(coder, self.last.into(), row.is_some().into()).min(1);
        (self.last == 1).then(|| number(coder, &mut self.rows, 0, row.unwrap_or(0)))
    }
}

/// A running mean of magnitudes.
#[derive(Clone, Copy)]
struct Size {
    /// Times [`Size::UNIT`].
    mean: u32,
}

impl Size {
    const UNIT: u32 = 64;

    fn new() -> Self {
        Size { mean: Self::UNIT }
    }

    /// The mean's power of two, below [`SYMBOLS`].
    #[inline]
    fn step(self) -> usize {
        (u32::BITS - self.mean.leading_zeros()) as usize % SYMBOLS
    }

    #[inline]
    fn see(&mut self, value: u8) {
        self.mean = self.mean - self.mean / 16 + u32::from(magnitude(value)) * Self::UNIT / 16;
    }
}

/// Of a whole number with sign.
fn magnitude(value: u8) -> u8 {
    value.cast_signed().unsigned_abs()
}

/// Whole numbers with sign: one symbol each if none is above 7; else their
/// magnitudes, and signs as plain bits.
struct Values {
    are_small: bool,
    models: Models,
    /// For the rest of magnitudes that one symbol does not hold.
    rests: Models,
}

impl Values {
    const SMALL: u8 = 7;
    /// Of −128.
    const GREATEST: u8 = 128;

    fn new(coder: &mut impl Coder, values: &[u8], kinds: usize) -> Self {
        let are_small = values.iter().all(|&value| magnitude(value) <= Self::SMALL);
        let are_small = coder.plain(1, are_small.into()) == 1;
        Values { are_small, models: Models::new(kinds, SLOW), rests: Models::new(1, SLOW) }
    }

    #[inline]
    fn code(&mut self, coder: &mut impl Coder, kind: usize, value: u8) -> u8 {
        if self.are_small {
            // All but the greatest symbol, with zero in the middle.
            let symbol = self.models.symbol(coder, kind, value.wrapping_add(Self::SMALL) % SYMBOLS as u8);
            return symbol.wrapping_sub(Self::SMALL);
        }
        let magnitude = self.magnitude(coder, kind, magnitude(value));
        let negative = coder.plain(u32::from(magnitude != 0), value >> 7);
        (magnitude ^ negative.wrapping_neg()).wrapping_add(negative)
    }

    #[inline]
    fn magnitude(&mut self, coder: &mut impl Coder, kind: usize, magnitude: u8) -> u8 {
        let mut part = self.models.symbol(coder, kind, magnitude.min(MORE));
        let mut sum = part;
        while part == MORE && sum < Self::GREATEST {
            part = self.rests.symbol(coder, 0, magnitude.saturating_sub(sum).min(MORE));
            sum += part;
        }
        sum
    }
}

/// Whole numbers of 16 bits. Nearly all are 0, or one more than the largest so
/// far, or the same as the last.
fn numbers(coder: &mut impl Coder, data: &mut [u8]) {
    /// None of these.
    const OTHER: usize = 3;
    let mut kinds = Models::new(SYMBOLS, LESS_SLOW);
    let mut others = Models::for_bytes(2, LESS_SLOW);
    let (mut largest, mut last, mut kind) = (0_u16, 0_u16, 0);
    for pair in data.as_chunks_mut().0 {
        let value = u16::from_le_bytes(*pair);
        let expected = [0, largest.wrapping_add(1), last];
        let found = expected.iter().position(|&expected| expected == value).unwrap_or(OTHER);
        kind = kinds.symbol(coder, kind, found as u8).into();
        last = expected.get(kind).copied().unwrap_or_else(|| number(coder, &mut others, 0, value));
        largest = largest.max(last);
        *pair = last.to_le_bytes();
    }
}

/// A whole number of 16 bits: its upper byte at a kind of places, its lower at the next.
fn number(coder: &mut impl Coder, models: &mut Models, kind: usize, number: u16) -> u16 {
    let [lower, upper] = number.to_le_bytes();
    let upper = models.byte(coder, kind, upper);
    u16::from_le_bytes([models.byte(coder, kind + 1, lower), upper])
}

/// Lines: how much of its beginning a line shares with the one before, then
/// letters, each foretold by two before it and by three.
fn text(coder: &mut impl Coder, text: &mut [u8]) {
    let mut beginnings = Models::new(SYMBOLS + 1, LESS_SLOW);
    let mut letters = Models::for_bytes(1 << PLACE_BITS, LESS_SLOW);
    let (mut before, mut start, mut last) = (0..0, 0, 0);
    while start < text.len() {
        let found = text[start..].iter().zip(&text[before.clone()]).take_while(|(a, b)| a == b).count();
        let shared = share(coder, &mut beginnings, last, found, before.len()).min(text.len() - start);
        text.copy_within(before.start..before.start + shared, start);
        // The first letter behind the shared ones is another than here, in order a later one.
        let other = text[before].get(shared).copied().unwrap_or(0);
        let end = line(coder, &mut letters, text, start, start + shared, other);
        last = shared.min(SYMBOLS - 1);
        before = start..end;
        start = end;
    }
}

/// How much is shared of a line of some size, behind one that shared `last`.
fn share(coder: &mut impl Coder, models: &mut Models, last: usize, found: usize, size: usize) -> usize {
    let more = |sum: usize| found.saturating_sub(sum).min(MORE.into()) as u8;
    let mut part = models.symbol(coder, last, more(0));
    let mut sum = usize::from(part);
    while part == MORE && sum < size {
        part = models.symbol(coder, SYMBOLS, more(sum));
        sum += usize::from(part);
    }
    sum.min(size)
}

/// Codes a line that starts somewhere from some place on; returns its end.
fn line(
    coder: &mut impl Coder,
    models: &mut Models,
    text: &mut [u8],
    start: usize,
    from: usize,
    other: u8,
) -> usize {
    let mut first = Some(other);
    for at in from..text.len() {
        let before = |count: usize| if at >= start + count { text[at - count] } else { 0 };
        let kinds = match first.take() {
            Some(other) => [place(2, [other, before(1), 0]), place(3, [other, 0, 0])],
            None => [place(0, [before(1), before(2), 0]), place(1, [before(1), before(2), before(3)])],
        };
        text[at] = models.byte_of_two(coder, kinds, text[at]);
        if text[at] == b'\n' {
            return at + 1;
        }
    }
    text.len()
}

/// Twice as many take 1 % less of the vocabulary, and the browser as much longer.
const PLACE_BITS: u32 = 12;

/// The kind of a place with these letters around: a hash; few meet by chance.
fn place(order: u8, [a, b, c]: [u8; 3]) -> usize {
    /// 2³² divided by the golden ratio (Knuth).
    const SPREAD: u32 = 0x9E37_79B1;
    (u32::from_le_bytes([a, b, c, order]).wrapping_mul(SPREAD) >> (u32::BITS - PLACE_BITS)) as usize
}
