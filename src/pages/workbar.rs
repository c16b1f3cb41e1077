//! The line that is always there while an assessment is open: whose it is, how far it is
//! answered, whether it is safe, and the way back.

use isms_gauge_core::backup::CopyAge;
use leptos::html::Span;
use leptos::prelude::*;

use crate::browser::{pace, page};
use crate::components::{Icon, IconName};
use crate::desk::{Desk, SaveState, WhyReadOnly};
use crate::files::{Files, last_export};
use crate::route::{Page, Route};
use crate::session::Session;
use crate::words;

/// Shows the state of the open assessment.
#[component]
pub fn Workbar() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let name = move || {
        session.with(|a| match a.profile.organisation.trim() {
            "" => t!("Unnamed organisation").to_owned(),
            name => name.to_owned(),
        })
    };
    let answered = move || {
        session.scorecard.with(|card| {
            t!(
                "{} of {} answered",
                card.overall.n_answered,
                card.overall.n_asked
            )
        })
    };
    let saved = move || match desk.save_state.get() {
        SaveState::Unchanged => t!("No changes").to_owned(),
        SaveState::Saving => t!("Saving…").to_owned(),
        SaveState::Saved(time) => t!("Saved in this browser {}", time),
        SaveState::SavedWeakly(time) => t!("Saved {}, not crash-proof", time),
        SaveState::NotSaved(_) => t!("Not saved").to_owned(),
        SaveState::ReadOnly(WhyReadOnly::Newer) => t!("Read-only: from a newer version").to_owned(),
        SaveState::ReadOnly(_) => t!("Read-only: open in another tab").to_owned(),
    };
    let fault = move || match desk.save_state.get() {
        SaveState::NotSaved(fault) => Some(fault.message()),
        _ => None,
    };
    let why_read_only = move || match desk.save_state.get() {
        SaveState::ReadOnly(why) => Some(why),
        _ => None,
    };
    // Ahead of the words, which wait for the press to be painted.
    let status = NodeRef::<Span>::new();
    let is_saving = move |_: Option<()>| {
        let is_saving = desk.save_state.with(|state| *state == SaveState::Saving);
        if let Some(status) = status.get() {
            page::set_busy(&status, is_saving);
        }
    };
    pace::at_once(|| Effect::new(is_saving));
    let (can_undo, can_redo) = (session.can_undo(), session.can_redo());
    let files = Files::expect();
    let id = Memo::new(move |_| session.with(|a| a.id.clone()));
    let exported = Memo::new(move |_| {
        files.exports.track();
        id.with(|id| last_export(id))
    });
    let due = move || {
        let exported = exported.get();
        session.with(|a| {
            let age = CopyAge::of(exported, session.today);
            age.is_due(a, session.today)
                .then(|| (Route::Open(a.id.clone(), Page::Data).href(), age.words()))
        })
    };
    let due = Memo::new(move |_| due());
    view! {
        <div class="workbar">
            <p class="workbar__name"><bdi>{move || name()}</bdi></p>
            <p class="workbar__state">
                <span>{move || answered()}</span>
                <span node_ref=status role="status" class:workbar__alarm=move || fault().is_some()>
                    {move || saved()}
                </span>
                {move || {
                    due.get().map(|(href, age)| view! { <a href=href>{t!("Copy: ")} {age}</a> })
                }}
                {move || {
                    let n = files.waiting.with(Vec::len);
                    (n > 0)
                        .then(|| {
                            view! {
                                <a href=Route::Import.href()>
                                    {words::count(n, m!("file waits"), m!("files wait"))}
                                </a>
                            }
                        })
                }}
            </p>
            <div class="workbar__tools">
                <button
                    type="button"
                    class="button button--quiet"
                    aria-keyshortcuts="/"
                    on:click=move |_| desk.is_searching.set(true)
                >
                    <Icon name=IconName::Search />
                    <span class="workbar__word">{t!("Search")}</span>
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    disabled=move || !can_undo.get()
                    on:click=move |_| session.undo()
                >
                    <Icon name=IconName::Undo />
                    <span class="workbar__word">{t!("Undo")}</span>
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    disabled=move || !can_redo.get()
                    on:click=move |_| session.redo()
                >
                    <Icon name=IconName::Redo />
                    <span class="workbar__word">{t!("Redo")}</span>
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    on:click=move |_| pace::then(move || files.export(desk, session))
                >
                    <Icon name=IconName::Download />
                    <span class="workbar__word">{t!("Export")}</span>
                </button>
            </div>
            {move || {
                fault()
                    .map(|fault| {
                        view! {
                            <p class="workbar__alarm" role="alert">
                                {fault}
                                " "
                                <button type="button" class="button" on:click=move |_| files.export(desk, session)>
                                    {t!("Download a copy")}
                                </button>
                            </p>
                        }
                    })
            }}
            {move || why_read_only().map(|why| view! { <ReadOnlyNote why=why /> })}
        </div>
    }
}

/// Says why nothing can be changed, and how it can.
#[component]
fn ReadOnlyNote(
    /// Why not.
    why: WhyReadOnly,
) -> impl IntoView {
    let desk = Desk::expect();
    let text = match why {
        WhyReadOnly::OtherTab => {
            t!(
                "Another tab has this assessment open and may change it. You can look, or go on here."
            )
        }
        WhyReadOnly::Overtaken => {
            t!(
                "Another tab has kept something newer. Nothing was written over it; your last change was set aside."
            )
        }
        WhyReadOnly::Newer => {
            t!(
                "A newer version of this app wrote this assessment. It is shown as far as it can be read, and never changed here."
            )
        }
    };
    view! {
        <p class="workbar__note" role="note">
            {text}
            " "
            {if why == WhyReadOnly::Newer {
                view! {
                    <button type="button" class="button" on:click=move |_| page::reload()>
                        {t!("Load the newest version")}
                    </button>
                }
                    .into_any()
            } else {
                view! {
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| desk.take_over_writing()
                    >
                        {t!("Take over here")}
                    </button>
                }
                    .into_any()
            }}
            {(why != WhyReadOnly::OtherTab)
                .then(|| {
                    view! {
                        " "
                        <a href=Route::Recovery.href()>{t!("All copies on this device")}</a>
                    }
                })}
        </p>
    }
}
