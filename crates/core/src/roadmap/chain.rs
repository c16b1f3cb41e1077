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

/// A time in which the last date hangs on one role: it does all of the chain then, at the pace
/// that its time allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bottleneck {
    /// Who.
    pub role: Role,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// Shorter times are not worth a sentence.
const LEAST_DAYS: i64 = 14;

/// The times of two weeks or more in which a chain hangs on one role, in order. A wait between
/// two links belongs to nobody.
pub fn bottlenecks(chain: &[ChainLink]) -> Vec<Bottleneck> {
    let mut found: Vec<Bottleneck> = Vec::new();
    for link in chain {
        let waited = matches!(link.why, Why::Waiting(_) | Why::NotBefore | Why::Pinned);
        match found.last_mut() {
            Some(last) if last.role == link.role && !waited => last.to = link.finish,
            _ => found.push(Bottleneck {
                role: link.role,
                from: link.start,
                to: link.finish,
            }),
        }
    }
    let days = |found: &Bottleneck| found.to.signed_duration_since(found.from).num_days() + 1;
    found.retain(|found| days(found) >= LEAST_DAYS);
    found
}
