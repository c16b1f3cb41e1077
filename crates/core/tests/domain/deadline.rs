//! Wished dates, the slack to them, and repairs that hold what they promise.

use chrono::{Days, NaiveDate};
use isms_gauge_core::action::replan;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::{Depth, EdgeKind, NodeId};
use isms_gauge_core::roadmap::{
    Outlook, Search, Step, dated, first_day, outcome, outlook, roadmap,
};

use crate::world::{REAL, all, picture, sample};

fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

/// The outlook when Stage 2 is wished so many days before it is planned.
fn made(assessment: &mut Assessment, days_early: i64) -> Outlook {
    let works = picture(&REAL, assessment).works;
    let plan = &assessment.plan;
    let start = first_day(plan, today());
    let planned = roadmap(&REAL, &works, plan, start)
        .unwrap()
        .stage_2
        .unwrap()
        .likely;
    assessment.plan.deadline.stage_2 = Some(planned - chrono::TimeDelta::days(days_early));
    looked_at(assessment)
}

fn looked_at(assessment: &Assessment) -> Outlook {
    let picture = picture(&REAL, assessment);
    let (works, gaps, plan) = (&picture.works, &picture.gaps, &assessment.plan);
    let roadmap = roadmap(&REAL, works, plan, first_day(plan, today())).unwrap();
    let dated = dated(&REAL, assessment, works, gaps, &roadmap, today());
    let now = outcome(&REAL, works, plan, today(), Search::Quick, &[]).unwrap();
    outlook(&REAL, works, &dated, &now, today()).unwrap()
}

/// Applies each repair and plans anew: it must hold what it promised.
fn repairs_hold(assessment: &Assessment, outlook: &Outlook) {
    let late_now = -outlook.stage_2.unwrap().slack_days;
    for repair in &outlook.repairs {
        let plan = &repair.outcome.plan;
        let mut works = picture(&REAL, assessment).works;
        replan(&mut works, plan);
        let then = roadmap(&REAL, &works, plan, first_day(plan, today())).unwrap();
        let wished = plan.deadline.stage_2.unwrap();
        let late = then
            .stage_2
            .unwrap()
            .likely
            .signed_duration_since(wished)
            .num_days();
        assert_eq!(late, repair.late_days, "{:?}", repair.step);
        assert_eq!(late_now - late, repair.days_won, "{:?}", repair.step);
        assert!(repair.days_won > 0);
    }
}

#[test]
fn without_a_wish_there_is_nothing_to_repair() {
    let outlook = looked_at(&all(Depth::Quick, "1"));
    assert_eq!((outlook.stage_1, outlook.stage_2), (None, None));
    assert!(outlook.gates.is_empty() && outlook.repairs.is_empty());
}

#[test]
fn a_date_that_is_met_needs_no_repair() {
    let outlook = made(&mut all(Depth::Quick, "1"), -10);
    assert_eq!(outlook.stage_2.unwrap().slack_days, 10);
    assert!(outlook.repairs.is_empty() && outlook.together.is_none());
    assert!(outlook.gates.iter().all(|gate| gate.slack_days >= 10));
}

#[test]
fn slack_is_negative_where_the_plan_is_late() {
    let outlook = made(&mut all(Depth::Quick, "1"), 30);
    assert_eq!(outlook.stage_2.unwrap().slack_days, -30);
    assert!(outlook.gates.is_sorted_by_key(|gate| gate.slack_days));
}

#[test]
fn a_gate_that_ends_after_the_wished_date_has_negative_slack() {
    let outlook = made(&mut all(Depth::Quick, "1"), 400);
    for gate in &outlook.gates {
        let wished = outlook.stage_2.unwrap().wished;
        assert_eq!(gate.slack_days < 0, wished < gate.done_by, "{}", gate.id);
    }
    assert!(outlook.gates[0].slack_days < 0);
}

#[test]
fn repairs_of_the_samples_hold_what_they_promise() {
    for name in ["manufacturer", "software-firm"] {
        for days in [14, 60, 300] {
            let mut assessment = sample(name);
            let outlook = made(&mut assessment, days);
            assert!(!outlook.repairs.is_empty(), "{name}");
            repairs_hold(&assessment, &outlook);
        }
    }
}

#[test]
fn the_cheapest_repair_comes_first() {
    let outlook = made(&mut sample("software-firm"), 60);
    for pair in outlook.repairs.windows(2) {
        let worth = |a: usize, b: usize| pair[a].days_won * i64::from(pair[b].cost_half_days);
        assert!(worth(0, 1) >= worth(1, 0));
    }
}

#[test]
fn only_good_practice_is_offered_to_be_dropped() {
    let outlook = made(&mut all(Depth::Quick, "0"), 100);
    for repair in &outlook.repairs {
        if let Step::Drop(before, after) = &repair.step {
            let edge = REAL
                .edges
                .iter()
                .find(|e| e.before == *before && e.after == *after);
            assert_eq!(edge.unwrap().kind, EdgeKind::P);
        }
    }
}

#[test]
fn an_earlier_start_is_offered_where_there_is_time_before_it() {
    let mut assessment = all(Depth::Quick, "1");
    assessment.plan.start = Some(today() + Days::new(100));
    let outlook = made(&mut assessment, 28);
    let is_start = |step: &Step| matches!(step, Step::Start(_));
    let repair = outlook.repairs.iter().find(|repair| is_start(&repair.step));
    assert!(repair.unwrap().days_won > 14);
    assessment.plan.start = Some(today());
    let outlook = made(&mut assessment, 28);
    assert!(!outlook.repairs.iter().any(|repair| is_start(&repair.step)));
}

#[test]
fn a_day_set_by_hand_is_offered_to_be_taken_back() {
    let mut assessment = all(Depth::Quick, "1");
    let scope = NodeId::new("SC");
    let late = today() + Days::new(400);
    assessment
        .plan
        .change_work(&scope, |by_hand| by_hand.pinned = Some(late));
    let outlook = made(&mut assessment, 28);
    let repair = outlook.repairs.first().unwrap();
    assert_eq!(
        (&repair.step, repair.cost_half_days),
        (&Step::Free(scope), 0)
    );
    assert!(repair.days_won > 100);
}

#[test]
fn several_repairs_together_do_more_than_the_best_one() {
    let outlook = made(&mut sample("software-firm"), 200);
    let together = outlook.together.as_ref().unwrap();
    let best = outlook.repairs.iter().map(|repair| repair.late_days).min();
    assert!(together.steps.len() > 1 && together.late_days <= best.unwrap());
}
