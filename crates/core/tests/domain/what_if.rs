//! Another plan for the same work, and what it does to the dates.

use chrono::NaiveDate;
use isms_gauge_core::assessment::{Absence, Assessment, Dropped, Plan, State, Waiting};
use isms_gauge_core::catalogue::{Depth, EdgeKind, NodeId, Role};
use isms_gauge_core::roadmap::{
    Outcome, Roadmap, Search, Why, Worth, outcome, roadmap, roadmap_by, what_if, worth,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::world::{Picture, REAL, all, by_hand, picture, sample, say};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2027-01-04")
}

fn made(assessment: &Assessment) -> Roadmap {
    let works = picture(&REAL, assessment).works;
    roadmap(&REAL, &works, &assessment.plan, today()).unwrap()
}

fn now(assessment: &Assessment) -> Outcome {
    let works = picture(&REAL, assessment).works;
    outcome(&REAL, &works, &assessment.plan, today(), Search::Quick, &[]).unwrap()
}

/// The days by which Stage 2 comes earlier with another plan.
fn won(assessment: &Assessment, change: impl FnOnce(&mut Plan)) -> i64 {
    let works = picture(&REAL, assessment).works;
    let mut plan = assessment.plan.clone();
    change(&mut plan);
    let now = now(assessment);
    let (_, comparison) = what_if(&REAL, &works, &now, &plan, today(), Search::Quick).unwrap();
    comparison.stage_2.days_won
}

fn absence(role: Role, name: &str, first: &str, last: &str) -> Absence {
    Absence {
        role,
        name: name.to_owned(),
        first: day(first),
        last: day(last),
        extra: Default::default(),
    }
}

fn dropped(before: &str, after: &str) -> Dropped {
    Dropped {
        before: NodeId::new(before),
        after: NodeId::new(after),
        reason: String::new(),
        extra: Default::default(),
    }
}

#[test]
fn the_same_plan_changes_nothing() {
    for name in ["manufacturer", "software-firm"] {
        assert_eq!(won(&sample(name), |_| {}), 0);
    }
}

#[test]
fn an_outcome_has_the_dates_of_the_roadmap() {
    let assessment = all(Depth::Quick, "1");
    let (plan, now) = (made(&assessment), now(&assessment));
    assert_eq!(now.stage_1, plan.stage_1.map(|range| range.likely));
    assert_eq!(now.stage_2, plan.stage_2.map(|range| range.likely));
    assert_eq!(now.end, plan.bars.iter().map(|bar| bar.finish).max());
}

#[test]
fn more_time_of_the_one_who_does_it_all_wins_days() {
    let mut assessment = all(Depth::Quick, "1");
    assessment
        .plan
        .team
        .retain(|member| member.role == Role::IsmsManager);
    assert!(won(&assessment, |plan| plan.team[0].half_days_a_week = 10) > 30);
}

#[test]
fn a_later_start_loses_days() {
    assert!(
        won(&all(Depth::Quick, "1"), |plan| plan.start =
            Some(day("2027-03-01")))
            < -30
    );
}

#[test]
fn less_effort_wins_days_and_more_loses_them() {
    let assessment = all(Depth::Quick, "1");
    assert!(won(&assessment, |plan| plan.effort_percent = Some(50)) > 0);
    assert!(won(&assessment, |plan| plan.effort_percent = Some(200)) < 0);
}

#[test]
fn a_shorter_wait_wins_its_days() {
    let assessment = all(Depth::Full, "3!");
    let wait = |days| Waiting {
        before: NodeId::new("ST1"),
        after: NodeId::new("ST2"),
        days,
        extra: Default::default(),
    };
    assert!(won(&assessment, |plan| plan.waits.push(wait(28))) >= 7);
    assert!(won(&assessment, |plan| plan.waits.push(wait(56))) <= -7);
}

#[test]
fn a_dropped_order_of_good_practice_need_not_be_kept() {
    let mut assessment = all(Depth::Quick, "0");
    assessment.plan.dropped.push(dropped("MON", "AUD"));
    let works = picture(&REAL, &assessment).works;
    // Measuring is held back: the audit goes ahead all the same.
    by_hand(&mut assessment, "MON", |by_hand| {
        by_hand.not_before = Some(day("2030-01-07"))
    });
    let plan = roadmap(&REAL, &works, &assessment.plan, today()).unwrap();
    let bar = |node: &str| {
        plan.bars
            .iter()
            .find(|bar| bar.node.as_str() == node)
            .unwrap()
    };
    assert!(bar("AUD").finish < bar("MON").start);
}

