//! What a drawing of the plan shows: orders, waits, the load of each week, the certificate, and the
//! sentences about the chain.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use isms_gauge_core::action::{upkeep, yearly};
use isms_gauge_core::assessment::{Assessment, Dropped, Extra, State, Waiting};
use isms_gauge_core::catalogue::{Depth, EdgeKind, NodeId, Role};
use isms_gauge_core::roadmap::{
    Bottleneck, DECISION_DAYS, Roadmap, Why, dependencies, judged_on, roadmap, waits,
};
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::{Stage, Verdict};
use isms_gauge_core::words;

use crate::world::{Picture, REAL, all, by_hand, day, picture, sample};

fn start() -> NaiveDate {
    day("2027-01-04")
}

fn made(assessment: &Assessment) -> (Picture<'static>, Roadmap) {
    let picture = picture(&REAL, assessment);
    let plan = roadmap(&REAL, &picture.works, &assessment.plan, start()).unwrap();
    (picture, plan)
}

fn bar_end(plan: &Roadmap, node: &str) -> NaiveDate {
    plan.bars
        .iter()
        .find(|bar| bar.node.as_str() == node)
        .unwrap()
        .finish
}

#[test]
fn every_order_between_open_work_is_shown_unless_it_is_dropped() {
    let mut assessment = all(Depth::Quick, "1");
    let (_, plan) = made(&assessment);
    let shown = dependencies(&REAL, &assessment.plan, &plan);
    assert_eq!(shown.len(), REAL.edges.len());
    let order = REAL
        .edges
        .iter()
        .find(|edge| edge.kind == EdgeKind::P)
        .unwrap();
    assessment.plan.dropped.push(Dropped {
        before: order.before.clone(),
        after: order.after.clone(),
        reason: String::new(),
        extra: Extra::new(),
    });
    let (_, plan) = made(&assessment);
    let fewer = dependencies(&REAL, &assessment.plan, &plan);
    assert_eq!(fewer.len() + 1, shown.len());
}

#[test]
fn a_wait_lies_between_the_end_of_one_and_the_start_of_the_other() {
    for name in ["manufacturer", "software-firm"] {
        let assessment = sample(name);
        let (picture, plan) = made(&assessment);
        let shown = waits(&REAL, &picture.works, &assessment.plan, &plan);
        assert!(!shown.is_empty(), "{name}");
        for wait in shown {
            assert_eq!(
                wait.from,
                bar_end(&plan, wait.before.as_str()) + Days::new(1)
            );
            let after = plan.bars.iter().find(|bar| bar.node == wait.after).unwrap();
            assert!(
                wait.from <= wait.to && wait.to <= after.start,
                "{name} {wait:?}"
            );
        }
    }
}

#[test]
fn a_wait_by_hand_is_as_long_as_it_says_and_one_of_no_days_is_not_shown() {
    let mut assessment = all(Depth::Quick, "1");
    let waiting = |days: u32| Waiting {
        before: NodeId::new("CAR"),
        after: NodeId::new("MR"),
        days,
        extra: Extra::new(),
    };
    let shown = |assessment: &Assessment| {
        let (picture, plan) = made(assessment);
        let shown = waits(&REAL, &picture.works, &assessment.plan, &plan);
        shown.into_iter().find(|wait| wait.before.as_str() == "CAR")
    };
    assessment.plan.waits = vec![waiting(30)];
    let wait = shown(&assessment).unwrap();
    assert_eq!((wait.to - wait.from).num_days() + 1, 30);
    assessment.plan.waits = vec![waiting(0)];
    assert_eq!(shown(&assessment), None);
}

#[test]
fn a_wait_after_finished_work_counts_from_its_day() {
    let mut assessment = all(Depth::Quick, "1");
    by_hand(&mut assessment, "ST1", |by_hand| {
        by_hand.state = State::Done;
        by_hand.finished = Some(day("2026-12-20"));
    });
    let (picture, plan) = made(&assessment);
    let shown = waits(&REAL, &picture.works, &assessment.plan, &plan);
    let wait = shown
        .iter()
        .find(|wait| wait.before.as_str() == "ST1")
        .unwrap();
    assert_eq!((wait.from, wait.to), (day("2026-12-21"), day("2027-01-31")));
}

