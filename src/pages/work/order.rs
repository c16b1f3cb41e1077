//! What a piece of work comes after and before: how strictly, why, and what of it is not kept.

use isms_gauge_core::catalogue::{EdgeKind, NodeId};
use isms_gauge_core::roadmap::{Order, orders};
use leptos::prelude::*;

use crate::components::{NumberField, Tag, TextField, Tone};
use crate::desk::Desk;
use crate::pages::links::work_href;
use crate::pages::profile::change_plan;
use crate::session::Session;
use crate::view::english;
use crate::words;

/// An order without borrowed parts.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    before: NodeId,
    after: NodeId,
    /// Which of the two is the other one.
    other: NodeId,
    kind: Option<EdgeKind>,
    reason: String,
    wait: Option<(u32, u32)>,
    is_open: bool,
    is_dropped: bool,
    is_broken: bool,
    /// Why somebody does not keep it.
    dropped_since: String,
}

/// Both directions in turn.
#[component]
pub fn OrderLists(
    /// The piece of work.
    node: StoredValue<NodeId>,
) -> impl IntoView {
    let session = Session::expect();
    let rows = Memo::new(move |_| {
        session.with(|a| {
            session.works.with(|works| {
                node.with_value(|node| {
                    let row = |order: Order<'_>| Row {
                        other: if order.before == node {
                            order.after.clone()
                        } else {
                            order.before.clone()
                        },
                        dropped_since: a
                            .plan
                            .dropped
                            .iter()
                            .find(|dropped| {
                                dropped.before == *order.before && dropped.after == *order.after
                            })
                            .map(|dropped| dropped.reason.clone())
                            .unwrap_or_default(),
                        before: order.before.clone(),
                        after: order.after.clone(),
                        kind: order.kind,
                        reason: order.reason.to_owned(),
                        wait: order.wait,
                        is_open: order.is_open,
                        is_dropped: order.is_dropped,
                        is_broken: order.is_broken,
                    };
                    let found = orders(session.catalogue, works, &a.plan, node);
                    let rows =
                        |orders: Vec<Order<'_>>| orders.into_iter().map(row).collect::<Vec<_>>();
                    (rows(found.after), rows(found.before))
                })
            })
        })
    });
    let after = move || rows.with(|(after, _)| after.clone());
    let before = move || rows.with(|(_, before)| before.clone());
    view! {
        <section class="stack stack--tight" aria-labelledby="work-after">
            <h2 id="work-after">{t!("Comes after")}</h2>
            <Rows rows=Signal::derive(after) empty=t!("It can begin with the project.") side="after" />
        </section>
        <section class="stack stack--tight" aria-labelledby="work-before">
            <h2 id="work-before">{t!("What waits for it")}</h2>
            <Rows rows=Signal::derive(before) empty=t!("Nothing waits for it.") side="before" />
        </section>
        <p class="muted small">
            {t!("Orders of the standard and of certification are always kept. Those of logic are planned, and you are told where work went ahead of them. Good practice can be left out.")}
        </p>
    }
}

