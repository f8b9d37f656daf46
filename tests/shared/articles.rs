//! The articles that several tests read.

/// Our own articles, by name.
pub(crate) const ARTICLES: &[(&str, &str)] = &[
    ("border-talks", include_str!("../articles/border-talks.txt")),
    ("british", include_str!("../articles/british.txt")),
    ("council-transcript", include_str!("../articles/council-transcript.txt")),
    ("german-marks", include_str!("../articles/german-marks.txt")),
    ("headlines", include_str!("../articles/headlines.txt")),
    ("live-blog", include_str!("../articles/live-blog.txt")),
    ("marks", include_str!("../articles/marks.txt")),
    ("posts", include_str!("../articles/posts.txt")),
    ("tweets", include_str!("../articles/tweets.txt")),
    ("wire-crlf", include_str!("../articles/wire-crlf.txt")),
    ("example", include_str!("../../www/example.txt")),
];
