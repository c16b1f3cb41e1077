//! What sets the last date, as data for a sentence.

use chrono::NaiveDate;

use super::Why;
use crate::catalogue::{NodeId, Role};

/// One link of the chain that sets the last date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// What is worked on.
    pub node: NodeId,
    /// Who works on it.
    pub role: Role,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
    /// Why it does not start earlier: the link before, or what stands at the start of the chain.
    pub why: Why,
}

/// A time in which more of one role would have brought the last date forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bottleneck {
    /// Who.
    pub role: Role,
    /// The first day of the work that others waited for.
    pub from: NaiveDate,
    /// The day on which the waiting ended.
    pub to: NaiveDate,
}

/// The bottlenecks along a chain, in order of time; those of one role that touch are one.
pub fn bottlenecks(chain: &[ChainLink]) -> Vec<Bottleneck> {
    let mut found: Vec<Bottleneck> = Vec::new();
    for pair in chain.windows(2) {
        let [before, link] = pair else { continue };
        let Why::Busy(role, _) = link.why else {
            continue;
        };
        match found.last_mut() {
            Some(last) if last.role == role && before.start <= last.to => last.to = link.start,
            _ => found.push(Bottleneck {
                role,
                from: before.start,
                to: link.start,
            }),
        }
    }
    found
}
