//! What a piece of work comes after and before, how strictly, and where that was not kept.

use super::solve::{days_of, is_dropped};
use crate::action::Work;
use crate::assessment::{Plan, State};
use crate::catalogue::{Catalogue, Edge, EdgeKind, NodeId, Wait};

/// What a piece of work comes after, and what comes after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orders<'a> {
    /// What should be done before it.
    pub after: Vec<Order<'a>>,
    /// What should be done only after it.
    pub before: Vec<Order<'a>>,
}

/// One order between a piece of work and another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order<'a> {
    /// What comes first.
    pub before: &'a NodeId,
    /// What comes after.
    pub after: &'a NodeId,
    /// How strictly; `None` where only time has to pass between the two.
    pub kind: Option<EdgeKind>,
    /// The place in the standard that says so, or the reason; may be empty.
    pub reason: &'a str,
    /// The calendar days that have to pass between the two: ours, and those that count.
    pub wait: Option<(u32, u32)>,
    /// Whether the other piece of work is open.
    pub is_open: bool,
    /// Whether somebody chose not to keep it.
    pub is_dropped: bool,
    /// Whether it is not kept though it should be: the second was begun or done while the first is
    /// open.
    pub is_broken: bool,
}

/// The orders that a piece of work stands in, in catalogue order.
pub fn orders<'a>(
    catalogue: &'a Catalogue,
    works: &[Work<'_>],
    plan: &Plan,
    node: &NodeId,
) -> Orders<'a> {
    let find = |id: &NodeId| works.iter().find(|work| work.node.id == *id);
    let is_open = |id: &NodeId| find(id).is_some_and(Work::is_open);
    let is_begun = |id: &NodeId| find(id).is_some_and(|work| work.state != State::Open);
    let order = |before: &'a NodeId, after: &'a NodeId, edge: Option<&'a Edge>| {
        let is_this = |wait: &&Wait| wait.before == *before && wait.after == *after;
        let wait = catalogue.waits.iter().find(is_this);
        let is_dropped = edge.is_some_and(|edge| is_dropped(plan, edge));
        let other = if before == node { after } else { before };
        Order {
            before,
            after,
            kind: edge.map(|edge| edge.kind),
            reason: edge.map_or("", |edge| edge.reason.as_str()),
            wait: wait.map(|wait| (wait.days, days_of(plan, wait))),
            is_open: is_open(other),
            is_dropped,
            is_broken: !is_dropped && is_open(before) && is_begun(after),
        }
    };
    let is_edge = |wait: &&Wait| {
        let mut edges = catalogue.edges.iter();
        edges.any(|edge| edge.before == wait.before && edge.after == wait.after)
    };
    let edges = catalogue
        .edges
        .iter()
        .map(|edge| order(&edge.before, &edge.after, Some(edge)));
    let only_waits = catalogue
        .waits
        .iter()
        .filter(|wait| !is_edge(wait))
        .map(|wait| order(&wait.before, &wait.after, None));
    let all: Vec<Order<'a>> = edges.chain(only_waits).collect();
    let of = |is_of: &dyn Fn(&Order<'a>) -> bool| {
        let found = all.iter().filter(|order| is_of(order));
        found.cloned().collect()
    };
    Orders {
        after: of(&|order| order.after == node),
        before: of(&|order| order.before == node),
    }
}
