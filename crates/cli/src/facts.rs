//! What goes out as JSON: one record for each thing that a command speaks of. Fields are only
//! added, never renamed; `isms-gauge schema` prints their schemas.

use chrono::NaiveDate;
use clap::ValueEnum;
use isms_gauge_core::gap::Grade;
use isms_gauge_core::score::Conformity;
use isms_gauge_core::verdict::{Colour, Verdict};
use schemars::JsonSchema;
use serde::Serialize;

/// What the answers say about a stage, worst first.
#[derive(ValueEnum, Serialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictKey {
    /// A gate lacks an answer.
    CannotTell,
    /// A gate is red.
    NotReady,
    /// No gate is red, but one is amber.
    ConditionallyReady,
    /// All gates are green.
    NoBlockingGapFound,
}

impl From<Verdict> for VerdictKey {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::CannotTell => Self::CannotTell,
            Verdict::NotReady => Self::NotReady,
            Verdict::ConditionallyReady => Self::ConditionallyReady,
            Verdict::NoBlockingGapFound => Self::NoBlockingGapFound,
        }
    }
}

impl From<VerdictKey> for Verdict {
    fn from(key: VerdictKey) -> Self {
        match key {
            VerdictKey::CannotTell => Self::CannotTell,
            VerdictKey::NotReady => Self::NotReady,
            VerdictKey::ConditionallyReady => Self::ConditionallyReady,
            VerdictKey::NoBlockingGapFound => Self::NoBlockingGapFound,
        }
    }
}

/// A suggested grade, worst first.
#[derive(ValueEnum, Serialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum GradeKey {
    /// Would probably be a major nonconformity.
    LikelyMajor,
    /// Several open points in one place.
    PossibleMajor,
    /// Would probably be a minor nonconformity.
    LikelyMinor,
    /// Nothing is known.
    Unknown,
    /// The requirement is met; the target is higher.
    Improvement,
}

impl From<Grade> for GradeKey {
    fn from(grade: Grade) -> Self {
        match grade {
            Grade::LikelyMajor => Self::LikelyMajor,
            Grade::PossibleMajor => Self::PossibleMajor,
            Grade::LikelyMinor => Self::LikelyMinor,
            Grade::Unknown => Self::Unknown,
            Grade::Improvement => Self::Improvement,
        }
    }
}

/// How far a requirement is met, worst first.
#[derive(Serialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum ConformityKey {
    /// Nothing is known.
    Unknown,
    /// Not met.
    NotMet,
    /// Met in part.
    Partly,
    /// Claimed, but no evidence is named.
    Claimed,
    /// There was no occasion yet.
    NoOccasion,
    /// Met, with evidence.
    Met,
}

impl From<Conformity> for ConformityKey {
    fn from(conformity: Conformity) -> Self {
        match conformity {
            Conformity::Unknown => Self::Unknown,
            Conformity::NotMet => Self::NotMet,
            Conformity::Partly => Self::Partly,
            Conformity::Claimed => Self::Claimed,
            Conformity::NoOccasion => Self::NoOccasion,
            Conformity::Met => Self::Met,
        }
    }
}

/// The state of a gate, worst first.
#[derive(Serialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum ColourKey {
    /// Something has not been said.
    Unknown,
    /// Not there.
    Red,
    /// In part, planned, old, or without evidence.
    Amber,
    /// Met, with evidence of a date.
    Green,
}

impl From<Colour> for ColourKey {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Unknown => Self::Unknown,
            Colour::Red => Self::Red,
            Colour::Amber => Self::Amber,
            Colour::Green => Self::Green,
        }
    }
}

