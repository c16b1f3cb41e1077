//! What an assessment will look like on a day, if work goes as planned: answers are met with
//! evidence when the last of their work ends, documents are approved, controls decided and put in
//! place, findings closed and Stage 1 held when the work that brings them ends. What no open work
//! brings (naming evidence, saying how far a document has come) counts as done on the first day
//! of the plan; what is proven stays proven, since keeping it up is part of the yearly work.

use chrono::{Days, NaiveDate};

use super::Roadmap;
use super::phase::{detailed, planned_by};
use super::solve::{is_before_stage_1, is_of_stage_1};
use crate::action::{Work, reached};
use crate::assessment::{
    Applicability, Assessment, Basis, Control, ControlStatus, Document, DocumentState, Evidence,
    Rating, StageOneAudit,
};
use crate::catalogue::{Catalogue, NodeId, QuestionId};
use crate::gap::Gap;
use crate::maturity::Level;
use crate::score::resting_on;
use crate::verdict::{FOLLOWING, REGISTER, annex};

/// When the plan closes an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The question.
    pub question: QuestionId,
    /// The gates that it feeds.
    pub gates: Vec<String>,
    /// The open work that closes it.
    pub nodes: Vec<NodeId>,
    /// Where its work is carried out only after Stage 1: the day on which it is at least planned,
    /// which is level 2.
    pub planned: Option<NaiveDate>,
    /// The day on which the last of its work ends; from its evening on it is closed.
    pub closed: NaiveDate,
    /// The level that is reached.
    pub to: Level,
}

/// The record that stands for what is named on the first day of the plan.
const NAMED: &str = "forecast-named";
/// The record that stands for evidence that is kept up to date.
const KEPT_UP: &str = "forecast-kept-up";
/// What stands where somebody will have to write something.
const WORDS: &str = "as planned";

/// The work that decides on the controls.
const STATEMENT: &str = "SOA";
/// The work that puts the controls in place.
const TREATMENT: &str = "TRT";
/// The work that corrects what was found.
const CORRECTION: &str = "CAR";
/// The audit of Stage 1.
const STAGE_1: &str = "ST1";

/// The work that closes a gate beside that behind its answers.
pub(super) fn beside_answers(gate: &str) -> &'static [&'static str] {
    match gate {
        "S1-8" => &[STATEMENT],
        "S1-13" => &["RA1", STATEMENT, "RTP"],
        "S2-2" => &[TREATMENT],
        "S2-9" => &[CORRECTION],
        "S2-10" => &[STAGE_1],
        _ => &[],
    }
}

