//! Gates and verdicts: the principles, and one line a case.
//!
//! A case starts where everything is at 5 with evidence and in order, and changes something:
//! `9.2.1=0` an answer, `D5=draft` a document, `A.5.1=out` a control (`all=` for every one),
//! `e1=old` the record that all answers name, `stage-1=unsaid` what was said of Stage 1. Wanted are
//! the verdicts on both stages and the gates that are not green.

use chrono::Days;
use isms_gauge_core::assessment::{
    Applicability, Assessment, Basis, Control, ControlStatus, DocumentState, Evidence, Finding,
    FindingGrade, OwnControl, StageOneAudit,
};
use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::score::{Fraction, score};
use isms_gauge_core::verdict::{
    About, Colour, Found, Gate, N_CONTROLS, Open, PRINCIPLES, RULES, RULES_VERSION, Readiness,
    Stage, Step, VERDICT_DAYS, Verdict, verdict,
};

use crate::world::{
    REAL, TODAY, World, all, annex, complete, date, document, picture, question, say,
};

fn judged(assessment: &Assessment) -> (Verdict, Verdict) {
    let Readiness {
        stage_1, stage_2, ..
    } = picture(&REAL, assessment).readiness;
    (stage_1, stage_2)
}

/// Makes one change that a case names.
pub fn change(assessment: &mut Assessment, change: &str) {
    let (what, how) = change.trim().split_once('=').unwrap();
    match what {
        "all" => {
            for id in annex() {
                control(assessment, &id, how);
            }
        }
        "e1" => {
            let on = match how {
                "undated" => None,
                "old" => Some(TODAY - Days::new(366)),
                "a-year" => Some(TODAY - Days::new(365)),
                "ahead" => Some(TODAY + Days::new(1)),
                "young" => Some(TODAY - Days::new(90)),
                "91-days" => Some(TODAY - Days::new(91)),
                _ => panic!("{how}"),
            };
            let record = Evidence {
                date: on,
                ..Evidence::default()
            };
            assessment.evidence.insert("e1".to_owned(), record);
        }
        "stage-1" => {
            assessment.stage_1 = StageOneAudit::WORDS
                .iter()
                .find(|(word, _)| *word == how)
                .unwrap()
                .1;
        }
        id if id.starts_with("A.") => control(assessment, &id[2..], how),
        id if id.starts_with('D') => paper(assessment, id, how),
        id => say(assessment, &question(id), how),
    }
}

fn control(assessment: &mut Assessment, id: &str, how: &str) {
    if how == "gone" {
        assessment.controls.remove(id);
        return;
    }
    let control: &mut Control = assessment.controls.get_mut(id).unwrap();
    match how {
        "undecided" => control.applicable = Applicability::Undecided,
        "out" => control.applicable = Applicability::Excluded,
        "out!" => {
            control.applicable = Applicability::Excluded;
            control.reason = "we do not do this".to_owned();
        }
        "causeless" => control.basis.clear(),
        "reasoned" => {
            control.basis.clear();
            control.reason = "common sense".to_owned();
        }
        "law" => control.basis = vec![Basis::Law],
        "untouched" => control.status = ControlStatus::NotStarted,
        "planned" => control.status = ControlStatus::Planned,
        "partly" => control.status = ControlStatus::Partly,
        "checked" => control.status = ControlStatus::Checked,
        "unproven" => control.evidence = "  ".to_owned(),
        _ => panic!("{how}"),
    }
}

fn paper(assessment: &mut Assessment, id: &str, how: &str) {
    let paper = match how {
        "gone" => {
            assessment.documents.remove(id);
            return;
        }
        "missing" => document(DocumentState::NotStarted, "2026-09-01"),
        "draft" => document(DocumentState::Draft, "2026-09-01"),
        "approved" => document(DocumentState::Approved, "2026-09-01"),
        "older" => document(DocumentState::InUse, "2026-07-31"),
        "same-day" => document(DocumentState::InUse, "2026-08-01"),
        "ahead" => document(DocumentState::Approved, "2027-01-12"),
        "young" => document(DocumentState::Approved, "2026-12-01"),
        "undated" | "unreviewed" | "review-today" => {
            let mut paper = document(DocumentState::Reviewed, "2026-09-01");
            match how {
                "undated" => paper.date = None,
                "unreviewed" => paper.review = TODAY.pred_opt(),
                _ => paper.review = Some(TODAY),
            }
            paper
        }
        _ => panic!("{how}"),
    };
    assessment.documents.insert(id.to_owned(), paper);
}

/// Everything at the top and in order, with changes.
pub fn case(changes: &str) -> Assessment {
    let mut assessment = complete(all(Depth::Quick, "5!"));
    for one in changes.split(';').filter(|one| !one.trim().is_empty()) {
        change(&mut assessment, one);
    }
    assessment
}

