//! The article as paragraphs, sentences and tokens.
//!
//! [`Text::new`] takes an article as it was pasted. First it is laid out as a
//! reader sees it (`layout`): broken lines are joined, page numbers are left
//! out. What is shown is cut three times, each time more finely: into
//! paragraphs, sentences and tokens. Tokens build on Unicode's word boundaries
//! (UAX 29). Spans slice what is shown; [`Text::pasted`] says where it was pasted.
//!
//! What later stages want to know of a token is worked out here, once: its
//! row in the [lexicon](crate::lexicon), whether it stands between quotation
//! marks (`marks`) and what its capital says (`capitals`). Those stages refer
//! to tokens by index; only a report has offsets into the article.

mod capitals;
mod conversation;
pub(crate) mod dateline;
mod kinds;
mod labels;
mod language;
mod layout;
mod marks;
mod offsets;
mod quotations;
mod sentences;
mod span;
mod tokens;

use std::ops::Range;

use kinds::Part;
use layout::Layout;

pub use capitals::Capital;
pub use conversation::{Conversation, Turn};
pub use kinds::ParagraphKind;
pub use language::Notice;
pub use layout::Lines;
pub use offsets::{Converter, Offsets};
pub use quotations::{Quotation, Quoted};
pub use span::Span;
pub(crate) use tokens::{is_invisible, is_line_break};

use crate::lexicon::{Class, Entry, Lexicon, Row};
use marks::Side;

/// An article, cut into paragraphs, sentences and tokens.
///
/// Methods that take a token take its index into [`Text::tokens`], and panic
/// if there is no such token.
///
/// ```
/// let analyzer = whosaid::Analyzer::new();
/// let text = analyzer.cut("“We left,” said Mr. Lee. It rained.");
/// assert_eq!(text.sentences.len(), 2);
/// assert_eq!((text.raw(6), text.norm(6)), ("Mr.", "mr."));
///
/// let quotation = &text.quotations[0];
/// assert_eq!(text.words(&quotation.tokens), "“We left,”");
/// assert!(quotation.closed);
/// ```
#[derive(Debug)]
pub struct Text<'a> {
    layout: Layout<'a>,
    lexicon: &'a Lexicon,
    /// Paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences of all paragraphs in order.
    pub sentences: Vec<Sentence>,
    /// Tokens of all sentences in order.
    pub tokens: Vec<Token>,
    /// Quotations in order; one inside another is left out.
    pub quotations: Vec<Quotation>,
    /// What kind of conversation the article is, if it is one.
    pub conversation: Option<Conversation>,
    /// What is said in the paragraphs of a conversation, in order.
    pub turns: Vec<Turn>,
    /// The [norms](Text::norm) of all tokens, one after the other.
    norms: String,
}

/// A block of text that the writer set apart.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Bytes of what is shown, without the white space around it.
    pub span: Span,
    /// The part that it plays in the article.
    pub kind: ParagraphKind,
    /// The tokens that name who speaks in it: the label of a turn ("Ann Lee" of
    /// "Ann Lee: We left"), the author of a post. They may stand in another
    /// paragraph.
    pub label: Option<Range<usize>>,
    /// The tokens of its own text: without the author and the date of a post, without
    /// the credit after a caption. May be empty.
    pub core: Range<usize>,
    /// Its sentences, as indices into [`Text::sentences`].
    pub sentences: Range<usize>,
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
}

/// A sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Bytes of what is shown, without the white space around it.
    pub span: Span,
    /// Its paragraph, as an index into [`Text::paragraphs`].
    pub paragraph: usize,
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
}

/// A word, a number or a mark.
#[derive(Clone, Debug)]
pub struct Token {
    /// Bytes of what is shown.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its sentence, as an index into [`Text::sentences`].
    pub sentence: usize,
    /// Whether it stands between quotation marks, or is one.
    pub quoted: Quoted,
    /// What its capital says, if it has one.
    pub capital: Capital,
    /// Whether the article has the same word in small letters somewhere.
    pub also_small: bool,
    /// What it is to the quotations of its paragraph.
    side: Side,
    row: Row,
    /// Bytes in `Text::norms`.
    norm: Range<usize>,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// It has a letter.
    Word,
    /// It has a digit and no letter.
    Number,
    /// It has neither: punctuation, a symbol or an emoji.
    Mark,
}

impl<'a> Text<'a> {
    /// Cuts an article and looks up its words. Any text is fine; one without
    /// visible characters has no tokens.
    ///
    /// [`Analyzer::cut`](crate::Analyzer::cut) does this with its own lexicon.
    #[must_use]
    pub fn new(pasted: &'a str, lexicon: &'a Lexicon) -> Self {
        Self::with_lines(pasted, lexicon, Lines::Joined)
    }

