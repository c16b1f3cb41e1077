//! What is kept in this browser, in two places.
//!
//! [`Local`] is local storage through `gloo-storage`, which throws where site data is blocked, and
//! is therefore asked only after a probe. [`Deep`] is IndexedDB; `public/boot.js` asks it, so that
//! the work can be saved also when the app has stopped.

use std::cell::OnceCell;

use gloo_storage::{LocalStorage, Storage as _};
use isms_gauge_core::store::{Store, StoreFault, Swap};
use js_sys::{Array, JsString};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// Why something could not be kept.
pub use isms_gauge_core::store::StoreFault as StorageFault;

/// Our keys start so, that another app on the same host is never touched.
const PREFIX: &str = "isms-gauge/";

thread_local! {
    static IS_THERE: OnceCell<bool> = const { OnceCell::new() };
}

/// Whether local storage can be used: asked once, by writing and reading.
fn is_there() -> bool {
    IS_THERE.with(|known| {
        *known.get_or_init(|| {
            let probe = || -> Option<bool> {
                let storage = web_sys::window()?.local_storage().ok()??;
                let key = format!("{PREFIX}probe");
                // A full store can still be read, so only access counts here.
                let _ = storage.set_item(&key, "1");
                storage.remove_item(&key).ok()?;
                Some(true)
            };
            probe().unwrap_or(false)
        })
    })
}

/// Whether this browser lets the page keep nothing in local storage.
pub fn is_blocked() -> bool {
    !is_there()
}

/// Keeps a small text under a name, at once.
pub fn keep(name: &str, text: &str) -> Result<(), StorageFault> {
    if !is_there() {
        return Err(StoreFault::Blocked);
    }
    if is_crashed() {
        return Err(StoreFault::Crashed);
    }
    LocalStorage::raw()
        .set_item(&format!("{PREFIX}{name}"), text)
        .map_err(|fault| in_words(&fault))
}

/// Reads what is kept under a name.
pub fn kept(name: &str) -> Option<String> {
    if !is_there() {
        return None;
    }
    LocalStorage::raw()
        .get_item(&format!("{PREFIX}{name}"))
        .ok()?
}

/// Forgets what is kept under a name.
pub fn forget(name: &str) {
    if is_there() {
        // Removing fails only where nothing was kept.
        let _ = LocalStorage::raw().remove_item(&format!("{PREFIX}{name}"));
    }
}

/// Local storage: answers at once. Chromium may hold a write back for a minute and lose it when it
/// is killed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Local;

impl Store for Local {
    async fn get(&self, key: &str) -> Result<Option<String>, StoreFault> {
        if !is_there() {
            return Err(StoreFault::Blocked);
        }
        LocalStorage::raw()
            .get_item(&format!("{PREFIX}{key}"))
            .map_err(|fault| in_words(&fault))
    }

    /// Read as the browser's own text, of which only the line is copied.
    async fn head(&self, key: &str) -> Result<Option<String>, StoreFault> {
        if !is_there() {
            return Err(StoreFault::Blocked);
        }
        let key = JsString::from(format!("{PREFIX}{key}"));
        js_sys::Reflect::get(&LocalStorage::raw(), &key)
            .map(|text| first_line_of(&text))
            .map_err(|fault| in_words(&fault))
    }

    async fn set(&self, key: &str, text: &str) -> Result<(), StoreFault> {
        keep(key, text)
    }

    async fn remove(&self, key: &str) -> Result<(), StoreFault> {
        if !is_there() {
            return Err(StoreFault::Blocked);
        }
        LocalStorage::raw()
            .remove_item(&format!("{PREFIX}{key}"))
            .map_err(|fault| in_words(&fault))
    }

    async fn entries(&self, start: &str) -> Result<Vec<(String, String)>, StoreFault> {
        if !is_there() {
            return Err(StoreFault::Blocked);
        }
        let storage = LocalStorage::raw();
        let text = |name: &str| storage.get_item(&format!("{PREFIX}{name}")).ok()?;
        let names = self.keys(start).await?.into_iter();
        Ok(names
            .filter_map(|name| Some((text(&name)?, name)))
            .map(|(text, name)| (name, text))
            .collect())
    }

    async fn keys(&self, start: &str) -> Result<Vec<String>, StoreFault> {
        if !is_there() {
            return Err(StoreFault::Blocked);
        }
        let storage = LocalStorage::raw();
        let length = storage.length().map_err(|fault| in_words(&fault))?;
        let mut names: Vec<String> = (0..length)
            .filter_map(|place| storage.key(place).ok()?)
            .filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned))
            .filter(|name| name.starts_with(start))
            .collect();
        names.sort();
        Ok(names)
    }

    async fn swap(
        &self,
        key: &str,
        expected: Option<&str>,
        text: &str,
    ) -> Result<Swap, StoreFault> {
        if self.head(key).await?.as_deref() == expected {
            keep(key, text)?;
            Ok(Swap::Done)
        } else {
            Ok(Swap::Refused(self.get(key).await?))
        }
    }
}