/// A row of `score`. Levels are 0 to 5; a missing one is null. Counts are numbers of requirements.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct ScoreRow {
    /// The file; of several in one file, with their ids after a `#`.
    pub file: String,
    /// The assessment's id.
    pub id: String,
    /// The organisation, as it was typed.
    pub organisation: String,
    /// The sector, as it was typed.
    pub sector: String,
    /// People in scope.
    pub people: u32,
    /// Words to sort many assessments by.
    pub tags: Vec<String>,
    /// The day for which the verdicts hold.
    pub on: NaiveDate,
    /// What the row stands for: `assessment`, `clause`, `subclause` or `requirement`.
    pub by: &'static str,
    /// The clause, 4 to 10.
    pub clause: Option<u8>,
    /// The sub-clause, such as `9.2.1`.
    pub subclause: Option<String>,
    /// The id of the question.
    pub question: Option<String>,
    /// The title of the clause or sub-clause.
    pub title: Option<String>,
    /// The lowest target, 0 to 5.
    pub target: Option<u8>,
    /// Questions asked.
    pub asked: u32,
    /// Questions with any answer, "cannot tell" included.
    pub answered: u32,
    /// Questions with a level.
    pub rated: u32,
    /// Questions for which there was no occasion.
    pub no_occasion: u32,
    /// The lowest level that was said, 0 to 5.
    pub lowest: Option<u8>,
    /// The mean of the levels, 0 to 5. For trend only: a mean hides holes.
    pub mean: Option<f64>,
    /// The level that all questions have reached; null while one is open.
    pub reached: Option<u8>,
    /// The lowest level that can still come out.
    pub lowest_possible: Option<u8>,
    /// The highest level that can still come out.
    pub highest_possible: Option<u8>,
    /// Answered of asked, in percent, rounded down.
    pub coverage_percent: u32,
    /// Progress cut to target, in percent, rounded down.
    pub to_target_percent: u32,
    /// Requirements met, with evidence.
    pub met: u32,
    /// Requirements claimed without evidence.
    pub claimed: u32,
    /// Requirements partly met.
    pub partly: u32,
    /// Requirements not met.
    pub not_met: u32,
    /// Requirements of which nothing is known.
    pub unknown: u32,
    /// The verdict on Stage 1 of the whole assessment.
    pub stage_1: VerdictKey,
    /// The verdict on Stage 2 of the whole assessment.
    pub stage_2: VerdictKey,
}

/// The verdicts on one assessment.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct VerdictRecord {
    /// The file.
    pub file: String,
    /// The assessment's id.
    pub id: String,
    /// The organisation, as it was typed.
    pub organisation: String,
    /// The day for which the verdicts hold.
    pub on: NaiveDate,
    /// The version of the rules.
    pub rules: &'static str,
    /// The version of the catalogue.
    pub catalogue: &'static str,
    /// The verdict on Stage 1.
    pub stage_1: VerdictKey,
    /// The verdict on Stage 2; never better than that on Stage 1.
    pub stage_2: VerdictKey,
    /// Questions that feed a gate and are answered.
    pub answered: u32,
    /// Questions that feed a gate.
    pub asked: u32,
    /// The gates, in order.
    pub gates: Vec<GateRecord>,
    /// With `--flip`: what gives a stage a better verdict.
    pub flips: Vec<FlipRecord>,
}

/// One gate.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct GateRecord {
    /// Its id, such as `S1-8`.
    pub id: &'static str,
    /// The stage that looks at it first, 1 or 2.
    pub stage: u8,
    /// What it asks.
    pub asks: String,
    /// Its state: that of the worst thing found.
    pub state: ColourKey,
    /// What it found, worst first.
    pub facts: Vec<FactRecord>,
    /// The shortest list of steps to a better state.
    pub steps: Vec<String>,
}

/// One thing that a gate found.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct FactRecord {
    /// Where to look.
    pub about: String,
    /// What is there.
    pub found: String,
    /// What that means for the gate.
    pub state: ColourKey,
}

/// The smallest set of steps that gives a stage a better verdict.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct FlipRecord {
    /// The stage, 1 or 2.
    pub stage: u8,
    /// The verdict once all steps are taken.
    pub becomes: VerdictKey,
    /// The steps; all of them are needed.
    pub steps: Vec<String>,
    /// Whether all smaller sets were tried.
    pub is_smallest: bool,
}

