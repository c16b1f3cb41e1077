//! Whether the audits would find a blocking gap: gates first, the worst gate wins.
//!
//! The verdict speaks about answers, not about the organisation. Nothing is averaged, unknown is
//! not yes, and Stage 2 is never better than Stage 1. Same answers, same verdict.

use crate::score::{Conformity, Scorecard};

/// The version of the rules, printed with every verdict.
pub const RULES_VERSION: &str = "1";

/// The gates that are judged from the questions. Four further gates of the rule set look at
/// things that are not asked yet: agreement of statement, plan and register (S1-13), evidence of
/// controls (S2-2), concerns of Stage 1 (S2-10) and operating time (S2-11).
pub const GATES: [(Stage, &str); 20] = [
    (Stage::One, "S1-1"),
    (Stage::One, "S1-2"),
    (Stage::One, "S1-3"),
    (Stage::One, "S1-4"),
    (Stage::One, "S1-5"),
    (Stage::One, "S1-6"),
    (Stage::One, "S1-7"),
    (Stage::One, "S1-8"),
    (Stage::One, "S1-9"),
    (Stage::One, "S1-10"),
    (Stage::One, "S1-11"),
    (Stage::One, "S1-12"),
    (Stage::Two, "S2-1"),
    (Stage::Two, "S2-3"),
    (Stage::Two, "S2-4"),
    (Stage::Two, "S2-5"),
    (Stage::Two, "S2-6"),
    (Stage::Two, "S2-7"),
    (Stage::Two, "S2-8"),
    (Stage::Two, "S2-9"),
];

/// The gates that this rule set cannot judge yet.
pub const GATES_NOT_JUDGED: [&str; 4] = ["S1-13", "S2-2", "S2-10", "S2-11"];

/// The two parts of a certification audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Looks mainly at the design.
    One,
    /// Looks at operation and its records.
    Two,
}

/// What the answers say about a stage, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// A question that feeds a gate is unanswered.
    CannotTell,
    /// A gate is red.
    NotReady,
    /// No gate is red, but one is amber.
    ConditionallyReady,
    /// All gates are green.
    NoBlockingGapFound,
}

/// The state of a gate, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// An answer is missing.
    Unknown,
    /// Not there.
    Red,
    /// In part, or without evidence.
    Amber,
    /// Met, with evidence.
    Green,
}

/// One gate and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Its id, such as `S1-8`.
    pub id: &'static str,
    /// The stage that looks at it.
    pub stage: Stage,
    /// Its state.
    pub colour: Colour,
}

/// The verdicts on both stages, with the gates that led to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// On Stage 1.
    pub stage_1: Verdict,
    /// On Stage 2; never better than that on Stage 1.
    pub stage_2: Verdict,
    /// All gates.
    pub gates: Vec<Gate>,
}

/// Judges both stages.
pub fn verdict(scorecard: &Scorecard<'_>) -> Readiness {
    let gates: Vec<Gate> = GATES
        .iter()
        .map(|&(stage, id)| Gate {
            id,
            stage,
            colour: colour(scorecard, id),
        })
        .collect();
    let worst = |upto: Stage| {
        gates
            .iter()
            .filter(|gate| gate.stage <= upto)
            .map(|gate| gate.colour)
            .min()
    };
    Readiness {
        stage_1: judge(worst(Stage::One)),
        stage_2: judge(worst(Stage::Two)),
        gates,
    }
}

fn judge(worst: Option<Colour>) -> Verdict {
    match worst {
        None | Some(Colour::Unknown) => Verdict::CannotTell,
        Some(Colour::Red) => Verdict::NotReady,
        Some(Colour::Amber) => Verdict::ConditionallyReady,
        Some(Colour::Green) => Verdict::NoBlockingGapFound,
    }
}

fn colour(scorecard: &Scorecard<'_>, id: &str) -> Colour {
    scorecard
        .subclauses
        .iter()
        .flat_map(|score| &score.readings)
        .filter(|reading| reading.question.gates.iter().any(|gate| gate == id))
        .map(|reading| match reading.conformity {
            Conformity::Unknown => Colour::Unknown,
            Conformity::NotMet => Colour::Red,
            // No case so far: believable before the audits, to be asked about in them.
            Conformity::NoOccasion | Conformity::Partly | Conformity::Claimed => Colour::Amber,
            Conformity::Met => Colour::Green,
        })
        .min()
        .unwrap_or(Colour::Unknown)
}
