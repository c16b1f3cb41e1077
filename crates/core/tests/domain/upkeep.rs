//! What comes after: the auditors' days, and the load that the system leaves behind.

use isms_gauge_core::action::{audit_time, upkeep};
use isms_gauge_core::assessment::Assessment;

use crate::world::{REAL, by_hand, picture};

/// Checks the auditor days of both stages together, in half days.
fn lasts(n_people: u32, half_days: Option<u32>) {
    let time = audit_time(n_people);
    assert_eq!(time.map(|time| time.initial_half_days()), half_days);
}

#[test]
fn audit_days_follow_the_head_count() {
    lasts(1, Some(10));
    lasts(10, Some(10));
    lasts(11, Some(12));
    lasts(45, Some(17));
    lasts(46, Some(20));
    lasts(600, Some(33));
    lasts(2025, Some(42));
}

#[test]
fn nobody_and_more_than_the_table_tells_have_no_audit_days() {
    lasts(0, None);
    lasts(2026, None);
}

#[test]
fn stage_1_takes_about_a_third_of_the_audit() {
    for n_people in [1, 40, 200, 600, 2000] {
        let time = audit_time(n_people).unwrap();
        let percent = time.stage_1_half_days * 100 / time.initial_half_days();
        assert!((30..=36).contains(&percent), "{n_people}: {percent}");
    }
}

/// The effort of a year against that of the first one, in percent.
fn yearly_percent(n_people: u32) -> (u32, u32) {
    let mut assessment = Assessment::new("a");
    assessment.profile.people = n_people;
    let works = picture(&REAL, &assessment).works;
    let first: u32 = works.iter().map(|w| w.estimate.likely_half_days).sum();
    let (all, _) = upkeep(&works, n_people, &assessment.plan);
    let sum = |figure: fn(&isms_gauge_core::action::Upkeep) -> u32| -> u32 {
        all.iter().map(figure).sum()
    };
    (
        sum(|upkeep| upkeep.yearly.low_half_days) * 100 / first,
        sum(|upkeep| upkeep.yearly.high_half_days) * 100 / first,
    )
}

#[test]
fn a_year_takes_about_30_to_50_percent_of_the_first() {
    for n_people in [20, 200, 600] {
        let (low, high) = yearly_percent(n_people);
        assert!((28..=38).contains(&low), "{n_people}: {low}");
        assert!((45..=60).contains(&high), "{n_people}: {high}");
    }
}

#[test]
fn what_comes_back_does_not_depend_on_what_is_open() {
    let fresh = Assessment::new("a");
    let done = crate::world::all(isms_gauge_core::catalogue::Depth::Full, "3!");
    let of = |assessment: &Assessment| {
        let works = picture(&REAL, assessment).works;
        upkeep(&works, 20, &assessment.plan)
    };
    assert_eq!(of(&fresh), of(&done));
}

#[test]
fn a_yearly_figure_by_hand_wins_and_is_marked() {
    let mut assessment = Assessment::new("a");
    by_hand(&mut assessment, "MR", |by_hand| {
        by_hand.yearly_half_days = Some(9);
    });
    let works = picture(&REAL, &assessment).works;
    let (all, _) = upkeep(&works, 20, &assessment.plan);
    let marked: Vec<_> = all.iter().filter(|upkeep| upkeep.is_overridden).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0].yearly.likely_half_days, 9);
}

#[test]
fn a_mandate_is_given_once() {
    let works = picture(&REAL, &Assessment::new("a")).works;
    let (all, _) = upkeep(&works, 20, &Assessment::new("a").plan);
    assert!(all.iter().all(|upkeep| upkeep.node.as_str() != "M"));
}
