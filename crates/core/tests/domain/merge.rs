//! Two files of one assessment: what is merged, what is asked, and that nothing is lost.

use isms_gauge_core::assessment::{Answer, Assessment, Evidence, Rating};
use isms_gauge_core::catalogue::{Depth, QuestionId, Role};
use isms_gauge_core::merge::{Merge, Place, Relation, Side, merge};
use isms_gauge_core::pack::{Choice, chosen, owners, pack};
use isms_gauge_core::snapshot::freeze;
use proptest::prelude::*;

use crate::any::{any_answer, any_assessment};
use crate::world::{REAL, TODAY, asked, level, question};

/// An assessment in which people said things: `4.1 3 Ann, 4.2 ? Ben`.
fn said(words: &str) -> Assessment {
    let mut assessment = Assessment::new("a");
    for part in words.split(", ").filter(|part| !part.is_empty()) {
        let words: Vec<&str> = part.split(' ').collect();
        let answer = Answer {
            rating: match words[1] {
                "?" => Some(Rating::CANNOT_TELL),
                "-" => None,
                steps => Some(Rating::Level(level(steps.parse().unwrap()))),
            },
            by: words[2].to_owned(),
            note: words.get(3).copied().unwrap_or_default().to_owned(),
            ..Answer::default()
        };
        assessment.answers.insert(question(words[0]), answer);
    }
    assessment
}

/// The same with a snapshot of the state that both grow from.
fn grown(from: &Assessment, words: &str) -> Assessment {
    let mut assessment = from.clone();
    for (id, answer) in said(words).answers.iter() {
        assessment.answers.insert(id.clone(), answer.clone());
    }
    let (id, snapshot) = freeze(from, "Start", "", TODAY);
    assessment.snapshots.insert(id, snapshot);
    assessment
}

fn merged_by(plan: &Merge, here: &Assessment) -> Assessment {
    let mut merged = here.clone();
    merged.apply(plan.edit(here));
    merged
}

fn merged(here: &Assessment, there: &Assessment) -> Assessment {
    merged_by(&merge(here, there), here)
}

fn check(here: &Assessment, there: &Assessment, id: &str, relation: Relation, rating: u8) {
    let plan = merge(here, there);
    let row = plan
        .rows
        .iter()
        .find(|row| row.place == Place::Answer(question(id)))
        .unwrap_or_else(|| panic!("no row for {id}"));
    assert_eq!(row.relation, relation);
    let found = merged_by(&plan, here).rating(&question(id));
    assert_eq!(found, Some(Rating::Level(level(rating))));
}

#[test]
fn an_answer_that_only_the_other_has_comes_in() {
    check(&said(""), &said("4.1 3 Ann"), "4.1", Relation::New, 3);
}

#[test]
fn the_same_answer_is_no_row() {
    let plan = merge(&said("4.1 3 Ann"), &said("4.1 3 Ann"));
    assert!(plan.rows.is_empty());
    assert_eq!(plan.n_same, 1);
}

#[test]
fn two_who_rate_alike_agree() {
    check(
        &said("4.1 3 Ann"),
        &said("4.1 3 Ben"),
        "4.1",
        Relation::Agree,
        3,
    );
}

#[test]
fn one_level_apart_is_a_choice_and_ours_stands_until_then() {
    check(
        &said("4.1 3 Ann"),
        &said("4.1 2 Ben"),
        "4.1",
        Relation::Differ,
        3,
    );
}

#[test]
fn two_levels_apart_are_flagged() {
    check(
        &said("4.1 3 Ann"),
        &said("4.1 1 Ben"),
        "4.1",
        Relation::FarApart,
        3,
    );
}

#[test]
fn a_rating_wins_over_a_note_alone() {
    check(
        &said("4.1 - Ann later"),
        &said("4.1 2 Ben"),
        "4.1",
        Relation::Differ,
        2,
    );
}

#[test]
fn with_a_common_state_whoever_changed_it_wins() {
    let start = said("4.1 1 Ann, 4.2 1 Ann, 4.3 1 Ann");
    let here = grown(&start, "4.1 3 Ann, 4.3 2 Ann");
    let there = grown(&start, "4.2 4 Ben, 4.3 5 Ben");
    assert!(merge(&here, &there).has_ancestor);
    check(&here, &there, "4.1", Relation::ChangedHere, 3);
    check(&here, &there, "4.2", Relation::ChangedThere, 4);
    check(&here, &there, "4.3", Relation::FarApart, 2);
}

