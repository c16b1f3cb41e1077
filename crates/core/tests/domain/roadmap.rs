//! Dates: what holds for every plan, and what particular plans say.

use chrono::{Datelike, NaiveDate, Weekday};
use isms_gauge_core::action::Work;
use isms_gauge_core::assessment::{Absence, Assessment, Member, Override};
use isms_gauge_core::catalogue::{Depth, Edge, EdgeKind, NodeId, Role};
use isms_gauge_core::roadmap::{Bar, Pin, Roadmap, RoadmapError, Why, roadmap};
use isms_gauge_core::words;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::world::{REAL, TEXTS, all, day, picture, say};

fn start() -> NaiveDate {
    day("2027-01-04")
}

fn member(role: Role, half_days_a_week: u32) -> Member {
    Member {
        name: String::new(),
        role,
        half_days_a_week,
        extra: Default::default(),
    }
}

fn made(assessment: &Assessment, start: NaiveDate) -> Roadmap {
    let works = picture(&REAL, assessment).works;
    roadmap(&REAL, &works, &assessment.plan, start).unwrap()
}

fn bar<'a>(plan: &'a Roadmap, node: &str) -> Option<&'a Bar> {
    plan.bars.iter().find(|bar| bar.node.as_str() == node)
}

/// Checks everything that holds for every plan.
fn holds(assessment: &Assessment, start: NaiveDate) -> Roadmap {
    let works = picture(&REAL, assessment).works;
    let plan = made(assessment, start);
    has_all_open_work(&plan, &works);
    keeps_the_order(&plan);
    keeps_days_off(&plan, assessment);
    sums_up(&plan);
    causes_exist(&plan);
    plan
}

