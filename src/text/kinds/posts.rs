//! Posts in social networks, as pages embed them and as people copy them.
//!
//! A post is known by the line that names its author: below it ("— Ann Lee (@annlee)
//! May 3, 2024"), above it ("Ann Lee @annlee · 2h"), or in the same paragraph. What the
//! network adds (times, counts, "Reply") is furniture, which tells where a post ends.

use super::ParagraphKind::{BlockQuote, Body, Byline, Heading, ListItem, Post, Time};
use super::time::is_stamp;
use super::words::{Words, undashed};
use super::{Part, Span};
use crate::lexicon::Class;

/// The name before a handle has at most this many words.
const NAME: usize = 6;
/// The author line at the end of a paragraph starts at most this many bytes before
/// the handle.
const BEFORE_HANDLE: usize = 80;
/// The furniture that ends a post is at most this many paragraphs after its author.
const PARAGRAPHS: usize = 8;
/// A line of furniture has at most this many words.
const FURNITURE: usize = 10;
/// Lines of furniture, in small letters.
const LINES: &[&str] = &[
    "reply",
    "replies",
    "retweet",
    "retweets",
    "like",
    "likes",
    "share",
    "quote tweet",
    "quote tweets",
    "quotes",
    "bookmarks",
    "views",
    "show this thread",
    "show more",
    "show more replies",
    "copy link",
    "copy link to post",
    "follow",
    "view on twitter",
    "view on x",
    "view on threads",
    "view on mastodon",
    "view on bluesky",
    "view this post on instagram",
    "see new tweets",
    "see new posts",
    "translate post",
    "translate tweet",
    "twitter ads info and privacy",
    "view on instagram",
    "see translation",
    "more",
    "repost",
    "reposts",
    "boosts",
    "favourites",
    "favorites",
    "retruths",
    "read more on x",
    "read more on twitter",
    "verified account",
];
/// Words before the names of those who do not write posts.
const OTHERS: &[&str] = &[
    "by", "via", "rt", "follow", "contact", "from", "replying", "email", "photo", "photos", "picture",
    "image", "video", "like", "see", "read", "cc", "credit", "source", "join", "tag", "tweet", "share",
];

/// Where the post stands whose author a line names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Above,
    Below,
    /// It stands before or after the line, as the other paragraphs tell.
    Either,
}

/// The author of a post in the paragraph that names them, in bytes from its start.
#[derive(Clone, Debug)]
struct Author {
    /// The name, or else the handle.
    name: Span,
    side: Side,
    /// Whether a time or a date shows beyond doubt that this is a post.
    dated: bool,
    /// Whether it is an embedded picture, whose words stand after a line of its own.
    shared: bool,
}

/// Finds the posts, their authors and their furniture.
pub(super) fn find(shown: &str, words: &[Words], parts: &mut [Part]) {
    if !shown.contains('@') && !words.iter().any(|words| words.text.starts_with("Posted by ")) {
        links(words, parts);
        return;
    }
    let authors: Vec<Option<Author>> = words.iter().map(|words| author_line(words)).collect();
    let page = Page { shown, words, authors };
    for at in 0..parts.len() {
        if parts[at].kind == Post || parts[at].label.is_some() {
            continue;
        }
        if let Some(author) = &page.authors[at] {
            page.attach(parts, at, author);
        } else if let Some((name, core)) = own_author(&words[at])
            && !parts[at].kind.is_credit()
        {
            let shift = |span: Span| shifted(parts[at].block.span, span);
            let (label, core) = (shift(name), shift(core));
            parts[at] = Part { kind: Post, core, label: Some(label), ..parts[at].clone() };
            page.furnish(parts, at + 1);
        }
    }
    links(words, parts);
}

/// Finds posts without an author line: what a colon introduces and has the links of a
/// network.
fn links(words: &[Words], parts: &mut [Part]) {
    for at in 1..parts.len() {
        let linked = ["pic.twitter.com/", "https://t.co/", "pic.x.com/"]
            .iter()
            .any(|link| words[at].text.contains(link));
        if linked
            && matches!(parts[at].kind, Body | Heading | BlockQuote)
            && words[at - 1].text.ends_with(':')
        {
            parts[at].kind = Post;
        }
    }
}

