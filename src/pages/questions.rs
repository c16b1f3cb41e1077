//! The questions of one clause.

mod card;
mod flow;

use isms_gauge_core::assessment::Rating;
use isms_gauge_core::catalogue::{Depth, Question, QuestionId, Subclause};
use isms_gauge_core::clause::SubclauseId;
use isms_gauge_core::edit::Edit;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::score::SubclauseScore;
use leptos::prelude::*;

use crate::browser::{location, page};
use crate::components::{
    ClauseItem, ClauseList, EnumField, Icon, IconName, Notice, PageHeading, Tone,
};
use crate::desk::{Desk, FullTexts};
use crate::open::KEY_HELP;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::{CollectAny, with_english};
use crate::words;
use card::QuestionCard;
pub use flow::Flow;
use flow::{Look, Only, beyond, current, is_asked, is_open, next_open, step, take_key};

/// Asks the questions of a clause.
#[component]
pub fn Questions(
    /// The assessment's id.
    id: String,
    /// The clause.
    clause: u8,
    /// The question to begin with.
    question: Option<QuestionId>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let depth = Memo::new(move |_| session.with(|a| a.depth));
    let starts_at_question = question.is_some();
    if let Some(question) = question {
        let flow = Flow::expect();
        // Whoever follows a link wants to see where it leads.
        let session = Session::expect();
        if !untrack(|| flow.takes(session, &question)) {
            flow.show(session, &question);
        }
        flow.at.set(Some(question.clone()));
        // The cards are in the page one turn later.
        page::focus_soon(card_id(&question));
    }
    let title = move || {
        desk.texts
            .with(|texts| format!("{clause} {}", texts.clause(clause)))
    };
    let clause_title = desk
        .texts
        .with_untracked(|texts| texts.clause(clause).to_owned());
    let flow = Flow::expect();
    let items = clause_items(desk, session, &id, clause);
    let shown = shown(session, flow, clause);
    let all = Memo::new(move |_| {
        shown.with(|shown| {
            let ids = shown.iter().flat_map(|(_, ids)| ids);
            ids.cloned().collect::<Vec<QuestionId>>()
        })
    });
    desk.take_keys(move |key| match key {
        "u" => go_to_open(session, flow),
        key => all.with_untracked(|all| take_key(session, flow, all, key)),
    });
    let next =
        (clause < 10).then(|| Route::Open(id.clone(), Page::Questions(clause + 1, None)).href());
    let overview = Route::Open(id, Page::Overview).href();
    let body = move || {
        let nothing = (all.with(Vec::is_empty)).then(|| {
            view! {
                <Notice tone=Tone::Neutral title=t!("No question of this clause is among those chosen")>
                    <p>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| flow.only.set(Only::All)
                        >
                            {t!("Show all questions")}
                        </button>
                    </p>
                </Notice>
            }
        });
        match flow.look.get() {
            Look::List => view! {
                {nothing}
                {session
                    .catalogue
                    .clause(clause)
                    .map(|subclause| view! { <SubclauseSection subclause=subclause shown=shown /> })
                    .collect_any()}
            }
            .into_any(),
            look => view! {
                {nothing}
                <Show when=move || !all.with(Vec::is_empty)>
                    <OneAtATime clause=clause all=all is_large=look == Look::Workshop />
                </Show>
            }
            .into_any(),
        }
    };
    view! {
        <div class="stack" class:workshop=move || flow.look.get() == Look::Workshop>
            <ClauseList items=items />
            <div class="row row--apart">
                <PageHeading text=Signal::derive(title) english=vec![clause_title] takes_focus=!starts_at_question />
                <DepthSwitch />
            </div>
            <InterviewBar />
            <FlowBar clause=clause />
            {move || match (depth.get(), desk.full_texts.get()) {
                (Depth::Full, FullTexts::Failed(fault)) => Some(view! {
                    <Notice tone=Tone::Bad title=t!("The detailed questions could not be loaded")>
                        <p>{fault}</p>
                        <p>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| desk.want_full_texts()
                            >
                                {t!("Try again")}
                            </button>
                        </p>
                    </Notice>
                }),
                _ => None,
            }}
            {move || body()}
            <div class="row row--apart">
                {match next {
                    Some(next) => {
                        view! {
                            <a class="button button--main" href=next>
                                <span>
                                    {desk
                                        .texts
                                        .with_untracked(|texts| {
                                            let title = texts.clause(clause + 1);
                                            with_english(&t!("Next: {} {}", clause + 1, title), &[title])
                                        })}
                                </span>
                                <Icon name=IconName::Next />
                            </a>
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <a class="button button--main" href=overview>
                                {t!("See where you stand")}
                                <Icon name=IconName::Next />
                            </a>
                        }
                            .into_any()
                    }
                }}
            </div>
        </div>
    }
}

