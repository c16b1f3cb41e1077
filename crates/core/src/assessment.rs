//! What an organisation has said: one assessment, exactly as it is kept in a file.
//!
//! These types are the current version of the saved file (`crate::file`): field order is the
//! order of the text, maps are sorted, and fields that a newer minor version added are kept in
//! `extra` and written back.

use litemap::LiteMap;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::catalogue::{CATALOGUE_VERSION, Depth, NodeId, QuestionId, Role, Share};
use crate::clause::SubclauseId;
use crate::file::{FormatName, FormatVersion};
use crate::maturity::Level;

mod finding;
mod history;
mod plan;

pub use finding::{Finding, FindingGrade, FindingSource, StageOneAudit};
pub use history::{Pack, Snapshot, Voice};
pub use plan::{Absence, Baseline, Deadline, Dropped, Promised, State, Waiting};

/// Fields of a newer minor version, kept as they were found.
pub type Extra = LiteMap<String, Value>;

/// Writes a map as an object in the order of its keys.
fn sorted<K: Serialize, V: Serialize, S: Serializer>(
    map: &LiteMap<K, V>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(map.iter())
}

/// The target of a sub-clause for which none was chosen.
pub const DEFAULT_TARGET: Level = Level::InForce;

/// Everything that an organisation has said about itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub struct Assessment {
    /// Always `isms-gauge.assessment`.
    pub format: FormatName,
    /// The version of the file's format.
    pub version: FormatVersion,
    /// A name that no other assessment has, so that copies can be told apart.
    pub id: String,
    /// The catalogue that was answered.
    #[serde(default)]
    pub catalogue: String,
    /// The organisation and its frame.
    #[serde(default)]
    pub profile: Profile,
    /// How deep the questions go.
    #[serde(default)]
    pub depth: Depth,
    /// Targets other than 3, by sub-clause.
    #[serde(default, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<SubclauseId, Level>")
    )]
    pub targets: LiteMap<SubclauseId, Level>,
    /// Answers by question; also those to questions that the catalogue no longer has.
    #[serde(default, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<QuestionId, Answer>")
    )]
    pub answers: LiteMap<QuestionId, Answer>,
    /// The ledger of evidence: one record may serve many answers.
    #[serde(default, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Evidence>")
    )]
    pub evidence: LiteMap<String, Evidence>,
    /// Documented information by id.
    #[serde(default, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Document>")
    )]
    pub documents: LiteMap<String, Document>,
    /// The Statement of Applicability: what was decided for each control of Annex A.
    #[serde(default, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Control>")
    )]
    pub controls: LiteMap<String, Control>,
    /// The organisation's own controls beside those of Annex A.
    #[serde(default, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, OwnControl>")
    )]
    pub own_controls: LiteMap<String, OwnControl>,
    /// Whether the audit of Stage 1 was held.
    #[serde(default, skip_serializing_if = "StageOneAudit::is_unsaid")]
    pub stage_1: StageOneAudit,
    /// The register of findings, by id.
    #[serde(
        default,
        skip_serializing_if = "LiteMap::is_empty",
        serialize_with = "sorted"
    )]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Finding>")
    )]
    pub findings: LiteMap<String, Finding>,
    /// Who works on it, when, and what was changed by hand.
    #[serde(default)]
    pub plan: Plan,
    /// Findings of the cross-checks that somebody accepts for a time, by rule and place.
    #[serde(
        default,
        skip_serializing_if = "LiteMap::is_empty",
        serialize_with = "sorted"
    )]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Acceptance>")
    )]
    pub accepted: LiteMap<String, Acceptance>,
    /// Frozen states of earlier days, by id.
    #[serde(
        default,
        skip_serializing_if = "LiteMap::is_empty",
        serialize_with = "sorted"
    )]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Snapshot>")
    )]
    pub snapshots: LiteMap<String, Snapshot>,
    /// Where this is a pack of questions for one person: whose, and which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<Pack>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

fn catalogue_version() -> String {
    CATALOGUE_VERSION.to_owned()
}

