//! What if: another plan for the same work, and what it does to the audit dates.
//!
//! Every knob is a field of [`Plan`]: people and their time, the start, dropped orders, figures of
//! effort. A greedy search can be unlucky and find a later date with more people, so plans that
//! are known already count as well: who has more time can also use only a part of it.

use chrono::NaiveDate;

use super::solve::{Solved, Variant};
use super::team::Team;
use super::{Roadmap, RoadmapError, Search, first_day};
use crate::action::{Effort, Work, replan};
use crate::assessment::{Absence, Plan};
use crate::catalogue::{Catalogue, NodeId, Role};

/// What a plan leads to with likely effort.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The plan.
    pub plan: Plan,
    /// The first day on which it puts open work.
    pub start: NaiveDate,
    /// When Stage 1 can begin; `None` where it is done.
    pub stage_1: Option<NaiveDate>,
    /// When Stage 2 can begin; `None` where it is done.
    pub stage_2: Option<NaiveDate>,
    /// The last day of work; `None` where nothing is open.
    pub end: Option<NaiveDate>,
    /// The open effort of everybody.
    pub effort: Effort,
}

/// A date in two plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// As planned.
    pub now: Option<NaiveDate>,
    /// As it would be.
    pub then: Option<NaiveDate>,
    /// The days by which it comes earlier; negative where it comes later.
    pub days_won: i64,
}

/// Two plans side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The begin of Stage 1.
    pub stage_1: Change,
    /// The begin of Stage 2.
    pub stage_2: Change,
    /// The last day of work.
    pub end: Change,
}

/// A piece of work whose dates differ between two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The work.
    pub node: NodeId,
    /// Its first and last day as planned; `None` where it is not open there.
    pub now: Option<(NaiveDate, NaiveDate)>,
    /// The same as it would be.
    pub then: Option<(NaiveDate, NaiveDate)>,
    /// The days by which its end comes earlier; negative where it comes later.
    pub days_won: i64,
}

/// The work that has other dates in another plan, those that move furthest first.
pub fn moves(now: &Roadmap, then: &Roadmap) -> Vec<Move> {
    let span = |plan: &Roadmap, node: &NodeId| {
        let bar = plan.bars.iter().find(|bar| bar.node == *node)?;
        Some((bar.start, bar.finish))
    };
    let only_then = then
        .bars
        .iter()
        .filter(|bar| span(now, &bar.node).is_none());
    let mut moves: Vec<Move> = now
        .bars
        .iter()
        .chain(only_then)
        .map(|bar| {
            let (now, then) = (span(now, &bar.node), span(then, &bar.node));
            Move {
                node: bar.node.clone(),
                now,
                then,
                days_won: match (now, then) {
                    (Some((_, now)), Some((_, then))) => now.signed_duration_since(then).num_days(),
                    _ => 0,
                },
            }
        })
        .filter(|found| found.now != found.then)
        .collect();
    moves.sort_by_key(|found| std::cmp::Reverse(found.days_won.abs()));
    moves
}

/// What a plan leads to. Dates are the best of this search and of those `known` outcomes that the
/// plan can copy, since it has at least their people and days and no more work. So more time never
/// gives a later date than one that is known.
///
/// # Errors
/// Where nobody has time, or the work does not fit into ten years.
pub fn outcome(
    catalogue: &Catalogue,
    works: &[Work<'_>],
    plan: &Plan,
    today: NaiveDate,
    search: Search,
    known: &[&Outcome],
) -> Result<Outcome, RoadmapError> {
    let mut works = works.to_vec();
    replan(&mut works, plan);
    let team = Team::of(plan)?;
    let start = first_day(plan, today);
    let likely = Variant::Likely;
    let solved = Solved::new(catalogue, &works, plan, &team, start, likely, search)?;
    let mut outcome = Outcome {
        plan: plan.clone(),
        start,
        stage_1: solved.start_of("ST1"),
        stage_2: solved.start_of("ST2"),
        end: solved.end(),
        effort: works
            .iter()
            .map(|work| work.effort)
            .fold(Effort::default(), Effort::plus),
    };
    for other in known {
        if can_copy(&outcome, other) {
            outcome.copy(other);
        }
    }
    Ok(outcome)
}

impl Outcome {
    /// Takes over the dates of an outcome that are earlier.
    pub(super) fn copy(&mut self, other: &Self) {
        let earlier = |ours: Option<NaiveDate>, theirs: Option<NaiveDate>| {
            ours.map(|ours| theirs.map_or(ours, |theirs| ours.min(theirs)))
        };
        self.stage_1 = earlier(self.stage_1, other.stage_1);
        self.stage_2 = earlier(self.stage_2, other.stage_2);
        self.end = earlier(self.end, other.end);
    }
}

/// Whether a plan can be worked exactly as another one: nothing that binds it binds it more.
fn can_copy(outcome: &Outcome, other: &Outcome) -> bool {
    let (plan, base) = (&outcome.plan, &other.plan);
    let more_time = Role::ALL
        .into_iter()
        .all(|role| base.time(role) <= plan.time(role));
    let percent = |plan: &Plan| plan.effort_percent.unwrap_or(100);
    more_time
        && outcome.start <= other.start
        && percent(plan) <= percent(base)
        && plan.overrides == base.overrides
        && plan.waits == base.waits
        && plan.holidays.iter().all(|day| base.holidays.contains(day))
        && plan
            .absences
            .iter()
            .all(|away| is_no_worse(away, plan, base))
        && base
            .dropped
            .iter()
            .all(|order| plan.dropped.contains(order))
}

/// Whether an absence takes no more from a plan than from another one.
fn is_no_worse(away: &Absence, plan: &Plan, base: &Plan) -> bool {
    let left = |plan: &Plan| {
        let there = plan.team.iter().filter(|member| {
            member.role == away.role && !away.name.is_empty() && member.name != away.name
        });
        there
            .map(|member| member.half_days_a_week)
            .fold(0, u32::saturating_add)
    };
    base.absences.contains(away) && left(base) <= left(plan)
}

/// Puts two outcomes side by side.
pub fn compare(now: &Outcome, then: &Outcome) -> Comparison {
    let change = |now: Option<NaiveDate>, then: Option<NaiveDate>| Change {
        now,
        then,
        days_won: match (now, then) {
            (Some(now), Some(then)) => now.signed_duration_since(then).num_days(),
            _ => 0,
        },
    };
    Comparison {
        stage_1: change(now.stage_1, then.stage_1),
        stage_2: change(now.stage_2, then.stage_2),
        end: change(now.end, then.end),
    }
}

/// What another plan would lead to, compared with the outcome of the present one.
///
/// # Errors
/// As for [`outcome`].
pub fn what_if(
    catalogue: &Catalogue,
    works: &[Work<'_>],
    now: &Outcome,
    plan: &Plan,
    today: NaiveDate,
    search: Search,
) -> Result<(Outcome, Comparison), RoadmapError> {
    let then = outcome(catalogue, works, plan, today, search, &[now])?;
    let comparison = compare(now, &then);
    Ok((then, comparison))
}