/// Which questions of a clause are shown, by sub-clause. What an answer changes takes nothing away
/// under the hands of the person who gives it: the choice is made anew with the next filter,
/// depth or page.
fn shown(session: Session, flow: Flow, clause: u8) -> Memo<Vec<(SubclauseId, Vec<QuestionId>)>> {
    let asked = Memo::new(move |_| {
        session.scorecard.with(|card| {
            let scores = card.subclauses.iter();
            scores
                .filter(|score| score.id.clause() == clause)
                .map(|score| {
                    let ids = score
                        .readings
                        .iter()
                        .map(|reading| reading.question.id.clone());
                    (score.id, ids.collect::<Vec<_>>())
                })
                .collect::<Vec<_>>()
        })
    });
    Memo::new(move |_| {
        let mut shown = asked.get();
        for (_, ids) in &mut shown {
            ids.retain(|id| flow.takes(session, id));
        }
        shown
    })
}

/// Answers a question in the name of whoever answers, today.
fn choose(session: Session, flow: Flow, id: &QuestionId, rating: Rating) {
    let by = untrack(|| flow.me(session));
    session.change_answer(id, |answer| {
        answer.rating = Some(rating);
        answer.by = by;
        answer.on = Some(session.today);
    });
}

/// Goes to the next question without an answer, in this clause or another; where there is none, to
/// what follows from the answers.
fn go_to_open(session: Session, flow: Flow) -> bool {
    let id = session.with_now(|a| a.id.clone());
    let now = current(session, flow);
    let Some((clause, next)) = next_open(session, flow, now.as_ref()) else {
        location::go(&Route::Open(id, after_all(flow)).to_string());
        return true;
    };
    if !untrack(|| flow.takes(session, &next)) {
        flow.show(session, &next);
    }
    let card = card_id(&next);
    let place = Route::Open(id, Page::Questions(clause, Some(next))).to_string();
    if location::hash() == place {
        if let Some(now) = now {
            page::focus(&card_id(&now));
        }
    } else {
        page::await_focus(card);
        location::go(&place);
    }
    true
}

/// Where to go when nothing is open: to the result, or after an interview to the next person.
fn after_all(flow: Flow) -> Page {
    if flow.interview.with_untracked(Option::is_some) {
        Page::Interviews
    } else {
        Page::Overview
    }
}

/// Says who is interviewed, how many questions are left for that person, and ends it.
#[component]
fn InterviewBar() -> impl IntoView {
    let session = Session::expect();
    let flow = Flow::expect();
    let left = Memo::new(move |_| {
        flow.interview.get()?;
        session.scorecard.with(|card| {
            let readings = card.subclauses.iter().flat_map(|score| &score.readings);
            let theirs = readings.filter(|reading| flow.takes(session, &reading.question.id));
            let (mut n, mut n_left) = (0, 0);
            for reading in theirs {
                n += 1;
                n_left += usize::from(is_open(reading));
            }
            Some((n, n_left))
        })
    });
    let end = move |_| {
        flow.end();
        let id = session.with_now(|a| a.id.clone());
        location::go(&Route::Open(id, Page::Interviews).to_string());
    };
    move || {
        let (n, n_left) = left.get()?;
        let name = flow.interview.get()?;
        Some(view! {
            <div class="interview-bar">
                <Icon name=IconName::People />
                <p>
                    {t!("Interview with ")} <strong><bdi>{name}</bdi></strong>
                    {t!(": {} of {} left. Answers are given in this name.", n_left, n)}
                </p>
                <button type="button" class="button" on:click=end>
                    {t!("End the interview")}
                </button>
            </div>
        })
    }
}