fn shown(readiness: &Readiness) -> String {
    let stage = |stage| match readiness.stage(stage) {
        Verdict::CannotTell => "cannot tell",
        Verdict::NotReady => "not ready",
        Verdict::ConditionallyReady => "conditional",
        Verdict::NoBlockingGapFound => "clear",
    };
    let gates = readiness.gates.iter();
    let not_green = gates.filter(|gate| gate.colour != Colour::Green);
    let not_green: Vec<String> = not_green
        .map(|gate| format!(" {} {:?}", gate.id, gate.colour).to_lowercase())
        .collect();
    format!(
        "{}, {}:{}",
        stage(Stage::One),
        stage(Stage::Two),
        not_green.join(",").to_uppercase()
    )
}

/// Checks a case. Gates of the quick depth share questions: 6.1.3 feeds S1-6, S1-8 and S1-9, and
/// 9.2.2 and 9.3.1 feed S1-12 and one of Stage 2.
fn table(changes: &str, wanted: &str) {
    let readiness = picture(&REAL, &case(changes)).readiness;
    assert_eq!(shown(&readiness), wanted, "{changes}");
}

mod sanity {
    //! The cases by which any verdict is to be measured.

    use super::*;

    #[test]
    fn everything_at_the_top_but_no_internal_audit_is_not_ready_for_stage_2() {
        table("9.2.1=0", "clear, not ready: S2-7 RED");
    }

    #[test]
    fn nothing_answered_cannot_be_told_with_no_coverage_and_no_level() {
        let picture = picture(&REAL, &Assessment::new("a"));
        let readiness = &picture.readiness;
        assert_eq!(
            (readiness.stage_1, readiness.stage_2),
            (Verdict::CannotTell, Verdict::CannotTell)
        );
        assert_eq!(readiness.sources.coverage.percent(), 0);
        assert_eq!(picture.scorecard.overall.lowest, None);
    }

    #[test]
    fn all_controls_excluded_without_reason_is_not_ready() {
        table("all=out", "not ready, not ready: S1-8 RED, S2-2 RED");
    }

    #[test]
    fn all_at_3_with_evidence_leaves_no_blocking_gap() {
        for depth in [Depth::Quick, Depth::Full] {
            let assessment = complete(all(depth, "3!"));
            let wanted = (Verdict::NoBlockingGapFound, Verdict::NoBlockingGapFound);
            assert_eq!(judged(&assessment), wanted, "{depth:?}");
        }
    }

    #[test]
    fn all_at_3_without_evidence_is_conditional_at_best() {
        for depth in [Depth::Quick, Depth::Full] {
            let (stage_1, stage_2) = judged(&complete(all(depth, "3")));
            assert_eq!(stage_1, Verdict::ConditionallyReady, "{depth:?}");
            assert_eq!(stage_2, Verdict::ConditionallyReady, "{depth:?}");
        }
    }

    #[test]
    fn stage_2_is_no_better_than_stage_1_that_is_not_ready() {
        table("4.3=0", "not ready, not ready: S1-1 RED");
    }

    #[test]
    fn one_open_gate_question_forbids_ready() {
        table("4.3=-", "cannot tell, cannot tell: S1-1 UNKNOWN");
    }

    #[test]
    fn operation_of_less_than_three_months_is_amber_at_most() {
        table("e1=young; D15=young", "clear, conditional: S2-11 AMBER");
    }
}

