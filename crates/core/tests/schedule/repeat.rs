//! The same question gets the same answer, and more capacity never a later one.

use isms_gauge_core::schedule::{
    Calendar, Options, ScheduleError, check, schedule, schedule_from, schedule_ladder,
};

use crate::words::{project, solved};

const BUSY: &str = "a 3 r:2 | b 5 r:1 | c 2 r:3 after a | d 4 r:2 s | e 3 r:1 s after b | \
    f 6 r:2 after a+1 | g 2 s after c | h 4 r:3 | i 5 r:1 s after h | cap r 3 | cap s 1";

#[test]
fn replanning_an_unchanged_project_changes_nothing() {
    let (project, found) = solved(BUSY);
    assert_eq!(schedule(&project, &Options::thorough()).unwrap(), found);
}

#[test]
fn any_seed_gives_a_feasible_schedule() {
    let project = project(BUSY);
    for seed in [0, 1, 2, 77, u64::MAX] {
        let found = schedule(
            &project,
            &Options {
                seed,
                schedules: 500,
            },
        )
        .unwrap();
        check(&project, &found).unwrap();
    }
}

#[test]
fn a_known_schedule_is_never_made_worse() {
    let (project, good) = solved(BUSY);
    let again = schedule_from(&project, &Options::quick(), &[&good]).unwrap();
    assert!(again.makespan <= good.makespan);
}

#[test]
fn a_known_schedule_of_another_project_does_no_harm() {
    let (_, other) = solved("a 1 | b 1");
    let project = project(BUSY);
    let found = schedule_from(&project, &Options::quick(), &[&other]).unwrap();
    check(&project, &found).unwrap();
}

#[test]
fn a_step_of_a_ladder_that_is_too_low_is_an_error_and_the_next_goes_on() {
    let steps = [1, 3].map(Calendar::Constant);
    let answers = schedule_ladder(&project(BUSY), 0, &steps, &Options::quick());
    assert!(matches!(
        answers[0],
        Err(ScheduleError::DemandAboveCapacity { .. })
    ));
    assert!(answers[1].is_ok());
}
