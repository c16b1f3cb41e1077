//! Two states side by side: what rose, what fell, and the verdict then and now. More of them in
//! a row are a trend.

use crate::language::tenths;
use std::cmp::Ordering;

use chrono::NaiveDate;
use itertools::Itertools as _;

use crate::assessment::{Answer, Assessment, Rating};
use crate::catalogue::{Catalogue, QuestionId};
use crate::score::{ClauseScore, Summary, score};
use crate::snapshot::{SnapshotFault, in_order};
use crate::table::{Cell, Table};
use crate::texts::Texts;
use crate::verdict::{Verdict, verdict};
use crate::words;

/// Where an assessment stood on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The day.
    pub on: NaiveDate,
    /// Everything together.
    pub overall: Summary,
    /// One score for each clause 4 to 10.
    pub clauses: Vec<ClauseScore>,
    /// The verdict on Stage 1 on that day.
    pub stage_1: Verdict,
    /// The verdict on Stage 2 on that day.
    pub stage_2: Verdict,
}

/// Works out where an assessment stood on a day.
pub fn standing(catalogue: &Catalogue, assessment: &Assessment, on: NaiveDate) -> Standing {
    let card = score(catalogue, assessment);
    let readiness = verdict(assessment, &card, on);
    Standing {
        on,
        overall: card.overall,
        clauses: card.clauses,
        stage_1: readiness.stage_1,
        stage_2: readiness.stage_2,
    }
}

/// How the rating of a question moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// Down by so many levels.
    Fell(u8),
    /// Taken back: rated before, not now.
    TakenBack,
    /// From a level to "cannot tell" or "no occasion", the other way round, or between the two.
    Changed,
    /// Rated now, not before.
    Answered,
    /// Up by so many levels.
    Rose(u8),
}

/// One question whose rating moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The question; it may be one that the catalogue no longer has.
    pub question: QuestionId,
    /// The rating then.
    pub before: Option<Rating>,
    /// The rating now.
    pub now: Option<Rating>,
    /// How it moved.
    pub how: Move,
}

/// Two states side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The earlier one.
    pub before: Standing,
    /// The later one.
    pub now: Standing,
    /// What moved: what fell first, furthest first.
    pub moved: Vec<Moved>,
    /// Questions that are rated as before.
    pub n_same: usize,
}

impl Comparison {
    /// How many questions fell, and how many rose.
    pub fn fell_and_rose(&self) -> (usize, usize) {
        let count = |is: fn(Move) -> bool| self.moved.iter().filter(|row| is(row.how)).count();
        (
            count(|how| matches!(how, Move::Fell(_))),
            count(|how| matches!(how, Move::Rose(_))),
        )
    }
}

/// Compares two states.
pub fn compare(
    catalogue: &Catalogue,
    (before, then): (&Assessment, NaiveDate),
    (now, today): (&Assessment, NaiveDate),
) -> Comparison {
    let mut moved = Vec::new();
    let mut n_same = 0;
    let answers = before
        .answers
        .iter()
        .merge_join_by(&now.answers, |was, is| was.0.cmp(is.0));
    for (was, is) in answers.map(|both| both.left_and_right()) {
        let Some((id, _)) = was.or(is) else { continue };
        let rating = |said: Option<(_, &Answer)>| said.and_then(|(_, answer)| answer.rating);
        let (was, is) = (rating(was), rating(is));
        match how(was, is) {
            Some(how) => moved.push(Moved {
                question: id.clone(),
                before: was,
                now: is,
                how,
            }),
            None if is.is_some() => n_same += 1,
            None => {}
        }
    }
    moved.sort_by_key(|row| rank(row.how));
    Comparison {
        before: standing(catalogue, before, then),
        now: standing(catalogue, now, today),
        moved,
        n_same,
    }
}

fn how(before: Option<Rating>, now: Option<Rating>) -> Option<Move> {
    match (before, now) {
        (before, now) if before == now => None,
        (None, _) => Some(Move::Answered),
        (_, None) => Some(Move::TakenBack),
        (Some(Rating::Level(before)), Some(Rating::Level(now))) => {
            let steps = before.steps().abs_diff(now.steps());
            Some(match now.cmp(&before) {
                Ordering::Less => Move::Fell(steps),
                _ => Move::Rose(steps),
            })
        }
        _ => Some(Move::Changed),
    }
}

/// What fell furthest comes first, then what was taken back, what changed, what rose furthest,
/// what is new.
fn rank(how: Move) -> (u8, u8) {
    match how {
        Move::Fell(steps) => (0, 6 - steps.min(6)),
        Move::TakenBack => (1, 0),
        Move::Changed => (2, 0),
        Move::Rose(steps) => (3, 6 - steps.min(6)),
        Move::Answered => (4, 0),
    }
}

/// States in figures, one a column: the verdicts, how much is answered, and each clause with its
/// lowest level and its mean.
pub fn table(texts: &Texts, states: &[&Standing]) -> Table {
    let mut rows = Vec::new();
    let mut add = |what: String, read: &dyn Fn(&Standing) -> Cell| {
        let cells = states.iter().map(|standing| read(standing));
        rows.push([Cell::from(what)].into_iter().chain(cells).collect());
    };
    add(t!("Stage 1").to_owned(), &|s| {
        words::verdict(s.stage_1).into()
    });
    add(t!("Stage 2").to_owned(), &|s| {
        words::verdict(s.stage_2).into()
    });
    add(t!("Answered").to_owned(), &|s| {
        t!("{} of {}", s.overall.n_answered, s.overall.n_asked).into()
    });
    add(t!("Met with evidence").to_owned(), &|s| {
        t!("{} of {}", s.overall.n_met, s.overall.n_asked).into()
    });
    for clause in 4..=10 {
        add(format!("{clause} {}", texts.clause(clause)), &|s| {
            levels(s, clause).into()
        });
    }
    let days = states.iter().map(|standing| words::date(standing.on));
    Table {
        title: t!("In figures").to_owned(),
        head: [t!("What").to_owned()].into_iter().chain(days).collect(),
        rows,
    }
}

/// Lowest level and mean of a clause in words.
fn levels(standing: &Standing, clause: u8) -> String {
    let found = standing.clauses.iter().find(|s| s.clause == clause);
    let summary = found.map(|score| score.summary);
    match summary.and_then(|s| Some((s.lowest?, s.mean_steps()?))) {
        Some((lowest, mean)) => t!("lowest {}, mean {}", lowest.steps(), tenths(mean)),
        None => t!("no level yet").to_owned(),
    }
}

/// One state of a trend.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendPoint {
    /// The snapshot's id; none for the present state.
    pub id: Option<String>,
    /// What it is called; empty for the present state.
    pub name: String,
    /// Why it was taken.
    pub reason: String,
    /// Where it stood, or why nobody can tell.
    pub standing: Result<Standing, SnapshotFault>,
}

/// All snapshots, oldest first, and the present state as the last.
pub fn trend(catalogue: &Catalogue, assessment: &Assessment, today: NaiveDate) -> Vec<TrendPoint> {
    let mut points: Vec<TrendPoint> = in_order(assessment)
        .into_iter()
        .map(|(id, snapshot)| TrendPoint {
            id: Some(id.clone()),
            name: snapshot.name.clone(),
            reason: snapshot.reason.clone(),
            standing: snapshot
                .open()
                .map(|state| standing(catalogue, &state, snapshot.taken)),
        })
        .collect();
    points.push(TrendPoint {
        id: None,
        name: String::new(),
        reason: String::new(),
        standing: Ok(standing(catalogue, assessment, today)),
    });
    points
}
