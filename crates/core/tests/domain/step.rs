//! What each step changes when it is taken on a copy, and what it leaves alone.

use chrono::Days;
use isms_gauge_core::assessment::{
    Applicability, Assessment, Basis, Control, ControlStatus, Document, DocumentState, Finding,
    OwnControl, Rating, StageOneAudit,
};
use isms_gauge_core::verdict::Step;

use crate::verdict::case;
use crate::world::{TODAY, date, document, level, question, say};

/// What follows from a step.
fn taken(mut assessment: Assessment, step: &Step) -> Assessment {
    step.take(&mut assessment, TODAY);
    assessment
}

fn changes_nothing(assessment: Assessment, step: &Step) {
    assert_eq!(taken(assessment.clone(), step), assessment, "{step:?}");
}

fn id(text: &str) -> String {
    text.to_owned()
}

fn ids(all: &[&str]) -> Vec<String> {
    all.iter().map(|id| (*id).to_owned()).collect()
}

/// One answer and nothing else.
fn answered(text: &str) -> Assessment {
    let mut assessment = Assessment::new("a");
    say(&mut assessment, &question("4.3"), text);
    assessment
}

fn rating(assessment: &Assessment) -> Option<Rating> {
    assessment.answers.get(&question("4.3"))?.rating
}

fn at(steps: u8) -> Option<Rating> {
    Some(Rating::Level(level(steps)))
}

/// The dates of the records that the answer names.
fn records(assessment: &Assessment) -> Vec<Option<chrono::NaiveDate>> {
    let answer = assessment.answers.get(&question("4.3")).unwrap();
    let record = |id: &String| assessment.evidence.get(id).unwrap().date;
    answer.evidence.iter().map(record).collect()
}

#[test]
fn an_answer_is_level_3_with_a_record_of_today() {
    let after = taken(Assessment::new("a"), &Step::Answer(question("4.3")));
    assert_eq!(rating(&after), at(3));
    assert_eq!(records(&after), [Some(TODAY)]);
}

#[test]
fn no_step_lowers_an_answer() {
    let scope = || question("4.3");
    for step in [
        Step::Answer(scope()),
        Step::Raise(scope(), level(2)),
        Step::KeepRecord(scope()),
    ] {
        assert_eq!(rating(&taken(answered("5"), &step)), at(5), "{step:?}");
    }
}

#[test]
fn raising_goes_to_the_level_that_is_named_and_proves_nothing() {
    let step = Step::Raise(question("4.3"), level(2));
    let after = taken(answered("0"), &step);
    assert_eq!(rating(&after), at(2));
    assert_eq!(records(&after), []);
    assert_eq!(rating(&taken(answered("x"), &step)), at(2));
}

#[test]
fn a_kept_record_is_something_begun_with_a_record_of_today() {
    let after = taken(answered("1"), &Step::KeepRecord(question("4.3")));
    assert_eq!(rating(&after), at(2));
    assert_eq!(records(&after), [Some(TODAY)]);
}

#[test]
fn evidence_is_named_beside_what_was_named_and_only_once() {
    let step = Step::NameEvidence(question("4.3"));
    let after = taken(answered("3!"), &step);
    assert_eq!(records(&after), [Some(date("2026-09-01")), Some(TODAY)]);
    assert_eq!(rating(&after), at(3));
    changes_nothing(after, &step);
}

/// One document and nothing else.
fn paper(id: &str, state: DocumentState) -> Assessment {
    let mut assessment = Assessment::new("a");
    let document = Document {
        state,
        owner: "Ada".to_owned(),
        ..Document::default()
    };
    assessment.documents.insert(id.to_owned(), document);
    assessment
}

fn found(assessment: &Assessment, id: &str) -> Document {
    assessment.documents.get(id).unwrap().clone()
}

#[test]
fn a_draft_is_a_draft_and_approval_is_approval() {
    let begun = taken(
        paper("D2", DocumentState::NotStarted),
        &Step::Draft(id("D2")),
    );
    assert_eq!(found(&begun, "D2").state, DocumentState::Draft);
    for step in [Step::Approve(id("D2")), Step::Describe(id("D2"))] {
        let after = taken(begun.clone(), &step);
        assert_eq!(found(&after, "D2").state, DocumentState::Approved);
        assert_eq!(found(&after, "D2").date, None, "{step:?}");
        assert_eq!(found(&after, "D2").owner, "Ada", "{step:?}");
    }
}

#[test]
fn no_step_takes_a_document_back() {
    for step in [
        Step::Draft(id("D2")),
        Step::Approve(id("D2")),
        Step::Describe(id("D2")),
        Step::Date(id("D2")),
        Step::Renew(id("D2")),
    ] {
        let after = taken(paper("D2", DocumentState::Reviewed), &step);
        assert_eq!(
            found(&after, "D2").state,
            DocumentState::Reviewed,
            "{step:?}"
        );
    }
}

