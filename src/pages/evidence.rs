//! The evidence ledger: every record once, with what it proves, and what goes stale when.

use chrono::{Days, NaiveDate};
use isms_gauge_core::assessment::Evidence as Record;
use isms_gauge_core::catalogue::QuestionId;
use isms_gauge_core::edit::Edit;
use isms_gauge_core::ledger::{Age, StaleKind, age, backing, stale_by};
use leptos::prelude::*;

use super::links::question_page;
use crate::browser::page;
use crate::components::{
    ChoiceField, DateField, Editing, FoldRow, Icon, IconName, PageHeading, Tag, TextField, Tone,
};
use crate::desk::Desk;
use crate::pages::lines;
use crate::route::{Page, Route};
use crate::session::{Session, in_order, next_id};
use crate::view::CollectAny;
use crate::words;

/// How far ahead is looked where the plan has no audit.
const USUAL_DAYS: u64 = 182;

/// Lists the records.
#[component]
pub fn Evidence(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let id = StoredValue::new(id);
    let opened = RwSignal::new(None::<String>);
    let ids = Memo::new(move |_| session.with(|a| in_order(a.evidence.keys())));
    let add = move |_| {
        let record = session.with_now(|a| next_id("E", a.evidence.keys()));
        opened.set(Some(record.clone()));
        session.dispatch(Edit::Evidence(record.clone(), Some(Record::default())));
        let head = format!("{}-head", row_id(&record));
        page::focus_soon(head);
    };
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text=t!("Evidence")
                lead=t!("Every record once, with the answers that it proves. Name it, say where it lies; the file itself stays where it is.")
            />
            <Backing />
            <Stale id=id />
            <section class="stack stack--tight" aria-labelledby="ledger">
                <div class="row row--apart">
                    <h2 id="ledger">
                        {move || words::count(ids.with(Vec::len), m!("record"), m!("records"))}
                    </h2>
                    <Editing>
                        <button type="button" class="button" on:click=add>
                            <Icon name=IconName::Plus />
                            {t!("Add a record")}
                        </button>
                    </Editing>
                </div>
                <Show
                    when=move || !ids.with(Vec::is_empty)
                    fallback=|| {
                        view! {
                            <p class="muted">
                                {t!("No record yet. Add one here, or name it while you answer a question.")}
                            </p>
                        }
                    }
                >
                    <ul class="fold-list">
                        <For each=move || ids.get() key=String::clone let:record>
                            <RecordRow
                                is_open=opened
                                    .with_untracked(|opened| opened.as_ref() == Some(&record))
                                record_id=record
                                id=id
                            />
                        </For>
                    </ul>
                </Show>
            </section>
        </div>
    }
}

fn row_id(id: &str) -> String {
    format!("record-{id}")
}

/// How much of the levels stands on current evidence.
#[component]
fn Backing() -> impl IntoView {
    let session = Session::expect();
    let all = Memo::new(move |_| {
        session.with(|a| {
            session.scorecard.with(|card| {
                let readings = card.subclauses.iter().flat_map(|s| &s.readings);
                backing(a, readings, session.today)
            })
        })
    });
    let headline = move || {
        all.with(|all| {
            if all.stated.whole == 0 {
                return t!("No level is given yet, so there is nothing to back.").to_owned();
            }
            t!(
                "Mean level {}, of which {} is backed by current evidence.",
                words::mean(all.stated.part, all.stated.whole),
                words::mean(all.backed.part, all.backed.whole)
            )
        })
    };
    let detail = move || {
        all.with(|all| {
            t!("Of {}: {} with current evidence, {} with evidence over a year old, {} with evidence without a usable date, {} with none.", words::count(all.stated.whole as usize, m!("rated question"), m!("rated questions")), all.n_current, all.n_old, all.n_undated, all.n_bare)
        })
    };
    view! {
        <section class="card stack stack--tight" aria-labelledby="backing">
            <h2 id="backing">{move || headline()}</h2>
            <p class="muted">{move || detail()}</p>
            <p class="muted small">
                {t!("Evidence counts as current for a year: that is our figure, the longest time between two visits of an auditor. Age lowers the colour of a gate, never the level that you stated. The mean is for trend only.")}
            </p>
        </section>
    }
}

