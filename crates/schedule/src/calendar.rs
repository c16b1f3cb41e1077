//! How many units of a resource there are, slot by slot.

use super::{Slot, Span};

/// The capacity of a resource over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Calendar {
    /// The same in every slot.
    Constant(u32),
    /// A repeating pattern, and what departs from it.
    Pattern {
        /// The capacity in each slot of a period; slot 0 of the project is its first. An empty one offers nothing.
        week: Vec<u32>,
        /// Holidays, absences, extra shifts. Where several overlap, the least capacity counts.
        exceptions: Vec<Exception>,
    },
}

/// A stretch of time in which the pattern does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exception {
    /// When.
    pub span: Span,
    /// The capacity instead.
    pub capacity: u32,
}

impl Calendar {
    /// The units on offer in `slot`.
    ///
    /// ```
    /// use isms_gauge_schedule::{Calendar, Exception, Span};
    ///
    /// let week = vec![1, 1, 1, 1, 1, 0, 0];
    /// let absence = Exception { span: Span { start: 8, finish: 10 }, capacity: 0 };
    /// let calendar = Calendar::Pattern { week, exceptions: vec![absence] };
    /// let offered: Vec<u32> = (5..11).map(|slot| calendar.capacity(slot)).collect();
    /// assert_eq!(offered, [0, 0, 1, 0, 0, 1]);
    /// ```
    pub fn capacity(&self, slot: Slot) -> u32 {
        let excepted = match self {
            Self::Constant(_) => None,
            Self::Pattern { exceptions, .. } => {
                let at_slot = |e: &&Exception| e.span.start <= slot && slot < e.span.finish;
                exceptions.iter().filter(at_slot).map(|e| e.capacity).min()
            }
        };
        excepted.unwrap_or_else(|| self.usual_capacity(slot))
    }

    /// The units that `slot` would offer if there were no exceptions.
    pub fn usual_capacity(&self, slot: Slot) -> u32 {
        match self {
            Self::Constant(capacity) => *capacity,
            Self::Pattern { week, .. } => {
                let index = (slot as usize).checked_rem(week.len());
                index
                    .and_then(|index| week.get(index))
                    .copied()
                    .unwrap_or(0)
            }
        }
    }

    /// The capacities of the slots before `horizon`, in order.
    pub fn capacities(&self, horizon: Slot) -> Vec<u32> {
        let mut all: Vec<u32> = (0..horizon).map(|slot| self.usual_capacity(slot)).collect();
        if let Self::Pattern { exceptions, .. } = self {
            let mut excepted = vec![false; all.len()];
            for exception in exceptions {
                let end = exception.span.finish.min(horizon);
                for slot in exception.span.start as usize..end as usize {
                    let least = if excepted[slot] { all[slot] } else { u32::MAX };
                    all[slot] = exception.capacity.min(least);
                    excepted[slot] = true;
                }
            }
        }
        all
    }
}
