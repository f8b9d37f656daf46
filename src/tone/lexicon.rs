//! Valence: how negative or positive a word is by itself, −4 to 4.
//!
//! There are two tables beside this file. `lexicon.txt` is VADER's (MIT, see
//! `LICENSE-VADER.txt`), made by `lexicon.py`. `news.txt` is our own: words that
//! news uses without feeling, and words that VADER lacks. It overrules VADER's.

use std::collections::HashMap;

const NEWS: &str = include_str!("news.txt");

/// Words in both tables together, at most; more would only take longer to read.
const MOST_WORDS: usize = 8_000;

/// The valences of words by themselves.
#[derive(Debug)]
pub(super) struct Valences(HashMap<Box<str>, f64>);

/// Reads a valence with exactly one decimal, "-1.9". (The general parser would add some
/// kilobytes to the browser's download.)
fn valence_of(field: &str) -> f64 {
    let tenths =
        field.bytes().filter(u8::is_ascii_digit).fold(0, |n, digit| n * 10 + i32::from(digit - b'0'));
    f64::from(if field.starts_with('-') { -tenths } else { tenths }) / 10.0
}

impl Valences {
    /// Reads VADER's table, one `word<TAB>valence` per line, and adds our own.
    pub(super) fn new(vader: &str) -> Self {
        let vader = vader.lines().filter_map(|line| line.split_once('\t'));
        let vader = vader.map(|(word, field)| (word.into(), valence_of(field)));
        let news = NEWS.lines().filter(|line| !line.starts_with('#')).flat_map(|line| {
            let mut fields = line.split_ascii_whitespace();
            let valence = fields.next().map_or(0.0, valence_of);
            fields.map(move |word| (word.into(), valence))
        });
        // Room for every word, so that nothing moves while the tables are read.
        let mut valences = HashMap::with_capacity(MOST_WORDS);
        valences.extend(vader.chain(news));
        Valences(valences)
    }

    /// The valence of a word, given as its [norm](crate::text::Text::norm); 0 if it has none.
    pub(super) fn of(&self, norm: &str) -> f64 {
        // Saves the look-up for marks and numbers, a quarter of all tokens.
        if !norm.starts_with(|c: char| c.is_ascii_lowercase() || !c.is_ascii()) {
            return 0.0;
        }
        match self.0.get(norm) {
            Some(&valence) => valence,
            None if norm.contains('-') => self.of_compound(norm),
            None => 0.0,
        }
    }

    /// The valence of a compound that is not listed: that of its strongest part
    /// ("award-winning"), negated by "non-" and "-free" ("cancer-free").
    fn of_compound(&self, norm: &str) -> f64 {
        let negated = norm.starts_with("non-") || norm.ends_with("-free");
        let parts = norm.trim_end_matches("-free").split('-').filter_map(|part| self.0.get(part));
        let strongest = parts.fold(0.0_f64, |best, &v| if v.abs() > best.abs() { v } else { best });
        if negated { strongest * super::context::NEGATED } else { strongest }
    }
}

#[cfg(test)]
mod tests {
    use super::Valences;
    use crate::files;

    fn sign(word: &str) -> i32 {
        let valence = Valences::new(&files::valences()).of(word);
        i32::from(valence > 0.0) - i32::from(valence < 0.0)
    }

    #[test]
    fn charged_words() {
        for word in ["good", "victory", "rescued", "award-winning", "cancer-free", "❤"] {
            assert_eq!(sign(word), 1, "{word}");
        }
        for word in ["bad", "allegations", "convicted", "sanctions", "war-torn", "deadly"] {
            assert_eq!(sign(word), -1, "{word}");
        }
    }

    #[test]
    fn topics_of_news_are_not_feelings() {
        for word in
            ["security", "supreme", "party", "agreement", "interest", "justice", "defense", "united", "like"]
        {
            assert_eq!(sign(word), 0, "{word}");
        }
    }

    #[test]
    fn no_loaded_names() {
        for word in ["trump", "obama", "democrat", "republican", "conservative", "liberal", "muslim", "women"]
        {
            assert_eq!(sign(word), 0, "{word}");
        }
    }
}
