//! The work as a project for the general solver, and its answer read back as dates.

use chrono::{Datelike, Days, NaiveDate};

use super::team::{Team, WORKING_SLOTS_A_WEEK, calendar};
use super::{
    Bar, ChainLink, DateRange, HORIZON_YEARS, Part, Pin, RoadmapError, Search, Usage, Week, Why,
};
use crate::action::Work;
use crate::assessment::{Plan, State};
use crate::catalogue::{Catalogue, Edge, EdgeKind, NodeId, Phase, Role, Wait};
use crate::schedule::{
    Activity, Calendar, Cause, Demand, Link, Options, Project, Resource, Schedule, ScheduleError,
    Slot, Span, critical_chain, schedule,
};

const HORIZON_DAYS: u32 = 365 * HORIZON_YEARS;
pub(super) const SLOTS_A_DAY: u32 = 2;
const SLOTS_A_WEEK: u32 = 7 * SLOTS_A_DAY;
const MOST_SLOTS: Slot = HORIZON_DAYS * SLOTS_A_DAY;

/// Which end of the effort ranges to plan with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Variant {
    Low,
    Likely,
    High,
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

/// A project for the solver, and what is to be known to read its answer.
struct Written {
    project: Project,
    meanings: Vec<Meaning>,
    /// For each piece of work: the finished one after which time has to pass.
    waits_for: Vec<Option<NodeId>>,
    /// For each piece of work: where its pinned day lies, if it has one that counts.
    pins: Vec<Option<Slot>>,
}

/// A project handed to the solver, and its answer.
pub(super) struct Solved<'a> {
    works: &'a [Work<'a>],
    start: NaiveDate,
    roles: Vec<Role>,
    meanings: Vec<Meaning>,
    waits_for: Vec<Option<NodeId>>,
    project: Project,
    schedule: Schedule,
    critical: Vec<usize>,
    is_critical: Vec<bool>,
    /// The pins of the works, in their order.
    pinned: Vec<Option<Pin>>,
}