/// The organisation that is assessed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Profile {
    /// Its name.
    #[serde(default)]
    pub organisation: String,
    /// People doing work under its control within the scope.
    #[serde(default)]
    pub people: u32,
    /// Places within the scope.
    #[serde(default)]
    pub sites: u32,
    /// What it does.
    #[serde(default)]
    pub sector: String,
    /// What the certificate should cover, in one sentence.
    #[serde(default)]
    pub scope: String,
    /// Who answers.
    #[serde(default)]
    pub assessor: String,
    /// Words to sort many assessments by, such as a site or a year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// What was said to one question.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// The level from 0 to 5, `"cannot-tell"` or `"no-occasion"`; absent while only a note stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// Records of the ledger that prove it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// What else is to be said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who looks after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Marked to come back to.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flagged: bool,
    /// Who gave the rating.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When the rating was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// What others said to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<Voice>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

impl Answer {
    /// Whether nothing at all is said.
    pub fn is_blank(&self) -> bool {
        let Self {
            rating,
            evidence,
            note,
            owner,
            flagged,
            by,
            on,
            voices,
            extra,
        } = self;
        rating.is_none()
            && evidence.is_empty()
            && note.is_empty()
            && owner.is_empty()
            && !flagged
            && by.is_empty()
            && on.is_none()
            && voices.is_empty()
            && extra.is_empty()
    }
}

/// A reply to the question "how far".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Rating {
    /// This far.
    Level(Level),
    /// No level, for a reason.
    Word(RatingWord),
}

/// A reply that is not a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RatingWord {
    /// The person asked cannot say. Never a 0 and never left out.
    CannotTell,
    /// The event on which the requirement acts has not happened yet.
    NoOccasion,
}

impl Rating {
    /// "Cannot tell".
    pub const CANNOT_TELL: Self = Self::Word(RatingWord::CannotTell);
    /// "No occasion yet".
    pub const NO_OCCASION: Self = Self::Word(RatingWord::NoOccasion);

    /// The level, where one was given.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Level(level) => Some(level),
            Self::Word(_) => None,
        }
    }
}

/// One record of evidence.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// What it is.
    pub title: String,
    /// Where it is kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Who has seen it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seen_by: String,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// How far a piece of documented information has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DocumentState {
    /// It does not exist.
    #[default]
    NotStarted,
    /// Somebody writes it.
    Draft,
    /// Somebody entitled has approved it.
    Approved,
    /// People work by it, and records show so.
    InUse,
    /// It was reviewed within its period.
    Reviewed,
}

impl DocumentState {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::NotStarted,
        Self::Draft,
        Self::Approved,
        Self::InUse,
        Self::Reviewed,
    ];

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotStarted => t!("Not started"),
            Self::Draft => t!("Draft"),
            Self::Approved => t!("Approved"),
            Self::InUse => t!("In use"),
            Self::Reviewed => t!("Reviewed"),
        }
    }
}

/// One piece of documented information.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// How far it has come.
    #[serde(default)]
    pub state: DocumentState,
    /// The file it lives in; several rows may name the same.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// Where that file is kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Who looks after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Its version.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub revision: String,
    /// When it was approved, or for a record: made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// When it is to be reviewed next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<NaiveDate>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// Whether a control is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// Nobody has decided.
    #[default]
    Undecided,
    /// It is necessary.
    Applicable,
    /// It is left out, with a reason.
    Excluded,
}

impl Applicability {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Undecided, Self::Applicable, Self::Excluded];

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Undecided => t!("Undecided"),
            Self::Applicable => t!("Applicable"),
            Self::Excluded => t!("Excluded"),
        }
    }
}

/// Why a control is necessary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A risk calls for it.
    Risk,
    /// Law or regulation calls for it.
    Law,
    /// A contract calls for it.
    Contract,
    /// The business wants it.
    Business,
}

impl Basis {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Risk, Self::Law, Self::Contract, Self::Business];

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Risk => t!("Risk"),
            Self::Law => t!("Law"),
            Self::Contract => t!("Contract"),
            Self::Business => t!("Business"),
        }
    }
}

