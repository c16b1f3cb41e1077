//! The head of every page.

use leptos::prelude::*;

use super::{Icon, IconName};

/// Shows the wordmark and what is always within reach.
#[component]
pub fn Masthead(
    /// Called to go from light to dark and on.
    #[prop(into)]
    on_theme: Callback<()>,
) -> impl IntoView {
    view! {
        <header class="masthead">
            <div class="masthead__inner">
                <a class="masthead__name" href="#/">
                    <svg class="masthead__mark" viewBox="0 0 32 24" aria-hidden="true">
                        <path class="masthead__arc" d="M4 20a12 12 0 0 1 24 0" />
                        <path class="masthead__needle" d="M16 20l6.5-8.5" />
                        <circle class="masthead__hub" cx="16" cy="20" r="2.6" />
                    </svg>
                    <span>"ISMS Gauge"</span>
                </a>
                <nav class="masthead__tools" aria-label="Everywhere">
                    <a class="button button--quiet" href="#/glossary">
                        <Icon name=IconName::Book />
                        <span class="masthead__word">"Glossary"</span>
                    </a>
                    <button
                        type="button"
                        class="button button--quiet"
                        on:click=move |_| on_theme.run(())
                    >
                        <Icon name=IconName::Theme />
                        <span class="masthead__word">"Theme"</span>
                    </button>
                </nav>
            </div>
        </header>
    }
}
