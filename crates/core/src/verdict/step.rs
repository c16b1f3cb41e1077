//! Steps to a better colour, and what an assessment looks like once one is taken.

use chrono::{Days, NaiveDate};

use super::statement::{FOLLOWING, REGISTER, is_annex};
use super::{About, Colour, Fact};
use crate::assessment::{
    Applicability, Assessment, Basis, Control, ControlStatus, Document, DocumentState, Evidence,
    Rating, StageOneAudit,
};
use crate::catalogue::QuestionId;
use crate::maturity::Level;

/// Something that would give a gate a better colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Answer the question.
    Answer(QuestionId),
    /// Bring the practice to this level.
    Raise(QuestionId, Level),
    /// Name evidence of a recent date.
    NameEvidence(QuestionId),
    /// Name a dated record of operation.
    KeepRecord(QuestionId),
    /// Say how far the document has come.
    Describe(String),
    /// Begin to write the document.
    Draft(String),
    /// Have the document approved.
    Approve(String),
    /// Review the document and set the next review.
    Review(String),
    /// Date the document.
    Date(String),
    /// Bring the document up to date after the risk assessment, and date it.
    Renew(String),
    /// Decide on these controls.
    DecideControls(Vec<String>),
    /// Say why these controls are left out.
    GiveReasons(Vec<String>),
    /// Say what calls for these controls.
    NameCauses(Vec<String>),
    /// Take one of the excluded controls in.
    ReviewExclusions(Vec<String>),
    /// Say which risk these controls answer to.
    TraceControls(Vec<String>),
    /// Put these controls in place in part.
    BeginControls(Vec<String>),
    /// Put these controls in place.
    ImplementControls(Vec<String>),
    /// Name what proves these controls.
    ProveControls(Vec<String>),
    /// Settle correction, corrective action and a day for the finding.
    PlanClosing(String),
    /// Close the finding.
    Close(String),
    /// Name the cause of the finding and check the effect of what was done.
    CheckEffect(String),
    /// Say whether Stage 1 was held.
    SayStageOne,
    /// Hold Stage 1.
    HoldStageOne,
    /// Nothing but time helps: operate until this day.
    Wait(NaiveDate),
}

/// The shortest list of steps that lifts all these facts: each step once, and where several
/// questions of a sub-clause are unanswered, the quick question for all of them.
pub(super) fn shortest<'f>(facts: impl Iterator<Item = &'f Fact> + Clone) -> Vec<Step> {
    let unanswered_via = |fact: &Fact| match &fact.about {
        About::Question { via, .. } if fact.colour == Colour::Unknown => via.clone(),
        _ => None,
    };
    let mut steps: Vec<Step> = Vec::new();
    for fact in facts.clone() {
        let via = unanswered_via(fact).filter(|via| {
            let same = facts
                .clone()
                .filter(|other| unanswered_via(other).as_ref() == Some(via));
            same.count() > 1
        });
        let own = match via {
            Some(quick) => vec![Step::Answer(quick)],
            None => fact.steps.clone(),
        };
        for step in own {
            if !steps.contains(&step) {
                steps.push(step);
            }
        }
    }
    steps
}

/// The record that is named where a step asks for evidence. Only on a copy of the assessment.
const PROOF: &str = "what-if";

