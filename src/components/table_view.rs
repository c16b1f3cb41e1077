//! A table of the core as it stands.

use isms_gauge_core::table::{Cell, Table};
use leptos::prelude::*;

use crate::view::CollectAny;
use crate::words;

/// A text of at most so many bytes stays in one line.
const SHORT: usize = 8;

/// Shows a table under its title. The first column names the row.
#[component]
pub fn TableView(
    /// The table.
    table: Table,
    /// Whether the text of a cell or a head is English, whatever the interface speaks.
    #[prop(into, optional)]
    is_english: Option<Callback<String, bool>>,
) -> impl IntoView {
    let lang_of = move |text: &String| is_english?.run(text.clone()).then_some(words::CATALOGUE);
    let lang = move |cell: &Cell| match cell {
        Cell::Text(text) => lang_of(text),
        _ => None,
    };
    let shown = |cell: Cell| match cell {
        Cell::Text(text) => text,
        Cell::Number(number) => number.to_string(),
        Cell::Halves(halves) => words::days(halves),
        Cell::Date(day) => words::date(day),
        Cell::Empty => String::new(),
    };
    let heads = table
        .head
        .into_iter()
        .map(|head| {
            let lang = lang_of(&head);
            view! { <th scope="col" lang=lang>{head}</th> }
        })
        .collect_any();
    let row = move |row: Vec<Cell>| {
        let kind = |cell: &Cell| match cell {
            Cell::Date(_) => Some("date"),
            // Such as the number of a gate, which has a hyphen to break at.
            Cell::Text(text) if text.len() <= SHORT => Some("short"),
            _ => None,
        };
        let mut cells = row
            .into_iter()
            .map(|cell| (kind(&cell), lang(&cell), shown(cell)));
        let (first_kind, first_lang, first) = cells.next().unwrap_or_default();
        view! {
            <tr>
                <th scope="row" data-kind=first_kind>
                    <bdi lang=first_lang>{first}</bdi>
                </th>
                {cells
                    .map(|(kind, lang, cell)| {
                        view! { <td data-kind=kind><bdi lang=lang>{cell}</bdi></td> }
                    })
                    .collect_any()}
            </tr>
        }
    };
    let title = table.title.clone();
    view! {
        <div class="table-view scroll-x" tabindex="0" role="group" aria-label=title>
            <table class="table">
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{table.rows.into_iter().map(row).collect_any()}</tbody>
            </table>
        </div>
    }
}
