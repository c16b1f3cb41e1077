//! Promises kept on any project.

use isms_gauge_schedule::{
    Activity, Calendar, Cause, Demand, Exception, Link, Options, Project, Resource, Schedule, Span,
    Violation, check, critical_chain, schedule, schedule_ladder,
};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

/// A project of up to `n` activities that can be scheduled, on up to 3 resources with calendars.
pub fn small_project(n: usize) -> impl Strategy<Value = Project> {
    (vec(calendar(), 1..4), vec(activity(), 1..=n)).prop_map(|(calendars, activities)| {
        let name = |(index, calendar): (usize, Calendar)| Resource {
            name: format!("r{index}"),
            calendar,
        };
        let resources: Vec<Resource> = calendars.into_iter().enumerate().map(name).collect();
        let mut project = Project {
            activities,
            resources,
            horizon: 400,
        };
        let most =
            |resource: &Resource| resource.calendar.capacities(40).into_iter().max().unwrap();
        let mosts: Vec<u32> = project.resources.iter().map(most).collect();
        for (index, activity) in project.activities.iter_mut().enumerate() {
            activity.name = format!("a{index}");
            activity
                .predecessors
                .retain(|link| 0 < index && link.activity < 2 * index);
            for link in &mut activity.predecessors {
                link.activity %= index;
            }
            activity
                .demands
                .retain(|demand| demand.resource < mosts.len());
            activity.demands.sort_by_key(|demand| demand.resource);
            activity.demands.dedup_by_key(|demand| demand.resource);
            for demand in &mut activity.demands {
                demand.amount = demand.amount.min(mosts[demand.resource]);
            }
        }
        project
    })
}

fn calendar() -> impl Strategy<Value = Calendar> {
    let exception =
        (0_u32..20, 1_u32..8, 0_u32..3).prop_map(|(start, length, capacity)| Exception {
            span: Span {
                start,
                finish: start + length,
            },
            capacity,
        });
    prop_oneof![
        (1_u32..5).prop_map(Calendar::Constant),
        (1_u32..4, vec(0_u32..4, 0..6), vec(exception, 0..3)).prop_map(
            |(first, rest, exceptions)| {
                Calendar::Pattern {
                    week: [vec![first], rest].concat(),
                    exceptions,
                }
            }
        ),
    ]
}

fn activity() -> impl Strategy<Value = Activity> {
    let demand = (0_usize..3, 1_u32..4).prop_map(|(resource, amount)| Demand { resource, amount });
    let link = (0_usize..20, 0_u32..3).prop_map(|(activity, lag)| Link { activity, lag });
    let fixed = weighted(0.1, (0_u32..15, 0_u32..6));
    let fields = (
        0_u32..7,
        vec(demand, 0..3),
        vec(link, 0..3),
        weighted(0.2, 0_u32..12),
        fixed,
    );
    fields.prop_map(
        |(duration, demands, predecessors, release, fixed)| Activity {
            name: String::new(),
            duration,
            demands,
            predecessors,
            release: release.unwrap_or(0),
            fixed: fixed.map(|(start, length)| Span {
                start,
                finish: start + length,
            }),
        },
    )
}

/// A project without calendars or fixed dates, but with more demands.
fn busy_project() -> impl Strategy<Value = Project> {
    small_project(12).prop_map(|mut project| {
        for resource in &mut project.resources {
            resource.calendar = Calendar::Constant(4);
        }
        for activity in &mut project.activities {
            activity.fixed = None;
        }
        project
    })
}

const SHORT: Options = Options {
    schedules: 400,
    seed: 7,
};

fn solve(project: &Project) -> Option<Schedule> {
    schedule(project, &SHORT).ok()
}

