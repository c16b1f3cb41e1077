//! Details that are made when somebody first opens them, so that a page with many of them stays
//! light.

use leptos::prelude::*;

/// A line that opens to show more.
#[component]
pub fn LazyDetails(
    /// The class that its page styles it by.
    class: &'static str,
    /// The line.
    #[prop(into)]
    summary: Signal<String>,
    /// What is inside.
    children: ChildrenFn,
) -> impl IntoView {
    let was_opened = RwSignal::new(false);
    view! {
        <details class=format!("lazy-details {class}") on:toggle=move |_| was_opened.set(true)>
            <summary>{summary}</summary>
            {move || was_opened.get().then(|| children())}
        </details>
    }
}
