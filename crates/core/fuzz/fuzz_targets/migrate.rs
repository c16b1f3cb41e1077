//! Any tree as a file of any version: older ones become the present one or a message, newer ones
//! are refused, and what can be looked at is never taken for the present one.
#![no_main]

use isms_gauge_core::file::{FORMAT, FileError, VERSION, read, read_newer, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((version, rest)) = bytes.split_first() else {
        return;
    };
    let Ok(rest) = std::str::from_utf8(rest) else {
        return;
    };
    let version = u32::from(*version);
    // Fields of the file come from the bytes; what names it does not.
    let text = format!(
        "{{\"format\": \"{FORMAT}\", \"version\": {version}, \"id\": \"a\"{}{rest}}}",
        if rest.trim().is_empty() { "" } else { ", " }
    );
    let found = read(&text);
    if let Ok(assessment) = &found {
        assert!((1..=VERSION).contains(&version));
        // The present version goes through unchanged.
        assert_eq!(read(&write(assessment)).as_ref(), Ok(assessment));
    }
    if version > VERSION && !matches!(found, Err(FileError::NotJson(_))) {
        assert!(matches!(
            found,
            Err(FileError::TooNew { .. } | FileError::Invalid(_) | FileError::Foreign { .. })
        ));
        let _ = read_newer(&text);
    }
});
