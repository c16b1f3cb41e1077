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

/// Mounts the app in the page.
pub fn start() {
    browser::net::spawn(async {
        browser::language::speak_chosen().await;
        // In two pieces of work, so that a slow device can paint and listen in between.
        browser::page::next_task().await;
        browser::pace::start();
        leptos::mount::mount_to_body(app::App);
        browser::page::hide_shell();
    });
}
