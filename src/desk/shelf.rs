//! The assessments on this device: what this page knows of them, and how they are kept and
//! forgotten. Reading answers at once from what was last seen; writing goes on behind.

use std::sync::Arc;

use async_lock::Mutex;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::file;
use isms_gauge_core::language::tr;
use isms_gauge_core::store::{Brought, Copy, Saved, StoreFault, Vault};
use leptos::prelude::*;

use super::{Desk, Kept};
use crate::browser::storage::{Deep, Local, StorageFault};
use crate::browser::{clock, file as browser_file, location, net, page, storage, tabs};

/// Where everything is kept.
pub(super) const VAULT: Vault<Local, Deep> = Vault {
    local: Local,
    deep: Deep,
};

/// Deeds that touch one assessment come one after the other.
pub(super) static TURN: Mutex<()> = Mutex::new(());

/// The text of an assessment as this page last saw it.
#[derive(Clone, Debug)]
pub(super) struct Shelved {
    /// The text, readable or not.
    pub text: Arc<str>,
    /// The text that this page last saw on the device, or wrote there.
    pub on_device: Option<Arc<str>>,
    /// Whether it could not be saved when that was tried last.
    pub is_refused: bool,
}

impl Shelved {
    /// A text that lies on the device.
    pub fn kept(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let on_device = Some(Arc::clone(&text));
        Self {
            text,
            on_device,
            is_refused: false,
        }
    }

    /// Whether it lies on the device, or only in this page.
    pub fn is_kept(&self) -> bool {
        self.on_device.as_ref() == Some(&self.text)
    }
}

const TAKEN: &str = m!("It is open in another tab, so it was not changed. Close it there first.");

impl Desk {
    /// Looks at what lies on this device. Before this nothing is known of it; afterwards
    /// [`Desk::all`] answers at once.
    pub async fn load(self) {
        let _turn = TURN.lock().await;
        let (entries, faults) = VAULT.all().await;
        self.shelf.update_value(|shelf| {
            // Where a place could not be asked, what was seen there before is not forgotten.
            shelf.retain(|_, shelved| !shelved.is_kept() || !faults.is_empty());
            for entry in entries {
                // What was changed here and is still to be written is newer than what lies there.
                if shelf
                    .get(&entry.id)
                    .is_some_and(|shelved| !shelved.is_kept())
                {
                    continue;
                }
                let text = match entry.brought {
                    Brought::Whole(record) => record.body,
                    Brought::Damaged(copies) => copies
                        .into_iter()
                        .next()
                        .map(|copy| copy.text)
                        .unwrap_or_default(),
                    Brought::Nothing => continue,
                };
                shelf.insert(entry.id, Shelved::kept(text));
            }
        });
        self.tell();
    }

    /// Whether it is certain that there is no assessment on this device. None is read for it.
    pub async fn is_empty(self) -> bool {
        let is_unknown_here = self.shelf.with_value(|shelf| shelf.is_empty());
        is_unknown_here && VAULT.is_empty().await.unwrap_or(false)
    }

    /// All assessments on this device, by name.
    pub fn all(self) -> Vec<Kept> {
        let mut all: Vec<Kept> = self.shelf.with_value(|shelf| {
            let kept = shelf.iter().map(|(id, shelved)| Kept {
                id: id.clone(),
                content: file::read(&shelved.text),
                is_unsaved: shelved.is_refused && !shelved.is_kept(),
            });
            kept.collect()
        });
        let name = |kept: &Kept| {
            kept.content
                .as_ref()
                .map(|a| a.profile.organisation.to_lowercase())
                .unwrap_or_default()
        };
        all.sort_by_cached_key(|kept| (name(kept), kept.id.clone()));
        all
    }

    /// An assessment that is not open, where it is here and can be read.
    pub fn known(self, id: &str) -> Option<Assessment> {
        file::read(&self.raw(id)?).ok()
    }

    /// The text of an assessment as it is kept, readable or not.
    pub fn raw(self, id: &str) -> Option<String> {
        self.shelf
            .with_value(|shelf| shelf.get(id).map(|shelved| shelved.text.to_string()))
    }

    /// Keeps an assessment that is not open. It is there for this page at once; where it cannot be
    /// kept on the device, that is said when it turns out.
    ///
    /// # Errors
    /// Where it is known already that this browser keeps nothing.
    pub fn keep(self, assessment: &Assessment) -> Result<(), StorageFault> {
        self.put_raw(&assessment.id, &file::write(assessment))
    }

    /// Keeps an assessment that came from a file, also in the place of the one that is open. What
    /// stood there stays among the earlier states.
    ///
    /// # Errors
    /// As for [`Desk::keep`].
    pub fn take_over(self, assessment: &Assessment) -> Result<(), StorageFault> {
        self.drop_work();
        let kept = self.keep(assessment);
        self.replaced.update(|n| *n += 1);
        kept
    }

    /// Keeps a text under the id of an assessment, as when a deletion is taken back.
    ///
    /// # Errors
    /// As for [`Desk::keep`].
    pub fn put_raw(self, id: &str, text: &str) -> Result<(), StorageFault> {
        self.lay(id, text);
        net::spawn(self.write(id.to_owned(), text.to_owned()));
        if storage::is_blocked() {
            Err(StoreFault::Blocked)
        } else {
            Ok(())
        }
    }

    /// Keeps a new assessment, and comes back when it is kept or it is said that it is not.
    pub async fn keep_first(self, assessment: &Assessment) {
        let text = file::write(assessment);
        self.lay(&assessment.id, &text);
        self.write(assessment.id.clone(), text).await;
    }

