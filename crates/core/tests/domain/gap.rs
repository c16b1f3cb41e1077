//! Grades, reasons and order of gaps, one line a case; the language is told in `world`.

use isms_gauge_core::assessment::{Assessment, DocumentState, Finding, FindingGrade};
use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::gap::{Gap, Grade, Missing};

use crate::world::{REAL, TODAY, World, all, asked, picture, question, subclause};

fn show(gap: &Gap<'_>) -> String {
    let missing = match gap.missing {
        Missing::Answer => "answer".to_owned(),
        Missing::Evidence => "evidence".to_owned(),
        Missing::Approval => "approval".to_owned(),
        Missing::Closing => "closing".to_owned(),
        Missing::Levels { from, to } => format!("{} to {}", from.steps(), to.steps()),
    };
    format!(
        "{} {:?} {:?} {missing}",
        gap.question.id, gap.grade, gap.reason
    )
}

/// Checks all gaps, in their order.
fn check(world: &World, wanted: &[&str]) {
    let gaps: Vec<String> = world.picture().gaps.iter().map(show).collect();
    assert_eq!(gaps, wanted);
}

fn gaps(line: &str, wanted: &[&str]) {
    check(&World::new(line, ""), wanted);
}

#[test]
fn a_met_requirement_is_no_gap() {
    gaps("4.1: 3!", &[]);
}

#[test]
fn no_occasion_is_no_gap() {
    gaps("4.1: x", &[]);
}

#[test]
fn a_missing_answer_is_a_gap() {
    gaps("4.1: -", &["4.1 Unknown NotAnswered answer"]);
}

#[test]
fn cannot_tell_is_a_gap() {
    gaps("4.1: ?", &["4.1 Unknown CannotTell answer"]);
}

#[test]
fn a_level_without_evidence_is_a_likely_minor() {
    gaps("4.1: 4", &["4.1 LikelyMinor NoEvidence evidence"]);
}

#[test]
fn a_record_that_cannot_be_shown_is_a_likely_minor() {
    gaps("4.1: r5", &["4.1 LikelyMinor RecordMissing evidence"]);
}

#[test]
fn something_begun_is_a_likely_minor() {
    gaps("4.1: 2!", &["4.1 LikelyMinor Partly 2 to 3"]);
}

#[test]
fn nothing_in_place_is_a_likely_major() {
    gaps("4.1: 0", &["4.1 LikelyMajor NothingInPlace 0 to 3"]);
}

#[test]
fn no_internal_audit_is_a_likely_major() {
    gaps(
        "9.2.1: 0",
        &["9.2.1 LikelyMajor NeverAuditedOrReviewed 0 to 3"],
    );
}

#[test]
fn no_management_review_is_a_likely_major() {
    gaps(
        "9.3.1: 0",
        &["9.3.1 LikelyMajor NeverAuditedOrReviewed 0 to 3"],
    );
}

#[test]
fn no_measurement_is_nothing_in_place() {
    gaps("9.1: 0", &["9.1 LikelyMajor NothingInPlace 0 to 3"]);
}

#[test]
fn chance_throughout_is_a_possible_major() {
    gaps("4.1: 1", &["4.1 PossibleMajor OnlyByChance 1 to 3"]);
}

#[test]
fn chance_in_one_of_two_places_is_a_likely_minor() {
    gaps("4.1: - | 1 3!", &["4.1.a LikelyMinor Partly 1 to 3"]);
}

#[test]
fn one_zero_among_better_levels_is_a_likely_minor() {
    gaps("4.1: - | 0 3!", &["4.1.a LikelyMinor Partly 0 to 3"]);
}

#[test]
fn a_zero_beside_open_answers_still_shows_no_activity() {
    gaps(
        "4.1: - | 0 -",
        &[
            "4.1.a LikelyMajor NothingInPlace 0 to 3",
            "4.1.b Unknown NotAnswered answer",
        ],
    );
}

#[test]
fn a_mandatory_document_by_chance_is_a_likely_major() {
    gaps(
        "4.3: - | 1:D1 3!",
        &["4.3.a LikelyMajor MandatoryDocumentMissing 1 to 3"],
    );
}

#[test]
fn a_mandatory_document_that_is_begun_is_a_likely_minor() {
    gaps("4.3: - | 2:D1 3!", &["4.3.a LikelyMinor Partly 2 to 3"]);
}

