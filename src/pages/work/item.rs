//! One piece of work in full.

use isms_gauge_core::action::Work;
use isms_gauge_core::assessment::{Override, Rating, State};
use isms_gauge_core::catalogue::{NodeId, QuestionId};
use isms_gauge_core::gap::Missing;
use isms_gauge_core::roadmap::{Bar, Progress, Why};
use leptos::prelude::*;

use super::effort::EffortFields;
use super::finish::{self, FinishWork};
use super::order::OrderLists;
use super::{tone, with_hand, with_work};
use crate::components::{
    DateField, DaysField, Icon, IconName, Notice, PageHeading, Tag, TextArea, TextField, Tone,
};
use crate::desk::Desk;
use crate::pages::lines;
use crate::pages::links::{question_page, why_link};
use crate::pages::profile::change_work;
use crate::pages::readiness::gate_href;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::{CollectAny, with_english};
use crate::words;

/// The names of the team, offered where an owner is asked for.
const NAMES: &str = "work-names";

/// Shows one piece of work with everything that can be said about it.
#[component]
pub fn WorkItem(
    /// The assessment's id.
    id: String,
    /// Its id.
    node: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let node = NodeId::new(&node);
    let list = Route::Open(id, Page::Work(None)).href();
    if session.catalogue.node_idx(&node).is_none() {
        return view! {
            <PageHeading text=t!("Work") />
            <Notice tone=Tone::Warn title=t!("There is no such piece of work")>
                <p>
                    {t!("Nothing here is called \"{}\". ", node)} <a href=list>{t!("All work")}</a>
                </p>
            </Notice>
        }
        .into_any();
    }
    let name = desk
        .texts
        .with_untracked(|texts| texts.node(&node).to_owned());
    let phase = with_work(session, &node, |work| {
        let phase = work.node.phase;
        desk.texts.with_untracked(|texts| {
            let name = texts.phase(phase);
            with_english(&t!("Phase {} {}", phase, name), &[name])
        })
    });
    let node = StoredValue::new(node);
    let finishing = RwSignal::new(false);
    let progress = Memo::new(move |_| {
        node.with_value(|node| with_work(session, node, Progress::of))
            .unwrap_or(Progress::Open)
    });
    view! {
        <div class="stack stack--wide work-item">
            <div class="stack stack--tight">
                <p class="small">
                    <a href=list>{t!("All work")}</a>
                </p>
                <PageHeading text=name.clone() english=vec![name] />
                <p class="row">
                    <Tag
                        text=Signal::derive(move || words::progress(progress.get()).to_owned())
                        tone=Signal::derive(move || tone(progress.get()))
                    />
                    <span class="muted">{phase}</span>
                </p>
            </div>
            <StateOfIt node=node progress=progress finishing=finishing />
            <div class="halves">
                <Dates node=node />
                <OwnerAndNote node=node />
            </div>
            <Answers node=node />
            <EffortFields node=node />
            <OrderLists node=node />
        </div>
    }
    .into_any()
}

