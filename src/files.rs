//! The larger files that the program carries.
//!
//! For the browser they are packed when the program is built (`build.rs`), and
//! unpacked by whoever first asks, who keeps them. Elsewhere they are there as
//! they are.

#[cfg(target_arch = "wasm32")]
use crate::model::pack::{Content, unpack};

/// The file, or what is unpacked of it.
macro_rules! file {
    ($place:literal, $packed:literal, $content:ident) => {{
        #[cfg(not(target_arch = "wasm32"))]
        let file: &'static [u8] = include_bytes!($place);
        #[cfg(target_arch = "wasm32")]
        let file: &'static [u8] =
            unpack(include_bytes!(concat!(env!("OUT_DIR"), "/", $packed)), Content::$content)
                .expect("build.rs has unpacked it")
                .leak();
        file
    }};
}

/// The weights of the network that finds attributions.
pub(crate) fn model_weights() -> &'static [u8] {
    file!("model/weights.bin", "model", Weights)
}

/// The weights of the network that weighs words.
pub(crate) fn tone_weights() -> &'static [u8] {
    file!("tone/weights.bin", "tone", Weights)
}

/// VADER's lexicon.
pub(crate) fn lexicon() -> &'static str {
    std::str::from_utf8(file!("tone/lexicon.txt", "lexicon", Text)).expect("the lexicon is UTF-8")
}
