//! The keys, and a switch for those that act without Ctrl or Cmd.

use isms_gauge_core::language::tr;
use leptos::prelude::*;

use crate::view::CollectAny;

/// A key and what it does.
const KEYS: [(&str, &str); 12] = [
    (m!("0 to 5"), m!("Answer the question with this level")),
    ("c", m!("Answer: cannot tell")),
    ("o", m!("Answer: no occasion yet, where that is offered")),
    ("n", m!("Next question")),
    ("p", m!("Previous question")),
    ("u", m!("Next question without an answer; then the result")),
    ("f", m!("Flag the question for later")),
    ("/", m!("Search")),
    ("?", m!("This list")),
    (m!("Ctrl or Cmd + Z"), m!("Undo")),
    (m!("Ctrl or Cmd + Shift + Z"), m!("Redo")),
    (m!("Ctrl or Cmd + S"), m!("Export the assessment")),
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
                    <kbd>{tr(key)}</kbd>
                </th>
                <td>{tr(deed)}</td>
            </tr>
        }
    };
    view! {
        <dialog class="key-help" id=id aria-labelledby="key-help-title">
            <div class="row row--apart">
                <h2 id="key-help-title">{t!("Keys")}</h2>
                <button type="button" class="button" on:click=move |_| on_close.run(())>
                    {t!("Close")}
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
                {t!("Single keys act (switch off if you speak to your computer or use a screen reader's own keys)")}
            </label>
        </dialog>
    }
}
