//! The Statement of Applicability: what was decided for each control, and what is odd about it.
//!
//! ISO/IEC 27001:2022, 6.1.3 d) asks for the necessary controls, why they are included, whether
//! they are implemented, and why others of Annex A are left out.

mod standing;

pub use standing::{ControlTerm, Group, control_level, standing};

use crate::annex::{Annex, AnnexControl, Attribute, Theme};
use crate::assessment::{Applicability, Assessment, Control, ControlStatus};
use crate::table::{Cell, Table};

/// One row: a control of Annex A or one of the organisation's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// Its number in Annex A, or the id of one's own.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The control of Annex A, where it is one.
    pub annex: Option<&'a AnnexControl>,
    /// What was decided; blank where nothing was.
    pub control: Control,
    /// What is odd about it.
    pub warnings: Vec<Warning>,
}

/// Something odd about a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// It is left out without a reason.
    ExcludedWithoutReason,
    /// It is called implemented without evidence.
    ImplementedWithoutEvidence,
    /// It is left out, but its status says that something is done for it.
    ExcludedButWorkedOn,
    /// It is applicable without a reason and without a basis.
    IncludedWithoutReason,
    /// It is left out, although a basis is named that calls for it.
    ExcludedDespiteBasis,
    /// Its status is set, but nobody has decided whether it is needed.
    StatusWithoutDecision,
}

impl Warning {
    /// What is odd, in a sentence without full stop.
    pub fn message(self) -> &'static str {
        match self {
            Self::ExcludedWithoutReason => t!("left out without a reason"),
            Self::ImplementedWithoutEvidence => t!("called implemented, but no evidence is named"),
            Self::ExcludedButWorkedOn => {
                t!("left out, but its status says that work is done for it")
            }
            Self::IncludedWithoutReason => t!("applicable, but neither reason nor basis says why"),
            Self::ExcludedDespiteBasis => {
                t!("left out, although a basis is named that calls for it")
            }
            Self::StatusWithoutDecision => {
                t!("has a status, but nobody decided whether it is needed")
            }
        }
    }
}

/// What is odd about a decision.
pub fn warnings(control: &Control) -> Vec<Warning> {
    let is_started = control.status != ControlStatus::NotStarted;
    let has_reason = !control.reason.trim().is_empty();
    let mut found = Vec::new();
    match control.applicable {
        Applicability::Undecided => {
            if is_started {
                found.push(Warning::StatusWithoutDecision);
            }
        }
        Applicability::Excluded => {
            if !has_reason {
                found.push(Warning::ExcludedWithoutReason);
            }
            if is_started {
                found.push(Warning::ExcludedButWorkedOn);
            }
            if !control.basis.is_empty() {
                found.push(Warning::ExcludedDespiteBasis);
            }
        }
        Applicability::Applicable => {
            if !has_reason && control.basis.is_empty() {
                found.push(Warning::IncludedWithoutReason);
            }
            if control.status >= ControlStatus::Implemented && control.evidence.trim().is_empty() {
                found.push(Warning::ImplementedWithoutEvidence);
            }
        }
    }
    found
}

/// All rows: the controls of Annex A in the order of the standard, then one's own.
pub fn rows<'a>(annex: &'a Annex, assessment: &'a Assessment) -> Vec<Row<'a>> {
    let of_annex = annex.controls.iter().map(|annex| {
        let control = assessment
            .controls
            .get(&annex.id)
            .cloned()
            .unwrap_or_default();
        Row {
            id: &annex.id,
            title: &annex.title,
            annex: Some(annex),
            warnings: warnings(&control),
            control,
        }
    });
    let own = assessment.own_controls.iter().map(|(id, own)| Row {
        id,
        title: &own.title,
        annex: None,
        warnings: warnings(&own.control),
        control: own.control.clone(),
    });
    of_annex.chain(own).collect()
}

/// Which rows are looked at. What is not set lets everything through.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Only this theme.
    pub theme: Option<Theme>,
    /// Only controls with this value, for each attribute.
    pub attributes: Vec<(Attribute, String)>,
    /// Only this decision.
    pub applicable: Option<Applicability>,
    /// Only this status.
    pub status: Option<ControlStatus>,
    /// Only rows that something is odd about.
    pub only_odd: bool,
    /// Only controls that the edition of 2022 brought.
    pub only_new: bool,
    /// Only rows that hold this text in number, title, purpose, owner or note.
    pub text: String,
}

