//! The assessments on this device: the list, what can be done to each, and how one begins.
//! Everything here reads or writes assessments, so it hangs below `lazy`.

use std::sync::Arc;
use std::time::Duration;

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::backup::CopyAge;
use isms_gauge_core::compare::{Standing, standing};
use isms_gauge_core::file;
use isms_gauge_core::store::{MAX_LOCAL_UNITS, StoreFault, WARN_LOCAL_UNITS};
use leptos::prelude::*;

use super::state::{StageTags, name_of};
use crate::browser::{location, net, pace, page, storage};
use crate::components::{ChoiceField, Icon, IconName, Notice, Tag, TextField, Tone};
use crate::desk::{Desk, Kept};
use crate::files::{Files, last_export};
use crate::lazy;
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
    let files = Files::expect();
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
    let tag = RwSignal::new(String::new());
    let tags = Memo::new(move |_| {
        kept.with(|kept| {
            let read = kept.iter().filter_map(|item| item.content.as_ref().ok());
            let mut tags: Vec<String> = read.flat_map(|a| a.profile.tags.clone()).collect();
            tags.sort();
            tags.dedup();
            tags
        })
    });
    let options = move || {
        let all = (String::new(), t!("All tags").to_owned());
        let tags = tags.get().into_iter().map(|tag| (tag.clone(), tag));
        [all].into_iter().chain(tags).collect::<Vec<_>>()
    };
    // The last one with a tag may lose it.
    Effect::new(move |_| {
        if tags.with(|tags| tag.with(|tag| !tag.is_empty() && !tags.contains(tag))) {
            tag.set(String::new());
        }
    });
    let shown = Memo::new(move |_| {
        let tag = tag.get();
        let has_tag = |item: &Kept| match &item.content {
            Ok(assessment) => tag.is_empty() || assessment.profile.tags.contains(&tag),
            Err(_) => tag.is_empty(),
        };
        let shown = kept.with(|kept| {
            kept.iter()
                .filter(|i| has_tag(i))
                .cloned()
                .collect::<Vec<_>>()
        });
        shown
            .into_iter()
            .enumerate()
            .collect::<Vec<(usize, Kept)>>()
    });
    view! {
        {storage::is_blocked()
            .then(|| {
                view! {
                    <Notice tone=Tone::Bad title=t!("Your work would not be kept")>
                        <p>{StoreFault::Blocked.message()}</p>
                    </Notice>
                }
            })}
        {move || (used.get() >= WARN_LOCAL_UNITS).then(|| view! { <StorageMeter used=used.get() /> })}
        <Show
            when=move || !kept.with(Vec::is_empty)
            fallback=move || nothing_there(is_loaded.get())
        >
            <Show when=move || tags.with(|tags| !tags.is_empty())>
                {move || {
                    view! {
                        <ChoiceField
                            id="shelf-tag"
                            label=t!("With the tag")
                            options=options()
                            value=tag
                            on_change=move |chosen| tag.set(chosen)
                        />
                    }
                }}
            </Show>
            <ul class="shelf__list">
                <For
                    each=move || shown.get()
                    key=|(_, item)| key(item)
                    let((place, item))
                >
                    <KeptItem item=item kept=kept place=place />
                </For>
            </ul>
            <div class="row">
                <Show when=move || { kept.with(Vec::len) > 1 }>
                    <a class="button" href=Route::Rollup.href()>
                        {t!("Put them side by side")}
                    </a>
                </Show>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| lazy::back_up(desk, files)
                >
                    <Icon name=IconName::Download />
                    {t!("Back up all")}
                </button>
            </div>
            <p class="small">
                <a href=Route::Recovery.href()>{t!("All copies on this device")}</a>
                {t!(", earlier states included")}
            </p>
        </Show>
    }
}

/// Stands in the place of the list while it is read, and where it is empty.
pub(super) fn nothing_there(is_certain: bool) -> AnyView {
    if is_certain {
        view! {
            <p class="muted">
                {t!("No assessment yet. Start one, look at a sample, or import a file.")}
            </p>
        }
        .into_any()
    } else {
        view! { <p class="muted" role="status">{t!("Looking...")}</p> }.into_any()
    }
}

