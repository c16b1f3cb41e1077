//! Files of every version that was ever written: they open, and nothing in them is lost.

use isms_gauge_core::file::{FileError, read, read_newer, write};
use isms_gauge_core::snapshot::sha256;
use serde_json::Value;

use crate::world::REAL;

/// Files as they were written, with their fingerprint: a fixture is never edited.
const FROZEN: [(&str, &str, &str); 5] = [
    (
        "smallest",
        include_str!("../fixtures/v1/smallest.json"),
        "bddfe40566f77a86",
    ),
    (
        "quick",
        include_str!("../fixtures/v1/quick.json"),
        "74e4a9853d0505a5",
    ),
    (
        "full",
        include_str!("../fixtures/v1/full.json"),
        "90eda48500bf6173",
    ),
    (
        "newer-minor",
        include_str!("../fixtures/v1/newer-minor.json"),
        "b7c45282d6a50243",
    ),
    (
        "orphans",
        include_str!("../fixtures/v1/orphans.json"),
        "7be3946e517e14f7",
    ),
];

#[test]
fn frozen_files_are_never_edited() {
    for (name, text, wanted) in FROZEN {
        assert_eq!(&sha256(text)[..16], wanted, "{name}");
    }
}

/// Everything of `wanted` that is not in `found` with the same value.
fn lost(wanted: &Value, found: &Value, place: &str) -> Vec<String> {
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => wanted
            .iter()
            .flat_map(|(key, value)| {
                let found = found.get(key).unwrap_or(&Value::Null);
                lost(value, found, &format!("{place}.{key}"))
            })
            .collect(),
        (wanted, found) if wanted == found => Vec::new(),
        (wanted, found) => vec![format!("{place}: {wanted} became {found}")],
    }
}

#[test]
fn every_frozen_file_opens_and_loses_nothing() {
    for (name, text, _) in FROZEN {
        let assessment = read(text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let written: Value = serde_json::from_str(&write(&assessment)).unwrap();
        let frozen: Value = serde_json::from_str(text).unwrap();
        assert_eq!(lost(&frozen, &written, ""), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn answers_to_questions_that_have_gone_are_kept() {
    let assessment = read(FROZEN[4].1).unwrap();
    let gone: Vec<&str> = assessment
        .answers
        .keys()
        .filter(|id| REAL.question(id).is_none())
        .map(|id| id.as_str())
        .collect();
    assert_eq!(gone, ["4.9.gone"]);
}

const NEWER: &str = r#"{"format": "isms-gauge.assessment", "version": 2, "id": "a",
    "profile": {"organisation": "From the future"}, "answers": {"4.1": {"rating": 3}}}"#;

#[test]
fn a_newer_file_is_not_opened_for_writing() {
    assert_eq!(read(NEWER), Err(FileError::TooNew { found: 2 }));
}

#[test]
fn a_newer_file_can_be_looked_at_as_far_as_it_is_understood() {
    let seen = read_newer(NEWER).unwrap();
    assert_eq!(seen.profile.organisation, "From the future");
    assert_eq!(seen.answers.len(), 1);
}

#[test]
fn a_newer_file_that_means_something_else_is_not_guessed_at() {
    let text = NEWER.replace("\"rating\": 3", "\"rating\": \"high\"");
    let message = read_newer(&text).unwrap_err().to_string();
    assert!(message.starts_with("at answers.4.1.rating: "), "{message}");
}

#[test]
fn a_foreign_file_cannot_be_looked_at_either() {
    let text = NEWER.replace("isms-gauge.assessment", "budget");
    assert!(matches!(read_newer(&text), Err(FileError::Foreign { .. })));
}
