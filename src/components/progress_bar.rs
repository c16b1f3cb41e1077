//! How much is done.

use leptos::prelude::*;

/// Shows a share of a whole, in words and as a bar. A native `progress` element, named by its
/// label.
#[component]
pub fn ProgressBar(
    /// What is counted.
    #[prop(into)]
    label: Signal<String>,
    /// How many are done.
    #[prop(into)]
    done: Signal<u32>,
    /// How many there are.
    #[prop(into)]
    all: Signal<u32>,
) -> impl IntoView {
    view! {
        <label class="progress-bar">
            <span class="progress-bar__label">{label}</span>
            <progress
                max=move || all.get().max(1).to_string()
                prop:value=move || f64::from(done.get())
            ></progress>
        </label>
    }
}
