//! Gates and verdicts.

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::verdict::{Colour, GATES, GATES_NOT_JUDGED, Readiness, Stage, Verdict};

use crate::world::{REAL, World, all, picture, question, say};

fn judged(assessment: &Assessment) -> (Verdict, Verdict) {
    let Readiness {
        stage_1, stage_2, ..
    } = picture(&REAL, assessment).readiness;
    (stage_1, stage_2)
}

fn both(text: &str, wanted: Verdict) {
    for depth in [Depth::Quick, Depth::Full] {
        assert_eq!(
            judged(&all(depth, text)),
            (wanted, wanted),
            "{depth:?} {text}"
        );
    }
}

#[test]
fn nothing_answered_cannot_be_told() {
    assert_eq!(
        judged(&Assessment::new("a")),
        (Verdict::CannotTell, Verdict::CannotTell)
    );
    both("-", Verdict::CannotTell);
}

#[test]
fn nobody_can_tell_means_that_it_cannot_be_told() {
    both("?", Verdict::CannotTell);
}

#[test]
fn everything_met_leaves_no_blocking_gap() {
    both("3!", Verdict::NoBlockingGapFound);
}

#[test]
fn better_than_met_is_no_better_verdict() {
    both("5!", Verdict::NoBlockingGapFound);
}

#[test]
fn without_evidence_it_is_conditional() {
    both("3", Verdict::ConditionallyReady);
}

#[test]
fn even_level_5_without_evidence_is_conditional() {
    both("5", Verdict::ConditionallyReady);
}

#[test]
fn half_done_is_conditional() {
    both("2", Verdict::ConditionallyReady);
}

#[test]
fn by_chance_is_not_ready() {
    both("1!", Verdict::NotReady);
}

#[test]
fn nothing_done_is_not_ready() {
    both("0", Verdict::NotReady);
}

#[test]
fn nothing_has_ever_happened_is_conditional() {
    both("x", Verdict::ConditionallyReady);
}

/// Everything at 5 with evidence but one answer.
fn but(id: &str, text: &str, stage_2: Verdict) {
    let mut assessment = all(Depth::Quick, "5!");
    say(&mut assessment, &question(id), text);
    assert_eq!(judged(&assessment).1, stage_2);
}

#[test]
fn no_internal_audit_blocks_stage_2_whatever_else_is_done() {
    but("9.2.1", "0", Verdict::NotReady);
}

#[test]
fn no_management_review_blocks_stage_2_whatever_else_is_done() {
    but("9.3.3", "0", Verdict::NotReady);
}

#[test]
fn no_corrective_action_so_far_is_conditional() {
    but("10.2", "x", Verdict::ConditionallyReady);
}

#[test]
fn an_unanswered_policy_question_leaves_stage_2_untold() {
    but("5.2", "?", Verdict::CannotTell);
}

#[test]
fn what_feeds_no_gate_blocks_nothing() {
    but("10.1", "0", Verdict::NoBlockingGapFound);
}

#[test]
fn a_hole_in_stage_2_leaves_stage_1_alone() {
    let mut assessment = all(Depth::Quick, "3!");
    say(&mut assessment, &question("8.3"), "0");
    assert_eq!(
        judged(&assessment),
        (Verdict::NoBlockingGapFound, Verdict::NotReady)
    );
}

#[test]
fn a_hole_in_stage_1_is_a_hole_in_stage_2() {
    let mut assessment = all(Depth::Quick, "3!");
    say(&mut assessment, &question("4.3"), "0");
    assert_eq!(judged(&assessment), (Verdict::NotReady, Verdict::NotReady));
}

/// Checks the verdicts where one answer feeds all gates of Stage 1, another all of Stage 2.
fn gates(stage_1: &str, stage_2: &str, wanted: (Verdict, Verdict)) {
    let fed = |wanted: Stage| -> String {
        let gates = GATES.iter().filter(|(stage, _)| *stage == wanted);
        gates.map(|(_, id)| format!("@{id}")).collect()
    };
    let line = format!(
        "4.1: {stage_1}{}; 8.1: {stage_2}{}",
        fed(Stage::One),
        fed(Stage::Two)
    );
    let world = World::new(&line, "");
    let readiness = world.picture().readiness;
    assert_eq!((readiness.stage_1, readiness.stage_2), wanted);
}

#[test]
fn all_gates_green_is_no_blocking_gap() {
    gates(
        "3!",
        "3!",
        (Verdict::NoBlockingGapFound, Verdict::NoBlockingGapFound),
    );
}

#[test]
fn stage_2_is_conditional_where_stage_1_is() {
    gates(
        "3",
        "5!",
        (Verdict::ConditionallyReady, Verdict::ConditionallyReady),
    );
}

#[test]
fn stage_2_is_not_ready_where_stage_1_is_not() {
    gates("1", "5!", (Verdict::NotReady, Verdict::NotReady));
}

#[test]
fn stage_2_cannot_be_told_where_stage_1_cannot() {
    gates("?", "5!", (Verdict::CannotTell, Verdict::CannotTell));
}

#[test]
fn stage_1_can_be_ready_long_before_stage_2() {
    gates("3!", "0", (Verdict::NoBlockingGapFound, Verdict::NotReady));
}

#[test]
fn no_occasion_makes_a_stage_conditional() {
    gates(
        "3!",
        "x",
        (Verdict::NoBlockingGapFound, Verdict::ConditionallyReady),
    );
}

/// Checks the colour of gate S1-1.
fn colour(line: &str, wanted: Colour) {
    let world = World::new(line, "");
    let readiness = world.picture().readiness;
    let gate = readiness
        .gates
        .iter()
        .find(|gate| gate.id == "S1-1")
        .unwrap();
    assert_eq!(gate.colour, wanted);
}

#[test]
fn a_gate_is_as_good_as_its_worst_answer() {
    colour("4.1: - | 3!@S1-1 5!@S1-1 1@S1-1", Colour::Red);
}

#[test]
fn an_unknown_answer_hides_a_red_one() {
    colour("4.1: - | 1@S1-1 -@S1-1", Colour::Unknown);
}

#[test]
fn a_gate_that_nothing_feeds_is_unknown() {
    colour("4.1: - | 3!", Colour::Unknown);
}

#[test]
fn a_gate_looks_at_nothing_else() {
    colour("4.1: - | 3!@S1-1 0@S1-2 -", Colour::Green);
}

#[test]
fn a_record_without_evidence_turns_its_gate_amber() {
    colour("4.1: - | r5@S1-1", Colour::Amber);
}

#[test]
fn gates_have_the_name_of_their_stage_and_none_stands_twice() {
    for (stage, id) in GATES {
        assert_eq!(id.starts_with("S1-"), stage == Stage::One, "{id}");
        assert!(!GATES_NOT_JUDGED.contains(&id));
        assert_eq!(GATES.iter().filter(|(_, other)| *other == id).count(), 1);
    }
}