impl<'a> Solved<'a> {
    pub(super) fn new(
        catalogue: &Catalogue,
        works: &'a [Work<'a>],
        plan: &Plan,
        team: &Team,
        start: NaiveDate,
        variant: Variant,
        search: Search,
    ) -> Result<Self, RoadmapError> {
        // A pin that would break an order of the standard or of the certification is let go.
        let mut let_go = vec![false; works.len()];
        let (written, schedule) = loop {
            let mut written = project(catalogue, works, plan, team, start, variant, &let_go);
            let found = within_horizon(&mut written.project, search);
            let schedule = found.map_err(|error| in_words_of_work(error, team))?;
            let broken = broken_pin(catalogue, &written, &schedule, &let_go);
            match broken.and_then(|work_idx| let_go.get_mut(work_idx)) {
                Some(is_let_go) => *is_let_go = true,
                None => break (written, schedule),
            }
        };
        let pinned = pinned(catalogue, works, plan, start, &written, &schedule, &let_go);
        let Written {
            project,
            meanings,
            waits_for,
            ..
        } = written;
        let critical = critical_chain(&project, &schedule);
        let mut is_critical = vec![false; works.len()];
        for &activity in &critical {
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
            waits_for,
            project,
            schedule,
            critical,
            is_critical,
            pinned,
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

    pub(super) fn start_of(&self, id: &str) -> Option<NaiveDate> {
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

    pub(super) fn finish_of(&self, id: &str) -> Option<NaiveDate> {
        let mut works = self.works.iter();
        let work_idx = works.position(|work| work.node.id.as_str() == id)?;
        let parts = self.parts_of(work_idx);
        parts
            .map(|(activity, ..)| self.last_day(self.span(activity)))
            .max()
    }

    /// What each role does week by week, up to the last week with work.
    pub(super) fn usage(&self) -> Vec<Usage> {
        let into_week = self.start.weekday().num_days_from_monday();
        let week_of = |slot: Slot| ((slot + into_week * SLOTS_A_DAY) / SLOTS_A_WEEK) as usize;
        let last = self.schedule.spans.iter().map(|span| span.finish).max();
        let n_slots = last.unwrap_or(0);
        if n_slots == 0 {
            return Vec::new();
        }
        let first_monday = self.start - Days::new(u64::from(into_week));
        let n_weeks = week_of(n_slots - 1) + 1;
        let mut used = vec![vec![0_u32; n_weeks]; self.roles.len()];
        let working = self.project.activities.iter().zip(&self.schedule.spans);
        for (activity, span) in working {
            for demand in &activity.demands {
                let calendar = self.project.resources.get(demand.resource);
                let Some((calendar, used)) = calendar.zip(used.get_mut(demand.resource)) else {
                    continue;
                };
                for slot in span.start..span.finish {
                    if demand.amount <= calendar.calendar.capacity(slot)
                        && let Some(week) = used.get_mut(week_of(slot))
                    {
                        *week += demand.amount;
                    }
                }
            }
        }
        let roles = self.roles.iter().zip(&self.project.resources).zip(used);
        roles
            .map(|((&role, resource), used)| {
                let mut weeks: Vec<Week> = used
                    .into_iter()
                    .zip(first_monday.iter_weeks())
                    .map(|(used_half_days, monday)| Week {
                        monday,
                        used_half_days,
                        half_days: 0,
                    })
                    .collect();
                let capacities = resource.calendar.capacities(n_slots);
                for (slot, capacity) in (0..).zip(capacities) {
                    if let Some(week) = weeks.get_mut(week_of(slot)) {
                        week.half_days += capacity;
                    }
                }
                Usage { role, weeks }
            })
            .collect()
    }

    pub(super) fn bars(&self) -> Vec<Bar> {
        let mut bars: Vec<Bar> = (0..self.works.len())
            .filter_map(|idx| self.bar(idx))
            .collect();
        bars.sort_by_key(|bar| (bar.start, bar.finish));
        bars
    }

    /// The parts that set the last date, first to last; closed work is passed over.
    pub(super) fn chain(&self) -> Vec<ChainLink> {
        let mut chain = Vec::new();
        for &activity in &self.critical {
            let Some(&Meaning::Part { work_idx, role, .. }) = self.meanings.get(activity) else {
                continue;
            };
            if let Some(work) = self.works.get(work_idx) {
                chain.push(ChainLink {
                    node: work.node.id.clone(),
                    role,
                    start: self.day(self.span(activity).start),
                    finish: self.last_day(self.span(activity)),
                    why: self.why(activity),
                });
            }
        }
        chain
    }

    /// The last day on which there is work.
    pub(super) fn end(&self) -> Option<NaiveDate> {
        let parts = self.meanings.iter().zip(&self.schedule.spans);
        parts
            .filter(|(meaning, _)| matches!(meaning, Meaning::Part { .. }))
            .map(|(_, span)| self.last_day(*span))
            .max()
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
                why: self.why(activity),
            })
            .collect();
        let finish = parts.iter().map(|part| part.finish).max()?;
        Some(Bar {
            node: work.node.id.clone(),
            phase: work.node.phase,
            effort: work.effort,
            start: parts.iter().map(|part| part.start).min()?,
            finish,
            ends: DateRange {
                earliest: finish,
                likely: finish,
                latest: finish,
            },
            pin: self.pinned.get(work_idx).cloned().flatten(),
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
            Some(Cause::Release) => Some(self.why_released(activity)),
            Some(Cause::Fixed) => Some(Why::Pinned),
            _ => None,
        };
        why.unwrap_or(Why::Start)
    }
}

impl Solved<'_> {
    /// Reads a release date: a day by hand, or time that has to pass after finished work.
    fn why_released(&self, activity: usize) -> Why {
        let (Some(Meaning::Part { work_idx, .. }) | Some(Meaning::End { work_idx })) =
            self.meanings.get(activity).copied()
        else {
            return Why::NotBefore;
        };
        let waits_for = self.waits_for.get(work_idx).cloned().flatten();
        waits_for.map_or(Why::NotBefore, Why::Waiting)
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
    let_go: &[bool],
) -> Written {
    let mut waits_for = Vec::new();
    let mut pins: Vec<Option<Slot>> = Vec::new();
    let resources: Vec<Resource> = team
        .roles
        .iter()
        .map(|&(role, half_days)| Resource {
            name: format!("{role:?}"),
            calendar: calendar(plan, role, half_days, start),
        })
        .collect();
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
        let before = links(catalogue, works, plan, work_idx);
        let by_hand = plan.overrides.get(&work.node.id);
        let pin = by_hand
            .and_then(|by_hand| by_hand.pinned)
            .filter(|day| start <= *day && work.is_open())
            .map(|day| slots_between(start, day));
        pins.push(pin);
        let not_before = by_hand
            .and_then(|by_hand| by_hand.not_before)
            .map(|day| slots_between(start, day));
        let not_before = pin.or(not_before).unwrap_or(0);
        let is_let_go = let_go.get(work_idx).copied().unwrap_or(false);
        // Where one does several parts of pinned work, they follow each other.
        let mut next = vec![pin.filter(|_| !is_let_go); resources.len()];
        let after_done = after_done(catalogue, works, plan, &work.node.id, start);
        let release = after_done
            .as_ref()
            .map_or(0, |(slot, _)| *slot)
            .max(not_before);
        waits_for.push(
            after_done
                .filter(|(slot, _)| not_before < *slot)
                .map(|(_, node)| node),
        );
        let mut parts = Vec::new();
        for share in &work.shares {
            let effort = work.effort.percent(share.percent);
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
            let duration = half_days.div_ceil(amount);
            let next = next.get_mut(resource);
            let fixed = next.and_then(|next| {
                let begin = (*next)?;
                let calendar = &resources.get(resource)?.calendar;
                let finish = finish_of(calendar, begin, duration, amount);
                *next = Some(finish);
                Some(Span {
                    start: begin,
                    finish,
                })
            });
            parts.push(activities.len());
            meanings.push(Meaning::Part {
                work_idx,
                role: team.doer(share.role),
                half_days,
            });
            activities.push(Activity {
                name: work.node.id.to_string(),
                duration,
                demands: vec![Demand { resource, amount }],
                predecessors: before.clone(),
                release,
                fixed,
            });
        }
        if let Some(end) = activities.get_mut(work_idx) {
            // What was finished stays where it happened, also where that is after the start.
            if let Some(day) = work.finished {
                end.release = slot_after(start, day);
            }
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
    let mut project = Project {
        activities,
        resources,
        horizon: 0,
    };
    project.horizon = first_horizon(&project, team);
    Written {
        project,
        meanings,
        waits_for,
        pins,
    }
}

/// The slot after the last one of work that begins at a slot and is worked on whenever a calendar
/// offers enough; past every horizon where that is not often enough.
fn finish_of(calendar: &Calendar, begin: Slot, duration: Slot, amount: u32) -> Slot {
    let capacities = calendar.capacities(MOST_SLOTS);
    let offered = (0..).zip(capacities).skip(begin as usize);
    let worked = offered.filter(|(_, capacity)| amount <= *capacity);
    let mut ends = worked.map(|(slot, _)| slot + 1);
    ends.nth(duration.saturating_sub(1) as usize)
        .unwrap_or(MOST_SLOTS + 1)
}

/// Whether an order may not be passed over by a pin: the standard or the certification asks for it.
fn is_binding(catalogue: &Catalogue, before: usize, after: usize) -> bool {
    let id = |idx: usize| catalogue.nodes.get(idx).map(|node| &node.id);
    let mut edges = catalogue.edges.iter();
    edges.any(|edge| {
        matches!(edge.kind, EdgeKind::N | EdgeKind::C)
            && id(before) == Some(&edge.before)
            && id(after) == Some(&edge.after)
    })
}

/// The open work that should have ended before a slot, by its place, but does not. The ends have
/// the places of the works.
fn not_over<'a>(
    written: &'a Written,
    schedule: &'a Schedule,
    work_idx: usize,
    slot: Slot,
) -> impl Iterator<Item = usize> + 'a {
    let is_part = move |meaning: &Meaning| matches!(meaning, Meaning::Part { work_idx: idx, .. } if *idx == work_idx);
    let part = written.meanings.iter().position(is_part);
    let part = part.and_then(|part| written.project.activities.get(part));
    let links = part.map_or(&[][..], |part| &part.predecessors);
    links.iter().filter_map(move |link| {
        let end = schedule.spans.get(link.activity)?;
        (slot < end.finish.saturating_add(link.lag)).then_some(link.activity)
    })
}

