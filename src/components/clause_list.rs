//! The clauses as tasks, each with how far it is answered.

use leptos::prelude::*;

use crate::view::CollectAny;

/// One clause in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseItem {
    /// Its number.
    pub clause: u8,
    /// Its title.
    pub title: String,
    /// Where its questions are.
    pub href: String,
    /// How many are answered.
    pub n_answered: u32,
    /// How many are asked.
    pub n_asked: u32,
    /// Whether one is there.
    pub is_current: bool,
}

/// Lists the clauses; each link is described by its status in words.
#[component]
pub fn ClauseList(
    /// The clauses.
    #[prop(into)]
    items: Signal<Vec<ClauseItem>>,
) -> impl IntoView {
    view! {
        <nav class="clause-list" aria-label="Clauses">
            <ul class="clause-list__list">
                {move || {
                    items
                        .get()
                        .into_iter()
                        .map(|item| {
                            let id = format!("clause-{}-status", item.clause);
                            let status = if item.n_answered == 0 {
                                format!("{} open", item.n_asked)
                            } else if item.n_answered == item.n_asked {
                                "All answered".to_owned()
                            } else {
                                format!("{} of {} answered", item.n_answered, item.n_asked)
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
                                        <span class="clause-list__title">{item.title}</span>
                                    </a>
                                    <span
                                        class="clause-list__status"
                                        class:clause-list__status--done=item.n_answered
                                            == item.n_asked
                                        id=id
                                    >
                                        {status}
                                    </span>
                                </li>
                            }
                        })
                        .collect_any()
                }}
            </ul>
        </nav>
    }
}
