//! What an assessment remembers of other hands and other days: what others said, frozen states,
//! and for whom a pack of questions was made.

use chrono::NaiveDate;
use litemap::LiteMap;
use serde::Serialize;
#[cfg(feature = "schema")]
use serde_json::Value;

use super::{Answer, Extra, Rating, sorted};
use crate::catalogue::QuestionId;

/// What somebody else said to the same question. Kept when files are merged.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Voice {
    /// Their reply; absent where they only wrote a note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// Their note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// A state of the assessment on a day, frozen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Snapshot {
    /// What somebody calls it.
    #[serde(default)]
    pub name: String,
    /// Why it was taken.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The day on which it was taken.
    pub taken: NaiveDate,
    /// SHA-256 over `state` as UTF-8, in 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The whole file without its snapshots, as a text that is never written anew.
    pub state: String,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// What makes a file a pack: questions taken out of an assessment for one person.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pack {
    /// The id of the assessment that it was taken out of.
    pub of: String,
    /// Who is asked.
    #[serde(default)]
    pub to: String,
    /// The day on which it was made.
    pub made: NaiveDate,
    /// The questions, in their order.
    pub questions: Vec<QuestionId>,
    /// What the assessment held for them on that day, so that a later merge knows who changed
    /// what.
    #[serde(default, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<QuestionId, Answer>")
    )]
    pub before: LiteMap<QuestionId, Answer>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}
