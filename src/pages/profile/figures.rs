//! The figures of the plan: which are ours, which were changed, and the way back.

use isms_gauge_core::catalogue::NodeId;
use isms_gauge_core::roadmap::{DECISION_DAYS, changed_works};
use leptos::prelude::*;

use super::{OursTag, change_plan};
use crate::components::NumberField;
use crate::desk::Desk;
use crate::pages::lines;
use crate::pages::links::work_href;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::{CollectAny, with_english};
use crate::words;

/// The least and the most by which all estimates can be stretched, in percent.
const PERCENT: (u32, u32) = (10, 1000);

/// Waiting times, the size of all effort, and everything that was changed by hand.
#[component]
pub fn Figures(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let percent = Memo::new(move |_| session.with(|a| a.plan.effort_percent.unwrap_or(100)));
    let waits = session
        .catalogue
        .waits
        .iter()
        .map(|wait| view! { <WaitRow before=wait.before.clone() after=wait.after.clone() ours=wait.days /> })
        .collect_any();
    view! {
        <section class="stack" aria-labelledby="profile-figures">
            <h2 id="profile-figures">{t!("Figures that the plan rests on")}</h2>
            <div class="stack stack--tight">
                <NumberField
                    id="plan-percent"
                    label=t!("Effort, in percent of our estimates")
                    hint=t!("10 to 1000; what you wrote by hand stays")
                    max=PERCENT.1
                    value=percent
                    on_change=move |percent: u32| {
                        let percent = percent.max(PERCENT.0);
                        change_plan(session, |plan| {
                            plan.effort_percent = Some(percent).filter(|percent| *percent != 100);
                        });
                    }
                />
                <p><OursTag is_edited=Signal::derive(move || percent.get() != 100) /></p>
            </div>
            <h3>{t!("Time that has to pass")}</h3>
            <ul class="order-list">
                {waits}
                <DecisionRow />
            </ul>
            <Edited />
            <p class="small">
                {t!("Effort, role shares, states and dates of each piece of work stand on its own page: ")}
                <a href=Route::Open(id, Page::Work(None)).href()>{t!("all work")}</a>
            </p>
        </section>
    }
}

#[component]
fn WaitRow(
    /// What ends.
    before: NodeId,
    /// What starts after the wait.
    after: NodeId,
    /// The days by our estimate.
    ours: u32,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let names = desk
        .texts
        .with_untracked(|texts| [&before, &after].map(|node| texts.node(node).to_owned()));
    let label = {
        let [before, after] = &names;
        t!("Days from \"{}\" to \"{}\"", before, after)
    };
    let id = format!("wait-{before}-{after}").to_lowercase();
    let pair = StoredValue::new((before, after));
    let days = Memo::new(move |_| {
        session
            .with(|a| pair.with_value(|(before, after)| a.plan.wait(before, after).unwrap_or(ours)))
    });
    let set = move |days: Option<u32>| {
        pair.with_value(|(before, after)| {
            change_plan(session, |plan| plan.set_wait(before, after, days));
        });
    };
    view! { <DaysRow id=id label=label english=names.into() ours=ours days=days on_change=set /> }
}

/// The days from the end of Stage 2 to the certificate.
#[component]
fn DecisionRow() -> impl IntoView {
    let session = Session::expect();
    let ours = u32::try_from(DECISION_DAYS).unwrap_or(u32::MAX);
    let days = Memo::new(move |_| session.with(|a| a.plan.decision_days.unwrap_or(ours)));
    let set = move |days: Option<u32>| change_plan(session, |plan| plan.decision_days = days);
    view! {
        <DaysRow
            id="decision-days"
            label=t!("Days from the end of Stage 2 to the certificate")
            ours=ours
            days=days
            on_change=set
        />
    }
}

/// A number of days that is ours until somebody writes another.
#[component]
fn DaysRow(
    /// The id of its field.
    #[prop(into)]
    id: String,
    /// What the days are.
    #[prop(into)]
    label: String,
    /// The parts of that which are English, whatever the interface speaks.
    #[prop(optional)]
    english: Vec<String>,
    /// Our figure.
    ours: u32,
    /// What holds.
    #[prop(into)]
    days: Signal<u32>,
    /// Called with what was written; nothing where it is ours.
    #[prop(into)]
    on_change: Callback<Option<u32>>,
) -> impl IntoView {
    let is_edited = Signal::derive(move || days.get() != ours);
    view! {
        <li class="order-list__row">
            <NumberField
                id=id
                label=label
                english=english
                max=3650
                value=days
                on_change=move |days: u32| on_change.run(Some(days).filter(|days| *days != ours))
            />
            <div class="row">
                <OursTag is_edited=is_edited />
                <Show when=move || is_edited.get()>
                    <button type="button" class="button" on:click=move |_| on_change.run(None)>
                        {t!("Take our {} again", words::span(ours.into()))}
                    </button>
                </Show>
            </div>
        </li>
    }
}

/// What was changed by hand: figures of pieces of work, and orders that are left out.
#[component]
fn Edited() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let changed = Memo::new(move |_| session.with(|a| changed_works(&a.plan)));
    let dropped = Memo::new(move |_| session.with(|a| a.plan.dropped.clone()));
    let work = move |node: NodeId| {
        let name = desk
            .texts
            .with_untracked(|texts| texts.node(&node).to_owned());
        view! {
            <li>
                <a lang=words::CATALOGUE href=work_href(session, &node)>{name}</a>
            </li>
        }
    };
    let order = move |order: isms_gauge_core::assessment::Dropped| {
        let (before, after) = (order.before.clone(), order.after.clone());
        let (name, shown) = desk.texts.with_untracked(|texts| {
            let name = t!("{} before {}", texts.node(&before), texts.node(&after));
            let shown = with_english(&name, &lines::nodes(texts, [&before, &after]));
            (name, shown)
        });
        let label = t!("Keep again: {}", name);
        view! {
            <li class="row">
                <span>{shown}</span>
                {(!order.reason.is_empty())
                    .then(|| view! { <bdi class="muted">{order.reason.clone()}</bdi> })}
                <button
                    type="button"
                    class="button"
                    aria-label=label
                    on:click=move |_| {
                        change_plan(session, |plan| plan.set_dropped(&before, &after, None));
                    }
                >
                    {t!("Keep again")}
                </button>
            </li>
        }
    };
    view! {
        <h3>{t!("Changed by hand")}</h3>
        <Show
            when=move || !changed.with(Vec::is_empty)
            fallback=|| view! { <p class="muted">{t!("All figures of single pieces of work are ours.")}</p> }
        >
            <p class="small">{t!("Effort, yearly effort or role shares were written for:")}</p>
            <ul>{move || changed.get().into_iter().map(work).collect_any()}</ul>
        </Show>
        <Show when=move || !dropped.with(Vec::is_empty)>
            <h3>{t!("Orders of good practice that are left out")}</h3>
            <ul class="absences">{move || dropped.get().into_iter().map(order).collect_any()}</ul>
        </Show>
    }
}
