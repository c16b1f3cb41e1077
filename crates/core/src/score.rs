//! Where an organisation stands: maturity and conformity, two axes that are never mixed.
//!
//! Maturity is the stated level. Sub-clauses and clauses show the *lowest* level of their
//! questions; the mean stands beside it for trend only. While answers are missing, the range
//! that they leave open is shown, not a point.
//!
//! Conformity is counted requirement by requirement, with ceilings: no record, no "met".

use crate::assessment::{Assessment, Rating, RatingWord};
use crate::catalogue::{Catalogue, Depth, Kind, Question, Subclause};
use crate::clause::SubclauseId;
use crate::maturity::Level;

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorecard<'a> {
    /// One score for each sub-clause, as the standard is printed.
    pub subclauses: Vec<SubclauseScore<'a>>,
    /// One score for each clause 4 to 10.
    pub clauses: Vec<ClauseScore>,
    /// Everything together.
    pub overall: Summary,
}

/// Where one sub-clause stands.
#[derive(Clone, Debug, PartialEq)]
pub struct SubclauseScore<'a> {
    /// Its number.
    pub id: SubclauseId,
    /// The level it should reach.
    pub target: Level,
    /// Which answers it rests on.
    pub basis: Basis,
    /// The questions that count, with what was said.
    pub readings: Vec<Reading<'a>>,
    /// Their summary.
    pub summary: Summary,
}

/// Where one clause stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClauseScore {
    /// Its number, 4 to 10.
    pub clause: u8,
    /// The lowest target of its sub-clauses.
    pub target: Level,
    /// The summary of its questions.
    pub summary: Summary,
}

/// Which answers a score rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The quick question alone.
    Quick,
    /// Full questions, and the quick answer for those that are still open.
    Mixed,
    /// Full questions alone.
    Full,
}

/// One question that counts, with what was said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading<'a> {
    /// The question.
    pub question: &'a Question,
    /// What was said.
    pub rating: Option<Rating>,
    /// Whether the rating is that of the quick question, still to be confirmed.
    pub from_quick: bool,
    /// Whether evidence is named.
    pub has_evidence: bool,
    /// The level that the sub-clause should reach.
    pub target: Level,
    /// How far the requirement is met.
    pub conformity: Conformity,
}

/// How far a requirement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conformity {
    /// Nobody has said, or nobody can tell. Never a yes.
    Unknown,
    /// Level 0 or 1.
    NotMet,
    /// Level 2, or a record that cannot be shown.
    Partly,
    /// Level 3 or more, but no evidence is named: counts for design only.
    Claimed,
    /// The event on which the requirement acts has not happened: neither met nor failed.
    NoOccasion,
    /// Level 3 or more, with evidence.
    Met,
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

impl Summary {
    fn of<'a>(readings: impl Iterator<Item = &'a Reading<'a>>) -> Self {
        let mut summary = Self::default();
        for reading in readings {
            summary.add(reading);
        }
        summary
    }

    fn add(&mut self, reading: &Reading<'_>) {
        self.n_asked += 1;
        self.n_answered += u32::from(reading.rating.is_some());
        match reading.conformity {
            Conformity::Unknown => self.n_unknown += 1,
            Conformity::NotMet => self.n_not_met += 1,
            Conformity::Partly => self.n_partly += 1,
            Conformity::Claimed => self.n_claimed += 1,
            Conformity::NoOccasion => self.n_no_occasion += 1,
            Conformity::Met => self.n_met += 1,
        }
        if reading.conformity == Conformity::NoOccasion {
            return;
        }
        self.target_steps += u32::from(reading.target.steps());
        if let Some(level) = reading.rating.and_then(Rating::level) {
            self.n_rated += 1;
            self.steps += u32::from(level.steps());
            self.steps_to_target += u32::from(level.min(reading.target).steps());
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
        percent(self.n_answered, self.n_asked)
    }

    /// Progress cut to target, in percent: `Σ min(level, target) / Σ target`.
    ///
    /// Overshoot never pays for a hole; what is not answered counts as nothing done.
    pub fn to_target_percent(&self) -> u32 {
        percent(self.steps_to_target, self.target_steps)
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
        self.n_asked - self.n_rated - self.n_no_occasion
    }
}

fn percent(part: u32, whole: u32) -> u32 {
    (part * 100).checked_div(whole).unwrap_or(0)
}

