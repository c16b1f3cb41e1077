//! Wished audit dates: the slack to them, and what would make up for what is missing.

use std::sync::Arc;

use chrono::NaiveDate;
use isms_gauge_core::assessment::Deadline as Wishes;
use isms_gauge_core::edit::Edit;
use isms_gauge_core::roadmap::{
    GateSlack, Outcome, Outlook, Repair, RepairSearch, StageSlack, Step, Together, dated, slacks,
};
use leptos::prelude::*;

use super::Trial;
use crate::components::{DateField, Notice, Tag, Tone};
use crate::desk::Desk;
use crate::pages::profile::change_plan;
use crate::pages::readiness::gate_href;
use crate::session::Session;
use crate::view::{CollectAny, with_english};
use crate::words;

/// How many repairs are shown at first.
const N_REPAIRS: usize = 6;

/// Wished dates, slack and repairs. It works on the present plan.
#[component]
pub fn Deadline(
    /// The plan that is tried, with what the present one leads to.
    trial: Trial,
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let session = Session::expect();
    let wish = move |read: fn(&Wishes) -> Option<NaiveDate>| {
        Signal::derive(move || session.with(|a| read(&a.plan.deadline)))
    };
    let set = move |place: fn(&mut Wishes) -> &mut Option<NaiveDate>| {
        Callback::new(move |day| change_plan(session, |plan| *place(&mut plan.deadline) = day))
    };
    let has_wish = Memo::new(move |_| session.with(|a| !a.plan.deadline.is_empty()));
    view! {
        <section class="stack" aria-labelledby="what-if-deadline">
            <h2 id="what-if-deadline">{t!("Wished audit dates")}</h2>
            <div class="row row--top">
                <DateField
                    id="wish-stage-1"
                    label=t!("Stage 1 should begin on")
                    value=wish(|wishes| wishes.stage_1)
                    on_change=set(|wishes| &mut wishes.stage_1)
                />
                <DateField
                    id="wish-stage-2"
                    label=t!("Stage 2 should begin on")
                    value=wish(|wishes| wishes.stage_2)
                    on_change=set(|wishes| &mut wishes.stage_2)
                />
            </div>
            <Show
                when=move || has_wish.get()
                fallback=|| {
                    view! {
                        <p class="muted small">
                            {t!("Enter a date, and you see how much time is to spare at each gate, or what would win the days that are missing.")}
                        </p>
                    }
                }
            >
                <Slacks trial=trial id=id />
                <Repairs trial=trial />
            </Show>
        </section>
    }
}

fn slack_words(days: i64) -> (String, Tone) {
    match days {
        ..0 => (t!("{} late", words::span(-days)), Tone::Bad),
        0 => (t!("just in time").to_owned(), Tone::Warn),
        _ => (t!("{} to spare", words::span(days)), Tone::Good),
    }
}

