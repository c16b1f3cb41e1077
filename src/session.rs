//! The open assessment: one writable signal, memos for everything that follows from it, and
//! `dispatch` as the only way to change anything.

use std::time::Duration;

use chrono::NaiveDate;
use isms_gauge_core::action::{Work, actions};
use isms_gauge_core::assessment::{Answer, Assessment};
use isms_gauge_core::catalogue::{Catalogue, QuestionId};
use isms_gauge_core::consistency::{Finding, consistency};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::gap::{Gap, gaps};
use isms_gauge_core::roadmap::{Roadmap, RoadmapError, roadmap};
use isms_gauge_core::score::{Scorecard, score};
use isms_gauge_core::verdict::{Readiness, verdict};
use leptos::prelude::*;

use crate::browser::timing::measured;

/// How long after a change costly figures are worked out.
const LATER: Duration = Duration::from_millis(120);

/// How many edits can be taken back.
const MAX_UNDO: usize = 500;

/// The open assessment and what follows from it.
#[derive(Clone, Copy)]
pub struct Session {
    /// What is asked.
    pub catalogue: &'static Catalogue,
    /// The day that counts as today.
    pub today: NaiveDate,
    /// Whether it can only be looked at.
    pub is_read_only: RwSignal<bool>,
    assessment: RwSignal<Assessment>,
    undo: RwSignal<Vec<Edit>>,
    redo: RwSignal<Vec<Edit>>,
    /// Where everything stands.
    pub scorecard: Memo<Scorecard<'static>>,
    /// Whether the audits would find a blocking gap.
    pub readiness: Memo<Readiness>,
    /// What is missing.
    pub gaps: Memo<Vec<Gap<'static>>>,
    /// The work that is left.
    pub works: Memo<Vec<Work<'static>>>,
    /// Entries that do not go together.
    pub findings: Memo<Vec<Finding>>,
    /// The plan with dates.
    pub roadmap: Memo<Result<Roadmap, RoadmapError>>,
}

impl Session {
    /// Opens an assessment.
    pub fn new(catalogue: &'static Catalogue, assessment: Assessment, today: NaiveDate) -> Self {
        let assessment = RwSignal::new(assessment);
        let scorecard =
            Memo::new(move |_| assessment.with(|a| measured("score", || score(catalogue, a))));
        let readiness = Memo::new(move |_| {
            let judge = |a: &_, card: &_| measured("verdict", || verdict(a, card, today));
            assessment.with(|a| scorecard.with(|card| judge(a, card)))
        });
        let gaps =
            Memo::new(move |_| scorecard.with(|card| measured("gaps", || gaps(catalogue, card))));
        let works = Memo::new(move |_| {
            assessment.with(|a| {
                scorecard.with(|card| gaps.with(|gaps| actions(catalogue, a, card, gaps)))
            })
        });
        let roadmap = Memo::new(move |_| {
            works.with(|works| {
                assessment
                    .with(|a| measured("roadmap", || roadmap(catalogue, works, &a.plan, today)))
            })
        });
        let findings = Memo::new(move |_| {
            assessment.with(|a| measured("cross-checks", || consistency(catalogue, a, today)))
        });
        Self {
            catalogue,
            today,
            is_read_only: RwSignal::new(false),
            assessment,
            undo: RwSignal::new(Vec::new()),
            redo: RwSignal::new(Vec::new()),
            scorecard,
            readiness,
            gaps,
            works,
            findings,
            roadmap,
        }
    }

    /// Reads the assessment, and is told of every change.
    pub fn with<T>(self, read: impl FnOnce(&Assessment) -> T) -> T {
        self.assessment.with(read)
    }

    /// Reads the assessment once.
    pub fn with_now<T>(self, read: impl FnOnce(&Assessment) -> T) -> T {
        self.assessment.with_untracked(read)
    }

    /// Changes the assessment, where it may be changed. The only way to do so.
    pub fn dispatch(self, edit: Edit) {
        if self.is_read_only.get_untracked() {
            return;
        }
        let mut undo = None;
        self.assessment.update(|assessment| {
            let wanted = edit.clone();
            let back = assessment.apply(edit);
            // An edit that changes nothing is no step back for the person.
            undo = (back != wanted).then_some(back);
        });
        if let Some(back) = undo {
            self.undo.update(|undo| {
                if undo.len() >= MAX_UNDO {
                    undo.remove(0);
                }
                undo.push(back);
            });
            self.redo.update(Vec::clear);
        }
    }

    /// Takes the last edit back.
    pub fn undo(self) {
        self.step(self.undo, self.redo);
    }

    /// Does again what was taken back.
    pub fn redo(self) {
        self.step(self.redo, self.undo);
    }

    fn step(self, from: RwSignal<Vec<Edit>>, to: RwSignal<Vec<Edit>>) {
        if self.is_read_only.get_untracked() {
            return;
        }
        let Some(edit) = from.write().pop() else {
            return;
        };
        let mut back = None;
        self.assessment
            .update(|assessment| back = Some(assessment.apply(edit)));
        to.write().extend(back);
    }

    /// Whether there is something to take back.
    pub fn can_undo(self) -> Memo<bool> {
        Memo::new(move |_| self.undo.with(|undo| !undo.is_empty()))
    }

