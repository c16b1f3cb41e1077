//! The work as a list, as a board, and as the load of each role.

use chrono::{Datelike, NaiveDate};
use isms_gauge_charts::load;
use isms_gauge_core::action::Work;
use isms_gauge_core::catalogue::Phase;
use isms_gauge_core::roadmap::{Bar, Done, Part, Why, done};
use isms_gauge_core::texts::Texts;
use leptos::prelude::*;

use super::{with_plan, with_source, work_href};
use crate::browser::page;
use crate::components::{ChartFigure, TableView, Tag, Tone};
use crate::desk::Desk;
use crate::lists::is_of_catalogue;
use crate::pages::lines;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::{CollectAny, with_english};
use crate::words;

/// The work in the order in which it starts, by month.
#[component]
pub(super) fn List(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let months = move || {
        with_source(desk, session, |source| {
            let bars = &source.roadmap.bars;
            let month_of = |bar: &Bar| (bar.start.year(), bar.start.month());
            bars.chunk_by(|a, b| month_of(a) == month_of(b))
                .map(|bars| {
                    let rows = bars
                        .iter()
                        .map(|bar| row(id, source.texts, source.works, bar))
                        .collect_any();
                    let month = bars.first().map(|bar| month(bar.start));
                    view! {
                        <tbody>
                            <tr class="table__group">
                                <th colspan="6" scope="rowgroup">{month}</th>
                            </tr>
                            {rows}
                        </tbody>
                    }
                })
                .collect_any()
        })
    };
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Work by month")>
            <table class="table table--cards plan-list">
                <thead>
                    <tr>
                        <th scope="col">{t!("Work")}</th>
                        <th scope="col">{t!("Start")}</th>
                        <th scope="col">{t!("Finish")}</th>
                        <th scope="col">{t!("Effort (person-days)")}</th>
                        <th scope="col">{t!("Who")}</th>
                        <th scope="col">{t!("Why then")}</th>
                    </tr>
                </thead>
                {move || months()}
            </table>
        </div>
    }
}

/// `14 May 2027` as `May 2027`.
fn month(day: NaiveDate) -> String {
    let day = words::date(day);
    day.split_once(' ')
        .map_or(String::new(), |(_, month)| month.to_owned())
}

fn row_id(node: &str) -> String {
    format!("list-{node}")
}