macro_rules! tables {
    ($($name:ident: $changes:literal => $wanted:literal;)*) => {
        $(#[test] fn $name() { table($changes, $wanted); })*
    };
}

tables! {
    everything_in_order_is_clear: "" => "clear, clear:";
    no_management_review_blocks_stage_2: "9.3.3=0" => "clear, not ready: S2-8 RED";
    a_review_held_by_chance_blocks_stage_1_too: "9.3.1=1!" => "not ready, not ready: S1-12 RED, S2-8 RED";
    a_policy_nobody_can_tell_about_leaves_all_open: "5.2=?" => "cannot tell, cannot tell: S1-3 UNKNOWN";
    a_draft_of_roles_is_conditional: "5.3=2" => "conditional, conditional: S1-4 AMBER";
    a_policy_without_evidence_is_conditional: "5.2=5" => "conditional, conditional: S1-3 AMBER";
    no_corrective_action_so_far_is_conditional: "10.2=x" => "clear, conditional: S2-9 AMBER";
    a_scope_is_not_inapplicable: "4.3=x" => "cannot tell, cannot tell: S1-1 UNKNOWN";
    improvement_feeds_no_gate: "10.1=0" => "clear, clear:";
    an_unanswered_question_without_gate_leaves_nothing_open: "10.1=-" => "clear, clear:";
    treatment_not_begun_blocks_stage_2_alone: "8.3=0" => "clear, not ready: S2-1 RED";
    unaware_people_block_stage_2_alone: "7.3=1" => "clear, not ready: S2-5 RED";
    no_treatment_process_blocks_three_gates: "6.1.3=0" => "not ready, not ready: S1-6 RED, S1-8 RED, S1-9 RED";
    one_undecided_control_cannot_be_told: "A.5.1=undecided" => "cannot tell, cannot tell: S1-8 UNKNOWN";
    a_control_never_looked_at_cannot_be_told: "A.8.34=gone" => "cannot tell, cannot tell: S1-8 UNKNOWN";
    no_statement_at_all_cannot_be_told: "all=gone" => "cannot tell, cannot tell: S1-8 UNKNOWN, S2-2 UNKNOWN";
    one_exclusion_without_reason_is_not_ready: "A.7.4=out" => "not ready, not ready: S1-8 RED";
    one_exclusion_with_reason_is_clear: "A.7.4=out!" => "clear, clear:";
    everything_excluded_with_reason_is_not_ready: "all=out!" => "not ready, not ready: S1-8 RED, S2-2 RED";
    a_control_that_nothing_calls_for_is_conditional: "A.5.1=causeless" => "conditional, conditional: S1-8 AMBER";
    a_reason_in_words_calls_for_a_control_too: "A.5.1=reasoned" => "clear, clear:";
    one_control_by_law_is_clear: "A.5.1=law" => "clear, clear:";
    no_control_against_a_risk_is_conditional: "all=law" => "conditional, conditional: S1-13 AMBER";
    a_planned_control_is_conditional_in_stage_2: "A.5.1=planned" => "clear, conditional: S2-2 AMBER";
    a_control_partly_in_place_is_conditional_in_stage_2: "A.5.1=partly" => "clear, conditional: S2-2 AMBER";
    a_checked_control_is_clear: "A.5.1=checked" => "clear, clear:";
    a_control_without_proof_is_conditional_in_stage_2: "A.5.1=unproven" => "clear, conditional: S2-2 AMBER";
    all_controls_only_planned_block_stage_2: "all=planned" => "clear, not ready: S2-2 RED";
    no_control_touched_blocks_stage_2: "all=untouched" => "clear, not ready: S2-2 RED";
    one_control_begun_among_planned_ones_is_conditional: "all=planned; A.5.1=partly" => "clear, conditional: S2-2 AMBER";
    an_unmentioned_statement_cannot_be_told: "D5=gone" => "cannot tell, cannot tell: S1-13 UNKNOWN";
    an_unmentioned_register_cannot_be_told: "D12=gone" => "cannot tell, cannot tell: S1-13 UNKNOWN";
    a_statement_older_than_the_register_is_conditional: "D5=older" => "conditional, conditional: S1-13 AMBER";
    a_plan_older_than_the_register_is_conditional: "D6=older" => "conditional, conditional: S1-13 AMBER";
    a_statement_of_the_same_day_is_clear: "D5=same-day" => "clear, clear:";
    an_undated_plan_is_conditional: "D6=undated" => "conditional, conditional: S1-13 AMBER";
    a_plan_dated_ahead_is_conditional: "D6=ahead" => "conditional, conditional: S1-13 AMBER";
    an_undated_register_is_conditional: "D12=undated" => "conditional, conditional: S1-13 AMBER";
    a_missing_scope_document_is_not_ready_whatever_the_answer: "D1=missing" => "not ready, not ready: S1-1 RED";
    a_draft_policy_is_conditional_whatever_the_answer: "D2=draft" => "conditional, conditional: S1-3 AMBER";
    an_approved_policy_is_clear: "D2=approved" => "clear, clear:";
    a_policy_whose_review_is_overdue_is_conditional: "D2=unreviewed" => "conditional, conditional: S1-3 AMBER";
    a_policy_to_be_reviewed_today_is_clear: "D2=review-today" => "clear, clear:";
    evidence_of_a_year_ago_is_clear: "e1=a-year" => "clear, clear:";
    operation_of_91_days_is_clear: "e1=91-days; D15=young" => "clear, clear:";
    an_early_record_counts_beside_later_ones: "e1=young" => "clear, clear:";
    nothing_said_of_stage_1_cannot_be_told: "stage-1=unsaid" => "clear, cannot tell: S2-10 UNKNOWN";
    stage_1_still_to_come_is_conditional: "stage-1=not-held" => "clear, conditional: S2-10 AMBER";
    an_unknown_hides_a_red_gate: "5.2=?; 4.3=0" => "cannot tell, cannot tell: S1-1 RED, S1-3 UNKNOWN";
}

/// All gates that look at answers are in this state.
fn all_answers(changes: &str, wanted: Colour, others: &[&str]) {
    for gate in picture(&REAL, &case(changes)).readiness.gates {
        let is_other = others.contains(&gate.id);
        let looks_at_answers = gate
            .looks
            .contains(&isms_gauge_core::verdict::Look::Answers);
        if looks_at_answers && !is_other {
            assert_eq!(gate.colour, wanted, "{}", gate.id);
        }
    }
}

#[test]
fn old_evidence_turns_all_answers_amber() {
    all_answers("e1=old", Colour::Amber, &[]);
}

#[test]
fn undated_evidence_turns_all_answers_amber() {
    all_answers("e1=undated", Colour::Amber, &[]);
}

#[test]
fn evidence_dated_ahead_turns_all_answers_amber() {
    all_answers("e1=ahead", Colour::Amber, &[]);
}

#[test]
fn operation_without_a_dated_record_cannot_be_told() {
    table(
        "e1=undated; D15=gone",
        "conditional, cannot tell: S1-1 AMBER, S1-2 AMBER, S1-3 AMBER, S1-4 AMBER, S1-5 AMBER, \
         S1-6 AMBER, S1-7 AMBER, S1-8 AMBER, S1-9 AMBER, S1-10 AMBER, S1-11 AMBER, S1-12 AMBER, \
         S2-1 AMBER, S2-3 AMBER, S2-4 AMBER, S2-5 AMBER, S2-6 AMBER, S2-7 AMBER, S2-8 AMBER, \
         S2-9 AMBER, S2-11 UNKNOWN",
    );
}

#[test]
fn a_control_that_the_annex_does_not_have_counts_for_nothing() {
    for id in [
        "5.0", "5.38", "5.01", "5.+1", "6.9", "7.15", "8.35", "9.1", "A.5.1", "5", "x",
    ] {
        let mut assessment = case("");
        let bare = Control {
            applicable: Applicability::Excluded,
            ..Control::default()
        };
        assessment.controls.insert(id.to_owned(), bare);
        assert_eq!(
            shown(&picture(&REAL, &assessment).readiness),
            "clear, clear:",
            "{id}"
        );
    }
}

#[test]
fn a_control_of_ones_own_is_looked_at_like_the_others() {
    let mut assessment = case("all=out!");
    let own = OwnControl {
        control: Control {
            applicable: Applicability::Applicable,
            basis: vec![Basis::Risk],
            status: ControlStatus::Checked,
            evidence: "seen".to_owned(),
            ..Control::default()
        },
        ..OwnControl::default()
    };
    assessment.own_controls.insert("own-1".to_owned(), own);
    assert_eq!(
        shown(&picture(&REAL, &assessment).readiness),
        "clear, clear:"
    );
}

fn both(text: &str, wanted: Verdict) {
    for depth in [Depth::Quick, Depth::Full] {
        let found = judged(&complete(all(depth, text)));
        assert_eq!(found, (wanted, wanted), "{depth:?} {text}");
    }
}

#[test]
fn nobody_can_tell_means_that_it_cannot_be_told() {
    both("?", Verdict::CannotTell);
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
fn nothing_is_inapplicable_so_no_occasion_at_all_cannot_be_told() {
    both("x", Verdict::CannotTell);
}

#[test]
fn answers_alone_do_not_make_anybody_ready() {
    let assessment = all(Depth::Full, "5!");
    assert_eq!(
        judged(&assessment),
        (Verdict::CannotTell, Verdict::CannotTell)
    );
}

#[test]
fn thirty_quick_answers_leave_documents_controls_and_stage_1_to_be_said() {
    let open = picture(&REAL, &all(Depth::Quick, "3")).readiness.open();
    assert_eq!(open.n_judged + open.n_open, RULES.len());
    assert!(open.n_judged > 0 && open.n_open > 0);
    assert_eq!(
        (open.n_questions, open.n_controls),
        (0, N_CONTROLS as usize)
    );
    assert!(open.n_documents > 0 && open.is_stage_one_unsaid);
}

#[test]
fn a_question_for_which_several_gates_wait_is_open_once() {
    let open = picture(&REAL, &case("6.1.3=?; 5.2=-")).readiness.open();
    assert_eq!(open.n_questions, 2);
    assert!(open.n_open > 2, "{open:?}");
}

#[test]
fn nothing_waits_for_an_answer_where_all_is_said() {
    let open = picture(&REAL, &case("")).readiness.open();
    let wanted = Open {
        n_judged: RULES.len(),
        ..Open::default()
    };
    assert_eq!(open, wanted);
}

/// Checks the verdicts where one answer feeds all gates of Stage 1, another all of Stage 2.
fn gates(stage_1: &str, stage_2: &str, wanted: (Verdict, Verdict)) {
    let fed = |wanted: Stage| -> String {
        let gates = RULES.iter().filter(|rule| rule.stage == wanted);
        gates.map(|rule| format!("@{}", rule.id)).collect()
    };
    let line = format!(
        "4.1: {stage_1}{}; 8.1: {stage_2}{}",
        fed(Stage::One),
        fed(Stage::Two)
    );
    let readiness = World::new(&line, "").complete().picture().readiness;
    assert_eq!((readiness.stage_1, readiness.stage_2), wanted);
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

fn gate(readiness: &Readiness, id: &str) -> Gate {
    let gate = readiness.gates.iter().find(|gate| gate.id == id);
    gate.unwrap().clone()
}

/// Checks the colour of gate S1-1.
fn colour(line: &str, wanted: Colour) {
    let readiness = World::new(line, "").picture().readiness;
    assert_eq!(gate(&readiness, "S1-1").colour, wanted);
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

/// Checks what a gate says of itself: the worst fact and the steps.
fn says(changes: &str, id: &str, found: Found, steps: &[Step]) {
    let gate = gate(&picture(&REAL, &case(changes)).readiness, id);
    assert_eq!(gate.facts[0].found, found, "{changes}");
    assert_eq!(gate.steps, steps, "{changes}");
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn a_green_gate_names_the_date_of_its_evidence_and_no_step() {
    says("", "S1-1", Found::Met(date("2026-09-01")), &[]);
}

#[test]
fn an_open_question_asks_for_an_answer() {
    says(
        "4.3=-",
        "S1-1",
        Found::NotAnswered,
        &[Step::Answer(question("4.3"))],
    );
    says(
        "4.3=?",
        "S1-1",
        Found::CannotTell,
        &[Step::Answer(question("4.3"))],
    );
    says(
        "4.3=x",
        "S1-1",
        Found::NotForExclusion,
        &[Step::Answer(question("4.3"))],
    );
}

#[test]
fn a_red_answer_asks_for_level_2_only() {
    let level = |steps| crate::world::level(steps);
    let step = Step::Raise(question("4.3"), level(2));
    says("4.3=1!", "S1-1", Found::TooLow(level(1)), &[step]);
}

#[test]
fn an_amber_answer_asks_for_level_3_and_evidence() {
    let steps = [
        Step::Raise(question("4.3"), crate::world::level(3)),
        Step::NameEvidence(question("4.3")),
    ];
    says(
        "4.3=2",
        "S1-1",
        Found::TooLow(crate::world::level(2)),
        &steps,
    );
}

#[test]
fn a_claim_asks_for_evidence() {
    says(
        "4.3=4",
        "S1-1",
        Found::NoEvidence,
        &[Step::NameEvidence(question("4.3"))],
    );
}

#[test]
fn a_record_that_cannot_be_shown_asks_for_evidence() {
    says(
        "9.3.3=4",
        "S2-8",
        Found::NoRecord,
        &[Step::NameEvidence(question("9.3.3"))],
    );
}

#[test]
fn no_occasion_asks_for_the_first_time() {
    let steps = [
        Step::Raise(question("10.2"), crate::world::level(3)),
        Step::NameEvidence(question("10.2")),
    ];
    says("10.2=x", "S2-9", Found::NoOccasion, &steps);
}

#[test]
fn old_evidence_asks_for_new_evidence() {
    let old = TODAY - Days::new(366);
    says(
        "e1=old",
        "S1-1",
        Found::Old(old),
        &[Step::NameEvidence(question("4.3"))],
    );
    says(
        "e1=undated",
        "S1-1",
        Found::Undated,
        &[Step::NameEvidence(question("4.3"))],
    );
}

#[test]
fn a_document_says_how_far_it_has_come() {
    let draft = Found::Document(DocumentState::Draft);
    says("D1=draft", "S1-1", draft, &[Step::Approve("D1".to_owned())]);
    let missing = Found::Document(DocumentState::NotStarted);
    says(
        "D1=missing",
        "S1-1",
        missing,
        &[Step::Draft("D1".to_owned())],
    );
    let overdue = Found::ReviewOverdue(date("2027-01-10"));
    says(
        "D1=unreviewed",
        "S1-1",
        overdue,
        &[Step::Review("D1".to_owned())],
    );
}

#[test]
fn the_statement_names_its_controls() {
    let decide = [Step::DecideControls(ids(&["5.2", "8.34"]))];
    says(
        "A.8.34=gone; A.5.2=undecided",
        "S1-8",
        Found::Undecided,
        &decide,
    );
    let reasons = [Step::GiveReasons(ids(&["5.1", "7.4"]))];
    says(
        "A.7.4=out; A.5.1=out",
        "S1-8",
        Found::ExcludedWithoutReason,
        &reasons,
    );
    let causes = [Step::NameCauses(ids(&["5.1"]))];
    says("A.5.1=causeless", "S1-8", Found::WithoutCause, &causes);
    let prove = [Step::ProveControls(ids(&["5.1"]))];
    says("A.5.1=unproven", "S2-2", Found::Unproven, &prove);
    let implement = [Step::ImplementControls(ids(&["5.1"]))];
    says("A.5.1=planned", "S2-2", Found::NotInPlace, &implement);
}

#[test]
fn one_control_is_enough_to_begin_with() {
    let begin = [Step::BeginControls(ids(&["5.1"]))];
    says("all=planned", "S2-2", Found::NothingInPlace, &begin);
    let review = [Step::ReviewExclusions(ids(&["5.1"]))];
    says("all=out!", "S2-2", Found::NothingApplicable, &review);
    let trace = [Step::TraceControls(ids(&["5.1"]))];
    says("all=law", "S1-13", Found::NoRiskTreated, &trace);
}

#[test]
fn agreement_names_the_document_that_is_behind() {
    let register = date("2026-08-01");
    says(
        "D5=older",
        "S1-13",
        Found::OlderThanRegister(register),
        &[Step::Renew("D5".to_owned())],
    );
    says(
        "D6=undated",
        "S1-13",
        Found::Undated,
        &[Step::Date("D6".to_owned())],
    );
    says(
        "D6=gone",
        "S1-13",
        Found::NotSaid,
        &[Step::Describe("D6".to_owned())],
    );
}

#[test]
fn operating_time_names_its_first_day_and_the_day_on_which_it_is_enough() {
    let first = TODAY - Days::new(41);
    let step = Step::Wait(first + Days::new(91));
    says(
        "e1=ahead; D15=young",
        "S2-11",
        Found::OperatingSince(first, 41),
        &[step],
    );
}

#[test]
fn operating_time_asks_for_a_record_of_something_that_is_done() {
    let wanted = [Step::KeepRecord(question("7.3"))];
    says(
        "e1=undated; D15=gone; 7.2=1",
        "S2-11",
        Found::NoDatedRecord,
        &wanted,
    );
}

#[test]
fn what_is_done_by_chance_is_no_operation_yet() {
    let mut assessment = complete(all(Depth::Quick, "1!"));
    assessment.documents.remove("D15");
    let readiness = picture(&REAL, &assessment).readiness;
    assert_eq!(gate(&readiness, "S2-11").colour, Colour::Unknown);
}

#[test]
fn a_draft_record_is_no_operation_yet_and_holds_its_answers_down() {
    table(
        "e1=young; D15=draft",
        "conditional, conditional: S1-12 AMBER, S2-7 AMBER, S2-11 AMBER",
    );
}

#[test]
fn a_quick_answer_is_the_shortest_list_for_a_whole_sub_clause() {
    let mut assessment = complete(all(Depth::Full, "3!"));
    for question in asked_in("4.3") {
        assessment.answers.remove(&question);
    }
    let gate = gate(&picture(&REAL, &assessment).readiness, "S1-1");
    assert_eq!(
        gate.facts
            .iter()
            .filter(|f| f.colour == Colour::Unknown)
            .count(),
        5
    );
    assert_eq!(gate.steps, [Step::Answer(question("4.3"))]);
}

fn asked_in(id: &str) -> Vec<isms_gauge_core::catalogue::QuestionId> {
    let subclause = REAL.subclauses.iter().find(|s| s.id.to_string() == id);
    let full = subclause
        .unwrap()
        .questions
        .iter()
        .filter(|q| q.depth == Depth::Full);
    full.map(|q| q.id.clone()).collect()
}

#[test]
fn a_fact_says_which_quick_answer_speaks_for_its_question() {
    let mut assessment = complete(all(Depth::Quick, "3!"));
    assessment.depth = Depth::Full;
    let gate = gate(&picture(&REAL, &assessment).readiness, "S1-1");
    let quick = Some(question("4.3"));
    for fact in gate.facts {
        assert!(matches!(fact.about, About::Question { via, .. } if via == quick));
    }
}

#[test]
fn every_gate_has_the_name_of_its_stage_and_none_stands_twice() {
    for rule in &RULES {
        assert_eq!(rule.id.starts_with("S1-"), rule.stage == Stage::One);
        assert!(!rule.looks.is_empty());
        assert_eq!(RULES.iter().filter(|other| other.id == rule.id).count(), 1);
    }
    let one = RULES.iter().filter(|rule| rule.stage == Stage::One);
    assert_eq!(one.count(), 13);
}

#[test]
fn every_gate_that_looks_at_answers_is_fed_at_both_depths_and_no_other_is() {
    for rule in &RULES {
        let looks = rule
            .looks
            .contains(&isms_gauge_core::verdict::Look::Answers);
        for depth in [Depth::Quick, Depth::Full] {
            let fed = crate::world::asked(depth).any(|q| q.gates.iter().any(|g| g == rule.id));
            assert_eq!(fed, looks, "{} {depth:?}", rule.id);
        }
    }
}

#[test]
fn annex_a_has_93_controls() {
    assert_eq!(annex().len(), N_CONTROLS as usize);
    let Step::DecideControls(open) =
        &gate(&picture(&REAL, &case("all=gone")).readiness, "S1-8").steps[0]
    else {
        panic!("undecided controls wanted");
    };
    assert_eq!(*open, annex());
}

#[test]
fn the_principles_are_numbered() {
    for (n, principle) in (1..).zip(PRINCIPLES) {
        assert!(principle.starts_with(&format!("V{n}-")), "{principle}");
    }
}

#[test]
fn a_verdict_prints_the_version_of_its_rules_and_its_day() {
    let readiness = picture(&REAL, &case("")).readiness;
    assert_eq!((readiness.rules, readiness.on), (RULES_VERSION, TODAY));
}

#[test]
fn a_verdict_expires() {
    let readiness = picture(&REAL, &case("")).readiness;
    assert!(!readiness.is_old(TODAY + Days::new(VERDICT_DAYS)));
    assert!(readiness.is_old(TODAY + Days::new(VERDICT_DAYS + 1)));
}

#[test]
fn who_said_so_is_shown() {
    let mut assessment = case("");
    let names = ["Ben", " Ann ", "", "Ann"];
    let days = ["2026-10-02", "2026-09-30", "2026-10-01", "2026-10-01"];
    let ids: Vec<_> = assessment.answers.keys().cloned().collect();
    for ((id, name), day) in ids.iter().zip(names).zip(days) {
        let answer = assessment.answers.get_mut(id).unwrap();
        name.clone_into(&mut answer.by);
        answer.on = Some(date(day));
    }
    let seen = Evidence {
        seen_by: "Ann".to_owned(),
        ..Evidence::default()
    };
    assessment.evidence.insert("e2".to_owned(), seen.clone());
    assessment.evidence.insert("e3".to_owned(), seen);
    let sources = picture(&REAL, &assessment).readiness.sources;
    assert_eq!(sources.answerers, ["Ann", "Ben"]);
    assert_eq!(sources.days, Some((date("2026-09-30"), date("2026-10-02"))));
    assert_eq!(sources.seen, Fraction { part: 2, whole: 3 });
    assert_eq!(sources.coverage.percent(), 100);
}

/// Checks what the gate of agreement found of one document.
fn agreement(changes: &str, id: &str, colour: Colour, found: Found) {
    let readiness = picture(&REAL, &case(changes)).readiness;
    let facts = &gate(&readiness, "S1-13").facts;
    let about = About::Document(id.to_owned());
    let fact = facts.iter().find(|fact| fact.about == about).unwrap();
    assert_eq!((fact.colour, fact.found), (colour, found), "{changes}");
}

#[test]
fn a_document_that_is_not_there_agrees_with_nothing() {
    let found = Found::Document(DocumentState::NotStarted);
    for id in ["D5", "D6", "D12"] {
        agreement(&format!("{id}=missing"), id, Colour::Red, found);
    }
}

#[test]
fn a_draft_agrees_in_part_whatever_its_date() {
    let found = Found::Document(DocumentState::Draft);
    for id in ["D5", "D6", "D12"] {
        agreement(&format!("{id}=draft"), id, Colour::Amber, found);
    }
}

#[test]
fn coverage_counts_the_questions_that_feed_a_gate() {
    let sources = picture(&REAL, &case("4.3=-; 10.1=-; 5.2=?"))
        .readiness
        .sources;
    assert_eq!(sources.coverage.part + 1, sources.coverage.whole);
}

#[test]
fn another_day_gives_another_verdict_on_the_same_answers() {
    let assessment = case("");
    let card = score(&REAL, &assessment);
    let later = verdict(&assessment, &card, TODAY + Days::new(365));
    assert_eq!(later.stage_1, Verdict::ConditionallyReady);
    let earlier = verdict(&assessment, &card, date("2026-09-02"));
    assert_eq!(gate(&earlier, "S2-11").colour, Colour::Amber);
}

/// What the gate of the scope found, worst first, where one answer speaks for it.
fn scope(line: &str, put: impl Fn(&mut Assessment)) -> Found {
    let mut world = World::new(line, "").complete();
    put(&mut world.assessment);
    gate(&world.picture().readiness, "S1-1").facts[0].found
}

fn paper_and_finding(
    state: Option<DocumentState>,
    grade: Option<FindingGrade>,
) -> impl Fn(&mut Assessment) {
    move |assessment| {
        if let Some(state) = state {
            let paper = document(state, "2026-09-01");
            assessment.documents.insert("D1".to_owned(), paper);
        }
        if let Some(grade) = grade {
            let finding = Finding {
                grade,
                subclause: Some(crate::world::subclause("4.3")),
                ..Finding::default()
            };
            assessment.findings.insert("F1".to_owned(), finding);
        }
    }
}

#[test]
fn of_several_causes_the_gravest_is_named() {
    use DocumentState::{Draft, NotStarted};
    use FindingGrade::{Major, Minor};
    let low = |steps| Found::TooLow(crate::world::level(steps));
    let table = [
        ("1!", Some(NotStarted), Some(Major), low(1)),
        (
            "2!",
            Some(NotStarted),
            Some(Major),
            Found::Document(NotStarted),
        ),
        ("2!", Some(Draft), Some(Minor), low(2)),
        (
            "3!",
            Some(NotStarted),
            Some(Minor),
            Found::Document(NotStarted),
        ),
        ("3!", Some(Draft), Some(Major), Found::Open(Major)),
        ("3!", None, Some(Major), Found::Open(Major)),
        ("3!", Some(Draft), Some(Minor), Found::Document(Draft)),
        ("3!", Some(Draft), None, Found::Document(Draft)),
        ("3!", None, Some(Minor), Found::Open(Minor)),
        ("r3", None, None, Found::NoRecord),
        ("2!", None, None, low(2)),
    ];
    for (answer, state, grade, wanted) in table {
        let found = scope(
            &format!("4.3: {answer}:D1@S1-1"),
            paper_and_finding(state, grade),
        );
        assert_eq!(found, wanted, "{answer} {state:?} {grade:?}");
    }
}

#[test]
fn a_draft_with_an_open_major_needs_the_major_closed_first() {
    let mut world = World::new("4.3: 3!:D1@S1-1", "").complete();
    let put = paper_and_finding(Some(DocumentState::Draft), Some(FindingGrade::Major));
    put(&mut world.assessment);
    let red = gate(&world.picture().readiness, "S1-1");
    assert_eq!(red.colour, Colour::Red);
    assert_eq!(red.steps, [Step::Close("F1".to_owned())]);
    red.steps[0].take(&mut world.assessment, TODAY);
    let amber = gate(&world.picture().readiness, "S1-1");
    assert_eq!(amber.colour, Colour::Amber);
    assert_eq!(amber.steps, [Step::Approve("D1".to_owned())]);
}

#[test]
fn a_minor_is_closed_on_the_way_to_green_and_an_observation_is_not() {
    for (grade, wanted) in [
        (FindingGrade::Minor, vec![Step::Close("F1".to_owned())]),
        (FindingGrade::Observation, Vec::new()),
    ] {
        let mut world = World::new("4.3: 3!:D1@S1-1", "").complete();
        paper_and_finding(None, Some(grade))(&mut world.assessment);
        assert_eq!(gate(&world.picture().readiness, "S1-1").steps, wanted);
    }
}

#[test]
fn every_document_behind_a_quick_answer_is_approved_and_reviewed() {
    let mut world = World::new("4.3: 3!:D1:D2:D3:N1@S1-1", "").complete();
    let papers = [
        ("D1", DocumentState::Reviewed, Some("2027-01-10")),
        ("D2", DocumentState::Draft, Some("2027-01-01")),
        ("D3", DocumentState::Draft, Some("2027-01-11")),
        ("N1", DocumentState::Draft, Some("2020-01-01")),
    ];
    for (id, state, review) in papers {
        let mut paper = document(state, "2026-09-01");
        paper.review = review.map(date);
        world.assessment.documents.insert(id.to_owned(), paper);
    }
    let wanted = [
        Step::Approve("D2".to_owned()),
        Step::Approve("D3".to_owned()),
        Step::Review("D1".to_owned()),
        Step::Review("D2".to_owned()),
    ];
    assert_eq!(gate(&world.picture().readiness, "S1-1").steps, wanted);
}

#[test]
fn a_review_that_is_overdue_the_longest_is_named() {
    let mut world = World::new("4.3: 3!:D1:D2@S1-1", "").complete();
    for (id, review) in [("D1", "2027-01-10"), ("D2", "2026-12-01")] {
        let mut paper = document(DocumentState::Reviewed, "2026-09-01");
        paper.review = Some(date(review));
        world.assessment.documents.insert(id.to_owned(), paper);
    }
    let gate = gate(&world.picture().readiness, "S1-1");
    assert_eq!(
        gate.facts[0].found,
        Found::ReviewOverdue(date("2026-12-01"))
    );
}

#[test]
fn a_quick_answer_that_speaks_for_a_full_question_is_the_one_to_raise() {
    let mut world = World::new("4.3: 2 | -@S1-1 3!", "").complete();
    world.assessment.depth = Depth::Full;
    let steps = gate(&world.picture().readiness, "S1-1").steps;
    let wanted = [
        Step::Raise(question("4.3"), crate::world::level(3)),
        Step::NameEvidence(question("4.3")),
    ];
    assert_eq!(steps, wanted);
}

#[test]
fn one_open_full_question_is_answered_itself() {
    let world = World::new("4.3: - | -@S1-1 3!@S1-1", "").complete();
    let steps = gate(&world.picture().readiness, "S1-1").steps;
    assert_eq!(steps, [Step::Answer(question("4.3.a"))]);
}

#[test]
fn who_only_wrote_a_note_has_not_answered() {
    let mut assessment = case("4.3=-");
    let ada = isms_gauge_core::assessment::Answer {
        by: "Ada".to_owned(),
        on: Some(date("2020-01-01")),
        note: "ask again".to_owned(),
        ..Default::default()
    };
    assessment.answers.insert(question("4.3"), ada);
    let sources = picture(&REAL, &assessment).readiness.sources;
    assert_eq!((sources.answerers, sources.days), (Vec::new(), None));
}

#[test]
fn the_days_of_the_answers_are_the_first_and_the_last() {
    for order in [["2026-09-30", "2026-10-02"], ["2026-10-02", "2026-09-30"]] {
        let mut assessment = case("");
        let ids: Vec<_> = assessment.answers.keys().cloned().collect();
        for (id, day) in ids.iter().zip(order) {
            assessment.answers.get_mut(id).unwrap().on = Some(date(day));
        }
        let sources = picture(&REAL, &assessment).readiness.sources;
        assert_eq!(sources.days, Some((date("2026-09-30"), date("2026-10-02"))));
    }
}

#[test]
fn a_record_that_bears_a_blank_name_was_seen_by_nobody() {
    let mut assessment = case("");
    for (id, seen_by) in [("e2", "  "), ("e3", "Ada"), ("e4", "Ben")] {
        let record = Evidence {
            seen_by: seen_by.to_owned(),
            ..Evidence::default()
        };
        assessment.evidence.insert(id.to_owned(), record);
    }
    let sources = picture(&REAL, &assessment).readiness.sources;
    assert_eq!(sources.seen, Fraction { part: 2, whole: 4 });
}

#[test]
fn nothing_but_gate_questions_count_for_coverage() {
    let world = World::new("4.1: 3@S1-2; 4.2: -@S1-2; 4.3: ?@S1-1; 4.4: -; 5.1: 3", "");
    let sources = world.picture().readiness.sources;
    assert_eq!(sources.coverage, Fraction { part: 2, whole: 3 });
}
