//! The Gantt chart of the samples: every row says what the plan says.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use chrono::NaiveDate;
use isms_gauge_charts::timeline::{LineLook, Look, Zoom};
use isms_gauge_charts::{Gantt, Grouping, Lines, Mark, Source, Wanted, gantt, gantt_table};
use isms_gauge_core::action::actions;
use isms_gauge_core::assessment::{Assessment, Override, State};
use isms_gauge_core::catalogue::{Catalogue, NodeId};
use isms_gauge_core::file;
use isms_gauge_core::gap::gaps;
use isms_gauge_core::roadmap::{Roadmap, freeze, roadmap};
use isms_gauge_core::score::score;
use isms_gauge_core::table::Cell;
use isms_gauge_core::texts::Texts;

fn today() -> NaiveDate {
    "2027-01-11".parse().unwrap()
}

fn sample() -> Assessment {
    file::read(include_str!("../../../public/samples/manufacturer.json")).unwrap()
}

/// Reads the chart's source of an assessment.
fn with<T>(assessment: &Assessment, read: impl FnOnce(Source<'_>) -> T) -> T {
    let catalogue = Catalogue::embedded().unwrap();
    let texts = Texts::embedded().unwrap();
    let card = score(&catalogue, assessment);
    let gaps = gaps(&catalogue, &card);
    let works = actions(&catalogue, assessment, &card, &gaps);
    let plan = roadmap(&catalogue, &works, &assessment.plan, today()).unwrap();
    read(Source {
        texts: &texts,
        catalogue: &catalogue,
        works: &works,
        plan: &assessment.plan,
        roadmap: &plan,
        today: today(),
    })
}

fn drawn(assessment: &Assessment, wanted: Wanted<'_>) -> (Gantt, Roadmap) {
    with(assessment, |source| {
        (gantt(source, wanted), source.roadmap.clone())
    })
}

fn by_phase() -> Wanted<'static> {
    Wanted::default()
}

fn by_role() -> Wanted<'static> {
    Wanted {
        grouping: Grouping::Role,
        ..Wanted::default()
    }
}

#[test]
fn every_bar_has_one_row_with_its_dates_and_its_cause() {
    let (chart, plan) = drawn(&sample(), by_phase());
    for bar in &plan.bars {
        let mut rows = chart
            .rows
            .iter()
            .filter(|row| row.node.as_ref() == Some(&bar.node));
        let row = rows.next().unwrap();
        assert_eq!(rows.next(), None);
        assert_eq!(row.dates, Some((bar.start, bar.finish)));
        assert_eq!(row.why.as_ref(), Some(&bar.why));
        assert_eq!(row.marks.contains(&Mark::Critical), bar.is_critical);
        assert_eq!(row.marks.contains(&Mark::Moved), bar.is_moved_by_capacity());
    }
    let n_groups = chart.rows.iter().filter(|row| row.group.is_none()).count();
    assert_eq!(chart.rows.len(), plan.bars.len() + n_groups);
    assert_eq!(chart.rows.len(), chart.timeline.rows.len());
}

#[test]
fn every_part_has_one_row_below_its_role() {
    let (chart, plan) = drawn(&sample(), by_role());
    let n_parts: usize = plan.bars.iter().map(|bar| bar.parts.len()).sum();
    let rows = chart.rows.iter().filter(|row| row.group.is_some());
    assert_eq!(rows.count(), n_parts);
}

#[test]
fn a_cause_that_is_work_is_a_row_of_the_chart() {
    for wanted in [by_phase(), by_role()] {
        let (chart, _) = drawn(&sample(), wanted);
        let mut n_causes = 0;
        for row in &chart.rows {
            let named = row.why.as_ref().and_then(|why| why.node());
            assert_eq!(named.is_some(), row.cause.is_some(), "{row:?}");
            if let Some(cause) = &row.cause {
                let cause = chart.rows.iter().find(|row| row.id == *cause).unwrap();
                assert_eq!(cause.node.as_ref(), named);
                n_causes += 1;
            }
        }
        assert!(n_causes > 20, "{n_causes}");
    }
}

#[test]
fn ids_are_unique() {
    for wanted in [by_phase(), by_role()] {
        let (chart, _) = drawn(&sample(), wanted);
        let mut ids: Vec<&str> = chart.rows.iter().map(|row| row.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), chart.rows.len());
    }
}

#[test]
fn a_folded_group_hides_its_rows_and_takes_their_lines() {
    let folded = ["gantt-D".to_owned()];
    let wanted = Wanted {
        folded: &folded,
        ..Wanted::default()
    };
    let (chart, plan) = drawn(&sample(), wanted);
    let n_hidden = plan
        .bars
        .iter()
        .filter(|bar| bar.phase.to_string() == "D")
        .count();
    let (all, _) = drawn(&sample(), by_phase());
    assert_eq!(chart.rows.len() + n_hidden, all.rows.len());
    let group = chart
        .rows
        .iter()
        .position(|row| row.id == "gantt-D")
        .unwrap();
    assert!(!chart.timeline.rows[group].lines.is_empty());
}

