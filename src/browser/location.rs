//! The part of the address after the `#`.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// What stands after the `#`.
pub fn hash() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .map(|hash| hash.trim_start_matches('#').to_owned())
        .unwrap_or_default()
}

/// Goes to another place in the app.
pub fn go(hash: &str) {
    if let Some(window) = web_sys::window() {
        // Setting the fragment fails in no browser that runs this.
        let _ = window.location().set_hash(hash);
    }
}

/// Puts another place into the address without going there, so that nobody comes back to what
/// stood there.
pub fn replace(hash: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let address = format!("#{hash}");
        let nothing = wasm_bindgen::JsValue::NULL;
        // Fails only for addresses of other hosts.
        let _ = history.replace_state_with_url(&nothing, "", Some(&address));
    }
}

/// Calls back whenever the person goes to another place, as long as the page lives.
pub fn on_change(mut call: impl FnMut(String) + 'static) {
    let listener = Closure::<dyn FnMut()>::new(move || call(hash()));
    if let Some(window) = web_sys::window() {
        let _ = window
            .add_event_listener_with_callback("hashchange", listener.as_ref().unchecked_ref());
    }
    listener.forget();
}
