//! Tables as one Excel workbook: rows in, bytes out.
//!
//! Text is always a text cell, never a formula or a link; numbers are numbers and days are dates,
//! so that a spreadsheet can sort and add them. The page fetches this crate as a wasm of its own
//! when somebody asks for a workbook; programs call [`workbook`].

use chrono::{Datelike, NaiveDate};
use isms_gauge_core::table::{Cell, Table, TablesError, could_be_formula, from_json};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook,
    Worksheet, XlsxError,
};

#[cfg(target_arch = "wasm32")]
mod page;

/// What a cell can hold, in UTF-16 units; Excel's limit.
const MAX_TEXT: usize = 32_767;

/// What stands at the end of a text that had to be cut.
const CUT: &str = " [cut: a cell holds no more]";

/// What a sheet's name can hold, in characters; Excel's limit.
const MAX_NAME: usize = 31;

/// The widest column, in characters; longer text is wrapped.
const MAX_WIDTH: usize = 56;

/// Why there is no workbook.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// The tables could not be read.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// The day is none.
    #[error("a day such as \"2027-05-14\" wanted, got {0:?}")]
    Day(String),
    /// More than a sheet can hold.
    #[error("the workbook could not be written: {0}")]
    Write(#[from] XlsxError),
}

/// Writes one sheet a table, named by its title, as the bytes of an XLSX file. `day` is written
/// as the day on which it was made.
///
/// A text that is longer than a cell can hold is cut, and says so. A day that Excel does not
/// know, before 1900 or after 9999, is written as text.
///
/// # Errors
/// Where a table has more rows or columns than a sheet.
///
/// ```
/// use isms_gauge_core::table::{Cell, Table};
/// use isms_gauge_workbook::workbook;
///
/// let gaps = Table {
///     title: "Gaps".to_owned(),
///     head: vec!["Action".to_owned()],
///     rows: vec![vec![Cell::from("=1+1")]],
/// };
/// let bytes = workbook(&[gaps], chrono::NaiveDate::default())?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), isms_gauge_workbook::WorkbookError>(())
/// ```
pub fn workbook(tables: &[Table], day: NaiveDate) -> Result<Vec<u8>, WorkbookError> {
    let mut book = Workbook::new();
    let made_on = date(day).unwrap_or_default();
    book.set_properties(
        &DocProperties::new()
            .set_author("ISMS Gauge")
            .set_creation_datetime(&made_on),
    );
    let formats = Formats::new();
    let mut names = Vec::new();
    for table in tables {
        let sheet = book.add_worksheet();
        let name = sheet_name(&table.title, &names);
        sheet.set_name(&name)?;
        names.push(name);
        write(sheet, table, &formats)?;
    }
    Ok(book.save_to_buffer()?)
}

/// As [`workbook`], for tables that come from another program as text: the JSON of
/// [`isms_gauge_core::table::to_json`], and the day as `2027-05-14`.
///
/// # Errors
/// As [`workbook`], and where tables or day are not what they should be.
pub fn workbook_from_json(tables: &str, day: &str) -> Result<Vec<u8>, WorkbookError> {
    let day = day
        .parse()
        .map_err(|_| WorkbookError::Day(day.to_owned()))?;
    workbook(&from_json(tables)?, day)
}

/// How cells look.
struct Formats {
    head: Format,
    text: Format,
    /// For text that would become a formula once somebody edits the cell.
    guarded: Format,
    number: Format,
    date: Format,
}

impl Formats {
    fn new() -> Self {
        let plain = Format::new().set_align(FormatAlign::Top);
        let text = plain.clone().set_text_wrap().set_num_format("@");
        Self {
            head: text
                .clone()
                .set_bold()
                .set_background_color(Color::RGB(0x00E6_EEF0))
                .set_border_bottom(FormatBorder::Thin),
            guarded: text.clone().set_quote_prefix(),
            text,
            number: plain.clone(),
            date: plain.set_num_format("yyyy-mm-dd"),
        }
    }

    fn of(&self, text: &str) -> &Format {
        if could_be_formula(text) {
            &self.guarded
        } else {
            &self.text
        }
    }
}

