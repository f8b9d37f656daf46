//! Converts a report to other units than bytes.

use super::{Report, Tone};
use crate::text::{Converter, Offsets, Span};

impl Report {
    /// Converts every span from UTF-8 bytes to `unit`.
    ///
    /// `text` must be the text that was analysed, and the report must not have been
    /// converted before.
    ///
    /// # Panics
    ///
    /// If `text` is not ASCII and a span of the report lies outside it or not on
    /// character boundaries.
    ///
    /// ```
    /// use whosaid::text::Offsets;
    ///
    /// let article = "“We left,” said Ann Lee.";
    /// let report = whosaid::analyze(article);
    /// assert_eq!(report.quotes[0].cue[0].start, 15);
    /// let report = report.with_offsets(article, Offsets::Chars);
    /// assert_eq!(report.quotes[0].cue[0].start, 11);
    /// ```
    #[must_use]
    pub fn with_offsets(mut self, text: &str, unit: Offsets) -> Report {
        if unit == Offsets::Bytes || text.is_ascii() {
            return self;
        }
        let convert = Converter::new(text, unit);
        spans(&convert, &mut self.layout.omitted);
        for paragraph in &mut self.paragraphs {
            convert.span(&mut paragraph.span);
            spans(&convert, paragraph.label.as_mut_slice());
            for sentence in &mut paragraph.sentences {
                convert.span(&mut sentence.span);
            }
            tone(&convert, paragraph.tone.as_mut());
            tone(&convert, paragraph.narrator.as_mut());
            tone(&convert, paragraph.quoted.as_mut());
        }
        for quote in &mut self.quotes {
            spans(&convert, &mut quote.content);
            spans(&convert, &mut quote.cue);
            spans(&convert, &mut quote.source);
            spans(&convert, &mut quote.chain);
            tone(&convert, quote.tone.as_mut());
        }
        for speaker in &mut self.speakers {
            spans(&convert, &mut speaker.mentions);
            tone(&convert, speaker.tone.as_mut());
        }
        self
    }
}

fn spans(convert: &Converter<'_>, spans: &mut [Span]) {
    for span in spans {
        convert.span(span);
    }
}

fn tone(convert: &Converter<'_>, tone: Option<&mut Tone>) {
    for evidence in tone.into_iter().flat_map(|tone| &mut tone.evidence) {
        convert.span(&mut evidence.span);
    }
}
