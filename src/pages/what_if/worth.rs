//! What each open piece of work alone would unlock.

use isms_gauge_core::catalogue::NodeId;
use isms_gauge_core::language::tr;
use isms_gauge_core::roadmap::{Worth, worth_of};
use leptos::prelude::*;

use super::Trial;
use crate::components::{ChoiceField, ProgressBar};
use crate::desk::Desk;
use crate::pages::links::work_href;
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// What was valued so far, and what is still to come, last first.
#[derive(Clone, PartialEq)]
struct Valuing {
    left: Vec<NodeId>,
    found: Vec<Worth>,
}

/// Orders of the table: the value of the choice and what is shown for it.
const ORDERS: [(&str, &str); 4] = [
    ("stage-2", m!("Days won at Stage 2")),
    ("stage-1", m!("Days won at Stage 1")),
    ("score", m!("Progress to target")),
    ("gates", m!("Gates")),
];

/// Lists what each open piece of work alone would unlock, most first.
#[component]
pub fn WorthTable(
    /// What the present plan leads to.
    trial: Trial,
) -> impl IntoView {
    let session = Session::expect();
    let is_wanted = RwSignal::new(false);
    let order = RwSignal::new(String::from("stage-2"));
    view! {
        <section class="stack" aria-labelledby="what-if-worth">
            <h2 id="what-if-worth">{t!("What each piece of work is worth")}</h2>
            <p>
                {t!("If this one piece of work were done today, and nothing else: which answers would rise, which gates would turn green, and how much earlier the audits could be.")}
            </p>
            <Show
                when=move || is_wanted.get()
                fallback=move || {
                    view! {
                        <p>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| is_wanted.set(true)
                            >
                                {t!("Work it out")}
                            </button>
                        </p>
                    }
                }
            >
                <Valued trial=trial order=order session=session />
            </Show>
        </section>
    }
}

#[component]
fn Valued(
    /// What the present plan leads to.
    trial: Trial,
    /// How the table is sorted.
    order: RwSignal<String>,
    /// The session.
    session: Session,
) -> impl IntoView {
    let valuing = session.in_turns(
        move || {
            trial.now.with(|now| now.as_ref().ok().map(|_| ()))?;
            session.works.with(|works| {
                let open = works.iter().filter(|work| work.is_open());
                let mut left: Vec<NodeId> = open.map(|work| work.node.id.clone()).collect();
                left.reverse();
                Some(Valuing {
                    left,
                    found: Vec::new(),
                })
            })
        },
        move |valuing: &mut Valuing| {
            if let Some(node) = valuing.left.pop() {
                valuing.found.extend(value(session, trial, &node));
            }
            !valuing.left.is_empty()
        },
    );
    let counts = move |read: fn(&Valuing) -> usize| {
        Signal::derive(move || {
            let n = valuing.with(|valuing| valuing.as_ref().map(read).unwrap_or_default());
            u32::try_from(n).unwrap_or(0)
        })
    };
    let done = counts(|valuing| valuing.found.len());
    let all = counts(|valuing| valuing.found.len() + valuing.left.len());
    let is_over = Memo::new(move |_| {
        valuing.with(|valuing| {
            valuing
                .as_ref()
                .is_some_and(|valuing| valuing.left.is_empty())
        })
    });
    let now = move || {
        let percent = session
            .scorecard
            .with(|card| card.overall.to_target_percent());
        t!("Today {} % of the way to target.", percent)
    };
    let rows = move || {
        let order = order.get();
        let mut found = valuing.with(|valuing| {
            valuing
                .as_ref()
                .map(|valuing| valuing.found.clone())
                .unwrap_or_default()
        });
        found.sort_by_key(|worth| std::cmp::Reverse(key(&order, worth)));
        found
            .iter()
            .map(|worth| row(session, worth).into_any())
            .collect_any()
    };
    let options = ORDERS
        .map(|(value, shown)| (value.to_owned(), tr(shown).to_owned()))
        .to_vec();
    view! {
        <Show
            when=move || is_over.get()
            fallback=move || {
                view! {
                    <ProgressBar
                        label=Signal::derive(move || {
                            t!("{} of {} worked out", done.get(), all.get())
                        })
                        done=done
                        all=all
                    />
                }
            }
        >
            <ChoiceField
                id="worth-order"
                label=t!("Most first")
                options=options.clone()
                value=order
                on_change=move |value: String| order.set(value)
            />
            <p class="small">{move || now()}</p>
            <table class="table table--cards worth">
                <thead>
                    <tr>
                        <th scope="col">{t!("Work")}</th>
                        <th scope="col">{t!("Stage 2")}</th>
                        <th scope="col">{t!("Stage 1")}</th>
                        <th scope="col">{t!("Progress to target")}</th>
                        <th scope="col">{t!("Gates that turn green")}</th>
                    </tr>
                </thead>
                <tbody>{move || rows()}</tbody>
            </table>
            <p class="muted small">
                {t!("Work that closes an answer only together with other work unlocks nothing alone, but may still win days.")}
            </p>
        </Show>
    }
}

fn value(session: Session, trial: Trial, node: &NodeId) -> Option<Worth> {
    let now = trial.now.get_untracked().ok()?;
    session.works.with_untracked(|works| {
        session.gaps.with_untracked(|gaps| {
            session.with_now(|a| {
                let work = works.iter().find(|work| work.node.id == *node)?;
                worth_of(session.catalogue, a, works, gaps, &now, work, session.today).ok()
            })
        })
    })
}

/// What a piece of work is sorted by.
fn key(order: &str, worth: &Worth) -> (i64, i64) {
    let n_gates = i64::try_from(worth.gates.len()).unwrap_or(0);
    match order {
        "stage-1" => (worth.stage_1_days, worth.stage_2_days),
        "score" => (worth.steps_won.into(), n_gates),
        "gates" => (n_gates, worth.steps_won.into()),
        _ => (worth.stage_2_days, worth.stage_1_days),
    }
}

fn row(session: Session, worth: &Worth) -> impl IntoView + use<> {
    let name = Desk::expect()
        .texts
        .with_untracked(|texts| texts.node(&worth.node).to_owned());
    let days = |days: i64| match days {
        0 => "-".to_owned(),
        days => words::won(days),
    };
    let progress = if worth.closes.is_empty() {
        "-".to_owned()
    } else {
        t!(
            "{} in {}, to {} %",
            words::count(worth.steps_won as usize, m!("step"), m!("steps")),
            words::count(worth.closes.len(), m!("answer"), m!("answers")),
            worth.to_target_percent
        )
    };
    let gates = if worth.gates.is_empty() {
        "-".to_owned()
    } else {
        worth.gates.join(", ")
    };
    view! {
        <tr>
            <th scope="row">
                <a lang=words::CATALOGUE href=work_href(session, &worth.node)>{name}</a>
            </th>
            <td data-label=t!("Stage 2") class="number">{days(worth.stage_2_days)}</td>
            <td data-label=t!("Stage 1") class="number">{days(worth.stage_1_days)}</td>
            <td data-label=t!("Progress")>{progress}</td>
            <td data-label=t!("Gates")>{gates}</td>
        </tr>
    }
}
