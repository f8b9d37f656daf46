//! Lossless compression of the program's data files for the browser.
//!
//! Every byte of the download costs time on a phone, and gzip saves little on
//! weights: they are whole numbers, nearly normally distributed, and hardly
//! anything repeats. So `build.rs` packs the files, and the program in the
//! browser unpacks them once. No other build uses this.
//!
//! A file is coded as symbols of half a byte. Models predict the frequency of
//! each symbol from its context and learn from the symbols before it ([`coder`]).
//! The [`walk`] goes through a file and chooses the context; it knows the format
//! that `model::weights` describes. It is written once for both directions: with
//! an encoder it reads the bytes of the file, with a decoder it fills them in.
//!
//! | bytes | content |
//! |---|---|
//! | 4 | length of the unpacked file in bytes |
//! | 4 | length of the plain bits in bytes |
//! | … | plain bits, which no model can predict |
//! | … | symbols |

mod coder;
pub(crate) mod walk;

use coder::Decoder;

/// What is wrong with a packed file.
pub(crate) type Error = &'static str;

/// The format of a file, by which it is coded.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Content {
    /// A weight file, as `train/export.py` writes it.
    Weights,
    /// Lines of any text. Sorted lines are packed best.
    Text,
}

/// The largest accepted length of an unpacked file, in bytes. The program's own files
/// have 2 MB; a header that claims more than this is damaged.
const LONGEST: usize = 1 << 24;

/// Unpacks a file. `content` must be what it was packed with.
///
/// Fails if the packed file is found to be damaged. Not all damage is found.
pub(crate) fn unpack(packed: &[u8], content: Content) -> Result<Vec<u8>, Error> {
    let (size, rest) = split_number(packed)?;
    let (plain_size, rest) = split_number(rest)?;
    let (plain, symbols) = rest.split_at_checked(plain_size).ok_or(ENDS_EARLY)?;
    if size > LONGEST {
        return Err("the packed file is damaged: it claims to be longer than 16 MiB");
    }
    let mut file = vec![0; size];
    let mut decoder = Decoder::new(plain, symbols);
    walk::file(&mut decoder, content, &mut file)?;
    if decoder.is_at_end() { Ok(file) } else { Err("the packed file is damaged") }
}

const ENDS_EARLY: Error = "the packed file ends early";

/// Takes a 32-bit number off the front.
fn split_number(bytes: &[u8]) -> Result<(usize, &[u8]), Error> {
    let (number, rest) = bytes.split_first_chunk().ok_or(ENDS_EARLY)?;
    Ok((u32::from_le_bytes(*number) as usize, rest))
}

