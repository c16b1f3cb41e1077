//! A few choices side by side, of which one holds.

use isms_gauge_core::language::tr;
use leptos::prelude::*;

use crate::view::CollectAny;

/// Radio buttons in one bar: for what is switched to and fro, where a list would hide the choice.
#[component]
pub fn ChoiceBar<T>(
    /// The name that its buttons share, unique in the page.
    name: &'static str,
    /// What is chosen, for everybody.
    label: &'static str,
    /// What can be chosen, with the words for it.
    options: &'static [(&'static str, T)],
    /// What holds.
    #[prop(into)]
    value: Signal<T>,
    /// Called with what was chosen.
    #[prop(into)]
    on_change: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let option = |(word, option): &(&'static str, T)| {
        let (word, option) = (*word, *option);
        let id = format!("{name}-{}", word.to_lowercase().replace(' ', "-"));
        view! {
            <span class="choice-bar__one">
                <input
                    type="radio"
                    name=name
                    id=id.clone()
                    prop:checked=move || value.get() == option
                    on:change=move |_| on_change.run(option)
                />
                <label for=id>{tr(word)}</label>
            </span>
        }
    };
    view! {
        <fieldset class="choice-bar">
            <legend>{label}</legend>
            <div class="choice-bar__all">{options.iter().map(option).collect_any()}</div>
        </fieldset>
    }
}
