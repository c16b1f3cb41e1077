//! Time: durations, links, lags, releases, fixed dates.

use crate::words::{expect_makespan, expect_spans, solved};

#[test]
fn a_project_without_activities_ends_at_once() {
    expect_makespan("cap r 1", 0);
}

#[test]
fn no_activity_starts_before_its_predecessors_finish() {
    expect_spans("a 3 | b 2 after a | c 1 after a b", "a 0-3 | b 3-5 | c 5-6");
}

#[test]
fn predecessors_may_be_listed_after_their_successors() {
    expect_spans("a 3 after b | b 2", "a 2-5 | b 0-2");
}

#[test]
fn a_lag_delays_the_successor() {
    expect_spans("a 3 | b 2 after a+4", "a 0-3 | b 7-9");
}

#[test]
fn a_lag_passes_in_breaks_too() {
    expect_spans(
        "a 2 r | b 1 r after a+3 | week r 1,1,0,0,0,0",
        "a 0-2 | b 6-7",
    );
    expect_spans(
        "a 2 r | b 1 r after a+4 | week r 1,1,0,0,0,0",
        "a 0-2 | b 6-7",
    );
}

#[test]
fn nothing_starts_before_its_release() {
    expect_spans("a 3 from 4 | b 1", "a 4-7 | b 0-1");
}

#[test]
fn a_milestone_takes_no_time() {
    expect_spans("a 3 | m 0 after a | b 1 after m", "a 0-3 | m 3-3 | b 3-4");
}

#[test]
fn a_milestone_holds_nothing_and_knows_no_breaks() {
    expect_spans("a 2 r | m 0 r:9 after a | week r 1,1,0,0", "a 0-2 | m 2-2");
}

#[test]
fn a_zero_demand_is_no_demand() {
    expect_spans("a 3 r:0 | week r 0,1", "a 0-3");
}

#[test]
fn waiting_passes_in_elapsed_time() {
    expect_spans(
        "a 2 r | wait 3 after a | b 1 r after wait | week r 1,1,0,0,0",
        "a 0-2 | wait 2-5 | b 5-6",
    );
}

#[test]
fn a_fixed_activity_stays_where_it_is() {
    expect_spans("a 3 | b 2 at 1-9 after a", "a 0-3 | b 1-9");
}

#[test]
fn the_dates_of_a_fixed_activity_bind_its_successors() {
    expect_spans("a 3 at 5-6 | b 2 after a+1", "a 5-6 | b 7-9");
}

#[test]
fn a_fixed_activity_holds_its_demands() {
    expect_spans("a 3 r at 1-4 | b 2 r | cap r 1", "a 1-4 | b 4-6");
    expect_spans("a 3 r at 2-5 | b 2 r | cap r 1", "a 2-5 | b 0-2");
}

#[test]
fn fixed_activities_may_ask_for_more_than_there_is() {
    expect_spans(
        "a 3 r at 0-3 | b 3 r at 0-3 | c 1 r | cap r 1",
        "a 0-3 | b 0-3 | c 3-4",
    );
    expect_spans("a 3 r:5 at 0-3 | c 1 r | cap r 1", "a 0-3 | c 0-1");
}

#[test]
fn fixed_activities_that_ask_for_too_much_take_nothing_of_other_resources() {
    let pinned = "a 3 r at 0-3 | b 3 r at 0-3 | c 3 r at 0-3 | d 3 r at 0-3";
    expect_spans(
        &format!("{pinned} | e 1 s | cap r 1 | cap s 1"),
        "a 0-3 | b 0-3 | c 0-3 | d 0-3 | e 0-1",
    );
}

#[test]
fn where_fixed_activities_ask_for_too_much_nothing_is_left_for_others() {
    expect_spans(
        "a 3 r:3 at 0-3 | b 3 r:3 at 0-3 | c 1 r:2 | d 1 s | cap r 3 | cap s 1",
        "a 0-3 | b 0-3 | c 3-4 | d 0-1",
    );
}

#[test]
fn the_makespan_counts_fixed_activities() {
    let (_, found) = solved("a 3 at 5-20 | b 2");
    assert_eq!((found.makespan, found.lower_bound), (20, 20));
}

#[test]
fn the_lower_bound_counts_paths_lags_and_breaks() {
    let (_, found) = solved("a 3 r | b 2 r after a+2 | c 1 after b | week r 1,1,0,0");
    assert_eq!((found.makespan, found.lower_bound), (11, 11));
}

#[test]
fn the_lower_bound_counts_breaks_where_more_is_offered_than_one_activity_takes() {
    let (_, found) = solved("a 3 r | week r 2,2,0,0");
    assert_eq!((found.makespan, found.lower_bound), (5, 5));
}

#[test]
fn the_lower_bound_counts_the_work_on_each_resource() {
    let (_, found) = solved("a 3 r:2 | b 2 r:2 | c 3 r | d 3 r | e 5 after a b c d | cap r 2");
    assert_eq!((found.makespan, found.lower_bound), (13, 13));
}