#[test]
fn what_the_standard_asks_for_cannot_be_dropped() {
    let mut assessment = all(Depth::Quick, "1");
    let before = made(&assessment);
    for edge in &REAL.edges {
        if edge.kind != EdgeKind::P {
            let order = dropped(edge.before.as_str(), edge.after.as_str());
            assessment.plan.dropped.push(order);
        }
    }
    assert_eq!(made(&assessment), before);
}

#[test]
fn nobody_of_a_role_works_while_all_of_it_are_away() {
    let mut assessment = all(Depth::Quick, "1");
    let away = absence(Role::IsmsManager, "", "2027-02-01", "2027-02-26");
    assessment.plan.absences.push(away);
    let plan = made(&assessment);
    for part in plan.bars.iter().flat_map(|bar| &bar.parts) {
        let is_off = |d: NaiveDate| day("2027-02-01") <= d && d <= day("2027-02-26");
        let is_theirs = part.role == Role::IsmsManager;
        assert!(
            !(is_theirs && (is_off(part.start) || is_off(part.finish))),
            "{part:?}"
        );
    }
    assert!(won(&all(Depth::Quick, "1"), |p| *p = assessment.plan.clone()) <= 0);
}

#[test]
fn one_of_two_away_leaves_the_other() {
    let mut assessment = all(Depth::Quick, "1");
    let mut second = assessment.plan.team[1].clone();
    second.name = "Second".to_owned();
    second.half_days_a_week = 3;
    let role = second.role;
    assessment.plan.team.push(second);
    let one_away = |assessment: &Assessment, name: &str| {
        let mut assessment = assessment.clone();
        assessment
            .plan
            .absences
            .push(absence(role, name, "2027-01-04", "2027-06-30"));
        let plan = made(&assessment);
        let parts = plan.bars.iter().flat_map(|bar| &bar.parts);
        parts
            .filter(|part| part.role == role)
            .map(|part| part.start)
            .min()
            .unwrap()
    };
    assert!(one_away(&assessment, "Second") < day("2027-03-01"));
    assert!(one_away(&assessment, "") > day("2027-06-30"));
}

#[test]
fn an_absence_before_the_start_or_backwards_changes_nothing() {
    let mut assessment = all(Depth::Quick, "1");
    let before = made(&assessment);
    assessment.plan.absences = vec![
        absence(Role::IsmsManager, "", "2026-11-01", "2026-12-31"),
        absence(Role::IsmsManager, "", "2027-03-31", "2027-03-01"),
        absence(Role::IsmsManager, "Nobody", "2027-03-01", "2027-03-31"),
    ];
    assert_eq!(made(&assessment), before);
}

#[test]
fn the_whole_search_ends_no_later_than_the_quick_one() {
    for name in ["manufacturer", "software-firm"] {
        let assessment = sample(name);
        let works = picture(&REAL, &assessment).works;
        let end = |search| {
            let found = outcome(&REAL, &works, &assessment.plan, today(), search, &[]).unwrap();
            found.end
        };
        assert!(end(Search::Thorough) <= end(Search::Quick), "{name}");
    }
}

#[test]
fn the_same_input_has_the_same_hash_and_another_plan_another() {
    let assessment = sample("manufacturer");
    let plan = made(&assessment);
    assert_eq!(plan.hash(), made(&assessment).hash());
    assert_ne!(plan.hash(), made(&sample("software-firm")).hash());
    let works = picture(&REAL, &assessment).works;
    let later = roadmap(&REAL, &works, &assessment.plan, day("2027-02-01")).unwrap();
    assert_ne!(plan.hash(), later.hash());
}

#[test]
fn a_bar_that_capacity_moved_says_so() {
    let plan = made(&all(Depth::Quick, "1"));
    for bar in &plan.bars {
        let is_capacity = matches!(bar.why, Why::Busy(..) | Why::DayOff(_));
        assert_eq!(bar.is_moved_by_capacity(), is_capacity);
    }
}

#[test]
fn replanning_what_has_not_changed_changes_nothing() {
    for search in [Search::Quick, Search::Thorough] {
        let assessment = sample("software-firm");
        let works = picture(&REAL, &assessment).works;
        let made = || roadmap_by(&REAL, &works, &assessment.plan, today(), search).unwrap();
        assert_eq!(made(), made());
    }
}

fn worths(assessment: &Assessment, picture: &Picture<'_>) -> Vec<Worth> {
    let (works, gaps) = (&picture.works, &picture.gaps);
    worth(&REAL, assessment, works, gaps, &now(assessment), today()).unwrap()
}

