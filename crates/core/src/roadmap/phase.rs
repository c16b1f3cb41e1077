//! The gates at the end of each phase.

use super::solve::{is_before_stage_1, is_of_stage_1};
use crate::catalogue::{Catalogue, Depth, NodeId, Phase, Question};

/// The readiness gates that a phase works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExitGates<'a> {
    /// The phase.
    pub phase: Phase,
    /// The gates whose last work lies in this phase: they should be green at its end.
    pub completes: Vec<&'a str>,
    /// The gates that it works on and that need a later phase as well.
    pub feeds: Vec<&'a str>,
}

/// The exit gates of all phases, read off the questions: a gate belongs to the phase in which the
/// last work lies that closes a question that feeds it. Stage 1 looks at the design; what is
/// carried out after it counts there when it is planned.
pub fn exit_gates(catalogue: &Catalogue) -> Vec<ExitGates<'_>> {
    // Each gate with the phases that work on it.
    let mut phases_of: Vec<(&str, Vec<Phase>)> = Vec::new();
    for question in detailed(catalogue) {
        for gate in &question.gates {
            let phases = phases(catalogue, question, gate);
            match phases_of.iter_mut().find(|(known, _)| known == gate) {
                Some((_, known)) => known.extend(phases),
                None => phases_of.push((gate, phases)),
            }
        }
    }
    let of_phase = |phase: Phase| {
        let mut gates = ExitGates {
            phase,
            completes: Vec::new(),
            feeds: Vec::new(),
        };
        for (gate, phases) in &phases_of {
            if phases.iter().max() == Some(&phase) {
                gates.completes.push(*gate);
            } else if phases.contains(&phase) {
                gates.feeds.push(*gate);
            }
        }
        gates
    };
    Phase::ALL.into_iter().map(of_phase).collect()
}

/// The questions that name single pieces of work: the full ones, or the quick one of a sub-clause
/// that has no others.
pub(super) fn detailed(catalogue: &Catalogue) -> impl Iterator<Item = &Question> {
    catalogue.subclauses.iter().flat_map(|subclause| {
        let is_full = |question: &Question| question.depth == Depth::Full;
        let has_full = subclause.questions.iter().any(is_full);
        let questions = subclause.questions.iter();
        questions.filter(move |question| is_full(question) == has_full && !question.is_prompt)
    })
}

fn phases(catalogue: &Catalogue, question: &Question, gate: &str) -> Vec<Phase> {
    let phase_of = |id: &NodeId| catalogue.nodes.iter().find(|node| node.id == *id);
    let mut phases = Vec::new();
    for id in &question.work {
        let Some(node) = phase_of(id) else { continue };
        if is_before_stage_1(node.phase) || !is_of_stage_1(gate) {
            phases.push(node.phase);
        } else if let Some(planned) = planned_by(id)
            && let Some(node) = phase_of(&NodeId::new(planned))
        {
            phases.push(node.phase);
        }
    }
    phases
}

/// The work that plans what another piece of work carries out, as far as Stage 1 asks for it: the
/// audit programme sets the dates of audit and review, and the first Statement of Applicability
/// the first status of each control.
pub(super) fn planned_by(node: &NodeId) -> Option<&'static str> {
    match node.as_str() {
        "AUD" | "MR" => Some("AUP"),
        "SOA2" => Some("SOA"),
        _ => None,
    }
}
