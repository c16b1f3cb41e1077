//! Tables for other programs: CSV for spreadsheets, Markdown for text.
//!
//! What people typed can never become something else: no formula in a spreadsheet, no markup in
//! a text.

use std::fmt::Write;

use chrono::NaiveDate;

/// A table with its title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it is.
    pub title: String,
    /// The columns' names.
    pub head: Vec<String>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words, perhaps typed by somebody.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A day.
    Date(NaiveDate),
    /// Nothing.
    Empty,
}

impl Cell {
    fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Empty => String::new(),
        }
    }
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

/// Whether a spreadsheet might take a text for a formula: it begins so, perhaps after blanks.
/// The list is that of OWASP, with the full-width forms that some programs fold.
fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n'])
        || text
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

impl Table {
    /// The table as CSV after RFC 4180: head and rows, without the title. A text that a
    /// spreadsheet might take for a formula gets an apostrophe in front.
    pub fn to_csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(Vec::new());
        let rows = self.rows.iter().map(|row| {
            let cells = row.iter().map(|cell| match cell {
                Cell::Text(text) if looks_like_formula(text) => format!("'{text}"),
                cell => cell.plain(),
            });
            cells.collect::<Vec<_>>()
        });
        for row in std::iter::once(self.head.clone()).chain(rows) {
            // Writing to memory fails for no content.
            let _ = writer.write_record(&row);
        }
        let bytes = writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// The table as Markdown with its title as heading.
    pub fn to_markdown(&self) -> String {
        let mut text = format!("# {}\n\n", as_text(&self.title));
        let mut line = |cells: Vec<String>| {
            // Writing to a string fails never.
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        };
        line(self.head.iter().map(|name| as_text(name)).collect());
        line(self.head.iter().map(|_| "---".to_owned()).collect());
        for row in &self.rows {
            line(row.iter().map(|cell| as_text(&cell.plain())).collect());
        }
        text
    }
}

/// Words that Markdown takes for nothing but words, on one line.
pub fn as_text(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for mark in words.trim().chars() {
        match mark {
            '\r' => {}
            '\n' | '\t' => text.push(' '),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                text.push('\\');
                text.push(mark);
            }
            mark if mark.is_control() => {}
            mark => text.push(mark),
        }
    }
    text
}
