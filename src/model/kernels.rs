//! Matrix products in whole numbers, the same on every machine.
//!
//! Weights and activations are small whole numbers, so sums are exact and their
//! order does not matter: SIMD of any width gives the same bits as a plain loop.
//! Floating point is used only for additions, multiplications, divisions and
//! square roots in a fixed order, which every machine rounds alike; the platform's
//! mathematical library is never called.

// The SIMD instructions that load and store vectors take pointers.
#![allow(unsafe_code)]

use std::array;
use std::ops::Range;

/// Number of outputs whose weights are stored together.
pub(super) const BLOCK: usize = 16;
/// Numbers that are computed together in floating point.
pub(super) const LANES: usize = 8;
/// Added to a vector's mean square before normalization, so that a vector of
/// zeros is not divided by zero.
const NORM_FLOOR: f32 = 1e-6;
/// Number of rows of activations that one pass over the weights multiplies.
const TILE: usize = 4;

/// A linear layer: quantized weights, with a factor and a bias per output.
///
/// The weights are packed in blocks of [`BLOCK`] outputs. Within a block they
/// are ordered by pair of inputs, then by output; the two weights of a pair are
/// adjacent.
#[derive(Debug)]
pub(super) struct Linear {
    inputs: usize,
    outputs: usize,
    packed: Vec<i16>,
    factors: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Makes a layer from one row of `inputs` weights, one factor and one bias per output.
    pub(super) fn new(inputs: usize, weights: &[i8], factors: Vec<f32>, bias: Vec<f32>) -> Self {
        let outputs = factors.len();
        assert_eq!(
            (weights.len(), bias.len()),
            (inputs * outputs, outputs),
            "one row, factor and bias per output"
        );
        let pairs = inputs.div_ceil(2);
        let mut packed = vec![0; outputs.next_multiple_of(BLOCK) * pairs * 2];
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let (block, lane) = (output / BLOCK, output % BLOCK);
            for (input, &weight) in row.iter().enumerate() {
                packed[((block * pairs + input / 2) * BLOCK + lane) * 2 + input % 2] = i16::from(weight);
            }
        }
        Linear { inputs, outputs, packed, factors, bias }
    }

    /// Numbers that enter, for all taps together.
    pub(super) fn inputs(&self) -> usize {
        self.inputs
    }

    /// Numbers that leave.
    pub(super) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Multiplies windows of activations with the weights, in whole numbers.
    ///
    /// Row `r` of the result is the product with what the taps take from `rows`
    /// around row `windows.start + r`, one after the other. A row of the result has
    /// [`Linear::padded`] numbers.
    fn multiply(&self, rows: &Rows, taps: &[Tap], windows: Range<usize>, out: &mut Vec<i32>) {
        let taken: usize = taps.iter().map(|tap| tap.columns().len()).sum();
        assert_eq!(taken, self.inputs.next_multiple_of(2), "the taps fill the inputs");
        assert!(
            taps.iter().all(|tap| tap.columns().len().is_multiple_of(2) && tap.end <= rows.width),
            "every tap takes pairs of columns that there are"
        );
        assert!(
            taps.iter().all(|tap| (tap.row + windows.end) * rows.width <= rows.values.len()),
            "every tap has its rows"
        );
        out.resize(windows.len() * self.padded(), 0);
        let job = Job { weights: &self.packed, rows, taps, first: windows.start, columns: self.padded() };
        job.run(out);
    }

    /// The number of outputs, rounded up to whole blocks.
    fn padded(&self) -> usize {
        self.outputs.next_multiple_of(BLOCK)
    }

    /// Applies the layer to windows of activations, as [`Linear::multiply`] takes
    /// them. The result, a row of one number per output for each window, is left in
    /// [`Products::mapped`].
    pub(super) fn apply(&self, rows: &Rows, taps: &[Tap], windows: Range<usize>, products: &mut Products) {
        self.multiply(rows, taps, windows.clone(), &mut products.whole);
        products.mapped.clear();
        for (row, scale) in products.whole.chunks_exact(self.padded()).zip(rows.scales(windows)) {
            extend_scaled(row, scale, &self.factors, &self.bias, &mut products.mapped);
        }
    }
}

