//! Pictures: who made one (a credit) and what it shows (a caption, often with a
//! credit at its end).

use super::words::{Words, bare, is_capital};
use super::{ParagraphKind, Part};

/// A credit has at most this many words.
const CREDIT: usize = 12;
/// A caption has at most this many words.
const CAPTION: usize = 100;
/// A line above a credit that does not end as a sentence is a caption if it has at
/// most this many words.
const LINE: usize = 30;

/// Words before whoever made a picture, with the mark that follows.
const CREDITED: &[&str] = &[
    "photo:",
    "photos:",
    "photograph:",
    "photographs:",
    "photography:",
    "picture:",
    "pictures:",
    "image:",
    "images:",
    "credit:",
    "credits:",
    "video:",
    "graphic:",
    "illustration:",
    "photo by",
    "photos by",
    "photograph by",
    "photographs by",
    "photography by",
    "picture by",
    "pictures by",
    "image by",
    "illustration by",
    "graphic by",
    "video by",
    "photo credit",
    "image credit",
    "picture credit",
    "photo courtesy",
    "image courtesy",
    "image source",
    "courtesy of",
    "photo illustration",
    "handout",
    "©",
    "ap photo",
    "copyright",
];
/// What a paragraph opens with that tells what a picture shows.
const SHOWS: &[&str] = &[
    "image caption",
    "caption:",
    "file photo",
    "file -",
    "file –",
    "file —",
    "pictured:",
    "pictured above",
    "in this image released",
    "in this photo released",
    "in this image provided",
    "in this photo provided",
    "in this image taken",
    "media caption",
    "photo caption",
];
/// Agencies of pictures, in small letters.
const AGENCIES: &[&str] = &[
    "ap",
    "afp",
    "reuters",
    "getty",
    "epa",
    "pa",
    "aap",
    "rex",
    "alamy",
    "shutterstock",
    "bloomberg",
    "dpa",
    "tass",
    "xinhua",
    "kyodo",
    "anadolu",
    "wenn",
    "splash",
    "upi",
    "zuma",
    "nasa",
    "istock",
    "unsplash",
    "scanpix",
    "shutterstock.com",
    "handout",
    "file",
];

/// Where the credit of a paragraph starts, in bytes from its start: 0 if it is nothing
/// else. Its length if it is a caption without a credit, nothing if it is about
/// no picture.
pub(super) fn credit(words: &Words) -> Option<usize> {
    if is_credit(words) {
        return Some(0);
    }
    if words.len() > CAPTION {
        return None;
    }
    let shows = SHOWS.iter().any(|opening| words.lower.starts_with(opening));
    let labelled = CREDITED.iter().any(|opening| opening.ends_with(':') && words.lower.starts_with(opening));
    let end = words.text.len();
    bracketed(words).or_else(|| after_stop(words)).or((shows || labelled).then_some(end))
}

/// Whether some words name who made a picture and nothing else: "Photo: Bo Ek",
/// "Bo Ek/AFP via Getty Images", "[Splash]".
fn is_credit(words: &Words) -> bool {
    let inner = words.lower.trim_start_matches(['(', '[']);
    let Some(first) = words.all.first() else { return false };
    if words.len() > CREDIT {
        return false;
    }
    if let Some(opening) = CREDITED.iter().find(|opening| opens(inner, opening)) {
        let skip = opening.split_whitespace().count().min(words.len());
        let rest = &words.all[skip..];
        // "Photo: Ann Lee at the harbour" tells what it shows.
        return rest.iter().all(|word| is_part(word))
            && (!rest.is_empty() || opening.ends_with("by") || *opening == "handout");
    }
    let brackets = first.starts_with(['(', '[']);
    let agency = names_agency(&words.all);
    let slash = words.all.iter().any(|word| word.contains('/'));
    let only = words.all.iter().all(|word| {
        is_agency(word)
            || matches!(bare(word).to_lowercase().as_str(), "images" | "media" | "photo" | "via" | "")
    });
    agency && (brackets || slash || only) && words.all.iter().all(|word| is_part(word))
}

/// Whether a text starts with some words and not with the start of a longer word.
fn opens(text: &str, opening: &str) -> bool {
    text.strip_prefix(opening)
        .is_some_and(|rest| opening.ends_with(':') || !rest.starts_with(char::is_alphanumeric))
}

/// Whether a word may stand in a credit: part of a name, or small.
fn is_part(word: &str) -> bool {
    let small = matches!(
        bare(word),
        "" | "by"
            | "of"
            | "for"
            | "and"
            | "via"
            | "the"
            | "de"
            | "van"
            | "der"
            | "von"
            | "in"
            | "courtesy"
            | "file"
            | "bin"
            | "al"
    );
    small || is_capital(word) || word.contains(char::is_numeric) || word.contains(['/', '@', '.'])
}

/// Whether some words name an agency of pictures: "Bo Ek/AFP", "Getty Images".
fn names_agency(words: &[&str]) -> bool {
    words.iter().any(|word| is_agency(word))
}

