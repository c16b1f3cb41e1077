//! What the Statement of Applicability and the documents around it mean for the gates.

use chrono::NaiveDate;

use super::{About, Case, Colour, Fact, Found, Step};
use crate::assessment::{Applicability, Basis, Control, ControlStatus, Document, DocumentState};

/// The controls of Annex A by theme: clause of the annex and how many controls it has.
const THEMES: [(u32, u32); 4] = [(5, 37), (6, 8), (7, 14), (8, 34)];

/// How many controls Annex A has.
pub const N_CONTROLS: u32 = 93;

/// The treatment plan and the statement are checked against this: results of the assessment.
pub(crate) const REGISTER: &str = "D12";
/// The Statement of Applicability and the treatment plan.
pub(crate) const FOLLOWING: [&str; 2] = ["D5", "D6"];

/// The ids of all controls of Annex A, in order, such as `5.1`.
pub(crate) fn annex() -> impl Iterator<Item = String> {
    let theme = |(theme, n): (u32, u32)| (1..=n).map(move |number| format!("{theme}.{number}"));
    THEMES.into_iter().flat_map(theme)
}

/// Whether an id is that of a control of Annex A. Others may stand in a file; they count for
/// nothing.
pub(super) fn is_annex(id: &str) -> bool {
    let Some((theme, number)) = id.split_once('.') else {
        return false;
    };
    let is_plain = !number.starts_with(['0', '+']);
    THEMES.iter().any(|(known, n)| {
        let is_number = number.parse().is_ok_and(|number: u32| number <= *n);
        is_plain && is_number && theme == known.to_string()
    })
}

fn of_annex<'s>(case: &Case<'s, '_>) -> impl Iterator<Item = (&'s String, &'s Control)> {
    let all = case.assessment.controls.iter();
    all.filter(|(id, _)| is_annex(id))
}

fn fact(colour: Colour, found: Found, ids: Vec<String>, step: fn(Vec<String>) -> Step) -> Fact {
    Fact {
        steps: vec![step(ids.clone())],
        about: About::Controls(ids),
        found,
        colour,
    }
}

fn in_order() -> Fact {
    Fact {
        about: About::Controls(Vec::new()),
        found: Found::ControlsInOrder,
        colour: Colour::Green,
        steps: Vec::new(),
    }
}

fn ids(controls: &[(&String, &Control)], is_in: impl Fn(&Control) -> bool) -> Vec<String> {
    let found = controls.iter().filter(|(_, control)| is_in(control));
    found.map(|(id, _)| (*id).clone()).collect()
}

/// Controls of the annex and the organisation's own that are needed.
fn applicable<'s>(case: &Case<'s, '_>) -> Vec<(&'s String, &'s Control)> {
    let own = case.assessment.own_controls.iter();
    let own = own.map(|(id, own)| (id, &own.control));
    of_annex(case)
        .chain(own)
        .filter(|(_, control)| control.applicable == Applicability::Applicable)
        .collect()
}

fn undecided(case: &Case<'_, '_>) -> Vec<String> {
    annex()
        .filter(|id| {
            let control = case.assessment.controls.get(id);
            control.is_none_or(|control| control.applicable == Applicability::Undecided)
        })
        .collect()
}

fn excluded<'s>(case: &Case<'s, '_>) -> Vec<(&'s String, &'s Control)> {
    of_annex(case)
        .filter(|(_, control)| control.applicable == Applicability::Excluded)
        .collect()
}

/// Whether every control was considered, with a reason for what is in and what is out (6.1.3 d).
pub(super) fn complete(case: &Case<'_, '_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let open = undecided(case);
    let is_decided = open.is_empty();
    if !is_decided {
        facts.push(fact(
            Colour::Unknown,
            Found::Undecided,
            open,
            Step::DecideControls,
        ));
    }
    let excluded = excluded(case);
    let bare = ids(&excluded, |control| control.reason.trim().is_empty());
    if !bare.is_empty() {
        facts.push(fact(
            Colour::Red,
            Found::ExcludedWithoutReason,
            bare,
            Step::GiveReasons,
        ));
    }
    let needed = applicable(case);
    if is_decided && needed.is_empty() {
        let first = ids(&excluded, |_| true).into_iter().take(1).collect();
        facts.push(fact(
            Colour::Red,
            Found::NothingApplicable,
            first,
            Step::ReviewExclusions,
        ));
    }
    let causeless = ids(&needed, |control| {
        control.basis.is_empty() && control.reason.trim().is_empty()
    });
    if !causeless.is_empty() {
        facts.push(fact(
            Colour::Amber,
            Found::WithoutCause,
            causeless,
            Step::NameCauses,
        ));
    }
    if facts.is_empty() {
        facts.push(in_order());
    }
    facts
}

