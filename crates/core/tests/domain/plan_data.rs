//! What a plan keeps in the file, and what figures by hand do.

use isms_gauge_core::action::Effort;
use isms_gauge_core::assessment::{Assessment, Override, State};
use isms_gauge_core::catalogue::NodeId;
use isms_gauge_core::file::{FORMAT, VERSION, read, write};
use serde_json::{Value, json};

use crate::world::World;

fn with_plan(plan: &Value) -> String {
    json!({"format": FORMAT, "version": VERSION, "id": "a", "plan": plan}).to_string()
}

fn refused(plan: &Value, message: &str) {
    let error = read(&with_plan(plan)).unwrap_err().to_string();
    assert_eq!(error, message);
}

#[test]
fn a_plan_of_an_older_file_says_nothing_of_what_came_later() {
    let plan = read(&with_plan(
        &json!({"overrides": {"M": {"effort_half_days": 3}}}),
    ))
    .unwrap()
    .plan;
    let wanted = Override {
        effort_half_days: Some(3),
        ..Override::default()
    };
    assert_eq!(plan.overrides.get(&NodeId::new("M")), Some(&wanted));
    assert!(plan.absences.is_empty() && plan.dropped.is_empty() && plan.waits.is_empty());
    assert!(plan.deadline.is_empty() && plan.baseline.is_none());
}

#[test]
fn what_nobody_said_is_not_written() {
    let text = write(&Assessment::new("a"));
    for name in [
        "absences",
        "dropped",
        "waits",
        "effort_percent",
        "auditor_half_days",
        "decision_days",
        "deadline",
        "baseline",
    ] {
        assert!(!text.contains(&format!("\"{name}\"")), "{name}");
    }
}

#[test]
fn a_state_is_one_of_three_words() {
    refused(
        &json!({"overrides": {"M": {"state": "ready"}}}),
        "at plan.overrides.M.state: \"open\" or \"in-progress\" or \"done\" wanted, got \"ready\"",
    );
}

#[test]
fn an_absence_has_a_last_day() {
    refused(
        &json!({"absences": [{"role": "isms-manager", "first": "2027-01-01"}]}),
        "at plan.absences[0].last: missing",
    );
}

#[test]
fn estimates_are_stretched_tenfold_at_most() {
    refused(
        &json!({"effort_percent": 5}),
        "at plan.effort_percent: a whole number from 10 to 1000 wanted, got 5",
    );
}

#[test]
fn a_baseline_has_the_day_on_which_it_was_taken() {
    refused(&json!({"baseline": {}}), "at plan.baseline.taken: missing");
}

/// Checks the effort of open work of 10, 15 and 20 half days under what was written by hand.
fn takes(by_hand: Override, low: u32, likely: u32, high: u32) {
    let mut world = World::new("4.1: 0>w", "");
    let plan = &mut world.assessment.plan;
    plan.overrides.insert(NodeId::new("w"), by_hand);
    let wanted = Effort {
        low_half_days: low,
        likely_half_days: likely,
        high_half_days: high,
    };
    let picture = world.picture();
    assert_eq!(picture.works[0].effort, wanted);
    assert_eq!(picture.works[0].estimate.likely_half_days, 15);
}

fn range(low: Option<u32>, likely: Option<u32>, high: Option<u32>) -> Override {
    Override {
        effort_half_days: likely,
        effort_low_half_days: low,
        effort_high_half_days: high,
        ..Override::default()
    }
}

#[test]
fn a_whole_range_by_hand_wins() {
    takes(range(Some(1), Some(2), Some(3)), 1, 2, 3);
}

#[test]
fn ours_fills_what_is_missing_of_a_range() {
    takes(range(Some(12), None, None), 12, 15, 20);
    takes(range(None, None, Some(30)), 10, 15, 30);
    takes(range(None, Some(18), Some(30)), 10, 18, 30);
}

#[test]
fn a_range_by_hand_never_runs_backwards() {
    takes(range(Some(40), None, None), 40, 40, 40);
    takes(range(None, None, Some(4)), 4, 4, 4);
    takes(range(Some(9), Some(2), None), 2, 2, 20);
}

#[test]
fn what_is_left_of_work_in_progress_wins() {
    let by_hand = Override {
        state: State::InProgress,
        remaining_half_days: Some(3),
        effort_half_days: Some(9),
        ..Override::default()
    };
    takes(by_hand, 3, 3, 3);
}

#[test]
fn what_is_left_counts_only_while_work_is_in_progress() {
    let by_hand = Override {
        remaining_half_days: Some(3),
        ..Override::default()
    };
    takes(by_hand, 10, 15, 20);
}

#[test]
fn done_work_takes_nothing() {
    let by_hand = Override {
        state: State::Done,
        effort_half_days: Some(9),
        ..Override::default()
    };
    takes(by_hand, 0, 0, 0);
}

#[test]
fn estimates_are_stretched_and_figures_by_hand_stay() {
    let mut world = World::new("4.1: 0>w; 4.2: 0>v", "");
    let plan = &mut world.assessment.plan;
    plan.effort_percent = Some(200);
    plan.overrides
        .insert(NodeId::new("v"), range(None, Some(7), None));
    let picture = world.picture();
    let likely: Vec<u32> = picture
        .works
        .iter()
        .map(|work| work.effort.likely_half_days)
        .collect();
    assert_eq!(likely, [30, 7]);
}