#[test]
fn the_weeks_of_a_role_add_up_to_its_work_and_never_exceed_its_time() {
    for name in ["manufacturer", "software-firm"] {
        let (_, plan) = made(&sample(name));
        for usage in &plan.usage {
            let parts = plan.bars.iter().flat_map(|bar| &bar.parts);
            let wanted: u32 = parts
                .filter(|part| part.role == usage.role)
                .map(|part| part.half_days)
                .sum();
            let used: u32 = usage.weeks.iter().map(|week| week.used_half_days).sum();
            // Several people side by side may leave half a day unused.
            assert!(
                wanted <= used && used <= wanted + wanted / 4,
                "{name} {usage:?}"
            );
            for week in &usage.weeks {
                assert_eq!(week.monday.weekday(), Weekday::Mon);
                assert!(week.used_half_days <= week.half_days, "{name} {week:?}");
            }
        }
        let last = plan.bars.iter().map(|bar| bar.finish).max().unwrap();
        let week = plan.usage[0].weeks.last().unwrap().monday;
        assert!(week <= last && last < week + Days::new(7), "{name}");
    }
}

#[test]
fn holidays_and_absences_are_no_time_that_there_is() {
    let mut assessment = all(Depth::Quick, "1");
    assessment.plan.holidays = vec![day("2027-01-06")];
    let of = |assessment: &Assessment| {
        let (_, plan) = made(assessment);
        let usage = plan
            .usage
            .into_iter()
            .find(|usage| usage.role == Role::IsmsManager);
        usage.unwrap().weeks[0].half_days
    };
    let with = of(&assessment);
    assessment.plan.holidays.clear();
    assert!(with < of(&assessment));
}

#[test]
fn the_certificate_comes_some_weeks_after_the_end_of_stage_2() {
    let (_, plan) = made(&sample("software-firm"));
    let certificate = plan.certificate.unwrap();
    let decided = bar_end(&plan, "ST2") + Days::new(DECISION_DAYS);
    assert_eq!(certificate.likely, decided);
    assert!(certificate.earliest <= certificate.likely);
    assert!(certificate.likely <= certificate.latest);
}

#[test]
fn a_bar_has_the_cause_of_its_first_part() {
    let (_, plan) = made(&sample("manufacturer"));
    for bar in &plan.bars {
        let first = bar.parts.iter().filter(|part| part.start == bar.start);
        assert!(
            first.map(|part| &part.why).any(|why| *why == bar.why),
            "{}",
            bar.node
        );
    }
}

#[test]
fn the_gates_that_close_last_close_on_the_day_of_the_verdict() {
    for name in ["manufacturer", "software-firm"] {
        let assessment = sample(name);
        let (picture, plan) = made(&assessment);
        let dated = isms_gauge_core::roadmap::dated(
            &REAL,
            &assessment,
            &picture.works,
            &picture.gaps,
            &plan,
            start(),
        );
        for stage in [Stage::One, Stage::Two] {
            let day = dated.stage(stage).clear_from.unwrap();
            assert!(dated.last_gates(stage).count() > 0, "{name} {stage:?}");
            assert!(
                dated
                    .last_gates(stage)
                    .all(|gate| gate.clear_from == Some(day))
            );
            let judged = |day| {
                judged_on(
                    &REAL,
                    &assessment,
                    &picture.works,
                    &picture.gaps,
                    &plan,
                    day,
                )
            };
            assert_eq!(judged(day).stage(stage), Verdict::NoBlockingGapFound);
            let before = judged(day.pred_opt().unwrap());
            assert!(before.stage(stage) < Verdict::NoBlockingGapFound);
        }
    }
}

