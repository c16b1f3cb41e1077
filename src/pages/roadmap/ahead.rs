//! What follows from the plan: the verdict with dates, what drives it, and the phases with their
//! gates.

use chrono::NaiveDate;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::language::tr;
use isms_gauge_core::roadmap::{
    Bottleneck, ChainLink, Dated, GateDate, PhaseSpan, bottlenecks, dated, exit_gates, judged_on,
};
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::{Colour, Readiness, Stage, Verdict};
use leptos::prelude::*;

use super::{with_plan, work_href};
use crate::components::{DateField, LazyDetails};
use crate::desk::Desk;
use crate::pages::lines;
use crate::pages::readiness::gate_href;
use crate::session::Session;
use crate::view::{CollectAny, english, with_english};
use crate::words;

/// The verdict with dates, and the proof of it.
pub(super) struct Ahead {
    pub(super) dated: Dated,
    /// The day on which the plan holds Stage 1, where that is to come.
    stage_1: Option<NaiveDate>,
    proofs: Vec<Proof>,
}

/// What is worked out shortly after each change: `None` until then, and nothing without a plan.
pub(super) type Later = RwSignal<Option<Option<Ahead>>>;

/// A verdict of the day on which a stage has no blocking gap any more, and of the day before, both
/// worked out anew.
struct Proof {
    stage: Stage,
    day: NaiveDate,
    before: Readiness,
    after: Readiness,
}

const STAGES: [(Stage, &str); 2] = [(Stage::One, m!("Stage 1")), (Stage::Two, m!("Stage 2"))];

/// Works out the verdict with dates.
pub(super) fn ahead(session: Session, assessment: &Assessment) -> Option<Ahead> {
    let judged = |day| judged(session, assessment, day);
    let dated = session.roadmap.with_untracked(|roadmap| {
        let roadmap = roadmap.as_ref().ok()?;
        session.works.with_untracked(|works| {
            session.gaps.with_untracked(|gaps| {
                let today = session.today;
                Some(dated(
                    session.catalogue,
                    assessment,
                    works,
                    gaps,
                    roadmap,
                    today,
                ))
            })
        })
    })?;
    let proof = |(stage, _): &(Stage, &str)| {
        let day = dated
            .stage(*stage)
            .clear_from
            .filter(|day| session.today < *day)?;
        Some(Proof {
            stage: *stage,
            day,
            before: judged(day.pred_opt()?)?,
            after: judged(day)?,
        })
    };
    Some(Ahead {
        proofs: STAGES.iter().filter_map(proof).collect(),
        stage_1: session.roadmap.with_untracked(|roadmap| {
            let stage_1 = roadmap.as_ref().ok()?.stage_1?;
            Some(stage_1.likely)
        }),
        dated,
    })
}

/// The verdict that the plan leads to by the end of a day.
fn judged(session: Session, assessment: &Assessment, day: NaiveDate) -> Option<Readiness> {
    session.roadmap.with_untracked(|roadmap| {
        let roadmap = roadmap.as_ref().ok()?;
        session.works.with_untracked(|works| {
            session.gaps.with_untracked(|gaps| {
                Some(judged_on(
                    session.catalogue,
                    assessment,
                    works,
                    gaps,
                    roadmap,
                    day,
                ))
            })
        })
    })
}

/// The gates of a stage that are not green.
fn open_gates(readiness: &Readiness, stage: Stage) -> Vec<&'static str> {
    let gates = readiness
        .gates_of(stage)
        .filter(|gate| gate.colour != Colour::Green);
    gates.map(|gate| gate.id).collect()
}

/// Links to gates, by id and name.
fn gate_links(id: StoredValue<String>, texts: &Texts, gates: &[&str]) -> AnyView {
    let n = gates.len();
    gates
        .iter()
        .enumerate()
        .map(|(i, gate)| {
            let name = format!("{gate} {}", texts.gate(gate));
            view! {
                <a lang=words::CATALOGUE href=gate_href(id, gate)>{name}</a>
                {if i + 1 < n { ", " } else { "" }}
            }
        })
        .collect_any()
}

