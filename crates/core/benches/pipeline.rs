//! How long the whole way from answers to a dated plan takes, on the published samples.

#![expect(clippy::expect_used, reason = "a benchmark may fail loudly")]

use std::hint::black_box;

use chrono::NaiveDate;
use divan::Bencher;
use isms_gauge_core::action::{Work, actions};
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::compare::compare;
use isms_gauge_core::consistency::consistency;
use isms_gauge_core::file;
use isms_gauge_core::gap::gaps;
use isms_gauge_core::merge::merge;
use isms_gauge_core::roadmap::{Search, dated, outcome, roadmap, what_if, worth};
use isms_gauge_core::score::score;
use isms_gauge_core::verdict::verdict;

const SAMPLES: [(&str, &str); 2] = [
    (
        "manufacturer",
        include_str!("../../../public/samples/manufacturer.json"),
    ),
    (
        "software-firm",
        include_str!("../../../public/samples/software-firm.json"),
    ),
];
const NAMES: [&str; 2] = ["manufacturer", "software-firm"];

fn main() {
    divan::main();
}

fn text(name: &str) -> &'static str {
    SAMPLES
        .iter()
        .find(|(known, _)| *known == name)
        .expect("a sample")
        .1
}

fn sample(name: &str) -> (Catalogue, Assessment) {
    (
        Catalogue::embedded().expect("the catalogue"),
        file::read(text(name)).expect("a sample"),
    )
}

fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 11).expect("a date")
}

#[divan::bench(args = NAMES)]
fn scoring(bencher: Bencher<'_, '_>, name: &str) {
    let (catalogue, assessment) = sample(name);
    bencher.bench_local(|| score(&catalogue, black_box(&assessment)).overall.n_asked);
}

#[divan::bench(args = NAMES)]
fn judging(bencher: Bencher<'_, '_>, name: &str) {
    let (catalogue, assessment) = sample(name);
    let card = score(&catalogue, &assessment);
    bencher.bench_local(|| verdict(&assessment, black_box(&card), start()).stage_2);
}

#[divan::bench(args = NAMES)]
fn finding_gaps(bencher: Bencher<'_, '_>, name: &str) {
    let (catalogue, assessment) = sample(name);
    let card = score(&catalogue, &assessment);
    bencher.bench_local(|| gaps(&catalogue, black_box(&card)).len());
}

#[divan::bench(args = NAMES)]
fn scheduling(bencher: Bencher<'_, '_>, name: &str) {
    let (catalogue, assessment) = sample(name);
    let works = works(&catalogue, &assessment);
    bencher.bench_local(|| {
        roadmap(&catalogue, black_box(&works), &assessment.plan, start())
            .expect("a plan")
            .bars
            .len()
    });
}

/// Two states of one assessment, of which the later has every third answer changed.
#[divan::bench(args = NAMES)]
fn comparing(bencher: Bencher<'_, '_>, name: &str) {
    let (catalogue, assessment) = sample(name);
    let mut later = assessment.clone();
    for (_, answer) in later.answers.iter_mut().step_by(3) {
        answer.rating = None;
    }
    bencher.bench_local(|| {
        let (before, after) = ((&assessment, start()), (&later, start()));
        compare(&catalogue, black_box(before), after).moved.len()
    });
}

#[divan::bench(args = NAMES)]
fn merging(bencher: Bencher<'_, '_>, name: &str) {
    let (_, assessment) = sample(name);
    let mut there = assessment.clone();
    for (_, answer) in there.answers.iter_mut().step_by(3) {
        answer.note.push('!');
    }
    bencher.bench_local(|| merge(black_box(&assessment), &there).rows.len());
}

#[divan::bench(args = NAMES)]
fn answers_to_verdict_and_gaps(bencher: Bencher<'_, '_>, name: &str) {
    let (catalogue, assessment) = sample(name);
    bencher.bench_local(|| {
        let card = score(&catalogue, black_box(&assessment));
        (
            verdict(&assessment, &card, start()),
            gaps(&catalogue, &card).len(),
        )
    });
}

