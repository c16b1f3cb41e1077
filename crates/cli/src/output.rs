//! Where results go: the standard output or a file. A file that is there stays, unless `--force`
//! says otherwise, and is replaced whole or not at all.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, TableComponent, presets};
use isms_gauge_core::import::visible;
use isms_gauge_core::table::{Cell, Table};
use tempfile::{Builder, NamedTempFile};

use crate::fault::Fault;

/// How wide a table is where nothing says how wide the terminal is.
const WIDTH: u16 = 100;

const STDOUT: &str = "the standard output";

/// Where results go.
pub enum Sink {
    /// The standard output.
    Stdout(BufWriter<io::StdoutLock<'static>>),
    /// A file beside the one that it becomes at the end.
    File {
        writer: BufWriter<NamedTempFile>,
        path: PathBuf,
        force: bool,
    },
}

impl Sink {
    /// Opens the output. Refuses a file that is there, unless told otherwise.
    pub fn open(out: Option<&Path>, force: bool) -> Result<Self, Fault> {
        match out {
            Some(path) if path.as_os_str() != "-" => {
                refuse_existing(path, force)?;
                Ok(Self::File {
                    writer: BufWriter::new(beside(path)?),
                    path: path.to_owned(),
                    force,
                })
            }
            _ => Ok(Self::Stdout(BufWriter::new(io::stdout().lock()))),
        }
    }

    /// Writes a text.
    pub fn text(&mut self, text: &str) -> Result<(), Fault> {
        self.bytes(text.as_bytes())
    }

    /// Writes bytes.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        match self {
            Self::Stdout(writer) => writer
                .write_all(bytes)
                .map_err(|error| Fault::writing(STDOUT, &error)),
            Self::File { writer, path, .. } => writer
                .write_all(bytes)
                .map_err(|error| Fault::access(path, &error)),
        }
    }

    /// Writes what no terminal can show.
    pub fn binary(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        if matches!(self, Self::Stdout(_)) && io::stdout().is_terminal() {
            return Err(Fault::usage(
                "this is no text for a terminal; name a file with --out",
            ));
        }
        self.bytes(bytes)
    }

    /// Hands over what was written so far.
    pub fn flush(&mut self) -> Result<(), Fault> {
        match self {
            Self::Stdout(writer) => writer
                .flush()
                .map_err(|error| Fault::writing(STDOUT, &error)),
            Self::File { .. } => Ok(()),
        }
    }

    /// Ends the output; only now a file is there.
    pub fn close(mut self) -> Result<(), Fault> {
        self.flush()?;
        match self {
            Self::Stdout(_) => Ok(()),
            Self::File {
                writer,
                path,
                force,
            } => {
                let file = writer
                    .into_inner()
                    .map_err(|error| Fault::access(&path, error.error()))?;
                put(file, &path, force)
            }
        }
    }
}

fn refuse_existing(path: &Path, force: bool) -> Result<(), Fault> {
    if !force && path.exists() {
        return Err(Fault::input(
            path.display().to_string(),
            "is there already; it stays as it is (--force replaces it)",
        ));
    }
    Ok(())
}

/// A new file in the folder of a path.
fn beside(path: &Path) -> Result<NamedTempFile, Fault> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = Builder::new();
    builder.prefix(".isms-gauge-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any program makes a file: the user's mask takes away what it will.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
        .tempfile_in(folder)
        .map_err(|error| Fault::access(path, &error))
}

fn put(file: NamedTempFile, path: &Path, force: bool) -> Result<(), Fault> {
    if force {
        if let Ok(meta) = fs::metadata(path) {
            // Who may read it stays as it was.
            let _ = file.as_file().set_permissions(meta.permissions());
        }
        file.persist(path)
            .map(drop)
            .map_err(|fault| Fault::access(path, &fault.error))
    } else {
        file.persist_noclobber(path)
            .map(drop)
            .map_err(|fault| Fault::access(path, &fault.error))
    }
}

/// Replaces a file, whole or not at all.
pub fn replace(path: &Path, text: &str) -> Result<(), Fault> {
    let mut file = beside(path)?;
    file.write_all(text.as_bytes())
        .map_err(|error| Fault::access(path, &error))?;
    put(file, path, true)
}

/// Writes a file into a folder.
pub fn into_folder(folder: &Path, name: &str, bytes: &[u8], force: bool) -> Result<(), Fault> {
    fs::create_dir_all(folder).map_err(|error| Fault::access(folder, &error))?;
    let path = folder.join(name);
    refuse_existing(&path, force)?;
    let mut file = beside(&path)?;
    file.write_all(bytes)
        .map_err(|error| Fault::access(&path, &error))?;
    put(file, &path, force)
}

/// The longest text in a column that is never broken, in characters.
const SHORT: usize = 12;

/// A table for people at a terminal: as wide as that is, long text wrapped, and nothing in it
/// steers the terminal.
pub fn for_terminal(table: &Table) -> String {
    let mut shown = plain_table();
    shown
        .set_style(TableComponent::HeaderLines, '─')
        .set_header(table.head.iter().map(|head| clean(head)));
    add_rows(&mut shown, table);
    for (idx, head) in table.head.iter().enumerate() {
        let cells = table.rows.iter().filter_map(|row| row.get(idx));
        let longest = cells.map(|cell| cell.plain().chars().count()).max();
        if head.chars().count().max(longest.unwrap_or(0)) <= SHORT
            && let Some(column) = shown.column_mut(idx)
        {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    let title = match table.title.as_str() {
        "" => String::new(),
        title => format!("{}\n\n", clean(title)),
    };
    format!("{title}{}\n", shown.trim_fmt())
}

/// What stands before a table: names and values under a title, without heads.
pub fn facts_for_terminal(table: &Table) -> String {
    let mut shown = plain_table();
    add_rows(&mut shown, table);
    format!("{}\n\n{}\n", clean(&table.title), shown.trim_fmt())
}

fn plain_table() -> comfy_table::Table {
    let mut shown = comfy_table::Table::new();
    shown
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width());
    shown
}

fn add_rows(shown: &mut comfy_table::Table, table: &Table) {
    for row in &table.rows {
        shown.add_row(row.iter().map(|cell| {
            let text = comfy_table::Cell::new(clean(&cell.plain()));
            match cell {
                Cell::Number(_) | Cell::Halves(_) => text.set_alignment(CellAlignment::Right),
                _ => text,
            }
        }));
    }
}

/// On one line, with what could steer a terminal as its number.
fn clean(text: &str) -> String {
    visible(&text.replace(['\n', '\t'], " "))
}

/// How wide the output may be, in characters.
fn width() -> u16 {
    let said = std::env::var("COLUMNS").ok();
    let said = said.and_then(|said| said.parse().ok()).filter(|n| *n >= 40);
    let seen = || terminal_size::terminal_size().map(|(width, _)| width.0);
    said.or_else(seen).unwrap_or(WIDTH)
}
