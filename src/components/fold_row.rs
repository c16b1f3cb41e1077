//! A row of a long list that opens to show more. What is inside is made when it is first opened,
//! so that a list of a hundred stays quick. Where all can only be looked at, rows open all the same.

use leptos::prelude::*;

use super::Editing;

/// A row with a head that is always there and a body that opens.
#[component]
pub fn FoldRow(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// What stands before the head, such as a box to tick.
    #[prop(optional)]
    before: Option<AnyView>,
    /// The words that open it.
    title: AnyView,
    /// What can be changed without opening it.
    #[prop(optional)]
    after: Option<AnyView>,
    /// Whether it is open at first.
    #[prop(optional)]
    is_open: bool,
    /// What is inside.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(is_open);
    let was_opened = RwSignal::new(is_open);
    let toggle = move |_| {
        was_opened.set(true);
        open.update(|open| *open = !*open);
    };
    let head_id = format!("{id}-head");
    let body_id = format!("{id}-body");
    view! {
        <li class="fold-row" id=id>
            <div class="fold-row__line">
                {before.map(|before| view! { <Editing>{before}</Editing> })}
                <button
                    type="button"
                    class="fold-row__head"
                    id=head_id.clone()
                    aria-expanded=move || open.get().to_string()
                    aria-controls=body_id.clone()
                    on:click=toggle
                >
                    {title}
                </button>
                {after.map(|after| view! { <Editing>{after}</Editing> })}
            </div>
            <div
                class="fold-row__body"
                id=body_id
                role="group"
                aria-labelledby=head_id
                hidden=move || !open.get()
            >
                {move || {
                    was_opened
                        .get()
                        .then(|| {
                            let body = children();
                            view! { <Editing>{body}</Editing> }
                        })
                }}
            </div>
        </li>
    }
}
