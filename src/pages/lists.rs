//! What the pages of controls and of documents share.

use isms_gauge_core::annex::{Attribute, Theme};
use leptos::prelude::*;

use crate::components::{Notice, Tone};
use crate::desk::Desk;
use crate::lists::{Listed, Lists, want_lists};

/// Shows something once the lists are there.
#[component]
pub fn WithLists<F>(
    /// What is shown.
    content: F,
) -> impl IntoView
where
    F: Fn(&'static Lists) -> AnyView + Send + Sync + 'static,
{
    let desk = Desk::expect();
    want_lists(desk);
    move || match desk.lists.get() {
        Listed::There(lists) => content(lists),
        Listed::NotAsked | Listed::Coming => {
            view! { <p class="muted" role="status">{t!("Loading the lists...")}</p> }.into_any()
        }
        Listed::Failed(fault) => view! {
            <Notice tone=Tone::Bad title=t!("The lists could not be loaded")>
                <p>{fault}</p>
                <p>
                    <button type="button" class="button" on:click=move |_| want_lists(desk)>
                        {t!("Try again")}
                    </button>
                </p>
            </Notice>
        }
        .into_any(),
    }
}

/// The name of a theme, with its clause of Annex A.
pub fn theme_label(theme: Theme) -> &'static str {
    match theme {
        Theme::Organizational => t!("Organizational (5)"),
        Theme::People => t!("People (6)"),
        Theme::Physical => t!("Physical (7)"),
        Theme::Technological => t!("Technological (8)"),
    }
}

/// The name of an attribute.
pub fn attribute_label(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::Type => t!("Control type"),
        Attribute::Property => t!("Property"),
        Attribute::Concept => t!("Concept"),
        Attribute::Capability => t!("Capability"),
        Attribute::Domain => t!("Domain"),
    }
}

/// `asset-management` as people write it.
pub fn plain(value: &str) -> String {
    let words = value.replace('-', " ");
    let mut marks = words.chars();
    let first = marks.next().map(|mark| mark.to_ascii_uppercase());
    first.into_iter().chain(marks).collect()
}
