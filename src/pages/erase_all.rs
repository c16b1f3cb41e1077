//! The way to leave nothing behind on this device.

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::desk::Desk;

/// Deletes everything on this device, after asking once more.
#[component]
pub fn EraseAll() -> impl IntoView {
    let desk = Desk::expect();
    let is_asking = RwSignal::new(false);
    view! {
        <p>
            {t!("Takes all assessments with their earlier states, the settings and the files kept for offline use off this device. It cannot be undone: export first what you still need.")}
        </p>
        <div class="row">
            <button
                type="button"
                class="button button--danger"
                aria-expanded=move || is_asking.get().to_string()
                on:click=move |_| is_asking.update(|asks| *asks = !*asks)
            >
                <Icon name=IconName::Bin />
                {t!("Delete everything on this device")}
            </button>
            <Show when=move || is_asking.get()>
                <button type="button" class="button button--danger" on:click=move |_| desk.erase()>
                    {t!("Yes, delete everything")}
                </button>
                <button type="button" class="button" on:click=move |_| is_asking.set(false)>
                    {t!("Keep it")}
                </button>
            </Show>
        </div>
    }
}