impl Step {
    /// Takes the step on a copy of an assessment, as well as it can be taken, to see what follows.
    /// Waiting changes nothing in it.
    pub fn take(&self, assessment: &mut Assessment, today: NaiveDate) {
        match self {
            Self::Answer(id) => {
                rate(assessment, id, Level::InForce);
                prove(assessment, id, today);
            }
            Self::Raise(id, level) => rate(assessment, id, *level),
            Self::NameEvidence(id) => prove(assessment, id, today),
            Self::KeepRecord(id) => {
                rate(assessment, id, Level::Begun);
                prove(assessment, id, today);
            }
            Self::Draft(id) => document(assessment, id, DocumentState::Draft, None),
            Self::Describe(id) | Self::Approve(id) => {
                document(assessment, id, DocumentState::Approved, None);
            }
            Self::Date(id) if id == REGISTER => {
                let day = before_what_follows(assessment, today);
                document(assessment, id, DocumentState::Draft, Some(day));
            }
            Self::Date(id) => document(assessment, id, DocumentState::Draft, Some(today)),
            Self::Renew(id) => document(assessment, id, DocumentState::Approved, Some(today)),
            Self::Review(id) => {
                if let Some(document) = assessment.documents.get_mut(id) {
                    document.review = today.checked_add_days(Days::new(365));
                }
            }
            Self::DecideControls(ids) => controls(assessment, ids, |control| {
                control.applicable = Applicability::Applicable;
                control.basis = vec![Basis::Risk];
            }),
            Self::GiveReasons(ids) => {
                controls(assessment, ids, |control| {
                    PROOF.clone_into(&mut control.reason)
                });
            }
            Self::NameCauses(ids) | Self::TraceControls(ids) => {
                controls(assessment, ids, |control| {
                    if !control.basis.contains(&Basis::Risk) {
                        control.basis.push(Basis::Risk);
                    }
                });
            }
            Self::ReviewExclusions(ids) => controls(assessment, ids, |control| {
                control.applicable = Applicability::Applicable;
                control.basis = vec![Basis::Risk];
                control.status = control.status.max(ControlStatus::Partly);
            }),
            Self::BeginControls(ids) => controls(assessment, ids, |control| {
                control.status = control.status.max(ControlStatus::Partly);
            }),
            Self::ImplementControls(ids) | Self::ProveControls(ids) => {
                controls(assessment, ids, |control| {
                    control.status = control.status.max(ControlStatus::Implemented);
                    PROOF.clone_into(&mut control.evidence);
                });
            }
            Self::PlanClosing(id) | Self::Close(id) | Self::CheckEffect(id) => {
                self.handle(assessment, id, today);
            }
            Self::SayStageOne | Self::HoldStageOne => assessment.stage_1 = StageOneAudit::Held,
            Self::Wait(_) => {}
        }
    }

    fn handle(&self, assessment: &mut Assessment, id: &str, today: NaiveDate) {
        let Some(finding) = assessment.findings.get_mut(id) else {
            return;
        };
        finding.fill(PROOF);
        if let Self::PlanClosing(_) = self {
            finding.due = Some(today);
        } else {
            finding.effect_checked = Some(today);
            finding.closed = finding.closed.or(Some(today));
        }
    }
}

/// Raises an answer to a level; never lowers it.
fn rate(assessment: &mut Assessment, id: &QuestionId, level: Level) {
    let mut answer = assessment.answers.get(id).cloned().unwrap_or_default();
    let now = answer.rating.and_then(Rating::level);
    answer.rating = Some(Rating::Level(now.map_or(level, |now| now.max(level))));
    assessment.answers.insert(id.clone(), answer);
}

/// Names a record of today.
fn prove(assessment: &mut Assessment, id: &QuestionId, today: NaiveDate) {
    let record = Evidence {
        title: PROOF.to_owned(),
        date: Some(today),
        ..Evidence::default()
    };
    assessment.evidence.insert(PROOF.to_owned(), record);
    let mut answer = assessment.answers.get(id).cloned().unwrap_or_default();
    if answer.evidence.iter().all(|known| known != PROOF) {
        answer.evidence.push(PROOF.to_owned());
    }
    assessment.answers.insert(id.clone(), answer);
}

/// A day on which the risk assessment can have been held for the statement and the plan to follow.
fn before_what_follows(assessment: &Assessment, today: NaiveDate) -> NaiveDate {
    let following = FOLLOWING
        .iter()
        .filter_map(|id| assessment.documents.get(*id));
    let dates = following.filter_map(|document| document.date);
    dates.fold(today, |first, date| first.min(date))
}

fn document(assessment: &mut Assessment, id: &str, state: DocumentState, date: Option<NaiveDate>) {
    let mut document = assessment.documents.get(id).cloned().unwrap_or_default();
    document = Document {
        state: document.state.max(state),
        date: date.or(document.date),
        ..document
    };
    assessment.documents.insert(id.to_owned(), document);
}

fn controls(assessment: &mut Assessment, ids: &[String], change: impl Fn(&mut Control)) {
    for id in ids {
        if let Some(own) = assessment.own_controls.get_mut(id) {
            change(&mut own.control);
        }
        // An own control may bear the name of one of the annex.
        if is_annex(id) {
            let mut control = assessment.controls.get(id).cloned().unwrap_or_default();
            change(&mut control);
            assessment.controls.insert(id.clone(), control);
        }
    }
}
