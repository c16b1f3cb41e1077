//! Several assessments at once: sites, subsidiaries or clients, side by side. The lowest counts;
//! means stand beside it and decide nothing.

use crate::language::tenths;
use chrono::NaiveDate;

use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::compare::{Standing, standing};
use crate::maturity::Level;
use crate::score::Summary;
use crate::table::{Cell, Table};
use crate::texts::Texts;
use crate::verdict::Verdict;
use crate::words;

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

/// A summary in words: the lowest level, and the mean behind it.
pub fn levels(lowest: Option<Level>, steps: u32, n_rated: u32) -> (String, String) {
    match lowest {
        None => ("?".to_owned(), t!("no level").to_owned()),
        Some(lowest) => {
            let mean = f64::from(steps) / f64::from(n_rated.max(1));
            (lowest.steps().to_string(), t!("mean {}", tenths(mean)))
        }
    }
}

/// The whole as a table: one row for each assessment, and the lowest of all and their mean as the
/// last.
pub fn table(texts: &Texts, names: &[String], rollup: &Rollup) -> Table {
    let mut head: Vec<String> = [
        t!("Assessment"),
        t!("Answered"),
        t!("Stage 1"),
        t!("Stage 2"),
    ]
    .map(str::to_owned)
    .into();
    for row in &rollup.clauses {
        head.push(format!("{} {}", row.clause, texts.clause(row.clause)));
    }
    let cell = |lowest, steps, n_rated| {
        let (lowest, mean) = levels(lowest, steps, n_rated);
        Cell::from(format!("{lowest} ({mean})"))
    };
    let mut rows: Vec<Vec<Cell>> = names
        .iter()
        .zip(&rollup.sites)
        .map(|(name, site)| {
            let mut row = vec![
                Cell::from(name.as_str()),
                Cell::from(t!(
                    "{} of {}",
                    site.overall.n_answered,
                    site.overall.n_asked
                )),
                words::verdict(site.stage_1).into(),
                words::verdict(site.stage_2).into(),
            ];
            let summaries = site.clauses.iter().map(|score| score.summary);
            row.extend(summaries.map(|s| cell(s.lowest, s.steps, s.n_rated)));
            row
        })
        .collect();
    if let (Some(stage_1), Some(stage_2)) = (rollup.stage_1, rollup.stage_2) {
        let mut all = vec![
            Cell::from(t!("All: the lowest counts")),
            Cell::Empty,
            words::verdict(stage_1).into(),
            words::verdict(stage_2).into(),
        ];
        all.extend(
            rollup
                .clauses
                .iter()
                .map(|row| cell(row.lowest, row.steps, row.n_rated)),
        );
        rows.push(all);
    }
    Table {
        title: t!("Assessments side by side").to_owned(),
        head,
        rows,
    }
}
