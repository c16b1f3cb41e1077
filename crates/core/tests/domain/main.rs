//! The rules from an answer to a dated plan and a saved file, each as a test named after it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail this way"
)]

mod action;
mod any;
mod catalogue;
mod derivation;
mod edit;
mod file;
mod finding;
mod flip;
mod gap;
mod ledger;
mod lever;
mod properties;
mod roadmap;
mod score;
mod verdict;
mod worklist;
mod world;