fn has_all_open_work(plan: &Roadmap, works: &[Work<'_>]) {
    for work in works {
        assert_eq!(
            bar(plan, work.node.id.as_str()).is_some(),
            work.is_open(),
            "{}",
            work.node.id
        );
    }
    for bar in &plan.bars {
        assert!(!bar.parts.is_empty(), "{}", bar.node);
        assert_eq!(bar.parts.iter().map(|p| p.start).min(), Some(bar.start));
        assert_eq!(bar.parts.iter().map(|p| p.finish).max(), Some(bar.finish));
        assert!(
            bar.parts
                .iter()
                .all(|p| p.start <= p.finish && p.half_days > 0)
        );
        assert!(plan.start <= bar.start);
        assert_eq!(bar.ends.likely, bar.finish);
        assert!(bar.ends.earliest <= bar.finish && bar.finish <= bar.ends.latest);
    }
    assert!(plan.bars.is_sorted_by_key(|bar| bar.start));
}

fn keeps_the_order(plan: &Roadmap) {
    let found = |before: &NodeId, after: &NodeId| {
        Some((bar(plan, before.as_str())?, bar(plan, after.as_str())?))
    };
    for edge in &REAL.edges {
        if let Some((before, after)) = found(&edge.before, &edge.after) {
            assert!(before.finish <= after.start, "{edge:?}");
        }
    }
    for wait in &REAL.waits {
        if let Some((before, after)) = found(&wait.before, &wait.after) {
            let days = after.start.signed_duration_since(before.finish).num_days();
            assert!(days >= i64::from(wait.days), "{wait:?}: {days}");
        }
    }
}

fn keeps_days_off(plan: &Roadmap, assessment: &Assessment) {
    let is_off = |day: NaiveDate| {
        matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
            || assessment.plan.holidays.contains(&day)
    };
    for bar in &plan.bars {
        for part in &bar.parts {
            assert!(
                !is_off(part.start) && !is_off(part.finish),
                "{} {part:?}",
                bar.node
            );
        }
    }
}

fn sums_up(plan: &Roadmap) {
    for phase in &plan.phases {
        let here = || plan.bars.iter().filter(|bar| bar.phase == phase.phase);
        assert_eq!(here().map(|bar| bar.start).min(), Some(phase.start));
        assert_eq!(here().map(|bar| bar.finish).max(), Some(phase.finish));
    }
    assert!(
        plan.bars
            .iter()
            .all(|bar| plan.phases.iter().any(|p| p.phase == bar.phase))
    );
    for (range, node) in [(plan.stage_1, "ST1"), (plan.stage_2, "ST2")] {
        if let Some(range) = range {
            assert!(range.earliest <= range.likely && range.likely <= range.latest);
        }
        assert_eq!(
            range.map(|range| range.likely),
            bar(plan, node).map(|bar| bar.start)
        );
    }
    for load in &plan.loads {
        let parts = plan.bars.iter().flat_map(|bar| &bar.parts);
        let half_days: u32 = parts
            .filter(|p| p.role == load.role)
            .map(|p| p.half_days)
            .sum();
        assert_eq!(load.effort.likely_half_days, half_days, "{:?}", load.role);
    }
}

fn causes_exist(plan: &Roadmap) {
    for bar in &plan.bars {
        match &bar.why {
            Why::After(node) | Why::Waiting(node) | Why::Busy(_, node) => {
                assert!(
                    REAL.node_idx(node).is_some() && *node != bar.node,
                    "{:?}",
                    bar.why
                );
            }
            Why::Start | Why::DayOff(_) | Why::NotBefore | Why::Pinned => {}
        }
        if let Why::Busy(role, _) | Why::DayOff(role) = bar.why {
            assert!(plan.loads.iter().any(|load| load.role == role));
        }
    }
}

#[test]
fn a_plan_from_nothing_keeps_all_rules() {
    let plan = holds(&Assessment::new("a"), start());
    assert_eq!(plan.bars.len(), REAL.nodes.len());
}

#[test]
fn a_plan_from_half_way_keeps_all_rules() {
    holds(&all(Depth::Quick, "2"), start());
}

#[test]
fn a_plan_of_full_answers_keeps_all_rules() {
    holds(&all(Depth::Full, "1"), start());
}

#[test]
fn a_plan_for_missing_evidence_keeps_all_rules() {
    holds(&all(Depth::Full, "3"), start());
}

#[test]
fn a_plan_for_a_large_organisation_keeps_all_rules() {
    let mut assessment = all(Depth::Quick, "1");
    assessment.profile.people = 600;
    assessment.plan.team = Role::ALL.map(|role| member(role, 10)).into();
    holds(&assessment, start());
}

#[test]
fn a_plan_with_a_closed_middle_keeps_all_rules() {
    let mut assessment = all(Depth::Quick, "1");
    for id in ["8.1", "9.1", "4.3"] {
        say(&mut assessment, &crate::world::question(id), "3!");
    }
    holds(&assessment, start());
}

#[test]
fn a_cause_is_work_that_is_on_the_plan() {
    let mut assessment = all(Depth::Quick, "1");
    for id in ["8.1", "9.1", "4.3"] {
        say(&mut assessment, &crate::world::question(id), "3!");
    }
    let plan = made(&assessment, start());
    for bar in &plan.bars {
        if let Why::After(node) | Why::Waiting(node) | Why::Busy(_, node) = &bar.why {
            let is_there = self::bar(&plan, node.as_str()).is_some();
            assert!(is_there, "{}: {:?}, which is closed", bar.node, bar.why);
        }
    }
}

#[test]
fn nobody_waits_for_results_of_an_audit_that_has_been_held() {
    let mut assessment = all(Depth::Quick, "3!");
    for (id, text) in [("8.1", "0"), ("10.2", "2")] {
        say(&mut assessment, &crate::world::question(id), text);
    }
    let plan = made(&assessment, start());
    assert!(bar(&plan, "AUD").is_none() && bar(&plan, "MON").is_none());
    let (ops, car) = (bar(&plan, "OPS").unwrap(), bar(&plan, "CAR").unwrap());
    let days = car.start.signed_duration_since(ops.finish).num_days();
    assert!(days < 28, "{days}");
}

#[test]
fn a_plan_that_starts_on_a_saturday_starts_work_on_monday() {
    let plan = holds(&all(Depth::Quick, "2"), day("2027-01-02"));
    assert!(plan.bars.iter().all(|bar| bar.start >= start()));
}

#[test]
fn a_plan_over_a_leap_day_keeps_all_rules() {
    holds(&all(Depth::Quick, "2"), day("2028-02-28"));
}

#[test]
fn no_work_starts_on_a_holiday() {
    let mut assessment = all(Depth::Quick, "2");
    assessment.plan.holidays = start().iter_days().take(12).collect();
    let plan = holds(&assessment, start());
    assert!(plan.bars.iter().all(|bar| bar.start >= day("2027-01-18")));
}

#[test]
fn a_holiday_that_stands_twice_is_one() {
    let mut assessment = all(Depth::Quick, "2");
    assessment.plan.holidays = vec![day("2027-01-06")];
    let once = made(&assessment, start());
    assessment.plan.holidays.push(day("2027-01-06"));
    assert_eq!(made(&assessment, start()), once);
}

#[test]
fn holidays_before_the_start_and_after_ten_years_change_nothing() {
    let mut assessment = all(Depth::Quick, "2");
    let without = made(&assessment, start());
    assessment.plan.holidays = ["2026-12-25", "2050-12-25", "9999-12-31"].map(day).into();
    assert_eq!(made(&assessment, start()), without);
}

#[test]
fn the_same_answers_give_the_same_plan() {
    let assessment = all(Depth::Quick, "1");
    assert_eq!(made(&assessment, start()), made(&assessment, start()));
}

#[test]
fn stage_1_comes_six_weeks_before_stage_2() {
    let plan = made(&Assessment::new("a"), start());
    let (one, two) = (bar(&plan, "ST1").unwrap(), bar(&plan, "ST2").unwrap());
    assert!(two.start.signed_duration_since(one.finish).num_days() >= 42);
}

#[test]
fn stage_2_comes_three_months_after_operation_has_begun() {
    let plan = made(&Assessment::new("a"), start());
    let (ops, two) = (bar(&plan, "OPS").unwrap(), bar(&plan, "ST2").unwrap());
    assert!(two.start.signed_duration_since(ops.finish).num_days() >= 91);
}

#[test]
fn when_everything_is_met_the_plan_holds_only_the_two_audits() {
    let plan = holds(&all(Depth::Full, "3!"), start());
    let nodes: Vec<&str> = plan.bars.iter().map(|bar| bar.node.as_str()).collect();
    assert_eq!(nodes, ["ST1", "ST2"]);
    assert_eq!(
        bar(&plan, "ST1").unwrap().start,
        plan.stage_1.unwrap().earliest
    );
}

#[test]
fn audits_that_are_done_have_no_date() {
    let mut assessment = all(Depth::Quick, "2");
    for node in ["ST1", "ST2"] {
        let done = Override {
            effort_half_days: Some(0),
            ..Override::default()
        };
        assessment.plan.overrides.insert(NodeId::new(node), done);
    }
    let plan = holds(&assessment, start());
    assert_eq!((plan.stage_1, plan.stage_2), (None, None));
}

#[test]
fn work_does_not_start_before_the_day_that_was_set() {
    let mut assessment = all(Depth::Quick, "2");
    let set = Override {
        not_before: Some(day("2027-06-01")),
        ..Override::default()
    };
    assessment.plan.overrides.insert(NodeId::new("C1"), set);
    let plan = holds(&assessment, start());
    let bar = bar(&plan, "C1").unwrap();
    assert!(bar.start >= day("2027-06-01"));
    assert!(
        bar.why == Why::NotBefore || matches!(bar.why, Why::DayOff(_)),
        "{:?}",
        bar.why
    );
}

#[test]
fn a_day_that_was_set_before_the_start_changes_nothing() {
    let mut assessment = all(Depth::Quick, "2");
    let without = made(&assessment, start());
    let set = Override {
        not_before: Some(day("1999-06-01")),
        ..Override::default()
    };
    assessment.plan.overrides.insert(NodeId::new("C1"), set);
    assert_eq!(made(&assessment, start()), without);
}

#[test]
fn a_day_beyond_ten_years_is_no_plan() {
    let mut assessment = all(Depth::Quick, "2");
    let set = Override {
        not_before: Some(day("2050-06-01")),
        ..Override::default()
    };
    assessment.plan.overrides.insert(NodeId::new("C1"), set);
    let works = picture(&REAL, &assessment).works;
    let error = roadmap(&REAL, &works, &assessment.plan, start())
        .unwrap_err()
        .to_string();
    let fault = roadmap(&REAL, &works, &assessment.plan, start()).unwrap_err();
    assert_eq!(fault, RoadmapError::TooLong(NodeId::new("C1")));
    assert!(
        error.starts_with("`C1` does not end within 10 years"),
        "{error}"
    );
    let words = words::no_plan(&TEXTS, &fault);
    assert!(words.contains("Issues and climate decision"), "{words}");
}

fn away(assessment: &mut Assessment, role: Role, last: &str) {
    assessment.plan.absences.push(Absence {
        role,
        name: String::new(),
        first: start(),
        last: day(last),
        extra: Default::default(),
    });
}

#[test]
fn work_waits_for_a_role_that_is_away_for_years() {
    let mut assessment = all(Depth::Quick, "2");
    away(&mut assessment, Role::TopManagement, "2031-12-31");
    let plan = made(&assessment, start());
    let mandate = bar(&plan, "M").unwrap();
    let part = mandate
        .parts
        .iter()
        .find(|part| part.role == Role::TopManagement);
    assert!(part.unwrap().start > day("2031-12-31"));
}

#[test]
fn a_role_that_never_comes_back_is_named() {
    let mut assessment = all(Depth::Quick, "2");
    away(&mut assessment, Role::TopManagement, "2060-12-31");
    let works = picture(&REAL, &assessment).works;
    let fault = roadmap(&REAL, &works, &assessment.plan, start()).unwrap_err();
    assert!(
        matches!(fault, RoadmapError::NeverThere(Role::TopManagement, _)),
        "{fault:?}"
    );
    let words = words::no_plan(&TEXTS, &fault);
    assert!(words.contains(TEXTS.role(Role::TopManagement)), "{words}");
}

fn pin(assessment: &mut Assessment, node: &str, wanted: NaiveDate) {
    assessment
        .plan
        .change_work(&NodeId::new(node), |by_hand| by_hand.pinned = Some(wanted));
}

#[test]
fn pinned_work_begins_on_its_day_and_the_rest_is_planned_around_it() {
    let mut assessment = all(Depth::Quick, "2");
    let without = made(&assessment, start());
    // A Sunday, on which nobody works: the day is the one that was said.
    let wanted = day("2027-06-06");
    assert!(bar(&without, "C1").unwrap().start < wanted);
    pin(&mut assessment, "C1", wanted);
    let plan = made(&assessment, start());
    let pinned = bar(&plan, "C1").unwrap();
    assert_eq!((pinned.start, &pinned.why), (wanted, &Why::Pinned));
    let fine = Pin {
        day: wanted,
        is_kept: true,
        ahead_of: Vec::new(),
    };
    assert_eq!(pinned.pin, Some(fine));
    let follows = plan
        .bars
        .iter()
        .filter(|other| other.why == Why::After(pinned.node.clone()));
    assert!(follows.count() > 0);
    keeps_the_order(&plan);
}

#[test]
fn a_pin_wins_over_capacity_and_not_before() {
    let mut assessment = all(Depth::Quick, "2");
    let moved = made(&assessment, start());
    let moved = moved
        .bars
        .iter()
        .find(|bar| matches!(bar.why, Why::Busy(..)));
    let node = moved.unwrap().node.clone();
    let wanted = moved.unwrap().start.pred_opt().unwrap();
    assessment.plan.change_work(&node, |by_hand| {
        by_hand.not_before = Some(day("2030-01-01"));
        by_hand.pinned = Some(wanted);
    });
    let plan = made(&assessment, start());
    assert_eq!(bar(&plan, node.as_str()).unwrap().start, wanted);
}

#[test]
fn a_pin_passes_over_what_is_only_sensible_and_says_so() {
    let assessment = all(Depth::Quick, "2");
    let plan = made(&assessment, start());
    let finish = |node: &NodeId| bar(&plan, node.as_str()).map(|bar| bar.finish);
    let is_binding = |edge: &&Edge| matches!(edge.kind, EdgeKind::N | EdgeKind::C);
    let mut n_found = 0;
    for edge in REAL.edges.iter().filter(|edge| !is_binding(edge)) {
        let befores = REAL.edges.iter().filter(is_binding);
        let befores = befores.filter(|other| other.after == edge.after);
        let free = befores.filter_map(|other| finish(&other.before)).max();
        let free = free.map_or(start(), |last| last + chrono::Days::new(7));
        if finish(&edge.before).is_none_or(|last| last <= free) || finish(&edge.after).is_none() {
            continue;
        }
        let mut pinned = assessment.clone();
        pin(&mut pinned, edge.after.as_str(), free);
        let plan = made(&pinned, start());
        let bar = bar(&plan, edge.after.as_str()).unwrap();
        let pin = bar.pin.as_ref().unwrap();
        if pin.is_kept {
            n_found += 1;
            assert_eq!(bar.start, free);
            assert!(pin.ahead_of.contains(&edge.before), "{edge:?} {pin:?}");
        }
    }
    assert!(n_found > 0);
}

#[test]
fn a_pin_never_passes_over_what_the_standard_or_certification_asks() {
    let mut assessment = all(Depth::Quick, "2");
    let without = made(&assessment, start());
    pin(&mut assessment, "ST2", start());
    let plan = made(&assessment, start());
    let pinned = bar(&plan, "ST2").unwrap();
    assert_eq!(pinned.start, bar(&without, "ST2").unwrap().start);
    let pin = pinned.pin.as_ref().unwrap();
    assert!(
        !pin.is_kept && pin.ahead_of.contains(&NodeId::new("MR")),
        "{pin:?}"
    );
}

#[test]
fn a_pin_that_has_gone_by_moves_nothing_and_is_named() {
    let mut assessment = all(Depth::Quick, "2");
    let without = made(&assessment, start());
    pin(&mut assessment, "C1", day("2026-06-01"));
    let plan = made(&assessment, start());
    assert_eq!(plan.hash(), without.hash());
    let pin = bar(&plan, "C1").unwrap().pin.clone().unwrap();
    assert!(!pin.is_kept && pin.ahead_of.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn pins_hold_or_say_what_they_would_break(
        pins in vec((0_usize..100, 0_u64..700), 1..6),
    ) {
        let mut assessment = all(Depth::Quick, "2");
        for (idx, days) in pins {
            let node = &REAL.nodes[idx % REAL.nodes.len()].id;
            pin(&mut assessment, node.as_str(), start() + chrono::Days::new(days));
        }
        let plan = made(&assessment, start());
        for edge in &REAL.edges {
            let found = |id: &NodeId| bar(&plan, id.as_str());
            let (Some(before), Some(after)) = (found(&edge.before), found(&edge.after)) else {
                continue;
            };
            let is_named = after.pin.as_ref().is_some_and(|pin| pin.is_kept && pin.ahead_of.contains(&before.node));
            let is_binding = matches!(edge.kind, EdgeKind::N | EdgeKind::C);
            prop_assert!(before.finish <= after.start || (is_named && !is_binding), "{edge:?}");
        }
        for bar in &plan.bars {
            if let Some(pin) = &bar.pin {
                prop_assert!(!pin.is_kept || bar.start == pin.day);
                prop_assert!(pin.is_kept || !pin.ahead_of.is_empty(), "{pin:?}");
            }
            prop_assert!(bar.ends.earliest <= bar.ends.likely && bar.ends.likely <= bar.ends.latest);
        }
        prop_assert_eq!(made(&assessment, start()), plan);
    }
}

fn nobody(team: Vec<Member>) {
    let mut assessment = all(Depth::Quick, "2");
    assessment.plan.team = team;
    let works = picture(&REAL, &assessment).works;
    let error = roadmap(&REAL, &works, &assessment.plan, start());
    assert_eq!(error, Err(RoadmapError::NobodyHasTime));
}

#[test]
fn an_empty_team_has_no_plan() {
    nobody(Vec::new());
}

#[test]
fn a_team_without_time_has_no_plan() {
    nobody(vec![
        member(Role::IsmsManager, 0),
        member(Role::ItOperations, 0),
    ]);
}

/// Checks who stands in for the roles that nobody holds.
fn stands_in(team: Vec<Member>, doer: Role) {
    let mut assessment = all(Depth::Quick, "2");
    assessment.plan.team = team.clone();
    let plan = holds(&assessment, start());
    let has_time = |role| {
        team.iter()
            .any(|m| m.role == role && m.half_days_a_week > 0)
    };
    let wanted: Vec<(Role, Role)> = Role::ALL
        .into_iter()
        .filter(|role| !has_time(*role))
        .map(|role| (role, doer))
        .collect();
    assert_eq!(plan.stand_ins, wanted);
    assert!(
        plan.bars
            .iter()
            .flat_map(|bar| &bar.parts)
            .all(|part| has_time(part.role))
    );
}

#[test]
fn a_role_that_nobody_holds_falls_to_the_isms_manager() {
    stands_in(
        vec![member(Role::IsmsManager, 2), member(Role::ItOperations, 8)],
        Role::IsmsManager,
    );
}

#[test]
fn a_role_without_time_falls_to_the_isms_manager() {
    let team = vec![member(Role::IsmsManager, 2), member(Role::PeopleLead, 0)];
    stands_in(team, Role::IsmsManager);
}

#[test]
fn one_person_can_do_it_all() {
    stands_in(vec![member(Role::IsmsManager, 4)], Role::IsmsManager);
}

#[test]
fn without_an_isms_manager_the_role_with_most_time_stands_in() {
    stands_in(
        vec![
            member(Role::TopManagement, 1),
            member(Role::ItOperations, 6),
        ],
        Role::ItOperations,
    );
}

#[test]
fn nobody_stands_in_where_every_role_is_held() {
    stands_in(
        Role::ALL.map(|role| member(role, 3)).into(),
        Role::IsmsManager,
    );
}

#[test]
fn several_people_of_a_role_add_their_time() {
    let mut assessment = all(Depth::Quick, "1");
    for _ in 0..3 {
        assessment.plan.team.push(member(Role::ItOperations, 10));
    }
    let plan = holds(&assessment, start());
    let load = plan
        .loads
        .iter()
        .find(|load| load.role == Role::ItOperations)
        .unwrap();
    assert_eq!(load.half_days_a_week, 33);
}

#[test]
fn the_last_bar_is_critical() {
    let plan = made(&Assessment::new("a"), start());
    let last = plan.bars.iter().max_by_key(|bar| bar.finish).unwrap();
    assert!(last.is_critical, "{}", last.node);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn every_plan_keeps_all_rules(
        words in vec("[0-5]!?|\\?|x|-", 30),
        team in vec(1_u32..=10, 6),
        days in 0_u64..2000,
        holidays in vec(0_u64..400, 0..10),
        // A larger firm in which a role has half a day a week may not be done in ten years.
        people in 1_u32..=250,
    ) {
        let mut assessment = Assessment::new("a");
        for (subclause, word) in REAL.subclauses.iter().zip(&words) {
            say(&mut assessment, &subclause.questions[0].id, word);
        }
        let start = start() + chrono::Days::new(days);
        assessment.profile.people = people;
        assessment.plan.team =
            Role::ALL.into_iter().zip(team).map(|(role, time)| member(role, time)).collect();
        assessment.plan.holidays =
            holidays.into_iter().map(|after| start + chrono::Days::new(after)).collect();
        holds(&assessment, start);
    }
}
