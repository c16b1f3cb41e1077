//! The Statement of Applicability against itself, the scope, the ledger and the clauses.

use super::Group::Controls;
use super::Severity::{Contradiction, Hint, Weakness};
use super::{Check, Context, Found, Place, Rule, evidence, is_approved, is_blank};
use crate::assessment::{Applicability, Basis, Control, ControlStatus};
use crate::maturity::Level;

/// The controls of Annex A in the 2022 edition.
const N_CONTROLS: usize = 93;

/// Activities, by how words in a scope begin, and the controls that belong to them.
const ACTIVITIES: [(&[&str], &[&str]); 6] = [
    (
        &["develop", "programm", "software engineering"],
        &["8.25", "8.26", "8.27", "8.28", "8.29", "8.31"],
    ),
    (&["remote", "home office", "telework"], &["6.7"]),
    (
        &["supplier", "outsourc", "subcontract"],
        &["5.19", "5.20", "5.21", "5.22"],
    ),
    (&["cloud", "hosted", "hosting"], &["5.23"]),
    (&["personal data", "patient", "payroll"], &["5.34"]),
    (
        &["office", "plant", "warehouse", "data cent"],
        &["7.1", "7.2", "7.3"],
    ),
];

/// Controls, and the sub-clause that asks for much the same.
const TWINS: [(&str, &str); 9] = [
    ("5.1", "5.2"),
    ("5.2", "5.3"),
    ("5.4", "5.1"),
    ("5.19", "8.1"),
    ("5.31", "4.2"),
    ("5.33", "7.5.3"),
    ("5.35", "9.2.1"),
    ("6.3", "7.3"),
    ("8.32", "8.1"),
];

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "C-50",
        Controls,
        Weakness,
        m!("Control that nothing calls for"),
        Check::Control(without_basis),
    ),
    Rule::new(
        "C-51",
        Controls,
        Weakness,
        m!("Control without a reason for it"),
        Check::Control(in_without_reason),
    ),
    Rule::new(
        "C-52",
        Controls,
        Contradiction,
        m!("Exclusion without a reason"),
        Check::Control(out_without_reason),
    ),
    Rule::new(
        "C-53",
        Controls,
        Weakness,
        m!("Exclusion with a reason of two words"),
        Check::Control(short_reason),
    ),
    Rule::new(
        "C-54",
        Controls,
        Contradiction,
        m!("Excluded, yet at work"),
        Check::Control(out_and_at_work),
    ),
    Rule::new(
        "C-55",
        Controls,
        Contradiction,
        m!("Excluded, yet something calls for it"),
        Check::Control(out_and_called_for),
    ),
    Rule::new(
        "C-56",
        Controls,
        Weakness,
        m!("Undecided, yet under way"),
        Check::Control(undecided_and_under_way),
    ),
    Rule::new(
        "C-57",
        Controls,
        Weakness,
        m!("Implemented without evidence"),
        Check::Control(without_evidence),
    ),
    Rule::new(
        "C-58",
        Controls,
        Hint,
        m!("Control that nobody looks after"),
        Check::Control(without_owner),
    ),
    Rule::new(
        "C-59",
        Controls,
        Weakness,
        m!("Control names a record that is not in the ledger"),
        Check::Control(not_in_ledger),
    ),
    Rule::new(
        "C-60",
        Controls,
        Weakness,
        m!("Excluded, yet the scope speaks of it"),
        Check::Control(out_and_in_scope),
    ),
    Rule::new(
        "C-61",
        Controls,
        Contradiction,
        m!("Implemented, yet its clause is open"),
        Check::Control(implemented_and_open),
    ),
    Rule::new(
        "C-62",
        Controls,
        Contradiction,
        m!("Statement approved before all controls are decided"),
        Check::Whole(statement_incomplete),
    ),
    Rule::new(
        "C-63",
        Controls,
        Hint,
        m!("One reason for several controls"),
        Check::Whole(copied_reasons),
    ),
];

/// The state in words.
fn status(control: &Control) -> &'static str {
    match control.status {
        ControlStatus::NotStarted => t!("not started"),
        ControlStatus::Planned => t!("planned"),
        ControlStatus::Partly => t!("partly implemented"),
        ControlStatus::Implemented => t!("implemented"),
        ControlStatus::Checked => t!("implemented and checked"),
    }
}

fn is_in(control: &Control) -> bool {
    control.applicable == Applicability::Applicable
}

fn is_out(control: &Control) -> bool {
    control.applicable == Applicability::Excluded
}

/// Its number without the letter that some put before it.
fn number(id: &str) -> &str {
    id.strip_prefix("A.").unwrap_or(id)
}

fn without_basis(_: &Context<'_>, id: &str, control: &Control) -> Option<String> {
    (is_in(control) && control.basis.is_empty()).then(|| {
        t!(
            "control {} is needed, but no risk, law, contract or business need calls for it",
            id
        )
    })
}

fn in_without_reason(_: &Context<'_>, id: &str, control: &Control) -> Option<String> {
    (is_in(control) && is_blank(&control.reason))
        .then(|| t!("control {} is needed, but does not say why", id))
}

fn out_without_reason(_: &Context<'_>, id: &str, control: &Control) -> Option<String> {
    (is_out(control) && is_blank(&control.reason))
        .then(|| t!("control {} is excluded, but does not say why", id))
}

