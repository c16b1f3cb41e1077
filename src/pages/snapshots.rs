//! Frozen states: take one, look at one, and the trend over them.

use std::sync::Arc;

use isms_gauge_core::assessment::{Assessment, Snapshot};
use isms_gauge_core::compare::{TrendPoint, trend};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::snapshot::{fingerprint, freeze, short};
use leptos::prelude::*;

use super::state::{StageTags, StateView};
use crate::browser::{location, page};
use crate::components::{
    ChartFigure, Icon, IconName, Notice, PageHeading, TableView, TextField, Tone,
};
use crate::desk::Desk;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// Lists the snapshots, or shows one.
#[component]
pub fn Snapshots(
    /// The assessment's id.
    id: String,
    /// The one to look at.
    snapshot: Option<String>,
) -> impl IntoView {
    match snapshot {
        Some(snapshot) => view! { <One id=id snapshot=snapshot /> }.into_any(),
        None => view! { <All id=id /> }.into_any(),
    }
}

#[component]
fn All(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let id = StoredValue::new(id);
    let points = session.later(move |a| trend(session.catalogue, a, session.today));
    let rows = move || {
        points.with(|points| {
            let points = points.as_ref()?;
            let row = |point: &TrendPoint| {
                view! { <Row id=id.get_value() point=point.clone() /> }
            };
            Some(points.iter().rev().map(row).collect_any())
        })
    };
    let figure = Memo::new(move |_| {
        points.with(|points| {
            let points = points.as_ref()?;
            desk.texts
                .with(|texts| isms_gauge_charts::trend(texts, points))
        })
    });
    let part = move |read: fn(&isms_gauge_charts::Figure) -> &String| {
        Signal::derive(move || {
            figure.with(|figure| figure.as_ref().map(read).cloned().unwrap_or_default())
        })
    };
    let chart = move || {
        figure.with(Option::is_some).then(|| {
            let table = figure.with(|f| f.as_ref().map(|f| f.table.clone()).unwrap_or_default());
            view! {
                <section class="stack" aria-labelledby="snapshots-trend">
                    <h2 id="snapshots-trend">{t!("Trend")}</h2>
                    <ChartFigure finding=part(|f| &f.finding) svg=part(|f| &f.svg)>
                        <TableView table=table.clone() />
                    </ChartFigure>
                    <ul class="chart-key">
                        <li data-ink="mean">{t!("Mean of all questions")}</li>
                        <li data-ink="lowest">{t!("Mean of the clause furthest behind")}</li>
                        <li data-ink="target">{t!("Its target")}</li>
                    </ul>
                    <p class="muted small">
                        {t!("Means show the direction only; the lowest level decides.")}
                    </p>
                </section>
            }
        })
    };
    let list = move || {
        view! {
            <section class="stack" aria-labelledby="snapshots-list">
                <div class="row row--apart">
                    <h2 id="snapshots-list">{t!("All states")}</h2>
                    <a class="button" href=Route::Open(id.get_value(), Page::Compare(None)).href()>
                        {t!("Compare two states")}
                    </a>
                </div>
                <ul class="states">{move || rows()}</ul>
            </section>
        }
    };
    // What is worked out a moment later comes in one piece, so that nothing moves.
    let is_there = Memo::new(move |_| points.with(Option::is_some));
    let all = move || match is_there.get() {
        true => view! { {chart} {list()} }.into_any(),
        false => view! { <p class="muted" role="status">{t!("Opening...")}</p> }.into_any(),
    };
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text=t!("Snapshots")
                lead=t!("States that stay as they were on their day, to compare with and to come back to.")
            />
            <TakeOne />
            {move || all()}
        </div>
    }
}

/// Freezes the present state.
#[component]
fn TakeOne() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let name = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let take = move |_| {
        let shown = match name.get_untracked().trim() {
            "" => words::date(session.today),
            name => name.to_owned(),
        };
        let (id, snapshot) =
            session.with_now(|a| freeze(a, &shown, &reason.get_untracked(), session.today));
        session.dispatch(Edit::Snapshot(id, Some(snapshot)));
        name.set(String::new());
        reason.set(String::new());
        desk.say(t!("Snapshot taken"), Some(Arc::new(move || session.undo())));
    };
    view! {
        <section class="card stack no-print" aria-labelledby="snapshots-take">
            <h2 id="snapshots-take">{t!("Take a snapshot")}</h2>
            <div class="form-grid">
                <TextField
                    id="snapshot-name"
                    label=t!("Name")
                    hint=t!("Such as: before the internal audit")
                    value=name
                    on_change=move |text: String| name.set(text.trim().to_owned())
                />
                <TextField
                    id="snapshot-reason"
                    label=t!("Reason")
                    hint=t!("What has changed since the last one")
                    value=reason
                    on_change=move |text: String| reason.set(text.trim().to_owned())
                />
            </div>
            <div>
                <button type="button" class="button button--main" on:click=take>
                    <Icon name=IconName::Clock />
                    {t!("Take a snapshot")}
                </button>
            </div>
        </section>
    }
}

