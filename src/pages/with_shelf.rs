//! Pages that speak of other assessments on this device.

use leptos::prelude::*;

use crate::browser::net;
use crate::desk::Desk;

/// Looks at what lies on this device, then shows what speaks of it.
pub fn with_shelf(content: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let desk = Desk::expect();
    let is_known = RwSignal::new(false);
    net::spawn(async move {
        desk.load().await;
        // The person may have gone to another page meanwhile.
        is_known.try_set(true);
    });
    let shown = move || match is_known.get() {
        true => content(),
        false => view! { <p class="muted" role="status">{t!("Looking at what is here...")}</p> }
            .into_any(),
    };
    view! { {move || shown()} }.into_any()
}
