//! What the pages of controls and of documents share.

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
            view! { <p class="muted" role="status">"Loading the lists..."</p> }.into_any()
        }
        Listed::Failed(fault) => view! {
            <Notice tone=Tone::Bad title="The lists could not be loaded">
                <p>{fault}</p>
                <p>
                    <button type="button" class="button" on:click=move |_| want_lists(desk)>
                        "Try again"
                    </button>
                </p>
            </Notice>
        }
        .into_any(),
    }
}
