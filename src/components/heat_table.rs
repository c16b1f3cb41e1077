//! A table whose cells are coloured by a level from 0 to 5; the number always stands in them.

use leptos::prelude::*;

use crate::view::CollectAny;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatCell {
    /// The level that colours it; none leaves it hatched.
    pub level: Option<u8>,
    /// What stands in it.
    pub text: String,
    /// A quieter line below.
    pub below: String,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatRow {
    /// What stands beside it.
    pub label: String,
    /// Where its label leads.
    pub href: Option<String>,
    /// Its cells, one for each head.
    pub cells: Vec<HeatCell>,
    /// Whether it sums the others up.
    pub is_sum: bool,
}

/// Shows rows of levels under their heads.
#[component]
pub fn HeatTable(
    /// What it shows.
    #[prop(into)]
    title: String,
    /// What stands above the labels.
    corner: &'static str,
    /// The heads of the columns: short, and in full.
    heads: Vec<(String, String)>,
    /// The rows.
    rows: Vec<HeatRow>,
) -> impl IntoView {
    let head = |(short, full): (String, String)| {
        view! {
            <th scope="col">
                <abbr title=full>{short}</abbr>
            </th>
        }
    };
    let cell = |cell: HeatCell| {
        let level = cell
            .level
            .map_or("none".to_owned(), |level| level.to_string());
        view! {
            <td class="heat-table__cell" data-level=level>
                <strong>{cell.text}</strong>
                <span class="heat-table__below">{cell.below}</span>
            </td>
        }
    };
    let row = move |row: HeatRow| {
        let label = match row.href {
            Some(href) => view! {
                <a href=href>
                    <bdi>{row.label}</bdi>
                </a>
            }
            .into_any(),
            None => view! { <bdi>{row.label}</bdi> }.into_any(),
        };
        view! {
            <tr class:heat-table__sum=row.is_sum>
                <th scope="row">{label}</th>
                {row.cells.into_iter().map(cell).collect_any()}
            </tr>
        }
    };
    view! {
        <div class="heat-table scroll-x" tabindex="0" role="group" aria-label=title>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{corner}</th>
                        {heads.into_iter().map(head).collect_any()}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_any()}</tbody>
            </table>
        </div>
    }
}
