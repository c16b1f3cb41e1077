//! The recipe of `docs/many-files.md`, run with DuckDB over 100,000 rows that the program wrote.
//! `cargo xtask test` installs DuckDB and runs this; `DUCKDB_PYTHON` names a Python that has it.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::file;
use serde_json::Value;

use common::generated::generated;
use common::{Folder, root, run};

mod common;

/// Reads a query from the page: the block of code after a mark.
fn query(name: &str) -> String {
    let page = fs::read_to_string(root().join("docs/many-files.md")).expect("the page");
    let mark = format!("<!-- query: {name} -->\n\n```sql\n");
    let (_, after) = page
        .split_once(&mark)
        .unwrap_or_else(|| panic!("no query {name}"));
    let (query, _) = after.split_once("\n```").expect("its end");
    query.to_owned()
}

/// Asks DuckDB in a folder; the rows come back as lists.
fn ask(folder: &Folder, query: &str) -> Vec<Vec<Value>> {
    let python = std::env::var_os("DUCKDB_PYTHON").expect("DUCKDB_PYTHON");
    let script = "import duckdb, json, sys\n\
        print(json.dumps(duckdb.sql(sys.argv[1]).fetchall(), default=str))";
    let output = Command::new(python)
        .args(["-c", script, query])
        .current_dir(folder.all())
        .output()
        .expect("Python");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("rows")
}

#[test]
#[ignore = "needs DuckDB, which `cargo xtask test` installs"]
fn the_recipe_gives_what_the_rows_hold() {
    let catalogue = Catalogue::embedded().expect("the catalogue");
    let folder = Folder::new();
    let group = folder.path("group");
    fs::create_dir(&group).expect("a folder");
    // As many as it takes for 100,000 rows.
    let n_files = 1_600;
    for number in 0..n_files {
        let text = file::write(&generated(&catalogue, number));
        fs::write(format!("{group}/{number:04}.json"), text).expect("written");
    }
    let rows = folder.path("scores.ndjson");
    let args = [
        "score",
        &group,
        "--by",
        "requirement",
        "--format",
        "ndjson",
        "--out",
        &rows,
    ];
    run(&args).well();
    let rows: Vec<Value> = folder
        .read("scores.ndjson")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert!(rows.len() >= 100_000, "{} rows", rows.len());

    let number = |row: &Value, name: &str| row[name].as_u64().unwrap_or(0);
    let mut wanted: BTreeMap<(String, u64), [u64; 4]> = BTreeMap::new();
    let mut files: BTreeMap<(String, u64), Vec<String>> = BTreeMap::new();
    for row in &rows {
        let key = (
            row["sector"].as_str().expect("a sector").to_owned(),
            number(row, "clause"),
        );
        let sums = wanted.entry(key.clone()).or_default();
        for (sum, name) in sums.iter_mut().skip(1).zip(["asked", "met", "unknown"]) {
            *sum += number(row, name);
        }
        files.entry(key).or_default().push(row["file"].to_string());
    }
    for (key, mut files) in files {
        files.sort();
        files.dedup();
        wanted.entry(key).or_default()[0] = files.len() as u64;
    }
    let found = ask(&folder, &query("clauses"));
    assert_eq!(found.len(), wanted.len());
    for row in found {
        let key = (
            row[0].as_str().expect("a sector").to_owned(),
            row[1].as_u64().expect("a clause"),
        );
        let sums = wanted
            .get(&key)
            .unwrap_or_else(|| panic!("{key:?} was not wanted"));
        let numbers: Vec<u64> = row[2..6].iter().filter_map(Value::as_u64).collect();
        assert_eq!(numbers, sums, "{key:?}");
    }

    let mut open: BTreeMap<String, u64> = BTreeMap::new();
    for row in &rows {
        let question = row["question"].as_str().expect("a question").to_owned();
        *open.entry(question).or_default() += number(row, "not_met") + number(row, "unknown");
    }
    let mut open: Vec<(u64, String)> = open.into_iter().map(|(id, n)| (n, id)).collect();
    open.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let found = ask(&folder, &query("open"));
    assert_eq!(found.len(), 10);
    for (row, (n, id)) in found.iter().zip(&open) {
        assert_eq!(
            (row[0].as_str(), row[1].as_u64()),
            (Some(id.as_str()), Some(*n))
        );
    }
}
