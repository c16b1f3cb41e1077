//! The assessments on this device: the list, what can be done to each, and how one begins.
//! Everything here reads or writes assessments, so it hangs below `lazy`.

use std::sync::Arc;

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::file;
use isms_gauge_core::score::score;
use isms_gauge_core::store::{MAX_LOCAL_UNITS, StoreFault, WARN_LOCAL_UNITS};
use isms_gauge_core::verdict::verdict;
use leptos::prelude::*;

use crate::browser::{location, net, page, storage};
use crate::components::{Icon, IconName, Notice, Tone};
use crate::desk::{Desk, Kept};
use crate::route::{Page, Route};
use crate::view::CollectAny;
use crate::words;

/// How an assessment begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// With the first question.
    Quick,
    /// As a copy of the sample of this name.
    Sample(&'static str),
}

/// Lists the assessments on this device.
#[component]
pub fn Shelf() -> impl IntoView {
    let desk = Desk::expect();
    let kept = RwSignal::new(desk.all());
    let is_loaded = RwSignal::new(false);
    let used = RwSignal::new(0);
    net::spawn(async move {
        desk.load().await;
        // The person may have gone to another page meanwhile.
        is_loaded.try_set(true);
        used.try_set(desk.local_units().await);
    });
    Effect::new(move |_| {
        desk.shelf_changed.track();
        kept.set(desk.all());
    });
    view! {
        {storage::is_blocked()
            .then(|| {
                view! {
                    <Notice tone=Tone::Bad title="Your work would not be kept">
                        <p>{StoreFault::Blocked.message()}</p>
                    </Notice>
                }
            })}
        {move || (used.get() >= WARN_LOCAL_UNITS).then(|| view! { <StorageMeter used=used.get() /> })}
        <Show
            when=move || !kept.with(Vec::is_empty)
            fallback=move || {
                if !is_loaded.get() {
                    return view! { <p class="muted" role="status">"Looking..."</p> }.into_any();
                }
                view! {
                    <p class="muted">
                        "No assessment yet. Start one, look at a sample, or import a file."
                    </p>
                }
                    .into_any()
            }
        >
            <ul class="shelf__list">
                {move || {
                    kept.get()
                        .into_iter()
                        .map(|item| view! { <KeptItem item=item kept=kept /> })
                        .collect_any()
                }}
            </ul>
            <p class="small">
                <a href=Route::Recovery.href()>"All copies on this device"</a>
                ", earlier states included"
            </p>
        </Show>
    }
}

/// Begins an assessment and opens it.
pub fn begin(desk: Desk, beginning: Beginning) {
    match beginning {
        Beginning::Quick => add(
            desk,
            &Assessment::new(&page::new_id()),
            Page::Questions(4, None),
        ),
        Beginning::Sample(name) => net::spawn(async move {
            let text = net::own_text(&format!("samples/{name}.json")).await;
            let sample = text.and_then(|text| file::read(&text).map_err(|e| e.to_string()));
            match sample {
                Ok(mut sample) => {
                    sample.id = page::new_id();
                    add(desk, &sample, Page::Overview);
                }
                Err(fault) => desk.say(fault, None),
            }
        }),
    }
}

/// Keeps a new assessment and opens it. Where it cannot be kept, the page says so all the time.
fn add(desk: Desk, assessment: &Assessment, page: Page) {
    let _ = desk.keep(assessment);
    location::go(&Route::Open(assessment.id.clone(), page).to_string());
}

/// How full local storage is, from where it matters.
#[component]
fn StorageMeter(
    /// What is used, in UTF-16 code units.
    used: usize,
) -> impl IntoView {
    let percent = used * 100 / MAX_LOCAL_UNITS;
    view! {
        <Notice tone=Tone::Warn title="Storage is filling up">
            <p>
                {format!(
                    "{percent} % of what this page uses of the browser's storage. Export old assessments and delete them here."
                )}
            </p>
            <meter
                class="shelf__meter"
                aria-label="Storage used"
                max=MAX_LOCAL_UNITS.to_string()
                value=used.min(MAX_LOCAL_UNITS).to_string()
            ></meter>
        </Notice>
    }
}

