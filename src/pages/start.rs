//! The start: what this is, for whom, and what comes out of it. What reads or writes assessments is
//! fetched where there are any, or when somebody begins one.

mod sample;

use isms_gauge_core::language::tr;
use isms_gauge_core::words::date;
use leptos::prelude::*;

use super::shelf::nothing_there;
use super::{Beginning, ImportField};
use crate::browser::net;
use crate::components::{Icon, IconName, PageHeading};
use crate::desk::Desk;
use crate::lazy;
use crate::view::CollectAny;
use crate::words;

/// The samples, by file.
const FIRM: &str = "software-firm";
const MANUFACTURER: &str = "manufacturer";

/// What one wants to know first.
const FACTS: [(IconName, &str, &str); 3] = [
    (
        IconName::Shield,
        m!("Nothing leaves this device"),
        m!("No account, no server, no tracking. It works without a network, too."),
    ),
    (
        IconName::Gauge,
        m!("No average hides a hole"),
        m!("The worst gate decides, and unknown is never counted as yes."),
    ),
    (
        IconName::People,
        m!("For people who are not auditors"),
        m!("Owners, IT leads, security managers, consultants with many clients."),
    ),
];

/// A day of the sample, in words.
fn day(written: &str) -> String {
    written.parse().map_or_else(|_| written.to_owned(), date)
}

/// Says what this is, and makes room for the assessments on this device.
#[component]
pub fn Start() -> impl IntoView {
    let desk = Desk::expect();
    let fact = |(icon, title, text): (IconName, &'static str, &'static str)| {
        view! { <li><Icon name=icon /><strong>{tr(title)}</strong><span>{tr(text)}</span></li> }
    };
    view! {
        <div class="start stack stack--wide">
            <div class="start__hero">
                <div class="stack">
                    <PageHeading
                        text=t!("How ready are you for ISO/IEC 27001?")
                        lead=t!("Answer plain questions on every clause, see what an auditor would miss, and leave with a plan that has dates.")
                        takes_focus=false
                    />
                    <div class="row">
                        <button
                            type="button"
                            class="button button--main start__go"
                            on:click=move |_| lazy::begin(desk, Beginning::Quick)
                        >
                            {t!("Start quick assessment")}
                            <Icon name=IconName::Next />
                        </button>
                        <p class="muted small">{t!("30 questions, about 15 minutes")}</p>
                    </div>
                </div>
                <Sample />
            </div>
            <ul class="start__facts">{FACTS.into_iter().map(fact).collect_any()}</ul>
            <section class="stack" aria-labelledby="start-kept">
                <h2 id="start-kept">{t!("On this device")}</h2>
                <OnThisDevice />
            </section>
            <section class="stack" aria-labelledby="start-import">
                <h2 id="start-import">{t!("Import a file")}</h2>
                <ImportField />
            </section>
        </div>
    }
}

/// The assessments on this device. The list is fetched only where there are any.
#[component]
fn OnThisDevice() -> impl IntoView {
    let desk = Desk::expect();
    let is_empty = RwSignal::new(None);
    Effect::new(move |_| {
        desk.shelf_changed.track();
        net::spawn(async move {
            let found = desk.is_empty().await;
            // A list once shown stays, so that an undo finds it. The page may have been left.
            is_empty.try_update(|is_empty| {
                if *is_empty != Some(false) {
                    *is_empty = Some(found);
                }
            });
        });
    });
    let is_empty = Memo::new(move |_| is_empty.get());
    let shown = move || match is_empty.get() {
        Some(false) => lazy::shelf(),
        is_empty => nothing_there(is_empty.is_some()),
    };
    view! { {move || shown()} }
}

/// What comes out of it: the result of a sample, and the way to all of it.
#[component]
fn Sample() -> impl IntoView {
    let desk = Desk::expect();
    let begin = move |file| move |_| lazy::begin(desk, Beginning::Sample(file));
    let stage =
        |(name, (word, tone, date)): (&'static str, (&'static str, &'static str, &'static str))| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>
                        <strong class="sample__word" data-tone=tone>{tr(word)}</strong>
                        {t!("by the plan {}", day(date))}
                    </dd>
                </div>
            }
        };
    let level = |(clause, lowest, _): (u8, u8, u8)| {
        view! {
            <li>
                <span class="sample__bar" aria-hidden="true">
                    <span class="sample__fill" data-level=lowest.to_string()></span>
                </span>
                <span>
                    <span class="visually-hidden">{t!("Clause ")}</span>
                    {clause}
                    <span class="visually-hidden">{t!(": level {}", lowest)}</span>
                </span>
            </li>
        }
    };
    view! {
        <section class="sample card" aria-labelledby="sample">
            <div class="sample__head">
                <p class="small muted">{t!("What you get: the result of an invented firm")}</p>
                <h2 id="sample">{t!("Software firm, 40 people")}</h2>
            </div>
            <div class="sample__body">
                <dl class="sample__stages">
                    {[t!("Stage 1 audit"), t!("Stage 2 audit")]
                        .into_iter()
                        .zip(sample::STAGES)
                        .map(stage)
                        .collect_any()}
                </dl>
                <div class="stack stack--tight">
                    <h3>{t!("Lowest level by clause, target 3")}</h3>
                    <ul class="sample__levels">
                        {sample::LEVELS.into_iter().map(level).collect_any()}
                    </ul>
                </div>
                <div class="stack stack--tight">
                    <h3>{t!("{} gaps; these first", sample::N_GAPS)}</h3>
                    <ol class="sample__first">
                        {sample::FIRST
                            .into_iter()
                            .map(|title| view! { <li lang=words::CATALOGUE>{title}</li> })
                            .collect_any()}
                    </ol>
                </div>
                <div class="row">
                    <button type="button" class="button" on:click=begin(FIRM)>
                        {t!("Look around in it")}
                        <span class="visually-hidden">{t!(": Software firm, 40 people")}</span>
                    </button>
                    <button type="button" class="button button--quiet" on:click=begin(MANUFACTURER)>
                        {t!("Or: Manufacturer, 600 people")}
                    </button>
                </div>
                <p class="muted small">
                    {t!("As of {}, worked out from its answers as yours would be.", day(sample::ON))}
                </p>
            </div>
        </section>
    }
}
