//! Following the work: what is done, what that closes, and how the plan has moved.

use chrono::{Days, NaiveDate};
use isms_gauge_core::action::{Finish, finish};
use isms_gauge_core::assessment::{Assessment, Rating, State};
use isms_gauge_core::catalogue::{Depth, NodeId};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::roadmap::{Now, Roadmap, Why, done, drift, first_day, freeze, roadmap};

use crate::world::{REAL, all, by_hand, picture, question, say};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn start() -> NaiveDate {
    day("2027-01-04")
}

fn made(assessment: &Assessment, start: NaiveDate) -> Roadmap {
    let works = picture(&REAL, assessment).works;
    roadmap(&REAL, &works, &assessment.plan, start).unwrap()
}

fn finished(assessment: &Assessment, node: &str) -> Finish {
    let picture = picture(&REAL, assessment);
    let node = NodeId::new(node);
    finish(assessment, &picture.works, &picture.gaps, &node, start()).unwrap()
}

fn is_done(assessment: &mut Assessment, node: &str, on: Option<&str>) {
    by_hand(assessment, node, |by_hand| {
        by_hand.state = State::Done;
        by_hand.finished = on.map(day);
    });
}

#[test]
fn finishing_raises_nothing_by_itself() {
    let mut assessment = all(Depth::Full, "1");
    let finish = finished(&assessment, "SC");
    assert!(!finish.raises.is_empty());
    let answers = assessment.answers.clone();
    assessment.apply(finish.done);
    assert_eq!(assessment.answers, answers);
    let by_hand = assessment.plan.overrides.get(&NodeId::new("SC")).unwrap();
    assert_eq!(
        (by_hand.state, by_hand.finished),
        (State::Done, Some(start()))
    );
}

#[test]
fn only_what_was_confirmed_is_raised() {
    let mut assessment = all(Depth::Full, "1");
    let finish = finished(&assessment, "SC");
    let (first, second) = (
        finish.raises[0].question.clone(),
        finish.raises[1].question.clone(),
    );
    assessment.apply(finish.confirmed(&[0]));
    assert_eq!(
        assessment.rating(&first),
        Some(Rating::Level(Level::InForce))
    );
    assert_eq!(
        assessment.rating(&second),
        Some(Rating::Level(Level::ByChance))
    );
}

#[test]
fn an_answer_is_raised_to_its_target_and_keeps_its_note() {
    let mut assessment = all(Depth::Quick, "1");
    let target = ("4.3".parse().unwrap(), Some(Level::Steered));
    assessment.apply(Edit::Target(target.0, target.1));
    let id = question("4.3");
    assessment.answers.get_mut(&id).unwrap().note = "why".to_owned();
    let finish = finished(&assessment, "SC");
    assert_eq!(finish.raises[0].to, Level::Steered);
    assert!(!finish.raises[0].has_evidence);
    assessment.apply(finish.confirmed(&[0]));
    let answer = assessment.answers.get(&id).unwrap();
    assert_eq!((answer.note.as_str(), answer.on), ("why", Some(start())));
}

#[test]
fn an_answer_that_waits_for_other_work_is_not_offered() {
    let mut assessment = all(Depth::Quick, "1");
    let finish = finished(&assessment, "RAM");
    assert!(finish.raises.is_empty());
    assert_eq!(finish.waits[0].0, question("6.1.2"));
    let others: Vec<&str> = finish.waits[0].1.iter().map(NodeId::as_str).collect();
    assert_eq!(others, ["REQ", "RA1"]);
    is_done(&mut assessment, "REQ", None);
    is_done(&mut assessment, "RA1", None);
    assert_eq!(finished(&assessment, "RAM").raises.len(), 1);
}

#[test]
fn evidence_of_a_quick_answer_proves_the_full_ones_that_it_stood_for() {
    let mut assessment = Assessment::new("a");
    say(&mut assessment, &question("4.3"), "2!");
    assessment.depth = Depth::Full;
    let finish = finished(&assessment, "SC");
    assert!(finish.raises.len() > 1);
    assert!(finish.raises.iter().all(|raise| raise.has_evidence));
}

#[test]
fn work_that_is_not_in_the_catalogue_cannot_be_finished() {
    let assessment = all(Depth::Quick, "1");
    let picture = picture(&REAL, &assessment);
    let node = NodeId::new("XX");
    let found = finish(&assessment, &picture.works, &picture.gaps, &node, start());
    assert_eq!(found, None);
}

