//! Resources: capacity, calendars, breaks.

use isms_gauge_schedule::{Calendar, Options, schedule};

use crate::words::{expect_makespan, expect_spans, project, solved};

#[test]
fn one_person_does_one_thing_at_a_time() {
    expect_makespan("a 3 r | b 2 r | c 1 r | cap r 1", 6);
}

#[test]
fn activities_run_side_by_side_while_capacity_lasts() {
    expect_makespan("a 3 r:2 | b 3 r:2 | c 3 r:1 | cap r 5", 3);
    expect_makespan("a 3 r:2 | b 3 r:2 | c 3 r:1 | cap r 4", 6);
}

#[test]
fn demands_on_one_resource_add_up() {
    expect_makespan("a 3 r r | b 3 r | cap r 2", 6);
}

#[test]
fn every_resource_counts() {
    expect_makespan("a 3 r s | b 3 r | c 3 s | cap r 1 | cap s 1", 6);
}

#[test]
fn more_resources_than_a_machine_word_holds_are_kept_apart() {
    let big = "cap r 4000000000 | cap s 4000000000 | cap t 4000000000";
    let text = "a 3 r:3000000000 | b 3 s:3000000000 t:1 | c 3 s:2000000000 t:3000000000 | ";
    expect_makespan(&format!("{text}{big}"), 6);
    let pinned = "a 3 t:4000000000 at 0-3 | b 3 r:3000000000 | c 3 t:1 | ";
    expect_spans(&format!("{pinned}{big}"), "a 0-3 | b 0-3 | c 3-6");
}

#[test]
fn resources_that_nobody_needs_change_nothing() {
    let text = "a 3 r | b 3 r | cap r 1";
    let others: String = (0..99).map(|other| format!(" | cap s{other} 5")).collect();
    let (_, alone) = solved(text);
    let (_, among_others) = solved(&format!("{text}{others}"));
    assert_eq!(among_others, alone);
}

#[test]
fn a_break_interrupts_and_work_resumes() {
    expect_spans("a 4 r | week r 1,1,1,0,0", "a 0-6");
}

#[test]
fn a_finish_is_the_end_of_the_last_worked_slot() {
    expect_spans("a 3 r | b 1 r after a | week r 1,1,1,0,0", "a 0-3 | b 5-6");
}

#[test]
fn a_start_in_a_break_moves_to_the_next_working_slot() {
    expect_spans("a 1 r from 3 | week r 1,1,1,0,0", "a 5-6");
}

#[test]
fn while_interrupted_an_activity_holds_nothing() {
    let week = "week r 1,1,0,0,1,1 | cap s 1";
    expect_spans(&format!("a 4 r s at 0-6 | b 2 s | {week}"), "a 0-6 | b 2-4");
}

#[test]
fn work_goes_on_only_when_all_needed_resources_are_there() {
    expect_spans("a 2 r s | week r 1,0,1,1 | week s 1,1,1,0", "a 0-3");
}

#[test]
fn too_few_people_are_a_break_for_an_activity_that_needs_more() {
    expect_spans("a 3 r:2 | b 1 r from 2 | week r 2,2,1,1", "a 0-5 | b 2-3");
}

#[test]
fn an_absence_is_a_break() {
    expect_spans("a 4 r | cap r 1 | off r 2-5", "a 0-7");
}

#[test]
fn an_exception_may_offer_more_than_usual() {
    expect_makespan("a 2 r | b 2 r | cap r 1 | offers r 0-2 2", 2);
}

#[test]
fn where_exceptions_overlap_the_least_capacity_counts() {
    expect_spans("a 2 r | cap r 1 | offers r 0-4 3 | off r 0-2", "a 2-4");
    expect_spans("a 2 r | cap r 1 | off r 0-2 | offers r 0-4 3", "a 2-4");
}

#[test]
fn a_calendar_says_the_same_slot_by_slot_and_at_once() {
    let project = project("cap r 1 | week s 2,1,0 | off s 3-5 | offers s 4-7 4 | off s 11-999");
    for resource in &project.resources {
        let one_by_one: Vec<u32> = (0..20)
            .map(|slot| resource.calendar.capacity(slot))
            .collect();
        assert_eq!(resource.calendar.capacities(20), one_by_one);
    }
    assert_eq!(
        Calendar::Pattern {
            week: vec![],
            exceptions: vec![]
        }
        .capacity(3),
        0
    );
}

#[test]
fn once_begun_nothing_but_a_break_interrupts() {
    // `b` is pinned in the middle of the time that `a` would like to have.
    expect_spans("a 4 r | b 1 r at 2-3 | cap r 1", "a 3-7 | b 2-3");
}

#[test]
fn a_better_order_than_that_of_the_list_is_found() {
    expect_makespan("a 1 r | b 1 r | c 6 after b | cap r 1", 7);
}

#[test]
fn of_two_that_want_one_person_the_one_whose_time_is_short_goes_first() {
    let week = "cap r 1 | week s 1,1,1,0,0,0,0,0,0,0";
    expect_spans(&format!("a 3 r | b 3 r s | {week}"), "a 3-6 | b 0-3");
}

#[test]
fn on_equal_makespan_everything_starts_as_early_as_it_can() {
    expect_spans("a 9 | b 2 r | c 1 r | cap r 1", "a 0-9 | b 1-3 | c 0-1");
}

#[test]
fn the_quick_answer_needs_no_search() {
    let project = project("a 1 r | b 1 r | c 6 after b | cap r 1");
    assert_eq!(schedule(&project, &Options::quick()).unwrap().makespan, 7);
}

#[test]
fn capacity_beyond_all_demands_changes_nothing() {
    let text = "a 3 r:2 | b 3 r:2 after a | c 3 r:1 | d 4 r:2 |";
    let (_, enough) = solved(&format!("{text} cap r 7"));
    let (_, plenty) = solved(&format!("{text} cap r 4294967295"));
    assert_eq!(enough, plenty);
}