/// Begins an assessment and opens it.
pub fn begin(desk: Desk, beginning: Beginning) {
    match beginning {
        Beginning::Quick => net::spawn(add(
            desk,
            Assessment::new(&page::new_id()),
            Page::Questions(4, None),
        )),
        Beginning::Sample(name) => net::spawn(async move {
            let text = net::own_text(&format!("samples/{name}.json")).await;
            let sample = text.and_then(|text| file::read(&text).map_err(|e| e.to_string()));
            match sample {
                Ok(mut sample) => {
                    sample.id = page::new_id();
                    add(desk, sample, Page::Overview).await;
                }
                Err(fault) => desk.say(fault, None),
            }
        }),
    }
}

/// Keeps a new assessment, then opens it. Where it cannot be kept, the page says so all the time.
async fn add(desk: Desk, assessment: Assessment, page: Page) {
    desk.keep_first(&assessment).await;
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
        <Notice tone=Tone::Warn title=t!("Storage is filling up")>
            <p>
                {t!("{} % of what this page uses of the browser's storage. Export old assessments and delete them here.", percent)}
            </p>
            <meter
                class="shelf__meter"
                aria-label=t!("Storage used")
                max=MAX_LOCAL_UNITS.to_string()
                value=used.min(MAX_LOCAL_UNITS).to_string()
            ></meter>
        </Notice>
    }
}

/// What tells an item that changed from what it was.
fn key(item: &Kept) -> (String, Vec<String>, String, bool) {
    let profile = item.content.as_ref().ok().map(|a| a.profile.clone());
    let profile = profile.unwrap_or_default();
    (
        item.id.clone(),
        profile.tags,
        profile.organisation,
        item.is_unsaved,
    )
}

/// How long after the one before it the verdict of an item is worked out, so that a long list
/// is there at once and can be used meanwhile.
const STAGGER: Duration = Duration::from_millis(4);

/// Where an assessment stands, a moment after the list is there.
fn later(desk: Desk, assessment: &Assessment, place: usize) -> RwSignal<Option<Standing>> {
    let found = RwSignal::new(None);
    let assessment = assessment.clone();
    let place = u32::try_from(place).unwrap_or(0);
    let work = move || {
        // The list may be left meanwhile.
        if !found.is_disposed() {
            found.try_set(Some(standing(desk.catalogue(), &assessment, desk.today())));
        }
    };
    set_timeout(work, STAGGER * (place + 1));
    found
}

/// One assessment in the list, with what can be done to it.
#[component]
fn KeptItem(
    /// What is kept.
    item: Kept,
    /// The list it stands in.
    kept: RwSignal<Vec<Kept>>,
    /// Its place in the list.
    place: usize,
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
            desk.say(t!("Assessment deleted"), Some(undo));
        }
    };
    match item.content {
        Err(fault) => view! {
            <li class="card shelf__item">
                <div>
                    <h3><a href=href>{t!("Cannot be read")}</a></h3>
                    <p class="small">{fault.to_string()}</p>
                </div>
                <button type="button" class="button button--quiet" on:click=delete>
                    <Icon name=IconName::Bin />
                    {t!("Delete")}
                </button>
            </li>
        }
        .into_any(),
        Ok(assessment) => view! {
            <ReadableItem
                assessment=assessment
                is_unsaved=item.is_unsaved
                href=href
                kept=kept
                place=place
                on_delete=delete
            />
        }
        .into_any(),
    }
}

