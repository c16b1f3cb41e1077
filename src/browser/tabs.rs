//! Several pages of the app at once: which of them writes an assessment. `public/boot.js` asks the
//! browser for its locks, or falls back to signs of life.

use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ismsGauge, js_name = page, thread_local_v2)]
    static PAGE: String;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = claim, catch)]
    async fn ask_for(name: &str, flush: &Function, lost: &Function) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = takeOver, catch)]
    async fn take_from(name: &str, flush: &Function, lost: &Function) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = claimBriefly, catch)]
    async fn ask_briefly(name: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = release)]
    fn give_back(name: &str);
}

/// Whether this page may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// No other page can write meanwhile.
    Held,
    /// Other pages were told, but the browser cannot keep them out.
    Told,
    /// Another page writes.
    Taken,
}

/// What a page that writes does when another one wants to.
pub struct OnAsked {
    /// Keeps the work; ends when it is kept.
    pub flush: Rc<dyn Fn() -> Pin<Box<dyn Future<Output = ()>>>>,
    /// From here on the page may not write any more.
    pub lost: Rc<dyn Fn()>,
}

/// The name of this page among those that are open.
pub fn page() -> String {
    PAGE.with(String::clone)
}

/// Asks to be the page that writes an assessment. With `takes_over`, the page that does is asked to
/// keep its work and to step back, and is not waited for where it does not answer.
pub async fn claim(id: &str, takes_over: bool, on_asked: OnAsked) -> Claim {
    let OnAsked { flush, lost } = on_asked;
    // They live as long as the page does, which is as long as they may be called.
    let flush = Closure::<dyn Fn() -> Promise>::new(move || {
        let flushed = flush();
        wasm_bindgen_futures::future_to_promise(async move {
            flushed.await;
            Ok(JsValue::UNDEFINED)
        })
    })
    .into_js_value();
    let lost = Closure::<dyn Fn()>::new(move || lost()).into_js_value();
    let (flush, lost) = (flush.unchecked_ref(), lost.unchecked_ref());
    let answer = if takes_over {
        take_from(id, flush, lost).await
    } else {
        ask_for(id, flush, lost).await
    };
    match answer.ok().and_then(|answer| answer.as_string()).as_deref() {
        Some("held") => Claim::Held,
        Some("taken") => Claim::Taken,
        _ => Claim::Told,
    }
}

/// Asks to write once. Says whether no other page is writing.
pub async fn claim_briefly(id: &str) -> bool {
    let answer = ask_briefly(id)
        .await
        .ok()
        .and_then(|answer| answer.as_string());
    answer.as_deref() != Some("taken")
}

/// Lets other pages write.
pub fn release(id: &str) {
    give_back(id);
}