#[test]
fn a_document_of_which_nothing_was_said_can_be_described() {
    let after = taken(Assessment::new("a"), &Step::Describe(id("D5")));
    assert_eq!(found(&after, "D5").state, DocumentState::Approved);
}

#[test]
fn a_date_is_that_of_today_and_approves_nothing() {
    let after = taken(paper("D5", DocumentState::Draft), &Step::Date(id("D5")));
    let wanted = (DocumentState::Draft, Some(TODAY));
    assert_eq!(
        (found(&after, "D5").state, found(&after, "D5").date),
        wanted
    );
}

#[test]
fn only_the_register_is_dated_before_others() {
    let mut before = paper("D6", DocumentState::Approved);
    let statement = document(DocumentState::Approved, "2026-09-15");
    before.documents.insert(id("D5"), statement);
    let after = taken(before, &Step::Date(id("D6")));
    assert_eq!(found(&after, "D6").date, Some(TODAY));
}

#[test]
fn what_is_named_as_evidence_has_a_title() {
    let after = taken(Assessment::new("a"), &Step::NameEvidence(question("4.3")));
    assert_eq!(records(&after), [Some(TODAY)]);
    assert!(
        after
            .evidence
            .values()
            .all(|record| !record.title.is_empty())
    );
}

#[test]
fn what_is_renewed_is_approved_today() {
    let mut before = paper("D5", DocumentState::Draft);
    before.documents.get_mut("D5").unwrap().date = Some(date("2026-01-01"));
    let after = taken(before, &Step::Renew(id("D5")));
    let wanted = (DocumentState::Approved, Some(TODAY));
    assert_eq!(
        (found(&after, "D5").state, found(&after, "D5").date),
        wanted
    );
}

#[test]
fn the_register_is_dated_before_what_follows_from_it() {
    let mut before = paper("D12", DocumentState::Approved);
    let step = Step::Date(id("D12"));
    assert_eq!(
        found(&taken(before.clone(), &step), "D12").date,
        Some(TODAY)
    );
    for (other, day) in [
        ("D5", "2026-09-20"),
        ("D6", "2026-09-15"),
        ("D1", "2026-01-01"),
    ] {
        let follows = document(DocumentState::Approved, day);
        before.documents.insert(other.to_owned(), follows);
    }
    let after = taken(before, &step);
    assert_eq!(found(&after, "D12").date, Some(date("2026-09-15")));
    assert_eq!(found(&after, "D5").date, Some(date("2026-09-20")));
}

#[test]
fn a_review_sets_the_next_one_a_year_ahead() {
    let step = Step::Review(id("D2"));
    let after = taken(paper("D2", DocumentState::Reviewed), &step);
    assert_eq!(found(&after, "D2").review, Some(TODAY + Days::new(365)));
    assert_eq!(found(&after, "D2").date, None);
    changes_nothing(paper("D1", DocumentState::Reviewed), &step);
}

/// Annex A's control 5.1 as given.
fn with_control(control: Control) -> Assessment {
    let mut assessment = Assessment::new("a");
    assessment.controls.insert("5.1".to_owned(), control);
    assessment
}

fn control(assessment: &Assessment, id: &str) -> Control {
    assessment.controls.get(id).unwrap().clone()
}

#[test]
fn a_decision_takes_the_controls_in_against_a_risk() {
    let after = taken(
        Assessment::new("a"),
        &Step::DecideControls(ids(&["5.1", "8.34"])),
    );
    assert_eq!(after.controls.len(), 2);
    for control in after.controls.values() {
        assert_eq!(control.applicable, Applicability::Applicable);
        assert_eq!(control.basis, [Basis::Risk]);
        assert_eq!(control.status, ControlStatus::NotStarted);
    }
}

#[test]
fn a_reason_is_given_and_nothing_else() {
    let before = Control {
        applicable: Applicability::Excluded,
        ..Control::default()
    };
    let after = taken(
        with_control(before.clone()),
        &Step::GiveReasons(ids(&["5.1"])),
    );
    let Control { reason, .. } = control(&after, "5.1");
    assert!(!reason.trim().is_empty());
    let without = Control {
        reason: String::new(),
        ..control(&after, "5.1")
    };
    assert_eq!(without, before);
}

#[test]
fn a_risk_is_named_beside_other_causes_and_only_once() {
    let by_law = Control {
        basis: vec![Basis::Law],
        ..Control::default()
    };
    for step in [
        Step::NameCauses(ids(&["5.1"])),
        Step::TraceControls(ids(&["5.1"])),
    ] {
        let after = taken(with_control(by_law.clone()), &step);
        assert_eq!(control(&after, "5.1").basis, [Basis::Law, Basis::Risk]);
        changes_nothing(after, &step);
    }
}

