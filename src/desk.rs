//! What lies on this device: the list of assessments, their saved texts, the chosen theme, and
//! the words of the catalogue.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::file::FileError;
use isms_gauge_core::texts::Texts;
use leptos::prelude::*;

use crate::browser::page::Key;
use crate::browser::storage::StorageFault;
use crate::browser::{clock, net, page, storage};
use crate::lasting::Lasting;
use crate::lists::Listed;

pub mod questions;
mod saving;
mod shelf;

use saving::Work;
pub use saving::{Access, Fetched, OpenFault, WhyReadOnly};
use shelf::Shelved;

/// Whether the work is safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was changed since it was opened.
    Unchanged,
    /// Changed, and about to be kept.
    Saving,
    /// Kept at this time of day, also if the browser is killed now.
    Saved(String),
    /// Kept at this time of day, but a browser that is killed may forget it.
    SavedWeakly(String),
    /// Not kept.
    NotSaved(StorageFault),
    /// It cannot be changed here.
    ReadOnly(WhyReadOnly),
}

/// One line of the list of assessments.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The assessment's id.
    pub id: String,
    /// The assessment, or why it cannot be read.
    pub content: Result<Assessment, FileError>,
    /// Whether it could not be saved, so that what was changed last is in this page only.
    pub is_unsaved: bool,
}

/// What all pages share.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The words, with those of full questions once somebody went deeper.
    pub texts: Lasting<RwSignal<Texts>>,
    /// Whether the words of the full questions are there.
    pub full_texts: Lasting<RwSignal<FullTexts>>,
    /// The controls and the documents, once somebody needed them.
    pub lists: Lasting<RwSignal<Listed>>,
    /// Whether the search is open.
    pub is_searching: RwSignal<bool>,
    /// Whether the open assessment is safe.
    pub save_state: RwSignal<SaveState>,
    /// What was just done and can be taken back or known about.
    pub toast: RwSignal<Option<Toast>>,
    /// Counts the times that a kept assessment was replaced behind the open page.
    pub replaced: RwSignal<u32>,
    /// Whether keys act that are pressed alone.
    pub single_keys: RwSignal<bool>,
    /// What the open page does with such keys.
    keys: StoredValue<Option<TakesKey>>,
    /// What the open assessment does with all keys.
    commands: StoredValue<Option<TakesCommand>>,
    /// Whether the next assessment is opened in the place of the page that writes it.
    pub takes_over: StoredValue<bool>,
    /// The texts of the assessments, as this page last saw them.
    shelf: StoredValue<BTreeMap<String, Shelved>>,
    /// Counts the times that the shelf changed.
    pub shelf_changed: RwSignal<u32>,
    /// Whether the page crashed so often that nothing is opened by itself.
    pub is_safe_mode: RwSignal<bool>,
    /// Keeps the open assessment. Behind a trait, so that only the parts that know what an
    /// assessment is hold the code for it.
    work: StoredValue<Option<Work>, LocalStorage>,
}

/// Does something with a key, or says that it has no use for it.
type TakesKey = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// As [`TakesKey`], with what was held beside the key and where it was pressed.
type TakesCommand = Arc<dyn Fn(&Key) -> bool + Send + Sync>;

/// Whether the words of the full questions are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FullTexts {
    /// Nobody asked for them.
    NotAsked,
    /// They are on their way.
    Coming,
    /// They are there.
    There,
    /// They could not be read.
    Failed(String),
}

/// What takes a deed back. Not a `Callback`, which would end with the view that made it.
pub type Undo = Arc<dyn Fn() + Send + Sync>;

/// A short message at the edge of the page.
#[derive(Clone)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// What takes it back, where that is possible.
    pub undo: Option<Undo>,
}

/// What is kept where somebody wants no single keys.
const KEYS_OFF: &str = "keys-off";

