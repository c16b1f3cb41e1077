//! How old evidence is, and what stands on it.

use chrono::{Days, NaiveDate};
use isms_gauge_core::assessment::{Assessment, DocumentState, Evidence};
use isms_gauge_core::ledger::{Age, Stale, StaleKind, age, backing, stale_by, stale_on};
use isms_gauge_core::score::{Fraction, score};

use crate::world::{TODAY, World, date, document, question};

fn ago(days: u64) -> NaiveDate {
    TODAY - Days::new(days)
}

#[test]
fn a_record_is_current_for_a_year() {
    assert_eq!(age(Some(TODAY), TODAY), Age::Current(TODAY));
    assert_eq!(age(Some(ago(365)), TODAY), Age::Current(ago(365)));
    assert_eq!(age(Some(ago(366)), TODAY), Age::Old(ago(366)));
}

#[test]
fn no_date_and_a_date_to_come_say_nothing() {
    assert_eq!(age(None, TODAY), Age::Undated);
    assert_eq!(age(TODAY.succ_opt(), TODAY), Age::Ahead);
}

#[test]
fn it_goes_stale_the_day_after_its_year() {
    assert_eq!(stale_on(date("2026-01-11")), Some(date("2027-01-12")));
    assert_eq!(stale_on(NaiveDate::MAX), None);
    assert_eq!(
        age(Some(NaiveDate::MAX), NaiveDate::MAX),
        Age::Current(NaiveDate::MAX)
    );
}

fn record(assessment: &mut Assessment, id: &str, on: Option<NaiveDate>) {
    let record = Evidence {
        date: on,
        ..Evidence::default()
    };
    assessment.evidence.insert(id.to_owned(), record);
}

fn name(assessment: &mut Assessment, id: &str, records: &[&str]) {
    let answer = assessment.answers.get_mut(&question(id)).unwrap();
    answer.evidence = records.iter().map(|id| (*id).to_owned()).collect();
}

/// Four questions with levels 4, 3, 2 and 1; the records are current, old and undated.
fn world() -> World {
    let mut world = World::new("4.3: - | 4:D1 3 2 1 - x", "");
    let a = &mut world.assessment;
    record(a, "new", Some(ago(10)));
    record(a, "old", Some(ago(400)));
    record(a, "bare", None);
    name(a, "4.3.a", &["old", "new"]);
    name(a, "4.3.b", &["old"]);
    name(a, "4.3.c", &["bare"]);
    world
}

#[test]
fn a_score_says_how_much_of_it_is_backed_by_current_evidence() {
    let world = world();
    let card = score(&world.catalogue, &world.assessment);
    let backing = backing(&world.assessment, card.subclauses[0].readings.iter(), TODAY);
    assert_eq!(backing.stated, Fraction { part: 10, whole: 4 });
    assert_eq!(backing.backed, Fraction { part: 4, whole: 4 });
    let counts = [
        backing.n_current,
        backing.n_old,
        backing.n_undated,
        backing.n_bare,
    ];
    assert_eq!(counts, [1, 1, 1, 1]);
}

#[test]
fn what_is_not_rated_is_not_backed() {
    let world = World::new("4.3: - | ? - x", "");
    let card = score(&world.catalogue, &world.assessment);
    let backing = backing(&world.assessment, card.subclauses[0].readings.iter(), TODAY);
    assert_eq!(backing.stated.whole, 0);
}

#[test]
fn the_quick_answers_record_backs_the_questions_that_it_speaks_for() {
    let mut world = World::new("4.3: 3! | - 2", "");
    record(&mut world.assessment, "e1", Some(TODAY));
    let card = score(&world.catalogue, &world.assessment);
    let backing = backing(&world.assessment, card.subclauses[0].readings.iter(), TODAY);
    assert_eq!((backing.n_current, backing.n_bare), (1, 1));
}

#[test]
fn a_note_of_the_standard_is_no_level_to_be_backed() {
    let mut world = World::new("4.3: 3; 4.4: 2", "");
    world.catalogue.subclauses[0].questions[0].is_prompt = true;
    let card = score(&world.catalogue, &world.assessment);
    let readings = card.subclauses.iter().flat_map(|one| &one.readings);
    let backing = backing(&world.assessment, readings, TODAY);
    assert_eq!((backing.stated.part, backing.stated.whole), (2, 1));
    assert_eq!(backing.n_bare, 1);
}

fn shown(stale: &Stale<'_, '_>) -> String {
    let questions: Vec<&str> = stale.questions.iter().map(|id| id.as_str()).collect();
    let what = match stale.what {
        StaleKind::Record => "record",
        StaleKind::Review => "review",
    };
    format!("{} {what} {}: {}", stale.on, stale.id, questions.join(" "))
}

fn stale(world: &World, day: NaiveDate, wanted: &[&str]) {
    let card = score(&world.catalogue, &world.assessment);
    let found = stale_by(&world.assessment, &card, day);
    let found: Vec<String> = found.iter().map(shown).collect();
    assert_eq!(found, wanted);
}

#[test]
fn what_goes_stale_before_a_day_is_listed_oldest_first() {
    let mut world = world();
    let review = isms_gauge_core::assessment::Document {
        review: Some(date("2027-03-31")),
        ..document(DocumentState::Approved, "2026-03-31")
    };
    world.assessment.documents.insert("D1".to_owned(), review);
    stale(&world, TODAY, &["2026-12-08 record old: 4.3.a 4.3.b"]);
    stale(
        &world,
        date("2027-03-31"),
        &["2026-12-08 record old: 4.3.a 4.3.b"],
    );
    stale(
        &world,
        date("2028-01-02"),
        &[
            "2026-12-08 record old: 4.3.a 4.3.b",
            "2027-04-01 review D1: 4.3.a",
            "2028-01-02 record new: 4.3.a",
        ],
    );
}

#[test]
fn a_record_that_nobody_leans_on_goes_stale_unnoticed() {
    let mut world = World::new("4.3: 3", "");
    record(&mut world.assessment, "loose", Some(ago(1000)));
    stale(&world, TODAY, &[]);
}
