//! `report`: what others are given to read.

use isms_gauge_core::report::{Material, Part};
use isms_gauge_core::table::Table;
use isms_gauge_workbook::workbook;

use crate::Outcome;
use crate::args::{Frame, Report, ReportFormat, Section};
use crate::fault::Fault;
use crate::input;
use crate::output::{Sink, into_folder};
use crate::world::World;

impl Section {
    fn part(self) -> Part {
        match self {
            Self::Summary => Part::Summary,
            Self::Gates => Part::Gates,
            Self::Gaps => Part::Gaps,
            Self::Roadmap => Part::Actions,
            Self::Requirements => Part::Requirements,
            Self::Statement => Part::Statement,
            Self::Documents => Part::Documents,
            Self::Checks => Part::Checks,
        }
    }
}

pub fn run(args: &Report, frame: &Frame, world: &World) -> Result<Outcome, Fault> {
    if args.into.is_some() && args.format != ReportFormat::Csv {
        return Err(Fault::usage("--into goes with --format csv"));
    }
    if args.format == ReportFormat::Xlsx && !args.sections.is_empty() {
        return Err(Fault::usage(
            "a workbook holds all its sheets; --sections goes with md, html and csv",
        ));
    }
    let parts: Vec<Part> = if args.sections.is_empty() {
        Part::USUAL.to_vec()
    } else {
        let wanted: Vec<Part> = args.sections.iter().map(|section| section.part()).collect();
        Part::ALL
            .into_iter()
            .filter(|part| wanted.contains(part))
            .collect()
    };
    let named = input::one(&args.input, &world.catalogue)?;
    world.material(&named.assessment, |material| match args.format {
        ReportFormat::Md => text(frame, &material.to_markdown(&parts, &args.classification)),
        ReportFormat::Html => text(frame, &material.to_html(&parts, &args.classification)),
        ReportFormat::Csv => csv(args, frame, material, &parts),
        ReportFormat::Xlsx => {
            let bytes = workbook(&material.sheets(), world.today)
                .map_err(|fault| Fault::input(named.file.clone(), fault.to_string()))?;
            let mut sink = Sink::open(frame.out.as_deref(), frame.force)?;
            sink.binary(&bytes)?;
            sink.close()
        }
    })?;
    Ok(Outcome::Met)
}

fn text(frame: &Frame, text: &str) -> Result<(), Fault> {
    let mut sink = Sink::open(frame.out.as_deref(), frame.force)?;
    sink.text(text)?;
    sink.close()
}

fn csv(args: &Report, frame: &Frame, material: &Material<'_>, parts: &[Part]) -> Result<(), Fault> {
    let whole = |part: Part| -> Table { material.whole(part) };
    match (&args.into, parts) {
        (Some(folder), parts) => {
            for part in parts {
                let name = format!("{}.csv", part.title().to_lowercase().replace(' ', "-"));
                into_folder(folder, &name, whole(*part).to_csv().as_bytes(), frame.force)?;
            }
            Ok(())
        }
        (None, [part]) => text(frame, &whole(*part).to_csv()),
        (None, parts) => Err(Fault::usage(format!(
            "comma-separated values hold one table, and {} sections are wanted; name one with \
             --sections, or a folder with --into",
            parts.len()
        ))),
    }
}
