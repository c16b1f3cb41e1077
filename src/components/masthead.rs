//! The head of every page.

use leptos::prelude::*;

use super::{Icon, IconName};

/// Shows the wordmark and what is always within reach.
#[component]
pub fn Masthead(
    /// The name of the app.
    name: String,
    /// The address of a picture in the place of ours.
    logo: Option<String>,
    /// Called to go from light to dark and on.
    #[prop(into)]
    on_theme: Callback<()>,
) -> impl IntoView {
    view! {
        <header class="masthead">
            <div class="masthead__inner">
                <a class="masthead__name" href="#/">
                    {match logo {
                        Some(logo) => {
                            view! { <img class="masthead__logo" src=logo alt="" height="32" /> }
                                .into_any()
                        }
                        None => view! { <Wordmark /> }.into_any(),
                    }}
                    <span>{name}</span>
                </a>
                <nav class="masthead__tools" aria-label=t!("Everywhere")>
                    <a class="button button--quiet" href="#/glossary">
                        <Icon name=IconName::Book />
                        <span class="masthead__word">{t!("Glossary")}</span>
                    </a>
                    <button
                        type="button"
                        class="button button--quiet"
                        on:click=move |_| on_theme.run(())
                    >
                        <Icon name=IconName::Theme />
                        <span class="masthead__word">{t!("Colours")}</span>
                    </button>
                </nav>
            </div>
        </header>
    }
}

/// A dial of seven parts, one for each of the clauses 4 to 10; the needle is on its way.
#[component]
fn Wordmark() -> impl IntoView {
    view! {
        <svg class="masthead__mark" viewBox="0 0 32 24" aria-hidden="true">
            <path
                class="masthead__dial"
                d="M4 20a12 12 0 0 1 24 0"
                pathLength="100"
                stroke-dasharray="10.8 4.06"
            />
            <path
                class="masthead__arc"
                d="M4 20a12 12 0 0 1 24 0"
                pathLength="100"
                stroke-dasharray="10.8 4.06 10.8 4.06 10.8 4.06 10.8 4.06 10.8 100"
            />
            <path class="masthead__needle" d="M16 20l6.2-7.4" />
            <circle class="masthead__hub" cx="16" cy="20" r="2.4" />
        </svg>
    }
}
