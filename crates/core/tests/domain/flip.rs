//! The smallest set of steps that flips a verdict, and that steps lead where they say.

use isms_gauge_core::assessment::{Assessment, Finding, FindingGrade};
use isms_gauge_core::catalogue::{Catalogue, Depth};
use isms_gauge_core::score::score;
use isms_gauge_core::verdict::{Colour, Flip, Stage, Step, Verdict, flip, verdict};
use proptest::prelude::*;

use crate::properties::any_answers;
use crate::verdict::case;
use crate::world::{REAL, TODAY, World, all, complete, level, picture, question};

fn flipped(assessment: &Assessment, stage: Stage) -> Option<Flip> {
    flip(&REAL, assessment, TODAY, stage)
}

/// Checks the set that flips Stage 2, and that it is the smallest.
fn flips(changes: &str, steps: &[Step], after: Verdict) {
    let flip = flipped(&case(changes), Stage::Two).unwrap();
    assert_eq!(flip.steps, steps, "{changes}");
    assert_eq!(flip.after, after, "{changes}");
    assert!(flip.is_smallest);
}

#[test]
fn one_missing_audit_flips_by_itself() {
    flips(
        "9.2.1=0",
        &[Step::Raise(question("9.2.1"), level(2))],
        Verdict::ConditionallyReady,
    );
}

#[test]
fn one_open_answer_flips_by_itself() {
    let step = Step::Answer(question("5.2"));
    flips("5.2=?", &[step], Verdict::NoBlockingGapFound);
}

#[test]
fn two_holes_need_two_steps() {
    let steps = [
        Step::Raise(question("8.3"), level(2)),
        Step::Raise(question("9.3.3"), level(2)),
    ];
    flips("8.3=0; 9.3.3=0", &steps, Verdict::ConditionallyReady);
}

#[test]
fn one_answer_that_feeds_several_gates_is_one_step() {
    flips(
        "6.1.3=0",
        &[Step::Raise(question("6.1.3"), level(2))],
        Verdict::ConditionallyReady,
    );
}

#[test]
fn an_answer_with_evidence_also_shows_operation() {
    let mut assessment = complete(Assessment::new("a"));
    assessment.documents.remove("D15");
    let flip = flipped(&assessment, Stage::Two).unwrap();
    assert!(
        flip.steps
            .iter()
            .all(|step| matches!(step, Step::Answer(_)))
    );
    assert!(flip.is_smallest);
}

#[test]
fn one_record_flips_where_nothing_else_shows_operation() {
    let mut assessment = case("e1=undated");
    for (_, document) in assessment.documents.iter_mut() {
        document.date = None;
    }
    let flip = flipped(&assessment, Stage::Two).unwrap();
    assert_eq!(flip.before, Verdict::CannotTell);
    assert!(matches!(flip.steps[..], [Step::KeepRecord(_)]), "{flip:?}");
}

#[test]
fn what_is_closed_need_not_be_planned() {
    let mut assessment = case("");
    let finding = Finding {
        grade: FindingGrade::Major,
        question: Some(question("9.2.1")),
        ..Finding::default()
    };
    assessment.findings.insert("f1".to_owned(), finding);
    let steps = |gate: &str| {
        let gates = picture(&REAL, &assessment).readiness.gates;
        gates.into_iter().find(|one| one.id == gate).unwrap().steps
    };
    let (plan, close) = (
        Step::PlanClosing("f1".to_owned()),
        Step::Close("f1".to_owned()),
    );
    assert_eq!(steps("S2-7"), std::slice::from_ref(&close));
    assert_eq!(steps("S2-9"), [plan]);
    let flip = flipped(&assessment, Stage::Two).unwrap();
    assert_eq!(flip.steps, [close]);
    assert!(flip.is_smallest);
}

#[test]
fn a_clear_verdict_has_nothing_to_flip() {
    assert_eq!(flipped(&case(""), Stage::One), None);
    assert_eq!(flipped(&case(""), Stage::Two), None);
}

#[test]
fn nothing_flips_what_only_time_heals() {
    assert_eq!(flipped(&case("e1=young; D15=young"), Stage::Two), None);
}

#[test]
fn stage_1_flips_without_the_holes_of_stage_2() {
    let flip = flipped(&case("4.3=0; 9.2.1=0"), Stage::One).unwrap();
    assert_eq!(flip.steps, [Step::Raise(question("4.3"), level(2))]);
}

#[test]
fn an_empty_assessment_needs_everything_that_a_gate_asks() {
    let flip = flipped(&Assessment::new("a"), Stage::One).unwrap();
    assert_eq!(flip.before, Verdict::CannotTell);
    assert!(flip.after > Verdict::CannotTell);
    let n = |is: fn(&Step) -> bool| flip.steps.iter().filter(|step| is(step)).count();
    let asked = crate::world::asked(Depth::Quick);
    let feeding = asked.filter(|q| q.gates.iter().any(|gate| gate.starts_with("S1-")));
    assert_eq!(n(|step| matches!(step, Step::Answer(_))), feeding.count());
    assert_eq!(n(|step| matches!(step, Step::Describe(_))), 3);
    assert_eq!(n(|step| matches!(step, Step::DecideControls(_))), 1);
}

fn stage_2(catalogue: &Catalogue, assessment: &Assessment) -> Verdict {
    verdict(assessment, &score(catalogue, assessment), TODAY).stage_2
}