/// How far it has come, and what changes that.
#[component]
fn StateOfIt(
    /// The piece of work.
    node: StoredValue<NodeId>,
    /// How far it has come.
    progress: Memo<Progress>,
    /// Whether it is being finished.
    finishing: RwSignal<bool>,
) -> impl IntoView {
    let session = Session::expect();
    let state = Memo::new(move |_| {
        node.with_value(|node| with_hand(session, node, |by_hand| by_hand.state))
    });
    let is = move |wanted: State| state.get() == wanted;
    let change = move |change: fn(&mut Override, Session)| {
        node.with_value(|node| change_work(session, node, |by_hand| change(by_hand, session)));
    };
    let begin = move |_| {
        change(|by_hand, session| {
            by_hand.state = State::InProgress;
            by_hand.started = by_hand.started.or(Some(session.today));
        });
    };
    let put_back = move |_| {
        change(|by_hand, _| {
            by_hand.state = State::Open;
            by_hand.started = None;
            by_hand.remaining_half_days = None;
        });
    };
    let reopen = move |_| {
        change(|by_hand, _| {
            by_hand.state = if by_hand.started.is_some() {
                State::InProgress
            } else {
                State::Open
            };
            by_hand.finished = None;
        });
    };
    let finish = move |_| {
        finishing.set(true);
        finish::focus_soon();
    };
    let date = move |read: fn(&Override) -> Option<chrono::NaiveDate>| {
        Signal::derive(move || node.with_value(|node| with_hand(session, node, read)))
    };
    let set_date = move |place: fn(&mut Override) -> &mut Option<chrono::NaiveDate>| {
        Callback::new(move |day| {
            node.with_value(|node| change_work(session, node, |by_hand| *place(by_hand) = day));
        })
    };
    let set_remaining = move |half_days: Option<u32>| {
        node.with_value(|node| {
            change_work(session, node, |by_hand| {
                by_hand.remaining_half_days = half_days
            });
        });
    };
    let finished = date(|by_hand| by_hand.finished);
    let ours = move || {
        node.with_value(|node| {
            with_work(session, node, |work| {
                let percent = session.with(|a| a.plan.effort_percent.unwrap_or(100));
                work.estimate.percent(percent).likely_half_days
            })
            .unwrap_or_default()
        })
    };
    let has_gaps = move || {
        node.with_value(|node| with_work(session, node, |work| !work.gap_idxs.is_empty()))
            == Some(true)
    };
    let close = move |()| {
        finishing.set(false);
        crate::browser::page::focus_soon("work-state".to_owned());
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="work-state">
            <h2 id="work-state" tabindex="-1">{t!("How far it is")}</h2>
            <Show when=move || is(State::Open)>
                <p>
                    {move || {
                        if progress.get() == Progress::NothingLeft {
                            t!("By your answers nothing is left of it.")
                        } else {
                            t!("Nobody has said that it was begun.")
                        }
                    }}
                </p>
            </Show>
            <Show when=move || is(State::InProgress)>
                <div class="row row--top">
                    <DateField
                        id="work-started"
                        label=t!("Begun on")
                        value=date(|by_hand| by_hand.started)
                        on_change=set_date(|by_hand| &mut by_hand.started)
                    />
                    <DaysField
                        id="work-remaining"
                        label=t!("Still to do (person-days)")
                        estimate=Signal::derive(ours)
                        value=Signal::derive(move || {
                            node.with_value(|node| {
                                with_hand(session, node, |by_hand| by_hand.remaining_half_days)
                            })
                        })
                        on_change=set_remaining
                    />
                </div>
                <p class="muted small">
                    {t!("What is still to do wins over every estimate; an empty field takes the estimate.")}
                </p>
            </Show>
            <Show when=move || is(State::Done)>
                <DateField
                    id="work-finished"
                    label=t!("Done on")
                    value=finished
                    on_change=set_date(|by_hand| &mut by_hand.finished)
                />
                <p class="muted small">
                    {t!("It stays where it happened. The plan moves only what is open.")}
                </p>
            </Show>
            <div class="row">
                <Show when=move || is(State::Open)>
                    <button type="button" class="button" on:click=begin>
                        {t!("Begin")}
                    </button>
                </Show>
                <Show when=move || !is(State::Done)>
                    <button
                        type="button"
                        class="button button--main"
                        aria-expanded=move || finishing.get().to_string()
                        on:click=finish
                    >
                        <Icon name=IconName::Check />
                        {t!("Mark as done")}
                    </button>
                </Show>
                <Show when=move || is(State::InProgress)>
                    <button type="button" class="button" on:click=put_back>
                        {t!("Not begun after all")}
                    </button>
                </Show>
                <Show when=move || is(State::Done)>
                    <Show when=has_gaps>
                        <button
                            type="button"
                            class="button"
                            aria-expanded=move || finishing.get().to_string()
                            on:click=finish
                        >
                            {t!("Raise the answers that it closes")}
                        </button>
                    </Show>
                    <button type="button" class="button" on:click=reopen>
                        {t!("Open it again")}
                    </button>
                </Show>
            </div>
            {move || {
                finishing
                    .get()
                    .then(|| {
                        let day = finished.get_untracked();
                        let day = if state.get_untracked() == State::Done {
                            day.or(Some(session.today))
                        } else {
                            None
                        };
                        view! { <FinishWork node=node finished=day on_close=close /> }
                    })
            }}
        </section>
    }
}

