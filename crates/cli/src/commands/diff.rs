//! `diff`: what rose, what fell, and the verdict then and now.

use chrono::NaiveDate;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::compare::{Comparison, Move, Moved, Standing, compare};
use isms_gauge_core::snapshot::in_order;
use isms_gauge_core::table::{Cell, Table};
use isms_gauge_core::words;

use super::records::{self, lead, table};
use crate::Outcome;
use crate::args::{Diff, Frame};
use crate::facts::{DiffRecord, MovedRecord, StateRecord};
use crate::fault::{Fault, say};
use crate::input::{self, Named};
use crate::world::World;

pub fn run(args: &Diff, frame: &Frame, world: &World) -> Result<Outcome, Fault> {
    let first = input::one(&args.before, &world.catalogue)?;
    let (before, then) = match &args.snapshot {
        Some(name) => frozen(&first, name)?,
        None => (first.clone(), world.today),
    };
    let then = args.then.unwrap_or(then);
    let now = match &args.now {
        Some(path) => input::one(path, &world.catalogue)?,
        None => first,
    };
    let found = compare(
        &world.catalogue,
        (&before.assessment, then),
        (&now.assessment, world.today),
    );
    let record = record(world, &before, &now, &found);
    records::write(
        args.format,
        frame,
        std::slice::from_ref(&record),
        true,
        || (Some(about(&record)), shown(&record)),
    )?;
    if args.fail_on_fall && record.fell > 0 {
        say(&format!("{}: {} ratings fell", now.file, record.fell));
        return Ok(Outcome::NotMet);
    }
    Ok(Outcome::Met)
}

/// A frozen state of a file, and the day on which it was frozen.
fn frozen(named: &Named, name: &str) -> Result<(Named, NaiveDate), Fault> {
    let all = in_order(&named.assessment);
    let found = all
        .iter()
        .rev()
        .find(|(id, snapshot)| *id == name || snapshot.name == name);
    let Some((id, snapshot)) = found else {
        let ids: Vec<&str> = all.iter().map(|(id, _)| id.as_str()).collect();
        let there = if ids.is_empty() {
            "there is none".to_owned()
        } else {
            format!("there are {}", ids.join(", "))
        };
        return Err(Fault::input(
            named.file.clone(),
            format!("at snapshots: one called {name:?} was wanted; {there}"),
        ));
    };
    let place = format!("{}#{id}", named.file);
    let assessment: Assessment = snapshot
        .open()
        .map_err(|fault| Fault::input(place.clone(), fault.to_string()))?;
    let state = Named {
        file: place,
        assessment,
        oddities: Vec::new(),
    };
    Ok((state, snapshot.taken))
}

fn record(world: &World, before: &Named, now: &Named, found: &Comparison) -> DiffRecord {
    let state = |named: &Named, standing: &Standing| StateRecord {
        file: named.file.clone(),
        on: standing.on,
        stage_1: standing.stage_1.into(),
        stage_2: standing.stage_2.into(),
        to_target_percent: standing.overall.to_target_percent(),
        coverage_percent: standing.overall.coverage_percent(),
    };
    let moved = |moved: &Moved| {
        let (how, levels) = match moved.how {
            Move::Fell(levels) => ("fell", levels),
            Move::TakenBack => ("taken-back", 0),
            Move::Changed => ("changed", 0),
            Move::Answered => ("answered", 0),
            Move::Rose(levels) => ("rose", levels),
        };
        MovedRecord {
            question: moved.question.to_string(),
            how,
            levels,
            before: words::rating(&world.texts, moved.before),
            now: words::rating(&world.texts, moved.now),
        }
    };
    let (n_fell, n_rose) = found.fell_and_rose();
    let taken_back = found.moved.iter().filter(|row| row.how == Move::TakenBack);
    DiffRecord {
        before: state(before, &found.before),
        now: state(now, &found.now),
        fell: n_fell + taken_back.count(),
        rose: n_rose,
        same: found.n_same,
        moved: found.moved.iter().map(moved).collect(),
    }
}

fn about(record: &DiffRecord) -> Table {
    let state = |state: &StateRecord| {
        format!(
            "{}: Stage 1 {}, Stage 2 {}, {} % to the targets, {} % answered",
            state.on,
            words::verdict(state.stage_1.into()).to_lowercase(),
            words::verdict(state.stage_2.into()).to_lowercase(),
            state.to_target_percent,
            state.coverage_percent,
        )
    };
    lead(
        "Comparison",
        &[
            (
                "Before",
                format!("{}, {}", record.before.file, state(&record.before)),
            ),
            (
                "Now",
                format!("{}, {}", record.now.file, state(&record.now)),
            ),
            ("Fell or taken back", record.fell.to_string()),
            ("Rose", record.rose.to_string()),
            ("As before", record.same.to_string()),
        ],
    )
}

fn shown(record: &DiffRecord) -> Table {
    let row = |moved: &MovedRecord| {
        let how = match (moved.how, moved.levels) {
            ("taken-back", _) => "taken back".to_owned(),
            (how, 0) => how.to_owned(),
            (how, levels) => format!("{how} by {levels}"),
        };
        vec![
            Cell::from(moved.question.as_str()),
            Cell::from(how),
            Cell::from(moved.before.as_str()),
            Cell::from(moved.now.as_str()),
        ]
    };
    table(
        "What moved",
        &["Question", "How", "Before", "Now"],
        record.moved.iter().map(row).collect(),
    )
}