#[test]
fn done_work_has_no_bar_and_stays_where_it_happened() {
    let mut assessment = all(Depth::Quick, "1");
    is_done(&mut assessment, "C1", Some("2026-12-10"));
    for first in ["2027-01-04", "2027-05-03"] {
        let plan = made(&assessment, day(first));
        assert!(plan.bars.iter().all(|bar| bar.node.as_str() != "C1"));
        let works = picture(&REAL, &assessment).works;
        let found = done(&REAL, &works, &assessment.plan);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].finished, Some(day("2026-12-10")));
    }
}

#[test]
fn what_was_done_before_its_turn_is_to_be_checked_again() {
    let mut assessment = all(Depth::Quick, "1");
    is_done(&mut assessment, "POL", Some("2026-12-10"));
    let works = picture(&REAL, &assessment).works;
    let found = done(&REAL, &works, &assessment.plan);
    let names: Vec<&str> = found[0]
        .check_again_after
        .iter()
        .map(NodeId::as_str)
        .collect();
    assert_eq!(names, ["C2", "M"]);
}

#[test]
fn records_gather_from_the_day_on_which_operation_was_done() {
    let mut assessment = all(Depth::Quick, "3!");
    for id in ["9.2.1", "9.2.2"] {
        say(&mut assessment, &question(id), "0");
    }
    is_done(&mut assessment, "OPS", Some("2026-12-31"));
    let plan = made(&assessment, start());
    let audit = plan
        .bars
        .iter()
        .find(|bar| bar.node.as_str() == "AUD")
        .unwrap();
    assert!(audit.start > day("2027-02-25"), "{}", audit.start);
    assert_eq!(audit.why, Why::Waiting(NodeId::new("OPS")));
}

#[test]
fn work_that_is_done_some_day_holds_back_what_comes_after() {
    let mut assessment = all(Depth::Quick, "1");
    is_done(&mut assessment, "SC", Some("2027-06-01"));
    let plan = made(&assessment, start());
    let system = plan
        .bars
        .iter()
        .find(|bar| bar.node.as_str() == "SYS")
        .unwrap();
    assert!(system.start > day("2027-06-01"));
}

#[test]
fn open_work_is_never_planned_for_a_day_that_has_gone_by() {
    let mut plan = Assessment::new("a").plan;
    assert_eq!(first_day(&plan, start()), start());
    plan.start = Some(day("2026-01-01"));
    assert_eq!(first_day(&plan, start()), start());
    plan.start = Some(day("2028-01-01"));
    assert_eq!(first_day(&plan, start()), day("2028-01-01"));
}

#[test]
fn a_plan_has_not_moved_from_itself() {
    let assessment = all(Depth::Quick, "1");
    let plan = made(&assessment, start());
    let works = picture(&REAL, &assessment).works;
    let drift = drift(&freeze(&plan, start()), &plan, &works);
    assert_eq!((drift.stage_1_days, drift.stage_2_days), (Some(0), Some(0)));
    assert!(drift.nodes.iter().all(|node| node.days_late == Some(0)));
    assert_eq!(drift.nodes.len(), plan.bars.len());
    assert!(drift.added.is_empty());
}

#[test]
fn a_plan_that_starts_later_has_drifted() {
    let assessment = all(Depth::Quick, "1");
    let works = picture(&REAL, &assessment).works;
    let baseline = freeze(&made(&assessment, start()), start());
    let later = made(&assessment, start() + Days::new(28));
    let drift = drift(&baseline, &later, &works);
    assert_eq!(drift.stage_2_days, Some(28));
    assert!(drift.nodes.iter().all(|node| node.days_late == Some(28)));
}

#[test]
fn work_of_a_baseline_is_planned_done_or_closed() {
    let mut assessment = all(Depth::Quick, "1");
    let baseline = freeze(&made(&assessment, start()), start());
    is_done(&mut assessment, "M", Some("2027-06-20"));
    is_done(&mut assessment, "R0", None);
    let works = picture(&REAL, &assessment).works;
    let drift = drift(&baseline, &made(&assessment, start()), &works);
    let of = |id: &str| {
        drift
            .nodes
            .iter()
            .find(|node| node.node.as_str() == id)
            .unwrap()
    };
    assert_eq!(of("M").now, Now::Done(day("2027-06-20")));
    assert!(of("M").days_late.unwrap() > 0);
    assert_eq!((of("R0").now, of("R0").days_late), (Now::Closed, None));
    assert!(matches!(of("ST2").now, Now::Planned(..)));
}

#[test]
fn work_that_came_up_later_is_named() {
    let assessment = all(Depth::Full, "3!");
    let baseline = freeze(&made(&assessment, start()), start());
    let mut later = assessment.clone();
    say(&mut later, &question("4.3.document"), "1");
    let works = picture(&REAL, &later).works;
    let drift = drift(&baseline, &made(&later, start()), &works);
    assert_eq!(drift.added, [NodeId::new("SC")]);
}
