//! What a page leaves behind in a signal that outlives it. The only test here: it counts what all
//! threads of this program allocate.

use std::alloc::System;

use isms_gauge::lasting::Lasting;
use leptos::prelude::*;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Shows a page on which fifty things read a signal.
fn show(page: &Owner, lasting: Lasting<RwSignal<u32>>) {
    page.with_cleanup(|| {
        let lasting = lasting.anew();
        for _ in 0..50 {
            let read = Memo::new(move |_| lasting.get());
            assert_eq!(read.get_untracked(), 7);
        }
    });
}

#[test]
fn pages_leave_nothing_behind_in_a_signal_that_outlives_them() {
    let app = Owner::new();
    app.set();
    let lasting = Lasting::new(RwSignal::new(7));
    let page = Owner::new();
    for _ in 0..20 {
        show(&page, lasting);
    }
    let region = Region::new(ALLOCATOR);
    for _ in 0..500 {
        show(&page, lasting);
    }
    let change = region.change();
    let left = change.bytes_allocated as i64 - change.bytes_deallocated as i64;
    // Readers that are gone would take 100 bytes each: 2.5 MB.
    assert!(left < 5_000, "{left} bytes are left");
}
