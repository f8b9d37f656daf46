//! Symbols in few bits: models that learn frequencies, and the coder that
//! spends as many bits on a symbol as its frequency deserves.
//!
//! The coder is an asymmetric numeral system (Duda, arXiv:1311.2540) in the
//! form of Giesen's `rans_word`: a state of 32 bits, 16 of which come in at
//! once. Symbols take turns between two states, so that a processor works on
//! two at the same time. A model holds the frequencies of 16 symbols as the
//! places where each begins, so that one comparison of 16 numbers finds a
//! symbol and one step towards its aim learns it (Giesen, "Models for adaptive
//! arithmetic coding").

#[cfg(not(target_arch = "wasm32"))]
use std::collections::HashMap;

pub(super) const SYMBOLS: usize = 16;
/// Frequencies add up to 2 to the power of this.
const BITS: u32 = 15;
const WHOLE: u16 = 1 << BITS;
/// The least frequency: a symbol never seen must be possible.
const LEAST: i16 = 2;
/// What a symbol has at most beside the [`LEAST`] of all.
const REST: i16 = i16::MAX - (LEAST << 4) + 1;
/// A state below takes 16 bits in.
const LOWEST: u32 = 1 << 16;

/// Where each symbol begins among [`WHOLE`] places.
type Starts = [i16; SYMBOLS];

/// Where each symbol begins if one, by which this is, is as frequent as can be.
fn aims() -> [Starts; SYMBOLS] {
    std::array::from_fn(|symbol| {
        let mut aim = [0; SYMBOLS];
        for (index, (order, start)) in (0..).zip(&mut aim).enumerate() {
            *start = order * LEAST + if index > symbol { REST } else { 0 };
        }
        aim
    })
}

/// What codes symbols. An encoder writes what it is given and returns it; a
/// decoder does not look at what it is given and returns what was written.
pub(super) trait Coder {
    fn symbol(&mut self, starts: &Starts, symbol: u8) -> u8;

    /// So many bits that no model could foretell, 8 at most.
    fn plain(&mut self, count: u32, bits: u8) -> u8;

    /// For each row, an earlier one that is the same. A decoder knows none.
    fn twins(&self, factors: &[u8], rows: &[u8]) -> Vec<Option<u16>>;
}

/// The frequencies of symbols at one kind of place.
#[derive(Clone)]
struct Model {
    starts: Starts,
    seen: u8,
}

impl Model {
    fn new() -> Self {
        let mut starts = [0; SYMBOLS];
        for (index, start) in (0..).zip(&mut starts) {
            *start = index << (BITS - 4);
        }
        Model { starts, seen: 0 }
    }

    /// The first symbols change a model the most, later ones by 2 to the power of −`slowest`.
    #[inline]
    fn learn(&mut self, aims: &[Starts; SYMBOLS], symbol: u8, slowest: u32) {
        let rate = (1 + u8::BITS - self.seen.leading_zeros()).min(slowest);
        self.seen = self.seen.saturating_add(1);
        for (start, aim) in self.starts.iter_mut().zip(aims[usize::from(symbol)]) {
            *start += (aim - *start) >> rate;
        }
    }
}

/// Models by the kinds of places, which are numbers.
pub(super) struct Models {
    by_kind: Vec<Model>,
    /// Of [`aims`]. Here and no constant, which the compiler would take apart.
    aims: [Starts; SYMBOLS],
    slowest: u32,
}

/// Models that a byte takes: one for its upper half, and for each of those one for its lower half.
const FOR_A_BYTE: usize = 1 + SYMBOLS;

impl Models {
    /// Models for symbols at so many kinds of places.
    pub(super) fn new(kinds: usize, slowest: u32) -> Self {
        Models { by_kind: vec![Model::new(); kinds], aims: aims(), slowest }
    }

    /// Models for bytes at so many kinds of places.
    pub(super) fn for_bytes(kinds: usize, slowest: u32) -> Self {
        Self::new(kinds * FOR_A_BYTE, slowest)
    }

    /// Alone, and so small: a browser optimizes it at once.
    #[inline(never)]
    pub(super) fn symbol(&mut self, coder: &mut impl Coder, kind: usize, symbol: u8) -> u8 {
        let model = &mut self.by_kind[kind];
        let symbol = coder.symbol(&model.starts, symbol);
        model.learn(&self.aims, symbol, self.slowest);
        symbol
    }

    /// As the mean of two models foretells it.
    #[inline(never)]
    fn symbol_of_two(&mut self, coder: &mut impl Coder, kinds: [usize; 2], symbol: u8) -> u8 {
        let [one, other] = kinds.map(|kind| &self.by_kind[kind].starts);
        let mean = |index: usize| i32::midpoint(one[index].into(), other[index].into()) as i16;
        let symbol = coder.symbol(&std::array::from_fn(mean), symbol);
        for kind in kinds {
            self.by_kind[kind].learn(&self.aims, symbol, self.slowest);
        }
        symbol
    }

    pub(super) fn byte(&mut self, coder: &mut impl Coder, kind: usize, byte: u8) -> u8 {
        let base = kind * FOR_A_BYTE;
        let upper = self.symbol(coder, base, byte >> 4);
        upper << 4 | self.symbol(coder, base + 1 + usize::from(upper), byte & 15)
    }

    /// As the mean of two kinds of places foretells it.
    pub(super) fn byte_of_two(&mut self, coder: &mut impl Coder, kinds: [usize; 2], byte: u8) -> u8 {
        let bases = kinds.map(|kind| kind * FOR_A_BYTE);
        let upper = self.symbol_of_two(coder, bases, byte >> 4);
        upper << 4 | self.symbol_of_two(coder, bases.map(|base| base + 1 + usize::from(upper)), byte & 15)
    }
}

/// Reads what [`Encoder`] wrote. Behind the end it reads zeros.
pub(super) struct Decoder<'a> {
    plain: &'a [u8],
    /// Plain bits that were read.
    plain_at: usize,
    symbols: &'a [u8],
    /// Bytes that were read.
    at: usize,
    /// The one whose turn it is goes first.
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

    /// Whether all was read, and the states are those that an encoder starts from.
    pub(super) fn is_at_end(&self) -> bool {
        self.states == [LOWEST; 2]
            && self.at == self.symbols.len()
            && self.plain_at.div_ceil(8) == self.plain.len()
    }

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
        // No branch: nobody could foretell it.
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

/// How many symbols begin at a place or before.
#[cfg(target_arch = "wasm32")]
#[inline]
fn begun(starts: &Starts, place: i16) -> u32 {
    use std::arch::wasm32::{i8x16_bitmask, i8x16_narrow_i16x8, i16x8, i16x8_le, i16x8_splat};

    let place = i16x8_splat(place);
    // The compiler makes one load of each.
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

/// Where a symbol begins, and its frequency.
#[inline]
fn span(starts: &Starts, symbol: usize) -> (u16, u16) {
    let start = starts[symbol].cast_unsigned();
    let end = if symbol == SYMBOLS - 1 { WHOLE } else { starts[symbol + 1].cast_unsigned() };
    (start, end - start)
}

/// Collects symbols, because this coder writes the last one first.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Default)]
pub(super) struct Encoder {
    spans: Vec<(u16, u16)>,
    plain: Vec<u8>,
    plain_bits: usize,
}

#[cfg(not(target_arch = "wasm32"))]
impl Encoder {
    /// The plain bits, and the symbols.
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
            let last = self.plain.last_mut().expect("there is room for the bit");
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