/// Reads the bar of the plan, where the work is open.
fn with_bar<T>(session: Session, node: &NodeId, read: impl FnOnce(&Bar) -> T) -> Option<T> {
    session.roadmap.with(|roadmap| {
        let bars = &roadmap.as_ref().ok()?.bars;
        bars.iter().find(|bar| bar.node == *node).map(read)
    })
}

/// When it is planned, why then, and what of that can be set.
#[component]
fn Dates(
    /// The piece of work.
    node: StoredValue<NodeId>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let date = move |read: fn(&Override) -> Option<chrono::NaiveDate>| {
        Signal::derive(move || node.with_value(|node| with_hand(session, node, read)))
    };
    let set_date = move |place: fn(&mut Override) -> &mut Option<chrono::NaiveDate>| {
        Callback::new(move |day| {
            node.with_value(|node| change_work(session, node, |by_hand| *place(by_hand) = day));
        })
    };
    let bar = Memo::new(move |_| node.with_value(|node| with_bar(session, node, Bar::clone)));
    let planned = move || {
        match bar.get() {
        None => {
            view! { <p class="muted">{t!("Nothing of it is open, so the plan has no dates for it.")}</p> }
                .into_any()
        }
        Some(bar) => {
            let (why, who) = desk
                .texts
                .with(|texts| (why_link(session, texts, &bar.why), parts(texts, &bar)));
            view! {
                <p class="work-item__dates">
                    {t!("{} to {}", words::date(bar.start), words::date(bar.finish))}
                    {bar.is_critical.then(|| view! { " " <Tag text=t!("Critical") tone=Tone::Warn /> })}
                </p>
                <dl class="facts">
                    <dt>{t!("Ends")}</dt>
                    <dd>{words::ends(&bar.ends)}</dd>
                    <dt>{t!("Why not earlier")}</dt>
                    <dd>
                        {why} {help(&bar.why).map(|help| view! { <span class="muted small">{help}</span> })}
                    </dd>
                    <dt>{t!("Who, and when")}</dt>
                    <dd>
                        <ul>{who.into_iter().map(|line| view! { <li>{line}</li> }).collect_any()}</ul>
                    </dd>
                    {bar
                        .is_critical
                        .then(|| {
                            view! {
                                <dt>{t!("Critical")}</dt>
                                <dd>{t!("A delay here delays the last date of the plan.")}</dd>
                            }
                        })}
                </dl>
            }
            .into_any()
        }
    }
    };
    let late = move || {
        let due = date(|by_hand| by_hand.due).get()?;
        let finish = bar.with(|bar| bar.as_ref().map(|bar| bar.finish))?;
        (due < finish).then(|| {
            view! {
                <p class="order-list__warning small">
                    {t!("The plan ends it on {}, after the due date. ", words::date(finish))}
                    <a href=Route::Open(session.with_now(|a| a.id.clone()), Page::WhatIf).href()>
                        {t!("What would help")}
                    </a>
                </p>
            }
        })
    };
    let pin = move || {
        let pin = bar.with(|bar| bar.as_ref()?.pin.clone())?;
        let words = desk.texts.with(|texts| lines::pin(texts, &pin));
        Some(if pin.is_fine() {
            view! { <p class="small">{words}</p> }.into_any()
        } else {
            view! { <p class="order-list__warning small">{words}</p> }.into_any()
        })
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="work-dates">
            <h2 id="work-dates">{t!("Dates")}</h2>
            {move || planned()}
            <div class="row row--top">
                <DateField
                    id="work-due"
                    label=t!("Due")
                    value=date(|by_hand| by_hand.due)
                    on_change=set_date(|by_hand| &mut by_hand.due)
                />
                <DateField
                    id="work-not-before"
                    label=t!("Not before")
                    value=date(|by_hand| by_hand.not_before)
                    on_change=set_date(|by_hand| &mut by_hand.not_before)
                />
                <DateField
                    id="work-pinned"
                    label=t!("Pinned to")
                    value=date(|by_hand| by_hand.pinned)
                    on_change=set_date(|by_hand| &mut by_hand.pinned)
                />
            </div>
            {move || late()}
            {move || pin()}
            <p class="muted small">
                {t!("\"Not before\" moves the plan, and \"Pinned to\" is the day on which it begins, such as one agreed with the auditors: the rest is planned around it. The due date moves nothing: you are told where the plan misses it.")}
            </p>
        </section>
    }
}