/// One gap.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct GapRow {
    /// The file.
    pub file: String,
    /// The assessment's id.
    pub id: String,
    /// The organisation, as it was typed.
    pub organisation: String,
    /// Its place in the list of the assessment, from 1.
    pub rank: usize,
    /// The sub-clause, such as `9.2.1`.
    pub subclause: String,
    /// The title of the sub-clause.
    pub title: String,
    /// The id of the question.
    pub question: String,
    /// The question.
    pub text: String,
    /// The level that was said, 0 to 5.
    pub level: Option<u8>,
    /// What was said, in words.
    pub answer: String,
    /// The level that is wanted, 0 to 5.
    pub target: u8,
    /// How far the requirement is met.
    pub conformity: ConformityKey,
    /// How an auditor would probably call it: a suggestion.
    pub grade: GradeKey,
    /// Why that grade is suggested.
    pub reason: &'static str,
    /// What is missing.
    pub missing: String,
    /// What closes it.
    pub action: String,
    /// The gates that it feeds.
    pub gates: Vec<String>,
    /// The documents that it needs.
    pub documents: Vec<String>,
    /// The pieces of work that close it.
    pub work: Vec<String>,
    /// How many other pieces of open work wait for it.
    pub waiting: u32,
    /// Who looks after it.
    pub owner: String,
    /// What else was said.
    pub note: String,
}

/// The plan of one assessment. Effort is in person-days; the figures are estimates.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct PlanRecord {
    /// The file.
    pub file: String,
    /// The assessment's id.
    pub id: String,
    /// The organisation, as it was typed.
    pub organisation: String,
    /// The first day of work.
    pub start: NaiveDate,
    /// The same for the same plan on every machine: 16 hexadecimal digits.
    pub hash: String,
    /// When Stage 1 can begin.
    pub stage_1: Option<RangeRecord>,
    /// When Stage 2 can begin.
    pub stage_2: Option<RangeRecord>,
    /// Likely effort of everything that is open, in person-days.
    pub effort_days: f64,
    /// The phases that hold open work.
    pub phases: Vec<PhaseRecord>,
    /// The open work, in order of its start.
    pub work: Vec<WorkRecord>,
}

/// A date with low, likely and high effort.
#[derive(Serialize, JsonSchema, Clone, Copy, Debug)]
pub struct RangeRecord {
    /// With low effort.
    pub earliest: NaiveDate,
    /// With likely effort.
    pub likely: NaiveDate,
    /// With high effort.
    pub latest: NaiveDate,
}

/// A phase of the plan.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct PhaseRecord {
    /// Its letter.
    pub phase: String,
    /// Its name.
    pub name: String,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
}

/// One piece of open work.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct WorkRecord {
    /// Its id.
    pub id: String,
    /// What it is.
    pub action: String,
    /// The letter of its phase.
    pub phase: String,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
    /// Low effort in person-days.
    pub low_days: f64,
    /// Likely effort in person-days.
    pub likely_days: f64,
    /// High effort in person-days.
    pub high_days: f64,
    /// Who does which part.
    pub parts: Vec<PartRecord>,
    /// Why it does not start earlier.
    pub why: String,
    /// Whether a delay here delays the certificate.
    pub is_critical: bool,
}

/// The part of a piece of work that one role does.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct PartRecord {
    /// Who.
    pub role: String,
    /// The likely effort in person-days.
    pub days: f64,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
}

