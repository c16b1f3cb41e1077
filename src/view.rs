//! Views behind one type. Every other type of view costs its own copy of the rendering code, so
//! lists are erased where they are made.

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
