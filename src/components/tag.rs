//! A word with a colour behind it.

use leptos::prelude::*;

use super::Tone;

/// Shows a state as a word; the colour only repeats it.
#[component]
pub fn Tag(
    /// The word.
    #[prop(into)]
    text: Signal<String>,
    /// What it means.
    #[prop(into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    view! {
        <span class="tag" data-tone=move || tone.get().name()>
            {text}
        </span>
    }
}
