//! The plans that the search has kept so far, and how new ones come from them.

use super::generate::{Generator, Plan, Score};
use super::model::Model;
use super::random::Random;
use super::{Slot, rules};

/// How many plans are kept as possible parents.
const SIZE: usize = 110;

/// How often, in percent, two neighbours in a child's list change places.
const SWAP_PERCENT: u32 = 20;

/// How often, in percent, one job of a child moves as far as a random place that links allow.
const MOVE_PERCENT: u32 = 33;

/// Plans, best first, all different.
pub(super) struct Population<'m> {
    generator: Generator<'m>,
    members: Vec<Member>,
}

/// A plan with the list that leads to it.
struct Member {
    plan: Plan,
    list: Vec<u32>,
}

impl<'m> Population<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self {
            generator: Generator::new(model),
            members: Vec::new(),
        }
    }

    pub(super) fn n_schedules(&self) -> u32 {
        self.generator.n_schedules
    }

    /// Whether there is room for more plans, and hope that lists from rules will fill it.
    pub(super) fn is_growing(&self) -> bool {
        self.members.len() < SIZE && self.generator.n_schedules < 4 * SIZE as u32
    }

    pub(super) fn best_makespan(&self) -> Slot {
        self.members
            .first()
            .map_or(Slot::MAX, |best| best.plan.score.0)
    }

    pub(super) fn into_best(self) -> Option<Plan> {
        self.members.into_iter().next().map(|best| best.plan)
    }

    /// Makes plans by all rules, serial and parallel; fails only if there is no plan at all then.
    pub(super) fn try_rules(&mut self) -> Result<(), usize> {
        let model = self.generator.model;
        let mut too_late = 0;
        for priorities in rules::priorities(model) {
            if let Err(job) = self.try_list(&rules::list(model, &priorities)) {
                too_late = job;
            }
            if self.generator.parallel(&priorities).is_ok() {
                self.improve_and_keep();
            }
        }
        if self.members.is_empty() {
            Err(too_late)
        } else {
            Ok(())
        }
    }

    /// Makes a plan from the list, or names the job that does not end within the horizon.
    ///
    /// It is improved and kept if it is at least nearly as good as the others: improvement wins a
    /// few slots, seldom more.
    pub(super) fn try_list(&mut self, list: &[u32]) -> Result<(), usize> {
        let (makespan, _) = self.generator.serial(list)?;
        let is_hopeless = |limit: Score| limit.0.saturating_add(limit.0 / 16) < makespan;
        if !self.limit().is_some_and(is_hopeless) {
            self.improve_and_keep();
        }
        Ok(())
    }

    /// The score that a plan must beat to be kept, once there are enough plans.
    fn limit(&self) -> Option<Score> {
        self.members.get(SIZE - 1).map(|worst| worst.plan.score)
    }

    /// Improves the plan just made and keeps it if it is new and good enough.
    ///
    /// Where there is no room, it takes the place of the plan most like it among those that are no
    /// better. That keeps the others different from each other, which a search lives on.
    fn improve_and_keep(&mut self) {
        if self.generator.improve().is_none() {
            return;
        }
        let plan = &self.generator.plan;
        let place = self
            .members
            .partition_point(|member| member.plan.score < plan.score);
        let rivals = &self.members[place..];
        let is_same = |rival: &Member| rival.plan.starts == plan.starts;
        if rivals
            .iter()
            .take_while(|rival| rival.plan.score == plan.score)
            .any(is_same)
        {
            return;
        }
        if self.members.len() == SIZE {
            let distance = |index: &usize| distance(&rivals[*index].plan.starts, &plan.starts);
            let Some(nearest) = (0..rivals.len()).min_by_key(distance) else {
                return;
            };
            self.members.remove(place + nearest);
        }
        let list = self.generator.list_by_start().to_vec();
        self.members.insert(
            place,
            Member {
                plan: self.generator.plan.clone(),
                list,
            },
        );
    }

    /// Crosses two members, each the better of two drawn at random, and mutates the child.
    pub(super) fn child(&self, random: &mut Random) -> Vec<u32> {
        let n_members = self.members.len();
        let mut parent = || random.index(n_members).min(random.index(n_members));
        let mother = &self.members[parent()].list;
        let father = &self.members[parent()].list;
        let mut child = crossed(mother, father, random);
        if random.below(100) < MOVE_PERCENT {
            self.move_one(&mut child, random);
        }
        for place in 1..child.len() {
            let is_drawn = random.below(100) < SWAP_PERCENT;
            if is_drawn && !self.waits(child[place], child[place - 1]) {
                child.swap(place - 1, place);
            }
        }
        child
    }

    /// Moves one job to a random place between its predecessors and its successors.
    fn move_one(&self, list: &mut Vec<u32>, random: &mut Random) {
        let from = random.index(list.len());
        let job = list[from];
        let before = list[..from]
            .iter()
            .rposition(|&other| self.waits(job, other));
        let after = list[from..]
            .iter()
            .position(|&other| self.waits(other, job));
        let first = before.map_or(0, |place| place + 1);
        let end = after.map_or(list.len(), |place| from + place);
        list.remove(from);
        list.insert(first + random.index(end - first), job);
    }

    /// Whether a link leads from the one job to the other.
    fn waits(&self, job: u32, predecessor: u32) -> bool {
        let predecessors = &self.generator.model.jobs[job as usize].predecessors;
        predecessors
            .iter()
            .any(|&(other, _)| other == predecessor as usize)
    }
}

/// How far the starts of two plans are apart, in all. Wraps where that is absurdly far: a plain sum
/// is one that compilers turn into vector code.
fn distance(one: &[Slot], other: &[Slot]) -> u32 {
    let pairs = one.iter().zip(other);
    pairs.fold(0, |sum, (a, b)| sum.wrapping_add(a.abs_diff(*b)))
}

/// A list that has something of both parents and, as they do, respects the links.
///
/// Either the mother's list with some jobs in a row brought into the father's order, or the head of
/// the mother's, then what comes first in the father's, then the rest as in the mother's.
fn crossed(mother: &[u32], father: &[u32], random: &mut Random) -> Vec<u32> {
    let n_jobs = mother.len();
    let (a, b) = (random.index(n_jobs + 1), random.index(n_jobs + 1));
    let (first, end) = (a.min(b), a.max(b));
    let keeps_tail = random.below(2) == 0;
    let mut is_listed = vec![false; n_jobs];
    let mut child = mother[..first].to_vec();
    let tail = if keeps_tail { &mother[end..] } else { &[] };
    for &job in child.iter().chain(tail) {
        is_listed[job as usize] = true;
    }
    for (parent, length) in [(father, end), (mother, n_jobs)] {
        for &job in parent {
            if length <= child.len() {
                break;
            }
            if !is_listed[job as usize] {
                is_listed[job as usize] = true;
                child.push(job);
            }
        }
        if keeps_tail && child.len() == end {
            child.extend_from_slice(tail);
        }
    }
    child
}
