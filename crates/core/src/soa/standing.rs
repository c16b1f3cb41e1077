//! Where the controls stand, by theme and attribute, on the same two axes as the requirements.

use super::Row;
use crate::annex::{Attribute, Theme};
use crate::assessment::{Applicability, Control, ControlStatus, DEFAULT_TARGET};
use crate::maturity::Level;
use crate::score::{Conformity, Item, Summary};

/// Which controls are looked at together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// All of Annex A and one's own.
    All,
    /// A theme of Annex A.
    Theme(Theme),
    /// The controls with this value of an attribute (ISO/IEC 27002:2022, 4.2).
    Attribute(Attribute, &'static str),
}

impl Group {
    /// All controls, each theme, each value of each attribute.
    pub fn all() -> Vec<Self> {
        let themes = Theme::WORDS.map(|(_, theme)| Self::Theme(theme));
        let attributes = Attribute::ALL.into_iter().flat_map(|attribute| {
            let values = attribute.values().iter();
            values.map(move |value| Self::Attribute(attribute, value))
        });
        std::iter::once(Self::All)
            .chain(themes)
            .chain(attributes)
            .collect()
    }

    /// Whether a row belongs to it. One's own controls have neither theme nor attributes.
    pub fn holds(self, row: &Row<'_>) -> bool {
        match self {
            Self::All => true,
            Self::Theme(theme) => row.annex.is_some_and(|annex| annex.theme == theme),
            Self::Attribute(attribute, value) => row
                .annex
                .is_some_and(|annex| annex.values(attribute).contains(&value)),
        }
    }
}

/// What one control adds to the score of its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ControlTerm<'a> {
    /// Its number in Annex A, or the id of one's own.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its level, target and conformity.
    pub item: Item,
}

/// The controls of a group, what each adds, and their summary.
///
/// A control that is left out with a reason is not counted. One that nobody decided, or that is
/// left out without a reason, is unknown: it adds its target below the line and nothing above.
pub fn standing<'a>(rows: &[Row<'a>], group: Group) -> (Vec<ControlTerm<'a>>, Summary) {
    let terms: Vec<ControlTerm<'a>> = rows
        .iter()
        .filter(|row| group.holds(row))
        .map(|row| ControlTerm {
            id: row.id,
            title: row.title,
            item: item(&row.control),
        })
        .collect();
    let summary = Summary::of(terms.iter().map(|term| term.item));
    (terms, summary)
}

fn item(control: &Control) -> Item {
    let level = match control.applicable {
        Applicability::Applicable => Some(control_level(control.status)),
        Applicability::Undecided | Applicability::Excluded => None,
    };
    Item {
        is_answered: control.applicable != Applicability::Undecided,
        level,
        target: DEFAULT_TARGET,
        conformity: conformity(control),
    }
}

/// The level on the scale of the questions that a status stands for, 3 at most. Our reading: the
/// standard knows no levels, and that somebody looked is not yet a measured figure.
pub fn control_level(status: ControlStatus) -> Level {
    match status {
        ControlStatus::NotStarted => Level::Absent,
        ControlStatus::Planned => Level::ByChance,
        ControlStatus::Partly => Level::Begun,
        ControlStatus::Implemented | ControlStatus::Checked => Level::InForce,
    }
}

/// How far a control is met, with the ceiling of the requirements: without evidence it is only
/// claimed.
fn conformity(control: &Control) -> Conformity {
    match (control.applicable, control.status) {
        (Applicability::Undecided, _) => Conformity::Unknown,
        (Applicability::Excluded, _) if control.reason.trim().is_empty() => Conformity::Unknown,
        (Applicability::Excluded, _) => Conformity::NoOccasion,
        (_, ControlStatus::NotStarted | ControlStatus::Planned) => Conformity::NotMet,
        (_, ControlStatus::Partly) => Conformity::Partly,
        _ if control.evidence.trim().is_empty() => Conformity::Claimed,
        _ => Conformity::Met,
    }
}
