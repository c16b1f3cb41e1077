//! What is done with what was typed: one file a command.

use chrono::Local;

use crate::Outcome;
use crate::args::{Cli, Command};
use crate::fault::Fault;
use crate::output::Sink;
use crate::world::World;

mod catalogue;
mod diff;
mod gaps;
mod help;
mod merge;
mod migrate;
mod new;
mod plan;
mod records;
mod report;
mod schema;
mod score;
mod validate;
mod verdict;

/// Does what was asked.
pub fn run(cli: &Cli) -> Result<Outcome, Fault> {
    let frame = &cli.frame;
    let write = |text: &str| {
        let mut sink = Sink::open(frame.out.as_deref(), frame.force)?;
        sink.text(text)?;
        sink.close()?;
        Ok(Outcome::Met)
    };
    match &cli.command {
        Command::Schema(args) => return write(&schema::text(args.of)?),
        Command::Completions(args) => return write(&help::completions(args.shell)?),
        Command::Man(args) => {
            return match &args.into {
                Some(folder) => help::man_into(folder, frame.force),
                None => write(&help::man()?),
            };
        }
        _ => {}
    }
    // The only place that asks what day it is.
    let today = frame.today.unwrap_or_else(|| Local::now().date_naive());
    let world = World::new(today)?;
    match &cli.command {
        Command::New(args) => write(&new::text(args)?),
        Command::Validate(args) => validate::run(args, frame, &world),
        Command::Score(args) => score::run(args, frame, &world),
        Command::Verdict(args) => verdict::run(args, frame, &world),
        Command::Gaps(args) => gaps::run(args, frame, &world),
        Command::Plan(args) => plan::run(args, frame, &world),
        Command::Report(args) => report::run(args, frame, &world),
        Command::Diff(args) => diff::run(args, frame, &world),
        Command::Merge(args) => merge::run(args, frame, &world),
        Command::Migrate(args) => migrate::run(args, frame, &world),
        Command::Catalogue(args) => catalogue::run(args, frame, &world),
        Command::Schema(_) | Command::Completions(_) | Command::Man(_) => Ok(Outcome::Met),
    }
}
