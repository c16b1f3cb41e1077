//! The way of most commands: assessments in, records or a table out.

use std::thread::available_parallelism;

use isms_gauge_core::table::{Cell, Table};
use serde::Serialize;

use crate::Outcome;
use crate::args::{Format, Frame, Input};
use crate::fault::{Fault, say};
use crate::input::{Named, Source, Wanted};
use crate::many;
use crate::output::{Sink, facts_for_terminal, for_terminal};
use crate::world::World;

/// What is said of one assessment, ready to be written.
#[derive(Default)]
pub struct Done {
    /// JSON of each record, or nothing where a table is wanted.
    records: Vec<String>,
    /// What stands before the table, for people.
    lead: Option<Table>,
    /// The table, or nothing where records are wanted.
    table: Table,
    /// The requirements that are not met, in words.
    unmet: Vec<String>,
}

impl Done {
    /// Puts records into the wanted form. `table` makes lead and table, where they are wanted.
    pub fn new<T: Serialize>(
        format: Format,
        records: &[T],
        table: impl FnOnce() -> (Option<Table>, Table),
    ) -> Result<Self, Fault> {
        let written = |record| match format {
            Format::Json => serde_json::to_string_pretty(record),
            _ => serde_json::to_string(record),
        };
        match format {
            Format::Json | Format::Ndjson => Ok(Self {
                records: records
                    .iter()
                    .map(written)
                    .collect::<Result<_, _>>()
                    .map_err(|error| Fault::usage(error.to_string()))?,
                ..Self::default()
            }),
            Format::Table | Format::Md | Format::Csv => {
                let (lead, table) = table();
                Ok(Self {
                    lead,
                    table,
                    ..Self::default()
                })
            }
        }
    }

    /// The same, with requirements that are not met.
    #[must_use]
    pub fn unmet(mut self, unmet: Vec<String>) -> Self {
        self.unmet = unmet;
        self
    }
}

/// Where JSON has one value for one assessment, or always a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// An object for one assessment, a list for several.
    One,
    /// Always a list, since one assessment has many records.
    List,
}

/// Sends every assessment of the input through `work` and writes what comes of it, in order.
/// `work` is told whether exactly one is meant. A file that cannot be read is said, and the others
/// go on.
pub fn run(
    input: &Input,
    format: Format,
    frame: &Frame,
    world: &World,
    shape: Shape,
    work: impl Fn(&Named, bool) -> Result<Done, Fault> + Sync,
) -> Result<Outcome, Fault> {
    let read = |source: Result<Source, Fault>, is_one: bool| {
        let read = source.and_then(|source| source.read(&world.catalogue, input.skip_foreign));
        match read {
            Ok(all) => all.iter().map(|named| work(named, is_one)).collect(),
            Err(fault) => vec![Err(fault)],
        }
    };
    run_sources(input, format, frame, shape, read)
}

/// As [`run`], for work that reads its sources itself.
pub fn run_sources(
    input: &Input,
    format: Format,
    frame: &Frame,
    shape: Shape,
    work: impl Fn(Result<Source, Fault>, bool) -> Vec<Result<Done, Fault>> + Sync,
) -> Result<Outcome, Fault> {
    let wanted = Wanted {
        paths: &input.inputs,
        has_lines: input.lines,
        is_sorted: format != Format::Ndjson,
    };
    let is_one = wanted.is_one();
    let mut page = Page::new(format, is_one && shape == Shape::One);
    let mut sink = Sink::open(frame.out.as_deref(), frame.force)?;
    let mut outcome = Outcome::Met;
    let each = |source| work(source, is_one);
    many::each(wanted.sources(), threads(input.jobs), each, |all| {
        for done in all {
            match done {
                Ok(done) => {
                    for unmet in &done.unmet {
                        say(unmet);
                        outcome = outcome.max(Outcome::NotMet);
                    }
                    page.add(done, &mut sink)?;
                }
                Err(fault) if is_one => return Err(fault),
                Err(fault) => outcome = outcome.max(said(&fault)?),
            }
        }
        Ok(())
    })?;
    page.end(&mut sink)?;
    sink.close()?;
    Ok(outcome)
}

