//! `migrate`: files as the app would export them.

use std::fs;
use std::path::PathBuf;

use isms_gauge_core::file;

use super::records::said;
use crate::Outcome;
use crate::args::{Frame, Migrate};
use crate::fault::{Fault, say};
use crate::input::{Named, Source, Wanted};
use crate::output::{Sink, replace};
use crate::world::World;

pub fn run(args: &Migrate, frame: &Frame, world: &World) -> Result<Outcome, Fault> {
    let wanted = Wanted {
        paths: &args.inputs,
        has_lines: false,
        is_sorted: true,
    };
    if !args.in_place && !args.check && !wanted.is_one() {
        return Err(Fault::usage(
            "one output holds one assessment; name one file, or use --in-place or --check",
        ));
    }
    let mut outcome = Outcome::Met;
    for source in wanted.sources() {
        let source = source?;
        let path = match &source {
            Source::File { path, .. } => Some(path.clone()),
            Source::Stdin | Source::Line(..) => None,
        };
        match source.read(&world.catalogue, args.skip_foreign) {
            Ok(all) => outcome = outcome.max(written(args, frame, path, &all)?),
            Err(fault) if wanted.is_one() => return Err(fault),
            Err(fault) => outcome = outcome.max(said(&fault)?),
        }
    }
    Ok(outcome)
}

fn written(
    args: &Migrate,
    frame: &Frame,
    path: Option<PathBuf>,
    all: &[Named],
) -> Result<Outcome, Fault> {
    let named = match all {
        // Passed over.
        [] => return Ok(Outcome::Met),
        [named] => named,
        [first, ..] => {
            let message = format!(
                "is a backup of {} assessments; files of one are wanted",
                all.len()
            );
            return said(&Fault::input(first.file.clone(), message));
        }
    };
    let text = file::write(&named.assessment);
    if !args.in_place && !args.check {
        let mut sink = Sink::open(frame.out.as_deref(), frame.force)?;
        sink.text(&text)?;
        sink.close()?;
        return Ok(Outcome::Met);
    }
    let Some(path) = path else {
        return Err(Fault::usage(
            "the standard input cannot be changed or checked in its place; name a file",
        ));
    };
    let now = fs::read(&path).map_err(|error| Fault::access(&path, &error))?;
    if now == text.as_bytes() {
        return Ok(Outcome::Met);
    }
    if args.check {
        say(&format!(
            "{}: is not yet as it would be written",
            named.file
        ));
        return Ok(Outcome::NotMet);
    }
    replace(&path, &text)?;
    say(&format!("{}: written anew", named.file));
    Ok(Outcome::Met)
}