#[component]
fn Slacks(
    /// What the present plan leads to.
    trial: Trial,
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let session = Session::expect();
    let outlook = session.later(move |a| {
        let now = trial.now.get_untracked().ok()?;
        session.works.with_untracked(|works| {
            session.gaps.with_untracked(|gaps| {
                session.roadmap.with_untracked(|roadmap| {
                    let (catalogue, today) = (session.catalogue, session.today);
                    let roadmap = roadmap.as_ref().ok()?;
                    let dated = dated(catalogue, a, works, gaps, roadmap, today);
                    Some(slacks(&dated, &now))
                })
            })
        })
    });
    let with = move |read: &dyn Fn(&Outlook) -> AnyView| {
        outlook.with(|outlook| outlook.as_ref()?.as_ref().map(read))
    };
    let stage = |name: &'static str, slack: StageSlack| {
        let (text, tone) = slack_words(slack.slack_days);
        let planned = slack.planned.map_or_else(
            || t!("held").to_owned(),
            |day| t!("planned {}", words::date(day)),
        );
        view! {
            <li>
                {t!("{}: wished {}, {} ", name, words::date(slack.wished), planned)}
                <Tag text=text tone=tone />
            </li>
        }
    };
    let stages = move |outlook: &Outlook| {
        let stages = [
            (t!("Stage 1"), outlook.stage_1),
            (t!("Stage 2"), outlook.stage_2),
        ];
        let rows = stages
            .into_iter()
            .filter_map(|(name, slack)| Some(stage(name, slack?)))
            .collect_any();
        view! { <ul class="slack-list">{rows}</ul> }.into_any()
    };
    let gate = move |gate: &GateSlack| {
        let (text, tone) = slack_words(gate.slack_days);
        let name = Desk::expect()
            .texts
            .with_untracked(|texts| format!("{} {}", gate.id, texts.gate(gate.id)));
        view! {
            <tr>
                <th scope="row">
                    <a lang=words::CATALOGUE href=gate_href(id, gate.id)>{name}</a>
                </th>
                <td class="number">{words::date(gate.done_by)}</td>
                <td>
                    <Tag text=text tone=tone />
                </td>
            </tr>
        }
    };
    let gates = move |outlook: &Outlook| {
        let n_late = outlook
            .gates
            .iter()
            .filter(|gate| gate.slack_days < 0)
            .count();
        let summary = t!(
            "{} late of {} that wait for open work",
            words::count(n_late, m!("gate is"), m!("gates are")),
            outlook.gates.len()
        );
        let is_open = 0 < n_late;
        view! {
            <details open=is_open>
                <summary>{summary}</summary>
                <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Slack of each gate")>
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{t!("Gate")}</th>
                                <th scope="col">{t!("Its work ends")}</th>
                                <th scope="col">{t!("Slack")}</th>
                            </tr>
                        </thead>
                        <tbody>{outlook.gates.iter().map(gate).collect_any()}</tbody>
                    </table>
                </div>
            </details>
        }
        .into_any()
    };
    view! {
        {move || with(&stages)}
        {move || with(&gates)}
    }
}

/// A search that goes on between other things.
#[derive(Clone, PartialEq)]
struct Looking {
    search: RepairSearch,
    is_over: bool,
}

#[component]
fn Repairs(
    /// What the present plan leads to.
    trial: Trial,
) -> impl IntoView {
    let session = Session::expect();
    let late = Memo::new(move |_| {
        trial
            .now
            .with(|now| now.as_ref().is_ok_and(Outcome::is_late))
    });
    let looking = session.in_turns(
        move || {
            trial.now.with(|now| {
                let now = now.as_ref().ok()?;
                session.works.with(|works| {
                    let search = RepairSearch::new(session.catalogue, works, now, session.today);
                    Some(Looking {
                        search,
                        is_over: false,
                    })
                })
            })
        },
        move |looking: &mut Looking| {
            let goes_on = session.works.with_untracked(|works| {
                looking
                    .search
                    .advance(session.catalogue, works)
                    .unwrap_or(false)
            });
            looking.is_over = !goes_on;
            goes_on
        },
    );
    let found = move || {
        looking.with(|looking| {
            let looking = looking.as_ref().filter(|looking| looking.is_over)?;
            Some(looking.search.clone().found())
        })
    };
    let shown = move || match found() {
        None => view! { <p class="muted" role="status">{t!("Trying changes...")}</p> }.into_any(),
        Some((repairs, together)) => repair_list(&repairs, together),
    };
    view! {
        <Show
            when=move || late.get()
            fallback=|| {
                view! {
                    <Notice tone=Tone::Good title=t!("The plan meets what you wish")>
                        <p>{t!("Nothing has to change.")}</p>
                    </Notice>
                }
            }
        >
            <h3>{t!("What would win days, most for a person-day first")}</h3>
            {move || shown()}
        </Show>
    }
}

fn repair_list(repairs: &[Repair], together: Option<Together>) -> AnyView {
    if repairs.is_empty() {
        return view! {
            <Notice tone=Tone::Warn title=t!("No single change helps")>
                <p>
                    {t!("More time, an earlier start and leaving out good practice were tried. What is left is waiting time and the order that the standard asks for: a later date is the honest answer.")}
                </p>
            </Notice>
        }
        .into_any();
    }
    let rows = |repairs: &[Repair]| {
        let row = |repair: &Repair| repair_row(repair).into_any();
        repairs.iter().map(row).collect_any()
    };
    let (first, rest) = repairs.split_at(repairs.len().min(N_REPAIRS));
    view! {
        {together.map(together_card)}
        <ul class="repairs">{rows(first)}</ul>
        {(!rest.is_empty())
            .then(|| {
                view! {
                    <details>
                        <summary>
                            {t!("{} more", words::count(rest.len(), m!("change"), m!("changes")))}
                        </summary>
                        <ul class="repairs">{rows(rest)}</ul>
                    </details>
                }
            })}
    }
    .into_any()
}

