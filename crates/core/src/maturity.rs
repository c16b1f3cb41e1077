//! The scale from 0 to 5.

use serde::Serialize;

/// How far a practice has come.
///
/// Cumulative: each level holds everything of the one below and adds exactly one thing.
/// Level 3 with evidence means that the requirement is met; 4 and 5 are choices.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(into = "u8")]
pub enum Level {
    /// 0: nobody does it.
    Absent,
    /// 1: somebody does it when the need is felt.
    ByChance,
    /// 2: agreed and partly written, done in some places.
    Begun,
    /// 3: approved, known, done throughout the scope, with records.
    InForce,
    /// 4: results are measured against a target, deviations lead to action.
    Steered,
    /// 5: improved on the strength of results, and the effect was checked.
    Learning,
}

/// A number outside the scale.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a maturity level is a whole number from 0 to 5, got {0}")]
pub struct OffScale(pub u8);

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Self; 6] = [
        Self::Absent,
        Self::ByChance,
        Self::Begun,
        Self::InForce,
        Self::Steered,
        Self::Learning,
    ];

    /// The level as a number of steps, 0 to 5.
    pub fn steps(self) -> u8 {
        self as u8
    }

    /// The level's number as an index into six anchors.
    pub fn index(self) -> usize {
        usize::from(self.steps())
    }
}

impl TryFrom<u8> for Level {
    type Error = OffScale;

    fn try_from(steps: u8) -> Result<Self, OffScale> {
        Self::ALL
            .get(usize::from(steps))
            .copied()
            .ok_or(OffScale(steps))
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.steps()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Level {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Level".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 0, "maximum": 5 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_is_its_own_number() {
        for (steps, level) in (0_u8..).zip(Level::ALL) {
            assert_eq!(level.steps(), steps);
            assert_eq!(Level::try_from(steps), Ok(level));
        }
    }

    #[test]
    fn six_is_off_the_scale() {
        assert_eq!(Level::try_from(6), Err(OffScale(6)));
    }

    #[test]
    fn higher_numbers_are_higher_levels() {
        assert!(Level::Begun < Level::InForce);
    }
}
