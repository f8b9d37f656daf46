//! The walk through a file: in which context each of its values is coded.

use super::coder::{Coder, Models, SYMBOLS};
use super::{Content, ENDS_EARLY, Error};

/// Final learning rate of models of weights: 2 to the power of −7. Weights are
/// distributed alike throughout an array (on the project's weights, 7 packs 1 %
/// smaller than 6).
const SLOW: u32 = 7;
/// Final learning rate of models of letters: 2 to the power of −6. Each of these models
/// codes few symbols.
const LESS_SLOW: u32 = 6;
/// The symbol after which more of the same number follows.
const MORE: u8 = SYMBOLS as u8 - 1;

/// Codes a whole file.
pub(super) fn file(coder: &mut impl Coder, content: Content, file: &mut [u8]) -> Result<(), Error> {
    match content {
        Content::Weights => weights(coder, file)?,
        Content::Text => text(coder, file),
    }
    Ok(())
}

/// Codes a weight file.
fn weights(coder: &mut impl Coder, file: &mut [u8]) -> Result<(), Error> {
    /// Length in bytes of `WHOSAID`, the version and the checksum.
    const HEAD: usize = 12;
    let mut heads = Models::for_bytes(1, LESS_SLOW);
    let (head, mut rest) = file.split_at_mut_checked(HEAD).ok_or(ENDS_EARLY)?;
    bytes(coder, &mut heads, head);
    while !rest.is_empty() {
        let (name_size, after) = rest.split_at_mut(1);
        bytes(coder, &mut heads, name_size);
        let (head, after) = after.split_at_mut_checked(usize::from(name_size[0]) + 9).ok_or(ENDS_EARLY)?;
        bytes(coder, &mut heads, head);
        let shape = head.last_chunk().ok_or(ENDS_EARLY)?;
        rest = array(coder, *shape, after)?;
    }
    Ok(())
}

fn bytes(coder: &mut impl Coder, models: &mut Models, bytes: &mut [u8]) {
    for byte in bytes {
        *byte = models.byte(coder, 0, *byte);
    }
}

/// How many bytes the data of an array take.
pub(crate) fn size(kind: u8, rows: usize, columns: usize) -> Result<usize, Error> {
    Ok(match kind {
        0 => rows.saturating_mul(columns).saturating_mul(4),
        1 => rows.saturating_mul(columns.saturating_add(4)),
        2 => rows.saturating_mul(columns).saturating_mul(2),
        3 => columns,
        _ => return Err("the file has an array of an unknown kind"),
    })
}

/// Codes the numbers of an array; returns the rest of the file after it.
///
/// `shape` is the array's kind (1 byte), its rows and its columns (4 bytes each).
fn array<'a>(coder: &mut impl Coder, shape: [u8; 9], file: &'a mut [u8]) -> Result<&'a mut [u8], Error> {
    let [kind, shape @ ..] = shape;
    let shape = u64::from_le_bytes(shape);
    let (rows, columns) = ((shape as u32) as usize, (shape >> 32) as usize);
    let size = size(kind, rows, columns)?;
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

/// Codes a little-endian 32-bit float. Its highest byte (the sign and most of the
/// exponent) is predicted; so is the next, by the three lowest bits of the
/// highest. The other bits of the mantissa are noise.
fn code_float(coder: &mut impl Coder, models: &mut Models, [a, b, c, d]: [u8; 4]) -> [u8; 4] {
    let d = models.byte(coder, 0, d);
    let c = models.byte(coder, 1 + usize::from(d % 8), c);
    [coder.plain(8, a), coder.plain(8, b), c, d]
}