/// Packs a file.
///
/// Fails if it is not in the format of `content`, or has 4 GiB or more.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn pack(file: &[u8], content: Content) -> Result<Vec<u8>, Error> {
    let mut encoder = coder::Encoder::default();
    walk::file(&mut encoder, content, &mut file.to_vec())?;
    let (plain, symbols) = encoder.finish();
    let number =
        |length: usize| u32::try_from(length).map_err(|_| "the file is too long").map(u32::to_le_bytes);
    Ok([&number(file.len())?[..], &number(plain.len())?, &plain, &symbols].concat())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::{Content, pack, unpack};

    const MODEL: &[u8] = include_bytes!("../model/weights.bin");
    const TONE: &[u8] = include_bytes!("../tone/weights.bin");
    const LEXICON: &[u8] = include_bytes!("../tone/lexicon.txt");

    fn returns(file: &[u8], content: Content) {
        assert!(unpack(&pack(file, content).unwrap(), content).unwrap() == file);
    }

    /// A weight file for packing, which does not look at the checksum.
    fn file(arrays: &[(u8, u32, u32, Vec<u8>)]) -> Vec<u8> {
        let mut file = b"WHOSAID\x01\0\0\0\0".to_vec();
        for (kind, rows, columns, data) in arrays {
            file.extend([1, b'a', *kind]);
            file.extend(rows.to_le_bytes());
            file.extend(columns.to_le_bytes());
            file.extend(data);
        }
        file
    }

    #[test]
    fn our_files_return_and_are_smaller() {
        for (file, content, ratio) in
            [(MODEL, Content::Weights, 0.45), (TONE, Content::Weights, 0.5), (LEXICON, Content::Text, 0.2)]
        {
            let packed = pack(file, content).unwrap();
            assert!((packed.len() as f64) < ratio * file.len() as f64, "{} bytes", packed.len());
            assert!(unpack(&packed, content).unwrap() == file);
        }
    }

    #[test]
    fn odd_arrays_return() {
        let every_byte: Vec<u8> = (0..=255).collect();
        returns(&file(&[]), Content::Weights);
        returns(&file(&[(1, 0, 9, vec![]), (1, 2, 0, vec![1; 8]), (3, 1, 0, vec![])]), Content::Weights);
        returns(&file(&[(1, 1, 252, every_byte.clone()), (2, 1, 128, every_byte.clone())]), Content::Weights);
        returns(&file(&[(3, 1, 256, every_byte.clone()), (0, 64, 1, every_byte)]), Content::Weights);
        returns(&file(&[(1, 3, 2, vec![7; 18])]), Content::Weights);
        for text in ["", "\n", "\n\n", "a", "a\na\n", &"ab\n".repeat(99), &"long".repeat(99)] {
            returns(text.as_bytes(), Content::Text);
        }
    }

    #[test]
    fn other_files_are_not_packed_as_weights() {
        for wrong in [&b""[..], b"WHOSAID", &MODEL[..MODEL.len() - 1], &file(&[(9, 1, 1, vec![0])])] {
            assert!(pack(wrong, Content::Weights).is_err());
        }
    }

    #[test]
    fn cut_off_files_are_errors() {
        let packed = pack(LEXICON, Content::Text).unwrap();
        for length in (0..packed.len()).step_by(97).chain([1, 4, 8, packed.len() - 1]) {
            assert!(unpack(&packed[..length], Content::Text).is_err(), "{length}");
        }
        assert!(unpack(&[&packed[..], &[0, 0]].concat(), Content::Text).is_err());
    }

    proptest! {
        #[test]
        fn any_array_returns(kind in 0..3_u8, rows in 0..40_u32, columns in 0..40_u32, seed in any::<[u8; 16]>(), mask in any::<u8>()) {
            let size = rows * match kind { 0 => columns * 4, 1 => columns + 4, _ => columns * 2 };
            let data = seed.iter().cycle().zip(0..size).map(|(byte, at)| byte.wrapping_mul(at as u8) & mask).collect();
            returns(&file(&[(kind, rows, columns, data)]), Content::Weights);
        }

        #[test]
        fn any_text_returns(text in any::<Vec<u8>>()) {
            returns(&text, Content::Text);
        }

        /// Either this finds the damage, or what comes out is wrong and `Weights::parse` finds it.
        #[test]
        fn damage_never_panics(start in 0..TONE.len(), damage in any::<[u8; 4]>(), at in any::<prop::sample::Index>()) {
            let small = file(&[(1, 9, 40, TONE[start..].iter().copied().chain([0; 396]).take(396).collect()), (3, 1, 5, b"a\nab\n".to_vec())]);
            let mut packed = pack(&small, Content::Weights).unwrap();
            let at = at.index(packed.len() - 4);
            packed[at..at + 4].copy_from_slice(&damage);
            let _ = unpack(&packed, Content::Weights);
            let _ = unpack(&packed, Content::Text);
        }

        #[test]
        fn noise_never_panics(mut packed in prop::collection::vec(any::<u8>(), 0..600)) {
            // A header that claims little, or nearly all files would fail as too long.
            packed.splice(..packed.len().min(8), [99, 9, 0, 0, 20, 0, 0, 0]);
            let _ = unpack(&packed, Content::Weights);
            let _ = unpack(&packed, Content::Text);
        }
    }
}
