//! Whatever somebody chooses, drops or pastes: what it is, and what is odd about it. Nothing is
//! taken over here.
//!
//! A file comes from anywhere. It is bounded in size, depth and number, its text in length;
//! control characters are taken out and said; characters that turn the direction of writing stay
//! but are said, because they can make a text look like another one.

use serde_json::Value;

use crate::assessment::Assessment;
use crate::backup::{self, Backup};
use crate::file::{self, FileError, MAX_BYTES};
use crate::lock::{self, Locked};
use crate::share;

/// The longest text in a field, in characters.
pub const MAX_TEXT: usize = 20_000;

/// The most entries of a list or an object.
pub const MAX_ENTRIES: usize = 5_000;

/// What somebody brought.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// An assessment, or a pack of questions (then its `pack` says of whom).
    Assessment(Box<Assessment>),
    /// All assessments of a device.
    Backup(Backup),
    /// A file that a passphrase opens.
    Locked(Locked),
    /// A link with levels; the text after its `#/s/`.
    Link(String),
}

/// What is odd about a file that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// The field, such as `answers.4.1.note`.
    pub place: String,
    /// What is odd there.
    pub kind: OddityKind,
}

/// What is odd about a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddityKind {
    /// So many control characters, which were taken out.
    Control(usize),
    /// So many characters that turn the direction of writing or cannot be seen, which stay.
    Direction(usize),
}

/// What somebody brought, and what is odd about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspected {
    /// What it is.
    pub content: Content,
    /// What is odd, in the order of the file.
    pub oddities: Vec<Oddity>,
}

/// Why something was not taken. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The text is written in another encoding.
    #[error(
        "the file is written in UTF-16; UTF-8 is wanted. Save it again as UTF-8, or export it anew"
    )]
    Utf16,
    /// The bytes are no text.
    #[error("{}", t!("the file is not UTF-8 text: byte {} cannot be read", .at))]
    NotUtf8 {
        /// The first byte that cannot be read, counted from 1.
        at: usize,
    },
    /// A file of a kind that people mix up with ours.
    #[error("{}", t!("the file is {}; a JSON file exported from ISMS Gauge was wanted", .found))]
    OtherKind {
        /// What it is.
        found: &'static str,
    },
    /// One text that is longer than any field needs.
    #[error("{}", t!("at {}: the text has {} characters; at most {} are read", .place, .found, MAX_TEXT))]
    TextTooLong {
        /// The field.
        place: String,
        /// Its length in characters.
        found: usize,
    },
    /// More entries than any assessment needs.
    #[error("{}", t!("at {}: there are {} entries; at most {} are read", .place, .found, MAX_ENTRIES))]
    TooMany {
        /// The list or the object.
        place: String,
        /// Its entries.
        found: usize,
    },
    /// What a file of ours says is wrong.
    #[error(transparent)]
    File(#[from] FileError),
}

/// Turns the bytes of a file into text.
///
/// # Errors
/// Where they are too many, of another kind of file, or not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<String, ImportError> {
    if bytes.len() > backup::MAX_BYTES {
        return Err(FileError::TooLarge {
            found: bytes.len(),
            max: backup::MAX_BYTES,
        }
        .into());
    }
    let kinds: [(&[u8], &str); 5] = [
        (
            b"PK\x03\x04",
            t!("a ZIP archive, a spreadsheet or a text document"),
        ),
        (b"%PDF", t!("a PDF")),
        (b"\x89PNG", t!("a picture")),
        (b"\xff\xd8\xff", t!("a picture")),
        (b"\x1f\x8b", t!("compressed")),
    ];
    if let Some((_, found)) = kinds.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(ImportError::OtherKind { found });
    }
    let is_utf_16 = bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        // `{` and a zero byte beside it.
        || matches!(bytes, [0, b'{' | b'[', ..] | [b'{' | b'[', 0, ..]);
    if is_utf_16 {
        return Err(ImportError::Utf16);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
        Err(fault) => Err(ImportError::NotUtf8 {
            at: fault.valid_up_to() + 1,
        }),
    }
}

