//! The work as it goes: one first day for every plan, what was changed by hand, orders, due dates,
//! and what moves in another plan.

use chrono::{Days, NaiveDate};
use isms_gauge_core::assessment::{Assessment, Member, Plan, State};
use isms_gauge_core::catalogue::{Depth, EdgeKind, NodeId, Role, Share};
use isms_gauge_core::file;
use isms_gauge_core::roadmap::{
    Due, Line, Order, Orders, Progress, RepairSearch, Roadmap, Search, changed_works, follow,
    moves, orders, outcome, outlook, roadmap, slacks,
};
use isms_gauge_core::words::{decimal_days, half_days};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::world::{REAL, all, by_hand, day, picture, question, sample};

fn today() -> NaiveDate {
    day("2027-01-04")
}

fn made(assessment: &Assessment) -> Roadmap {
    let works = picture(&REAL, assessment).works;
    roadmap(&REAL, &works, &assessment.plan, today()).unwrap()
}

#[test]
fn a_plan_never_begins_on_a_day_that_has_gone_by() {
    let mut assessment = all(Depth::Quick, "1");
    for (start, wanted) in [
        (None, today()),
        (Some("2026-06-01"), today()),
        (Some("2027-03-01"), day("2027-03-01")),
    ] {
        assessment.plan.start = start.map(day);
        let works = picture(&REAL, &assessment).works;
        let made = made(&assessment);
        let plan = &assessment.plan;
        let outcome = outcome(&REAL, &works, plan, today(), Search::Quick, &[]).unwrap();
        assert_eq!((made.start, outcome.start), (wanted, wanted));
        assert!(made.bars.iter().all(|bar| wanted <= bar.start));
    }
}

#[test]
fn an_outcome_of_a_plan_that_is_under_way_has_the_dates_of_its_roadmap() {
    for name in ["manufacturer", "software-firm"] {
        let mut assessment = sample(name);
        assessment.plan.start = Some(today() - Days::new(60));
        let works = picture(&REAL, &assessment).works;
        let made = made(&assessment);
        let plan = &assessment.plan;
        let outcome = outcome(&REAL, &works, plan, today(), Search::Quick, &[]).unwrap();
        assert_eq!(outcome.stage_2, made.stage_2.map(|range| range.likely));
        assert_eq!(outcome.end, made.bars.iter().map(|bar| bar.finish).max());
    }
}

#[test]
fn shares_by_hand_give_the_work_to_others() {
    let mut assessment = all(Depth::Quick, "1");
    let whole = [Share {
        role: Role::ItOperations,
        percent: 100,
    }];
    by_hand(&mut assessment, "POL", |by_hand| by_hand.set_shares(&whole));
    let made = made(&assessment);
    let bar = made.bars.iter().find(|bar| bar.node.as_str() == "POL");
    let roles: Vec<Role> = bar.unwrap().parts.iter().map(|part| part.role).collect();
    assert_eq!(roles, [Role::ItOperations]);
    assert_eq!(changed_works(&assessment.plan), [NodeId::new("POL")]);
    let read = file::read(&file::write(&assessment)).unwrap();
    assert_eq!(read, assessment);
    by_hand(&mut assessment, "POL", |by_hand| by_hand.set_shares(&[]));
    let ours = picture(&REAL, &assessment).works;
    assert!(ours.iter().all(|work| work.shares == work.node.shares));
}

