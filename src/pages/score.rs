//! What a number rests on: the arithmetic behind a score, answer by answer.

mod controls;

use isms_gauge_core::clause::SubclauseId;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::score::{Derivation, Fraction, Item, Pdca, Scope, Summary, Term, derive};
use isms_gauge_core::soa::Group;
use leptos::prelude::*;

use controls::{ControlScores, ControlTerms};

use super::links::question_page;
use crate::components::{ChoiceField, PageHeading};
use crate::desk::Desk;
use crate::pages::lines;
use crate::route::{Page, Route};
use crate::session::{Session, is_busy, is_whole};
use crate::view::{CollectAny, with_english};
use crate::words;

/// How many rows are made at a time: as many as a slow device makes between two frames.
const PIECE: usize = 6;

/// Spells out a score.
#[component]
pub fn Score(
    /// The assessment's id.
    id: String,
    /// Which number, as it stands in the address.
    scope: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let id = StoredValue::new(id);
    if let Some(group) = controls::parse(&scope) {
        return view! {
            <div class="stack">
                <PageHeading
                    text=t!("What \"{}\" rests on", controls::name(group))
                    lead=t!("What each control adds to the score of its group. A click on a control leads to its decision.")
                />
                <ScopeField id=id chosen=scope />
                <ControlTerms id=id group=group />
            </div>
        }
        .into_any();
    }
    let known = parse(&scope);
    let Some(scope) = known else {
        return view! {
            <div class="stack">
                <PageHeading text=t!("What a number rests on") />
                <p>{t!("There is no such number. Choose one:")}</p>
                <ScopeField id=id chosen="" />
            </div>
        }
        .into_any();
    };
    let chosen = key(scope);
    let title = desk.texts.with_untracked(|texts| match scope {
        Scope::Overall => t!("What the overall score rests on").to_owned(),
        Scope::Pdca(phase) => t!("What \"{}\" rests on", pdca(phase)),
        Scope::Clause(clause) => {
            t!("What clause {} {} rests on", clause, texts.clause(clause))
        }
        Scope::Subclause(id) => t!("What {} {} rests on", id, texts.subclause(id)),
    });
    let names = desk.texts.with_untracked(|texts| match scope {
        Scope::Overall | Scope::Pdca(_) => Vec::new(),
        Scope::Clause(clause) => vec![texts.clause(clause).to_owned()],
        Scope::Subclause(id) => vec![texts.subclause(id).to_owned()],
    });
    let body = move || {
        session
            .scorecard
            .with(|card| arithmetic(desk, session, id, scope, &derive(card, scope)))
    };
    view! {
        <div class="stack">
            <PageHeading
                text=title
                english=names
                lead=t!("Every number of the scorecard, added up again from the answers. A click on a question leads to its answer.")
            />
            <ScopeField id=id chosen=chosen />
            {move || body()}
        </div>
    }
    .into_any()
}

/// The scores by phase of the cycle.
#[component]
fn Cycle(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let session = Session::expect();
    let rows = move || {
        session.scorecard.with(|card| {
            card.pdca
                .iter()
                .map(|score| {
                    let href =
                        Route::Open(id.get_value(), Page::Score(key(Scope::Pdca(score.phase))));
                    let summary = score.summary;
                    view! {
                        <tr>
                            <th scope="row"><a href=href.href()>{pdca(score.phase)}</a></th>
                            <td class="number">{lowest_steps(&summary)}</td>
                            <td class="number">{format!("{} %", summary.to_target_percent())}</td>
                            <td class="number">{words::mean(summary.steps, summary.n_rated)}</td>
                            <td class="number">
                                {t!("{} of {}", summary.n_met, summary.n_asked)}
                            </td>
                        </tr>
                    }
                })
                .collect_any()
        })
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="cycle">
            <h2 id="cycle">{t!("By phase of the cycle")}</h2>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="cycle">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t!("Phase")}</th>
                            <th scope="col">{t!("Lowest")}</th>
                            <th scope="col">{t!("Way to target")}</th>
                            <th scope="col">{t!("Mean (trend)")}</th>
                            <th scope="col">{t!("Met")}</th>
                        </tr>
                    </thead>
                    <tbody>{move || rows()}</tbody>
                </table>
            </div>
            <p class="muted small">
                {t!("Plan, do, check, act is how the clauses are commonly read; the standard itself does not name the cycle.")}
            </p>
        </section>
    }
}

