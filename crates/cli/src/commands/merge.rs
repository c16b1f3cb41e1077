//! `merge`: one file of several copies of an assessment.

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::file;
use isms_gauge_core::merge::{Merge as Merged, Relation, Row, Side, merge};
use isms_gauge_core::table::{Cell, Table};

use super::records::{self, table};
use crate::Outcome;
use crate::args::{Frame, Merge, SideKey};
use crate::facts::MergeRow;
use crate::fault::{Fault, say};
use crate::input;
use crate::output::Sink;
use crate::world::World;

pub fn run(args: &Merge, frame: &Frame, world: &World) -> Result<Outcome, Fault> {
    let mut here = input::one(&args.here, &world.catalogue)?.assessment;
    let mut rows = Vec::new();
    for path in &args.there {
        let there = input::one(path, &world.catalogue)?;
        let mut merged = merge(&here, &there.assessment);
        match args.prefer {
            Some(SideKey::Here) => merged.take_all(Side::Here),
            Some(SideKey::There) => merged.take_all(Side::There),
            None => {}
        }
        rows.extend(merged.rows.iter().map(|row| record(&there.file, row)));
        apply(&mut here, &merged);
    }
    let n_open = rows.iter().filter(|row| row.is_open).count();
    let needs_choice = n_open > 0 && args.prefer.is_none();
    if args.list {
        records::write(args.format, frame, &rows, false, || (None, shown(&rows)))?;
    } else if !needs_choice {
        let mut sink = Sink::open(frame.out.as_deref(), frame.force)?;
        sink.text(&file::write(&here))?;
        sink.close()?;
    } else {
        let open: Vec<MergeRow> = rows.into_iter().filter(|row| row.is_open).collect();
        for row in &open {
            say(&format!("{}: {} differs", row.file, row.entry));
        }
    }
    if needs_choice {
        say(&format!(
            "{n_open} entries need a choice: --prefer here, or --prefer there{}",
            if args.list {
                ""
            } else {
                "; nothing was written"
            }
        ));
        return Ok(Outcome::NotMet);
    }
    Ok(Outcome::Met)
}

fn apply(here: &mut Assessment, merged: &Merged) {
    let edit = merged.edit(here);
    here.apply(edit);
}

fn record(file: &str, row: &Row) -> MergeRow {
    MergeRow {
        file: file.to_owned(),
        entry: row.place.to_string(),
        relation: match row.relation {
            Relation::New => "new",
            Relation::ChangedHere => "changed-here",
            Relation::ChangedThere => "changed-there",
            Relation::Agree => "agree",
            Relation::Differ => "differ",
            Relation::FarApart => "far-apart",
        },
        take: match row.take {
            Side::Here => "here",
            Side::There => "there",
        },
        is_open: row.relation.is_open(),
    }
}

fn shown(rows: &[MergeRow]) -> Table {
    let row = |row: &MergeRow| {
        vec![
            Cell::from(row.file.as_str()),
            Cell::from(row.entry.as_str()),
            Cell::from(row.relation.replace('-', " ")),
            Cell::from(row.take),
        ]
    };
    table(
        "What differs",
        &["File", "Entry", "How", "Taken from"],
        rows.iter().map(row).collect(),
    )
}
