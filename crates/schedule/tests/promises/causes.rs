//! Why activities start when they do.

use isms_gauge_schedule::critical_chain;

use crate::words::{expect_causes, solved};

#[track_caller]
fn expect_chain(text: &str, names: &str) {
    let (project, found) = solved(text);
    let name = |activity: usize| project.activities[activity].name.clone();
    let got: Vec<String> = critical_chain(&project, &found)
        .into_iter()
        .map(name)
        .collect();
    assert_eq!(got.join(" "), names, "for {text}");
}

#[test]
fn what_starts_first_has_no_cause_but_the_start() {
    expect_causes("a 3 | b 3 r | cap r 1", "start | start");
}

#[test]
fn the_weekend_before_the_start_goes_without_saying() {
    expect_causes("a 3 r | week r 0,1,1", "start");
}

#[test]
fn a_release_is_a_cause() {
    expect_causes("a 3 from 2", "release");
}

#[test]
fn of_several_predecessors_the_last_to_finish_is_the_cause() {
    expect_causes("a 3 | b 4 | c 1 after a b", "start | start | after b");
    expect_causes("a 3 | b 4 | c 1 after a+2 b", "start | start | after a+2");
}

#[test]
fn of_what_ends_together_the_first_named_is_the_cause() {
    expect_causes("a 3 | b 3 | c 1 after a b", "start | start | after a");
    expect_causes("a 3 | b 1 after a from 3", "start | after a");
}

#[test]
fn what_ends_at_the_start_of_the_project_is_no_cause() {
    expect_causes("m 0 | a 1 after m", "start | start");
}

#[test]
fn the_weekend_after_a_predecessor_goes_without_saying() {
    expect_causes("a 2 r | b 1 r after a | week r 1,1,0", "start | after a");
}

#[test]
fn a_person_busy_elsewhere_is_a_cause() {
    expect_causes(
        "a 3 r | b 3 r after a | c 7 after b | d 1 r | cap r 1",
        "start | after a | after b | r from b",
    );
}

#[test]
fn of_several_who_hold_a_resource_the_one_in_the_way_is_the_cause() {
    expect_causes(
        "a 3 r at 0-3 | b 3 r:2 at 0-3 | c 1 r:2 | cap r 3",
        "fixed | fixed | r from b",
    );
}

#[test]
fn who_still_holds_a_resource_after_the_start_comes_after_who_lets_go() {
    expect_causes(
        "a 2 r at 0-2 | b 9 r at 0-9 | c 5 r at 0-5 | d 1 r:2 | cap r 4",
        "fixed | fixed | fixed | r from a",
    );
}

#[test]
fn a_pinned_activity_can_be_what_holds_the_resource() {
    expect_causes("a 3 r at 1-4 | b 2 r | cap r 1", "fixed | r from a");
}

#[test]
fn an_absence_is_a_cause() {
    expect_causes(
        "a 2 | b 1 r after a | cap r 1 | off r 2-5",
        "start | off r after a",
    );
    expect_causes("b 1 r | cap r 1 | off r 0-5", "off r");
}

#[test]
fn what_would_leave_room_for_only_a_part_of_an_activity_is_no_cause() {
    expect_causes(
        "p 3 | a 1 r at 2-3 | b 3 q r after p | week q 1 | week r 1 | off q 3-4 | off r 3-4",
        "start | fixed | off q after p",
    );
}

#[test]
fn a_fixed_activity_is_where_it_is_because_it_is_fixed() {
    expect_causes("a 3 at 5-8", "fixed");
}

#[test]
fn the_critical_chain_leads_from_the_start_to_the_last_finish() {
    expect_chain("a 3 | b 2 after a | c 4 | d 1 after b", "a b d");
}

#[test]
fn the_critical_chain_passes_through_shared_people_and_absences() {
    expect_chain(
        "a 3 r | b 3 r after a | c 1 r after b | x 1 | cap r 1 | off r 6-8",
        "a b c",
    );
    expect_chain(
        "a 5 r | b 1 s after a | c 3 s after b+1 | d 9 r from 1 | cap r 1 | cap s 1",
        "a d",
    );
}

#[test]
fn a_project_without_activities_has_no_critical_chain() {
    expect_chain("cap r 1", "");
}