/// Moves an activity so that it starts in its previous working slot, and says what that breaks.
fn started_earlier(project: &Project, found: &Schedule, index: usize) -> Option<Violation> {
    let activity = &project.activities[index];
    let works = |slot: &u32| {
        0 == activity.duration
            || activity.demands.iter().all(|demand| {
                demand.amount <= project.resources[demand.resource].calendar.capacity(*slot)
            })
    };
    let start = (0..found.spans[index].start).rev().find(works)?;
    let mut spans = found.spans.clone();
    let last = (start..)
        .filter(works)
        .take(activity.duration as usize)
        .last();
    spans[index] = Span {
        start,
        finish: last.map_or(start, |last| last + 1),
    };
    let makespan = spans.iter().map(|span| span.finish).max()?;
    Some(
        check(
            project,
            &Schedule {
                spans,
                makespan,
                ..found.clone()
            },
        )
        .unwrap_err(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn links_capacities_and_calendars_are_never_violated(project in small_project(14)) {
        if let Some(found) = solve(&project) {
            prop_assert_eq!(check(&project, &found), Ok(()));
        }
        if let Ok(found) = schedule(&project, &Options::quick()) {
            prop_assert_eq!(check(&project, &found), Ok(()));
        }
    }

    #[test]
    fn the_result_depends_on_the_input_only(project in small_project(10)) {
        prop_assert_eq!(schedule(&project, &SHORT), schedule(&project, &SHORT));
    }

    #[test]
    fn the_makespan_is_not_below_the_bound(project in small_project(12)) {
        if let Some(found) = solve(&project) {
            prop_assert!(found.lower_bound <= found.makespan);
        }
    }

    #[test]
    fn searching_longer_never_makes_it_worse(project in small_project(12)) {
        let quick = schedule(&project, &Options::quick());
        if let (Ok(quick), Some(found)) = (quick, solve(&project)) {
            prop_assert!(found.makespan <= quick.makespan);
        }
    }

    #[test]
    fn more_capacity_is_never_later(project in busy_project(), resource in 0_usize..3) {
        let resource = resource % project.resources.len();
        let steps = [3, 4, 5, 6, 9].map(Calendar::Constant);
        let answers = schedule_ladder(&project, resource, &steps, &SHORT);
        let makespans: Vec<u32> = answers.iter().flatten().map(|found| found.makespan).collect();
        prop_assert_eq!(makespans.len(), steps.len());
        prop_assert!(makespans.is_sorted_by(|a, b| b <= a), "{:?}", makespans);
    }

    #[test]
    fn starting_earlier_breaks_what_the_cause_names(project in small_project(12)) {
        let Some(found) = solve(&project) else { return Ok(()) };
        for (index, cause) in found.causes.iter().enumerate() {
            let earlier = match cause {
                Cause::Fixed => continue,
                _ => started_earlier(&project, &found, index),
            };
            let is_too_early = matches!(
                earlier,
                None | Some(Violation::EarlyForPredecessor { .. } | Violation::EarlyForRelease { .. })
            );
            match (cause, earlier) {
                (Cause::Start, None) => {}
                (Cause::Release | Cause::Predecessor { .. } | Cause::Break { .. }, _)
                    if is_too_early => {}
                (Cause::Resource { resource, activity }, Some(Violation::Overload { slot, .. })) => {
                    let holder = found.spans[*activity];
                    prop_assert!(holder.start <= slot && slot < holder.finish);
                    let demands = &project.activities[*activity].demands;
                    prop_assert!(demands.iter().any(|demand| demand.resource == *resource));
                }
                (cause, violation) => prop_assert!(false, "{cause:?}, but {violation:?}"),
            }
        }
    }

    #[test]
    fn the_critical_chain_ends_with_the_last_finish_and_goes_forward(project in small_project(12)) {
        let Some(found) = solve(&project) else { return Ok(()) };
        let chain = critical_chain(&project, &found);
        let last = chain.last().map(|&index| found.spans[index].finish);
        prop_assert_eq!(last, Some(found.makespan));
        prop_assert!(chain.is_sorted_by_key(|&index| found.spans[index].start));
    }
}
