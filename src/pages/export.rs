//! Tables and plans as files for other programs.

use chrono::NaiveDate;
use isms_gauge_core::table::{Cell, Table, to_json};
use leptos::prelude::*;

use crate::browser::net::spawn;
use crate::browser::{file, pace, workbook::workbook};
use crate::desk::Desk;

/// Hands the person a table as a file. A spreadsheet gets version and day in columns of its own,
/// a text in its title.
fn save_table(
    name: &str,
    version: &str,
    today: NaiveDate,
    mut table: Table,
    as_markdown: bool,
) -> Result<(), String> {
    let stem = if version.is_empty() {
        format!("{name}-{today}")
    } else {
        format!("{name}-{version}-{today}")
    };
    if as_markdown {
        let version = if version.is_empty() {
            String::new()
        } else {
            t!(", version {}", version)
        };
        table.title = format!("{}{version}, {today}", table.title);
        return file::download(&format!("{stem}.md"), "text/markdown", &table.to_markdown());
    }
    table
        .head
        .extend([t!("Version").to_owned(), t!("As of").to_owned()]);
    for row in &mut table.rows {
        row.extend([Cell::from(version), Cell::Date(today)]);
    }
    file::download(&format!("{stem}.csv"), "text/csv", &table.to_csv())
}

/// Hands the person a table as CSV, named after what it holds and the day.
pub(super) fn save_csv(name: &str, today: NaiveDate, table: Table) -> Result<(), String> {
    save_table(name, "", today, table, false)
}

/// Two buttons that hand out a table.
#[component]
pub fn TableButtons<F>(
    /// The file's name, without what says version and day.
    name: &'static str,
    /// Makes the table, with the version it has.
    table: F,
    /// The day of the table.
    today: NaiveDate,
) -> impl IntoView
where
    F: Fn() -> (Table, String) + Copy + Send + Sync + 'static,
{
    let desk = Desk::expect();
    let save = move |as_markdown: bool| {
        pace::then(move || {
            let (table, version) = table();
            if let Err(fault) = save_table(name, &version, today, table, as_markdown) {
                desk.say(fault, None);
            }
        });
    };
    view! {
        <button type="button" class="button" on:click=move |_| save(false)>
            {t!("Export as CSV")}
        </button>
        <button type="button" class="button" on:click=move |_| save(true)>
            {t!("Export as Markdown")}
        </button>
    }
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A button that hands out several tables as one workbook.
#[component]
pub fn WorkbookButton<F>(
    /// The file's name, without what says the day.
    name: &'static str,
    /// Makes the tables, or says why they cannot be made.
    tables: F,
    /// The day of the tables.
    today: NaiveDate,
) -> impl IntoView
where
    F: Fn() -> Result<Vec<Table>, String> + Copy + Send + Sync + 'static,
{
    let desk = Desk::expect();
    let is_busy = RwSignal::new(false);
    let save = move || {
        // The first time waits for the writer to be fetched.
        if is_busy.get_untracked() {
            return;
        }
        let text = match tables() {
            Ok(tables) => to_json(&tables),
            Err(fault) => return desk.say(fault, None),
        };
        is_busy.set(true);
        spawn(async move {
            let made = workbook(&text, &today.to_string()).await;
            let name = format!("{name}-{today}.xlsx");
            let saved = made.and_then(|bytes| file::download_bytes(&name, XLSX, &bytes));
            if let Err(fault) = saved {
                desk.say(fault, None);
            }
            // The person may have gone on in the meantime.
            is_busy.try_set(false);
        });
    };
    view! {
        <button type="button" class="button" on:click=move |_| pace::then(save)>
            {t!("Excel workbook (XLSX)")}
        </button>
    }
}
