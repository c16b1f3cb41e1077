//! The trend of the samples: what it says, and that its table says the same.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use chrono::NaiveDate;
use isms_gauge_charts::{Figure, trend};
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::compare;
use isms_gauge_core::file;
use isms_gauge_core::snapshot::freeze;
use isms_gauge_core::table::Cell;
use isms_gauge_core::texts::Texts;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn figure(assessment: &Assessment) -> Option<Figure> {
    let catalogue = Catalogue::embedded().unwrap();
    let texts = Texts::embedded().unwrap();
    trend(
        &texts,
        &compare::trend(&catalogue, assessment, day("2026-11-26")),
    )
}

#[test]
fn the_samples_show_a_trend_with_a_laggard() {
    for sample in [
        include_str!("../../../public/samples/software-firm.json"),
        include_str!("../../../public/samples/manufacturer.json"),
    ] {
        let sample = file::read(sample).unwrap();
        let figure = figure(&sample).unwrap();
        assert_eq!(figure.table.rows.len(), sample.snapshots.len() + 1);
        assert!(
            figure
                .finding
                .contains("Furthest behind its target is clause"),
            "{}",
            figure.finding
        );
        // Each state is a point of the line of all questions.
        let n_points = figure.svg.matches("<circle").count();
        assert!(n_points > sample.snapshots.len(), "{}", figure.svg);
    }
}

#[test]
fn the_story_of_the_software_firm_rises_with_a_laggard_and_a_setback() {
    let sample = include_str!("../../../public/samples/software-firm.json");
    let figure = figure(&file::read(sample).unwrap()).unwrap();
    for told in [
        "the mean rose from",
        "Furthest behind its target is clause 9 ",
        "There were setbacks: clause 7 by 30 Sep 2026 (",
    ] {
        assert!(figure.finding.contains(told), "{told}: {}", figure.finding);
    }
}

#[test]
fn one_state_is_no_trend() {
    assert_eq!(figure(&Assessment::new("a")), None);
}

#[test]
fn a_state_that_was_changed_stands_in_the_table_and_not_in_the_drawing() {
    let mut assessment = Assessment::new("a");
    let (id, mut snapshot) = freeze(&assessment, "Spring", "", day("2026-03-31"));
    assessment.snapshots.insert(id, snapshot.clone());
    snapshot.state.push(' ');
    assessment.snapshots.insert("broken".to_owned(), snapshot);
    let figure = figure(&assessment).unwrap();
    let said = |row: &Vec<Cell>| match &row[2] {
        Cell::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    let broken = figure.table.rows.iter().map(said);
    let n = broken.filter(|text| text.contains("was changed")).count();
    assert_eq!((figure.table.rows.len(), n), (3, 1));
}
