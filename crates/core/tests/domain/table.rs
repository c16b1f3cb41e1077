//! Tables for other programs: what people typed stays what it is.

use isms_gauge_core::table::{Cell, Table, as_text};
use proptest::prelude::*;

use crate::world::day;

fn csv_of(text: &str) -> String {
    let table = Table {
        title: "T".to_owned(),
        head: vec!["a".to_owned()],
        rows: vec![vec![Cell::from(text)]],
    };
    table.to_csv()
}

#[track_caller]
fn guarded(text: &str) {
    let csv = csv_of(text);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!(row.get(0), Some(format!("'{text}").as_str()));
}

#[test]
fn a_text_like_a_formula_gets_an_apostrophe() {
    for text in [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "\tx",
        "\rx",
        "\nx",
        "  =1+1",
        "\u{ff1d}1+1",
        "\u{ff0b}1",
        "\u{ff0d}1",
        "\u{ff20}SUM",
        "\u{a0}=1",
    ] {
        guarded(text);
    }
}

#[test]
fn other_texts_numbers_and_dates_stay_as_they_are() {
    assert_eq!(csv_of("a - b"), "a\r\na - b\r\n");
    let table = Table {
        title: String::new(),
        head: vec!["n".to_owned(), "d".to_owned(), "e".to_owned()],
        rows: vec![vec![
            Cell::Number(-3),
            Cell::Date(day("2026-11-24")),
            Cell::Empty,
        ]],
    };
    assert_eq!(table.to_csv(), "n,d,e\r\n-3,2026-11-24,\r\n");
}

#[test]
fn quotes_commas_and_lines_survive_csv() {
    let csv = csv_of("a \"b\", c\nd");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(
        reader.records().next().unwrap().unwrap().get(0),
        Some("a \"b\", c\nd")
    );
}

#[test]
fn markdown_takes_words_for_words() {
    assert_eq!(as_text("a|b"), "a\\|b");
    assert_eq!(as_text("<script>&"), "&lt;script&gt;&amp;");
    assert_eq!(as_text("one\ntwo\r\n"), "one two");
    assert_eq!(
        as_text("![x](y) `z` *q* _r_ #"),
        "\\!\\[x\\](y) \\`z\\` \\*q\\* \\_r\\_ \\#"
    );
    assert_eq!(as_text("a\u{0}b\u{1b}"), "ab");
}

#[test]
fn a_markdown_table_has_title_head_and_rows() {
    let table = Table {
        title: "Controls of A & B".to_owned(),
        head: vec!["id".to_owned(), "n".to_owned()],
        rows: vec![vec![Cell::from("x"), Cell::Number(2)]],
    };
    let expected = "# Controls of A &amp; B\n\n| id | n |\n| --- | --- |\n| x | 2 |\n";
    assert_eq!(table.to_markdown(), expected);
}

proptest! {
    #[test]
    fn any_text_comes_back_from_csv_but_for_the_guard(text in any::<String>()) {
        let csv = csv_of(&text);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        let rows: Vec<_> = reader.records().collect::<Result<_, _>>().unwrap();
        // An only cell that is empty still makes a row.
        prop_assert_eq!(rows.len(), 2);
        let found = rows[1].get(0).unwrap();
        prop_assert_eq!(found.strip_prefix('\'').unwrap_or(found), text.strip_prefix('\'').unwrap_or(&text));
    }

    #[test]
    fn any_text_stays_in_its_markdown_cell(text in any::<String>()) {
        let table = Table {
            title: String::new(),
            head: vec!["a".to_owned()],
            rows: vec![vec![Cell::Text(text)]],
        };
        prop_assert_eq!(table.to_markdown().matches('\n').count(), 5);
    }
}