/// A span of a paragraph as one of the text.
fn shifted(paragraph: Span, span: Span) -> Span {
    Span { start: paragraph.start + span.start, end: paragraph.start + span.end }
}

/// The paragraphs of a text, and which name the author of a post.
struct Page<'a> {
    shown: &'a str,
    words: &'a [Words<'a>],
    authors: Vec<Option<Author>>,
}

impl Page<'_> {
    /// Makes the paragraphs beside an author line a post.
    fn attach(&self, parts: &mut [Part], at: usize, author: &Author) {
        let post = match self.side(parts, at, author) {
            Side::Below => self.after(parts, at, author),
            _ => self.before(parts, at, author),
        };
        let Some(post) = post.filter(|post| !post.is_empty()) else { return };
        let mut label = shifted(parts[at].block.span, author.name);
        if self.words[at].all.len() == 1
            && let Some(above) =
                at.checked_sub(1).filter(|&above| is_display_name(&self.words[above], &parts[above]))
        {
            // The name stands on a line of its own, above the handle.
            label = parts[above].block.span;
            parts[above].kind = Byline;
        }
        parts[at].kind = Byline;
        for part in &mut parts[post.clone()] {
            if part.kind != Time {
                *part = Part { kind: Post, core: part.block.span, label: Some(label), ..part.clone() };
            }
        }
        for inside in post.clone() {
            self.furnish(parts, inside);
        }
        self.furnish(parts, at.max(post.end - 1) + 1);
    }

    /// On which side of an author line its post stands: [`Side::Above`] if that is before
    /// it, [`Side::Below`] if it is after it.
    fn side(&self, parts: &[Part], at: usize, author: &Author) -> Side {
        if author.side != Side::Either {
            return author.side;
        }
        let likely = |at: usize| self.words.get(at).is_some_and(|words| has_signs(words));
        let ends_colon = |at: usize| self.words[at].text.ends_with(':');
        let before = at.checked_sub(1).filter(|&before| is_text(&parts[before]));
        match before {
            Some(_) if at + 1 >= parts.len() => Side::Above,
            Some(before) if ends_colon(before) => Side::Below,
            Some(before) if likely(before) && !likely(at + 1) => Side::Above,
            Some(before) if before > 0 && ends_colon(before - 1) => Side::Above,
            _ => Side::Below,
        }
    }

    /// The paragraphs of the post after an author line.
    fn after(&self, parts: &[Part], at: usize, author: &Author) -> Option<std::ops::Range<usize>> {
        let start =
            (at + 1..parts.len()).find(|&next| !self.is_furniture(next) && parts[next].kind != Time)?;
        let free = |next: usize| {
            next < parts.len()
                && self.authors[next].is_none()
                && is_text(&parts[next])
                && !self.is_furniture(next)
        };
        let ends = |next: usize| next < parts.len() && (self.is_furniture(next) || parts[next].kind == Time);
        if start > at + PARAGRAPHS || !free(start) {
            return None;
        }
        let run = (start..start + PARAGRAPHS).take_while(|&next| free(next)).count();
        if ends(start + run) {
            return Some(start..start + run);
        }
        // Without furniture under it, only its place shows that this is a post and no byline.
        let headed = parts[..at].iter().any(|part| part.kind == Body);
        let quoted = parts[start].block.quoted;
        let glued = |next: &usize| {
            free(*next) && (self.is_glued(parts, *next) || quoted && parts[*next].block.quoted)
        };
        let end = (start + 1..parts.len()).take_while(glued).last().map_or(start + 1, |last| last + 1);
        (author.dated || headed).then_some(start..end)
    }

    /// The paragraphs of the post before an author line.
    fn before(&self, parts: &[Part], at: usize, author: &Author) -> Option<std::ops::Range<usize>> {
        let free = |before: usize| {
            is_text(&parts[before]) && self.authors[before].is_none() && parts[before].label.is_none()
        };
        let end = (0..at).rev().find(|&before| !self.is_furniture(before) && parts[before].kind != Time)? + 1;
        if !free(end - 1) {
            return None;
        }
        if author.shared {
            let opens =
                |before: &usize| self.words[*before].text.eq_ignore_ascii_case("view this post on instagram");
            let top = (end.saturating_sub(PARAGRAPHS)..end).rev().find(opens);
            let start =
                top.map(|top| top + 1).or_else(|| has_signs(&self.words[end - 1]).then_some(end - 1))?;
            return (start..end).all(free).then_some(start..end);
        }
        let quoted = parts[end - 1].block.quoted;
        let joined = |before: &usize| {
            free(*before) && (self.is_glued(parts, *before + 1) || quoted && parts[*before].block.quoted)
        };
        let start = (0..end - 1).rev().take_while(joined).last().unwrap_or(end - 1);
        Some(start..end)
    }

    /// Takes the furniture from a paragraph on for what it is.
    fn furnish(&self, parts: &mut [Part], from: usize) {
        for (at, part) in parts.iter_mut().enumerate().skip(from) {
            if !self.is_furniture(at) {
                break;
            }
            if part.kind != Time {
                let start = part.block.span.start;
                *part = Part { kind: Post, core: Span { start, end: start }, label: None, ..part.clone() };
            }
        }
    }

    fn is_furniture(&self, at: usize) -> bool {
        is_furniture(&self.words[at])
    }

    /// Whether a paragraph follows the one before without a blank line, in a text that has
    /// blank lines between others.
    fn is_glued(&self, parts: &[Part], at: usize) -> bool {
        let breaks = |at: usize| {
            let between = parts[at - 1].block.span.end..parts[at].block.span.start;
            self.shown[between].matches('\n').count()
        };
        at > 0 && at < parts.len() && breaks(at) == 1 && (1..parts.len()).any(|at| breaks(at) > 1)
    }
}

