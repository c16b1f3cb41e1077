//! The cause that is named is the one that counts: where a single thing keeps an activity from
//! starting earlier, that is the one named, and without it the activity starts earlier.
//!
//! An activity that several others hold up together in the slot before has no single cause there,
//! even if one thing alone kept it from a much earlier gap.
//!
//! What keeps an activity is found here by trying everything, not by the rules of the solver.

use isms_gauge_schedule::{
    Activity, Calendar, Cause, Options, Project, Schedule, Slot, Span, schedule,
};
use proptest::prelude::*;

use crate::properties::small_project;
use crate::words::project;

/// Something that may keep an activity from starting earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeper {
    Link(usize),
    Release,
    /// Another activity that holds a resource.
    Holder(usize),
    /// What departs from the usual week of a resource.
    Breaks(usize),
}

/// What an activity holds of each resource.
fn demands(activity: &Activity) -> Vec<(usize, u32)> {
    let mut all: Vec<(usize, u32)> = Vec::new();
    for demand in activity.demands.iter().filter(|demand| demand.amount > 0) {
        match all
            .iter_mut()
            .find(|(resource, _)| *resource == demand.resource)
        {
            Some((_, amount)) => *amount += demand.amount,
            None => all.push((demand.resource, demand.amount)),
        }
    }
    all
}

/// The units of a resource that are left for an activity in a slot, and those that its calendar
/// offers.
fn left(
    project: &Project,
    spans: &[Span],
    index: usize,
    resource: usize,
    slot: Slot,
    without: Option<Keeper>,
) -> (u32, u32) {
    let calendar = &project.resources[resource].calendar;
    let offered = match (calendar, without) {
        (Calendar::Pattern { .. }, Some(Keeper::Breaks(other))) if other == resource => {
            calendar.usual_capacity(slot)
        }
        _ => calendar.capacity(slot),
    };
    let works = |other: usize| {
        demands(&project.activities[other])
            .into_iter()
            .all(|(resource, amount)| amount <= project.resources[resource].calendar.capacity(slot))
    };
    let mut held = 0;
    for (other, span) in spans.iter().enumerate() {
        let is_running = span.start <= slot && slot < span.finish && works(other);
        if other != index && without != Some(Keeper::Holder(other)) && is_running {
            let demands = demands(&project.activities[other]);
            held += demands
                .iter()
                .find(|(held, _)| *held == resource)
                .map_or(0, |(_, n)| *n);
        }
    }
    (offered.saturating_sub(held), offered)
}

/// Whether an activity could start in a slot while all others stay, if one keeper were gone.
fn fits(
    project: &Project,
    spans: &[Span],
    index: usize,
    start: Slot,
    without: Option<Keeper>,
) -> bool {
    let activity = &project.activities[index];
    if without != Some(Keeper::Release) && start < activity.release {
        return false;
    }
    let is_early = activity.predecessors.iter().any(|link| {
        without != Some(Keeper::Link(link.activity))
            && start < spans[link.activity].finish + link.lag
    });
    if is_early {
        return false;
    }
    let demands = demands(activity);
    let mut todo = activity.duration;
    let mut slot = start;
    while todo > 0 {
        if slot >= project.horizon {
            return false;
        }
        let units: Vec<(u32, u32, u32)> = demands
            .iter()
            .map(|(resource, amount)| {
                let (free, offered) = left(project, spans, index, *resource, slot, without);
                (*amount, free, offered)
            })
            .collect();
        let is_working = units.iter().all(|(amount, _, offered)| amount <= offered);
        if is_working && units.iter().any(|(amount, free, _)| free < amount) {
            return false;
        }
        // An activity starts when it works.
        if !is_working && slot == start {
            return false;
        }
        todo -= u32::from(is_working);
        slot += 1;
    }
    true
}

/// Everything that alone keeps an activity where it is.
fn keepers(project: &Project, found: &Schedule, index: usize) -> Vec<Keeper> {
    let spans = &found.spans;
    let activity = &project.activities[index];
    let mut all: Vec<Keeper> = Vec::new();
    all.extend(
        activity
            .predecessors
            .iter()
            .map(|link| Keeper::Link(link.activity)),
    );
    all.push(Keeper::Release);
    all.extend(
        (0..spans.len())
            .filter(|other| *other != index)
            .map(Keeper::Holder),
    );
    all.extend((0..project.resources.len()).map(Keeper::Breaks));
    all.dedup();
    all.retain(|keeper| {
        (0..spans[index].start).any(|slot| fits(project, spans, index, slot, Some(*keeper)))
    });
    all
}

