//! Frozen states: the canonical text of an assessment, its fingerprint, and what is frozen.
//!
//! Canonical is the file's text without white space and without the snapshots in it: the same
//! answers give the same bytes, so a fingerprint on paper tells whether a file is the one that
//! was printed.

use std::fmt::Write as _;

use chrono::NaiveDate;
use litemap::LiteMap;
use sha2::{Digest, Sha256};

use crate::assessment::{Assessment, Extra, Snapshot};
use crate::file::{self, FileError};

/// Why a frozen state cannot be looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotFault {
    /// The text is not the one that was frozen.
    #[error(
        "the frozen text was changed: its fingerprint should be {wanted}, found {found}; it is not shown"
    )]
    Changed {
        /// The fingerprint that the snapshot names, shortened.
        wanted: String,
        /// That of the text, shortened.
        found: String,
    },
    /// The text is the one that was frozen, but cannot be read.
    #[error("{}", t!("the frozen text cannot be read: {}", .0))]
    Unreadable(#[from] FileError),
}

/// The text that is fingerprinted and frozen.
#[expect(
    clippy::expect_used,
    reason = "a crash keeps the last save; an empty text would freeze nothing"
)]
pub fn canonical(assessment: &Assessment) -> String {
    let bare = Assessment {
        snapshots: LiteMap::new(),
        ..assessment.clone()
    };
    serde_json::to_string(&bare).expect("structs and maps with text keys are always written")
}

/// SHA-256 of a text as 64 lower-case hexadecimal digits.
///
/// ```
/// use isms_gauge_core::snapshot::sha256;
///
/// assert!(sha256("abc").starts_with("ba7816bf8f01cfea414140de5dae2223"));
/// ```
pub fn sha256(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing into a string does not fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// The fingerprint of an assessment: SHA-256 of its canonical text.
pub fn fingerprint(assessment: &Assessment) -> String {
    sha256(&canonical(assessment))
}

/// A fingerprint as people compare it: the first 16 digits in groups of four.
pub fn short(fingerprint: &str) -> String {
    let digits: Vec<char> = fingerprint.chars().take(16).collect();
    let groups: Vec<String> = digits.chunks(4).map(|c| c.iter().collect()).collect();
    groups.join(" ")
}

/// Freezes the present state. Returns the id that it goes under: the same state frozen again on
/// the same day replaces itself.
pub fn freeze(
    assessment: &Assessment,
    name: &str,
    reason: &str,
    today: NaiveDate,
) -> (String, Snapshot) {
    let state = canonical(assessment);
    let sha256 = sha256(&state);
    let id = format!("{today}-{}", &sha256[..12]);
    let snapshot = Snapshot {
        name: name.trim().to_owned(),
        reason: reason.trim().to_owned(),
        taken: today,
        sha256,
        state,
        extra: Extra::new(),
    };
    (id, snapshot)
}

impl Snapshot {
    /// Reads the frozen state.
    ///
    /// # Errors
    /// Where the text is not the one that was frozen, or cannot be read.
    pub fn open(&self) -> Result<Assessment, SnapshotFault> {
        let found = sha256(&self.state);
        if found != self.sha256 {
            return Err(SnapshotFault::Changed {
                wanted: short(&self.sha256),
                found: short(&found),
            });
        }
        Ok(file::read(&self.state)?)
    }
}

/// The snapshots of an assessment, oldest first.
pub fn in_order(assessment: &Assessment) -> Vec<(&String, &Snapshot)> {
    let mut snapshots: Vec<_> = assessment.snapshots.iter().collect();
    snapshots.sort_by_key(|(id, snapshot)| (snapshot.taken, *id));
    snapshots
}

/// The newest state that both assessments have frozen and that can be read: what both grew from.
pub fn common(here: &Assessment, there: &Assessment) -> Option<Assessment> {
    in_order(here)
        .into_iter()
        .rev()
        .filter(|(_, snapshot)| {
            there
                .snapshots
                .values()
                .any(|other| other.sha256 == snapshot.sha256)
        })
        .find_map(|(_, snapshot)| snapshot.open().ok())
}