/// One state in the list.
#[component]
fn Row(
    /// The assessment's id.
    id: String,
    /// The state.
    point: TrendPoint,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let Some(snapshot) = point.id else {
        let print = session.with_now(fingerprint);
        return view! {
            <li class="card states__one">
                <div class="states__what">
                    <h3>{t!("Now")}</h3>
                    {point.standing.ok().map(|now| view! { <StageTags standing=now /> })}
                    <p class="muted small">{t!("Fingerprint ")} {short(&print)}</p>
                </div>
            </li>
        }
        .into_any();
    };
    let kept = session.with_now(|a| a.snapshots.get(&snapshot).cloned());
    let print = kept.as_ref().map(|s| short(&s.sha256)).unwrap_or_default();
    let taken = kept.as_ref().map(|s| words::date(s.taken));
    let look = Route::Open(id.clone(), Page::Snapshots(Some(snapshot.clone()))).href();
    let compare = Route::Open(id, Page::Compare(Some(snapshot.clone()))).href();
    let is_readable = point.standing.is_ok();
    let about = match point.standing {
        Ok(standing) => {
            let answered = t!(
                "{} of {} answered",
                standing.overall.n_answered,
                standing.overall.n_asked
            );
            view! {
                <p class="small">{answered}</p>
                <StageTags standing=standing />
            }
            .into_any()
        }
        Err(fault) => view! { <p class="small">{fault.to_string()}</p> }.into_any(),
    };
    let name = if point.name.is_empty() {
        t!("Without a name").to_owned()
    } else {
        point.name
    };
    let shown = name.clone();
    let delete = {
        move |_| {
            session.dispatch(Edit::Snapshot(snapshot.clone(), None));
            desk.say(
                t!("Snapshot deleted"),
                Some(Arc::new(move || session.undo())),
            );
        }
    };
    view! {
        <li class="card states__one">
            <div class="states__what">
                <h3>
                    <a href=look>
                        <bdi>{name}</bdi>
                    </a>
                </h3>
                <p class="small muted">
                    {taken} {t!(" · Fingerprint ")} <bdi translate="no">{print}</bdi>
                </p>
                {(!point.reason.is_empty())
                    .then(|| {
                        view! {
                            <p class="small">
                                <bdi>{point.reason}</bdi>
                            </p>
                        }
                    })}
                {about}
            </div>
            <div class="row">
                {is_readable
                    .then(|| {
                        view! {
                            <a class="button button--quiet" href=compare>
                                {t!("Compare with now")}
                                <span class="visually-hidden">": " {shown.clone()}</span>
                            </a>
                        }
                    })}
                <button type="button" class="button button--quiet" on:click=delete>
                    {t!("Delete")}
                    <span class="visually-hidden">" " {shown.clone()}</span>
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// One snapshot, only to be looked at.
#[component]
fn One(
    /// The assessment's id.
    id: String,
    /// The snapshot's id.
    snapshot: String,
) -> impl IntoView {
    let session = Session::expect();
    let back = Route::Open(id.clone(), Page::Snapshots(None)).href();
    let compare = Route::Open(id, Page::Compare(Some(snapshot.clone()))).href();
    let Some(found) = session.with_now(|a| a.snapshots.get(&snapshot).cloned()) else {
        return view! {
            <div class="stack">
                <PageHeading text=t!("Snapshot") />
                <Notice tone=Tone::Warn title=t!("This snapshot is not here")>
                    <p>
                        {t!("It was deleted, or it stands in another copy of the file. ")}
                        <a href=back>{t!("All snapshots")}</a>
                    </p>
                </Notice>
            </div>
        }
        .into_any();
    };
    let lead = t!(
        "As it was on {}; fingerprint {}.",
        words::date(found.taken),
        short(&found.sha256)
    );
    let title = if found.name.is_empty() {
        t!("Snapshot").to_owned()
    } else {
        found.name.clone()
    };
    let content = match found.open() {
        Err(fault) => view! {
            <Notice tone=Tone::Bad title=t!("It is not shown")>
                <p>{fault.to_string()}</p>
            </Notice>
        }
        .into_any(),
        Ok(state) => {
            view! { <Shown state=state snapshot=found.clone() compare=compare /> }.into_any()
        }
    };
    view! {
        <div class="stack">
            <PageHeading text=title lead=lead />
            {(!found.reason.is_empty())
                .then(|| {
                    view! {
                        <p>
                            <bdi>{found.reason}</bdi>
                        </p>
                    }
                })}
            {content}
            <p>
                <a href=back>{t!("All snapshots")}</a>
            </p>
        </div>
    }
    .into_any()
}

/// A state that can be read, with what can be done with it.
#[component]
fn Shown(
    /// The state.
    state: Assessment,
    /// Its snapshot.
    snapshot: Snapshot,
    /// Where it is compared.
    compare: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let on = snapshot.taken;
    let copy = StoredValue::new(state.clone());
    let as_new = move |_| {
        let mut new = copy.get_value();
        new.id = page::new_id();
        new.profile.organisation = format!("{} ({on})", new.profile.organisation.trim());
        match desk.keep(&new) {
            Ok(()) => location::go(&Route::Open(new.id, Page::Overview).to_string()),
            Err(fault) => desk.say(fault.message(), None),
        }
    };
    view! {
        <div class="stack">
            <Notice tone=Tone::Neutral title=t!("Read-only")>
                <p>{t!("A snapshot never changes. Open it as a new assessment to go on from here.")}</p>
            </Notice>
            <div class="row">
                <a class="button button--main" href=compare>
                    {t!("Compare with now")}
                </a>
                <button type="button" class="button" on:click=as_new>
                    {t!("Open as a new assessment")}
                </button>
            </div>
            <StateView assessment=state on=on />
        </div>
    }
}