/// Says a fault of one file of many.
pub fn said(fault: &Fault) -> Result<Outcome, Fault> {
    fault.say();
    match fault {
        Fault::Input { .. } => Ok(Outcome::Faulty),
        Fault::Access { .. } => Ok(Outcome::NoAccess),
        Fault::ReaderLeft => Err(Fault::ReaderLeft),
    }
}

fn threads(jobs: Option<u16>) -> usize {
    jobs.map_or_else(
        || available_parallelism().map_or(1, usize::from),
        usize::from,
    )
}

/// What is written, as far as it has come.
struct Page {
    format: Format,
    /// A single record stands for itself, not in a list.
    is_single: bool,
    records: Vec<String>,
    lead: Option<Table>,
    table: Table,
}

impl Page {
    fn new(format: Format, is_single: bool) -> Self {
        Self {
            format,
            is_single,
            records: Vec::new(),
            lead: None,
            table: Table::default(),
        }
    }

    fn add(&mut self, done: Done, sink: &mut Sink) -> Result<(), Fault> {
        if self.format == Format::Ndjson {
            let mut lines = done.records.join("\n");
            if !lines.is_empty() {
                lines.push('\n');
            }
            return sink.text(&lines);
        }
        self.records.extend(done.records);
        self.lead = self.lead.take().or(done.lead);
        if self.table.head.is_empty() {
            self.table = done.table;
        } else {
            self.table.rows.extend(done.table.rows);
        }
        Ok(())
    }

    fn end(self, sink: &mut Sink) -> Result<(), Fault> {
        match self.format {
            Format::Ndjson => Ok(()),
            Format::Json => sink.text(&json(&self.records, self.is_single)),
            Format::Csv => sink.text(&self.table.to_csv()),
            Format::Md => {
                if let Some(lead) = &self.lead {
                    sink.text(&format!("{}\n", lead.to_markdown()))?;
                }
                sink.text(&self.table.to_markdown())
            }
            Format::Table => {
                if let Some(lead) = &self.lead {
                    sink.text(&format!("{}\n", facts_for_terminal(lead)))?;
                }
                if self.table.rows.is_empty() {
                    return sink.text("Nothing to list.\n");
                }
                sink.text(&for_terminal(&self.table))
            }
        }
    }
}

/// Records that are written already, as one value.
fn json(records: &[String], is_single: bool) -> String {
    match records {
        [one] if is_single => format!("{one}\n"),
        [] => "[]\n".to_owned(),
        all => {
            // A line break within a text is written as `\n`, so this moves only the layout.
            let all: Vec<String> = all
                .iter()
                .map(|record| format!("  {}", record.replace('\n', "\n  ")))
                .collect();
            format!("[\n{}\n]\n", all.join(",\n"))
        }
    }
}

/// Writes a table or records that come from no file, or from several together.
pub fn write<T: Serialize>(
    format: Format,
    frame: &Frame,
    records: &[T],
    is_single: bool,
    table: impl FnOnce() -> (Option<Table>, Table),
) -> Result<(), Fault> {
    let mut page = Page::new(format, is_single);
    let mut sink = Sink::open(frame.out.as_deref(), frame.force)?;
    page.add(Done::new(format, records, table)?, &mut sink)?;
    page.end(&mut sink)?;
    sink.close()
}

/// A table of two columns that says what the next one is about.
pub fn lead(title: &str, facts: &[(&str, String)]) -> Table {
    Table {
        title: title.to_owned(),
        head: ["What", "Value"].map(str::to_owned).into(),
        rows: facts
            .iter()
            .map(|(what, value)| vec![Cell::from(*what), Cell::from(value.as_str())])
            .collect(),
    }
}

/// The table with a first column that names the file.
pub fn with_file(mut table: Table, file: &str) -> Table {
    table.head.insert(0, "File".to_owned());
    for row in &mut table.rows {
        row.insert(0, Cell::from(file));
    }
    table
}

/// A table from heads and rows.
pub fn table(title: &str, head: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        title: title.to_owned(),
        head: head.iter().map(|&head| head.to_owned()).collect(),
        rows,
    }
}

/// A number as a cell.
pub fn number(n: impl Into<u32>) -> Cell {
    Cell::Number(i64::from(n.into()))
}

/// A level as a cell.
pub fn level(level: Option<u8>) -> Cell {
    level.map_or(Cell::Empty, |level| Cell::Number(i64::from(level)))
}
