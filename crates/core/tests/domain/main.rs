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
mod dated;
mod deadline;
mod edit;
mod file;
mod follow;
mod gap;
mod phase;
mod plan_data;
mod properties;
mod roadmap;
mod score;
mod upkeep;
mod verdict;
mod what_if;
mod world;
