//! The work as somebody who follows it wants to see it: how far it is, whose it is, what is late.

use chrono::NaiveDate;

use super::Roadmap;
use crate::action::{Effort, Work};
use crate::assessment::{Override, Plan, State};
use crate::catalogue::{NodeId, Phase, Role};

/// How far a piece of work has come, with what needs no work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Somebody works on it.
    InProgress,
    /// Nobody has begun.
    Open,
    /// Somebody marked it as done.
    Done,
    /// By the answers nothing is left of it, and nobody marked it.
    NothingLeft,
}

impl Progress {
    /// All of them, what needs looking after first.
    pub const ALL: [Self; 4] = [Self::InProgress, Self::Open, Self::Done, Self::NothingLeft];

    /// How far a piece of work has come.
    pub fn of(work: &Work<'_>) -> Self {
        match work.state {
            State::Done => Self::Done,
            _ if !work.is_open() => Self::NothingLeft,
            State::InProgress => Self::InProgress,
            State::Open => Self::Open,
        }
    }
}

/// What its due date says about a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// The day is still to come, and the plan is in time.
    InTime,
    /// The day is still to come, and the plan ends it so many days after it.
    PlannedLate(i64),
    /// The day went by so many days ago, and it is open.
    Overdue(i64),
    /// It is done, or nothing is left of it.
    Over,
}

/// One piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub node: NodeId,
    /// The phase it belongs to.
    pub phase: Phase,
    /// How far it has come.
    pub progress: Progress,
    /// Who looks after it; may be empty.
    pub owner: String,
    /// The day by which it should be done, and what that says.
    pub due: Option<(NaiveDate, Due)>,
    /// The first and last day of the plan, where it is open.
    pub planned: Option<(NaiveDate, NaiveDate)>,
    /// The last day of work on it, where it is done and somebody said when.
    pub finished: Option<NaiveDate>,
    /// What is left of it.
    pub effort: Effort,
    /// Whether that was written by hand.
    pub is_overridden: bool,
    /// Who works on it.
    pub roles: Vec<Role>,
}

/// All pieces of work: those in progress, the open ones by their first day, the done ones, the rest.
pub fn follow(
    works: &[Work<'_>],
    plan: &Plan,
    roadmap: Option<&Roadmap>,
    today: NaiveDate,
) -> Vec<Line> {
    let line = |work: &Work<'_>| {
        let id = &work.node.id;
        let by_hand = plan.overrides.get(id);
        let bars = roadmap.map_or(&[][..], |roadmap| &roadmap.bars);
        let bar = bars.iter().find(|bar| bar.node == *id);
        let planned = bar.map(|bar| (bar.start, bar.finish));
        let days_after = |day: NaiveDate, due: NaiveDate| day.signed_duration_since(due).num_days();
        let progress = Progress::of(work);
        let due = |due: NaiveDate| match (progress, planned) {
            (Progress::Done | Progress::NothingLeft, _) => Due::Over,
            _ if due < today => Due::Overdue(days_after(today, due)),
            (_, Some((_, finish))) if due < finish => Due::PlannedLate(days_after(finish, due)),
            _ => Due::InTime,
        };
        Line {
            node: id.clone(),
            phase: work.node.phase,
            progress,
            owner: by_hand
                .map(|by_hand| by_hand.owner.clone())
                .unwrap_or_default(),
            due: by_hand
                .and_then(|by_hand| by_hand.due)
                .map(|day| (day, due(day))),
            planned,
            finished: work.finished,
            effort: work.effort,
            is_overridden: work.is_overridden,
            roles: work.shares.iter().map(|share| share.role).collect(),
        }
    };
    let mut lines: Vec<Line> = works.iter().map(line).collect();
    lines.sort_by_key(|line| {
        let first = line.planned.map(|(start, _)| start);
        (line.progress, first.is_none(), first, line.finished)
    });
    lines
}

/// The work of which effort, yearly effort or shares were written by hand.
pub fn changed_works(plan: &Plan) -> Vec<NodeId> {
    let is_changed = |by_hand: &&Override| {
        let figures = [
            by_hand.effort_half_days,
            by_hand.effort_low_half_days,
            by_hand.effort_high_half_days,
            by_hand.yearly_half_days,
        ];
        figures.iter().any(Option::is_some) || by_hand.shares().is_some()
    };
    let changed = plan
        .overrides
        .iter()
        .filter(|(_, by_hand)| is_changed(by_hand));
    changed.map(|(node, _)| node.clone()).collect()
}
