//! `catalogue`: what is asked.

use isms_gauge_core::catalogue::{Depth, Kind, Question, Subclause};
use isms_gauge_core::table::{Cell, Table};

use super::records::{self, table};
use crate::Outcome;
use crate::args::{Catalogue, DepthKey, Format, Frame};
use crate::facts::QuestionRecord;
use crate::fault::Fault;
use crate::world::World;

pub fn run(args: &Catalogue, frame: &Frame, world: &World) -> Result<Outcome, Fault> {
    let is_wanted = |subclause: &Subclause| {
        args.clause.as_ref().is_none_or(|wanted| {
            let id = subclause.id.to_string();
            id == *wanted || id.starts_with(&format!("{wanted}."))
        })
    };
    let has_depth = |question: &Question| match args.depth {
        None => true,
        Some(DepthKey::Quick) => question.depth == Depth::Quick,
        Some(DepthKey::Full) => question.depth == Depth::Full,
    };
    let mut records = Vec::new();
    for subclause in world.catalogue.subclauses.iter().filter(|s| is_wanted(s)) {
        let questions = subclause.questions.iter().filter(|q| has_depth(q));
        records.extend(questions.map(|question| record(world, subclause, question)));
    }
    if let (Some(wanted), true) = (&args.clause, records.is_empty()) {
        return Err(Fault::usage(format!(
            "a clause from 4 to 10 or a sub-clause such as 9.2.1 was wanted, got {wanted:?}"
        )));
    }
    records::write(args.format, frame, &records, false, || {
        (None, shown(&records, args.format))
    })?;
    Ok(Outcome::Met)
}

fn record(world: &World, subclause: &Subclause, question: &Question) -> QuestionRecord {
    let text = world.texts.question(&question.id);
    let words = |read: fn(&isms_gauge_core::texts::QuestionText) -> &String| {
        text.map(|text| read(text).clone()).unwrap_or_default()
    };
    QuestionRecord {
        id: question.id.to_string(),
        subclause: subclause.id.to_string(),
        title: world.texts.subclause(subclause.id).to_owned(),
        depth: match question.depth {
            Depth::Quick => "quick",
            Depth::Full => "full",
        },
        kind: match question.kind {
            Kind::Design => "design",
            Kind::Operation => "operation",
            Kind::Record => "record",
        },
        refs: question.refs.clone(),
        text: words(|text| &text.text),
        why: words(|text| &text.why),
        guidance: words(|text| &text.guidance),
        evidence: text.map(|text| text.evidence.clone()).unwrap_or_default(),
        anchors: text.map(|text| text.anchors.to_vec()).unwrap_or_default(),
        documents: question.documents.clone(),
        gates: question.gates.clone(),
        action: words(|text| &text.action.title),
    }
}

fn shown(records: &[QuestionRecord], format: Format) -> Table {
    let narrow = ["Question id", "Depth", "Question", "Gates", "Documents"];
    let row = |record: &QuestionRecord| {
        let mut row = vec![
            Cell::from(record.id.as_str()),
            Cell::from(record.depth),
            Cell::from(record.text.as_str()),
            Cell::from(record.gates.join(", ")),
            Cell::from(record.documents.join(", ")),
            Cell::from(record.subclause.as_str()),
            Cell::from(record.title.as_str()),
            Cell::from(record.kind),
            Cell::from(record.refs.join(", ")),
            Cell::from(record.why.as_str()),
            Cell::from(record.guidance.as_str()),
            Cell::from(record.evidence.join("; ")),
        ];
        row.extend(
            record
                .anchors
                .iter()
                .map(|anchor| Cell::from(anchor.as_str())),
        );
        row.push(Cell::from(record.action.as_str()));
        row
    };
    let levels = [
        "Level 0", "Level 1", "Level 2", "Level 3", "Level 4", "Level 5",
    ];
    let head = [
        &narrow[..],
        &[
            "Sub-clause",
            "Title",
            "Kind",
            "Elements",
            "Why",
            "Guidance",
            "Evidence",
        ],
        &levels,
        &["Action"],
    ]
    .concat();
    let whole = table("Questions", &head, records.iter().map(row).collect());
    match format {
        Format::Csv => whole,
        _ => whole.select(&narrow),
    }
}