/// Whether applicable controls are in place, with what proves it.
pub(super) fn implemented(case: &Case<'_, '_>) -> Vec<Fact> {
    let needed = applicable(case);
    if needed.is_empty() {
        let open = undecided(case);
        if !open.is_empty() {
            return vec![fact(
                Colour::Unknown,
                Found::Undecided,
                open,
                Step::DecideControls,
            )];
        }
        let first = ids(&excluded(case), |_| true).into_iter().take(1).collect();
        return vec![fact(
            Colour::Red,
            Found::NothingApplicable,
            first,
            Step::ReviewExclusions,
        )];
    }
    if needed
        .iter()
        .all(|(_, control)| control.status < ControlStatus::Partly)
    {
        let first = ids(&needed, |_| true).into_iter().take(1).collect();
        return vec![fact(
            Colour::Red,
            Found::NothingInPlace,
            first,
            Step::BeginControls,
        )];
    }
    let mut facts = Vec::new();
    let short = ids(&needed, |control| {
        control.status < ControlStatus::Implemented
    });
    if !short.is_empty() {
        facts.push(fact(
            Colour::Amber,
            Found::NotInPlace,
            short,
            Step::ImplementControls,
        ));
    }
    let unproven = ids(&needed, |control| {
        control.status >= ControlStatus::Implemented && control.evidence.trim().is_empty()
    });
    if !unproven.is_empty() {
        facts.push(fact(
            Colour::Amber,
            Found::Unproven,
            unproven,
            Step::ProveControls,
        ));
    }
    if facts.is_empty() {
        facts.push(in_order());
    }
    facts
}

/// Whether statement, treatment plan and risk register are there, follow one another in time, and
/// at least one control answers to a risk.
pub(super) fn agree(case: &Case<'_, '_>) -> Vec<Fact> {
    let documents = &case.assessment.documents;
    let register = documents.get(REGISTER);
    let day = past(case, register.and_then(|register| register.date));
    let mut facts = vec![document(case, REGISTER, register, None)];
    for id in FOLLOWING {
        facts.push(document(case, id, documents.get(id), day));
    }
    let needed = applicable(case);
    let untraced = |control: &Control| !control.basis.contains(&Basis::Risk);
    if !needed.is_empty() && needed.iter().all(|(_, control)| untraced(control)) {
        let first = ids(&needed, untraced).into_iter().take(1).collect();
        facts.push(fact(
            Colour::Amber,
            Found::NoRiskTreated,
            first,
            Step::TraceControls,
        ));
    }
    facts
}

/// One of the three documents. `register` is the day of the risk assessment, where it has one.
fn document(
    case: &Case<'_, '_>,
    id: &str,
    said: Option<&Document>,
    register: Option<NaiveDate>,
) -> Fact {
    let own = || id.to_owned();
    let (colour, found, steps) = match said {
        None => (Colour::Unknown, Found::NotSaid, vec![Step::Describe(own())]),
        Some(document) if document.state == DocumentState::NotStarted => (
            Colour::Red,
            Found::Document(document.state),
            vec![Step::Draft(own())],
        ),
        Some(document) => {
            let date = past(case, document.date);
            let is_draft = document.state < DocumentState::Approved;
            let older_than = register.filter(|register| date.is_some_and(|own| own < *register));
            let mut steps = Vec::new();
            if is_draft {
                steps.push(Step::Approve(own()));
            }
            if date.is_none() {
                steps.push(Step::Date(own()));
            }
            if older_than.is_some() {
                steps.push(Step::Renew(own()));
            }
            match older_than {
                _ if is_draft => (Colour::Amber, Found::Document(document.state), steps),
                _ if date.is_none() => (Colour::Amber, Found::Undated, steps),
                Some(register) => (Colour::Amber, Found::OlderThanRegister(register), steps),
                None => (Colour::Green, Found::InOrder, steps),
            }
        }
    };
    Fact {
        about: About::Document(own()),
        found,
        colour,
        steps,
    }
}

/// A date that has come; one still to come says nothing.
fn past(case: &Case<'_, '_>, date: Option<NaiveDate>) -> Option<NaiveDate> {
    date.filter(|date| *date <= case.today)
}
