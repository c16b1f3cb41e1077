//! The keys, and a switch for those that act without Ctrl or Cmd.

use leptos::prelude::*;

use crate::view::CollectAny;

/// A key and what it does.
const KEYS: [(&str, &str); 12] = [
    ("0 to 5", "Answer the question with this level"),
    ("c", "Answer: cannot tell"),
    ("o", "Answer: no occasion yet, where that is offered"),
    ("n", "Next question"),
    ("p", "Previous question"),
    ("u", "Next question without an answer; then the result"),
    ("f", "Flag the question for later"),
    ("/", "Search"),
    ("?", "This list"),
    ("Ctrl or Cmd + Z", "Undo"),
    ("Ctrl or Cmd + Shift + Z", "Redo"),
    ("Ctrl or Cmd + S", "Export the assessment"),
];

/// Lists the keys in a window over the page.
#[component]
pub fn KeyHelp(
    /// The id of the window, by which it is opened.
    id: &'static str,
    /// Whether single keys act.
    is_on: RwSignal<bool>,
    /// Called when the switch is changed.
    #[prop(into)]
    on_switch: Callback<bool>,
    /// Called when the window is to close.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let row = |(key, deed): (&'static str, &'static str)| {
        view! {
            <tr>
                <th scope="row">
                    <kbd>{key}</kbd>
                </th>
                <td>{deed}</td>
            </tr>
        }
    };
    view! {
        <dialog class="key-help" id=id aria-labelledby="key-help-title">
            <div class="row row--apart">
                <h2 id="key-help-title">"Keys"</h2>
                <button type="button" class="button" on:click=move |_| on_close.run(())>
                    "Close"
                </button>
            </div>
            <table class="table">
                <tbody>{KEYS.into_iter().map(row).collect_any()}</tbody>
            </table>
            <label class="key-help__switch">
                <input
                    type="checkbox"
                    prop:checked=is_on
                    on:change:target=move |event| on_switch.run(event.target().checked())
                />
                "Single keys act (switch off if you speak to your computer or use a screen reader's own keys)"
            </label>
        </dialog>
    }
}
