//! The command line and the app say the same: verdicts, gaps and plan hashes of both samples and
//! of 50 generated assessments.
//!
//! Here the program is compared with the core, called as the app's session calls it. What it says
//! of a few files is kept in `tests/browser/equal`, where a browser test compares the app itself.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::fs;

use isms_gauge_core::action::actions;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::file;
use isms_gauge_core::gap::gaps;
use isms_gauge_core::roadmap::roadmap;
use isms_gauge_core::score::score;
use isms_gauge_core::verdict::verdict;
use isms_gauge_core::words;
use serde_json::{Value, json};

use common::generated::generated;
use common::{Folder, SAMPLES, TODAY, root, run, sample};

mod common;

/// The files that the app is asked about, by their numbers.
const IN_BROWSER: [u64; 4] = [3, 7, 12, 20];

/// What the app would say, by the calls of its session.
fn as_the_app(catalogue: &Catalogue, assessment: &Assessment) -> (Value, Vec<Value>, Value) {
    let today = isms_gauge_core::json::date(TODAY).expect("a day");
    let card = score(catalogue, assessment);
    let readiness = verdict(assessment, &card, today);
    let found = gaps(catalogue, &card);
    let works = actions(catalogue, assessment, &card, &found);
    let plan = roadmap(catalogue, &works, &assessment.plan, today).expect("a plan");
    let gates: Vec<Value> = readiness
        .gates
        .iter()
        .map(|gate| json!([gate.id, format!("{:?}", gate.colour).to_lowercase()]))
        .collect();
    let verdicts = json!({
        "stages": [words::verdict(readiness.stage_1), words::verdict(readiness.stage_2)],
        "gates": gates,
    });
    let gap = |gap: &isms_gauge_core::gap::Gap<'_>| {
        json!([
            gap.question.id.to_string(),
            words::reason(gap.reason),
            gap.target.steps(),
            gap.n_waiting,
        ])
    };
    let range = |range: Option<isms_gauge_core::roadmap::DateRange>| {
        range.map(|range| [range.earliest, range.likely, range.latest].map(|day| day.to_string()))
    };
    let plan = json!({
        "hash": format!("{:016x}", plan.hash()),
        "start": plan.start.to_string(),
        "stages": [range(plan.stage_1), range(plan.stage_2)],
    });
    (verdicts, found.iter().map(gap).collect(), plan)
}

/// The verdict's words for its key.
fn stage_words(key: &Value) -> &'static str {
    match key.as_str() {
        Some("cannot-tell") => "Cannot tell yet",
        Some("not-ready") => "Not ready",
        Some("conditionally-ready") => "Conditionally ready",
        Some("no-blocking-gap-found") => "No blocking gap found",
        other => panic!("no verdict: {other:?}"),
    }
}

fn verdicts_of(record: &Value) -> Value {
    let gates = record["gates"].as_array().expect("gates");
    json!({
        "stages": [stage_words(&record["stage_1"]), stage_words(&record["stage_2"])],
        "gates": gates.iter().map(|gate| json!([gate["id"], gate["state"]])).collect::<Vec<_>>(),
    })
}

fn plan_of(record: &Value) -> Value {
    let range = |range: &Value| match range {
        Value::Null => Value::Null,
        range => json!([range["earliest"], range["likely"], range["latest"]]),
    };
    json!({
        "hash": record["hash"],
        "start": record["start"],
        "stages": [range(&record["stage_1"]), range(&record["stage_2"])],
    })
}

#[test]
fn the_program_says_what_the_app_says_of_samples_and_of_fifty_others() {
    let catalogue = Catalogue::embedded().expect("the catalogue");
    let folder = Folder::new();
    folder.generate(&catalogue, 50);
    for name in SAMPLES {
        folder.put(
            &format!("{name}.json"),
            &fs::read_to_string(sample(name)).expect("a text"),
        );
    }
    let all = |command: &str| {
        let ran = run(&[command, &folder.all(), "--format", "ndjson"]).well();
        ran.lines()
    };
    let (verdicts, gaps, plans) = (all("verdict"), all("gaps"), all("plan"));
    assert_eq!((verdicts.len(), plans.len()), (52, 52));
    let mut kinds = Vec::new();
    for (found, plan) in verdicts.iter().zip(&plans) {
        let path = found["file"].as_str().expect("a file");
        assert_eq!(plan["file"], path);
        let assessment = file::read(&fs::read_to_string(path).expect("a text")).expect("readable");
        let (verdict, gap_list, dated) = as_the_app(&catalogue, &assessment);
        assert_eq!(verdicts_of(found), verdict, "{path}");
        let of_file = gaps.iter().filter(|gap| gap["file"] == path);
        let of_file: Vec<Value> = of_file
            .map(|gap| {
                json!([
                    gap["question"],
                    gap["reason"],
                    gap["target"],
                    gap["waiting"]
                ])
            })
            .collect();
        assert_eq!(of_file, gap_list, "{path}");
        assert_eq!(plan_of(plan), dated, "{path}");
        kinds.push(verdict["stages"].to_string());
    }
    kinds.sort();
    kinds.dedup();
    assert!(
        kinds.len() >= 3,
        "the files should not all be alike: {kinds:?}"
    );
}

#[test]
fn what_the_browser_test_expects_is_what_the_program_says() {
    let catalogue = Catalogue::embedded().expect("the catalogue");
    let folder = root().join("tests/browser/equal");
    let is_update = std::env::var_os("UPDATE").is_some();
    let kept = |name: &str, text: &str| {
        let path = folder.join(name);
        if is_update {
            fs::create_dir_all(&folder).expect("the folder");
            fs::write(&path, text).expect("written");
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == text,
            "{} has drifted; run with UPDATE=1",
            path.display()
        );
        path.to_string_lossy().into_owned()
    };
    let mut files = Vec::new();
    for number in IN_BROWSER {
        let name = format!("generated-{number}.json");
        let path = kept(&name, &file::write(&generated(&catalogue, number)));
        files.push((format!("equal/{name}"), path));
    }
    for name in SAMPLES {
        files.push((format!("../../public/samples/{name}.json"), sample(name)));
    }
    let mut expected = Vec::new();
    for (name, path) in files {
        let ask = |command: &str| run(&[command, &path, "--format", "json"]).well().json();
        let (verdict, gaps, plan) = (ask("verdict"), ask("gaps"), ask("plan"));
        expected.push(json!({
            "file": name,
            "stage_1": stage_words(&verdict["stage_1"]),
            "stage_2": stage_words(&verdict["stage_2"]),
            "gaps": gaps.as_array().map(Vec::len),
            "hash": plan["hash"],
        }));
    }
    let expected = json!({ "today": TODAY, "files": expected });
    kept("expected.json", &format!("{expected:#}\n"));
}
