//! Entropy coding: models that learn the frequencies of symbols, and a coder
//! that spends few bits on frequent symbols and more on rare ones.
//!
//! The coder is an asymmetric numeral system (Duda, arXiv:1311.2540) in the
//! form of Giesen's `rans_word`: its state has 32 bits and is refilled with 16
//! at a time. Symbols alternate between two states, so that a processor can
//! work on two symbols at once.
//!
//! A model holds the frequencies of 16 symbols as cumulative sums: where each
//! symbol's range begins. One comparison of 16 numbers then finds a symbol, and
//! one step of the sums towards a target learns it (Giesen, "Models for
//! adaptive arithmetic coding").

#[cfg(not(target_arch = "wasm32"))]
use std::collections::HashMap;

/// Number of different symbols: a symbol is half a byte.
pub(super) const SYMBOLS: usize = 16;
/// The frequencies of a model add up to 2 to the power of this.
const BITS: u32 = 15;
/// The sum of a model's frequencies.
const WHOLE: u16 = 1 << BITS;
/// The lowest frequency, which a symbol that has not occurred yet can have: every
/// symbol must stay possible.
const LEAST: i16 = 2;
/// The most that one symbol can have beyond the [`LEAST`] that each has.
const REST: i16 = i16::MAX - (LEAST << 4) + 1;
/// A state below this is refilled with 16 bits.
const LOWEST: u32 = 1 << 16;

/// Where the range of each symbol begins in 0 to [`WHOLE`]: cumulative frequencies.
type Starts = [i16; SYMBOLS];

/// For each symbol, the starts of a model in which it is as frequent as possible.
fn targets() -> [Starts; SYMBOLS] {
    std::array::from_fn(|symbol| {
        let mut target = [0; SYMBOLS];
        for (index, (order, start)) in (0..).zip(&mut target).enumerate() {
            *start = order * LEAST + if index > symbol { REST } else { 0 };
        }
        target
    })
}

/// An encoder or a decoder.
///
/// An encoder writes the value that it is given and returns it. A decoder
/// ignores the value that it is given and returns the one that it reads.
pub(super) trait Coder {
    /// Codes a symbol with the frequencies of a model.
    fn symbol(&mut self, starts: &Starts, symbol: u8) -> u8;

    /// Codes up to 8 bits as they are, for values that no model can predict.
    fn plain(&mut self, count: u32, bits: u8) -> u8;

    /// For each row of a matrix, the index of the first identical row if that is an
    /// earlier one. A row is identical if its factor is, too. A decoder returns an
    /// empty list: it has to read the indices.
    fn twins(&self, factors: &[u8], rows: &[u8]) -> Vec<Option<u16>>;
}

/// The frequencies of symbols in one context.
#[derive(Clone)]
struct Model {
    starts: Starts,
    /// How many symbols it has learned, 255 at most.
    learned: u8,
}

impl Model {
    /// A model in which all symbols have the same frequency.
    fn new() -> Self {
        let mut starts = [0; SYMBOLS];
        for (index, start) in (0..).zip(&mut starts) {
            *start = index << (BITS - 4);
        }
        Model { starts, learned: 0 }
    }

    /// Moves the model towards a symbol that has occurred. The first symbols move it
    /// the most; later ones by 2 to the power of −`slowest` of the distance.
    #[inline]
    fn learn(&mut self, targets: &[Starts; SYMBOLS], symbol: u8, slowest: u32) {
        let rate = (1 + u8::BITS - self.learned.leading_zeros()).min(slowest);
        self.learned = self.learned.saturating_add(1);
        for (start, target) in self.starts.iter_mut().zip(targets[usize::from(symbol)]) {
            *start += (target - *start) >> rate;
        }
    }
}

/// Models, one for each context. A context is a number.
pub(super) struct Models {
    by_context: Vec<Model>,
    /// The result of [`targets`]. As a constant it would be inlined number by number.
    targets: [Starts; SYMBOLS],
    /// The learning rate falls to 2 to the power of minus this.
    slowest: u32,
}

/// Number of models per context of bytes: one for the upper half of a byte, and one for
/// its lower half after each value of the upper half.
const MODELS_PER_BYTE: usize = 1 + SYMBOLS;

