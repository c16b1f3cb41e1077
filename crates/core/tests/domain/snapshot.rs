//! Frozen states, what is compared with them, and several assessments side by side.

use isms_gauge_core::assessment::{Assessment, Rating};
use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::compare::{Move, compare, trend};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::file::{read, write};
use isms_gauge_core::rollup::rollup;
use isms_gauge_core::snapshot::{
    SnapshotFault, canonical, fingerprint, freeze, in_order, sha256, short,
};
use isms_gauge_core::verdict::Verdict;
use proptest::prelude::*;

use crate::any::any_assessment;
use crate::world::{REAL, TODAY, all, date, level, question, say};

#[test]
fn a_fingerprint_is_that_of_the_canonical_text() {
    let assessment = Assessment::new("a");
    assert_eq!(fingerprint(&assessment), sha256(&canonical(&assessment)));
    assert_eq!(
        sha256("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(short(&sha256("abc")), "ba78 16bf 8f01 cfea");
}

#[test]
fn a_snapshot_is_frozen_while_the_assessment_goes_on() {
    let mut assessment = all(Depth::Quick, "1");
    let before = assessment.clone();
    let (id, snapshot) = freeze(&assessment, " Q1 ", " first look ", TODAY);
    assessment.apply(Edit::Snapshot(id.clone(), Some(snapshot)));
    say(&mut assessment, &question("4.1"), "4");
    let kept = read(&write(&assessment)).unwrap();
    let snapshot = kept.snapshots.get(&id).unwrap();
    assert_eq!(
        (snapshot.name.as_str(), snapshot.reason.as_str()),
        ("Q1", "first look")
    );
    assert_eq!(snapshot.open().unwrap(), before);
}

#[test]
fn a_snapshot_does_not_hold_the_earlier_ones() {
    let mut assessment = Assessment::new("a");
    let print = fingerprint(&assessment);
    let (id, snapshot) = freeze(&assessment, "One", "", TODAY);
    assessment.snapshots.insert(id, snapshot);
    assert_eq!(fingerprint(&assessment), print);
}

#[test]
fn a_frozen_text_that_was_changed_is_not_shown() {
    let (_, mut snapshot) = freeze(&Assessment::new("a"), "One", "", TODAY);
    snapshot.state = snapshot.state.replace("\"people\":20", "\"people\":21");
    let fault = snapshot.open().unwrap_err();
    assert!(matches!(fault, SnapshotFault::Changed { .. }), "{fault}");
}

#[test]
fn snapshots_stand_by_their_day() {
    let mut assessment = Assessment::new("a");
    for (day, name) in [
        ("2026-10-01", "b"),
        ("2025-12-31", "a"),
        ("2026-10-02", "c"),
    ] {
        let (id, snapshot) = freeze(&assessment, name, "", date(day));
        assessment.snapshots.insert(id, snapshot);
    }
    let names: Vec<&str> = in_order(&assessment)
        .iter()
        .map(|(_, s)| s.name.as_str())
        .collect();
    assert_eq!(names, ["a", "b", "c"]);
}

/// Quick answers, all at 2 but for some.
fn with(words: &[(&str, &str)]) -> Assessment {
    let mut assessment = all(Depth::Quick, "2");
    for (id, text) in words {
        say(&mut assessment, &question(id), text);
    }
    assessment
}

#[test]
fn a_comparison_says_what_fell_first() {
    let before = with(&[("4.1", "3"), ("4.2", "-"), ("4.4", "?")]);
    let now = with(&[("4.1", "1"), ("4.2", "4"), ("4.3", "5"), ("5.1", "-")]);
    let found = compare(&REAL, (&before, TODAY), (&now, TODAY));
    let moved: Vec<(&str, Move)> = found
        .moved
        .iter()
        .map(|row| (row.question.as_str(), row.how))
        .collect();
    assert_eq!(
        moved,
        [
            ("4.1", Move::Fell(2)),
            ("5.1", Move::TakenBack),
            ("4.4", Move::Changed),
            ("4.3", Move::Rose(3)),
            ("4.2", Move::Answered),
        ]
    );
    assert_eq!(found.n_same, 25);
    assert_eq!(found.fell_and_rose(), (1, 1));
}

#[test]
fn a_comparison_judges_each_state_on_its_own_day() {
    let assessment = all(Depth::Full, "3!");
    let found = compare(
        &REAL,
        (&assessment, date("2026-01-01")),
        (&assessment, TODAY),
    );
    assert_eq!(found.before.on, date("2026-01-01"));
    assert_eq!(found.now.on, TODAY);
    assert!(found.moved.is_empty());
}

#[test]
fn a_trend_ends_with_today_and_says_what_cannot_be_read() {
    let mut assessment = with(&[]);
    for (day, name) in [("2026-03-31", "Q1"), ("2026-06-30", "Q2")] {
        let (id, snapshot) = freeze(&assessment, name, "", date(day));
        assessment.snapshots.insert(id, snapshot);
        say(&mut assessment, &question("4.1"), "3");
    }
    for (id, snapshot) in assessment.snapshots.iter_mut() {
        if id.starts_with("2026-06-30") {
            snapshot.state.push(' ');
        }
    }
    let points = trend(&REAL, &assessment, TODAY);
    assert_eq!(points.len(), 3);
    assert_eq!(points[0].standing.as_ref().unwrap().overall.steps, 60);
    assert!(points[1].standing.is_err());
    assert_eq!(points[2].standing.as_ref().unwrap().overall.steps, 61);
    assert_eq!(points[2].id, None);
}

#[test]
fn several_sites_show_the_lowest_and_never_hide_a_silent_one() {
    let (good, bad, silent) = (
        with(&[("4.1", "5")]),
        with(&[("4.1", "0")]),
        Assessment::new("c"),
    );
    let found = rollup(&REAL, &[&good, &bad, &silent], TODAY);
    let clause_4 = &found.clauses[0];
    assert_eq!(clause_4.lowest, Some(level(0)));
    assert_eq!(
        (clause_4.steps, clause_4.n_rated, clause_4.n_unknown),
        (17, 8, 1)
    );
    assert_eq!(clause_4.sites[2].lowest, None);
    assert_eq!(found.stage_1, Some(Verdict::CannotTell));
    assert_eq!(found.sites.len(), 3);
}

#[test]
fn no_site_has_no_verdict() {
    let found = rollup(&REAL, &[], TODAY);
    assert_eq!((found.stage_1, found.clauses[0].lowest), (None, None));
}

proptest! {
    #[test]
    fn what_is_frozen_comes_back_whatever_was_written(assessment in any_assessment()) {
        let (_, snapshot) = freeze(&assessment, "n", "r", TODAY);
        let mut bare = assessment.clone();
        bare.snapshots = Default::default();
        prop_assert_eq!(snapshot.open(), Ok(bare));
        prop_assert_eq!(snapshot.sha256, fingerprint(&assessment));
    }

    #[test]
    fn a_state_compared_with_itself_shows_no_move(assessment in any_assessment()) {
        let found = compare(&REAL, (&assessment, TODAY), (&assessment, TODAY));
        prop_assert!(found.moved.is_empty());
        let rated = assessment.answers.values().filter(|a| a.rating.is_some()).count();
        prop_assert_eq!(found.n_same, rated);
    }

    #[test]
    fn looking_backwards_turns_every_move_around(a in any_assessment(), b in any_assessment()) {
        let there = compare(&REAL, (&a, TODAY), (&b, TODAY));
        let back = compare(&REAL, (&b, TODAY), (&a, TODAY));
        let (fell, rose) = there.fell_and_rose();
        prop_assert_eq!(back.fell_and_rose(), (rose, fell));
        prop_assert_eq!(there.n_same, back.n_same);
    }
}

#[test]
fn a_rating_word_is_neither_up_nor_down() {
    let before = with(&[("4.1", "?")]);
    let now = with(&[("4.1", "3")]);
    let found = compare(&REAL, (&before, TODAY), (&now, TODAY));
    assert_eq!(found.moved[0].how, Move::Changed);
    assert_eq!(found.moved[0].before, Some(Rating::CANNOT_TELL));
}
