//! The title of a page.

use leptos::html::H1;
use leptos::prelude::*;

use crate::view::with_english;

/// Titles a page and takes the keyboard there, so that a screen reader says where one is.
#[component]
pub fn PageHeading(
    /// The page's name.
    #[prop(into)]
    text: Signal<String>,
    /// The parts of it that are English, whatever the interface speaks.
    #[prop(optional)]
    english: Vec<String>,
    /// A line below it.
    #[prop(into, optional)]
    lead: Option<String>,
    /// Whether the keyboard is taken there; not on the first page that opens.
    #[prop(default = true)]
    takes_focus: bool,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    if takes_focus {
        heading.on_load(|heading| {
            // Focus fails only on elements that are not in the page.
            let _ = heading.focus();
        });
    }
    view! {
        <div class="page-heading">
            <h1 tabindex="-1" node_ref=heading>
                {move || with_english(&text.get(), &english)}
            </h1>
            {lead.map(|lead| view! { <p class="page-heading__lead">{lead}</p> })}
        </div>
    }
}
