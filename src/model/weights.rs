//! The format of weight files, which `train/export.py` writes and both networks read.
//!
//! All numbers are little-endian.
//!
//! | bytes | content |
//! |---|---|
//! | 7 | `WHOSAID` |
//! | 1 | version of this format, [`VERSION`] |
//! | 4 | CRC-32 of everything after it |
//! | … | arrays, one after the other, to the end of the file |
//!
//! An array consists of the length of its name in bytes (1 byte), the name, its
//! kind (1 byte), the numbers of rows and of columns (4 bytes each), and its
//! numbers row by row:
//!
//! | kind | numbers |
//! |---|---|
//! | 0 | 32-bit floating point |
//! | 1 | a 32-bit floating-point factor for each row, then signed 8-bit whole numbers |
//! | 2 | unsigned 16-bit whole numbers |
//! | 3 | UTF-8 text in one row; a column is a byte |

use std::collections::HashMap;

/// The version of the format that this code reads.
pub(super) const VERSION: u8 = 1;
const MAGIC: &[u8] = b"WHOSAID";

/// The arrays of a weight file, by name.
#[derive(Debug)]
pub(crate) struct Weights<'a> {
    arrays: HashMap<&'a str, Array<'a>>,
}

#[derive(Debug)]
struct Array<'a> {
    kind: u8,
    rows: usize,
    columns: usize,
    data: &'a [u8],
}

/// A quantized matrix: the number at a row and column is
/// `whole[row · columns + column] · factors[row]`.
#[derive(Debug)]
pub(crate) struct Matrix {
    pub(crate) columns: usize,
    pub(crate) factors: Vec<f32>,
    pub(crate) whole: Vec<i8>,
}

impl Matrix {
    /// Appends the numbers of a row to `out`.
    pub(crate) fn extend(&self, row: usize, out: &mut Vec<f32>) {
        let factor = self.factors[row];
        let whole = &self.whole[row * self.columns..(row + 1) * self.columns];
        out.extend(whole.iter().map(|&whole| f32::from(whole) * factor));
    }

    /// All numbers, column by column.
    pub(crate) fn transposed(&self) -> Vec<f32> {
        let column = |column: usize| self.whole.iter().skip(column).step_by(self.columns);
        let columns = (0..self.columns).flat_map(|index| column(index).zip(&self.factors));
        columns.map(|(&whole, factor)| f32::from(whole) * factor).collect()
    }
}

/// What is wrong with a weight file.
pub(crate) type Error = String;

impl<'a> Weights<'a> {
    /// Reads the arrays of a weight file.
    ///
    /// Fails if the file has another format or version, ends early, or does not match
    /// its checksum.
    pub(crate) fn parse(file: &'a [u8]) -> Result<Self, Error> {
        let mut reader = Reader { rest: file };
        if reader.take(MAGIC.len())? != MAGIC {
            return Err("this is not a weight file of Whosaid".into());
        }
        let version = reader.byte()?;
        if version != VERSION {
            return Err(format!(
                "the weight file has version {version}, but this program reads version {VERSION}"
            ));
        }
        if reader.number()? != crc32fast::hash(reader.rest) {
            return Err("the weight file is damaged: its checksum does not match".into());
        }
        let mut arrays = HashMap::new();
        while !reader.rest.is_empty() {
            let length = reader.byte()?;
            let name = std::str::from_utf8(reader.take(length.into())?).map_err(|e| e.to_string())?;
            let kind = reader.byte()?;
            let (rows, columns) = (reader.number()? as usize, reader.number()? as usize);
            let bytes = match kind {
                0 => rows.saturating_mul(columns).saturating_mul(4),
                1 => rows.saturating_mul(columns.saturating_add(4)),
                2 => rows.saturating_mul(columns).saturating_mul(2),
                3 => columns,
                _ => return Err(format!("array {name} is of an unknown kind, {kind}")),
            };
            arrays.insert(name, Array { kind, rows, columns, data: reader.take(bytes)? });
        }
        Ok(Weights { arrays })
    }