#[test]
fn a_frozen_state_that_was_changed_is_no_common_state() {
    let start = said("4.1 1 Ann");
    let break_it = |mut assessment: Assessment| {
        for (_, snapshot) in assessment.snapshots.iter_mut() {
            snapshot.state.push(' ');
        }
        assessment
    };
    let here = break_it(grown(&start, "4.1 3 Ann"));
    let there = break_it(grown(&start, "4.1 2 Ben"));
    assert!(!merge(&here, &there).has_ancestor);
}

#[test]
fn who_said_what_is_kept_whoever_is_chosen() {
    let (here, there) = (said("4.1 3 Ann written"), said("4.1 1 Ben nowhere"));
    for side in [Side::Here, Side::There] {
        let mut plan = merge(&here, &there);
        plan.take_all(side);
        let merged = merged_by(&plan, &here);
        let answer = merged.answers.get(&question("4.1")).unwrap();
        let mut names = vec![answer.by.as_str(), answer.voices[0].by.as_str()];
        let mut notes = vec![answer.note.as_str(), answer.voices[0].note.as_str()];
        names.sort_unstable();
        notes.sort_unstable();
        assert_eq!(names, ["Ann", "Ben"]);
        assert_eq!(notes, ["nowhere", "written"]);
        assert_eq!(answer.voices.len(), 1);
    }
}

fn record(title: &str) -> Evidence {
    Evidence {
        title: title.to_owned(),
        ..Evidence::default()
    }
}

#[test]
fn two_records_under_one_id_stay_two_records() {
    let with = |title: &str, id: &str| {
        let mut assessment = said(&format!("{id} 3 Ann"));
        assessment.evidence.insert("E1".to_owned(), record(title));
        assessment.answers.get_mut(&question(id)).unwrap().evidence = vec!["E1".to_owned()];
        assessment
    };
    let (here, there) = (with("Minutes", "4.1"), with("Contract", "4.2"));
    let once = merged(&here, &there);
    let title = |id: &str| {
        let record = &once.answers.get(&question(id)).unwrap().evidence[0];
        once.evidence.get(record).unwrap().title.clone()
    };
    assert_eq!(
        (title("4.1"), title("4.2")),
        ("Minutes".into(), "Contract".into())
    );
    assert_eq!(
        merged(&once, &there),
        once,
        "the second time brings nothing"
    );
}

#[test]
fn a_pack_brings_its_answers_and_nothing_else() {
    let mut here = said("4.1 1 Ann, 4.2 2 Ann");
    here.profile.organisation = "Firm".to_owned();
    let mut there = pack(
        &here,
        vec![question("4.1"), question("4.3")],
        "Ben",
        "p",
        TODAY,
    );
    assert!(
        !there.answers.contains_key(&question("4.2")),
        "only what was asked goes out"
    );
    there.profile.people = 999;
    for (id, steps) in [("4.1", 3), ("4.3", 4)] {
        let answer = Answer {
            rating: Some(Rating::Level(level(steps))),
            by: "Ben".to_owned(),
            ..Answer::default()
        };
        there.answers.insert(question(id), answer);
    }
    let found = merged(&here, &there);
    let levels: Vec<_> = found
        .answers
        .values()
        .filter_map(|a| a.rating?.level())
        .collect();
    assert_eq!(levels, [level(3), level(2), level(4)]);
    assert_eq!(found.profile, here.profile);
    assert_eq!(found.plan, here.plan);
    assert!(found.pack.is_none());
}

#[test]
fn a_pack_that_comes_back_unchanged_changes_nothing() {
    let mut here = said("4.1 1 Ann");
    let there = pack(&here, vec![question("4.1")], "Ben", "p", TODAY);
    here.answers.insert(
        question("4.1"),
        said("4.1 4 Ann").answers.values().next().unwrap().clone(),
    );
    assert_eq!(merged(&here, &there), here);
}

#[test]
fn every_question_of_the_depth_goes_to_one_role() {
    let assessment = Assessment::new("a");
    let mut ids: Vec<QuestionId> = Role::ALL
        .into_iter()
        .flat_map(|role| chosen(&REAL, &assessment, &Choice::Role(role)))
        .collect();
    ids.sort();
    let mut all: Vec<QuestionId> = asked(Depth::Quick).map(|q| q.id.clone()).collect();
    all.sort();
    assert_eq!(ids, all);
}

