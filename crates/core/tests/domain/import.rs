//! What somebody chooses, drops or pastes: it is named, or refused with a message.

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::backup::Backup;
use isms_gauge_core::file::write;
use isms_gauge_core::import::{Content, Inspected, OddityKind, decode, inspect, visible};
use isms_gauge_core::lock::{Locked, ROUNDS};
use isms_gauge_core::share;
use proptest::prelude::*;
use serde_json::json;

use crate::any::any_assessment;
use crate::world::{REAL, TODAY, all};

fn content(text: &str) -> Content {
    inspect(text)
        .unwrap_or_else(|fault| panic!("{fault}"))
        .content
}

fn refused(text: &str, message: &str) {
    let found = inspect(text).expect_err("refused").to_string();
    assert!(found.contains(message), "{found}");
}

/// An assessment with one note.
fn with_note(note: &str) -> String {
    json!({
        "format": "isms-gauge.assessment", "version": 1, "id": "a",
        "answers": {"4.1": {"note": note}}
    })
    .to_string()
}

#[test]
fn an_exported_assessment_is_an_assessment() {
    let assessment = all(isms_gauge_core::catalogue::Depth::Quick, "3!");
    let found = inspect(&write(&assessment)).unwrap();
    assert_eq!(found.content, Content::Assessment(Box::new(assessment)));
    assert!(found.oddities.is_empty());
}

#[test]
fn a_backup_comes_back_letter_by_letter() {
    let backup = Backup {
        made: TODAY,
        texts: vec![write(&Assessment::new("a")), "{\"half".to_owned()],
    };
    assert_eq!(content(&backup.write()), Content::Backup(backup));
}

fn locked() -> Locked {
    Locked {
        rounds: ROUNDS,
        salt: (0..16).collect(),
        nonce: (240..252).collect(),
        data: (0..=255).collect(),
    }
}

#[test]
fn a_locked_file_says_what_is_needed_to_open_it() {
    assert_eq!(content(&locked().write()), Content::Locked(locked()));
}

fn locked_refused(from: &str, to: &str, message: &str) {
    let text = locked().write();
    assert!(text.contains(from));
    refused(&text.replace(from, to), message);
}

#[test]
fn a_locked_file_that_is_damaged_says_where() {
    locked_refused("600000", "1000", "at rounds: at least 600000 rounds wanted");
    locked_refused(
        "600000",
        "4000000000",
        "at rounds: a whole number from 0 to 10000000",
    );
    locked_refused("\"000102", "\"0001", "at salt: 16 bytes");
    locked_refused("\"f0f1", "\"zzf1", "at nonce: 12 bytes");
    locked_refused("AES-256-GCM", "ROT-13", "at method: ");
    locked_refused("\"version\": 1", "\"version\": 2", "version 2");
}

#[test]
fn a_backup_that_is_damaged_says_where() {
    let text = r#"{"format": "isms-gauge.backup", "version": 1, "made": "2027-01-11", "assessments": [5]}"#;
    refused(text, "at assessments[0]: text wanted, got 5");
    refused(&text.replace("1,", "3,"), "version 3");
    refused(&text.replace("2027-01-11", "today"), "at made: a date");
}

#[test]
fn a_link_in_a_message_is_found() {
    let link = share::write(&REAL, &Assessment::new("a"));
    let message = format!("See https://example.org/app/#/s/{link}. Regards");
    assert_eq!(content(&message), Content::Link(link));
}

#[test]
fn control_characters_are_taken_out_and_said() {
    let found = inspect(&with_note("a\u{0}b\u{1b}[31m\u{7f}\tc\r\nd")).unwrap();
    let Content::Assessment(assessment) = found.content else {
        panic!("an assessment wanted")
    };
    let note = &assessment.answers.values().next().unwrap().note;
    assert_eq!(note, "ab[31m\tc\nd");
    let odd: Vec<_> = found
        .oddities
        .iter()
        .map(|o| (o.place.as_str(), o.kind))
        .collect();
    assert_eq!(odd, [("answers.4.1.note", OddityKind::Control(3))]);
}

fn cleaned(note: &str) -> (String, Vec<OddityKind>) {
    let found = inspect(&with_note(note)).unwrap();
    let Content::Assessment(assessment) = found.content else {
        panic!("an assessment wanted")
    };
    let note = assessment.answers.values().next().unwrap().note.clone();
    (note, found.oddities.iter().map(|o| o.kind).collect())
}

#[test]
fn a_control_character_is_taken_out_of_a_single_line_too() {
    assert_eq!(
        cleaned("a\u{1b}b"),
        ("ab".to_owned(), vec![OddityKind::Control(1)])
    );
}

