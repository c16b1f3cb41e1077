//! The register of findings: what internal and outside audits and others have found, and what
//! was done about it.

use chrono::NaiveDate;
use serde::Serialize;
#[cfg(feature = "schema")]
use serde_json::Value;

use super::{Extra, sorted};
use crate::catalogue::QuestionId;
use crate::clause::SubclauseId;

/// Where a finding comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FindingSource {
    /// An internal audit.
    #[default]
    Internal,
    /// The certification audit, Stage 1: an area of concern.
    #[serde(rename = "stage-1")]
    StageOne,
    /// The certification audit, Stage 2.
    #[serde(rename = "stage-2")]
    StageTwo,
    /// A surveillance audit.
    Surveillance,
    /// A customer, or somebody on a customer's behalf.
    Customer,
    /// Anything else: an incident, an authority, one's own people.
    Other,
}

impl FindingSource {
    /// All sources, with the words they are written with.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("internal", Self::Internal),
        ("stage-1", Self::StageOne),
        ("stage-2", Self::StageTwo),
        ("surveillance", Self::Surveillance),
        ("customer", Self::Customer),
        ("other", Self::Other),
    ];
}

/// How grave a finding is, worst first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FindingGrade {
    /// The system may not reach its intended results.
    Major,
    /// A requirement is missed in a way that leaves the system able to work.
    #[default]
    Minor,
    /// No requirement is missed.
    Observation,
}

impl FindingGrade {
    /// All grades, worst first, with the words they are written with.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("major", Self::Major),
        ("minor", Self::Minor),
        ("observation", Self::Observation),
    ];
}

/// One finding and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// Where it comes from.
    #[serde(default)]
    pub source: FindingSource,
    /// How grave it is, as whoever found it says.
    #[serde(default)]
    pub grade: FindingGrade,
    /// What was found.
    pub text: String,
    /// The sub-clause that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subclause: Option<SubclauseId>,
    /// The question that it is about; says more than the sub-clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionId>,
    /// When it was raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised: Option<NaiveDate>,
    /// What was done at once.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub correction: String,
    /// Why it could happen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cause: String,
    /// What removes the cause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub action: String,
    /// What the check of the effect showed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub effect: String,
    /// When the effect was checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect_checked: Option<NaiveDate>,
    /// Who looks after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// By when it is to be closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<NaiveDate>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

impl Finding {
    /// Whether it is still to be closed.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Writes words where correction, cause and action are still blank.
    pub(crate) fn fill(&mut self, words: &str) {
        for text in [&mut self.correction, &mut self.cause, &mut self.action] {
            if text.trim().is_empty() {
                words.clone_into(text);
            }
        }
    }

    /// Whether it says that a requirement is missed.
    pub fn is_nonconformity(&self) -> bool {
        self.grade != FindingGrade::Observation
    }

    /// Whether it is settled what removes it and by when, and that day has not passed.
    pub fn is_planned(&self, today: NaiveDate) -> bool {
        !self.correction.trim().is_empty()
            && !self.action.trim().is_empty()
            && self.due.is_some_and(|due| due >= today)
    }

    /// Whether its cause is named and the effect of what was done was checked by that day
    /// (10.2 b and d).
    pub fn is_verified(&self, today: NaiveDate) -> bool {
        !self.cause.trim().is_empty() && self.effect_checked.is_some_and(|on| on <= today)
    }
}

/// What was said about the audit of Stage 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StageOneAudit {
    /// Nobody has said whether it was held.
    #[default]
    Unsaid,
    /// It is still to come.
    NotHeld,
    /// It was held; its concerns are in the register.
    Held,
}

impl StageOneAudit {
    /// All states, with the words they are written with.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("unsaid", Self::Unsaid),
        ("not-held", Self::NotHeld),
        ("held", Self::Held),
    ];

    /// Whether nobody has said.
    pub fn is_unsaid(&self) -> bool {
        *self == Self::Unsaid
    }
}
