//! The open assessment: how it is brought, kept after each edit, and handed to another page.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::file::{self, FileError};
use isms_gauge_core::store::{Brought, Copy, Keeper, Record, Saved, StoreFault};
use leptos::prelude::*;

use super::shelf::{Shelved, TURN, VAULT};
use super::{Desk, SaveState};
use crate::browser::tabs::{Claim, OnAsked};
use crate::browser::{clock, net, pace, storage, tabs};
use crate::session::Session;

/// How long after the last of several edits they are kept. The first of them is kept at once.
const SAVE_DELAY: Duration = Duration::from_millis(300);

/// How long after a save that failed it is tried again.
const RETRY_DELAY: Duration = Duration::from_secs(3);

/// How long after a save that reached only the weaker place it is tried again, and how often: a
/// database that somebody has just cleared may need a moment.
const WEAK_RETRY: (Duration, u8) = (Duration::from_secs(1), 8);

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Why an assessment can only be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyReadOnly {
    /// Another page writes it.
    OtherTab,
    /// Another page has kept something newer meanwhile; the last change here was set aside.
    Overtaken,
    /// A newer version of this program wrote it.
    Newer,
}

/// Whether an assessment may be changed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Yes.
    Write(Claim),
    /// No.
    Read(WhyReadOnly),
}

/// An assessment that was opened.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// What is in it.
    pub assessment: Assessment,
    /// Whether it may be changed.
    pub access: Access,
    /// Copies that were damaged and set aside.
    pub n_set_aside: usize,
    /// What lay on the device.
    before: Option<Record>,
    /// Whether it is in this page only: the device was cleared, or an earlier save failed.
    is_unsaved: bool,
    /// Where nothing can be kept, why.
    fault: Option<StoreFault>,
}

/// Why an assessment cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenFault {
    /// Nothing is kept under that id.
    NotHere,
    /// Every copy is damaged.
    Damaged(Vec<Copy>),
    /// What is kept cannot be read.
    Unreadable(FileError, String),
}

/// The open assessment and how it is kept.
#[derive(Clone)]
pub(super) struct Work(Rc<Inner>);

struct Inner {
    desk: Desk,
    session: Session,
    id: String,
    /// `None` where it may not be written.
    keeper: Option<Keeper>,
    is_fenced: bool,
    /// Whether something was changed since the last save began.
    is_dirty: Cell<bool>,
    /// The number of the last save that began.
    last: Cell<u32>,
    /// The number of the last one whose text is kept.
    last_kept: Cell<u32>,
    /// How many have not ended.
    n_running: Cell<u32>,
    /// Who waits until all have ended.
    resting: RefCell<Vec<Waker>>,
    timer: RefCell<Option<TimeoutHandle>>,
    has_asked_to_persist: Cell<bool>,
    /// How often a weak save is tried again. The place that holds was there, so it may be again.
    n_weak_retries: Cell<u8>,
}

impl Desk {
    /// Brings one assessment, asking to be the only page that writes it. With `takes_over`, from
    /// the page that does.
    ///
    /// # Errors
    /// Says why it cannot be opened. What cannot be read stays untouched.
    pub async fn fetch(self, id: &str, takes_over: bool) -> Result<Fetched, OpenFault> {
        let _turn = TURN.lock().await;
        let claim = tabs::claim(id, takes_over, self.on_asked(id)).await;
        let fetched = self.bring(id, claim).await;
        let writes = fetched
            .as_ref()
            .is_ok_and(|fetched| matches!(fetched.access, Access::Write(_)));
        if claim != Claim::Taken && !writes {
            tabs::release(id);
        }
        fetched
    }

