//! The figures of the samples and of an empty assessment: findings, and tables that add up.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use chrono::NaiveDate;
use isms_gauge_charts::{Figure, figures};
use isms_gauge_core::action::actions;
use isms_gauge_core::annex::Annex;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::document::{embedded_pieces, standings};
use isms_gauge_core::file;
use isms_gauge_core::gap::gaps;
use isms_gauge_core::roadmap::roadmap;
use isms_gauge_core::score::score;
use isms_gauge_core::soa;
use isms_gauge_core::table::Cell;
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::verdict;

fn today() -> NaiveDate {
    "2027-01-02".parse().unwrap()
}

fn sample() -> Assessment {
    file::read(include_str!("../../../public/samples/manufacturer.json")).unwrap()
}

/// Maturity, levels, conformity, statement, documents, effort, gates.
fn all(assessment: &Assessment) -> [Figure; 7] {
    let catalogue = Catalogue::embedded().unwrap();
    let texts = Texts::embedded().unwrap();
    let annex = Annex::embedded().unwrap();
    let pieces = embedded_pieces(&annex).unwrap();
    let card = score(&catalogue, assessment);
    let gaps = gaps(&catalogue, &card);
    let works = actions(&catalogue, assessment, &card, &gaps);
    let plan = roadmap(&catalogue, &works, &assessment.plan, today()).unwrap();
    [
        figures::maturity(&texts, &card),
        figures::levels(&texts, &card),
        figures::conformity(&texts, &card),
        figures::statement(&soa::rows(&annex, assessment)),
        figures::documents(&standings(&pieces, &catalogue, assessment, today())),
        figures::effort(&texts, &plan),
        figures::gates(&texts, &verdict(assessment, &card, today())),
    ]
}

/// The sum of some columns of a table, in halves.
fn sum(figure: &Figure, columns: std::ops::Range<usize>) -> i64 {
    let cells = figure
        .table
        .rows
        .iter()
        .flat_map(|row| &row[columns.clone()]);
    cells
        .map(|cell| match cell {
            Cell::Number(n) => 2 * n,
            Cell::Halves(n) => i64::from(*n),
            other => panic!("{other:?}"),
        })
        .sum()
}

#[test]
fn nothing_answered_is_said_and_not_drawn_as_zero() {
    let [maturity, levels, conformity, ..] = all(&Assessment::new("a"));
    assert_eq!(maturity.finding, "No level is given yet.");
    assert_eq!(
        levels.finding,
        "No level that was given lies below its target. 30 of 30 have no level yet."
    );
    assert_eq!(
        conformity.finding,
        "0 of 30 requirements are met with evidence. 0 are not met, and of 30 nothing is known."
    );
    assert_eq!(sum(&levels, 1..7), 0, "no requirement stands at a level");
    assert_eq!(sum(&levels, 7..8), 60, "all stand beside the levels");
}

#[test]
fn every_finding_is_one_that_the_table_bears_out() {
    let figures = all(&sample());
    let catalogue = Catalogue::embedded().unwrap();
    let card = score(&catalogue, &sample());
    let n_asked = i64::from(card.overall.n_asked);
    let [_, levels, conformity, statement, documents, effort, _] = &figures;
    assert_eq!(sum(levels, 1..8), 2 * n_asked);
    assert_eq!(sum(conformity, 1..7), 2 * n_asked);
    assert_eq!(sum(statement, 1..8), 2 * 93);
    let n_met = sum(conformity, 1..2) / 2;
    assert!(
        conformity
            .finding
            .starts_with(&format!("{n_met} of {n_asked} "))
    );
    let n_implemented = sum(statement, 1..3) / 2;
    let n_applicable = sum(statement, 1..6) / 2;
    let wanted = format!("{n_implemented} of {n_applicable} applicable");
    assert!(
        statement.finding.starts_with(&wanted),
        "{}",
        statement.finding
    );
    let n_approved = sum(documents, 1..4) / 2;
    let n_documents = sum(documents, 1..6) / 2;
    let wanted = format!("{n_approved} of {n_documents} pieces");
    assert!(
        documents.finding.starts_with(&wanted),
        "{}",
        documents.finding
    );
    let last = effort.table.head.len() - 1;
    let half_days = sum(effort, last..last + 1);
    assert_eq!(sum(effort, 1..last), half_days, "the sums add up");
    let half = if half_days % 2 == 1 { "½" } else { "" };
    let planned = format!("{}{half} in whole half days", half_days / 2);
    assert!(effort.finding.contains(&planned), "{}", effort.finding);
}

#[test]
fn every_figure_has_a_drawing_a_key_and_a_title() {
    for figure in all(&sample()) {
        assert!(figure.svg.starts_with("<svg"), "{}", figure.finding);
        assert!(!figure.key.is_empty() && !figure.table.title.is_empty());
        for row in &figure.table.rows {
            assert_eq!(row.len(), figure.table.head.len(), "{}", figure.table.title);
        }
    }
}

#[test]
fn a_finding_names_the_clause_that_is_furthest_below_its_target() {
    let [maturity, ..] = all(&sample());
    let level = |cell: &Cell| match cell {
        Cell::Number(n) => *n,
        other => panic!("{other:?}"),
    };
    let missing = |row: &Vec<Cell>| level(&row[3]) - level(&row[1]);
    let given = |row: &&Vec<Cell>| row[1] != Cell::Empty;
    let rows = maturity.table.rows.iter().filter(given);
    let most = rows.clone().map(missing).max().unwrap();
    let worst = rows.clone().find(|row| missing(row) == most).unwrap();
    let Cell::Text(name) = &worst[0] else {
        panic!("{:?}", worst[0]);
    };
    let wanted = format!(
        "Furthest below its target is clause {name}: level {}",
        level(&worst[1])
    );
    assert!(
        maturity.finding.starts_with(&wanted),
        "{}",
        maturity.finding
    );
}

#[test]
fn the_board_has_a_tile_for_every_gate_and_says_what_blocks() {
    let [.., gates] = all(&sample());
    assert_eq!(gates.table.rows.len(), 24);
    let in_state = |word: &str| -> Vec<&str> {
        let rows = gates.table.rows.iter();
        let named = rows.filter(|row| row[2] == Cell::from(word));
        named
            .map(|row| match &row[0] {
                Cell::Text(id) => id.as_str(),
                other => panic!("{other:?}"),
            })
            .collect()
    };
    for row in &gates.table.rows {
        let Cell::Text(id) = &row[0] else {
            panic!("{row:?}");
        };
        assert!(gates.svg.contains(&format!("\n{id}\n")), "{id}");
    }
    let n_met = in_state("Met").len();
    assert!(gates.finding.starts_with(&format!("{n_met} of 24 gates")));
    let blocking = in_state("Not there");
    let said = match blocking.len() {
        1..=6 => blocking.join(", "),
        n => n.to_string(),
    };
    let wanted = format!("Not there: {said}.");
    assert!(gates.finding.contains(&wanted), "{}", gates.finding);
}

#[test]
fn a_board_of_nothing_answered_counts_what_is_unknown() {
    let [.., gates] = all(&Assessment::new("a"));
    assert!(gates.finding.starts_with("0 of 24 gates are met."));
    assert!(gates.finding.contains("Unknown: 2"), "{}", gates.finding);
}
