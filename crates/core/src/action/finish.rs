//! Finishing a piece of work: which answers it closes, and to which level they would go. Nothing
//! is raised here; each rise is an edit that the person confirms or leaves.

use chrono::NaiveDate;

use super::Work;
use crate::assessment::{Answer, Assessment, Rating, State};
use crate::catalogue::{NodeId, QuestionId};
use crate::edit::Edit;
use crate::gap::Gap;
use crate::maturity::Level;

/// What follows from finishing a piece of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Finish {
    /// Marks the work as done on the day.
    pub done: Edit,
    /// The answers that it closes, each to be confirmed.
    pub raises: Vec<Raise>,
    /// Answers that it works on, but that wait for other open work as well.
    pub waits: Vec<(QuestionId, Vec<NodeId>)>,
}

/// An answer that can be raised.
#[derive(Clone, Debug, PartialEq)]
pub struct Raise {
    /// The question.
    pub question: QuestionId,
    /// What is said now.
    pub from: Option<Rating>,
    /// The level that the finished work reaches: the target, and at least 3.
    pub to: Level,
    /// Whether evidence is named already. Without any, the answer is raised to a claim only.
    pub has_evidence: bool,
    /// Raises it, and leaves notes, owner and evidence as they are.
    pub edit: Edit,
}

impl Finish {
    /// One edit for the work and the answers that were confirmed, by their place in `raises`.
    pub fn confirmed(self, chosen: &[usize]) -> Edit {
        let mut edits = vec![self.done];
        for (idx, raise) in self.raises.into_iter().enumerate() {
            if chosen.contains(&idx) {
                edits.push(raise.edit);
            }
        }
        Edit::Together(edits)
    }
}

/// What finishing a piece of work on a day would close, or `None` for work that is not in the list.
pub fn finish(
    assessment: &Assessment,
    works: &[Work<'_>],
    gaps: &[Gap<'_>],
    node: &NodeId,
    on: NaiveDate,
) -> Option<Finish> {
    let work = works.iter().find(|work| work.node.id == *node)?;
    let mut plan = assessment.plan.clone();
    plan.change_work(node, |by_hand| {
        by_hand.state = State::Done;
        by_hand.finished = Some(on);
        by_hand.remaining_half_days = None;
    });
    let mut raises = Vec::new();
    let mut waits = Vec::new();
    for gap in work.gap_idxs.iter().filter_map(|idx| gaps.get(*idx)) {
        let question = gap.question.id.clone();
        let others = others_open(works, gap, node);
        if others.is_empty() {
            raises.push(raise(assessment, gap, on));
        } else {
            waits.push((question, others));
        }
    }
    Some(Finish {
        done: Edit::Plan(plan),
        raises,
        waits,
    })
}

/// The open work other than `node` that a gap waits for.
pub(crate) fn others_open(works: &[Work<'_>], gap: &Gap<'_>, node: &NodeId) -> Vec<NodeId> {
    works
        .iter()
        .filter(|work| work.is_open() && work.node.id != *node)
        .filter(|work| gap.question.work.contains(&work.node.id))
        .map(|work| work.node.id.clone())
        .collect()
}

fn raise(assessment: &Assessment, gap: &Gap<'_>, on: NaiveDate) -> Raise {
    let id = &gap.question.id;
    let mut answer: Answer = assessment.answers.get(id).cloned().unwrap_or_default();
    // What proves the quick answer proves the full one that it stood in for.
    let quick = || QuestionId::new(&gap.subclause.to_string()).ok();
    if gap.from_quick
        && answer.evidence.is_empty()
        && let Some(quick) = quick().and_then(|id| assessment.answers.get(&id))
    {
        answer.evidence.clone_from(&quick.evidence);
    }
    let has_evidence = answer
        .evidence
        .iter()
        .any(|id| assessment.evidence.contains_key(id));
    let to = reached(gap);
    answer.rating = Some(Rating::Level(to));
    answer.on = Some(on);
    Raise {
        question: id.clone(),
        from: gap.rating,
        to,
        has_evidence,
        edit: Edit::Answer(id.clone(), Some(answer)),
    }
}

/// The level of an answer once its work is done: the target, at least 3, and never less than what
/// is said.
pub(crate) fn reached(gap: &Gap<'_>) -> Level {
    let said = gap.rating.and_then(Rating::level);
    gap.target
        .max(Level::InForce)
        .max(said.unwrap_or(Level::Absent))
}