/// Chooses which questions are shown and how, and leads to the next that is open.
#[component]
fn FlowBar(
    /// The clause.
    clause: u8,
) -> impl IntoView {
    let session = Session::expect();
    let flow = Flow::expect();
    let left = Memo::new(move |_| {
        session.scorecard.with(|card| {
            let n_open = |score: &SubclauseScore<'_>| {
                let readings = score.readings.iter();
                let asked = readings.filter(|r| session.with(|a| is_asked(a, &r.question.id)));
                asked.filter(|r| is_open(r)).count()
            };
            let here = card
                .subclauses
                .iter()
                .filter(|score| score.id.clause() == clause);
            (
                here.map(n_open).sum::<usize>(),
                card.subclauses.iter().map(n_open).sum::<usize>(),
            )
        })
    });
    let is_pack = session.with_now(|a| a.pack.is_some());
    // A full question may rest on the quick answer until somebody confirms it.
    let what = Memo::new(move |_| match session.with(|a| a.depth) {
        Depth::Quick => "open",
        Depth::Full => t!("to answer or confirm"),
    });
    let words = move || match left.get() {
        (_, 0) => t!("Every question is answered.").to_owned(),
        (0, all) => t!("This clause is done; {} {} in others.", all, what.get()),
        (here, all) => t!("{} {} here, {} in all.", here, what.get(), all),
    };
    view! {
        <div class="flow-bar">
            <EnumField
                id="flow-only"
                label=t!("Show")
                words=if is_pack { &Only::WORDS_OF_PACK } else { &Only::WORDS }
                name=Only::label
                value=flow.only
                on_change=move |only| flow.only.set(only)
            />
            <EnumField
                id="flow-look"
                label=t!("As")
                words=&Look::WORDS
                name=Look::label
                value=flow.look
                on_change=move |look| flow.look.set(look)
            />
            <p class="flow-bar__left">{move || words()}</p>
            <button
                type="button"
                class="button"
                class:button--main=move || left.get().1 == 0
                on:click=move |_| {
                    go_to_open(session, flow);
                }
            >
                {move || {
                    if left.get().1 == 0 { t!("See where you stand") } else { t!("Next open question") }
                }}
                <Icon name=IconName::Next />
            </button>
            <button
                type="button"
                class="button button--quiet"
                on:click=move |_| page::open_dialog(KEY_HELP)
            >
                {t!("Keys")}
            </button>
        </div>
    }
}

/// One question with what is left of its clause.
#[component]
fn OneAtATime(
    /// The clause.
    clause: u8,
    /// Its questions.
    all: Memo<Vec<QuestionId>>,
    /// Whether a whole room reads it.
    is_large: bool,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let flow = Flow::expect();
    let at = Memo::new(move |_| {
        let wanted = flow.at.get();
        all.with(|all| {
            let place = wanted.and_then(|wanted| all.iter().position(|id| *id == wanted));
            all.get(place.unwrap_or(0))
                .map(|id| (place.unwrap_or(0), id.clone()))
        })
    });
    // What the keys act on is what is shown.
    Effect::new(move |_| {
        let shown = at.get().map(|(_, id)| id);
        if flow.at.with_untracked(|at| *at != shown) {
            flow.at.set(shown);
        }
    });
    let n_all = move || all.with(Vec::len);
    // At either end of the clause the next one goes on.
    let others = Memo::new(move |_| {
        (
            beyond(session, flow, clause, false),
            beyond(session, flow, clause, true),
        )
    });
    let go = move |forward: bool| {
        if all.with_untracked(|all| step(session, flow, all, forward)) {
            return;
        }
        let (before, after) = others.get_untracked();
        if let Some((clause, question)) = if forward { after } else { before } {
            let id = session.with_now(|a| a.id.clone());
            location::go(&Route::Open(id, Page::Questions(clause, Some(question))).to_string());
        }
    };
    let card = move || {
        let (_, id) = at.get()?;
        let (subclause, question) = session.catalogue.question(&id)?;
        let title = desk
            .texts
            .with(|texts| format!("{} {}", subclause.id, texts.subclause(subclause.id)));
        Some(view! {
            <h2 class="one__title" lang=words::CATALOGUE>{title}</h2>
            <QuestionCard subclause=subclause question=question />
        })
    };
    view! {
        <div class="one stack" class:one--large=is_large>
            {move || card()}
            <div class="row row--apart">
                <button
                    type="button"
                    class="button"
                    disabled=move || {
                        at.get().is_none_or(|(place, _)| place == 0)
                            && others.with(|(before, _)| before.is_none())
                    }
                    on:click=move |_| go(false)
                >
                    {t!("Previous")}
                </button>
                <p role="status" class="muted">
                    {move || {
                        at.get()
                            .map(|(place, _)| t!("Question {} of {}", place + 1, n_all()))
                    }}
                </p>
                <button
                    type="button"
                    class="button button--main"
                    disabled=move || {
                        at.get().is_none_or(|(place, _)| place + 1 >= n_all())
                            && others.with(|(_, after)| after.is_none())
                    }
                    on:click=move |_| go(true)
                >
                    {t!("Next")}
                    <Icon name=IconName::Next />
                </button>
            </div>
        </div>
    }
}

fn clause_items(desk: Desk, session: Session, id: &str, current: u8) -> Vec<ClauseItem> {
    let item = |clause: u8| {
        let answered = Memo::new(move |_| {
            session.scorecard.with(|card| {
                let score = card.clauses.iter().find(|score| score.clause == clause);
                score.map_or((0, 0), |score| {
                    (score.summary.n_answered, score.summary.n_asked)
                })
            })
        });
        ClauseItem {
            clause,
            title: desk
                .texts
                .with_untracked(|texts| texts.clause(clause).to_owned()),
            lang: Some(words::CATALOGUE),
            href: Route::Open(id.to_owned(), Page::Questions(clause, None)).href(),
            answered: answered.into(),
            is_current: clause == current,
        }
    };
    (4..=10).map(item).collect()
}

