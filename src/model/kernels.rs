//! Matrix products in whole numbers, the same on every machine.
//!
//! Weights are small whole numbers and so are activations, so that a sum has
//! no rounding and its order does not matter: SIMD of any width gives the same
//! bits as a plain loop. Where floating point comes in, it is additions,
//! multiplications and divisions in a fixed order, and no function of a
//! platform's own mathematical library.

// The instructions that multiply and add pairs take pointers.
#![allow(unsafe_code)]

/// Outputs whose weights stand together.
pub(super) const BLOCK: usize = 16;
/// Rows of activations that share one pass over the weights.
const TILE: usize = 4;

/// Rounded weights, a factor for each output, and what is added to it.
///
/// For each block of [`BLOCK`] outputs, and each pair of inputs, the weights
/// of the pair stand side by side, output after output.
#[derive(Debug)]
pub(super) struct Linear {
    inputs: usize,
    outputs: usize,
    packed: Vec<i16>,
    factors: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// From rows of `inputs` weights, one row, factor and bias an output.
    pub(super) fn new(inputs: usize, weights: &[i8], factors: Vec<f32>, bias: Vec<f32>) -> Self {
        let outputs = factors.len();
        assert_eq!(
            (weights.len(), bias.len()),
            (inputs * outputs, outputs),
            "a row, factor and bias an output"
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

    /// Whole-number products with windows of activations.
    ///
    /// Row `r` of the result is the product with the rows `r + tap` of `rows`
    /// for each tap, one behind the other. The result has [`Linear::padded`]
    /// columns.
    fn multiply(&self, rows: &Rows, taps: &[usize], count: usize, out: &mut Vec<i32>) {
        assert_eq!(rows.width * taps.len(), self.inputs.next_multiple_of(2), "the taps fill the inputs");
        assert!(
            taps.iter().all(|tap| (tap + count) * rows.width <= rows.values.len()),
            "every tap has its rows"
        );
        out.resize(count * self.padded(), 0);
        let job = Job { weights: &self.packed, rows, taps, columns: self.padded() };
        job.run(out);
    }

    /// Outputs, filled up to whole blocks.
    fn padded(&self) -> usize {
        self.outputs.next_multiple_of(BLOCK)
    }

    /// The map of windows of activations: `count` rows of [`Linear::outputs`] numbers.
    pub(super) fn apply(&self, rows: &Rows, taps: &[usize], count: usize, space: &mut Products) {
        self.multiply(rows, taps, count, &mut space.whole);
        space.mapped.clear();
        for (row, scale) in space.whole.chunks_exact(self.padded()).zip(rows.scales(count)) {
            let each = row.iter().zip(&self.factors).zip(&self.bias);
            space.mapped.extend(each.map(|((&sum, factor), bias)| sum as f32 * (factor * scale) + bias));
        }
    }
}

/// Room for products, to be used again: asking for it costs more than a short text.
#[derive(Debug, Default)]
pub(super) struct Products {
    whole: Vec<i32>,
    /// What the last map gave.
    pub(super) mapped: Vec<f32>,
}

/// Activations as whole numbers, in rows of one width.
#[derive(Debug)]
pub(super) struct Rows {
    width: usize,
    values: Vec<i16>,
    scale: Scale,
}

/// What one step of an activation is worth.
#[derive(Debug)]
enum Scale {
    /// The same in every row.
    Same(f32),
    /// Each row its own.
    Each(Vec<f32>),
}

/// The largest activation. A window of three rows of 128 that have it as
/// their length, times the largest weight, is far from overflow in 32 bits.
const LARGEST: f32 = 32_767.0;

impl Rows {
    /// Rows of `width` numbers, none larger than `most`; `margin` rows of zeros at both ends.
    /// They take the room of `whole`.
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

    /// Rows of `width` numbers, each scaled by its largest. An odd width is filled up with a zero.
    pub(super) fn scaled(values: &[f32], width: usize) -> Self {
        let even = width.next_multiple_of(2);
        let (mut whole, mut steps) = (Vec::with_capacity(values.len()), Vec::new());
        for row in values.chunks_exact(width) {
            let most = row.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
            // Sums over hundreds of inputs have to fit, so use half of the range.
            let per_step = LARGEST / 2.0 / most;
            whole.extend(row.iter().map(|value| whole_number(value * per_step)));
            whole.resize(whole.len() + even - width, 0);
            steps.push(most / (LARGEST / 2.0));
        }
        Rows { width: even, values: whole, scale: Scale::Each(steps) }
    }

    /// Their room, for others.
    pub(super) fn into_room(self) -> Vec<i16> {
        self.values
    }

    fn scales(&self, count: usize) -> Box<dyn Iterator<Item = f32> + '_> {
        match &self.scale {
            Scale::Same(scale) => Box::new(std::iter::repeat_n(*scale, count)),
            Scale::Each(scales) => Box::new(scales.iter().copied()),
        }
    }

    fn row(&self, index: usize) -> &[i16] {
        &self.values[index * self.width..(index + 1) * self.width]
    }
}

/// Added to a number within ±2²², it leaves the nearest whole one in the last bits:
/// unlike a conversion, the same few instructions in SIMD of every kind.
const TO_WHOLE: f32 = 12_582_912.0;

/// The nearest whole number to one within ±[`LARGEST`].
fn whole_number(value: f32) -> i16 {
    (value + TO_WHOLE).to_bits() as i16
}

/// Sums for [`TILE`] rows and a block of outputs.
type Sums = [[i32; BLOCK]; TILE];

struct Job<'a> {
    weights: &'a [i16],
    rows: &'a Rows,
    taps: &'a [usize],
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

