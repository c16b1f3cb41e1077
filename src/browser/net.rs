//! The app's own static files. The content security policy lets nothing else be asked for.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Runs something that waits, also before the app is mounted.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}

/// Reads one of the app's own text files, named relative to the page.
pub async fn own_text(path: &str) -> Result<String, String> {
    let window = web_sys::window().ok_or("no window")?;
    let failed = |fault| t!("{} could not be read: {}", path, format!("{:?}", fault));
    let response: Response = JsFuture::from(window.fetch_with_str(path))
        .await
        .map_err(failed)?
        .dyn_into()
        .map_err(failed)?;
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
