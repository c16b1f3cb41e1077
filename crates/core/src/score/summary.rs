//! Counts, sums and extremes over some questions.

use super::Conformity;
use crate::maturity::Level;

/// An exact share of two whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fraction {
    /// How much of it.
    pub part: u32,
    /// The whole; 0 where there is nothing to share.
    pub whole: u32,
}

impl Fraction {
    /// In percent, rounded down so that 100 means all; 0 of nothing.
    pub fn percent(self) -> u32 {
        (self.part * 100).checked_div(self.whole).unwrap_or(0)
    }
}

/// Counts and extremes over some questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Questions asked.
    pub n_asked: u32,
    /// Questions that have any answer, "cannot tell" included.
    pub n_answered: u32,
    /// Questions with a level.
    pub n_rated: u32,
    /// Questions for which there was no occasion.
    pub n_no_occasion: u32,
    /// The sum of the levels given, in steps.
    pub steps: u32,
    /// The sum of min(level, target) in steps.
    pub steps_to_target: u32,
    /// The sum of the targets in steps, over all questions but those without occasion.
    pub target_steps: u32,
    /// The lowest level given.
    pub lowest: Option<Level>,
    /// How many questions were given each level, from 0 to 5.
    pub n_at_level: [u32; 6],
    /// Requirements met, with evidence.
    pub n_met: u32,
    /// Requirements claimed without evidence.
    pub n_claimed: u32,
    /// Requirements partly met.
    pub n_partly: u32,
    /// Requirements not met.
    pub n_not_met: u32,
    /// Requirements of which nothing is known.
    pub n_unknown: u32,
}

/// One thing that is scored: a requirement or a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Whether anything was said, "cannot tell" included.
    pub is_answered: bool,
    /// The level that was said, where one was.
    pub level: Option<Level>,
    /// The level that it should reach.
    pub target: Level,
    /// How far it is met. [`Conformity::NoOccasion`] keeps it out of maturity.
    pub conformity: Conformity,
}

impl Item {
    /// The level, where it counts for maturity.
    pub fn counted_level(&self) -> Option<Level> {
        self.level
            .filter(|_| self.conformity != Conformity::NoOccasion)
    }

    /// The steps that it adds above the line of progress: min(level, target).
    pub fn counted_steps(&self) -> u32 {
        let counted = self.counted_level().map(|level| level.min(self.target));
        counted.map_or(0, |level| u32::from(level.steps()))
    }

    /// The steps that it adds below the line: its target, or 0 where there was no occasion.
    pub fn target_steps(&self) -> u32 {
        match self.conformity {
            Conformity::NoOccasion => 0,
            _ => u32::from(self.target.steps()),
        }
    }
}

impl Summary {
    /// Counts and extremes over some items.
    pub fn of(items: impl Iterator<Item = Item>) -> Self {
        let mut summary = Self::default();
        for item in items {
            summary.add(item);
        }
        summary
    }

    fn add(&mut self, item: Item) {
        self.n_asked += 1;
        self.n_answered += u32::from(item.is_answered);
        match item.conformity {
            Conformity::Unknown => self.n_unknown += 1,
            Conformity::NotMet => self.n_not_met += 1,
            Conformity::Partly => self.n_partly += 1,
            Conformity::Claimed => self.n_claimed += 1,
            Conformity::NoOccasion => self.n_no_occasion += 1,
            Conformity::Met => self.n_met += 1,
        }
        self.target_steps += item.target_steps();
        self.steps_to_target += item.counted_steps();
        if let Some(level) = item.counted_level() {
            self.n_rated += 1;
            self.steps += u32::from(level.steps());
            if let Some(n) = self.n_at_level.get_mut(level.index()) {
                *n += 1;
            }
            self.lowest = Some(self.lowest.map_or(level, |lowest| lowest.min(level)));
        }
    }

    /// The mean level in steps, or `None` before the first level. For trend only: a mean
    /// hides holes.
    pub fn mean_steps(&self) -> Option<f64> {
        (self.n_rated > 0).then(|| f64::from(self.steps) / f64::from(self.n_rated))
    }

    /// Answered of asked, in percent, rounded down so that 100 means all.
    pub fn coverage_percent(&self) -> u32 {
        self.coverage().percent()
    }

    /// Answered of asked.
    pub fn coverage(&self) -> Fraction {
        Fraction {
            part: self.n_answered,
            whole: self.n_asked,
        }
    }

    /// Progress cut to target, in percent: `Σ min(level, target) / Σ target`.
    ///
    /// Overshoot never pays for a hole; what is not answered counts as nothing done.
    pub fn to_target_percent(&self) -> u32 {
        self.to_target().percent()
    }

    /// Progress cut to target, exactly: `Σ min(level, target) / Σ target` in steps.
    pub fn to_target(&self) -> Fraction {
        Fraction {
            part: self.steps_to_target,
            whole: self.target_steps,
        }
    }

    /// The level reached by the cumulative rule: every question that counts is there or higher.
    /// `None` while an answer is missing, because unknown is not yes.
    pub fn reached(&self) -> Option<Level> {
        if self.n_open() > 0 { None } else { self.lowest }
    }

    /// How many questions are at a level or higher.
    pub fn n_reaching(&self, level: Level) -> u32 {
        self.n_at_level.iter().skip(level.index()).sum()
    }

    /// The lowest level that can still come out, once the missing answers are in.
    pub fn lowest_possible(&self) -> Option<Level> {
        if self.n_open() > 0 {
            Some(Level::Absent)
        } else {
            self.lowest
        }
    }

    /// The highest level that can still come out, once the missing answers are in.
    pub fn highest_possible(&self) -> Option<Level> {
        match self.lowest {
            None if self.n_open() > 0 => Some(Level::Learning),
            lowest => lowest,
        }
    }

    /// Questions that still need a level.
    pub fn n_open(&self) -> u32 {
        self.n_unknown
    }
}