#[component]
fn Rows(
    /// The orders.
    rows: Signal<Vec<Row>>,
    /// What is said where there is none.
    empty: &'static str,
    /// From which the ids of the fields are made.
    side: &'static str,
) -> impl IntoView {
    let keys = Memo::new(move |_| {
        rows.with(|rows| rows.iter().map(|row| row.other.clone()).collect::<Vec<_>>())
    });
    view! {
        <Show
            when=move || !keys.with(Vec::is_empty)
            fallback=move || view! { <p class="muted">{empty}</p> }
        >
            <ul class="order-list">
                <For each=move || keys.get() key=NodeId::clone let:other>
                    <OrderRow rows=rows other=other side=side />
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn OrderRow(
    /// The orders.
    rows: Signal<Vec<Row>>,
    /// The other piece of work of this one.
    other: NodeId,
    /// From which the ids of the fields are made.
    side: &'static str,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let name = desk
        .texts
        .with_untracked(|texts| texts.node(&other).to_owned());
    let href = work_href(session, &other);
    let dom_id = format!("{side}-{other}");
    let row = {
        let other = other.clone();
        Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.other == other).cloned()))
    };
    let first = row.get_untracked();
    let kind = first.as_ref().and_then(|row| row.kind);
    let reason = first
        .as_ref()
        .map(|row| row.reason.clone())
        .unwrap_or_default();
    let has_wait = first.as_ref().is_some_and(|row| row.wait.is_some());
    let pair = StoredValue::new(first.map(|row| (row.before, row.after)));
    let is = move |read: fn(&Row) -> bool| row.with(|row| row.as_ref().is_some_and(read));
    let set_dropped = move |reason: Option<String>| {
        pair.with_value(|pair| {
            if let Some((before, after)) = pair {
                change_plan(session, |plan| plan.set_dropped(before, after, reason));
            }
        });
    };
    let set_wait = move |days: Option<u32>| {
        pair.with_value(|pair| {
            if let Some((before, after)) = pair {
                change_plan(session, |plan| plan.set_wait(before, after, days));
            }
        });
    };
    let wait = move || row.with(|row| row.as_ref().and_then(|row| row.wait));
    let is_wait_edited = move || wait().is_some_and(|(ours, days)| ours != days);
    let soft_name = name.clone();
    let soft = (kind == Some(EdgeKind::P)).then(|| {
        let reason_id = format!("{dom_id}-reason");
        let (drop_name, keep_name) = (soft_name.clone(), soft_name);
        view! {
            <Show
                when=move || is(|row| row.is_dropped)
                fallback=move || {
                    let label = t!("Leave out the order with {}", drop_name);
                    view! {
                        <button
                            type="button"
                            class="button"
                            aria-label=label
                            on:click=move |_| set_dropped(Some(String::new()))
                        >
                            {t!("Leave out")}
                        </button>
                    }
                }
            >
                <TextField
                    id=reason_id.clone()
                    label=t!("Why it is left out")
                    value=Signal::derive(move || {
                        row.with(|row| row.as_ref().map(|row| row.dropped_since.clone()))
                            .unwrap_or_default()
                    })
                    on_change=move |reason: String| set_dropped(Some(reason.trim().to_owned()))
                />
                <button
                    type="button"
                    class="button"
                    aria-label=t!("Keep the order with {} again", keep_name)
                    on:click=move |_| set_dropped(None)
                >
                    {t!("Keep again")}
                </button>
            </Show>
        }
    });
    let wait_field = has_wait.then(|| {
        view! {
            <NumberField
                id=format!("{dom_id}-wait")
                label=t!("Days that have to pass")
                max=3650
                value=Signal::derive(move || wait().map_or(0, |(_, days)| days))
                on_change=move |days| {
                    let ours = wait().map(|(ours, _)| ours);
                    set_wait(Some(days).filter(|days| Some(*days) != ours));
                }
            />
            <Show
                when=is_wait_edited
                fallback=|| view! { <Tag text=t!("Our estimate") tone=Tone::Neutral /> }
            >
                <Tag text=t!("Edited") tone=Tone::Warn />
                <button type="button" class="button" on:click=move |_| set_wait(None)>
                    {move || {
                        let ours = wait().map_or(0, |(ours, _)| ours);
                        t!("Take our {} again", words::span(ours.into()))
                    }}
                </button>
            </Show>
        }
    });
    let warning = move || {
        is(|row| row.is_broken).then(|| {
            let text = match kind {
                Some(EdgeKind::P) => t!("Not kept: the second was begun before the first was done."),
                Some(EdgeKind::L) => {
                    t!("Look at this again: the second was begun before the first was done, and what it rests on may still change.")
                }
                _ => t!("This order is asked for, but the second was begun before the first was done."),
            };
            view! { <p class="order-list__warning small">{text}</p> }
        })
    };
    view! {
        <li class="order-list__row">
            <p>
                <a lang=words::CATALOGUE href=href>{name}</a>
                " "
                <Tag
                    text=words::strictness(kind)
                    tone=Tone::Neutral
                />
                " "
                {move || {
                    is(|row| row.is_dropped)
                        .then(|| view! { <Tag text=t!("Left out") tone=Tone::Warn /> " " })
                }}
                <span class="muted small">
                    {move || if is(|row| row.is_open) { t!("open") } else { t!("nothing left or done") }}
                    {(!reason.is_empty()).then(|| view! { ". " {english(&reason)} })}
                </span>
            </p>
            {move || warning()}
            <div class="row row--end">{wait_field}{soft}</div>
        </li>
    }
}
