//! The page as a whole: its title, its theme, moments at which work must be safe.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::pace;

/// Takes away what stood there before the app did.
pub fn hide_shell() {
    let shell = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("shell"));
    if let Some(shell) = shell {
        // Setting a plain attribute fails in no browser.
        let _ = shell.set_attribute("hidden", "");
    }
}

/// Says of an element that speaks whether its words are about to change.
pub fn set_busy(element: &web_sys::Element, is_busy: bool) {
    // Setting a plain attribute fails in no browser.
    let _ = element.set_attribute("aria-busy", if is_busy { "true" } else { "false" });
}

/// Waits until the browser has painted and answered what was waiting.
pub async fn next_task() {
    let mut wait = |done: js_sys::Function, _| {
        let is_set =
            web_sys::window().is_some_and(|window| window.set_timeout_with_callback(&done).is_ok());
        if !is_set {
            // Nothing to wait for; a promise's own function does not fail.
            let _ = done.call0(&JsValue::NULL);
        }
    };
    let _ = JsFuture::from(js_sys::Promise::new(&mut wait)).await;
}

/// Opens the browser's window for printing.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Fails only where the page may not print; then nothing happens.
        let _ = window.print();
    }
}

/// Loads the whole page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // Fails only where the page may not be shown at all.
        let _ = window.location().reload();
    }
}

/// Sets the name shown in the browser's tab.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Chooses light or dark, or leaves it to the system.
pub fn set_theme(theme: Option<&str>) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        // Both fail only for names that are not valid attribute names.
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Sets or takes away an attribute of the whole page.
pub(super) fn mark_root(name: &str, is_on: bool) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        // Fails only for names that are not valid attribute names.
        let _ = root.toggle_attribute_with_force(name, is_on);
    }
}

/// The address of the page, without what stands after the `#`.
pub fn address() -> String {
    let address = web_sys::window().and_then(|window| window.location().href().ok());
    let address = address.unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Puts a text on the clipboard.
///
/// # Errors
/// Where the browser does not let the page do so.
pub async fn copy(text: &str) -> Result<(), String> {
    let refused =
        || t!("The browser did not let the page copy. Mark the text and copy it.").to_owned();
    let window = web_sys::window().ok_or_else(refused)?;
    let navigator = super::file::property(&window, "navigator");
    let clipboard = super::file::property(&navigator, "clipboard");
    let copied = super::file::call(&clipboard, "writeText", &[text.into()]);
    let copied = copied.map_err(|_| refused())?;
    super::file::wait(copied).await.map_err(|_| refused())?;
    Ok(())
}

/// Moves the keyboard to an element and brings it into view.
pub fn focus(id: &str) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
        element.scroll_into_view();
    }
}

/// Calls back once an element is nearly in view, or somebody begins to scroll: what comes then is
/// there before its place is seen.
pub fn when_near(element: &web_sys::Element, call: impl FnOnce() + 'static) {
    let call = Rc::new(Cell::new(Some(call)));
    let once = move || {
        if let Some(call) = call.take() {
            call();
        }
    };
    let scrolled = Closure::once_into_js(once.clone());
    let options = web_sys::AddEventListenerOptions::new();
    options.set_once(true);
    options.set_passive(true);
    if let Some(window) = web_sys::window() {
        // Fails for no event of this name.
        let _ = window.add_event_listener_with_callback_and_add_event_listener_options(
            "scroll",
            scrolled.unchecked_ref(),
            &options,
        );
    }
    let seen = Closure::<dyn FnMut(js_sys::Array, web_sys::IntersectionObserver)>::new(
        move |entries: js_sys::Array, observer: web_sys::IntersectionObserver| {
            let is_near = entries.iter().any(|entry| {
                let entry = entry.unchecked_into::<web_sys::IntersectionObserverEntry>();
                entry.is_intersecting()
            });
            if is_near {
                observer.disconnect();
                once();
            }
        },
    );
    // Goes when the observer goes.
    let seen = seen.into_js_value();
    let options = web_sys::IntersectionObserverInit::new();
    options.set_root_margin("400px");
    // Fails only for a margin that is none.
    if let Ok(observer) =
        web_sys::IntersectionObserver::new_with_options(seen.unchecked_ref(), &options)
    {
        observer.observe(element);
    }
}

/// Takes the keyboard from whatever holds it in the content of the page, before that is replaced.
/// An element that goes with the keyboard on it makes the browser lay the page out once more.
pub fn let_go() {
    let holder = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element())
        .filter(|element| matches!(element.closest("main"), Ok(Some(_))))
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(holder) = holder {
        // Fails for no element.
        let _ = holder.blur();
    }
}

