//! What the register of findings and the dates of records mean for the gates.

use chrono::{Days, NaiveDate};

use super::{About, Case, Colour, Fact, Found, OPERATING_DAYS, Step};
use crate::assessment::{DocumentState, Finding, FindingGrade, FindingSource, StageOneAudit};
use crate::catalogue::Kind;
use crate::ledger::records;
use crate::maturity::Level;
use crate::score::Reading;

/// Records that only operation leaves behind: competence, operation, treatment results,
/// measurements, audits, reviews, nonconformities and corrective actions.
const RECORDS: [&str; 8] = ["D8", "D11", "D13", "D14", "D15", "D16", "D17", "D18"];

fn about(id: &str, found: Found, colour: Colour, step: fn(String) -> Step) -> Fact {
    Fact {
        about: About::Finding(id.to_owned()),
        found,
        colour,
        steps: vec![step(id.to_owned())],
    }
}

/// Whether nonconformities are handled: a major one blocks until its handling is planned in time,
/// and none is done before its cause is named and the effect was checked (10.2). The concerns
/// of Stage 1 are looked at apart.
pub(super) fn nonconformities(case: &Case<'_, '_>) -> Vec<Fact> {
    let all = case.assessment.findings.iter().filter(|(_, finding)| {
        finding.is_nonconformity() && finding.source != FindingSource::StageOne
    });
    all.filter_map(|(id, finding)| {
        let is_planned = finding.is_planned(case.today);
        match (finding.is_open(), finding.grade) {
            (true, FindingGrade::Major) if !is_planned => Some(about(
                id,
                Found::Open(FindingGrade::Major),
                Colour::Red,
                Step::PlanClosing,
            )),
            (true, grade) if is_planned => {
                Some(about(id, Found::Planned(grade), Colour::Amber, Step::Close))
            }
            (true, grade) => Some(about(id, Found::Open(grade), Colour::Amber, Step::Close)),
            (false, _) if !finding.is_verified(case.today) => Some(about(
                id,
                Found::NotVerified,
                Colour::Amber,
                Step::CheckEffect,
            )),
            (false, _) => None,
        }
    })
    .collect()
}

/// Whether the concerns of Stage 1 are closed.
pub(super) fn concerns(case: &Case<'_, '_>) -> Vec<Fact> {
    let all: Vec<(&String, &Finding)> = case
        .assessment
        .findings
        .iter()
        .filter(|(_, finding)| finding.source == FindingSource::StageOne)
        .collect();
    let audit = |found, colour, step: Option<Step>| Fact {
        about: About::StageOneAudit,
        found,
        colour,
        steps: step.into_iter().collect(),
    };
    match case.assessment.stage_1 {
        StageOneAudit::Unsaid if all.is_empty() => {
            return vec![audit(
                Found::NotSaid,
                Colour::Unknown,
                Some(Step::SayStageOne),
            )];
        }
        StageOneAudit::NotHeld if all.is_empty() => {
            return vec![audit(
                Found::StageOneAhead,
                Colour::Amber,
                Some(Step::HoldStageOne),
            )];
        }
        _ => {}
    }
    let open = all
        .iter()
        .filter(|(_, finding)| finding.is_open() && finding.is_nonconformity());
    let mut facts: Vec<Fact> = open
        .map(|(id, finding)| {
            if finding.is_planned(case.today) {
                about(
                    id,
                    Found::Planned(finding.grade),
                    Colour::Amber,
                    Step::Close,
                )
            } else {
                about(
                    id,
                    Found::Open(finding.grade),
                    Colour::Red,
                    Step::PlanClosing,
                )
            }
        })
        .collect();
    if facts.is_empty() {
        facts.push(audit(Found::NoConcernOpen, Colour::Green, None));
    }
    facts
}

/// How long operation has left dated records.
pub(super) fn operating_time(case: &Case<'_, '_>) -> Vec<Fact> {
    let fact = |colour, found, step: Option<Step>| {
        vec![Fact {
            about: About::OperatingTime,
            found,
            colour,
            steps: step.into_iter().collect(),
        }]
    };
    let Some(first) = first_record(case) else {
        let step = next_record(case);
        return fact(Colour::Unknown, Found::NoDatedRecord, step);
    };
    let days = (case.today - first).num_days();
    let found = Found::OperatingSince(first, u32::try_from(days).unwrap_or(u32::MAX));
    match first.checked_add_days(Days::new(OPERATING_DAYS)) {
        Some(enough) if enough > case.today => fact(Colour::Amber, found, Some(Step::Wait(enough))),
        _ => fact(Colour::Green, found, None),
    }
}

/// Whether a question asks for operation that Stage 2 looks at.
fn asks_operation(reading: &Reading<'_>) -> bool {
    reading.question.kind != Kind::Design
        && reading
            .question
            .gates
            .iter()
            .any(|id| id.starts_with("S2-"))
}

/// The first day of which there is a record of operation: named by an answer of level 2 or more
/// to a question that Stage 2 looks at, or kept as a mandatory record.
fn first_record(case: &Case<'_, '_>) -> Option<NaiveDate> {
    let named = case
        .readings()
        .filter(|reading| asks_operation(reading) && reading.level() >= Some(Level::Begun))
        .flat_map(|reading| records(case.assessment, reading))
        .filter_map(|(_, record)| record.date);
    let kept = RECORDS
        .iter()
        .filter_map(|id| case.assessment.documents.get(*id))
        .filter(|document| document.state >= DocumentState::Approved)
        .filter_map(|document| document.date);
    named.chain(kept).filter(|date| *date <= case.today).min()
}

/// The first question to which a dated record of operation could be named: best one that is
/// already begun.
fn next_record(case: &Case<'_, '_>) -> Option<Step> {
    let asked = || case.readings().filter(|reading| asks_operation(reading));
    let begun = asked().find(|reading| reading.level() >= Some(Level::Begun));
    let reading = begun.or_else(|| asked().next())?;
    Some(Step::KeepRecord(reading.question.id.clone()))
}
