//! The saved file: reading it with messages that name the place, and writing it so that
//! two versions can be compared line by line.
//!
//! A file becomes a whole assessment or a message; nothing is half read.

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::assessment::Assessment;
use crate::json::{self, Fault, shown};

mod migrate;
mod read;

/// The name that tells our files from other JSON.
pub const FORMAT: &str = "isms-gauge.assessment";

/// The newest version of the format that this program knows.
pub const VERSION: u32 = 1;

/// Files above this size are refused unread: 5 MiB.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;

/// Why a file was not taken. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Nothing is in it.
    #[error("{}", t!("the file is empty; an assessment exported from ISMS Gauge was wanted"))]
    Empty,
    /// More than any assessment needs.
    #[error("{}", t!("the file has {} bytes; at most {} are read", .found, .max))]
    TooLarge {
        /// Its size in bytes.
        found: usize,
        /// The most that is read.
        max: usize,
    },
    /// Not JSON at all, or broken in the middle.
    #[error("{}", t!("the file is not complete JSON: {}", .0))]
    NotJson(String),
    /// JSON of another program.
    #[error(
        "the file is JSON, but not an assessment of ISMS Gauge: \"format\" should be {FORMAT:?}, found {found}"
    )]
    Foreign {
        /// What stood under `format`, or that nothing did.
        found: String,
    },
    /// Written by a newer program.
    #[error(
        "the file has version {found}; this program reads up to version {VERSION}. Open it with a newer ISMS Gauge"
    )]
    TooNew {
        /// The file's version.
        found: u64,
    },
    /// A value that is not what it should be.
    #[error(transparent)]
    Invalid(#[from] Fault),
}

/// Reads a file.
///
/// # Errors
/// Says what was found, what was wanted and where. See [`FileError`].
///
/// ```
/// use isms_gauge_core::file::{FileError, read};
///
/// let newer = r#"{"format": "isms-gauge.assessment", "version": 99, "id": "a"}"#;
/// assert_eq!(read(newer), Err(FileError::TooNew { found: 99 }));
/// ```
pub fn read(text: &str) -> Result<Assessment, FileError> {
    read_tree(tree(text, MAX_BYTES)?)
}

/// Reads a text as the tree that a file is made of.
pub(crate) fn tree(text: &str, max_bytes: usize) -> Result<Value, FileError> {
    if text.len() > max_bytes {
        return Err(FileError::TooLarge {
            found: text.len(),
            max: max_bytes,
        });
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(FileError::Empty);
    }
    json::parse(text).map_err(|error| FileError::NotJson(error.to_string()))
}

/// Reads the tree of a file.
pub(crate) fn read_tree(tree: Value) -> Result<Assessment, FileError> {
    if let Some(found) = newer(&tree)? {
        return Err(FileError::TooNew { found });
    }
    Ok(read::assessment(migrated(tree)?)?)
}

/// Reads what this program understands of a file of a newer version, only to be looked at: it
/// must never be written.
///
/// # Errors
/// As for [`read`], where a newer version means something else by a name that is known here.
pub fn read_newer(text: &str) -> Result<Assessment, FileError> {
    let mut tree = tree(text, MAX_BYTES)?;
    if newer(&tree)?.is_some()
        && let Some(version) = tree.get_mut("version")
    {
        *version = VERSION.into();
    }
    read_tree(tree)
}

/// The version of a file that is newer than this program. Foreign and newer files are told by
/// name, not by a missing field.
fn newer(tree: &Value) -> Result<Option<u64>, FileError> {
    match tree.get("format") {
        Some(name) if name == FORMAT => {}
        Some(other) => {
            return Err(FileError::Foreign {
                found: shown(other),
            });
        }
        None => {
            return Err(FileError::Foreign {
                found: "nothing".to_owned(),
            });
        }
    }
    let version = tree.get("version").and_then(Value::as_u64);
    Ok(version.filter(|found| *found > u64::from(VERSION)))
}

/// Whether a text is a file of ours from its first byte to its last, of whatever version.
pub(crate) fn is_whole(text: &str) -> bool {
    tree(text, MAX_BYTES).is_ok_and(|tree| newer(&tree).is_ok())
}

/// A tree of the present version.
fn migrated(tree: Value) -> Result<Value, Fault> {
    let version = tree.get("version").and_then(Value::as_u64);
    let from = version.and_then(|version| usize::try_from(version).ok());
    match (tree, from) {
        (Value::Object(fields), Some(from @ 1..)) => {
            migrate::migrate(fields, from, &migrate::STEPS).map(Value::Object)
        }
        // What is wrong with it is said where its fields are read.
        (tree, _) => Ok(tree),
    }
}

/// Writes a file: the same assessment gives the same bytes, on every machine.
#[expect(
    clippy::expect_used,
    reason = "a crash keeps the last save; an empty text would replace it"
)]
pub fn write(assessment: &Assessment) -> String {
    let mut text = serde_json::to_string_pretty(assessment)
        .expect("structs and maps with text keys are always written");
    text.push('\n');
    text
}

/// The word under `format`: there is only one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatName;

impl Serialize for FormatName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(FORMAT)
    }
}

/// The number under `version`: in memory it is always the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatVersion;

impl Serialize for FormatVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(VERSION)
    }
}

#[cfg(feature = "schema")]
mod schema {
    //! What the JSON Schema says of the two constants.

    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{FORMAT, FormatName, FormatVersion, VERSION};

    impl JsonSchema for FormatName {
        fn inline_schema() -> bool {
            true
        }

        fn schema_name() -> Cow<'static, str> {
            "FormatName".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "const": FORMAT })
        }
    }

    impl JsonSchema for FormatVersion {
        fn inline_schema() -> bool {
            true
        }

        fn schema_name() -> Cow<'static, str> {
            "FormatVersion".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "const": VERSION })
        }
    }
}
