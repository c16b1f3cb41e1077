//! `validate`: can files be read, and do their entries go together.

use std::sync::atomic::{AtomicU8, Ordering};

use isms_gauge_core::catalogue::CATALOGUE_VERSION;
use isms_gauge_core::consistency::{Finding, Severity, consistency};
use isms_gauge_core::import::{Oddity, OddityKind};
use isms_gauge_core::table::{Cell, Table};

use super::records::{self, Done, Shape, number, table};
use crate::Outcome;
use crate::args::{Frame, Validate};
use crate::facts::{CheckRecord, OddityRecord, ValidRecord};
use crate::fault::Fault;
use crate::input::{Named, Source};
use crate::world::World;

pub fn run(args: &Validate, frame: &Frame, world: &World) -> Result<Outcome, Fault> {
    // A file that cannot be read is a record like any other, so it does not end the run.
    let worst = AtomicU8::new(0);
    let work = |source: Result<Source, Fault>, is_one: bool| -> Vec<Result<Done, Fault>> {
        let name = source.as_ref().map(Source::name).unwrap_or_default();
        let read = source.and_then(|source| source.read(&world.catalogue, args.input.skip_foreign));
        let records = match read {
            Ok(all) => all.iter().map(|named| record(world, named)).collect(),
            Err(fault @ (Fault::ReaderLeft | Fault::Access { .. })) => return vec![Err(fault)],
            Err(Fault::Input { place, message }) if place.is_empty() => {
                return vec![Err(Fault::usage(message))];
            }
            Err(Fault::Input { message, .. }) => {
                worst.store(1, Ordering::Relaxed);
                vec![unreadable(name, message)]
            }
        };
        records
            .into_iter()
            .map(|record| {
                let unmet = unmet(args, &record);
                let done = Done::new(args.format, std::slice::from_ref(&record), || {
                    (None, shown(&record, is_one))
                })?;
                Ok(done.unmet(unmet))
            })
            .collect()
    };
    let outcome = records::run_sources(&args.input, args.format, frame, Shape::One, work)?;
    if worst.into_inner() == 0 {
        Ok(outcome)
    } else {
        Ok(outcome.max(Outcome::Faulty))
    }
}

/// What is said beside the records.
fn unmet(args: &Validate, record: &ValidRecord) -> Vec<String> {
    if !args.strict {
        return Vec::new();
    }
    let n = open(record, "contradiction");
    if n == 0 {
        Vec::new()
    } else {
        vec![format!("{}: {n} contradictions are open", record.file)]
    }
}

fn record(world: &World, named: &Named) -> ValidRecord {
    let assessment = &named.assessment;
    let mut findings = consistency(&world.catalogue, assessment, world.today);
    findings.sort_by_key(|finding| (finding.accepted, finding.severity));
    let unknown = assessment
        .answers
        .keys()
        .filter(|id| world.catalogue.question(id).is_none());
    ValidRecord {
        file: named.file.clone(),
        is_readable: true,
        fault: None,
        id: Some(assessment.id.clone()),
        organisation: Some(assessment.profile.organisation.clone()),
        is_current_catalogue: assessment.catalogue == CATALOGUE_VERSION,
        catalogue: Some(assessment.catalogue.clone()),
        unknown_questions: unknown.map(ToString::to_string).collect(),
        oddities: named.oddities.iter().map(oddity).collect(),
        checks: findings.iter().map(check).collect(),
    }
}

fn unreadable(file: String, fault: String) -> ValidRecord {
    ValidRecord {
        file,
        is_readable: false,
        fault: Some(fault),
        id: None,
        organisation: None,
        catalogue: None,
        is_current_catalogue: false,
        unknown_questions: Vec::new(),
        oddities: Vec::new(),
        checks: Vec::new(),
    }
}

fn oddity(oddity: &Oddity) -> OddityRecord {
    OddityRecord {
        place: oddity.place.clone(),
        what: match oddity.kind {
            OddityKind::Control(n) => format!("{n} control characters, which are passed over"),
            OddityKind::Direction(n) => {
                format!("{n} characters that turn the direction of writing or cannot be seen")
            }
        },
    }
}

fn check(finding: &Finding) -> CheckRecord {
    CheckRecord {
        rule: finding.rule,
        severity: match finding.severity {
            Severity::Contradiction => "contradiction",
            Severity::Weakness => "weakness",
            Severity::Hint => "hint",
        },
        place: finding.place.to_string(),
        message: finding.message.clone(),
        is_accepted: finding.accepted,
    }
}

/// How many checks of a severity nobody has accepted.
fn open(record: &ValidRecord, severity: &str) -> usize {
    record
        .checks
        .iter()
        .filter(|check| check.severity == severity && !check.is_accepted)
        .count()
}

fn shown(record: &ValidRecord, is_one: bool) -> Table {
    if is_one && record.is_readable {
        return details(record);
    }
    let count = |severity: &str| number(u32::try_from(open(record, severity)).unwrap_or(u32::MAX));
    let verdict = match &record.fault {
        Some(fault) => fault.clone(),
        None if !record.is_current_catalogue => format!(
            "readable; answered with catalogue {}",
            record.catalogue.as_deref().unwrap_or_default()
        ),
        None => "readable".to_owned(),
    };
    table(
        "Files",
        &[
            "File",
            "What was found",
            "Contradictions",
            "Weaknesses",
            "Hints",
        ],
        vec![vec![
            Cell::from(record.file.as_str()),
            Cell::from(verdict),
            count("contradiction"),
            count("weakness"),
            count("hint"),
        ]],
    )
}

/// Everything that was found in one file.
fn details(record: &ValidRecord) -> Table {
    let row = |kind: &str, place: &str, what: &str| {
        vec![Cell::from(kind), Cell::from(place), Cell::from(what)]
    };
    let mut rows = vec![row("readable", "file", "Every field is what it should be")];
    if !record.is_current_catalogue {
        let catalogue = record.catalogue.as_deref().unwrap_or_default();
        let what = format!("Answered with {catalogue}; this program asks {CATALOGUE_VERSION}");
        rows.push(row("catalogue", "catalogue", &what));
    }
    for id in &record.unknown_questions {
        rows.push(row(
            "kept",
            &format!("answers.{id}"),
            "This catalogue does not ask the question",
        ));
    }
    for oddity in &record.oddities {
        rows.push(row("odd", &oddity.place, &oddity.what));
    }
    for check in &record.checks {
        let kind = if check.is_accepted {
            format!("{} (accepted)", check.severity)
        } else {
            check.severity.to_owned()
        };
        let what = format!("{} {}", check.rule, check.message);
        rows.push(row(&kind, &check.place, &what));
    }
    table(&record.file, &["Kind", "Place", "What was found"], rows)
}
