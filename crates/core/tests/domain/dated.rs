//! The verdict with dates: recomputed on the day it says yes, and the day before no.

use chrono::NaiveDate;
use isms_gauge_core::assessment::{Assessment, Rating, StageOneAudit};
use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::roadmap::{
    Dated, Forecast, Roadmap, bottlenecks, burn_up, closings, dated, roadmap,
};
use isms_gauge_core::score::score;
use isms_gauge_core::verdict::{Colour, Readiness, Stage, Verdict, verdict};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::world::{Picture, REAL, all, by_hand, picture, question, sample, say};

fn start() -> NaiveDate {
    "2027-01-04".parse().unwrap()
}

fn made(assessment: &Assessment) -> (Picture<'static>, Roadmap, Dated) {
    let picture = picture(&REAL, assessment);
    let plan = roadmap(&REAL, &picture.works, &assessment.plan, start()).unwrap();
    let gaps = &picture.gaps;
    let dated = dated(&REAL, assessment, &picture.works, gaps, &plan, start());
    (picture, plan, dated)
}

/// The verdict with the answers that are closed by the end of a day.
fn judged(
    assessment: &Assessment,
    picture: &Picture<'_>,
    plan: &Roadmap,
    day: NaiveDate,
) -> Readiness {
    let forecast = Forecast::new(&REAL, assessment, &picture.works, &picture.gaps, plan);
    let then = forecast.at(day);
    verdict(&then, &score(&REAL, &then), day)
}

fn has_no_occasion(assessment: &Assessment) -> bool {
    let mut answers = assessment.answers.values();
    answers.any(|answer| answer.rating == Some(Rating::NO_OCCASION))
}

/// Checks each date against a verdict of that day and of the day before.
fn holds(assessment: &Assessment) -> Dated {
    let (picture, plan, dated) = made(assessment);
    let on = |day| judged(assessment, &picture, &plan, day);
    let now = verdict(assessment, &picture.scorecard, start());
    let stages = [
        (dated.stage_1, Stage::One, "ST1"),
        (dated.stage_2, Stage::Two, "ST2"),
    ];
    for (dates, stage, node) in stages {
        let of = |readiness: &Readiness| match stage {
            Stage::One => readiness.stage_1,
            Stage::Two => readiness.stage_2,
        };
        for (day, least) in [
            (dates.conditional_from, Verdict::ConditionallyReady),
            (dates.clear_from, Verdict::NoBlockingGapFound),
        ] {
            let Some(day) = day else {
                // What never happens cannot be shown, whatever the plan.
                assert!(has_no_occasion(assessment), "{node}");
                continue;
            };
            if of(&now) < least {
                assert!(of(&on(day)) >= least, "{node} {day}");
                assert!(of(&on(day.pred_opt().unwrap())) < least, "{node} {day}");
            }
        }
        let bar = plan.bars.iter().find(|bar| bar.node.as_str() == node);
        if let Some(bar) = bar {
            let in_time = |day: Option<NaiveDate>| day.is_none_or(|day| day <= bar.start);
            assert!(in_time(dates.conditional_from), "{node}");
            assert!(stage == Stage::One || in_time(dates.clear_from), "{node}");
        }
    }
    for gate in &dated.gates {
        let colour = |readiness: &Readiness| {
            let found = readiness.gates.iter().find(|other| other.id == gate.id);
            found.unwrap().colour
        };
        let Some(day) = gate.clear_from else {
            assert!(has_no_occasion(assessment), "{}", gate.id);
            continue;
        };
        if colour(&now) < Colour::Green {
            assert_eq!(colour(&on(day)), Colour::Green, "{}", gate.id);
            assert!(
                colour(&on(day.pred_opt().unwrap())) < Colour::Green,
                "{}",
                gate.id
            );
            assert_eq!(gate.nodes.is_empty(), gate.done_by.is_none(), "{}", gate.id);
            assert!(gate.done_by.is_none_or(|done| done <= day), "{}", gate.id);
        }
    }
    let n_met: Vec<u32> = dated
        .points
        .iter()
        .map(|point| point.summary.n_met)
        .collect();
    assert!(n_met.is_sorted(), "{n_met:?}");
    dated
}

#[test]
fn dates_from_nothing_agree_with_the_verdict() {
    holds(&Assessment::new("a"));
}

#[test]
fn dates_of_full_answers_agree_with_the_verdict() {
    holds(&all(Depth::Full, "1"));
}

#[test]
fn dates_of_answers_without_evidence_agree_with_the_verdict() {
    holds(&all(Depth::Full, "3"));
}

#[test]
fn dates_of_the_samples_agree_with_the_verdict() {
    for name in ["manufacturer", "software-firm"] {
        holds(&sample(name));
    }
}

