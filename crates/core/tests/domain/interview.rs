//! Questions given to people.

use isms_gauge_core::assessment::{Assessment, Rating};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::interview::{give, people, take_back};
use isms_gauge_core::maturity::Level;
use isms_gauge_core::pack::{Choice, chosen};

use crate::world::{REAL, question};

fn given(to: &str, choice: &Choice, assessment: &mut Assessment) -> (usize, usize) {
    let ids = chosen(&REAL, assessment, choice);
    let given = give(assessment, &ids, to);
    let n = given.edits.len();
    let _ = assessment.apply(Edit::Together(given.edits));
    (n, given.n_taken)
}

#[test]
fn a_question_stays_with_the_person_who_has_it() {
    let mut assessment = Assessment::new("a");
    assert_eq!(given(" Ada ", &Choice::Clause(9), &mut assessment), (6, 0));
    assert_eq!(given("Grace", &Choice::Clause(9), &mut assessment), (0, 6));
    let found = people(&REAL, &assessment);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].name, "Ada");
    assert_eq!(found[0].questions.len(), 6);
}

#[test]
fn a_person_has_open_questions_until_they_are_rated() {
    let mut assessment = Assessment::new("a");
    given("Ada", &Choice::Clause(10), &mut assessment);
    let open = |assessment: &Assessment| people(&REAL, assessment)[0].n_open;
    assert_eq!(open(&assessment), 2);
    let id = question("10.1");
    let mut answer = assessment.answers.get(&id).cloned().unwrap();
    answer.rating = Some(Rating::Level(Level::Begun));
    let _ = assessment.apply(Edit::Answer(id, Some(answer)));
    assert_eq!(open(&assessment), 1);
}

#[test]
fn giving_and_taking_back_leaves_no_trace() {
    let mut assessment = Assessment::new("a");
    let before = assessment.clone();
    given("Ada", &Choice::Open, &mut assessment);
    let ids = people(&REAL, &assessment)[0].questions.clone();
    assert_eq!(ids.len(), 30);
    let _ = assessment.apply(Edit::Together(take_back(&assessment, &ids)));
    assert_eq!(assessment, before);
}