#[test]
fn another_document_by_chance_is_a_likely_minor() {
    gaps("4.3: - | 1:D11 3!", &["4.3.a LikelyMinor Partly 1 to 3"]);
}

#[test]
fn a_quick_answer_says_nothing_about_one_document() {
    gaps("4.3: 1 | -:D1 3!", &["4.3.a LikelyMinor Partly 1 to 3"]);
}

#[test]
fn three_open_requirements_in_one_place_are_a_possible_major() {
    gaps(
        "4.1: - | 2 1 2 3!",
        &[
            "4.1.a PossibleMajor SeveralOpenHere 2 to 3",
            "4.1.b PossibleMajor SeveralOpenHere 1 to 3",
            "4.1.c PossibleMajor SeveralOpenHere 2 to 3",
        ],
    );
}

#[test]
fn three_claims_without_evidence_are_no_fault_of_the_system() {
    gaps(
        "4.1: - | 3 3 2",
        &[
            "4.1.a LikelyMinor NoEvidence evidence",
            "4.1.b LikelyMinor NoEvidence evidence",
            "4.1.c LikelyMinor Partly 2 to 3",
        ],
    );
}

#[test]
fn three_open_requirements_in_two_places_are_likely_minors() {
    gaps(
        "4.1: - | 2 2; 4.2: - | 2 3!",
        &[
            "4.1.a LikelyMinor Partly 2 to 3",
            "4.1.b LikelyMinor Partly 2 to 3",
            "4.2.a LikelyMinor Partly 2 to 3",
        ],
    );
}

#[test]
fn a_target_of_ones_own_is_an_improvement() {
    check(
        &World::new("4.1: 3!", "").target("4.1", 4),
        &["4.1 Improvement BelowOwnTarget 3 to 4"],
    );
}

#[test]
fn a_target_below_3_does_not_excuse_a_requirement() {
    check(
        &World::new("4.1: 2!", "").target("4.1", 1),
        &["4.1 LikelyMinor Partly 2 to 3"],
    );
}

#[test]
fn a_target_that_is_passed_leaves_the_evidence_missing() {
    check(
        &World::new("4.1: 5", "").target("4.1", 4),
        &["4.1 LikelyMinor NoEvidence evidence"],
    );
}

#[test]
fn a_claim_below_its_target_lacks_levels() {
    check(
        &World::new("4.1: 3", "").target("4.1", 5),
        &["4.1 LikelyMinor NoEvidence 3 to 5"],
    );
}

#[test]
fn worse_grades_come_first() {
    check(
        &World::new("4.1: 3!; 4.2: -; 4.3: 2; 4.4: 1; 5.1: 0", "").target("4.1", 4),
        &[
            "5.1 LikelyMajor NothingInPlace 0 to 3",
            "4.4 PossibleMajor OnlyByChance 1 to 3",
            "4.3 LikelyMinor Partly 2 to 3",
            "4.2 Unknown NotAnswered answer",
            "4.1 Improvement BelowOwnTarget 3 to 4",
        ],
    );
}

#[test]
fn what_feeds_a_gate_comes_before_worse_grades() {
    gaps(
        "4.1: 0; 4.2: 2@S1-1",
        &[
            "4.2 LikelyMinor Partly 2 to 3",
            "4.1 LikelyMajor NothingInPlace 0 to 3",
        ],
    );
}

#[test]
fn of_equal_grades_the_one_that_more_work_waits_for_comes_first() {
    check(
        &World::new("4.1: 2>c; 4.2: 2>a; 4.3: 2>b", "a<b b<c"),
        &[
            "4.2 LikelyMinor Partly 2 to 3",
            "4.3 LikelyMinor Partly 2 to 3",
            "4.1 LikelyMinor Partly 2 to 3",
        ],
    );
}

#[test]
fn of_equals_the_standards_order_decides() {
    gaps(
        "10.1: 2; 9.3.1: 2; 4.1: 2",
        &[
            "4.1 LikelyMinor Partly 2 to 3",
            "9.3.1 LikelyMinor Partly 2 to 3",
            "10.1 LikelyMinor Partly 2 to 3",
        ],
    );
}

