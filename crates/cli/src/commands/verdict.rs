//! `verdict`: whether the audits would find a blocking gap.

use isms_gauge_core::catalogue::CATALOGUE_VERSION;
use isms_gauge_core::table::{Cell, Table};
use isms_gauge_core::verdict::{Colour, Gate, Readiness, Stage, flip};
use isms_gauge_core::words;

use super::records::{self, Done, Shape, lead, number, table};
use crate::Outcome;
use crate::args::{Frame, StageKey, Verdict};
use crate::facts::{FactRecord, FlipRecord, GateRecord, VerdictKey, VerdictRecord};
use crate::fault::Fault;
use crate::input::Named;
use crate::world::World;

pub fn run(args: &Verdict, frame: &Frame, world: &World) -> Result<Outcome, Fault> {
    let work = |named: &Named, is_one: bool| {
        let readiness = world.found(&named.assessment).readiness;
        let flips = if args.flip {
            flips(world, named)
        } else {
            Vec::new()
        };
        let record = record(world, named, &readiness, flips);
        let unmet = unmet(args, named, &readiness);
        let done = Done::new(args.format, std::slice::from_ref(&record), || {
            if is_one {
                (Some(about(&record)), gates(&record, &readiness))
            } else {
                (None, overview(&record, &readiness))
            }
        })?;
        Ok(done.unmet(unmet))
    };
    records::run(&args.input, args.format, frame, world, Shape::One, work)
}

/// The requirements of the command line that are not met.
fn unmet(args: &Verdict, named: &Named, readiness: &Readiness) -> Vec<String> {
    let say = |(stage, wanted): &(StageKey, VerdictKey)| {
        let (name, found) = match stage {
            StageKey::One => ("Stage 1", readiness.stage_1),
            StageKey::Two => ("Stage 2", readiness.stage_2),
        };
        (VerdictKey::from(found) < *wanted).then(|| {
            let wanted = words::verdict((*wanted).into());
            let found = words::verdict(found);
            format!(
                "{}: {name}: \"{wanted}\" is required, found \"{found}\"",
                named.file
            )
        })
    };
    args.require.iter().filter_map(say).collect()
}

fn flips(world: &World, named: &Named) -> Vec<FlipRecord> {
    let of = |(stage, number): (Stage, u8)| {
        let flip = flip(&world.catalogue, &named.assessment, world.today, stage)?;
        Some(FlipRecord {
            stage: number,
            becomes: flip.after.into(),
            steps: flip
                .steps
                .iter()
                .map(|step| words::step(&world.texts, step))
                .collect(),
            is_smallest: flip.is_smallest,
        })
    };
    [(Stage::One, 1), (Stage::Two, 2)]
        .into_iter()
        .filter_map(of)
        .collect()
}

fn record(
    world: &World,
    named: &Named,
    readiness: &Readiness,
    flips: Vec<FlipRecord>,
) -> VerdictRecord {
    let texts = &world.texts;
    let gate = |gate: &Gate| GateRecord {
        id: gate.id,
        stage: match gate.stage {
            Stage::One => 1,
            Stage::Two => 2,
        },
        asks: texts.gate(gate.id).to_owned(),
        state: gate.colour.into(),
        facts: gate
            .facts
            .iter()
            .map(|fact| FactRecord {
                about: words::about(texts, &fact.about),
                found: words::found(&fact.found),
                state: fact.colour.into(),
            })
            .collect(),
        steps: gate
            .steps
            .iter()
            .map(|step| words::step(texts, step))
            .collect(),
    };
    VerdictRecord {
        file: named.file.clone(),
        id: named.assessment.id.clone(),
        organisation: named.assessment.profile.organisation.clone(),
        on: readiness.on,
        rules: readiness.rules,
        catalogue: CATALOGUE_VERSION,
        stage_1: readiness.stage_1.into(),
        stage_2: readiness.stage_2.into(),
        answered: readiness.sources.coverage.part,
        asked: readiness.sources.coverage.whole,
        gates: readiness.gates.iter().map(gate).collect(),
        flips,
    }
}

fn about(record: &VerdictRecord) -> Table {
    let mut facts = vec![
        ("Organisation", record.organisation.clone()),
        ("Date", record.on.to_string()),
        ("Stage 1", words::verdict(record.stage_1.into()).to_owned()),
        ("Stage 2", words::verdict(record.stage_2.into()).to_owned()),
        (
            "Answered, of what feeds a gate",
            format!("{} of {}", record.answered, record.asked),
        ),
        (
            "Rule set and catalogue",
            format!("{}, {}", record.rules, record.catalogue),
        ),
    ];
    for flip in &record.flips {
        let what = match flip.stage {
            1 => "What lifts Stage 1",
            _ => "What lifts Stage 2",
        };
        let becomes = words::verdict(flip.becomes.into());
        facts.push((what, format!("{}: {becomes}", flip.steps.join("; "))));
    }
    lead("Verdict", &facts)
}

fn gates(record: &VerdictRecord, readiness: &Readiness) -> Table {
    let row = |(gate, record): (&Gate, &GateRecord)| {
        vec![
            Cell::from(gate.id),
            Cell::from(record.asks.as_str()),
            Cell::from(words::colour(gate.colour)),
            Cell::from(record.steps.join("; ")),
        ]
    };
    table(
        "Gates",
        &["Gate", "What it asks", "State", "Steps to the next state"],
        readiness.gates.iter().zip(&record.gates).map(row).collect(),
    )
}

fn overview(record: &VerdictRecord, readiness: &Readiness) -> Table {
    let count = |colour: Colour| {
        let gates = readiness.gates.iter();
        number(
            gates
                .filter(|gate| gate.colour == colour)
                .map(|_| 1)
                .sum::<u32>(),
        )
    };
    table(
        "Verdicts",
        &[
            "File",
            "Organisation",
            "Stage 1",
            "Stage 2",
            "Gates not there",
            "Gates in part",
            "Gates unknown",
            "Gates met",
        ],
        vec![vec![
            Cell::from(record.file.as_str()),
            Cell::from(record.organisation.as_str()),
            Cell::from(words::verdict(record.stage_1.into())),
            Cell::from(words::verdict(record.stage_2.into())),
            count(Colour::Red),
            count(Colour::Amber),
            count(Colour::Unknown),
            count(Colour::Green),
        ]],
    )
}