    async fn bring(self, id: &str, claim: Claim) -> Result<Fetched, OpenFault> {
        let opened = VAULT.open(id).await;
        let unsaved = self.shelf.with_value(|shelf| {
            let unsaved = shelf.get(id).filter(|shelved| !shelved.is_kept());
            unsaved.cloned()
        });
        let mut n_set_aside = opened.n_set_aside;
        let (text, before) = match (opened.brought, unsaved) {
            (Brought::Whole(record), Some(unsaved)) if *record.body != *unsaved.text => {
                let is_last = unsaved.on_device.as_deref() == Some(record.body.as_str());
                if is_last && claim != Claim::Taken {
                    (unsaved.text.to_string(), Some(record))
                } else {
                    // Another page has written meanwhile, so that what failed here is beside it.
                    match VAULT.set_aside(id, &unsaved.text).await {
                        Ok(()) => n_set_aside += 1,
                        Err(fault) => self.say(fault.message(), None),
                    }
                    (record.body.clone(), Some(record))
                }
            }
            (Brought::Whole(record), _) => (record.body.clone(), Some(record)),
            (Brought::Damaged(copies), _) => return Err(OpenFault::Damaged(copies)),
            // It may be in this page only.
            (Brought::Nothing, _) => {
                let is_known = !opened.faults.is_empty();
                let only_here = self.only_here(id, is_known);
                (only_here.ok_or(OpenFault::NotHere)?, None)
            }
        };
        let on_device = before.as_ref().map(|record| record.body.as_str());
        let is_unsaved = on_device != Some(text.as_str());
        let shelved = Shelved {
            text: text.as_str().into(),
            on_device: on_device.map(Into::into),
            is_refused: is_unsaved,
        };
        self.shelf.update_value(|shelf| {
            shelf.insert(id.to_owned(), shelved);
        });
        let (assessment, access) = match file::read(&text) {
            Ok(assessment) if claim == Claim::Taken => {
                (assessment, Access::Read(WhyReadOnly::OtherTab))
            }
            Ok(assessment) => (assessment, Access::Write(claim)),
            Err(fault @ FileError::TooNew { .. }) => {
                let seen = file::read_newer(&text)
                    .map_err(|_| OpenFault::Unreadable(fault, text.clone()))?;
                (seen, Access::Read(WhyReadOnly::Newer))
            }
            Err(fault) => return Err(OpenFault::Unreadable(fault, text)),
        };
        let mut faults = opened.faults;
        Ok(Fetched {
            assessment,
            access,
            n_set_aside,
            before,
            is_unsaved,
            fault: (faults.len() == 2).then(|| faults.remove(0)),
        })
    }

    /// The text of an assessment that this page has, but the device does not; with `any`, also of
    /// one that lay there when it could still be asked.
    fn only_here(self, id: &str, any: bool) -> Option<String> {
        self.shelf.with_value(|shelf| {
            let shelved = shelf.get(id).filter(|shelved| any || !shelved.is_kept());
            shelved.map(|shelved| shelved.text.to_string())
        })
    }

    /// Keeps the open assessment after each edit, as long as the caller's page lives.
    pub fn autosave(self, session: Session, fetched: &Fetched) {
        let id = session.with_now(|a| a.id.clone());
        let (keeper, is_fenced) = match fetched.access {
            Access::Write(claim) => (
                Some(Keeper::new(&id, &tabs::page(), fetched.before.clone())),
                claim == Claim::Held,
            ),
            Access::Read(_) => (None, false),
        };
        let work = Work(Rc::new(Inner {
            desk: self,
            session,
            id,
            keeper,
            is_fenced,
            is_dirty: Cell::new(false),
            last: Cell::new(0),
            last_kept: Cell::new(0),
            n_running: Cell::new(0),
            resting: RefCell::new(Vec::new()),
            timer: RefCell::new(None),
            has_asked_to_persist: Cell::new(false),
            n_weak_retries: Cell::new(0),
        }));
        self.work.set_value(Some(work.clone()));
        session
            .is_read_only
            .set(matches!(fetched.access, Access::Read(_)));
        self.save_state.set(match (fetched.access, &fetched.fault) {
            (Access::Read(why), _) => SaveState::ReadOnly(why),
            (_, Some(fault)) => SaveState::NotSaved(fault.clone()),
            _ => SaveState::Unchanged,
        });
        if fetched.is_unsaved && fetched.fault.is_none() {
            work.change();
        }
        let watch = move |is_later: Option<()>| {
            session.with(|_| ());
            if is_later.is_some() {
                work.change();
            }
        };
        // The page may be left before the next paint.
        pace::at_once(|| Effect::new(watch));
        on_cleanup(move || self.end_work());
    }