/// Whether a paragraph may be the text of a post.
fn is_text(part: &Part) -> bool {
    matches!(part.kind, Body | Heading | ListItem | BlockQuote) && part.label.is_none()
}

/// Whether a paragraph is the name that a network shows above a handle.
fn is_display_name(words: &Words, part: &Part) -> bool {
    matches!(part.kind, Heading | Byline)
        && words.all.len() <= NAME
        && !words.text.ends_with(['.', ':', '?', '!'])
}

/// Whether a paragraph has what posts have and news has not: hashtags, links of a network.
fn has_signs(words: &Words) -> bool {
    let tag = |word: &&str| word.strip_prefix('#').is_some_and(|tag| tag.starts_with(char::is_alphabetic));
    words.all.iter().any(tag)
        || words.text.starts_with('@')
        || ["pic.twitter.com/", "https://t.co/", "pic.x.com/"].iter().any(|link| words.text.contains(link))
}

/// Whether a paragraph is what a network adds to a post: "3:14 PM · Nov 18, 2019 ·
/// Twitter for iPhone", "12 Retweets 30 Likes", "Show this thread".
fn is_furniture(words: &Words) -> bool {
    if words.all.len() > FURNITURE {
        return false;
    }
    let lower = words.text.to_lowercase();
    if LINES.contains(&lower.as_str()) || is_stamp(&words.all) || lower.starts_with("replying to @") {
        return true;
    }
    let link = |word: &&str| {
        word.starts_with("https://") || word.starts_with("pic.twitter.com/") || word.starts_with("pic.x.com/")
    };
    if words.all.iter().all(link) {
        return true;
    }
    // Counts with or without what is counted, a stamp with the name of a program.
    let counted = |word: &str| {
        let word = word.to_lowercase();
        LINES.contains(&word.as_str())
            || matches!(word.as_str(), "·" | "quote" | "tweets" | "people" | "&" | "and")
    };
    let counts = words.all.iter().all(|word| is_amount(word) || counted(word));
    if counts
        && words.all.iter().any(|word| is_amount(word))
        && (words.all.len() > 1 || words.text.ends_with(['K', 'M']))
    {
        return true;
    }
    let (stamp, program) = words.text.rsplit_once('·').unwrap_or((words.text, ""));
    let program = program.trim().to_lowercase();
    let stamp: Vec<&str> = stamp.split_whitespace().collect();
    let known = ["twitter", "web app", "tweetdeck", "view", "iphone", "android"]
        .iter()
        .any(|name| program.contains(name));
    known && is_stamp(&stamp)
}

