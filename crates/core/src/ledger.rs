//! How old the evidence is: which scores are backed by current records, and what goes stale when.
//!
//! Age lowers confidence and the colour of a gate, never the level that was stated.

use chrono::{Days, NaiveDate};

use crate::assessment::{Assessment, Document, Evidence};
use crate::catalogue::QuestionId;
use crate::score::{Fraction, Reading, Scorecard, resting_on};

/// A record older than this is old: a year, the longest time between two visits of the auditor.
/// Our figure; the standard leaves periods to the organisation.
pub const CURRENT_DAYS: u64 = 365;

/// What the date of a record is worth, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// It bears no date.
    Undated,
    /// Its date is still to come.
    Ahead,
    /// It is older than [`CURRENT_DAYS`].
    Old(NaiveDate),
    /// It is recent enough.
    Current(NaiveDate),
}

/// What the date of a record is worth on a day.
pub fn age(date: Option<NaiveDate>, today: NaiveDate) -> Age {
    match date {
        None => Age::Undated,
        Some(date) if date > today => Age::Ahead,
        Some(date) if stale_on(date).is_some_and(|stale| stale <= today) => Age::Old(date),
        Some(date) => Age::Current(date),
    }
}

/// The first day on which a record of a date is old, or `None` where the calendar ends before.
pub fn stale_on(date: NaiveDate) -> Option<NaiveDate> {
    date.checked_add_days(Days::new(CURRENT_DAYS + 1))
}

/// The records that the answers behind a rating name, as far as the ledger has them, with their ids.
fn named<'b>(
    assessment: &'b Assessment,
    reading: &Reading<'_>,
) -> impl Iterator<Item = (&'b str, &'b Evidence)> {
    let own = &reading.question.id;
    let other = Some(&reading.source.id).filter(|other| *other != own);
    let answers = std::iter::once(own)
        .chain(other)
        .filter_map(|question| assessment.answers.get(question));
    answers
        .flat_map(|answer| &answer.evidence)
        .filter_map(|id| Some((id.as_str(), assessment.evidence.get(id)?)))
}

/// The records of the ledger that an answer names, each once, with their ids.
pub fn records<'b>(
    assessment: &'b Assessment,
    reading: &Reading<'_>,
) -> Vec<(&'b str, &'b Evidence)> {
    let mut records: Vec<(&str, &Evidence)> = Vec::new();
    for (id, record) in named(assessment, reading) {
        if records.iter().all(|(known, _)| *known != id) {
            records.push((id, record));
        }
    }
    records
}

/// The age of the best record behind an answer, or `None` where none is named.
pub fn best_age(assessment: &Assessment, reading: &Reading<'_>, today: NaiveDate) -> Option<Age> {
    named(assessment, reading)
        .map(|(_, record)| age(record.date, today))
        .max()
}

/// The mandatory document behind an answer whose review is overdue the longest, with the day on
/// which it was due.
pub fn overdue_review<'a>(
    assessment: &Assessment,
    reading: &Reading<'a>,
    today: NaiveDate,
) -> Option<(&'a str, NaiveDate)> {
    resting_on(reading.question)
        .filter_map(|id| Some((id, assessment.documents.get(id)?.review?)))
        .filter(|(_, review)| *review < today)
        .min_by_key(|(_, review)| *review)
}

/// How much of a score stands on current evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backing {
    /// The mean level of all that is rated: steps over questions.
    pub stated: Fraction,
    /// What of it is backed by current evidence: steps over the same questions.
    pub backed: Fraction,
    /// Rated questions with current evidence.
    pub n_current: u32,
    /// Rated questions whose evidence is all old.
    pub n_old: u32,
    /// Rated questions whose evidence bears no date, or one still to come.
    pub n_undated: u32,
    /// Rated questions without evidence.
    pub n_bare: u32,
}

/// Adds up how much of the levels given is backed by current evidence.
pub fn backing<'a>(
    assessment: &Assessment,
    readings: impl Iterator<Item = &'a Reading<'a>>,
    today: NaiveDate,
) -> Backing {
    let mut backing = Backing::default();
    for reading in readings.filter(|reading| reading.counts()) {
        let Some(level) = reading.level() else {
            continue;
        };
        let steps = u32::from(level.steps());
        backing.stated.part += steps;
        backing.stated.whole += 1;
        match best_age(assessment, reading, today) {
            Some(Age::Current(_)) => {
                backing.n_current += 1;
                backing.backed.part += steps;
            }
            Some(Age::Old(_)) => backing.n_old += 1,
            Some(Age::Undated | Age::Ahead) => backing.n_undated += 1,
            None => backing.n_bare += 1,
        }
    }
    backing.backed.whole = backing.stated.whole;
    backing
}

/// Something that stops being current.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale<'a, 'b> {
    /// Its id in the ledger or in the list of documents.
    pub id: &'b str,
    /// What it is.
    pub what: StaleKind,
    /// The first day on which it no longer counts.
    pub on: NaiveDate,
    /// The questions that lean on it, as the standard is printed.
    pub questions: Vec<&'a QuestionId>,
}

/// What stops being current.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StaleKind {
    /// A record of the ledger becomes old.
    Record,
    /// The review of a document falls due.
    Review,
}

/// Lists what is stale on a day, the longest stale first: records that somebody leans on and that
/// are too old by then, and documents whose review will have fallen due.
pub fn stale_by<'a, 'b>(
    assessment: &'b Assessment,
    scorecard: &Scorecard<'a>,
    day: NaiveDate,
) -> Vec<Stale<'a, 'b>> {
    let mut all: Vec<Stale<'a, 'b>> = Vec::new();
    let readings = || scorecard.subclauses.iter().flat_map(|s| &s.readings);
    for (id, record) in &assessment.evidence {
        let Some(on) = record.date.and_then(stale_on).filter(|on| *on <= day) else {
            continue;
        };
        let leaning = readings().filter(|reading| {
            let records = records(assessment, reading);
            records.iter().any(|(other, _)| other == id)
        });
        let questions: Vec<&QuestionId> = leaning.map(|reading| &reading.question.id).collect();
        if !questions.is_empty() {
            all.push(Stale {
                id,
                what: StaleKind::Record,
                on,
                questions,
            });
        }
    }
    for (id, Document { review, .. }) in &assessment.documents {
        let after_review = review.and_then(|review| review.succ_opt());
        let Some(on) = after_review.filter(|on| *on <= day) else {
            continue;
        };
        let leaning = readings().filter(|reading| resting_on(reading.question).any(|d| d == id));
        all.push(Stale {
            id,
            what: StaleKind::Review,
            on,
            questions: leaning.map(|reading| &reading.question.id).collect(),
        });
    }
    all.sort_unstable_by(|a, b| (a.on, a.what, a.id).cmp(&(b.on, b.what, b.id)));
    all
}
