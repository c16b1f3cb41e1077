//! Workbooks, read back by a reader that knows nothing of how they were written.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::io::{Cursor, Read};
use std::path::PathBuf;

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use isms_gauge_core::table::{Cell, Table, to_json};
use isms_gauge_workbook::{workbook, workbook_from_json};

/// What must stay text: formulas, plain, hidden and in other forms, links, markup, escapes of
/// the format itself, and characters that XML cannot hold as they are.
const HOSTILE: [&str; 22] = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u{feff}=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "﹦1",
    "{=1+1}",
    "https://example.com/",
    "mailto:a@example.com",
    "internal:Sheet1!A1",
    "<f>1+1</f>]]>&amp;",
    "_x003D_1+1",
    "a\r\nb",
    "\u{1}\u{8}\u{1b}é👩‍💻",
];

/// As above, with markup that tries to run and the Big List of Naughty Strings.
fn hostile() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/hostile");
    let mut all = HOSTILE.map(str::to_owned).to_vec();
    for name in ["payloads.json", "naughty-strings.json"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        all.extend(serde_json::from_str::<Vec<String>>(&text).unwrap());
    }
    // A cell without text is no cell.
    all.retain(|text| !text.is_empty());
    all
}

/// One row for each text.
fn rows(texts: &[String]) -> Vec<Vec<Cell>> {
    let cell = |text: &String| vec![Cell::from(text.as_str())];
    texts.iter().map(cell).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn table(title: &str, rows: Vec<Vec<Cell>>) -> Table {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(1);
    Table {
        title: title.to_owned(),
        head: (0..n_columns).map(|n| format!("Column {n}")).collect(),
        rows,
    }
}

fn bytes(tables: &[Table]) -> Vec<u8> {
    workbook(tables, day("2027-01-02")).unwrap()
}

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// The cells of the first sheet below the head.
fn read(tables: &[Table]) -> Vec<Vec<Data>> {
    let mut book = open(bytes(tables));
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().skip(1).map(<[Data]>::to_vec).collect()
}

/// The XML of a part of the file.
fn part(bytes: Vec<u8>, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn hostile_text_stays_text() {
    let texts = hostile();
    let read = read(&[table("T", rows(&texts))]);
    assert_eq!(read.len(), texts.len());
    for (found, wanted) in read.into_iter().zip(texts) {
        assert_eq!(found, [Data::String(wanted)]);
    }
}

#[test]
fn no_cell_is_a_formula_or_a_link() {
    let mut hostile = table("T", rows(&hostile()));
    "=1+1".clone_into(&mut hostile.head[0]);
    let bytes = bytes(&[hostile]);
    let sheet = part(bytes.clone(), "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{sheet}");
    assert!(!sheet.contains("hyperlink"), "{sheet}");
    let formulas = open(bytes).worksheet_formula("T").unwrap();
    assert!(formulas.is_empty(), "{formulas:?}");
}

#[test]
fn text_that_could_be_a_formula_stays_text_when_it_is_edited() {
    let style = |text: &str| {
        let bytes = bytes(&[table("T", vec![vec![Cell::from(text)]])]);
        let sheet = part(bytes.clone(), "xl/worksheets/sheet1.xml");
        let cell = sheet.split("<c r=\"A2\" s=\"").nth(1).unwrap();
        let number: usize = cell.split('"').next().unwrap().parse().unwrap();
        let styles = part(bytes, "xl/styles.xml");
        let formats = styles.split("<cellXfs").nth(1).unwrap();
        formats.split("<xf ").nth(number + 1).unwrap().to_owned()
    };
    assert!(style("=1+1").contains("quotePrefix=\"1\""));
    assert!(!style("plain").contains("quotePrefix"));
}

#[test]
fn numbers_are_numbers_and_dates_are_dates() {
    let row = vec![
        Cell::Number(-7),
        Cell::Halves(5),
        Cell::Date(day("2027-05-14")),
        Cell::Empty,
        Cell::from("4.1"),
    ];
    let read = read(&[table("T", vec![row])]);
    let [number, halves, date, empty, text] = read[0].as_slice() else {
        panic!("{read:?}");
    };
    assert_eq!(number, &Data::Float(-7.0));
    assert_eq!(halves, &Data::Float(2.5));
    let Data::DateTime(date) = date else {
        panic!("no date: {date:?}");
    };
    assert_eq!(date.as_datetime().unwrap().date(), day("2027-05-14"));
    assert_eq!(empty, &Data::Empty);
    assert_eq!(text, &Data::String("4.1".to_owned()));
}

#[test]
fn a_day_that_excel_does_not_know_is_text() {
    let read = read(&[table(
        "T",
        vec![
            vec![Cell::Date(day("1899-12-30"))],
            vec![Cell::Date(NaiveDate::MAX)],
        ],
    )]);
    assert_eq!(read[0], [Data::String("1899-12-30".to_owned())]);
    assert_eq!(read[1], [Data::String("+262142-12-31".to_owned())]);
}

#[test]
fn every_table_is_a_sheet_of_its_name() {
    let titles = ["Summary", "a/b [c]: *?", "SUMMARY", "", "'", "History"];
    let long = "A title that is longer than a sheet's name may be";
    let mut tables: Vec<Table> = titles.map(|title| table(title, Vec::new())).into();
    tables.extend([table(long, Vec::new()), table(long, Vec::new())]);
    let names = open(bytes(&tables)).sheet_names();
    assert_eq!(
        names,
        [
            "Summary",
            "a b  c",
            "SUMMARY 2",
            "Sheet",
            "Sheet 2",
            "History of changes",
            "A title that is longer than a s",
            "A title that is longer than a 2",
        ]
    );
}

#[test]
fn the_head_stays_in_view_and_has_a_filter() {
    let rows = vec![vec![Cell::from("a"), Cell::from("b")]; 3];
    let sheet = part(bytes(&[table("T", rows)]), "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("<pane ySplit=\"1\"") && sheet.contains("state=\"frozen\""),
        "{sheet}"
    );
    assert!(sheet.contains("<autoFilter ref=\"A1:B4\"/>"), "{sheet}");
}

#[test]
fn a_column_is_as_wide_as_its_text_up_to_a_limit() {
    let width = |text: &str| {
        let bytes = bytes(&[table("T", vec![vec![Cell::from(text)]])]);
        let sheet = part(bytes, "xl/worksheets/sheet1.xml");
        let width = sheet.split("<col min=\"1\" max=\"1\" width=\"").nth(1);
        let width = width.unwrap().split('"').next().unwrap();
        width.parse::<f64>().unwrap()
    };
    let (short, middle, long) = (width("a"), width(&"a".repeat(30)), width(&"a".repeat(900)));
    assert!(short < middle && middle < long && long < 60.0);
}

#[test]
fn a_text_that_no_cell_can_hold_is_cut_and_says_so() {
    let read = read(&[table("T", vec![vec![Cell::from("👩".repeat(20_000))]])]);
    let Data::String(text) = &read[0][0] else {
        panic!("{:?}", read[0][0]);
    };
    assert!(text.ends_with("[cut: a cell holds no more]"));
    assert!(text.encode_utf16().count() <= 32_767);
}

#[test]
fn what_no_xml_can_hold_becomes_a_sign_that_it_could_not_be_read() {
    let read = read(&[table("T", vec![vec![Cell::from("a\u{fffe}b\u{ffff}")]])]);
    assert_eq!(read[0], [Data::String("a\u{fffd}b\u{fffd}".to_owned())]);
}

#[test]
fn a_row_that_is_longer_than_the_head_is_cut() {
    let mut long = table("T", vec![vec![Cell::from("a"), Cell::from("b")]]);
    long.head.pop();
    assert_eq!(read(&[long])[0].len(), 1);
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let tables = [table("T", vec![vec![Cell::Date(day("2027-05-14"))]])];
    assert_eq!(bytes(&tables), bytes(&tables));
    let about = part(bytes(&tables), "docProps/core.xml");
    assert_eq!(about.matches("2027-01-02T00:00:00Z").count(), 2, "{about}");
    let from_json = workbook_from_json(&to_json(&tables), "2027-01-02").unwrap();
    assert_eq!(from_json, bytes(&tables));
}

#[test]
fn what_is_no_day_and_no_table_is_refused() {
    let error = |tables, day| workbook_from_json(tables, day).unwrap_err().to_string();
    assert!(error("[]", "tomorrow").contains("\"tomorrow\""));
    assert!(error("{", "2027-01-02").contains("not complete JSON"));
}
