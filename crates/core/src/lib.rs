//! The questionnaire's arithmetic: from answers to a dated plan.
//!
//! Data flows one way through the modules, in this order:
//! `catalogue` + `assessment` → `score` → `verdict` and `gap` → `action` → `schedule` → `roadmap`.
//! `schedule` is a crate of its own, since it knows only the classic problem.
//! `consistency` compares catalogue and assessment beside that way.
//! `ledger` asks how old the evidence behind a score is; `worklist` and `lever` put gaps, gates and
//! work together for somebody who has to decide what to do first.
//! `file` is how an assessment is written; around it stand what carries it further (`snapshot`,
//! `share`, `pack`, `redact`, `backup`, `lock`), what takes it in (`import`, `merge`), and what
//! puts states side by side (`compare`, `rollup`). `store` keeps files on a device.
//! Every arrow is a pure function named like its module; nothing here knows what day it is,
//! draws a random number or sees a browser.

#[macro_use]
pub mod language;

pub mod json;

pub mod clause;
pub mod maturity;

pub mod catalogue;
pub mod texts;

pub mod annex;
pub mod document;

pub mod assessment;
pub mod edit;

pub mod consistency;

pub mod ledger;
pub mod score;
pub mod verdict;

pub mod gap;

pub mod action;
pub mod lever;
pub mod roadmap;
pub use isms_gauge_schedule as schedule;
pub mod worklist;

pub mod search;
pub mod soa;
pub mod words;

pub mod table;

pub mod calendar_file;
pub mod export;
pub mod project_file;

pub mod report;

pub mod file;

pub mod snapshot;

pub mod store;

pub mod backup;
pub mod difference;
pub mod interview;
pub mod lock;
pub mod merge;
pub mod pack;
pub mod redact;
pub mod share;

pub mod import;

pub mod compare;
pub mod rollup;
