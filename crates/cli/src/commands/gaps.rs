//! `gaps`: what is missing, worst first.

use isms_gauge_core::export::gap_table;
use isms_gauge_core::gap::Gap;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::words;

use super::records::{self, Done, Shape, with_file};
use crate::Outcome;
use crate::args::{Format, Frame, Gaps};
use crate::facts::{GapRow, GradeKey};
use crate::fault::Fault;
use crate::input::Named;
use crate::world::World;

/// The columns that fit at a terminal.
const NARROW: [&str; 6] = [
    "Sub-clause",
    "Action",
    "Answer",
    "Missing",
    "Suggested grade",
    "Owner",
];

pub fn run(args: &Gaps, frame: &Frame, world: &World) -> Result<Outcome, Fault> {
    let work = |named: &Named, is_one: bool| {
        let all = world.found(&named.assessment).gaps;
        let is_as_bad = |gap: &Gap<'_>, wanted: GradeKey| GradeKey::from(gap.grade) <= wanted;
        let unmet = args.fail_on.and_then(|grade| {
            let n_bad = all.iter().filter(|gap| is_as_bad(gap, grade)).count();
            let grade = clap::ValueEnum::to_possible_value(&grade)?;
            (n_bad > 0).then(|| {
                format!(
                    "{}: {n_bad} gaps are graded {} or worse",
                    named.file,
                    grade.get_name()
                )
            })
        });
        let chosen: Vec<(usize, Gap<'_>)> = all
            .into_iter()
            .enumerate()
            .filter(|(_, gap)| args.grade.is_none_or(|grade| is_as_bad(gap, grade)))
            .take(args.limit.unwrap_or(usize::MAX))
            .collect();
        let rows: Vec<GapRow> = chosen
            .iter()
            .map(|(idx, gap)| row(world, named, idx + 1, gap))
            .collect();
        let done = Done::new(args.format, &rows, || {
            let gaps: Vec<Gap<'_>> = chosen.iter().map(|(_, gap)| gap.clone()).collect();
            let whole = gap_table(&world.texts, &named.assessment, &gaps);
            let table = match args.format {
                Format::Csv => whole,
                _ => whole.select(&NARROW),
            };
            let table = if is_one {
                table
            } else {
                with_file(table, &named.file)
            };
            (None, table)
        })?;
        Ok(done.unmet(unmet.into_iter().collect()))
    };
    records::run(&args.input, args.format, frame, world, Shape::List, work)
}

fn row(world: &World, named: &Named, rank: usize, gap: &Gap<'_>) -> GapRow {
    let texts = &world.texts;
    let question = gap.question;
    let text = texts.question(&question.id);
    let answer = named.assessment.answers.get(&question.id);
    GapRow {
        file: named.file.clone(),
        id: named.assessment.id.clone(),
        organisation: named.assessment.profile.organisation.clone(),
        rank,
        subclause: gap.subclause.to_string(),
        title: texts.subclause(gap.subclause).to_owned(),
        question: question.id.to_string(),
        text: text.map(|text| text.text.clone()).unwrap_or_default(),
        level: gap
            .rating
            .and_then(|rating| rating.level())
            .map(Level::steps),
        answer: words::rating(texts, gap.rating),
        target: gap.target.steps(),
        conformity: gap.conformity.into(),
        grade: gap.grade.into(),
        reason: words::reason(gap.reason),
        missing: words::missing(texts, gap.missing),
        action: text
            .map(|text| text.action.title.clone())
            .unwrap_or_default(),
        gates: question.gates.clone(),
        documents: question.documents.clone(),
        work: question.work.iter().map(|id| id.to_string()).collect(),
        waiting: gap.n_waiting,
        owner: answer
            .map(|answer| answer.owner.clone())
            .unwrap_or_default(),
        note: answer.map(|answer| answer.note.clone()).unwrap_or_default(),
    }
}