impl Models {
    /// Models for symbols in `contexts` contexts.
    pub(super) fn new(contexts: usize, slowest: u32) -> Self {
        Models { by_context: vec![Model::new(); contexts], targets: targets(), slowest }
    }

    /// Models for bytes in `contexts` contexts.
    pub(super) fn for_bytes(contexts: usize, slowest: u32) -> Self {
        Self::new(contexts * MODELS_PER_BYTE, slowest)
    }

    /// Codes a symbol. Not inlined: a browser optimizes a small function sooner.
    #[inline(never)]
    pub(super) fn symbol(&mut self, coder: &mut impl Coder, context: usize, symbol: u8) -> u8 {
        let model = &mut self.by_context[context];
        let symbol = coder.symbol(&model.starts, symbol);
        model.learn(&self.targets, symbol, self.slowest);
        symbol
    }

    /// Codes a symbol with the mean of the frequencies in two contexts.
    #[inline(never)]
    fn symbol_of_two(&mut self, coder: &mut impl Coder, contexts: [usize; 2], symbol: u8) -> u8 {
        let [one, other] = contexts.map(|context| &self.by_context[context].starts);
        let mean = |index: usize| i32::midpoint(one[index].into(), other[index].into()) as i16;
        let symbol = coder.symbol(&std::array::from_fn(mean), symbol);
        for context in contexts {
            self.by_context[context].learn(&self.targets, symbol, self.slowest);
        }
        symbol
    }

    /// Codes a byte.
    pub(super) fn byte(&mut self, coder: &mut impl Coder, context: usize, byte: u8) -> u8 {
        let base = context * MODELS_PER_BYTE;
        let upper = self.symbol(coder, base, byte >> 4);
        upper << 4 | self.symbol(coder, base + 1 + usize::from(upper), byte & 15)
    }

    /// Codes a byte with the mean of the frequencies in two contexts.
    pub(super) fn byte_of_two(&mut self, coder: &mut impl Coder, contexts: [usize; 2], byte: u8) -> u8 {
        let bases = contexts.map(|context| context * MODELS_PER_BYTE);
        let upper = self.symbol_of_two(coder, bases, byte >> 4);
        upper << 4 | self.symbol_of_two(coder, bases.map(|base| base + 1 + usize::from(upper)), byte & 15)
    }
}

/// Reads what an encoder wrote. After the end of the data it reads zeros.
pub(super) struct Decoder<'a> {
    plain: &'a [u8],
    /// How many plain bits have been read.
    plain_at: usize,
    symbols: &'a [u8],
    /// How many bytes of `symbols` have been read.
    at: usize,
    /// The state for the next symbol comes first.
    states: [u32; 2],
}

impl<'a> Decoder<'a> {
    pub(super) fn new(plain: &'a [u8], symbols: &'a [u8]) -> Self {
        let mut decoder = Decoder { plain, plain_at: 0, symbols, at: 0, states: [0; 2] };
        decoder.states = std::array::from_fn(|_| {
            let upper = decoder.next() << 16;
            decoder.at += 2;
            let lower = decoder.next();
            decoder.at += 2;
            upper | lower
        });
        decoder
    }

    /// Whether all data has been read and the states are those that an encoder starts from,
    /// as they are after an undamaged file.
    pub(super) fn is_at_end(&self) -> bool {
        self.states == [LOWEST; 2]
            && self.at == self.symbols.len()
            && self.plain_at.div_ceil(8) == self.plain.len()
    }

    /// The next 16 bits.
    #[inline]
    fn next(&self) -> u32 {
        let two = self.symbols.get(self.at..).and_then(|rest| rest.first_chunk());
        two.map_or(0, |two| u16::from_le_bytes(*two).into())
    }
}

