//! From gaps to pieces of work: how much of each node is left, and what it takes.
//!
//! Effort is a range in half person-days, scaled by the size of the organisation and by how far
//! its gaps reach. Every figure is an estimate of ours until somebody overwrites it.

use chrono::NaiveDate;

use crate::assessment::{Assessment, Override, Plan, Rating, StageOneAudit, State};
use crate::catalogue::{Catalogue, Node, Share, SizeBand};
use crate::gap::{Gap, Missing};
use crate::score::{Reading, Scorecard};

mod audit;
mod finish;
mod upkeep;

pub use audit::{AuditTime, audit_time};
pub use finish::{Finish, Raise, finish};
pub(crate) use finish::{others_open, reached};
pub use upkeep::{Upkeep, UpkeepLoad, upkeep, yearly};

/// One piece of work, open or closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Work<'a> {
    /// What it is.
    pub node: &'a Node,
    /// The gaps that it closes, as positions in the list of gaps.
    pub gap_idxs: Vec<usize>,
    /// The readiness gates that those gaps hold back, each once.
    pub gates: Vec<&'a str>,
    /// How much of it is left, in thousandths of the whole.
    pub left_permille: u32,
    /// What that takes by our estimate, whatever was written by hand.
    pub estimate: Effort,
    /// What that takes.
    pub effort: Effort,
    /// Whether the effort was written by hand.
    pub is_overridden: bool,
    /// Who does which part of it: as written by hand, or else by our estimate.
    pub shares: Vec<Share>,
    /// How far it has come.
    pub state: State,
    /// The last day of work on it, where it is done and somebody said when.
    pub finished: Option<NaiveDate>,
}

/// A range of effort in half person-days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// With everything going well.
    pub low_half_days: u32,
    /// In between.
    pub likely_half_days: u32,
    /// With the usual trouble.
    pub high_half_days: u32,
}

impl Effort {
    /// The sum of two efforts.
    pub fn plus(self, other: Self) -> Self {
        Self {
            low_half_days: self.low_half_days.saturating_add(other.low_half_days),
            likely_half_days: self.likely_half_days.saturating_add(other.likely_half_days),
            high_half_days: self.high_half_days.saturating_add(other.high_half_days),
        }
    }

    /// So many percent of it, rounded up to half days.
    #[must_use]
    pub fn percent(self, percent: u32) -> Self {
        let part = |half_days: u32| half_days.saturating_mul(percent).div_ceil(100);
        Self {
            low_half_days: part(self.low_half_days),
            likely_half_days: part(self.likely_half_days),
            high_half_days: part(self.high_half_days),
        }
    }

    /// The same effort whatever happens.
    pub fn exactly(half_days: u32) -> Self {
        Self {
            low_half_days: half_days,
            likely_half_days: half_days,
            high_half_days: half_days,
        }
    }
}

impl Work<'_> {
    /// Whether anything is left to do.
    pub fn is_open(&self) -> bool {
        self.effort.high_half_days > 0
    }

    /// Takes over what a plan says about it: figures by hand, its state, the stretch of estimates.
    fn plan(&mut self, plan: &Plan) {
        let by_hand = plan.overrides.get(&self.node.id);
        let ours = self.estimate.percent(plan.effort_percent.unwrap_or(100));
        let written = by_hand.and_then(|by_hand| written(by_hand, ours));
        self.effort = written.unwrap_or(ours);
        self.is_overridden = written.is_some();
        self.shares = by_hand
            .and_then(Override::shares)
            .unwrap_or_else(|| self.node.shares.clone());
        self.state = by_hand.map(|by_hand| by_hand.state).unwrap_or_default();
        self.finished = None;
        match (self.state, by_hand) {
            (State::Done, by_hand) => {
                self.effort = Effort::default();
                self.finished = by_hand.and_then(|by_hand| by_hand.finished);
            }
            (State::InProgress, Some(by_hand)) => {
                if let Some(half_days) = by_hand.remaining_half_days {
                    self.effort = Effort::exactly(half_days);
                    self.is_overridden = true;
                }
            }
            _ => {}
        }
    }
}

/// The effort by hand, if any figure of it was written; ours fills what is missing of a range.
fn written(by_hand: &Override, ours: Effort) -> Option<Effort> {
    let (low, high) = (by_hand.effort_low_half_days, by_hand.effort_high_half_days);
    match (by_hand.effort_half_days, low, high) {
        (None, None, None) => None,
        (Some(half_days), None, None) => Some(Effort::exactly(half_days)),
        (Some(likely), low, high) => Some(Effort {
            low_half_days: low.unwrap_or(ours.low_half_days).min(likely),
            likely_half_days: likely,
            high_half_days: high.unwrap_or(ours.high_half_days).max(likely),
        }),
        (None, low, high) => {
            let low = low.unwrap_or(ours.low_half_days.min(high.unwrap_or(u32::MAX)));
            let high = high.unwrap_or(ours.high_half_days).max(low);
            Some(Effort {
                low_half_days: low,
                likely_half_days: ours.likely_half_days.clamp(low, high),
                high_half_days: high,
            })
        }
    }
}