/// The first line of a text of the browser; none of anything else.
fn first_line_of(text: &JsValue) -> Option<String> {
    let text = text.dyn_ref::<JsString>()?;
    let end = u32::try_from(text.index_of("\n", 0)).unwrap_or_else(|_| text.length());
    Some(text.substring(0, end).into())
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ismsGauge, js_name = isCrashed)]
    fn is_crashed() -> bool;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = get, catch)]
    async fn deep_get(key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = keys, catch)]
    async fn deep_keys(start: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = entries, catch)]
    async fn deep_entries(start: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = set, catch)]
    async fn deep_set(key: &str, text: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = remove, catch)]
    async fn deep_remove(key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = swap, catch)]
    async fn deep_swap(key: &str, expected: Option<String>, text: &str)
    -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = persist, catch)]
    async fn ask_to_persist(is_wanted: bool) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = onCleared)]
    fn listen_for_clearing(call: &js_sys::Function);

    #[wasm_bindgen(js_namespace = ismsGauge, js_name = erase, catch)]
    async fn erase_all() -> Result<JsValue, JsValue>;
}

/// IndexedDB: a write is called done when it is on the disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deep;

impl Store for Deep {
    async fn get(&self, key: &str) -> Result<Option<String>, StoreFault> {
        let text = deep_get(key).await.map_err(|fault| in_words(&fault))?;
        Ok(text.as_string())
    }

    async fn head(&self, key: &str) -> Result<Option<String>, StoreFault> {
        let text = deep_get(key).await.map_err(|fault| in_words(&fault))?;
        Ok(first_line_of(&text))
    }

    async fn set(&self, key: &str, text: &str) -> Result<(), StoreFault> {
        let done = deep_set(key, text).await;
        done.map(|_| ()).map_err(|fault| in_words(&fault))
    }

    async fn remove(&self, key: &str) -> Result<(), StoreFault> {
        let done = deep_remove(key).await;
        done.map(|_| ()).map_err(|fault| in_words(&fault))
    }

    async fn entries(&self, start: &str) -> Result<Vec<(String, String)>, StoreFault> {
        let found = deep_entries(start)
            .await
            .map_err(|fault| in_words(&fault))?;
        let pair = |pair: JsValue| {
            let pair = Array::from(&pair);
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        };
        Ok(Array::from(&found).iter().filter_map(pair).collect())
    }

    async fn swap(
        &self,
        key: &str,
        expected: Option<&str>,
        text: &str,
    ) -> Result<Swap, StoreFault> {
        let found = deep_swap(key, expected.map(str::to_owned), text)
            .await
            .map_err(|fault| in_words(&fault))?;
        let found = Array::from(&found);
        if found.get(0).as_bool() == Some(true) {
            Ok(Swap::Done)
        } else {
            Ok(Swap::Refused(found.get(1).as_string()))
        }
    }

    async fn keys(&self, start: &str) -> Result<Vec<String>, StoreFault> {
        let keys = deep_keys(start).await.map_err(|fault| in_words(&fault))?;
        Ok(Array::from(&keys)
            .iter()
            .filter_map(|key| key.as_string())
            .collect())
    }
}

/// Asks the browser not to throw our data away when it needs room. Where it would ask the person,
/// it is asked only on `is_wanted`, when the person has shown that the data matters.
pub async fn persist(is_wanted: bool) {
    // A browser that does not promise it keeps the data all the same, while there is room.
    let _ = ask_to_persist(is_wanted).await;
}

/// Calls back when somebody has cleared what is kept while the page is open.
pub fn on_cleared(call: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(call);
    listen_for_clearing(listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Forgets everything of ours on this device, and what was kept for offline use. Says what could
/// not be forgotten, and nothing where all could.
pub async fn erase() -> String {
    let failed = erase_all().await.ok().and_then(|failed| failed.as_string());
    failed.unwrap_or_default()
}

/// A fault as the browser throws it, under the names that it has had in browsers.
fn in_words(fault: &JsValue) -> StoreFault {
    let part = |name: &str| {
        let part = js_sys::Reflect::get(fault, &JsString::from(name)).ok()?;
        part.dyn_into::<JsString>().ok().map(String::from)
    };
    if is_crashed() {
        return StoreFault::Crashed;
    }
    match part("name").unwrap_or_default().as_str() {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" | "QUOTA_EXCEEDED_ERR" => {
            StoreFault::Full
        }
        "SecurityError" => StoreFault::Blocked,
        name => StoreFault::Failed(part("message").unwrap_or_else(|| name.to_owned())),
    }
}
