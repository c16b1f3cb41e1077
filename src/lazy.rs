//! The parts of the app that are fetched when somebody first goes there. The start page, which
//! everybody waits for, stays small however much the rest grows.
//!
//! Each part is a function whose name the splitter finds in the wasm. What only it reaches goes
//! into a file of its own; its views are made in the very call that shows them.
#![allow(
    unsafe_code,
    reason = "the split functions are linked by name, which the compiler cannot check"
)]

use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::language::tr;
use isms_gauge_core::texts::Texts;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use leptos::html::Div;
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::browser::{pace, page};
use crate::components::{Notice, Tone};
use crate::desk::{Desk, FullTexts, questions};
use crate::files::Files;
use crate::open::OpenAssessment;
use crate::pages::{self, Beginning};
use crate::route::{Page, Route};

/// What is said where a part does not come.
const NOT_FETCHED: &str = m!("This part of the app could not be fetched");

/// The pages of one assessment.
#[wasm_split(assessment, fallible, preload(load_assessment))]
fn assessment_part(id: String, route: RwSignal<Route>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <OpenAssessment id=id route=route /> }.into_any())
}

/// The assessments on this device.
#[wasm_split(shelf, fallible, preload(load_shelf))]
fn shelf_part() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <pages::Shelf /> }.into_any())
}

/// Every copy on this device.
#[wasm_split(shelf, fallible, preload(load_recovery))]
fn recovery_part() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <pages::Recovery /> }.into_any())
}

/// What reads the questions.
#[wasm_split(questions, fallible)]
fn questions_part(text: String) -> Result<Result<(Catalogue, Texts), String>, SplitLoaderError> {
    Ok(questions::read(&text))
}

/// Reads the questions and their words.
///
/// # Errors
/// Where they cannot be read, or what reads them could not be fetched.
pub async fn read_questions(text: String) -> Result<(Catalogue, Texts), String> {
    let read = questions_part(text).await;
    read.unwrap_or_else(|_| Err(tr(NOT_FETCHED).to_owned()))
}

/// How an assessment begins.
#[wasm_split(shelf, fallible)]
fn begin_part(desk: Desk, beginning: Beginning) -> Result<(), SplitLoaderError> {
    pages::begin(desk, beginning);
    Ok(())
}

/// The pages to read.
#[wasm_split(reading, fallible, preload(load_reading))]
fn reading_part(route: Route) -> Result<AnyView, SplitLoaderError> {
    Ok(match route {
        Route::Glossary => view! { <pages::Glossary /> }.into_any(),
        Route::Method => view! { <pages::Method /> }.into_any(),
        Route::Privacy => view! { <pages::Privacy /> }.into_any(),
        Route::About => view! { <pages::About /> }.into_any(),
        Route::Changes => view! { <pages::Changes /> }.into_any(),
        _ => view! { <pages::Style /> }.into_any(),
    })
}

/// The pages with long lists.
#[wasm_split(lists, fallible, preload(load_lists))]
fn lists_part(id: String, page: Page) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Page::Report => view! { <pages::Report /> }.into_any(),
        Page::Interviews => view! { <pages::Interviews id=id /> }.into_any(),
        Page::Readiness(gate) => view! { <pages::Readiness id=id gate=gate /> }.into_any(),
        Page::Score(scope) => view! { <pages::Score id=id scope=scope /> }.into_any(),
        Page::Evidence => view! { <pages::Evidence id=id /> }.into_any(),
        Page::Findings(row) => view! { <pages::Findings row=row /> }.into_any(),
        Page::Checks => view! { <pages::Checks id=id /> }.into_any(),
        Page::Documents(row) => view! { <pages::Documents id=id row=row /> }.into_any(),
        Page::Controls(row) => view! { <pages::Controls id=id row=row /> }.into_any(),
        _ => view! { <pages::Gaps id=id /> }.into_any(),
    })
}

/// The charts.
#[wasm_split(charts, fallible, preload(load_charts))]
fn charts_part() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <pages::Charts /> }.into_any())
}

