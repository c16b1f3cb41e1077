//! Why a project cannot be scheduled, and the checks that find out.

use super::{Project, Slot};

/// A project that has no schedule, or none that can be found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// Activities that wait for each other.
    #[error("activities wait for each other: {}", .0.join(" → "))]
    Cycle(
        /// The names along the cycle, each before the one that waits for it; the first is repeated at the end.
        Vec<String>,
    ),
    /// A link to an activity that is not there.
    #[error(
        "`{activity}` waits for activity {predecessor}, but there are only {n_activities}, counted from 0"
    )]
    UnknownPredecessor {
        /// The name of the waiting activity.
        activity: String,
        /// The place that it names.
        predecessor: usize,
        /// How many activities there are.
        n_activities: usize,
    },
    /// A demand on a resource that is not there.
    #[error(
        "`{activity}` needs resource {resource}, but there are only {n_resources}, counted from 0"
    )]
    UnknownResource {
        /// The name of the activity.
        activity: String,
        /// The place that it names.
        resource: usize,
        /// How many resources there are.
        n_resources: usize,
    },
    /// A demand that no slot can meet.
    #[error("`{activity}` needs {demand} of `{resource}`, which offers {capacity} at most")]
    DemandAboveCapacity {
        /// The name of the activity.
        activity: String,
        /// The name of the resource.
        resource: String,
        /// The units needed in one slot.
        demand: u32,
        /// The most units on offer in any slot.
        capacity: u32,
    },
    /// An activity for which the time is too short.
    #[error("`{activity}` does not end within the horizon of {horizon} slots")]
    HorizonExceeded {
        /// The name of the activity.
        activity: String,
        /// The number of slots there are.
        horizon: Slot,
    },
    /// A fixed activity that ends before it starts.
    #[error("`{activity}` is fixed from {start} to {finish}, but must not end before it starts")]
    FixedBackwards {
        /// The name of the activity.
        activity: String,
        /// Its fixed start.
        start: Slot,
        /// Its fixed finish.
        finish: Slot,
    },
}

impl ScheduleError {
    pub(super) fn horizon(project: &Project, activity: usize) -> Self {
        let name = project.activities.get(activity).map(|a| a.name.clone());
        Self::HorizonExceeded {
            activity: name.unwrap_or_default(),
            horizon: project.horizon,
        }
    }
}

/// Checks what can be told without calendars: that indices exist and fixed spans run forwards.
pub(super) fn validate(project: &Project) -> Result<(), ScheduleError> {
    let n_activities = project.activities.len();
    let n_resources = project.resources.len();
    for activity in &project.activities {
        let name = || activity.name.clone();
        if let Some(link) = activity
            .predecessors
            .iter()
            .find(|link| n_activities <= link.activity)
        {
            let predecessor = link.activity;
            return Err(ScheduleError::UnknownPredecessor {
                activity: name(),
                predecessor,
                n_activities,
            });
        }
        if let Some(demand) = activity
            .demands
            .iter()
            .find(|demand| n_resources <= demand.resource)
        {
            let resource = demand.resource;
            return Err(ScheduleError::UnknownResource {
                activity: name(),
                resource,
                n_resources,
            });
        }
        if let Some(span) = activity.fixed {
            if span.finish < span.start {
                let (start, finish) = (span.start, span.finish);
                return Err(ScheduleError::FixedBackwards {
                    activity: name(),
                    start,
                    finish,
                });
            }
            if project.horizon < span.finish {
                return Err(ScheduleError::HorizonExceeded {
                    activity: name(),
                    horizon: project.horizon,
                });
            }
        }
    }
    Ok(())
}

/// The activities in an order in which each comes after its predecessors, smallest index first.
///
/// # Errors
///
/// [`ScheduleError::Cycle`], with the names along one cycle. Links into fixed activities count as well: a circle is
/// a mistake in the project even when a pinned date cuts it.
pub(super) fn topological_order(project: &Project) -> Result<Vec<usize>, ScheduleError> {
    let n = project.activities.len();
    let mut n_open: Vec<usize> = project
        .activities
        .iter()
        .map(|a| a.predecessors.len())
        .collect();
    let mut successors = vec![Vec::new(); n];
    for (index, activity) in project.activities.iter().enumerate() {
        for link in &activity.predecessors {
            successors[link.activity].push(index);
        }
    }
    let mut ready: std::collections::BTreeSet<usize> = (0..n).filter(|&i| n_open[i] == 0).collect();
    let mut order = Vec::with_capacity(n);
    while let Some(index) = ready.pop_first() {
        order.push(index);
        for &successor in &successors[index] {
            n_open[successor] -= 1;
            if n_open[successor] == 0 {
                ready.insert(successor);
            }
        }
    }
    match (0..n).find(|&i| 0 < n_open[i]) {
        None => Ok(order),
        Some(blocked) => Err(ScheduleError::Cycle(cycle_behind(
            project, &n_open, blocked,
        ))),
    }
}

/// Walks back from a blocked activity, through blocked ones only, until one comes up again.
fn cycle_behind(project: &Project, n_open: &[usize], blocked: usize) -> Vec<String> {
    let mut path = vec![blocked];
    let mut current = blocked;
    loop {
        let links = &project.activities[current].predecessors;
        let Some(next) = links
            .iter()
            .map(|link| link.activity)
            .find(|&i| 0 < n_open[i])
        else {
            break; // a blocked activity always has a blocked predecessor
        };
        let seen_at = path.iter().position(|&i| i == next);
        path.push(next);
        if let Some(first) = seen_at {
            path.drain(..first);
            break;
        }
        current = next;
    }
    path.iter()
        .rev()
        .map(|&i| project.activities[i].name.clone())
        .collect()
}
