//! From pieces of work to dates: who does what from when to when, and why not earlier.
//!
//! The days are handed to the general solver in [`crate::schedule`] as half days from the start
//! date on, weekends included, and its answer is read back as dates. Same input, same plan.

use chrono::{Datelike, Days, NaiveDate};

use crate::action::{Effort, Work};
use crate::assessment::Plan;
use crate::catalogue::{Catalogue, NodeId, Phase, Role};
use crate::schedule::{
    Activity, Calendar, Cause, Demand, Exception, Link, Options, Project, Resource, Schedule,
    ScheduleError, Slot, Span, critical_chain, schedule,
};

/// Plans are made for at most ten years.
const HORIZON_DAYS: u32 = 3650;
const SLOTS_A_DAY: u32 = 2;
const WORKING_SLOTS_A_WEEK: u32 = 10;

/// The dated plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Roadmap {
    /// The first day of work.
    pub start: NaiveDate,
    /// Open work in order of its start.
    pub bars: Vec<Bar>,
    /// The phases that hold open work.
    pub phases: Vec<PhaseSpan>,
    /// When Stage 1 can begin.
    pub stage_1: Option<DateRange>,
    /// When Stage 2 can begin.
    pub stage_2: Option<DateRange>,
    /// The open effort of each role.
    pub loads: Vec<Load>,
    /// Roles that nobody has time for; the named role stands in.
    pub stand_ins: Vec<(Role, Role)>,
}

/// One piece of open work with its dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is.
    pub node: NodeId,
    /// The phase it belongs to.
    pub phase: Phase,
    /// What it takes.
    pub effort: Effort,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
    /// Who does which part, from when to when.
    pub parts: Vec<Part>,
    /// The one cause that keeps it from starting earlier.
    pub why: Why,
    /// Whether a delay here delays the certificate.
    pub is_critical: bool,
}

/// The part of a piece of work that one role does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub role: Role,
    /// The likely effort.
    pub half_days: u32,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
}

/// Why a piece of work does not start earlier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It starts with the project.
    Start,
    /// It needs what another piece of work brings.
    After(NodeId),
    /// Time has to pass after another piece of work.
    Waiting(NodeId),
    /// The role is busy with another piece of work.
    Busy(Role, NodeId),
    /// The role does not work just before.
    DayOff(Role),
    /// Not before a day that was set.
    NotBefore,
}

/// When a phase has open work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseSpan {
    /// The phase.
    pub phase: Phase,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
    /// What it takes.
    pub effort: Effort,
}

/// A date with low, likely and high effort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// With low effort.
    pub earliest: NaiveDate,
    /// With likely effort.
    pub likely: NaiveDate,
    /// With high effort.
    pub latest: NaiveDate,
}

/// What a role has to do, against the time it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Who.
    pub role: Role,
    /// The open effort.
    pub effort: Effort,
    /// The time it has.
    pub half_days_a_week: u32,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoadmapError {
    /// The team has no time at all.
    #[error("nobody in the team has any time; at least half a day a week is needed")]
    NobodyHasTime,
    /// The solver found no plan.
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
}

/// Which end of the effort ranges to plan with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Variant {
    Low,
    Likely,
    High,
}

