//! What an answer means for the gates that it feeds.

use super::{About, Case, Colour, Fact, Found, Step};
use crate::assessment::{DocumentState, FindingGrade, Rating};
use crate::ledger::{Age, best_age, overdue_review};
use crate::maturity::Level;
use crate::score::{Conformity, Reading, open_findings, resting_on};

/// The fact that a reading is.
pub(super) fn fact(case: &Case<'_, '_>, reading: &Reading<'_>) -> Fact {
    let (colour, found) = judged(case, reading);
    Fact {
        about: About::Question {
            id: reading.question.id.clone(),
            via: (reading.source.id != reading.question.id).then(|| reading.source.id.clone()),
        },
        found,
        colour,
        steps: match colour {
            Colour::Unknown => vec![Step::Answer(reading.question.id.clone())],
            Colour::Red => to_amber(case, reading),
            Colour::Amber => to_green(case, reading),
            Colour::Green => Vec::new(),
        },
    }
}

fn judged(case: &Case<'_, '_>, reading: &Reading<'_>) -> (Colour, Found) {
    match reading.conformity {
        Conformity::Unknown => (
            Colour::Unknown,
            match reading.rating {
                None => Found::NotAnswered,
                Some(Rating::NO_OCCASION) => Found::NotForExclusion,
                Some(_) => Found::CannotTell,
            },
        ),
        Conformity::NotMet => (Colour::Red, shortfall(reading, Level::Begun)),
        // No case so far: believable before the audits, to be asked about in them.
        Conformity::NoOccasion => (Colour::Amber, Found::NoOccasion),
        Conformity::Partly => (Colour::Amber, shortfall(reading, Level::InForce)),
        Conformity::Claimed => (Colour::Amber, Found::NoEvidence),
        Conformity::Met => met(case, reading),
    }
}

/// Why a requirement is not met or only in part, gravest cause first.
fn shortfall(reading: &Reading<'_>, enough: Level) -> Found {
    match (reading.level(), reading.document, reading.finding) {
        (Some(level), _, _) if level < enough => Found::TooLow(level),
        (_, Some((_, DocumentState::NotStarted)), _) => Found::Document(DocumentState::NotStarted),
        (_, _, Some(FindingGrade::Major)) => Found::Open(FindingGrade::Major),
        (_, Some((_, state)), _) => Found::Document(state),
        (_, _, Some(grade)) => Found::Open(grade),
        _ => Found::NoRecord,
    }
}

fn met(case: &Case<'_, '_>, reading: &Reading<'_>) -> (Colour, Found) {
    if let Some((_, due)) = overdue_review(case.assessment, reading, case.today) {
        return (Colour::Amber, Found::ReviewOverdue(due));
    }
    match best_age(case.assessment, reading, case.today) {
        Some(Age::Current(date)) => (Colour::Green, Found::Met(date)),
        Some(Age::Old(date)) => (Colour::Amber, Found::Old(date)),
        _ => (Colour::Amber, Found::Undated),
    }
}

/// What is needed so that a requirement is at least partly met.
fn to_amber(case: &Case<'_, '_>, reading: &Reading<'_>) -> Vec<Step> {
    let mut steps = raise(reading, Level::Begun);
    for id in documents_below(case, reading, DocumentState::Draft) {
        steps.push(Step::Draft(id));
    }
    steps.extend(close(case, reading, FindingGrade::Major));
    steps
}

/// What is needed so that a requirement is met, with evidence of a date.
fn to_green(case: &Case<'_, '_>, reading: &Reading<'_>) -> Vec<Step> {
    let mut steps = raise(reading, Level::InForce);
    for id in documents_below(case, reading, DocumentState::Approved) {
        steps.push(Step::Approve(id));
    }
    let is_overdue = |id: &&str| {
        let document = case.assessment.documents.get(*id);
        let review = document.and_then(|document| document.review);
        review.is_some_and(|review| review < case.today)
    };
    let overdue = resting_on(reading.question).filter(is_overdue);
    steps.extend(overdue.map(|id| Step::Review(id.to_owned())));
    steps.extend(close(case, reading, FindingGrade::Minor));
    let age = best_age(case.assessment, reading, case.today);
    if !matches!(age, Some(Age::Current(_))) {
        steps.push(Step::NameEvidence(reading.source.id.clone()));
    }
    steps
}

fn raise(reading: &Reading<'_>, to: Level) -> Vec<Step> {
    if reading.level().is_some_and(|level| level >= to) {
        return Vec::new();
    }
    vec![Step::Raise(reading.source.id.clone(), to)]
}

/// The documents behind an answer that are said to be short of a state.
fn documents_below(
    case: &Case<'_, '_>,
    reading: &Reading<'_>,
    wanted: DocumentState,
) -> Vec<String> {
    resting_on(reading.question)
        .filter(|id| {
            let document = case.assessment.documents.get(*id);
            document.is_some_and(|document| document.state < wanted)
        })
        .map(str::to_owned)
        .collect()
}

/// The open findings behind an answer that are at least so grave.
fn close(case: &Case<'_, '_>, reading: &Reading<'_>, at_least: FindingGrade) -> Vec<Step> {
    let Reading {
        subclause,
        question,
        source,
        ..
    } = *reading;
    open_findings(subclause, question, source, case.assessment)
        .filter(|(_, finding)| finding.grade <= at_least)
        .map(|(id, _)| Step::Close(id.to_owned()))
        .collect()
}
