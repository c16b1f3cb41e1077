//! How cost grows: each function with the load as it is (1) and with ten times of it (10).

#![expect(clippy::expect_used, reason = "a benchmark may fail loudly")]

use std::hint::black_box;

use chrono::NaiveDate;
use divan::Bencher;
use isms_gauge_core::action::actions;
use isms_gauge_core::assessment::{Answer, Assessment, Evidence, Rating};
use isms_gauge_core::catalogue::{Catalogue, Depth, QuestionId};
use isms_gauge_core::compare::compare;
use isms_gauge_core::consistency::consistency;
use isms_gauge_core::file;
use isms_gauge_core::gap::gaps;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::merge::merge;
use isms_gauge_core::roadmap::roadmap;
use isms_gauge_core::rollup::rollup;
use isms_gauge_core::score::score;
use isms_gauge_core::search::{Entry, search};
use isms_gauge_core::verdict::verdict;

/// The load as it is, and ten times of it.
const LOADS: [usize; 2] = [1, 10];

/// About what a person writes to a question.
const NOTE: &str = "The register is kept in the wiki and was last looked at in spring. Two owners \
    have left since; their assets wait for somebody new. ";

fn main() {
    divan::main();
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 11).expect("a date")
}

/// The catalogue with each question `n` times, each under a name of its own.
fn catalogue(n: usize) -> Catalogue {
    let mut all = Catalogue::embedded().expect("the catalogue");
    for copy in 1..n {
        let more = Catalogue::embedded().expect("the catalogue");
        for (subclause, copied) in all.subclauses.iter_mut().zip(more.subclauses) {
            let full = copied.questions.into_iter();
            for mut question in full.filter(|question| question.depth == Depth::Full) {
                question.id = QuestionId::new(&format!("{}-{copy}", question.id)).expect("an id");
                subclause.questions.push(question);
            }
        }
    }
    all
}

/// Every question answered, with a note of a length and evidence.
fn answered(catalogue: &Catalogue, n_notes: usize) -> Assessment {
    let mut assessment = Assessment::new("growth");
    assessment.depth = Depth::Full;
    for (at, question) in catalogue.questions().enumerate() {
        let record = format!("E{}", at + 1);
        let level = u8::try_from(at % 6).expect("a level");
        let answer = Answer {
            rating: Some(Rating::Level(Level::try_from(level).expect("a level"))),
            evidence: vec![record.clone()],
            note: NOTE.repeat(n_notes),
            owner: "Jana Brockhaus".to_owned(),
            on: Some(today()),
            ..Answer::default()
        };
        assessment.answers.insert(question.id.clone(), answer);
        let evidence = Evidence {
            title: format!("Register, page {at}"),
            date: Some(today()),
            ..Evidence::default()
        };
        assessment.evidence.insert(record, evidence);
    }
    assessment
}

#[divan::bench(args = LOADS)]
fn verdict_and_gaps_by_questions(bencher: Bencher<'_, '_>, n: usize) {
    let catalogue = catalogue(n);
    let assessment = answered(&catalogue, 1);
    bencher.bench_local(|| {
        let card = score(&catalogue, black_box(&assessment));
        let stage = verdict(&assessment, &card, today()).stage_2;
        (stage, gaps(&catalogue, &card).len())
    });
}

#[divan::bench(args = LOADS)]
fn roadmap_by_questions(bencher: Bencher<'_, '_>, n: usize) {
    let catalogue = catalogue(n);
    let assessment = answered(&catalogue, 1);
    bencher.bench_local(|| {
        let card = score(&catalogue, black_box(&assessment));
        let gaps = gaps(&catalogue, &card);
        let works = actions(&catalogue, &assessment, &card, &gaps);
        roadmap(&catalogue, &works, &assessment.plan, today())
            .expect("a plan")
            .bars
            .len()
    });
}

#[divan::bench(args = LOADS)]
fn cross_checks_by_questions(bencher: Bencher<'_, '_>, n: usize) {
    let catalogue = catalogue(n);
    let assessment = answered(&catalogue, 1);
    bencher.bench_local(|| consistency(&catalogue, black_box(&assessment), today()).len());
}

#[divan::bench(args = LOADS)]
fn import_by_questions(bencher: Bencher<'_, '_>, n: usize) {
    let text = file::write(&answered(&catalogue(n), 1));
    bencher.bench_local(|| file::read(black_box(&text)).expect("a file"));
}

#[divan::bench(args = LOADS)]
fn export_by_questions(bencher: Bencher<'_, '_>, n: usize) {
    let assessment = answered(&catalogue(n), 1);
    bencher.bench_local(|| file::write(black_box(&assessment)).len());
}

#[divan::bench(args = LOADS)]
fn comparison_by_questions(bencher: Bencher<'_, '_>, n: usize) {
    let catalogue = catalogue(n);
    let (before, mut now) = (answered(&catalogue, 1), answered(&catalogue, 1));
    for (_, answer) in now.answers.iter_mut().step_by(3) {
        answer.rating = None;
    }
    bencher.bench_local(|| {
        let before = (&before, today());
        compare(&catalogue, black_box(before), (&now, today()))
            .moved
            .len()
    });
}

#[divan::bench(args = LOADS)]
fn merge_by_questions(bencher: Bencher<'_, '_>, n: usize) {
    let catalogue = catalogue(n);
    let (here, mut there) = (answered(&catalogue, 1), answered(&catalogue, 1));
    for (_, answer) in there.answers.iter_mut().step_by(3) {
        answer.note.push('!');
    }
    bencher.bench_local(|| merge(black_box(&here), &there).rows.len());
}

#[divan::bench(args = LOADS)]
fn import_by_notes(bencher: Bencher<'_, '_>, n: usize) {
    let text = file::write(&answered(&catalogue(1), 4 * n));
    bencher.bench_local(|| file::read(black_box(&text)).expect("a file"));
}

#[divan::bench(args = LOADS)]
fn export_by_notes(bencher: Bencher<'_, '_>, n: usize) {
    let assessment = answered(&catalogue(1), 4 * n);
    bencher.bench_local(|| file::write(black_box(&assessment)).len());
}

#[divan::bench(args = LOADS)]
fn search_by_notes(bencher: Bencher<'_, '_>, n: usize) {
    let assessment = answered(&catalogue(1), 4 * n);
    let entry =
        |(id, answer): (&QuestionId, &Answer)| Entry::new((), id.to_string(), answer.note.clone());
    let entries: Vec<Entry<()>> = assessment.answers.iter().map(entry).collect();
    // The second word is in none, so every note is read to its end.
    bencher.bench_local(|| search(black_box(&entries), "owners nowhere", 20).len());
}

#[divan::bench(args = LOADS)]
fn rollup_by_assessments(bencher: Bencher<'_, '_>, n: usize) {
    let catalogue = catalogue(1);
    let one = answered(&catalogue, 1);
    let all = vec![&one; 10 * n];
    bencher.bench_local(|| rollup(&catalogue, black_box(&all), today()).sites.len());
}
