//! Dates that no schedule can beat.

use super::model::Model;
use super::rules::tails;
use super::{Project, Slot};

/// A slot before which the movable jobs cannot all have ended.
///
/// The greater of two bounds: the longest path through links, lags and calendars, with nobody in the way; and, for
/// each resource, the first slot by which it can have done the work that lies between some head (time that must pass
/// before) and some tail (time that must pass after).
pub(super) fn lower_bound(project: &Project, model: &Model) -> Slot {
    let heads = heads(model);
    let tails = tails(model);
    let mut bound = 0;
    for (index, job) in model.jobs.iter().enumerate() {
        bound = bound.max(earliest_finish(model, index, heads[index]).saturating_add(tails[index]));
        debug_assert!(job.release <= heads[index]);
    }
    for resource in 0..project.resources.len() {
        bound = bound.max(work_bound(project, model, resource, &heads, &tails));
    }
    bound
}

/// The earliest start of each job if resources had breaks, but no limits.
fn heads(model: &Model) -> Vec<Slot> {
    let mut heads: Vec<Slot> = Vec::with_capacity(model.jobs.len());
    for job in &model.jobs {
        let mut head = job.release;
        for &(predecessor, lag) in &job.predecessors {
            let finish = earliest_finish(model, predecessor, heads[predecessor]);
            head = head.max(finish.saturating_add(lag));
        }
        heads.push(head);
    }
    heads
}

/// The finish of a job that is worked on from `ready` on, or the horizon if it does not end before.
fn earliest_finish(model: &Model, index: usize, ready: Slot) -> Slot {
    let job = &model.jobs[index];
    if job.needs.is_empty() {
        return ready.saturating_add(job.duration);
    }
    let grid = &model.grids[job.grid];
    let n_before = grid.rank.get(ready as usize).copied().unwrap_or(u32::MAX);
    let last = n_before.saturating_add(job.duration).saturating_sub(1);
    grid.slots
        .get(last as usize)
        .map_or(model.horizon, |slot| slot + 1)
}

/// The bound by the work on one resource.
fn work_bound(
    project: &Project,
    model: &Model,
    resource: usize,
    heads: &[Slot],
    tails: &[Slot],
) -> Slot {
    let mut loads: Vec<Load> = Vec::new();
    for (index, job) in model.jobs.iter().enumerate() {
        let demands = &project.activities[job.activity].demands;
        let on_it = demands.iter().filter(|demand| demand.resource == resource);
        let amount = on_it.fold(0, |sum: u64, demand| sum + u64::from(demand.amount));
        let work = amount.saturating_mul(u64::from(job.duration));
        if 0 < work {
            loads.push(Load {
                head: heads[index],
                tail: tails[index],
                work,
            });
        }
    }
    loads.sort_unstable_by_key(|load| std::cmp::Reverse(load.tail));
    let offered = offered_before(project, model, resource);
    let mut distinct_heads: Vec<Slot> = loads.iter().map(|load| load.head).collect();
    distinct_heads.sort_unstable();
    distinct_heads.dedup();
    let mut bound = 0;
    for head in distinct_heads {
        let before = offered
            .get(head as usize)
            .or(offered.last())
            .copied()
            .unwrap_or(0);
        let mut work = before;
        for load in loads.iter().filter(|load| head <= load.head) {
            work = work.saturating_add(load.work);
            let end = offered.partition_point(|&offered| offered < work);
            let end = Slot::try_from(end).unwrap_or(Slot::MAX).min(model.horizon);
            bound = bound.max(end.saturating_add(load.tail));
        }
    }
    bound
}

/// Work on one resource, with the time that must pass before and after it.
struct Load {
    head: Slot,
    tail: Slot,
    work: u64,
}

/// For each slot, and for the horizon: the units on offer before it, whatever is fixed.
fn offered_before(project: &Project, model: &Model, resource: usize) -> Vec<u64> {
    let capacities = project.resources[resource]
        .calendar
        .capacities(model.horizon);
    let mut offered: Vec<u64> = Vec::with_capacity(capacities.len() + 1);
    let mut sum = 0_u64;
    offered.push(sum);
    for capacity in capacities {
        sum = sum.saturating_add(u64::from(capacity));
        offered.push(sum);
    }
    offered
}
