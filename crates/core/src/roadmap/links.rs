//! What waits for what, as a drawing of the plan shows it.

use chrono::{Days, NaiveDate};

use super::Roadmap;
use super::solve::{days_of, is_dropped};
use crate::action::Work;
use crate::assessment::{Plan, State};
use crate::catalogue::{Catalogue, EdgeKind, NodeId};

/// A piece of open work that must end before another one starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// What comes first.
    pub before: NodeId,
    /// What comes after.
    pub after: NodeId,
    /// How binding the order is.
    pub kind: EdgeKind,
}

/// Time that has to pass between two pieces of work; nobody works in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitSpan {
    /// What ends.
    pub before: NodeId,
    /// What starts after the wait.
    pub after: NodeId,
    /// The first day of the wait.
    pub from: NaiveDate,
    /// The last day of the wait.
    pub to: NaiveDate,
}

/// The orders between open work that the plan keeps, in catalogue order.
pub fn dependencies(catalogue: &Catalogue, plan: &Plan, roadmap: &Roadmap) -> Vec<Dependency> {
    let is_open = |id: &NodeId| roadmap.bars.iter().any(|bar| bar.node == *id);
    let kept = catalogue
        .edges
        .iter()
        .filter(|edge| !is_dropped(plan, edge));
    kept.filter(|edge| is_open(&edge.before) && is_open(&edge.after))
        .map(|edge| Dependency {
            before: edge.before.clone(),
            after: edge.after.clone(),
            kind: edge.kind,
        })
        .collect()
}

/// The waits before open work, in catalogue order: after open work as planned, after finished work
/// as far as they are not over when the plan starts.
pub fn waits(
    catalogue: &Catalogue,
    works: &[Work<'_>],
    plan: &Plan,
    roadmap: &Roadmap,
) -> Vec<WaitSpan> {
    let bar = |id: &NodeId| roadmap.bars.iter().find(|bar| bar.node == *id);
    let ended = |id: &NodeId| {
        let finished = || {
            let work = works.iter().find(|work| work.node.id == *id)?;
            work.finished.filter(|_| work.state == State::Done)
        };
        bar(id).map(|bar| bar.finish).or_else(finished)
    };
    let waits = catalogue
        .waits
        .iter()
        .filter(|wait| bar(&wait.after).is_some());
    waits
        .filter_map(|wait| {
            let ended = ended(&wait.before)?;
            let to = ended.checked_add_days(Days::new(u64::from(days_of(plan, wait))))?;
            (ended < to && roadmap.start <= to).then(|| WaitSpan {
                before: wait.before.clone(),
                after: wait.after.clone(),
                from: ended.succ_opt().unwrap_or(ended),
                to,
            })
        })
        .collect()
}
