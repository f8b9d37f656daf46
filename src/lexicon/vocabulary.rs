//! A vocabulary: words in order, each with its number.

use std::cmp::Ordering;

/// Words in their [norm](crate::text::Text::norm), numbered from 1 in order of
/// their bytes.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// All words, one after the other.
    joined: String,
    /// The exclusive end of each word in `joined`, in bytes.
    ends: Vec<u32>,
}

impl Vocabulary {
    /// Reads words that stand in order, one in each line.
    pub(crate) fn parse(lines: &str) -> Self {
        let (mut joined, mut ends) = (String::with_capacity(lines.len()), Vec::new());
        for word in lines.split('\n') {
            joined.push_str(word);
            ends.push(u32::try_from(joined.len()).unwrap_or(u32::MAX));
        }
        Vocabulary { joined, ends }
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a word; 0 for an unknown one.
    pub(crate) fn number(&self, word: &str) -> usize {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.word(middle).cmp(word) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return middle + 1,
            }
        }
        0
    }

    fn word(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.joined[start as usize..self.ends[index] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    #[test]
    fn words_are_numbered_from_one() {
        let words = Vocabulary::parse("a\nbank\nzoo");
        assert_eq!(["a", "bank", "zoo", "b", ""].map(|word| words.number(word)), [1, 2, 3, 0, 0]);
        assert_eq!((Vocabulary::default().number("a"), Vocabulary::default().len()), (0, 0));
    }
}
