//! What two states of an entry say differently.

use isms_gauge_core::assessment::{Answer, Assessment, Rating};
use isms_gauge_core::backup::CopyAge;
use isms_gauge_core::catalogue::QuestionId;
use isms_gauge_core::difference::differences;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::merge::{Place, merge};
use isms_gauge_core::snapshot::freeze;
use proptest::prelude::*;

use crate::any::any_assessment;
use crate::world::day;

fn with_answer(level: Level, by: &str, note: &str) -> Assessment {
    let mut assessment = Assessment::new("a");
    let answer = Answer {
        rating: Some(Rating::Level(level)),
        by: by.to_owned(),
        note: note.to_owned(),
        evidence: vec!["E1".to_owned(), "E2".to_owned()],
        ..Answer::default()
    };
    let id = QuestionId::new("4.1").unwrap();
    assessment.answers.insert(id, answer);
    assessment
}

fn answer() -> Place {
    Place::Answer(QuestionId::new("4.1").unwrap())
}

fn said(here: &Assessment, there: &Assessment, place: &Place) -> Vec<String> {
    differences(here, there, place)
        .into_iter()
        .map(|d| format!("{}: {} | {}", d.field, d.here, d.there))
        .collect()
}

#[test]
fn only_the_fields_that_differ_are_named() {
    let here = with_answer(Level::Begun, "Ada", "same");
    let there = with_answer(Level::Steered, "Ben", "same");
    assert_eq!(
        said(&here, &there, &answer()),
        ["by: Ada | Ben", "rating: 2 | 4"]
    );
}

#[test]
fn an_entry_that_only_one_has_is_shown_whole() {
    let there = with_answer(Level::Begun, "Ada", "n");
    assert_eq!(
        said(&Assessment::new("a"), &there, &answer()),
        [
            "by:  | Ada",
            "evidence:  | E1, E2",
            "note:  | n",
            "rating:  | 2"
        ]
    );
}

#[test]
fn a_field_within_a_field_follows_its_parent() {
    let mut there = Assessment::new("a");
    there.plan.start = Some(day("2027-01-04"));
    let said = said(&Assessment::new("a"), &there, &Place::Plan);
    assert_eq!(said, ["start:  | 2027-01-04"]);
}

#[test]
fn a_snapshot_is_named_without_the_whole_text_in_it() {
    let mut there = Assessment::new("a");
    let (id, snapshot) = freeze(&there, "Spring", "why", day("2026-03-31"));
    there.snapshots.insert(id.clone(), snapshot);
    let said = said(&Assessment::new("a"), &there, &Place::Snapshot(id));
    assert!(said.contains(&"name:  | Spring".to_owned()), "{said:?}");
    assert!(
        said.iter().all(|line| !line.starts_with("state")),
        "{said:?}"
    );
}

#[test]
fn a_long_text_is_cut_where_a_character_ends() {
    let there = with_answer(Level::Begun, "", &"é".repeat(1000));
    let note = differences(&Assessment::new("a"), &there, &answer())
        .into_iter()
        .find(|d| d.field == "note")
        .unwrap();
    assert_eq!(note.there.chars().count(), 301);
    assert!(note.there.ends_with('…'));
}

#[test]
fn a_copy_is_due_after_a_week_or_when_there_is_none_and_a_night_has_passed() {
    let today = day("2026-11-26");
    let mut assessment = Assessment::new("a");
    let due = |exported: Option<&str>, assessment: &Assessment| {
        CopyAge::of(exported.map(day), today).is_due(assessment, today)
    };
    assert!(!due(None, &assessment), "nothing was said yet");
    let id = QuestionId::new("4.1").unwrap();
    let mut answer = Answer {
        rating: Some(Rating::Level(Level::Begun)),
        on: Some(today),
        ..Answer::default()
    };
    assessment.answers.insert(id.clone(), answer.clone());
    assert!(!due(None, &assessment), "begun today");
    answer.on = Some(day("2026-11-25"));
    assessment.answers.insert(id, answer);
    assert!(due(None, &assessment));
    assert!(!due(Some("2026-11-20"), &assessment));
    assert!(due(Some("2026-11-19"), &assessment));
    // A clock that was set back makes no copy older.
    assert!(!due(Some("2027-01-01"), &assessment));
}

#[test]
fn the_age_of_a_copy_has_words() {
    let today = day("2026-11-26");
    let words = |exported: Option<&str>| CopyAge::of(exported.map(day), today).words();
    assert_eq!(words(None), "never exported");
    assert_eq!(words(Some("2026-11-26")), "exported today");
    assert_eq!(words(Some("2026-11-25")), "exported yesterday");
    assert_eq!(words(Some("2026-11-12")), "exported 14 days ago");
}

proptest! {
    #[test]
    fn every_row_of_a_merge_that_brings_another_value_names_a_difference(
        here in any_assessment(), there in any_assessment(),
    ) {
        let plan = merge(&here, &there);
        for row in &plan.rows {
            let found = differences(&here, &plan.there, &row.place);
            for difference in &found {
                prop_assert!(difference.here != difference.there);
            }
        }
        for row in &plan.rows {
            prop_assert_eq!(differences(&here, &here, &row.place), []);
        }
    }
}
