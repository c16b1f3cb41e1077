//! What is kept in this browser: local storage through `gloo-storage`, which throws where site
//! data is blocked, and is therefore asked only after a probe.

use std::cell::OnceCell;

use gloo_storage::{LocalStorage, Storage as _};

/// Our keys start so, that another app on the same host is never touched.
const PREFIX: &str = "isms-gauge/";

/// Why something could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageFault {
    /// The browser lets the page keep nothing.
    Blocked,
    /// There is no room left.
    Full,
}

impl StorageFault {
    /// What to tell the person.
    pub fn message(self) -> &'static str {
        match self {
            Self::Blocked => {
                "This browser lets the page keep nothing. Answers last until you close the page: download a copy."
            }
            Self::Full => "The browser's storage is full. Download a copy, then make room.",
        }
    }
}

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

/// Whether anything can be kept at all.
pub fn check() -> Result<(), StorageFault> {
    if is_there() {
        Ok(())
    } else {
        Err(StorageFault::Blocked)
    }
}

/// Keeps a text under a name.
pub fn keep(name: &str, text: &str) -> Result<(), StorageFault> {
    check()?;
    LocalStorage::raw()
        .set_item(&format!("{PREFIX}{name}"), text)
        .map_err(|_| StorageFault::Full)
}

/// Reads what is kept under a name.
pub fn kept(name: &str) -> Option<String> {
    check().ok()?;
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

/// The names that start with `start`, sorted.
pub fn names(start: &str) -> Vec<String> {
    if !is_there() {
        return Vec::new();
    }
    let storage = LocalStorage::raw();
    let mut names: Vec<String> = (0..storage.length().unwrap_or(0))
        .filter_map(|idx| storage.key(idx).ok()?)
        .filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned))
        .filter(|name| name.starts_with(start))
        .collect();
    names.sort();
    names
}