    /// Whether there is something to do again.
    pub fn can_redo(self) -> Memo<bool> {
        Memo::new(move |_| self.redo.with(|redo| !redo.is_empty()))
    }

    /// What was said to one question; tells nobody of other questions.
    pub fn answer(self, id: &QuestionId) -> Memo<Option<Answer>> {
        let id = id.clone();
        Memo::new(move |_| self.with(|assessment| assessment.answers.get(&id).cloned()))
    }

    /// Changes what was said to one question.
    pub fn change_answer(self, id: &QuestionId, change: impl FnOnce(&mut Answer)) {
        let mut answer = self.with_now(|a| a.answers.get(id).cloned().unwrap_or_default());
        change(&mut answer);
        self.dispatch(Edit::Answer(id.clone(), Some(answer)));
    }

    /// Works something costly out shortly after each change, so that the page stays quick; `None`
    /// until it is there.
    pub fn later<T: Send + Sync + 'static>(
        self,
        work: impl Fn(&Assessment) -> T + Copy + Send + Sync + 'static,
    ) -> RwSignal<Option<T>> {
        self.when_it_rests(move || self.with(|_| ()), move || self.with_now(work))
    }

    /// Works something costly out once that what `watch` reads has not changed for a moment; `None`
    /// until it is there.
    pub fn when_it_rests<T: Send + Sync + 'static>(
        self,
        watch: impl Fn() + 'static,
        work: impl Fn() -> T + Copy + Send + Sync + 'static,
    ) -> RwSignal<Option<T>> {
        let found = RwSignal::new(None);
        let timer = Timer::new();
        Effect::new(move |_| {
            watch();
            // The page may have been left meanwhile.
            timer.start(LATER, move || {
                found.try_set(Some(work()));
            });
        });
        found
    }

    /// Works something costly out bit by bit, one `turn` at a time with room for other things in
    /// between, and anew once that what `begin` reads has changed. A turn says whether there is
    /// more to do. `None` where there is nothing to begin with.
    pub fn in_turns<T: Send + Sync + 'static>(
        self,
        begin: impl Fn() -> Option<T> + 'static,
        turn: impl Fn(&mut T) -> bool + Copy + Send + Sync + 'static,
    ) -> RwSignal<Option<T>> {
        let state = RwSignal::new(None);
        let timer = Timer::new();
        Effect::new(move |_| {
            let begun = begin();
            timer.stop();
            let is_any = begun.is_some();
            state.set(begun);
            if is_any {
                timer.start(LATER, move || take_turns(state, timer, turn));
            }
        });
        state
    }

    /// How many rows of a long list are made by now: a piece at once and the others bit by bit, so
    /// that the page takes keys meanwhile; [`usize::MAX`] once that they are all there. `n_all` says
    /// how many there are to be.
    pub fn rows_made(
        self,
        piece: usize,
        n_all: impl Fn() -> usize + Copy + Send + Sync + 'static,
    ) -> Memo<usize> {
        let turn = move |made: &mut usize| {
            *made = made.saturating_add(piece);
            let goes_on = *made < n_all();
            if !goes_on {
                // What is added later is there at once.
                *made = usize::MAX;
            }
            goes_on
        };
        let made = self.in_turns(move || Some(piece), turn);
        Memo::new(move |_| made.get().unwrap_or(piece))
    }

    /// The session of the page that is open.
    ///
    /// # Panics
    /// Outside of the pages of an assessment, which the router rules out.
    #[track_caller]
    pub fn expect() -> Self {
        expect_context()
    }
}

fn take_turns<T: Send + Sync + 'static>(
    state: RwSignal<Option<T>>,
    timer: Timer,
    turn: impl Fn(&mut T) -> bool + Copy + Send + Sync + 'static,
) {
    let goes_on = state.try_update(|state| state.as_mut().is_some_and(turn));
    if goes_on == Some(true) {
        timer.start(Duration::ZERO, move || take_turns(state, timer, turn));
    }
}

/// Something that will be done; at most one at a time, and nothing once the page is left.
#[derive(Clone, Copy)]
struct Timer(StoredValue<Option<TimeoutHandle>>);

impl Timer {
    fn new() -> Self {
        let timer = Self(StoredValue::new(None));
        on_cleanup(move || timer.stop());
        timer
    }

    fn start(self, after: Duration, work: impl FnOnce() + 'static) {
        self.stop();
        let handle = set_timeout_with_handle(work, after).ok();
        self.0.try_set_value(handle);
    }

    fn stop(self) {
        self.0.try_update_value(|handle| {
            if let Some(handle) = handle.take() {
                handle.clear();
            }
        });
    }
}

/// What `aria-busy` says of a list of which [`Session::rows_made`] made so many.
pub fn is_busy(n_made: Memo<usize>) -> Option<&'static str> {
    (n_made.get() != usize::MAX).then_some("true")
}

/// A letter and the next number that is not taken, as in `E12`.
pub fn next_id<'a>(letter: &str, taken: impl Iterator<Item = &'a String>) -> String {
    let numbers = taken.filter_map(|id| id.strip_prefix(letter)?.parse::<u32>().ok());
    format!("{letter}{}", numbers.max().unwrap_or(0).saturating_add(1))
}

/// Ids such as `E2` and `E10` by their numbers.
pub fn in_order<'a>(ids: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.cloned().collect();
    ids.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    ids
}