fn row(
    id: StoredValue<String>,
    texts: &Texts,
    works: &[Work<'_>],
    bar: &Bar,
) -> impl IntoView + use<> {
    let work = works.iter().find(|work| work.node.id == bar.node);
    let ours = work.filter(|work| work.is_overridden).map(|work| {
        let ours = words::day_range(work.estimate.low_half_days, work.estimate.high_half_days);
        view! {
            " "
            <Tag text=t!("Edited") tone=Tone::Neutral />
            <span class="table__note">{t!("our estimate: {}", ours)}</span>
        }
    });
    view! {
        <tr id=row_id(bar.node.as_str()) tabindex="-1">
            <th scope="row">
                <a lang=words::CATALOGUE href=work_href(id, bar.node.as_str())>{texts.node(&bar.node).to_owned()}</a>
                {marks(bar)}
            </th>
            <td data-label=t!("Start") class="number">{words::date(bar.start)}</td>
            <td data-label=t!("Finish") class="number">{words::date(bar.finish)}</td>
            <td data-label=t!("Effort")>
                {words::day_range(bar.effort.low_half_days, bar.effort.high_half_days)} {ours}
            </td>
            <td data-label=t!("Who")>{who(texts, &bar.parts)}</td>
            <td data-label=t!("Why then")>{why(id, texts, bar)}</td>
        </tr>
    }
}

fn marks(bar: &Bar) -> impl IntoView + use<> {
    view! {
        {bar.is_critical.then(|| view! { " " <Tag text=t!("Critical") tone=Tone::Warn /> })}
        {bar
            .is_moved_by_capacity()
            .then(|| view! { " " <Tag text=t!("Moved by capacity") tone=Tone::Neutral /> })}
        {bar
            .pin
            .as_ref()
            .map(|pin| {
                if pin.is_fine() {
                    view! { " " <Tag text=t!("Pinned") tone=Tone::Neutral /> }.into_any()
                } else {
                    view! { " " <Tag text=t!("Look at its pin") tone=Tone::Warn /> }.into_any()
                }
            })}
    }
}

/// Who does which part of a piece of work.
fn who(texts: &Texts, parts: &[Part]) -> AnyView {
    let roles: Vec<&str> = parts.iter().map(|part| texts.role(part.role)).collect();
    with_english(&words::who(texts, parts), &roles)
}

/// Why a piece of work starts when it does, with the way to the cause.
fn why(id: StoredValue<String>, texts: &Texts, bar: &Bar) -> AnyView {
    let words = lines::why(texts, &bar.why);
    match (&bar.why, bar.why.node()) {
        (_, Some(node)) => {
            let cause = row_id(node.as_str());
            view! {
                <button type="button" class="link-button" on:click=move |_| page::focus(&cause)>
                    {words}
                </button>
            }
            .into_any()
        }
        (Why::DayOff(_), _) => {
            let href = Route::Open(id.get_value(), Page::Profile).href();
            view! { <a href=href>{words}</a> }.into_any()
        }
        (Why::NotBefore | Why::Pinned, _) => {
            let href = work_href(id, bar.node.as_str());
            view! { <a href=href>{words}</a> }.into_any()
        }
        _ => words,
    }
}

/// The work in columns, one for each phase.
#[component]
pub(super) fn Board(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let columns = move || {
        with_source(desk, session, |source| {
            let finished = done(source.catalogue, source.works, source.plan);
            let column = |phase: Phase| {
                let bars = source.roadmap.bars.iter().filter(|bar| bar.phase == phase);
                let open = bars.map(|bar| card(id, source.texts, bar)).collect_any();
                let n_open = source
                    .roadmap
                    .bars
                    .iter()
                    .filter(|bar| bar.phase == phase)
                    .count();
                let done = finished.iter().filter(|done| done.phase == phase);
                let done = done
                    .map(|done| done_card(id, source.texts, done))
                    .collect_any();
                let head = format!("board-{phase}");
                let labelling = head.clone();
                view! {
                    <section class="board__column" aria-labelledby=labelling>
                        <h3 id=head lang=words::CATALOGUE>{format!("{phase} {}", source.texts.phase(phase))}</h3>
                        <p class="muted small">{words::count(n_open, m!("piece open"), m!("pieces open"))}</p>
                        <ul class="board__cards">{open} {done}</ul>
                    </section>
                }
            };
            Phase::ALL.into_iter().map(column).collect_any()
        })
    };
    view! {
        <div class="board scroll-x" tabindex="0" role="group" aria-label=t!("Board by phase")>
            {move || columns()}
        </div>
    }
}

fn card(id: StoredValue<String>, texts: &Texts, bar: &Bar) -> impl IntoView + use<> {
    let who: Vec<&str> = bar.parts.iter().map(|part| texts.role(part.role)).collect();
    view! {
        <li class="board__card">
            <a lang=words::CATALOGUE href=work_href(id, bar.node.as_str())>{texts.node(&bar.node).to_owned()}</a>
            <span class="small">
                {t!("{} to {}", words::date(bar.start), words::date(bar.finish))}
            </span>
            <span class="muted small" lang=words::CATALOGUE>{who.join(", ")}</span>
            <span>{marks(bar)}</span>
        </li>
    }
}

fn done_card(id: StoredValue<String>, texts: &Texts, done: &Done) -> impl IntoView + use<> {
    let when = done.finished.map_or_else(
        || t!("no day given").to_owned(),
        |day| t!("on {}", words::date(day)),
    );
    let again = (!done.check_again_after.is_empty()).then(|| {
        let before: Vec<&str> = done
            .check_again_after
            .iter()
            .map(|node| texts.node(node))
            .collect();
        let line = t!("Check again after: {}", before.join(", "));
        view! { <span class="small">{with_english(&line, &before)}</span> }
    });
    view! {
        <li class="board__card board__card--done">
            <a lang=words::CATALOGUE href=work_href(id, done.node.as_str())>{texts.node(&done.node).to_owned()}</a>
            <span class="small">
                <Tag text=t!("Done") tone=Tone::Good />
                {format!(" {when}")}
            </span>
            {again}
        </li>
    }
}

/// What each role does week by week, against the time it has.
#[component]
pub(super) fn Loads() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let figure = Memo::new(move |_| {
        with_plan(session, |plan| {
            desk.texts.with(|texts| load(texts, &plan.usage))
        })
    });
    let finding = move || {
        figure.with(|figure| {
            figure
                .as_ref()
                .map(|f| f.finding.clone())
                .unwrap_or_default()
        })
    };
    let svg =
        move || figure.with(|figure| figure.as_ref().map(|f| f.svg.clone()).unwrap_or_default());
    let is_english = move |text: String| is_of_catalogue(desk, &text);
    let table = move || {
        figure.with(|figure| {
            let table = figure.as_ref()?.table.clone();
            Some(view! { <TableView table=table is_english=is_english /> })
        })
    };
    let rows = move || {
        with_plan(session, |plan| {
            plan.loads
                .iter()
                .map(|load| {
                    let role = desk.texts.with(|texts| texts.role(load.role).to_owned());
                    view! {
                        <tr>
                            <th scope="row" lang=words::CATALOGUE>{role}</th>
                            <td class="number">
                                {words::day_range(load.effort.low_half_days, load.effort.high_half_days)}
                            </td>
                            <td class="number">{words::days(load.half_days_a_week)}</td>
                            <td class="number">{load.likely_weeks()}</td>
                        </tr>
                    }
                })
                .collect_any()
        })
    };
    let stand_ins = move || {
        with_plan(session, |plan| {
            desk.texts.with(|texts| {
                plan.stand_ins
                    .iter()
                    .enumerate()
                    .map(|(place, (absent, doer))| {
                        let names = [texts.role(*doer), texts.role(*absent)];
                        let [doer, absent] = names;
                        let line = t!("{} does the work of: {}", doer, absent);
                        let between = if place == 0 { "" } else { ". " };
                        view! { {between} {with_english(&line, &names)} }
                    })
                    .collect_any()
            })
        })
    };
    view! {
        <div class="stack wide-chart">
            <ChartFigure finding=Signal::derive(finding) svg=Signal::derive(svg)>
                {move || table()}
            </ChartFigure>
            <ul class="chart-key">
                <li data-ink="lowest">{t!("Planned")}</li>
                <li data-ink="wait">{t!("Time there is, without holidays and absences")}</li>
            </ul>
            <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Load of each role")>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t!("Role")}</th>
                            <th scope="col">{t!("Open effort")}</th>
                            <th scope="col">{t!("Days a week")}</th>
                            <th scope="col">{t!("Weeks of work")}</th>
                        </tr>
                    </thead>
                    <tbody>{move || rows()}</tbody>
                </table>
            </div>
            <p class="small">{move || stand_ins()}</p>
        </div>
    }
}