    /// Cuts an article like [`Text::new`], with its lines treated as `lines` says.
    #[must_use]
    pub fn with_lines(pasted: &'a str, lexicon: &'a Lexicon, lines: Lines) -> Self {
        let mut layout = Layout::of(pasted, lexicon, lines);
        let blocks = std::mem::take(&mut layout.blocks);
        let norms = String::with_capacity(layout.shown.len());
        let mut text = Text {
            layout,
            lexicon,
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            quotations: Vec::new(),
            conversation: None,
            turns: Vec::new(),
            norms,
        };
        let parts = kinds::of(&text.layout.shown, &blocks, lexicon);
        for part in &parts {
            text.push_paragraph(part);
        }
        for (index, part) in parts.iter().enumerate() {
            let label = part.label.map(|label| text.tokens_in(label)).filter(|label| !label.is_empty());
            text.paragraphs[index].label = label;
        }
        text.quotations = quotations::find(&text);
        for index in 0..text.quotations.len() {
            let quotation = &text.quotations[index];
            for token in quotation.tokens.clone() {
                text.tokens[token].quoted = quotation.around(token);
            }
        }
        capitals::read(&mut text);
        conversation::read(&mut text);
        text
    }

    fn push_paragraph(&mut self, part: &Part) {
        let span = part.block.span;
        let (first_token, first_sentence) = (self.tokens.len(), self.sentences.len());
        tokens::split(&self.layout.shown, self.lexicon, span, &mut self.norms, &mut self.tokens);
        for token in &mut self.tokens[first_token..] {
            token.row = self.lexicon.look_up(&self.norms[token.norm.clone()]);
        }
        let new = &self.tokens[first_token..];
        for range in sentences::split(&self.layout.shown, self.lexicon, new, &self.norms) {
            let tokens = first_token + range.start..first_token + range.end;
            let span = self.span_of(&tokens);
            for token in &mut self.tokens[tokens.clone()] {
                token.sentence = self.sentences.len();
            }
            self.sentences.push(Sentence { span, paragraph: self.paragraphs.len(), tokens });
        }
        self.paragraphs.push(Paragraph {
            span,
            kind: part.kind,
            label: None,
            core: self.tokens_in(part.core),
            sentences: first_sentence..self.sentences.len(),
            tokens: first_token..self.tokens.len(),
        });
    }