fn card_id(question: &QuestionId) -> String {
    format!("q-{}", question.as_str().replace('.', "-"))
}

#[component]
fn DepthSwitch() -> impl IntoView {
    let session = Session::expect();
    let n_full = session
        .catalogue
        .questions()
        .filter(|q| q.depth == Depth::Full)
        .count();
    let chosen = Memo::new(move |_| session.with(|a| a.depth));
    let option = move |depth: Depth, label: String| {
        let id = format!("depth-{label}").replace(' ', "-");
        view! {
            <span class="switch__option">
                <input
                    type="radio"
                    id=id.clone()
                    name="depth"
                    prop:checked=move || chosen.get() == depth
                    on:change=move |_| session.dispatch(Edit::Depth(depth))
                />
                <label for=id>{label}</label>
            </span>
        }
    };
    view! {
        <fieldset class="switch">
            <legend class="visually-hidden">{t!("How deep the questions go")}</legend>
            {option(Depth::Quick, t!("Quick (30)").to_owned())}
            {option(Depth::Full, t!("Full ({})", n_full))}
        </fieldset>
    }
}

/// One sub-clause: its title, its target, and the questions that count.
#[component]
fn SubclauseSection(
    /// The sub-clause.
    subclause: &'static Subclause,
    /// The questions that are shown, by sub-clause.
    shown: Memo<Vec<(SubclauseId, Vec<QuestionId>)>>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let id = subclause.id;
    let heading_id = format!("sub-{id}").replace('.', "-");
    let title = move || {
        desk.texts
            .with(|texts| format!("{id} {}", texts.subclause(id)))
    };
    let basis = Memo::new(move |_| {
        session.scorecard.with(|card| {
            let mut scores = card.subclauses.iter();
            scores.find(|score| score.id == id).map(|score| score.basis)
        })
    });
    let questions = move || {
        let ids = shown.with(|shown| {
            let here = shown.iter().find(|(other, _)| *other == id);
            here.map(|(_, ids)| ids.clone()).unwrap_or_default()
        });
        let find = |id: QuestionId| subclause.questions.iter().find(|q| q.id == id);
        ids.into_iter()
            .filter_map(find)
            .collect::<Vec<&'static Question>>()
    };
    let is_empty = Memo::new(move |_| {
        let is_here =
            |(other, ids): &(SubclauseId, Vec<QuestionId>)| *other == id && !ids.is_empty();
        !shown.with(|shown| shown.iter().any(is_here))
    });
    let rests_on = move || {
        let basis = basis.get();
        basis.map(|basis| t!("Rests on {}", words::basis(basis)))
    };
    view! {
        <section class="subclause" aria-labelledby=heading_id.clone() hidden=move || is_empty.get()>
            <div class="subclause__head">
                <h2 id=heading_id.clone() lang=words::CATALOGUE>{move || title()}</h2>
                <div class="subclause__meta">
                    <span class="muted small">{move || rests_on()}</span>
                    <TargetField subclause=subclause />
                </div>
            </div>
            <For each=questions key=|question| question.id.clone() let:question>
                <QuestionCard subclause=subclause question=question />
            </For>
        </section>
    }
}

#[component]
fn TargetField(
    /// The sub-clause.
    subclause: &'static Subclause,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let id = subclause.id;
    let field_id = format!("target-{id}").replace('.', "-");
    let target = Memo::new(move |_| session.with(|a| a.target(id)));
    view! {
        <span class="subclause__target">
            <label for=field_id.clone()>{t!("Target")}</label>
            <select
                id=field_id
                on:change:target=move |event| {
                    let level = event.target().value().parse().ok().and_then(|n: u8| Level::try_from(n).ok());
                    // 3 is what holds when nothing is chosen.
                    let target = level.filter(|level| *level != Level::InForce);
                    session.dispatch(Edit::Target(id, target));
                }
            >
                {[Level::InForce, Level::Steered, Level::Learning]
                    .into_iter()
                    .map(|level| {
                        view! {
                            <option
                                lang=words::CATALOGUE
                                value=level.steps().to_string()
                                prop:selected=move || target.get() == level
                            >
                                {desk
                                    .texts
                                    .with_untracked(|texts| {
                                        format!("{} {}", level.steps(), texts.level(level).name)
                                    })}
                            </option>
                        }
                    })
                    .collect_any()}
            </select>
        </span>
    }
}
