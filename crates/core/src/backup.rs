//! All assessments of a device as one file. Each stands in it as the text that was kept, letter
//! by letter, so that also what cannot be read today comes back as it was.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::file::FileError;
use crate::json::{Fault, Node};

/// The name that tells a backup from other JSON.
pub const FORMAT: &str = "isms-gauge.backup";

/// The version of the format.
pub const VERSION: u32 = 1;

/// Backups above this size are refused unread: 64 MiB.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// All assessments of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The day on which it was made.
    pub made: NaiveDate,
    /// The texts of the assessments.
    pub texts: Vec<String>,
}

impl Backup {
    /// Writes the file.
    pub fn write(&self) -> String {
        let tree = json!({
            "format": FORMAT,
            "version": VERSION,
            "made": self.made.to_string(),
            "assessments": self.texts,
        });
        format!("{tree:#}\n")
    }

    /// Reads a tree whose format is known to be that of a backup.
    pub(crate) fn read(tree: Value) -> Result<Self, FileError> {
        let mut fields = Node::root(tree).fields()?;
        let version = fields.need("version")?;
        let found = version.number(u32::MAX)?;
        if found > VERSION {
            return Err(FileError::TooNew {
                found: found.into(),
            });
        }
        if found == 0 {
            return Err(version.fault("version 1").into());
        }
        let made = fields.need("made")?.date()?;
        let texts = fields.need("assessments")?.list()?;
        let texts = texts
            .into_iter()
            .map(Node::text)
            .collect::<Result<Vec<_>, Fault>>()?;
        Ok(Self { made, texts })
    }
}
