//! `plan`: the dated work that closes the gaps.

use isms_gauge_core::action::Effort;
use isms_gauge_core::calendar_file::calendar;
use isms_gauge_core::export::action_table;
use isms_gauge_core::project_file::project_file;
use isms_gauge_core::roadmap::{Bar, DateRange, Part, Roadmap};
use isms_gauge_core::table::{Cell, Table};
use isms_gauge_core::words;

use super::records::{self, Done, Shape, lead, table};
use crate::Outcome;
use crate::args::{Format, Frame, Input, Plan, PlanFormat};
use crate::facts::{PartRecord, PhaseRecord, PlanRecord, RangeRecord, WorkRecord};
use crate::fault::Fault;
use crate::input::{self, Named};
use crate::output::Sink;
use crate::world::World;

/// The columns that fit at a terminal.
const NARROW: [&str; 5] = ["Action", "Phase", "Who (person-days)", "Start", "Finish"];

pub fn run(args: &Plan, frame: &Frame, world: &World) -> Result<Outcome, Fault> {
    let format = match args.format {
        PlanFormat::Table => Format::Table,
        PlanFormat::Json => Format::Json,
        PlanFormat::Ndjson => Format::Ndjson,
        PlanFormat::Md => Format::Md,
        PlanFormat::Csv => Format::Csv,
        PlanFormat::Ics | PlanFormat::Project => return file(args, frame, world),
    };
    let work = |named: &Named, is_one: bool| {
        let found = world.found(&named.assessment);
        let planned = world.planned(&named.assessment, &found);
        let roadmap = planned
            .roadmap
            .map_err(|fault| no_plan(named, &fault.to_string()))?;
        let record = record(world, named, &roadmap);
        Done::new(format, std::slice::from_ref(&record), || {
            if !is_one {
                return (None, overview(&record));
            }
            let plan = &named.assessment.plan;
            let whole = action_table(&world.texts, &planned.works, &found.gaps, plan, &roadmap);
            match format {
                Format::Csv => (None, whole),
                _ => (Some(about(&record)), whole.select(&NARROW)),
            }
        })
    };
    records::run(&args.input, format, frame, world, Shape::One, work)
}

fn no_plan(named: &Named, fault: &str) -> Fault {
    Fault::input(named.file.clone(), format!("at plan: {fault}"))
}

/// The plan of one assessment as a file for other programs.
fn file(args: &Plan, frame: &Frame, world: &World) -> Result<Outcome, Fault> {
    let Input { inputs, .. } = &args.input;
    let [path] = inputs.as_slice() else {
        return Err(Fault::usage(format!(
            "a calendar or project holds one assessment; {} files were named",
            inputs.len()
        )));
    };
    let named = input::one(path, &world.catalogue)?;
    let assessment = &named.assessment;
    let found = world.found(assessment);
    let roadmap = world
        .planned(assessment, &found)
        .roadmap
        .map_err(|fault| no_plan(&named, &fault.to_string()))?;
    let text = match args.format {
        PlanFormat::Ics => calendar(&world.texts, assessment, &roadmap, world.today),
        _ => project_file(
            &world.catalogue,
            &world.texts,
            assessment,
            &roadmap,
            world.today,
        ),
    };
    let mut sink = Sink::open(frame.out.as_deref(), frame.force)?;
    sink.text(&text)?;
    sink.close()?;
    Ok(Outcome::Met)
}

/// Half days as person-days.
fn days(half_days: u32) -> f64 {
    f64::from(half_days) / 2.0
}

fn record(world: &World, named: &Named, roadmap: &Roadmap) -> PlanRecord {
    let texts = &world.texts;
    let range = |range: DateRange| RangeRecord {
        earliest: range.earliest,
        likely: range.likely,
        latest: range.latest,
    };
    let part = |part: &Part| PartRecord {
        role: texts.role(part.role).to_owned(),
        days: days(part.half_days),
        start: part.start,
        finish: part.finish,
    };
    let work = |bar: &Bar| WorkRecord {
        id: bar.node.to_string(),
        action: texts.node(&bar.node).to_owned(),
        phase: bar.phase.to_string(),
        start: bar.start,
        finish: bar.finish,
        low_days: days(bar.effort.low_half_days),
        likely_days: days(bar.effort.likely_half_days),
        high_days: days(bar.effort.high_half_days),
        parts: bar.parts.iter().map(part).collect(),
        why: words::why(texts, &bar.why),
        is_critical: bar.is_critical,
    };
    let effort = roadmap
        .bars
        .iter()
        .map(|bar| bar.effort)
        .fold(Effort::default(), Effort::plus);
    PlanRecord {
        file: named.file.clone(),
        id: named.assessment.id.clone(),
        organisation: named.assessment.profile.organisation.clone(),
        start: roadmap.start,
        hash: format!("{:016x}", roadmap.hash()),
        stage_1: roadmap.stage_1.map(range),
        stage_2: roadmap.stage_2.map(range),
        effort_days: days(effort.likely_half_days),
        phases: roadmap
            .phases
            .iter()
            .map(|span| PhaseRecord {
                phase: span.phase.to_string(),
                name: texts.phase(span.phase).to_owned(),
                start: span.start,
                finish: span.finish,
            })
            .collect(),
        work: roadmap.bars.iter().map(work).collect(),
    }
}

fn about(record: &PlanRecord) -> Table {
    let range = |range: Option<RangeRecord>| {
        range.map_or_else(
            || "not in this plan".to_owned(),
            |range| {
                format!(
                    "about {} ({} to {})",
                    range.likely, range.earliest, range.latest
                )
            },
        )
    };
    lead(
        "Plan",
        &[
            ("Organisation", record.organisation.clone()),
            ("First day of work", record.start.to_string()),
            ("Stage 1 can begin", range(record.stage_1)),
            ("Stage 2 can begin", range(record.stage_2)),
            (
                "Effort, likely (person-days)",
                record.effort_days.to_string(),
            ),
            ("Hash of the plan", record.hash.clone()),
        ],
    )
}

fn overview(record: &PlanRecord) -> Table {
    let likely = |range: Option<RangeRecord>| Cell::from(range.map(|range| range.likely));
    table(
        "Plans",
        &[
            "File",
            "Organisation",
            "First day",
            "Stage 1, likely",
            "Stage 2, likely",
            "Effort, likely (person-days)",
            "Hash",
        ],
        vec![vec![
            Cell::from(record.file.as_str()),
            Cell::from(record.organisation.as_str()),
            Cell::Date(record.start),
            likely(record.stage_1),
            likely(record.stage_2),
            Cell::from(record.effort_days.to_string()),
            Cell::from(record.hash.as_str()),
        ]],
    )
}