    /// Opens an assessment anew, to be changed here from now on: the page that writes it keeps its
    /// work and steps back.
    pub fn take_over_writing(self) {
        self.takes_over.set_value(true);
        self.replaced.update(|n| *n += 1);
    }

    /// Lets others write an assessment that was brought, but is not wanted any more.
    pub fn give_up(self, fetched: &Fetched) {
        if matches!(fetched.access, Access::Write(_)) {
            tabs::release(&fetched.assessment.id);
        }
    }

    /// What this page does when another one wants to write the open assessment.
    fn on_asked(self, id: &str) -> OnAsked {
        let work_of = move |id: &str| self.work.get_value().filter(|work| work.is_of(id));
        let asked_for = id.to_owned();
        let flush = move || -> Task {
            let Some(work) = work_of(&asked_for) else {
                return Box::pin(async {});
            };
            // From here on nothing changes, so that nothing is left behind.
            work.0.session.is_read_only.set(true);
            work.begin(true).unwrap_or_else(|| Box::pin(async {}))
        };
        let id = id.to_owned();
        let lost = move || {
            if let Some(work) = work_of(&id) {
                work.step_back(WhyReadOnly::OtherTab);
            }
        };
        OnAsked {
            flush: Rc::new(flush),
            lost: Rc::new(lost),
        }
    }

    /// Ends the work on the open assessment: what was changed is kept, then others may write.
    fn end_work(self) {
        let Some(work) = self.take_work() else { return };
        let id = work.0.id.clone();
        let writes = work.0.keeper.is_some();
        match work.begin(true) {
            Some(save) => go_on(async move {
                save.await;
                tabs::release(&id);
            }),
            None if writes => tabs::release(&id),
            None => {}
        }
    }

    /// Ends the work on the open assessment without keeping what was changed last.
    pub(super) fn drop_work(self) {
        if let Some(work) = self.take_work()
            && work.0.keeper.is_some()
        {
            work.0.stop();
            work.0.is_dirty.set(false);
            tabs::release(&work.0.id);
        }
    }

    fn take_work(self) -> Option<Work> {
        self.work.try_update_value(Option::take).flatten()
    }
}

impl Work {
    /// Whether it is the work on this assessment.
    pub(super) fn is_of(&self, id: &str) -> bool {
        self.0.id == id
    }

    /// Keeps what was changed, at once.
    pub(super) fn save(&self) {
        if let Some(save) = self.begin(false) {
            go_on(save);
        }
    }

    /// Keeps everything once more, after somebody cleared the device.
    pub(super) fn keep_again(&self) {
        let inner = &self.0;
        if inner.keeper.is_some() && !inner.session.is_read_only.get_untracked() {
            inner.is_dirty.set(true);
            self.save();
            inner.desk.say(
                t!("The browser's data was cleared. This assessment was saved again"),
                None,
            );
        }
    }

    /// Notes that something was changed, and keeps it: at once where nothing was changed or kept a
    /// moment ago, else shortly after the last change.
    fn change(&self) {
        if self.0.keeper.is_none() || self.0.session.is_read_only.get_untracked() {
            return;
        }
        self.0.is_dirty.set(true);
        // What is not saved stays red until it is.
        if !self.0.desk.is_unsafe() {
            self.0.desk.save_state.set(SaveState::Saving);
        }
        let is_first = self.0.timer.borrow().is_none() && self.0.n_running.get() == 0;
        self.later(SAVE_DELAY);
        if is_first {
            let work = self.clone();
            pace::first(async move {
                if let Some(save) = work.keep(false) {
                    save.await;
                }
            });
        }
    }

    fn later(&self, delay: Duration) {
        self.0.stop();
        let work = self.clone();
        let timer = set_timeout_with_handle(move || work.save(), delay).ok();
        *self.0.timer.borrow_mut() = timer;
    }

    /// Begins a save of all that was changed until now, as [`Self::keep`] does.
    fn begin(&self, waits: bool) -> Option<Task> {
        self.0.stop();
        self.keep(waits)
    }