/// Checks how much work waits for each gap, as the standard is printed.
fn waiting(line: &str, order: &str, wanted: &[u32]) {
    let world = World::new(line, order);
    let mut gaps = world.picture().gaps;
    gaps.sort_by_key(|gap| gap.subclause);
    let found: Vec<u32> = gaps.iter().map(|gap| gap.n_waiting).collect();
    assert_eq!(found, wanted);
}

#[test]
fn all_later_work_waits() {
    waiting("4.1: 2>a; 4.2: 2>b; 4.3: 2>c", "a<b b<c", &[2, 1, 0]);
}

#[test]
fn closed_work_does_not_wait_but_passes_the_wait_on() {
    waiting("4.1: 2>a; 4.2: 3!>b; 4.3: 2>c", "a<b b<c", &[1, 0]);
}

#[test]
fn good_practice_does_not_make_work_wait() {
    waiting("4.1: 2>a; 4.2: 2>b", "a~b", &[0, 0]);
}

#[test]
fn work_of_the_same_gap_is_not_counted_as_waiting() {
    waiting("4.1: 2>a>b; 4.2: 2>c", "a<b b<c", &[1, 0]);
}

#[test]
fn work_that_two_ways_lead_to_waits_once() {
    waiting(
        "4.1: 2>a; 4.2: 2>b; 4.3: 2>c; 4.4: 2>d",
        "a<b a<c b<d c<d",
        &[3, 1, 1, 0],
    );
}

#[test]
fn two_gaps_of_one_node_wait_for_nothing_more() {
    waiting("4.1: 2>a; 4.2: 2>b; 4.3: 2>b", "a<b", &[1, 0, 0]);
}

#[test]
fn grades_are_listed_worst_first() {
    assert!(Grade::ALL.is_sorted());
}

#[test]
fn everything_met_leaves_no_gap() {
    for depth in [Depth::Quick, Depth::Full] {
        assert_eq!(picture(&REAL, &all(depth, "3!")).gaps.len(), 0);
    }
}

#[test]
fn nothing_answered_is_a_gap_everywhere() {
    for depth in [Depth::Quick, Depth::Full] {
        let gaps = picture(&REAL, &all(depth, "-")).gaps;
        assert_eq!(gaps.len(), asked(depth).count());
    }
}

#[test]
fn real_gaps_are_ordered_by_gate_grade_and_waiting() {
    for text in ["0", "1", "2", "3", "?", "-"] {
        let assessment = all(Depth::Full, text);
        let gaps = picture(&REAL, &assessment).gaps;
        let key = |gap: &Gap<'_>| {
            (
                gap.question.gates.is_empty(),
                gap.grade,
                u32::MAX - gap.n_waiting,
                gap.subclause,
            )
        };
        assert!(gaps.is_sorted_by_key(key), "{text}");
    }
}

/// Checks the gaps where a document or a finding is on record.
fn with(line: &str, put: impl Fn(&mut Assessment), wanted: &[&str]) {
    let mut world = World::new(line, "");
    put(&mut world.assessment);
    check(&world, wanted);
}

fn document(state: DocumentState) -> impl Fn(&mut Assessment) {
    move |a| {
        let document = crate::world::document(state, "2026-09-01");
        a.documents.insert("D1".to_owned(), document);
    }
}

fn finding(grade: FindingGrade) -> impl Fn(&mut Assessment) {
    move |a| {
        let finding = Finding {
            grade,
            subclause: Some(subclause("4.3")),
            ..Finding::default()
        };
        a.findings.insert("f".to_owned(), finding);
    }
}

#[test]
fn a_mandatory_document_that_does_not_exist_is_a_likely_major_whatever_the_answer_says() {
    with(
        "4.3: 5!:D1",
        document(DocumentState::NotStarted),
        &["4.3 LikelyMajor MandatoryDocumentMissing approval"],
    );
}

#[test]
fn a_draft_is_a_likely_minor() {
    with(
        "4.3: 5!:D1",
        document(DocumentState::Draft),
        &["4.3 LikelyMinor DocumentNotApproved approval"],
    );
}

#[test]
fn an_approved_document_is_no_gap() {
    with("4.3: 5!:D1", document(DocumentState::Approved), &[]);
}