fn short_reason(_: &Context<'_>, id: &str, control: &Control) -> Option<String> {
    let n_words = control.reason.split_whitespace().count();
    (is_out(control) && matches!(n_words, 1 | 2)).then(|| {
        t!(
            "control {} is excluded with the reason \"{}\" only",
            id,
            control.reason.trim()
        )
    })
}

fn out_and_at_work(_: &Context<'_>, id: &str, control: &Control) -> Option<String> {
    (is_out(control) && control.status != ControlStatus::NotStarted)
        .then(|| t!("control {} is excluded, but {}", id, status(control)))
}

fn out_and_called_for(_: &Context<'_>, id: &str, control: &Control) -> Option<String> {
    let basis = match control.basis.first().filter(|_| is_out(control))? {
        Basis::Risk => t!("a risk"),
        Basis::Law => t!("law"),
        Basis::Contract => t!("a contract"),
        Basis::Business => t!("the business"),
    };
    Some(t!("control {} is excluded, but {} calls for it", id, basis))
}

fn undecided_and_under_way(_: &Context<'_>, id: &str, control: &Control) -> Option<String> {
    let is_undecided = control.applicable == Applicability::Undecided;
    (is_undecided && control.status != ControlStatus::NotStarted).then(|| {
        t!(
            "control {} is {}, but nobody has decided whether it is needed",
            id,
            status(control)
        )
    })
}

fn without_evidence(_: &Context<'_>, id: &str, control: &Control) -> Option<String> {
    let is_done = control.status >= ControlStatus::Implemented;
    (is_in(control) && is_done && is_blank(&control.evidence)).then(|| {
        t!(
            "control {} is {}, but names no evidence",
            id,
            status(control)
        )
    })
}

fn without_owner(_: &Context<'_>, id: &str, control: &Control) -> Option<String> {
    let is_begun = control.status >= ControlStatus::Planned;
    (is_in(control) && is_begun && is_blank(&control.owner))
        .then(|| t!("control {} is {}, but has no owner", id, status(control)))
}

/// Whether a word is an `E` and a number, as the app names records.
fn is_record_id(word: &str) -> bool {
    word.strip_prefix('E')
        .is_some_and(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()))
}

fn not_in_ledger(context: &Context<'_>, id: &str, control: &Control) -> Option<String> {
    let ledger = &context.assessment.evidence;
    let mut named = evidence::ids(&control.evidence);
    let missing = named.find(|word| is_record_id(word) && !ledger.contains_key(*word))?;
    // Where the ledger names its records otherwise, the word means something else.
    let (known, _) = ledger.first()?;
    is_record_id(known).then(|| {
        t!(
            "control {} names the record {}, which is not in the ledger",
            id,
            missing
        )
    })
}

fn out_and_in_scope(context: &Context<'_>, id: &str, control: &Control) -> Option<String> {
    if !is_out(control) {
        return None;
    }
    let (words, _) = ACTIVITIES
        .iter()
        .find(|(_, controls)| controls.contains(&number(id)))?;
    let scope = context.assessment.profile.scope.to_lowercase();
    let word = words.iter().find(|word| {
        // At the beginning of a word only: "plant" is not in "implant".
        scope.match_indices(*word).any(|(at, _)| {
            let before = scope.get(..at).and_then(|text| text.chars().next_back());
            !before.is_some_and(char::is_alphanumeric)
        })
    })?;
    Some(t!(
        "control {} is excluded, but the scope speaks of \"{}…\"",
        id,
        word
    ))
}

fn implemented_and_open(context: &Context<'_>, id: &str, control: &Control) -> Option<String> {
    if !is_in(control) || control.status < ControlStatus::Implemented {
        return None;
    }
    let (_, twin) = TWINS.iter().find(|(known, _)| *known == number(id))?;
    let (said, level) = context.lowest_in(twin)?;
    (level <= Level::ByChance).then(|| {
        t!(
            "control {} is {}, but {} is rated {}",
            id,
            status(control),
            said.id(),
            level.steps()
        )
    })
}

fn statement_incomplete(context: &Context<'_>, found: &mut Found) {
    let assessment = context.assessment;
    let controls = assessment.controls.values();
    let n_decided = controls
        .filter(|control| control.applicable != Applicability::Undecided)
        .count();
    let is_settled = assessment.documents.get("D5").is_some_and(is_approved);
    // Without any control here the statement is kept elsewhere.
    if is_settled && !assessment.controls.is_empty() && n_decided < N_CONTROLS {
        found.push((
            Place::Statement,
            t!("the Statement of Applicability (D5) is approved, but {} of {} controls are decided", n_decided, N_CONTROLS),
        ));
    }
}

fn copied_reasons(context: &Context<'_>, found: &mut Found) {
    let controls = context.assessment.controls.iter();
    let mut reasons: Vec<(&str, &str)> = controls
        .map(|(id, control)| (control.reason.trim(), id.as_str()))
        .filter(|(reason, _)| !reason.is_empty())
        .collect();
    reasons.sort_unstable();
    let mut copied: Vec<(&str, usize)> = reasons
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|same| Some((same.first()?.1, same.len())))
        .filter(|(_, n)| *n >= 5)
        .collect();
    copied.sort_unstable();
    for (id, n) in copied {
        found.push((
            Place::Control(id.to_owned()),
            t!(
                "{} controls give the reason of control {} word for word",
                n,
                id
            ),
        ));
    }
}