/// One assessment in the list, with what can be done to it.
#[component]
fn KeptItem(
    /// What is kept.
    item: Kept,
    /// The list it stands in.
    kept: RwSignal<Vec<Kept>>,
) -> impl IntoView {
    let desk = Desk::expect();
    let id = item.id.clone();
    let href = Route::Open(id.clone(), Page::Overview).href();
    let delete = {
        let id = id.clone();
        move |_| {
            let Some(raw) = desk.raw(&id) else { return };
            desk.forget(&id);
            kept.set(desk.all());
            let id = id.clone();
            let undo = Arc::new(move || {
                if let Err(fault) = desk.put_raw(&id, &raw) {
                    desk.say(fault.message(), None);
                }
                // The person may have gone to another page meanwhile.
                let _ = kept.try_set(desk.all());
            });
            desk.say("Assessment deleted", Some(undo));
        }
    };
    match item.content {
        Err(fault) => view! {
            <li class="card shelf__item">
                <div>
                    <h3><a href=href>"Cannot be read"</a></h3>
                    <p class="small">{fault.to_string()}</p>
                </div>
                <button type="button" class="button button--quiet" on:click=delete>
                    <Icon name=IconName::Bin />
                    "Delete"
                </button>
            </li>
        }
        .into_any(),
        Ok(assessment) => {
            view! { <ReadableItem assessment=assessment href=href kept=kept on_delete=delete /> }
                .into_any()
        }
    }
}

#[component]
fn ReadableItem(
    /// The assessment.
    assessment: Assessment,
    /// Where it opens.
    href: String,
    /// The list it stands in.
    kept: RwSignal<Vec<Kept>>,
    /// Called to delete it.
    #[prop(into)]
    on_delete: Callback<leptos::ev::MouseEvent>,
) -> impl IntoView {
    let desk = Desk::expect();
    let name = match assessment.profile.organisation.trim() {
        "" => "Unnamed organisation".to_owned(),
        name => name.to_owned(),
    };
    let card = score(desk.catalogue, &assessment);
    let readiness = verdict(&assessment, &card, desk.today());
    let state = format!(
        "{} of {} answered. Stage 1: {}. Stage 2: {}.",
        card.overall.n_answered,
        card.overall.n_asked,
        words::verdict(readiness.stage_1).to_lowercase(),
        words::verdict(readiness.stage_2).to_lowercase(),
    );
    let is_renaming = RwSignal::new(false);
    let assessment = StoredValue::new(assessment);
    let change = move |change: &dyn Fn(&mut Assessment)| {
        let mut changed = assessment.get_value();
        change(&mut changed);
        if let Err(fault) = desk.keep(&changed) {
            desk.say(fault.message(), None);
        }
        kept.set(desk.all());
    };
    let duplicate = move |_| {
        change(&|copy| {
            copy.id = page::new_id();
            copy.profile.organisation = format!("{} (copy)", copy.profile.organisation.trim());
        });
        desk.say("Assessment duplicated", None);
    };
    let rename_id = format!("rename-{}", assessment.with_value(|a| a.id.clone()));
    let rename_label = format!("New name for {name}");
    let shown = name.clone();
    let tool = move |label: &'static str| {
        let name = name.clone();
        view! {
            {label}
            <span class="visually-hidden">{name}</span>
        }
    };
    let (tool_rename, tool_copy, tool_delete) = (tool.clone(), tool.clone(), tool);
    view! {
        <li class="card shelf__item">
            <div>
                <h3><a href=href><bdi>{shown.clone()}</bdi></a></h3>
                <p class="small muted">{state}</p>
                <Show when=move || is_renaming.get()>
                    <div class="field">
                        <label for=rename_id.clone()>{rename_label.clone()}</label>
                        <input
                            type="text"
                            id=rename_id.clone()
                            prop:value=shown.clone()
                            on:change:target=move |event| {
                                let name = event.target().value();
                                change(&|a| a.profile.organisation = name.trim().to_owned());
                            }
                        />
                    </div>
                </Show>
            </div>
            <div class="row">
                <button
                    type="button"
                    class="button button--quiet"
                    aria-expanded=move || is_renaming.get().to_string()
                    on:click=move |_| is_renaming.update(|open| *open = !*open)
                >
                    {tool_rename("Rename")}
                </button>
                <button type="button" class="button button--quiet" on:click=duplicate>
                    {tool_copy("Duplicate")}
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    on:click=move |event| on_delete.run(event)
                >
                    {tool_delete("Delete")}
                </button>
            </div>
        </li>
    }
}
