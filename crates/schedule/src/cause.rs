//! Why an activity starts when it does.

use std::cmp::Reverse;

use super::{Activity, Calendar, Project, Schedule, Slot, Span};

/// The one thing that keeps an activity from starting earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Nothing: it starts in its first working slot from the start of the project on.
    Start,
    /// Its release date.
    Release,
    /// It waits for another activity to end, and then for the lag.
    Predecessor {
        /// The activity waited for.
        activity: usize,
        /// The elapsed slots asked for after that; 0 if it could follow at once.
        lag: Slot,
    },
    /// Too little of a resource is free in its working slot before.
    Resource {
        /// The resource.
        resource: usize,
        /// Who holds it there; of several, one without whom the activity could start there, then the one that lets
        /// go of it last, but in time for the start.
        activity: usize,
    },
    /// A break that the usual week does not have: a holiday, an absence.
    Break {
        /// The resource that was away.
        resource: usize,
        /// The activity that ended just before or during the break, if it was one that made it wait until then.
        after: Option<usize>,
    },
    /// It was done or pinned there.
    Fixed,
}

/// The cause of each start.
pub(super) fn causes(project: &Project, spans: &[Span]) -> Vec<Cause> {
    let timetable = Timetable::new(project, spans);
    (0..spans.len())
        .map(|index| timetable.cause(index))
        .collect()
}

/// A schedule, slot by slot: what is on offer, and what is held.
struct Timetable<'a> {
    project: &'a Project,
    spans: &'a [Span],
    /// What each activity holds while it works.
    demands: Vec<Vec<(usize, u32)>>,
    /// The units of each resource on offer in each slot up to the horizon.
    offered: Vec<Vec<u32>>,
    /// The units of each resource that are held in each slot.
    held: Vec<Vec<u32>>,
}

impl<'a> Timetable<'a> {
    fn new(project: &'a Project, spans: &'a [Span]) -> Self {
        let last = spans.iter().map(|span| span.finish).max().unwrap_or(0);
        let n_slots = project.horizon.max(last);
        let offered: Vec<Vec<u32>> = project
            .resources
            .iter()
            .map(|resource| resource.calendar.capacities(n_slots))
            .collect();
        let mut timetable = Self {
            project,
            spans,
            demands: project
                .activities
                .iter()
                .map(Activity::total_demands)
                .collect(),
            held: offered.iter().map(|row| vec![0; row.len()]).collect(),
            offered,
        };
        for (index, span) in spans.iter().enumerate() {
            for slot in span.start..span.finish {
                if timetable.works(index, slot) {
                    for &(resource, amount) in &timetable.demands[index] {
                        let held = &mut timetable.held[resource][slot as usize];
                        *held = held.saturating_add(amount);
                    }
                }
            }
        }
        timetable
    }

    /// Whether an activity works in a slot: not before it starts, not after it ends, not in a break.
    fn works(&self, index: usize, slot: Slot) -> bool {
        let span = self.spans[index];
        span.start <= slot && slot < span.finish && self.lacking(index, slot, None).is_none()
    }

    /// The units of one resource that an activity holds in a slot.
    fn units_of(&self, index: usize, resource: usize, slot: Slot) -> u32 {
        let mut demands = self.demands[index].iter();
        match demands.find(|demand| demand.0 == resource) {
            Some((_, amount)) if self.works(index, slot) => *amount,
            _ => 0,
        }
    }

    /// The first resource that offers too little for an activity in a slot, if nobody else held any.
    ///
    /// Of a resource in `usual`, what its usual week offers counts.
    fn lacking(&self, index: usize, slot: Slot, usual: Option<usize>) -> Option<usize> {
        let lacks =
            |&(resource, amount): &(usize, u32)| self.offers(resource, slot, usual) < amount;
        self.demands[index]
            .iter()
            .copied()
            .find(lacks)
            .map(|(resource, _)| resource)
    }

    fn offers(&self, resource: usize, slot: Slot, usual: Option<usize>) -> u32 {
        let offered = self.offered[resource][slot as usize];
        match &self.project.resources[resource].calendar {
            calendar @ Calendar::Pattern { .. } if usual == Some(resource) => {
                calendar.usual_capacity(slot)
            }
            _ => offered,
        }
    }

    /// What keeps an activity: in the last slot before its start in which it could have worked, whoever holds what
    /// it needs there; where there is no such slot, the link, date or break without which it could start earlier.
    fn cause(&self, index: usize) -> Cause {
        let nearest = self.nearest(index);
        let is_held = matches!(nearest, Cause::Fixed | Cause::Resource { .. });
        if is_held || self.starts_earlier_without(index, nearest) {
            return nearest;
        }
        // What decides last may be one of several; another one may decide alone.
        self.candidates(index)
            .into_iter()
            .find(|cause| self.starts_earlier_without(index, *cause))
            .unwrap_or(nearest)
    }

    /// What stands in the way in the last slot before the start in which it could have worked.
    fn nearest(&self, index: usize) -> Cause {
        let activity = &self.project.activities[index];
        if activity.fixed.is_some() {
            return Cause::Fixed;
        }
        let start = self.spans[index].start;
        let (ready, waits_for) = ready(activity, self.spans);
        let is_working = |slot: &Slot| self.lacking(index, *slot, None).is_none();
        if let Some(slot) = (ready..start).rev().find(is_working) {
            return self.holder(index, slot).unwrap_or(waits_for);
        }
        // All slots from `ready` on are breaks. Those of the usual week go without saying; the others are named.
        let is_usual = |slot: Slot| {
            self.demands[index].iter().any(|&(resource, amount)| {
                let calendar = &self.project.resources[resource].calendar;
                calendar.usual_capacity(slot) < amount
            })
        };
        let away = |slot: Slot| self.lacking(index, slot, None);
        match (ready..start).find(|&slot| !is_usual(slot)).and_then(away) {
            None => waits_for,
            Some(resource) => Cause::Break {
                resource,
                after: waits_for.predecessor(),
            },
        }
    }

