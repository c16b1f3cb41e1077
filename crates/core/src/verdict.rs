//! Whether the audits would find a blocking gap: gates first, the worst gate wins.
//!
//! The verdict speaks about answers, not about the organisation. Nothing is averaged, unknown is
//! not yes, and Stage 2 is never better than Stage 1. Same answers and day, same verdict. Each gate
//! says what it looked at, what it found, and the shortest list of steps to its next colour.

use chrono::{Days, NaiveDate};

mod answers;
mod flip;
mod open;
mod register;
mod rules;
mod statement;
mod step;

pub use flip::{Flip, flip};
pub use open::Open;
pub use rules::{Look, OPERATING_DAYS, PRINCIPLES, RULES, RULES_VERSION, Rule, VERDICT_DAYS};
pub use statement::N_CONTROLS;
pub(crate) use statement::{FOLLOWING, REGISTER, annex};
pub use step::Step;

use crate::assessment::{Assessment, DocumentState, FindingGrade};
use crate::catalogue::QuestionId;
use crate::maturity::Level;
use crate::score::{Fraction, Reading, Scorecard};

/// The two parts of a certification audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Looks mainly at the design.
    One,
    /// Looks at operation and its records.
    Two,
}

/// What the answers say about a stage, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// A gate lacks an answer.
    CannotTell,
    /// A gate is red.
    NotReady,
    /// No gate is red, but one is amber.
    ConditionallyReady,
    /// All gates are green.
    NoBlockingGapFound,
}

/// The state of a gate, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// Something has not been said.
    Unknown,
    /// Not there.
    Red,
    /// In part, planned, old, or without evidence.
    Amber,
    /// Met, with evidence of a date.
    Green,
}

/// One gate and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Its id, such as `S1-8`.
    pub id: &'static str,
    /// The stage that looks at it.
    pub stage: Stage,
    /// What it looks at.
    pub looks: &'static [Look],
    /// Its state: that of the worst thing found.
    pub colour: Colour,
    /// What it found, worst first.
    pub facts: Vec<Fact>,
    /// The shortest list of steps that leads to a better colour; empty where it is green.
    pub steps: Vec<Step>,
}

/// One thing that a gate found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Where to look.
    pub about: About,
    /// What is there.
    pub found: Found,
    /// What that means for the gate.
    pub colour: Colour,
    /// What would give it a better colour; all of it is needed.
    pub steps: Vec<Step>,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The answer to a question. `via` is the quick question whose answer stands in for it.
    Question {
        /// The question.
        id: QuestionId,
        /// The quick question that speaks for it, where it was not answered itself.
        via: Option<QuestionId>,
    },
    /// A document, by id.
    Document(String),
    /// Controls of the Statement of Applicability, by id.
    Controls(Vec<String>),
    /// A finding of the register, by id.
    Finding(String),
    /// Whether Stage 1 was held.
    StageOneAudit,
    /// How long there have been records of operation.
    OperatingTime,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The question is not answered.
    NotAnswered,
    /// The person asked could not tell.
    CannotTell,
    /// There was no occasion so far: believable for one thing, not for years.
    NoOccasion,
    /// "Not applicable" was said where a requirement always acts.
    NotForExclusion,
    /// A level below that which meets the requirement.
    TooLow(Level),
    /// A mandatory document is short of approval.
    Document(DocumentState),
    /// A nonconformity is open.
    Open(FindingGrade),
    /// A nonconformity is open, with correction, action and a day in time.
    Planned(FindingGrade),
    /// A nonconformity was closed without a cause or a check of the effect.
    NotVerified,
    /// The record that is asked for cannot be shown.
    NoRecord,
    /// No evidence is named.
    NoEvidence,
    /// The evidence bears no date, or one still to come.
    Undated,
    /// The evidence is older than a year.
    Old(NaiveDate),
    /// The review of the document is overdue since then.
    ReviewOverdue(NaiveDate),
    /// Met, with evidence of this date.
    Met(NaiveDate),
    /// Nothing was said about the document.
    NotSaid,
    /// The document is older than the risk assessment of this day.
    OlderThanRegister(NaiveDate),
    /// It is approved and dated.
    InOrder,
    /// Nobody has decided on these controls.
    Undecided,
    /// These controls are left out without a reason.
    ExcludedWithoutReason,
    /// These controls are in without anything that calls for them.
    WithoutCause,
    /// No applicable control answers to a risk.
    NoRiskTreated,
    /// Not a single control is applicable.
    NothingApplicable,
    /// None of these controls is in place, not even in part.
    NothingInPlace,
    /// These controls are not fully in place.
    NotInPlace,
    /// These controls are in place, but nothing is named that proves it.
    Unproven,
    /// Nothing is wrong with these controls.
    ControlsInOrder,
    /// Stage 1 is still to come.
    StageOneAhead,
    /// Stage 1 was held, and none of its concerns is open.
    NoConcernOpen,
    /// No record of operation bears a date.
    NoDatedRecord,
    /// The first record of operation, and how many days ago that was.
    OperatingSince(NaiveDate, u32),
}

/// The verdicts on both stages, with the gates that led to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// The version of the rules.
    pub rules: &'static str,
    /// The day of the verdict.
    pub on: NaiveDate,
    /// On Stage 1.
    pub stage_1: Verdict,
    /// On Stage 2; never better than that on Stage 1.
    pub stage_2: Verdict,
    /// All gates, in order.
    pub gates: Vec<Gate>,
    /// What the answers rest on.
    pub sources: Sources,
}