    /// Whether there is an array of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.arrays.contains_key(name)
    }

    fn array(&self, name: &str, kind: u8) -> Result<&Array<'a>, Error> {
        let array = self.arrays.get(name).ok_or_else(|| format!("the weight file has no array {name}"))?;
        if array.kind == kind {
            Ok(array)
        } else {
            Err(format!("array {name} must be of kind {kind}, not {}", array.kind))
        }
    }

    /// The numbers of an array of kind 0.
    pub(crate) fn floats(&self, name: &str) -> Result<Vec<f32>, Error> {
        Ok(floats(self.array(name, 0)?.data))
    }

    /// An array of kind 1.
    pub(crate) fn matrix(&self, name: &str) -> Result<Matrix, Error> {
        let array = self.array(name, 1)?;
        let (factors, whole) = array.data.split_at(array.rows * 4);
        let whole = whole.iter().map(|&byte| byte.cast_signed()).collect();
        Ok(Matrix { columns: array.columns, factors: floats(factors), whole })
    }

    /// The numbers of an array of kind 2.
    pub(crate) fn numbers(&self, name: &str) -> Result<Vec<u16>, Error> {
        let pairs = self.array(name, 2)?.data.chunks_exact(2);
        Ok(pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect())
    }

    /// The text of an array of kind 3.
    pub(crate) fn text(&self, name: &str) -> Result<&'a str, Error> {
        std::str::from_utf8(self.array(name, 3)?.data).map_err(|e| format!("array {name}: {e}"))
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

/// Takes values off the front of a file.
/// Fails if a part of a weight file has another size than the network needs.
pub(crate) fn expect_size(part: &str, size: usize, needed: usize) -> Result<(), Error> {
    if size == needed { Ok(()) } else { Err(format!("{part} must have the size {needed}, not {size}")) }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or("the weight file ends early")?;
        self.rest = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Error> {
        Ok(self.take(1)?[0])
    }

    fn number(&mut self) -> Result<u32, Error> {
        let four = self.take(4)?;
        Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    }
}

#[cfg(test)]
mod tests {
    use super::{MAGIC, VERSION, Weights};

    fn file(arrays: &[u8]) -> Vec<u8> {
        let mut file = [MAGIC, &[VERSION]].concat();
        file.extend(crc32fast::hash(arrays).to_le_bytes());
        file.extend(arrays);
        file
    }

    fn array(name: &str, kind: u8, rows: u32, columns: u32, data: &[u8]) -> Vec<u8> {
        let mut out = vec![name.len() as u8];
        out.extend(name.bytes());
        out.push(kind);
        out.extend(rows.to_le_bytes());
        out.extend(columns.to_le_bytes());
        out.extend(data);
        out
    }

    #[test]
    fn reads_arrays_of_each_kind() {
        let factor = 0.5_f32.to_le_bytes();
        let file = file(
            &[
                array("f", 0, 1, 1, &1.25_f32.to_le_bytes()),
                array("m", 1, 1, 2, &[&factor[..], &[3, 0xfe]].concat()),
                array("n", 2, 1, 2, &[1, 0, 0, 1]),
                array("t", 3, 1, 4, "éé".as_bytes()),
            ]
            .concat(),
        );
        let weights = Weights::parse(&file).unwrap();
        assert_eq!(weights.floats("f").unwrap(), [1.25]);
        let mut row = Vec::new();
        weights.matrix("m").unwrap().extend(0, &mut row);
        assert_eq!(row, [1.5, -1.0]);
        assert_eq!(weights.numbers("n").unwrap(), [1, 256]);
        assert_eq!(weights.text("t").unwrap(), "éé");
        assert_eq!(weights.floats("x").unwrap_err(), "the weight file has no array x");
        assert_eq!(weights.floats("m").unwrap_err(), "array m must be of kind 0, not 1");
    }

    #[test]
    fn says_what_is_wrong_with_a_file() {
        let good = file(&array("n", 2, 1, 1, &[1, 0]));
        assert!(Weights::parse(&good).is_ok());
        let error = |bytes: &[u8]| Weights::parse(bytes).unwrap_err();
        assert!(error(b"PK").contains("ends early"));
        assert!(error(b"something else").contains("not a weight file"));
        let mut other = good.clone();
        other[7] = VERSION + 1;
        assert!(error(&other).contains("version"));
        let mut damaged = good.clone();
        *damaged.last_mut().unwrap() ^= 1;
        assert!(error(&damaged).contains("checksum"));
        assert!(error(&file(&array("n", 2, 9, 9, &[1, 0]))).contains("ends early"));
    }
}