#[test]
fn line_ends_of_windows_become_line_ends_and_nothing_is_said() {
    assert_eq!(cleaned("a\r\nb"), ("a\nb".to_owned(), vec![]));
}

#[test]
fn a_frozen_text_stays_as_it_was_frozen() {
    let (bell, frozen) = ("a\u{7}b", "\u{7}".repeat(20_001));
    let text = json!({
        "format": "isms-gauge.assessment", "version": 1, "id": "a", "state": bell,
        "snapshots": {"s": {
            "name": bell, "taken": "2027-01-11", "sha256": "0".repeat(64), "state": frozen
        }}
    });
    let found = inspect(&text.to_string()).unwrap();
    let Content::Assessment(assessment) = found.content else {
        panic!("an assessment wanted")
    };
    let snapshot = assessment.snapshots.get("s").unwrap();
    assert_eq!((snapshot.name.as_str(), &snapshot.state), ("ab", &frozen));
    let odd: Vec<_> = found.oddities.iter().map(|o| o.place.as_str()).collect();
    assert_eq!(odd, ["snapshots.s.name", "state"]);
}

#[test]
fn a_preview_shows_what_cannot_be_seen_but_keeps_lines_and_tabs() {
    assert_eq!(visible("a\u{1b}\tb\n\u{200b}c"), "a⟨U+001B⟩\tb\n⟨U+200B⟩c");
}

#[test]
fn characters_that_turn_the_writing_stay_and_are_said() {
    let found = inspect(&with_note("ab\u{202e}cd\u{2066}")).unwrap();
    assert_eq!(found.oddities[0].kind, OddityKind::Direction(2));
    let Content::Assessment(assessment) = found.content else {
        panic!("an assessment wanted")
    };
    let note = &assessment.answers.values().next().unwrap().note;
    assert_eq!(visible(note), "ab⟨U+202E⟩cd⟨U+2066⟩");
}

#[test]
fn a_text_longer_than_any_field_needs_is_refused() {
    assert!(inspect(&with_note(&"é".repeat(20_000))).is_ok());
    refused(
        &with_note(&"é".repeat(20_001)),
        "at answers.4.1.note: the text has 20001 characters; at most 20000",
    );
}

#[test]
fn more_entries_than_any_assessment_has_are_refused() {
    let holidays = vec!["2027-01-01"; 5001];
    let text = json!({
        "format": "isms-gauge.assessment", "version": 1, "id": "a", "plan": {"holidays": holidays}
    });
    refused(
        &text.to_string(),
        "at plan.holidays: there are 5001 entries",
    );
}

#[test]
fn as_many_entries_as_are_read_are_no_fault() {
    let holidays = vec!["2027-01-01"; 5000];
    let text = json!({
        "format": "isms-gauge.assessment", "version": 1, "id": "a", "plan": {"holidays": holidays}
    });
    assert!(inspect(&text.to_string()).is_ok());
}

#[test]
fn a_file_of_more_than_5_mib_is_no_assessment() {
    let note = with_note("a");
    let text = format!("{note}{}", " ".repeat(5 * 1024 * 1024 - note.len()));
    assert!(inspect(&text).is_ok());
    refused(&format!("{text} "), "at most 5242880");
}

#[test]
fn more_than_64_mib_are_not_looked_into() {
    let mut bytes = vec![b' '; 64 * 1024 * 1024];
    assert!(decode(&bytes).is_ok());
    bytes.push(b' ');
    bytes_refused(
        &bytes,
        "the file has 67108865 bytes; at most 67108864 are read",
    );
}

#[test]
fn numbers_beyond_all_bounds_are_refused() {
    for number in [
        "1e999",
        "-1e999",
        "1e20",
        "4294967296",
        "1.5",
        "-1",
        "1E400",
    ] {
        let text = format!(
            r#"{{"format": "isms-gauge.assessment", "version": 1, "id": "a", "profile": {{"people": {number}}}}}"#
        );
        assert!(inspect(&text).is_err(), "{number}");
    }
}

#[test]
fn a_number_of_a_million_digits_is_read_in_a_moment() {
    let digits = "9".repeat(1_000_000);
    for number in [digits.clone(), format!("0.{digits}"), format!("1e{digits}")] {
        let text =
            format!(r#"{{"format": "isms-gauge.assessment", "version": 1, "id": {number}}}"#);
        assert!(inspect(&text).is_err());
    }
}

#[test]
fn keys_that_mean_something_in_javascript_mean_nothing_here() {
    let text = r#"{"format": "isms-gauge.assessment", "version": 1, "id": "a",
        "__proto__": {"polluted": true}, "constructor": 1}"#;
    let Content::Assessment(assessment) = content(text) else {
        panic!("an assessment wanted")
    };
    assert_eq!(assessment.extra.len(), 2);
}

