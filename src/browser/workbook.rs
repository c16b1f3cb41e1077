//! The writer of workbooks, which is a wasm of its own: text goes over, bytes come back.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// `public/boot.js` fetches the writer, checks it and calls it.
    #[wasm_bindgen(js_name = ismsGaugeWorkbook, catch)]
    async fn write(tables: &str, day: &str) -> Result<JsValue, JsValue>;
}

/// The bytes of an XLSX file, from tables as JSON and the day as `2027-05-14`. Returns what went
/// wrong, in words.
pub async fn workbook(tables: &str, day: &str) -> Result<Uint8Array, String> {
    let failed = |fault: JsValue| {
        let why = fault.dyn_ref::<js_sys::Error>().map_or_else(
            || format!("{fault:?}"),
            |error| String::from(error.message()),
        );
        t!(
            "The workbook could not be made: {}. Check the connection and load the page again.",
            why
        )
    };
    let bytes = write(tables, day).await.map_err(failed)?;
    bytes.dyn_into().map_err(failed)
}
