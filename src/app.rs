//! Puts the pages together: the frame, the router, the keyboard.

use isms_gauge_core::catalogue::{Catalogue, CatalogueFault, Depth, Source};
use isms_gauge_core::score::{Basis, SubclauseScore};
use isms_gauge_core::texts::Texts;
use leptos::prelude::*;

use crate::browser::{location, page, storage};
use crate::components::{IconName, Masthead, NavItem, Notice, SideNav, ToastBar, Tone};
use crate::desk::{Desk, OpenFault};
use crate::pages;
use crate::route::{Page, Route};
use crate::session::Session;

/// The whole app over what the catalogue's file holds.
#[component]
pub fn App(
    /// The text of the file, or why it could not be read.
    catalogue: Result<String, String>,
) -> impl IntoView {
    let desk = catalogue.and_then(|text| {
        let desk = || {
            let mut source = Source::joined(&text)?;
            Ok(Desk::new(
                Catalogue::read(&mut source)?,
                Texts::read(&mut source, "en")?,
            ))
        };
        desk().map_err(|fault: CatalogueFault| fault.to_string())
    });
    match desk {
        Ok(desk) => {
            provide_context(desk);
            view! { <Frame /> }.into_any()
        }
        Err(fault) => view! {
            <Notice tone=Tone::Bad title="The questions could not be loaded">
                <p>{fault}</p>
                <p>"Check the connection and load the page again."</p>
            </Notice>
        }
        .into_any(),
    }
}

#[component]
fn Frame() -> impl IntoView {
    let desk = Desk::expect();
    let route = RwSignal::new(Route::parse(&location::hash()));
    location::on_change(move |hash| {
        desk.toast.set(None);
        page::scroll_up();
        route.set(Route::parse(&hash));
    });
    page::on_leave(move || desk.save_now());
    page::on_key(move |key| take_key(desk, &key));
    Effect::new(move |_| page::set_title(&title(&route.get())));

    let theme = RwSignal::new(storage::kept("theme"));
    Effect::new(move |_| page::set_theme(theme.get().as_deref()));
    let on_theme = move |()| {
        theme.update(|theme| {
            *theme = match theme.as_deref() {
                None => Some("dark".to_owned()),
                Some("dark") => Some("light".to_owned()),
                Some(_) => None,
            };
        });
        let said = match theme.get_untracked() {
            // Where nothing can be kept, the theme lasts until the page is closed.
            Some(theme) => {
                let _ = storage::keep("theme", &theme);
                format!("Theme: {theme}")
            }
            None => {
                storage::forget("theme");
                "Theme: as your system has it".to_owned()
            }
        };
        desk.say(said, None);
    };

    let open_id = Memo::new(move |_| match route.get() {
        Route::Open(id, _) => Some(id),
        _ => None,
    });
    let content = move || {
        match (open_id.get(), desk.replaced.get()) {
        (Some(id), _) => view! { <OpenAssessment id=id route=route /> }.into_any(),
        (None, _) => view! { <main class="frame__main" id="main" tabindex="-1"><OtherPage route=route /></main> }
            .into_any(),
    }
    };
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        page::focus("main");
    };
    view! {
        <div class="frame" class:frame--open=move || open_id.with(Option::is_some)>
            <a class="skip-link" href="#main" on:click=skip>
                "Skip to the content"
            </a>
            <Masthead on_theme=on_theme />
            <div class="frame__body" class:frame__body--two=move || open_id.with(Option::is_some)>
                {move || content()}
            </div>
            <footer class="frame__foot">
                <p>
                    "ISMS Gauge speaks about your answers. It is no certificate, no legal advice and no product of ISO. Everything stays in this browser. "
                    <a href="#/method">"How it works out what it says"</a>
                </p>
            </footer>
        </div>
        <ToastBar
            text=Signal::derive(move || desk.toast.with(|toast| toast.as_ref().map(|t| t.text.clone())))
            undo=Signal::derive(move || desk.toast.with(|toast| toast.as_ref().and_then(|t| t.undo.clone())))
            on_close=move |()| desk.toast.set(None)
        />
    }
}

/// Ctrl+Z and its kin, outside of fields.
fn take_key(desk: Desk, key: &page::Key) -> bool {
    let Some(session) = desk.session() else {
        return false;
    };
    if !key.is_command || key.in_field {
        return false;
    }
    match (key.name.to_lowercase().as_str(), key.is_shift) {
        ("z", false) => session.undo(),
        ("z", true) | ("y", false) => session.redo(),
        _ => return false,
    }
    true
}

fn title(route: &Route) -> String {
    let page = match route {
        Route::Start => return "ISMS Gauge".to_owned(),
        Route::Glossary => "Glossary",
        Route::Method => "Method",
        Route::Style => "Components",
        Route::NotFound(_) => "Not found",
        Route::Open(_, page) => page_name(page),
    };
    format!("{page} - ISMS Gauge")
}

fn page_name(page: &Page) -> &'static str {
    match page {
        Page::Overview => "Overview",
        Page::Profile => "Organisation",
        Page::Questions(..) => "Questions",
        Page::Gaps => "Gaps",
        Page::Roadmap => "Roadmap",
        Page::Data => "Data",
    }
}

