//! The line that is always there while an assessment is open: whose it is, how far it is
//! answered, whether it is safe, and the way back.

use leptos::prelude::*;

use crate::browser::file;
use crate::components::{Icon, IconName};
use crate::desk::{Desk, SaveState};
use crate::session::Session;

/// Shows the state of the open assessment.
#[component]
pub fn Workbar() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let name = move || {
        session.with(|a| match a.profile.organisation.trim() {
            "" => "Unnamed organisation".to_owned(),
            name => name.to_owned(),
        })
    };
    let answered = move || {
        session.scorecard.with(|card| {
            format!(
                "{} of {} answered",
                card.overall.n_answered, card.overall.n_asked
            )
        })
    };
    let saved = move || match desk.save_state.get() {
        SaveState::Unchanged => "No changes".to_owned(),
        SaveState::Saving => "Saving…".to_owned(),
        SaveState::Saved(time) => format!("Saved in this browser {time}"),
        SaveState::NotSaved(_) => "Not saved".to_owned(),
    };
    let fault = move || match desk.save_state.get() {
        SaveState::NotSaved(fault) => Some(fault.message()),
        _ => None,
    };
    let (can_undo, can_redo) = (session.can_undo(), session.can_redo());
    let export = move |_| {
        if let Err(fault) = session.with_now(export) {
            desk.say(fault, None);
        }
    };
    view! {
        <div class="workbar">
            <p class="workbar__name"><bdi>{move || name()}</bdi></p>
            <p class="workbar__state">
                <span>{move || answered()}</span>
                <span role="status" class:workbar__alarm=move || fault().is_some()>{move || saved()}</span>
            </p>
            <div class="workbar__tools">
                <button
                    type="button"
                    class="button button--quiet"
                    aria-keyshortcuts="/"
                    on:click=move |_| desk.is_searching.set(true)
                >
                    <Icon name=IconName::Search />
                    <span class="workbar__word">"Search"</span>
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    disabled=move || !can_undo.get()
                    on:click=move |_| session.undo()
                >
                    <Icon name=IconName::Undo />
                    <span class="workbar__word">"Undo"</span>
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    disabled=move || !can_redo.get()
                    on:click=move |_| session.redo()
                >
                    <Icon name=IconName::Redo />
                    <span class="workbar__word">"Redo"</span>
                </button>
                <button type="button" class="button button--quiet" on:click=export>
                    <Icon name=IconName::Download />
                    <span class="workbar__word">"Export"</span>
                </button>
            </div>
            {move || fault().map(|fault| view! { <p class="workbar__alarm" role="alert">{fault}</p> })}
        </div>
    }
}

/// Hands the person the assessment as a file.
pub fn export(assessment: &isms_gauge_core::assessment::Assessment) -> Result<(), String> {
    let name = assessment.profile.organisation.trim().to_lowercase();
    let name = if name.is_empty() { "assessment" } else { &name };
    file::download(
        &format!("isms-gauge-{name}.json"),
        "application/json",
        &isms_gauge_core::file::write(assessment),
    )
}
