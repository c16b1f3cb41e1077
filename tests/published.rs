//! What is published beside the app: the schema and the samples. `UPDATE=1 cargo test --test
//! published` writes them anew.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use isms_gauge_core::action::actions;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::compare::{TrendPoint, trend};
use isms_gauge_core::file;
use isms_gauge_core::gap::gaps;
use isms_gauge_core::roadmap::{DateRange, first_day, roadmap};
use isms_gauge_core::score::score;
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::{Colour, Stage, Verdict, verdict};
use isms_gauge_core::words;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a published file with what it should be, or writes it.
fn published(path: &str, expected: &str) {
    let path = root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, expected).expect("written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} has drifted; run with UPDATE=1",
        path.display()
    );
}

fn schema() -> String {
    let schema = schemars::schema_for!(Assessment);
    let mut text = serde_json::to_string_pretty(&schema).expect("JSON");
    text.push('\n');
    text
}

#[test]
fn the_schema_is_that_of_the_types() {
    published("public/schema/assessment-v1.json", &schema());
}

fn sample(name: &str) -> (String, Assessment) {
    let path = format!("public/samples/{name}.json");
    let text = fs::read_to_string(root().join(&path)).expect("a sample");
    let assessment = file::read(&text).unwrap_or_else(|fault| panic!("{path}: {fault}"));
    (path, assessment)
}

const SAMPLES: [&str; 2] = ["manufacturer", "software-firm"];

#[test]
fn samples_are_written_as_the_app_writes_them() {
    for name in SAMPLES {
        let (path, assessment) = sample(name);
        published(&path, &file::write(&assessment));
    }
}

#[test]
fn samples_fit_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for name in SAMPLES {
        let (path, assessment) = sample(name);
        let text = file::write(&assessment);
        let tree: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let faults: Vec<String> = validator
            .iter_errors(&tree)
            .map(|fault| format!("{path} at {}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let wrong = serde_json::json!({
        "format": "isms-gauge.assessment", "version": 1, "id": "a",
        "answers": { "4.1": { "rating": 6 } }
    });
    assert!(!validator.is_valid(&wrong));
    assert!(file::read(&wrong.to_string()).is_err());
}

#[test]
fn samples_answer_questions_that_exist() {
    let catalogue = Catalogue::embedded().expect("the catalogue");
    for name in SAMPLES {
        let (path, assessment) = sample(name);
        for id in assessment.answers.keys() {
            assert!(
                catalogue.question(id).is_some(),
                "{path} answers {id}, which is not asked"
            );
        }
    }
}

/// A day soon after both samples were filled in.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day")
}

#[test]
fn samples_have_verdicts_with_reasons_and_still_show_open_answers() {
    let catalogue = Catalogue::embedded().expect("the catalogue");
    let wanted = [
        ("manufacturer", Verdict::NotReady, Verdict::NotReady),
        (
            "software-firm",
            Verdict::ConditionallyReady,
            Verdict::NotReady,
        ),
    ];
    for (name, stage_1, stage_2) in wanted {
        let (path, assessment) = sample(name);
        let card = score(&catalogue, &assessment);
        let readiness = verdict(&assessment, &card, today());
        let lacking: Vec<&str> = readiness
            .gates
            .iter()
            .filter(|gate| gate.colour == Colour::Unknown)
            .map(|gate| gate.id)
            .collect();
        assert_eq!(lacking, [""; 0], "{path}");
        let found = (readiness.stage_1, readiness.stage_2);
        assert_eq!(found, (stage_1, stage_2), "{path}");
        assert!(card.overall.n_unknown > 0, "{path}: some answers are open");
        assert_eq!(assessment.controls.len(), 93, "{path}");
    }
}

#[test]
fn samples_have_documents_and_controls_in_several_states() {
    for name in SAMPLES {
        let (path, assessment) = sample(name);
        let mut states: Vec<_> = assessment.documents.values().map(|d| d.state).collect();
        states.sort_unstable();
        states.dedup();
        assert!(states.len() >= 4, "{path}: {states:?}");
        let mut states: Vec<_> = assessment.controls.values().map(|c| c.status).collect();
        states.sort_unstable();
        states.dedup();
        assert!(states.len() >= 4, "{path}: {states:?}");
    }
}

#[test]
fn samples_tell_how_they_came_here_and_where_they_lag() {
    let catalogue = Catalogue::embedded().expect("the catalogue");
    for name in SAMPLES {
        let (path, assessment) = sample(name);
        let points = trend(&catalogue, &assessment, today());
        assert_eq!(points.len(), 5, "{path}: four quarters and today");
        tells(&path, points);
    }
}