    /// The tokens that start in some bytes of what is shown.
    fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        start..self.tokens.partition_point(|token| token.span.start < span.end).max(start)
    }

    /// The article as a reader sees it.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.layout.shown
    }

    /// Where a span of what is shown was pasted, in bytes. It must be the span of
    /// tokens or of something longer. What was pasted there may hold line breaks,
    /// hyphens and page numbers that are not shown ([`Text::omitted`]).
    #[must_use]
    pub fn pasted(&self, span: Span) -> Span {
        self.layout.pasted(span)
    }

    /// What is not shown, in bytes of the pasted text and in order: hyphens at the
    /// end of a line, marks ">" of a mail, page numbers and running titles, signs of
    /// footnotes.
    #[must_use]
    pub fn omitted(&self) -> &[Span] {
        &self.layout.omitted
    }

    /// How many line breaks were taken out.
    #[must_use]
    pub fn lines_joined(&self) -> usize {
        self.layout.lines_joined
    }

    /// The characters of a span of what is shown.
    ///
    /// # Panics
    ///
    /// If the span is not one of this text and ends after it or inside a character.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.layout.shown[span.start..span.end]
    }

    /// The characters of a token, as they are shown.
    #[must_use]
    pub fn raw(&self, token: usize) -> &str {
        self.slice(self.tokens[token].span)
    }

    /// A token in lower case, with straight apostrophes and plain hyphens and
    /// without invisible characters: the form in which word lists are written.
    #[must_use]
    pub fn norm(&self, token: usize) -> &str {
        self.tokens[token].norm(&self.norms)
    }

    /// Whether a token is a word of a class.
    #[must_use]
    pub fn is(&self, token: usize, class: Class) -> bool {
        self.lexicon.is(self.tokens[token].row, class)
    }

    /// Whether a token is a word of any of these classes.
    #[must_use]
    pub fn is_any(&self, token: usize, classes: &[Class]) -> bool {
        classes.iter().any(|&class| self.is(token, class))
    }

    /// Whether a token is a common word.
    pub(crate) fn is_common(&self, token: usize) -> bool {
        self.lexicon.is_word(self.norm(token))
    }

    /// Whether something in its [norm](Text::norm) is a word of a class.
    pub(crate) fn knows(&self, norm: &str, class: Class) -> bool {
        self.lexicon.knows(norm, class)
    }

    /// Whether something in its [norm](Text::norm) is a word of any of some classes.
    pub(crate) fn knows_any(&self, norm: &str, classes: &[Class]) -> bool {
        let row = self.lexicon.look_up(norm);
        classes.iter().any(|&class| self.lexicon.is(row, class))
    }

    /// What the lexicon knows of a token.
    #[must_use]
    pub fn entry(&self, token: usize) -> &'a Entry {
        self.lexicon.entry(self.tokens[token].row)
    }

    /// The row of a token in the lexicon.
    #[must_use]
    pub fn row(&self, token: usize) -> Row {
        self.tokens[token].row
    }

    /// Whether a token is punctuation, a symbol or an emoji.
    #[must_use]
    pub fn is_mark(&self, token: usize) -> bool {
        self.tokens[token].kind == TokenKind::Mark
    }

    /// Whether a token is a quotation mark. An apostrophe is none.
    #[must_use]
    pub fn is_quotation_mark(&self, token: usize) -> bool {
        self.tokens[token].side != Side::None
    }

    /// Whether a token is a dash, or a hyphen or two that stand for one.
    #[must_use]
    pub fn is_dash(&self, token: usize) -> bool {
        matches!(self.norm(token), "―" | "—" | "–" | "--" | "-")
    }

    /// Whether a token is not between quotation marks. The marks themselves are
    /// outside, too.
    #[must_use]
    pub fn is_outside(&self, token: usize) -> bool {
        !matches!(self.tokens[token].quoted, Quoted::Inside | Quoted::After)
    }

    /// The quotation that holds a token, marks included.
    #[must_use]
    pub fn quotation_at(&self, token: usize) -> Option<&Quotation> {
        let after = self.quotations.partition_point(|quotation| quotation.tokens.start <= token);
        self.quotations[..after].last().filter(|quotation| quotation.tokens.contains(&token))
    }

    /// The next token; nothing after the last one of the text.
    #[must_use]
    pub fn after(&self, token: usize) -> Option<usize> {
        (token + 1 < self.tokens.len()).then_some(token + 1)
    }

    /// The tokens of the sentence of a token.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> Range<usize> {
        self.sentences[self.tokens[token].sentence].tokens.clone()
    }

    /// Whether a token starts with an upper-case letter.
    #[must_use]
    pub fn is_capitalized(&self, token: usize) -> bool {
        self.raw(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether tokens stand in the label of a turn, at the start of its paragraph.
    #[must_use]
    pub fn is_label(&self, tokens: &Range<usize>) -> bool {
        let label = self.paragraphs[self.paragraph_of(tokens.start)].label.as_ref();
        label.is_some_and(|label| label.start <= tokens.start && tokens.end <= label.end)
    }

    /// The paragraph of a token, as an index into [`Text::paragraphs`].
    #[must_use]
    pub fn paragraph_of(&self, token: usize) -> usize {
        self.sentences[self.tokens[token].sentence].paragraph
    }

    /// Why the text cannot be analysed; nothing if it can.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        language::notice(self)
    }

    /// The characters from the first token of a range to the last.
    ///
    /// # Panics
    ///
    /// If the range is empty or ends after the last token.
    #[must_use]
    pub fn words(&self, tokens: &Range<usize>) -> &str {
        self.slice(self.span_of(tokens))
    }

    /// The span, in bytes, from the first token of a range to the last.
    ///
    /// # Panics
    ///
    /// If the range is empty or ends after the last token.
    #[must_use]
    pub fn span_of(&self, tokens: &Range<usize>) -> Span {
        Span { start: self.tokens[tokens.start].span.start, end: self.tokens[tokens.end - 1].span.end }
    }
}

impl Token {
    fn norm<'n>(&self, norms: &'n str) -> &'n str {
        &norms[self.norm.clone()]
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use std::sync::{Arc, LazyLock};

    use super::{ParagraphKind, Text};
    use crate::files;
    use crate::lexicon::Lexicon;
    use crate::model::testing::network;

    /// The lexicon that this crate carries, read once for all tests.
    pub(crate) fn lexicon() -> &'static Lexicon {
        static LEXICON: LazyLock<Lexicon> =
            LazyLock::new(|| files::lexicon().with_vocabulary(Arc::clone(network().vocabulary())));
        &LEXICON
    }

    /// Cuts an article of a test.
    pub(crate) fn text(source: &str) -> Text<'_> {
        Text::new(source, lexicon())
    }

    /// The kinds of the paragraphs of an article.
    pub(crate) fn kinds(source: &str) -> Vec<ParagraphKind> {
        text(source).paragraphs.iter().map(|paragraph| paragraph.kind).collect()
    }

    /// The kind of a paragraph that stands before another.
    pub(crate) fn kind_among(paragraph: &str) -> ParagraphKind {
        kinds(&format!("{paragraph}\n\nThe hall was empty."))[0]
    }
}
