//! What a number rests on: the arithmetic behind a score, answer by answer.

use super::{Fraction, Item, Pdca, Reading, Scorecard};
use crate::catalogue::QuestionId;
use crate::clause::SubclauseId;
use crate::maturity::Level;

/// Which number is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole assessment.
    Overall,
    /// A phase of the cycle.
    Pdca(Pdca),
    /// A clause, 4 to 10.
    Clause(u8),
    /// A sub-clause.
    Subclause(SubclauseId),
}

impl Scope {
    fn holds(self, subclause: SubclauseId) -> bool {
        match self {
            Self::Overall => true,
            Self::Pdca(phase) => Pdca::of(subclause.clause()) == phase,
            Self::Clause(clause) => subclause.clause() == clause,
            Self::Subclause(id) => subclause == id,
        }
    }
}

/// The arithmetic behind a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation<'a> {
    /// One line for each question that counts, as the standard is printed.
    pub terms: Vec<Term<'a>>,
    /// Progress cut to target: the terms' counted steps over their target steps.
    pub to_target: Fraction,
    /// The mean, for trend only: the terms' levels over how many there are, in steps.
    pub mean: Fraction,
    /// The lowest level.
    pub lowest: Option<Level>,
    /// The questions at the lowest level, which alone hold it down.
    pub holding_down: Vec<&'a QuestionId>,
}

/// What one question adds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term<'a> {
    /// The question with what was said to it.
    pub reading: Reading<'a>,
    /// What it adds.
    pub item: Item,
}

/// Spells out the arithmetic behind a score.
pub fn derive<'a>(scorecard: &Scorecard<'a>, scope: Scope) -> Derivation<'a> {
    let subclauses = scorecard.subclauses.iter();
    let terms: Vec<Term<'a>> = subclauses
        .filter(|score| scope.holds(score.id))
        .flat_map(|score| &score.readings)
        .map(|reading| term(*reading))
        .collect();
    let levels = || terms.iter().filter_map(|term| term.item.counted_level());
    let lowest = levels().min();
    Derivation {
        to_target: Fraction {
            part: terms.iter().map(|term| term.item.counted_steps()).sum(),
            whole: terms.iter().map(|term| term.item.target_steps()).sum(),
        },
        mean: Fraction {
            part: levels().map(|level| u32::from(level.steps())).sum(),
            whole: levels().map(|_| 1).sum(),
        },
        lowest,
        holding_down: terms
            .iter()
            .filter(|term| lowest.is_some() && term.item.counted_level() == lowest)
            .map(|term| &term.reading.question.id)
            .collect(),
        terms,
    }
}

fn term(reading: Reading<'_>) -> Term<'_> {
    Term {
        reading,
        item: reading.item(),
    }
}