    #[expect(clippy::inline_always, reason = "has to be compiled with its caller's instructions")]
    #[inline(always)]
    fn run_with(&self, out: &mut [i32], tile: impl Fn(&[i16], [&[i16]; TILE], &mut Sums)) {
        let (width, count) = (self.rows.width, out.len() / self.columns);
        for block in 0..self.columns / BLOCK {
            let weights = &self.weights[block * self.taps.len() * width * BLOCK..];
            for start in (0..count).step_by(TILE) {
                let mut sums = [[0; BLOCK]; TILE];
                for (index, tap) in self.taps.iter().enumerate() {
                    let rows = std::array::from_fn(|row| self.rows.row((start + row).min(count - 1) + tap));
                    tile(&weights[index * width * BLOCK..][..width * BLOCK], rows, &mut sums);
                }
                for (row, sums) in (start..count).zip(&sums) {
                    out[row * self.columns + block * BLOCK..][..BLOCK].copy_from_slice(sums);
                }
            }
        }
    }
}

/// Adds the products of some rows with the weights of one block.
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
    // Half a block at a time: so many sums fit into the registers.
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

/// Sum of products in eight strands, so that it can run in SIMD.
pub(crate) fn dot(left: &[f32], right: &[f32]) -> f32 {
    const STRANDS: usize = 8;
    let mut sums = [0.0; STRANDS];
    let (lefts, rights) = (left.chunks_exact(STRANDS), right.chunks_exact(STRANDS));
    let rest = lefts.remainder().iter().zip(rights.remainder()).map(|(l, r)| l * r);
    let rest = rest.fold(0.0, |sum, product| sum + product);
    for (left, right) in lefts.zip(rights) {
        for strand in 0..STRANDS {
            sums[strand] += left[strand] * right[strand];
        }
    }
    sums.iter().fold(rest, |total, sum| total + sum)
}

/// e to the power of `x`, to seven digits, for any `x`.
pub(crate) fn exp(x: f32) -> f32 {
    const LOG2_E: f32 = std::f32::consts::LOG2_E;
    // Beyond, the result is zero or infinite for all that follows.
    let power = (x * LOG2_E).clamp(-126.0, 126.0);
    let shifted = power + TO_WHOLE;
    let rest = (power - (shifted - TO_WHOLE)) * std::f32::consts::LN_2;
    // Taylor's series, |rest| below 0.35.
    let series = 1.0
        + rest
            * (1.0
                + rest
                    * (1.0 / 2.0
                        + rest
                            * (1.0 / 6.0
                                + rest * (1.0 / 24.0 + rest * (1.0 / 120.0 + rest * (1.0 / 720.0))))));
    series * f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0_f32.to_bits()))
}

/// 1 / (1 + e^−x)
pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::{Job, Linear, Products, Rows, dot, exp, sigmoid, tile};

    /// Weights and rows without a pattern.
    fn scattered(count: usize, most: i64) -> impl Iterator<Item = i64> {
        (0..i64::try_from(count).expect("a small count"))
            .map(move |i| (i * 7_919 + i * i * 31) % (2 * most + 1) - most)
    }

    #[test]
    fn products_of_a_window_are_those_of_a_plain_sum() {
        let (width, outputs, count, taps) = (6, 21, 7, [0, 2, 4]);
        let inputs = width * taps.len();
        let weights: Vec<i8> = scattered(inputs * outputs, 127).map(|w| w as i8).collect();
        let linear = Linear::new(inputs, &weights, vec![0.5; outputs], vec![1.0; outputs]);
        let values: Vec<f32> = scattered(width * count, 1000).map(|v| v as f32 / 100.0).collect();
        let rows = Rows::within(&values, width, 10.0, 2, vec![7; 99]);
        let mut products = vec![7; 99];
        linear.multiply(&rows, &taps, count, &mut products);
        for row in 0..count {
            for output in 0..outputs {
                let expected: i32 = (0..inputs)
                    .map(|i| {
                        let activation = rows.row(row + taps[i / width])[i % width];
                        i32::from(activation) * i32::from(weights[output * inputs + i])
                    })
                    .sum();
                assert_eq!(products[row * linear.padded() + output], expected, "row {row}, output {output}");
            }
        }
        let mut space = Products::default();
        linear.apply(&rows, &taps, count, &mut space);
        let mapped = space.mapped;
        assert_eq!(mapped.len(), count * outputs);
        let direct: f32 = (0..inputs)
            .map(|i| {
                let row = 3 + taps[i / width];
                if (2..2 + count).contains(&row) {
                    values[(row - 2) * width + i % width] * f32::from(weights[i])
                } else {
                    0.0
                }
            })
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
        let job = Job { weights: &linear.packed, rows: &rows, taps: &[0], columns: outputs };
        job.run_with(&mut plain, tile);
        let mut fast = Vec::new();
        linear.multiply(&rows, &[0], count, &mut fast);
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
