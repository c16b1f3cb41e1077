//! Maturity and conformity, one line a case; the language is told in `world`.

use isms_gauge_core::assessment::{DocumentState, Rating};
use isms_gauge_core::catalogue::Kind;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::score::{Conformity, conformity};

use crate::world::{REAL, World, all, asked, level, picture};
use isms_gauge_core::catalogue::Depth;

fn show(level: Option<Level>) -> String {
    level.map_or("-".to_owned(), |level| level.steps().to_string())
}

/// Checks the summary over everything.
fn check(world: &World, wanted: &str) {
    let picture = picture(&world.catalogue, &world.assessment);
    let all = picture.scorecard.overall;
    let mean = all
        .mean_steps()
        .map_or("-".to_owned(), |mean| format!("{mean:.2}"));
    let found = format!(
        "lowest {}, mean {mean}, answered {} of {}, range {}..{}, to target {}%",
        show(all.lowest),
        all.n_answered,
        all.n_asked,
        show(all.lowest_possible()),
        show(all.highest_possible()),
        all.to_target_percent(),
    );
    assert_eq!(found, wanted);
}

fn sums(line: &str, wanted: &str) {
    check(&World::new(line, ""), wanted);
}

/// Checks what counts: the basis, and the question, rating and conformity of each reading.
fn counts(world: &World, wanted: &str) {
    let picture = picture(&world.catalogue, &world.assessment);
    let score = &picture.scorecard.subclauses[0];
    let readings = score.readings.iter().map(|reading| {
        let id = reading.question.id.as_str().trim_start_matches("4.1.");
        let mark = if reading.from_quick {
            " from quick"
        } else {
            ""
        };
        format!("{id} {:?}{mark}", reading.conformity)
    });
    let readings: Vec<String> = readings.collect();
    assert_eq!(
        format!("{:?}: {}", score.basis, readings.join(", ")),
        wanted
    );
}

#[test]
fn the_lowest_level_stands_for_all() {
    sums(
        "4.1: - | 4 2 3",
        "lowest 2, mean 3.00, answered 3 of 3, range 2..2, to target 88%",
    );
}

#[test]
fn nothing_answered_leaves_the_whole_scale_open() {
    sums(
        "4.1: - | - -",
        "lowest -, mean -, answered 0 of 2, range 0..5, to target 0%",
    );
}

#[test]
fn a_missing_answer_can_only_lower_the_lowest() {
    sums(
        "4.1: - | 4 2 -",
        "lowest 2, mean 3.00, answered 2 of 3, range 0..2, to target 55%",
    );
}

#[test]
fn cannot_tell_is_answered_but_open() {
    sums(
        "4.1: - | 4 ?",
        "lowest 4, mean 4.00, answered 2 of 2, range 0..4, to target 50%",
    );
}

#[test]
fn cannot_tell_is_never_a_zero() {
    sums(
        "4.1: - | ?",
        "lowest -, mean -, answered 1 of 1, range 0..5, to target 0%",
    );
}

#[test]
fn no_occasion_counts_neither_for_nor_against() {
    sums(
        "4.1: - | 3 x",
        "lowest 3, mean 3.00, answered 2 of 2, range 3..3, to target 100%",
    );
}

#[test]
fn no_occasion_at_all_leaves_nothing_open() {
    sums(
        "4.1: - | x x",
        "lowest -, mean -, answered 2 of 2, range -..-, to target 0%",
    );
}

#[test]
fn overshoot_never_pays_for_a_hole() {
    sums(
        "4.1: - | 5 5 5 0",
        "lowest 0, mean 3.75, answered 4 of 4, range 0..0, to target 75%",
    );
}

#[test]
fn percents_are_rounded_down_so_that_100_means_all() {
    let fives = ["3"; 66].join(" ");
    let wanted = "lowest 2, mean 2.99, answered 67 of 67, range 2..2, to target 99%";
    let world = World::new(&format!("4.1: - | {}", ["3"; 20].join(" ")), "");
    check(
        &world,
        "lowest 3, mean 3.00, answered 20 of 20, range 3..3, to target 100%",
    );
    let chunks: Vec<&str> = fives.split(' ').collect();
    let lines: Vec<String> = (1..=3)
        .zip(chunks.chunks(22))
        .map(|(n, chunk)| format!("4.{n}: - | {}", chunk.join(" ")))
        .chain(["5.1: - | 2".to_owned()])
        .collect();
    sums(&lines.join("; "), wanted);
}

#[test]
fn evidence_changes_no_level() {
    sums(
        "4.1: - | 4! 2!",
        "lowest 2, mean 3.00, answered 2 of 2, range 2..2, to target 83%",
    );
}

#[test]
fn a_higher_target_is_measured_against() {
    let world = World::new("4.1: - | 4 3", "").target("4.1", 5);
    check(
        &world,
        "lowest 3, mean 3.50, answered 2 of 2, range 3..3, to target 70%",
    );
}

#[test]
fn a_target_of_0_leaves_nothing_to_reach() {
    let world = World::new("4.1: - | 4 3", "").target("4.1", 0);
    check(
        &world,
        "lowest 3, mean 3.50, answered 2 of 2, range 3..3, to target 0%",
    );
}