/// "12", "1,234", "12.3K"
fn is_amount(word: &str) -> bool {
    let digits = word.trim_end_matches(['K', 'M', 'k']);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

/// The author that a paragraph names and does nothing else: "Ann Lee (@annlee)", "— Ann
/// Lee (@annlee) May 3, 2024", "@annlee", "Posted by Ann Lee on Monday, 3 May 2024".
fn author_line(words: &Words) -> Option<Author> {
    let (rest, dashed) = undashed(words.text);
    let shared = rest.strip_prefix("A post shared by ").or_else(|| rest.strip_prefix("A photo posted by "));
    let posted = rest.strip_prefix("Posted by ");
    let rest = shared.or(posted).unwrap_or(rest);
    let start = words.text.len() - rest.len();
    let named = shared.is_some() || posted.is_some();
    let Some((name, after)) = handled(words, rest) else {
        let (name, date) = rest.split_once(" on ").filter(|_| named)?;
        let date: Vec<&str> = date.split_whitespace().collect();
        let name = Span { start, end: start + name.len() };
        let dated = is_stamp(&date) && words.part(&words.text[name.start..name.end]).is_name();
        return dated.then_some(Author { name, side: Side::Above, dated, shared: shared.is_some() });
    };
    let after: Vec<&str> = after.split_whitespace().filter(|word| !is_label(word)).collect();
    let dated = is_stamp(&after);
    let bracketed = rest.contains("(@");
    let plain = words.part(&rest[name.start..name.end]).is_name() || rest[name.start..].starts_with('@');
    if !(dated || after.is_empty()) || !(dated || dashed || bracketed || named || plain) {
        return None;
    }
    let full_date =
        after.iter().any(|word| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let side = match () {
        () if dashed || named || full_date && bracketed => Side::Above,
        () if dated => Side::Below,
        () => Side::Either,
    };
    let name = Span { start: start + name.start, end: start + name.end };
    Some(Author { name, side, dated: dated || dashed || named, shared: shared.is_some() })
}

/// Words that a network puts beside the name of an author.
fn is_label(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "·" | "•"
            | "|"
            | "-"
            | "–"
            | "—"
            | "on"
            | "via"
            | "twitter"
            | "x"
            | "instagram"
            | "threads"
            | "facebook"
            | "follow"
            | "following"
            | "verified"
            | "account"
            | "✓"
            | "✔"
            | "✔️"
            | "☑️"
            | "pst"
            | "pdt"
            | "utc"
    )
}

/// The name, or else the handle, at the start of a text that has a handle near its start, and
/// what follows the handle.
fn handled<'a>(words: &Words, text: &'a str) -> Option<(Span, &'a str)> {
    let at = text.char_indices().find(|&(at, c)| {
        c == '@'
            && text[..at].chars().next_back().is_none_or(|before| before.is_whitespace() || before == '(')
    })?;
    let at = at.0;
    let length = handle_length(&text[at..])?;
    let after = text[at + length..].trim_start_matches(')');
    let name = text[..at].trim_end_matches(['(', ' ', '✓', '✔', '☑', '✅', '\u{fe0f}', '·']);
    let name = name
        .strip_suffix("Verified account")
        .or_else(|| name.strip_suffix("Verified"))
        .unwrap_or(name)
        .trim_end();
    if name.is_empty() {
        return Some((Span { start: at, end: at + length }, after));
    }
    let first = name.split_whitespace().next().unwrap_or_default().trim_end_matches(':').to_lowercase();
    // "We left. Ann Lee" is the end of a post and no name.
    let ends = |word: &str| {
        word.ends_with(['.', '?', '!', '…', ':', ';', ',', '”', '"', '—', '–'])
            && !words.is(word, Class::Abbreviation)
    };
    let initial = |word: &str| word.chars().count() == 2 && word.ends_with('.');
    let named = name.split_whitespace().count() <= NAME
        && !name.split_whitespace().any(|word| ends(word) && !initial(word))
        && !OTHERS.contains(&first.as_str());
    named.then_some((Span { start: 0, end: name.len() }, after))
}

/// The length in bytes of the handle at the start of a text: "@annlee", "@ann@alma.social".
fn handle_length(text: &str) -> Option<usize> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@');
    let end = text.find(|c| !inside(c)).unwrap_or(text.len());
    let handle = text[..end].trim_end_matches(['.', '-', '@']);
    (handle.len() > 1).then_some(handle.len())
}