/// Plans the open work from `start` on.
///
/// # Errors
/// Where nobody has time, or the work does not fit into ten years.
pub fn roadmap(
    catalogue: &Catalogue,
    works: &[Work<'_>],
    plan: &Plan,
    start: NaiveDate,
) -> Result<Roadmap, RoadmapError> {
    let team = Team::of(plan)?;
    let solve = |variant| Solved::new(catalogue, works, plan, &team, start, variant);
    let likely = solve(Variant::Likely)?;
    let (low, high) = (solve(Variant::Low)?, solve(Variant::High)?);
    let bars = likely.bars();
    let stage = |id: &str| {
        let low = low.start_of(id)?;
        let likely = likely.start_of(id)?;
        let high = high.start_of(id)?;
        // Less effort can make a greedy plan later; the range is told by its ends.
        let earliest = low.min(likely).min(high);
        Some(DateRange {
            earliest,
            likely,
            latest: low.max(likely).max(high),
        })
    };
    Ok(Roadmap {
        start,
        phases: phases(&bars),
        stage_1: stage("ST1"),
        stage_2: stage("ST2"),
        loads: loads(works, &team),
        stand_ins: team.stand_ins.clone(),
        bars,
    })
}

fn phases(bars: &[Bar]) -> Vec<PhaseSpan> {
    Phase::ALL
        .into_iter()
        .filter_map(|phase| {
            let here = || bars.iter().filter(|bar| bar.phase == phase);
            Some(PhaseSpan {
                phase,
                start: here().map(|bar| bar.start).min()?,
                finish: here().map(|bar| bar.finish).max()?,
                effort: here()
                    .map(|bar| bar.effort)
                    .fold(Effort::default(), Effort::plus),
            })
        })
        .collect()
}

fn loads(works: &[Work<'_>], team: &Team) -> Vec<Load> {
    team.roles
        .iter()
        .map(|&(role, half_days_a_week)| {
            let effort = works
                .iter()
                .flat_map(|work| {
                    work.node
                        .shares
                        .iter()
                        .filter(|share| team.doer(share.role) == role)
                        .map(|share| share_of(work.effort, share.percent))
                })
                .fold(Effort::default(), Effort::plus);
            Load {
                role,
                effort,
                half_days_a_week,
            }
        })
        .collect()
}

/// The part of an effort that so many percent make, rounded up to half days.
fn share_of(effort: Effort, percent: u32) -> Effort {
    let part = |half_days: u32| (half_days.saturating_mul(percent)).div_ceil(100);
    Effort {
        low_half_days: part(effort.low_half_days),
        likely_half_days: part(effort.likely_half_days),
        high_half_days: part(effort.high_half_days),
    }
}

/// The time that each role has, and who stands in for a role that nobody holds.
struct Team {
    roles: Vec<(Role, u32)>,
    stand_ins: Vec<(Role, Role)>,
}

impl Team {
    /// Adds up the members of each role. A role without time falls to the ISMS manager, or where
    /// that is the one missing, to the role that has most time.
    fn of(plan: &Plan) -> Result<Self, RoadmapError> {
        let time = |role: Role| -> u32 {
            plan.team
                .iter()
                .filter(|member| member.role == role)
                .map(|member| member.half_days_a_week)
                .fold(0, u32::saturating_add)
        };
        let roles: Vec<(Role, u32)> = Role::ALL
            .into_iter()
            .map(|role| (role, time(role)))
            .filter(|(_, half_days)| *half_days > 0)
            .collect();
        let busiest = roles
            .iter()
            .find(|(role, _)| *role == Role::IsmsManager)
            .or_else(|| roles.iter().max_by_key(|(_, half_days)| *half_days))
            .map(|(role, _)| *role)
            .ok_or(RoadmapError::NobodyHasTime)?;
        let stand_ins = Role::ALL
            .into_iter()
            .filter(|role| time(*role) == 0)
            .map(|role| (role, busiest))
            .collect();
        Ok(Self { roles, stand_ins })
    }

    /// Who does the work of a role.
    fn doer(&self, role: Role) -> Role {
        self.stand_ins
            .iter()
            .find(|(absent, _)| *absent == role)
            .map_or(role, |(_, doer)| *doer)
    }

    fn resource(&self, role: Role) -> Option<(usize, u32)> {
        let doer = self.doer(role);
        let idx = self.roles.iter().position(|(role, _)| *role == doer)?;
        self.roles.get(idx).map(|(_, half_days)| (idx, *half_days))
    }
}

/// The half days of a week on which a role works: spread evenly over Monday to Friday, two
/// slots a day, the week beginning on the weekday of `start`.
fn week(half_days_a_week: u32, start: NaiveDate) -> Vec<u32> {
    let monday_first: Vec<u32> = (0..7 * SLOTS_A_DAY)
        .map(|slot| {
            if slot >= WORKING_SLOTS_A_WEEK {
                return 0;
            }
            let up_to = |n: u32| n * half_days_a_week / WORKING_SLOTS_A_WEEK;
            up_to(slot + 1) - up_to(slot)
        })
        .collect();
    let shift = start.weekday().num_days_from_monday() * SLOTS_A_DAY;
    let mut week = monday_first;
    week.rotate_left(shift as usize);
    week
}

/// What an activity of the solver stands for.
#[derive(Clone, Copy)]
enum Meaning {
    /// A part of a piece of work, done by one role.
    Part {
        work_idx: usize,
        role: Role,
        half_days: u32,
    },
    /// The end of a piece of work, or a closed one.
    End { work_idx: usize },
}

/// A project handed to the solver, and its answer.
struct Solved<'a> {
    works: &'a [Work<'a>],
    start: NaiveDate,
    roles: Vec<Role>,
    meanings: Vec<Meaning>,
    schedule: Schedule,
    is_critical: Vec<bool>,
}

