//! One question with everything around it.

use isms_gauge_core::assessment::{Answer, Evidence, Rating};
use isms_gauge_core::catalogue::{Depth, GuidanceSource, Question, Subclause};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::texts::QuestionText;
use leptos::prelude::*;

use super::{Flow, card_id, choose};
use crate::components::{
    EvidenceItem, EvidenceList, Icon, IconName, LazyDetails, LevelRadios, TextArea, TextField,
};
use crate::desk::Desk;
use crate::pages::lines;
use crate::route::{Page, Route};
use crate::session::{Session, next_id};
use crate::view::{CollectAny, english, with_english};
use crate::words;

/// One question with everything around it.
#[component]
pub(super) fn QuestionCard(
    /// Its sub-clause.
    subclause: &'static Subclause,
    /// The question.
    question: &'static Question,
) -> impl IntoView {
    let desk = Desk::expect();
    let text = Memo::new(move |_| {
        desk.texts
            .with(|texts| texts.question(&question.id).cloned())
    });
    move || match text.get() {
        Some(text) => {
            view! { <LoadedCard subclause=subclause question=question text=text /> }.into_any()
        }
        None => {
            view! { <p class="muted" role="status">{t!("Loading the questions…")}</p> }.into_any()
        }
    }
}

#[component]
fn LoadedCard(
    /// Its sub-clause.
    subclause: &'static Subclause,
    /// The question.
    question: &'static Question,
    /// Its words.
    text: QuestionText,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let id = &question.id;
    let dom_id = card_id(id);
    let answer = session.answer(id);
    let chosen = Signal::derive(move || answer.with(|a| a.as_ref().and_then(|a| a.rating)));
    let flow = Flow::expect();
    let on_choose = Callback::new(move |rating: Rating| choose(session, flow, id, rating));
    let clear = move |_| {
        session.change_answer(id, |answer| {
            answer.rating = None;
            answer.on = None;
            answer.by.clear();
        })
    };
    let anchors: Vec<(String, String)> = desk.texts.with_untracked(|texts| {
        Level::ALL
            .into_iter()
            .map(|level| {
                (
                    texts.level(level).name.clone(),
                    text.anchor(level).to_owned(),
                )
            })
            .collect()
    });
    let is_flagged = move || answer.with(|a| a.as_ref().is_some_and(|a| a.flagged));
    let next = text.next.clone();
    let next_step = move || {
        let level = chosen.get().and_then(Rating::level)?;
        next.get(level.index())
            .map(|step| (step.clone(), level.steps() + 1))
    };
    let refs = (question.depth == Depth::Full).then(|| question.refs.join(", "));
    view! {
        <article class="question" id=dom_id.clone() tabindex="-1">
            {refs.map(|refs| view! { <p class="question__refs">{refs}</p> })}
            <LevelRadios
                id=dom_id.clone()
                prompt=text.text.clone()
                anchors=anchors
                offers_no_occasion=question.occasion
                chosen=chosen
                on_choose=on_choose
            />
            <FromQuick subclause=subclause question=question />
            {move || {
                next_step()
                    .map(|(step, level)| {
                        view! {
                            <p class="question__next">
                                <strong>{t!("To reach {}: ", level)}</strong>
                                {english(&step)}
                            </p>
                        }
                    })
            }}
            <div class="row">
                <button
                    type="button"
                    class="button button--quiet"
                    aria-pressed=move || is_flagged().to_string()
                    on:click=move |_| session.change_answer(id, |a| a.flagged = !a.flagged)
                >
                    <Icon name=IconName::Flag />
                    {move || if is_flagged() { t!("Flagged for later") } else { t!("Flag for later") }}
                </button>
                <Show when=move || chosen.get().is_some()>
                    <button type="button" class="button button--quiet" on:click=clear>
                        {t!("Clear answer")}
                    </button>
                </Show>
            </div>
            <LazyDetails class="question__help" summary=t!("Why it is asked, and what helps")>
                <QuestionHelp question=question text=text.clone() />
            </LazyDetails>
            <Proof question=question answer=answer dom_id=dom_id.clone() />
        </article>
    }
}

