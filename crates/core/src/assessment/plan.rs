//! What a person adds to the plan: what is done, what may be dropped, who is away, which dates
//! are wished, and the plan that was once promised.

use chrono::NaiveDate;
use litemap::LiteMap;
use serde::Serialize;
#[cfg(feature = "schema")]
use serde_json::Value;

use super::{Extra, sorted};
use crate::catalogue::{NodeId, Role};

/// How far a piece of work has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nobody has begun.
    #[default]
    Open,
    /// Somebody works on it.
    InProgress,
    /// It is finished; planning does not touch it any more.
    Done,
}

impl State {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Open, Self::InProgress, Self::Done];

    /// How it is written in files.
    pub(crate) const WORDS: [(&str, Self); 3] = [
        ("open", Self::Open),
        ("in-progress", Self::InProgress),
        ("done", Self::Done),
    ];

    /// Whether it is left out of the file.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a reference"
    )]
    pub(super) fn is_open(&self) -> bool {
        *self == Self::Open
    }
}

/// Days on which somebody does not work for the project.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Absence {
    /// The role that is away, or of which one person is.
    pub role: Role,
    /// The team member who is away; empty where it is everybody of the role.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// An order of good practice that somebody chose not to keep. Orders of other kinds are kept
/// whatever stands here.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dropped {
    /// What would come first.
    pub before: NodeId,
    /// What would come after.
    pub after: NodeId,
    /// Why it is dropped.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// A waiting time other than ours.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Waiting {
    /// What ends.
    pub before: NodeId,
    /// What starts after the wait.
    pub after: NodeId,
    /// Calendar days, 0 to 3650.
    pub days: u32,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// The dates on which the audits should begin.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deadline {
    /// The first day of Stage 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage_1: Option<NaiveDate>,
    /// The first day of Stage 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage_2: Option<NaiveDate>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

impl Deadline {
    /// Whether nothing is wished.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A plan as it stood on a day, to compare later ones with.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Baseline {
    /// The day on which it was taken.
    pub taken: NaiveDate,
    /// When Stage 1 could begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage_1: Option<NaiveDate>,
    /// When Stage 2 could begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage_2: Option<NaiveDate>,
    /// The dates of each piece of work that was open.
    #[serde(default, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<NodeId, Promised>")
    )]
    pub nodes: LiteMap<NodeId, Promised>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// The dates of one piece of work in a baseline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Promised {
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}
