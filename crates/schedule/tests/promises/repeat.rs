//! The same question gets the same answer, and more capacity never a later one.

use isms_gauge_schedule::{
    Activity, Calendar, Demand, Link, Options, Project, ScheduleError, Slot, check, schedule,
    schedule_from, schedule_ladder,
};

use crate::words::{project, solved};

const BUSY: &str = "a 3 r:2 | b 5 r:1 | c 2 r:3 after a | d 4 r:2 s | e 3 r:1 s after b | \
    f 6 r:2 after a+1 | g 2 s after c | h 4 r:3 | i 5 r:1 s after h | cap r 3 | cap s 1";

#[test]
fn replanning_an_unchanged_project_changes_nothing() {
    let (project, found) = solved(BUSY);
    assert_eq!(schedule(&project, &Options::thorough()).unwrap(), found);
}

/// 50 activities for three teams: every other order of them is nearly as good, so each step of the
/// search counts.
fn crowded(teams: &str) -> Project {
    let mut project = project(&format!("{teams} | horizon 999"));
    for place in 0..50_usize {
        let number = |factor: usize, of: usize| (place * factor + place * place / 3) % of;
        let demand = |resource: usize, amount: usize| Demand {
            resource,
            amount: amount as u32,
        };
        let links = [
            (place / 2, 0),
            (place.saturating_sub(4 + number(5, 7)), number(1, 3)),
        ];
        project.activities.push(Activity {
            name: format!("a{place}"),
            duration: (1 + number(7, 9)) as Slot,
            demands: vec![
                demand(0, number(3, 4)),
                demand(1, number(5, 3)),
                demand(2, number(11, 4)),
            ],
            predecessors: links
                .into_iter()
                .filter(|(before, _)| *before < place && place % 2 != 0)
                .map(|(activity, lag)| Link {
                    activity,
                    lag: lag as Slot,
                })
                .collect(),
            ..Activity::default()
        });
    }
    project
}

/// Number of schedules and seed of a search, and the makespan and the sum of finishes that it ends with.
type Searched = ((u32, u64), (Slot, Slot));

/// Expects, after so many schedules with this seed, this makespan and this sum of finishes.
#[track_caller]
fn expect_search(project: &Project, searched: &[Searched]) {
    for &((schedules, seed), wanted) in searched {
        let found = schedule(project, &Options { schedules, seed }).unwrap();
        check(project, &found).unwrap();
        let sum: Slot = found.spans.iter().map(|span| span.finish).sum();
        assert_eq!((found.makespan, sum), wanted, "{schedules}, {seed}");
    }
}

#[test]
fn a_plan_is_the_same_on_every_machine_and_after_an_update() {
    let with_weekends = crowded("cap r 5 | week s 3,3,2,3,3,0,0 | cap t 4");
    expect_search(
        &with_weekends,
        &[
            ((0, 1), (114, 2620)),
            ((100, 1), (113, 2583)),
            ((700, 1), (110, 2419)),
            ((1500, 1), (107, 2481)),
            ((3000, 2), (106, 2440)),
            ((7500, 1), (103, 2423)),
        ],
    );
    let as_short_as_can_be = crowded("cap r 4 | cap s 3 | cap t 4");
    expect_search(
        &as_short_as_can_be,
        &[
            ((300, 1), (91, 2175)),
            ((1500, 1), (90, 2048)),
            ((3000, 2), (89, 2174)),
            ((7500, 1), (89, 2187)),
        ],
    );
    let mut with_a_long_wait = with_weekends.clone();
    with_a_long_wait.activities.push(Activity {
        name: "wait".to_owned(),
        duration: 150,
        ..Activity::default()
    });
    expect_search(
        &with_a_long_wait,
        &[((0, 1), (150, 2732)), ((3000, 1), (150, 2518))],
    );
    let in_little_time = Project {
        horizon: 116,
        ..with_weekends
    };
    expect_search(
        &in_little_time,
        &[((500, 1), (109, 2611)), ((700, 1), (108, 2386))],
    );
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