/// Codes a matrix of rows with a factor each.
///
/// Numbers that belong together are coded one after the other: along rows, or
/// along columns if there are few rows and many columns. The tone network's own
/// vectors of words are such a matrix: each column is a word.
fn matrix(coder: &mut impl Coder, rows: usize, data: &mut [u8]) {
    /// The most rows that a matrix coded along columns has.
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

/// The context of a number is its row's factor and the mean size of the numbers
/// above it. For a row that is identical to an earlier one, as half of the word
/// vectors are, only the index of that row is coded.
fn along_rows(coder: &mut impl Coder, factors: &mut [u8], whole: &mut [u8]) {
    let rows = factors.len() / 4;
    let columns = whole.len() / rows;
    let twins = coder.twins(factors, whole);
    let mut repeats = Repeats::new();
    let mut float_models = float_models();
    let mut values = Values::new(coder, whole, SYMBOLS * SYMBOLS);
    let mut sizes = vec![Size::new(); columns];
    for row in 0..rows {
        let (above, below) = whole.split_at_mut(row * columns);
        let (factors_above, factors_below) = factors.split_at_mut(row * 4);
        let (Some(factor), Some(row)) = (factors_below.first_chunk_mut(), below.get_mut(..columns)) else {
            return;
        };
        let twin = repeats.code(coder, twins.get(factors_above.len() / 4).copied().flatten());
        let rows_above = factors_above.as_chunks().0.iter().zip(above.chunks_exact(columns));
        if let Some((same_factor, same)) = twin.and_then(|twin| rows_above.clone().nth(twin.into())) {
            *factor = *same_factor;
            row.copy_from_slice(same);
        } else {
            *factor = code_float(coder, &mut float_models, *factor);
            // A step is a quarter of the way from one power of two to the next. The factors of
            // a table vary by less than 16 steps.
            let scale = (u32::from_le_bytes(*factor) >> 21) as usize % SYMBOLS;
            code_row(coder, &mut values, scale, &mut sizes, row);
        }
    }
}

/// A function of its own, because a browser switches to the optimized code of a function
/// when it is next called.
#[inline(never)]
fn code_row(coder: &mut impl Coder, values: &mut Values, scale: usize, sizes: &mut [Size], row: &mut [u8]) {
    for (value, size) in row.iter_mut().zip(sizes) {
        *value = values.code(coder, scale * SYMBOLS + size.step(), *value);
        size.add(*value);
    }
}

/// The context of a number is the mean size of the numbers above it in its column, and
/// the size of the last of them.
fn along_columns(coder: &mut impl Coder, rows: usize, whole: &mut [u8]) {
    let columns = whole.len() / rows;
    let mut values = Values::new(coder, whole, SYMBOLS * SYMBOLS);
    for column in 0..columns {
        let mut size = Size::new();
        let mut last = 0;
        for value in whole[column..].iter_mut().step_by(columns) {
            *value = values.code(coder, size.step() * SYMBOLS + last, *value);
            size.add(*value);
            last = usize::from(magnitude(*value)).min(SYMBOLS - 1);
        }
    }
}

/// Codes which rows are identical to an earlier one, and to which.
struct Repeats {
    is_repeat: Models,
    rows: Models,
    /// 1 if the last row was a repeat, else 0.
    last: u8,
}

impl Repeats {
    fn new() -> Self {
        Repeats { is_repeat: Models::new(2, SLOW), rows: Models::for_bytes(2, SLOW), last: 0 }
    }

    fn code(&mut self, coder: &mut impl Coder, row: Option<u16>) -> Option<u16> {
        self.last = self.is_repeat.symbol(coder, self.last.into(), row.is_some().into()).min(1);
        (self.last == 1).then(|| number(coder, &mut self.rows, 0, row.unwrap_or(0)))
    }
}

/// A running mean of magnitudes.
#[derive(Clone, Copy)]
struct Size {
    /// The mean, times [`Size::UNIT`].
    mean: u32,
}

impl Size {
    /// Resolution of the mean.
    const UNIT: u32 = 64;

    fn new() -> Self {
        Size { mean: Self::UNIT }
    }

    /// The magnitude of the mean as a power of two, below [`SYMBOLS`].
    #[inline]
    fn step(self) -> usize {
        (u32::BITS - self.mean.leading_zeros()) as usize % SYMBOLS
    }

    /// Takes a value into the mean, with a weight of one sixteenth.
    #[inline]
    fn add(&mut self, value: u8) {
        self.mean = self.mean - self.mean / 16 + u32::from(magnitude(value)) * Self::UNIT / 16;
    }
}

/// The absolute value of a signed byte.
fn magnitude(value: u8) -> u8 {
    value.cast_signed().unsigned_abs()
}

/// Codes signed bytes. If none is beyond ±7, each is one symbol; else their magnitudes
/// are symbols and their signs plain bits.
struct Values {
    are_small: bool,
    models: Models,
    /// For what remains of magnitudes that are too large for one symbol.
    rests: Models,
}

impl Values {
    /// The largest magnitude of values that are one symbol each.
    const SMALL: u8 = 7;
    /// The magnitude of −128.
    const GREATEST: u8 = 128;

    fn new(coder: &mut impl Coder, values: &[u8], contexts: usize) -> Self {
        let are_small = values.iter().all(|&value| magnitude(value) <= Self::SMALL);
        let are_small = coder.plain(1, are_small.into()) == 1;
        Values { are_small, models: Models::new(contexts, SLOW), rests: Models::new(1, SLOW) }
    }

    #[inline]
    fn code(&mut self, coder: &mut impl Coder, context: usize, value: u8) -> u8 {
        if self.are_small {
            // −7 to 7 as symbols 0 to 14.
            let symbol = self.models.symbol(coder, context, value.wrapping_add(Self::SMALL) % SYMBOLS as u8);
            return symbol.wrapping_sub(Self::SMALL);
        }
        let magnitude = self.magnitude(coder, context, magnitude(value));
        let negative = coder.plain(u32::from(magnitude != 0), value >> 7);
        (magnitude ^ negative.wrapping_neg()).wrapping_add(negative)
    }

    #[inline]
    fn magnitude(&mut self, coder: &mut impl Coder, context: usize, magnitude: u8) -> u8 {
        let mut part = self.models.symbol(coder, context, magnitude.min(MORE));
        let mut sum = part;
        while part == MORE && sum < Self::GREATEST {
            part = self.rests.symbol(coder, 0, magnitude.saturating_sub(sum).min(MORE));
            sum += part;
        }
        sum
    }
}

/// Codes whole numbers of 16 bits. Nearly all are 0, or one more than the largest so
/// far, or equal to the last.
fn numbers(coder: &mut impl Coder, data: &mut [u8]) {
    /// The symbol of a number that is none of these.
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

/// Codes a whole number of 16 bits: the upper byte in `context`, the lower in the next one.
fn number(coder: &mut impl Coder, models: &mut Models, context: usize, number: u16) -> u16 {
    let [lower, upper] = number.to_le_bytes();
    let upper = models.byte(coder, context, upper);
    u16::from_le_bytes([models.byte(coder, context + 1, lower), upper])
}

/// Codes lines. For each line comes the length of the prefix that it shares with the
/// line before, then the rest byte by byte. The contexts of a byte are the two bytes
/// before it and the three bytes before it.
fn text(coder: &mut impl Coder, text: &mut [u8]) {
    let mut prefixes = Models::new(SYMBOLS + 1, LESS_SLOW);
    let mut letters = Models::for_bytes(1 << CONTEXT_BITS, LESS_SLOW);
    let (mut before, mut start, mut last) = (0..0, 0, 0);
    while start < text.len() {
        let found = text[start..].iter().zip(&text[before.clone()]).take_while(|(a, b)| a == b).count();
        let shared = shared_prefix(coder, &mut prefixes, last, found, before.len()).min(text.len() - start);
        text.copy_within(before.start..before.start + shared, start);
        // The byte of the line before at which this line differs: in sorted lines, the lesser one.
        let other = text[before].get(shared).copied().unwrap_or(0);
        let end = line(coder, &mut letters, text, start, start + shared, other);
        last = shared.min(SYMBOLS - 1);
        before = start..end;
        start = end;
    }
}

/// Codes the length in bytes of the prefix that a line shares with the line before.
///
/// `size` is the length of the line before, and `last` the length that it shared with
/// its own predecessor, as a symbol; `found` is the length to be coded.
fn shared_prefix(
    coder: &mut impl Coder,
    models: &mut Models,
    last: usize,
    found: usize,
    size: usize,
) -> usize {
    let more = |sum: usize| found.saturating_sub(sum).min(MORE.into()) as u8;
    let mut part = models.symbol(coder, last, more(0));
    let mut sum = usize::from(part);
    while part == MORE && sum < size {
        part = models.symbol(coder, SYMBOLS, more(sum));
        sum += usize::from(part);
    }
    sum.min(size)
}

/// Codes the rest of a line that starts at `start`, from `from` on; returns its end.
///
/// `other` is the byte at which the line before goes on after the shared prefix.
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
        let contexts = match first.take() {
            Some(other) => [context(2, [other, before(1), 0]), context(3, [other, 0, 0])],
            None => [context(0, [before(1), before(2), 0]), context(1, [before(1), before(2), before(3)])],
        };
        text[at] = models.byte_of_two(coder, contexts, text[at]);
        if text[at] == b'\n' {
            return at + 1;
        }
    }
    text.len()
}

/// There are 2 to the power of this contexts of letters. Twice as many pack the
/// vocabulary 1 % smaller, but unpacking takes the browser longer by as much.
const CONTEXT_BITS: u32 = 12;

/// The context of a byte by up to three bytes near it: a hash, in which few contexts
/// collide. `order` keeps the four kinds of contexts apart.
fn context(order: u8, [a, b, c]: [u8; 3]) -> usize {
    /// 2³² divided by the golden ratio (Knuth).
    const SPREAD: u32 = 0x9E37_79B1;
    (u32::from_le_bytes([a, b, c, order]).wrapping_mul(SPREAD) >> (u32::BITS - CONTEXT_BITS)) as usize
}