/// What is to be said about a self-assessment before its verdict is believed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Questions that feed a gate: answered of asked.
    pub coverage: Fraction,
    /// Who answered, each name once, in order.
    pub answerers: Vec<String>,
    /// The first and the last day on which somebody answered.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Records of the ledger that somebody says to have seen, of all.
    pub seen: Fraction,
}

impl Readiness {
    /// The verdict on a stage.
    pub fn stage(&self, stage: Stage) -> Verdict {
        match stage {
            Stage::One => self.stage_1,
            Stage::Two => self.stage_2,
        }
    }

    /// The gates that count for a stage; those of Stage 1 count for Stage 2 as well.
    pub fn gates_of(&self, stage: Stage) -> impl Iterator<Item = &Gate> {
        self.gates.iter().filter(move |gate| gate.stage <= stage)
    }

    /// Whether the verdict is too old to be shown without saying so.
    pub fn is_old(&self, today: NaiveDate) -> bool {
        let end = self.on.checked_add_days(Days::new(VERDICT_DAYS));
        end.is_some_and(|end| end < today)
    }
}

/// What the facts of a gate are taken from.
struct Case<'s, 'a> {
    assessment: &'s Assessment,
    scorecard: &'s Scorecard<'a>,
    today: NaiveDate,
}

impl<'s, 'a> Case<'s, 'a> {
    fn readings(&self) -> impl Iterator<Item = &'s Reading<'a>> + use<'s, 'a> {
        self.scorecard.subclauses.iter().flat_map(|s| &s.readings)
    }

    /// The readings that feed a gate.
    fn feeding(&self, gate: &str) -> impl Iterator<Item = &'s Reading<'a>> {
        self.readings()
            .filter(move |reading| reading.question.gates.iter().any(|id| id == gate))
    }

    fn look(&self, gate: &str, look: Look) -> Vec<Fact> {
        match look {
            Look::Answers => self.feeding(gate).map(|r| answers::fact(self, r)).collect(),
            Look::Statement => statement::complete(self),
            Look::Implementation => statement::implemented(self),
            Look::Agreement => statement::agree(self),
            Look::Nonconformities => register::nonconformities(self),
            Look::StageOneConcerns => register::concerns(self),
            Look::OperatingTime => register::operating_time(self),
        }
    }

    fn judge(&self, rule: &Rule) -> Gate {
        let looks = rule.looks.iter();
        let mut facts: Vec<Fact> = looks.flat_map(|look| self.look(rule.id, *look)).collect();
        facts.sort_by_key(|fact| fact.colour);
        let colour = facts.first().map_or(Colour::Unknown, |fact| fact.colour);
        Gate {
            id: rule.id,
            stage: rule.stage,
            looks: rule.looks,
            colour,
            steps: step::shortest(facts.iter().filter(|fact| fact.colour == colour)),
            facts,
        }
    }

    fn sources(&self) -> Sources {
        let feeding = || {
            let feeds = |reading: &&Reading<'_>| !reading.question.gates.is_empty();
            self.readings().filter(feeds)
        };
        let answers = self.assessment.answers.values();
        let mut answerers: Vec<String> = Vec::new();
        let mut days: Option<(NaiveDate, NaiveDate)> = None;
        for answer in answers.filter(|answer| answer.rating.is_some()) {
            let by = answer.by.trim();
            if !by.is_empty() && answerers.iter().all(|known| known != by) {
                answerers.push(by.to_owned());
            }
            if let Some(on) = answer.on {
                let (first, last) = days.unwrap_or((on, on));
                days = Some((first.min(on), last.max(on)));
            }
        }
        answerers.sort_unstable();
        let records = self.assessment.evidence.values();
        let seen = records.filter(|record| !record.seen_by.trim().is_empty());
        Sources {
            coverage: Fraction {
                part: count(feeding().filter(|reading| reading.rating.is_some())),
                whole: count(feeding()),
            },
            answerers,
            days,
            seen: Fraction {
                part: count(seen),
                whole: count(self.assessment.evidence.values()),
            },
        }
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    items.map(|_| 1).sum()
}

/// Judges both stages on a day.
pub fn verdict(assessment: &Assessment, scorecard: &Scorecard<'_>, today: NaiveDate) -> Readiness {
    let case = Case {
        assessment,
        scorecard,
        today,
    };
    let gates: Vec<Gate> = RULES.iter().map(|rule| case.judge(rule)).collect();
    let worst = |upto: Stage| {
        let counted = gates.iter().filter(|gate| gate.stage <= upto);
        counted.map(|gate| gate.colour).min()
    };
    Readiness {
        rules: RULES_VERSION,
        on: today,
        stage_1: judge(worst(Stage::One)),
        stage_2: judge(worst(Stage::Two)),
        gates,
        sources: case.sources(),
    }
}

fn judge(worst: Option<Colour>) -> Verdict {
    match worst {
        None | Some(Colour::Unknown) => Verdict::CannotTell,
        Some(Colour::Red) => Verdict::NotReady,
        Some(Colour::Amber) => Verdict::ConditionallyReady,
        Some(Colour::Green) => Verdict::NoBlockingGapFound,
    }
}
