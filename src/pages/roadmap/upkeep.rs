//! What comes after the certificate: the yearly load, and the auditors' days.

use isms_gauge_core::action::{AuditTime, Effort, Upkeep, UpkeepLoad, audit_time, upkeep, yearly};
use leptos::prelude::*;

use super::work_href;
use crate::components::{DaysField, LazyDetails, Tag, Tone};
use crate::desk::Desk;
use crate::pages::profile::{OursTag, change_plan};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

fn range(effort: Effort) -> String {
    words::day_range(effort.low_half_days, effort.high_half_days)
}

/// The effort to run apart from the effort to build, and what the auditors take.
#[component]
pub(super) fn Afterwards(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let found = Memo::new(move |_| {
        session
            .works
            .with(|works| session.with(|a| upkeep(works, a.profile.people, &a.plan)))
    });
    let total = move || {
        let sum = found.with(|(all, _)| yearly(all));
        t!(
            "Running it takes about {} of your people every year.",
            range(sum)
        )
    };
    let roles = move || {
        found.with(|(_, loads)| {
            let row = |load: &UpkeepLoad| {
                let role = desk.texts.with(|texts| texts.role(load.role).to_owned());
                view! {
                    <tr>
                        <th scope="row" lang=words::CATALOGUE>{role}</th>
                        <td>{range(load.yearly)}</td>
                    </tr>
                }
            };
            loads.iter().map(row).collect_any()
        })
    };
    let works = move || {
        found.with(|(all, _)| {
            let row = |one: &Upkeep| {
                let name = desk.texts.with(|texts| texts.node(&one.node).to_owned());
                view! {
                    <tr>
                        <th scope="row">
                            <a lang=words::CATALOGUE href=work_href(id, one.node.as_str())>{name}</a>
                        </th>
                        <td>
                            {range(one.yearly)}
                            {one
                                .is_overridden
                                .then(|| view! { " " <Tag text=t!("Edited") tone=Tone::Neutral /> })}
                        </td>
                    </tr>
                }
            };
            all.iter().map(row).collect_any()
        })
    };
    view! {
        <section class="stack" aria-labelledby="afterwards">
            <h2 id="afterwards">{t!("After the certificate")}</h2>
            <p>{move || total()}</p>
            <div class="halves halves--close">
                <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Yearly load of each role")>
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{t!("Role")}</th>
                                <th scope="col">{t!("Person-days a year")}</th>
                            </tr>
                        </thead>
                        <tbody>{move || roles()}</tbody>
                    </table>
                </div>
                <AuditDays />
            </div>
            <LazyDetails class="upkeep-details" summary=t!("The yearly work piece by piece")>
                <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Yearly work")>
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{t!("Work that comes back")}</th>
                                <th scope="col">{t!("Person-days a year")}</th>
                            </tr>
                        </thead>
                        <tbody>{move || works()}</tbody>
                    </table>
                </div>
            </LazyDetails>
        </section>
    }
}

/// What the certification body's auditors take: no effort of one's own, but part of the price.
#[component]
fn AuditDays() -> impl IntoView {
    let session = Session::expect();
    let people = move || session.with(|a| a.profile.people);
    let by_hand = Memo::new(move |_| session.with(|a| a.plan.auditor_half_days));
    let ours = move || audit_time(people());
    let set = move |half_days: Option<u32>| {
        change_plan(session, |plan| plan.auditor_half_days = half_days);
    };
    let content = move || {
        match by_hand.get().map(AuditTime::of).or_else(ours) {
        None => view! {
            <p class="muted">
                {t!("The published table has no row for this number of people. Ask the certification body, and write its figure here.")}
            </p>
        }
        .into_any(),
        Some(time) => {
            let row = |name: &'static str, half_days: u32| {
                view! {
                    <dt>{name}</dt>
                    <dd>{t!("{} days", words::days(half_days))}</dd>
                }
            };
            view! {
                <dl class="facts">
                    {row(t!("Stage 1"), time.stage_1_half_days)}
                    {row(t!("Stage 2"), time.stage_2_half_days)}
                    {row(t!("Both together"), time.initial_half_days())}
                    {row(t!("Each yearly visit"), time.surveillance_half_days)}
                    {row(t!("Again after three years"), time.recertification_half_days)}
                </dl>
            }
            .into_any()
        }
    }
    };
    view! {
        <div class="stack stack--tight" id="audit-days">
            <h3>{move || t!("Auditor days for {}", words::count(people() as usize, m!("person"), m!("people")))}</h3>
            {move || content()}
            <div class="row row--top no-print">
                <DaysField
                    id="auditor-days"
                    label=t!("Both together (auditor days), as offered to you")
                    estimate=Signal::derive(move || ours().map_or(0, |time| time.initial_half_days()))
                    value=by_hand
                    on_change=set
                />
                <OursTag is_edited=Signal::derive(move || by_hand.get().is_some()) />
            </div>
            <p class="muted small">
                {t!("An empty field takes the table; the other rows follow by their share. Source: the table for first certification by head count in ISO/IEC 27006:2015, as accredited bodies quote it; the rows above 175 people, and the shares of Stage 1, visits and recertification, from memory. A planning figure: complexity moves it, and the certification body sets it.")}
            </p>
        </div>
    }
}