fn tells(path: &str, points: Vec<TrendPoint>) {
    let mut before = 0;
    for point in points {
        let standing = point
            .standing
            .unwrap_or_else(|fault| panic!("{path}: {fault}"));
        let percent = standing.overall.to_target_percent();
        assert!(percent > before, "{path}: {} does not rise", point.name);
        before = percent;
        let share = |clause: u8| {
            let score = standing.clauses.iter().find(|score| score.clause == clause);
            score.map(|score| score.summary.to_target_percent())
        };
        assert!(share(9) < share(7), "{path}: clause 9 lags behind");
        assert!(
            point.id.is_none() || !point.reason.is_empty(),
            "{path}: a reason"
        );
    }
}

/// Where a snapshot says in words that skills fell, its levels say so too.
#[test]
fn the_setback_of_the_software_firm_stands_in_its_levels() {
    let catalogue = Catalogue::embedded().expect("the catalogue");
    let (path, assessment) = sample("software-firm");
    let points = trend(&catalogue, &assessment, today());
    let told = points
        .iter()
        .position(|point| point.reason.contains("fell"));
    let told = told.unwrap_or_else(|| panic!("{path}: no setback is told"));
    let clause_7 = |place: usize| {
        let standing = points[place].standing.as_ref().expect("a state");
        let mut scores = standing.clauses.iter();
        let score = scores.find(|score| score.clause == 7).expect("clause 7");
        score.summary.to_target_percent()
    };
    assert!(clause_7(told) < clause_7(told - 1), "{path}");
}

/// The source of what the start page shows of a sample.
fn shown_sample() -> String {
    let catalogue = Catalogue::embedded().expect("the catalogue");
    let mut texts = Texts::embedded().expect("the texts");
    for clause in 4..=10 {
        let path = format!("crates/core/catalogue/en/full/clause-{clause:02}.json");
        let json = fs::read_to_string(root().join(&path)).expect("words");
        texts.add_full(&path, &json).expect("the words of a clause");
    }
    let (_, assessment) = sample("software-firm");
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let card = score(&catalogue, &assessment);
    let readiness = verdict(&assessment, &card, day);
    let gaps = gaps(&catalogue, &card);
    let works = actions(&catalogue, &assessment, &card, &gaps);
    let start = first_day(&assessment.plan, day);
    let roadmap = roadmap(&catalogue, &works, &assessment.plan, start).expect("a plan");
    let stage = |stage: Stage, range: Option<DateRange>| {
        let verdict = readiness.stage(stage);
        let tone = match verdict {
            Verdict::CannotTell => "neutral",
            Verdict::NotReady => "bad",
            Verdict::ConditionallyReady => "warn",
            Verdict::NoBlockingGapFound => "good",
        };
        let date = range.map_or("open".to_owned(), |range| range.likely.to_string());
        format!("({:?}, {tone:?}, {date:?})", words::verdict(verdict))
    };
    let levels = card.clauses.iter().map(|score| {
        let lowest = score.summary.lowest.map_or(0, |level| level.steps());
        format!("({}, {lowest}, {})", score.clause, score.target.steps())
    });
    let mut subclauses = Vec::new();
    let mut first = Vec::new();
    for gap in gaps.iter().filter(|gap| gap.rating.is_some()) {
        if first.len() < 3 && !subclauses.contains(&gap.subclause) {
            subclauses.push(gap.subclause);
            let text = texts.question(&gap.question.id).expect("a text");
            first.push(format!("{:?}", text.action.title));
        }
    }
    format!(
        "//! What the first sample says, for the start page: worked out from its file by
//! `UPDATE=1 cargo test --test published`, which fails where this has drifted from it.

/// The day of the verdict.
pub const ON: &str = {:?};
/// Verdict, tone and likely date of Stage 1 and Stage 2.
pub const STAGES: [(&str, &str, &str); 2] = [
    {},
    {},
];
/// Clause, lowest level and target.
pub const LEVELS: [(u8, u8, u8); 7] = [
    {},
];
/// The number of gaps.
pub const N_GAPS: usize = {};
/// What to do first.
pub const FIRST: [&str; 3] = [
    {},
];
",
        day.to_string(),
        stage(Stage::One, roadmap.stage_1),
        stage(Stage::Two, roadmap.stage_2),
        levels.collect::<Vec<_>>().join(",\n    "),
        gaps.len(),
        first.join(",\n    "),
    )
}

#[test]
fn the_result_on_the_start_page_is_that_of_the_sample() {
    published("src/pages/start/sample.rs", &shown_sample());
}