/// What was found in one file.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct ValidRecord {
    /// The file.
    pub file: String,
    /// Whether it can be read.
    pub is_readable: bool,
    /// Why it cannot be read: what was found, what was wanted, and where.
    pub fault: Option<String>,
    /// The assessment's id.
    pub id: Option<String>,
    /// The organisation, as it was typed.
    pub organisation: Option<String>,
    /// The catalogue that was answered.
    pub catalogue: Option<String>,
    /// Whether that is the catalogue of this program.
    pub is_current_catalogue: bool,
    /// Answers to questions that this catalogue does not ask; they are kept.
    pub unknown_questions: Vec<String>,
    /// What is odd about texts in it.
    pub oddities: Vec<OddityRecord>,
    /// Entries that do not go together, worst first.
    pub checks: Vec<CheckRecord>,
}

/// What is odd about a text.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct OddityRecord {
    /// The field, such as `answers.4.1.note`.
    pub place: String,
    /// What is odd there.
    pub what: String,
}

/// Entries that do not go together.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct CheckRecord {
    /// The rule, such as `C-07`.
    pub rule: &'static str,
    /// How much it weighs: `contradiction`, `weakness` or `hint`.
    pub severity: &'static str,
    /// The field to look at.
    pub place: String,
    /// What was found.
    pub message: String,
    /// Whether it was accepted with a reason for now.
    pub is_accepted: bool,
}

/// Two states side by side.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct DiffRecord {
    /// The earlier state.
    pub before: StateRecord,
    /// The later state.
    pub now: StateRecord,
    /// How many ratings fell or were taken back.
    pub fell: usize,
    /// How many ratings rose.
    pub rose: usize,
    /// How many questions are rated as before.
    pub same: usize,
    /// What moved: what fell first, furthest first.
    pub moved: Vec<MovedRecord>,
}

/// One state of two.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct StateRecord {
    /// The file, or the snapshot in it after a `#`.
    pub file: String,
    /// The day on which it is judged.
    pub on: NaiveDate,
    /// The verdict on Stage 1.
    pub stage_1: VerdictKey,
    /// The verdict on Stage 2.
    pub stage_2: VerdictKey,
    /// Progress cut to target, in percent, rounded down.
    pub to_target_percent: u32,
    /// Answered of asked, in percent, rounded down.
    pub coverage_percent: u32,
}

/// One question whose rating moved.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct MovedRecord {
    /// The question.
    pub question: String,
    /// How it moved: `fell`, `taken-back`, `changed`, `answered` or `rose`.
    pub how: &'static str,
    /// By how many levels.
    pub levels: u8,
    /// The rating then, in words.
    pub before: String,
    /// The rating now, in words.
    pub now: String,
}

/// One entry that is not the same in two files.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct MergeRow {
    /// The file that is merged in.
    pub file: String,
    /// The entry.
    pub entry: String,
    /// How the two compare: `new`, `changed-here`, `changed-there`, `agree`, `differ` or
    /// `far-apart`.
    pub relation: &'static str,
    /// Whose is taken: `here` or `there`.
    pub take: &'static str,
    /// Whether somebody has to choose.
    pub is_open: bool,
}

/// One question of the catalogue.
#[derive(Serialize, JsonSchema, Clone, Debug)]
pub struct QuestionRecord {
    /// Its id. An id never changes its meaning.
    pub id: String,
    /// The sub-clause that it belongs to.
    pub subclause: String,
    /// The title of the sub-clause.
    pub title: String,
    /// `quick` or `full`.
    pub depth: &'static str,
    /// `design`, `operation` or `record`.
    pub kind: &'static str,
    /// The requirement elements that it covers.
    pub refs: Vec<String>,
    /// The question.
    pub text: String,
    /// Why it is asked.
    pub why: String,
    /// What the guidance advises, in our words.
    pub guidance: String,
    /// What an auditor would ask to see.
    pub evidence: Vec<String>,
    /// What each level from 0 to 5 looks like.
    pub anchors: Vec<String>,
    /// The documents that it needs.
    pub documents: Vec<String>,
    /// The gates that it feeds.
    pub gates: Vec<String>,
    /// What closes a gap here.
    pub action: String,
}
