//! How much work is left, in figures.

use isms_gauge_core::action::Effort;
use isms_gauge_core::assessment::{Assessment, Override};
use isms_gauge_core::catalogue::{Depth, EffortSize, NodeId};

use crate::world::{REAL, World, all, picture};

/// Checks what is left of the first piece of work, in thousandths.
fn left(world: &World, wanted: u32) {
    assert_eq!(world.picture().works[0].left_permille, wanted);
}

fn is_left(line: &str, wanted: u32) {
    left(&World::new(line, "w<w2"), wanted);
}

#[test]
fn nothing_known_leaves_all() {
    is_left("4.1: ->w", 1000);
}

#[test]
fn cannot_tell_leaves_all() {
    is_left("4.1: ?>w", 1000);
}

#[test]
fn nothing_done_leaves_all() {
    is_left("4.1: 0>w", 1000);
}

#[test]
fn level_1_leaves_two_thirds() {
    is_left("4.1: 1>w", 667);
}

#[test]
fn level_2_leaves_a_third() {
    is_left("4.1: 2>w", 334);
}

#[test]
fn missing_evidence_leaves_a_tenth() {
    is_left("4.1: 3>w", 100);
}

#[test]
fn a_requirement_that_is_met_leaves_nothing() {
    is_left("4.1: 3!>w", 0);
}

#[test]
fn no_occasion_leaves_nothing() {
    is_left("4.1: x>w", 0);
}

#[test]
fn work_that_nothing_tells_of_is_whole() {
    is_left("4.1: 3!>w2", 1000);
}

#[test]
fn the_mean_over_the_questions_is_left() {
    is_left("4.1: - | 3!>w 0>w", 500);
}

#[test]
fn the_target_is_the_whole_way() {
    left(&World::new("4.1: 3!>w", "").target("4.1", 4), 250);
}

#[test]
fn a_target_of_0_still_asks_for_level_3() {
    left(&World::new("4.1: 2>w", "").target("4.1", 0), 334);
}

#[test]
fn evidence_that_is_missing_on_the_way_to_the_target_does_not_count_twice() {
    left(&World::new("4.1: 4>w", "").target("4.1", 5), 200);
}

#[test]
fn larger_questions_weigh_more() {
    let mut world = World::new("4.1: - | 3!>w 0>w", "");
    world.catalogue.subclauses[0].questions[2].effort = EffortSize::Large;
    left(&world, 800);
}

#[test]
fn work_without_questions_follows_its_sub_clauses() {
    let mut world = World::new("4.1: 0>w2; 4.2: 3!>w2", "w<w2");
    world.catalogue.nodes[0].follows = vec!["4.2".parse().unwrap()];
    left(&world, 0);
}

#[test]
fn work_with_questions_follows_nothing_else() {
    let mut world = World::new("4.1: 0>w; 4.2: 3!>w2", "w<w2");
    world.catalogue.nodes[0].follows = vec!["4.2".parse().unwrap()];
    left(&world, 1000);
}

/// Checks the effort of one open node (10 to 20 half days small, double medium, double large).
fn takes(line: &str, people: u32, low: u32, likely: u32, high: u32) {
    let mut world = World::new(line, "");
    world.assessment.profile.people = people;
    let wanted = Effort {
        low_half_days: low,
        likely_half_days: likely,
        high_half_days: high,
    };
    assert_eq!(world.picture().works[0].effort, wanted);
}

#[test]
fn up_to_50_people_are_small() {
    takes("4.1: 0>w", 50, 10, 15, 20);
}

#[test]
fn from_51_people_on_it_takes_more() {
    takes("4.1: 0>w", 51, 20, 30, 40);
}

#[test]
fn up_to_250_people_are_medium() {
    takes("4.1: 0>w", 250, 20, 30, 40);
}

#[test]
fn from_251_people_on_it_takes_most() {
    takes("4.1: 0>w", 251, 40, 60, 80);
}

#[test]
fn an_unknown_number_of_people_is_small() {
    takes("4.1: 0>w", 0, 10, 15, 20);
}

#[test]
fn parts_of_half_days_are_rounded_up() {
    takes("4.1: 2>w", 1, 4, 6, 7);
}

#[test]
fn closed_work_takes_nothing() {
    takes("4.1: 3!>w", 1000, 0, 0, 0);
}

fn overridden(line: &str, effort_half_days: Option<u32>, wanted: u32) {
    let mut world = World::new(line, "");
    let by_hand = Override {
        effort_half_days,
        ..Override::default()
    };
    world
        .assessment
        .plan
        .overrides
        .insert(NodeId::new("w"), by_hand);
    let picture = world.picture();
    let work = &picture.works[0];
    assert_eq!(work.effort.likely_half_days, wanted);
    assert_eq!(work.is_overridden, effort_half_days.is_some());
    assert_eq!(work.is_open(), wanted > 0);
}

#[test]
fn an_effort_by_hand_wins() {
    overridden("4.1: 0>w", Some(7), 7);
}

#[test]
fn an_effort_by_hand_of_nothing_closes_work() {
    overridden("4.1: 0>w", Some(0), 0);
}

#[test]
fn an_effort_by_hand_opens_closed_work() {
    overridden("4.1: 3!>w", Some(4), 4);
}

#[test]
fn a_date_by_hand_leaves_the_effort() {
    overridden("4.1: 0>w", None, 15);
}

#[test]
fn a_gap_is_listed_with_all_work_that_closes_it() {
    let world = World::new("4.1: 0>a>b; 4.2: 0>b", "a<b");
    let picture = world.picture();
    let idxs: Vec<&[usize]> = picture
        .works
        .iter()
        .map(|w| w.gap_idxs.as_slice())
        .collect();
    assert_eq!(idxs, [&[0][..], &[0, 1]]);
}

fn open(assessment: &Assessment) -> Vec<&str> {
    let works = picture(&REAL, assessment).works;
    let open = works.iter().filter(|work| work.is_open());
    open.map(|work| work.node.id.as_str()).collect()
}

#[test]
fn when_everything_is_met_only_the_two_audits_remain() {
    for depth in [Depth::Quick, Depth::Full] {
        assert_eq!(open(&all(depth, "3!")), ["ST1", "ST2"], "{depth:?}");
    }
}

#[test]
fn at_the_start_all_work_is_open_and_whole() {
    let fresh = Assessment::new("a");
    let works = picture(&REAL, &fresh).works;
    assert_eq!(works.len(), REAL.nodes.len());
    assert!(works.iter().all(|work| work.left_permille == 1000));
}

#[test]
fn effort_shrinks_with_every_level() {
    for depth in [Depth::Quick, Depth::Full] {
        let sums = ["0", "1", "2", "3", "3!"].map(|text| {
            let works = picture(&REAL, &all(depth, text)).works;
            works
                .iter()
                .map(|work| work.effort.likely_half_days)
                .sum::<u32>()
        });
        assert!(sums.is_sorted_by(|less, more| less > more), "{sums:?}");
    }
}

#[test]
fn effort_grows_with_the_size_of_the_organisation() {
    let sums = [50, 250, 251].map(|people| {
        let mut assessment = all(Depth::Quick, "1");
        assessment.profile.people = people;
        let works = picture(&REAL, &assessment).works;
        works
            .iter()
            .map(|work| work.effort.likely_half_days)
            .sum::<u32>()
    });
    assert!(sums.is_sorted_by(|less, more| less < more), "{sums:?}");
}
