//! Several assessments side by side: sites, subsidiaries or clients.

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::compare::Standing;
use isms_gauge_core::language::inside;
use isms_gauge_core::rollup::{ClauseRow, Rollup as All, levels, rollup, table};
use isms_gauge_core::score::Summary;
use leptos::prelude::*;

use super::export::TableButtons;
use super::state::name_of;
use crate::components::{
    ChoiceField, HeatCell, HeatRow, HeatTable, Notice, PageHeading, TableView, Tone,
};
use crate::desk::Desk;
use crate::lists::is_of_catalogue;
use crate::route::{Page, Route};
use crate::view::CollectAny;
use crate::words;

/// Chooses assessments and puts them side by side.
#[component]
pub fn Rollup() -> impl IntoView {
    let desk = Desk::expect();
    let all: Vec<Assessment> = desk
        .all()
        .into_iter()
        .filter_map(|kept| kept.content.ok())
        .filter(|assessment| assessment.pack.is_none())
        .collect();
    let mut tags: Vec<String> = all.iter().flat_map(|a| a.profile.tags.clone()).collect();
    tags.sort();
    tags.dedup();
    let tag = RwSignal::new(String::new());
    let left_out = RwSignal::new(Vec::<String>::new());
    let all = StoredValue::new(all);
    let has_tag = move |assessment: &Assessment| {
        tag.with(|tag| tag.is_empty() || assessment.profile.tags.contains(tag))
    };
    let chosen = Memo::new(move |_| {
        all.with_value(|all| {
            let is_chosen =
                |a: &&Assessment| has_tag(a) && left_out.with(|left_out| !left_out.contains(&a.id));
            let ids = all.iter().filter(is_chosen).map(|a| a.id.clone());
            ids.collect::<Vec<String>>()
        })
    });
    let found = Memo::new(move |_| {
        let chosen = chosen.get();
        all.with_value(|all| {
            let sites: Vec<&Assessment> = all.iter().filter(|a| chosen.contains(&a.id)).collect();
            let names = sites.iter().map(|a| name_of(a)).collect::<Vec<String>>();
            (
                names,
                chosen,
                rollup(desk.catalogue(), &sites, desk.today()),
            )
        })
    });
    let choice = move |assessment: &Assessment| {
        let id = assessment.id.clone();
        let dom_id = format!("rollup-{id}");
        let own = id.clone();
        view! {
            <li class="row">
                <input
                    type="checkbox"
                    id=dom_id.clone()
                    prop:checked=move || left_out.with(|left_out| !left_out.contains(&own))
                    on:change=move |_| {
                        left_out
                            .update(|left_out| {
                                if left_out.contains(&id) {
                                    left_out.retain(|other| *other != id);
                                } else {
                                    left_out.push(id.clone());
                                }
                            });
                    }
                />
                <label for=dom_id>
                    <bdi>{name_of(assessment)}</bdi>
                </label>
            </li>
        }
    };
    let choices = move || {
        all.with_value(|all| {
            let shown = all.iter().filter(|a| has_tag(a));
            shown.map(choice).collect_any()
        })
    };
    let mut options = vec![(String::new(), t!("All tags").to_owned())];
    options.extend(tags.iter().map(|tag| (tag.clone(), tag.clone())));
    let n_all = all.with_value(Vec::len);
    if n_all == 0 {
        return view! {
            <div class="stack">
                <PageHeading text=t!("Side by side") />
                <Notice tone=Tone::Neutral title=t!("No assessment is on this device")>
                    <p>
                        <a href=Route::Import.href()>{t!("Import some")}</a>
                        {t!(" to see them side by side.")}
                    </p>
                </Notice>
            </div>
        }
        .into_any();
    }
    let result = move || {
        found.with(|(names, ids, all)| {
            (!names.is_empty()).then(|| {
                let rows = heat_rows(names, ids, all);
                let heads = desk.texts.with(|texts| {
                    let head = |row: &ClauseRow| {
                        (
                            row.clause.to_string(),
                            format!("{} {}", row.clause, texts.clause(row.clause)),
                        )
                    };
                    all.clauses.iter().map(head).collect::<Vec<_>>()
                });
                view! {
                    <p class="compare__summary" role="status">{summary(names, all)}</p>
                    <HeatTable
                        title=t!("Levels by assessment and clause")
                        corner=t!("Lowest level")
                        heads=heads
                        rows=rows
                    />
                    <p class="muted small">
                        {t!("Each cell holds the lowest level of the clause, and the mean below it for trend only. Hatched: nothing is rated, so what it would show is unknown.")}
                    </p>
                }
            })
        })
    };
    let is_english = move |text: String| is_of_catalogue(desk, &text);
    let as_table = move || {
        found.with_untracked(|(names, _, all)| {
            let table = desk.texts.with_untracked(|texts| table(texts, names, all));
            (table, String::new())
        })
    };
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text=t!("Side by side")
                lead=t!("Sites, subsidiaries or clients at once. The lowest counts; no mean hides a hole.")
            />
            <fieldset class="choices">
                <legend>{t!("Which assessments")}</legend>
                {(!tags.is_empty())
                    .then(|| {
                        view! {
                            <ChoiceField
                                id="rollup-tag"
                                label=t!("With the tag")
                                options=options
                                value=tag
                                on_change=move |chosen| tag.set(chosen)
                            />
                        }
                    })}
                <ul class="columns">{move || choices()}</ul>
            </fieldset>
            {move || result()}
            <Show when=move || found.with(|(names, ..)| !names.is_empty())>
                <details>
                    <summary>{t!("Show everything as a table")}</summary>
                    {move || view! { <TableView table=as_table().0 is_english=is_english /> }}
                </details>
                <div class="row">
                    <TableButtons name="side-by-side" table=as_table today=desk.today() />
                </div>
            </Show>
        </div>
    }
    .into_any()
}

