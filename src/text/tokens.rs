//! Tokens: Unicode's words (UAX 29), joined and split as the later stages need.
//!
//! What a reader takes for one word is joined ("U.S.", "Mr.", "full-scale",
//! `''` for a quotation mark); a clitic is split off ("Trump’s" → "Trump",
//! "’s").

use unicode_segmentation::UnicodeSegmentation;

use super::{Capital, Quoted, Span, Token, TokenKind};
use crate::lexicon::{Class, Lexicon, Row};

/// Clitics that are tokens of their own, as in the Penn Treebank.
const CLITICS: &[&str] = &["'s", "'ll", "'ve", "'re", "'d", "'m"];

/// Appends the tokens of a paragraph, and their norms to `norms`. Only their
/// spans, kinds and norms are known here; [`Text::new`](super::Text::new) fills
/// in the rest.
pub(super) fn split(
    source: &str,
    lexicon: &Lexicon,
    paragraph: Span,
    norms: &mut String,
    tokens: &mut Vec<Token>,
) {
    let first = tokens.len();
    let text = &source[paragraph.start..paragraph.end];
    for (at, word) in text.split_word_bound_indices() {
        if word.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
            continue;
        }
        let span = Span { start: paragraph.start + at, end: paragraph.start + at + word.len() };
        let start = norms.len();
        normalize(word, norms);
        let piece = Token {
            span,
            kind: kind_of(word),
            sentence: 0,
            quoted: Quoted::Outside,
            capital: Capital::None,
            also_small: false,
            row: Row::default(),
            norm: start..norms.len(),
        };
        match tokens[first..].last_mut() {
            Some(last) if joins(source, lexicon, last, span, norms) => extend(last, &piece),
            _ => tokens.push(piece),
        }
        split_clitic(source, norms, tokens);
    }
}

/// Joins a piece to the token right before it.
fn extend(token: &mut Token, piece: &Token) {
    token.span.end = piece.span.end;
    token.norm.end = piece.norm.end;
    token.kind = match (token.kind, piece.kind) {
        (TokenKind::Word, _) | (_, TokenKind::Word) => TokenKind::Word,
        (TokenKind::Number, _) | (_, TokenKind::Number) => TokenKind::Number,
        _ => TokenKind::Mark,
    };
}

/// Splits the last token in two if it ends in a clitic.
fn split_clitic(source: &str, norms: &str, tokens: &mut Vec<Token>) {
    let Some(last) = tokens.last_mut().filter(|last| last.kind == TokenKind::Word) else { return };
    let stem = CLITICS.iter().find_map(|clitic| last.norm(norms).strip_suffix(clitic));
    let Some(stem) = stem.map(str::len).filter(|&stem| stem > 0) else { return };
    let Some(cut) = source[last.span.start..last.span.end].rfind(is_apostrophe) else { return };
    let mut clitic = last.clone();
    clitic.span.start = last.span.start + cut;
    clitic.norm.start = last.norm.start + stem;
    last.span.end = clitic.span.start;
    last.norm.end = clitic.norm.start;
    last.kind = kind_of(&source[last.span.start..last.span.end]);
    tokens.push(clitic);
}

/// Whether the piece at `next` belongs to the token `last` before it.
fn joins(source: &str, lexicon: &Lexicon, last: &Token, next: Span, norms: &str) -> bool {
    if last.span.end != next.start {
        return false;
    }
    let (left, right) = (last.norm(norms), &source[next.start..next.end]);
    let after = source[next.end..].chars().next();
    match right {
        // An ellipsis: no other mark ends in a full stop.
        "." if last.kind == TokenKind::Mark && left.ends_with('.') => true,
        "." => {
            if last.kind != TokenKind::Word || after == Some('.') {
                return false;
            }
            let row = lexicon.look_up(left);
            let number = || source[next.end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
            is_initialism(left)
                || lexicon.is(row, Class::Abbreviation)
                || lexicon.is(row, Class::Numbered) && number()
        }
        // "full-scale": only between letters or digits.
        "-" | "\u{2010}" | "\u{2011}" => {
            last.kind != TokenKind::Mark && !left.ends_with('-') && after.is_some_and(char::is_alphanumeric)
        }
        "'" | "`" | "\u{2019}" | "\u{2018}" => &source[last.span.start..last.span.end] == right,
        _ => left.ends_with('-') && last.kind != TokenKind::Mark && right.starts_with(char::is_alphanumeric),
    }
}

/// "j", "u.s", "a.m": single letters with full stops between them, in a
/// script that has small letters.
fn is_initialism(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_lowercase))
        && word != "i"
}