/// How far a control has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ControlStatus {
    /// Nothing is done.
    #[default]
    NotStarted,
    /// It is planned.
    Planned,
    /// It works in part.
    Partly,
    /// It works throughout the scope.
    Implemented,
    /// It works, and somebody has checked that it does.
    Checked,
}

impl ControlStatus {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::NotStarted,
        Self::Planned,
        Self::Partly,
        Self::Implemented,
        Self::Checked,
    ];

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotStarted => t!("Not started"),
            Self::Planned => t!("Planned"),
            Self::Partly => t!("Partly"),
            Self::Implemented => t!("Implemented"),
            Self::Checked => t!("Implemented and checked"),
        }
    }
}

/// What was decided for one control.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Control {
    /// Whether it is needed.
    #[serde(default)]
    pub applicable: Applicability,
    /// Why it is in, or why it is out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What calls for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Basis>,
    /// How far it has come.
    #[serde(default)]
    pub status: ControlStatus,
    /// Who looks after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// What proves it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// What else is to be said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// A control of the organisation's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnControl {
    /// What it is called.
    pub title: String,
    /// What was decided for it.
    #[serde(default)]
    pub control: Control,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// A finding of the cross-checks that somebody accepts for a time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Acceptance {
    /// Why it may stand. A blank reason accepts nothing.
    pub reason: String,
    /// The last day on which it may stand.
    pub until: NaiveDate,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// Who works on it, and when.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    /// The first day of work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<NaiveDate>,
    /// The people and the time they have.
    #[serde(default)]
    pub team: Vec<Member>,
    /// Days on which nobody works.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<NaiveDate>,
    /// What was changed by hand, by piece of work.
    #[serde(
        default,
        skip_serializing_if = "LiteMap::is_empty",
        serialize_with = "sorted"
    )]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<NodeId, Override>")
    )]
    pub overrides: LiteMap<NodeId, Override>,
    /// Days on which somebody of the team is away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absences: Vec<Absence>,
    /// Orders of good practice that are not kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Dropped>,
    /// Waiting times other than ours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<Waiting>,
    /// How our estimates of effort are stretched, in percent from 10 to 1000; 100 where absent.
    /// Figures by hand stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort_percent: Option<u32>,
    /// The auditors' time for Stage 1 and Stage 2 together, in half days, such as an offer says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auditor_half_days: Option<u32>,
    /// Calendar days from the end of Stage 2 to the certificate, 0 to 3650.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_days: Option<u32>,
    /// The wished audit dates.
    #[serde(default, skip_serializing_if = "Deadline::is_empty")]
    pub deadline: Deadline,
    /// The plan that was once promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// Somebody with time for the work.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Member {
    /// The person's name; may stay open.
    #[serde(default)]
    pub name: String,
    /// What the person does in the project.
    pub role: Role,
    /// Half working days a week, 0 to 10.
    pub half_days_a_week: u32,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// What was changed by hand for one piece of work.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Override {
    /// The effort that is left, in half person-days. Alone it leaves no range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort_half_days: Option<u32>,
    /// The effort with everything going well, in half person-days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort_low_half_days: Option<u32>,
    /// The effort with the usual trouble, in half person-days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort_high_half_days: Option<u32>,
    /// What it takes every year once the certificate is there, in half person-days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yearly_half_days: Option<u32>,
    /// Who does which part of it, in percent that add up to 100; ours where empty.
    #[serde(
        default,
        skip_serializing_if = "LiteMap::is_empty",
        serialize_with = "sorted"
    )]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, u32>")
    )]
    pub shares: LiteMap<Role, u32>,
    /// Not before this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<NaiveDate>,
    /// It begins on this day, whatever would move it; wins over `not_before`. A day before the first
    /// one of work binds nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<NaiveDate>,
    /// Who looks after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The day by which it should be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// What else is to be said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How far it has come.
    #[serde(default, skip_serializing_if = "State::is_open")]
    pub state: State,
    /// The day on which it was begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<NaiveDate>,
    /// While it is in progress: what is left, in half person-days. Wins over every estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remaining_half_days: Option<u32>,
    /// Once it is done: the last day of work on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<NaiveDate>,
    /// Ticked points of the done-when lists: their places, counted from 0, by question.
    #[serde(
        default,
        skip_serializing_if = "LiteMap::is_empty",
        serialize_with = "sorted"
    )]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<QuestionId, Vec<u32>>")
    )]
    pub ticked: LiteMap<QuestionId, Vec<u32>>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