/// Says what a text is.
///
/// # Errors
/// Where it is nothing of ours, or more than anybody needs; see [`ImportError`].
pub fn inspect(text: &str) -> Result<Inspected, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let start = text.trim_start();
    if !start.starts_with('{')
        && let Some(link) = share::find(text)
    {
        return Ok(Inspected {
            content: Content::Link(link.to_owned()),
            oddities: Vec::new(),
        });
    }
    if start.starts_with('<') {
        return Err(ImportError::OtherKind {
            found: t!("a web page or XML"),
        });
    }
    let mut tree = file::tree(text, backup::MAX_BYTES)?;
    let mut oddities = Vec::new();
    let format = tree.get("format").and_then(Value::as_str);
    let content = match format {
        Some(backup::FORMAT) => Content::Backup(Backup::read(tree)?),
        Some(lock::FORMAT) => Content::Locked(Locked::read(tree)?),
        _ => {
            if text.len() > MAX_BYTES {
                return Err(FileError::TooLarge {
                    found: text.len(),
                    max: MAX_BYTES,
                }
                .into());
            }
            clean(&mut tree, "", &mut oddities)?;
            Content::Assessment(Box::new(file::read_tree(tree)?))
        }
    };
    Ok(Inspected { content, oddities })
}

/// Takes control characters out of every text, and says where something is odd.
fn clean(value: &mut Value, place: &str, oddities: &mut Vec<Oddity>) -> Result<(), ImportError> {
    let below = |name: &str| match place {
        "" => name.to_owned(),
        place => format!("{place}.{name}"),
    };
    let too_many = |found: usize| {
        if found > MAX_ENTRIES {
            let place = if place.is_empty() {
                t!("the top")
            } else {
                place
            };
            return Err(ImportError::TooMany {
                place: place.to_owned(),
                found,
            });
        }
        Ok(())
    };
    match value {
        Value::String(text) => clean_text(text, place, oddities)?,
        Value::Array(list) => {
            too_many(list.len())?;
            for (idx, value) in list.iter_mut().enumerate() {
                clean(value, &format!("{place}[{idx}]"), oddities)?;
            }
        }
        Value::Object(map) => {
            too_many(map.len())?;
            for (key, value) in map {
                // A frozen text stays as it was frozen; it is looked at when it is opened.
                let is_frozen = key == "state" && place.starts_with("snapshots.");
                if !is_frozen {
                    clean(value, &below(key), oddities)?;
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    Ok(())
}

fn clean_text(
    text: &mut String,
    place: &str,
    oddities: &mut Vec<Oddity>,
) -> Result<(), ImportError> {
    let found = text.chars().count();
    if found > MAX_TEXT {
        return Err(ImportError::TextTooLong {
            place: place.to_owned(),
            found,
        });
    }
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    // A line end of Windows is one line end.
    let n_ends = text.matches("\r\n").count();
    let n_control = text.chars().filter(|c| is_control(*c)).count() - n_ends;
    if n_control + n_ends > 0 {
        text.retain(|c| !is_control(c));
    }
    let n_direction = text.chars().filter(|c| turns(*c)).count();
    for (n, kind) in [
        (n_control, OddityKind::Control as fn(usize) -> OddityKind),
        (n_direction, OddityKind::Direction),
    ] {
        if n > 0 {
            oddities.push(Oddity {
                place: place.to_owned(),
                kind: kind(n),
            });
        }
    }
    Ok(())
}

/// Whether a character turns the direction of writing or cannot be seen.
fn turns(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{061c}')
}

/// A text for a preview, in which characters that turn or cannot be seen stand as their number,
/// such as `⟨U+202E⟩`.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if turns(c) || (c.is_control() && !matches!(c, '\n' | '\t')) {
            shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}
