//! What is to be scheduled: activities, links, resources.

use super::Calendar;

/// One unit of elapsed time, counted from the start of the project.
pub type Slot = u32;

/// A half-open stretch of time: from `start` up to, and without, `finish`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first slot.
    pub start: Slot,
    /// The slot after the last one; equal to `start` for a milestone.
    pub finish: Slot,
}

/// Everything a schedule depends on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Project {
    /// The activities, named by their place in this list.
    pub activities: Vec<Activity>,
    /// The renewable resources, named by their place in this list.
    pub resources: Vec<Resource>,
    /// No activity ends after this slot. Memory and time grow with it, so keep it to a few thousand.
    pub horizon: Slot,
}

/// A piece of work that, once begun, is delayed by calendar breaks only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Activity {
    /// What error messages call it.
    pub name: String,
    /// Worked slots; elapsed slots if there are no demands; 0 for a milestone, whose demands do not count.
    pub duration: Slot,
    /// What it holds in every slot in which it is worked on.
    pub demands: Vec<Demand>,
    /// What must have ended before it starts.
    pub predecessors: Vec<Link>,
    /// It does not start before this slot.
    pub release: Slot,
    /// Where it stays, whatever its other fields ask: it is done, or somebody pinned it.
    ///
    /// Its dates bind its successors, and it holds its demands in those slots of the span in which they are on
    /// offer. Where pinned activities ask for more than there is, that is tolerated, and nothing is left for others.
    /// Give finished work no demands if it should leave the past free.
    pub fixed: Option<Span>,
}

/// A number of units of one resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Demand {
    /// The resource, as a place in [`Project::resources`].
    pub resource: usize,
    /// The units held. Several demands on one resource add up.
    pub amount: u32,
}

/// "Not before that one has ended, and `lag` slots have gone by."
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Link {
    /// The predecessor, as a place in [`Project::activities`].
    pub activity: usize,
    /// Elapsed slots, at least, between its finish and the start of the successor.
    pub lag: Slot,
}

/// Somebody or something that several activities share: held while one works, then free again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// What error messages call it.
    pub name: String,
    /// How many units there are, and when.
    pub calendar: Calendar,
}

impl Activity {
    /// The demands that count, which those of a milestone do not: one for each resource, in the order of resources.
    pub(super) fn total_demands(&self) -> Vec<(usize, u32)> {
        let mut totals: Vec<(usize, u32)> = Vec::new();
        let is_milestone = self.duration == 0 && self.fixed.is_none();
        for demand in &self.demands {
            if demand.amount == 0 || is_milestone {
                continue;
            }
            match totals
                .iter_mut()
                .find(|(resource, _)| *resource == demand.resource)
            {
                Some((_, amount)) => *amount = amount.saturating_add(demand.amount),
                None => totals.push((demand.resource, demand.amount)),
            }
        }
        totals.sort_unstable();
        totals
    }
}
