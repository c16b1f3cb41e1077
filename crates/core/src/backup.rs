//! Copies outside of the browser: when one is due, and all assessments of a device as one file.
//! Each stands in it as the text that was kept, letter by letter, so that also what cannot be read
//! today comes back as it was.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::assessment::Assessment;
use crate::file::FileError;
use crate::json::{Fault, Node};

/// After so many days a new copy is due. Safari deletes what a page kept when nobody has opened
/// it for seven days.
pub const DUE_AFTER_DAYS: i64 = 7;

/// How old the copy outside of the browser is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyAge {
    /// There is none.
    None,
    /// It was made so many days ago.
    Days(i64),
}

impl CopyAge {
    /// How old a copy of that day is.
    pub fn of(exported: Option<NaiveDate>, today: NaiveDate) -> Self {
        match exported {
            None => Self::None,
            Some(day) => Self::Days((today - day).num_days().max(0)),
        }
    }

    /// Whether a new copy should be made. An assessment that was begun today can wait until
    /// tomorrow, one without a word in it for ever.
    pub fn is_due(self, assessment: &Assessment, today: NaiveDate) -> bool {
        match self {
            Self::Days(days) => days >= DUE_AFTER_DAYS,
            Self::None => {
                let mut answers = assessment.answers.values();
                answers.any(|answer| answer.on.is_some_and(|on| on < today))
            }
        }
    }

    /// The age in words.
    pub fn words(self) -> String {
        match self {
            Self::None => t!("never exported").to_owned(),
            Self::Days(0) => t!("exported today").to_owned(),
            Self::Days(1) => t!("exported yesterday").to_owned(),
            Self::Days(days) => t!("exported {} days ago", days),
        }
    }
}

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
            return Err(version.fault(t!("version 1")).into());
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