#[test]
fn an_exclusion_that_is_taken_back_is_begun() {
    let before = Control {
        applicable: Applicability::Excluded,
        ..Control::default()
    };
    let step = Step::ReviewExclusions(ids(&["5.1"]));
    let after = control(&taken(with_control(before), &step), "5.1");
    assert_eq!(after.applicable, Applicability::Applicable);
    assert_eq!(after.basis, [Basis::Risk]);
    assert_eq!(after.status, ControlStatus::Partly);
}

#[test]
fn no_step_takes_a_control_back() {
    let checked = Control {
        status: ControlStatus::Checked,
        ..Control::default()
    };
    for step in [
        Step::ReviewExclusions(ids(&["5.1"])),
        Step::BeginControls(ids(&["5.1"])),
        Step::ImplementControls(ids(&["5.1"])),
        Step::ProveControls(ids(&["5.1"])),
    ] {
        let after = taken(with_control(checked.clone()), &step);
        assert_eq!(
            control(&after, "5.1").status,
            ControlStatus::Checked,
            "{step:?}"
        );
    }
}

#[test]
fn what_is_begun_is_not_proven_and_what_is_implemented_is() {
    let begun = taken(Assessment::new("a"), &Step::BeginControls(ids(&["5.1"])));
    assert_eq!(control(&begun, "5.1").status, ControlStatus::Partly);
    assert_eq!(control(&begun, "5.1").evidence, "");
    for step in [
        Step::ImplementControls(ids(&["5.1"])),
        Step::ProveControls(ids(&["5.1"])),
    ] {
        let done = control(&taken(begun.clone(), &step), "5.1");
        assert_eq!(done.status, ControlStatus::Implemented);
        assert!(!done.evidence.trim().is_empty(), "{step:?}");
    }
}

#[test]
fn a_control_of_ones_own_is_changed_where_it_stands() {
    let mut before = Assessment::new("a");
    for id in ["X1", "5.1"] {
        let own = OwnControl::default();
        before.own_controls.insert(id.to_owned(), own);
    }
    let after = taken(before, &Step::BeginControls(ids(&["X1", "5.1", "Z9"])));
    for own in after.own_controls.values() {
        assert_eq!(own.control.status, ControlStatus::Partly);
    }
    let of_annex: Vec<&String> = after.controls.keys().collect();
    assert_eq!(of_annex, ["5.1"], "nothing that the annex does not have");
}

fn with_finding(finding: Finding) -> Assessment {
    let mut assessment = Assessment::new("a");
    assessment.findings.insert("F1".to_owned(), finding);
    assessment
}

fn finding(assessment: &Assessment) -> Finding {
    assessment.findings.get("F1").unwrap().clone()
}

#[test]
fn a_plan_to_close_a_finding_names_a_day_in_time_and_leaves_it_open() {
    let step = Step::PlanClosing(id("F1"));
    let after = finding(&taken(with_finding(Finding::default()), &step));
    assert!(after.is_open() && after.is_planned(TODAY));
    assert_eq!(after.effect_checked, None);
    assert_eq!(after.due, Some(TODAY));
}

#[test]
fn a_closed_finding_is_verified_and_keeps_its_day() {
    for step in [Step::Close(id("F1")), Step::CheckEffect(id("F1"))] {
        let after = finding(&taken(with_finding(Finding::default()), &step));
        assert_eq!(after.closed, Some(TODAY), "{step:?}");
        assert!(after.is_verified(TODAY), "{step:?}");
        let earlier = Finding {
            closed: Some(date("2026-05-01")),
            ..Finding::default()
        };
        let after = finding(&taken(with_finding(earlier), &step));
        assert_eq!(after.closed, Some(date("2026-05-01")), "{step:?}");
        assert!(after.is_verified(TODAY), "{step:?}");
    }
}

#[test]
fn words_that_somebody_wrote_to_a_finding_stay() {
    let before = Finding {
        cause: "nobody was told".to_owned(),
        ..Finding::default()
    };
    let after = finding(&taken(with_finding(before), &Step::Close(id("F1"))));
    assert_eq!(after.cause, "nobody was told");
    assert!(!after.correction.is_empty() && !after.action.is_empty());
}

#[test]
fn a_finding_that_is_not_there_changes_nothing() {
    for step in [
        Step::PlanClosing(id("F2")),
        Step::Close(id("F2")),
        Step::CheckEffect(id("F2")),
    ] {
        changes_nothing(with_finding(Finding::default()), &step);
    }
}

#[test]
fn stage_1_is_held() {
    for step in [Step::SayStageOne, Step::HoldStageOne] {
        let after = taken(Assessment::new("a"), &step);
        assert_eq!(after.stage_1, StageOneAudit::Held, "{step:?}");
    }
}

#[test]
fn waiting_changes_nothing() {
    changes_nothing(case(""), &Step::Wait(TODAY));
}
