//! An independent look at a finished schedule.
//!
//! Shares no code with what makes schedules, and goes slot by slot where that is cleverer: it is there to find
//! mistakes, not to be fast.

use super::{Project, Schedule, Slot};

/// A rule that a schedule breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// There is not one span per activity.
    #[error("expected {wanted} spans, one for each activity, got {got}")]
    SpanCount {
        /// The number of spans.
        got: usize,
        /// The number of activities.
        wanted: usize,
    },
    /// A fixed activity was moved.
    #[error("activity {activity} is fixed, but was moved")]
    Moved {
        /// The activity.
        activity: usize,
    },
    /// An activity starts before its release.
    #[error("activity {activity} starts before its release")]
    EarlyForRelease {
        /// The activity.
        activity: usize,
    },
    /// An activity starts too early after a predecessor.
    #[error("activity {activity} starts before predecessor {predecessor} and the lag have ended")]
    EarlyForPredecessor {
        /// The activity.
        activity: usize,
        /// The one that it should wait for.
        predecessor: usize,
    },
    /// An activity starts in a break.
    #[error("activity {activity} starts in a break")]
    StartsInBreak {
        /// The activity.
        activity: usize,
    },
    /// The span of an activity does not hold its duration.
    #[error(
        "activity {activity} is worked on in {got} slots, wanted {wanted}, the last one at the end"
    )]
    WrongDuration {
        /// The activity.
        activity: usize,
        /// The working slots in its span.
        got: Slot,
        /// Its duration.
        wanted: Slot,
    },
    /// More of a resource is held than there is.
    #[error("resource {resource} is overloaded in slot {slot}: {held} held of {capacity}")]
    Overload {
        /// The resource.
        resource: usize,
        /// The slot.
        slot: Slot,
        /// The units held.
        held: u64,
        /// The units there are.
        capacity: u64,
    },
    /// An activity ends after the horizon.
    #[error("activity {activity} ends after the horizon")]
    AfterHorizon {
        /// The activity.
        activity: usize,
    },
    /// The makespan is not the last finish.
    #[error("the makespan is given as {got}, but the last finish is {wanted}")]
    WrongMakespan {
        /// The makespan as given.
        got: Slot,
        /// The last finish.
        wanted: Slot,
    },
    /// The makespan is below the lower bound.
    #[error("the makespan {makespan} is below the lower bound {lower_bound}")]
    BelowBound {
        /// The makespan.
        makespan: Slot,
        /// The bound.
        lower_bound: Slot,
    },
}

/// Checks that the schedule keeps every rule of the project.
///
/// # Errors
///
/// The first [`Violation`] found.
pub fn check(project: &Project, schedule: &Schedule) -> Result<(), Violation> {
    let (got, wanted) = (schedule.spans.len(), project.activities.len());
    if got != wanted {
        return Err(Violation::SpanCount { got, wanted });
    }
    for activity in 0..wanted {
        check_activity(project, schedule, activity)?;
    }
    for resource in 0..project.resources.len() {
        check_load(project, schedule, resource)?;
    }
    let wanted = schedule
        .spans
        .iter()
        .map(|span| span.finish)
        .max()
        .unwrap_or(0);
    let (got, lower_bound) = (schedule.makespan, schedule.lower_bound);
    if got != wanted {
        return Err(Violation::WrongMakespan { got, wanted });
    }
    if got < lower_bound {
        return Err(Violation::BelowBound {
            makespan: got,
            lower_bound,
        });
    }
    Ok(())
}

fn check_activity(
    project: &Project,
    schedule: &Schedule,
    activity: usize,
) -> Result<(), Violation> {
    let rules = &project.activities[activity];
    let span = schedule.spans[activity];
    if let Some(fixed) = rules.fixed {
        return if fixed == span {
            Ok(())
        } else {
            Err(Violation::Moved { activity })
        };
    }
    if project.horizon < span.finish {
        return Err(Violation::AfterHorizon { activity });
    }
    if span.start < rules.release {
        return Err(Violation::EarlyForRelease { activity });
    }
    for link in &rules.predecessors {
        let earliest = u64::from(schedule.spans[link.activity].finish) + u64::from(link.lag);
        if u64::from(span.start) < earliest {
            return Err(Violation::EarlyForPredecessor {
                activity,
                predecessor: link.activity,
            });
        }
    }
    let wanted = rules.duration;
    let got = (span.start..span.finish)
        .filter(|&slot| works(project, activity, slot))
        .count() as Slot;
    if got != wanted
        || (0 < wanted && !works(project, activity, span.finish - 1))
        || (wanted == 0 && span.start != span.finish)
    {
        return Err(Violation::WrongDuration {
            activity,
            got,
            wanted,
        });
    }
    if 0 < wanted && !works(project, activity, span.start) {
        return Err(Violation::StartsInBreak { activity });
    }
    Ok(())
}

/// Whether every resource that the activity needs offers enough in this slot, to it alone.
fn works(project: &Project, activity: usize, slot: Slot) -> bool {
    (0..project.resources.len()).all(|resource| {
        let capacity = project.resources[resource].calendar.capacity(slot);
        demand(project, activity, resource) <= u64::from(capacity)
    })
}

fn demand(project: &Project, activity: usize, resource: usize) -> u64 {
    let demands = project.activities[activity].demands.iter();
    demands
        .filter(|demand| demand.resource == resource)
        .map(|demand| u64::from(demand.amount))
        .sum()
}

/// Adds up, slot by slot, who holds the resource. Fixed activities may overload it; nobody may then add to that.
fn check_load(project: &Project, schedule: &Schedule, resource: usize) -> Result<(), Violation> {
    let last = schedule
        .spans
        .iter()
        .map(|span| span.finish)
        .max()
        .unwrap_or(0);
    for slot in 0..last {
        let (mut held, mut movable) = (0, 0);
        for (activity, span) in schedule.spans.iter().enumerate() {
            if span.start <= slot && slot < span.finish && works(project, activity, slot) {
                held += demand(project, activity, resource);
                if project.activities[activity].fixed.is_none() {
                    movable += demand(project, activity, resource);
                }
            }
        }
        let capacity = u64::from(project.resources[resource].calendar.capacity(slot));
        if 0 < movable && capacity < held {
            return Err(Violation::Overload {
                resource,
                slot,
                held,
                capacity,
            });
        }
    }
    Ok(())
}
