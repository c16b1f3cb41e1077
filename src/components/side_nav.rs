//! The way around an assessment: at the side when there is room; on a narrow screen a bar at the
//! bottom with the places one needs most, and everything else behind "More".

use leptos::prelude::*;

use super::{Icon, IconName};
use crate::view::CollectAny;

/// Places that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavGroup {
    /// What they have in common.
    pub label: &'static str,
    /// The pages.
    pub items: Vec<NavItem>,
}

/// One page to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Its name.
    pub label: &'static str,
    /// Its symbol.
    pub icon: IconName,
    /// Where it is.
    pub href: String,
    /// Whether one is there.
    pub is_current: bool,
    /// Whether it stands in the bar of a narrow screen.
    pub is_main: bool,
}

/// Lists the pages of an assessment.
#[component]
pub fn SideNav(
    /// The pages.
    #[prop(into)]
    groups: Signal<Vec<NavGroup>>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let item = move |item: NavItem| {
        view! {
            <li class="side-nav__item" class:side-nav__item--main=item.is_main>
                <a
                    class="side-nav__link"
                    href=item.href
                    aria-current=item.is_current.then_some("page")
                    on:click=move |_| is_open.set(false)
                >
                    <Icon name=item.icon />
                    <span class="side-nav__label">{item.label}</span>
                </a>
            </li>
        }
    };
    let group = move |group: NavGroup| {
        let id = format!("nav-{}", group.label.to_lowercase());
        view! {
            <li class="side-nav__group">
                <span class="side-nav__title" id=id.clone()>{group.label}</span>
                <ul class="side-nav__items" aria-labelledby=id>
                    {group.items.into_iter().map(item).collect_any()}
                </ul>
            </li>
        }
    };
    view! {
        <nav
            class="side-nav"
            class:side-nav--open=move || is_open.get()
            aria-label=t!("Assessment")
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    is_open.set(false);
                }
            }
        >
            <ul class="side-nav__list">
                {move || groups.get().into_iter().map(group).collect_any()}
            </ul>
            <button
                type="button"
                class="side-nav__more"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                <Icon name=IconName::More />
                <span>{move || if is_open.get() { t!("Close") } else { t!("More") }}</span>
            </button>
        </nav>
    }
}
