//! Every command, run as a shell would, over real files.

#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::fs;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use isms_gauge_core::catalogue::{Catalogue, QuestionId};
use isms_gauge_core::file;
use serde_json::Value;

use common::{Folder, SAMPLES, read, root, run, run_with, sample};

mod common;

fn firm() -> String {
    sample("software-firm")
}

/// A sample with one answer changed.
fn changed(id: &str, change: impl FnOnce(&mut isms_gauge_core::assessment::Answer)) -> String {
    let mut assessment = read(&firm());
    let id = QuestionId::new(id).expect("an id");
    let mut answer = assessment.answers.get(&id).cloned().expect("an answer");
    change(&mut answer);
    assessment.answers.insert(id, answer);
    file::write(&assessment)
}

/// A question of the sample that is answered with level 3 or higher.
fn answered() -> String {
    let assessment = read(&firm());
    let is_high = |rating: Option<isms_gauge_core::assessment::Rating>| {
        rating
            .and_then(|rating| rating.level())
            .is_some_and(|level| level.steps() >= 3)
    };
    let (id, _) = assessment
        .answers
        .iter()
        .find(|(_, answer)| is_high(answer.rating))
        .expect("an answer");
    id.to_string()
}

fn fits(schema: &str, value: &Value) {
    let schema = run(&["schema", schema]).well().json();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let faults: Vec<String> = validator
        .iter_errors(value)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_command_reads_a_new_assessment() {
    let new = run(&["new", "--organisation", "Bellwether Ltd", "--people", "40"]).well();
    let id = new.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(id.len(), 36, "a drawn id");
    for command in [
        "validate", "score", "verdict", "gaps", "plan", "report", "migrate",
    ] {
        let ran = run_with(&[command], &new.out).well();
        assert!(!ran.out.is_empty(), "{command}");
        assert_eq!(ran.err, "", "{command}");
    }
    let verdict = run_with(&["verdict", "--format", "json"], &new.out).well();
    assert_eq!(verdict.json()["stage_1"], "cannot-tell");
    assert_eq!(verdict.json()["organisation"], "Bellwether Ltd");
}

#[test]
fn a_new_assessment_holds_what_was_said() {
    let args = [
        "new",
        "--id",
        "a-1",
        "--depth",
        "full",
        "--start",
        "2027-02-01",
        "--sites",
        "3",
    ];
    let new = run(&args).well().json();
    assert_eq!(new["id"], "a-1");
    assert_eq!(new["depth"], "full");
    assert_eq!(new["plan"]["start"], "2027-02-01");
    assert_eq!(new["profile"]["sites"], 3);
}

#[test]
fn an_id_that_no_file_can_hold_is_refused() {
    let ran = run(&["new", "--id", "not an id"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err.contains("at id: 1 to 64 letters") && ran.out.is_empty(),
        "{ran:?}"
    );
}

#[test]
fn an_output_that_is_there_stays_unless_it_is_forced() {
    let folder = Folder::new();
    let path = folder.put("a.json", "mine");
    let refused = run(&["new", "--out", &path]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("a.json: is there already"),
        "{refused:?}"
    );
    assert_eq!(folder.read("a.json"), "mine");
    run(&["new", "--out", &path, "--force"]).well();
    assert_eq!(read(&path).answers.len(), 0);
    assert_eq!(folder.names(), ["a.json"], "nothing is left beside it");
}

#[test]
fn a_failed_run_leaves_no_output_behind() {
    let folder = Folder::new();
    let broken = folder.put("broken.json", "{");
    let ran = run(&[
        "score",
        &broken,
        "--out",
        &folder.path("out.csv"),
        "--format",
        "csv",
    ]);
    assert_eq!(ran.code, 2);
    assert_eq!(folder.names(), ["broken.json"]);
}

#[test]
fn a_fault_names_file_place_found_and_wanted() {
    let folder = Folder::new();
    let text = r#"{"format": "isms-gauge.assessment", "version": 1, "id": "a",
        "answers": {"4.1": {"rating": 6}}}"#;
    let path = folder.put("odd.json", text);
    for command in ["score", "verdict", "gaps", "plan", "report", "migrate"] {
        let ran = run(&[command, &path]);
        assert_eq!(ran.code, 2, "{command}");
        assert_eq!(ran.out, "", "{command}");
        for part in ["odd.json", "answers.4.1.rating", "0 to 5", "got 6"] {
            assert!(ran.err.contains(part), "{command}: {part}: {}", ran.err);
        }
    }
}

#[test]
fn a_file_that_is_not_there_is_another_code() {
    let ran = run(&["score", "nowhere.json"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("nowhere.json: "), "{ran:?}");
}

#[test]
fn a_day_that_is_none_is_refused() {
    let ran = run(&["score", &firm(), "--then", "x"]);
    assert_eq!(ran.code, 2);
    let ran = run(&["diff", &firm(), &firm(), "--then", "2027-02-30"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("a day such as 2027-05-14"), "{ran:?}");
}

#[test]
fn validate_checks_every_file_and_says_which_cannot_be_read() {
    let folder = Folder::new();
    folder.put("a-broken.json", "{\"format\": ");
    folder.put("b-good.json", &run(&["new"]).well().out);
    folder.put("c-notes.txt", "not looked at");
    let ran = run(&["validate", &folder.all(), "--format", "json"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    let records = ran.json();
    let records = records.as_array().expect("a list");
    assert_eq!(records.len(), 2);
    for record in records {
        fits("validate", record);
    }
    assert_eq!(records[0]["is_readable"], false);
    assert!(
        records[0]["fault"]
            .as_str()
            .is_some_and(|f| f.contains("not complete JSON"))
    );
    assert_eq!(records[1]["is_readable"], true);
    assert_eq!(records[1]["is_current_catalogue"], true);
}

#[test]
fn validate_is_strict_only_where_asked() {
    // An answer of a day to come cannot be right.
    let text = changed(&answered(), |answer| {
        answer.on = isms_gauge_core::json::date("2027-12-31");
    });
    let plain = run_with(&["validate", "--format", "json"], &text).well();
    let n_open = plain.json()["checks"]
        .as_array()
        .expect("checks")
        .iter()
        .filter(|check| check["severity"] == "contradiction" && check["is_accepted"] == false)
        .count();
    let strict = run_with(&["validate", "--strict"], &text);
    assert_eq!(strict.code, 1, "{strict:?}");
    assert!(
        n_open > 0,
        "evidence that is not in the ledger contradicts itself: {plain:?}"
    );
    assert!(strict.err.contains("contradictions are open"), "{strict:?}");
}

#[test]
fn json_of_other_programs_is_passed_over_only_where_asked() {
    let folder = Folder::new();
    folder.put("package.json", r#"{"name": "something else"}"#);
    folder.put("firm.json", &fs::read_to_string(firm()).expect("text"));
    assert_eq!(run(&["score", &folder.all()]).code, 2);
    let ran = run(&["score", &folder.all(), "--skip-foreign", "--format", "json"]).well();
    assert_eq!(ran.json().as_array().map(Vec::len), Some(1));
}

#[test]
fn score_has_a_row_for_each_thing_that_is_asked_for() {
    for (by, n) in [("assessment", 1), ("clause", 7), ("subclause", 30)] {
        let ran = run(&["score", &firm(), "--by", by, "--format", "json"]).well();
        let rows = ran.json();
        let rows = rows.as_array().expect("a list");
        assert_eq!(rows.len(), n, "{by}");
        for row in rows {
            fits("score", row);
            assert_eq!(row["by"], by);
            let asked = row["asked"].as_u64().expect("a number");
            let sum: u64 = [
                "met",
                "claimed",
                "partly",
                "not_met",
                "unknown",
                "no_occasion",
            ]
            .iter()
            .filter_map(|name| row[*name].as_u64())
            .sum();
            assert_eq!(sum, asked, "every requirement counts once: {row}");
        }
    }
    let whole = run(&["score", &firm(), "--by", "assessment", "--format", "json"]).json();
    let parts = run(&[
        "score",
        &firm(),
        "--by",
        "requirement",
        "--format",
        "ndjson",
    ])
    .lines();
    assert_eq!(whole[0]["asked"], parts.len());
    let met: u64 = parts.iter().filter_map(|row| row["met"].as_u64()).sum();
    assert_eq!(whole[0]["met"], met);
}

#[test]
fn score_shows_clauses_of_one_file_and_files_of_several() {
    let one = run(&["score", &firm()]).well().out;
    for word in ["Leadership", "Operation", "Stage 1", "Lowest"] {
        assert!(one.contains(word), "{word}: {one}");
    }
    let [a, b] = SAMPLES.map(sample);
    let both = run(&["score", &a, &b, "--format", "csv"]).well().out;
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(both.as_bytes())
        .into_records()
        .collect::<Result<_, _>>()
        .expect("CSV");
    assert_eq!(rows.len(), 2);
    assert!(rows[1][0].ends_with("software-firm.json"));
}

#[test]
fn a_stream_goes_on_after_a_broken_file_and_keeps_the_order() {
    let folder = Folder::new();
    let catalogue = Catalogue::embedded().expect("the catalogue");
    folder.generate(&catalogue, 40);
    folder.put("020.json", "{\"broken\"");
    let args = ["score", &folder.all(), "--format", "ndjson"];
    let ran = run(&args);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(ran.err.matches("isms-gauge: ").count(), 1);
    assert!(
        ran.err.contains("020.json: the file is not complete JSON"),
        "{}",
        ran.err
    );
    let files: Vec<String> = ran
        .lines()
        .iter()
        .map(|row| row["file"].to_string())
        .collect();
    assert_eq!(files.len(), 39);
    let alone = run(&[&args[..], &["--jobs", "1"]].concat());
    let many = run(&[&args[..], &["--jobs", "7"]].concat());
    assert_eq!(alone.out, ran.out, "one thread gives the same bytes");
    assert_eq!(many.out, ran.out, "many threads give the same bytes");
    let sorted = run(&["score", &folder.all(), "--format", "json"]).json();
    let mut by_name = files.clone();
    by_name.sort();
    let names: Vec<String> = sorted
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| row["file"].to_string())
        .collect();
    assert_eq!(names, by_name, "a list is sorted by file");
}

#[test]
fn assessments_can_come_one_a_line() {
    let catalogue = Catalogue::embedded().expect("the catalogue");
    let mut lines = String::new();
    for number in 0..5 {
        let text = file::write(&common::generated::generated(&catalogue, number));
        let tree: Value = serde_json::from_str(&text).expect("JSON");
        lines.push_str(&format!("{tree}\n\n"));
    }
    let ran = run_with(&["score", "--lines", "--format", "ndjson"], &lines).well();
    let files: Vec<Value> = ran.lines().iter().map(|row| row["file"].clone()).collect();
    assert_eq!(
        files,
        ["stdin:1", "stdin:3", "stdin:5", "stdin:7", "stdin:9"]
    );
}

#[test]
fn a_reader_that_leaves_ends_the_run_without_a_word() {
    use std::io::Read as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_isms-gauge"))
        .args(["catalogue", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut first = [0; 10];
    let mut stdout = child.stdout.take().expect("output");
    stdout.read_exact(&mut first).expect("ten bytes");
    drop(stdout);
    let output = child.wait_with_output().expect("its end");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn verdict_fails_where_a_required_verdict_is_missed() {
    let found = run(&["verdict", &firm(), "--format", "json"]).well().json();
    fits("verdict", &found);
    let order = [
        "cannot-tell",
        "not-ready",
        "conditionally-ready",
        "no-blocking-gap-found",
    ];
    for (stage, key) in [("stage1", "stage_1"), ("stage2", "stage_2")] {
        let has = order
            .iter()
            .position(|word| found[key] == *word)
            .expect("a verdict");
        for (wanted, word) in order.iter().enumerate() {
            let required = format!("{stage}={word}");
            let ran = run(&["verdict", &firm(), "--require", &required]);
            assert_eq!(ran.code, i32::from(has < wanted), "{required}: {ran:?}");
            assert_eq!(ran.err.contains("is required"), has < wanted, "{ran:?}");
        }
    }
}

#[test]
fn a_requirement_without_a_verdict_wants_no_blocking_gap() {
    let new = run(&["new"]).well().out;
    let ran = run_with(&["verdict", "--require", "stage1"], &new);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("\"No blocking gap found\" is required"),
        "{ran:?}"
    );
    let wrong = run_with(&["verdict", "--require", "stage3"], &new);
    assert_eq!(wrong.code, 2);
    let wrong = run_with(&["verdict", "--require", "stage1=perfect"], &new);
    assert!(wrong.err.contains("no-blocking-gap-found"), "{wrong:?}");
}

#[test]
fn verdict_names_the_steps_that_lift_it() {
    let ran = run(&["verdict", &firm(), "--flip", "--format", "json"])
        .well()
        .json();
    fits("verdict", &ran);
    for flip in ran["flips"].as_array().expect("flips") {
        assert!(!flip["steps"].as_array().expect("steps").is_empty());
    }
    for gate in ran["gates"].as_array().expect("gates") {
        let is_green = gate["state"] == "green";
        assert_eq!(gate["steps"] == serde_json::json!([]), is_green, "{gate}");
    }
}

#[test]
fn gaps_are_cut_by_grade_and_number_and_can_fail_a_run() {
    let all = run(&["gaps", &firm(), "--format", "ndjson"]).well().lines();
    all.iter().for_each(|gap| fits("gaps", gap));
    let order = [
        "likely-major",
        "possible-major",
        "likely-minor",
        "unknown",
        "improvement",
    ];
    let rank = |gap: &Value| order.iter().position(|grade| gap["grade"] == *grade);
    for (idx, grade) in order.iter().enumerate() {
        let wanted = all.iter().filter(|gap| rank(gap) <= Some(idx)).count();
        let ran = run(&["gaps", &firm(), "--grade", grade, "--format", "ndjson"]).well();
        assert_eq!(ran.lines().len(), wanted, "{grade}");
        let failing = run(&["gaps", &firm(), "--fail-on", grade]);
        assert_eq!(failing.code, i32::from(wanted > 0), "{grade}");
    }
    let few = run(&["gaps", &firm(), "--limit", "3", "--format", "ndjson"]).well();
    assert_eq!(few.lines(), all[..3]);
}

#[test]
fn a_plan_goes_out_as_table_calendar_and_project() {
    let plan = run(&["plan", &firm(), "--format", "json"]).well().json();
    fits("plan", &plan);
    assert_eq!(plan["hash"].as_str().map(str::len), Some(16));
    let n_work = plan["work"].as_array().expect("work").len();
    let table = run(&["plan", &firm(), "--format", "csv"]).well().out;
    let rows = csv::Reader::from_reader(table.as_bytes())
        .into_records()
        .count();
    assert_eq!(rows, n_work);
    let calendar = run(&["plan", &firm(), "--format", "ics"]).well().out;
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
    assert!(calendar.matches("BEGIN:VEVENT").count() >= n_work);
    let project = run(&["plan", &firm(), "--format", "project"]).well().out;
    assert!(project.contains("<Project xmlns="), "{project}");
    let [a, b] = SAMPLES.map(sample);
    assert_eq!(run(&["plan", &a, &b, "--format", "ics"]).code, 2);
}

#[test]
fn where_nobody_has_time_there_is_no_plan() {
    let mut assessment = read(&firm());
    for member in &mut assessment.plan.team {
        member.half_days_a_week = 0;
    }
    let ran = run_with(&["plan"], &file::write(&assessment));
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .contains("stdin: at plan: nobody in the team has any time"),
        "{ran:?}"
    );
}

#[test]
fn a_report_goes_out_in_four_forms() {
    let folder = Folder::new();
    let markdown = run(&["report", &firm()]).well().out;
    assert!(markdown.contains("## Management summary"), "{markdown}");
    assert!(!markdown.contains("## Requirements"), "{markdown}");
    let html = run(&[
        "report",
        &firm(),
        "--format",
        "html",
        "--sections",
        "gaps,statement",
    ]);
    let html = html.well().out;
    assert!(html.starts_with("<!doctype html>") && html.contains("Statement of Applicability"));
    assert!(!html.contains("Management summary"));
    let csv = run(&[
        "report",
        &firm(),
        "--format",
        "csv",
        "--sections",
        "requirements",
    ])
    .well();
    let rows = csv::Reader::from_reader(csv.bytes.as_slice())
        .into_records()
        .count();
    assert!(rows >= 30, "{rows}");
    let several = run(&["report", &firm(), "--format", "csv"]);
    assert_eq!(several.code, 2);
    assert!(several.err.contains("--into"), "{several:?}");
    let args = [
        "report",
        &firm(),
        "--format",
        "csv",
        "--into",
        &folder.all(),
    ];
    run(&args).well();
    let names = [
        "gaps.csv",
        "management-summary.csv",
        "readiness-gates.csv",
        "roadmap.csv",
    ];
    assert_eq!(folder.names(), names);
    assert_eq!(run(&args).code, 2, "files that are there stay");
}

#[test]
fn a_workbook_has_the_sheets_of_the_app() {
    let folder = Folder::new();
    let path = folder.path("firm.xlsx");
    run(&["report", &firm(), "--format", "xlsx", "--out", &path]).well();
    let piped = run(&["report", &firm(), "--format", "xlsx"]).well();
    assert_eq!(fs::read(&path).expect("bytes"), piped.bytes);
    let mut book = Xlsx::new(Cursor::new(piped.bytes)).expect("a workbook");
    let sheets = [
        "Summary",
        "Requirements",
        "Gaps",
        "Actions",
        "SoA",
        "Documents",
    ];
    assert_eq!(book.sheet_names(), sheets);
    let controls = book.worksheet_range("SoA").expect("a sheet");
    assert_eq!(controls.height(), 94, "93 controls and the heads");
}

#[test]
fn diff_tells_what_fell_and_can_fail_a_run() {
    let folder = Folder::new();
    let id = answered();
    let lower = changed(&id, |answer| {
        answer.rating = Some(isms_gauge_core::assessment::Rating::Level(
            isms_gauge_core::maturity::Level::Absent,
        ));
    });
    let now = folder.put("now.json", &lower);
    let args = ["diff", &firm(), &now, "--format", "json"];
    let found = run(&args).well().json();
    fits("diff", &found);
    assert_eq!(found["fell"], 1);
    assert_eq!(found["moved"][0]["question"], id);
    assert_eq!(found["moved"][0]["how"], "fell");
    assert_eq!(run(&["diff", &firm(), &now, "--fail-on-fall"]).code, 1);
    assert_eq!(run(&["diff", &now, &firm(), "--fail-on-fall"]).code, 0);
    assert_eq!(run(&["diff", &firm(), &firm(), "--fail-on-fall"]).code, 0);
}

#[test]
fn diff_finds_a_snapshot_by_its_id() {
    let assessment = read(&firm());
    let (id, snapshot) = assessment.snapshots.iter().next().expect("a snapshot");
    let args = ["diff", &firm(), "--snapshot", id, "--format", "json"];
    let found = run(&args).well().json();
    assert_eq!(found["before"]["on"], snapshot.taken.to_string());
    assert_eq!(found["now"]["on"], common::TODAY);
    let wrong = run(&["diff", &firm(), "--snapshot", "nothing"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains(id.as_str()),
        "it names those that are there: {wrong:?}"
    );
}

#[test]
fn merge_writes_nothing_while_somebody_has_to_choose() {
    let folder = Folder::new();
    let id = answered();
    // Without the snapshots nothing is known that both grew from.
    let mut here = read(&firm());
    here.snapshots = Default::default();
    let here = folder.put("here.json", &file::write(&here));
    let mut there = file::read(&changed(&id, |answer| {
        answer.rating = Some(isms_gauge_core::assessment::Rating::Level(
            isms_gauge_core::maturity::Level::Absent,
        ));
    }))
    .expect("an assessment");
    there.snapshots = Default::default();
    let there = folder.put("there.json", &file::write(&there));
    let out = folder.path("out.json");
    let open = run(&["merge", &here, &there, "--out", &out]);
    assert_eq!(open.code, 1, "{open:?}");
    assert!(open.err.contains(&format!("Question {id}")), "{open:?}");
    assert_eq!(folder.names(), ["here.json", "there.json"]);
    let list = run(&["merge", &here, &there, "--list", "--format", "json"]);
    assert_eq!(list.code, 1);
    let rows = list.json();
    fits("merge", &rows[0]);
    assert_eq!(rows[0]["is_open"], true);
    let question = QuestionId::new(&id).expect("an id");
    for (side, is_absent) in [("here", false), ("there", true)] {
        let out = folder.path(&format!("{side}-wins.json"));
        run(&["merge", &here, &there, "--prefer", side, "--out", &out]).well();
        let merged = read(&out);
        let answer = merged.answers.get(&question).expect("the answer");
        let level = answer
            .rating
            .and_then(|rating| rating.level())
            .expect("a level");
        assert_eq!(level.steps() == 0, is_absent, "{side}");
        assert!(
            !answer.voices.is_empty(),
            "{side}: the other one is still heard"
        );
    }
}

#[test]
fn merging_the_same_file_changes_nothing() {
    let merged = run(&["merge", &firm(), &firm()]).well().out;
    assert_eq!(merged, fs::read_to_string(firm()).expect("text"));
}

#[test]
fn migrate_changes_a_file_only_where_asked() {
    let folder = Folder::new();
    let text = r#"{"id": "a", "version": 1, "format": "isms-gauge.assessment"}"#;
    let path = folder.put("a.json", text);
    let written = run(&["migrate", &path]).well().out;
    assert_eq!(folder.read("a.json"), text, "it only printed");
    let check = run(&["migrate", "--check", &folder.all()]);
    assert_eq!(check.code, 1);
    assert!(check.err.contains("a.json: is not yet"), "{check:?}");
    assert_eq!(folder.read("a.json"), text, "it only checked");
    run(&["migrate", "--in-place", &folder.all()]).well();
    assert_eq!(folder.read("a.json"), written);
    run(&["migrate", "--check", &folder.all()]).well();
    assert_eq!(folder.names(), ["a.json"], "nothing is left beside it");
}

#[test]
fn a_newer_file_is_refused_by_its_number() {
    let text = r#"{"format": "isms-gauge.assessment", "version": 99, "id": "a"}"#;
    let ran = run_with(&["migrate"], text);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("version 99"), "{ran:?}");
}

#[test]
fn the_schema_of_the_file_is_the_published_one() {
    let path = root().join("public/schema/assessment-v1.json");
    let published = fs::read_to_string(path).expect("the schema");
    assert_eq!(run(&["schema"]).well().out, published);
}

#[test]
fn the_catalogue_is_that_of_the_app() {
    let all = run(&["catalogue", "--format", "ndjson"]).well().lines();
    let catalogue = Catalogue::embedded().expect("the catalogue");
    assert_eq!(all.len(), catalogue.questions().count());
    all.iter()
        .take(3)
        .for_each(|question| fits("catalogue", question));
    for question in &all {
        assert_eq!(
            question["anchors"].as_array().map(Vec::len),
            Some(6),
            "{question}"
        );
        assert_ne!(question["text"], "", "{question}");
    }
    let audit = run(&[
        "catalogue",
        "--clause",
        "9.2",
        "--depth",
        "quick",
        "--format",
        "ndjson",
    ]);
    let ids: Vec<Value> = audit
        .well()
        .lines()
        .iter()
        .map(|q| q["id"].clone())
        .collect();
    assert_eq!(ids, ["9.2.1", "9.2.2"]);
    assert_eq!(run(&["catalogue", "--clause", "3"]).code, 2);
}

#[test]
fn shells_and_man_get_their_files() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&["completions", shell]).well().out;
        assert!(
            script.contains("isms-gauge") && script.contains("verdict"),
            "{shell}"
        );
    }
    let folder = Folder::new();
    assert!(run(&["man"]).well().out.contains(".TH isms-gauge 1"));
    run(&["man", "--into", &folder.all()]).well();
    let names = folder.names();
    assert_eq!(names.len(), 15, "{names:?}");
    assert!(
        folder
            .read("isms-gauge-verdict.1")
            .contains("no\\-blocking\\-gap\\-found")
            || folder.read("isms-gauge-verdict.1").contains("blocking gap")
    );
}

#[test]
fn text_from_a_file_cannot_steer_the_terminal() {
    let mut assessment = read(&firm());
    "Evil\u{1b}[2J\u{9b}2J\u{202e}".clone_into(&mut assessment.profile.organisation);
    let text = file::write(&assessment);
    for args in [
        &["score"][..],
        &["verdict"],
        &["plan"],
        &["score", "--format", "md"],
        &["report"],
        &["report", "--format", "html"],
    ] {
        let out = run_with(args, &text).well().out;
        assert!(out.contains("Evil"), "{args:?}");
        assert!(!out.contains(['\u{1b}', '\u{9b}']), "{args:?}");
    }
    let folder = Folder::new();
    let path = folder.put("a.json", "{\"format\": \"\\u001b[2J\"}");
    let ran = run(&["score", &path]);
    assert!(!ran.err.contains('\u{1b}'), "{ran:?}");
}

#[test]
fn no_command_changes_its_input() {
    let folder = Folder::new();
    let text = fs::read_to_string(firm()).expect("text");
    let path = folder.put("a.json", &text);
    for args in [
        &["validate", &path][..],
        &["score", &path],
        &["verdict", &path, "--flip"],
        &["gaps", &path],
        &["plan", &path],
        &["report", &path, "--format", "html"],
        &["diff", &path, &path],
        &["merge", &path, &path],
        &["migrate", &path],
    ] {
        run(args).well();
        assert_eq!(folder.read("a.json"), text, "{args:?}");
        assert_eq!(folder.names(), ["a.json"], "{args:?}");
    }
    let own = run(&["migrate", &path, "--out", &path]);
    assert_eq!(own.code, 2, "its own output is no exception: {own:?}");
}
