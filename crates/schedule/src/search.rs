//! The search for a good plan: rules first, then a genetic algorithm.
//!
//! A plan is represented by its list of jobs by start. Parents are crossed at two points
//! (Hartmann 1998), the child is mutated a little, generated, and improved forwards and backwards
//! (Valls, Ballestín, Quintanilla 2008), and takes the place of the plan most like it (crowding).
//! All of it depends on the model, the seed and the number of schedules, and on nothing else.

use super::generate::Plan;
use super::model::Model;
use super::population::Population;
use super::random::Random;
use super::{Options, Slot, rules};

/// The best plan found, or a job that did not end within the horizon.
///
/// The plan is no worse than what the rules or the `known` plans lead to. A known plan is given by
/// the starts of the jobs. The search stops at a makespan that cannot be beaten, but for a few
/// schedules more, which may make the sum of finishes smaller.
pub(super) fn search(
    model: &Model,
    options: &Options,
    bound: Slot,
    known: &[Vec<u64>],
) -> Result<Plan, usize> {
    let mut population = Population::new(model);
    for starts in known {
        // A failure is left to the rules, which report it.
        let _ = population.try_list(&rules::list(model, starts));
    }
    population.try_rules()?;
    let mut random = Random::new(options.seed);
    let [latest_finish, ..] = rules::priorities(model);
    let spread = rules::tails(model).into_iter().max().unwrap_or(0) / 2 + 2;
    let n_polishing = options.schedules / 20;
    loop {
        let n = population.n_schedules();
        let is_over = options.schedules <= n || model.jobs.len() < 2;
        if is_over || (population.best_makespan() <= bound && n_polishing <= n) {
            return population.into_best().ok_or(0);
        }
        let list = if population.is_growing() {
            let noisy = |rule: &u64| rule.saturating_sub(u64::from(random.below(spread)));
            let priorities: Vec<u64> = latest_finish.iter().map(noisy).collect();
            rules::list(model, &priorities)
        } else {
            population.child(&mut random)
        };
        // A list that leads past the horizon is no good, and that is all there is to it.
        let _ = population.try_list(&list);
    }
}
