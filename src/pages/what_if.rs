//! Other plans beside the present one: what they would change, what a wished audit date asks for,
//! and what each piece of work alone would unlock.

use isms_gauge_core::assessment::Plan;
use isms_gauge_core::roadmap::{Outcome, RoadmapError, Search, outcome};
use leptos::prelude::*;

use crate::components::{Notice, PageHeading, Tone};
use crate::desk::Desk;
use crate::pages::lines;
use crate::route::{Page, Route};
use crate::session::Session;

mod answer;
mod deadline;
mod knobs;
mod worth;

use answer::Answer;
use deadline::Deadline;
use knobs::Knobs;
use worth::WorthTable;

/// A plan that is tried, beside the present one.
#[derive(Clone, Copy)]
struct Trial {
    /// The changed plan; `None` as long as nothing is changed.
    draft: RwSignal<Option<Plan>>,
    /// The present plan.
    present: Memo<Plan>,
    /// The plan that is tried: the changed one, or else the present one.
    plan: Memo<Plan>,
    /// What the present plan leads to.
    now: Memo<Result<Outcome, RoadmapError>>,
}

impl Trial {
    fn new(session: Session) -> Self {
        let draft = RwSignal::new(None::<Plan>);
        let present = Memo::new(move |_| session.with(|a| a.plan.clone()));
        let plan = Memo::new(move |_| draft.get().unwrap_or_else(|| present.get()));
        let now = Memo::new(move |_| {
            session.works.with(|works| {
                present.with(|plan| {
                    outcome(
                        session.catalogue,
                        works,
                        plan,
                        session.today,
                        Search::Quick,
                        &[],
                    )
                })
            })
        });
        // A draft of a plan that is gone would take back what was changed since.
        Effect::new(move |is_later: Option<()>| {
            present.with(|_| ());
            if is_later.is_some() {
                draft.set(None);
            }
        });
        Self {
            draft,
            present,
            plan,
            now,
        }
    }

    /// Changes the plan that is tried.
    fn change(self, change: impl FnOnce(&mut Plan)) {
        let mut plan = self.plan.get_untracked();
        change(&mut plan);
        let is_other = self.present.with_untracked(|present| *present != plan);
        self.draft.set(is_other.then_some(plan));
    }
}

/// Tries changes of the plan.
#[component]
pub fn WhatIf(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let trial = Trial::new(session);
    let id = StoredValue::new(id);
    let fault = move || {
        trial.now.with(|now| {
            now.as_ref()
                .err()
                .map(|error| desk.texts.with(|texts| lines::no_plan(texts, error)))
        })
    };
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text=t!("What if")
                lead=t!("Try other people, days and sizes beside the plan. Nothing changes until you keep it.")
            />
            {move || {
                fault()
                    .map(|fault| {
                        view! {
                            <Notice tone=Tone::Warn title=t!("There is no plan to compare with")>
                                <p>{fault}</p>
                                <p>
                                    <a href=Route::Open(id.get_value(), Page::Profile).href()>
                                        {t!("Who has how much time, and who is away")}
                                    </a>
                                </p>
                            </Notice>
                        }
                    })
            }}
            <section class="what-if" aria-labelledby="what-if-try">
                <h2 id="what-if-try">{t!("Try a change")}</h2>
                <div class="what-if__halves">
                    <Answer trial=trial />
                    <Knobs trial=trial />
                </div>
            </section>
            <Deadline trial=trial id=id />
            <WorthTable trial=trial />
            <p class="muted small">
                {t!("Every date here was planned anew, none is estimated. Effort and waiting times are our estimates where you have not written others; the certification body sets the audit dates.")}
            </p>
        </div>
    }
}