/// Says from when on each stage shows no blocking gap, and what the verdict would be on any day.
#[component]
pub(super) fn WhatFollows(
    /// The assessment's id.
    id: StoredValue<String>,
    /// The verdict with dates.
    ahead: Later,
) -> impl IntoView {
    let desk = Desk::expect();
    let content = move || {
        ahead.with(|ahead| match ahead {
            None => view! { <p class="muted" role="status">{t!("Working out the verdict...")}</p> }
                .into_any(),
            Some(None) => ().into_any(),
            Some(Some(ahead)) => desk.texts.with(|texts| {
                STAGES
                    .iter()
                    .map(|(stage, name)| stage_card(id, texts, ahead, *stage, name))
                    .collect_any()
            }),
        })
    };
    view! {
        <section class="stack" aria-labelledby="ahead">
            <h2 id="ahead">{t!("The verdict with dates")}</h2>
            <div class="halves halves--close" id="dated">{move || content()}</div>
            <OnADay id=id />
            <p class="muted small">
                {t!("If work goes as planned: each answer is met, with evidence, when the last of its work ends, and the verdict is judged anew for every day on which something closes.")}
            </p>
        </section>
    }
}

fn stage_card(
    id: StoredValue<String>,
    texts: &Texts,
    ahead: &Ahead,
    stage: Stage,
    name: &'static str,
) -> AnyView {
    let dates = ahead.dated.stage(stage);
    let said = tr(name);
    let today = ahead.dated.points.first().map(|point| point.day);
    let clear = match dates.clear_from {
        Some(day) if Some(day) == today => t!("{}: no blocking gap as of today", said),
        Some(day) => t!("{}: no blocking gap from {}", said, words::date(day)),
        None => t!("{}: the plan does not lead to \"no blocking gap\"", said),
    };
    let conditional = dates
        .conditional_from
        .filter(|day| Some(*day) != dates.clear_from);
    let conditional = conditional.map(|day| {
        let since = if Some(day) == today {
            t!("today").to_owned()
        } else {
            words::date(day)
        };
        view! { <p>{t!("Conditionally ready from {} on: no gate is red any more.", since)}</p> }
    });
    let order = order_of_days(id, texts, ahead, stage);
    let last: Vec<&GateDate> = ahead.dated.last_gates(stage).collect();
    let proof = ahead.proofs.iter().find(|proof| proof.stage == stage);
    let closing = proof.map(|_| {
        let gates: Vec<&str> = last.iter().map(|gate| gate.id).collect();
        let node = last.iter().filter_map(|gate| gate.nodes.last()).next_back();
        let by = node.map(|node| {
            let href = work_href(id, node.as_str());
            view! { {t!(", with ")} <a lang=words::CATALOGUE href=href>{texts.node(node).to_owned()}</a> }
        });
        view! { <p>{t!("Closes last: ")} {gate_links(id, texts, &gates)} {by} "."</p> }
    });
    let proof = proof.map(|proof| {
        let of = |readiness: &Readiness| words::verdict(readiness.stage(stage));
        let before = proof.day.pred_opt().map(words::date).unwrap_or_default();
        let open = open_gates(&proof.before, stage);
        let open = if open.is_empty() {
            view! { {t!(", since Stage 1 has none earlier")} }.into_any()
        } else {
            view! { ": " {gate_links(id, texts, &open)} }.into_any()
        };
        view! {
            <dl class="facts dated__proof">
                <dt>{words::date(proof.day)}</dt>
                <dd data-day="after">{of(&proof.after)}</dd>
                <dt>{t!("{}, the day before", before)}</dt>
                <dd data-day="before">{of(&proof.before)} {open}</dd>
            </dl>
        }
    });
    view! {
        <div class="card dated" data-stage=name>
            <h3>{clear}</h3>
            {conditional}
            {order}
            {closing}
            {proof}
        </div>
    }
    .into_any()
}

