//! A text with a first line that tells whose it is, how new, and whether it is whole.
//!
//! The body stands behind the line as it was written, byte for byte, so that checking it needs no
//! reading of it, and a person can cut the line off.

use serde_json::Value;

use crate::json::{self, Fault, Fields, Node};
use crate::snapshot::sha256;

/// How a record begins: the name under `format` tells it from other text.
const START: &str = "{\"format\":\"isms-gauge.record\"";

/// Hexadecimal digits of the checksum: 64 bits of SHA-256.
const CHECK_DIGITS: usize = 16;

/// How new a text is. Orders by opening, then by save, never by clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// Counts the times that the assessment was opened for writing.
    pub term: u32,
    /// Counts the saves, through all openings.
    pub revision: u32,
}

impl Stamp {
    /// The stamp of the next save.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            term: self.term,
            revision: self.revision.saturating_add(1),
        }
    }

    /// The stamp of whoever opens this for writing: above all that the one before may still write.
    #[must_use]
    pub fn next_term(self) -> Self {
        Self {
            term: self.term.saturating_add(1),
            revision: self.revision,
        }
    }
}

/// A text as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// How new it is.
    pub stamp: Stamp,
    /// Which page wrote it; empty where that is not known.
    pub writer: String,
    /// When it was written, in milliseconds since 1970; only shown, never compared.
    pub saved: u64,
    /// The text itself.
    pub body: String,
}

/// Why a text is no record. Each says what was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// It does not begin as a record does.
    #[error("{}", t!("it does not begin as a record of this app"))]
    NotARecord,
    /// The first line is broken.
    #[error("{}", t!("its first line is broken: {}", .0))]
    BrokenLine(String),
    /// Something is missing or too much.
    #[error("{}", t!("it should have {} bytes, found {}", .wanted, .found))]
    Length {
        /// What the first line says.
        wanted: u64,
        /// What is there.
        found: u64,
    },
    /// Something is another.
    #[error("{}", t!("its checksum should be {}, found {}", .wanted, .found))]
    Checksum {
        /// What the first line says.
        wanted: String,
        /// That of what is there.
        found: String,
    },
}

impl Record {
    /// Writes it.
    pub fn write(&self) -> String {
        let Stamp { term, revision } = self.stamp;
        let writer = Value::from(self.writer.as_str());
        let (saved, length, checksum) = (self.saved, self.body.len(), self.checksum());
        format!(
            "{START},\"term\":{term},\"revision\":{revision},\"writer\":{writer},\"saved\":{saved},\"length\":{length},\"checksum\":\"{checksum}\"}}\n{}",
            self.body
        )
    }

    /// Reads it.
    ///
    /// # Errors
    /// Says what is damaged. A text that does not begin as a record is [`Damage::NotARecord`]; it
    /// may be an assessment from before records were.
    pub fn read(text: &str) -> Result<Self, Damage> {
        if !text.starts_with(START) {
            return Err(Damage::NotARecord);
        }
        let (line, body) = text
            .split_once('\n')
            .ok_or_else(|| Damage::BrokenLine("it does not end".to_owned()))?;
        let line = json::parse(line).map_err(|error| Damage::BrokenLine(error.to_string()))?;
        let line = Line::read(Node::root(line))
            .map_err(|fault: Fault| Damage::BrokenLine(fault.to_string()))?;
        let found = u64::try_from(body.len()).unwrap_or(u64::MAX);
        if line.length != found {
            return Err(Damage::Length {
                wanted: line.length,
                found,
            });
        }
        let record = Self {
            stamp: line.stamp,
            writer: line.writer,
            saved: line.saved,
            body: body.to_owned(),
        };
        let found = record.checksum();
        if line.checksum != found {
            return Err(Damage::Checksum {
                wanted: line.checksum,
                found,
            });
        }
        Ok(record)
    }

    /// The stamp and the writer of a text, from its first line only.
    pub fn peek(text: &str) -> Option<(Stamp, String)> {
        let line = text.starts_with(START).then(|| text.lines().next())??;
        let line = Line::read(Node::root(json::parse(line).ok()?)).ok()?;
        Some((line.stamp, line.writer))
    }

    /// What stands under `checksum`: over the body and all that the first line says of it.
    fn checksum(&self) -> String {
        let Stamp { term, revision } = self.stamp;
        let (writer, saved, body) = (&self.writer, self.saved, &self.body);
        let mut digits = sha256(&format!("{term} {revision} {saved} {writer}\n{body}"));
        digits.truncate(CHECK_DIGITS);
        digits
    }
}

struct Line {
    stamp: Stamp,
    writer: String,
    saved: u64,
    length: u64,
    checksum: String,
}

impl Line {
    fn read(node: Node) -> Result<Self, Fault> {
        let mut fields = node.fields()?;
        Ok(Self {
            stamp: Stamp {
                term: fields.need("term")?.number(u32::MAX)?,
                revision: fields.need("revision")?.number(u32::MAX)?,
            },
            writer: fields.need("writer")?.text()?,
            saved: whole(&mut fields, "saved")?,
            length: whole(&mut fields, "length")?,
            checksum: fields.need("checksum")?.text()?,
        })
    }
}

fn whole(fields: &mut Fields, name: &str) -> Result<u64, Fault> {
    let (place, value) = fields.need(name)?.into_place_and_value();
    value
        .as_u64()
        .ok_or_else(|| Fault::new(place, "should be a whole number"))
}