/// What the quick question said, where a full one is still open.
#[component]
fn FromQuick(
    /// Its sub-clause.
    subclause: &'static Subclause,
    /// The question.
    question: &'static Question,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let quick = subclause
        .questions
        .iter()
        .find(|quick| quick.depth == Depth::Quick && quick.id != question.id);
    let answer = session.answer(&question.id);
    let quick_answer = quick.map(|quick| session.answer(&quick.id));
    let said = Memo::new(move |_| {
        let rating = |answer: Memo<Option<Answer>>| answer.with(|a| a.as_ref()?.rating);
        match rating(answer) {
            None => rating(quick_answer?),
            Some(_) => None,
        }
    });
    let confirm = move |rating: Rating| {
        let evidence = session.with_now(|a| {
            quick
                .and_then(|quick| a.answers.get(&quick.id))
                .map(|a| a.evidence.clone())
        });
        session.change_answer(&question.id, |answer| {
            answer.rating = Some(rating);
            answer.on = Some(session.today);
            if answer.evidence.is_empty() {
                answer.evidence = evidence.unwrap_or_default();
            }
        });
    };
    move || {
        said.get().map(|rating| {
            let level = rating;
            let rating = desk.texts.with(|texts| lines::rating(texts, Some(level)));
            view! {
                <div class="question__quick">
                    <p>
                        {t!("Your quick answer on this sub-clause was ")}
                        <strong>{rating}</strong>
                        {t!(". It counts here until you confirm it or choose another.")}
                    </p>
                    <button type="button" class="button" on:click=move |_| confirm(level)>
                        <Icon name=IconName::Check />
                        {t!("Confirm")}
                    </button>
                </div>
            }
        })
    }
}

/// Why it is asked, what the guidance says, what an auditor would look at.
#[component]
fn QuestionHelp(
    /// The question.
    question: &'static Question,
    /// Its words.
    text: QuestionText,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let documents = question
        .documents
        .iter()
        .map(|id| {
            let page = Page::Documents(Some(id.clone()));
            let href = Route::Open(session.with_now(|a| a.id.clone()), page).href();
            let name = desk
                .texts
                .with_untracked(|texts| texts.document(id).to_owned());
            view! { <a lang=words::CATALOGUE href=href>{format!("{id} {name}")}</a> " " }
        })
        .collect_any();
    let source = match question.guidance_from {
        GuidanceSource::Iso27003 => t!("Guidance, our reading of ISO/IEC 27003:2017"),
        GuidanceSource::Ours => t!("Guidance of ours; ISO/IEC 27003:2017 has nothing on this"),
    };
    let result = t!(
        "Result: {}. Our estimate for up to 50 people: {}.",
        text.action.deliverable,
        words::effort(question.effort)
    );
    view! {
            <dl class="facts">
                <dt>{t!("Why it matters")}</dt>
                <dd lang=words::CATALOGUE>{text.why}</dd>
                <dt>{source}</dt>
                <dd lang=words::CATALOGUE>{text.guidance}</dd>
                <dt>{t!("What an auditor would ask to see")}</dt>
                <dd>
                    <ul lang=words::CATALOGUE>
                        {text.evidence.into_iter().map(|line| view! { <li>{line}</li> }).collect_any()}
                    </ul>
                </dd>
                <dt>{t!("In a small firm")}</dt>
                <dd lang=words::CATALOGUE>{text.tip}</dd>
                {text
                    .finding
                    .map(|finding| {
                        view! {
                            <dt>{t!("What auditors often find")}</dt>
                            <dd lang=words::CATALOGUE>{finding}</dd>
                        }
                    })}
                <dt>{t!("What closes it")}</dt>
                <dd>
                    <strong lang=words::CATALOGUE>{text.action.title}</strong>
                    <ul lang=words::CATALOGUE>
                        {text
                            .action
                            .done_when
                            .into_iter()
                            .map(|line| view! { <li>{line}</li> })
                            .collect_any()}
                    </ul>
                    <p class="muted small">
                        {with_english(&result, &[&text.action.deliverable])}
                    </p>
                </dd>
                {(!question.documents.is_empty())
                    .then(|| {
                        view! {
                            <dt>{t!("Documents that prove it")}</dt>
                            <dd>{documents}</dd>
                        }
                    })}
                <dt>{t!("Kind")}</dt>
                <dd>
                    {words::kind(question.kind)} ". " <a href=Route::Glossary.href()>{t!("Glossary")}</a>
                </dd>
            </dl>
    }
}

