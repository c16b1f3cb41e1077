//! The JSON parsing test suite against what reads files here.

use isms_gauge_core::import::{ImportError, decode, inspect};
use isms_gauge_core::json::parse;
use serde_json::Value;

/// What a reader may accept and this one refuses: a key that stands twice would silently lose the
/// first value.
const STRICTER: [&str; 2] = [
    "y_object_duplicated_key",
    "y_object_duplicated_key_and_value",
];

fn suite() -> Vec<(String, String)> {
    let Value::Object(suite) =
        serde_json::from_str(include_str!("../json-suite/parsing.json")).unwrap()
    else {
        panic!("an object wanted")
    };
    let mut texts: Vec<(String, String)> = suite
        .into_iter()
        .map(|(name, text)| (name, text.as_str().unwrap().to_owned()))
        .collect();
    let deep = |name: &str, text: &str| (name.to_owned(), text.repeat(100_000));
    texts.push(deep("n_structure_100000_opening_arrays", "["));
    texts.push(deep("n_structure_open_array_object", "[{\"\":"));
    texts
}

#[test]
fn every_text_of_the_suite_that_must_be_refused_is_refused_with_words() {
    let mut n = 0;
    for (name, text) in suite() {
        if !name.starts_with("n_") {
            continue;
        }
        n += 1;
        assert!(parse(&text).is_err(), "{name} was read");
        let message = decode(text.as_bytes())
            .and_then(|text| inspect(&text))
            .err()
            .as_ref()
            .map(ImportError::to_string)
            .unwrap_or_else(|| panic!("{name} was taken"));
        assert!(
            message.starts_with("the file is ") && message.len() > 25,
            "{name}: {message}"
        );
    }
    assert_eq!(n, 188);
}

#[test]
fn every_text_of_the_suite_that_must_be_read_is_read() {
    let mut n = 0;
    for (name, text) in suite() {
        if name.starts_with("y_") {
            n += 1;
            let is_read = parse(&text).is_ok();
            assert_eq!(is_read, !STRICTER.contains(&name.as_str()), "{name}");
        }
    }
    assert_eq!(n, 95);
}

#[test]
fn no_text_of_the_suite_is_an_assessment_and_none_makes_it_stumble() {
    for (name, text) in suite() {
        assert!(inspect(&text).is_err(), "{name}");
    }
}