#[test]
fn every_open_piece_of_work_is_worth_something() {
    let assessment = all(Depth::Full, "1");
    let picture = picture(&REAL, &assessment);
    let all = worths(&assessment, &picture);
    assert_eq!(
        all.len(),
        picture.works.iter().filter(|work| work.is_open()).count()
    );
    let of = |node: &str| {
        all.iter()
            .find(|worth| worth.node.as_str() == node)
            .unwrap()
    };
    assert_eq!(of("SC").gates, ["S1-1"]);
    assert_eq!(of("POL").gates, ["S1-3"]);
    assert!(of("SC").steps_won > 0 && !of("SC").closes.is_empty());
    assert!(of("ST1").closes.is_empty() && of("ST1").gates.is_empty());
    assert!(
        all.iter()
            .all(|worth| worth.stage_1_days >= 0 && worth.stage_2_days >= 0)
    );
    assert!(all.iter().any(|worth| worth.stage_2_days > 0));
}

#[test]
fn work_that_is_needed_with_other_work_closes_nothing_alone() {
    let assessment = all(Depth::Quick, "1");
    let picture = picture(&REAL, &assessment);
    let all = worths(&assessment, &picture);
    let rtm = all
        .iter()
        .find(|worth| worth.node.as_str() == "RTM")
        .unwrap();
    assert!(rtm.closes.is_empty() && rtm.steps_won == 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn orders_hold_whatever_is_dropped_begun_done_or_away(
        states in vec(select(State::ALL.to_vec()), REAL.nodes.len()),
        drops in vec(any::<bool>(), REAL.edges.len()),
        away in vec((0_usize..6, 0_u64..300, 0_u64..40), 0..4),
    ) {
        let mut assessment = all(Depth::Quick, "1");
        for (node, state) in REAL.nodes.iter().zip(states) {
            by_hand(&mut assessment, node.id.as_str(), |by_hand| {
                by_hand.state = state;
                by_hand.remaining_half_days = Some(3);
                by_hand.finished = Some(day("2026-12-01"));
            });
        }
        for (edge, drop) in REAL.edges.iter().zip(&drops) {
            if *drop {
                let order = dropped(edge.before.as_str(), edge.after.as_str());
                assessment.plan.dropped.push(order);
            }
        }
        for (role, after, days) in away {
            let first = today() + chrono::Days::new(after);
            assessment.plan.absences.push(Absence {
                role: Role::ALL[role],
                name: String::new(),
                first,
                last: first + chrono::Days::new(days),
                extra: Default::default(),
            });
        }
        let plan = made(&assessment);
        let bar = |id: &NodeId| plan.bars.iter().find(|bar| bar.node == *id);
        for (edge, drop) in REAL.edges.iter().zip(&drops) {
            let is_kept = !drop || edge.kind != EdgeKind::P;
            if let (true, Some(before), Some(after)) = (is_kept, bar(&edge.before), bar(&edge.after)) {
                prop_assert!(before.finish <= after.start, "{:?}", edge);
            }
        }
        for part in plan.bars.iter().flat_map(|bar| &bar.parts) {
            for away in assessment.plan.absences.iter().filter(|away| away.role == part.role) {
                let is_off = |day: NaiveDate| away.first <= day && day <= away.last;
                prop_assert!(!is_off(part.start) && !is_off(part.finish), "{:?}", part);
            }
        }
        let works = picture(&REAL, &assessment).works;
        for work in &works {
            prop_assert_eq!(work.is_open(), bar(&work.node.id).is_some());
        }
    }

    #[test]
    fn more_time_never_gives_a_later_reported_date(
        words in vec("[0-5]!?|-", 30),
        team in vec(1_u32..10, 6),
        role in 0_usize..6,
        more in 1_u32..4,
    ) {
        let mut assessment = Assessment::new("a");
        for (subclause, word) in REAL.subclauses.iter().zip(&words) {
            say(&mut assessment, &subclause.questions[0].id, word);
        }
        for (member, time) in assessment.plan.team.iter_mut().zip(team) {
            member.half_days_a_week = time;
        }
        let works = picture(&REAL, &assessment).works;
        let now = now(&assessment);
        let mut plan = assessment.plan.clone();
        let time = &mut plan.team[role].half_days_a_week;
        *time = (*time + more).min(10);
        let (_, then) = what_if(&REAL, &works, &now, &plan, today(), Search::Quick).unwrap();
        prop_assert!(then.stage_1.days_won >= 0);
        prop_assert!(then.stage_2.days_won >= 0);
        prop_assert!(then.end.days_won >= 0);
    }
}
