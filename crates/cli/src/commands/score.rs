//! `score`: where everything stands.

use std::iter;

use isms_gauge_core::maturity::Level;
use isms_gauge_core::score::{Scorecard, Summary};
use isms_gauge_core::table::{Cell, Table};
use isms_gauge_core::words;

use super::records::{self, Done, Shape, lead, level, number, table};
use crate::Outcome;
use crate::args::{By, Format, Frame, Score};
use crate::facts::ScoreRow;
use crate::fault::Fault;
use crate::input::Named;
use crate::world::{Found, World};

pub fn run(args: &Score, frame: &Frame, world: &World) -> Result<Outcome, Fault> {
    let work = |named: &Named, is_one: bool| {
        let by = args
            .by
            .unwrap_or(if is_one { By::Clause } else { By::Assessment });
        let found = world.found(&named.assessment);
        let rows = rows(world, named, &found, by);
        Done::new(args.format, &rows, || {
            (
                is_one.then(|| about(named, &found)),
                match args.format {
                    Format::Table => shown(&rows, by, is_one).select(narrow(by)),
                    _ => shown(&rows, by, is_one),
                },
            )
        })
    };
    records::run(&args.input, args.format, frame, world, Shape::List, work)
}

/// Where a row stands.
#[derive(Default)]
struct Place {
    clause: Option<u8>,
    subclause: Option<String>,
    question: Option<String>,
    title: Option<String>,
}

fn rows(world: &World, named: &Named, found: &Found<'_>, by: By) -> Vec<ScoreRow> {
    let card = &found.scorecard;
    let row = |place: Place, target: Option<Level>, summary: &Summary| {
        row(world, named, found, by, place, target, summary)
    };
    match by {
        By::Assessment => {
            vec![row(Place::default(), lowest_target(card), &card.overall)]
        }
        By::Clause => card
            .clauses
            .iter()
            .map(|score| {
                let place = Place {
                    clause: Some(score.clause),
                    title: Some(world.texts.clause(score.clause).to_owned()),
                    ..Place::default()
                };
                row(place, Some(score.target), &score.summary)
            })
            .collect(),
        By::Subclause => card
            .subclauses
            .iter()
            .map(|score| {
                let place = Place {
                    clause: Some(score.id.clause()),
                    subclause: Some(score.id.to_string()),
                    title: Some(world.texts.subclause(score.id).to_owned()),
                    ..Place::default()
                };
                row(place, Some(score.target), &score.summary)
            })
            .collect(),
        By::Requirement => card
            .subclauses
            .iter()
            .flat_map(|score| {
                score.readings.iter().map(|reading| {
                    let place = Place {
                        clause: Some(score.id.clause()),
                        subclause: Some(score.id.to_string()),
                        question: Some(reading.question.id.to_string()),
                        title: Some(world.texts.subclause(score.id).to_owned()),
                    };
                    let summary = Summary::of(iter::once(reading.item()));
                    row(place, Some(reading.target), &summary)
                })
            })
            .collect(),
    }
}

fn lowest_target(card: &Scorecard<'_>) -> Option<Level> {
    card.clauses.iter().map(|score| score.target).min()
}

fn row(
    world: &World,
    named: &Named,
    found: &Found<'_>,
    by: By,
    place: Place,
    target: Option<Level>,
    summary: &Summary,
) -> ScoreRow {
    let assessment = &named.assessment;
    let profile = &assessment.profile;
    ScoreRow {
        file: named.file.clone(),
        id: assessment.id.clone(),
        organisation: profile.organisation.clone(),
        sector: profile.sector.clone(),
        people: profile.people,
        tags: profile.tags.clone(),
        on: world.today,
        by: match by {
            By::Assessment => "assessment",
            By::Clause => "clause",
            By::Subclause => "subclause",
            By::Requirement => "requirement",
        },
        clause: place.clause,
        subclause: place.subclause,
        question: place.question,
        title: place.title,
        target: target.map(Level::steps),
        asked: summary.n_asked,
        answered: summary.n_answered,
        rated: summary.n_rated,
        no_occasion: summary.n_no_occasion,
        lowest: summary.lowest.map(Level::steps),
        mean: summary.mean_steps(),
        reached: summary.reached().map(Level::steps),
        lowest_possible: summary.lowest_possible().map(Level::steps),
        highest_possible: summary.highest_possible().map(Level::steps),
        coverage_percent: summary.coverage_percent(),
        to_target_percent: summary.to_target_percent(),
        met: summary.n_met,
        claimed: summary.n_claimed,
        partly: summary.n_partly,
        not_met: summary.n_not_met,
        unknown: summary.n_unknown,
        stage_1: found.readiness.stage_1.into(),
        stage_2: found.readiness.stage_2.into(),
    }
}

