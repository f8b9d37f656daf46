//! Conversations: interviews and transcripts, whose paragraphs are turns.

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// What kind of conversation an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub enum Conversation {
    /// Labels say who speaks.
    Labelled,
    /// Questions and answers follow one another without labels.
    Unlabelled,
}
