//! The plan with dates: when the audits can begin and what the verdict says then, what drives the
//! dates, the work from several sides, and what is left to do every year.

use isms_gauge_charts::timeline::Zoom;
use isms_gauge_charts::{Grouping, Lines, Source};
use isms_gauge_core::roadmap::{DateRange, Roadmap as Plan, RoadmapError};
use leptos::prelude::*;

use super::profile::change_plan;
use crate::components::{DateField, Notice, PageHeading, Tone};
use crate::desk::Desk;
use crate::lasting::Lasting;
use crate::pages::lines;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

mod ahead;
mod baseline;
mod chart;
mod hand_out;
mod lists;
mod upkeep;

use ahead::{Driving, Phases, WhatFollows, ahead};
use baseline::Progress;
use chart::Chart;
use hand_out::HandOut;
use lists::{Board, List, Loads};
use upkeep::Afterwards;

/// How the work is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum View {
    /// Bars over time.
    #[default]
    Gantt,
    /// By the month in which it starts.
    List,
    /// By phase.
    Board,
    /// The load of each role over time.
    Load,
}

/// How the plan is looked at; it stays so while the assessment is open.
#[derive(Clone, Copy)]
pub struct PlanView {
    view: Lasting<RwSignal<View>>,
    grouping: Lasting<RwSignal<Grouping>>,
    lines: Lasting<RwSignal<Lines>>,
    zoom: Lasting<RwSignal<Zoom>>,
    /// The ids of the groups whose rows are folded away.
    folded: Lasting<RwSignal<Vec<String>>>,
}

impl Default for PlanView {
    fn default() -> Self {
        Self {
            view: Lasting::new(RwSignal::new(View::default())),
            grouping: Lasting::new(RwSignal::new(Grouping::default())),
            lines: Lasting::new(RwSignal::new(Lines::default())),
            zoom: Lasting::new(RwSignal::new(Zoom::default())),
            folded: Lasting::new(RwSignal::new(Vec::new())),
        }
    }
}

impl PlanView {
    /// The same for a page, which reads it for as long as the caller's view lives.
    pub fn of_page(self) -> Self {
        Self {
            view: self.view.anew(),
            grouping: self.grouping.anew(),
            lines: self.lines.anew(),
            zoom: self.zoom.anew(),
            folded: self.folded.anew(),
        }
    }
}

/// Shows who does what from when to when, and why not earlier.
#[component]
pub fn Roadmap(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let id = StoredValue::new(id);
    let fault = move || {
        session.roadmap.with(|roadmap| {
            let error = roadmap.as_ref().err()?;
            let words = desk.texts.with(|texts| lines::no_plan(texts, error));
            let id = id.get_value();
            let way = match error {
                RoadmapError::TooLong(node) => {
                    let href = Route::Open(id, Page::Work(Some(node.to_string()))).href();
                    view! { <a href=href>{t!("Its days, effort and waiting times")}</a> }
                }
                _ => {
                    let href = Route::Open(id, Page::Profile).href();
                    view! { <a href=href>{t!("Who has how much time, and who is away")}</a> }
                }
            };
            Some((words, way))
        })
    };
    let pins = move || {
        with_plan(session, |plan| {
            desk.texts.with(|texts| {
                let found = plan.bars.iter().filter_map(|bar| {
                    let pin = bar.pin.as_ref().filter(|pin| !pin.is_fine())?;
                    let name = texts.node(&bar.node).to_owned();
                    let href = work_href(id, bar.node.as_str());
                    Some(view! {
                        <li>
                            <a lang=words::CATALOGUE href=href>{name}</a>
                            ". " {lines::pin(texts, pin)} "."
                        </li>
                    })
                });
                let found: Vec<_> = found.collect();
                (!found.is_empty()).then(|| {
                    view! {
                        <Notice tone=Tone::Warn title=t!("Look at what is pinned")>
                            <ul class="bullets">{found.into_iter().collect_any()}</ul>
                        </Notice>
                    }
                })
            })
        })
    };
    let is_fine = Memo::new(move |_| session.roadmap.with(Result::is_ok));
    let ahead = session.later(move |assessment| ahead(session, assessment));
    let n_unknown = move || session.scorecard.with(|card| card.overall.n_unknown);
    view! {
        <div class="stack stack--wide roadmap">
            <PageHeading
                text=t!("Roadmap")
                lead=t!("What to do from when to when, in an order that the standard and common sense allow, with the time your people have.")
            />
            <div class="row row--top no-print">
                <DateField
                    id="roadmap-start"
                    label=t!("First day of work")
                    value=Signal::derive(move || {
                        Some(session.with(|a| a.plan.start).unwrap_or(session.today))
                    })
                    on_change=Callback::new(move |start| change_plan(session, |plan| plan.start = start))
                />
                <p class="small">
                    <a href=Route::Open(id.get_value(), Page::Profile).href()>
                        {t!("Change who has how much time")}
                    </a>
                </p>
            </div>
            {move || {
                fault()
                    .map(|(fault, way)| {
                        view! {
                            <Notice tone=Tone::Warn title=t!("There is no plan")>
                                <p>{fault}</p>
                                <p>{way}</p>
                            </Notice>
                        }
                    })
            }}
            {move || pins()}
            <Show when=move || { n_unknown() > 0 }>
                <Notice tone=Tone::Neutral title=t!("Part of this plan is a guess")>
                    <p>
                        {move || {
                            t!("{} unknown. Where nothing is known, the plan takes the whole work as open.", words::count(n_unknown() as usize, m!("requirement is"), m!("requirements are")))
                        }}
                    </p>
                </Notice>
            </Show>
            <Show when=move || is_fine.get()>
                <Milestones />
                <WhatFollows id=id ahead=ahead />
                <Driving id=id />
                <Work id=id />
                <Phases id=id ahead=ahead />
                <Progress id=id ahead=ahead />
                <Afterwards id=id />
                <HandOut />
            </Show>
            <p class="muted small">
                {t!("Effort, waiting times and the order that is not in the standard are our estimates. The certification body sets the audit dates.")}
            </p>
        </div>
    }
}