/// What the rows of one assessment are about.
fn about(named: &Named, found: &Found<'_>) -> Table {
    let all = &found.scorecard.overall;
    lead(
        "Score",
        &[
            (
                "Organisation",
                named.assessment.profile.organisation.clone(),
            ),
            ("Date", found.readiness.on.to_string()),
            (
                "Stage 1",
                words::verdict(found.readiness.stage_1).to_owned(),
            ),
            (
                "Stage 2",
                words::verdict(found.readiness.stage_2).to_owned(),
            ),
            ("Answered", format!("{} of {}", all.n_answered, all.n_asked)),
            (
                "Lowest level",
                all.lowest
                    .map_or_else(|| "none said".to_owned(), |level| level.steps().to_string()),
            ),
            (
                "Way to the targets",
                format!("{} %", all.to_target_percent()),
            ),
        ],
    )
}

/// The columns that fit at a terminal.
fn narrow(by: By) -> &'static [&'static str] {
    match by {
        By::Assessment => &[
            "File",
            "Organisation",
            "Lowest",
            "Answered %",
            "To target %",
            "Stage 1",
            "Stage 2",
        ],
        By::Clause | By::Subclause | By::Requirement => &[
            "File",
            "Clause",
            "Sub-clause",
            "Title",
            "Question",
            "Lowest",
            "Answered %",
            "To target %",
            "Met",
            "Claimed",
            "Partly",
            "Not met",
            "Unknown",
        ],
    }
}

fn shown(rows: &[ScoreRow], by: By, is_one: bool) -> Table {
    let mut head = Vec::new();
    if !is_one {
        head.extend(["File", "Organisation"]);
    }
    head.extend(match by {
        By::Assessment => &[][..],
        By::Clause => &["Clause", "Title"],
        By::Subclause => &["Sub-clause", "Title"],
        By::Requirement => &["Sub-clause", "Question"],
    });
    head.extend([
        "Lowest",
        "Mean",
        "Target",
        "Answered %",
        "To target %",
        "Met",
        "Claimed",
        "Partly",
        "Not met",
        "Unknown",
    ]);
    if by == By::Assessment {
        head.extend(["Stage 1", "Stage 2"]);
    }
    let text = |text: &Option<String>| text.as_deref().map_or(Cell::Empty, Cell::from);
    let cells = |row: &ScoreRow| {
        let mut cells = Vec::new();
        if !is_one {
            cells.extend([
                Cell::from(row.file.as_str()),
                Cell::from(row.organisation.as_str()),
            ]);
        }
        match by {
            By::Assessment => {}
            By::Clause => cells.extend([level(row.clause), text(&row.title)]),
            By::Subclause => cells.extend([text(&row.subclause), text(&row.title)]),
            By::Requirement => cells.extend([text(&row.subclause), text(&row.question)]),
        }
        cells.extend([
            level(row.lowest),
            row.mean
                .map_or(Cell::Empty, |mean| Cell::from(format!("{mean:.1}"))),
            level(row.target),
            number(row.coverage_percent),
            number(row.to_target_percent),
            number(row.met),
            number(row.claimed),
            number(row.partly),
            number(row.not_met),
            number(row.unknown),
        ]);
        if by == By::Assessment {
            cells.extend([
                Cell::from(words::verdict(row.stage_1.into())),
                Cell::from(words::verdict(row.stage_2.into())),
            ]);
        }
        cells
    };
    let title = if is_one { "" } else { "Scores" };
    table(title, &head, rows.iter().map(cells).collect())
}
