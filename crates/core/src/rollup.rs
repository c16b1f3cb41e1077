//! Several assessments at once: sites, subsidiaries or clients, side by side. The lowest counts;
//! means stand beside it and decide nothing.

use chrono::NaiveDate;

use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::compare::{Standing, standing};
use crate::maturity::Level;
use crate::score::Summary;
use crate::verdict::Verdict;

/// Several assessments at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Rollup {
    /// Where each stands, in the order given.
    pub sites: Vec<Standing>,
    /// One row for each clause 4 to 10.
    pub clauses: Vec<ClauseRow>,
    /// The worst verdict on Stage 1; none without assessments.
    pub stage_1: Option<Verdict>,
    /// The worst verdict on Stage 2.
    pub stage_2: Option<Verdict>,
}

/// One clause over several assessments.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseRow {
    /// Its number, 4 to 10.
    pub clause: u8,
    /// The summary of each assessment, in the order given.
    pub sites: Vec<Summary>,
    /// The lowest level that anybody stated; none where nobody did.
    pub lowest: Option<Level>,
    /// Levels of all questions together, in steps.
    pub steps: u32,
    /// How many questions they come from.
    pub n_rated: u32,
    /// Assessments in which nothing of the clause is rated: what they would show is unknown.
    pub n_unknown: usize,
}

/// Puts several assessments side by side.
pub fn rollup(catalogue: &Catalogue, assessments: &[&Assessment], today: NaiveDate) -> Rollup {
    let sites: Vec<Standing> = assessments
        .iter()
        .map(|assessment| standing(catalogue, assessment, today))
        .collect();
    let clauses = (4..=10)
        .map(|clause| {
            let summaries: Vec<Summary> = sites
                .iter()
                .filter_map(|site| {
                    let score = site.clauses.iter().find(|score| score.clause == clause)?;
                    Some(score.summary)
                })
                .collect();
            ClauseRow {
                clause,
                lowest: summaries.iter().filter_map(|summary| summary.lowest).min(),
                steps: summaries.iter().map(|summary| summary.steps).sum(),
                n_rated: summaries.iter().map(|summary| summary.n_rated).sum(),
                n_unknown: summaries.iter().filter(|s| s.lowest.is_none()).count(),
                sites: summaries,
            }
        })
        .collect();
    Rollup {
        clauses,
        stage_1: sites.iter().map(|site| site.stage_1).min(),
        stage_2: sites.iter().map(|site| site.stage_2).min(),
        sites,
    }
}
