//! Priority rules: which job first, when several could start.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Slot;
use super::model::Model;

/// The rules, each as one number per job; the job with the least goes first.
///
/// In this order: latest finish time, latest start time, most total successors, greatest rank positional weight over
/// direct and over all successors, shortest duration, order in the project.
pub(super) fn priorities(model: &Model) -> [Vec<u64>; 7] {
    let n = model.jobs.len();
    let tails = tails(model);
    let successors = all_successors(model);
    let duration = |job: usize| u64::from(model.jobs[job].duration);
    let most_first = |weight: &dyn Fn(usize) -> u64| -> Vec<u64> {
        (0..n).map(|job| u64::MAX - weight(job)).collect()
    };
    [
        most_first(&|job| u64::from(tails[job])),
        most_first(&|job| u64::from(tails[job]) + duration(job)),
        most_first(&|job| ones(&successors[job]).count() as u64),
        most_first(&|job| {
            let direct = model.jobs[job]
                .successors
                .iter()
                .map(|&(successor, _)| duration(successor));
            direct.fold(duration(job), u64::saturating_add)
        }),
        most_first(&|job| {
            ones(&successors[job])
                .map(duration)
                .fold(duration(job), u64::saturating_add)
        }),
        (0..n).map(duration).collect(),
        model.jobs.iter().map(|job| job.activity as u64).collect(),
    ]
}

/// The slots, at least, from the finish of each job to the last finish of the project.
pub(super) fn tails(model: &Model) -> Vec<Slot> {
    let mut tails: Vec<Slot> = vec![0; model.jobs.len()];
    for (index, job) in model.jobs.iter().enumerate().rev() {
        let through = |&(successor, lag): &(usize, Slot)| {
            tails[successor]
                .saturating_add(model.jobs[successor].duration)
                .saturating_add(lag)
        };
        tails[index] = job.successors.iter().map(through).max().unwrap_or(0);
    }
    tails
}

/// The list that results from taking, of the jobs whose predecessors are listed, the one with the least priority.
pub(super) fn list(model: &Model, priorities: &[u64]) -> Vec<u32> {
    let mut n_open: Vec<usize> = model
        .jobs
        .iter()
        .map(|job| job.predecessors.len())
        .collect();
    let entry = |job: usize| Reverse((priorities[job], job));
    let mut eligible: BinaryHeap<_> = (0..n_open.len())
        .filter(|&job| n_open[job] == 0)
        .map(entry)
        .collect();
    let mut list = Vec::with_capacity(n_open.len());
    while let Some(Reverse((_, job))) = eligible.pop() {
        list.push(job as u32);
        for &(successor, _) in &model.jobs[job].successors {
            n_open[successor] -= 1;
            if n_open[successor] == 0 {
                eligible.push(entry(successor));
            }
        }
    }
    list
}

/// For each job, the set of its direct and indirect successors, 64 to a word.
fn all_successors(model: &Model) -> Vec<Vec<u64>> {
    let n = model.jobs.len();
    let mut sets = vec![vec![0_u64; n.div_ceil(64)]; n];
    for index in (0..n).rev() {
        let mut set = std::mem::take(&mut sets[index]);
        for &(successor, _) in &model.jobs[index].successors {
            set[successor / 64] |= 1 << (successor % 64);
            for (word, more) in set.iter_mut().zip(&sets[successor]) {
                *word |= more;
            }
        }
        sets[index] = set;
    }
    sets
}

/// The members of a set.
fn ones(set: &[u64]) -> impl Iterator<Item = usize> {
    let bits = set.len() * 64;
    (0..bits).filter(|bit| (set[bit / 64] >> (bit % 64)) & 1 == 1)
}