    /// Begins a save where something was changed. With `waits`, hands out what waits for the one
    /// that is under way where nothing was changed since.
    fn keep(&self, waits: bool) -> Option<Task> {
        let inner = self.0.clone();
        inner.keeper.as_ref()?;
        if !inner.is_dirty.take() {
            let is_running = waits && inner.n_running.get() > 0;
            return is_running.then(|| -> Task { Box::pin(async move { inner.rest().await }) });
        }
        let text: Arc<str> = inner.session.with_now(file::write).into();
        inner.desk.shelve(&inner.id, Arc::clone(&text));
        inner.n_running.set(inner.n_running.get() + 1);
        inner.last.set(inner.last.get().wrapping_add(1));
        let number = inner.last.get();
        let work = self.clone();
        Some(Box::pin(async move {
            let Some(keeper) = &inner.keeper else { return };
            let saved = VAULT
                .save(keeper, &text, clock::now(), inner.is_fenced)
                .await;
            inner.n_running.set(inner.n_running.get() - 1);
            // What another page has overtaken was set aside. One that began later may have ended.
            if matches!(saved, Saved::Not(_)) {
                inner.desk.note_refused(&inner.id, true);
            } else if number > inner.last_kept.get() {
                inner.last_kept.set(number);
                inner.desk.mark_kept(&inner.id, &text);
            }
            // A later one says how things stand.
            if inner.last.get() == number {
                work.end(saved);
            }
            if inner.n_running.get() == 0 {
                for waker in inner.resting.take() {
                    waker.wake();
                }
            }
        }))
    }

    /// Says how a save ended.
    fn end(&self, saved: Saved) {
        let inner = &self.0;
        // The page may show another assessment by now, or none. Then this one stays in the page and
        // is saved when it is opened again.
        let is_open = inner
            .desk
            .work
            .with_value(|work| work.as_ref().is_some_and(|work| Rc::ptr_eq(&work.0, inner)));
        let again_after = |delay| {
            if is_open {
                inner.is_dirty.set(true);
                self.later(delay);
            }
        };
        let state = match saved {
            Saved::Safely => {
                inner.n_weak_retries.set(WEAK_RETRY.1);
                if !inner.has_asked_to_persist.replace(true) {
                    net::spawn(storage::persist(false));
                }
                SaveState::Saved(clock::time_of_day())
            }
            Saved::Weakly(_) => {
                if let Some(left) = inner.n_weak_retries.get().checked_sub(1) {
                    inner.n_weak_retries.set(left);
                    again_after(WEAK_RETRY.0);
                }
                SaveState::SavedWeakly(clock::time_of_day())
            }
            Saved::Overtaken => {
                if is_open {
                    self.step_back(WhyReadOnly::Overtaken);
                }
                return;
            }
            Saved::Not(fault) => {
                again_after(RETRY_DELAY);
                SaveState::NotSaved(fault)
            }
        };
        let is_retried = matches!(state, SaveState::NotSaved(_) | SaveState::SavedWeakly(_));
        let is_changed = inner.is_dirty.get() && !is_retried;
        let is_reading = inner
            .session
            .is_read_only
            .try_get_untracked()
            .unwrap_or(true);
        if is_open && !is_changed && !is_reading {
            inner.desk.save_state.set(state);
        }
    }

    /// From here on this page only reads.
    fn step_back(&self, why: WhyReadOnly) {
        let inner = &self.0;
        inner.stop();
        inner.session.is_read_only.try_set(true);
        inner.desk.save_state.set(SaveState::ReadOnly(why));
        if inner.is_dirty.take() {
            // There was no time to keep it before another page began to write.
            let (id, text) = (inner.id.clone(), inner.session.with_now(file::write));
            net::spawn(async move {
                // The browser may keep nothing any more; then the export is left.
                let _ = VAULT.set_aside(&id, &text).await;
            });
        }
    }
}

impl Inner {
    /// Waits until no save is under way.
    async fn rest(&self) {
        poll_fn(|context| {
            if self.n_running.get() == 0 {
                return Poll::Ready(());
            }
            self.resting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    fn stop(&self) {
        if let Some(timer) = self.timer.borrow_mut().take() {
            timer.clear();
        }
    }
}

/// Begins a task in this very call, which counts when the page is being left, and goes on with it.
fn go_on(task: impl Future<Output = ()> + 'static) {
    let mut task: Task = Box::pin(task);
    let is_done = task
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
        .is_ready();
    if !is_done {
        net::spawn(task);
    }
}