/// The author of a post whose paragraph names them too, and the text of the post: "We left.
/// — Ann Lee (@annlee) May 3, 2024", "Ann Lee @annlee · 2h We left.", "RT @annlee: We left."
fn own_author(words: &Words) -> Option<(Span, Span)> {
    own_end(words).or_else(|| own_start(words)).or_else(|| repeated(words))
}

fn own_end(words: &Words) -> Option<(Span, Span)> {
    let text = words.text;
    let open = text.rfind("(@")?;
    let length = handle_length(&text[open + 1..])?;
    let after = text[open + 1 + length..].strip_prefix(')')?;
    let after: Vec<&str> = after.split_whitespace().filter(|word| !is_label(word)).collect();
    let dated = is_stamp(&after);
    if !dated && !after.is_empty() {
        return None;
    }
    let from = (open.saturating_sub(BEFORE_HANDLE)..=open).find(|&at| text.is_char_boundary(at))?;
    let near = &text[from..open];
    let dash = near.char_indices().rev().find(|&(at, c)| {
        let spaced = near[..at].ends_with([' ', '-']) && near[at + c.len_utf8()..].starts_with([' ', '-']);
        matches!(c, '—' | '–' | '―') || c == '-' && spaced
    });
    let (start, end) = if let Some((at, c)) = dash {
        (from + at + c.len_utf8(), from + at)
    } else {
        let start = dated.then(|| last_name(near))??;
        (from + start, from + start)
    };
    let name = text[start..open].trim();
    let start = start + (text[start..open].len() - text[start..open].trim_start().len());
    let core = text[..end].trim_end_matches(['-', ' ']).trim_end();
    let label = if name.is_empty() {
        Span { start: open + 1, end: open + 1 + length }
    } else {
        Span { start, end: start + name.len() }
    };
    (name.split_whitespace().count() <= NAME && !core.is_empty())
        .then_some((label, Span { start: 0, end: core.len() }))
}

/// Where the name at the end of a text starts: words with capitals after the end of a sentence.
fn last_name(text: &str) -> Option<usize> {
    let trimmed = text.trim_end();
    let end = trimmed.rfind(['.', '!', '?', '…', '”', '"'])?;
    let after = end + trimmed[end..].chars().next().map_or(0, char::len_utf8);
    let name = &trimmed[after..];
    let capitals = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    (!name.trim().is_empty() && name.starts_with(' ') && capitals).then_some(after)
}

fn own_start(words: &Words) -> Option<(Span, Span)> {
    let (name, after) = handled(words, words.text)?;
    let dot = after.trim_start().strip_prefix('·')?;
    // The stamp is as many words as still are one.
    let ends = dot.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let stamped =
        ends.take(NAME).filter(|&end| is_stamp(&dot[..end].split_whitespace().collect::<Vec<_>>())).last()?;
    let core = dot[stamped..].trim_start();
    (!core.is_empty()).then_some((name, Span { start: words.text.len() - core.len(), end: words.text.len() }))
}

/// "RT @annlee: We left.", "@annlee: We left."
fn repeated(words: &Words) -> Option<(Span, Span)> {
    let rest = words.text.strip_prefix("RT ").unwrap_or(words.text);
    let start = words.text.len() - rest.len();
    let length = rest.starts_with('@').then(|| handle_length(rest))??;
    let core = rest[length..].strip_prefix(':')?.trim_start();
    let end = words.text.len();
    (!core.is_empty()).then_some((Span { start, end: start + length }, Span { start: end - core.len(), end }))
}

#[cfg(test)]
mod tests {
    use crate::text::ParagraphKind::{Body, Byline, Heading, Post, Time};
    use crate::text::testing::{kinds, text};

    const BEFORE: &str =
        "Ships waited all day at the gates of Port Alma, and the council met in the evening.";
    const AFTER: &str = "The council will meet again on Thursday.";

    /// The author and the text of each post in an article.
    fn posts(post: &str) -> Vec<(String, String)> {
        let source = format!("Harbour closed\n\n{BEFORE}\n\n{post}\n\n{AFTER}");
        let text = text(&source);
        assert_eq!(text.paragraphs.last().map(|last| last.kind), Some(Body), "{post}");
        let said =
            text.paragraphs.iter().filter(|paragraph| paragraph.kind == Post && !paragraph.core.is_empty());
        said.map(|post| {
            let label = post.label.as_ref().map_or("", |label| text.words(label));
            (label.to_owned(), text.words(&post.core).to_owned())
        })
        .collect()
    }

