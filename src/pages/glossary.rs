//! What the terms mean.

use isms_gauge_core::texts::{Term, read_glossary};
use leptos::prelude::*;

use crate::browser::net;
use crate::components::{Notice, PageHeading, Tone};
use crate::view::CollectAny;
use crate::words;

/// Lists the terms in use, in our own words.
#[component]
pub fn Glossary() -> impl IntoView {
    let terms = RwSignal::new(None::<Result<Vec<Term>, String>>);
    net::spawn(async move {
        let read = net::own_text("catalogue/en/glossary.json")
            .await
            .and_then(|json| read_glossary(&json).map_err(|fault| fault.to_string()));
        // Where the person has gone on meanwhile, nobody waits for it.
        let _ = terms.try_set(Some(read));
    });
    view! {
        <div class="stack">
            <PageHeading text=t!("Glossary") lead=t!("The terms in use here, in our own words.") />
            {move || match terms.get() {
                None => view! { <p class="muted">{t!("Loading the terms…")}</p> }.into_any(),
                Some(Err(fault)) => {
                    view! {
                        <Notice tone=Tone::Bad title=t!("The terms could not be loaded")>
                            <p>{fault}</p>
                        </Notice>
                    }
                        .into_any()
                }
                Some(Ok(terms)) => {
                    view! {
                        <dl class="facts facts--terms">
                            {terms
                                .into_iter()
                                .map(|term| {
                                    view! {
                                        <dt id=format!("term-{}", term.id) lang=words::CATALOGUE>{term.term}</dt>
                                        <dd lang=words::CATALOGUE>{term.meaning}</dd>
                                    }
                                })
                                .collect_any()}
                        </dl>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}