/// Whether the last slot before its start in which it could have worked is held by several others,
/// none of which alone leaves enough.
fn is_held_jointly(project: &Project, found: &Schedule, index: usize) -> bool {
    let spans = &found.spans;
    let activity = &project.activities[index];
    let ready = activity
        .predecessors
        .iter()
        .map(|link| spans[link.activity].finish + link.lag)
        .fold(activity.release, Slot::max);
    let offers = |slot: &Slot| {
        demands(activity).into_iter().all(|(resource, amount)| {
            amount <= project.resources[resource].calendar.capacity(*slot)
        })
    };
    (ready..spans[index].start)
        .rev()
        .find(offers)
        .is_some_and(|slot| {
            !(0..spans.len())
                .any(|other| fits(project, spans, index, slot, Some(Keeper::Holder(other))))
        })
}

fn named(cause: Cause) -> Option<Keeper> {
    match cause {
        Cause::Predecessor { activity, .. } => Some(Keeper::Link(activity)),
        Cause::Release => Some(Keeper::Release),
        Cause::Resource { activity, .. } => Some(Keeper::Holder(activity)),
        Cause::Break { resource, .. } => Some(Keeper::Breaks(resource)),
        Cause::Start | Cause::Fixed => None,
    }
}

/// Checks every activity that a single thing keeps, and says how many there are.
fn holds(project: &Project, found: &Schedule) -> usize {
    let mut n_single = 0;
    for (index, cause) in found.causes.iter().enumerate() {
        if *cause == Cause::Fixed || is_held_jointly(project, found, index) {
            continue;
        }
        if let [keeper] = keepers(project, found, index).as_slice() {
            assert_eq!(
                named(*cause),
                Some(*keeper),
                "`{}` in {project:#?} at {:?}",
                project.activities[index].name,
                found.spans
            );
            n_single += 1;
        }
    }
    n_single
}

fn solve(project: &Project) -> Option<Schedule> {
    let options = Options {
        schedules: 200,
        seed: 7,
    };
    schedule(project, &options).ok()
}

/// Checks a project in which so many activities are kept by a single thing.
fn has_single_causes(text: &str, n_single: usize) {
    let project = project(text);
    let found = solve(&project).unwrap();
    assert_eq!(
        holds(&project, &found),
        n_single,
        "{text}: {:?}",
        found.causes
    );
}

#[test]
fn without_its_only_predecessor_an_activity_starts_earlier() {
    has_single_causes("a 3 | b 2 after a", 1);
    has_single_causes("a 3 | b 2 after a+2 | c 1 after b", 2);
}

#[test]
fn without_its_release_an_activity_starts_earlier() {
    has_single_causes("a 3 from 2", 1);
}

#[test]
fn without_whoever_holds_the_resource_an_activity_starts_earlier() {
    has_single_causes("a 3 r | b 3 r | c 9 after b | cap r 1", 2);
}

#[test]
fn without_the_absence_an_activity_starts_earlier() {
    has_single_causes("a 1 r | week r 1,1 | off r 0-3", 1);
}

#[test]
fn two_that_hold_a_resource_together_are_no_single_cause() {
    has_single_causes(
        "a 6 r at 0-6 | b 4 q at 8-12 | d 4 r at 8-12 | c 3 r q | cap r 1 | cap q 1",
        0,
    );
}

#[test]
fn two_predecessors_that_end_together_are_no_single_cause() {
    has_single_causes("a 3 | b 3 | c 1 after a b", 0);
}

#[test]
fn of_two_that_hold_what_it_needs_the_one_is_named_who_alone_is_too_many() {
    // In slot 5 both b and e hold r; e holds q as well, and lets go of it after d has started.
    has_single_causes(
        "a 2 r | b 1 r | c 3 q | d 2 r q | e 2 r:2 q | week r 1,3,1,0 | off r 0-2 | cap q 1",
        2,
    );
}

#[test]
fn an_absence_counts_where_another_resource_is_there_by_exception_only() {
    has_single_causes(
        "a 1 r q:2 | week r 1 | off r 0-4 | week q 1 | offers q 0-5 2",
        1,
    );
}

#[test]
fn an_absence_is_no_cause_where_somebody_else_would_hold_the_resource() {
    has_single_causes(
        "a 1 r q:2 from 1 | b 4 q from 1 | week r 2,0,0,0,0,0 | off r 11-13 | week q 2,0,0,0 | offers q 6-7 1",
        2,
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn removing_the_named_cause_of_a_single_cause_bar_lets_it_start_earlier(project in small_project(8)) {
        if let Some(found) = solve(&project) {
            holds(&project, &found);
        }
    }
}
