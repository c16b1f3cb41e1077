//! What the management system takes every year once it is certified: the effort to run, apart
//! from the effort to build. All figures are our estimates.

use super::{Effort, Work};
use crate::assessment::Plan;
use crate::catalogue::{Node, NodeId, Role, SizeBand};

/// The yearly part of the effort that each piece of work takes the first time, in percent from
/// low to high. What is not named does not come back. Over everything this makes about 30 to
/// 50 %.
const YEARLY_PERCENT: [(&str, u32, u32); 31] = [
    ("DOC", 20, 40),
    ("C1", 20, 40),
    ("C2", 20, 40),
    ("SC", 10, 20),
    ("RO", 25, 50),
    ("POL", 15, 35),
    ("REQ", 20, 35),
    ("ROL", 10, 30),
    ("COM", 10, 30),
    ("RAM", 10, 25),
    ("AUP", 30, 50),
    ("RA1", 40, 60),
    ("RT", 30, 50),
    ("SOA", 20, 40),
    ("OBJ", 50, 80),
    ("RTP", 40, 60),
    ("MEA", 20, 40),
    ("APP", 50, 80),
    ("COMP", 25, 45),
    ("DES", 15, 30),
    ("CHG", 20, 40),
    ("RES", 30, 50),
    ("AWA", 45, 70),
    ("OPS", 35, 55),
    ("TRT", 20, 40),
    ("SOA2", 40, 70),
    ("MON", 80, 120),
    ("AUD", 55, 80),
    ("CAR", 50, 80),
    ("MR", 70, 100),
    ("IMP", 50, 80),
];

/// Going along with the yearly visit takes about a third of going along with both first stages.
const VISIT_PERCENT: (u32, u32) = (30, 40);

/// What a piece of work takes every year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upkeep {
    /// What it is.
    pub node: NodeId,
    /// The effort of a year by our estimate, whatever was written by hand.
    pub estimate: Effort,
    /// The effort of a year.
    pub yearly: Effort,
    /// Whether it was written by hand.
    pub is_overridden: bool,
}

/// What running the system asks of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UpkeepLoad {
    /// Who.
    pub role: Role,
    /// The effort of a year.
    pub yearly: Effort,
}

/// The work that comes back every year, and the load per role that it leaves behind; roles with
/// nothing to do are left out. Its size does not depend on what is open today.
pub fn upkeep(works: &[Work<'_>], n_people: u32, plan: &Plan) -> (Vec<Upkeep>, Vec<UpkeepLoad>) {
    let size = SizeBand::of(n_people);
    let mut all = Vec::new();
    let mut loads: Vec<UpkeepLoad> = Vec::new();
    for work in works {
        let by_hand = plan.overrides.get(&work.node.id);
        let written = by_hand.and_then(|by_hand| by_hand.yearly_half_days);
        let stretch = plan.effort_percent.unwrap_or(100);
        let ours = ours(work.node, size).map(|effort| effort.percent(stretch));
        let Some(yearly) = written.map(Effort::exactly).or(ours) else {
            continue;
        };
        for share in &work.shares {
            let part = yearly.percent(share.percent);
            match loads.iter_mut().find(|load| load.role == share.role) {
                Some(load) => load.yearly = load.yearly.plus(part),
                None => loads.push(UpkeepLoad {
                    role: share.role,
                    yearly: part,
                }),
            }
        }
        all.push(Upkeep {
            node: work.node.id.clone(),
            estimate: ours.unwrap_or_default(),
            yearly,
            is_overridden: written.is_some(),
        });
    }
    loads.sort_unstable_by_key(|load| load.role);
    (all, loads)
}

/// The effort of a year over everything.
pub fn yearly(all: &[Upkeep]) -> Effort {
    all.iter()
        .map(|one| one.yearly)
        .fold(Effort::default(), Effort::plus)
}

fn ours(node: &Node, size: SizeBand) -> Option<Effort> {
    let (low, high) = if matches!(node.id.as_str(), "ST1" | "ST2") {
        VISIT_PERCENT
    } else {
        let id = node.id.as_str();
        let (_, low, high) = YEARLY_PERCENT.iter().find(|(known, ..)| *known == id)?;
        (*low, *high)
    };
    let band = node.effort_for(size);
    let once = (band.low_half_days + band.high_half_days).div_ceil(2);
    let part = |percent: u32| (once * percent).div_ceil(100);
    Some(Effort {
        low_half_days: part(low),
        likely_half_days: part(low + high).div_ceil(2),
        high_half_days: part(high),
    })
}
