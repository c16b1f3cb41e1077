//! What would move most, with the proof.

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::lever::{Lever, N_LEVERS, levers};
use isms_gauge_core::verdict::{Colour, Verdict};
use proptest::prelude::*;

use crate::properties::any_answers;
use crate::verdict::case;
use crate::world::{REAL, TODAY, World, complete, picture};

fn moved(assessment: &Assessment) -> Vec<Lever<'static>> {
    levers(&REAL, assessment, TODAY)
}

#[test]
fn the_gap_that_changes_a_verdict_comes_first() {
    let levers = moved(&case("10.1=0; 9.2.1=0"));
    assert_eq!(levers[0].gap.question.id.as_str(), "9.2.1");
    assert_eq!(levers[0].before.stage_2, Verdict::NotReady);
    assert_eq!(levers[0].after.stage_2, Verdict::NoBlockingGapFound);
    let moves: Vec<_> = levers[0]
        .gates
        .iter()
        .map(|g| (g.id, g.before, g.after))
        .collect();
    assert_eq!(moves, [("S2-7", Colour::Red, Colour::Green)]);
}

#[test]
fn then_the_gap_that_moves_most_gates() {
    let levers = moved(&case("4.3=0; 6.1.3=0; 5.2=0; 10.1=0"));
    assert_eq!(levers[0].gap.question.id.as_str(), "6.1.3");
    assert_eq!(levers[0].gates.len(), 3);
    assert_eq!(levers.last().unwrap().gap.question.id.as_str(), "10.1");
    assert_eq!(levers.last().unwrap().gates, []);
}

#[test]
fn then_the_gap_for_which_most_work_waits() {
    let world = World::new("4.1: 0>a; 4.2: 0>b; 4.3: 0>c", "b<a b<c");
    let levers = levers(&world.catalogue, &world.assessment, TODAY);
    let shown: Vec<_> = levers
        .iter()
        .map(|l| (l.gap.question.id.as_str(), l.n_unblocked))
        .collect();
    assert_eq!(shown, [("4.2", 2), ("4.1", 0), ("4.3", 0)]);
}

#[test]
fn five_are_enough() {
    assert_eq!(moved(&Assessment::new("a")).len(), N_LEVERS);
}

#[test]
fn without_a_gap_nothing_moves() {
    assert_eq!(moved(&case("")), []);
}

#[test]
fn a_lever_lifts_the_ceilings_too() {
    let mut assessment = case("4.3=2; D1=missing");
    let finding = isms_gauge_core::assessment::Finding {
        question: Some(crate::world::question("4.3")),
        source: isms_gauge_core::assessment::FindingSource::StageOne,
        ..Default::default()
    };
    assessment.findings.insert("f1".to_owned(), finding);
    let levers = moved(&assessment);
    assert_eq!(levers[0].after.n_gaps, 0);
    assert_eq!(levers[0].after.n_blocking, 0);
    assert_eq!(levers[0].after.to_target.percent(), 100);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn what_a_lever_promises_is_what_comes(assessment in any_answers()) {
        let assessment = complete(assessment);
        let now = picture(&REAL, &assessment);
        for lever in moved(&assessment) {
            let mut changed = assessment.clone();
            for step in &lever.steps {
                step.take(&mut changed, TODAY);
            }
            let then = picture(&REAL, &changed);
            prop_assert_eq!(lever.before.stage_2, now.readiness.stage_2);
            prop_assert_eq!(lever.after.stage_1, then.readiness.stage_1);
            prop_assert_eq!(lever.after.stage_2, then.readiness.stage_2);
            prop_assert_eq!(lever.after.n_gaps as usize, then.gaps.len());
            prop_assert_eq!(lever.after.to_target, then.scorecard.overall.to_target());
            let id = &lever.gap.question.id;
            prop_assert!(then.gaps.iter().all(|gap| gap.question.id != *id), "{}", id);
        }
    }
}
