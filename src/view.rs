//! Views behind one type. Every other type of view costs its own copy of the rendering code, so
//! lists and conditional parts are erased where they are made.

use leptos::prelude::*;

/// Collects views into one.
pub trait CollectAny {
    /// All of them, in order.
    fn collect_any(self) -> AnyView;
}

impl<I: Iterator<Item = V>, V: IntoView + 'static> CollectAny for I {
    fn collect_any(self) -> AnyView {
        self.map(|view| view.into_any())
            .collect::<Vec<AnyView>>()
            .into_any()
    }
}

/// A part of the page that is there only at times. Decides anew only when the condition changes.
pub fn part(
    when: impl Fn() -> bool + Send + Sync + 'static,
    then: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let is_there = Memo::new(move |_| when());
    let shown: Signal<Option<()>> = Signal::derive(move || is_there.get().then_some(()));
    view! { {move || shown.get().map(|()| then())} }.into_any()
}