/// What a plan changes in an assessment, and when.
pub struct Forecast<'a> {
    catalogue: &'a Catalogue,
    assessment: &'a Assessment,
    /// When the plan closes which answer.
    pub closings: Vec<Closing>,
    start: NaiveDate,
    /// The documents that the verdict looks at, with the day on which each is approved. The risk
    /// register comes before what rests on it.
    documents: Vec<(&'a str, NaiveDate)>,
    findings: Vec<(&'a str, NaiveDate)>,
    statement: NaiveDate,
    treatment: NaiveDate,
    stage_1: NaiveDate,
}

impl<'a> Forecast<'a> {
    /// Reads off a plan when it changes what.
    pub fn new(
        catalogue: &'a Catalogue,
        assessment: &'a Assessment,
        works: &[Work<'_>],
        gaps: &[Gap<'_>],
        roadmap: &Roadmap,
    ) -> Self {
        let start = roadmap.start;
        let finish = |node: &str| {
            let bar = roadmap.bars.iter().find(|bar| bar.node.as_str() == node);
            bar.map_or(start, |bar| bar.finish)
        };
        let approved = |id: &str| {
            let proving = detailed(catalogue).filter(|q| resting_on(q).any(|other| other == id));
            let nodes: Vec<&NodeId> = proving.flat_map(|question| &question.work).collect();
            // What is designed before Stage 1 is approved there, and only kept up later.
            let is_early = |id: &&&NodeId| {
                let mut nodes = catalogue.nodes.iter();
                nodes.any(|node| node.id == ***id && is_before_stage_1(node.phase))
            };
            let ends = |nodes: &mut dyn Iterator<Item = &&NodeId>| {
                nodes.map(|node| finish(node.as_str())).max()
            };
            ends(&mut nodes.iter().filter(is_early))
                .or_else(|| ends(&mut nodes.iter()))
                .unwrap_or(start)
        };
        let register = approved(REGISTER);
        let mut documents = vec![(REGISTER, register)];
        for id in FOLLOWING {
            documents.push((id, approved(id).max(register)));
        }
        let said = assessment.documents.iter().map(|(id, _)| id.as_str());
        for id in said.filter(|id| id.starts_with('D')) {
            if documents.iter().all(|(known, _)| *known != id) {
                documents.push((id, approved(id)));
            }
        }
        let corrected = finish(CORRECTION);
        let findings = assessment.findings.iter().map(|(id, finding)| {
            let due = finding.due.filter(|due| *due >= start);
            (id.as_str(), due.unwrap_or(corrected))
        });
        Self {
            catalogue,
            assessment,
            closings: closings(works, gaps, roadmap),
            start,
            documents,
            findings: findings.collect(),
            statement: finish(STATEMENT),
            // Nothing is put in place before it is decided on.
            treatment: finish(TREATMENT).max(finish(STATEMENT)),
            stage_1: finish(STAGE_1),
        }
    }

    /// The days on which something changes, in order.
    pub fn days(&self) -> Vec<NaiveDate> {
        let closings = self.closings.iter();
        let mut days: Vec<NaiveDate> = closings
            .flat_map(|closing| closing.planned.into_iter().chain([closing.closed]))
            .chain(self.documents.iter().map(|(_, day)| *day))
            .chain(self.findings.iter().map(|(_, day)| *day))
            .chain([self.start, self.statement, self.treatment, self.stage_1])
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The assessment as it would stand at the end of a day.
    pub fn at(&self, day: NaiveDate) -> Assessment {
        let mut then = self.assessment.clone();
        self.advance(&mut then, None, day);
        then
    }

    /// Takes over what happens after one day up to another.
    pub(super) fn advance(&self, then: &mut Assessment, after: Option<NaiveDate>, to: NaiveDate) {
        let is_due = |day: NaiveDate| after.is_none_or(|after| after < day) && day <= to;
        if is_due(self.start) {
            self.name(then);
        }
        for closing in &self.closings {
            if closing.planned.is_some_and(is_due) {
                self.plan(then, closing);
            }
            if is_due(closing.closed) {
                close(then, closing);
            }
        }
        for (id, day) in &self.documents {
            if is_due(*day) {
                approve(then, id, *day);
            }
        }
        if is_due(self.statement) {
            decide(then);
        }
        if is_due(self.treatment) {
            put_in_place(then);
        }
        for (id, day) in &self.findings {
            if is_due(*day) {
                settle(then, id, *day);
            }
        }
        if is_due(self.stage_1) {
            then.stage_1 = StageOneAudit::Held;
        }
        if self.start <= to {
            keep_up(then, to);
        }
    }

    /// Sets a date for what is carried out later: it counts as begun, and so does its record.
    fn plan(&self, then: &mut Assessment, closing: &Closing) {
        let id = &closing.question;
        if then.rating(id).and_then(Rating::level) < Some(Level::Begun) {
            let mut answer = then.answers.get(id).cloned().unwrap_or_default();
            answer.rating = Some(Rating::Level(Level::Begun));
            then.answers.insert(id.clone(), answer);
        }
        let question = self
            .catalogue
            .questions()
            .find(|question| question.id == *id);
        for document in question.into_iter().flat_map(resting_on) {
            if let Some(document) = then.documents.get_mut(document) {
                document.state = document.state.max(DocumentState::Draft);
            }
        }
    }

    /// Names dated evidence behind every answer that names some already.
    fn name(&self, then: &mut Assessment) {
        for (_, answer) in then.answers.iter_mut() {
            if !answer.evidence.is_empty() {
                answer.evidence.push(NAMED.to_owned());
                answer.evidence.push(KEPT_UP.to_owned());
            }
        }
        record(then, NAMED, self.start);
    }
}

/// When the plan closes which answer. A gap that no open work closes any more, since its work is
/// marked as done, closes on the first day of the plan; one that no work closes is left out.
pub fn closings(works: &[Work<'_>], gaps: &[Gap<'_>], roadmap: &Roadmap) -> Vec<Closing> {
    gaps.iter()
        .filter(|gap| !gap.question.work.is_empty())
        .map(|gap| closing(works, gap, roadmap))
        .collect()
}

fn closing(works: &[Work<'_>], gap: &Gap<'_>, roadmap: &Roadmap) -> Closing {
    let finish = |id: &NodeId| {
        let bar = roadmap.bars.iter().find(|bar| bar.node == *id);
        bar.map(|bar| bar.finish)
    };
    let mut ends: Vec<(NaiveDate, &NodeId)> = gap
        .question
        .work
        .iter()
        .filter_map(|id| Some((finish(id)?, id)))
        .collect();
    ends.sort_unstable();
    let is_late = |id: &NodeId| {
        let work = works.iter().find(|work| work.node.id == *id);
        work.is_some_and(|work| !is_before_stage_1(work.node.phase))
    };
    let feeds_stage_1 = gap.question.gates.iter().any(|gate| is_of_stage_1(gate));
    let planned = (feeds_stage_1 && ends.iter().any(|(_, id)| is_late(id))).then(|| {
        let early = ends.iter().filter_map(|(end, id)| {
            if is_late(id) {
                // Setting a date is no work of its own, once the programme stands.
                planned_by(id).and_then(|id| finish(&NodeId::new(id)))
            } else {
                Some(*end)
            }
        });
        early.max().unwrap_or(roadmap.start)
    });
    Closing {
        question: gap.question.id.clone(),
        gates: gap.question.gates.clone(),
        nodes: ends.iter().map(|(_, id)| (*id).clone()).collect(),
        planned,
        closed: ends.last().map_or(roadmap.start, |(end, _)| *end),
        to: reached(gap),
    }
}

fn record(then: &mut Assessment, id: &str, day: NaiveDate) {
    let record = Evidence {
        date: Some(day),
        ..Evidence::default()
    };
    then.evidence.insert(id.to_owned(), record);
}

fn close(then: &mut Assessment, closing: &Closing) {
    meet(then, &closing.question, closing.to, closing.closed);
    if let Some(answer) = then.answers.get_mut(&closing.question) {
        answer.on = Some(closing.closed);
        answer.evidence.push(KEPT_UP.to_owned());
    }
}

/// Answers as if the work were done on a day, with evidence of it. Each day leaves a record of its
/// own: how long there has been operation depends on it.
pub(super) fn meet(then: &mut Assessment, id: &QuestionId, level: Level, day: NaiveDate) {
    let proof = format!("forecast-{day}");
    record(then, &proof, day);
    let mut answer = then.answers.get(id).cloned().unwrap_or_default();
    answer.rating = Some(Rating::Level(level));
    answer.evidence.push(proof);
    then.answers.insert(id.clone(), answer);
}

fn approve(then: &mut Assessment, id: &str, day: NaiveDate) {
    let register = then
        .documents
        .get(REGISTER)
        .and_then(|register| register.date);
    let document = then.documents.get(id).cloned().unwrap_or_default();
    let is_behind = |date: &NaiveDate| {
        FOLLOWING.contains(&id) && register.is_some_and(|register| *date < register)
    };
    let date = document
        .date
        .filter(|date| *date <= day && !is_behind(date));
    let approved = Document {
        state: document.state.max(DocumentState::Approved),
        date: date.or(Some(day)),
        ..document
    };
    then.documents.insert(id.to_owned(), approved);
}

/// Holds reviews when they are due, and renews evidence.
fn keep_up(then: &mut Assessment, day: NaiveDate) {
    record(then, KEPT_UP, day);
    for (_, document) in then.documents.iter_mut() {
        if document.review.is_some_and(|review| review < day) {
            document.review = day.checked_add_days(Days::new(365));
        }
    }
}

/// Decides on every control, with its reason (6.1.3 d).
fn decide(then: &mut Assessment) {
    for id in annex() {
        let mut control = then.controls.get(&id).cloned().unwrap_or_default();
        match control.applicable {
            Applicability::Undecided => {
                control.applicable = Applicability::Applicable;
                control.basis = vec![Basis::Risk];
            }
            Applicability::Excluded if control.reason.trim().is_empty() => {
                WORDS.clone_into(&mut control.reason);
            }
            Applicability::Excluded | Applicability::Applicable => {}
        }
        then.controls.insert(id, control);
    }
    let all_excluded = applicable(then).next().is_none();
    if all_excluded && let Some((_, control)) = then.controls.iter_mut().next() {
        control.applicable = Applicability::Applicable;
    }
    let no_risk = applicable(then).all(|control| !control.basis.contains(&Basis::Risk));
    for (idx, control) in applicable(then).enumerate() {
        let is_bare = control.basis.is_empty() && control.reason.trim().is_empty();
        if is_bare || (no_risk && idx == 0) {
            control.basis.push(Basis::Risk);
        }
    }
}

/// Puts every applicable control in place, with what proves it.
fn put_in_place(then: &mut Assessment) {
    for control in applicable(then) {
        control.status = control.status.max(ControlStatus::Implemented);
        if control.evidence.trim().is_empty() {
            WORDS.clone_into(&mut control.evidence);
        }
    }
}

fn applicable(then: &mut Assessment) -> impl Iterator<Item = &mut Control> {
    let own = then
        .own_controls
        .iter_mut()
        .map(|(_, own)| &mut own.control);
    let all = then
        .controls
        .iter_mut()
        .map(|(_, control)| control)
        .chain(own);
    all.filter(|control| control.applicable == Applicability::Applicable)
}

fn settle(then: &mut Assessment, id: &str, day: NaiveDate) {
    let Some(finding) = then.findings.get_mut(id) else {
        return;
    };
    finding.fill(WORDS);
    finding.effect_checked = Some(finding.effect_checked.map_or(day, |on| on.min(day)));
    finding.closed = finding.closed.or(Some(day));
}