/// Who does which part from when to when.
fn parts(texts: &isms_gauge_core::texts::Texts, bar: &Bar) -> Vec<AnyView> {
    bar.parts
        .iter()
        .map(|part| {
            let role = texts.role(part.role);
            let line = t!(
                "{}: {} between {} and {}",
                role,
                words::day_range(part.half_days, part.half_days),
                words::date(part.start),
                words::date(part.finish)
            );
            with_english(&line, &[role])
        })
        .collect()
}

/// What would let it start earlier, in a few words.
fn help(why: &Why) -> Option<&'static str> {
    match why {
        Why::Busy(..) | Why::DayOff(_) => Some(t!(" More time of theirs would bring it forward.")),
        Why::Waiting(_) => Some(t!(" Only time helps: records have to accumulate.")),
        Why::NotBefore | Why::Pinned => Some(t!(" Set below.")),
        Why::Start | Why::After(_) => None,
    }
}

/// Who looks after it, and what else is to be said.
#[component]
fn OwnerAndNote(
    /// The piece of work.
    node: StoredValue<NodeId>,
) -> impl IntoView {
    let session = Session::expect();
    let text = move |read: fn(&Override) -> String| {
        Signal::derive(move || node.with_value(|node| with_hand(session, node, read)))
    };
    let names = move || {
        session.with(|a| {
            let named = a.plan.team.iter().filter(|member| !member.name.is_empty());
            named
                .map(|member| view! { <option value=member.name.clone()></option> })
                .collect_any()
        })
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="work-owner-heading">
            <h2 id="work-owner-heading">{t!("Owner and notes")}</h2>
            <TextField
                id="work-item-owner"
                label=t!("Owner")
                list=NAMES
                value=text(|by_hand| by_hand.owner.clone())
                on_change=move |owner: String| {
                    node.with_value(|node| {
                        change_work(session, node, |by_hand| owner.trim().clone_into(&mut by_hand.owner));
                    });
                }
            />
            <datalist id=NAMES>{move || names()}</datalist>
            <TextArea
                id="work-note"
                label=t!("Notes")
                value=text(|by_hand| by_hand.note.clone())
                on_change=move |note: String| {
                    node.with_value(|node| {
                        change_work(session, node, |by_hand| note.trim().clone_into(&mut by_hand.note));
                    });
                }
            />
        </section>
    }
}

/// An answer that a piece of work brings forward.
#[derive(Clone, Debug, PartialEq)]
struct Closes {
    question: QuestionId,
    rating: Option<Rating>,
    missing: Option<Missing>,
}

