//! The door for the browser: a JavaScript string in, a [`Report`](crate::Report) out.
//!
//! Nothing is decided here. Offsets leave as UTF-16 code units, so that
//! JavaScript's `slice` works, and what is missing leaves as `null`.

use std::fmt::Display;

use js_sys::Function;
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::text::Offsets;

/// Reports a panic in the browser's console.
///
/// A panic ends the instance; whoever started it has to start another.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&format!("whosaid: {panic}").into());
    }));
}

/// Loads the weights, which the first article would otherwise wait for.
#[wasm_bindgen]
pub fn load() {
    crate::load();
}

/// Analyses an article. Spans count UTF-16 code units of `text`.
///
/// Any text is fine: what cannot be read gives a report with a notice.
/// `on_progress` hears how much is done, from 0 to 1; what it throws is ignored.
///
/// # Errors
///
/// Throws if the report cannot be turned into JavaScript values.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn analyze(
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "(done: number) => void")] on_progress: Option<Function>,
) -> Result<JsValue, JsError> {
    let mut tell = move |done: f64| {
        if let Some(on_progress) = &on_progress {
            let _ = on_progress.call1(&JsValue::NULL, &done.into());
        }
    };
    let report = crate::analyze_observed(text, &mut tell).with_offsets(text, Offsets::Utf16);
    report.serialize(&Serializer::new().serialize_missing_as_null(true)).map_err(into_error)
}

/// The one way in which errors reach JavaScript.
fn into_error(error: impl Display) -> JsError {
    JsError::new(&format!("whosaid: {error}"))
}
