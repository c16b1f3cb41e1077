//! The rules from an answer to a dated plan and a saved file, each as a test named after it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail this way"
)]

mod catalogue;
mod gap;
mod score;
mod verdict;
mod world;