/// The plan with dates.
#[wasm_split(plan, fallible, preload(load_plan))]
fn plan_part(id: String) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <pages::Roadmap id=id /> }.into_any())
}

/// The people and figures of the plan, the work as it goes, and other plans beside the present one.
#[wasm_split(work, fallible, preload(load_work))]
fn work_part(id: String, page: Page) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Page::Profile => view! { <pages::Profile id=id /> }.into_any(),
        Page::WhatIf => view! { <pages::WhatIf id=id /> }.into_any(),
        Page::Work(Some(node)) => view! { <pages::WorkItem id=id node=node /> }.into_any(),
        _ => view! { <pages::WorkList id=id /> }.into_any(),
    })
}

/// What carries assessments to others, to other days and back.
#[wasm_split(carry, fallible, preload(load_carry))]
fn carry_part(route: Route) -> Result<AnyView, SplitLoaderError> {
    let content = move || match route.clone() {
        Route::Rollup => view! { <pages::Rollup /> }.into_any(),
        Route::Open(id, Page::Data) => view! { <pages::Data id=id /> }.into_any(),
        Route::Open(id, Page::Packs) => view! { <pages::Packs id=id /> }.into_any(),
        Route::Open(id, Page::Merge) => view! { <pages::Merge id=id /> }.into_any(),
        Route::Open(id, Page::Snapshots(snapshot)) => {
            view! { <pages::Snapshots id=id snapshot=snapshot /> }.into_any()
        }
        Route::Open(id, Page::Compare(snapshot)) => {
            view! { <pages::Compare id=id snapshot=snapshot /> }.into_any()
        }
        _ => view! { <pages::Import /> }.into_any(),
    };
    Ok(pages::with_shelf(content))
}

/// All assessments of this device as one file.
#[wasm_split(carry, fallible)]
fn back_up_part(desk: Desk, files: Files) -> Result<(), SplitLoaderError> {
    pages::back_up(desk, files);
    Ok(())
}

/// Hands out all assessments of this device as one file.
pub fn back_up(desk: Desk, files: Files) {
    pace::spawn(async move {
        if back_up_part(desk, files).await.is_err() {
            desk.say(tr(NOT_FETCHED), None);
        }
    });
}

/// What carries assessments to others, to other days and back: import, export, merge, packs,
/// snapshots, comparison, roll-up.
pub fn carry(route: Route) -> AnyView {
    let part = move || now(carry_part(route.clone()));
    shown_when_there(load_carry(), part, |content| content)
}

/// Whatever has long lists: the verdict in full, gaps, cross-checks, documents, controls, evidence,
/// findings, the arithmetic of a score, or the report.
pub fn lists(id: String, page: Page) -> AnyView {
    let part = move || now(lists_part(id.clone(), page.clone()));
    shown_when_there(load_lists(), part, |content| content)
}

/// The charts.
pub fn charts() -> AnyView {
    shown_when_there(load_charts(), || now(charts_part()), |content| content)
}

/// The plan with dates.
pub fn plan(id: String) -> AnyView {
    let part = move || now(plan_part(id.clone()));
    shown_when_there(load_plan(), part, |content| content)
}

/// The assessments on this device.
pub fn shelf() -> AnyView {
    when_near(|| shown_when_there(load_shelf(), || now(shelf_part()), |content| content))
}

/// Every copy on this device, to choose by hand.
pub fn recovery() -> AnyView {
    let part = || now(recovery_part());
    shown_when_there(load_recovery(), part, |content| content)
}

/// What lies below what everybody sees first: on a phone, a third of what the first page would
/// fetch, for those who begin at its top and never look there.
fn when_near(content: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let is_near = RwSignal::new(false);
    let place = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            page::when_near(&place, move || {
                // The page may have been left meanwhile.
                is_near.try_set(true);
            });
        }
    });
    let shown = move || is_near.get().then(&content);
    view! { <div class="stack" node_ref=place>{shown}</div> }.into_any()
}