#[test]
fn a_clause_has_the_lowest_target_and_level_of_its_sub_clauses() {
    let world = World::new("4.1: 4; 4.2: 2; 5.1: 1", "")
        .target("4.1", 5)
        .target("4.2", 4);
    let picture = world.picture();
    let clauses: Vec<_> = picture
        .scorecard
        .clauses
        .iter()
        .map(|score| {
            format!(
                "{}:{}/{}",
                score.clause,
                show(score.summary.lowest),
                score.target.steps()
            )
        })
        .collect();
    assert_eq!(
        clauses,
        [
            "4:2/4", "5:1/3", "6:-/3", "7:-/3", "8:-/3", "9:-/3", "10:-/3"
        ]
    );
}

#[test]
fn the_quick_depth_asks_the_quick_question_alone() {
    counts(&World::new("4.1: 3! | - -", "").quick(), "Quick: 4.1 Met");
}

#[test]
fn a_sub_clause_without_full_questions_keeps_its_quick_one() {
    let mut world = World::new("4.1: 2", "");
    world.assessment.depth = Depth::Full;
    counts(&world, "Quick: 4.1 Partly");
}

#[test]
fn going_deeper_loses_no_quick_answer() {
    counts(
        &World::new("4.1: 2 | - -", ""),
        "Quick: a Partly from quick, b Partly from quick",
    );
}

#[test]
fn a_full_answer_overrides_the_quick_one() {
    counts(
        &World::new("4.1: 1 | 3! -", ""),
        "Mixed: a Met, b NotMet from quick",
    );
}

#[test]
fn once_all_full_questions_are_answered_the_quick_one_is_silent() {
    counts(&World::new("4.1: 0 | 3! 3", ""), "Full: a Met, b Claimed");
}

#[test]
fn full_answers_count_at_the_quick_depth_too() {
    counts(
        &World::new("4.1: 0 | 3! -", "").quick(),
        "Mixed: a Met, b NotMet from quick",
    );
}

#[test]
fn without_a_quick_answer_open_full_questions_stay_unknown() {
    counts(
        &World::new("4.1: - | 3 -", ""),
        "Full: a Claimed, b Unknown",
    );
}

#[test]
fn a_full_cannot_tell_is_not_filled_from_the_quick_answer() {
    counts(
        &World::new("4.1: 3! | ? -", ""),
        "Mixed: a Unknown, b Met from quick",
    );
}

#[test]
fn the_quick_answers_evidence_serves_the_full_question_that_inherits_it() {
    counts(
        &World::new("4.1: 3! | r- -", ""),
        "Quick: a Met from quick, b Met from quick",
    );
}

#[test]
fn the_quick_answers_evidence_serves_no_full_answer() {
    counts(
        &World::new("4.1: 3! | 3 -", ""),
        "Mixed: a Claimed, b Met from quick",
    );
}

#[test]
fn evidence_that_is_not_in_the_ledger_is_none() {
    let mut world = World::new("4.1: 3!", "");
    world.assessment.evidence.clear();
    counts(&world, "Quick: 4.1 Claimed");
}

fn is(kind: Kind, rating: Rating, has_evidence: bool, wanted: Conformity) {
    assert_eq!(conformity(kind, Some(rating), has_evidence), wanted);
}

fn at(steps: u8) -> Rating {
    Rating::Level(level(steps))
}

#[test]
fn a_record_that_cannot_be_shown_is_at_most_partly_met() {
    is(Kind::Record, at(5), false, Conformity::Partly);
}

#[test]
fn a_record_that_can_be_shown_is_met() {
    is(Kind::Record, at(3), true, Conformity::Met);
}

#[test]
fn a_design_without_evidence_is_only_claimed() {
    is(Kind::Design, at(5), false, Conformity::Claimed);
}

#[test]
fn an_operation_without_evidence_is_only_claimed() {
    is(Kind::Operation, at(3), false, Conformity::Claimed);
}

#[test]
fn evidence_does_not_lift_level_2() {
    is(Kind::Design, at(2), true, Conformity::Partly);
}

#[test]
fn evidence_does_not_lift_level_1() {
    is(Kind::Operation, at(1), true, Conformity::NotMet);
}

#[test]
fn nothing_in_place_is_not_met() {
    is(Kind::Record, at(0), true, Conformity::NotMet);
}

#[test]
fn cannot_tell_is_unknown_whatever_evidence_is_named() {
    is(Kind::Design, Rating::CANNOT_TELL, true, Conformity::Unknown);
}

#[test]
fn no_occasion_is_neither_met_nor_failed() {
    is(
        Kind::Record,
        Rating::NO_OCCASION,
        false,
        Conformity::NoOccasion,
    );
}

#[test]
fn no_answer_is_unknown() {
    assert_eq!(conformity(Kind::Design, None, true), Conformity::Unknown);
}

