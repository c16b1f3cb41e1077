//! The plan with dates.

use isms_gauge_charts::{GanttBar, GanttPhase, gantt};
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::calendar_file::calendar;
use isms_gauge_core::catalogue::Phase;
use isms_gauge_core::export::action_table;
use isms_gauge_core::project_file::project_file;
use isms_gauge_core::roadmap::{Bar, Roadmap as Plan, RoadmapError};
use isms_gauge_core::table::Table;
use isms_gauge_core::texts::Texts;
use leptos::prelude::*;

use super::export::{TableButtons, WorkbookButton};
use super::overview::spread;
use super::profile::change_plan;
use crate::browser::file;
use crate::components::{ChartFigure, DateField, Notice, PageHeading, Tag, Tone};
use crate::desk::Desk;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// Shows who does what from when to when, and why not earlier.
#[component]
pub fn Roadmap(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let id = StoredValue::new(id);
    let fault = move || {
        session
            .roadmap
            .with(|roadmap| roadmap.as_ref().err().map(RoadmapError::to_string))
    };
    let is_fine = Memo::new(move |_| session.roadmap.with(Result::is_ok));
    let n_unknown = move || session.scorecard.with(|card| card.overall.n_unknown);
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text="Roadmap"
                lead="What to do from when to when, in an order that the standard and common sense allow, with the time your people have."
            />
            <div class="row row--top">
                <DateField
                    id="roadmap-start"
                    label="First day of work"
                    value=Signal::derive(move || {
                        Some(session.with(|a| a.plan.start).unwrap_or(session.today))
                    })
                    on_change=Callback::new(move |start| change_plan(session, |plan| plan.start = start))
                />
                <p class="small">
                    <a href=Route::Open(id.get_value(), Page::Profile).href()>
                        "Change who has how much time"
                    </a>
                </p>
            </div>
            {move || {
                fault()
                    .map(|fault| {
                        view! {
                            <Notice tone=Tone::Warn title="There is no plan">
                                <p>{fault}</p>
                            </Notice>
                        }
                    })
            }}
            <Show when=move || { n_unknown() > 0 }>
                <Notice tone=Tone::Neutral title="Part of this plan is a guess">
                    <p>
                        {move || {
                            format!(
                                "{} unknown. Where nothing is known, the plan takes the whole work as open.",
                                words::count(n_unknown() as usize, "requirement is", "requirements are"),
                            )
                        }}
                    </p>
                </Notice>
            </Show>
            <Show when=move || is_fine.get()>
                <Milestones />
                <Chart />
                <PhaseTable />
                <Loads />
                <HandOut />
            </Show>
            <p class="muted small">
                "Effort, waiting times and the order that is not in the standard are our estimates. The certification body sets the audit dates."
            </p>
        </div>
    }
}

/// The plan as a file for calendars, spreadsheets and planning tools.
#[component]
fn HandOut() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let today = session.today;
    let table = move || {
        let table = desk.texts.with_untracked(|texts| {
            session.roadmap.with_untracked(|plan| {
                session.works.with_untracked(|works| {
                    session.gaps.with_untracked(|gaps| match plan {
                        Ok(plan) => action_table(texts, works, gaps, plan),
                        Err(_) => Table::default(),
                    })
                })
            })
        });
        (table, String::new())
    };
    let save =
        move |name: String, mime: &str, write: &dyn Fn(&Texts, &Assessment, &Plan) -> String| {
            let text = desk.texts.with_untracked(|texts| {
                session.with_now(|a| {
                    let plan = session.roadmap.get_untracked();
                    plan.ok().map(|plan| write(texts, a, &plan))
                })
            });
            if let Some(Err(fault)) = text.map(|text| file::download(&name, mime, &text)) {
                desk.say(fault, None);
            }
        };
    let as_calendar = move |_| {
        save(
            format!("roadmap-{today}.ics"),
            "text/calendar",
            &|texts, a, plan| calendar(texts, a, plan, today),
        );
    };
    let as_project = move |_| {
        save(
            format!("roadmap-{today}.xml"),
            "application/xml",
            &|texts, a, plan| project_file(session.catalogue, texts, a, plan, today),
        );
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="roadmap-out">
            <h2 id="roadmap-out">"Take the plan along"</h2>
            <div class="row">
                <button type="button" class="button" on:click=as_calendar>
                    "Calendar (ICS)"
                </button>
                <button type="button" class="button" on:click=as_project>
                    "Project file (MS Project XML)"
                </button>
                <WorkbookButton name="roadmap" tables=move || Ok(vec![table().0]) today=today />
                <TableButtons name="roadmap" table=table today=today />
            </div>
        </section>
    }
}

