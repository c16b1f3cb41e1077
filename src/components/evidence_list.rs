//! The evidence behind one answer.

use chrono::NaiveDate;
use isms_gauge_core::json::date as typed_date;
use leptos::prelude::*;

use super::{Icon, IconName};
use crate::view::CollectAny;

/// One record of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EvidenceItem {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Where it is kept, and its date, in words.
    pub detail: String,
}

/// Lists the records that prove an answer, takes new ones, and offers those already in the
/// ledger, since one record may serve many answers.
#[component]
pub fn EvidenceList(
    /// From which the ids of the fields are made.
    #[prop(into)]
    id: String,
    /// The records of this answer.
    #[prop(into)]
    items: Signal<Vec<EvidenceItem>>,
    /// Records of the ledger that are not used here.
    #[prop(into)]
    others: Signal<Vec<EvidenceItem>>,
    /// Called with title, place and date of a new record.
    #[prop(into)]
    on_add: Callback<(String, String, Option<NaiveDate>)>,
    /// Called with the id of a record to use here too.
    #[prop(into)]
    on_use: Callback<String>,
    /// Called with the id of a record that no longer proves this.
    #[prop(into)]
    on_drop: Callback<String>,
) -> impl IntoView {
    let title = RwSignal::new(String::new());
    let place = RwSignal::new(String::new());
    let date = RwSignal::new(String::new());
    let field = NodeRef::<leptos::html::Input>::new();
    let is_nameless = RwSignal::new(false);
    let add = move |_| {
        let text = title.get_untracked().trim().to_owned();
        is_nameless.set(text.is_empty());
        if text.is_empty() {
            if let Some(field) = field.get_untracked() {
                // Focus fails only on elements that are not in the page.
                let _ = field.focus();
            }
            return;
        }
        on_add.run((
            text,
            place.get_untracked().trim().to_owned(),
            typed_date(&date.get_untracked()),
        ));
        title.set(String::new());
        place.set(String::new());
        date.set(String::new());
    };
    let field_id = move |part: &str| format!("{id}-evidence-{part}");
    let fault_id = field_id("fault");
    let described = {
        let id = fault_id.clone();
        move || is_nameless.get().then(|| id.clone())
    };
    let (title_id, place_id, date_id, use_id) = (
        field_id("title"),
        field_id("place"),
        field_id("date"),
        field_id("use"),
    );
    view! {
        <div class="evidence-list">
            <ul class="evidence-list__items">
                {move || items.get().into_iter().map(|item| {
                        let id = item.id.clone();
                        let name = item.title.clone();
                        view! {
                            <li>
                                <Icon name=IconName::Document />
                                <span>
                                    <bdi>{item.title}</bdi>
                                    <span class="evidence-list__detail">{item.detail}</span>
                                </span>
                                <button
                                    type="button"
                                    class="button button--quiet"
                                    on:click=move |_| on_drop.run(id.clone())
                                >
                                    {t!("Take away")}
                                    <span class="visually-hidden">{name}</span>
                                </button>
                            </li>
                        }
                    }).collect_any()}
            </ul>
            <div class="evidence-list__new">
                <div class="field" class:field--wrong=is_nameless>
                    <label for=title_id.clone()>{t!("Evidence: what shows it")}</label>
                    {move || {
                        is_nameless
                            .get()
                            .then(|| {
                                view! {
                                    <p class="field__fault" id=fault_id.clone() role="alert">
                                        {t!("Say what it is, such as the name of the document")}
                                    </p>
                                }
                            })
                    }}
                    <input
                        type="text"
                        id=title_id
                        node_ref=field
                        aria-describedby=described
                        aria-invalid=move || is_nameless.get().then_some("true")
                        prop:value=title
                        on:input:target=move |event| title.set(event.target().value())
                    />
                </div>
                <div class="field">
                    <label for=place_id.clone()>{t!("Where it is kept")}</label>
                    <input
                        type="text"
                        id=place_id
                        prop:value=place
                        on:input:target=move |event| place.set(event.target().value())
                    />
                </div>
                <div class="field field--short">
                    <label for=date_id.clone()>{t!("Its date")}</label>
                    <input
                        type="date"
                        id=date_id
                        prop:value=date
                        on:input:target=move |event| date.set(event.target().value())
                    />
                </div>
                <button type="button" class="button" on:click=add>
                    <Icon name=IconName::Plus />
                    {t!("Add evidence")}
                </button>
            </div>
            <Show when=move || !others.with(Vec::is_empty)>
                <div class="field">
                    <label for=use_id.clone()>{t!("Or use a record you have already")}</label>
                    <select
                        id=use_id.clone()
                        on:change:target=move |event| {
                            let id = event.target().value();
                            if !id.is_empty() {
                                on_use.run(id);
                                event.target().set_value("");
                            }
                        }
                    >
                        <option value="">{t!("Choose a record…")}</option>
                        {move || others.get().into_iter().map(|item| view! {
                            <option value=item.id>{item.title}</option>
                        }).collect_any()}
                    </select>
                </div>
            </Show>
        </div>
    }
}
