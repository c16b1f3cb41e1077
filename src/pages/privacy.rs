//! What happens with data, and how to check it.

use leptos::prelude::*;

use super::EraseAll;
use crate::browser::host;
use crate::components::PageHeading;
use crate::route::Route;

/// Says what is kept where, and who gets it.
#[component]
pub fn Privacy() -> impl IntoView {
    let of_host = host::privacy().map(|href| {
        view! {
            <p>
                {t!("Whoever runs this host says the rest: ")}
                <a href=href>{t!("privacy notice of this host")}</a>
            </p>
        }
    });
    view! {
        <article class="prose stack">
            <PageHeading
                text=t!("What happens with your data")
                lead=t!("Nothing leaves this device unless you send it yourself.")
            />
            <h2>{t!("What is kept, and where")}</h2>
            <p>
                {t!("Your answers, notes and names lie in this browser's own storage on this device: the assessments, the theme you chose, whether single keys act, and which file on your disk you save an assessment to, where you chose one. No cookie is set. There is no account, no server that receives anything, no count of visits, and no artificial intelligence that reads along.")}
            </p>
            <h2>{t!("What goes over the network")}</h2>
            <p>
                {t!("The page's own files come from this host, once; later visits work without a network. The host sees that somebody fetched files, as every web server does, and nothing of what you type. The page's content security policy forbids the browser every request to any other host, so this is not only promised.")}
            </p>
            {of_host}
            <h2>{t!("How to check it")}</h2>
            <ul class="bullets">
                <li>{t!("Open the developer tools of your browser, tab Network, and use the page: after the start nothing is sent.")}</li>
                <li>{t!("Switch the network off: everything goes on working.")}</li>
                <li>{t!("Read the source: the policy is in the first lines of the page.")}</li>
            </ul>
            <h2>{t!("How long it stays")}</h2>
            <p>
                {t!("Until you delete it, or the browser does. Browsers may clear such storage when the disk is full, some after a week without a visit, and all do so when you clear site data or close a private window. An exported file is your own copy: keep one.")}
            </p>
            <h2>{t!("Who else could read it")}</h2>
            <p>
                {t!("Whoever uses this browser profile on this device, and other pages on the same host name, since browsers keep storage by host. Nothing in storage is encrypted. For answers about weaknesses, lock the device, use a host name of its own, and delete what you no longer need.")}
            </p>
            <h2>{t!("Deleting it")}</h2>
            <p>
                {t!("Each assessment has \"Delete\" on the ")}
                <a href=Route::Start.href()>{t!("start page")}</a>
                {t!(", and so has its page \"Data\". Everything at once can be deleted here; clearing the site data of this host in the browser does the same.")}
            </p>
            <EraseAll />
        </article>
    }
}
