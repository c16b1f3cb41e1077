//! The numbers of clauses and sub-clauses.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// The number of a sub-clause that is assessed on its own: `4.1`, `9.2.2`.
///
/// Orders as the standard is printed, so `9.3.1` comes before `10.1`:
///
/// ```
/// use isms_gauge_core::clause::SubclauseId;
///
/// let review: SubclauseId = "9.3.1".parse()?;
/// let improvement: SubclauseId = "10.1".parse()?;
/// assert!(review < improvement);
/// assert_eq!(review.clause(), 9);
/// # Ok::<(), isms_gauge_core::clause::NotASubclause>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(into = "String")]
pub struct SubclauseId {
    clause: u8,
    section: u8,
    part: u8,
}

/// Text that is not the number of a sub-clause of clauses 4 to 10.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sub-clause is two or three numbers between dots from 4.1 to 10.2, got {0:?}")]
pub struct NotASubclause(pub String);

impl SubclauseId {
    /// The clause it belongs to, 4 to 10.
    pub fn clause(self) -> u8 {
        self.clause
    }

    /// Its section within the clause: 2 for `9.2.1`.
    pub fn section(self) -> u8 {
        self.section
    }
}

impl FromStr for SubclauseId {
    type Err = NotASubclause;

    fn from_str(text: &str) -> Result<Self, NotASubclause> {
        let refuse = || NotASubclause(text.to_owned());
        let mut numbers = [0_u8; 3];
        let mut n_numbers = 0;
        for part in text.split('.') {
            let slot = numbers.get_mut(n_numbers).ok_or_else(refuse)?;
            if part.is_empty() || part.starts_with(['0', '+']) {
                return Err(refuse());
            }
            *slot = part.parse().map_err(|_| refuse())?;
            n_numbers += 1;
        }
        let [clause, section, part] = numbers;
        if n_numbers < 2 || !(4..=10).contains(&clause) {
            return Err(refuse());
        }
        Ok(Self {
            clause,
            section,
            part,
        })
    }
}

impl From<SubclauseId> for String {
    fn from(id: SubclauseId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for SubclauseId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.clause, self.section)?;
        if self.part > 0 {
            write!(out, ".{}", self.part)?;
        }
        Ok(())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for SubclauseId {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SubclauseId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^(4|5|6|7|8|9|10)(\\.[1-9][0-9]*){1,2}$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(text: &str) {
        let id: SubclauseId = text.parse().expect("a sub-clause");
        assert_eq!(id.to_string(), text);
    }

    #[test]
    fn two_and_three_numbers_are_read() {
        round_trip("4.1");
        round_trip("9.2.2");
        round_trip("10.2");
    }

    fn refused(text: &str) {
        assert_eq!(
            text.parse::<SubclauseId>(),
            Err(NotASubclause(text.to_owned()))
        );
    }

    #[test]
    fn a_bare_clause_is_refused() {
        refused("4");
    }

    #[test]
    fn clauses_outside_4_to_10_are_refused() {
        refused("3.1");
        refused("11.1");
    }

    #[test]
    fn four_numbers_are_refused() {
        refused("6.1.2.3");
    }

    #[test]
    fn signs_blanks_and_leading_zeros_are_refused() {
        refused("4.+1");
        refused("4.01");
        refused("4. 1");
        refused("4.");
        refused("");
    }
}