#[test]
fn stage_2_is_clear_after_stage_1() {
    let dated = holds(&all(Depth::Quick, "1"));
    assert!(dated.stage_1.clear_from <= dated.stage_2.clear_from);
    assert!(dated.stage_1.conditional_from < dated.stage_2.conditional_from);
}

#[test]
fn a_stage_that_is_clear_is_clear_from_today() {
    let mut assessment = all(Depth::Full, "3!");
    assessment.stage_1 = StageOneAudit::Held;
    let (.., dated) = made(&assessment);
    assert_eq!(dated.stage_1.clear_from, Some(start()));
    assert_eq!(dated.stage_2.clear_from, Some(start()));
    assert!(dated.gates.iter().all(|gate| gate.done_by.is_none()));
}

#[test]
fn a_review_that_is_planned_is_enough_for_stage_1_to_begin() {
    let (_, plan, dated) = made(&all(Depth::Full, "0"));
    let gate = dated.gates.iter().find(|gate| gate.id == "S1-12").unwrap();
    let finish = |node: &str| {
        let bar = plan.bars.iter().find(|bar| bar.node.as_str() == node);
        bar.map(|bar| bar.finish)
    };
    assert_eq!(gate.done_by, finish("AUP"));
    assert_eq!(gate.clear_from, finish("MR"));
}

#[test]
fn the_forecast_ends_with_everything_met() {
    let dated = holds(&all(Depth::Full, "1"));
    let last = dated.points.last().unwrap().summary;
    let n_open = last.n_claimed + last.n_partly + last.n_not_met + last.n_unknown;
    assert_eq!(n_open, 0, "{last:?}");
    let phases: Vec<u32> = dated
        .phases
        .iter()
        .map(|(_, summary)| summary.n_met)
        .collect();
    assert!(phases.last() == Some(&last.n_met), "{phases:?}");
}

#[test]
fn work_marked_as_done_closes_its_answers_at_once_in_the_forecast() {
    let mut assessment = all(Depth::Quick, "1");
    by_hand(&mut assessment, "C1", |by_hand| {
        by_hand.state = isms_gauge_core::assessment::State::Done;
    });
    let (picture, plan, _) = made(&assessment);
    let closings = closings(&picture.works, &picture.gaps, &plan);
    let closing = closings
        .iter()
        .find(|c| c.question == question("4.1"))
        .unwrap();
    assert_eq!((closing.closed, closing.nodes.len()), (start(), 0));
}

#[test]
fn the_burn_up_counts_what_is_met_by_its_date() {
    let mut assessment = all(Depth::Quick, "1");
    for (id, day) in [
        ("4.1", "2026-05-01"),
        ("4.2", "2026-05-01"),
        ("5.2", "2026-07-01"),
    ] {
        let id = question(id);
        say(&mut assessment, &id, "3!");
        let answer = assessment.answers.get_mut(&id).unwrap();
        answer.on = Some(day.parse().unwrap());
    }
    let card = score(&REAL, &assessment);
    let points = burn_up(&assessment, &card, start());
    let wanted = [("2026-05-01", 2), ("2026-07-01", 3)];
    let wanted: Vec<(NaiveDate, u32)> = wanted
        .iter()
        .map(|(d, n)| (d.parse().unwrap(), *n))
        .collect();
    assert_eq!(points, wanted);
}

#[test]
fn the_chain_runs_from_the_start_to_the_last_day() {
    for name in ["manufacturer", "software-firm"] {
        let (_, plan, _) = made(&sample(name));
        assert!(plan.chain.is_sorted_by_key(|link| link.start), "{name}");
        let last = plan.bars.iter().map(|bar| bar.finish).max();
        assert_eq!(plan.chain.last().map(|link| link.finish), last);
        for found in bottlenecks(&plan.chain) {
            assert!(found.from <= found.to && plan.start <= found.from);
        }
    }
}

#[test]
fn a_top_management_with_half_a_day_a_week_is_the_bottleneck_of_a_large_firm() {
    let (_, plan, _) = made(&sample("manufacturer"));
    let first = bottlenecks(&plan.chain)[0];
    assert_eq!(first.role, isms_gauge_core::catalogue::Role::TopManagement);
    assert!(first.to.signed_duration_since(first.from).num_days() > 90);
}

#[test]
fn who_does_it_all_is_the_bottleneck() {
    let mut assessment = all(Depth::Quick, "0");
    assessment
        .plan
        .team
        .retain(|m| m.role == isms_gauge_core::catalogue::Role::IsmsManager);
    let (_, plan, _) = made(&assessment);
    let found = bottlenecks(&plan.chain);
    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|b| b.role == isms_gauge_core::catalogue::Role::IsmsManager)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn every_date_agrees_with_the_verdict(words in vec("[0-5]!?|\\?|-", 30)) {
        let mut assessment = Assessment::new("a");
        for (subclause, word) in REAL.subclauses.iter().zip(&words) {
            say(&mut assessment, &subclause.questions[0].id, word);
        }
        holds(&assessment);
    }
}
