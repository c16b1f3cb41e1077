//! Files that come and go: what somebody brought and nobody has taken yet, and when each
//! assessment last went out as a copy.

use chrono::NaiveDate;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::json::date;
use isms_gauge_core::{backup, file, share};
use leptos::prelude::*;

use crate::browser::file::{Brought, FileOnDisk, download, held, hold};
use crate::browser::{incoming, location, net, storage};
use crate::desk::Desk;
use crate::route::Route;
use crate::session::Session;

const JSON: &str = "application/json";

/// The day of an assessment's last export is kept under this and its id.
const EXPORTED: &str = "exported/";

/// What comes and goes.
#[derive(Clone, Copy, Default)]
pub struct Files {
    /// What somebody brought; the import page shows it.
    pub brought: RwSignal<Option<Brought>>,
    /// What came with it and has not been looked at.
    pub waiting: RwSignal<Vec<Brought>>,
    /// What is to be merged into the assessment that is opened next. Its bytes, so that the start
    /// of the app need not know what an assessment is.
    pub to_merge: RwSignal<Option<Brought>>,
    /// Counts the exports of this visit.
    pub exports: RwSignal<u32>,
}

impl Files {
    /// That of the app.
    ///
    /// # Panics
    /// Outside of the app.
    #[track_caller]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Takes files that are dropped, pasted or opened with the installed app, wherever one is.
    pub fn take_what_comes(self) {
        let is_ours = |text: &str| text.contains("#/s/") || text.contains("isms-gauge.");
        incoming::on_brought(backup::MAX_BYTES, is_ours, move |all| self.put_all(all));
    }

    /// Shows what somebody brought.
    pub fn put(self, brought: Brought) {
        self.brought.set(Some(brought));
        location::go(&Route::Import.to_string());
    }

    /// Shows the first of what somebody brought at once; the rest waits.
    pub fn put_all(self, all: Vec<Brought>) {
        let mut all = all.into_iter();
        let Some(first) = all.next() else { return };
        self.waiting.update(|waiting| {
            waiting.splice(0..0, all);
        });
        self.put(first);
    }

    /// Ends with what was shown, and shows what came with it. Says whether there was more.
    pub fn go_on(self) -> bool {
        let next = self.waiting.try_update(|waiting| match waiting.len() {
            0 => None,
            _ => Some(waiting.remove(0)),
        });
        let next = next.flatten();
        let is_more = next.is_some();
        self.brought.set(next);
        is_more
    }

    /// Reads an address. One that carries levels gives way to the page that shows them, so that
    /// it stands neither in the address bar nor in the history.
    pub fn arrive(self, hash: &str) -> Route {
        if !hash.starts_with(share::ROUTE) {
            return Route::parse(hash);
        }
        self.brought
            .set(Some(Brought::text(t!("The link"), &format!("#{hash}"))));
        location::replace(&Route::Import.to_string());
        Route::Import
    }

    /// Exports the open assessment: to the file on the disk that holds it, where there is one,
    /// else as a download.
    pub fn export(self, desk: Desk, session: Session) {
        let (id, name, text) =
            session.with_now(|a| (a.id.clone(), file_name(a, ""), file::write(a)));
        net::spawn(storage::persist(true));
        let Some(on_disk) = held(&id) else {
            match download(&name, JSON, &text) {
                Ok(()) => self.note(desk, &[id]),
                Err(fault) => desk.say(fault, None),
            }
            return;
        };
        net::spawn(async move {
            let Err(fault) = self.write(desk, id.clone(), on_disk, &text).await else {
                return;
            };
            // Whoever asked for a copy gets one.
            match download(&name, JSON, &text) {
                Ok(()) => {
                    self.note(desk, &[id]);
                    desk.say(t!("{} A copy was downloaded instead.", fault), None);
                }
                Err(_) => desk.say(fault, None),
            }
        });
    }

    /// Writes an assessment to a file on the disk, says so, and remembers the file.
    ///
    /// # Errors
    /// Where it could not be written; then it is as it was.
    pub async fn write(
        self,
        desk: Desk,
        id: String,
        on_disk: FileOnDisk,
        text: &str,
    ) -> Result<(), String> {
        on_disk.write(text).await?;
        hold(&id, on_disk);
        self.note(desk, &[id]);
        desk.say(t!("Saved to {}", on_disk.name()), None);
        Ok(())
    }

    /// Remembers that whole copies went out today.
    pub fn note(self, desk: Desk, ids: &[String]) {
        let today = desk.today().to_string();
        for id in ids {
            // Where nothing can be kept, the page has said so already.
            let _ = storage::keep(&format!("{EXPORTED}{id}"), &today);
        }
        self.exports.update(|n| *n += 1);
    }
}

/// The day on which an assessment last went out as a whole copy.
pub fn last_export(id: &str) -> Option<NaiveDate> {
    date(&storage::kept(&format!("{EXPORTED}{id}"))?)
}

/// What an assessment's file is called; `kind` says what is special about it.
pub fn file_name(assessment: &Assessment, kind: &str) -> String {
    let name = assessment.profile.organisation.trim().to_lowercase();
    let name = if name.is_empty() {
        t!("assessment")
    } else {
        &name
    };
    match kind {
        "" => format!("isms-gauge-{name}.json"),
        kind => format!("isms-gauge-{name}-{kind}.json"),
    }
}
