//! The file of weights: what `train/export.py` writes and the network reads.
//!
//! All numbers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 7 | `WHOSAID` |
//! | 1 | version of this format, [`VERSION`] |
//! | 4 | CRC-32 of all that follows |
//! | … | arrays, one behind the other, to the end |
//!
//! An array is the length of its name (1 byte), the name, its kind (1 byte),
//! rows and columns (4 bytes each), and its numbers row by row:
//!
//! | kind | numbers |
//! |---|---|
//! | 0 | 32-bit floating point |
//! | 1 | a 32-bit floating-point factor for each row, then 8-bit whole numbers |
//! | 2 | 16-bit whole numbers without sign |
//! | 3 | bytes of UTF-8 text; one row |

use std::collections::HashMap;

/// The version of the format that this code reads.
pub(super) const VERSION: u8 = 1;
const MAGIC: &[u8] = b"WHOSAID";

/// Arrays by name.
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

/// Rounded numbers: the number at a row and column is `whole[row · columns + column] · factors[row]`.
#[derive(Debug)]
pub(crate) struct Matrix {
    pub(crate) columns: usize,
    pub(crate) factors: Vec<f32>,
    pub(crate) whole: Vec<i8>,
}

impl Matrix {
    /// Appends a row's numbers.
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

/// What is wrong with a file of weights.
pub(crate) type Error = String;

impl<'a> Weights<'a> {
    /// Reads the arrays of a file.
    pub(crate) fn parse(file: &'a [u8]) -> Result<Self, Error> {
        let mut reader = Reader { rest: file };
        if reader.take(MAGIC.len())? != MAGIC {
            return Err("this is no file of weights".into());
        }
        let version = reader.byte()?;
        if version != VERSION {
            return Err(format!("the weights are of version {version}, this program reads {VERSION}"));
        }
        if reader.number()? != crc32fast::hash(reader.rest) {
            return Err("the weights are damaged: their checksum is another".into());
        }
        let mut arrays = HashMap::new();
        while !reader.rest.is_empty() {
            let length = reader.byte()?;
            let name = std::str::from_utf8(reader.take(length.into())?).map_err(|e| e.to_string())?;
            let kind = reader.byte()?;
            let (rows, columns) = (reader.number()? as usize, reader.number()? as usize);
            let bytes = match kind {
                0 => rows * columns * 4,
                1 => rows * (columns + 4),
                2 => rows * columns * 2,
                3 => columns,
                _ => return Err(format!("{name}: there is no kind {kind}")),
            };
            arrays.insert(name, Array { kind, rows, columns, data: reader.take(bytes)? });
        }
        Ok(Weights { arrays })
    }

    fn array(&self, name: &str, kind: u8) -> Result<&Array<'a>, Error> {
        let array = self.arrays.get(name).ok_or_else(|| format!("the weights hold no {name}"))?;
        if array.kind == kind {
            Ok(array)
        } else {
            Err(format!("{name} is of kind {}, not {kind}", array.kind))
        }
    }

    /// Floating-point numbers.
    pub(crate) fn floats(&self, name: &str) -> Result<Vec<f32>, Error> {
        Ok(floats(self.array(name, 0)?.data))
    }

    /// Rounded numbers with a factor a row.
    pub(crate) fn matrix(&self, name: &str) -> Result<Matrix, Error> {
        let array = self.array(name, 1)?;
        let (factors, whole) = array.data.split_at(array.rows * 4);
        let whole = whole.iter().map(|&byte| byte.cast_signed()).collect();
        Ok(Matrix { columns: array.columns, factors: floats(factors), whole })
    }

    /// Whole numbers.
    pub(crate) fn numbers(&self, name: &str) -> Result<Vec<u16>, Error> {
        let pairs = self.array(name, 2)?.data.chunks_exact(2);
        Ok(pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect())
    }

    /// Text.
    pub(crate) fn text(&self, name: &str) -> Result<&'a str, Error> {
        std::str::from_utf8(self.array(name, 3)?.data).map_err(|e| format!("{name}: {e}"))
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or("the file of weights ends early")?;
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
        assert_eq!(weights.floats("x").unwrap_err(), "the weights hold no x");
        assert_eq!(weights.floats("m").unwrap_err(), "m is of kind 1, not 0");
    }

    #[test]
    fn says_what_is_wrong_with_a_file() {
        let good = file(&array("n", 2, 1, 1, &[1, 0]));
        assert!(Weights::parse(&good).is_ok());
        let error = |bytes: &[u8]| Weights::parse(bytes).unwrap_err();
        assert!(error(b"PK").contains("ends early"));
        assert!(error(b"something else").contains("no file of weights"));
        let mut other = good.clone();
        other[7] = VERSION + 1;
        assert!(error(&other).contains("version"));
        let mut damaged = good.clone();
        *damaged.last_mut().unwrap() ^= 1;
        assert!(error(&damaged).contains("checksum"));
        assert!(error(&file(&array("n", 2, 9, 9, &[1, 0]))).contains("ends early"));
    }
}
