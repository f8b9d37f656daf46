//! Tokens: Unicode's words (UAX 29), joined and split as the later stages need.
//!
//! What a reader takes for one word is joined ("U.S.", "Mr.", "full-scale",
//! `''` for a quotation mark); a clitic is split off ("Trump’s" → "Trump",
//! "’s").

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::marks::{self, Side};
use super::{Capital, Quoted, Span, Token, TokenKind};
use crate::lexicon::{Class, Lexicon, Row};

/// Clitics that are tokens of their own, as in the Penn Treebank.
const CLITICS: &[&str] = &["'s", "'ll", "'ve", "'re", "'d", "'m"];

/// Appends the tokens of a paragraph, and their norms to `norms`. Only their
/// spans, kinds, norms and sides are known here; [`Text::new`](super::Text::new) fills
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
        let mut start = paragraph.start + at;
        let end = start + word.len();
        while let Some(stop) = stop_inside(source, start..end) {
            push(source, lexicon, Span { start, end: stop }, first, norms, tokens);
            push(source, lexicon, Span { start: stop, end: stop + 1 }, first, norms, tokens);
            start = stop + 1;
        }
        push(source, lexicon, Span { start, end }, first, norms, tokens);
    }
    marks::read(source, lexicon, norms, &mut tokens[first..]);
}

/// Appends one of Unicode's words, or joins it to the token before it. `first`
/// is the first token of the paragraph.
fn push(
    source: &str,
    lexicon: &Lexicon,
    span: Span,
    first: usize,
    norms: &mut String,
    tokens: &mut Vec<Token>,
) {
    let word = &source[span.start..span.end];
    let start = norms.len();
    normalize(word, norms);
    let piece = Token {
        span,
        kind: kind_of(word),
        sentence: 0,
        quoted: Quoted::Outside,
        side: Side::None,
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

/// The full stop in one of Unicode's words that ends a sentence, if no space
/// stands after it: "left.She". An address on the web has none.
fn stop_inside(source: &str, span: Range<usize>) -> Option<usize> {
    let word = &source[span.clone()];
    let is_part = |c: char| matches!(c, '/' | '@' | '_' | '#');
    let (stop, _) =
        word.match_indices('.').find(|&(stop, _)| is_end(&word[..stop]) && is_start(&word[stop + 1..]))?;
    let address = word.starts_with("www.")
        || source[..span.start].ends_with(is_part)
        || source[span.end..].starts_with(is_part);
    (!address).then_some(span.start + stop)
}

/// Whether a word before a full stop may end a sentence or be an abbreviation:
/// "left", "Mr", "J.K".
fn is_end(word: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or_default();
    let initials = || word.split('.').all(|part| part.chars().count() == 1);
    last.chars().count() > 1 && last.ends_with(char::is_lowercase) || initials()
}

/// Whether a word after a full stop starts a sentence or is a name: it has a
/// capital and then small letters, or is "I".
fn is_start(word: &str) -> bool {
    let mut chars = word.chars();
    let (first, second) = (chars.next(), chars.next());
    first.is_some_and(char::is_uppercase) && second.is_some_and(char::is_lowercase)
        || first == Some('I') && second.is_none_or(is_apostrophe)
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
    let gap = &source[last.span.end..next.start];
    if !gap.chars().all(is_invisible) {
        return false;
    }
    let (left, right) = (last.norm(norms), &source[next.start..next.end]);
    let alphanumeric = |word: &str| word.starts_with(char::is_alphanumeric);
    if !gap.is_empty() && alphanumeric(left) && alphanumeric(right) {
        return true;
    }
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

/// Whether a character breaks a line. Unicode has several that do.
pub(crate) fn is_line_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character has no width, as some that pasted text brings along:
/// zero-width spaces and joiners, direction marks, soft hyphens, byte-order marks.
pub(crate) fn is_invisible(c: char) -> bool {
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
        for word in ["coun\u{ad}cillors", "coun\u{200b}cillors", "coun\u{2060}cillors", "\u{feff}councillors"]
        {
            let source = format!("The {word} left.");
            let text = self::text(&source);
            assert_eq!((text.tokens.len(), text.norm(1)), (4, "councillors"), "{source:?}");
        }
    }

    #[test]
    fn a_missing_space_after_a_full_stop() {
        assert_eq!(
            tokens("It was late.She left.I’m not sure."),
            ["It", "was", "late", ".", "She", "left", ".", "I", "’m", "not", "sure", "."]
        );
        assert_eq!(tokens("Mr.Lee met J.K.Ek."), ["Mr.", "Lee", "met", "J.K.", "Ek", "."]);
        for word in ["Ph.D", "U.S.A", "Booking.com", "GOV.UK", "www.Alma.Example", "/a/Alma.Html"] {
            assert!(tokens(word).iter().any(|token| token == word.trim_start_matches("/a/")), "{word}");
        }
    }
}