impl<'a> Solved<'a> {
    fn new(
        catalogue: &Catalogue,
        works: &'a [Work<'a>],
        plan: &Plan,
        team: &Team,
        start: NaiveDate,
        variant: Variant,
    ) -> Result<Self, RoadmapError> {
        let (project, meanings) = project(catalogue, works, plan, team, start, variant);
        let schedule = schedule(&project, &Options::quick())?;
        let mut is_critical = vec![false; works.len()];
        for activity in critical_chain(&project, &schedule) {
            let (Some(Meaning::Part { work_idx, .. }) | Some(Meaning::End { work_idx })) =
                meanings.get(activity).copied()
            else {
                continue;
            };
            if let Some(critical) = is_critical.get_mut(work_idx) {
                *critical = true;
            }
        }
        let roles = team.roles.iter().map(|(role, _)| *role).collect();
        Ok(Self {
            works,
            start,
            roles,
            meanings,
            schedule,
            is_critical,
        })
    }

    fn day(&self, slot: Slot) -> NaiveDate {
        let days = Days::new(u64::from(slot / SLOTS_A_DAY));
        self.start.checked_add_days(days).unwrap_or(NaiveDate::MAX)
    }

    /// The last day of a span: that of its last slot, or of its start for a milestone.
    fn last_day(&self, span: Span) -> NaiveDate {
        self.day(span.finish.saturating_sub(1).max(span.start))
    }

    /// The activities of a piece of work that are parts, with what they are.
    fn parts_of(&self, wanted: usize) -> impl Iterator<Item = (usize, Role, u32)> {
        self.meanings
            .iter()
            .enumerate()
            .filter_map(move |(activity, meaning)| match *meaning {
                Meaning::Part {
                    work_idx,
                    role,
                    half_days,
                } if work_idx == wanted => Some((activity, role, half_days)),
                _ => None,
            })
    }

    fn span(&self, activity: usize) -> Span {
        self.schedule
            .spans
            .get(activity)
            .copied()
            .unwrap_or_default()
    }

    fn start_of(&self, id: &str) -> Option<NaiveDate> {
        let work_idx = self
            .works
            .iter()
            .position(|work| work.node.id.as_str() == id)?;
        let slot = self
            .parts_of(work_idx)
            .map(|(activity, ..)| self.span(activity).start)
            .min()?;
        Some(self.day(slot))
    }

    fn bars(&self) -> Vec<Bar> {
        let mut bars: Vec<Bar> = (0..self.works.len())
            .filter_map(|idx| self.bar(idx))
            .collect();
        bars.sort_by_key(|bar| (bar.start, bar.finish));
        bars
    }

    fn bar(&self, work_idx: usize) -> Option<Bar> {
        let work = self.works.get(work_idx)?;
        let (first, ..) = self
            .parts_of(work_idx)
            .min_by_key(|(a, ..)| self.span(*a).start)?;
        let parts: Vec<Part> = self
            .parts_of(work_idx)
            .map(|(activity, role, half_days)| Part {
                role,
                half_days,
                start: self.day(self.span(activity).start),
                finish: self.last_day(self.span(activity)),
            })
            .collect();
        Some(Bar {
            node: work.node.id.clone(),
            phase: work.node.phase,
            effort: work.effort,
            start: parts.iter().map(|part| part.start).min()?,
            finish: parts.iter().map(|part| part.finish).max()?,
            parts,
            why: self.why(first),
            is_critical: self.is_critical.get(work_idx).copied().unwrap_or(false),
        })
    }

    /// Reads the solver's cause as a cause among pieces of work. A closed piece of work only passes
    /// on what keeps it.
    fn why(&self, activity: usize) -> Why {
        if let Some(Cause::Predecessor {
            activity: before,
            lag: 0,
        }) = self.schedule.causes.get(activity)
            && let Some(Meaning::End { work_idx }) = self.meanings.get(*before)
            && self.parts_of(*work_idx).next().is_none()
        {
            return self.why(*before);
        }
        let node_of = |activity: usize| {
            let (Meaning::Part { work_idx, .. } | Meaning::End { work_idx }) =
                *self.meanings.get(activity)?;
            self.works.get(work_idx).map(|work| work.node.id.clone())
        };
        let role_of = |resource: usize| self.roles.get(resource).copied();
        let why = match self.schedule.causes.get(activity) {
            Some(Cause::Predecessor {
                activity: before,
                lag,
            }) => node_of(*before).map(|node| {
                if *lag > 0 {
                    Why::Waiting(node)
                } else {
                    Why::After(node)
                }
            }),
            Some(Cause::Resource {
                resource,
                activity: holder,
            }) => role_of(*resource)
                .zip(node_of(*holder))
                .map(|(role, node)| Why::Busy(role, node)),
            Some(Cause::Break { resource, .. }) => role_of(*resource).map(Why::DayOff),
            Some(Cause::Release) => Some(Why::NotBefore),
            _ => None,
        };
        why.unwrap_or(Why::Start)
    }
}