/// Reads the plan, where there is one.
fn with_plan<T>(session: Session, read: impl FnOnce(&Plan) -> T) -> Option<T> {
    session
        .roadmap
        .with(|roadmap| roadmap.as_ref().ok().map(read))
}

/// Reads what the drawings are made from, where there is a plan.
fn with_source<T>(desk: Desk, session: Session, read: impl FnOnce(Source<'_>) -> T) -> Option<T> {
    desk.texts.with(|texts| {
        session.works.with(|works| {
            session.with(|assessment| {
                with_plan(session, |roadmap| {
                    read(Source {
                        texts,
                        catalogue: session.catalogue,
                        works,
                        plan: &assessment.plan,
                        roadmap,
                        today: session.today,
                    })
                })
            })
        })
    })
}

/// Where a piece of work is followed.
fn work_href(id: StoredValue<String>, node: &str) -> String {
    Route::Open(id.get_value(), Page::Work(Some(node.to_owned()))).href()
}

#[component]
fn Milestones() -> impl IntoView {
    let session = Session::expect();
    // When the certificate follows.
    let decision = Signal::derive(move || {
        match session.with(|a| a.plan.decision_days) {
        None => t!("If the audits go well: the certification body decides within about six weeks, by our estimate.").to_owned(),
        Some(days) => t!("If the audits go well: the certification body decides within {}, as you wrote.", words::count(days as usize, m!("day"), m!("days"))),
    }
    });
    let milestone = move |name: &'static str,
                          note: Signal<String>,
                          read: fn(&Plan) -> Option<DateRange>| {
        let range = move || with_plan(session, read).flatten();
        let ends = move || {
            range().map(|range| {
                let end = |name: &'static str, class: &'static str, day| {
                    view! {
                        <span class=class>
                            <span class="milestone__end">{name}</span>
                            {words::date(day)}
                        </span>
                    }
                };
                view! {
                    <p class="milestone__range">
                        {end(t!("Earliest"), "milestone__day", range.earliest)}
                        {end(t!("Likely"), "milestone__day milestone__day--likely", range.likely)}
                        {end(t!("Latest"), "milestone__day", range.latest)}
                    </p>
                }
            })
        };
        view! {
            <div class="card milestone">
                <h2>{name}</h2>
                {move || ends()}
                <p class="muted small">
                    {move || if range().is_some() { note.get() } else { t!("Done.").to_owned() }}
                </p>
            </div>
        }
    };
    view! {
        <section class="milestones" aria-label=t!("Milestones")>
            {milestone(
                t!("Stage 1 can begin"),
                Signal::stored(t!("The design is approved and the audit programme stands.").to_owned()),
                |plan| plan.stage_1,
            )}
            {milestone(
                t!("Stage 2 can begin"),
                Signal::stored(
                    t!("Audit and review are held, and about three months of operation have left records.")
                        .to_owned(),
                ),
                |plan| plan.stage_2,
            )}
            {milestone(
                t!("Certificate"),
                decision,
                |plan| plan.certificate,
            )}
            <p class="muted small milestones__note">
                {t!("Earliest with little effort, latest with much: the ends of our ranges, or of yours.")}
            </p>
        </section>
    }
}

/// The work from several sides.
#[component]
fn Work(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    use crate::components::ChoiceBar;
    let PlanView { view, .. } = expect_context();
    let content = move || match view.get() {
        View::Gantt => view! { <Chart id=id /> }.into_any(),
        View::List => view! { <List id=id /> }.into_any(),
        View::Board => view! { <Board id=id /> }.into_any(),
        View::Load => view! { <Loads /> }.into_any(),
    };
    view! {
        <section class="stack" aria-labelledby="work">
            <h2 id="work">{t!("The work")}</h2>
            <ChoiceBar
                name="plan-view"
                label=t!("Shown as")
                options=&[
                    (m!("Gantt chart"), View::Gantt),
                    (m!("List"), View::List),
                    (m!("Board"), View::Board),
                    (m!("Load"), View::Load),
                ]
                value=view
                on_change=move |chosen| view.set(chosen)
            />
            {move || content()}
        </section>
    }
}
