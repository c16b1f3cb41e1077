//! What cannot be scheduled, and how that is said.

use isms_gauge_schedule::{Schedule, ScheduleError, Span, Violation, check};

use crate::words::{expect_error, expect_spans, project, solved};

#[test]
fn a_cycle_is_named_in_order() {
    expect_error(
        "start 1 | a 1 after start c | b 1 after a | c 1 after b | end 1 after c",
        "activities wait for each other: a → b → c → a",
    );
}

#[test]
fn an_activity_must_not_wait_for_itself() {
    expect_error("a 1 after a", "activities wait for each other: a → a");
}

#[test]
fn a_fixed_date_does_not_excuse_a_cycle() {
    let error = isms_gauge_schedule::schedule(
        &project("a 1 after b | b 1 after a at 3-4"),
        &Default::default(),
    );
    assert!(matches!(error, Err(ScheduleError::Cycle(names)) if names.len() == 3));
}

#[test]
fn an_unknown_predecessor_is_refused() {
    let message = "`b` waits for activity 2, but there are only 2, counted from 0";
    expect_error("a 1 | b 1 after nobody", message);
}

#[test]
fn an_unknown_resource_is_refused() {
    let message = "`a` needs resource 1, but there are only 1, counted from 0";
    expect_error("a 1 nobody | cap r 1", message);
}

#[test]
fn a_demand_above_the_greatest_capacity_is_refused() {
    let message = "`a` needs 3 of `r`, which offers 2 at most";
    expect_error("a 1 r:3 | week r 1,2,0", message);
    expect_error("a 1 r r r | cap r 2", message);
}

#[test]
fn a_project_must_end_within_its_horizon() {
    expect_error(
        "a 3 | b 2 after a | horizon 4",
        "`b` does not end within the horizon of 4 slots",
    );
    expect_spans("a 3 | b 2 after a | horizon 5", "a 0-3 | b 3-5");
    expect_error(
        "a 1 r s | week r 1,0 | week s 0,1",
        "`a` does not end within the horizon of 99 slots",
    );
    expect_error(
        "a 1 at 9-10 | horizon 5",
        "`a` does not end within the horizon of 5 slots",
    );
}

#[test]
fn numbers_too_large_are_an_error_and_not_a_crash() {
    let message = "`b` does not end within the horizon of 99 slots";
    expect_error("a 1 | b 1 after a+4294967295", message);
    expect_error("a 1 | b 4294967295 after a", message);
    expect_error("b 1 r from 4294967295 | cap r 1", message);
    expect_error("b 4294967295 r:4294967295 | cap r 4294967295", message);
}

#[test]
fn a_fixed_span_must_not_run_backwards() {
    let message = "`a` is fixed from 5 to 3, but must not end before it starts";
    expect_error("a 1 at 5-3", message);
}

#[test]
fn a_fixed_span_may_be_a_moment_and_may_end_with_the_horizon() {
    expect_spans("a 0 at 3-3 | b 1 at 8-9 | horizon 9", "a 3-3 | b 8-9");
}

#[test]
fn the_checker_sees_what_is_wrong_with_the_whole() {
    let (project, good) = solved("a 2 r | b 2 r | cap r 1");
    let violation = |change: fn(&mut Schedule)| {
        let mut bad = good.clone();
        change(&mut bad);
        check(&project, &bad)
    };
    assert_eq!(
        violation(|bad| bad.spans.truncate(1)),
        Err(Violation::SpanCount { got: 1, wanted: 2 })
    );
    assert_eq!(
        violation(|bad| bad.makespan = 5),
        Err(Violation::WrongMakespan { got: 5, wanted: 4 })
    );
    assert_eq!(
        violation(|bad| bad.lower_bound = 5),
        Err(Violation::BelowBound {
            makespan: 4,
            lower_bound: 5
        })
    );
    assert_eq!(violation(|bad| bad.lower_bound = 3), Ok(()));
}

#[test]
fn the_checker_sees_a_last_break_that_is_no_work_and_a_milestone_that_takes_time() {
    let (project, good) = solved("a 2 r | m 0 r | week r 1,1,0");
    let violation = |activity: usize, finish| {
        let mut bad = good.clone();
        bad.spans[activity].finish = finish;
        bad.makespan = bad.makespan.max(finish);
        check(&project, &bad).unwrap_err()
    };
    let wrong = |activity, got, wanted| Violation::WrongDuration {
        activity,
        got,
        wanted,
    };
    assert_eq!(violation(0, 3), wrong(0, 2, 2));
    assert_eq!(violation(1, 1), wrong(1, 1, 0));
    let (project, good) = solved("a 3 r | m 0 r from 2 | week r 1,1,0");
    let mut bad = good;
    bad.spans[1].finish = 3;
    assert_eq!(check(&project, &bad), Err(wrong(1, 0, 0)));
}

#[test]
fn the_checker_sees_each_broken_rule() {
    let text = "a 2 r | b 2 r after a | c 1 r from 4 | d 1 at 7-8 | week r 1,1,1,1,1,1,0";
    let (project, good) = solved(text);
    let violation = |activity: usize, start, finish| {
        let mut bad = good.clone();
        bad.spans[activity] = Span { start, finish };
        check(&project, &bad).unwrap_err()
    };
    assert_eq!(
        violation(1, 1, 3),
        Violation::EarlyForPredecessor {
            activity: 1,
            predecessor: 0
        }
    );
    assert_eq!(
        violation(2, 3, 4),
        Violation::EarlyForRelease { activity: 2 }
    );
    assert_eq!(violation(3, 8, 9), Violation::Moved { activity: 3 });
    assert_eq!(
        violation(1, 5, 7),
        Violation::WrongDuration {
            activity: 1,
            got: 1,
            wanted: 2
        }
    );
    assert_eq!(violation(2, 6, 8), Violation::StartsInBreak { activity: 2 });
    assert_eq!(
        violation(2, 98, 100),
        Violation::AfterHorizon { activity: 2 }
    );
    let overload = Violation::Overload {
        resource: 0,
        slot: 4,
        held: 2,
        capacity: 1,
    };
    assert_eq!(violation(1, 4, 6), overload);
}
