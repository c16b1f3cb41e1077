//! The way around an assessment: at the side when there is room, at the bottom on a phone.

use leptos::prelude::*;

use super::{Icon, IconName};
use crate::view::CollectAny;

/// One page to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Its name.
    pub label: &'static str,
    /// A shorter name for narrow screens.
    pub short: &'static str,
    /// Its symbol.
    pub icon: IconName,
    /// Where it is.
    pub href: String,
    /// Whether one is there.
    pub is_current: bool,
}

/// Lists the pages of an assessment.
#[component]
pub fn SideNav(
    /// The pages.
    #[prop(into)]
    items: Signal<Vec<NavItem>>,
) -> impl IntoView {
    view! {
        <nav class="side-nav" aria-label="Assessment">
            <ul class="side-nav__list">
                {move || {
                    items
                        .get()
                        .into_iter()
                        .map(|item| {
                            view! {
                                <li>
                                    <a
                                        class="side-nav__link"
                                        href=item.href
                                        aria-current=item.is_current.then_some("page")
                                    >
                                        <Icon name=item.icon />
                                        <span class="side-nav__label">{item.label}</span>
                                        <span class="side-nav__short" aria-hidden="true">
                                            {item.short}
                                        </span>
                                    </a>
                                </li>
                            }
                        })
                        .collect_any()
                }}
            </ul>
        </nav>
    }
}