/// What it shows, in sentences.
fn summary(names: &[String], all: &All) -> String {
    let (Some(stage_1), Some(stage_2)) = (all.stage_1, all.stage_2) else {
        return String::new();
    };
    let holds = |is: &dyn Fn(&Standing) -> bool| -> Vec<&str> {
        let found = names.iter().zip(&all.sites).filter(|(_, site)| is(site));
        found.map(|(name, _)| name.as_str()).collect()
    };
    let worst = holds(&|site| site.stage_2 == stage_2);
    let who = match worst.as_slice() {
        some if some.len() == names.len() => t!("all of them").to_owned(),
        [one] => (*one).to_owned(),
        some => words::count(some.len(), m!("assessment"), m!("assessments")),
    };
    let lowest = all
        .clauses
        .iter()
        .filter_map(|row| Some((row.lowest?, row.clause)))
        .min();
    let lowest = match lowest {
        Some((level, clause)) => t!(
            " The lowest level anywhere is {}, in clause {}.",
            level.steps(),
            clause
        ),
        None => t!(" Nothing is rated yet.").to_owned(),
    };
    let n_unknown = all.clauses.iter().filter(|row| row.n_unknown > 0).count();
    let unknown = match n_unknown {
        0 => String::new(),
        n => t!(
            " In {} somebody has rated nothing.",
            words::count(n, m!("clause"), m!("clauses"))
        ),
    };
    t!(
        "{}: the worst verdicts are Stage 1 {}, Stage 2 {} ({}).{}{}",
        words::count(names.len(), m!("assessment"), m!("assessments")),
        inside(words::verdict(stage_1)),
        inside(words::verdict(stage_2)),
        who,
        lowest,
        unknown
    )
}

/// The rows of the heat map, the lowest of all as the last.
fn heat_rows(names: &[String], ids: &[String], all: &All) -> Vec<HeatRow> {
    let cell = |lowest, steps, n_rated| {
        let (text, below) = levels(lowest, steps, n_rated);
        HeatCell {
            level: lowest.map(|level: isms_gauge_core::maturity::Level| level.steps()),
            text,
            below,
        }
    };
    let of = |summary: &Summary| cell(summary.lowest, summary.steps, summary.n_rated);
    let mut rows: Vec<HeatRow> = names
        .iter()
        .zip(ids)
        .zip(&all.sites)
        .map(|((name, id), site)| HeatRow {
            label: name.clone(),
            href: Some(Route::Open(id.clone(), Page::Overview).href()),
            cells: site
                .clauses
                .iter()
                .map(|score| of(&score.summary))
                .collect(),
            is_sum: false,
        })
        .collect();
    if names.len() > 1 {
        rows.push(HeatRow {
            label: t!("Lowest of all").to_owned(),
            href: None,
            cells: all
                .clauses
                .iter()
                .map(|row| cell(row.lowest, row.steps, row.n_rated))
                .collect(),
            is_sum: true,
        });
    }
    rows
}
