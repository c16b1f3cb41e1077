//! The app: a shell around `isms-gauge-core` that runs wholly in the browser.
//!
//! Reading order: [`route`] says where one can be, [`session`] holds the open assessment,
//! [`desk`] what is kept on the device, [`files`] what comes and goes, [`app`] puts the pages
//! together, [`open`] those of one assessment; [`lazy`] says what is fetched only when needed.

// `t!` around every text that people read.
#[macro_use]
extern crate isms_gauge_core;

pub mod app;
pub mod browser;
pub mod components;
pub mod desk;
pub mod files;
pub mod lasting;
pub mod lazy;
pub mod lists;
pub mod open;
pub mod pages;
pub mod route;
pub mod session;
pub mod view;
pub mod words;

/// Fetches the catalogue and mounts the app in the page.
pub fn start() {
    browser::net::spawn(async {
        let text = browser::net::own_text("catalogue/en.json").await;
        browser::language::speak_chosen().await;
        // In two pieces of work, so that a slow device can paint and listen in between.
        let catalogue = text.and_then(|text| app::read_catalogue(&text));
        browser::page::next_task().await;
        browser::pace::start();
        leptos::mount::mount_to_body(move || {
            leptos::view! { <app::App catalogue=catalogue /> }
        });
        browser::page::hide_shell();
    });
}
