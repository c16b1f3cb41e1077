//! What others may see: no word that somebody wrote.

use isms_gauge_core::assessment::{
    Acceptance, Answer, Assessment, Evidence, Extra, Finding, Pack, Snapshot, Voice,
};
use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::file::{read, write};
use isms_gauge_core::redact::{Redaction, redact};
use isms_gauge_core::score::score;
use isms_gauge_core::share;
use isms_gauge_core::verdict::verdict;
use proptest::prelude::*;
use serde_json::Value;

use crate::any::any_assessment;
use crate::world::{REAL, TODAY, all, question};

const SECRET: &str = "zz-secret-zz";

/// Puts the secret into every text of a tree, and into every key that is free.
fn marked(value: &mut Value) {
    match value {
        Value::String(text) => *text = format!("{SECRET}{text}"),
        Value::Array(list) => list.iter_mut().for_each(marked),
        Value::Object(map) => {
            map.values_mut().for_each(marked);
            map.insert(SECRET.to_owned(), SECRET.into());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn mark_extra(extra: &mut Extra) {
    for (_, value) in extra.iter_mut() {
        marked(value);
    }
    extra.insert(SECRET.to_owned(), SECRET.into());
}

/// Marks every text that somebody may have written: found by writing the file and looking which
/// texts are not one of our words, so that a new field is marked by itself.
fn full_of_secrets(assessment: &Assessment) -> Assessment {
    let mut tree: Value = serde_json::from_str(&write(assessment)).unwrap();
    mark_known(&mut tree, "");
    let mut marked = read(&tree.to_string()).unwrap_or_else(|fault| panic!("{fault}"));
    mark_extra(&mut marked.extra);
    // Keys that somebody may have chosen.
    let record = Evidence {
        title: SECRET.to_owned(),
        ..Evidence::default()
    };
    marked.evidence.insert(SECRET.to_owned(), record);
    marked
        .documents
        .insert(SECRET.to_owned(), Default::default());
    marked
        .controls
        .insert(SECRET.to_owned(), Default::default());
    marked
        .own_controls
        .insert(SECRET.to_owned(), Default::default());
    marked.findings.insert(
        SECRET.to_owned(),
        Finding {
            text: SECRET.to_owned(),
            ..Finding::default()
        },
    );
    let orphan = Answer {
        note: SECRET.to_owned(),
        ..Answer::default()
    };
    marked.answers.insert(question(SECRET), orphan);
    let voice = Voice {
        by: SECRET.to_owned(),
        note: SECRET.to_owned(),
        ..Voice::default()
    };
    let answer = Answer {
        voices: vec![voice],
        evidence: vec![SECRET.to_owned()],
        ..Answer::default()
    };
    marked.answers.insert(question("4.1"), answer);
    marked.accepted.insert(
        SECRET.to_owned(),
        Acceptance {
            reason: SECRET.to_owned(),
            until: TODAY,
            extra: Extra::new(),
        },
    );
    marked.snapshots.insert(
        SECRET.to_owned(),
        Snapshot {
            name: SECRET.to_owned(),
            reason: SECRET.to_owned(),
            taken: TODAY,
            sha256: "0".repeat(64),
            state: SECRET.to_owned(),
            extra: Extra::new(),
        },
    );
    marked.pack = Some(Pack {
        of: SECRET.to_owned(),
        to: SECRET.to_owned(),
        made: TODAY,
        questions: vec![question(SECRET)],
        before: Default::default(),
        extra: Extra::new(),
    });
    marked
}

/// Texts that are words of the format are left; every other one is marked.
fn mark_known(value: &mut Value, key: &str) {
    const OURS: [&str; 25] = [
        "format",
        "depth",
        "rating",
        "state",
        "applicable",
        "basis",
        "status",
        "source",
        "grade",
        "subclause",
        "question",
        "role",
        "before",
        "after",
        "stage_1",
        "on",
        "date",
        "review",
        "raised",
        "due",
        "closed",
        "effect_checked",
        "start",
        "evidence",
        "of",
    ];
    const DAYS: [&str; 14] = [
        "first",
        "last",
        "taken",
        "made",
        "finish",
        "not_before",
        "pinned",
        "started",
        "finished",
        "stage_2",
        "holidays",
        "until",
        "sha256",
        "questions",
    ];
    match value {
        Value::String(text) if !OURS.contains(&key) && !DAYS.contains(&key) => {
            *text = format!("{SECRET}{text}");
        }
        Value::Array(list) => list.iter_mut().for_each(|value| mark_known(value, key)),
        Value::Object(map) => map
            .iter_mut()
            .for_each(|(key, value)| mark_known(value, key)),
        _ => {}
    }
}

#[test]
fn the_verdicts_stay_when_only_names_go() {
    let assessment = all(Depth::Full, "3!");
    let redacted = redact(&REAL, &assessment, Redaction::WithoutNames, "x");
    let judged = |assessment: &Assessment| {
        let card = score(&REAL, assessment);
        let verdict = verdict(assessment, &card, TODAY);
        (card.overall, verdict.stage_1, verdict.stage_2)
    };
    assert_eq!(judged(&redacted), judged(&assessment));
}

#[test]
fn levels_only_keeps_levels_and_size_only() {
    let mut assessment = all(Depth::Quick, "3!");
    assessment.profile.people = 33;
    let redacted = redact(&REAL, &assessment, Redaction::LevelsOnly, "x");
    assert_eq!(redacted.profile.people, 33);
    assert_eq!(redacted.answers.len(), 30);
    assert!(redacted.evidence.is_empty() && redacted.plan.team.is_empty());
    assert!(redacted.answers.values().all(|answer| answer.on.is_none()));
}

proptest! {
    #[test]
    fn no_word_that_somebody_wrote_is_in_a_redacted_file(assessment in any_assessment()) {
        let secret = full_of_secrets(&assessment);
        prop_assert!(write(&secret).contains(SECRET));
        for redaction in [Redaction::WithoutNames, Redaction::LevelsOnly] {
            let text = write(&redact(&REAL, &secret, redaction, "x"));
            prop_assert!(!text.contains(SECRET), "{}", text);
            prop_assert!(read(&text).is_ok());
        }
        prop_assert!(!share::write(&REAL, &secret).contains(SECRET));
    }

    #[test]
    fn redacting_twice_is_redacting_once(assessment in any_assessment()) {
        for redaction in [Redaction::WithoutNames, Redaction::LevelsOnly] {
            let once = redact(&REAL, &assessment, redaction, "x");
            prop_assert_eq!(redact(&REAL, &once, redaction, "x"), once);
        }
    }
}
