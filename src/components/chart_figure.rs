//! A chart with its finding and its figures.

use leptos::prelude::*;

use super::LazyDetails;

/// Shows a chart under a caption that says what it shows, with the same figures as a table
/// that anybody can open. The drawing itself is hidden from screen readers.
#[component]
pub fn ChartFigure(
    /// What the chart shows, in a sentence.
    #[prop(into)]
    finding: Signal<String>,
    /// The drawing as SVG text; only `charts` makes it, and it holds no text of the user's.
    #[prop(into)]
    svg: Signal<String>,
    /// The same figures as a table.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <figure class="chart-figure">
            <figcaption>{finding}</figcaption>
            // A small screen shows a part of it, as large as can be read.
            <div class="scroll-x" tabindex="0" role="group" aria-label=t!("The drawing; its figures stand below as a table")>
                <div class="chart-figure__drawing" aria-hidden="true" inner_html=svg></div>
            </div>
            <LazyDetails class="" summary=t!("Show the figures as a table")>
                <div class="scroll-x">{children()}</div>
            </LazyDetails>
        </figure>
    }
}