/// What goes stale before a day.
#[component]
fn Stale(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let chosen = RwSignal::new(None::<NaiveDate>);
    let usual = move || {
        let audit = session
            .roadmap
            .with(|roadmap| Some(roadmap.as_ref().ok()?.stage_2?.likely));
        audit
            .or(session.today.checked_add_days(Days::new(USUAL_DAYS)))
            .unwrap_or(session.today)
    };
    let day = Memo::new(move |_| chosen.get().unwrap_or_else(usual));
    let rows = move || {
        let day = day.get();
        session.with(|a| {
                session.scorecard.with(|card| {
                let all = stale_by(a, card, day);
                if all.is_empty() {
                    return view! { <p>{t!("Nothing that you lean on goes stale before that day.")}</p> }
                        .into_any();
                }
                let item = |stale: &isms_gauge_core::ledger::Stale<'_, '_>| {
                    let (name, page, what) = match stale.what {
                        StaleKind::Record => (
                            a.evidence.get(stale.id).map_or("", |r| r.title.as_str()).to_owned(),
                            None,
                            t!("over a year old from"),
                        ),
                        StaleKind::Review => (
                            desk.texts.with(|texts| texts.document(stale.id).to_owned()),
                            Some(Page::Documents(Some(stale.id.to_owned()))),
                            t!("review overdue from"),
                        ),
                    };
                    let name = format!("{} {name}", stale.id);
                    let name = match page {
                        Some(page) => {
                            let href = Route::Open(id.get_value(), page).href();
                            view! { <a lang=words::CATALOGUE href=href>{name}</a> }.into_any()
                        }
                        None => view! { <bdi>{name}</bdi> }.into_any(),
                    };
                    let is_now = stale.on <= session.today;
                    let rest = format!(
                        ": {what} {}; {}.",
                        words::date(stale.on),
                        match stale.questions.len() {
                            1 => t!("one answer leans on it").to_owned(),
                            n => t!("{} answers lean on it", n),
                        }
                    );
                    view! {
                        <li>
                            <Tag
                                text=if is_now { t!("Stale") } else { t!("Soon") }
                                tone=if is_now { Tone::Bad } else { Tone::Warn }
                            />
                            <span>{name} {rest}</span>
                        </li>
                    }
                };
                view! { <ul class="facts-found">{all.iter().map(item).collect_any()}</ul> }
                    .into_any()
            })
            })
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="stale">
            <h2 id="stale">{t!("What goes stale before the audit")}</h2>
            <DateField
                id="stale-day"
                label=t!("Audit on")
                value=Signal::derive(move || Some(day.get()))
                on_change=move |day| chosen.set(day)
            />
            {move || rows()}
        </section>
    }
}

#[component]
fn RecordRow(
    /// The record's id.
    record_id: String,
    /// The assessment's id.
    id: StoredValue<String>,
    /// Whether it is open at first.
    is_open: bool,
) -> impl IntoView {
    let session = Session::expect();
    let record = {
        let id = record_id.clone();
        Memo::new(move |_| session.with(|a| a.evidence.get(&id).cloned().unwrap_or_default()))
    };
    let used = {
        let id = record_id.clone();
        Memo::new(move |_| {
            session.with(|a| {
                let using = a
                    .answers
                    .iter()
                    .filter(|(_, answer)| answer.evidence.contains(&id));
                using
                    .map(|(question, _)| question.clone())
                    .collect::<Vec<_>>()
            })
        })
    };
    let aged = Memo::new(move |_| record.with(|r| age(r.date, session.today)));
    let name = move || match record.with(|r| r.title.trim().to_owned()) {
        title if title.is_empty() => t!("What is it?").to_owned(),
        title => title,
    };
    let title = view! {
        <span class="fold-row__number">{record_id.clone()}</span>
        <span class="fold-row__name"><bdi>{move || name()}</bdi></span>
        <span class="muted small">
            {move || match used.with(Vec::len) {
                0 => t!("proves nothing yet").to_owned(),
                n => t!("proves {}", words::count(n, m!("answer"), m!("answers"))),
            }}
        </span>
        <Tag
            text=Signal::derive(move || words::age(aged.get()).to_owned())
            tone=Signal::derive(move || match aged.get() {
                Age::Current(_) => Tone::Good,
                Age::Undated | Age::Ahead | Age::Old(_) => Tone::Warn,
            })
        />
    }
    .into_any();
    view! {
        <FoldRow id=row_id(&record_id) title=title is_open=is_open>
            <RecordBody record_id=record_id.clone() record=record used=used id=id />
        </FoldRow>
    }
}

