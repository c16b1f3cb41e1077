//! What a tried plan leads to, beside the present one: dates at once, the rest when it rests.

use std::sync::Arc;

use isms_gauge_core::action::{Work, replan};
use isms_gauge_core::assessment::Plan;
use isms_gauge_core::edit::Edit;
use isms_gauge_core::roadmap::{
    Change, Move, Outcome, Roadmap, RoadmapError, Search, compare, moves, roadmap, what_if,
};
use leptos::prelude::*;

use super::Trial;
use crate::components::Notice;
use crate::components::Tone;
use crate::desk::Desk;
use crate::pages::lines;
use crate::pages::links::work_href;
use crate::pages::overview::spread;
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// What is worked out once the plan that is tried rests.
#[derive(Clone, PartialEq)]
struct Refined {
    /// For which plan.
    plan: Plan,
    /// The whole plan.
    roadmap: Result<Roadmap, RoadmapError>,
    /// What it moves.
    moves: Vec<Move>,
}

/// How many moved pieces of work are shown at first.
const N_MOVES: usize = 8;

/// Shows the dates of both plans, and keeps or discards the one that is tried.
#[component]
pub fn Answer(
    /// The plan that is tried.
    trial: Trial,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let first: Memo<Option<Result<Outcome, RoadmapError>>> = Memo::new(move |_| {
        trial.now.with(|now| {
            let now = now.as_ref().ok()?;
            Some(session.works.with(|works| {
                trial.plan.with(|plan| {
                    let (catalogue, today) = (session.catalogue, session.today);
                    what_if(catalogue, works, now, plan, today, Search::Quick).map(|(then, _)| then)
                })
            }))
        })
    });
    let refined = session.when_it_rests(
        move || {
            trial.plan.with(|_| ());
            session.works.with(|_| ());
        },
        move || refine(session, trial),
    );
    let is_refined = move || {
        refined.with(|refined| {
            let plan = refined.as_ref().map(|refined| &refined.plan);
            trial.plan.with(|tried| plan == Some(tried))
        })
    };
    let fault = move || {
        first.with(|first| {
            let error = first.as_ref()?.as_ref().err()?;
            Some(desk.texts.with(|texts| lines::no_plan(texts, error)))
        })
    };
    let rows = move || {
        first.with(|then| {
            trial.now.with(|now| {
                let then = then.as_ref()?.as_ref().ok()?;
                Some(answer_rows(now.as_ref().ok()?, then))
            })
        })
    };
    let range = move || {
        refined.with(|refined| {
            let refined = refined.as_ref().filter(|_| is_refined())?;
            let stage = refined.roadmap.as_ref().ok()?.stage_2?;
            Some(t!(
                "Stage 2 on {} as planned in full{}.",
                words::date(stage.likely),
                spread(&stage)
            ))
        })
    };
    let is_changed = move || trial.draft.with(Option::is_some);
    let keep = move |_| {
        let Some(plan) = trial.draft.get_untracked() else {
            return;
        };
        session.dispatch(Edit::Plan(plan));
        let stage = session.roadmap.with_untracked(|roadmap| {
            let range = roadmap.as_ref().ok()?.stage_2?;
            Some(words::date(range.likely))
        });
        let said = match stage {
            Some(day) => t!("Kept as the plan; Stage 2 can begin on {}", day),
            None => t!("Kept as the plan").to_owned(),
        };
        desk.say(said, Some(Arc::new(move || session.undo())));
    };
    let line = move || {
        first.with(|then| {
            trial.now.with(|now| {
                let then = then.as_ref()?.as_ref().ok()?;
                let comparison = compare(now.as_ref().ok()?, then);
                let stage = |name: &str, change: Change| {
                    let day = words::date(change.then?);
                    Some(match change.days_won {
                        0 => format!("{name}: {day}"),
                        won => format!("{name}: {day}, {}", words::won(won)),
                    })
                };
                let stages = [
                    stage(t!("Stage 1"), comparison.stage_1),
                    stage(t!("Stage 2"), comparison.stage_2),
                ];
                Some(stages.into_iter().flatten().collect::<Vec<_>>().join(". "))
            })
        })
    };
    view! {
        // On a phone the table is out of view while a slider moves.
        <p class="what-if__line number" aria-hidden="true">
            {move || line()}
        </p>
        <div
            class="card stack stack--tight what-if__answer"
            role="group"
            aria-label=t!("What it leads to")
            data-refined=move || is_refined().to_string()
        >
            {move || {
                fault()
                    .map(|fault| {
                        view! {
                            <Notice tone=Tone::Warn title=t!("No plan is possible like this")>
                                <p>{fault}</p>
                            </Notice>
                        }
                    })
            }}
            <table class="table what-if__table">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{t!("Plan")}</th>
                        <th scope="col">{t!("Tried")}</th>
                        <th scope="col">{t!("Difference")}</th>
                    </tr>
                </thead>
                <tbody>{move || rows()}</tbody>
            </table>
            <p class="small" role="status">
                {move || {
                    if !is_changed() {
                        t!("Nothing is changed yet.").to_owned()
                    } else {
                        range().unwrap_or_else(|| t!("Looking closer...").to_owned())
                    }
                }}
            </p>
            <div class="row">
                <button
                    type="button"
                    class="button button--main"
                    disabled=move || !is_changed() || fault().is_some()
                    on:click=keep
                >
                    {t!("Keep as the plan")}
                </button>
                <button
                    type="button"
                    class="button"
                    disabled=move || !is_changed()
                    on:click=move |_| trial.draft.set(None)
                >
                    {t!("Discard")}
                </button>
            </div>
            {move || {
                refined
                    .with(|refined| {
                        let refined = refined.as_ref().filter(|_| is_refined())?;
                        Some(moved(session, desk, &refined.moves))
                    })
            }}
        </div>
    }
}

