//! The gates at the end of each phase.

use isms_gauge_core::catalogue::Phase;
use isms_gauge_core::roadmap::exit_gates;

use crate::world::REAL;

fn completes(phase: Phase, wanted: &[&str]) {
    let gates = exit_gates(&REAL);
    let found = gates.iter().find(|gates| gates.phase == phase).unwrap();
    let mut completes = found.completes.clone();
    completes.sort_unstable();
    assert_eq!(completes, wanted, "{phase}");
}

#[test]
fn each_phase_ends_with_the_gates_that_it_completes() {
    completes(Phase::A, &[]);
    completes(Phase::B, &["S1-1", "S1-2", "S1-3", "S1-4"]);
    completes(Phase::C, &[]);
    completes(Phase::D, &["S1-10", "S1-5", "S1-6", "S1-7", "S1-8", "S1-9"]);
    completes(Phase::E, &["S1-11", "S1-12", "S2-4"]);
    completes(Phase::F, &["S2-1", "S2-3", "S2-5"]);
    completes(Phase::G, &["S2-6", "S2-7", "S2-8"]);
    completes(Phase::H, &["S2-9"]);
    completes(Phase::I, &[]);
}

#[test]
fn every_gate_of_stage_1_is_complete_before_operation_begins() {
    for gates in exit_gates(&REAL) {
        let is_early = gates.phase < Phase::F;
        assert!(is_early || gates.completes.iter().all(|gate| gate.starts_with("S2-")));
    }
}

#[test]
fn a_phase_without_gates_of_its_own_names_those_that_it_works_on() {
    let gates = exit_gates(&REAL);
    assert_eq!(gates[0].feeds, ["S1-4"]);
    assert_eq!(gates[2].feeds, ["S1-5"]);
}