/// The lowest level as a number, for a cell.
fn lowest_steps(summary: &Summary) -> String {
    let steps = summary.lowest.map(|level| level.steps().to_string());
    steps.unwrap_or_else(|| "-".to_owned())
}

/// Chooses the number to spell out.
#[component]
fn ScopeField(
    /// The assessment's id.
    id: StoredValue<String>,
    /// The one that is shown.
    #[prop(into)]
    chosen: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let named = |scope: Scope| {
        let name = desk.texts.with_untracked(|texts| match scope {
            Scope::Overall => t!("Everything").to_owned(),
            Scope::Pdca(phase) => pdca(phase).to_owned(),
            Scope::Clause(clause) => t!("Clause {} {}", clause, texts.clause(clause)),
            Scope::Subclause(id) => format!("{id} {}", texts.subclause(id)),
        });
        (key(scope), name)
    };
    let scopes = std::iter::once(Scope::Overall)
        .chain(Pdca::ALL.map(Scope::Pdca))
        .chain((4..=10).map(Scope::Clause))
        .chain(
            session
                .catalogue
                .subclauses
                .iter()
                .map(|s| Scope::Subclause(s.id)),
        );
    let groups = Group::all().into_iter();
    let groups = groups.map(|group| (controls::key(group), controls::name(group)));
    view! {
        <ChoiceField
            id="score-scope"
            label=t!("Number")
            options=scopes.map(named).chain(groups).collect()
            is_english=|value| matches!(parse(value), Some(Scope::Subclause(_)))
            value=Signal::derive(move || chosen.clone())
            on_change=move |scope: String| {
                let route = Route::Open(id.get_value(), Page::Score(scope));
                crate::browser::location::go(&route.to_string());
            }
        />
    }
}

fn pdca(phase: Pdca) -> &'static str {
    match phase {
        Pdca::Plan => t!("Plan (clauses 4 to 7)"),
        Pdca::Do => t!("Do (clause 8)"),
        Pdca::Check => t!("Check (clause 9)"),
        Pdca::Act => t!("Act (clause 10)"),
    }
}

/// A scope as it stands in an address.
pub(super) fn key(scope: Scope) -> String {
    match scope {
        Scope::Overall => "all".to_owned(),
        Scope::Pdca(phase) => format!("{phase:?}").to_lowercase(),
        Scope::Clause(clause) => clause.to_string(),
        Scope::Subclause(id) => id.to_string(),
    }
}

fn parse(text: &str) -> Option<Scope> {
    if text == "all" {
        return Some(Scope::Overall);
    }
    if let Some(phase) = Pdca::ALL.into_iter().find(|p| key(Scope::Pdca(*p)) == text) {
        return Some(Scope::Pdca(phase));
    }
    if let Ok(clause) = text.parse::<u8>() {
        return (4..=10).contains(&clause).then_some(Scope::Clause(clause));
    }
    text.parse::<SubclauseId>().ok().map(Scope::Subclause)
}

/// The lowest level, and how many things stand there.
fn lowest_words(desk: Desk, lowest: Option<Level>, there: &str) -> AnyView {
    lowest.map_or_else(
        || t!("No level is given yet, so there is no lowest one.").into_any(),
        |level| {
            let name = desk.texts.with(|texts| texts.level(level).name.clone());
            let line = t!(
                "{} {}, at {}. It counts, because an average hides holes.",
                level.steps(),
                name,
                there
            );
            with_english(&line, &[name])
        },
    )
}