#[test]
fn a_foreign_format_is_named() {
    refused(r#"{"format": "budget"}"#, "found \"budget\"");
    refused("[]", "found nothing");
    refused("<!doctype html><p>Sign in", "a web page");
    refused("", "the file is empty");
}

fn bytes_refused(bytes: &[u8], message: &str) {
    let found = decode(bytes).expect_err("refused").to_string();
    assert!(found.contains(message), "{found}");
}

#[test]
fn other_encodings_are_refused_in_words() {
    let utf_16: Vec<u8> = "{\"a\": 1}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes_refused(&utf_16, "UTF-16");
    let utf_16: Vec<u8> = "{\"a\": 1}"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    bytes_refused(&utf_16, "UTF-16");
    bytes_refused(b"\xff\xfe{\0", "UTF-16");
    bytes_refused(b"\xfe\xff\0{", "UTF-16");
    bytes_refused(b"{\"a\": \"\xe9\"}", "byte 8 cannot be read");
}

#[test]
fn other_kinds_of_files_are_named() {
    bytes_refused(b"PK\x03\x04rest", "a ZIP archive");
    bytes_refused(b"%PDF-1.7", "a PDF");
    bytes_refused(b"\x89PNG\r\n", "a picture");
    bytes_refused(b"\x1f\x8b\x08", "compressed");
}

#[test]
fn a_byte_order_mark_of_utf_8_is_passed_over() {
    assert_eq!(decode(b"\xef\xbb\xbf{}"), Ok("{}".to_owned()));
}

/// Texts that RFC 8259 refuses: each of them is refused with words.
const NOT_JSON: [&str; 72] = [
    "[1,]",
    "[,1]",
    "[1,,2]",
    "[,]",
    "[1 2]",
    "[1:2]",
    "[",
    "]",
    "[1",
    "[1,",
    "[\"a\"",
    "{\"a\"}",
    "{\"a\":}",
    "{:1}",
    "{\"a\":1,}",
    "{,\"a\":1}",
    "{\"a\":1,,\"b\":2}",
    "{\"a\" 1}",
    "{\"a\"::1}",
    "{a:1}",
    "{'a':1}",
    "{1:1}",
    "{null:1}",
    "{\"a\":1",
    "{\"a\":",
    "{\"a\"",
    "{",
    "}",
    "{]",
    "[}",
    "{\"a\":1]",
    "[1}",
    "{\"a\":1}}",
    "[]]",
    "[] []",
    "{} x",
    "1 2",
    "01",
    "-01",
    "-",
    "+1",
    ".5",
    "1.",
    "-.5",
    "1e",
    "1e+",
    "1.e1",
    "0x1",
    "1_000",
    "1,000",
    "NaN",
    "Infinity",
    "-Infinity",
    "True",
    "nul",
    "tru",
    "undefined",
    "\"",
    "\"a",
    "'a'",
    "\"\\",
    "\"\\x41\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"\\ud800\"",
    "\"\\ud800\\u0041\"",
    "\"\\udc00\"",
    "\"a\nb\"",
    "\"a\tb\"",
    "\"a\u{0}b\"",
    "// c\n{}",
    "{} /* c */",
];

#[test]
fn what_is_not_json_is_refused_with_words_alone_and_inside_a_file() {
    for text in NOT_JSON {
        let inside = format!(
            r#"{{"format": "isms-gauge.assessment", "version": 1, "id": "a", "new": {text}}}"#
        );
        for text in [text, &inside] {
            // A bracket may close the file around it, but never mend it.
            let message = inspect(text).expect_err(text).to_string();
            assert!(
                message.starts_with("the file is not complete JSON: "),
                "{text}: {message}"
            );
        }
    }
}

proptest! {
    #[test]
    fn what_was_exported_is_read_as_it_was_but_for_control_characters(
        assessment in any_assessment(),
    ) {
        let Ok(Inspected { content: Content::Assessment(found), oddities }) =
            inspect(&write(&assessment)) else { panic!("an assessment wanted") };
        let has_control = oddities.iter().any(|o| matches!(o.kind, OddityKind::Control(_)));
        let has_line_ends = write(&assessment).contains("\\r");
        prop_assert!(*found == assessment || has_control || has_line_ends);
        let again = inspect(&write(&found)).unwrap();
        prop_assert!(again.oddities.iter().all(|o| !matches!(o.kind, OddityKind::Control(_))));
    }

    #[test]
    fn no_bytes_make_it_stumble(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = decode(&bytes) {
            let _ = inspect(&text);
        }
    }

    #[test]
    fn one_changed_byte_never_makes_it_stumble(
        assessment in any_assessment(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let mut bytes = write(&assessment).into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(text) = decode(&bytes) {
            let _ = inspect(&text);
        }
    }
}
