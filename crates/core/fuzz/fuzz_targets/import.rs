//! Any bytes that somebody chooses, drops or pastes: a message or something whole, and what was
//! taken can be written and read again as the same.
#![no_main]

use isms_gauge_core::file;
use isms_gauge_core::import::{Content, decode, inspect, visible};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = decode(bytes) else { return };
    match inspect(&text) {
        Err(fault) => assert!(!fault.to_string().is_empty()),
        Ok(inspected) => {
            if let Content::Assessment(assessment) = inspected.content {
                let again = file::read(&file::write(&assessment)).expect("what was written is read");
                assert_eq!(*assessment, again);
                visible(&assessment.profile.organisation);
            }
        }
    }
});
