//! The data files that are compiled into the program.
//!
//! For the browser, `build.rs` packs them, and each call here unpacks its file.
//! For other platforms they are included as they are.

use std::borrow::Cow;

use crate::lexicon::Lexicon;
#[cfg(target_arch = "wasm32")]
use crate::pack::{Content, unpack};

/// The content of the data file at `$place`, which `build.rs` packs as `$packed`.
macro_rules! file {
    ($place:literal, $packed:literal, $content:ident) => {{
        #[cfg(not(target_arch = "wasm32"))]
        let file: &'static [u8] = include_bytes!($place);
        #[cfg(target_arch = "wasm32")]
        let file = unpack(include_bytes!(concat!(env!("OUT_DIR"), "/", $packed)), Content::$content)
            .expect("build.rs has checked that the file unpacks");
        Cow::from(file)
    }};
}

/// The weights of the network that finds attributions.
pub(crate) fn model_weights() -> Cow<'static, [u8]> {
    file!("model/weights.bin", "model", Weights)
}

/// The weights of the tone network.
pub(crate) fn tone_weights() -> Cow<'static, [u8]> {
    file!("tone/weights.bin", "tone", Weights)
}

/// VADER's table of valences.
pub(crate) fn valences() -> String {
    text(file!("tone/lexicon.txt", "valences", Text))
}

/// The lexicon of word classes.
pub(crate) fn lexicon() -> Lexicon {
    // Not packed: gzip makes this file smaller than our packing does.
    let words = include_str!("lexicon/words.txt");
    let names = text(file!("lexicon/given-names.txt", "given-names", Text));
    Lexicon::parse(words, &names).expect("the tests parse the same tables")
}

fn text(file: Cow<'static, [u8]>) -> String {
    String::from_utf8(file.into_owned()).expect("the tables are UTF-8")
}