/// A pinned piece of work that would begin before what it must not begin before, by its place.
fn broken_pin(
    catalogue: &Catalogue,
    written: &Written,
    schedule: &Schedule,
    let_go: &[bool],
) -> Option<usize> {
    let pins = written.pins.iter().enumerate().zip(let_go);
    let mut kept =
        pins.filter_map(|((idx, pin), is_let_go)| Some((idx, pin.filter(|_| !is_let_go)?)));
    kept.find_map(|(idx, slot)| {
        let mut early = not_over(written, schedule, idx, slot);
        early
            .any(|before| is_binding(catalogue, before, idx))
            .then_some(idx)
    })
}

/// What became of the days that somebody set for the beginning of open work.
fn pinned(
    catalogue: &Catalogue,
    works: &[Work<'_>],
    plan: &Plan,
    start: NaiveDate,
    written: &Written,
    schedule: &Schedule,
    let_go: &[bool],
) -> Vec<Option<Pin>> {
    let of = |(idx, work): (usize, &Work<'_>)| {
        let day = plan.overrides.get(&work.node.id)?.pinned?;
        let is_let_go = let_go.get(idx).copied().unwrap_or(false);
        let slot = written.pins.get(idx).copied().flatten();
        if slot.is_none() && (work.state != State::Open || start <= day) {
            return None;
        }
        let early = slot
            .into_iter()
            .flat_map(|slot| not_over(written, schedule, idx, slot));
        let early = early.filter(|before| !is_let_go || is_binding(catalogue, *before, idx));
        let mut early: Vec<usize> = early.collect();
        let end = |before: &usize| schedule.spans.get(*before).map(|span| span.finish);
        early.sort_by_key(|before| std::cmp::Reverse(end(before)));
        let names = early.into_iter().filter_map(|before| works.get(before));
        let names = names.map(|work| work.node.id.clone());
        Some(Pin {
            day,
            is_kept: slot.is_some() && !is_let_go,
            ahead_of: names.collect(),
        })
    };
    works.iter().enumerate().map(of).collect()
}

/// Says of a plan that cannot be made which piece of work it is, and what is in its way.
fn in_words_of_work(error: ScheduleError, team: &Team) -> RoadmapError {
    match error {
        ScheduleError::HorizonExceeded { activity, .. } => {
            RoadmapError::TooLong(NodeId::new(&activity))
        }
        ScheduleError::DemandAboveCapacity {
            ref activity,
            ref resource,
            ..
        } => {
            let mut roles = team.roles.iter().map(|(role, _)| *role);
            match roles.find(|role| format!("{role:?}") == *resource) {
                Some(role) => RoadmapError::NeverThere(role, NodeId::new(activity)),
                None => error.into(),
            }
        }
        _ => error.into(),
    }
}

/// What must have ended before a node starts; the ends have the places of the nodes. Waits count
/// between open work: what is closed has its records. The audits wait for whatever closes a gate
/// of theirs, too.
fn links(catalogue: &Catalogue, works: &[Work<'_>], plan: &Plan, work_idx: usize) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut add = |activity: usize, lag: Slot| match links
        .iter_mut()
        .find(|link: &&mut Link| link.activity == activity)
    {
        Some(link) => link.lag = link.lag.max(lag),
        None => links.push(Link { activity, lag }),
    };
    let Some(after) = works.get(work_idx) else {
        return links;
    };
    let id = &after.node.id;
    let kept = catalogue.edges.iter().filter(|edge| edge.after == *id);
    for edge in kept.filter(|edge| !is_dropped(plan, edge)) {
        if let Some(before) = catalogue.node_idx(&edge.before) {
            add(before, 0);
        }
    }
    for wait in catalogue.waits.iter().filter(|wait| wait.after == *id) {
        let Some(before) = catalogue.node_idx(&wait.before) else {
            continue;
        };
        let is_open = works.get(before).is_some_and(Work::is_open) && after.is_open();
        let lag = if is_open { days_of(plan, wait) } else { 0 };
        add(before, lag * SLOTS_A_DAY);
    }
    for (before, work) in works.iter().enumerate() {
        if work.is_open() && closes_a_gate_of(work, id) {
            add(before, 0);
        }
    }
    links
}

/// Whether an order is left out: only good practice can be.
pub(crate) fn is_dropped(plan: &Plan, edge: &Edge) -> bool {
    edge.kind == EdgeKind::P && plan.is_dropped(&edge.before, &edge.after)
}

/// The days of a wait: those by hand, or ours.
pub(crate) fn days_of(plan: &Plan, wait: &Wait) -> u32 {
    let by_hand = plan.wait(&wait.before, &wait.after);
    by_hand.unwrap_or(wait.days).min(HORIZON_DAYS)
}

/// Whether a stage of the audit must wait for a piece of work since it closes a gate of that
/// stage. For Stage 1 this ends with the design: what is carried out later need only be planned.
fn closes_a_gate_of(work: &Work<'_>, stage: &NodeId) -> bool {
    match stage.as_str() {
        "ST1" => {
            is_before_stage_1(work.node.phase) && work.gates.iter().any(|gate| is_of_stage_1(gate))
        }
        "ST2" => work.node.phase < Phase::I && !work.gates.is_empty(),
        _ => false,
    }
}

/// Whether the work of a phase comes before Stage 1.
pub(super) fn is_before_stage_1(phase: Phase) -> bool {
    phase < Phase::F
}

/// Whether a gate is one of Stage 1, by its id.
pub(super) fn is_of_stage_1(gate: &str) -> bool {
    gate.starts_with("S1-")
}

/// The first slot for a node as far as waits after finished work go, and which work that is.
fn after_done(
    catalogue: &Catalogue,
    works: &[Work<'_>],
    plan: &Plan,
    id: &NodeId,
    start: NaiveDate,
) -> Option<(Slot, NodeId)> {
    let waits = catalogue.waits.iter().filter(|wait| wait.after == *id);
    let slots = waits.filter_map(|wait| {
        let before = works.get(catalogue.node_idx(&wait.before)?)?;
        let finished = before.finished.filter(|_| before.state == State::Done)?;
        let day = finished.checked_add_days(Days::new(u64::from(days_of(plan, wait))))?;
        Some((slot_after(start, day), wait.before.clone()))
    });
    slots.max_by_key(|(slot, _)| *slot)
}

/// Looks for a schedule within the horizon of the project, and doubles it as long as needed and
/// allowed: a short horizon is quick to search. A role that is away in all of it may come back.
fn within_horizon(project: &mut Project, search: Search) -> Result<Schedule, ScheduleError> {
    let options = match search {
        Search::Quick => Options::quick(),
        Search::Thorough => Options::thorough(),
    };
    loop {
        match schedule(project, &options) {
            Err(
                ScheduleError::HorizonExceeded { .. } | ScheduleError::DemandAboveCapacity { .. },
            ) if project.horizon < MOST_SLOTS => {
                project.horizon = project.horizon.saturating_mul(2).min(MOST_SLOTS);
            }
            answer => return answer,
        }
    }
}

/// A horizon that will probably do: the longest time that anybody needs, a third on top, and all
/// waiting.
fn first_horizon(project: &Project, team: &Team) -> Slot {
    let mut work = vec![0_u32; team.roles.len()];
    let (mut lags, mut release) = (0_u32, 0_u32);
    for activity in &project.activities {
        let fixed = activity.fixed.map_or(0, |span| span.finish);
        release = release.max(activity.release).max(fixed);
        let lag = activity.predecessors.iter().map(|link| link.lag).max();
        lags = lags.saturating_add(lag.unwrap_or(0));
        for demand in &activity.demands {
            if let Some(work) = work.get_mut(demand.resource) {
                let units = activity.duration.saturating_mul(demand.amount);
                *work = work.saturating_add(units);
            }
        }
    }
    let weeks = work
        .iter()
        .zip(&team.roles)
        .map(|(work, (_, a_week))| work.div_ceil(*a_week));
    let slots = weeks.max().unwrap_or(0).saturating_mul(SLOTS_A_WEEK);
    (slots / 3)
        .saturating_add(slots)
        .saturating_add(lags)
        .saturating_add(release)
        .saturating_add(8 * SLOTS_A_WEEK)
        .min(HORIZON_DAYS * SLOTS_A_DAY)
}

/// The first slot of a day, or 0 for one before the start.
pub(super) fn slots_between(start: NaiveDate, day: NaiveDate) -> Slot {
    let days = day.signed_duration_since(start).num_days().max(0);
    u32::try_from(days).map_or(HORIZON_DAYS, |days| days.min(HORIZON_DAYS)) * SLOTS_A_DAY
}

/// The first slot after a day, or 0 for one before the start.
fn slot_after(start: NaiveDate, day: NaiveDate) -> Slot {
    day.succ_opt().map_or(0, |next| slots_between(start, next))
}