impl Coder for Decoder<'_> {
    #[inline]
    fn symbol(&mut self, starts: &Starts, _: u8) -> u8 {
        let [state, other] = self.states;
        let place = state as u16 & (WHOLE - 1);
        let symbol = (begun(starts, place.cast_signed()) as usize).wrapping_sub(1) % SYMBOLS;
        let (start, frequency) = span(starts, symbol);
        let state = u32::from(frequency) * (state >> BITS) + u32::from(place) - u32::from(start);
        // Without a branch, because the processor could not predict it.
        let is_low = state < LOWEST;
        let filled = state << 16 | self.next();
        self.at += usize::from(is_low) * 2;
        self.states = [other, if is_low { filled } else { state }];
        symbol as u8
    }

    #[inline]
    fn plain(&mut self, count: u32, _: u8) -> u8 {
        let byte = |at: usize| u16::from(self.plain.get(at).copied().unwrap_or(0));
        let at = self.plain_at / 8;
        let bits = (byte(at) | byte(at + 1) << 8) >> (self.plain_at % 8);
        self.plain_at += count as usize;
        (bits & ((1 << count) - 1)) as u8
    }

    fn twins(&self, _: &[u8], _: &[u8]) -> Vec<Option<u16>> {
        Vec::new()
    }
}

/// How many symbols have a range that begins at or before `place`.
#[cfg(target_arch = "wasm32")]
#[inline]
fn begun(starts: &Starts, place: i16) -> u32 {
    use std::arch::wasm32::{i8x16_bitmask, i8x16_narrow_i16x8, i16x8, i16x8_le, i16x8_splat};

    let place = i16x8_splat(place);
    // The compiler turns each call into one load.
    let eight = |s: &[i16; SYMBOLS], from: usize| {
        let s: [i16; 8] = std::array::from_fn(|index| s[from + index]);
        i16x8(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7])
    };
    let (lower, upper) = (i16x8_le(eight(starts, 0), place), i16x8_le(eight(starts, 8), place));
    i8x16_bitmask(i8x16_narrow_i16x8(lower, upper)).count_ones()
}

#[cfg(not(target_arch = "wasm32"))]
fn begun(starts: &Starts, place: i16) -> u32 {
    starts.iter().map(|&start| u32::from(start <= place)).sum()
}

/// Where the range of a symbol begins, and its frequency.
#[inline]
fn span(starts: &Starts, symbol: usize) -> (u16, u16) {
    let start = starts[symbol].cast_unsigned();
    let end = if symbol == SYMBOLS - 1 { WHOLE } else { starts[symbol + 1].cast_unsigned() };
    (start, end - start)
}

/// Collects symbols until the end, because they have to be written in reverse order.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Default)]
pub(super) struct Encoder {
    /// The [`span`] of each symbol.
    spans: Vec<(u16, u16)>,
    plain: Vec<u8>,
    plain_bits: usize,
}

#[cfg(not(target_arch = "wasm32"))]
impl Encoder {
    /// The coded data: the plain bits and the symbols.
    pub(super) fn finish(self) -> (Vec<u8>, Vec<u8>) {
        let mut states = [LOWEST; 2];
        let mut words = Vec::new();
        for (at, &(start, frequency)) in self.spans.iter().enumerate().rev() {
            let (state, frequency) = (&mut states[at % 2], u32::from(frequency));
            if u64::from(*state) >= u64::from(frequency) << (32 - BITS) {
                words.push(*state as u16);
                *state >>= 16;
            }
            *state = ((*state / frequency) << BITS) + *state % frequency + u32::from(start);
        }
        for state in states.into_iter().rev() {
            words.extend([state as u16, (state >> 16) as u16]);
        }
        (self.plain, words.into_iter().rev().flat_map(u16::to_le_bytes).collect())
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Coder for Encoder {
    fn symbol(&mut self, starts: &Starts, symbol: u8) -> u8 {
        self.spans.push(span(starts, symbol.into()));
        symbol
    }

    fn plain(&mut self, count: u32, bits: u8) -> u8 {
        for bit in 0..count {
            if self.plain_bits.is_multiple_of(8) {
                self.plain.push(0);
            }
            let last = self.plain.last_mut().expect("a byte was pushed for the bit");
            *last |= (bits >> bit & 1) << (self.plain_bits % 8);
            self.plain_bits += 1;
        }
        bits
    }

    fn twins(&self, factors: &[u8], rows: &[u8]) -> Vec<Option<u16>> {
        let columns = rows.len() / (factors.len() / 4);
        let mut firsts = HashMap::new();
        let rows = factors.chunks_exact(4).zip(rows.chunks_exact(columns));
        let twin = |(at, row)| Some(*firsts.entry(row).or_insert(at)).filter(|&first| first < at);
        rows.enumerate().map(twin).map(|twin| u16::try_from(twin?).ok()).collect()
    }
}
