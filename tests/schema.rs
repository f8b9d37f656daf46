//! The description of the report in `docs/report.schema.json` has the words of the
//! Rust types. `tests/page/schema.test.js` holds real reports against it.
#![cfg(not(target_arch = "wasm32"))]

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use whosaid::Report;
use whosaid::report::{Act, Conversation, Notice, ParagraphKind, QuoteKind, Rule, SpeakerKind, ToneLabel};

fn definitions() -> Value {
    let schema: Value = serde_json::from_str(include_str!("../docs/report.schema.json")).unwrap();
    schema["$defs"].clone()
}

/// The words that an enum may have. serde names them all where it refuses another:
/// "unknown variant `?`, expected one of `direct`, `mixed`, `indirect`".
fn words<T: DeserializeOwned>() -> Vec<Value> {
    let refusal = serde_json::from_value::<T>(json!("?")).err().expect("no enum has this word");
    let refusal = refusal.to_string();
    let words = refusal.split('`').skip(1).step_by(2).skip(1);
    words.map(Value::from).collect()
}

/// The words that the schema names, without `null`.
fn described(definition: &Value) -> Vec<Value> {
    let words = definition["enum"].as_array().expect("it is an enum");
    words.iter().filter(|word| !word.is_null()).cloned().collect()
}

#[test]
fn the_words_are_those_of_the_types() {
    let definitions = definitions();
    let of = |name: &str| described(&definitions[name]);
    assert_eq!(of("paragraph_kind"), words::<ParagraphKind>());
    assert_eq!(of("conversation"), words::<Conversation>());
    assert_eq!(of("quote_kind"), words::<QuoteKind>());
    assert_eq!(of("act"), words::<Act>());
    assert_eq!(of("rule"), words::<Rule>());
    assert_eq!(of("speaker_kind"), words::<SpeakerKind>());
    assert_eq!(of("tone_label"), words::<ToneLabel>());
    assert_eq!(described(&definitions["report"]["properties"]["notice"]), words::<Notice>());
}

#[test]
fn the_version_is_that_of_the_crate() {
    assert_eq!(definitions()["report"]["properties"]["schema"]["const"], Report::SCHEMA);
}

#[test]
fn every_field_is_described() {
    let definitions = definitions();
    let report = whosaid::analyze("“The storm was terrible,” said Ann Lee, the mayor.");
    let report = serde_json::to_value(report).unwrap();
    let (paragraph, quote) = (&report["paragraphs"][0], &report["quotes"][0]);
    for (name, object) in [
        ("report", &report),
        ("layout", &report["layout"]),
        ("rating", &report["tone"]),
        ("paragraph", paragraph),
        ("sentence", &paragraph["sentences"][0]),
        ("tone", &paragraph["tone"]),
        ("evidence", &paragraph["tone"]["evidence"][0]),
        ("quote", quote),
        ("speaker", &report["speakers"][0]),
    ] {
        let fields =
            |object: &Value| -> Vec<String> { object.as_object().unwrap().keys().cloned().collect() };
        let definition = &definitions[name];
        assert_eq!(fields(object), fields(&definition["properties"]), "{name}");
        let mut required: Vec<&str> =
            definition["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        required.sort_unstable();
        assert_eq!(fields(object), required, "{name}");
    }
}
