//! What can be tried: time of each role, the start, the size of effort, orders of good practice.

use chrono::NaiveDate;
use isms_gauge_core::action::Work;
use isms_gauge_core::catalogue::{EdgeKind, NodeId, Role};
use leptos::prelude::*;

use super::Trial;
use crate::components::{DateField, SliderField};
use crate::desk::Desk;
use crate::pages::lines;
use crate::session::Session;
use crate::view::{CollectAny, with_english};
use crate::words;

/// The most half days that one person gives in a week.
const FULL_TIME: u32 = 10;

/// Effort can be tried from half of our estimates to twice as much.
const LEAST_PERCENT: u32 = 50;
const MOST_PERCENT: u32 = 200;

/// Everything that can be tried.
#[component]
pub fn Knobs(
    /// The plan that is tried.
    trial: Trial,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let sliders = Role::ALL
        .into_iter()
        .map(|role| {
            let name = desk
                .texts
                .with_untracked(|texts| texts.role(role).to_owned());
            let time = Memo::new(move |_| trial.plan.with(|plan| plan.time(role)));
            let planned = Memo::new(move |_| session.with(|a| a.plan.time(role)));
            // Room for everybody of the role full time, and for one person more.
            let most = Memo::new(move |_| {
                session.with(|a| {
                    let members = a.plan.team.iter().filter(|member| member.role == role);
                    FULL_TIME * u32::try_from(members.count().max(1)).unwrap_or(1)
                })
            });
            view! {
                <SliderField
                    id=format!("try-{role:?}").to_lowercase()
                    label=name.clone()
                    english=vec![name]
                    max=most
                    value=time
                    shown=a_week
                    hint=Signal::derive(move || in_plan(time.get(), planned.get(), a_week))
                    on_input=move |half_days| {
                        trial.present.with_untracked(|present| {
                            trial.change(|plan| plan.set_time_from(present, role, half_days));
                        });
                    }
                />
            }
        })
        .collect_any();
    let set_start = move |start: Option<NaiveDate>| trial.change(|plan| plan.start = start);
    let percent = Memo::new(move |_| trial.plan.with(|plan| plan.effort_percent.unwrap_or(100)));
    let planned_percent = move || session.with(|a| a.plan.effort_percent.unwrap_or(100));
    view! {
        <div class="stack">
            <fieldset class="stack what-if__group">
                <legend>{t!("Time of each role")}</legend>
                {sliders}
            </fieldset>
            <fieldset class="stack what-if__group">
                <legend>{t!("Start and size")}</legend>
                <DateField
                    id="try-start"
                    label=t!("First day of work")
                    value=Signal::derive(move || {
                        Some(trial.plan.with(|plan| plan.start).unwrap_or(session.today))
                    })
                    on_change=set_start
                />
                <SliderField
                    id="try-effort"
                    label=t!("Effort, against our estimates")
                    min=LEAST_PERCENT
                    max=MOST_PERCENT
                    step=5
                    value=percent
                    shown=of_estimates
                    hint=Signal::derive(move || {
                        in_plan(percent.get(), planned_percent(), of_estimates)
                    })
                    on_input=move |percent| {
                        trial.change(|plan| {
                            plan.effort_percent = Some(percent).filter(|percent| *percent != 100);
                        });
                    }
                />
                <p class="muted small">{t!("Figures that you wrote by hand stay as they are.")}</p>
            </fieldset>
            <SoftOrders trial=trial />
        </div>
    }
}

fn a_week(half_days: u32) -> String {
    let unit = if half_days == 2 {
        t!("day")
    } else {
        t!("days")
    };
    t!("{} {} a week", words::days(half_days), unit)
}

fn of_estimates(percent: u32) -> String {
    format!("{percent} %")
}

fn in_plan(tried: u32, planned: u32, shown: fn(u32) -> String) -> String {
    if tried == planned {
        String::new()
    } else {
        t!("In the plan: {}", shown(planned))
    }
}

/// The orders of good practice between open work, each to be kept or left out.
#[component]
fn SoftOrders(
    /// The plan that is tried.
    trial: Trial,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let pairs = Memo::new(move |_| {
        session.works.with(|works| {
            let is_open = |id: &NodeId| {
                let mut works = works.iter();
                works.any(|work: &Work<'_>| work.node.id == *id && work.is_open())
            };
            let edges = session.catalogue.edges.iter();
            edges
                .filter(|edge| edge.kind == EdgeKind::P)
                .filter(|edge| is_open(&edge.before) && is_open(&edge.after))
                .map(|edge| (edge.before.clone(), edge.after.clone()))
                .collect::<Vec<_>>()
        })
    });
    let row = move |(before, after): (NodeId, NodeId)| {
        let text = desk.texts.with_untracked(|texts| {
            let names = lines::nodes(texts, [&before, &after]);
            with_english(
                &t!("{} before {}", texts.node(&before), texts.node(&after)),
                &names,
            )
        });
        let id = format!("try-{before}-{after}").to_lowercase();
        let pair = StoredValue::new((before, after));
        let is_kept = move || {
            trial
                .plan
                .with(|plan| pair.with_value(|(before, after)| !plan.is_dropped(before, after)))
        };
        view! {
            <li class="finish__row">
                <input
                    type="checkbox"
                    id=id.clone()
                    prop:checked=is_kept
                    on:change:target=move |event| {
                        let reason = (!event.target().checked()).then(String::new);
                        trial.change(|plan| {
                            pair.with_value(|(before, after)| plan.set_dropped(before, after, reason));
                        });
                    }
                />
                <label for=id>{text}</label>
            </li>
        }
    };
    let summary = move || {
        let n_kept = trial.plan.with(|plan| {
            pairs.with(|pairs| {
                let kept = pairs
                    .iter()
                    .filter(|(before, after)| !plan.is_dropped(before, after));
                kept.count()
            })
        });
        t!(
            "Orders of good practice: {} of {} kept",
            n_kept,
            pairs.with(Vec::len)
        )
    };
    view! {
        <Show when=move || !pairs.with(Vec::is_empty)>
            <details class="what-if__orders">
                <summary>{move || summary()}</summary>
                <fieldset class="stack stack--tight what-if__group">
                    <legend class="visually-hidden">{t!("Orders of good practice that are kept")}</legend>
                    <ul class="finish__list">
                        {move || pairs.get().into_iter().map(row).collect_any()}
                    </ul>
                    <p class="muted small">
                        {t!("The standard does not ask for these. All other orders are always kept.")}
                    </p>
                </fieldset>
            </details>
        </Show>
    }
}
