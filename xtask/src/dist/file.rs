//! Files of the published page, most of them named after their content.

use sha2::{Digest as _, Sha256};

/// A file's name and its content.
pub(super) struct File {
    pub(super) name: String,
    pub(super) content: Vec<u8>,
}

impl File {
    pub(super) fn new(name: &str, content: impl Into<Vec<u8>>) -> Self {
        Self { name: name.to_owned(), content: content.into() }
    }

    /// A file whose name changes with its content.
    pub(super) fn hashed(name: &str, content: impl Into<Vec<u8>>) -> Self {
        let content = content.into();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        Self { name: format!("{stem}-{}.{extension}", hash(&content)), content }
    }
}

/// How many hexadecimal digits of the hash a name holds: 64 bits, so that two
/// contents will not share a name by chance.
const HASH_DIGITS: usize = 16;

/// The first 64 bits of the SHA-256.
pub(super) fn hash(content: &[u8]) -> String {
    let start = Sha256::digest(content).iter().take(8).fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
    format!("{start:0HASH_DIGITS$x}")
}

/// Whether a path's file is named after its content.
pub(crate) fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() == HASH_DIGITS && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_its_content_and_only_then() {
        let [one, same, other] = ["a", "a", "b"].map(|content| File::hashed("app.js", content).name);
        assert_eq!(one, "app-ca978112ca1bbdca.js");
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert!(is_hashed(&format!("/below/{one}")));
        for name in ["/", "/index.html", "/icon-192.png", "/sw.js", "/a-0123456789abcdeg.js"] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
