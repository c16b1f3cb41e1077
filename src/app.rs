//! Puts the pages together: the frame, the router, the keyboard.

use isms_gauge_core::catalogue::{Catalogue, CatalogueFault, Source};
use isms_gauge_core::texts::Texts;
use leptos::prelude::*;

use crate::browser::{host, location, page, storage};
use crate::components::{Masthead, Notice, ToastBar, Tone};
use crate::desk::Desk;
use crate::files::Files;
use crate::lazy;
use crate::pages;
use crate::route::{Page, Route};
use crate::view::CollectAny;

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
    let files = Files::default();
    provide_context(files);
    files.take_what_comes();
    let route = RwSignal::new(files.arrive(&location::hash()));
    location::on_change(move |hash| {
        desk.toast.set(None);
        page::scroll_up();
        route.set(files.arrive(&hash));
    });
    page::on_leave(move || desk.save_now());
    storage::on_cleared(move || desk.again());
    page::ask_before_leaving(move || desk.is_unsafe());
    page::on_key(move |key| desk.give_command(&key));
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
        (Some(_), _) if desk.is_safe_mode.get() => {
            view! { <main class="frame__main" id="main" tabindex="-1">{lazy::recovery()}</main> }
                .into_any()
        }
        (Some(id), _) => lazy::assessment(id, route),
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
            <Masthead name=host::title() logo=host::logo() on_theme=on_theme />
            <div class="frame__body" class:frame__body--two=move || open_id.with(Option::is_some)>
                {move || content()}
            </div>
            <footer class="frame__foot">
                <p>
                    "A statement about your answers: no certificate, no legal advice, no product of ISO. Everything stays in this browser."
                </p>
                <ul class="frame__links">{foot_links()}</ul>
            </footer>
        </div>
        <ToastBar
            text=Signal::derive(move || desk.toast.with(|toast| toast.as_ref().map(|t| t.text.clone())))
            undo=Signal::derive(move || desk.toast.with(|toast| toast.as_ref().and_then(|t| t.undo.clone())))
            on_close=move |()| desk.toast.set(None)
        />
    }
}

/// Where one reads more about the app and its host.
fn foot_links() -> AnyView {
    let ours = [
        (Route::Method.href(), "How it works"),
        (Route::Privacy.href(), "Your data"),
        (Route::Changes.href(), "What is new"),
        (Route::About.href(), "About"),
    ];
    let hosts = [
        (host::imprint(), "Imprint"),
        (host::privacy(), "Privacy of this host"),
    ];
    let hosts = hosts
        .into_iter()
        .filter_map(|(href, name)| Some((href?, name)));
    ours.into_iter()
        .chain(hosts)
        .map(|(href, name)| view! { <li><a href=href>{name}</a></li> })
        .collect_any()
}

fn title(route: &Route) -> String {
    let page = match route {
        Route::Start => return host::title(),
        Route::Import => "Import",
        Route::Rollup => "Side by side",
        Route::Glossary => "Glossary",
        Route::Method => "Method",
        Route::Privacy => "Your data",
        Route::About => "About",
        Route::Changes => "What is new",
        Route::Style => "Components",
        Route::Recovery => "Recovery",
        Route::NotFound(_) => "Not found",
        Route::Open(_, page) => page_name(page),
    };
    format!("{page} - {}", host::title())
}

fn page_name(page: &Page) -> &'static str {
    match page {
        Page::Overview => "Overview",
        Page::Profile => "Organisation",
        Page::Questions(..) => "Questions",
        Page::Interviews => "Interviews",
        Page::Readiness(_) => "Readiness",
        Page::Score(_) => "What a number rests on",
        Page::Evidence => "Evidence",
        Page::Findings(_) => "Findings",
        Page::Gaps => "Gaps",
        Page::Checks => "Cross-checks",
        Page::Documents(_) => "Documents",
        Page::Controls(_) => "Statement of Applicability",
        Page::Charts => "Charts",
        Page::Report => "Report",
        Page::Roadmap => "Roadmap",
        Page::Work(_) => "Work",
        Page::WhatIf => "What if",
        Page::Data => "Data",
        Page::Packs => "Question packs",
        Page::Merge => "Merge",
        Page::Snapshots(_) => "Snapshots",
        Page::Compare(_) => "Compare",
    }
}

#[component]
fn OtherPage(
    /// Where one is.
    route: RwSignal<Route>,
) -> impl IntoView {
    move || match route.get() {
        Route::Start => view! { <pages::Start /> }.into_any(),
        Route::Recovery => lazy::recovery(),
        carry @ (Route::Import | Route::Rollup) => lazy::carry(carry),
        Route::NotFound(_) | Route::Open(..) => view! { <pages::NotFound /> }.into_any(),
        reading => lazy::reading(reading),
    }
}