    /// The links, the date and the breaks of an activity.
    fn candidates(&self, index: usize) -> Vec<Cause> {
        let activity = &self.project.activities[index];
        let after = ready(activity, self.spans).1.predecessor();
        let links = activity.predecessors.iter().map(|link| Cause::Predecessor {
            activity: link.activity,
            lag: link.lag,
        });
        let breaks = self.demands[index]
            .iter()
            .map(|&(resource, _)| Cause::Break { resource, after });
        links.chain([Cause::Release]).chain(breaks).collect()
    }

    /// Whether an activity could start earlier while all others stay, if one thing did not keep it.
    fn starts_earlier_without(&self, index: usize, cause: Cause) -> bool {
        let activity = &self.project.activities[index];
        let links = activity.predecessors.iter();
        let ready = links
            .filter(|link| cause.predecessor() != Some(link.activity))
            .map(|link| self.spans[link.activity].finish.saturating_add(link.lag))
            .max()
            .unwrap_or(0);
        let ready = match cause {
            Cause::Release => ready,
            _ => ready.max(activity.release),
        };
        (ready..self.spans[index].start)
            .rev()
            .any(|slot| self.fits(index, slot, cause))
    }

    /// Whether the units that an activity needs would be free from a slot on.
    fn fits(&self, index: usize, start: Slot, without: Cause) -> bool {
        let usual = match without {
            Cause::Break { resource, .. } => Some(resource),
            _ => None,
        };
        let gone = match without {
            Cause::Resource { activity, .. } => Some(activity),
            _ => None,
        };
        let mut todo = self.project.activities[index].duration;
        let mut slot = start;
        while 0 < todo {
            if self.project.horizon <= slot {
                return false;
            }
            if self.lacking(index, slot, usual).is_none() {
                let is_free = self.demands[index].iter().all(|&(resource, amount)| {
                    let mut held = self.held[resource][slot as usize];
                    for other in [Some(index), gone].into_iter().flatten() {
                        held = held.saturating_sub(self.units_of(other, resource, slot));
                    }
                    amount.saturating_add(held) <= self.offers(resource, slot, usual)
                });
                if !is_free {
                    return false;
                }
                todo -= 1;
            } else if slot == start {
                return false; // an activity starts when it works
            }
            slot += 1;
        }
        true
    }

    /// Who holds what an activity would need to work in `slot`, before it starts, as well.
    ///
    /// One without whom it could start there, if there is one; of several the one that lets go last, but in time
    /// for the start.
    fn holder(&self, index: usize, slot: Slot) -> Option<Cause> {
        let start = self.spans[index].start;
        let (resource, _) = *self.demands[index].iter().find(|(resource, amount)| {
            let held = self.held[*resource][slot as usize];
            self.offered[*resource][slot as usize] < amount.saturating_add(held)
        })?;
        let finish = |other: &usize| self.spans[*other].finish;
        let holders =
            (0..self.spans.len()).filter(|&other| 0 < self.units_of(other, resource, slot));
        let is_enough_without =
            |activity: usize| self.fits(index, slot, Cause::Resource { resource, activity });
        let activity = holders.max_by_key(|other| {
            let is_in_time = finish(other) <= start;
            let lets_go = if is_in_time {
                finish(other)
            } else {
                Slot::MAX - finish(other)
            };
            (
                is_enough_without(*other),
                is_in_time,
                lets_go,
                Reverse(*other),
            )
        })?;
        Some(Cause::Resource { resource, activity })
    }
}

impl Cause {
    /// The activity waited for.
    fn predecessor(self) -> Option<usize> {
        match self {
            Self::Predecessor { activity, .. } => Some(activity),
            _ => None,
        }
    }
}

/// The first slot that links and release allow, and which of them decides.
fn ready(activity: &Activity, spans: &[Span]) -> (Slot, Cause) {
    let mut decisive = (0, Cause::Start);
    for link in &activity.predecessors {
        let ready = spans[link.activity].finish.saturating_add(link.lag);
        if decisive.0 < ready {
            decisive = (
                ready,
                Cause::Predecessor {
                    activity: link.activity,
                    lag: link.lag,
                },
            );
        }
    }
    if decisive.0 < activity.release {
        decisive = (activity.release, Cause::Release);
    }
    decisive
}

/// The activities that set the date of the last finish: each is the cause of the next one's start, first to last.
///
/// Ends, going back, at an activity that waits for nobody. Of several last finishes, the first in the project is
/// explained. Empty for a project without activities.
pub fn critical_chain(project: &Project, schedule: &Schedule) -> Vec<usize> {
    let n = project.activities.len().min(schedule.spans.len());
    let mut current = (0..n)
        .rev()
        .max_by_key(|&index| schedule.spans[index].finish);
    let mut chain = Vec::new();
    while let Some(index) = current.filter(|index| !chain.contains(index)) {
        chain.push(index);
        current = match schedule.causes.get(index) {
            Some(Cause::Predecessor { activity, .. } | Cause::Resource { activity, .. }) => {
                Some(*activity)
            }
            Some(Cause::Break { after, .. }) => *after,
            _ => None,
        };
    }
    chain.reverse();
    chain
}
