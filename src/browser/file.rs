//! Files that the person saves and opens.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, Url};

/// Hands the person a file to save. Returns what went wrong, in words.
pub fn download(name: &str, mime: &str, text: &str) -> Result<(), String> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    Blob::new_with_str_sequence_and_options(&parts, &of_type(mime))
        .and_then(|blob| hand_out(name, &blob))
        .map_err(in_words)
}

/// As [`download`], for what is not text.
pub fn download_bytes(name: &str, mime: &str, bytes: &Uint8Array) -> Result<(), String> {
    let parts = js_sys::Array::of1(bytes);
    Blob::new_with_u8_array_sequence_and_options(&parts, &of_type(mime))
        .and_then(|blob| hand_out(name, &blob))
        .map_err(in_words)
}

fn in_words(fault: JsValue) -> String {
    format!("The file could not be made: {fault:?}")
}

fn of_type(mime: &str) -> BlobPropertyBag {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    options
}

/// Hands the person a file of any content.
pub(super) fn hand_out(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| JsValue::from_str("no document"))?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(&safe_name(name));
    link.click();
    Url::revoke_object_url(&url)
}

/// A file name that every system takes.
fn safe_name(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || "._-".contains(c) {
            c
        } else {
            '-'
        }
    };
    name.chars().map(plain).take(80).collect()
}

/// A file that the person chose.
pub struct Chosen {
    /// Its name.
    pub name: String,
    /// Its text, or what went wrong.
    pub text: Result<String, String>,
}

/// Reads the file chosen in a file field and empties the field, so that the same file can be
/// chosen again. Larger files than `max_bytes` are not read.
pub async fn read_chosen(input: HtmlInputElement, max_bytes: usize) -> Option<Chosen> {
    let file = input.files()?.get(0)?;
    let name = file.name();
    #[expect(clippy::cast_precision_loss, reason = "file sizes are far below 2^53")]
    let limit = max_bytes as f64;
    let text = if file.size() > limit {
        Err(format!(
            "The file has {} bytes; at most {max_bytes} are read.",
            file.size()
        ))
    } else {
        match JsFuture::from(file.text()).await {
            Ok(text) => text
                .as_string()
                .ok_or_else(|| "The file is not text.".to_owned()),
            Err(fault) => Err(format!("The file could not be read: {fault:?}")),
        }
    };
    input.set_value("");
    Some(Chosen { name, text })
}