#[component]
fn OtherPage(
    /// Where one is.
    route: RwSignal<Route>,
) -> impl IntoView {
    move || match route.get() {
        Route::Start => view! { <pages::Start /> }.into_any(),
        Route::Glossary => view! { <pages::Glossary /> }.into_any(),
        Route::Method => view! { <pages::Method /> }.into_any(),
        Route::Style => view! { <pages::Style /> }.into_any(),
        Route::NotFound(_) | Route::Open(..) => view! { <pages::NotFound /> }.into_any(),
    }
}

/// The pages of one assessment, with its own way around.
#[component]
fn OpenAssessment(
    /// Which one.
    id: String,
    /// Where one is.
    route: RwSignal<Route>,
) -> impl IntoView {
    let desk = Desk::expect();
    let assessment = match desk.open(&id) {
        Ok(assessment) => assessment,
        Err(fault) => return view! { <CannotOpen id=id fault=fault /> }.into_any(),
    };
    let session = Session::new(desk.catalogue, assessment, desk.today());
    provide_context(session);
    desk.autosave(session);
    let goes_deep = Memo::new(move |_| {
        let is_deep = |score: &SubclauseScore<'_>| score.basis != Basis::Quick;
        session.with(|a| a.depth) == Depth::Full
            || session
                .scorecard
                .with(|card| card.subclauses.iter().any(is_deep))
    });
    Effect::new(move |_| {
        if goes_deep.get() {
            desk.want_full_texts();
        }
    });

    let open_page = Memo::new(move |_| match route.get() {
        Route::Open(_, page) => Some(page),
        _ => None,
    });
    let nav_id = id.clone();
    let items = Signal::derive(move || {
        open_page.with(|page| {
            page.as_ref()
                .map(|page| nav(&nav_id, page))
                .unwrap_or_default()
        })
    });
    let id = StoredValue::new(id);
    let content = move || {
        let id = id.get_value();
        match open_page.get() {
            None => ().into_any(),
            Some(Page::Overview) => view! { <pages::Overview id=id /> }.into_any(),
            Some(Page::Profile) => view! { <pages::Profile id=id /> }.into_any(),
            Some(Page::Questions(clause, question)) => {
                view! { <pages::Questions id=id clause=clause question=question /> }.into_any()
            }
            Some(Page::Gaps) => view! { <pages::Gaps id=id /> }.into_any(),
            Some(Page::Roadmap) => view! { <pages::Roadmap id=id /> }.into_any(),
            Some(Page::Data) => view! { <pages::Data id=id /> }.into_any(),
        }
    };
    view! {
        <SideNav items=items />
        <main class="frame__main" id="main" tabindex="-1">
            <pages::Workbar />
            {move || content()}
        </main>
    }
    .into_any()
}

fn nav(id: &str, current: &Page) -> Vec<NavItem> {
    [
        ("Overview", "Status", IconName::Gauge, Page::Overview),
        (
            "Questions",
            "Answer",
            IconName::Question,
            Page::Questions(4, None),
        ),
        ("Gaps", "Gaps", IconName::Gap, Page::Gaps),
        ("Roadmap", "Plan", IconName::Plan, Page::Roadmap),
        ("Organisation", "Firm", IconName::People, Page::Profile),
        ("Data", "Data", IconName::Data, Page::Data),
    ]
    .into_iter()
    .map(|(label, short, icon, page)| NavItem {
        label,
        short,
        icon,
        is_current: page.is_same_page(current),
        href: Route::Open(id.to_owned(), page).href(),
    })
    .collect()
}

#[component]
fn CannotOpen(
    /// Which assessment.
    id: String,
    /// Why not.
    fault: OpenFault,
) -> impl IntoView {
    let desk = Desk::expect();
    match fault {
        OpenFault::NotHere => view! {
            <main class="frame__main" id="main" tabindex="-1">
                <Notice tone=Tone::Warn title="This assessment is not on this device">
                    <p>
                        "It may have been deleted, or it lies in another browser. If somebody sent you the file, import it on the "
                        <a href=Route::Start.href()>"start page"</a> "."
                    </p>
                </Notice>
            </main>
        }
        .into_any(),
        OpenFault::Unreadable(fault) => {
            let raw = desk.raw(&id).unwrap_or_default();
            let save = move |_| {
                let saved = crate::browser::file::download(
                    "isms-gauge-unreadable.json",
                    "application/json",
                    &raw,
                );
                if let Err(fault) = saved {
                    desk.say(fault, None);
                }
            };
            view! {
                <main class="frame__main" id="main" tabindex="-1">
                    <Notice tone=Tone::Bad title="What is kept here cannot be read">
                        <p>{fault.to_string()}</p>
                        <p>"Nothing was changed. Save the text as it is, so that it is not lost."</p>
                        <p>
                            <button type="button" class="button" on:click=save>
                                "Save the text as it is"
                            </button>
                        </p>
                    </Notice>
                </main>
            }
            .into_any()
        }
    }
}
