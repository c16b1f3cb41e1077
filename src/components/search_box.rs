//! A window to search in: type, go through the hits with the arrow keys, open one with Enter.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::{Icon, IconName};
use crate::view::CollectAny;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What kind of thing it is, in a word.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// The language of its title, where it is not that of the page.
    pub lang: Option<&'static str>,
    /// The text around the word that was found.
    pub excerpt: String,
    /// Where it leads.
    pub href: String,
}

/// Asks for words and lists what holds them.
#[component]
pub fn SearchBox(
    /// The id of the window, by which it is opened.
    id: &'static str,
    /// What is searched for.
    query: RwSignal<String>,
    /// What holds it.
    #[prop(into)]
    hits: Signal<Vec<Hit>>,
    /// The most hits there can be.
    limit: usize,
    /// Called with the id of the hit that the arrow keys came to.
    #[prop(into)]
    on_move: Callback<String>,
    /// Called with the address of the hit that is opened.
    #[prop(into)]
    on_open: Callback<String>,
    /// Called when the window is to close.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let active = RwSignal::new(0_usize);
    let option_id = move |n: usize| format!("{id}-hit-{n}");
    let list_id = format!("{id}-hits");
    let take_key = move |event: KeyboardEvent| {
        let n_hits = hits.with(Vec::len);
        let now = active.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" => (now + 1) % n_hits.max(1),
            "ArrowUp" => (now + n_hits.max(1) - 1) % n_hits.max(1),
            "Enter" => {
                if let Some(href) = hits.with(|hits| hits.get(now).map(|hit| hit.href.clone())) {
                    on_open.run(href);
                }
                now
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next);
        on_move.run(option_id(next));
    };
    let options = move || {
        let option = |(n, hit): (usize, Hit)| {
            let href = hit.href;
            view! {
                <li
                    role="option"
                    id=option_id(n)
                    class="search-box__hit"
                    aria-selected=move || (active.get() == n).to_string()
                    on:click=move |_| on_open.run(href.clone())
                >
                    <span class="search-box__kind">{hit.kind}</span>
                    <span class="search-box__title">
                        <bdi lang=hit.lang>{hit.title}</bdi>
                    </span>
                    <span class="search-box__excerpt">
                        <bdi>{hit.excerpt}</bdi>
                    </span>
                </li>
            }
        };
        hits.get().into_iter().enumerate().map(option).collect_any()
    };
    let said = move || match (query.with(|q| q.trim().is_empty()), hits.with(Vec::len)) {
        (true, _) => {
            t!("Type a word: questions, controls, documents, notes and evidence are searched.")
                .to_owned()
        }
        (false, 0) => t!("Nothing holds all of these words.").to_owned(),
        (false, 1) => t!("1 hit").to_owned(),
        (false, n) if n >= limit => t!("The first {} hits; one more word finds fewer.", n),
        (false, n) => t!("{} hits", n),
    };
    view! {
        <dialog id=id class="search-box" aria-label=t!("Search") on:close=move |_| on_close.run(())>
            <div class="search-box__head">
                <Icon name=IconName::Search />
                <input
                    type="text"
                    class="search-box__field"
                    role="combobox"
                    aria-label=t!("Search for")
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=list_id.clone()
                    aria-activedescendant=move || hits.with(|hits| !hits.is_empty()).then(|| option_id(active.get()))
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=query
                    on:input:target=move |event| {
                        active.set(0);
                        query.set(event.target().value());
                    }
                    on:keydown=take_key
                />
                <button type="button" class="button button--quiet" on:click=move |_| on_close.run(())>
                    {t!("Close")}
                </button>
            </div>
            <p class="search-box__said" role="status">{move || said()}</p>
            <ul class="search-box__hits" role="listbox" id=list_id aria-label=t!("Hits")>
                {move || options()}
            </ul>
        </dialog>
    }
}
