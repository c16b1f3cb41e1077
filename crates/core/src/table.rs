//! Tables as text: CSV for spreadsheets, Markdown for documents, JSON for our own programs.
//!
//! Text that somebody wrote stays text: it never becomes a formula in a spreadsheet, nor markup in
//! a document.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::json::{self, Fault, shown};

/// A table with a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// The heads of its columns.
    pub head: Vec<String>,
    /// Its rows. A row that is shorter than the head is filled up with empty cells, and what a
    /// row has beyond the head is not written.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text of ours or of the user's.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number of halves, written as in `2` or `2.5`.
    Halves(u32),
    /// A day, written as in `2027-05-14`.
    Date(NaiveDate),
    /// Nothing.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<NaiveDate>> for Cell {
    fn from(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}

impl Table {
    /// The head and the rows as comma-separated values by RFC 4180, lines ending in CR LF.
    ///
    /// A text that a spreadsheet might take for a formula gets an apostrophe in front: one that
    /// begins with `=`, `+`, `-` or `@`, plain or in a wide, small or mathematical form, and with
    /// tab, CR or LF; spaces and invisible characters before it do not hide it.
    pub fn to_csv(&self) -> String {
        // Writing into memory does not fail.
        self.csv().unwrap_or_default()
    }

    fn csv(&self) -> Result<String, Box<dyn std::error::Error>> {
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        out.write_record(self.head.iter().map(|text| guarded(text)))?;
        for row in &self.rows {
            out.write_record(self.cells(row).map(|cell| match cell {
                Cell::Number(number) => number.to_string(),
                other => guarded(&other.plain()),
            }))?;
        }
        Ok(String::from_utf8(out.into_inner()?)?)
    }

    /// The title as a heading of level 2 and the table, in GitHub's Markdown. Line breaks and
    /// control characters become spaces, and markup is escaped.
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        if !self.title.is_empty() {
            out = format!("## {}\n\n", escaped(&self.title));
        }
        let mut line = |cells: &mut dyn Iterator<Item = String>| {
            for cell in cells {
                out.push_str("| ");
                out.push_str(&cell);
                out.push(' ');
            }
            out.push_str("|\n");
        };
        line(&mut self.head.iter().map(|text| escaped(text)));
        line(&mut self.head.iter().map(|_| "---".to_owned()));
        for row in &self.rows {
            line(&mut self.cells(row).map(|cell| escaped(&cell.plain())));
        }
        out
    }

    /// The table with only the columns of these names, in this order; names that it does not have
    /// are left out.
    #[must_use]
    pub fn select(&self, names: &[&str]) -> Self {
        let columns: Vec<usize> = names
            .iter()
            .filter_map(|name| self.head.iter().position(|head| head == name))
            .collect();
        let cell = |row: &Vec<Cell>, at: &usize| row.get(*at).cloned().unwrap_or(Cell::Empty);
        Self {
            title: self.title.clone(),
            head: columns
                .iter()
                .filter_map(|at| self.head.get(*at).cloned())
                .collect(),
            rows: self
                .rows
                .iter()
                .map(|row| columns.iter().map(|at| cell(row, at)).collect())
                .collect(),
        }
    }

    /// The cells of a row, one for each column.
    pub(crate) fn cells<'a>(&self, row: &'a [Cell]) -> impl Iterator<Item = &'a Cell> {
        let missing = std::iter::repeat(&Cell::Empty);
        row.iter().chain(missing).take(self.head.len())
    }
}

/// Why tables could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TablesError {
    /// Not JSON, or broken in the middle.
    #[error("the tables are not complete JSON: {0}")]
    NotJson(String),
    /// A value that is not what it should be.
    #[error(transparent)]
    Invalid(#[from] Fault),
}