/// Progress cut to target, spelled out.
fn share_words(to_target: Fraction) -> String {
    t!(
        "{} of {} steps = {} %, rounded down.",
        to_target.part,
        to_target.whole,
        to_target.percent()
    )
}

/// What one question or control adds above the line.
fn counted_words(item: Item) -> String {
    match item.counted_level() {
        Some(level) => t!(
            "min({}, {}) = {}",
            level.steps(),
            item.target_steps(),
            item.counted_steps()
        ),
        None if item.target_steps() == 0 => t!("does not count").to_owned(),
        None => "0".to_owned(),
    }
}

fn arithmetic(
    desk: Desk,
    session: Session,
    id: StoredValue<String>,
    scope: Scope,
    derivation: &Derivation<'static>,
) -> AnyView {
    let Derivation {
        terms,
        to_target,
        mean,
        lowest,
        holding_down,
    } = derivation;
    let lowest = lowest_words(
        desk,
        *lowest,
        &words::count(holding_down.len(), m!("question"), m!("questions")),
    );
    let mean = if mean.whole == 0 {
        t!("Nothing is rated.").to_owned()
    } else {
        t!(
            "{} steps over {} = {}. It is for trend only and decides nothing.",
            mean.part,
            words::count(
                mean.whole as usize,
                m!("rated question"),
                m!("rated questions")
            ),
            words::mean(mean.part, mean.whole)
        )
    };
    let to_target = t!(
        "{} Each question adds the smaller of its level and its target, so what goes beyond a target pays for nothing else.",
        share_words(*to_target)
    );
    let row = move |term: Term<'static>| {
        let question = term.reading.question;
        let href = Route::Open(id.get_value(), question_page(session, &question.id)).href();
        let (words_of, rating, level) = desk.texts.with(|texts| {
            (
                lines::question(texts, &question.id),
                words::rating(texts, term.reading.rating),
                lines::level(texts, term.reading.rating).to_owned(),
            )
        });
        let rating = if term.reading.from_quick {
            t!("{} (quick)", rating)
        } else {
            rating
        };
        let rating = with_english(&rating, &[level]);
        view! {
            <tr>
                <th scope="row"><a href=href>{words_of}</a></th>
                <td class="short" data-label=t!("Answer")>{rating}</td>
                <td data-label=t!("Counts") class="number">{counted_words(term.item)}</td>
                <td data-label=t!("Target") class="number">{term.item.target_steps()}</td>
                <td data-label=t!("Conformity")>{words::conformity(term.reading.conformity)}</td>
                <td data-label=t!("Evidence")>
                    {if term.reading.has_evidence { t!("named") } else { t!("none") }}
                </td>
            </tr>
        }
    };
    let terms = terms.clone();
    let n_all = terms.len();
    let n_made = session.rows_made(PIECE, || (), move || n_all);
    let made = move || {
        let made = terms.iter().take(n_made.get());
        made.copied().collect::<Vec<Term<'static>>>()
    };
    view! {
        <dl class="facts facts--terms">
            <dt>{t!("Lowest level")}</dt>
            <dd>{lowest}</dd>
            <dt>{t!("Way to target")}</dt>
            <dd>{to_target}</dd>
            <dt>{t!("Mean")}</dt>
            <dd>{mean}</dd>
        </dl>
        <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Terms")>
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{t!("Question")}</th>
                        <th scope="col">{t!("Answer")}</th>
                        <th scope="col">{t!("Counts")}</th>
                        <th scope="col">{t!("Target")}</th>
                        <th scope="col">{t!("Conformity")}</th>
                        <th scope="col">{t!("Evidence")}</th>
                    </tr>
                </thead>
                <tbody aria-busy=move || is_busy(n_made)>
                    <For each=made key=|term| &term.reading.question.id let:term>
                        {row(term)}
                    </For>
                </tbody>
            </table>
        </div>
        <Show when=move || scope == Scope::Overall && is_whole(n_made)>
            <Cycle id=id />
            <ControlScores id=id />
        </Show>
    }
    .into_any()
}