fn write(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    for (at, head) in (0..).zip(&table.head) {
        sheet.write_string_with_format(0, at, fitting(head), &formats.head)?;
        let width = width(table, usize::from(at));
        sheet.set_column_width(at, f64::from(width))?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells.iter().take(table.head.len())) {
            write_cell(sheet, (row, column), cell, formats)?;
        }
    }
    let n_rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let n_columns = u16::try_from(table.head.len()).unwrap_or(u16::MAX);
    if let Some(last) = n_columns.checked_sub(1) {
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofilter(0, 0, n_rows, last)?;
        sheet.set_repeat_rows(0, 0)?;
        // Numbers of clauses are names: nobody needs to be told that they are text.
        sheet.ignore_error_range(0, 0, n_rows, last, IgnoreError::NumberStoredAsText)?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_footer("&A, page &P of &N");
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, fitting(text), formats.of(text))?;
        }
        Cell::Number(number) => {
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
            let number = *number as f64;
            sheet.write_number_with_format(row, column, number, &formats.number)?;
        }
        Cell::Halves(halves) => {
            let number = f64::from(*halves) / 2.0;
            sheet.write_number_with_format(row, column, number, &formats.number)?;
        }
        Cell::Date(day) => match date(*day) {
            Some(date) => {
                sheet.write_datetime_with_format(row, column, &date, &formats.date)?;
            }
            None => {
                sheet.write_string_with_format(row, column, day.to_string(), &formats.guarded)?;
            }
        },
    }
    Ok(())
}

/// The day as Excel knows it.
fn date(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let month = u8::try_from(day.month()).ok()?;
    let day = u8::try_from(day.day()).ok()?;
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// The text, cut where a cell cannot hold it. What no XML can hold becomes the sign for a
/// character that could not be read.
fn fitting(text: &str) -> String {
    let text = text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    if text.encode_utf16().count() <= MAX_TEXT {
        return text;
    }
    let mut n_units = CUT.len();
    let mut kept: String = text
        .chars()
        .take_while(|c| {
            n_units += c.len_utf16();
            n_units <= MAX_TEXT
        })
        .collect();
    kept.push_str(CUT);
    kept
}

/// A width in characters at which most of a column can be read.
fn width(table: &Table, column: usize) -> u32 {
    // A head can be wrapped, but not within a word, and needs room for the filter's button.
    let head = table.head.get(column).map_or(0, |head| {
        let words = head.split(' ').map(|word| word.chars().count());
        words.max().unwrap_or(0) + 4
    });
    let cell = |row: &Vec<Cell>| match row.get(column) {
        Some(Cell::Text(text)) => text.lines().map(|line| line.chars().count()).max(),
        Some(Cell::Date(_)) => Some(10),
        Some(Cell::Number(_) | Cell::Halves(_)) => Some(8),
        Some(Cell::Empty) | None => None,
    };
    let longest = table.rows.iter().filter_map(cell).max().unwrap_or(0) + 2;
    u32::try_from(longest.max(head).clamp(8, MAX_WIDTH)).unwrap_or(8)
}

/// The title as a sheet's name: without what a name may not hold, not too long, and no name of
/// another sheet.
fn sheet_name(title: &str, taken: &[String]) -> String {
    let plain: String = title
        .chars()
        .map(|c| match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => ' ',
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => ' ',
            c => c,
        })
        .collect();
    let plain = match plain.trim() {
        "" => "Sheet",
        // Excel keeps this name for itself.
        name if name.eq_ignore_ascii_case("history") => "History of changes",
        name => name,
    };
    let is_taken = |name: &str| {
        let name = name.to_lowercase();
        taken.iter().any(|other| other.to_lowercase() == name)
    };
    let mut name = shortened(plain, "");
    for n in 2_usize.. {
        if !is_taken(&name) {
            break;
        }
        name = shortened(plain, &format!(" {n}"));
    }
    name
}

/// The text with an ending, as long as a sheet's name may be, counted in UTF-16 units.
fn shortened(text: &str, ending: &str) -> String {
    let mut n_units = ending.len();
    let kept: String = text
        .chars()
        .take_while(|c| {
            n_units += c.len_utf16();
            n_units <= MAX_NAME
        })
        .collect();
    format!("{}{ending}", kept.trim_end())
}
