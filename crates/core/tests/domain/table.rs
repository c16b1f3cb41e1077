//! Tables as text, read back by readers that know nothing of how they were written.

use isms_gauge_core::table::{Cell, Table, could_be_formula, from_json, to_json};
use proptest::collection::vec;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::any;
use crate::hostile::{HOSTILE, day};

fn of(cells: &[Cell]) -> Table {
    Table {
        title: "Title".to_owned(),
        head: cells.iter().map(|_| "Head".to_owned()).collect(),
        rows: vec![cells.to_vec()],
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// All records of a CSV text, the head first.
pub fn read_csv(csv: &str) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes())
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// The heading and all rows of a Markdown text with one table, the head first.
///
/// # Panics
/// Where the text holds anything else, such as emphasis, a link or HTML.
pub fn read_markdown(markdown: &str) -> (String, Vec<Vec<String>>) {
    let (mut heading, mut rows) = (String::new(), Vec::<Vec<String>>::new());
    let mut n_tables = 0;
    // Every extension there is, but for the one that bends quotes.
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Table(_)) => n_tables += 1,
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => rows.last_mut().unwrap().push(String::new()),
            Event::Text(text) => match rows.last_mut().and_then(|row| row.last_mut()) {
                Some(cell) => cell.push_str(&text),
                None => heading.push_str(&text),
            },
            Event::Start(Tag::Heading { .. })
            | Event::End(
                TagEnd::Heading(_)
                | TagEnd::Table
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::TableCell,
            ) => {}
            other => panic!("{other:?} in {markdown:?}"),
        }
    }
    assert!(n_tables <= 1, "{markdown:?}");
    (heading, rows)
}

/// A text as a cell of Markdown shows it.
pub fn on_one_line(text: &str) -> String {
    let is_break = |c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}';
    text.replace(is_break, " ").trim().to_owned()
}

/// Whether a spreadsheet could take the content of a cell for more than text.
pub fn is_dangerous(cell: &str) -> bool {
    let visible = cell.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_control() || c == '\u{feff}' || c == '\u{200b}'
    });
    cell.starts_with(['\t', '\r', '\n'])
        || visible.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦'])
}

#[track_caller]
fn csv_is(cell: Cell, wanted: &str) {
    assert_eq!(of(&[cell]).to_csv(), format!("Head\r\n{wanted}\r\n"));
}

#[track_caller]
fn markdown_is(cell: Cell, wanted: &str) {
    let head = "## Title\n\n| Head |\n| --- |\n";
    assert_eq!(of(&[cell]).to_markdown(), format!("{head}| {wanted} |\n"));
}

#[test]
fn plain_text_stays_as_it_is_in_csv() {
    csv_is(text("a - b = c"), "a - b = c");
}

#[test]
fn a_formula_gets_an_apostrophe_in_csv() {
    csv_is(text("=1+1"), "'=1+1");
}

#[test]
fn a_formula_behind_spaces_gets_an_apostrophe_in_csv() {
    csv_is(text("  @SUM(1)"), "'  @SUM(1)");
}

#[test]
fn a_wide_formula_gets_an_apostrophe_in_csv() {
    csv_is(text("＝1"), "'＝1");
}

#[test]
fn a_text_behind_a_tab_gets_an_apostrophe_in_csv() {
    csv_is(text("\tx"), "'\tx");
}

#[test]
fn a_text_behind_a_line_break_gets_an_apostrophe_in_csv() {
    csv_is(text("\nx"), "\"'\nx\"");
}

#[test]
fn a_quote_and_a_comma_are_quoted_in_csv() {
    csv_is(text("a, \"b\""), "\"a, \"\"b\"\"\"");
}

#[test]
fn a_negative_number_is_no_formula() {
    csv_is(Cell::Number(-5), "-5");
}

#[test]
fn halves_are_written_with_a_point() {
    csv_is(Cell::Halves(5), "2.5");
    csv_is(Cell::Halves(1), "0.5");
    markdown_is(Cell::Halves(4), "2");
}

#[test]
fn tables_come_back_from_json_as_they_were() {
    let mut cells: Vec<Cell> = HOSTILE.iter().map(|hostile| text(hostile)).collect();
    cells.extend([
        Cell::Number(-5),
        Cell::Halves(5),
        Cell::Date(day("2027-05-14")),
        Cell::Empty,
    ]);
    let tables = vec![of(&cells), Table::default()];
    assert_eq!(from_json(&to_json(&tables)), Ok(tables));
}

#[track_caller]
fn json_is_refused(json: &str, wanted: &str) {
    let error = from_json(json).unwrap_err().to_string();
    assert!(error.contains(wanted), "{error}");
}