/// Why the days of the two stages lie as they do: what Stage 1 takes as planned is met only when it
/// is carried out, and Stage 2 is never better than Stage 1.
fn order_of_days(
    id: StoredValue<String>,
    texts: &Texts,
    ahead: &Ahead,
    stage: Stage,
) -> Option<AnyView> {
    let audit = ahead.stage_1?;
    let dated = &ahead.dated;
    let later: Vec<&str> = dated
        .gates
        .iter()
        .filter(|gate| gate.stage == Stage::One && gate.clear_from > Some(audit))
        .map(|gate| gate.id)
        .collect();
    if later.is_empty() {
        return None;
    }
    let is_same_day = dated.stage_1.clear_from == dated.stage_2.clear_from;
    match stage {
        Stage::One => Some(
            view! {
                <p class="small">
                    {t!("The plan holds the audit from {} on. ", words::date(audit))}
                    {t!("Stage 1 takes as planned what is carried out after it, so these gates are met only later, and the audit need not wait for them: ")}
                    {gate_links(id, texts, &later)} "."
                </p>
            }
            .into_any(),
        ),
        Stage::Two => is_same_day.then(|| {
            view! {
                <p class="small">
                    {t!("The same day as for Stage 1: what Stage 1 took as planned is carried out between the audits, and no stage is better than the one before it.")}
                </p>
            }
            .into_any()
        }),
    }
}

/// The verdict on a day that somebody chooses.
#[component]
fn OnADay(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let day = RwSignal::new(None::<NaiveDate>);
    let judged = move || {
        session.roadmap.track();
        session.with(|assessment| judged(session, assessment, day.get()?))
    };
    let content = move || {
        judged().map(|readiness| {
            let of = |(stage, name): &(Stage, &'static str)| {
                let verdict: Verdict = readiness.stage(*stage);
                let open = open_gates(&readiness, *stage);
                let open = (!open.is_empty()).then(|| {
                    let links = desk.texts.with(|texts| gate_links(id, texts, &open));
                    view! { {t!(". Open: ")} {links} }
                });
                view! { <li>{format!("{}: {}", tr(name), words::verdict(verdict))} {open}</li> }
            };
            view! { <ul class="bullets" id="on-a-day">{STAGES.iter().map(of).collect_any()}</ul> }
        })
    };
    view! {
        <div class="stack stack--tight no-print">
            <DateField
                id="verdict-day"
                label=t!("The verdict on another day")
                value=day
                on_change=move |chosen| day.set(chosen)
            />
            <div role="status">{move || content()}</div>
        </div>
    }
}

/// Says what sets the dates: the critical chain and the bottlenecks.
#[component]
pub(super) fn Driving(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let sentences = move || {
        with_plan(session, |plan| {
            desk.texts.with(|texts| {
                let found = bottlenecks(&plan.chain);
                let sentence = |found: &Bottleneck| {
                    let line = words::bottleneck(texts, found);
                    view! { <li>{with_english(&line, &[texts.role(found.role)])}</li> }
                };
                found.iter().map(sentence).collect_any()
            })
        })
    };
    let chain = move || {
        with_plan(session, |plan| {
            desk.texts.with(|texts| {
                let link = |link: &ChainLink| {
                    let role = texts.role(link.role);
                    let (start, finish) = (words::date(link.start), words::date(link.finish));
                    let line = t!("{}, {} to {}", role, start, finish);
                    view! {
                        <li>
                            <a lang=words::CATALOGUE href=work_href(id, link.node.as_str())>
                                {texts.node(&link.node).to_owned()}
                            </a>
                            <span class="small">
                                {with_english(&line, &[role])}
                            </span>
                            <span class="muted small">{lines::why(texts, &link.why)}</span>
                        </li>
                    }
                };
                plan.chain.iter().map(link).collect_any()
            })
        })
    };
    let chain_words = move || {
        with_plan(session, |plan| {
            desk.texts.with(|texts| {
                let names = lines::nodes(texts, plan.chain.iter().map(|link| &link.node));
                with_english(&words::chain(texts, &plan.chain), &names)
            })
        })
    };
    let summary = move || {
        with_plan(session, |plan| {
            let n = words::count(plan.chain.len(), m!("piece of work"), m!("pieces of work"));
            t!("The critical chain: {} in a row", n)
        })
        .unwrap_or_default()
    };
    view! {
        <section class="stack" aria-labelledby="driving">
            <h2 id="driving">{t!("What drives the dates")}</h2>
            <p>{move || chain_words()}</p>
            <ul class="bullets">{move || sentences()}</ul>
            <LazyDetails class="chain-details" summary=Signal::derive(summary)>
                <ol class="chain">{move || chain()}</ol>
            </LazyDetails>
        </section>
    }
}

