//! The workbook of a sample has the same figures as its CSV files.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use isms_gauge_core::action::actions;
use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::export::{action_table, gap_table, requirement_table, summary};
use isms_gauge_core::file;
use isms_gauge_core::gap::gaps;
use isms_gauge_core::roadmap::roadmap;
use isms_gauge_core::score::score;
use isms_gauge_core::table::Table;
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::verdict;
use isms_gauge_workbook::workbook;

fn today() -> NaiveDate {
    "2027-01-02".parse().unwrap()
}

fn tables(sample: &str) -> Vec<Table> {
    let catalogue = Catalogue::embedded().unwrap();
    let texts = Texts::embedded().unwrap();
    let assessment = file::read(sample).unwrap();
    let card = score(&catalogue, &assessment);
    let readiness = verdict(&assessment, &card, today());
    let gaps = gaps(&catalogue, &card);
    let works = actions(&catalogue, &assessment, &card, &gaps);
    let plan = roadmap(&catalogue, &works, &assessment.plan, today()).unwrap();
    vec![
        summary(&assessment, &card, &readiness, &gaps, Some(&plan), today()),
        requirement_table(&texts, &assessment, &card),
        gap_table(&texts, &assessment, &gaps),
        action_table(&texts, &works, &gaps, &plan),
    ]
}

/// A cell as CSV would write it.
fn plain(cell: &Data) -> String {
    match cell {
        Data::DateTime(date) => date.as_datetime().unwrap().date().to_string(),
        other => other.to_string(),
    }
}

fn check(sample: &str) {
    let tables = tables(sample);
    let bytes = workbook(&tables, today()).unwrap();
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = ["Summary", "Requirements", "Gaps", "Actions"];
    assert_eq!(book.sheet_names(), names);
    for (table, name) in tables.iter().zip(names) {
        assert!(!table.rows.is_empty(), "{name}");
        let range = book.worksheet_range(name).unwrap();
        let csv = table.to_csv();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(csv.as_bytes());
        let mut n_records = 0;
        for (record, row) in reader.records().zip(range.rows()) {
            let wanted: Vec<String> = record
                .unwrap()
                .iter()
                .map(|cell| cell.strip_prefix('\'').unwrap_or(cell).to_owned())
                .collect();
            assert_eq!(row.iter().map(plain).collect::<Vec<_>>(), wanted, "{name}");
            n_records += 1;
        }
        assert_eq!(n_records, table.rows.len() + 1, "{name}");
        assert_eq!(n_records, range.height(), "{name}");
        assert!(book.worksheet_formula(name).unwrap().is_empty(), "{name}");
    }
}

#[test]
fn the_workbook_of_the_software_firm_agrees_with_its_csv() {
    check(include_str!("../../../public/samples/software-firm.json"));
}

#[test]
fn the_workbook_of_the_manufacturer_agrees_with_its_csv() {
    check(include_str!("../../../public/samples/manufacturer.json"));
}