/// A desk as yet without questions.
impl Default for Desk {
    fn default() -> Self {
        Self {
            texts: Lasting::new(RwSignal::new(Texts::default())),
            full_texts: Lasting::new(RwSignal::new(FullTexts::NotAsked)),
            lists: Lasting::new(RwSignal::new(Listed::NotAsked)),
            is_searching: RwSignal::new(false),
            save_state: RwSignal::new(SaveState::Unchanged),
            toast: RwSignal::new(None),
            replaced: RwSignal::new(0),
            single_keys: RwSignal::new(storage::kept(KEYS_OFF).is_none()),
            keys: StoredValue::new(None),
            commands: StoredValue::new(None),
            takes_over: StoredValue::new(false),
            shelf: StoredValue::new(BTreeMap::new()),
            shelf_changed: RwSignal::new(0),
            is_safe_mode: RwSignal::new(page::is_safe()),
            work: StoredValue::new_local(None),
        }
    }
}

impl Desk {
    /// The same for a page, which reads it for as long as the caller's view lives.
    pub fn of_page(self) -> Self {
        Self {
            texts: self.texts.anew(),
            full_texts: self.full_texts.anew(),
            lists: self.lists.anew(),
            ..self
        }
    }

    /// The desk of the app.
    ///
    /// # Panics
    /// Outside of the app.
    #[track_caller]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Gives single keys to a page for as long as the caller's view lives.
    pub fn take_keys(self, take: impl Fn(&str) -> bool + Send + Sync + 'static) {
        self.keys.set_value(Some(Arc::new(take)));
        on_cleanup(move || self.keys.set_value(None));
    }

    /// Hands the open page a key that was pressed alone. Says whether the page took it.
    pub fn give_key(self, name: &str) -> bool {
        // The page may end with the key, so nothing is held meanwhile.
        let take = self.keys.get_value();
        take.is_some_and(|take| take(name))
    }

    /// Gives all keys to the open assessment for as long as the caller's view lives.
    pub fn take_commands(self, take: impl Fn(&Key) -> bool + Send + Sync + 'static) {
        self.commands.set_value(Some(Arc::new(take)));
        on_cleanup(move || self.commands.set_value(None));
    }

    /// Hands the open assessment a key. Says whether it took it.
    pub fn give_command(self, key: &Key) -> bool {
        let take = self.commands.get_value();
        take.is_some_and(|take| take(key))
    }

    /// Switches single keys on or off, for the next visits too where something can be kept.
    pub fn switch_keys(self, is_on: bool) {
        self.single_keys.set(is_on);
        if is_on {
            storage::forget(KEYS_OFF);
        } else if let Err(fault) = storage::keep(KEYS_OFF, "1") {
            self.say(fault.message(), None);
        }
    }

    /// Today.
    pub fn today(self) -> NaiveDate {
        clock::today()
    }

    /// Keeps the open assessment, where it was changed since.
    pub fn save_now(self) {
        if let Some(work) = self.work.get_value() {
            work.save();
        }
    }

    /// Keeps the open assessment once more, after somebody cleared the device.
    pub fn again(self) {
        if let Some(work) = self.work.get_value() {
            work.keep_again();
        }
    }

    /// Whether the open assessment could not be saved.
    pub fn is_unsafe(self) -> bool {
        matches!(self.save_state.get_untracked(), SaveState::NotSaved(_))
    }

    /// Whether closing the page now would lose work.
    pub fn may_lose(self) -> bool {
        self.is_unsafe() || self.is_any_unkept()
    }

    /// Fetches the words of the full questions, once.
    pub fn want_full_texts(self) {
        let is_new = matches!(
            self.full_texts.get_untracked(),
            FullTexts::NotAsked | FullTexts::Failed(_)
        );
        if !is_new {
            return;
        }
        self.full_texts.set(FullTexts::Coming);
        net::spawn(async move {
            let asked: Vec<_> = (4..=10)
                .map(|clause| format!("catalogue/en/clause-{clause:02}.json"))
                .map(|path| (net::own_text(&path), path))
                .collect();
            let mut texts = self.texts.get_untracked();
            for (text, path) in asked {
                let added = match text.await {
                    Ok(json) => texts
                        .add_full(&path, &json)
                        .map_err(|fault| fault.to_string()),
                    Err(fault) => Err(fault),
                };
                if let Err(fault) = added {
                    self.full_texts.set(FullTexts::Failed(fault));
                    return;
                }
            }
            self.texts.set(texts);
            self.full_texts.set(FullTexts::There);
        });
    }

    /// Shows a short message.
    pub fn say(self, text: impl Into<String>, undo: Option<Undo>) {
        self.toast.set(Some(Toast {
            text: text.into(),
            undo,
        }));
    }
}