/// The answers that it works on, their done-when lists, and the gates behind them.
#[component]
fn Answers(
    /// The piece of work.
    node: StoredValue<NodeId>,
) -> impl IntoView {
    let session = Session::expect();
    let answers = Memo::new(move |_| {
        node.with_value(|node| {
            session.scorecard.with(|card| {
                session.gaps.with(|gaps| {
                    let readings = card.subclauses.iter().flat_map(|score| &score.readings);
                    readings
                        .filter(|reading| reading.question.work.contains(node))
                        .map(|reading| {
                            let id = &reading.question.id;
                            let gap = gaps.iter().find(|gap| gap.question.id == *id);
                            Closes {
                                question: id.clone(),
                                rating: reading.rating,
                                missing: gap.map(|gap| gap.missing),
                            }
                        })
                        .collect::<Vec<_>>()
                })
            })
        })
    });
    let keys = Memo::new(move |_| {
        answers.with(|all| {
            all.iter()
                .map(|one| one.question.clone())
                .collect::<Vec<_>>()
        })
    });
    let id = StoredValue::new(session.with_now(|a| a.id.clone()));
    let gates = move || {
        let gates = node
            .with_value(|node| with_work(session, node, |work: &Work<'static>| work.gates.clone()));
        gates
            .unwrap_or_default()
            .into_iter()
            .map(|gate| view! { <a href=gate_href(id, gate)>{gate.to_owned()}</a> " " })
            .collect_any()
    };
    let has_gates = move || {
        node.with_value(|node| with_work(session, node, |work| !work.gates.is_empty()))
            == Some(true)
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="work-answers">
            <h2 id="work-answers">{t!("What it closes")}</h2>
            <Show when=has_gates>
                <p>{t!("Readiness gates behind it: ")} {move || gates()}</p>
            </Show>
            <Show
                when=move || !keys.with(Vec::is_empty)
                fallback=|| {
                    view! {
                        <p class="muted">
                            {t!("No question is answered by it. It is over when it is marked as done.")}
                        </p>
                    }
                }
            >
                <ul class="fold-list">
                    <For each=move || keys.get() key=QuestionId::clone let:question>
                        <AnswerRow node=node question=question answers=answers />
                    </For>
                </ul>
            </Show>
        </section>
    }
}

#[component]
fn AnswerRow(
    /// The piece of work.
    node: StoredValue<NodeId>,
    /// The question.
    question: QuestionId,
    /// All answers of the work.
    answers: Memo<Vec<Closes>>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let page = question_page(session, &question);
    let href = Route::Open(session.with_now(|a| a.id.clone()), page).href();
    let dom_id = format!("closes-{}", question.as_str().replace('.', "-"));
    let question = StoredValue::new(question);
    let one = Memo::new(move |_| {
        answers.with(|all| {
            question
                .with_value(|question| all.iter().find(|one| one.question == *question).cloned())
        })
    });
    let title = move || {
        desk.texts
            .with(|texts| question.with_value(|question| lines::question(texts, question)))
    };
    let is_open = move || one.with(|one| one.as_ref().is_some_and(|one| one.missing.is_some()));
    let standing = move || {
        one.get().map(|one| {
            desk.texts.with(|texts| match one.missing {
                Some(missing) => {
                    let line = t!("Missing: {}", words::missing(texts, missing));
                    with_english(&line, &lines::levels(texts, missing))
                }
                None => lines::rating(texts, one.rating),
            })
        })
    };
    let points = move || {
        desk.texts.with(|texts| {
            let text = question.with_value(|question| {
                texts
                    .question(question)
                    .map(|text| text.action.done_when.clone())
            });
            text.unwrap_or_default()
        })
    };
    let is_ticked = move |place: u32| {
        node.with_value(|node| {
            with_hand(session, node, |by_hand| {
                question.with_value(|question| {
                    let ticked = by_hand.ticked.get(question);
                    ticked.is_some_and(|ticked| ticked.contains(&place))
                })
            })
        })
    };
    let tick = move |place: u32, is_on: bool| {
        node.with_value(|node| {
            change_work(session, node, |by_hand| {
                question.with_value(|question| by_hand.tick(question, place, is_on));
            });
        });
    };
    let point_id = dom_id.clone();
    let list = move || {
        (0_u32..)
            .zip(points())
            .map(|(place, point)| {
                let id = format!("{point_id}-{place}");
                view! {
                    <li class="finish__row">
                        <input
                            type="checkbox"
                            id=id.clone()
                            prop:checked=move || is_ticked(place)
                            on:change:target=move |event| tick(place, event.target().checked())
                        />
                        <label for=id lang=words::CATALOGUE>{point}</label>
                    </li>
                }
            })
            .collect_any()
    };
    view! {
        <li class="card work-answer">
            <p>
                <a href=href>{move || title()}</a>
                " "
                <Tag
                    text=Signal::derive(move || {
                        if is_open() { t!("Open") } else { t!("At target") }.to_owned()
                    })
                    tone=Signal::derive(move || if is_open() { Tone::Warn } else { Tone::Good })
                />
            </p>
            <p class="small">{move || standing()}</p>
            <fieldset class="stack stack--tight">
                <legend class="small">{t!("Done when")}</legend>
                <ul class="finish__list">{move || list()}</ul>
            </fieldset>
        </li>
    }
}
