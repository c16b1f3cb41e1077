//! Small projects against the best of all schedules.
//!
//! Every list that respects the links is turned into a schedule, slot by slot, without any code of
//! the library. Some list leads to an optimal schedule: that by the starts of an optimal one.

use isms_gauge_schedule::{Options, Project, schedule};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRng, TestRunner};

use crate::properties::small_project;

/// The least makespan there is, or `None` if nothing ends within the horizon.
fn optimum(project: &Project) -> Option<u32> {
    let mut best = None;
    extend(
        project,
        &mut vec![None; project.activities.len()],
        &mut best,
    );
    best
}

/// Tries all ways to go on from the spans placed so far.
fn extend(project: &Project, placed: &mut Vec<Option<(u32, u32)>>, best: &mut Option<u32>) {
    let makespan = placed
        .iter()
        .flatten()
        .map(|span| span.1)
        .max()
        .unwrap_or(0);
    if best.is_some_and(|best| best <= makespan) && !placed.is_empty() {
        return;
    }
    if placed.iter().all(Option::is_some) {
        *best = Some(makespan);
        return;
    }
    for index in 0..placed.len() {
        let links = &project.activities[index].predecessors;
        if placed[index].is_some() || links.iter().any(|link| placed[link.activity].is_none()) {
            continue;
        }
        if let Some(span) =
            (0..=project.horizon).find_map(|start| span_from(project, placed, index, start))
        {
            placed[index] = Some(span);
            extend(project, placed, best);
            placed[index] = None;
        }
    }
}

/// The span of an activity if it can start right at `start`.
fn span_from(
    project: &Project,
    placed: &[Option<(u32, u32)>],
    index: usize,
    start: u32,
) -> Option<(u32, u32)> {
    let activity = &project.activities[index];
    let is_ready = |link: &isms_gauge_schedule::Link| {
        placed[link.activity].is_some_and(|span| span.1 + link.lag <= start)
    };
    if start < activity.release || !activity.predecessors.iter().all(is_ready) {
        return None;
    }
    let (mut slot, mut left) = (start, activity.duration);
    while 0 < left {
        if slot == project.horizon {
            return None;
        }
        if works(project, index, slot) {
            let others: Vec<usize> = (0..placed.len())
                .filter(|&other| {
                    placed[other].is_some_and(|span| span.0 <= slot && slot < span.1)
                        && works(project, other, slot)
                })
                .collect();
            let fits = (0..project.resources.len()).all(|resource| {
                let own = demand(project, index, resource);
                let held: u32 = others
                    .iter()
                    .map(|&other| demand(project, other, resource))
                    .sum();
                own == 0 || own + held <= project.resources[resource].calendar.capacity(slot)
            });
            if !fits {
                return None;
            }
            left -= 1;
        } else if slot == start {
            return None;
        }
        slot += 1;
    }
    Some((start, slot))
}

fn demand(project: &Project, index: usize, resource: usize) -> u32 {
    let demands = project.activities[index].demands.iter();
    demands
        .filter(|demand| demand.resource == resource)
        .map(|demand| demand.amount)
        .sum()
}

fn works(project: &Project, index: usize, slot: u32) -> bool {
    (0..project.resources.len()).all(|resource| {
        demand(project, index, resource) <= project.resources[resource].calendar.capacity(slot)
    })
}

#[test]
fn small_projects_are_scheduled_as_well_as_can_be() {
    let config = Config::default();
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let (mut n_projects, mut n_optimal) = (0, 0);
    for _ in 0..300 {
        let mut project = small_project(7).new_tree(&mut runner).unwrap().current();
        project
            .activities
            .iter_mut()
            .for_each(|activity| activity.fixed = None);
        let found = schedule(
            &project,
            &Options {
                schedules: 2_000,
                seed: 1,
            },
        );
        let Some(optimum) = optimum(&project) else {
            assert!(found.is_err());
            continue;
        };
        let found = found.unwrap();
        assert!(
            optimum <= found.makespan,
            "better than possible: {project:?}"
        );
        assert!(
            found.lower_bound <= optimum,
            "bound above the optimum: {project:?}"
        );
        n_projects += 1;
        n_optimal += usize::from(found.makespan == optimum);
    }
    assert!(
        200 < n_projects,
        "only {n_projects} projects had a schedule"
    );
    assert!(
        n_projects * 95 <= n_optimal * 100,
        "{n_optimal} of {n_projects} optimal"
    );
}