#[component]
fn ReadableItem(
    /// The assessment.
    assessment: Assessment,
    /// Whether what was changed last could not be saved.
    is_unsaved: bool,
    /// Where it opens.
    href: String,
    /// The list it stands in.
    kept: RwSignal<Vec<Kept>>,
    /// Its place in the list.
    place: usize,
    /// Called to delete it.
    #[prop(into)]
    on_delete: Callback<leptos::ev::MouseEvent>,
) -> impl IntoView {
    let desk = Desk::expect();
    let files = Files::expect();
    let name = name_of(&assessment);
    let standing = later(desk, &assessment, place);
    let counts = {
        let mut said = Vec::new();
        if let Some(pack) = &assessment.pack {
            said.push(words::count(
                pack.questions.len(),
                m!("question asked"),
                m!("questions asked"),
            ));
        }
        if let Some(last) = assessment
            .answers
            .values()
            .filter_map(|answer| answer.on)
            .max()
        {
            said.push(t!("last answered {}", words::date(last)));
        }
        said
    };
    let id = StoredValue::new(assessment.id.clone());
    let state = move || {
        files.exports.track();
        let answered = standing.with(|standing| {
            let overall = standing.as_ref()?.overall;
            Some(t!("{} of {} answered", overall.n_answered, overall.n_asked))
        });
        let exported = CopyAge::of(last_export(&id.get_value()), desk.today()).words();
        let parts = answered
            .into_iter()
            .chain(counts.iter().cloned())
            .chain([exported]);
        parts.collect::<Vec<_>>().join(" · ")
    };
    let tags = assessment.profile.tags.clone();
    let joined = tags.join(", ");
    let is_tagging = RwSignal::new(false);
    let is_renaming = RwSignal::new(false);
    let assessment = StoredValue::new(assessment);
    let change = move |change: &dyn Fn(&mut Assessment)| {
        let Some(mut changed) = assessment.try_get_value() else {
            return;
        };
        change(&mut changed);
        if let Err(fault) = desk.keep(&changed) {
            desk.say(fault.message(), None);
        }
        kept.set(desk.all());
    };
    let duplicate = move || {
        change(&|copy| {
            copy.id = page::new_id();
            copy.profile.organisation = t!("{} (copy)", copy.profile.organisation.trim());
        });
        desk.say(t!("Assessment duplicated"), None);
    };
    let rename_id = format!("rename-{}", assessment.with_value(|a| a.id.clone()));
    let rename_label = t!("New name for {}", name);
    let tags_id = format!("tags-{}", id.get_value());
    let tags_label = t!("Tags of {}", name);
    let shown = name.clone();
    let tool = move |label: &'static str| {
        let name = name.clone();
        view! {
            {label}
            <span class="visually-hidden">{name}</span>
        }
    };
    let (tool_rename, tool_tags) = (tool.clone(), tool.clone());
    let (tool_copy, tool_delete) = (tool.clone(), tool);
    view! {
        <li class="card shelf__item">
            <div>
                <h3><a href=href><bdi>{shown.clone()}</bdi></a></h3>
                <p class="small muted">{move || state()}</p>
                {is_unsaved
                    .then(|| {
                        view! {
                            <p class="row small">
                                <Tag text=t!("Not saved") tone=Tone::Bad />
                                {t!("The last changes are in this page only. Open it to download a copy.")}
                            </p>
                        }
                    })}
                {move || standing.get().map(|standing| view! { <StageTags standing=standing /> })}
                {(!tags.is_empty())
                    .then(|| {
                        let tag = |tag: String| view! { <li class="shelf__tag"><bdi>{tag}</bdi></li> };
                        view! {
                            <ul class="shelf__tags" aria-label=t!("Tags")>
                                {tags.into_iter().map(tag).collect_any()}
                            </ul>
                        }
                    })}
                <Show when=move || is_tagging.get()>
                    <TextField
                        id=tags_id.clone()
                        label=tags_label.clone()
                        hint=t!("With commas between them, such as: north, 2026")
                        value=joined.clone()
                        on_change=move |text: String| {
                            let mut tags: Vec<String> = text
                                .split(',')
                                .map(|tag| tag.trim().to_owned())
                                .filter(|tag| !tag.is_empty())
                                .collect();
                            tags.sort();
                            tags.dedup();
                            change(&|a| a.profile.tags.clone_from(&tags));
                        }
                    />
                </Show>
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
                    {tool_rename(t!("Rename"))}
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    aria-expanded=move || is_tagging.get().to_string()
                    on:click=move |_| is_tagging.update(|open| *open = !*open)
                >
                    {tool_tags(t!("Tags"))}
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    on:click=move |_| pace::then(duplicate)
                >
                    {tool_copy(t!("Duplicate"))}
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    on:click=move |event| on_delete.run(event)
                >
                    {tool_delete(t!("Delete"))}
                </button>
            </div>
        </li>
    }
}
