//! Tables as text: CSV for spreadsheets, Markdown for documents.
//!
//! Text that somebody wrote stays text: it never becomes a formula in a spreadsheet, nor markup in
//! a document.

use chrono::NaiveDate;

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
    fn cells<'a>(&self, row: &'a [Cell]) -> impl Iterator<Item = &'a Cell> {
        let missing = std::iter::repeat(&Cell::Empty);
        row.iter().chain(missing).take(self.head.len())
    }
}

impl Cell {
    fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(day) => day.to_string(),
            Self::Empty => String::new(),
        }
    }
}

/// The text with an apostrophe in front where it could be a formula.
fn guarded(text: &str) -> String {
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
    if rest.starts_with(is_sign) || lead.contains(['\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text on one line, with a backslash before everything that could be markup.
fn escaped(text: &str) -> String {
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
