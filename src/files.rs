//! Files that come and go: what somebody brought and nobody has taken yet, and when each
//! assessment last went out as a copy.

use chrono::NaiveDate;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::json::date;
use isms_gauge_core::{backup, file, share};
use leptos::prelude::*;

use crate::browser::file::{Brought, FileOnDisk, download, held};
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
        incoming::on_brought(backup::MAX_BYTES, is_ours, move |brought| self.put(brought));
    }

    /// Shows what somebody brought.
    pub fn put(self, brought: Brought) {
        self.brought.set(Some(brought));
        location::go(&Route::Import.to_string());
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
        match held(&id) {
            Some(on_disk) => self.write(desk, id, on_disk, text),
            None => match download(&name, JSON, &text) {
                Ok(()) => self.note(desk, &[id]),
                Err(fault) => desk.say(fault, None),
            },
        }
    }

    /// Writes an assessment to a file on the disk, and says how it went.
    pub fn write(self, desk: Desk, id: String, on_disk: FileOnDisk, text: String) {
        net::spawn(async move {
            match on_disk.write(&text).await {
                Ok(()) => {
                    self.note(desk, &[id]);
                    desk.say(t!("Saved to {}", on_disk.name()), None);
                }
                Err(fault) => desk.say(fault, None),
            }
        });
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
