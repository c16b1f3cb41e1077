//! Export, import and deletion.

use std::sync::Arc;

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::file;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use super::workbar::export;
use crate::browser::file::read_chosen;
use crate::browser::net::spawn;
use crate::browser::{location, page};
use crate::components::{Icon, IconName, Notice, PageHeading, Tone};
use crate::desk::Desk;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::words;

/// Carries an assessment to a file and back.
#[component]
pub fn Data(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let save = move |_| {
        if let Err(fault) = session.with_now(export) {
            desk.say(fault, None);
        }
    };
    let size = move || session.with(|a| file::write(a).len().div_ceil(1024));
    let orphans = move || {
        session.with(|a| {
            a.answers
                .keys()
                .filter(|id| session.catalogue.question(id).is_none())
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        })
    };
    let delete = move |_| {
        let Some(raw) = desk.raw(&id) else { return };
        let id = id.clone();
        location::go(&Route::Start.to_string());
        desk.forget(&id);
        let undo = Arc::new(move || match desk.put_raw(&id, &raw) {
            Ok(()) => location::go(&Route::Open(id.clone(), Page::Overview).to_string()),
            Err(fault) => desk.say(fault.message(), None),
        });
        // The change of place clears messages, so this one comes after it.
        set_timeout(
            move || desk.say("Assessment deleted", Some(undo)),
            std::time::Duration::from_millis(50),
        );
    };
    view! {
        <div class="stack stack--wide">
            <PageHeading text="Data" lead="Everything stays in this browser until you take it out as a file." />
            <section class="stack" aria-labelledby="data-export">
                <h2 id="data-export">"Export"</h2>
                <p>
                    "One JSON file with every answer, note and date. Keep it as your copy, or send it to a colleague, who opens it here in the same way. "
                    {move || format!("It has about {} KiB.", size())}
                </p>
                <div class="row">
                    <button type="button" class="button button--main" on:click=save>
                        <Icon name=IconName::Download />
                        "Export as JSON"
                    </button>
                    <a href="schema/assessment-v1.json">"JSON Schema of the file"</a>
                </div>
            </section>
            <section class="stack" aria-labelledby="data-import">
                <h2 id="data-import">"Import"</h2>
                <ImportField />
            </section>
            {move || {
                let orphans = orphans();
                (!orphans.is_empty())
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Neutral title="Answers to questions that this catalogue does not have">
                                <p>
                                    "They are kept in the file and count for nothing here: "
                                    {orphans.join(", ")}
                                </p>
                            </Notice>
                        }
                    })
            }}
            <section class="stack" aria-labelledby="data-delete">
                <h2 id="data-delete">"Delete"</h2>
                <p>"Takes this assessment off this device. You can undo it until you go on."</p>
                <div>
                    <button type="button" class="button button--danger" on:click=delete>
                        <Icon name=IconName::Bin />
                        "Delete this assessment"
                    </button>
                </div>
            </section>
        </div>
    }
}

/// What was found in a chosen file.
#[derive(Clone)]
enum Found {
    /// An assessment, not taken over yet.
    Readable(String, Box<Assessment>),
    /// Why it cannot be taken over.
    Unreadable(String, String),
}

/// Reads a file, says what is in it, and takes it over only when told to.
#[component]
pub fn ImportField() -> impl IntoView {
    let desk = Desk::expect();
    let found = RwSignal::new(None::<Found>);
    let read = move |input: HtmlInputElement| {
        spawn(async move {
            let Some(chosen) = read_chosen(input, file::MAX_BYTES).await else {
                return;
            };
            let content = chosen
                .text
                .and_then(|text| file::read(&text).map_err(|error| error.to_string()));
            found.set(Some(match content {
                Ok(assessment) => Found::Readable(chosen.name, Box::new(assessment)),
                Err(reason) => Found::Unreadable(chosen.name, reason),
            }));
        });
    };
    let take = move |assessment: Assessment| {
        let id = assessment.id.clone();
        match desk.take_over(&assessment) {
            Ok(()) => location::go(&Route::Open(id, Page::Overview).to_string()),
            Err(fault) => desk.say(fault.message(), None),
        }
    };
    view! {
        <div class="stack">
            <div class="field">
                <label for="import-file">"Assessment file (JSON)"</label>
                <input
                    type="file"
                    id="import-file"
                    accept=".json,application/json"
                    on:change:target=move |event| read(event.target())
                />
            </div>
            {move || match found.get() {
                None => ().into_any(),
                Some(Found::Unreadable(name, reason)) => {
                    view! {
                        <Notice tone=Tone::Bad title=format!("{name} was not imported")>
                            <p>{reason}</p>
                            <p>"Nothing was changed."</p>
                        </Notice>
                    }
                        .into_any()
                }
                Some(Found::Readable(name, assessment)) => {
                    view! { <Preview name=name assessment=*assessment on_take=take /> }.into_any()
                }
            }}
        </div>
    }
}

/// Says what a file holds and what taking it over would do.
#[component]
fn Preview(
    /// The file's name.
    name: String,
    /// What is in it.
    assessment: Assessment,
    /// Called to take it over under the id that it then has.
    #[prop(into)]
    on_take: Callback<Assessment>,
) -> impl IntoView {
    let desk = Desk::expect();
    let is_here = desk.raw(&assessment.id).is_some();
    let organisation = match assessment.profile.organisation.trim() {
        "" => "an unnamed organisation".to_owned(),
        name => name.to_owned(),
    };
    let summary = format!(
        "{}, {}, {}.",
        words::count(assessment.answers.len(), "answer", "answers"),
        words::count(
            assessment.evidence.len(),
            "record of evidence",
            "records of evidence"
        ),
        words::count(
            assessment.plan.team.len(),
            "person or role",
            "people or roles"
        ),
    );
    let assessment = StoredValue::new(assessment);
    let as_it_is = move |_| on_take.run(assessment.get_value());
    let as_new = move |_| {
        let mut copy = assessment.get_value();
        copy.id = page::new_id();
        on_take.run(copy);
    };
    view! {
        <div class="card stack" role="group" aria-label="Preview of the file">
            <h3>{name} ": assessment of " <bdi>{organisation}</bdi></h3>
            <p>{summary}</p>
            {if is_here {
                view! {
                    <p>"This assessment is on this device already."</p>
                    <div class="row">
                        <button type="button" class="button button--main" on:click=as_new>
                            "Keep both"
                        </button>
                        <button type="button" class="button button--danger" on:click=as_it_is>
                            "Replace the one here"
                        </button>
                    </div>
                }
                    .into_any()
            } else {
                view! {
                    <div>
                        <button type="button" class="button button--main" on:click=as_it_is>
                            <Icon name=IconName::Upload />
                            "Import"
                        </button>
                    </div>
                }
                    .into_any()
            }}
        </div>
    }
}