fn step_words(step: &Step) -> String {
    Desk::expect().texts.with_untracked(|texts| match step {
        Step::MoreTime(role) => t!("Half a day a week more: {}", texts.role(*role)),
        Step::Drop(before, after) => t!(
            "Do not wait with \"{}\" for \"{}\"",
            texts.node(after),
            texts.node(before)
        ),
        Step::Start(day) => t!("Begin on {}", words::date(*day)),
        Step::Free(node) => t!("Take back the day set for: {}", texts.node(node)),
    })
}

/// What of that is English, whatever the interface speaks.
fn step_names(step: &Step) -> Vec<String> {
    Desk::expect().texts.with_untracked(|texts| match step {
        Step::MoreTime(role) => vec![texts.role(*role).to_owned()],
        Step::Drop(before, after) => {
            vec![texts.node(before).to_owned(), texts.node(after).to_owned()]
        }
        Step::Start(_) => Vec::new(),
        Step::Free(node) => vec![texts.node(node).to_owned()],
    })
}

/// Whether a change is enough, and by how much it fails.
fn verdict(late_days: i64) -> (String, Tone) {
    if late_days <= 0 {
        (t!("Meets the date").to_owned(), Tone::Good)
    } else {
        (t!("Still {} late", words::span(late_days)), Tone::Warn)
    }
}

fn cost(half_days: u32) -> String {
    if half_days == 0 {
        t!("costs nobody time").to_owned()
    } else {
        t!(
            "asks for {} until the audit",
            words::day_range(half_days, half_days)
        )
    }
}

fn repair_row(repair: &Repair) -> impl IntoView + use<> {
    let (desk, session) = (Desk::expect(), Session::expect());
    let what = step_words(&repair.step);
    let shown = with_english(&what, &step_names(&repair.step));
    let (text, tone) = verdict(repair.late_days);
    let plan = repair.outcome.plan.clone();
    let facts = t!(
        "Wins {}, {}.",
        words::span(repair.days_won),
        cost(repair.cost_half_days)
    );
    let label = t!("Apply: {}", what);
    let said = t!("Applied: {}", what);
    let on_apply = move |_| {
        session.dispatch(Edit::Plan(plan.clone()));
        desk.say(said.clone(), Some(Arc::new(move || session.undo())));
    };
    view! {
        <li class="repair">
            <p>
                <strong>{shown}</strong>
                " "
                <Tag text=text tone=tone />
            </p>
            <p class="small">{facts}</p>
            <button type="button" class="button" aria-label=label on:click=on_apply>
                {t!("Apply")}
            </button>
        </li>
    }
}

fn together_card(together: Together) -> impl IntoView {
    let (desk, session) = (Desk::expect(), Session::expect());
    let (text, tone) = verdict(together.late_days);
    let mut steps: Vec<(&Step, usize)> = Vec::new();
    for step in &together.steps {
        match steps.iter_mut().find(|(known, _)| *known == step) {
            Some((_, n)) => *n += 1,
            None => steps.push((step, 1)),
        }
    }
    let rows = steps
        .into_iter()
        .map(|(step, n)| {
            let what = with_english(&step_words(step), &step_names(step));
            let times = if n > 1 {
                t!(", {} times", n)
            } else {
                String::new()
            };
            view! { <li>{what} {times}</li> }
        })
        .collect_any();
    let facts = t!("All of these together: {}.", cost(together.cost_half_days));
    let plan = together.outcome.plan;
    let on_apply = move |_| {
        session.dispatch(Edit::Plan(plan.clone()));
        desk.say(
            t!("Applied all changes"),
            Some(Arc::new(move || session.undo())),
        );
    };
    view! {
        <div class="card stack stack--tight">
            <p>
                <strong>{t!("No single change is enough")}</strong>
                " "
                <Tag text=text tone=tone />
            </p>
            <p class="small">{facts}</p>
            <ul>{rows}</ul>
            <p>
                <button type="button" class="button button--main" on:click=on_apply>
                    {t!("Apply all of these")}
                </button>
            </p>
        </div>
    }
}
