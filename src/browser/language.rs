//! The language that somebody chose: its phrases are fetched before anything is shown, its dates
//! and numbers come from the browser.

use chrono::{Datelike, NaiveDate};
use isms_gauge_core::language::Language;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{host, net, storage};

/// What is kept where somebody chose a language other than English.
const CHOSEN: &str = "language";

/// The languages that the interface speaks, with what they call themselves.
pub const OFFERED: [(&str, &str); 3] = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Fran\u{e7}ais"),
];

thread_local! {
    /// Writes days in the spoken language, once it was asked to.
    static DAYS: Function = days();
}

/// The tag of the chosen language, or of the one that the host of the files begins with.
pub fn chosen() -> &'static str {
    let wanted = storage::kept(CHOSEN).or_else(host::language);
    OFFERED
        .iter()
        .map(|(tag, _)| *tag)
        .find(|tag| Some(*tag) == wanted.as_deref())
        .unwrap_or("en")
}

/// Keeps the choice for the next visits.
///
/// # Errors
/// Where the browser keeps nothing.
pub fn choose(tag: &str) -> Result<(), storage::StorageFault> {
    storage::keep(CHOSEN, tag)
}

/// Speaks the chosen language from now on. English needs no table, and is spoken where one cannot
/// be read: a word in another language is better than no page.
pub async fn speak_chosen() {
    let tag = chosen();
    if tag == "en" {
        return;
    }
    let path = format!("words/{tag}.json");
    let Ok(text) = net::own_text(&path).await else {
        return;
    };
    let Ok(mut language) = Language::read(&text) else {
        return;
    };
    language.date = Some(date);
    language.decimal_sign = decimal_sign(&language.tag);
    mark(&language);
    language.speak();
}

/// Tells the page which language it is in, for screen readers and for its direction, and says what
/// stands in it from the start.
fn mark(language: &Language) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    if let Some(root) = document.document_element() {
        // Both names are those of attributes, so setting them does not fail.
        let _ = root.set_attribute("lang", &language.tag);
        let _ = root.set_attribute("dir", if language.is_rtl { "rtl" } else { "ltr" });
    }
    let Ok(said) = document.query_selector_all("[data-say]") else {
        return;
    };
    for node in (0..said.length()).filter_map(|idx| said.get(idx)) {
        let english = node.text_content().unwrap_or_default();
        node.set_text_content(Some(language.say(&english)));
    }
}

fn days() -> Function {
    let options = Object::new();
    for (name, value) in [
        ("day", "numeric"),
        ("month", "short"),
        ("year", "numeric"),
        ("timeZone", "UTC"),
    ] {
        // Setting a field of a new object does not fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let tags = Array::of1(&chosen().into());
    Intl::DateTimeFormat::new(&tags, &options).format()
}

/// A day as the spoken language writes it.
fn date(day: NaiveDate) -> String {
    let month = i32::try_from(day.month0()).unwrap_or(0);
    let time = Date::utc(f64::from(day.year()), f64::from(month));
    let time = time + f64::from(day.day0()) * 86_400_000.0;
    let said = DAYS.with(|days| days.call1(&JsValue::NULL, &time.into()));
    let said = said.ok().and_then(|said| said.as_string());
    said.unwrap_or_else(|| day.to_string())
}

fn decimal_sign(tag: &str) -> char {
    let format = Intl::NumberFormat::new(&Array::of1(&tag.into()), &Object::new()).format();
    let said = format.call1(&JsValue::NULL, &JsValue::from_f64(1.5));
    let said = said
        .ok()
        .and_then(|said| said.dyn_into::<js_sys::JsString>().ok());
    let said = said.map(String::from).unwrap_or_default();
    let mut signs = said.chars().filter(|sign| !sign.is_numeric());
    signs.next().unwrap_or('.')
}