#[test]
fn a_bottleneck_is_told_in_months() {
    let texts = Texts::embedded().unwrap();
    let told = |from: &str, to: &str| {
        words::bottleneck(
            &texts,
            &Bottleneck {
                role: Role::IsmsManager,
                from: day(from),
                to: day(to),
            },
        )
    };
    assert_eq!(
        told("2027-03-04", "2027-05-20"),
        "ISMS manager: the bottleneck from March to May 2027"
    );
    assert_eq!(
        told("2027-12-04", "2028-01-20"),
        "ISMS manager: the bottleneck from December 2027 to January 2028"
    );
    assert_eq!(
        told("2027-03-04", "2027-03-20"),
        "ISMS manager: the bottleneck in March 2027"
    );
}

#[test]
fn the_chain_is_told_with_its_ends_its_longest_pieces_and_its_waits() {
    let texts = Texts::embedded().unwrap();
    let (_, plan) = made(&sample("manufacturer"));
    let told = words::chain(&texts, &plan.chain);
    for link in [plan.chain.first().unwrap(), plan.chain.last().unwrap()] {
        assert!(told.contains(texts.node(&link.node)), "{told}");
    }
    let n_waits = plan
        .chain
        .iter()
        .filter(|link| matches!(link.why, Why::Waiting(_)))
        .count();
    assert_eq!(told.matches(" waits ").count(), n_waits, "{told}");
    assert_eq!(words::chain(&texts, &[]), "Nothing is left to do.");
}

/// The plans of both samples from their own first day on, as the page shows them and as any other
/// machine must make them. The browser tests read the same file.
#[test]
fn the_plans_of_the_samples_have_the_hashes_that_are_written_down() {
    let wanted = include_str!("../../../../tests/plan-hashes.json");
    let found = ["manufacturer", "software-firm"].map(|name| {
        let assessment = sample(name);
        let works = picture(&REAL, &assessment).works;
        let plan = roadmap(&REAL, &works, &assessment.plan, day("2026-11-26")).unwrap();
        format!("  \"{name}\": \"{}\"", words::plan_hash(&plan))
    });
    assert_eq!(format!("{{\n{}\n}}\n", found.join(",\n")), wanted);
}

/// Asserts that a sample's plan takes so many weeks to Stage 2 with likely effort.
fn takes(name: &str, weeks: std::ops::RangeInclusive<i64>) {
    let (_, plan) = made(&sample(name));
    let stage_2 = plan.stage_2.unwrap().likely;
    let n_weeks = (stage_2 - plan.start).num_days() / 7;
    assert!(weeks.contains(&n_weeks), "{name}: {n_weeks} weeks");
}

#[test]
fn a_firm_of_40_people_that_has_begun_is_there_in_four_to_nine_months() {
    takes("software-firm", 17..=39);
}

#[test]
fn a_manufacturer_of_600_people_is_there_in_nine_to_twenty_months() {
    takes("manufacturer", 39..=87);
}

#[test]
fn a_mandate_takes_weeks_and_not_half_a_year() {
    let (_, plan) = made(&sample("manufacturer"));
    let mandate = plan.phases.first().unwrap();
    let days = (mandate.finish - mandate.start).num_days();
    assert!(days <= 92, "{days}");
}

#[test]
fn running_the_system_takes_a_third_to_a_half_of_building_it() {
    for name in ["manufacturer", "software-firm"] {
        let assessment = sample(name);
        let picture = picture(&REAL, &assessment);
        let (all, _) = upkeep(&picture.works, assessment.profile.people, &assessment.plan);
        let size = isms_gauge_core::catalogue::SizeBand::of(assessment.profile.people);
        let whole: u32 = REAL
            .nodes
            .iter()
            .map(|node| node.effort_for(size))
            .map(|band| (band.low_half_days + band.high_half_days) / 2)
            .sum();
        let percent = yearly(&all).likely_half_days * 100 / whole;
        assert!((25..=55).contains(&percent), "{name}: {percent} %");
    }
}