/// What a window takes from one of its rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tap {
    /// The number of the row, counted from the window's first.
    pub(super) row: usize,
    /// The first of the columns that it takes.
    pub(super) start: usize,
    /// The column after the last one.
    pub(super) end: usize,
}

impl Tap {
    fn columns(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// Buffers for products. They are reused, because allocating them takes longer
/// than reading a short text.
#[derive(Debug, Default)]
pub(super) struct Products {
    whole: Vec<i32>,
    /// The result of the last [`Linear::apply`].
    pub(super) mapped: Vec<f32>,
}

/// Activations as whole numbers, in rows of equal width.
#[derive(Debug)]
pub(super) struct Rows {
    width: usize,
    values: Vec<i16>,
    scale: Scale,
}

/// The value of one step of an activation, which is a whole number of steps.
#[derive(Debug)]
enum Scale {
    /// The same in every row.
    Same(f32),
    /// One value per row.
    Each(Vec<f32>),
}

/// The largest activation, in steps.
///
/// In [`Rows::within`] it also bounds the Euclidean length of a row. The product
/// of a window of three rows of 128 with weights of at most 127 is therefore at
/// most √3 · 32,767 · √384 · 127, about 1.4 · 10⁸, and fits into 32 bits.
const LARGEST: f32 = 32_767.0;

impl Rows {
    /// Rows of `width` numbers, with `margin` rows of zeros before and after them.
    ///
    /// No number may be larger than `most`, either way. The result reuses the
    /// buffer `whole`.
    pub(super) fn within(
        values: &[f32],
        width: usize,
        most: f32,
        margin: usize,
        mut whole: Vec<i16>,
    ) -> Self {
        let (step, per_step) = (most / LARGEST, LARGEST / most);
        whole.clear();
        whole.resize(margin * width, 0);
        whole.extend(values.iter().map(|value| whole_number(value * per_step)));
        whole.resize(whole.len() + margin * width, 0);
        Rows { width, values: whole, scale: Scale::Same(step) }
    }

    /// Rows of `width` numbers, each scaled by its largest. An odd width is padded with a zero.
    pub(super) fn scaled(values: &[f32], width: usize) -> Self {
        let even = width.next_multiple_of(2);
        let (mut whole, mut steps) = (Vec::with_capacity(values.len()), Vec::new());
        for row in values.chunks_exact(width) {
            let most = row.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
            // Half of the range, so that a sum over 1,000 inputs fits into 32 bits.
            let per_step = LARGEST / 2.0 / most;
            whole.extend(row.iter().map(|value| whole_number(value * per_step)));
            whole.resize(whole.len() + even - width, 0);
            steps.push(most / (LARGEST / 2.0));
        }
        Rows { width: even, values: whole, scale: Scale::Each(steps) }
    }

    /// Gives up the rows and returns their buffer, to be reused.
    pub(super) fn into_buffer(self) -> Vec<i16> {
        self.values
    }

    /// Numbers in a row.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    fn scales(&self, rows: Range<usize>) -> Box<dyn Iterator<Item = f32> + '_> {
        match &self.scale {
            Scale::Same(scale) => Box::new(std::iter::repeat_n(*scale, rows.len())),
            Scale::Each(scales) => Box::new(scales[rows].iter().copied()),
        }
    }

    fn row(&self, index: usize) -> &[i16] {
        &self.values[index * self.width..(index + 1) * self.width]
    }
}

/// 1.5 · 2²³. The sum of this and a number within ±2²² holds the nearest whole
/// number in its last bits. Unlike a conversion, this takes the same few
/// instructions in every kind of SIMD.
const TO_WHOLE: f32 = 12_582_912.0;

/// Rounds a number within ±[`LARGEST`] to the nearest whole number.
fn whole_number(value: f32) -> i16 {
    (value + TO_WHOLE).to_bits() as i16
}

/// Running sums of [`TILE`] rows for one block of outputs.
type Sums = [[i32; BLOCK]; TILE];

/// One call of [`Linear::multiply`].
struct Job<'a> {
    weights: &'a [i16],
    rows: &'a Rows,
    taps: &'a [Tap],
    /// The number of the first window.
    first: usize,
    /// Outputs per row of the result, in whole blocks.
    columns: usize,
}

