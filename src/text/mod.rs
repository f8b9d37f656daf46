//! The article as paragraphs, sentences and tokens.
//!
//! This is the only place that knows about offsets. [`Text::new`] takes an
//! article as it was pasted and never changes a character: every [`Span`]
//! slices the source as given. Three layers cut it, each inside the one
//! before: paragraphs, sentences and tokens, the last on top of Unicode's
//! word boundaries (UAX 29).

pub(crate) mod calendar;
mod language;
pub(crate) mod marks;
mod offsets;
mod paragraphs;
mod sentences;
mod tokens;

use std::ops::Range;

pub use offsets::Offsets;

pub use crate::report::{Notice, ParagraphKind, Span};

/// An article, cut into paragraphs, sentences and tokens.
#[derive(Debug)]
pub struct Text<'a> {
    source: &'a str,
    /// Paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences of all paragraphs in order.
    pub sentences: Vec<Sentence>,
    /// Tokens of all sentences in order.
    pub tokens: Vec<Token>,
    norms: String,
}

/// A block of text that the writer set apart.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Bytes in the source, without the white space around it.
    pub span: Span,
    /// What part it plays.
    pub kind: ParagraphKind,
    /// Its sentences, as indices into [`Text::sentences`].
    pub sentences: Range<usize>,
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
}

/// A sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Bytes in the source, without the white space around it.
    pub span: Span,
    /// Index of its paragraph.
    pub paragraph: usize,
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
}

/// A word, a number or a mark.
#[derive(Clone, Debug)]
pub struct Token {
    /// Bytes in the source.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Index of its sentence.
    pub sentence: usize,
    norm: Range<usize>,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Holds a letter.
    Word,
    /// Holds a digit and no letter.
    Number,
    /// Punctuation, a symbol or an emoji.
    Mark,
}

impl<'a> Text<'a> {
    /// Cuts an article.
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        let mut text = Text {
            source,
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            norms: String::with_capacity(source.len()),
        };
        for (span, kind) in paragraphs::split(source) {
            text.push_paragraph(span, kind);
        }
        text
    }

    fn push_paragraph(&mut self, span: Span, kind: ParagraphKind) {
        let (first_token, first_sentence) = (self.tokens.len(), self.sentences.len());
        tokens::split(self.source, span, &mut self.norms, &mut self.tokens);
        let new = &self.tokens[first_token..];
        for range in sentences::split(self.source, new, &self.norms) {
            let tokens = first_token + range.start..first_token + range.end;
            let span = Span {
                start: self.tokens[tokens.start].span.start,
                end: self.tokens[tokens.end - 1].span.end,
            };
            for token in &mut self.tokens[tokens.clone()] {
                token.sentence = self.sentences.len();
            }
            self.sentences.push(Sentence { span, paragraph: self.paragraphs.len(), tokens });
        }
        self.paragraphs.push(Paragraph {
            span,
            kind,
            sentences: first_sentence..self.sentences.len(),
            tokens: first_token..self.tokens.len(),
        });
    }

    /// The article as it was given.
    #[must_use]
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// The characters of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'a str {
        &self.source[span.start..span.end]
    }

    /// The characters of a token, as pasted.
    #[must_use]
    pub fn raw(&self, token: usize) -> &'a str {
        self.slice(self.tokens[token].span)
    }

    /// A token in lower case with straight apostrophes and quotation marks,
    /// without invisible characters: the form that word lists are written in.
    #[must_use]
    pub fn norm(&self, token: usize) -> &str {
        self.tokens[token].norm(&self.norms)
    }

    /// Whether a token starts with an upper-case letter.
    #[must_use]
    pub fn is_capitalized(&self, token: usize) -> bool {
        self.raw(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// The paragraph of a token.
    #[must_use]
    pub fn paragraph_of(&self, token: usize) -> usize {
        self.sentences[self.tokens[token].sentence].paragraph
    }

    /// The paragraph that holds a byte, or else the last one before it.
    #[must_use]
    pub fn paragraph_at(&self, byte: usize) -> usize {
        self.paragraphs.partition_point(|p| p.span.start <= byte).saturating_sub(1)
    }

    /// Why the text cannot be analysed, if so.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        language::notice(self)
    }

    /// The span from the first to the last token of a range that is not empty.
    #[must_use]
    pub fn span_of(&self, tokens: &Range<usize>) -> Span {
        Span { start: self.tokens[tokens.start].span.start, end: self.tokens[tokens.end - 1].span.end }
    }

    /// The tokens that share a byte with a span.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }
}

impl Token {
    fn norm<'n>(&self, norms: &'n str) -> &'n str {
        &norms[self.norm.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn tokens_in_finds_touched_tokens() {
        let text = Text::new("One two three.");
        assert_eq!(text.tokens_in((5, 9).into()), 1..3);
        assert_eq!(text.tokens_in((3, 4).into()), 1..1);
    }
}