/// Appends the [norm](super::Text::norm) of a token.
fn normalize(raw: &str, norms: &mut String) {
    for c in raw.chars() {
        match c {
            c if is_invisible(c) => {}
            c if is_apostrophe(c) => norms.push('\''),
            '\u{2010}' | '\u{2011}' => norms.push('-'),
            c => norms.extend(c.to_lowercase()),
        }
    }
}

fn kind_of(raw: &str) -> TokenKind {
    if raw.contains(char::is_alphabetic) {
        TokenKind::Word
    } else if raw.contains(char::is_numeric) {
        TokenKind::Number
    } else {
        TokenKind::Mark
    }
}

/// Whether a character is written for an apostrophe.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{ff07}')
}

/// Whether a character has no width, as some that pasted text brings along:
/// zero-width spaces and joiners, direction marks, soft hyphens, byte-order marks.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Class;
    use crate::text::testing::{lexicon, text};

    fn tokens(source: &str) -> Vec<String> {
        let text = text(source);
        (0..text.tokens.len()).map(|t| text.raw(t).to_owned()).collect()
    }

    #[test]
    fn abbreviations_and_initialisms_keep_their_stop() {
        assert_eq!(
            tokens("Mr. Lee left the U.S. on Jan. 5."),
            ["Mr.", "Lee", "left", "the", "U.S.", "on", "Jan.", "5", "."]
        );
    }

    #[test]
    fn every_row_of_the_lexicon_is_one_token_and_matches() {
        let lexicon = lexicon();
        for (word, row) in lexicon.rows() {
            let text = text(word);
            assert_eq!((text.tokens.len(), text.row(0)), (1, row), "{word}");
        }
    }

    #[test]
    fn every_abbreviation_is_one_token() {
        let lexicon = lexicon();
        for (word, row) in lexicon.rows() {
            let after = match () {
                () if lexicon.is(row, Class::Abbreviation) => "Lee",
                () if lexicon.is(row, Class::Numbered) => "5",
                () => continue,
            };
            let source = format!("It was {word}. {after}");
            let text = text(&source);
            assert_eq!((text.raw(2), text.row(2)), (format!("{word}.").as_str(), row), "{source}");
        }
    }

    #[test]
    fn hyphens_join_and_clitics_part() {
        assert_eq!(
            tokens("Kyiv’s full-scale plan; she'll go"),
            ["Kyiv", "’s", "full-scale", "plan", ";", "she", "'ll", "go"]
        );
    }

    #[test]
    fn a_clitic_parts_from_a_hyphenated_name() {
        assert_eq!(tokens("Oduya-Ek’s plan"), ["Oduya-Ek", "’s", "plan"]);
    }

    #[test]
    fn doubled_apostrophes_are_one_mark() {
        assert_eq!(
            tokens("''No,'' he said. ``Yes''"),
            ["''", "No", ",", "''", "he", "said", ".", "``", "Yes", "''"]
        );
        assert_eq!(tokens("‘‘No,’’ he"), ["‘‘", "No", ",", "’’", "he"]);
    }

    #[test]
    fn decimals_and_thousands_stay_whole() {
        assert_eq!(tokens("$3.2 million, 10,000"), ["$", "3.2", "million", ",", "10,000"]);
    }

    #[test]
    fn invisible_characters_are_not_part_of_the_norm() {
        let text = text("mee\u{ad}ting\u{200b} now");
        assert_eq!(text.norm(0), "meeting");
    }
}