#[divan::bench(args = NAMES)]
fn cross_checks(bencher: Bencher<'_, '_>, name: &str) {
    let (catalogue, assessment) = sample(name);
    bencher.bench_local(|| consistency(&catalogue, black_box(&assessment), start()).len());
}

#[divan::bench(args = NAMES)]
fn answers_to_roadmap(bencher: Bencher<'_, '_>, name: &str) {
    let (catalogue, assessment) = sample(name);
    bencher.bench_local(|| {
        let card = score(&catalogue, black_box(&assessment));
        let gaps = gaps(&catalogue, &card);
        let works = actions(&catalogue, &assessment, &card, &gaps);
        roadmap(&catalogue, &works, &assessment.plan, start())
            .expect("a plan")
            .bars
            .len()
    });
}

/// The work that is left in a sample.
fn works<'a>(catalogue: &'a Catalogue, assessment: &Assessment) -> Vec<Work<'a>> {
    let card = score(catalogue, assessment);
    let gaps = gaps(catalogue, &card);
    actions(catalogue, assessment, &card, &gaps)
}

/// One more half day a week of the first member: what a slider asks for.
fn asked(bencher: Bencher<'_, '_>, name: &str, search: Search) {
    let (catalogue, assessment) = sample(name);
    let works = works(&catalogue, &assessment);
    let plan = &assessment.plan;
    let now = outcome(&catalogue, &works, plan, start(), search, &[]).expect("a plan");
    let mut changed = plan.clone();
    if let Some(member) = changed.team.first_mut() {
        member.half_days_a_week += 1;
    }
    bencher.bench_local(|| {
        what_if(
            &catalogue,
            &works,
            &now,
            black_box(&changed),
            start(),
            search,
        )
        .expect("a plan")
        .1
    });
}

#[divan::bench(args = NAMES)]
fn what_if_quick(bencher: Bencher<'_, '_>, name: &str) {
    asked(bencher, name, Search::Quick);
}

#[divan::bench(args = NAMES)]
fn what_if_thorough(bencher: Bencher<'_, '_>, name: &str) {
    asked(bencher, name, Search::Thorough);
}

#[divan::bench(args = NAMES)]
fn dated_verdict(bencher: Bencher<'_, '_>, name: &str) {
    let (catalogue, assessment) = sample(name);
    let card = score(&catalogue, &assessment);
    let gaps = gaps(&catalogue, &card);
    let works = actions(&catalogue, &assessment, &card, &gaps);
    let plan = roadmap(&catalogue, &works, &assessment.plan, start()).expect("a plan");
    bencher.bench_local(|| {
        dated(
            &catalogue,
            black_box(&assessment),
            &works,
            &gaps,
            &plan,
            start(),
        )
        .points
        .len()
    });
}

#[divan::bench(args = NAMES)]
fn worth_of_each_open_work(bencher: Bencher<'_, '_>, name: &str) {
    let (catalogue, assessment) = sample(name);
    let card = score(&catalogue, &assessment);
    let gaps = gaps(&catalogue, &card);
    let works = actions(&catalogue, &assessment, &card, &gaps);
    let plan = &assessment.plan;
    let now = outcome(&catalogue, &works, plan, start(), Search::Quick, &[]).expect("a plan");
    bencher.bench_local(|| {
        worth(
            &catalogue,
            black_box(&assessment),
            &works,
            &gaps,
            &now,
            start(),
        )
        .expect("plans")
        .len()
    });
}

#[divan::bench(args = NAMES)]
fn import(bencher: Bencher<'_, '_>, name: &str) {
    bencher.bench_local(|| file::read(black_box(text(name))).expect("a sample"));
}

#[divan::bench(args = NAMES)]
fn export(bencher: Bencher<'_, '_>, name: &str) {
    let (_, assessment) = sample(name);
    bencher.bench_local(|| file::write(black_box(&assessment)).len());
}

#[divan::bench]
fn reading_the_catalogue() -> usize {
    Catalogue::embedded()
        .expect("the catalogue")
        .subclauses
        .len()
}