    /// Makes a text known to this page.
    fn lay(self, id: &str, text: &str) {
        self.shelve(id, text.into());
        self.tell();
    }

    /// Whether an assessment that is not open is in this page only. The open one is written when
    /// the page is left.
    pub(super) fn is_any_unkept(self) -> bool {
        let is_open = |id: &str| {
            self.work
                .with_value(|work| work.as_ref().is_some_and(|work| work.is_of(id)))
        };
        self.shelf.with_value(|shelf| {
            let mut all = shelf.iter();
            all.any(|(id, shelved)| !shelved.is_kept() && !is_open(id))
        })
    }

    /// Notes a text that is still to be written.
    pub(super) fn shelve(self, id: &str, text: Arc<str>) {
        self.shelf.update_value(|shelf| {
            let shelved = match shelf.remove(id) {
                Some(before) => Shelved { text, ..before },
                None => Shelved {
                    text,
                    on_device: None,
                    is_refused: false,
                },
            };
            shelf.insert(id.to_owned(), shelved);
        });
    }

    /// Notes that a text was written.
    pub(super) fn mark_kept(self, id: &str, text: &Arc<str>) {
        self.note(id, |shelved| shelved.on_device = Some(Arc::clone(text)));
        self.note_refused(id, false);
    }

    /// Notes whether the last try to save an assessment failed.
    pub(super) fn note_refused(self, id: &str, is_refused: bool) {
        let was_refused = self.note(id, |shelved| {
            std::mem::replace(&mut shelved.is_refused, is_refused)
        });
        if was_refused.is_some_and(|was_refused| was_refused != is_refused) {
            self.tell();
        }
    }

    fn note<T>(self, id: &str, note: impl FnOnce(&mut Shelved) -> T) -> Option<T> {
        let noted = self
            .shelf
            .try_update_value(|shelf| Some(note(shelf.get_mut(id)?)));
        noted.flatten()
    }

    /// Writes a text of an assessment that is not open, and says where that fails.
    async fn write(self, id: String, text: String) {
        let _turn = TURN.lock().await;
        if !tabs::claim_briefly(&id).await {
            self.see_again(&id).await;
            self.say(tr(TAKEN), None);
            return;
        }
        let saved = VAULT.put(&id, &tabs::page(), &text, clock::now()).await;
        tabs::release(&id);
        match saved {
            Saved::Safely | Saved::Weakly(_) => self.mark_kept(&id, &text.into()),
            Saved::Not(fault) => {
                self.note_refused(&id, true);
                self.say(fault.message(), None);
            }
            Saved::Overtaken => {
                self.see_again(&id).await;
                self.say(tr(TAKEN), None);
            }
        }
    }

    /// Forgets an assessment with all its earlier states.
    pub fn forget(self, id: &str) {
        self.shelf.update_value(|shelf| {
            shelf.remove(id);
        });
        if self
            .work
            .with_value(|work| work.as_ref().is_some_and(|work| work.is_of(id)))
        {
            self.drop_work();
        }
        self.tell();
        let id = id.to_owned();
        net::spawn(async move {
            let _turn = TURN.lock().await;
            if !tabs::claim_briefly(&id).await {
                self.see_again(&id).await;
                self.say(tr(TAKEN), None);
                return;
            }
            match VAULT.forget(&id).await {
                Ok(()) => browser_file::let_go(&id),
                Err(fault) => {
                    self.see_again(&id).await;
                    self.say(fault.message(), None);
                }
            }
            tabs::release(&id);
        });
    }

    /// Puts the kept state of an assessment among the earlier ones, before something replaces it.
    ///
    /// # Errors
    /// Where it cannot be kept; then nothing should replace it.
    pub async fn remember(self, id: &str) -> Result<(), StorageFault> {
        let _turn = TURN.lock().await;
        VAULT.remember(id).await
    }

    /// Every copy of every assessment that lies on this device, whole or damaged.
    pub async fn copies(self) -> Vec<Copy> {
        let _turn = TURN.lock().await;
        VAULT.copies().await
    }

    /// Takes a copy out of the way.
    ///
    /// # Errors
    /// Where it cannot be set aside; then it stays where it is.
    pub async fn discard(self, copy: &Copy) -> Result<(), StorageFault> {
        let _turn = TURN.lock().await;
        VAULT.discard(copy).await
    }

    /// How much local storage holds of ours, in UTF-16 code units.
    pub async fn local_units(self) -> usize {
        VAULT.local_units().await
    }

    /// Forgets everything on this device and begins anew.
    pub fn erase(self) {
        self.drop_work();
        net::spawn(async move {
            let failed = storage::erase().await;
            if failed.is_empty() {
                location::go("/");
                page::reload();
            } else {
                self.say(t!("This could not be deleted: {}", failed), None);
            }
        });
    }

    /// Tells the pages that list assessments.
    fn tell(self) {
        // The pages may be gone.
        self.shelf_changed.try_update(|n| *n = n.wrapping_add(1));
    }

    /// Sees one assessment as it lies on the device.
    async fn see_again(self, id: &str) {
        let opened = VAULT.open(id).await;
        self.shelf.update_value(|shelf| {
            match opened.brought {
                Brought::Whole(record) => shelf.insert(id.to_owned(), Shelved::kept(record.body)),
                _ => shelf.remove(id),
            };
        });
        self.tell();
    }
}
