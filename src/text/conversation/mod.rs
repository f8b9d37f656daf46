//! Conversations: interviews and transcripts, whose paragraphs are turns.
//!
//! Whether an article is a conversation is decided by the evidence of the whole
//! text, once its words are known. Labels that come back and introduce what
//! people say to one another make it one (`labelled`); so do questions and answers
//! in turn (`unlabelled`). `evidence` tells what people say to one another from
//! what a reporter writes about them. Who a label or an answer is, is left to
//! [`people`](crate::people).

mod evidence;
mod labelled;
mod unlabelled;

use std::ops::Range;

use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

use super::{ParagraphKind, Text};

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

/// What somebody says in a paragraph of a conversation. Ranges are of tokens, as
/// indices into [`Text::tokens`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its paragraph, as an index into [`Text::paragraphs`].
    pub paragraph: usize,
    /// The label that introduces these words. It may stand in the paragraph
    /// before. Nothing for a paragraph that goes on with a turn.
    pub source: Option<Range<usize>>,
    /// The colon or the dash after the label.
    pub cue: Option<Range<usize>>,
    /// The words that are said; not empty.
    pub words: Range<usize>,
}

/// A conversation that was found.
#[derive(Debug)]
struct Found {
    conversation: Conversation,
    turns: Vec<Turn>,
    /// The paragraphs that have another kind now, with their labels.
    paragraphs: Vec<Part>,
}

/// A paragraph's part in a conversation.
#[derive(Debug)]
struct Part {
    paragraph: usize,
    kind: ParagraphKind,
    label: Option<Range<usize>>,
}

/// Finds the conversation of a text, if it is one, and fills in its turns and the
/// kinds and labels of its paragraphs.
pub(super) fn read(text: &mut Text) {
    let Some(found) = labelled::find(text).or_else(|| unlabelled::find(text)) else { return };
    for Part { paragraph, kind, label } in found.paragraphs {
        let paragraph = &mut text.paragraphs[paragraph];
        paragraph.kind = kind;
        paragraph.label = label;
    }
    text.conversation = Some(found.conversation);
    text.turns = found.turns;
}

#[cfg(test)]
mod tests {
    use super::{Conversation, ParagraphKind};
    use crate::text::testing::text;

    /// The kinds of the paragraphs of a conversation; none for another text.
    fn kinds(source: &str) -> Vec<ParagraphKind> {
        let text = text(source);
        if text.conversation.is_none() {
            return Vec::new();
        }
        text.paragraphs.iter().map(|paragraph| paragraph.kind).collect()
    }

    /// The label and the words of each turn.
    fn turns(source: &str) -> Vec<(String, String)> {
        let text = text(source);
        let words = |tokens: &std::ops::Range<usize>| text.words(tokens).to_owned();
        text.turns
            .iter()
            .map(|turn| (turn.source.as_ref().map(words).unwrap_or_default(), words(&turn.words)))
            .collect()
    }

    #[test]
    fn two_lines_of_one_shape_are_enough_and_one_is_not() {
        use ParagraphKind::Turn;
        assert_eq!(kinds("Owen Farr: Why did you leave?\nPetra Lind: I was tired."), [Turn; 2]);
        assert!(kinds("Owen Farr: Why did you leave?\nIt was late and the hall was empty.").is_empty());
    }

    #[test]
    fn a_turn_goes_on_until_the_reporter_does() {
        use ParagraphKind::{Body, Turn};
        let article = "Farr: Why did you leave?\n\nLind: I was tired.\n\nThe hall was cold in those days.\n\n\
                       (Laughter.)\n\nFarr: And now?\n\nLind: Now I sleep.\n\nThe interview has been edited.";
        assert_eq!(kinds(article), [Turn, Turn, Turn, Body, Turn, Turn, Body]);
        let turns = turns(article);
        assert_eq!(turns[2], (String::new(), "The hall was cold in those days.".to_owned()));
        assert_eq!(turns[4], ("Lind".to_owned(), "Now I sleep.".to_owned()));
    }

    #[test]
    fn an_excerpt_in_an_article_has_only_its_lines() {
        let story = "The mayor left the hall, and the council met without her.\n\n";
        let article = format!(
            "{}ANN LEE: Why did you leave?\n\nMAYOR EK: I was tired.\n\nLEE: Of what?\n\nEK: Of you.\n\n{}",
            story.repeat(3),
            story.repeat(3)
        );
        assert_eq!(turns(&article).len(), 4);
    }

    #[test]
    fn a_title_with_a_colon_is_no_turn() {
        let article = "Petra Lind: the last keeper\n\nShe runs the market.\n\nFarr: Why?\n\nLind: I like fish.\n\n\
                       Farr: You do?\n\nLind: I do.";
        assert_eq!(turns(article).len(), 4);
    }

    #[test]
    fn questions_and_answers_without_labels() {
        use ParagraphKind::{Question, Turn};
        let article = "Why did you leave?\n\nI was tired.\n\nWho helped you?\n\nMy aunt, and I thanked her.\n\n\
                       Would you go back?\n\nI would not.";
        assert_eq!(kinds(article), [Question, Turn, Question, Turn, Question, Turn]);
        assert_eq!(text(article).conversation, Some(Conversation::Unlabelled));
        let explainer = "Why did it close?\n\nThe roof fell in.\n\nWho pays?\n\nThe council does.\n\n\
                         What comes next?\n\nA vote in May.";
        assert!(kinds(explainer).is_empty());
    }
}
