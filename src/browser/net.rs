//! The app's own static files. The content security policy lets nothing else be asked for.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Runs something that waits, also before the app is mounted.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}

/// Reads one of the app's own text files, named relative to the page. It is asked for in this very
/// call, so that several come at the same time.
pub fn own_text(path: &str) -> impl Future<Output = Result<String, String>> + use<> {
    let path = path.to_owned();
    let asked = web_sys::window().map(|window| JsFuture::from(window.fetch_with_str(&path)));
    async move {
        let response = asked.ok_or("no window")?.await;
        text_of(&path, response).await
    }
}

async fn text_of(path: &str, response: Result<JsValue, JsValue>) -> Result<String, String> {
    let failed = |fault| t!("{} could not be read: {}", path, format!("{:?}", fault));
    let response: Response = response.map_err(failed)?.dyn_into().map_err(failed)?;
    if !response.ok() {
        return Err(t!(
            "{} could not be read: the server answered {}",
            path,
            response.status()
        ));
    }
    let text = JsFuture::from(response.text().map_err(failed)?)
        .await
        .map_err(failed)?;
    text.as_string().ok_or_else(|| t!("{} is not text", path))
}
