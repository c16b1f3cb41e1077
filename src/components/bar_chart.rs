//! How many requirements are met, partly met and so on, as one bar.

use leptos::prelude::*;

use crate::view::CollectAny;

/// Draws shares of a whole in a fixed order. The words with the numbers stand below, so the
/// colours only repeat them.
#[component]
pub fn StackedBar(
    /// Name, number and style of each part.
    #[prop(into)]
    parts: Signal<Vec<(&'static str, u32, &'static str)>>,
) -> impl IntoView {
    view! {
        <div class="bar-chart">
            <div class="bar-chart__bar" aria-hidden="true">
                {move || {
                    parts
                        .get()
                        .into_iter()
                        .filter(|(_, n, _)| *n > 0)
                        .map(|(_, n, style)| {
                            view! {
                                <span
                                    class="bar-chart__part"
                                    data-part=style
                                    style:flex-grow=n.to_string()
                                ></span>
                            }
                        })
                        .collect_any()
                }}
            </div>
            <ul class="bar-chart__key">
                {move || {
                    parts
                        .get()
                        .into_iter()
                        .map(|(name, n, style)| {
                            view! {
                                <li>
                                    <span class="bar-chart__swatch" data-part=style></span>
                                    {format!("{n} {name}")}
                                </li>
                            }
                        })
                        .collect_any()
                }}
            </ul>
        </div>
    }
}
