//! Finishing a piece of work: which answers it closes, and which of them are raised with it.

use chrono::NaiveDate;
use isms_gauge_core::action::{Finish, Raise, finish};
use isms_gauge_core::catalogue::NodeId;
use leptos::prelude::*;
use std::sync::Arc;

use crate::browser::page;
use crate::components::DateField;
use crate::desk::Desk;
use crate::pages::lines;
use crate::pages::links::{question_page, work_href};
use crate::route::Route;
use crate::session::Session;
use crate::view::{CollectAny, with_english};
use crate::words;

/// The id of the heading that takes the keyboard.
pub const HEADING: &str = "finish-heading";

/// Asks which answers are raised, and marks the work as done with them in one step.
#[component]
pub fn FinishWork(
    /// The piece of work.
    node: StoredValue<NodeId>,
    /// The day on which it was finished, where somebody said so already.
    finished: Option<NaiveDate>,
    /// Called when it is over, whatever was chosen.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let was_done = finished.is_some();
    let day = RwSignal::new(finished.unwrap_or(session.today));
    let found = Memo::new(move |_| {
        let day = day.get();
        session.with(|a| {
            session.works.with(|works| {
                session
                    .gaps
                    .with(|gaps| node.with_value(|node| finish(a, works, gaps, node, day)))
            })
        })
    });
    let chosen = RwSignal::new(Vec::<usize>::new());
    let tick = move |idx: usize, is_on: bool| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != idx);
            if is_on {
                chosen.push(idx);
            }
        });
    };
    let set_day = move |chosen: Option<NaiveDate>| {
        // A day to come is no day on which it was finished.
        day.set(chosen.unwrap_or(session.today).min(session.today));
    };
    let n_raises = move || found.with(|found| found.as_ref().map_or(0, |found| found.raises.len()));
    let all = move |_| chosen.set((0..n_raises()).collect());
    let confirm = move |_| {
        let Some(found) = found.get_untracked() else {
            return;
        };
        let n_chosen = chosen.with_untracked(Vec::len);
        session.dispatch(chosen.with_untracked(|chosen| found.confirmed(chosen)));
        let said = t!(
            "Marked as done; {} raised",
            words::count(n_chosen, m!("answer"), m!("answers"))
        );
        desk.say(said, Some(Arc::new(move || session.undo())));
        on_close.run(());
    };
    let rows = move || {
        found
            .with(|found| {
                let raises = found.as_ref().map(|found| found.raises.clone());
                raises.unwrap_or_default()
            })
            .into_iter()
            .enumerate()
            .map(|(idx, raise)| {
                raise_row(
                    session,
                    desk,
                    &raise,
                    Signal::derive(move || chosen.with(|chosen| chosen.contains(&idx))),
                    Callback::new(move |is_on| tick(idx, is_on)),
                )
                .into_any()
            })
            .collect_any()
    };
    view! {
        <section class="card stack finish" aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">
                {if was_done { t!("Answers that this work closes") } else { t!("Mark as done") }}
            </h2>
            <DateField
                id="finish-day"
                label=t!("Last day of work")
                value=Signal::derive(move || Some(day.get()))
                on_change=set_day
            />
            <Show
                when=move || 0 < n_raises()
                fallback=|| view! { <p>{t!("No answer is closed by this work alone.")}</p> }
            >
                <fieldset class="stack stack--tight finish__answers">
                    <legend>
                        {t!("Answers that it closes. Tick those that hold now; the others stay as they are.")}
                    </legend>
                    <ul class="finish__list">{move || rows()}</ul>
                </fieldset>
                <p>
                    <button type="button" class="button" on:click=all>
                        {t!("Tick all")}
                    </button>
                </p>
            </Show>
            {move || waits(session, desk, found.get())}
            <div class="row">
                <button type="button" class="button button--main" on:click=confirm>
                    {move || {
                        let n_chosen = chosen.with(Vec::len);
                        let raised = words::count(n_chosen, m!("answer"), m!("answers"));
                        match (was_done, n_chosen) {
                            (true, _) => t!("Raise {}", raised),
                            (false, 0) => t!("Mark as done, raise no answer").to_owned(),
                            (false, _) => t!("Mark as done, raise {}", raised),
                        }
                    }}
                </button>
                <button type="button" class="button" on:click=move |_| on_close.run(())>
                    {t!("Cancel")}
                </button>
            </div>
        </section>
    }
}

/// Moves the keyboard to the question which answers are raised.
pub fn focus_soon() {
    page::focus_soon(HEADING.to_owned());
}

fn raise_row(
    session: Session,
    desk: Desk,
    raise: &Raise,
    is_on: Signal<bool>,
    on_tick: Callback<bool>,
) -> impl IntoView + use<> {
    let (question, levels) = desk.texts.with_untracked(|texts| {
        let from = words::rating(texts, raise.from);
        let level = texts.level(raise.to);
        let to = format!("{} {}", raise.to.steps(), level.name);
        let names = [lines::level(texts, raise.from), &level.name];
        (
            lines::question(texts, &raise.question),
            with_english(&format!("{from} → {to}"), &names),
        )
    });
    let id = format!("raise-{}", raise.question.as_str().replace('.', "-"));
    let page = question_page(session, &raise.question);
    let href = Route::Open(session.with_now(|a| a.id.clone()), page).href();
    view! {
        <li class="finish__row">
            <input
                type="checkbox"
                id=id.clone()
                prop:checked=is_on
                on:change:target=move |event| on_tick.run(event.target().checked())
            />
            <div>
                <label for=id>
                    {question} " " <strong class="number">{levels}</strong>
                </label>
                {(!raise.has_evidence)
                    .then(|| {
                        view! {
                            <p class="muted small">
                                {t!("No evidence is named, so it becomes a claim. ")}
                                <a href=href>{t!("Name evidence")}</a>
                            </p>
                        }
                    })}
            </div>
        </li>
    }
}

/// The answers that wait for other work as well.
fn waits(session: Session, desk: Desk, found: Option<Finish>) -> impl IntoView {
    let waits = found.map(|found| found.waits).unwrap_or_default();
    (!waits.is_empty()).then(|| {
        let row = |(question, nodes): (isms_gauge_core::catalogue::QuestionId, Vec<NodeId>)| {
            let question = desk
                .texts
                .with_untracked(|texts| lines::question(texts, &question));
            let nodes = nodes
                .into_iter()
                .map(|node| {
                    let name = desk
                        .texts
                        .with_untracked(|texts| texts.node(&node).to_owned());
                    view! {
                        " "
                        <a lang=words::CATALOGUE href=work_href(session, &node)>{name}</a>
                    }
                })
                .collect_any();
            view! { <li>{question} {t!(". Also needs:")} {nodes}</li> }
        };
        view! {
            <details>
                <summary>
                    {t!("{} for other work as well", words::count(waits.len(), m!("answer waits"), m!("answers wait")))}
                </summary>
                <ul class="small">{waits.into_iter().map(row).collect_any()}</ul>
            </details>
        }
    })
}
