//! A file that only a passphrase opens: how it is written. The browser does the cryptography:
//! the key comes from the passphrase by PBKDF2 with SHA-256, the content is locked with AES-GCM,
//! which also notices every change.

use serde_json::{Value, json};

use crate::file::FileError;
use crate::json::{Fault, Node};

/// The name that tells a locked file from other JSON.
pub const FORMAT: &str = "isms-gauge.locked";

/// The version of the format.
pub const VERSION: u32 = 1;

/// How often the passphrase is hashed for new files. OWASP's advice of 2023 for PBKDF2 with
/// SHA-256.
pub const ROUNDS: u32 = 600_000;

/// More rounds than anybody needs would only keep the browser busy.
const MAX_ROUNDS: u32 = 10_000_000;

const SALT_BYTES: usize = 16;
const NONCE_BYTES: usize = 12;
/// What AES-GCM adds to the content.
const TAG_BYTES: usize = 16;

const METHOD: &str = "PBKDF2-SHA256, AES-256-GCM";

/// What is needed to open a locked file, beside the passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// How often the passphrase is hashed.
    pub rounds: u32,
    /// Mixed into the key: 16 bytes.
    pub salt: Vec<u8>,
    /// Used once: 12 bytes.
    pub nonce: Vec<u8>,
    /// The locked content.
    pub data: Vec<u8>,
}

impl Locked {
    /// Writes the file.
    pub fn write(&self) -> String {
        let tree = json!({
            "format": FORMAT,
            "version": VERSION,
            "method": METHOD,
            "rounds": self.rounds,
            "salt": hex(&self.salt),
            "nonce": hex(&self.nonce),
            "data": hex(&self.data),
        });
        format!("{tree:#}\n")
    }

    /// Reads a tree whose format is known to be that of a locked file.
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
        let method = fields.need("method")?;
        method.word(&[(METHOD, ())])?;
        let rounds = fields.need("rounds")?;
        let locked = Self {
            rounds: rounds.number(MAX_ROUNDS)?,
            salt: bytes(fields.need("salt")?, Some(SALT_BYTES))?,
            nonce: bytes(fields.need("nonce")?, Some(NONCE_BYTES))?,
            data: bytes(fields.need("data")?, None)?,
        };
        if locked.rounds < ROUNDS {
            return Err(rounds.fault(&t!("at least {} rounds", ROUNDS)).into());
        }
        Ok(locked)
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    bytes
        .iter()
        .flat_map(|byte| {
            [
                DIGITS[usize::from(byte >> 4)],
                DIGITS[usize::from(byte & 15)],
            ]
        })
        .collect()
}

fn bytes(node: Node, n: Option<usize>) -> Result<Vec<u8>, Fault> {
    node.parsed(|text| {
        let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
        let bytes: Option<Vec<u8>> =
            digits
                .filter(|digits| digits.len() % 2 == 0)
                .and_then(|digits| {
                    digits
                        .chunks(2)
                        .map(|pair| match pair {
                            [high, low] => u8::try_from(high * 16 + low).ok(),
                            _ => None,
                        })
                        .collect()
                });
        let is_right = |bytes: &Vec<u8>| match n {
            Some(n) => bytes.len() == n,
            None => bytes.len() >= TAG_BYTES,
        };
        bytes.filter(is_right).ok_or_else(|| match n {
            Some(n) => t!("{} bytes in hexadecimal digits wanted", n),
            None => t!("at least {} bytes in hexadecimal digits wanted", TAG_BYTES),
        })
    })
}
