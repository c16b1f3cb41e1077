//! What a person changed. Each edit puts a value in a place and gives back the edit that
//! undoes it, so that undo and redo are the same thing.

use litemap::LiteMap;
use std::mem;

use crate::assessment::{
    Acceptance, Answer, Assessment, Control, Document, Evidence, Finding, OwnControl, Plan,
    Profile, Snapshot, StageOneAudit,
};
use crate::catalogue::{Depth, QuestionId};
use crate::clause::SubclauseId;
use crate::maturity::Level;

/// One change to an assessment. `None` takes the entry away.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Described the organisation.
    Profile(Profile),
    /// Chose how deep the questions go.
    Depth(Depth),
    /// Set the target of a sub-clause.
    Target(SubclauseId, Option<Level>),
    /// Answered a question, or took the answer back.
    Answer(QuestionId, Option<Answer>),
    /// Wrote a record of the evidence ledger.
    Evidence(String, Option<Evidence>),
    /// Described a piece of documented information.
    Document(String, Option<Document>),
    /// Decided on a control of Annex A.
    Control(String, Option<Control>),
    /// Described a control of one's own.
    OwnControl(String, Option<OwnControl>),
    /// Wrote a finding of an audit into the register.
    Finding(String, Option<Finding>),
    /// Said whether the audit of Stage 1 was held.
    StageOne(StageOneAudit),
    /// Changed people, dates or figures of the plan.
    Plan(Plan),
    /// Accepted a finding of the cross-checks for a time, by its key.
    Acceptance(String, Option<Acceptance>),
    /// Froze a state, changed its name or took it away.
    Snapshot(String, Option<Snapshot>),
    /// Several changes that are one deed for the person.
    Together(Vec<Self>),
}

impl Assessment {
    /// Applies `edit` and returns the edit that undoes it.
    ///
    /// ```
    /// use isms_gauge_core::assessment::Assessment;
    /// use isms_gauge_core::catalogue::Depth;
    /// use isms_gauge_core::edit::Edit;
    ///
    /// let mut assessment = Assessment::new("a");
    /// let before = assessment.clone();
    /// let undo = assessment.apply(Edit::Depth(Depth::Full));
    /// assessment.apply(undo);
    /// assert_eq!(assessment, before);
    /// ```
    pub fn apply(&mut self, edit: Edit) -> Edit {
        match edit {
            Edit::Profile(profile) => Edit::Profile(mem::replace(&mut self.profile, profile)),
            Edit::Depth(depth) => Edit::Depth(mem::replace(&mut self.depth, depth)),
            Edit::Plan(plan) => Edit::Plan(mem::replace(&mut self.plan, plan)),
            Edit::Target(id, target) => Edit::Target(id, put(&mut self.targets, id, target)),
            Edit::Answer(id, answer) => {
                let answer = answer.filter(|answer| !answer.is_blank());
                let before = put(&mut self.answers, id.clone(), answer);
                Edit::Answer(id, before)
            }
            Edit::Evidence(id, record) => {
                let before = put(&mut self.evidence, id.clone(), record);
                Edit::Evidence(id, before)
            }
            Edit::Document(id, document) => {
                let before = put(&mut self.documents, id.clone(), document);
                Edit::Document(id, before)
            }
            Edit::Control(id, control) => {
                let before = put(&mut self.controls, id.clone(), control);
                Edit::Control(id, before)
            }
            Edit::OwnControl(id, control) => {
                let before = put(&mut self.own_controls, id.clone(), control);
                Edit::OwnControl(id, before)
            }
            Edit::Acceptance(key, acceptance) => {
                let before = put(&mut self.accepted, key.clone(), acceptance);
                Edit::Acceptance(key, before)
            }
            Edit::Finding(id, finding) => {
                let before = put(&mut self.findings, id.clone(), finding);
                Edit::Finding(id, before)
            }
            Edit::Snapshot(id, snapshot) => {
                let before = put(&mut self.snapshots, id.clone(), snapshot);
                Edit::Snapshot(id, before)
            }
            Edit::StageOne(held) => Edit::StageOne(mem::replace(&mut self.stage_1, held)),
            Edit::Together(edits) => {
                let mut undo: Vec<Edit> = edits.into_iter().map(|edit| self.apply(edit)).collect();
                undo.reverse();
                Edit::Together(undo)
            }
        }
    }
}

/// Puts a value under a key, or takes the key away, and returns what stood there.
fn put<K: Ord, V>(map: &mut LiteMap<K, V>, key: K, value: Option<V>) -> Option<V> {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    }
}
