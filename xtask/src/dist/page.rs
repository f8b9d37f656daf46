//! Changes to the page's HTML. We wrote it, so a search for exact text will do.
//! Text that does not occur exactly once is an error: whoever renames a file in
//! the page cannot publish a page that does not find it.

use anyhow::{Context, Result, bail};

/// Preloads one of the modules, which a bundle no longer has.
pub(super) const MODULE_PRELOAD: &str = "<link rel=\"modulepreload\"";

/// Replaces a text that must occur exactly once.
pub(super) fn replace(text: &str, old: &str, new: &str) -> Result<String> {
    let count = text.matches(old).count();
    if count != 1 {
        bail!("`{old}` is there {count} times and must be there once, in www/index.html or the manifest");
    }
    Ok(text.replacen(old, new, 1))
}

/// Replaces the tag that starts with `start`.
pub(super) fn replace_tag(html: &str, start: &str, new: &str) -> Result<String> {
    let (_, rest) = html.split_once(start).with_context(|| format!("`{start}` is not in www/index.html"))?;
    let (inside, _) = rest.split_once('>').with_context(|| format!("`{start}` does not end"))?;
    replace(html, &format!("{start}{inside}>"), new)
}

/// Removes the tags that start with `start`, and the white space before them.
pub(super) fn without_tags(html: &str, start: &str) -> String {
    let (mut kept, mut rest) = (String::new(), html);
    while let Some((before, tag)) = rest.split_once(start) {
        kept.push_str(before.trim_end());
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_replaced_once_or_it_is_an_error() {
        assert_eq!(replace("a b c", "b", "x").unwrap(), "a x c");
        assert!(replace("a b b", "b", "x").is_err());
        assert!(replace("a", "b", "x").is_err());
    }

    #[test]
    fn tags_are_replaced_to_their_end() {
        assert_eq!(replace_tag("<p><a b='c' d>e</p>", "<a", "x").unwrap(), "<p>xe</p>");
        assert!(replace_tag("<p>", "<a", "x").is_err());
    }

    #[test]
    fn tags_go_with_their_line_and_others_stay() {
        let html = "<head>\n  <link a>\n  <link b>\n  <link a c>\n</head>\n";
        assert_eq!(without_tags(html, "<link a"), "<head>\n  <link b>\n</head>\n");
    }
}
