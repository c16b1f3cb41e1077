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
use crate::lasting::Lasting;

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
    pub is_read_only: Lasting<RwSignal<bool>>,
    assessment: Lasting<RwSignal<Assessment>>,
    undo: RwSignal<Vec<Edit>>,
    redo: RwSignal<Vec<Edit>>,
    /// Who wants to know of the answer to which question.
    askers: StoredValue<Vec<(QuestionId, Trigger)>>,
    /// Where everything stands.
    pub scorecard: Lasting<Memo<Scorecard<'static>>>,
    /// Whether the audits would find a blocking gap.
    pub readiness: Lasting<Memo<Readiness>>,
    /// What is missing.
    pub gaps: Lasting<Memo<Vec<Gap<'static>>>>,
    /// The work that is left.
    pub works: Lasting<Memo<Vec<Work<'static>>>>,
    /// Entries that do not go together.
    pub findings: Lasting<Memo<Vec<Finding>>>,
    /// The plan with dates.
    pub roadmap: Lasting<Memo<Result<Roadmap, RoadmapError>>>,
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
            let list = |a: &_, card: &_, gaps: &Vec<_>| {
                measured("work", || actions(catalogue, a, card, gaps))
            };
            assessment.with(|a| scorecard.with(|card| gaps.with(|gaps| list(a, card, gaps))))
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
            is_read_only: Lasting::new(RwSignal::new(false)),
            assessment: Lasting::new(assessment),
            undo: RwSignal::new(Vec::new()),
            redo: RwSignal::new(Vec::new()),
            askers: StoredValue::new(Vec::new()),
            scorecard: Lasting::new(scorecard),
            readiness: Lasting::new(readiness),
            gaps: Lasting::new(gaps),
            works: Lasting::new(works),
            findings: Lasting::new(findings),
            roadmap: Lasting::new(roadmap),
        }
    }

    /// The same for a page, which reads it for as long as the caller's view lives.
    pub fn of_page(self) -> Self {
        Self {
            is_read_only: self.is_read_only.anew(),
            assessment: self.assessment.anew(),
            scorecard: self.scorecard.anew(),
            readiness: self.readiness.anew(),
            gaps: self.gaps.anew(),
            works: self.works.anew(),
            findings: self.findings.anew(),
            roadmap: self.roadmap.anew(),
            ..self
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
        let answered = answered(&edit);
        self.assessment.update(|assessment| {
            let wanted = edit.clone();
            let back = assessment.apply(edit);
            // An edit that changes nothing is no step back for the person.
            undo = (back != wanted).then_some(back);
        });
        self.tell(answered.as_ref());
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
        let answered = answered(&edit);
        self.assessment
            .update(|assessment| back = Some(assessment.apply(edit)));
        self.tell(answered.as_ref());
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

    /// What was said to one question. Not even asked again when another one is answered: a page
    /// of thirty questions would otherwise look at all of them after each answer.
    pub fn answer(self, id: &QuestionId) -> Memo<Option<Answer>> {
        let id = id.clone();
        let changed = Trigger::new();
        self.askers.update_value(|askers| {
            askers.retain(|(_, gone)| !gone.is_disposed());
            askers.push((id.clone(), changed));
        });
        Memo::new(move |_| {
            changed.track();
            self.with_now(|assessment| assessment.answers.get(&id).cloned())
        })
    }

    /// Tells those who want to know of an answer, or all, where more may have changed.
    fn tell(self, answered: Option<&QuestionId>) {
        let is_told = |id: &QuestionId| answered.is_none_or(|answered| answered == id);
        let told: Vec<Trigger> = self.askers.with_value(|askers| {
            let told = askers.iter().filter(|(id, _)| is_told(id));
            told.map(|(_, changed)| *changed).collect()
        });
        for changed in told {
            if !changed.is_disposed() {
                changed.notify();
            }
        }
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
    /// that the page takes keys meanwhile; [`usize::MAX`] once that they are all there. It begins
    /// anew when `of`, what the list is made of, is another. `n_all` says how many rows there are
    /// to be.
    pub fn rows_made<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        piece: usize,
        of: impl Fn() -> T + Copy + Send + Sync + 'static,
        n_all: impl Fn() -> usize + Copy + Send + Sync + 'static,
    ) -> Memo<usize> {
        let turn = move |(_, made): &mut (T, usize)| {
            *made = made.saturating_add(piece);
            let goes_on = *made < n_all();
            if !goes_on {
                // What is added later is there at once.
                *made = usize::MAX;
            }
            goes_on
        };
        let made = self.in_turns(move || Some((of(), piece)), turn);
        Memo::new(move |_| {
            let of = of();
            made.with(|made| match made {
                Some((made_of, n)) if *made_of == of => *n,
                // The effect that begins anew has not run yet.
                _ => piece,
            })
        })
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

/// The question whose answer is all that an edit changes.
fn answered(edit: &Edit) -> Option<QuestionId> {
    match edit {
        Edit::Answer(id, _) => Some(id.clone()),
        _ => None,
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

/// Whether a list of which [`Session::rows_made`] made so many is all there. What stands below it
/// comes only then: what moves while the list grows is pressed by mistake.
pub fn is_whole(n_made: Memo<usize>) -> bool {
    n_made.get() == usize::MAX
}

/// What `aria-busy` says of such a list.
pub fn is_busy(n_made: Memo<usize>) -> Option<&'static str> {
    (!is_whole(n_made)).then_some("true")
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