/// Writes the open work as a project for the solver: one activity for each part of a piece of
/// work, and one milestone that stands for its end.
fn project(
    catalogue: &Catalogue,
    works: &[Work<'_>],
    plan: &Plan,
    team: &Team,
    start: NaiveDate,
    variant: Variant,
) -> (Project, Vec<Meaning>) {
    let mut activities: Vec<Activity> = Vec::new();
    let mut meanings: Vec<Meaning> = Vec::new();
    // The ends come first, so that their places are those of the works.
    for (work_idx, work) in works.iter().enumerate() {
        activities.push(Activity {
            name: work.node.id.to_string(),
            ..Activity::default()
        });
        meanings.push(Meaning::End { work_idx });
    }
    for (work_idx, work) in works.iter().enumerate() {
        let before = links(catalogue, works, &work.node.id);
        let not_before = plan
            .overrides
            .get(&work.node.id)
            .and_then(|by_hand| by_hand.not_before)
            .map_or(0, |day| slots_between(start, day));
        let mut parts = Vec::new();
        for share in &work.node.shares {
            let effort = share_of(work.effort, share.percent);
            let half_days = match variant {
                Variant::Low => effort.low_half_days,
                Variant::Likely => effort.likely_half_days,
                Variant::High => effort.high_half_days,
            };
            let Some((resource, half_days_a_week)) = team.resource(share.role) else {
                continue;
            };
            if half_days == 0 {
                continue;
            }
            // A role with several people works side by side, where there is enough to share.
            let amount = (half_days_a_week / WORKING_SLOTS_A_WEEK).clamp(1, half_days.div_ceil(4));
            parts.push(activities.len());
            meanings.push(Meaning::Part {
                work_idx,
                role: team.doer(share.role),
                half_days,
            });
            activities.push(Activity {
                name: work.node.id.to_string(),
                duration: half_days.div_ceil(amount),
                demands: vec![Demand { resource, amount }],
                predecessors: before.clone(),
                release: not_before,
                fixed: None,
            });
        }
        if let Some(end) = activities.get_mut(work_idx) {
            end.predecessors = if parts.is_empty() {
                before
            } else {
                parts
                    .into_iter()
                    .map(|activity| Link { activity, lag: 0 })
                    .collect()
            };
        }
    }
    let exceptions: Vec<Exception> = plan
        .holidays
        .iter()
        .filter(|day| **day >= start)
        .map(|day| {
            let slot = slots_between(start, *day);
            Exception {
                span: Span {
                    start: slot,
                    finish: slot + SLOTS_A_DAY,
                },
                capacity: 0,
            }
        })
        .collect();
    let resources = team
        .roles
        .iter()
        .map(|&(role, half_days)| Resource {
            name: format!("{role:?}"),
            calendar: Calendar::Pattern {
                week: week(half_days, start),
                exceptions: exceptions.clone(),
            },
        })
        .collect();
    let horizon = HORIZON_DAYS * SLOTS_A_DAY;
    (
        Project {
            activities,
            resources,
            horizon,
        },
        meanings,
    )
}

/// What must have ended before a node starts; the ends have the places of the nodes. Waits count
/// between open work: what is closed has its records.
fn links(catalogue: &Catalogue, works: &[Work<'_>], id: &NodeId) -> Vec<Link> {
    let mut links: Vec<Link> = catalogue
        .edges
        .iter()
        .filter(|edge| edge.after == *id)
        .filter_map(|edge| {
            Some(Link {
                activity: catalogue.node_idx(&edge.before)?,
                lag: 0,
            })
        })
        .collect();
    for wait in catalogue.waits.iter().filter(|wait| wait.after == *id) {
        let Some(before) = catalogue.node_idx(&wait.before) else {
            continue;
        };
        let is_open = |idx: Option<usize>| {
            idx.and_then(|idx| works.get(idx))
                .is_some_and(Work::is_open)
        };
        let lag = if is_open(Some(before)) && is_open(catalogue.node_idx(id)) {
            wait.days * SLOTS_A_DAY
        } else {
            0
        };
        match links.iter_mut().find(|link| link.activity == before) {
            Some(link) => link.lag = lag,
            None => links.push(Link {
                activity: before,
                lag,
            }),
        }
    }
    links
}

fn slots_between(start: NaiveDate, day: NaiveDate) -> Slot {
    let days = day.signed_duration_since(start).num_days();
    u32::try_from(days).unwrap_or(0).min(HORIZON_DAYS) * SLOTS_A_DAY
}
