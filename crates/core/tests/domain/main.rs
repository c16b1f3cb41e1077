//! The rules from an answer to a dated plan and a saved file, each as a test named after it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail this way"
)]

mod action;
mod annex;
mod any;
mod calendar_file;
mod catalogue;
mod consistency;
mod dated;
mod deadline;
mod derivation;
mod difference;
mod edit;
mod export;
mod file;
mod finding;
mod flip;
mod follow;
mod gap;
mod hostile;
mod import;
mod interview;
mod json_suite;
mod ledger;
mod lever;
mod merge;
mod phase;
mod plan_data;
mod project_file;
mod properties;
mod redact;
mod report;
mod roadmap;
mod score;
mod search;
mod share;
mod shown;
mod snapshot;
mod soa;
mod step;
mod store;
mod table;
mod upkeep;
mod verdict;
mod version;
mod what_if;
mod work;
mod worklist;
mod world;