/// Plans the tried plan in full, and looks for what it moves.
fn refine(session: Session, trial: Trial) -> Refined {
    let plan = trial.plan.get_untracked();
    let mut works: Vec<Work<'static>> = session.works.get_untracked();
    replan(&mut works, &plan);
    let then = roadmap(session.catalogue, &works, &plan, session.today);
    let moves = session.roadmap.with_untracked(|now| match (now, &then) {
        (Ok(now), Ok(then)) => moves(now, then),
        _ => Vec::new(),
    });
    Refined {
        plan,
        roadmap: then,
        moves,
    }
}

fn answer_rows(now: &Outcome, then: &Outcome) -> AnyView {
    let comparison = compare(now, then);
    let date = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "-".to_owned(), words::date);
    let row = |name: &'static str, change: Change, wished: Option<chrono::NaiveDate>| {
        let direction = match change.days_won {
            0 => "same",
            1.. => "won",
            _ => "lost",
        };
        let late = wished.zip(change.then).map(|(wished, then)| {
            match then.signed_duration_since(wished).num_days() {
                days @ 1.. => t!("{} after the wished date", words::span(days)),
                0 => t!("on the wished date").to_owned(),
                days => t!("{} before the wished date", words::span(-days)),
            }
        });
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number">{date(change.now)}</td>
                <td class="number">
                    <strong>{date(change.then)}</strong>
                    {late.map(|late| view! { <span class="table__note">{late}</span> })}
                </td>
                <td class="number" data-direction=direction>{words::won(change.days_won)}</td>
            </tr>
        }
    };
    let wishes = &then.plan.deadline;
    let effort = |outcome: &Outcome| {
        words::day_range(outcome.effort.low_half_days, outcome.effort.high_half_days)
    };
    view! {
        {row(t!("Stage 1 can begin"), comparison.stage_1, wishes.stage_1)}
        {row(t!("Stage 2 can begin"), comparison.stage_2, wishes.stage_2)}
        {row(t!("Last day of work"), comparison.end, None)}
        <tr>
            <th scope="row">{t!("Open effort")}</th>
            <td>{effort(now)}</td>
            <td>{effort(then)}</td>
            <td></td>
        </tr>
    }
    .into_any()
}

fn moved(session: Session, desk: Desk, moves: &[Move]) -> AnyView {
    let span = |span: Option<(chrono::NaiveDate, chrono::NaiveDate)>| {
        span.map_or_else(
            || "-".to_owned(),
            |(start, finish)| t!("{} to {}", words::date(start), words::date(finish)),
        )
    };
    let row = |found: &Move| {
        let name = desk
            .texts
            .with_untracked(|texts| texts.node(&found.node).to_owned());
        view! {
            <tr>
                <th scope="row">
                    <a lang=words::CATALOGUE href=work_href(session, &found.node)>{name}</a>
                </th>
                <td>{span(found.now)}</td>
                <td>{span(found.then)}</td>
                <td>{words::won(found.days_won)}</td>
            </tr>
        }
    };
    if moves.is_empty() {
        return view! { <p class="small">{t!("No piece of work moves.")}</p> }.into_any();
    }
    let n_more = moves.len().saturating_sub(N_MOVES);
    view! {
        <details class="what-if__moves">
            <summary>
                {t!("{} moved", words::count(moves.len(), m!("piece of work is"), m!("pieces of work are")))}
            </summary>
            <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Moved work")>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t!("Work")}</th>
                            <th scope="col">{t!("Plan")}</th>
                            <th scope="col">{t!("Tried")}</th>
                            <th scope="col">{t!("End")}</th>
                        </tr>
                    </thead>
                    <tbody>{moves.iter().take(N_MOVES).map(row).collect_any()}</tbody>
                </table>
            </div>
            {(0 < n_more)
                .then(|| view! { <p class="small">{t!("And {} that move less.", n_more)}</p> })}
        </details>
    }
    .into_any()
}
