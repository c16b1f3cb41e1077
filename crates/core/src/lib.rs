//! The questionnaire's arithmetic: from answers to a dated plan.
//!
//! Data flows one way through the modules, in this order:
//! `catalogue` + `assessment` → `score` → `verdict` and `gap` → `action` → `schedule` → `roadmap`.
//! `ledger` asks how old the evidence behind a score is; `worklist` and `lever` put gaps, gates and
//! work together for somebody who has to decide what to do first.
//! Every arrow is a pure function named like its module; nothing here knows what day it is,
//! draws a random number or sees a browser.

pub mod json;

pub mod clause;
pub mod maturity;

pub mod catalogue;
pub mod texts;

pub mod assessment;
pub mod edit;

pub mod ledger;
pub mod score;
pub mod verdict;

pub mod gap;

pub mod action;
pub mod lever;
pub mod roadmap;
pub mod schedule;
pub mod worklist;

pub mod file;