/// Moves the keyboard to an element that is in view already.
pub fn focus_still(id: &str) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// The ids of all elements of a kind, and the place of the one that holds the keyboard, or else of
/// the first that is in view. `None` where there is none, or where one is awaited that is not there.
pub fn in_view(selector: &str) -> Option<(Vec<String>, usize)> {
    let document = web_sys::window()?.document()?;
    let found = document.query_selector_all(selector).ok()?;
    let elements: Vec<web_sys::Element> = (0..found.length())
        .filter_map(|place| found.item(place)?.dyn_into().ok())
        .collect();
    let holder = document
        .active_element()
        .and_then(|active| active.closest(selector).ok()?);
    let held = elements
        .iter()
        .position(|element| Some(element) == holder.as_ref());
    // What lies under the bar at the top is not in view.
    let is_in_view =
        |element: &web_sys::Element| element.get_bounding_client_rect().bottom() > 120.0;
    let ids: Vec<String> = elements.iter().map(web_sys::Element::id).collect();
    let place = match AWAITED.with_borrow(Clone::clone) {
        Some(awaited) => ids.iter().position(|id| *id == awaited),
        None => held.or_else(|| elements.iter().position(is_in_view)),
    };
    Some((ids, place?))
}

/// Whether a window lies over the page.
pub fn is_dialog_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| matches!(document.query_selector("dialog[open]"), Ok(Some(_))))
}

thread_local! {
    /// The element that is about to hold the keyboard.
    static AWAITED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Says which element is about to hold the keyboard, so that a key that comes before is not meant
/// for another one.
pub fn await_focus(id: String) {
    AWAITED.set(Some(id));
}

/// As [`focus`], for an element that is in the page one turn later.
pub fn focus_soon(id: String) {
    await_focus(id.clone());
    let then = move || {
        focus(&id);
        // Another one may be awaited by now.
        AWAITED.with_borrow_mut(|awaited| awaited.take_if(|awaited| *awaited == id));
    };
    let wait = Duration::from_millis(30);
    pace::then(move || leptos::prelude::set_timeout(then, wait));
}

/// As [`focus_still`], for an element that is made anew by what was just done.
pub fn focus_still_soon(id: String) {
    pace::then(move || leptos::prelude::set_timeout(move || focus_still(&id), Duration::ZERO));
}

/// Opens a window over the page, which the rest waits for. Nothing where it is open already.
pub fn open_dialog(id: &str) {
    if let Some(dialog) = dialog(id)
        && !dialog.open()
    {
        // Fails only for a dialog that is not in the page.
        let _ = dialog.show_modal();
    }
}

/// Closes a window that was opened over the page.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

fn dialog(id: &str) -> Option<web_sys::HtmlDialogElement> {
    let element = web_sys::window()?.document()?.get_element_by_id(id)?;
    element.dyn_into().ok()
}

/// Brings an element into view, as little as needed.
pub fn show(id: &str) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Scrolls to the top.
pub fn scroll_up() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// A new name that nothing else has.
pub fn new_id() -> String {
    web_sys::window()
        .and_then(|window| window.crypto().ok())
        .map_or_else(
            || js_sys::Date::now().to_string(),
            |crypto| crypto.random_uuid(),
        )
}

/// Calls back when the page is hidden or left: the last moment to keep something.
pub fn on_leave(call: impl Fn() + 'static) {
    let listener = Closure::<dyn FnMut()>::new(call);
    if let Some(window) = web_sys::window() {
        for event in ["pagehide", "visibilitychange"] {
            let _ =
                window.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        }
    }
    listener.forget();
}

/// Lets the browser ask before the page is left, where `is_needed` says so.
pub fn ask_before_leaving(is_needed: impl Fn() -> bool + 'static) {
    let listener = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        if is_needed() {
            event.prevent_default();
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window
            .add_event_listener_with_callback("beforeunload", listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ismsGauge, js_name = crash)]
    fn show_crash(message: &str);

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = isSafe)]
    fn is_safe_mode() -> bool;
}

/// Whether the page crashed so often in the last minute that nothing should open by itself.
pub fn is_safe() -> bool {
    is_safe_mode()
}

/// Lets a panic end the page: `public/boot.js` shows what happened and hands out the data. Of the
/// message only what stands in the source is shown, so that no answer is in a report.
pub fn show_panics() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        let message = panic.payload().downcast_ref::<&'static str>();
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        show_crash(&format!("{} ({place})", message.unwrap_or(&t!("A fault"))));
    }));
}

/// A key that was pressed outside of any field.
pub struct Key {
    /// Its name, such as `z` or `ArrowDown`.
    pub name: String,
    /// Whether Ctrl or Cmd was held.
    pub is_command: bool,
    /// Whether Shift was held.
    pub is_shift: bool,
    /// Whether the person is typing in a field.
    pub in_field: bool,
}

/// Calls back on each key; the callback says whether it took it.
pub fn on_key(call: impl Fn(Key) -> bool + 'static) {
    let listener =
        Closure::<dyn FnMut(web_sys::KeyboardEvent)>::new(move |event: web_sys::KeyboardEvent| {
            let in_field = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .is_some_and(|element| is_text_field(&element));
            let key = Key {
                name: event.key(),
                is_command: event.ctrl_key() || event.meta_key(),
                is_shift: event.shift_key(),
                in_field,
            };
            if !event.alt_key() && call(key) {
                event.prevent_default();
            }
        });
    if let Some(window) = web_sys::window() {
        let _ =
            window.add_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

pub(super) fn is_text_field(element: &web_sys::Element) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            let kind = element.get_attribute("type").unwrap_or_default();
            !matches!(kind.as_str(), "radio" | "checkbox" | "button" | "file")
        }
        _ => false,
    }
}
