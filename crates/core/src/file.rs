//! The saved file: reading it with messages that name the place, and writing it so that
//! two versions can be compared line by line.
//!
//! A file becomes a whole assessment or a message; nothing is half read.

use serde::{Serialize, Serializer};

use crate::assessment::Assessment;
use crate::json::{self, Fault, shown};

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
    #[error("the file is empty; an assessment exported from ISMS Gauge was wanted")]
    Empty,
    /// More than any assessment needs.
    #[error("the file has {found} bytes; at most {MAX_BYTES} are read")]
    TooLarge {
        /// Its size in bytes.
        found: usize,
    },
    /// Not JSON at all, or broken in the middle.
    #[error("the file is not complete JSON: {0}")]
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
    if text.len() > MAX_BYTES {
        return Err(FileError::TooLarge { found: text.len() });
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(FileError::Empty);
    }
    let tree = json::parse(text).map_err(|error| FileError::NotJson(error.to_string()))?;
    // Foreign and newer files are refused by name, not by a missing field.
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
    if let Some(found) = tree.get("version").and_then(serde_json::Value::as_u64)
        && found > u64::from(VERSION)
    {
        return Err(FileError::TooNew { found });
    }
    Ok(read::assessment(tree)?)
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
