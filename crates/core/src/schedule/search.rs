//! The search for a good plan: rules first, then a genetic algorithm.
//!
//! A plan is represented by its list of jobs by start. Parents are crossed at two points
//! (Hartmann 1998), the child is mutated a little, generated, and improved forwards and backwards
//! (Valls, Ballestín, Quintanilla 2008). All of it depends on the model, the seed and the number
//! of schedules, and on nothing else.

use super::generate::{Generator, Plan, Score};
use super::model::Model;
use super::random::Random;
use super::{Options, Slot, rules};

/// How many plans are kept as possible parents. Many, so that they stay different for long.
const POPULATION: usize = 300;

/// How often, in percent, two neighbours of a child's list change places.
const MUTATION_PERCENT: u32 = 8;

/// The best plan found, or a job that did not end within the horizon.
///
/// The plan is no worse than what the rules or the `known` plans lead to. A known plan is given by
/// the starts of the jobs. The search stops at a makespan that cannot be
/// beaten, but for a few schedules more, which may make the sum of finishes smaller.
pub(super) fn search(
    model: &Model,
    options: &Options,
    bound: Slot,
    known: &[Vec<u64>],
) -> Result<Plan, usize> {
    let mut population = Population {
        generator: Generator::new(model),
        members: Vec::new(),
    };
    for starts in known {
        // A failure is left to the rules, which report it.
        let _ = population.try_list(&rules::list(model, starts));
    }
    population.try_rules()?;
    let mut random = Random::new(options.seed);
    let [latest_finish, ..] = rules::priorities(model);
    let spread = rules::tails(model).into_iter().max().unwrap_or(0) / 2 + 2;
    let polished = options.schedules / 20;
    while population.generator.n_schedules < options.schedules
        && (bound < population.best_makespan() || population.generator.n_schedules < polished)
        && 1 < model.jobs.len()
    {
        let list = if population.limit().is_none() {
            let noisy = |rule: &u64| rule.saturating_sub(u64::from(random.below(spread)));
            rules::list(
                model,
                &latest_finish.iter().map(noisy).collect::<Vec<u64>>(),
            )
        } else {
            population.child(&mut random)
        };
        // A list that leads past the horizon is no good, and that is all there is to it.
        let _ = population.try_list(&list);
    }
    population
        .members
        .into_iter()
        .next()
        .map(|member| member.plan)
        .ok_or(0)
}

/// A plan with the list that leads to it.
struct Member {
    plan: Plan,
    list: Vec<u32>,
}

/// Plans, best first.
struct Population<'m> {
    generator: Generator<'m>,
    members: Vec<Member>,
}

impl Population<'_> {
    /// Makes plans by all rules, serial and parallel; fails only if there is no plan at all then.
    fn try_rules(&mut self) -> Result<(), usize> {
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

    fn best_makespan(&self) -> Slot {
        self.members
            .first()
            .map_or(Slot::MAX, |member| member.plan.score.0)
    }

    /// The score that a plan must beat to be kept, once there are enough plans.
    fn limit(&self) -> Option<Score> {
        self.members
            .get(POPULATION - 1)
            .map(|worst| worst.plan.score)
    }

    /// Makes a plan from the list, or names the job that does not end within the horizon.
    ///
    /// It is improved and kept if it is at least nearly as good as the others: improvement wins a
    /// few slots, seldom more.
    fn try_list(&mut self, list: &[u32]) -> Result<(), usize> {
        let (makespan, _) = self.generator.serial(list)?;
        let is_hopeless = |limit: Score| limit.0.saturating_add(limit.0 / 32) < makespan;
        if !self.limit().is_some_and(is_hopeless) {
            self.improve_and_keep();
        }
        Ok(())
    }

    /// Improves the plan just made and keeps it if it is new and good enough.
    fn improve_and_keep(&mut self) {
        if self.generator.improve().is_none() {
            return;
        }
        let score = self.generator.plan.score;
        if self.limit().is_some_and(|limit| limit <= score) {
            return;
        }
        let place = self
            .members
            .partition_point(|member| member.plan.score < score);
        let mut equals = self.members[place..]
            .iter()
            .take_while(|other| other.plan.score == score);
        if equals.any(|other| other.plan.starts == self.generator.plan.starts) {
            return;
        }
        let list = self.generator.list_by_start().to_vec();
        self.members.insert(
            place,
            Member {
                plan: self.generator.plan.clone(),
                list,
            },
        );
        self.members.truncate(POPULATION);
    }

    /// Crosses two members, each the better of two drawn at random, and mutates the child.
    fn child(&self, random: &mut Random) -> Vec<u32> {
        let n_members = self.members.len();
        let mut parent = || random.index(n_members).min(random.index(n_members));
        let mother = &self.members[parent()].list;
        let father = &self.members[parent()].list;
        let n_jobs = mother.len();
        let (a, b) = (random.index(n_jobs + 1), random.index(n_jobs + 1));
        let mut taken = vec![false; n_jobs];
        let mut child = Vec::with_capacity(n_jobs);
        for (parent, length) in [(mother, a.min(b)), (father, a.max(b)), (mother, n_jobs)] {
            for &job in parent {
                if length <= child.len() {
                    break;
                }
                if !std::mem::replace(&mut taken[job as usize], true) {
                    child.push(job);
                }
            }
        }
        for place in 1..n_jobs {
            if random.below(100) < MUTATION_PERCENT && self.may_swap(child[place - 1], child[place])
            {
                child.swap(place - 1, place);
            }
        }
        child
    }

    fn may_swap(&self, before: u32, after: u32) -> bool {
        let predecessors = &self.generator.model.jobs[after as usize].predecessors;
        predecessors.iter().all(|&(job, _)| job != before as usize)
    }
}
