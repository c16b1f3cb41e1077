//! The start: what this is. What reads or writes assessments is fetched after it.

use leptos::prelude::*;

use super::Beginning;
use crate::components::{Icon, IconName, PageHeading};
use crate::desk::Desk;
use crate::lazy;
use crate::view::CollectAny;

/// The samples, with their file and what they show.
const SAMPLES: [(&str, &str, &str); 2] = [
    (
        "software-firm",
        "Software firm, 40 people",
        "In the middle of the work",
    ),
    ("manufacturer", "Manufacturer, 600 people", "At the start"),
];

/// Says what this is, and makes room for the assessments on this device.
#[component]
pub fn Start() -> impl IntoView {
    let desk = Desk::expect();
    let begin = move |beginning| move |_| lazy::begin(desk, beginning);
    view! {
        <div class="start stack stack--wide">
            <div class="start__hero">
                <div class="stack">
                    <PageHeading
                        text="How ready are you for ISO/IEC 27001?"
                        lead="Answer plain questions on every clause, see what an auditor would miss, and leave with a plan that has dates."
                        takes_focus=false
                    />
                    <div class="row">
                        <button type="button" class="button button--main" on:click=begin(Beginning::Quick)>
                            "Start quick assessment"
                            <Icon name=IconName::Next />
                        </button>
                        <p class="muted small">"30 questions, about 15 minutes"</p>
                    </div>
                </div>
                <ul class="start__facts">
                    <li>
                        <strong>"Nothing leaves this device."</strong>
                        " No account, no server, no tracking."
                    </li>
                    <li>
                        <strong>"Honest."</strong>
                        " No average hides a hole, and unknown is never counted as yes."
                    </li>
                    <li>
                        <strong>"For people who are not auditors."</strong>
                        " Owners, IT leads, consultants with many clients."
                    </li>
                </ul>
            </div>
            <section class="stack" aria-labelledby="start-kept">
                <h2 id="start-kept">"On this device"</h2>
                {lazy::shelf()}
            </section>
            <div class="halves">
                <section class="stack" aria-labelledby="start-samples">
                    <h2 id="start-samples">"See a real result first"</h2>
                    <ul class="start__samples">
                        {SAMPLES
                            .into_iter()
                            .map(|(file, name, state)| {
                                view! {
                                    <li>
                                        <button
                                            type="button"
                                            class="start__sample"
                                            on:click=begin(Beginning::Sample(file))
                                        >
                                            <strong>{name}</strong>
                                            <span class="muted small">{state}</span>
                                        </button>
                                    </li>
                                }
                            })
                            .collect_any()}
                    </ul>
                </section>
                <section class="stack" aria-labelledby="start-import">
                    <h2 id="start-import">"Import a file"</h2>
                    {lazy::import_field()}
                </section>
            </div>
        </div>
    }
}