/// The least number of steps out of a list that betters the verdict, by trying all sets.
fn least(catalogue: &Catalogue, assessment: &Assessment, steps: &[Step]) -> Option<u32> {
    let before = stage_2(catalogue, assessment);
    (1..1_u32 << steps.len())
        .filter(|set| {
            let mut changed = assessment.clone();
            for (idx, step) in (0..).zip(steps) {
                if set & (1 << idx) != 0 {
                    step.take(&mut changed, TODAY);
                }
            }
            stage_2(catalogue, &changed) > before
        })
        .map(u32::count_ones)
        .min()
}

/// Every gate gets one of a few answers; each may also be spoken for by the quick question.
fn any_world() -> impl Strategy<Value = World> {
    (
        "[0-3]!?|\\?|-",
        proptest::collection::vec("[0-3]!?|\\?|-|4!|4!|4!", 5),
    )
        .prop_map(|(quick, words)| {
            let rules = isms_gauge_core::verdict::RULES;
            let tokens = words.iter().enumerate().map(|(n, word)| {
                let fed = rules.iter().enumerate().filter(|(idx, _)| idx % 5 == n);
                let gates: String = fed.map(|(_, rule)| format!("@{}", rule.id)).collect();
                format!("{word}{gates}")
            });
            let tokens: Vec<String> = tokens.collect();
            World::new(&format!("4.1: {quick} | {}", tokens.join(" ")), "").complete()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_smaller_set_of_steps_flips_a_verdict(world in any_world()) {
        let readiness = world.picture().readiness;
        let mut steps: Vec<Step> = Vec::new();
        for step in readiness.gates.iter().flat_map(|g| &g.facts).flat_map(|f| &f.steps) {
            if !steps.contains(step) {
                steps.push(step.clone());
            }
        }
        prop_assume!(steps.len() <= 10);
        if readiness.stage_2 == Verdict::CannotTell {
            // The quick question may answer for all.
            steps.push(Step::Answer(question("4.1")));
        }
        let found = flip(&world.catalogue, &world.assessment, TODAY, Stage::Two);
        let wanted = least(&world.catalogue, &world.assessment, &steps);
        let n = found.as_ref().map(|flip| flip.steps.len() as u32);
        prop_assert_eq!(n, wanted, "{:?} out of {:?} {:?}", found, steps, readiness.gates);
    }

}

proptest! {
    // Each case tries hundreds of sets.
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 3, ..ProptestConfig::default() })]

    #[test]
    fn the_set_that_is_named_flips_the_verdict_as_it_says(assessment in any_answers(), full: bool) {
        let assessment = if full { complete(assessment) } else { assessment };
        for stage in [Stage::One, Stage::Two] {
            let Some(flip) = flipped(&assessment, stage) else { continue };
            let mut changed = assessment.clone();
            for step in &flip.steps {
                step.take(&mut changed, TODAY);
            }
            let after = picture(&REAL, &changed).readiness.stage(stage);
            prop_assert_eq!(after, flip.after);
            prop_assert!(after > flip.before);
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_steps_of_a_gate_lead_to_its_next_colour(
        assessment in crate::any::any_assessment(),
        answers in any_answers(),
        full: bool,
    ) {
        let mut assessment = assessment;
        assessment.answers = answers.answers;
        assessment.evidence = answers.evidence;
        assessment.depth = answers.depth;
        let assessment = if full { complete(assessment) } else { assessment };
        for gate in picture(&REAL, &assessment).readiness.gates {
            prop_assert_eq!(gate.steps.is_empty(), gate.colour == Colour::Green, "{}", gate.id);
            let only_waits = gate.steps.iter().any(|step| matches!(step, Step::Wait(_)));
            if gate.colour == Colour::Green || only_waits {
                continue;
            }
            let mut changed = assessment.clone();
            for step in &gate.steps {
                step.take(&mut changed, TODAY);
            }
            let after = picture(&REAL, &changed).readiness.gates;
            let after = after.iter().find(|other| other.id == gate.id).unwrap();
            prop_assert!(after.colour > gate.colour, "{:#?}\n{:#?}", gate, after);
        }
    }
}

#[test]
fn everything_unknown_at_full_depth_is_answered_sub_clause_by_sub_clause() {
    let assessment = complete(all(Depth::Full, "-"));
    let flip = flipped(&assessment, Stage::Two).unwrap();
    let quick = |step: &Step| match step {
        Step::Answer(id) => REAL
            .question(id)
            .is_some_and(|(_, q)| q.depth == Depth::Quick),
        _ => false,
    };
    assert!(flip.steps.iter().all(quick), "{:?}", flip.steps);
}

#[test]
fn waiting_until_the_day_that_is_named_is_enough() {
    let assessment = case("e1=young; D15=young");
    let gate = |on| {
        let readiness = verdict(&assessment, &score(&REAL, &assessment), on);
        let gates = readiness.gates;
        gates.into_iter().find(|gate| gate.id == "S2-11").unwrap()
    };
    let [Step::Wait(day)] = gate(TODAY).steps[..] else {
        panic!("a day wanted");
    };
    assert_eq!(gate(day.pred_opt().unwrap()).colour, Colour::Amber);
    assert_eq!(gate(day).colour, Colour::Green);
}
