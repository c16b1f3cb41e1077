//! The clauses as tasks, each with how far it is answered.

use leptos::prelude::*;

use crate::view::CollectAny;

/// One clause in the list.
#[derive(Clone, Debug)]
pub struct ClauseItem {
    /// Its number.
    pub clause: u8,
    /// Its title.
    pub title: String,
    /// The language of its title, where it is not that of the page.
    pub lang: Option<&'static str>,
    /// Where its questions are.
    pub href: String,
    /// How many are answered, and how many are asked.
    pub answered: Signal<(u32, u32)>,
    /// Whether one is there.
    pub is_current: bool,
}

/// Lists the clauses; each link is described by its status in words.
#[component]
pub fn ClauseList(
    /// The clauses.
    items: Vec<ClauseItem>,
) -> impl IntoView {
    view! {
        <nav class="clause-list" aria-label=t!("Clauses")>
            <ul class="clause-list__list">
                {items.into_iter().map(item).collect_any()}
            </ul>
        </nav>
    }
}

fn item(item: ClauseItem) -> impl IntoView {
    let id = format!("clause-{}-status", item.clause);
    let answered = item.answered;
    let status = move || match answered.get() {
        (0, n_asked) => t!("{} open", n_asked),
        (n_answered, n_asked) if n_answered == n_asked => t!("All answered").to_owned(),
        (n_answered, n_asked) => t!("{} of {} answered", n_answered, n_asked),
    };
    let is_done = move || {
        let (n_answered, n_asked) = answered.get();
        n_answered == n_asked
    };
    view! {
        <li>
            <a
                class="clause-list__link"
                href=item.href
                aria-current=item.is_current.then_some("page")
                aria-describedby=id.clone()
            >
                <span class="clause-list__number">{item.clause}</span>
                <span class="clause-list__title" lang=item.lang>{item.title}</span>
            </a>
            <span
                class="clause-list__status"
                class:clause-list__status--done=move || is_done()
                id=id
            >
                {move || status()}
            </span>
        </li>
    }
}