impl Filter {
    /// Whether a row is looked at.
    pub fn lets_through(&self, row: &Row<'_>) -> bool {
        let annex = row.annex;
        let has_value = |(attribute, value): &(Attribute, String)| {
            annex.is_some_and(|annex| annex.values(*attribute).contains(&value.as_str()))
        };
        self.theme
            .is_none_or(|theme| Group::Theme(theme).holds(row))
            && self.attributes.iter().all(has_value)
            && self
                .applicable
                .is_none_or(|wanted| row.control.applicable == wanted)
            && self
                .status
                .is_none_or(|wanted| row.control.status == wanted)
            && (!self.only_odd || !row.warnings.is_empty())
            && (!self.only_new || annex.is_some_and(|annex| annex.is_new))
            && self.holds_text(row)
    }

    fn holds_text(&self, row: &Row<'_>) -> bool {
        let wanted = self.text.trim().to_lowercase();
        if wanted.is_empty() {
            return true;
        }
        let texts = [
            row.id,
            row.title,
            row.annex.map_or("", |annex| &annex.purpose),
            &row.control.owner,
            &row.control.note,
            &row.control.reason,
        ];
        texts
            .iter()
            .any(|text| text.to_lowercase().contains(&wanted))
    }
}

/// How many rows stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All rows.
    pub n_rows: usize,
    /// Nobody has decided.
    pub n_undecided: usize,
    /// Left out.
    pub n_excluded: usize,
    /// Necessary, and nothing is done.
    pub n_not_started: usize,
    /// Necessary and planned.
    pub n_planned: usize,
    /// Necessary, and works in part.
    pub n_partly: usize,
    /// Necessary, and works or is checked.
    pub n_implemented: usize,
    /// Something is odd.
    pub n_odd: usize,
}

impl Counts {
    /// Necessary controls.
    pub fn n_applicable(&self) -> usize {
        self.n_rows - self.n_undecided - self.n_excluded
    }

    /// Counts rows.
    pub fn of<'r, 'a: 'r>(rows: impl Iterator<Item = &'r Row<'a>>) -> Self {
        let mut counts = Self::default();
        for row in rows {
            counts.n_rows += 1;
            counts.n_odd += usize::from(!row.warnings.is_empty());
            let n = match (row.control.applicable, row.control.status) {
                (Applicability::Undecided, _) => &mut counts.n_undecided,
                (Applicability::Excluded, _) => &mut counts.n_excluded,
                (_, ControlStatus::NotStarted) => &mut counts.n_not_started,
                (_, ControlStatus::Planned) => &mut counts.n_planned,
                (_, ControlStatus::Partly) => &mut counts.n_partly,
                (_, ControlStatus::Implemented | ControlStatus::Checked) => {
                    &mut counts.n_implemented
                }
            };
            *n += 1;
        }
        counts
    }
}

/// The rows as a table to hand on: number, title, decision, reason, basis, status, owner,
/// evidence and note.
pub fn table(title: String, rows: &[Row<'_>]) -> Table {
    let head = [
        t!("Control"),
        t!("Title"),
        t!("Applicable"),
        t!("Reason"),
        t!("Basis"),
        t!("Status"),
        t!("Owner"),
        t!("Evidence"),
        t!("Note"),
    ];
    let row = |row: &Row<'_>| {
        let control = &row.control;
        let basis: Vec<&str> = control.basis.iter().map(|basis| basis.label()).collect();
        let status = match control.applicable {
            Applicability::Applicable => control.status.label(),
            Applicability::Undecided | Applicability::Excluded => "",
        };
        vec![
            Cell::from(row.id),
            Cell::from(row.title),
            Cell::from(control.applicable.label()),
            Cell::from(control.reason.as_str()),
            Cell::from(basis.join(", ")),
            Cell::from(status),
            Cell::from(control.owner.as_str()),
            Cell::from(control.evidence.as_str()),
            Cell::from(control.note.as_str()),
        ]
    };
    Table {
        title,
        head: head.map(str::to_owned).into(),
        rows: rows.iter().map(row).collect(),
    }
}
