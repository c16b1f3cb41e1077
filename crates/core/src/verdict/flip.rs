//! The smallest set of steps that gives a stage a better verdict, checked by taking them.

use chrono::NaiveDate;

use super::{Fact, Readiness, Stage, Step, Verdict, step, verdict};
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::score::score;

/// What would change a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The verdict now.
    pub before: Verdict,
    /// The verdict once all steps are taken.
    pub after: Verdict,
    /// The steps; without any one of them the verdict stays as it is.
    pub steps: Vec<Step>,
    /// Whether all smaller sets that could do were tried.
    pub is_smallest: bool,
}

/// Finds the smallest set of steps that gives a stage a better verdict on that day.
///
/// `None` where no gate blocks, or where nothing but time or further questions help. From the
/// steps that lift everything of the worst colour, those are left out without which the verdict
/// still changes.
pub fn flip(
    catalogue: &Catalogue,
    assessment: &Assessment,
    today: NaiveDate,
    stage: Stage,
) -> Option<Flip> {
    let judged = |assessment: &Assessment| -> Readiness {
        verdict(assessment, &score(catalogue, assessment), today)
    };
    let now = judged(assessment);
    let before = now.stage(stage);
    let after = |steps: &[&Step]| {
        let mut changed = assessment.clone();
        for step in steps {
            step.take(&mut changed, today);
        }
        judged(&changed).stage(stage)
    };
    let mut all = candidates(&now, stage);
    let is_record = |step: &Step| matches!(step, Step::KeepRecord(_));
    let without_record: Vec<&Step> = all.iter().filter(|step| !is_record(step)).collect();
    if after(&without_record) > before {
        // An answer that is needed anyway shows operation too.
        all.retain(|step| !is_record(step));
    }
    let mut kept: Vec<&Step> = all.iter().collect();
    if after(&kept) <= before {
        return None;
    }
    let without = |steps: &[&Step], step: &Step| after(&other_than(steps, step));
    // From the end, because the last gates are often served by what the first ones need.
    for step in all.iter().rev() {
        if without(&kept, step) > before {
            kept = other_than(&kept, step);
        }
    }
    // A step without which not even all others are enough is in every set that does; if all that
    // are left are such, no set is smaller.
    let every: Vec<&Step> = all.iter().collect();
    let is_needed = |step: &&Step| without(&every, step) <= before;
    Some(Flip {
        before,
        after: after(&kept),
        is_smallest: kept.iter().all(is_needed),
        steps: kept.into_iter().cloned().collect(),
    })
}

fn other_than<'s>(steps: &[&'s Step], step: &Step) -> Vec<&'s Step> {
    let others = steps.iter().filter(|other| **other != step);
    others.copied().collect()
}

/// The steps that lift everything of the worst colour; there are none to lift what is green.
fn candidates(readiness: &Readiness, stage: Stage) -> Vec<Step> {
    let worst = readiness.gates_of(stage).map(|gate| gate.colour).min();
    let facts: Vec<&Fact> = readiness
        .gates_of(stage)
        .flat_map(|gate| &gate.facts)
        .filter(|fact| Some(fact.colour) == worst)
        .collect();
    step::shortest(facts.into_iter())
}
