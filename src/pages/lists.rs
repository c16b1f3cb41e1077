//! What the pages of controls and of documents share.

use chrono::NaiveDate;
use isms_gauge_core::table::{Cell, Table};
use leptos::prelude::*;

use crate::browser::file;
use crate::components::{Notice, Tone};
use crate::desk::Desk;
use crate::lists::{Listed, Lists, want_lists};

/// Shows something once the lists are there.
#[component]
pub fn WithLists<F>(
    /// What is shown.
    content: F,
) -> impl IntoView
where
    F: Fn(&'static Lists) -> AnyView + Send + Sync + 'static,
{
    let desk = Desk::expect();
    want_lists(desk);
    move || match desk.lists.get() {
        Listed::There(lists) => content(lists),
        Listed::NotAsked | Listed::Coming => {
            view! { <p class="muted" role="status">"Loading the lists..."</p> }.into_any()
        }
        Listed::Failed(fault) => view! {
            <Notice tone=Tone::Bad title="The lists could not be loaded">
                <p>{fault}</p>
                <p>
                    <button type="button" class="button" on:click=move |_| want_lists(desk)>
                        "Try again"
                    </button>
                </p>
            </Notice>
        }
        .into_any(),
    }
}

/// Hands the person a table as a file. A spreadsheet gets version and day in columns of its own,
/// a text in its title.
pub fn save_table(
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
            format!(", version {version}")
        };
        table.title = format!("{}{version}, {today}", table.title);
        return file::download(&format!("{stem}.md"), "text/markdown", &table.to_markdown());
    }
    table
        .head
        .extend(["Version".to_owned(), "As of".to_owned()]);
    for row in &mut table.rows {
        row.extend([Cell::from(version), Cell::Date(today)]);
    }
    file::download(&format!("{stem}.csv"), "text/csv", &table.to_csv())
}
