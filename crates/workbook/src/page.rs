//! What the page calls.

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::workbook_from_json;

/// The bytes of a workbook: tables as JSON, the day as `2027-05-14`.
///
/// # Errors
/// As an error of JavaScript, in words.
#[wasm_bindgen(js_name = workbook)]
pub fn workbook_for_page(tables: &str, day: &str) -> Result<Vec<u8>, JsError> {
    workbook_from_json(tables, day).map_err(|error| JsError::new(&error.to_string()))
}
