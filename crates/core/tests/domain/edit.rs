//! Every edit can be taken back.

use chrono::NaiveDate;
use isms_gauge_core::assessment::{
    Acceptance, Answer, Assessment, Control, Document, Evidence, Extra, Finding, OwnControl, Plan,
    Profile, StageOneAudit,
};
use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::edit::Edit;
use isms_gauge_core::file;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::any::{any_assessment, any_edit};
use crate::world::{level, question, rating, subclause};

/// An assessment with something in every place.
fn filled() -> Assessment {
    let mut a = Assessment::new("a");
    a.profile.organisation = "Before".to_owned();
    a.targets.insert(subclause("4.1"), level(4));
    a.answers.insert(question("4.1"), answer("2", "before"));
    a.evidence.insert("x".to_owned(), Evidence::default());
    a.documents.insert("x".to_owned(), Document::default());
    a.controls.insert("x".to_owned(), Control::default());
    a.own_controls.insert("x".to_owned(), OwnControl::default());
    a.accepted.insert("x".to_owned(), acceptance("before"));
    a.findings.insert("x".to_owned(), Finding::default());
    a
}

fn answer(level: &str, note: &str) -> Answer {
    Answer {
        rating: rating(level),
        note: note.to_owned(),
        ..Answer::default()
    }
}

fn acceptance(reason: &str) -> Acceptance {
    Acceptance {
        reason: reason.to_owned(),
        until: NaiveDate::from_ymd_opt(2027, 1, 31).unwrap(),
        extra: Extra::new(),
    }
}

/// The edit changes something, its undo brings everything back, and the undo's undo redoes it.
fn undone(edit: Edit) {
    let before = filled();
    let mut now = before.clone();
    let undo = now.apply(edit);
    let after = now.clone();
    assert_ne!(after, before);
    let redo = now.apply(undo);
    assert_eq!(now, before);
    now.apply(redo);
    assert_eq!(now, after);
}

#[test]
fn a_profile_is_undone() {
    undone(Edit::Profile(Profile::default()));
}

#[test]
fn a_depth_is_undone() {
    undone(Edit::Depth(Depth::Full));
}

#[test]
fn a_plan_is_undone() {
    undone(Edit::Plan(Plan::default()));
}

#[test]
fn a_new_target_is_undone() {
    undone(Edit::Target(subclause("9.1"), Some(level(5))));
}

#[test]
fn a_changed_target_is_undone() {
    undone(Edit::Target(subclause("4.1"), Some(level(5))));
}

#[test]
fn a_target_taken_away_is_undone() {
    undone(Edit::Target(subclause("4.1"), None));
}

#[test]
fn a_first_answer_is_undone() {
    undone(Edit::Answer(question("4.2"), Some(answer("3", ""))));
}

#[test]
fn a_changed_answer_is_undone() {
    undone(Edit::Answer(question("4.1"), Some(answer("3", ""))));
}

#[test]
fn an_answer_taken_back_is_undone() {
    undone(Edit::Answer(question("4.1"), None));
}

#[test]
fn an_answer_wiped_blank_is_undone() {
    undone(Edit::Answer(question("4.1"), Some(Answer::default())));
}

#[test]
fn a_new_record_is_undone() {
    undone(Edit::Evidence("y".to_owned(), Some(Evidence::default())));
}

#[test]
fn a_record_taken_away_is_undone() {
    undone(Edit::Evidence("x".to_owned(), None));
}

#[test]
fn a_new_document_is_undone() {
    undone(Edit::Document("y".to_owned(), Some(Document::default())));
}

#[test]
fn a_document_taken_away_is_undone() {
    undone(Edit::Document("x".to_owned(), None));
}

#[test]
fn a_new_control_is_undone() {
    undone(Edit::Control("y".to_owned(), Some(Control::default())));
}

#[test]
fn a_control_taken_away_is_undone() {
    undone(Edit::Control("x".to_owned(), None));
}

#[test]
fn a_new_control_of_ones_own_is_undone() {
    undone(Edit::OwnControl(
        "y".to_owned(),
        Some(OwnControl::default()),
    ));
}

#[test]
fn a_control_of_ones_own_taken_away_is_undone() {
    undone(Edit::OwnControl("x".to_owned(), None));
}

#[test]
fn an_acceptance_is_undone() {
    undone(Edit::Acceptance("y".to_owned(), Some(acceptance(""))));
}

#[test]
fn an_acceptance_taken_back_is_undone() {
    undone(Edit::Acceptance("x".to_owned(), None));
}

#[test]
fn a_new_finding_is_undone() {
    undone(Edit::Finding("y".to_owned(), Some(Finding::default())));
}

#[test]
fn a_finding_taken_away_is_undone() {
    undone(Edit::Finding("x".to_owned(), None));
}

#[test]
fn what_was_said_about_stage_1_is_undone() {
    undone(Edit::StageOne(StageOneAudit::Held));
}

#[test]
fn several_changes_of_one_place_are_undone_backwards() {
    undone(Edit::Together(vec![
        Edit::Answer(question("4.1"), Some(answer("0", ""))),
        Edit::Answer(question("4.1"), None),
        Edit::Answer(question("4.1"), Some(answer("5", "after"))),
        Edit::Together(vec![Edit::Depth(Depth::Full)]),
    ]));
}

#[test]
fn a_blank_answer_leaves_nothing_behind() {
    let mut assessment = Assessment::new("a");
    assessment.apply(Edit::Answer(question("4.1"), Some(Answer::default())));
    assert!(assessment.answers.is_empty());
}

#[test]
fn a_blank_answer_from_a_file_comes_back_by_undo() {
    let text = r#"{"format": "isms-gauge.assessment", "version": 1, "id": "a", "answers": {"4.1": {"by": "Ann"}}}"#;
    let before = file::read(text).unwrap();
    let mut now = before.clone();
    let undo = now.apply(Edit::Answer(question("4.1"), Some(answer("3", ""))));
    now.apply(undo);
    assert_eq!(now, before);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn undoing_all_leads_back_and_redoing_all_leads_forth(
        start in any_assessment(),
        edits in vec(any_edit(), 0..20),
    ) {
        let mut now = start.clone();
        let mut undos: Vec<Edit> = edits.into_iter().map(|edit| now.apply(edit)).collect();
        let end = now.clone();
        undos.reverse();
        let mut redos: Vec<Edit> = undos.into_iter().map(|undo| now.apply(undo)).collect();
        prop_assert_eq!(&now, &start);
        redos.reverse();
        for redo in redos {
            now.apply(redo);
        }
        prop_assert_eq!(now, end);
    }
}
