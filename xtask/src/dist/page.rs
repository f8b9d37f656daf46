//! Changes to the page's HTML. It is our own, so exact words will do; a word
//! that is not there exactly once is an error, so that nobody renames a file in
//! the page and publishes one that does not find it.

use anyhow::{Context, Result, bail};

/// Names a module of the sources, of which a bundle has one only.
pub(super) const MODULE_PRELOAD: &str = "<link rel=\"modulepreload\"";

/// Puts one text in the place of another.
pub(super) fn replace(text: &str, old: &str, new: &str) -> Result<String> {
    let count = text.matches(old).count();
    if count != 1 {
        bail!("`{old}` is there {count} times and must be there once, in www/index.html or the manifest");
    }
    Ok(text.replacen(old, new, 1))
}

/// Puts something in the place of the tag that starts like this.
pub(super) fn replace_tag(html: &str, start: &str, new: &str) -> Result<String> {
    let (_, rest) = html.split_once(start).with_context(|| format!("`{start}` is not in www/index.html"))?;
    let (inside, _) = rest.split_once('>').with_context(|| format!("`{start}` does not end"))?;
    replace(html, &format!("{start}{inside}>"), new)
}

/// Takes out the tags that start like this, with the white space before them.
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
