//! Which version this is, of what it is made, and what its host has set.

use isms_gauge_core::catalogue::CATALOGUE_VERSION;
use isms_gauge_core::file::VERSION as FILE_VERSION;
use isms_gauge_core::verdict::RULES_VERSION;
use leptos::prelude::*;

use crate::browser::host;
use crate::components::{Notice, PageHeading, Tone};
use crate::route::Route;
use crate::view::CollectAny;

/// Says which version this is.
#[component]
pub fn About() -> impl IntoView {
    let build = host::build().unwrap_or_default();
    let faults = host::faults();
    let faults = (!faults.is_empty()).then(|| {
        let lines = faults.into_iter().map(|line| view! { <li>{line}</li> });
        view! {
            <Notice tone=Tone::Warn title=t!("The host's settings in config.json are partly wrong")>
                <ul class="bullets">{lines.collect_any()}</ul>
                <p>{t!("What is right in the file holds; for the rest the defaults do.")}</p>
            </Notice>
        }
    });
    view! {
        <article class="prose stack">
            <PageHeading
                text=Signal::derive(|| t!("About {}", host::title()))
                lead=t!("A self-assessment for organisations that want ISO/IEC 27001 certification. Free, open, and wholly on your device.")
            />
            {faults}
            <dl class="pairs">
                <dt>{t!("Version")}</dt>
                <dd>{env!("CARGO_PKG_VERSION")}</dd>
                <dt>{t!("Build")}</dt>
                <dd><code>{build}</code> <span class="muted small">{t!(" named after what its files hold")}</span></dd>
                <dt>{t!("Questions")}</dt>
                <dd>{t!("Catalogue {}", CATALOGUE_VERSION)}</dd>
                <dt>{t!("Verdict")}</dt>
                <dd>{t!("Rule set {}", RULES_VERSION)}</dd>
                <dt>{t!("Saved file")}</dt>
                <dd>
                    {t!("Version {}, ", FILE_VERSION)}
                    <a href="schema/assessment-v1.json">{t!("its JSON Schema")}</a>
                </dd>
                <dt>{t!("Licence")}</dt>
                <dd>{t!("MIT or Apache-2.0, as you like")}</dd>
            </dl>
            <p>
                {t!("Two people who name the same version, catalogue and rule set get the same verdict from the same answers on the same day.")}
            </p>
            <h2>{t!("Read on")}</h2>
            <ul class="bullets">
                <li><a href=Route::Method.href()>{t!("How it works out what it says")}</a></li>
                <li><a href=Route::Privacy.href()>{t!("What happens with your data")}</a></li>
                <li><a href=Route::Changes.href()>{t!("What is new")}</a></li>
                <li><a href=Route::Glossary.href()>{t!("Glossary")}</a></li>
                <li>
                    <a href="licences.txt">{t!("The parts by others and their licences")}</a>
                    {t!(" (text file)")}
                </li>
            </ul>
            <h2>{t!("What it is not")}</h2>
            <p>
                {t!("No certificate, no audit and no legal advice. Whether an organisation is certified is decided by a certification body. ISO and IEC have no part in this; their standards are copyrighted, and none of their sentences stands here.")}
            </p>
        </article>
    }
}