#[test]
fn shares_that_are_not_the_whole_are_refused_with_their_place() {
    let fault = |shares: &str| {
        let text = file::write(&Assessment::new("a"));
        let plan = format!("\"plan\": {{\"overrides\": {{\"POL\": {{\"shares\": {shares}}}}}, ");
        let text = text.replacen("\"plan\": {", &plan, 1);
        file::read(&text).unwrap_err().to_string()
    };
    let found = fault(r#"{"isms-manager": 60, "top-management": 30}"#);
    let place = "plan.overrides.POL.shares";
    assert!(found.contains(place), "{found}");
    assert!(found.contains("add up to 100 wanted, got 90"), "{found}");
    assert!(fault(r#"{"boss": 100}"#).contains("there is no role \"boss\""));
    assert!(fault(r#"{"isms-manager": 101}"#).contains("got 101"));
}

fn has_order<'a>(found: &'a [Order<'a>], before: &str, after: &str) -> &'a Order<'a> {
    let is_this =
        |order: &&Order<'_>| order.before.as_str() == before && order.after.as_str() == after;
    found.iter().find(is_this).unwrap()
}

fn orders_of<'a>(assessment: &Assessment, node: &str) -> Orders<'a> {
    let works = picture(&REAL, assessment).works;
    orders(&REAL, &works, &assessment.plan, &NodeId::new(node))
}

#[test]
fn work_that_was_begun_before_what_it_rests_on_is_named() {
    let mut assessment = all(Depth::Quick, "1");
    let found = orders_of(&assessment, "RAM");
    assert!(
        found
            .after
            .iter()
            .all(|order| order.is_open && !order.is_broken)
    );
    by_hand(&mut assessment, "RAM", |by_hand| {
        by_hand.state = State::InProgress
    });
    let found = orders_of(&assessment, "RAM");
    let scope = has_order(&found.after, "SC", "RAM");
    assert_eq!((scope.kind, scope.is_broken), (Some(EdgeKind::L), true));
    by_hand(&mut assessment, "SC", |by_hand| by_hand.state = State::Done);
    let found = orders_of(&assessment, "RAM");
    assert!(!has_order(&found.after, "SC", "RAM").is_broken);
    // What waits for it sees the same order from the other side.
    let found = orders_of(&assessment, "SC");
    assert!(has_order(&found.before, "SC", "RAM").is_open);
}

#[test]
fn only_good_practice_is_left_out_and_then_not_missed() {
    let mut assessment = all(Depth::Quick, "1");
    for edge in &REAL.edges {
        let reason = Some("we know better".to_owned());
        assessment
            .plan
            .set_dropped(&edge.before, &edge.after, reason);
        by_hand(&mut assessment, edge.after.as_str(), |by_hand| {
            by_hand.state = State::InProgress;
        });
    }
    for edge in &REAL.edges {
        let found = orders_of(&assessment, edge.after.as_str());
        let order = has_order(&found.after, edge.before.as_str(), edge.after.as_str());
        assert_eq!(order.is_dropped, edge.kind == EdgeKind::P);
        assert_eq!(order.is_broken, !order.is_dropped && order.is_open);
    }
}

#[test]
fn a_wait_by_hand_stands_beside_ours_until_it_is_taken_back() {
    let mut assessment = all(Depth::Quick, "1");
    let (before, after) = (NodeId::new("ST1"), NodeId::new("ST2"));
    let wait = |assessment: &Assessment| {
        let found = orders_of(assessment, "ST2");
        has_order(&found.after, "ST1", "ST2").wait
    };
    let ours = wait(&assessment).unwrap();
    assert_eq!(ours.0, ours.1);
    assessment.plan.set_wait(&before, &after, Some(7));
    assert_eq!(wait(&assessment), Some((ours.0, 7)));
    assessment.plan.set_wait(&before, &after, None);
    assert_eq!(wait(&assessment), Some(ours));
}

fn lines(assessment: &Assessment) -> Vec<Line> {
    let works = picture(&REAL, assessment).works;
    let made = made(assessment);
    follow(&works, &assessment.plan, Some(&made), today())
}

#[test]
fn what_is_late_against_its_due_date_says_by_how_much() {
    let mut assessment = all(Depth::Quick, "1");
    let (_, finish) = lines(&assessment)
        .into_iter()
        .find(|line| line.node.as_str() == "SC")
        .and_then(|line| line.planned)
        .unwrap();
    let mut due = |day: NaiveDate| {
        by_hand(&mut assessment, "SC", |by_hand| by_hand.due = Some(day));
        let found = lines(&assessment);
        let line = found.iter().find(|line| line.node.as_str() == "SC");
        line.unwrap().due.unwrap().1
    };
    assert_eq!(due(finish), Due::InTime);
    assert_eq!(due(finish - Days::new(3)), Due::PlannedLate(3));
    assert_eq!(due(today() - Days::new(10)), Due::Overdue(10));
    by_hand(&mut assessment, "SC", |by_hand| by_hand.state = State::Done);
    let found = lines(&assessment);
    let line = found.iter().find(|line| line.node.as_str() == "SC");
    assert_eq!(line.unwrap().due.unwrap().1, Due::Over);
}

#[test]
fn what_is_in_progress_comes_first_and_what_is_over_last() {
    let mut assessment = all(Depth::Quick, "1");
    by_hand(&mut assessment, "MR", |by_hand| {
        by_hand.state = State::InProgress
    });
    by_hand(&mut assessment, "SC", |by_hand| {
        by_hand.state = State::Done;
        by_hand.finished = Some(day("2026-12-01"));
    });
    let found = lines(&assessment);
    assert_eq!(found.len(), REAL.nodes.len());
    assert_eq!(found[0].node.as_str(), "MR");
    assert!(found.is_sorted_by_key(|line| line.progress));
    let open = found.iter().filter(|line| line.progress == Progress::Open);
    let starts: Vec<NaiveDate> = open.map(|line| line.planned.unwrap().0).collect();
    assert!(starts.is_sorted());
    let last = found.last().unwrap();
    assert_eq!(
        (last.node.as_str(), last.finished),
        ("SC", Some(day("2026-12-01")))
    );
}

#[test]
fn the_same_plan_moves_nothing_and_a_later_start_moves_all_of_it() {
    let assessment = all(Depth::Quick, "1");
    let now = made(&assessment);
    assert_eq!(moves(&now, &now), []);
    let mut later = assessment.clone();
    later.plan.start = Some(today() + Days::new(28));
    let moved = moves(&now, &made(&later));
    assert_eq!(moved.len(), now.bars.len());
    assert!(moved.iter().all(|moved| moved.days_won < 0));
    assert!(moved.is_sorted_by_key(|moved| moved.days_won));
    // Work that is only in one of the two has no date in the other.
    let mut done = assessment;
    by_hand(&mut done, "SC", |by_hand| by_hand.state = State::Done);
    let moved = moves(&now, &made(&done));
    let scope = moved
        .iter()
        .find(|moved| moved.node.as_str() == "SC")
        .unwrap();
    assert!(scope.now.is_some() && scope.then.is_none());
}

#[test]
fn a_search_for_repairs_in_small_parts_finds_what_one_in_a_single_go_finds() {
    let mut assessment = sample("software-firm");
    assessment.plan.deadline.stage_2 = Some(day("2027-03-01"));
    let picture = picture(&REAL, &assessment);
    let (works, gaps, plan) = (&picture.works, &picture.gaps, &assessment.plan);
    let made = made(&assessment);
    let dated = isms_gauge_core::roadmap::dated(&REAL, &assessment, works, gaps, &made, today());
    let now = outcome(&REAL, works, plan, today(), Search::Quick, &[]).unwrap();
    assert!(now.is_late());
    let whole = outlook(&REAL, works, &dated, &now, today()).unwrap();
    let mut search = RepairSearch::new(&REAL, works, &now, today());
    let mut n_turns = 0;
    while search.advance(&REAL, works).unwrap() {
        n_turns += 1;
    }
    assert!(n_turns > 10);
    assert_eq!(search.found(), (whole.repairs, whole.together));
    let only_slack = slacks(&dated, &now);
    assert_eq!(
        (only_slack.stage_2, only_slack.gates),
        (whole.stage_2, whole.gates)
    );
}

#[test]
fn points_of_a_done_when_list_are_ticked_one_by_one() {
    let mut assessment = all(Depth::Quick, "1");
    let id = question("4.3");
    by_hand(&mut assessment, "SC", |by_hand| {
        by_hand.tick(&id, 2, true);
        by_hand.tick(&id, 0, true);
        by_hand.tick(&id, 2, true);
        assert_eq!(by_hand.ticked.get(&id), Some(&vec![0, 2]));
        by_hand.tick(&id, 0, false);
        by_hand.tick(&id, 2, false);
    });
    let left = assessment.plan.overrides.get(&NodeId::new("SC")).unwrap();
    assert_eq!(*left, Default::default());
}

#[test]
fn what_says_nothing_by_hand_any_more_goes() {
    let mut plan = Plan::default();
    let node = NodeId::new("SC");
    plan.change_work(&node, |by_hand| by_hand.owner = "Ada".to_owned());
    assert!(plan.overrides.contains_key(&node));
    plan.change_work(&node, |by_hand| by_hand.owner.clear());
    assert!(plan.overrides.is_empty());
}

#[test]
fn half_days_are_read_as_they_are_written() {
    for n in (0..=200).chain([9_999, 10_000]) {
        assert_eq!(half_days(&decimal_days(n)), Some(n));
    }
    assert_eq!(half_days("2,5"), Some(5));
    assert_eq!(half_days(".5"), Some(1));
    for wrong in ["", " ", "x", "1.2", "-1", "1.5.5", "5000.5", "99999999999"] {
        assert_eq!(half_days(wrong), None, "{wrong:?}");
    }
}

fn any_team() -> impl Strategy<Value = Vec<Member>> {
    let member =
        (select(Role::ALL.to_vec()), 0_u32..=10).prop_map(|(role, half_days_a_week)| Member {
            name: String::new(),
            role,
            half_days_a_week,
            extra: Default::default(),
        });
    vec(member, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_role_gets_the_time_it_is_given_and_nobody_more_than_a_full_week(
        team in any_team(),
        role in select(Role::ALL.to_vec()),
        way in vec(0_u32..40, 1..5),
    ) {
        let base = Plan { team, ..Plan::default() };
        let mut plan = base.clone();
        for time in &way {
            plan.set_time_from(&base, role, *time);
            prop_assert_eq!(plan.time(role), *time);
            prop_assert!(plan.team.iter().all(|member| member.half_days_a_week <= 10));
            for other in Role::ALL.into_iter().filter(|other| *other != role) {
                prop_assert_eq!(plan.time(other), base.time(other));
            }
        }
        // The way does not matter, and it leads back.
        let mut straight = base.clone();
        straight.set_time_from(&base, role, *way.last().unwrap());
        prop_assert_eq!(&plan, &straight);
        plan.set_time_from(&base, role, base.time(role));
        prop_assert_eq!(plan, base);
    }
}