#[test]
fn a_fresh_assessment_is_asked_one_question_for_each_sub_clause() {
    let assessment = isms_gauge_core::assessment::Assessment::new("a");
    let overall = picture(&REAL, &assessment).scorecard.overall;
    assert_eq!(overall.n_asked as usize, REAL.subclauses.len());
    assert_eq!(
        (overall.n_unknown, overall.coverage_percent()),
        (overall.n_asked, 0)
    );
}

#[test]
fn the_full_depth_asks_every_full_question() {
    let overall = picture(&REAL, &all(Depth::Full, "3!")).scorecard.overall;
    let n_full = asked(Depth::Full).count();
    assert_eq!(
        (overall.n_asked as usize, overall.n_met as usize),
        (n_full, n_full)
    );
    assert_eq!(overall.coverage_percent(), 100);
}

#[test]
fn an_answer_to_an_unknown_question_changes_no_score() {
    let before = all(Depth::Quick, "2");
    let mut after = before.clone();
    crate::world::say(
        &mut after,
        &crate::world::question("4.1.gone-long-ago"),
        "0",
    );
    assert_eq!(
        picture(&REAL, &before).scorecard,
        picture(&REAL, &after).scorecard
    );
}

/// A note of the standard with an answer: no requirement, but worth asking.
fn prompt(line: &str) -> World {
    let mut world = World::new(line, "");
    for question in &mut world.catalogue.subclauses[0].questions {
        question.is_prompt = true;
    }
    world
}

#[test]
fn a_note_of_the_standard_can_be_met_but_never_failed() {
    for (said, wanted) in [
        ("0", "NoOccasion"),
        ("1!", "NoOccasion"),
        ("2!", "NoOccasion"),
        ("3", "NoOccasion"),
        ("r3", "NoOccasion"),
        ("3!", "Met"),
        ("x", "NoOccasion"),
        ("?", "Unknown"),
        ("-", "Unknown"),
    ] {
        let world = prompt(&format!("4.1: {said}"));
        counts(&world, &format!("Quick: 4.1 {wanted}"));
    }
}

#[test]
fn what_always_acts_cannot_be_without_occasion() {
    let mut world = World::new("4.1: x", "");
    counts(&world, "Quick: 4.1 NoOccasion");
    world.catalogue.subclauses[0].questions[0].occasion = false;
    counts(&world, "Quick: 4.1 Unknown");
}

/// Checks how far a requirement is met that rests on a document.
fn rests(line: &str, state: DocumentState, wanted: &str) {
    let mut world = World::new(line, "");
    let paper = crate::world::document(state, "2026-09-01");
    world.assessment.documents.insert("D1".to_owned(), paper);
    counts(&world, &format!("Quick: 4.1 {wanted}"));
}

#[test]
fn a_document_is_a_ceiling_and_never_a_lift() {
    rests("4.1: 3!:D1", DocumentState::NotStarted, "NotMet");
    rests("4.1: 3!:D1", DocumentState::Draft, "Partly");
    rests("4.1: 3!:D1", DocumentState::Approved, "Met");
    rests("4.1: 1!:D1", DocumentState::Draft, "NotMet");
    rests("4.1: 2!:D1", DocumentState::Reviewed, "Partly");
    rests("4.1: ?:D1", DocumentState::NotStarted, "Unknown");
    rests("4.1: x:D1", DocumentState::NotStarted, "NoOccasion");
}

#[test]
fn a_document_that_is_approved_is_not_named_as_short() {
    let mut world = World::new("4.3: 3!:D1", "");
    for (state, wanted) in [
        (DocumentState::Draft, Some(("D1", DocumentState::Draft))),
        (DocumentState::Approved, None),
        (DocumentState::Reviewed, None),
    ] {
        let paper = crate::world::document(state, "2026-09-01");
        world.assessment.documents.insert("D1".to_owned(), paper);
        let card = picture(&world.catalogue, &world.assessment).scorecard;
        assert_eq!(card.subclauses[0].readings[0].document, wanted);
    }
}

#[test]
fn a_quick_answer_without_evidence_proves_nothing_deeper() {
    counts(
        &World::new("4.1: 3 | - 3! 3", ""),
        "Mixed: a Claimed from quick, b Met, c Claimed",
    );
}

#[test]
fn only_mandatory_documents_are_a_ceiling() {
    let mut world = World::new("4.1: 3!:N1", "");
    let paper = crate::world::document(DocumentState::NotStarted, "2026-09-01");
    world.assessment.documents.insert("N1".to_owned(), paper);
    counts(&world, "Quick: 4.1 Met");
}

#[test]
fn the_document_furthest_from_approval_is_the_one_that_is_named() {
    let mut world = World::new("4.1: 3!:D1:D2:D3", "");
    let states = [
        ("D1", DocumentState::Draft),
        ("D2", DocumentState::NotStarted),
        ("D3", DocumentState::Approved),
    ];
    for (id, state) in states {
        let paper = crate::world::document(state, "2026-09-01");
        world.assessment.documents.insert(id.to_owned(), paper);
    }
    let picture = world.picture();
    let reading = &picture.scorecard.subclauses[0].readings[0];
    assert_eq!(reading.document, Some(("D2", DocumentState::NotStarted)));
}