/// Reads the plan, where there is one.
fn with_plan<T>(session: Session, read: impl FnOnce(&Plan) -> T) -> Option<T> {
    session
        .roadmap
        .with(|roadmap| roadmap.as_ref().ok().map(read))
}

#[component]
fn Milestones() -> impl IntoView {
    let session = Session::expect();
    let milestone = move |name: &'static str, note: &'static str, is_first: bool| {
        let range = move || {
            with_plan(
                session,
                |plan| if is_first { plan.stage_1 } else { plan.stage_2 },
            )
            .flatten()
        };
        view! {
            <div class="card milestone">
                <h2>{name}</h2>
                <p class="milestone__date">
                    {move || range().map_or_else(|| "-".to_owned(), |range| words::date(range.likely))}
                </p>
                <p class="small">
                    {move || {
                        range()
                            .map(|range| {
                                format!(
                                    "With little effort {}, with much effort {}.",
                                    words::date(range.earliest),
                                    words::date(range.latest),
                                )
                            })
                    }}
                </p>
                <p class="muted small">{note}</p>
            </div>
        }
    };
    view! {
        <div class="halves halves--even">
            {milestone("Stage 1 can begin", "The design is approved and the audit programme stands.", true)}
            {milestone(
                "Stage 2 can begin",
                "Audit and review are held, and about three months of operation have left records.",
                false,
            )}
        </div>
    }
}

#[component]
fn Chart() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let svg = Signal::derive(move || {
        with_plan(session, |plan| {
            desk.texts
                .with(|texts| gantt(&phases(texts, plan), session.today))
        })
        .unwrap_or_default()
    });
    let finding = Signal::derive(move || {
        with_plan(session, |plan| {
            let range = plan.stage_2.map(|range| {
                format!(
                    "Stage 2 can begin on {}{}.",
                    words::date(range.likely),
                    spread(&range)
                )
            });
            format!(
                "{} from {} on. {}",
                words::count(plan.bars.len(), "piece of work", "pieces of work"),
                words::date(plan.start),
                range.unwrap_or_default()
            )
        })
        .unwrap_or_default()
    });
    view! {
        <section class="stack gantt" aria-labelledby="gantt">
            <h2 id="gantt">"Gantt chart"</h2>
            <ChartFigure finding=finding svg=svg>
                <p>"The figures are in the table of phases below."</p>
            </ChartFigure>
            <ul class="chart-key">
                <li data-ink="lowest">"Work"</li>
                <li data-ink="target">"Work that a delay of which delays the certificate"</li>
                <li data-ink="mean">"Today"</li>
            </ul>
        </section>
    }
}

fn phases(texts: &Texts, plan: &Plan) -> Vec<GanttPhase> {
    plan.phases
        .iter()
        .map(|span| GanttPhase {
            label: format!("{} {}", span.phase, texts.phase(span.phase)),
            bars: plan
                .bars
                .iter()
                .filter(|bar| bar.phase == span.phase)
                .map(|bar| GanttBar {
                    label: texts.node(&bar.node).to_owned(),
                    start: bar.start,
                    finish: bar.finish,
                    is_critical: bar.is_critical,
                })
                .collect(),
        })
        .collect()
}

