//! Nothing is here.

use leptos::prelude::*;

use crate::components::PageHeading;
use crate::route::Route;

/// Says that an address leads nowhere, and where to go instead.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageHeading text=t!("Nothing is here") />
        <p>
            {t!("The address leads to no page of ISMS Gauge. Go to the ")}
            <a href=Route::Start.href()>{t!("start page")}</a> "."
        </p>
    }
}
