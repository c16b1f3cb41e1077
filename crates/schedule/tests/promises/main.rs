//! The scheduler's rules, each as a test that is named after it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail this way"
)]

mod causes;
mod durations;
mod errors;
mod exact;
mod properties;
mod repeat;
mod resources;
mod single_cause;
mod words;