impl Job<'_> {
    fn run(&self, out: &mut [i32]) {
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            return unsafe { self.run_avx2(out) };
        }
        self.run_with(out, tile);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&self, out: &mut [i32]) {
        self.run_with(out, |weights, rows, sums| tile_avx2(weights, rows, sums));
    }

    #[expect(clippy::inline_always, reason = "must be compiled with the instruction set of its caller")]
    #[inline(always)]
    fn run_with(&self, out: &mut [i32], tile: impl Fn(&[i16], [&[i16]; TILE], &mut Sums)) {
        let count = out.len() / self.columns;
        let inputs: usize = self.taps.iter().map(|tap| tap.columns().len()).sum();
        for (block, weights) in self.weights.chunks_exact(inputs * BLOCK).enumerate() {
            for start in (0..count).step_by(TILE) {
                let (mut sums, mut rest) = ([[0; BLOCK]; TILE], weights);
                for tap in self.taps {
                    let columns = tap.columns();
                    let (weights, after) = rest.split_at(columns.len() * BLOCK);
                    let row = |row: usize| self.rows.row(self.first + (start + row).min(count - 1) + tap.row);
                    tile(weights, std::array::from_fn(|index| &row(index)[columns.clone()]), &mut sums);
                    rest = after;
                }
                for (row, sums) in (start..count).zip(&sums) {
                    out[row * self.columns + block * BLOCK..][..BLOCK].copy_from_slice(sums);
                }
            }
        }
    }
}

