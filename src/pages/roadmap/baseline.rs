//! Progress: how many requirements are met over time, and how the plan has moved since it was
//! promised.

use isms_gauge_charts::{BurnUp, Reached, burn_up as draw_burn_up};
use isms_gauge_core::roadmap::{Drift, NodeDrift, Now, burn_up, drift, freeze};
use isms_gauge_core::texts::Texts;
use leptos::prelude::*;

use super::ahead::Later;
use super::{with_plan, work_href};
use crate::components::{ChartFigure, TableView};
use crate::desk::Desk;
use crate::pages::profile::change_plan;
use crate::session::Session;
use crate::view::{CollectAny, with_english};
use crate::words;

/// The burn-up, and planned against now.
#[component]
pub(super) fn Progress(
    /// The assessment's id.
    id: StoredValue<String>,
    /// The verdict with dates.
    ahead: Later,
) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="progress">
            <h2 id="progress">{t!("Progress")}</h2>
            <Conformity ahead=ahead />
            <Drifted id=id />
        </section>
    }
}

#[component]
fn Conformity(
    /// The verdict with dates.
    ahead: Later,
) -> impl IntoView {
    let session = Session::expect();
    let figure = move || {
        ahead.with(|ahead| {
            let dated = &ahead.as_ref()?.as_ref()?.dated;
            let so_far = session.with(|a| {
                session
                    .scorecard
                    .with(|card| burn_up(a, card, session.today))
            });
            let so_far = so_far
                .into_iter()
                .map(|(day, n_met)| Reached { day, n_met });
            let forecast = dated.points.iter().map(|point| Reached {
                day: point.day,
                n_met: point.summary.n_met,
            });
            let stages = with_plan(session, |plan| {
                let marks = [(plan.stage_1, t!("Stage 1")), (plan.stage_2, t!("Stage 2"))];
                let mark = |(range, name): (Option<isms_gauge_core::roadmap::DateRange>, &str)| {
                    range.map(|range| (range.likely, name.to_owned()))
                };
                marks.into_iter().filter_map(mark).collect()
            });
            Some(draw_burn_up(&BurnUp {
                so_far: so_far.collect(),
                forecast: forecast.collect(),
                n_all: session.scorecard.with(|card| card.overall.n_asked),
                today: session.today,
                marks: stages.unwrap_or_default(),
            }))
        })
    };
    let content = move || {
        figure().map(|figure| {
            let table = figure.table.clone();
            let key = [
                ("lowest", t!("Met so far")),
                ("target", t!("Met as planned")),
                ("mean", t!("Today")),
            ];
            view! {
                <ChartFigure
                    finding=Signal::stored(figure.finding)
                    svg=Signal::stored(figure.svg)
                >
                    <TableView table=table.clone() />
                </ChartFigure>
                <ul class="chart-key">
                    {key
                        .into_iter()
                        .map(|(ink, name)| view! { <li data-ink=ink>{name}</li> })
                        .collect_any()}
                </ul>
            }
        })
    };
    view! { <div class="stack burn-up">{move || content()}</div> }
}

/// The baseline, and how far the plan has moved from it.
#[component]
fn Drifted(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let taken = Memo::new(move |_| session.with(|a| a.plan.baseline.as_ref().map(|b| b.taken)));
    let take = move |_| {
        let baseline = with_plan(session, |plan| freeze(plan, session.today));
        if let Some(baseline) = baseline {
            change_plan(session, |plan| plan.baseline = Some(baseline));
        }
    };
    let give_up = move |_| change_plan(session, |plan| plan.baseline = None);
    let drift = move || {
        session.with(|a| {
            let baseline = a.plan.baseline.as_ref()?;
            with_plan(session, |plan| {
                session.works.with(|works| drift(baseline, plan, works))
            })
        })
    };
    let content = move || drift().map(|drift| desk.texts.with(|texts| moved(id, texts, &drift)));
    view! {
        <h3>{t!("Planned against now")}</h3>
        {move || match taken.get() {
            None => view! {
                <p>
                    {t!("Freeze the plan once it is agreed. From then on you see here what has moved, by how many days, and the chart shows both.")}
                </p>
            }
            .into_any(),
            Some(day) => view! { <p>{t!("The baseline was taken on {}.", words::date(day))}</p> }
                .into_any(),
        }}
        {move || content()}
        <div class="row no-print">
            <button type="button" class="button" on:click=take>
                {move || if taken.get().is_some() { t!("Freeze the plan anew") } else { t!("Freeze this plan as the baseline") }}
            </button>
            <Show when=move || taken.get().is_some()>
                <button type="button" class="button" on:click=give_up>
                    {t!("Remove the baseline")}
                </button>
            </Show>
        </div>
    }
}

/// `3 days later`, `1 day earlier`, `as planned`.
fn late(days: i64) -> String {
    let n = words::count(
        usize::try_from(days.unsigned_abs()).unwrap_or(0),
        m!("day"),
        m!("days"),
    );
    match days {
        0 => t!("as planned").to_owned(),
        1.. => t!("{} later", n),
        _ => t!("{} earlier", n),
    }
}

fn moved(id: StoredValue<String>, texts: &Texts, drift: &Drift) -> AnyView {
    let stage = |name: &str, days: Option<i64>| days.map(|days| format!("{name}: {}.", late(days)));
    let stages = [
        stage(t!("Stage 1"), drift.stage_1_days),
        stage(t!("Stage 2"), drift.stage_2_days),
    ];
    let stages: Vec<String> = stages.into_iter().flatten().collect();
    let row = |node: &NodeDrift| {
        let (start, finish) = node.promised;
        let now = match node.now {
            Now::Planned(start, finish) => {
                t!("{} to {}", words::date(start), words::date(finish))
            }
            Now::Done(day) => t!("done on {}", words::date(day)),
            Now::Closed => t!("nothing is left of it").to_owned(),
        };
        view! {
            <tr>
                <th scope="row">
                    <a lang=words::CATALOGUE href=work_href(id, node.node.as_str())>{texts.node(&node.node).to_owned()}</a>
                </th>
                <td data-label=t!("Baseline")>
                    {t!("{} to {}", words::date(start), words::date(finish))}
                </td>
                <td data-label=t!("Now")>{now}</td>
                <td data-label=t!("End")>{node.days_late.map(late)}</td>
            </tr>
        }
    };
    let mut moved: Vec<&NodeDrift> = drift
        .nodes
        .iter()
        .filter(|node| node.days_late != Some(0))
        .collect();
    moved.sort_by_key(|node| node.promised);
    let n_as_planned = drift.nodes.len() - moved.len();
    let added: Vec<&str> = drift.added.iter().map(|node| texts.node(node)).collect();
    let added = (!added.is_empty()).then(|| {
        let line = t!("Not in the baseline: {}.", added.join(", "));
        view! { <p class="small">{with_english(&line, &added)}</p> }
    });
    let table = (!moved.is_empty()).then(|| {
        view! {
            <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Planned against now")>
                <table class="table table--cards">
                    <thead>
                        <tr>
                            <th scope="col">{t!("Work that has moved")}</th>
                            <th scope="col">{t!("Baseline")}</th>
                            <th scope="col">{t!("Now")}</th>
                            <th scope="col">{t!("End")}</th>
                        </tr>
                    </thead>
                    <tbody>{moved.into_iter().map(row).collect_any()}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <p>
            <strong>{stages.join(" ")}</strong>
            {t!(" {} as promised.", words::count(n_as_planned, m!("piece of work ends"), m!("pieces of work end")))}
        </p>
        {table}
        {added}
    }
    .into_any()
}