/// Evidence, owner and note.
#[component]
fn Proof(
    /// The question.
    question: &'static Question,
    /// What was said to it.
    answer: Memo<Option<Answer>>,
    /// From which the ids of the fields are made.
    dom_id: String,
) -> impl IntoView {
    let session = Session::expect();
    let id = &question.id;
    let item = |id: &String, record: &Evidence| EvidenceItem {
        id: id.clone(),
        title: record.title.clone(),
        detail: [
            record.place.clone(),
            record.date.map(words::date).unwrap_or_default(),
        ]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", "),
    };
    let records = move |is_used: bool| {
        Memo::new(move |_| {
            let used = answer.with(|a| a.as_ref().map(|a| a.evidence.clone()).unwrap_or_default());
            session.with(|a| {
                a.evidence
                    .iter()
                    .filter(|(id, _)| used.contains(id) == is_used)
                    .map(|(id, record)| item(id, record))
                    .collect::<Vec<_>>()
            })
        })
    };
    let (used, others) = (records(true), records(false));
    let on_add = Callback::new(move |(title, place, date)| {
        let record_id = session.with_now(|a| next_id("E", a.evidence.keys()));
        let mut changed = session.with_now(|a| a.answers.get(id).cloned().unwrap_or_default());
        changed.evidence.push(record_id.clone());
        let record = Evidence {
            title,
            place,
            date,
            ..Evidence::default()
        };
        session.dispatch(Edit::Together(vec![
            Edit::Evidence(record_id, Some(record)),
            Edit::Answer(id.clone(), Some(changed)),
        ]));
    });
    let on_use = Callback::new(move |record: String| {
        session.change_answer(id, |answer| answer.evidence.push(record));
    });
    let on_drop = Callback::new(move |record: String| {
        session.change_answer(id, |answer| {
            answer.evidence.retain(|other| *other != record)
        });
    });
    let text = move |read: fn(&Answer) -> &String| {
        Signal::derive(move || {
            answer.with(|a| a.as_ref().map(|a| read(a).clone()).unwrap_or_default())
        })
    };
    let fields_id = StoredValue::new(dom_id);
    let summary = move || {
        let n = answer.with(|a| a.as_ref().map_or(0, |a| a.evidence.len()));
        if n == 0 {
            t!("Evidence, owner and note").to_owned()
        } else {
            t!("Evidence ({}), owner and note", n)
        }
    };
    view! {
        <LazyDetails class="question__proof" summary=Signal::derive(summary)>
            <EvidenceList
                id=fields_id.get_value()
                items=used
                others=others
                on_add=on_add
                on_use=on_use
                on_drop=on_drop
            />
            <div class="form-grid">
                <TextField
                    id=format!("{}-owner", fields_id.get_value())
                    label=t!("Owner: who looks after it")
                    value=text(|a| &a.owner)
                    on_change=Callback::new(move |owner: String| {
                        session.change_answer(id, |a| a.owner = owner.trim().to_owned());
                    })
                />
                <TextArea
                    id=format!("{}-note", fields_id.get_value())
                    label=t!("Note")
                    value=text(|a| &a.note)
                    on_change=Callback::new(move |note: String| {
                        session.change_answer(id, |a| a.note = note.trim().to_owned());
                    })
                />
            </div>
        </LazyDetails>
    }
}
