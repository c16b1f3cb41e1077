//! Where the things are that pages speak of.

use isms_gauge_core::catalogue::{NodeId, QuestionId};
use isms_gauge_core::roadmap::Why;
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::{About, Step};
use leptos::prelude::*;

use super::lines;
use crate::route::{Page, Route};
use crate::session::Session;

/// Where a question is asked.
pub fn question_page(session: Session, id: &QuestionId) -> Page {
    let found = session.catalogue.question(id);
    let clause = found.map_or(4, |(subclause, _)| subclause.id.clause());
    Page::Questions(clause, Some(id.clone()))
}

/// Where a piece of work is followed.
pub fn work_href(session: Session, node: &NodeId) -> String {
    let id = session.with_now(|a| a.id.clone());
    Route::Open(id, Page::Work(Some(node.to_string()))).href()
}

/// Why a piece of work does not start earlier, with a link to what keeps it.
pub fn why_link(session: Session, texts: &Texts, why: &Why) -> AnyView {
    let words = lines::why(texts, why);
    match why.node() {
        Some(node) => view! { <a href=work_href(session, node)>{words}</a> }.into_any(),
        None => words,
    }
}

/// Where that stands which a gate looked at.
pub fn about_page(session: Session, about: &About) -> Page {
    match about {
        About::Question { id, via } => question_page(session, via.as_ref().unwrap_or(id)),
        About::Document(id) => Page::Documents(Some(id.clone())),
        About::Controls(ids) => controls_page(ids),
        About::Finding(id) => Page::Findings(Some(id.clone())),
        About::StageOneAudit => Page::Findings(None),
        About::OperatingTime => Page::Evidence,
    }
}

/// Where a step is taken; `None` where only time helps.
pub fn step_page(session: Session, step: &Step) -> Option<Page> {
    Some(match step {
        Step::Answer(id) | Step::Raise(id, _) | Step::NameEvidence(id) | Step::KeepRecord(id) => {
            question_page(session, id)
        }
        Step::Describe(id)
        | Step::Draft(id)
        | Step::Approve(id)
        | Step::Review(id)
        | Step::Date(id)
        | Step::Renew(id) => Page::Documents(Some(id.clone())),
        Step::DecideControls(ids)
        | Step::GiveReasons(ids)
        | Step::NameCauses(ids)
        | Step::ReviewExclusions(ids)
        | Step::TraceControls(ids)
        | Step::BeginControls(ids)
        | Step::ImplementControls(ids)
        | Step::ProveControls(ids) => controls_page(ids),
        Step::PlanClosing(id) | Step::Close(id) | Step::CheckEffect(id) => {
            Page::Findings(Some(id.clone()))
        }
        Step::SayStageOne | Step::HoldStageOne => Page::Findings(None),
        Step::Wait(_) => return None,
    })
}

fn controls_page(ids: &[String]) -> Page {
    Page::Controls(ids.first().cloned())
}