#[component]
fn RecordBody(
    /// The record's id.
    record_id: String,
    /// What stands there.
    record: Memo<Record>,
    /// The questions whose answers name it.
    used: Memo<Vec<QuestionId>>,
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let row = row_id(&record_id);
    let field = move |name: &str| format!("{row}-{name}");
    let record_id = StoredValue::new(record_id);
    let change = move |change: &dyn Fn(&mut Record)| {
        let mut changed = record.get_untracked();
        change(&mut changed);
        session.dispatch(Edit::Evidence(record_id.get_value(), Some(changed)));
    };
    let text = move |read: fn(&Record) -> &String| {
        Signal::derive(move || record.with(|record| read(record).clone()))
    };
    let without = move |question: &QuestionId| {
        session.change_answer(question, |answer| {
            record_id.with_value(|id| answer.evidence.retain(|other| other != id));
        });
    };
    let proves = move || {
        used.get()
            .into_iter()
            .map(|question| {
                let href = Route::Open(id.get_value(), question_page(session, &question)).href();
                let words = desk.texts.with(|texts| lines::question(texts, &question));
                let name = question.to_string();
                view! {
                    <li>
                        <a href=href>{words}</a>
                        " "
                        <button
                            type="button"
                            class="button button--quiet"
                            on:click=move |_| without(&question)
                        >
                            {t!("Take off")}
                            <span class="visually-hidden">{name}</span>
                        </button>
                    </li>
                }
            })
            .collect_any()
    };
    let others = move || {
        session.scorecard.with_untracked(|card| {
            let readings = card.subclauses.iter().flat_map(|s| &s.readings);
            std::iter::once((String::new(), t!("Choose a question").to_owned()))
                .chain(readings.map(|reading| {
                    let id = &reading.question.id;
                    (
                        id.to_string(),
                        desk.texts.with_untracked(|t| words::question(t, id)),
                    )
                }))
                .collect::<Vec<_>>()
        })
    };
    let of_catalogue: fn(&str) -> bool = |value| !value.is_empty();
    let attach = move |chosen: String| {
        if let Ok(question) = QuestionId::new(&chosen) {
            session.change_answer(&question, |answer| {
                let id = record_id.get_value();
                if !answer.evidence.contains(&id) {
                    answer.evidence.push(id);
                }
            });
        }
    };
    let delete = move |_| {
        let id = record_id.get_value();
        let mut edits: Vec<Edit> = session.with_now(|a| {
            let using = used.get_untracked().into_iter();
            using
                .filter_map(|question| {
                    let mut answer = a.answers.get(&question)?.clone();
                    answer.evidence.retain(|other| *other != id);
                    Some(Edit::Answer(question, Some(answer)))
                })
                .collect()
        });
        edits.push(Edit::Evidence(id.clone(), None));
        session.dispatch(Edit::Together(edits));
        desk.say(
            t!("Record {} deleted", id),
            Some(std::sync::Arc::new(move || session.undo())),
        );
    };
    view! {
        <div class="form-grid">
            <TextField
                id=field("title")
                label=t!("What it is")
                value=text(|r| &r.title)
                on_change=move |text: String| change(&|r| text.trim().clone_into(&mut r.title))
            />
            <TextField
                id=field("place")
                label=t!("Where it is kept")
                value=text(|r| &r.place)
                on_change=move |text: String| change(&|r| text.trim().clone_into(&mut r.place))
            />
            <DateField
                id=field("date")
                label=t!("Its date")
                value=Signal::derive(move || record.with(|r| r.date))
                on_change=move |day| change(&|r| r.date = day)
            />
            <TextField
                id=field("seen")
                label=t!("Seen by")
                hint=t!("Who has looked at it. Seen is more than said.")
                value=text(|r| &r.seen_by)
                on_change=move |text: String| change(&|r| text.trim().clone_into(&mut r.seen_by))
            />
        </div>
        <h3>{t!("What it proves")}</h3>
        <ul class="bullets">{move || proves()}</ul>
        <div class="row row--apart">
            <ChoiceField
                id=field("attach")
                label=t!("It proves another answer")
                options=others()
                is_english=of_catalogue
                value=Signal::derive(String::new)
                on_change=attach
            />
            <button type="button" class="button button--quiet" on:click=delete>
                <Icon name=IconName::Bin />
                {t!("Delete")}
            </button>
        </div>
    }
}
