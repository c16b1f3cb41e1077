//! Puts the pages together: the frame, the router, the keyboard.

use leptos::prelude::*;

use crate::browser::{host, language, location, pace, page, storage};
use crate::components::{Masthead, ToastBar};
use crate::desk::Desk;
use crate::files::Files;
use crate::lazy;
use crate::pages;
use crate::route::{Page, Route};
use crate::view::CollectAny;

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let desk = Desk::default();
    provide_context(desk);
    let files = Files::default();
    provide_context(files);
    files.take_what_comes();
    let route = RwSignal::new(files.arrive(&location::hash()));
    location::on_change(move |hash| {
        desk.toast.set(None);
        // What stands there is not scrolled before it is replaced.
        pace::then(move || {
            page::scroll_up();
            page::let_go();
            route.set(files.arrive(&hash));
        });
    });
    page::on_leave(move || desk.save_now());
    storage::on_cleared(move || desk.again());
    page::ask_before_leaving(move || desk.may_lose());
    page::on_key(move |key| desk.give_command(&key));
    Effect::new(move |_| page::set_title(&title(&route.get())));

    let theme = RwSignal::new(storage::kept("theme"));
    Effect::new(move |_| page::set_theme(theme.get().as_deref()));
    let on_theme = move || {
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
                match theme.as_str() {
                    "dark" => t!("Theme: dark").to_owned(),
                    _ => t!("Theme: light").to_owned(),
                }
            }
            None => {
                storage::forget("theme");
                t!("Theme: as your system has it").to_owned()
            }
        };
        desk.say(said, None);
    };

    let open_id = Memo::new(move |_| match route.get() {
        Route::Open(id, _) => Some(id),
        _ => None,
    });
    let content = move || {
        let desk = desk.of_page();
        provide_context(desk);
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
                {t!("Skip to the content")}
            </a>
            <Masthead name=host::title() logo=host::logo() on_theme=move |()| on_theme() />
            <div class="frame__body" class:frame__body--two=move || open_id.with(Option::is_some)>
                {move || content()}
            </div>
            <footer class="frame__foot">
                <p>
                    {t!("A statement about your answers: no certificate, no legal advice, no product of ISO. Everything stays in this browser.")}
                </p>
                <ul class="frame__links">{foot_links()}</ul>
                <LanguageField />
            </footer>
        </div>
        <ToastBar
            text=Signal::derive(move || desk.toast.with(|toast| toast.as_ref().map(|t| t.text.clone())))
            undo=Signal::derive(move || desk.toast.with(|toast| toast.as_ref().and_then(|t| t.undo.clone())))
            on_close=move |()| desk.toast.set(None)
        />
    }
}

/// The choice of the language. The page is loaded anew, since it speaks one language only; what is
/// open is kept first, as always when the page is left.
#[component]
fn LanguageField() -> impl IntoView {
    let desk = Desk::expect();
    let chosen = language::chosen();
    let on_change =
        move |event: leptos::ev::Event| match language::choose(&event_target_value(&event)) {
            Ok(()) => page::reload(),
            Err(fault) => desk.say(fault.to_string(), None),
        };
    let option = |(tag, name): (&'static str, &'static str)| {
        view! { <option value=tag lang=tag selected={tag == chosen}>{name}</option> }
    };
    view! {
        <p class="frame__language no-print">
            <label for="language">{t!("Language")}</label>
            <select id="language" on:change=on_change>
                {language::OFFERED.into_iter().map(option).collect_any()}
            </select>
        </p>
    }
}

/// Where one reads more about the app and its host.
fn foot_links() -> AnyView {
    let ours = [
        (Route::Method.href(), t!("How it works")),
        (Route::Privacy.href(), t!("Your data")),
        (Route::Changes.href(), t!("What is new")),
        (Route::About.href(), t!("About")),
    ];
    let hosts = [
        (host::imprint(), t!("Imprint")),
        (host::privacy(), t!("Privacy of this host")),
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
        Route::Import => t!("Import"),
        Route::Rollup => t!("Side by side"),
        Route::Glossary => t!("Glossary"),
        Route::Method => t!("Method"),
        Route::Privacy => t!("Your data"),
        Route::About => t!("About"),
        Route::Changes => t!("What is new"),
        Route::Style => t!("Components"),
        Route::Recovery => t!("Recovery"),
        Route::NotFound(_) => t!("Not found"),
        Route::Open(_, page) => page_name(page),
    };
    format!("{page} - {}", host::title())
}

fn page_name(page: &Page) -> &'static str {
    match page {
        Page::Overview => t!("Overview"),
        Page::Profile => t!("Organisation"),
        Page::Questions(..) => t!("Questions"),
        Page::Interviews => t!("Interviews"),
        Page::Readiness(_) => t!("Readiness"),
        Page::Score(_) => t!("What a number rests on"),
        Page::Evidence => t!("Evidence"),
        Page::Findings(_) => t!("Findings"),
        Page::Gaps => t!("Gaps"),
        Page::Checks => t!("Cross-checks"),
        Page::Documents(_) => t!("Documents"),
        Page::Controls(_) => t!("Statement of Applicability"),
        Page::Charts => t!("Charts"),
        Page::Report => t!("Report"),
        Page::Roadmap => t!("Roadmap"),
        Page::Work(_) => t!("Work"),
        Page::WhatIf => t!("What if"),
        Page::Data => t!("Data"),
        Page::Packs => t!("Question packs"),
        Page::Merge => t!("Merge"),
        Page::Snapshots(_) => t!("Snapshots"),
        Page::Compare(_) => t!("Compare"),
    }
}

#[component]
fn OtherPage(
    /// Where one is.
    route: RwSignal<Route>,
) -> impl IntoView {
    let desk = Desk::expect();
    move || {
        provide_context(desk.of_page());
        match route.get() {
            Route::Start => view! { <pages::Start /> }.into_any(),
            Route::Recovery => lazy::recovery(),
            carry @ (Route::Import | Route::Rollup) => lazy::carry(carry),
            Route::NotFound(_) | Route::Open(..) => view! { <pages::NotFound /> }.into_any(),
            reading => lazy::reading(reading),
        }
    }
}
