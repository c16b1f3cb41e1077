//! The saved file: reading it with messages that name the place, and writing it so that
//! two versions can be compared line by line.
//!
//! A file becomes a whole assessment or a message; nothing is half read.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::assessment::Assessment;

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
    #[error("the file is JSON, but not an assessment of ISMS Gauge: \"format\" should be {FORMAT:?}, found {found}")]
    Foreign {
        /// What stood under `format`, or that nothing did.
        found: String,
    },
    /// Written by a newer program.
    #[error("the file has version {found}; this program reads up to version {VERSION}. Open it with a newer ISMS Gauge")]
    TooNew {
        /// The file's version.
        found: u64,
    },
    /// A value that is not what it should be.
    #[error("at {place}: {fault}")]
    Invalid {
        /// The path in the file, such as `answers.4.1.rating`.
        place: String,
        /// What was found and what was wanted.
        fault: String,
    },
}

/// Read first, so that a newer or a foreign file is refused by name, not by a missing field.
#[derive(Deserialize)]
struct Header {
    format: Option<serde_json::Value>,
    version: Option<serde_json::Value>,
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
    let header: Header = match serde_json::from_str(text) {
        Ok(header) => header,
        Err(error) if error.is_data() => {
            return Err(FileError::Foreign { found: "no object with a format".to_owned() });
        }
        Err(error) => return Err(FileError::NotJson(error.to_string())),
    };
    match header.format {
        Some(serde_json::Value::String(name)) if name == FORMAT => {}
        Some(other) => return Err(FileError::Foreign { found: shortened(&other.to_string()) }),
        None => return Err(FileError::Foreign { found: "nothing".to_owned() }),
    }
    if let Some(found) = header.version.as_ref().and_then(serde_json::Value::as_u64)
        && found > u64::from(VERSION)
    {
        return Err(FileError::TooNew { found });
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let assessment: Assessment =
        serde_path_to_error::deserialize(&mut json).map_err(|error| FileError::Invalid {
            place: error.path().to_string(),
            fault: error.into_inner().to_string(),
        })?;
    check(&assessment)?;
    Ok(assessment)
}

/// Writes a file: the same assessment gives the same bytes, on every machine.
pub fn write(assessment: &Assessment) -> String {
    // Writing plain structs with text keys into memory has no way to fail.
    let mut text = serde_json::to_string_pretty(assessment).unwrap_or_default();
    text.push('\n');
    text
}

/// Bounds that the types do not hold.
fn check(assessment: &Assessment) -> Result<(), FileError> {
    let refuse = |place: String, fault: String| Err(FileError::Invalid { place, fault });
    let id = &assessment.id;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if id.is_empty() || id.len() > 64 || !id.chars().all(plain) {
        return refuse(
            "id".to_owned(),
            format!("1 to 64 letters, digits or hyphens wanted, got {:?}", shortened(id)),
        );
    }
    for (i, member) in assessment.plan.team.iter().enumerate() {
        if member.half_days_a_week > 10 {
            return refuse(
                format!("plan.team[{i}].half_days_a_week"),
                format!("0 to 10 half days wanted, got {}", member.half_days_a_week),
            );
        }
    }
    for (name, value) in &assessment.plan.overrides {
        if value.effort_half_days.is_some_and(|half_days| half_days > 10_000) {
            return refuse(
                format!("plan.overrides.{name}.effort_half_days"),
                "at most 10000 half days wanted".to_owned(),
            );
        }
    }
    for (question, answer) in &assessment.answers {
        if let Some(missing) =
            answer.evidence.iter().find(|id| !assessment.evidence.contains_key(*id))
        {
            return refuse(
                format!("answers.{question}.evidence"),
                format!("names the record {missing:?}, which is not under evidence"),
            );
        }
    }
    Ok(())
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    text.chars().take(57).chain("...".chars()).collect()
}

/// Reads a map and refuses a key that stands twice, which would silently lose the first value.
///
/// # Errors
/// Names the key.
pub(crate) fn sorted_map<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: DeserializeOwned + Ord + fmt::Debug,
    V: DeserializeOwned,
{
    struct Sorted<K, V>(PhantomData<(K, V)>);

    impl<'de, K, V> Visitor<'de> for Sorted<K, V>
    where
        K: DeserializeOwned + Ord + fmt::Debug,
        V: DeserializeOwned,
    {
        type Value = BTreeMap<K, V>;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("an object in which no key stands twice")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some(key) = access.next_key::<K>()? {
                let value = access.next_value()?;
                if map.contains_key(&key) {
                    return Err(de::Error::custom(format!("the key {key:?} stands twice")));
                }
                map.insert(key, value);
            }
            Ok(map)
        }
    }

    deserializer.deserialize_map(Sorted(PhantomData))
}

/// The word under `format`: there is only one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatName;

impl Serialize for FormatName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(FORMAT)
    }
}

impl<'de> Deserialize<'de> for FormatName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = String::deserialize(deserializer)?;
        if found == FORMAT {
            Ok(Self)
        } else {
            Err(de::Error::custom(format!("{FORMAT:?} wanted, got {found:?}")))
        }
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

impl<'de> Deserialize<'de> for FormatVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = u32::deserialize(deserializer)?;
        if found == VERSION {
            Ok(Self)
        } else {
            Err(de::Error::custom(format!("version {VERSION} wanted, got {found}")))
        }
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
