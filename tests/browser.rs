//! The boundary to JavaScript, as JavaScript sees it.
#![cfg(target_arch = "wasm32")]

mod shared;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, JSON, JsString};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Emoji take two code units, curly quotes one, and both several bytes.
const ARTICLE: &str = "🌧️ Floods\r\n\r\n“We left,” said Ann Lee. 😀 She added that it rained.\r\n";

/// Calls `analyze` from JavaScript and returns what `JSON.stringify` makes of
/// the report: it drops `undefined` and keeps `null`.
fn analyze(text: &JsString, on_progress: Option<Function>) -> Value {
    let analyze = Closure::<dyn Fn(String) -> JsValue>::new(move |text: String| {
        whosaid::wasm::analyze(&text, on_progress.clone(), None).unwrap_throw()
    });
    let analyze: &Function = analyze.as_ref().unchecked_ref();
    let report = analyze.call1(&JsValue::NULL, text).expect("analyze does not throw");
    let json = String::from(JSON::stringify(&report).expect("a report is plain data"));
    serde_json::from_str(&json).expect("JSON.stringify writes JSON")
}

fn report(text: &str) -> Value {
    analyze(&text.into(), None)
}

/// What JavaScript's `slice` cuts out at each span.
fn slices(text: &str, spans: &Value) -> Vec<String> {
    let text = JsString::from(text);
    let offset = |value: &Value| value.as_u64().and_then(|at| u32::try_from(at).ok()).expect("an offset");
    let spans = spans.as_array().expect("spans");
    spans.iter().map(|span| text.slice(offset(&span[0]), offset(&span[1])).into()).collect()
}

#[wasm_bindgen_test]
fn spans_cut_the_text_with_slice() {
    let report = report(ARTICLE);
    let paragraphs: Vec<Value> =
        report["paragraphs"].as_array().unwrap().iter().map(|paragraph| paragraph["span"].clone()).collect();
    assert_eq!(
        slices(ARTICLE, &Value::Array(paragraphs)),
        ["🌧️ Floods", "“We left,” said Ann Lee. 😀 She added that it rained."]
    );
    let quote = &report["quotes"][0];
    assert_eq!(slices(ARTICLE, &quote["content"]), ["“We left,”"]);
    assert_eq!(slices(ARTICLE, &quote["cue"]), ["said"]);
    assert_eq!(slices(ARTICLE, &quote["source"]), ["Ann Lee"]);
    let second = &report["quotes"][1];
    assert_eq!(slices(ARTICLE, &second["source"]), ["She"]);
    assert_eq!(slices(ARTICLE, &second["content"]), ["that it rained"]);
}

#[wasm_bindgen_test]
fn what_is_missing_is_null() {
    let report = report("It rained on Monday.");
    assert_eq!(report.get("notice"), Some(&Value::Null));
    assert_eq!(report["paragraphs"][0].get("quoted"), Some(&Value::Null));
}

#[wasm_bindgen_test]
fn numbers_and_words_are_plain() {
    let report = report(ARTICLE);
    assert_eq!(report["schema"], 2);
    assert_eq!(report["quotes"][0]["kind"], "direct");
    assert_eq!(report["quotes"][0]["rule"], "quote_marks");
    assert_eq!(report["speakers"][0]["name"], "Ann Lee");
}

#[wasm_bindgen_test]
fn an_empty_text_gives_a_notice() {
    for empty in ["", " \r\n\t"] {
        let report = report(empty);
        assert_eq!(report["notice"], "empty");
        assert_eq!(report["quotes"], serde_json::json!([]));
    }
}

#[wasm_bindgen_test]
fn progress_rises_from_0_to_1() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let hear = Closure::<dyn FnMut(f64)>::new({
        let heard = Rc::clone(&heard);
        move |done| heard.borrow_mut().push(done)
    });
    analyze(&ARTICLE.into(), Some(hear.as_ref().unchecked_ref::<Function>().clone()));
    let heard = heard.borrow();
    assert_eq!(heard.first(), Some(&0.0));
    assert_eq!(heard.last(), Some(&1.0));
    assert!(heard.is_sorted(), "{heard:?}");
    assert!(heard.iter().any(|done| (0.01..0.99).contains(done)), "nothing between: {heard:?}");
}

#[wasm_bindgen_test]
fn a_callback_that_throws_changes_nothing() {
    let throw = Function::new_no_args("this.calls = (this.calls ?? 0) + 1; throw new Error('not listening')");
    let calls = Function::new_no_args("return this.calls");
    assert_eq!(analyze(&ARTICLE.into(), Some(throw)), report(ARTICLE));
    assert!(calls.call0(&JsValue::UNDEFINED).expect("a number").as_f64() > Some(1.0), "it was not called");
}

#[wasm_bindgen_test]
fn half_a_character_is_one_unknown_character() {
    for half in [0xD83D, 0xDE00] {
        let text = JsString::from_char_code1(half).concat(&ARTICLE.into());
        // It counts as one code unit on both sides, so spans still fit.
        let unknown = format!("\u{FFFD}{ARTICLE}");
        assert_eq!(analyze(&text, None), report(&unknown));
        assert_eq!(slices(&unknown, &report(&unknown)["quotes"][0]["source"]), ["Ann Lee"]);
        analyze(&JsString::from_char_code1(half), None);
    }
}

#[wasm_bindgen_test]
fn reports_are_those_of_every_other_platform() {
    let native = include_str!("snapshots/golden__digests.snap");
    let (_, native) = native.rsplit_once("---\n").expect("a snapshot has a head");
    assert_eq!(shared::digests(), native);
}
