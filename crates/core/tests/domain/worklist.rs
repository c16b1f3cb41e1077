//! One row per gap, with what hangs on it.

use isms_gauge_core::assessment::{Assessment, DocumentState};
use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::verdict::Colour;
use isms_gauge_core::worklist::{Row, worklist};
use proptest::prelude::*;

use crate::properties::any_answers;
use crate::verdict::case;
use crate::world::{Picture, REAL, World, all, picture, question};

fn rows<'a>(picture: &Picture<'a>, assessment: &Assessment) -> Vec<Row<'a>> {
    worklist(
        assessment,
        &picture.readiness,
        &picture.gaps,
        &picture.works,
    )
}

/// The row of the only gap of a case.
fn row(assessment: &Assessment) -> Row<'static> {
    let mut rows = rows(&picture(&REAL, assessment), assessment);
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

#[test]
fn a_row_names_the_gates_that_it_blocks() {
    let found = row(&case("9.3.1=1")).blocks;
    assert_eq!(found, [("S1-12", Colour::Red), ("S2-8", Colour::Red)]);
    assert_eq!(row(&case("10.1=0")).blocks, []);
}

#[test]
fn a_row_names_its_documents_and_how_far_they_have_come() {
    let found = row(&case("6.1.3=1; D5=draft")).documents;
    let wanted = [
        ("D4", None),
        ("D5", Some(DocumentState::Draft)),
        ("D6", Some(DocumentState::Approved)),
        ("N19", None),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_row_names_the_controls_that_its_gates_find_wanting() {
    let wanting = "A.5.7=planned; A.5.3=unproven; A.8.1=out; ";
    let controls = |answer: &str| row(&case(&format!("{wanting}{answer}"))).controls;
    assert_eq!(controls("8.3=0"), ["5.3", "5.7"]);
    assert_eq!(controls("6.1.3=0"), ["8.1"]);
    assert_eq!(controls("5.2=0"), Vec::<String>::new());
}

#[test]
fn a_row_names_the_owner_of_its_answer() {
    let mut assessment = case("4.3=0");
    let answer = assessment.answers.get_mut(&question("4.3")).unwrap();
    answer.owner = " Ann ".to_owned();
    assert_eq!(row(&assessment).owner, "Ann");
}

#[test]
fn the_owner_of_a_quick_answer_owns_what_it_speaks_for() {
    let mut assessment = case("4.3=0");
    assessment.depth = Depth::Full;
    let answer = assessment.answers.get_mut(&question("4.3")).unwrap();
    answer.owner = "Ann".to_owned();
    let rows = rows(&picture(&REAL, &assessment), &assessment);
    assert!(!rows.is_empty() && rows.iter().all(|row| row.owner == "Ann"));
}

#[test]
fn the_work_of_two_gaps_is_shared_by_weight() {
    let world = World::new("4.1: 0>a; 4.2: 0>a", "");
    let picture = world.picture();
    let rows = rows(&picture, &world.assessment);
    let efforts: Vec<_> = rows
        .iter()
        .map(|row| (row.effort.low_half_days, row.effort.high_half_days))
        .collect();
    assert_eq!(efforts, [(5, 10), (5, 10)]);
}

#[test]
fn the_work_of_several_nodes_adds_up() {
    let world = World::new("4.1: 0>a>b", "");
    let picture = world.picture();
    let rows = rows(&picture, &world.assessment);
    assert_eq!(rows[0].effort.low_half_days, 20);
    assert_eq!(rows[0].effort.high_half_days, 40);
}

#[test]
fn a_gap_without_work_has_no_effort() {
    let world = World::new("4.1: 0", "");
    let picture = world.picture();
    assert_eq!(
        rows(&picture, &world.assessment)[0].effort.high_half_days,
        0
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn every_gap_has_its_row_and_the_shares_cover_the_work(assessment in any_answers()) {
        let picture = picture(&REAL, &assessment);
        let rows = rows(&picture, &assessment);
        prop_assert_eq!(rows.len(), picture.gaps.len());
        for (idx, row) in rows.iter().enumerate() {
            prop_assert_eq!(row.gap_idx, idx);
            prop_assert_eq!(row.n_waiting, picture.gaps[idx].n_waiting);
            prop_assert!(row.effort.low_half_days <= row.effort.likely_half_days);
            prop_assert!(row.effort.likely_half_days <= row.effort.high_half_days);
            let gates = &picture.gaps[idx].question.gates;
            prop_assert!(row.blocks.iter().all(|(id, _)| gates.iter().any(|gate| gate == id)));
        }
        let with_gaps = picture.works.iter().filter(|work| !work.gap_idxs.is_empty());
        let whole: u32 = with_gaps.map(|work| work.effort.high_half_days).sum();
        prop_assert!(rows.iter().map(|row| row.effort.high_half_days).sum::<u32>() >= whole);
    }
}

#[test]
fn every_gap_blocks_what_it_feeds_where_nothing_is_answered() {
    let assessment = all(Depth::Full, "-");
    let picture = picture(&REAL, &assessment);
    for (row, gap) in rows(&picture, &assessment).iter().zip(&picture.gaps) {
        assert_eq!(row.blocks.len(), gap.question.gates.len());
    }
}