#[test]
fn lines_are_causes_all_orders_or_none() {
    let n_lines = |lines: Lines, look: LineLook| {
        let (chart, _) = drawn(
            &sample(),
            Wanted {
                lines,
                ..Wanted::default()
            },
        );
        let rows = chart.timeline.rows.iter();
        rows.flat_map(|row| &row.lines)
            .filter(|(found, _)| *found == look)
            .count()
    };
    assert_eq!(n_lines(Lines::Nothing, LineLook::Cause), 0);
    assert_eq!(n_lines(Lines::Causes, LineLook::Order), 0);
    assert!(n_lines(Lines::Causes, LineLook::Cause) > 10);
    assert!(n_lines(Lines::Causes, LineLook::Busy) > 0);
    assert!(n_lines(Lines::All, LineLook::Order) > 20);
}

#[test]
fn waits_are_drawn_apart_from_work() {
    let (chart, _) = drawn(&sample(), by_phase());
    let row = |node: &str| {
        let is_it = |id: &NodeId| id.as_str() == node;
        let idx = chart
            .rows
            .iter()
            .position(|row| row.node.as_ref().is_some_and(is_it));
        &chart.timeline.rows[idx.unwrap()]
    };
    let waits = row("ST2")
        .stretches
        .iter()
        .filter(|stretch| stretch.look == Look::Wait);
    assert_eq!(waits.count(), 2);
    assert!(
        row("C1")
            .stretches
            .iter()
            .all(|stretch| stretch.look != Look::Wait)
    );
}

#[test]
fn done_work_stands_where_it_happened() {
    let mut assessment = sample();
    let done = Override {
        state: State::Done,
        started: Some("2026-11-02".parse().unwrap()),
        finished: Some("2026-11-20".parse().unwrap()),
        ..Override::default()
    };
    assessment.plan.overrides.insert(NodeId::new("M"), done);
    for wanted in [by_phase(), by_role()] {
        let (chart, _) = drawn(&assessment, wanted);
        let is_it = |id: &NodeId| id.as_str() == "M";
        let rows = || chart.rows.iter().enumerate();
        let mut found = rows().filter(|(_, row)| row.node.as_ref().is_some_and(is_it));
        let (idx, row) = found.next().unwrap();
        assert_eq!(found.next(), None);
        assert_eq!(row.marks, [Mark::Done]);
        let (first, last) = row.dates.unwrap();
        assert_eq!(first.to_string(), "2026-11-02");
        assert_eq!(last.to_string(), "2026-11-20");
        assert_eq!(chart.timeline.rows[idx].stretches[0].look, Look::Done);
    }
}

#[test]
fn a_baseline_is_drawn_below_each_piece_of_work() {
    let mut assessment = sample();
    let (_, plan) = drawn(&assessment, by_phase());
    assessment.plan.baseline = Some(freeze(&plan, today()));
    let (chart, _) = drawn(&assessment, by_phase());
    for (row, drawn) in chart.rows.iter().zip(&chart.timeline.rows) {
        let n_promised = drawn
            .stretches
            .iter()
            .filter(|s| s.look == Look::Promised)
            .count();
        assert_eq!(n_promised, usize::from(row.node.is_some()), "{row:?}");
    }
}

#[test]
fn effort_by_hand_is_marked() {
    let mut assessment = sample();
    let by_hand = Override {
        effort_half_days: Some(3),
        ..Override::default()
    };
    assessment.plan.overrides.insert(NodeId::new("C1"), by_hand);
    let (chart, _) = drawn(&assessment, by_phase());
    let edited = chart
        .rows
        .iter()
        .filter(|row| row.marks.contains(&Mark::Edited));
    let edited: Vec<&str> = edited
        .filter_map(|row| row.node.as_ref())
        .map(NodeId::as_str)
        .collect();
    assert_eq!(edited, ["C1"]);
}

#[test]
fn the_table_has_the_same_rows_as_the_chart() {
    let assessment = sample();
    for wanted in [by_phase(), by_role()] {
        let (chart, _) = drawn(&assessment, wanted);
        let table = with(&assessment, |source| gantt_table(source, wanted.grouping));
        let rows: Vec<_> = chart
            .rows
            .iter()
            .filter(|row| row.group.is_some())
            .collect();
        assert_eq!(rows.len(), table.rows.len());
        for (row, told) in rows.iter().zip(&table.rows) {
            let (start, finish) = row.dates.unwrap();
            assert_eq!(told[0], Cell::from(row.name.as_str()));
            assert_eq!(
                (&told[2], &told[3]),
                (&Cell::Date(start), &Cell::Date(finish))
            );
        }
    }
}

#[test]
fn a_piece_of_work_whose_parts_lie_apart_is_not_one_bar() {
    let (chart, plan) = drawn(
        &sample(),
        Wanted {
            zoom: Zoom::Week,
            ..Wanted::default()
        },
    );
    let is_apart = |row: &&isms_gauge_charts::timeline::DrawnRow| {
        row.stretches
            .iter()
            .any(|stretch| stretch.look == Look::Between)
    };
    let apart = chart.timeline.rows.iter().filter(is_apart).count();
    assert!(0 < apart && apart < plan.bars.len() / 2, "{apart}");
}