#[component]
fn PhaseTable() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let groups = move || {
        with_plan(session, |plan| {
            desk.texts.with(|texts| {
                plan.phases
                    .iter()
                    .map(|span| {
                        let bars = plan.bars.iter().filter(|bar| bar.phase == span.phase);
                        let rows = bars.map(|bar| row(texts, bar)).collect_any();
                        let exit = exit_of(texts, span.phase);
                        view! {
                            <tbody>
                                <tr class="table__group">
                                    <th colspan="6" scope="rowgroup">
                                        {format!(
                                            "{} {}: {} to {}, {}",
                                            span.phase,
                                            texts.phase(span.phase),
                                            words::date(span.start),
                                            words::date(span.finish),
                                            words::day_range(
                                                span.effort.low_half_days,
                                                span.effort.high_half_days,
                                            ),
                                        )}
                                        <span class="table__note">{format!("Done when: {exit}")}</span>
                                    </th>
                                </tr>
                                {rows}
                            </tbody>
                        }
                    })
                    .collect_any()
            })
        })
    };
    view! {
        <section class="stack" aria-labelledby="phases">
            <h2 id="phases">"Phases"</h2>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="phases">
                <table class="table table--cards">
                    <thead>
                        <tr>
                            <th scope="col">"Work"</th>
                            <th scope="col">"Start"</th>
                            <th scope="col">"Finish"</th>
                            <th scope="col">"Effort (person-days)"</th>
                            <th scope="col">"Who"</th>
                            <th scope="col">"Why not earlier"</th>
                        </tr>
                    </thead>
                    {move || groups()}
                </table>
            </div>
        </section>
    }
}

fn exit_of(texts: &Texts, phase: Phase) -> String {
    texts
        .work
        .phases
        .get(&phase)
        .map(|text| text.exit.clone())
        .unwrap_or_default()
}

fn row(texts: &Texts, bar: &Bar) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">
                {texts.node(&bar.node).to_owned()}
                {bar.is_critical.then(|| view! { " " <Tag text="Critical" tone=Tone::Warn /> })}
            </th>
            <td data-label="Start" class="number">{words::date(bar.start)}</td>
            <td data-label="Finish" class="number">{words::date(bar.finish)}</td>
            <td data-label="Effort" class="number">
                {words::day_range(bar.effort.low_half_days, bar.effort.high_half_days)}
            </td>
            <td data-label="Who">{words::who(texts, &bar.parts)}</td>
            <td data-label="Why not earlier">{words::why(texts, &bar.why)}</td>
        </tr>
    }
}

#[component]
fn Loads() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let rows = move || {
        with_plan(session, |plan| {
            plan.loads
                .iter()
                .map(|load| {
                    let role = desk.texts.with(|texts| texts.role(load.role).to_owned());
                    let weeks = load.effort.likely_half_days.div_ceil(load.half_days_a_week.max(1));
                    view! {
                        <tr>
                            <th scope="row">{role}</th>
                            <td class="number">
                                {words::day_range(load.effort.low_half_days, load.effort.high_half_days)}
                            </td>
                            <td class="number">{words::days(load.half_days_a_week)}</td>
                            <td class="number">{weeks}</td>
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
                    .map(|(absent, doer)| {
                        format!(
                            "{} does the work of: {}",
                            texts.role(*doer),
                            texts.role(*absent)
                        )
                    })
                    .collect::<Vec<_>>()
                    .join(". ")
            })
        })
        .unwrap_or_default()
    };
    view! {
        <section class="stack" aria-labelledby="loads">
            <h2 id="loads">"Load"</h2>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="loads">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Role"</th>
                            <th scope="col">"Open effort"</th>
                            <th scope="col">"Days a week"</th>
                            <th scope="col">"Weeks of work"</th>
                        </tr>
                    </thead>
                    <tbody>{move || rows()}</tbody>
                </table>
            </div>
            <p class="small">{move || stand_ins()}</p>
        </section>
    }
}