#[test]
fn a_fault_in_the_json_of_tables_names_its_place() {
    json_is_refused("[", "not complete JSON");
    json_is_refused(r#"[{"rows": [[true]]}]"#, "[0].rows[0][0]");
    json_is_refused(r#"[{"rows": [[1.5]]}]"#, "a whole number");
    json_is_refused(r#"[{"rows": [[{"date": "x"}]]}]"#, "[0].rows[0][0]");
    json_is_refused(r#"[{"name": "x"}]"#, "[0].name");
}

#[test]
fn a_date_is_written_with_the_year_first() {
    csv_is(Cell::Date(day("2027-05-14")), "2027-05-14");
    markdown_is(Cell::Date(day("2027-05-14")), "2027-05-14");
}

#[test]
fn a_date_with_a_sign_is_no_formula() {
    csv_is(Cell::Date(chrono::NaiveDate::MAX), "'+262142-12-31");
}

#[test]
fn an_empty_cell_is_empty() {
    csv_is(Cell::Empty, "\"\"");
    markdown_is(Cell::Empty, "");
}

#[test]
fn a_formula_in_the_head_gets_an_apostrophe() {
    let mut table = of(&[Cell::Empty]);
    table.head = vec!["=1".to_owned()];
    assert!(table.to_csv().starts_with("'=1\r\n"));
}

#[test]
fn a_short_row_is_filled_up_and_a_long_one_cut() {
    let mut table = of(&[text("a"), text("b")]);
    table.rows = vec![vec![text("c")], vec![text("d"), text("e"), text("f")]];
    assert_eq!(table.to_csv(), "Head,Head\r\nc,\r\nd,e\r\n");
    assert!(table.to_markdown().ends_with("| c |  |\n| d | e |\n"));
}

#[test]
fn a_table_without_title_has_no_heading() {
    let mut table = of(&[text("a")]);
    table.title = String::new();
    assert_eq!(table.to_markdown(), "| Head |\n| --- |\n| a |\n");
}

#[test]
fn a_line_break_is_a_space_in_markdown() {
    markdown_is(text("a\nb"), "a b");
}

#[test]
fn markup_is_escaped_in_markdown() {
    markdown_is(text("*a* | <b>"), r"\*a\* \| \<b\>");
}

#[test]
fn hostile_text_stays_text_in_csv() {
    for hostile in HOSTILE.iter() {
        let rows = read_csv(&of(&[text("x"), text(hostile)]).to_csv());
        assert_eq!(rows.len(), 2, "{hostile:?}");
        let cell = &rows[1][1];
        assert!(!is_dangerous(cell), "{hostile:?}");
        let guard = if could_be_formula(hostile) { "'" } else { "" };
        assert_eq!(*cell, format!("{guard}{hostile}"));
    }
}

#[test]
fn hostile_text_stays_text_in_markdown() {
    for hostile in HOSTILE.iter() {
        let mut table = of(&[text("x"), text(hostile)]);
        table.title = hostile.to_owned();
        table.head[1] = hostile.to_owned();
        let (heading, rows) = read_markdown(&table.to_markdown());
        let shown = on_one_line(hostile);
        assert_eq!(heading, shown);
        assert_eq!(rows, [["Head", &shown], ["x", &shown]], "{hostile:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn csv_gives_back_every_row_and_every_text(
        rows in vec(vec(prop_oneof![any::text(), "[=+@\\-\t\r\n '\"x]{0,6}"], 3), 0..6),
    ) {
        let cells = |row: &Vec<String>| row.iter().map(|cell| text(cell)).collect();
        let table = Table {
            title: String::new(),
            head: vec!["a".to_owned(), "b".to_owned(), "c".to_owned()],
            rows: rows.iter().map(cells).collect(),
        };
        let read = read_csv(&table.to_csv());
        prop_assert_eq!(read.len(), rows.len() + 1);
        for (read, written) in read.iter().skip(1).flatten().zip(rows.iter().flatten()) {
            prop_assert!(!is_dangerous(read), "{:?}", read);
            prop_assert!(read == written || *read == format!("'{written}"), "{:?}", read);
        }
    }

    #[test]
    fn markdown_gives_back_every_row_and_every_text(
        rows in vec(vec(prop_oneof![any::text(), "[!-/:-@\\[-`{-~ \nx]{0,12}"], 3), 0..6),
    ) {
        let cells = |row: &Vec<String>| row.iter().map(|cell| text(cell)).collect();
        let table = Table {
            title: String::new(),
            head: vec!["a".to_owned(), "b".to_owned(), "c".to_owned()],
            rows: rows.iter().map(cells).collect(),
        };
        let (_, read) = read_markdown(&table.to_markdown());
        let wanted: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| on_one_line(cell)).collect()).collect();
        prop_assert_eq!(&read[1..], &wanted[..]);
    }
}

#[test]
fn selected_columns_stand_in_the_order_that_was_asked_for() {
    let table = Table {
        title: "T".to_owned(),
        head: ["a", "b", "c"].map(str::to_owned).into(),
        rows: vec![vec![text("1"), text("2"), text("3")], vec![text("4")]],
    };
    let selected = table.select(&["c", "nowhere", "a"]);
    assert_eq!(selected.head, ["c", "a"]);
    assert_eq!(
        selected.rows,
        [vec![text("3"), text("1")], vec![Cell::Empty, text("4")]]
    );
}
