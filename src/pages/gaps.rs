//! What is missing, requirement by requirement.

use isms_gauge_core::export::gap_table;
use isms_gauge_core::gap::{Gap, Grade};
use leptos::prelude::*;

use super::export::TableButtons;
use super::overview::{action_title, grade_tone};
use crate::components::{Notice, PageHeading, Tag, Tone};
use crate::desk::Desk;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// Lists the gaps, with filters.
#[component]
pub fn Gaps(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let id = StoredValue::new(id);
    let grade = RwSignal::new(None::<Grade>);
    let clause = RwSignal::new(None::<u8>);
    let is_shown = move |gap: &Gap<'_>| {
        grade.get().is_none_or(|grade| gap.grade == grade)
            && clause
                .get()
                .is_none_or(|clause| gap.subclause.clause() == clause)
    };
    let n_shown = Memo::new(move |_| {
        session
            .gaps
            .with(|gaps| gaps.iter().filter(|g| is_shown(g)).count())
    });
    let n_all = Memo::new(move |_| session.gaps.with(Vec::len));
    let rows = move || {
        session.gaps.with(|gaps| {
            gaps.iter()
                .filter(|gap| is_shown(gap))
                .map(|gap| row(desk, id, gap))
                .collect_any()
        })
    };
    let export = move || {
        let table = desk.texts.with_untracked(|texts| {
            session.with_now(|a| {
                session
                    .gaps
                    .with_untracked(|gaps| gap_table(texts, a, gaps))
            })
        });
        (table, String::new())
    };
    view! {
        <div class="stack">
            <PageHeading
                text="Gaps"
                lead="Every requirement that is below its target or not met: what feeds a readiness gate first, then by suggested grade, then by what waits for it."
            />
            <div class="row">
                <div class="field field--short">
                    <label for="gap-grade">"Suggested grade"</label>
                    <select
                        id="gap-grade"
                        on:change:target=move |event| {
                            let chosen = event.target().value();
                            grade.set(Grade::ALL.into_iter().find(|g| format!("{g:?}") == chosen));
                        }
                    >
                        <option value="">"All"</option>
                        {Grade::ALL
                            .into_iter()
                            .map(|grade| {
                                view! {
                                    <option value=format!("{grade:?}")>{words::grade(grade)}</option>
                                }
                            })
                            .collect_any()}
                    </select>
                </div>
                <div class="field field--short">
                    <label for="gap-clause">"Clause"</label>
                    <select
                        id="gap-clause"
                        on:change:target=move |event| clause.set(event.target().value().parse().ok())
                    >
                        <option value="">"All"</option>
                        {(4..=10_u8)
                            .map(|clause| {
                                let title = desk.texts.with_untracked(|t| t.clause(clause).to_owned());
                                view! {
                                    <option value=clause.to_string()>{format!("{clause} {title}")}</option>
                                }
                            })
                            .collect_any()}
                    </select>
                </div>
                <p role="status" class="muted">
                    {move || {
                        let (shown, all) = (n_shown.get(), n_all.get());
                        if shown == all {
                            words::count(all, "gap", "gaps")
                        } else {
                            format!("{shown} of {}", words::count(all, "gap", "gaps"))
                        }
                    }}
                </p>
            </div>
            <Show
                when=move || { n_all.get() > 0 }
                fallback=|| {
                    view! {
                        <Notice tone=Tone::Good title="No gap in your answers">
                            <p>
                                "Every requirement is at its target, with evidence named. That is a statement about your answers, not a certificate."
                            </p>
                        </Notice>
                    }
                }
            >
                <div class="scroll-x" tabindex="0" role="group" aria-label="Gaps">
                    <table class="table table--cards">
                        <thead>
                            <tr>
                                <th scope="col">"Requirement and what closes it"</th>
                                <th scope="col">"Answer"</th>
                                <th scope="col">"Missing"</th>
                                <th scope="col">"Suggested grade, and why"</th>
                                <th scope="col">"Blocks"</th>
                                <th scope="col">"Waiting for it"</th>
                                <th scope="col">"Who, how much"</th>
                            </tr>
                        </thead>
                        <tbody>{move || rows()}</tbody>
                    </table>
                </div>
            </Show>
            <div class="row">
                <TableButtons name="gaps" table=export today=session.today />
            </div>
            <p class="muted small">
                "Grades are suggestions from your answers. How a finding is graded is the auditor's judgement. Effort is our estimate for up to 50 people; the roadmap scales it."
            </p>
        </div>
    }
}

fn row(desk: Desk, id: StoredValue<String>, gap: &Gap<'static>) -> impl IntoView + use<> {
    let href = Route::Open(
        id.get_value(),
        Page::Questions(gap.subclause.clause(), Some(gap.question.id.clone())),
    )
    .href();
    let (title, rating, missing, role, subclause) = desk.texts.with(|texts| {
        (
            action_title(texts, gap),
            words::rating(texts, gap.rating),
            words::missing(texts, gap.missing),
            texts.role(gap.question.role).to_owned(),
            format!("{} {}", gap.subclause, texts.subclause(gap.subclause)),
        )
    });
    let place = if gap.question.refs.is_empty() {
        subclause
    } else {
        gap.question.refs.join(", ")
    };
    let rating = if gap.from_quick {
        format!("{rating} (quick)")
    } else {
        rating
    };
    let blocks = if gap.question.gates.is_empty() {
        "-".to_owned()
    } else {
        gap.question.gates.join(", ")
    };
    view! {
        <tr>
            <th scope="row">
                <a href=href>{title}</a>
                <span class="table__note">{place}</span>
            </th>
            <td data-label="Answer">{rating}</td>
            <td data-label="Missing">{missing}</td>
            <td data-label="Suggested grade">
                <Tag text=words::grade(gap.grade) tone=grade_tone(gap) />
                <span class="table__note">{words::reason(gap.reason)}</span>
            </td>
            <td data-label="Blocks">{blocks}</td>
            <td data-label="Waiting for it" class="number">{gap.n_waiting}</td>
            <td data-label="Who, how much">
                {role} <span class="table__note">{words::effort(gap.question.effort)}</span>
            </td>
        </tr>
    }
}
