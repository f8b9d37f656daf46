//! The one error of the crate: a file or table that cannot be used.

use std::fmt;

/// Why an [`Analyzer`](crate::Analyzer) or a [`Lexicon`](crate::lexicon::Lexicon)
/// could not be made.
///
/// Its message says what is wrong, and where: in which weight file, or in the
/// row of which word.
///
/// ```
/// use whosaid::{Analyzer, Weights};
///
/// let weights = Weights { attributions: Some(b""), ..Weights::default() };
/// let error = Analyzer::with_weights(weights).unwrap_err();
/// assert_eq!(error.to_string(), "weights of attributions: the weight file ends early");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(String);

impl Error {
    pub(crate) fn new(message: String) -> Self {
        Error(message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
