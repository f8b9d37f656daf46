//! The files that the program carries.
//!
//! For the browser they are packed when the program is built (`build.rs`), and
//! unpacked by whoever asks. Elsewhere they are there as they are.

use std::borrow::Cow;

use crate::lexicon::Lexicon;
#[cfg(target_arch = "wasm32")]
use crate::pack::{Content, unpack};

/// The file, or what is unpacked of it.
macro_rules! file {
    ($place:literal, $packed:literal, $content:ident) => {{
        #[cfg(not(target_arch = "wasm32"))]
        let file: &'static [u8] = include_bytes!($place);
        #[cfg(target_arch = "wasm32")]
        let file = unpack(include_bytes!(concat!(env!("OUT_DIR"), "/", $packed)), Content::$content)
            .expect("build.rs has unpacked it");
        Cow::from(file)
    }};
}

/// The weights of the network that finds attributions.
pub(crate) fn model_weights() -> Cow<'static, [u8]> {
    file!("model/weights.bin", "model", Weights)
}

/// The weights of the network that weighs words.
pub(crate) fn tone_weights() -> Cow<'static, [u8]> {
    file!("tone/weights.bin", "tone", Weights)
}

/// VADER's lexicon.
pub(crate) fn valences() -> String {
    text(file!("tone/lexicon.txt", "valences", Text))
}

/// The classes of words.
pub(crate) fn lexicon() -> Lexicon {
    // gzip makes this one smaller than our packing does.
    let words = include_str!("lexicon/words.txt");
    let names = text(file!("lexicon/given-names.txt", "given-names", Text));
    Lexicon::parse(words, &names).expect("the tests read the same tables")
}

fn text(file: Cow<'static, [u8]>) -> String {
    String::from_utf8(file.into_owned()).expect("the tables are UTF-8")
}