/// Reads the answers of an assessment against the catalogue.
pub fn score<'a>(catalogue: &'a Catalogue, assessment: &Assessment) -> Scorecard<'a> {
    let subclauses: Vec<SubclauseScore<'a>> = catalogue
        .subclauses
        .iter()
        .map(|subclause| score_subclause(subclause, assessment))
        .collect();
    let clauses = (4..=10)
        .map(|clause| {
            let here = || {
                subclauses
                    .iter()
                    .filter(move |score| score.id.clause() == clause)
            };
            ClauseScore {
                clause,
                target: here()
                    .map(|score| score.target)
                    .min()
                    .unwrap_or(Level::InForce),
                summary: Summary::of(here().flat_map(|score| &score.readings)),
            }
        })
        .collect();
    let overall = Summary::of(subclauses.iter().flat_map(|score| &score.readings));
    Scorecard {
        subclauses,
        clauses,
        overall,
    }
}

fn score_subclause<'a>(subclause: &'a Subclause, assessment: &Assessment) -> SubclauseScore<'a> {
    let (basis, readings) = readings(subclause, assessment);
    let summary = Summary::of(readings.iter());
    SubclauseScore {
        id: subclause.id,
        target: assessment.target(subclause.id),
        basis,
        readings,
        summary,
    }
}

/// The questions of a sub-clause that count.
///
/// A full answer overrides the quick one. What was said to the quick question stands in for
/// full questions that are still open, marked as to be confirmed, so that going deeper loses
/// nothing.
fn readings<'a>(subclause: &'a Subclause, assessment: &Assessment) -> (Basis, Vec<Reading<'a>>) {
    let target = assessment.target(subclause.id);
    let quick = subclause
        .questions
        .iter()
        .find(|question| question.depth == Depth::Quick);
    let full = || {
        subclause
            .questions
            .iter()
            .filter(|question| question.depth == Depth::Full)
    };
    let n_full = full().count();
    let n_full_rated = full()
        .filter(|question| assessment.rating(&question.id).is_some())
        .count();
    let quick_rating = quick.and_then(|quick| assessment.rating(&quick.id));

    if n_full_rated == 0 && (assessment.depth == Depth::Quick || n_full == 0) {
        let readings = quick
            .map(|quick| reading(quick, quick, assessment, target))
            .into_iter()
            .collect();
        return (Basis::Quick, readings);
    }
    let readings: Vec<_> = full()
        .map(|question| {
            let source = match quick {
                Some(quick) if assessment.rating(&question.id).is_none() => quick,
                _ => question,
            };
            reading(question, source, assessment, target)
        })
        .collect();
    let basis = match (n_full_rated, quick_rating) {
        (0, Some(_)) => Basis::Quick,
        (n, Some(_)) if n < n_full => Basis::Mixed,
        _ => Basis::Full,
    };
    (basis, readings)
}

fn reading<'a>(
    question: &'a Question,
    source: &Question,
    assessment: &Assessment,
    target: Level,
) -> Reading<'a> {
    let from_quick = source.id != question.id;
    let rating = assessment.rating(&source.id);
    let has_evidence = assessment.has_evidence(&question.id)
        || (from_quick && assessment.has_evidence(&source.id));
    let conformity = match conformity(question.kind, rating, has_evidence) {
        // A note of the standard is worth asking and never a failure.
        Conformity::NotMet | Conformity::Partly | Conformity::Claimed if question.is_prompt => {
            Conformity::NoOccasion
        }
        conformity => conformity,
    };
    Reading {
        question,
        rating,
        from_quick: from_quick && rating.is_some(),
        has_evidence,
        target,
        conformity,
    }
}

/// How far a requirement is met, with the ceilings: a record that cannot be shown is at most
/// partly met, and a level without evidence is only claimed.
pub fn conformity(kind: Kind, rating: Option<Rating>, has_evidence: bool) -> Conformity {
    match rating {
        None | Some(Rating::Word(RatingWord::CannotTell)) => Conformity::Unknown,
        Some(Rating::Word(RatingWord::NoOccasion)) => Conformity::NoOccasion,
        Some(Rating::Level(level)) => match level {
            Level::Absent | Level::ByChance => Conformity::NotMet,
            Level::Begun => Conformity::Partly,
            _ if has_evidence => Conformity::Met,
            _ if kind == Kind::Record => Conformity::Partly,
            _ => Conformity::Claimed,
        },
    }
}
