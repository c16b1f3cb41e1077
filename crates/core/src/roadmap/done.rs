//! What is finished: it stays where it happened, and only open work is planned.

use chrono::NaiveDate;

use crate::action::Work;
use crate::assessment::{Plan, State};
use crate::catalogue::{Catalogue, EdgeKind, NodeId, Phase};

/// A finished piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What it is.
    pub node: NodeId,
    /// The phase it belongs to.
    pub phase: Phase,
    /// The day on which it was begun, if somebody said.
    pub started: Option<NaiveDate>,
    /// The last day of work on it, if somebody said.
    pub finished: Option<NaiveDate>,
    /// Open work that should have come before; once that is done, this is to be looked at again.
    /// Good practice does not count.
    pub check_again_after: Vec<NodeId>,
}

/// The work that somebody marked as done, in catalogue order.
pub fn done(catalogue: &Catalogue, works: &[Work<'_>], plan: &Plan) -> Vec<Done> {
    let is_open = |id: &NodeId| {
        let work = works.iter().find(|work| work.node.id == *id);
        work.is_some_and(Work::is_open)
    };
    let check_again_after = |id: &NodeId| {
        let edges = catalogue.edges.iter();
        edges
            .filter(|edge| edge.after == *id && edge.kind != EdgeKind::P && is_open(&edge.before))
            .map(|edge| edge.before.clone())
            .collect()
    };
    let is_done = |work: &&Work<'_>| work.state == State::Done;
    works
        .iter()
        .filter(is_done)
        .map(|work| Done {
            node: work.node.id.clone(),
            phase: work.node.phase,
            started: plan
                .overrides
                .get(&work.node.id)
                .and_then(|by_hand| by_hand.started),
            finished: work.finished,
            check_again_after: check_again_after(&work.node.id),
        })
        .collect()
}

/// The first day on which open work can be planned: the start that was chosen, but never a day
/// that has gone by.
pub fn first_day(plan: &Plan, today: NaiveDate) -> NaiveDate {
    plan.start.map_or(today, |start| start.max(today))
}