    #[test]
    fn authors_stand_below_above_and_beside() {
        for post in [
            "We left at dawn. — Ann Lee (@annlee) November 18, 2019",
            "We left at dawn. - Ann Lee (@annlee)",
            "We left at dawn. Ann Lee (@annlee) November 18, 2019",
            "We left at dawn.\n\n— Ann Lee (@annlee) November 18, 2019",
            "We left at dawn.\n— Ann Lee (@annlee)",
            "We left at dawn.\n\nAnn Lee (@annlee) November 18, 2019",
            "Ann Lee @annlee · 2h\n\nWe left at dawn.",
            "Ann Lee @annlee · Nov 18\n\nWe left at dawn.",
            "Ann Lee ✓ @annlee · Nov 18\n\nWe left at dawn.",
            "Ann Lee (@annlee)\n\nWe left at dawn.",
            "Ann Lee\n@annlee\nWe left at dawn.\n3:14 PM · Nov 18, 2019",
            "Ann Lee @annlee · 2h We left at dawn.",
            "We left at dawn.\n\nPosted by Ann Lee on Monday, 18 November 2019",
            "View this post on Instagram\n\nWe left at dawn.\n\nA post shared by Ann Lee (@annlee)",
            "> We left at dawn.\n>\n> — Ann Lee (@annlee) November 18, 2019",
        ] {
            assert_eq!(posts(post), [("Ann Lee".to_owned(), "We left at dawn.".to_owned())], "{post}");
        }
        for post in ["@annlee\n\nWe left at dawn.", "RT @annlee: We left at dawn."] {
            assert_eq!(posts(post), [("@annlee".to_owned(), "We left at dawn.".to_owned())], "{post}");
        }
    }

    #[test]
    fn furniture_belongs_to_a_post() {
        let post = "Ann Lee @annlee · 2h\n\nWe left at dawn.\n\nNobody came.\n\n3:14 PM · Nov 18, 2019 · Twitter for \
                    iPhone\n\n12 Retweets 30 Likes\n\nShow this thread\n\nReply";
        let said = posts(post);
        assert_eq!(
            said.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(),
            ["We left at dawn.", "Nobody came."]
        );
        let source = format!("{BEFORE}\n\n{post}\n\n{AFTER}");
        assert_eq!(kinds(&source), [Body, Byline, Post, Post, Post, Post, Post, Post, Body]);
    }

    #[test]
    fn posts_follow_one_another() {
        let said = posts(
            "We left at dawn. — Ann Lee (@annlee) May 3, 2019\n\nNobody came. — Bo Ek (@boek) May 3, 2019\n\n\
             Cy Dunn @cydunn · 2h\n\nIt rained.\n\nUli Berg @uliberg · 3h\n\nIt poured.",
        );
        let authors: Vec<&str> = said.iter().map(|(author, _)| author.as_str()).collect();
        assert_eq!(authors, ["Ann Lee", "Bo Ek", "Cy Dunn", "Uli Berg"]);
    }

    #[test]
    fn lines_of_one_post_stand_together() {
        let said = posts("We left at dawn.\nNobody came.\n— Ann Lee (@annlee) May 3, 2019");
        assert_eq!(said.len(), 2);
    }

    #[test]
    fn a_link_after_a_colon_is_a_post() {
        assert_eq!(posts("Lee tweeted:\n\nWe left at dawn. pic.twitter.com/Q8FFsT2ITu").len(), 1);
    }

    #[test]
    fn handles_in_the_news_are_no_posts() {
        for line in [
            "Ann Lee (@annlee) said that it rained.",
            "Follow us on Twitter @almaherald",
            "Write to ann@example.org.",
            "The account @annlee was deleted.",
            "It was posted by Ann Lee on Monday.",
        ] {
            assert!(posts(line).is_empty(), "{line}");
        }
        let byline = format!("Harbour closed\n\nMary Lee @marylee\n\n{BEFORE}\n\n{AFTER}");
        assert_eq!(kinds(&byline), [Heading, Heading, Body, Body]);
        assert_eq!(kinds(&format!("{BEFORE}\n\n14:02\n\n{AFTER}"))[1], Time);
    }
}