/// Naming the evidence for something that is claimed, approving a draft or closing a finding takes
/// about a tenth of doing it.
const EVIDENCE_PERMILLE: u32 = 100;

/// Lists all pieces of work in catalogue order, closed ones with no effort. Stage 1 is closed once
/// somebody says that it was held.
pub fn actions<'a>(
    catalogue: &'a Catalogue,
    assessment: &Assessment,
    scorecard: &Scorecard<'a>,
    gaps: &[Gap<'a>],
) -> Vec<Work<'a>> {
    let size = SizeBand::of(assessment.profile.people);
    let works = catalogue.nodes.iter().map(|node| {
        let mut gap_idxs = Vec::new();
        let mut gates: Vec<&str> = Vec::new();
        for (idx, gap) in gaps.iter().enumerate() {
            if gap.question.work.contains(&node.id) {
                gap_idxs.push(idx);
                gates.extend(gap.question.gates.iter().map(String::as_str));
            }
        }
        gates.sort_unstable();
        gates.dedup();
        let is_held = node.id.as_str() == "ST1" && assessment.stage_1 == StageOneAudit::Held;
        let left_permille = if is_held {
            0
        } else {
            left(node, scorecard, gaps)
        };
        let estimate = effort(node, size, left_permille);
        Work {
            node,
            gap_idxs,
            gates,
            left_permille,
            estimate,
            effort: estimate,
            is_overridden: false,
            shares: Vec::new(),
            state: State::Open,
            finished: None,
        }
    });
    let mut works: Vec<Work<'a>> = works.collect();
    replan(&mut works, &assessment.plan);
    works
}

/// Takes over what another plan says about the same work: a what-if needs no new answers.
pub fn replan(works: &mut [Work<'_>], plan: &Plan) {
    for work in works {
        work.plan(plan);
    }
}

/// The effort of a node of which so many thousandths are left.
fn effort(node: &Node, size: SizeBand, left_permille: u32) -> Effort {
    let band = node.effort_for(size);
    let part = |half_days: u32| (half_days * left_permille).div_ceil(1000);
    let (low, high) = (part(band.low_half_days), part(band.high_half_days));
    Effort {
        low_half_days: low,
        likely_half_days: (low + high).div_ceil(2),
        high_half_days: high,
    }
}

/// How much of a node is left, in thousandths: the mean over its questions, weighted by their
/// effort. A node that no question names follows the sub-clauses that tell most about it, and
/// one that follows nothing (the audits) is whole until it is done.
fn left(node: &Node, scorecard: &Scorecard<'_>, gaps: &[Gap<'_>]) -> u32 {
    let readings = || {
        scorecard
            .subclauses
            .iter()
            .flat_map(|score| &score.readings)
    };
    let own: Vec<&Reading<'_>> = readings()
        .filter(|reading| reading.question.work.contains(&node.id))
        .collect();
    let counted = if own.is_empty() {
        scorecard
            .subclauses
            .iter()
            .filter(|score| node.follows.contains(&score.id))
            .flat_map(|score| &score.readings)
            .collect()
    } else {
        own
    };
    let mut weights = 0_u32;
    let mut left = 0_u32;
    for reading in counted {
        let weight = reading.question.effort.weight();
        weights += weight;
        left += weight * left_of(reading, gaps);
    }
    if weights == 0 {
        1000
    } else {
        left.div_ceil(weights)
    }
}

/// How much of one requirement is left, in thousandths of the way from nothing to the target.
fn left_of(reading: &Reading<'_>, gaps: &[Gap<'_>]) -> u32 {
    let Some(gap) = gaps
        .iter()
        .find(|gap| gap.question.id == reading.question.id)
    else {
        return 0;
    };
    match gap.missing {
        Missing::Answer => 1000,
        Missing::Evidence | Missing::Approval | Missing::Closing => EVIDENCE_PERMILLE,
        Missing::Levels { from, to } => {
            let (from, to) = (u32::from(from.steps()), u32::from(to.steps()));
            let levels = ((to - from) * 1000).div_ceil(to);
            let lacks_record = !reading.has_evidence
                && reading
                    .rating
                    .and_then(Rating::level)
                    .is_some_and(|level| level.steps() >= 3);
            if lacks_record {
                levels.max(EVIDENCE_PERMILLE)
            } else {
                levels
            }
        }
    }
}