/// The tables as JSON, for a program of ours that runs apart from this one: a list of objects
/// with `title`, `head` and `rows`. A text is a string, a number a number, a day
/// `{"date": "2027-05-14"}`, halves `{"halves": 5}`, and nothing `null`.
pub fn to_json(tables: &[Table]) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => json!(text),
        Cell::Number(number) => json!(number),
        Cell::Halves(halves) => json!({ "halves": halves }),
        Cell::Date(day) => json!({ "date": day.to_string() }),
        Cell::Empty => Value::Null,
    };
    let table = |table: &Table| {
        let rows: Vec<Vec<Value>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect();
        json!({ "title": table.title, "head": table.head, "rows": rows })
    };
    Value::from_iter(tables.iter().map(table)).to_string()
}

/// Reads what [`to_json`] wrote.
///
/// # Errors
/// Says what was found, what was wanted and where.
///
/// ```
/// use isms_gauge_core::table::{Table, from_json, to_json};
///
/// let tables = vec![Table { title: "Gaps".to_owned(), ..Table::default() }];
/// assert_eq!(from_json(&to_json(&tables)), Ok(tables));
/// ```
pub fn from_json(text: &str) -> Result<Vec<Table>, TablesError> {
    let tree = json::parse(text).map_err(|error| TablesError::NotJson(error.to_string()))?;
    let mut tables = Vec::new();
    for table in json::Node::root(tree).list()? {
        let mut fields = table.fields()?;
        let mut rows = Vec::new();
        for row in fields.list("rows")? {
            let cells = row
                .list()?
                .into_iter()
                .map(json::Node::into_place_and_value);
            let cells = cells.map(|(place, value)| read_cell(&place, value));
            rows.push(cells.collect::<Result<_, _>>()?);
        }
        tables.push(Table {
            title: fields.text("title")?,
            head: fields.texts("head")?,
            rows,
        });
        fields.no_more()?;
    }
    Ok(tables)
}

fn read_cell(place: &str, value: Value) -> Result<Cell, Fault> {
    let read = match &value {
        Value::Null => Some(Cell::Empty),
        Value::String(text) => Some(Cell::Text(text.clone())),
        Value::Number(number) => number.as_i64().map(Cell::Number),
        Value::Object(map) if map.len() == 1 => {
            let halves = map.get("halves").and_then(Value::as_u64);
            let halves = halves.and_then(|halves| u32::try_from(halves).ok());
            let day = map.get("date").and_then(Value::as_str);
            let day = day.and_then(json::date);
            halves.map(Cell::Halves).or(day.map(Cell::Date))
        }
        _ => None,
    };
    let wanted = "text, a whole number, {\"date\": ...}, {\"halves\": ...} or null wanted";
    read.ok_or_else(|| Fault::new(place, format!("{wanted}, got {}", shown(&value))))
}

impl Cell {
    /// As text, without any guard.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Halves(halves) => {
                let half = if halves % 2 == 0 { "" } else { ".5" };
                format!("{}{half}", halves / 2)
            }
            Self::Date(day) => day.to_string(),
            Self::Empty => String::new(),
        }
    }
}

/// The text with an apostrophe in front where it could be a formula.
fn guarded(text: &str) -> String {
    if could_be_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Whether a spreadsheet might take a text for a formula: it begins with `=`, `+`, `-` or `@`,
/// plain or in a wide, small or mathematical form, or with tab, CR or LF; spaces and invisible
/// characters before it do not hide it.
pub fn could_be_formula(text: &str) -> bool {
    let is_hidden = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            )
    };
    let rest = text.trim_start_matches(is_hidden);
    let lead = text.strip_suffix(rest).unwrap_or_default();
    let is_sign = |c: char| {
        matches!(
            c,
            '=' | '+'
                | '-'
                | '@'
                | '＝'
                | '＋'
                | '－'
                | '＠'
                | '﹦'
                | '﹢'
                | '﹣'
                | '﹫'
                | '\u{2212}'
                | '\u{207a}'
                | '\u{208a}'
        )
    };
    rest.starts_with(is_sign) || lead.contains(['\t', '\r', '\n'])
}

/// The text on one line, with a backslash before everything that could be markup.
pub(crate) fn escaped(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let line = text.replace(is_break, " ");
    let mut out = String::with_capacity(line.len());
    for c in line.trim().chars() {
        if r"\`*_{}[]<>#|~!&$@^".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
