//! The rules of the verdict as data: the gates, what each looks at, and the principles that the
//! whole of it keeps to.

use super::Stage;

/// The version of the rules, printed with every verdict. It changes with every change of what
/// leads to a colour.
pub const RULES_VERSION: &str = "2";

/// Operation shorter than this counts as begun only: about three months of records.
pub const OPERATING_DAYS: u64 = 91;

/// After this many days a verdict is shown as old: about three months.
pub const VERDICT_DAYS: u64 = 91;

/// One gate of an audit.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id, such as `S1-8`. Keeps its meaning for ever.
    pub id: &'static str,
    /// The stage that looks at it.
    pub stage: Stage,
    /// What it looks at.
    pub looks: &'static [Look],
}

/// What a gate looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The answers to the questions that feed it, with their evidence, documents and findings.
    Answers,
    /// The Statement of Applicability: every control decided, with its reason.
    Statement,
    /// The applicable controls: in place, with what proves them.
    Implementation,
    /// Statement, treatment plan and risk register: approved, and none older than the register.
    Agreement,
    /// The nonconformities in the register: cause, correction, check of the effect.
    Nonconformities,
    /// The concerns of Stage 1 in the register.
    StageOneConcerns,
    /// The first dated record of operation.
    OperatingTime,
}

const fn answers(id: &'static str, stage: Stage) -> Rule {
    looks(id, stage, &[Look::Answers])
}

const fn looks(id: &'static str, stage: Stage, looks: &'static [Look]) -> Rule {
    Rule { id, stage, looks }
}

/// The 24 gates, in order.
pub const RULES: [Rule; 24] = [
    answers("S1-1", Stage::One),
    answers("S1-2", Stage::One),
    answers("S1-3", Stage::One),
    answers("S1-4", Stage::One),
    answers("S1-5", Stage::One),
    answers("S1-6", Stage::One),
    answers("S1-7", Stage::One),
    looks("S1-8", Stage::One, &[Look::Answers, Look::Statement]),
    answers("S1-9", Stage::One),
    answers("S1-10", Stage::One),
    answers("S1-11", Stage::One),
    answers("S1-12", Stage::One),
    looks("S1-13", Stage::One, &[Look::Agreement]),
    answers("S2-1", Stage::Two),
    looks("S2-2", Stage::Two, &[Look::Implementation]),
    answers("S2-3", Stage::Two),
    answers("S2-4", Stage::Two),
    answers("S2-5", Stage::Two),
    answers("S2-6", Stage::Two),
    answers("S2-7", Stage::Two),
    answers("S2-8", Stage::Two),
    looks("S2-9", Stage::Two, &[Look::Answers, Look::Nonconformities]),
    looks("S2-10", Stage::Two, &[Look::StageOneConcerns]),
    looks("S2-11", Stage::Two, &[Look::OperatingTime]),
];

/// The principles that a verdict keeps to, in order. Each is held by a test of its name.
pub const PRINCIPLES: [&str; 12] = [
    "V1-answers-not-organisation",
    "V2-no-averages",
    "V3-worst-gate-decides",
    "V4-unknown-is-not-yes",
    "V5-design-and-operation-apart",
    "V6-evidence-has-a-date",
    "V7-nothing-in-clauses-4-to-10-is-not-applicable",
    "V8-time-is-a-gate",
    "V9-who-said-so-is-shown",
    "V10-reasons-and-steps",
    "V11-same-input-same-verdict",
    "V12-a-verdict-expires",
];
