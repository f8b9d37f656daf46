//! The interface for JavaScript: a string in, a [`Report`](crate::Report) out.
//!
//! Nothing is decided here. Spans count UTF-16 code units, as JavaScript's `slice`
//! does, and `None` becomes `null`.

use std::fmt::Display;

use js_sys::Function;
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::text::{Lines, Offsets};

/// Makes panics show in the browser's console. Runs once, when the module is loaded.
///
/// An instance cannot be used after a panic; the caller has to make another.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&format!("whosaid: {panic}").into());
    }));
}

/// Loads the networks and the lexicon, so that the first article does not have to wait.
#[wasm_bindgen]
pub fn load() {
    crate::load();
}

/// Analyses an article. Spans count UTF-16 code units of `text`.
///
/// A text that cannot be analysed, because it is empty or not English, gives a report
/// with a notice. `on_progress` is called with the proportion of the work that is done,
/// from 0 to 1; exceptions that it throws are ignored. With `keep_lines`, every line is
/// a paragraph: the lines of hard-wrapped text are not joined.
///
/// # Errors
///
/// Throws if the report cannot be converted to JavaScript values.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn analyze(
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "(done: number) => void")] on_progress: Option<Function>,
    #[wasm_bindgen(unchecked_optional_param_type = "boolean")] keep_lines: Option<bool>,
) -> Result<JsValue, JsError> {
    let mut tell = move |done: f64| {
        if let Some(on_progress) = &on_progress {
            let _ = on_progress.call1(&JsValue::NULL, &done.into());
        }
    };
    let lines = if keep_lines == Some(true) { Lines::AsPasted } else { Lines::Joined };
    let report = crate::analyze_lines(text, lines, &mut tell).with_offsets(text, Offsets::Utf16);
    report.serialize(&Serializer::new().serialize_missing_as_null(true)).map_err(into_error)
}

/// Converts an error for JavaScript. All errors pass through here.
fn into_error(error: impl Display) -> JsError {
    JsError::new(&format!("whosaid: {error}"))
}