#[test]
fn a_document_that_a_full_question_only_touches_holds_nothing_down() {
    with(
        "4.3: - | 3!:D2:D1",
        document(DocumentState::NotStarted),
        &[],
    );
}

#[test]
fn an_open_major_is_a_likely_major() {
    with(
        "4.3: 5!",
        finding(FindingGrade::Major),
        &["4.3 LikelyMajor OpenNonconformity closing"],
    );
}

#[test]
fn an_open_minor_is_a_likely_minor() {
    with(
        "4.3: 5!",
        finding(FindingGrade::Minor),
        &["4.3 LikelyMinor OpenNonconformity closing"],
    );
}

#[test]
fn an_observation_is_no_gap() {
    with("4.3: 5!", finding(FindingGrade::Observation), &[]);
}

#[test]
fn a_finding_elsewhere_is_no_gap_here() {
    with("4.4: 5!", finding(FindingGrade::Major), &[]);
}

#[test]
fn a_finding_about_one_question_is_no_gap_of_its_neighbour() {
    with(
        "4.3: - | 3! 3!",
        |a| {
            finding(FindingGrade::Minor)(a);
            a.findings.get_mut("f").unwrap().question = Some(question("4.3.b"));
        },
        &["4.3.b LikelyMinor OpenNonconformity closing"],
    );
}

#[test]
fn a_closed_finding_is_no_gap() {
    with(
        "4.3: 5!",
        |a| {
            finding(FindingGrade::Major)(a);
            a.findings.get_mut("f").unwrap().closed = Some(TODAY);
        },
        &[],
    );
}

/// A note of the standard with an answer: no requirement, but worth asking.
fn prompt(line: &str, wanted: &[&str]) {
    let mut world = World::new(line, "").target("4.1", 4);
    world.catalogue.subclauses[0].questions[0].is_prompt = true;
    check(&world, wanted);
}

#[test]
fn a_note_of_the_standard_is_asked_for_and_never_work() {
    prompt("4.1: -", &["4.1 Unknown NotAnswered answer"]);
    prompt("4.1: ?", &["4.1 Unknown CannotTell answer"]);
    prompt("4.1: 0", &[]);
    prompt("4.1: 3", &[]);
    prompt("4.1: 3!", &[]);
}

#[test]
fn no_occasion_where_a_requirement_always_acts_is_a_missing_answer() {
    let mut world = World::new("4.1: x", "");
    world.catalogue.subclauses[0].questions[0].occasion = false;
    check(&world, &["4.1 Unknown NotAnswered answer"]);
}

#[test]
fn what_an_auditor_called_major_stays_so_whatever_else_is_missing() {
    let put = |a: &mut Assessment| {
        finding(FindingGrade::Major)(a);
        document(DocumentState::NotStarted)(a);
    };
    with(
        "4.3: 2:D1",
        put,
        &["4.3 LikelyMajor OpenNonconformity 2 to 3"],
    );
}

#[test]
fn a_document_that_is_not_among_those_that_stop_an_audit_is_a_likely_minor() {
    let put = |a: &mut Assessment| {
        let paper = crate::world::document(DocumentState::NotStarted, "2026-09-01");
        a.documents.insert("D11".to_owned(), paper);
    };
    with(
        "4.3: 5!:D11",
        put,
        &["4.3 LikelyMinor DocumentNotApproved approval"],
    );
    with("4.3: 2!:D11", put, &["4.3 LikelyMinor Partly 2 to 3"]);
}

#[test]
fn a_draft_stands_before_an_open_minor() {
    let put = |a: &mut Assessment| {
        finding(FindingGrade::Minor)(a);
        document(DocumentState::Draft)(a);
    };
    with(
        "4.3: 5!:D1",
        put,
        &["4.3 LikelyMinor DocumentNotApproved approval"],
    );
}

#[test]
fn a_level_that_is_begun_is_named_before_its_document() {
    with(
        "4.3: 2!:D1",
        document(DocumentState::Draft),
        &["4.3 LikelyMinor Partly 2 to 3"],
    );
}

#[test]
fn two_open_requirements_and_a_met_one_are_no_fault_of_the_system() {
    gaps(
        "4.1: - | 2 2 3!",
        &[
            "4.1.a LikelyMinor Partly 2 to 3",
            "4.1.b LikelyMinor Partly 2 to 3",
        ],
    );
}
