//! The smallest set of steps that gives a stage a better verdict, checked by taking them.

use chrono::NaiveDate;

use super::{Colour, Fact, Readiness, Stage, Step, Verdict, step, verdict};
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::score::score;

/// At most so many sets are tried; each costs one verdict.
const MAX_TRIES: usize = 400;

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
/// `None` where no gate blocks, or where nothing but time or further questions help. Sets of one and
/// two steps are searched first; then steps are left out of the list of all gates for as long
/// as the verdict still changes.
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
    if without_record.len() < all.len() && after(&without_record) > before {
        // An answer that is needed anyway shows operation too.
        all.retain(|step| !is_record(step));
    }
    let mut kept: Vec<&Step> = all.iter().collect();
    if all.is_empty() || after(&kept) <= before {
        return None;
    }
    let found = |steps: &[&Step], is_smallest: bool| Flip {
        before,
        after: after(steps),
        steps: steps.iter().map(|step| (*step).clone()).collect(),
        is_smallest,
    };
    let mut tries = 0;
    let is_enough = |steps: &[&Step]| after(steps) > before;
    if let Some(few) = few(&all, &mut tries, &is_enough) {
        return Some(found(&few, true));
    }
    // From the end, because the last gates are often served by what the first ones need. A step
    // without which not even all others are enough is in every set that does; if all that are
    // left are such, no set is smaller.
    let mut is_smallest = true;
    for step in all.iter().rev() {
        if tries >= MAX_TRIES {
            is_smallest = false;
            break;
        }
        let without = |steps: &[&'_ Step]| -> Vec<&Step> {
            let others = all.iter().filter(|other| *other != step);
            others.filter(|other| steps.contains(other)).collect()
        };
        let fewer = without(&kept);
        tries += 1;
        if after(&fewer) > before {
            kept = fewer;
        } else if kept.len() < all.len() {
            let everything: Vec<&Step> = all.iter().collect();
            tries += 1;
            is_smallest &= after(&without(&everything)) <= before;
        }
    }
    Some(found(&kept, is_smallest))
}

/// The steps that lift everything of the worst colour.
fn candidates(readiness: &Readiness, stage: Stage) -> Vec<Step> {
    let worst = readiness.gates_of(stage).map(|gate| gate.colour).min();
    let Some(worst) = worst.filter(|worst| *worst < Colour::Green) else {
        return Vec::new();
    };
    let facts: Vec<&Fact> = readiness
        .gates_of(stage)
        .flat_map(|gate| &gate.facts)
        .filter(|fact| fact.colour == worst)
        .collect();
    step::shortest(facts.into_iter())
}

/// One or two steps that are enough.
fn few<'s>(
    all: &'s [Step],
    tries: &mut usize,
    is_enough: &dyn Fn(&[&Step]) -> bool,
) -> Option<Vec<&'s Step>> {
    let n_sets = all.len() + all.len() * all.len().saturating_sub(1) / 2;
    let n_sets = if n_sets > MAX_TRIES / 2 {
        all.len()
    } else {
        n_sets
    };
    let singles = all.iter().map(|step| vec![step]);
    let pairs = (0..)
        .zip(all)
        .flat_map(|(idx, one)| all.iter().skip(idx + 1).map(move |two| vec![one, two]));
    for set in singles.chain(pairs).take(n_sets.min(MAX_TRIES)) {
        *tries += 1;
        if is_enough(&set) {
            return Some(set);
        }
    }
    None
}
