//! Why an activity starts when it does.

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
        /// Who holds it there; of several, one without which there would be enough, then the one that lets go of
        /// it last, but in time for the start.
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
    (0..spans.len())
        .map(|index| cause(project, spans, index))
        .collect()
}

fn cause(project: &Project, spans: &[Span], index: usize) -> Cause {
    let activity = &project.activities[index];
    if activity.fixed.is_some() {
        return Cause::Fixed;
    }
    let start = spans[index].start;
    let (ready, waits_for) = ready(activity, spans);
    let is_working = |slot: &Slot| lacking(project, activity, *slot, Calendar::capacity).is_none();
    if let Some(slot) = (ready..start).rev().find(is_working) {
        return holder(project, spans, index, slot).unwrap_or(waits_for);
    }
    // All slots from `ready` on are breaks. Those of the usual week go without saying; the others are named.
    let is_usual =
        |slot: Slot| lacking(project, activity, slot, Calendar::usual_capacity).is_some();
    let away = |slot: Slot| lacking(project, activity, slot, Calendar::capacity);
    match (ready..start).find(|&slot| !is_usual(slot)).and_then(away) {
        None => waits_for,
        Some(resource) => {
            let after = if let Cause::Predecessor { activity, .. } = waits_for {
                Some(activity)
            } else {
                None
            };
            Cause::Break { resource, after }
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

/// The first resource that offers too little for the activity in `slot`, if nobody else held any.
fn lacking(
    project: &Project,
    activity: &Activity,
    slot: Slot,
    capacity: impl Fn(&Calendar, Slot) -> u32,
) -> Option<usize> {
    let lacks = |&(resource, amount): &(usize, u32)| {
        capacity(&project.resources[resource].calendar, slot) < amount
    };
    activity
        .total_demands()
        .into_iter()
        .find(lacks)
        .map(|(resource, _)| resource)
}

/// Who holds what the activity at `index` would need to work in `slot` as well.
fn holder(project: &Project, spans: &[Span], index: usize, slot: Slot) -> Option<Cause> {
    let held = |other: usize, resource: usize| -> u32 {
        let activity = &project.activities[other];
        let runs = spans[other].start <= slot && slot < spans[other].finish;
        if other == index || !runs || lacking(project, activity, slot, Calendar::capacity).is_some()
        {
            return 0;
        }
        let demands = activity.total_demands();
        demands
            .iter()
            .find(|demand| demand.0 == resource)
            .map_or(0, |demand| demand.1)
    };
    let start = spans[index].start;
    let demands = project.activities[index].total_demands();
    let asked = |resource: usize, amount: u32| {
        (0..spans.len()).fold(amount, |sum, other| {
            sum.saturating_add(held(other, resource))
        })
    };
    let offered = |resource: usize| project.resources[resource].calendar.capacity(slot);
    let is_enough_without = |other: usize| {
        let mut demands = demands.iter();
        demands.all(|&(resource, amount)| {
            asked(resource, amount) - held(other, resource) <= offered(resource)
        })
    };
    for &(resource, amount) in &demands {
        let holders = (0..spans.len()).filter(|&other| 0 < held(other, resource));
        if offered(resource) < asked(resource, amount) {
            let finish = |other: &usize| spans[*other].finish;
            let in_time = holders
                .clone()
                .filter(|other| finish(other) <= start)
                .rev()
                .max_by_key(|other| (is_enough_without(*other), finish(other)));
            let activity = in_time.or_else(|| holders.clone().min_by_key(finish))?;
            return Some(Cause::Resource { resource, activity });
        }
    }
    None
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
