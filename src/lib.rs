//! The app: a shell around `isms-gauge-core` that runs wholly in the browser.
//!
//! Reading order: [`route`] says where one can be, [`session`] holds the open assessment,
//! [`desk`] what is kept on the device, [`app`] puts the pages together.

pub mod app;
pub mod browser;
pub mod components;
pub mod desk;
pub mod pages;
pub mod route;
pub mod session;
pub mod words;

/// Mounts the app over the page.
pub fn start() {
    leptos::mount::mount_to_body(app::App);
}
