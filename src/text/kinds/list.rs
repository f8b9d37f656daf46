//! Items of a list: "• Pay would rise", "1. Open the gates".
//!
//! A bullet shows an item by itself. A hyphen, an asterisk or a number does so only
//! in a run of paragraphs with the same mark.

use super::words::Words;
use super::{ParagraphKind, Part};

/// Characters that open items of lists and nothing else.
const BULLETS: &[char] =
    &['•', '▪', '◦', '‣', '●', '○', '■', '□', '➤', '➢', '∙', '·', '⁃', '★', '☆', '✓', '✔'];

/// What opens an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Bullet,
    Star,
    /// A hyphen or a dash, which may also open what somebody says.
    Dash(char),
    Number(u32),
}

/// Finds the items of lists.
pub(super) fn find(words: &[Words], parts: &mut [Part]) {
    let mut at = 0;
    while at < parts.len() {
        let Some(first) = marker(&words[at]).filter(|_| may_be_item(&parts[at])) else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        let mut last = first;
        while end < parts.len()
            && may_be_item(&parts[end])
            && let Some(next) = marker(&words[end]).filter(|next| follows(last, *next))
        {
            last = next;
            end += 1;
        }
        let introduced = at > 0 && words[at - 1].text.ends_with(':');
        let items = match first {
            Marker::Bullet => true,
            Marker::Dash(_) => end - at > 1 && (introduced || !speak(&words[at..end])),
            Marker::Star | Marker::Number(_) => end - at > 1,
        };
        if items {
            parts[at..end].iter_mut().for_each(|part| part.kind = ParagraphKind::ListItem);
        }
        at = end;
    }
}

fn may_be_item(part: &Part) -> bool {
    matches!(part.kind, ParagraphKind::Body | ParagraphKind::Heading)
}

/// The mark with which a paragraph opens, if words follow.
fn marker(words: &Words) -> Option<Marker> {
    let first = words.text.chars().next()?;
    let spaced = || words.text.chars().nth(1).is_some_and(char::is_whitespace);
    if words.len() < 2 && !BULLETS.contains(&first) {
        return None;
    }
    match first {
        c if BULLETS.contains(&c) => Some(Marker::Bullet),
        '*' if spaced() => Some(Marker::Star),
        '-' | '–' if spaced() => Some(Marker::Dash(first)),
        _ => {
            let number = words.all[0].strip_suffix(['.', ')'])?.trim_start_matches('(');
            (number.len() <= 2).then(|| number.parse().ok()).flatten().map(Marker::Number)
        }
    }
}

fn follows(before: Marker, next: Marker) -> bool {
    match (before, next) {
        (Marker::Number(before), Marker::Number(next)) => next == before + 1,
        _ => before == next,
    }
}

/// Whether most lines that open with a dash read as what people say: sentences, of
/// which some ask.
fn speak(lines: &[Words]) -> bool {
    let sentences = lines.iter().filter(|line| line.ends()).count();
    let asks = lines.iter().any(|line| line.text.ends_with('?'));
    sentences * 2 > lines.len() && (asks || lines.len() == sentences)
}

#[cfg(test)]
mod tests {
    use crate::text::ParagraphKind::{Body, ListItem};
    use crate::text::testing::kinds;

    #[test]
    fn items_stand_in_runs() {
        for list in [
            "• Pay will rise\n• The gates open on Monday",
            "- Pay will rise\n- The gates open",
            "* Pay will rise\n* The gates open",
            "1. Pay will rise.\n2. The gates open.",
            "– Pay will rise\n– The gates open on Monday",
            "1) Pay will rise\n2) The gates open",
        ] {
            assert_eq!(
                kinds(&format!("The union said:\n\n{list}\n\nIt rained."))[1..3],
                [ListItem; 2],
                "{list}"
            );
        }
    }

    #[test]
    fn what_opens_like_an_item() {
        for lines in [
            "- One point is here.\nIt rained.",
            "2014. It was late.\n2015. It was early.",
            "1. We left.\n3. We came back.",
        ] {
            assert_eq!(kinds(&format!("It was late in the evening.\n\n{lines}"))[1..3], [Body; 2], "{lines}");
        }
        let dialogue = "It was late in the evening.\n\n– Why did you leave?\n– Nobody asked us to stay.";
        assert!(!kinds(dialogue).contains(&ListItem));
    }
}