#[test]
fn questions_can_be_chosen_by_who_looks_after_them() {
    let mut assessment = said("4.1 1 Ann, 4.2 2 Ann");
    assessment.answers.get_mut(&question("4.2")).unwrap().owner = "Ben ".to_owned();
    assert_eq!(owners(&assessment), ["Ben"]);
    let found = chosen(&REAL, &assessment, &Choice::Owner("Ben".to_owned()));
    assert_eq!(found, [question("4.2")]);
    assert_eq!(chosen(&REAL, &assessment, &Choice::Open).len(), 28);
    assert_eq!(chosen(&REAL, &assessment, &Choice::Clause(4)).len(), 4);
}

/// Whether an answer of a file is still in the merged one, as the answer or as a voice.
fn holds(merged: &Assessment, id: &QuestionId, answer: &Answer) -> bool {
    let Some(found) = merged.answers.get(id) else {
        return false;
    };
    let same = |rating, note: &str, by: &str| {
        rating == answer.rating && note == answer.note && by == answer.by
    };
    let says_nothing = answer.by.trim().is_empty() && answer.note.trim().is_empty();
    same(found.rating, &found.note, &found.by)
        || found.voices.iter().any(|v| same(v.rating, &v.note, &v.by))
        || (says_nothing && (answer.rating.is_none() || answer.rating == found.rating))
}

proptest! {
    #[test]
    fn merging_a_file_with_itself_changes_nothing(assessment in any_assessment()) {
        let mut assessment = assessment;
        assessment.pack = None;
        let plan = merge(&assessment, &assessment);
        prop_assert!(plan.rows.is_empty());
        prop_assert_eq!(merged_by(&plan, &assessment), assessment);
    }

    #[test]
    fn no_answer_is_dropped(here in any_assessment(), there in any_assessment(), side in any::<bool>()) {
        let mut there = there;
        there.pack = None;
        let mut plan = merge(&here, &there);
        plan.take_all(if side { Side::Here } else { Side::There });
        let merged = merged_by(&plan, &here);
        for (id, answer) in here.answers.iter().chain(there.answers.iter()) {
            prop_assert!(holds(&merged, id, answer), "{} {:?}", id, answer);
            for voice in &answer.voices {
                let answer = Answer {
                    rating: voice.rating, note: voice.note.clone(), by: voice.by.clone(),
                    ..Answer::default()
                };
                prop_assert!(holds(&merged, id, &answer), "{} {:?}", id, voice);
            }
        }
        for id in here.evidence.keys() {
            prop_assert!(merged.evidence.contains_key(id));
        }
        for (id, answer) in &merged.answers {
            for record in &answer.evidence {
                prop_assert!(merged.evidence.contains_key(record), "{} names {}", id, record);
            }
        }
    }

    #[test]
    fn the_second_time_brings_nothing(here in any_assessment(), there in any_assessment()) {
        let mut there = there;
        there.pack = None;
        let once = merged(&here, &there);
        prop_assert_eq!(merged(&once, &there), once);
    }

    #[test]
    fn the_order_of_independent_files_does_not_matter(
        start in any_assessment(),
        answers in prop::collection::vec((any_answer(), any::<bool>()), 30),
    ) {
        let mut start = start;
        start.pack = None;
        let (mut one, mut two) = (start.clone(), start.clone());
        for (question, (answer, is_one)) in asked(Depth::Quick).zip(answers) {
            let file = if is_one { &mut one } else { &mut two };
            file.answers.insert(question.id.clone(), answer);
        }
        for known in [false, true] {
            if known {
                let (id, snapshot) = freeze(&start, "Start", "", TODAY);
                for file in [&mut start, &mut one, &mut two] {
                    file.snapshots.insert(id.clone(), snapshot.clone());
                }
            }
            let first = merged(&merged(&start, &one), &two);
            let second = merged(&merged(&start, &two), &one);
            if known {
                prop_assert_eq!(&first, &second);
            } else {
                // Without a common state the old answers stay as voices, in either order.
                prop_assert_eq!(first.answers.len(), second.answers.len());
            }
        }
    }
}