/// Adds to `sums` the products of some rows with the weights of one block and tap.
#[cfg(not(target_arch = "wasm32"))]
#[inline]
fn tile(weights: &[i16], rows: [&[i16]; TILE], sums: &mut Sums) {
    for (pair, weights) in weights.chunks_exact(2 * BLOCK).enumerate() {
        for (row, sums) in rows.iter().zip(sums.iter_mut()) {
            let (first, second) = (i32::from(row[2 * pair]), i32::from(row[2 * pair + 1]));
            for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(2)) {
                *sum += first * i32::from(weights[0]) + second * i32::from(weights[1]);
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn tile_avx2(weights: &[i16], rows: [&[i16]; TILE], sums: &mut Sums) {
    use std::arch::x86_64::{
        _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_storeu_si256,
    };
    const LANES: usize = 8;
    let pairs = weights.len() / (2 * BLOCK);
    assert!(rows.iter().all(|row| row.len() == 2 * pairs), "rows as long as the weights");
    // SAFETY: unaligned loads and stores of whole lanes inside the slices: the
    // weights hold `pairs` times 2 · BLOCK numbers, each row 2 · `pairs`.
    unsafe {
        let mut totals = [[_mm256_set1_epi32(0); BLOCK / LANES]; TILE];
        for (total, sum) in totals.iter_mut().zip(sums.iter()) {
            for (lane, total) in total.iter_mut().enumerate() {
                *total = _mm256_loadu_si256(sum[lane * LANES..].as_ptr().cast());
            }
        }
        for pair in 0..pairs {
            let at = weights.as_ptr().add(pair * 2 * BLOCK);
            let (low, high) = (_mm256_loadu_si256(at.cast()), _mm256_loadu_si256(at.add(BLOCK).cast()));
            for (row, total) in rows.iter().zip(&mut totals) {
                let both = _mm256_set1_epi32(row.as_ptr().add(2 * pair).cast::<i32>().read_unaligned());
                total[0] = _mm256_add_epi32(total[0], _mm256_madd_epi16(low, both));
                total[1] = _mm256_add_epi32(total[1], _mm256_madd_epi16(high, both));
            }
        }
        for (total, sum) in totals.iter().zip(sums.iter_mut()) {
            for (lane, total) in total.iter().enumerate() {
                _mm256_storeu_si256(sum[lane * LANES..].as_mut_ptr().cast(), *total);
            }
        }
    }
}

#[cfg(target_arch = "wasm32")]
#[inline]
fn tile(weights: &[i16], rows: [&[i16]; TILE], sums: &mut Sums) {
    // Half a block at a time, so that all sums fit into the registers.
    let (low, high) = (0, BLOCK / 2);
    half_tile(weights, rows, sums, low);
    half_tile(weights, rows, sums, high);
}

#[cfg(target_arch = "wasm32")]
#[inline]
fn half_tile(weights: &[i16], rows: [&[i16]; TILE], sums: &mut Sums, from: usize) {
    use std::arch::wasm32::{i32x4_add, i32x4_dot_i16x8, v128, v128_load, v128_load32_splat, v128_store};
    const LANES: usize = 4;
    const PARTS: usize = BLOCK / 2 / LANES;
    let pairs = weights.len() / (2 * BLOCK);
    assert!(rows.iter().all(|row| row.len() == 2 * pairs), "rows as long as the weights");
    // SAFETY: unaligned loads and stores of whole lanes inside the slices: the
    // weights hold `pairs` times 2 · BLOCK numbers, each row 2 · `pairs`.
    unsafe {
        let mut totals: [[v128; PARTS]; TILE] = std::array::from_fn(|row| {
            std::array::from_fn(|part| v128_load(sums[row][from + part * LANES..].as_ptr().cast()))
        });
        for pair in 0..pairs {
            let at = weights.as_ptr().add((pair * BLOCK + from) * 2);
            let weights: [v128; PARTS] =
                std::array::from_fn(|part| v128_load(at.add(part * 2 * LANES).cast()));
            for (row, total) in rows.iter().zip(&mut totals) {
                let both = v128_load32_splat(row.as_ptr().add(2 * pair).cast());
                for (total, weights) in total.iter_mut().zip(weights) {
                    *total = i32x4_add(*total, i32x4_dot_i16x8(weights, both));
                }
            }
        }
        for (row, total) in totals.iter().enumerate() {
            for (part, total) in total.iter().enumerate() {
                v128_store(sums[row][from + part * LANES..].as_mut_ptr().cast(), *total);
            }
        }
    }
}

/// Defines a function that is compiled twice, for AVX2 and for any processor; it runs
/// what the processor has. Both round alike.
macro_rules! wide {
    ($(#[$about:meta])* $seen:vis fn $name:ident($($given:ident: $kind:ty),*) $body:block) => {
        $(#[$about])*
        $seen fn $name($($given: $kind),*) {
            // Must be compiled with the instruction set of its caller.
            #[inline(always)]
            fn any($($given: $kind),*) $body
            #[cfg(target_arch = "x86_64")]
            if std::is_x86_feature_detected!("avx2") {
                #[target_feature(enable = "avx2")]
                fn with_avx2($($given: $kind),*) {
                    any($($given),*);
                }
                // SAFETY: the processor has AVX2.
                return unsafe { with_avx2($($given),*) };
            }
            any($($given),*);
        }
    };
}

wide! {
    /// Appends whole sums as the numbers that they stand for, plus a bias.
    fn extend_scaled(sums: &[i32], scale: f32, factors: &[f32], bias: &[f32], out: &mut Vec<f32>) {
        let each = sums.iter().zip(factors).zip(bias);
        out.extend(each.map(|((&sum, factor), bias)| sum as f32 * (factor * scale) + bias));
    }
}

wide! {
    /// Appends a state after RMS normalization, times the gain.
    pub(super) fn normalize(state: &[f32], gain: &[f32], out: &mut Vec<f32>) {
        let scale = 1.0 / (dot(state, state) / state.len() as f32 + NORM_FLOOR).sqrt();
        out.extend(state.iter().zip(gain).map(|(number, gain)| number * scale * gain));
    }
}

wide! {
    /// Adds to a state each mapped value times the sigmoid of its gate.
    pub(super) fn convolve(mapped: &[f32], state: &mut [f32]) {
        let (values, gates) = mapped.split_at(state.len());
        for ((state, values), gates) in lanes_mut(state).zip(lanes(values)).zip(lanes(gates)) {
            *state = array::from_fn(|lane| state[lane] + values[lane] * sigmoid(gates[lane]));
        }
    }
}

wide! {
    /// Updates a memory by one token and adds it to the state: the sigmoid of the gate is
    /// the proportion of the old memory that is kept, the rest is the new value.
    pub(super) fn remember(memory: &mut [f32], mapped: &[f32], state: &mut [f32]) {
        let (values, gates) = mapped.split_at(memory.len());
        let each = lanes_mut(memory).zip(lanes_mut(state)).zip(lanes(values).zip(lanes(gates)));
        for ((memory, state), (values, gates)) in each {
            let keep: [f32; LANES] = array::from_fn(|lane| sigmoid(gates[lane]));
            *memory = array::from_fn(|lane| keep[lane] * memory[lane] + values[lane] * (1.0 - keep[lane]));
            *state = array::from_fn(|lane| state[lane] + memory[lane]);
        }
    }
}

/// Numbers in groups that the processor computes with together.
fn lanes(numbers: &[f32]) -> impl Iterator<Item = &[f32; LANES]> {
    numbers.as_chunks().0.iter()
}

fn lanes_mut(numbers: &mut [f32]) -> impl Iterator<Item = &mut [f32; LANES]> {
    numbers.as_chunks_mut().0.iter_mut()
}

/// The dot product of two vectors, in eight separate sums so that it can run in SIMD.
///
/// The order of additions is fixed: the result has the same bits everywhere.
#[inline]
pub(crate) fn dot(left: &[f32], right: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    let (lefts, rights) = (left.chunks_exact(LANES), right.chunks_exact(LANES));
    let rest = lefts.remainder().iter().zip(rights.remainder()).map(|(l, r)| l * r);
    let rest = rest.fold(0.0, |sum, product| sum + product);
    for (left, right) in lefts.zip(rights) {
        for strand in 0..LANES {
            sums[strand] += left[strand] * right[strand];
        }
    }
    sums.iter().fold(rest, |total, sum| total + sum)
}

/// e to the power of `x`, with a relative error below 10⁻⁵.
///
/// Where 2 to the power of ±126 is exceeded, the result is that power: never 0 or infinite.
#[inline]
pub(crate) fn exp(x: f32) -> f32 {
    const LOG2_E: f32 = std::f32::consts::LOG2_E;
    // Beyond this range a float is subnormal or infinite.
    let power = (x * LOG2_E).clamp(-126.0, 126.0);
    let shifted = power + TO_WHOLE;
    let rest = (power - (shifted - TO_WHOLE)) * std::f32::consts::LN_2;
    // |rest| is below 0.35. The polynomial of the fourth degree with the smallest
    // relative error there, of those that are 1 at 0.
    let series = 1.0 + rest * (0.999_966_8 + rest * (0.500_030_2 + rest * (0.167_875 + rest * 0.041_513_81)));
    series * f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0_f32.to_bits()))
}

/// 1 / (1 + e^−x)
#[inline]
pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::{Job, Linear, Products, Rows, Tap, dot, exp, sigmoid, tile};

    /// Numbers from −`most` to `most` without a visible pattern, for weights and rows.
    fn scattered(count: usize, most: i64) -> impl Iterator<Item = i64> {
        (0..i64::try_from(count).expect("a small count"))
            .map(move |i| (i * 7_919 + i * i * 31) % (2 * most + 1) - most)
    }

    #[test]
    fn products_of_a_window_are_those_of_a_plain_sum() {
        let (width, outputs, count) = (6, 21, 7);
        let tap = |row, start, end| Tap { row, start, end };
        let taps = [tap(0, 2, 4), tap(2, 0, 6), tap(4, 2, 6)];
        let seen: Vec<(usize, usize)> =
            taps.iter().flat_map(|tap| tap.columns().map(move |column| (tap.row, column))).collect();
        let inputs = seen.len();
        let weights: Vec<i8> = scattered(inputs * outputs, 127).map(|w| w as i8).collect();
        let linear = Linear::new(inputs, &weights, vec![0.5; outputs], vec![1.0; outputs]);
        let values: Vec<f32> = scattered(width * count, 1000).map(|v| v as f32 / 100.0).collect();
        let rows = Rows::within(&values, width, 10.0, 2, vec![7; 99]);
        let mut products = vec![7; 99];
        linear.multiply(&rows, &taps, 0..count, &mut products);
        for row in 0..count {
            for output in 0..outputs {
                let weights = &weights[output * inputs..];
                let expected: i32 = seen
                    .iter()
                    .zip(weights)
                    .map(|(&(tap, column), &weight)| {
                        i32::from(rows.row(row + tap)[column]) * i32::from(weight)
                    })
                    .sum();
                assert_eq!(products[row * linear.padded() + output], expected, "row {row}, output {output}");
            }
        }
        let mut buffers = Products::default();
        linear.apply(&rows, &taps, 0..count, &mut buffers);
        let mapped = buffers.mapped;
        assert_eq!(mapped.len(), count * outputs);
        let mut later = Products::default();
        linear.apply(&rows, &taps, 3..count, &mut later);
        assert_eq!(later.mapped, mapped[3 * outputs..]);
        let direct: f32 = seen
            .iter()
            .zip(&weights)
            .filter(|((tap, _), _)| (2..2 + count).contains(&(3 + tap)))
            .map(|(&(tap, column), &weight)| values[(1 + tap) * width + column] * f32::from(weight))
            .sum();
        assert!((mapped[3 * outputs] - (direct * 0.5 + 1.0)).abs() < 0.05);
    }

    #[test]
    fn every_way_of_multiplying_gives_the_same_bits() {
        let (width, outputs, count) = (38, 48, 9);
        let weights: Vec<i8> = scattered(width * outputs, 127).map(|w| w as i8).collect();
        let linear = Linear::new(width, &weights, vec![1.0; outputs], vec![0.0; outputs]);
        let values: Vec<f32> = scattered(width * count, 900).map(|v| v as f32).collect();
        let rows = Rows::scaled(&values, width);
        let mut plain = vec![0; count * outputs];
        let taps = [Tap { row: 0, start: 0, end: width }];
        let job = Job { weights: &linear.packed, rows: &rows, taps: &taps, first: 0, columns: outputs };
        job.run_with(&mut plain, tile);
        let mut fast = Vec::new();
        linear.multiply(&rows, &taps, 0..count, &mut fast);
        assert_eq!(fast, plain);
    }

    #[test]
    fn functions_are_close_to_the_true_ones() {
        for step in -2000..2000 {
            let x = step as f32 / 25.0;
            let wanted = f64::from(x).exp();
            assert!((f64::from(exp(x)) / wanted - 1.0).abs() < 1e-5, "exp({x})");
            assert!((f64::from(sigmoid(x)) - 1.0 / (1.0 + f64::from(-x).exp())).abs() < 1e-6, "sigmoid({x})");
        }
        assert!(exp(-1e9) < 1e-37 && exp(1e9).is_finite() && sigmoid(-1e9) >= 0.0);
        let numbers: Vec<f32> = scattered(37, 9).map(|n| n as f32).collect();
        let expected: f32 = numbers.iter().map(|n| n * n).sum();
        assert!((dot(&numbers, &numbers) - expected).abs() < 1e-3);
    }
}