/// Whether a word has the name of an agency in it, between slashes.
fn is_agency(word: &str) -> bool {
    let capital = |part: &&str| part.starts_with(char::is_uppercase);
    let mut parts = word.split('/').map(bare).filter(capital);
    parts.any(|part| AGENCIES.contains(&part.to_lowercase().as_str()))
}

/// The start of a credit in brackets at the end: "The lake at dawn. (Photo by Cy Dunn)".
fn bracketed(words: &Words) -> Option<usize> {
    let closed = words.text.trim_end_matches(['.', ' ']);
    let open = match closed.chars().last()? {
        ')' => closed.rfind('(')?,
        ']' => closed.rfind('[')?,
        _ => return None,
    };
    let inner = words.part(&words.text[open..]);
    (open > 0 && is_credit(&inner)).then_some(open)
}

/// The start of a credit after the last sentence, or after a dash: "The lake at dawn.
/// Photograph: Bo Ek/Reuters".
fn after_stop(words: &Words) -> Option<usize> {
    let mut ends = words
        .text
        .char_indices()
        .rev()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?' | '”' | '"' | '|' | '—' | '–' | ')' | '’'));
    // The credit has few words, so its start is near the end.
    let start = ends.by_ref().take(CREDIT).find_map(|(at, c)| {
        let after = at + c.len_utf8();
        let start = after + (words.text[after..].len() - words.text[after..].trim_start().len());
        let rest = words.part(&words.text[start..]);
        (start > after && start < words.text.len() && is_credit(&rest)).then_some(start)
    });
    start.or_else(|| {
        // "Ann Lee at the harbour Photograph: Bo Ek/Reuters"
        let openings = [
            "Photograph:",
            "Photo:",
            "Picture:",
            "Image:",
            "Credit:",
            "Photograph by",
            "Photo by",
            "AP Photo/",
        ];
        let at = openings.iter().filter_map(|opening| words.text.rfind(opening)).max()?;
        let before = words.text[..at].ends_with(char::is_whitespace);
        (at > 0 && before && is_credit(&words.part(&words.text[at..]))).then_some(at)
    })
}

/// Finds captions that only the credit under them shows to be such.
pub(super) fn captions(words: &[Words], parts: &mut [Part]) {
    for at in 2..parts.len() {
        let above = &words[at - 1];
        if parts[at].kind == ParagraphKind::Credit
            && parts[at - 1].kind == ParagraphKind::Heading
            && above.len() <= LINE
        {
            parts[at - 1].kind = ParagraphKind::Caption;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::ParagraphKind::{Body, Caption, Credit, Heading};
    use crate::text::testing::{kind_among, kinds, text};

    #[test]
    fn credits() {
        for line in [
            "Photo: Bo Ek",
            "Bo Ek/AFP via Getty Images",
            "Photograph by Bo Ek",
            "Image source, Getty Images",
            "Richard Ek/AP",
            "AP Photo/Bo Ek",
            "Getty Images",
            "[Splash]",
            "(Picture: Josie Ek/PA)",
            "© Bo Ek 1978",
            "Pictures: Getty",
            "Credit: Bo Ek/Shutterstock.com",
            "Reuters",
            "Photograph: Bo Ek/The Observer",
        ] {
            assert_eq!(kind_among(line), Credit, "{line}");
        }
    }

    #[test]
    fn captions_end_in_credits() {
        for (line, shown) in [
            (
                "Ann Lee at the harbour on Monday. Photograph: Bo Ek/Reuters",
                "Ann Lee at the harbour on Monday.",
            ),
            ("Ann Lee at the town hall (Picture: Josie Ek/PA)", "Ann Lee at the town hall"),
            ("The lake at dawn. (Photo by Cy Dunn)", "The lake at dawn."),
            ("Have the two met? [Splash]", "Have the two met?"),
            ("Ann Lee at the harbour Photograph: Bo Ek/Reuters", "Ann Lee at the harbour"),
            (
                "FILE - The harbour of Port Alma on May 3, 2024. (AP Photo/Bo Ek, File)",
                "FILE - The harbour of Port Alma on May 3, 2024.",
            ),
            ("Image caption, Ann Lee opened the harbour", "Image caption, Ann Lee opened the harbour"),
        ] {
            assert_eq!(kind_among(line), Caption, "{line}");
            let source = format!("{line}\n\nThe hall was empty.");
            let text = text(&source);
            assert_eq!(text.words(&text.paragraphs[0].core), shown);
        }
        let above =
            "Harbour closed\n\nIt was late.\n\nAnn Lee opens the gates\n\nBo Ek/AFP\n\nThe hall was empty.";
        assert_eq!(kinds(above)[2..4], [Caption, Credit]);
    }

    #[test]
    fn pictures_in_the_news() {
        for line in [
            "The photo, published by Getty Images, was taken in May.",
            "Bo Ek told Reuters (an agency) that it rained.",
            "The court heard from Getty Images.",
            "He spoke to the agency AP.",
        ] {
            assert_eq!(kind_among(line), Body, "{line}");
        }
        assert_eq!(kind_among("Reuters wins a prize"), Heading);
    }
}
