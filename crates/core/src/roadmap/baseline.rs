//! Planned against now: a plan is frozen on a day, and later ones are compared with it.

use chrono::NaiveDate;
use litemap::LiteMap;

use super::Roadmap;
use crate::action::Work;
use crate::assessment::{Baseline, Extra, Promised, State};
use crate::catalogue::NodeId;

/// Freezes a plan as it stands on a day.
pub fn freeze(roadmap: &Roadmap, taken: NaiveDate) -> Baseline {
    let mut nodes = LiteMap::new();
    for bar in &roadmap.bars {
        let promised = Promised {
            start: bar.start,
            finish: bar.finish,
            extra: Extra::new(),
        };
        nodes.insert(bar.node.clone(), promised);
    }
    Baseline {
        taken,
        stage_1: roadmap.stage_1.map(|range| range.likely),
        stage_2: roadmap.stage_2.map(|range| range.likely),
        nodes,
        extra: Extra::new(),
    }
}

/// How a plan has moved since a baseline was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The days by which Stage 1 is later, negative where earlier; `None` where it has no date in
    /// one of the two.
    pub stage_1_days: Option<i64>,
    /// The same for Stage 2.
    pub stage_2_days: Option<i64>,
    /// Each piece of work of the baseline, by id.
    pub nodes: Vec<NodeDrift>,
    /// Work that is open now and was not in the baseline.
    pub added: Vec<NodeId>,
}

/// How one piece of work has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeDrift {
    /// The work.
    pub node: NodeId,
    /// The first and the last day in the baseline.
    pub promised: (NaiveDate, NaiveDate),
    /// Where it stands now.
    pub now: Now,
    /// The days by which its end is later, negative where earlier; `None` where its end is not
    /// known.
    pub days_late: Option<i64>,
}

/// Where a piece of work of a baseline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// Planned from the first day to the last.
    Planned(NaiveDate, NaiveDate),
    /// Finished on a day.
    Done(NaiveDate),
    /// Nothing is left of it, and nobody said since when.
    Closed,
}

/// Compares a plan with a baseline.
pub fn drift(baseline: &Baseline, roadmap: &Roadmap, works: &[Work<'_>]) -> Drift {
    let days = |then: NaiveDate, now: NaiveDate| now.signed_duration_since(then).num_days();
    let nodes = baseline.nodes.iter().map(|(node, promised)| {
        let now = now(node, roadmap, works);
        NodeDrift {
            node: node.clone(),
            promised: (promised.start, promised.finish),
            now,
            days_late: match now {
                Now::Planned(_, finish) | Now::Done(finish) => Some(days(promised.finish, finish)),
                Now::Closed => None,
            },
        }
    });
    let stage = |then: Option<NaiveDate>, now: Option<NaiveDate>| Some(days(then?, now?));
    let likely = |range: Option<super::DateRange>| range.map(|range| range.likely);
    Drift {
        stage_1_days: stage(baseline.stage_1, likely(roadmap.stage_1)),
        stage_2_days: stage(baseline.stage_2, likely(roadmap.stage_2)),
        nodes: nodes.collect(),
        added: roadmap
            .bars
            .iter()
            .filter(|bar| !baseline.nodes.contains_key(&bar.node))
            .map(|bar| bar.node.clone())
            .collect(),
    }
}

fn now(node: &NodeId, roadmap: &Roadmap, works: &[Work<'_>]) -> Now {
    if let Some(bar) = roadmap.bars.iter().find(|bar| bar.node == *node) {
        return Now::Planned(bar.start, bar.finish);
    }
    let work = works.iter().find(|work| work.node.id == *node);
    work.filter(|work| work.state == State::Done)
        .and_then(|work| work.finished)
        .map_or(Now::Closed, Now::Done)
}