/// The phases with what must be true at their ends.
#[component]
pub(super) fn Phases(
    /// The assessment's id.
    id: StoredValue<String>,
    /// The verdict with dates.
    ahead: Later,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let rows = move || {
        with_plan(session, |plan| {
            desk.texts.with(|texts| {
                ahead.with(|ahead| {
                    let dated = ahead
                        .as_ref()
                        .and_then(Option::as_ref)
                        .map(|ahead| &ahead.dated);
                    let row = |span: &PhaseSpan| phase_row(id, session, texts, span, dated);
                    plan.phases.iter().map(row).collect_any()
                })
            })
        })
    };
    view! {
        <section class="stack" aria-labelledby="phases">
            <h2 id="phases">{t!("Phases and their gates")}</h2>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="phases">
                <table class="table table--cards phase-table">
                    <thead>
                        <tr>
                            <th scope="col">{t!("Phase")}</th>
                            <th scope="col">{t!("From, to")}</th>
                            <th scope="col">{t!("Effort (person-days)")}</th>
                            <th scope="col">{t!("Gates that close with it")}</th>
                            <th scope="col">{t!("Requirements met at its end")}</th>
                        </tr>
                    </thead>
                    <tbody>{move || rows()}</tbody>
                </table>
            </div>
        </section>
    }
}

fn phase_row(
    id: StoredValue<String>,
    session: Session,
    texts: &Texts,
    span: &PhaseSpan,
    dated: Option<&Dated>,
) -> impl IntoView + use<> {
    let phase = span.phase;
    let text = texts.work.phases.get(&phase);
    let exit = text.map(|text| text.exit.clone()).unwrap_or_default();
    let exits = exit_gates(session.catalogue);
    let gates: Vec<&str> = exits
        .iter()
        .find(|exit| exit.phase == phase)
        .map(|exit| exit.completes.clone())
        .unwrap_or_default();
    let when = |gate: &str| {
        let found = dated?.gates.iter().find(|found| found.id == gate)?;
        let met = found.clear_from?;
        // What this phase plans is carried out in a later one.
        let planned = found
            .conditional_from
            .filter(|day| span.finish < met && *day < met);
        let met = words::date(met);
        Some(match planned {
            Some(day) => t!(", in part from {}, met on {}", words::date(day), met),
            None => t!(", met on {}", met),
        })
    };
    let gates = gates
        .iter()
        .map(|gate| {
            let when = when(gate).unwrap_or_default();
            view! {
                <li>
                    <a lang=words::CATALOGUE href=gate_href(id, gate)>{format!("{gate} {}", texts.gate(gate))}</a>
                    {when}
                </li>
            }
        })
        .collect_any();
    let summary = dated.and_then(|dated| {
        let found = dated.phases.iter().find(|(found, _)| *found == phase)?;
        Some(found.1)
    });
    view! {
        <tr>
            <th scope="row">
                {english(&format!("{phase} {}", texts.phase(phase)))}
                <span class="table__note">
                    {with_english(&t!("Done when: {}", exit), &[&exit])}
                </span>
            </th>
            <td data-label=t!("From, to")>
                {t!("{} to {}", words::date(span.start), words::date(span.finish))}
            </td>
            <td data-label=t!("Effort")>
                {words::day_range(span.effort.low_half_days, span.effort.high_half_days)}
            </td>
            <td data-label=t!("Gates")>
                <ul class="plain-list">{gates}</ul>
            </td>
            <td data-label=t!("Met at its end")>
                {summary.map(|summary| t!("{} of {}", summary.n_met, summary.n_asked))}
            </td>
        </tr>
    }
}
