//! A short message at the edge of the page.

use std::sync::Arc;

use leptos::prelude::*;

/// Says what was just done, with a way back. One live region that is always there, so that a
/// screen reader says each message once.
#[component]
pub fn ToastBar(
    /// The message, or nothing.
    #[prop(into)]
    text: Signal<Option<String>>,
    /// What takes it back.
    #[prop(into)]
    undo: Signal<Option<Arc<dyn Fn() + Send + Sync>>>,
    /// Called when the message has done its work.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="toast-bar" class:toast-bar--shown=move || text.with(Option::is_some)>
            <p role="status">{move || text.get().unwrap_or_default()}</p>
            <Show when=move || text.with(Option::is_some)>
                <Show when=move || undo.with(Option::is_some)>
                    <button
                        type="button"
                        class="button button--quiet"
                        on:click=move |_| {
                            if let Some(undo) = undo.get_untracked() {
                                undo();
                            }
                            on_close.run(());
                        }
                    >
                        {t!("Undo")}
                    </button>
                </Show>
                <button
                    type="button"
                    class="button button--quiet"
                    on:click=move |_| on_close.run(())
                >
                    {t!("Close")}
                </button>
            </Show>
        </div>
    }
}