impl Override {
    /// Ticks a point of the done-when list of a question, counted from 0, or takes the tick away.
    pub fn tick(&mut self, question: &QuestionId, place: u32, is_on: bool) {
        let mut ticked = self.ticked.remove(question).unwrap_or_default();
        ticked.retain(|other| *other != place);
        if is_on {
            ticked.push(place);
            ticked.sort_unstable();
        }
        if !ticked.is_empty() {
            self.ticked.insert(question.clone(), ticked);
        }
    }

    /// Sets who does which part of the work; none takes ours.
    pub fn set_shares(&mut self, shares: &[Share]) {
        let parts = shares.iter().filter(|share| 0 < share.percent);
        self.shares = parts.map(|share| (share.role, share.percent)).collect();
    }

    /// Who does which part of the work, where somebody said so and it adds up to the whole.
    pub fn shares(&self) -> Option<Vec<Share>> {
        let shares = || self.shares.iter().map(|(role, percent)| (*role, *percent));
        let sum = shares()
            .map(|(_, percent)| percent)
            .fold(0, u32::saturating_add);
        (sum == 100).then(|| {
            shares()
                .filter(|(_, percent)| 0 < *percent)
                .map(|(role, percent)| Share { role, percent })
                .collect()
        })
    }
}

impl Assessment {
    /// A fresh assessment: nothing said, and a team that a small firm can usually spare.
    pub fn new(id: &str) -> Self {
        Self {
            format: FormatName,
            version: FormatVersion,
            id: id.to_owned(),
            catalogue: catalogue_version(),
            profile: Profile {
                people: 20,
                sites: 1,
                ..Profile::default()
            },
            depth: Depth::Quick,
            targets: LiteMap::new(),
            answers: LiteMap::new(),
            evidence: LiteMap::new(),
            documents: LiteMap::new(),
            controls: LiteMap::new(),
            own_controls: LiteMap::new(),
            stage_1: StageOneAudit::Unsaid,
            findings: LiteMap::new(),
            plan: Plan {
                team: default_team(),
                ..Plan::default()
            },
            accepted: LiteMap::new(),
            snapshots: LiteMap::new(),
            pack: None,
            extra: Extra::new(),
        }
    }

    /// The level that a sub-clause should reach.
    pub fn target(&self, subclause: SubclauseId) -> Level {
        self.targets
            .get(&subclause)
            .copied()
            .unwrap_or(DEFAULT_TARGET)
    }

    /// The rating of a question, where one was given.
    pub fn rating(&self, question: &QuestionId) -> Option<Rating> {
        self.answers.get(question).and_then(|answer| answer.rating)
    }

    /// Whether an answer names evidence that is in the ledger.
    pub fn has_evidence(&self, answer: &Answer) -> bool {
        let mut named = answer.evidence.iter();
        named.any(|id| self.evidence.contains_key(id))
    }
}

/// A team that a small firm can usually spare. Our estimate; every figure can be changed.
pub fn default_team() -> Vec<Member> {
    [
        (Role::TopManagement, 1),
        (Role::IsmsManager, 4),
        (Role::ItOperations, 3),
        (Role::PeopleLead, 1),
        (Role::ProcessOwner, 2),
        (Role::InternalAuditor, 2),
    ]
    .map(|(role, half_days_a_week)| Member {
        name: String::new(),
        role,
        half_days_a_week,
        extra: Extra::new(),
    })
    .into()
}
