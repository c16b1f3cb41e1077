//! Two files made of any bytes: merging never stumbles, drops no answer, can be undone, and a file
//! merged with itself stays as it is.
#![no_main]

use isms_gauge_core::file::{FORMAT, read};
use isms_gauge_core::difference::differences;
use isms_gauge_core::merge::{Side, merge};
use libfuzzer_sys::fuzz_target;

fn file(fields: &str) -> String {
    let comma = if fields.trim().is_empty() { "" } else { ", " };
    format!("{{\"format\": \"{FORMAT}\", \"version\": 1, \"id\": \"a\"{comma}{fields}}}")
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    // Two files stand on either side of a bar.
    let (here, there) = text.split_once('|').unwrap_or((text, text));
    let (Ok(here), Ok(there)) = (read(&file(here)), read(&file(there))) else {
        return;
    };
    assert!(merge(&here, &here).rows.is_empty());
    for side in [Side::Here, Side::There] {
        let mut plan = merge(&here, &there);
        plan.take_all(side);
        for row in &plan.rows {
            differences(&here, &plan.there, &row.place);
        }
        let mut merged = here.clone();
        let undo = merged.apply(plan.edit(&here));
        for (id, answer) in here.answers.iter().chain(&there.answers) {
            assert!(answer.is_blank() || merged.answers.contains_key(id), "{id} was dropped");
        }
        merged.apply(undo);
        assert_eq!(merged, here);
    }
});