/// Begins an assessment and opens it.
pub fn begin(desk: Desk, beginning: Beginning) {
    pace::spawn(async move {
        // Comes at the same time. Where it fails, the page that opens says so.
        let _ = desk.want_questions().await;
    });
    pace::spawn(async move {
        if begin_part(desk, beginning).await.is_err() {
            desk.say(tr(NOT_FETCHED), None);
        }
    });
}

/// The people and figures of the plan, the work as it goes, and other plans beside the present one.
pub fn work(id: String, page: Page) -> AnyView {
    let part = move || now(work_part(id.clone(), page.clone()));
    shown_when_there(load_work(), part, |content| content)
}

/// The pages of one assessment.
pub fn assessment(id: String, route: RwSignal<Route>) -> AnyView {
    let part = move || now(assessment_part(id.clone(), route));
    shown_when_there(load_assessment(), part, in_main)
}

/// The pages to read: glossary, method and their kin.
pub fn reading(route: Route) -> AnyView {
    let part = move || now(reading_part(route.clone()));
    shown_when_there(load_reading(), part, |content| content)
}

/// Fetches a part and the questions, then shows it; what is said meanwhile stands in `around`. Words
/// of questions that are on their way are waited for too, so that nothing moves when they come.
fn shown_when_there(
    load: impl Future<Output = Result<(), SplitLoaderError>> + 'static,
    part: impl Fn() -> Option<AnyView> + Send + Sync + 'static,
    around: fn(AnyView) -> AnyView,
) -> AnyView {
    let desk = Desk::expect();
    // Whoever has gone on in the meantime needs neither any more.
    let is_loaded = RwSignal::new(None);
    pace::spawn(async move {
        let loaded = load.await.map_err(|_| None);
        is_loaded.try_set(Some(loaded));
    });
    let has_questions = RwSignal::new(desk.has_questions().then_some(Ok(())));
    if !desk.has_questions() {
        pace::spawn(async move {
            let found = desk.want_questions().await.map_err(Some);
            has_questions.try_set(Some(found));
        });
    }
    let is_there = Memo::new(move |_| match (is_loaded.get(), has_questions.get()) {
        (Some(Err(fault)), _) | (_, Some(Err(fault))) => Some(Err(fault)),
        (Some(Ok(())), Some(Ok(()))) => Some(Ok(())),
        _ => None,
    });
    // Once shown, it stays.
    let is_worded = Memo::new(move |was: Option<&bool>| {
        was == Some(&true) || desk.full_texts.with(|texts| *texts != FullTexts::Coming)
    });
    let shown = move || match is_there.get().filter(|_| is_worded.get()) {
        None => around(view! { <p class="muted" role="status">{t!("Opening...")}</p> }.into_any()),
        Some(Ok(())) => part().unwrap_or_else(|| around(not_loaded(None))),
        Some(Err(fault)) => around(not_loaded(fault)),
    };
    view! { {move || shown()} }.into_any()
}

/// What a part gives that is already there: nothing is waited for.
fn now(part: impl Future<Output = Result<AnyView, SplitLoaderError>>) -> Option<AnyView> {
    match pin!(part).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(view) => view.ok(),
        Poll::Pending => None,
    }
}

fn in_main(content: AnyView) -> AnyView {
    view! { <main class="frame__main" id="main" tabindex="-1">{content}</main> }.into_any()
}

/// Says that a part of the app did not come, or what is wrong with the questions.
fn not_loaded(fault: Option<String>) -> AnyView {
    let title = match fault {
        Some(_) => t!("The questions could not be loaded"),
        None => tr(NOT_FETCHED),
    };
    view! {
        <Notice tone=Tone::Bad title=title>
            {fault.map(|fault| view! { <p>{fault}</p> })}
            <p>{t!("Your answers are safe. Check the connection and load the page again.")}</p>
            <p>
                <button type="button" class="button" on:click=|_| page::reload()>
                    {t!("Load the page again")}
                </button>
            </p>
        </Notice>
    }
    .into_any()
}
