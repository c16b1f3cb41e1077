//! Sizes and times beside their budgets.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::bundle;
use crate::run::{cargo, root};
use crate::server::{brotli, gzip};

/// Builds, measures, prints the table, and fails past a budget.
pub fn run(json_file: Option<&str>) -> Result<(), String> {
    let dist = bundle::build()?;
    let budgets = read_budgets()?;
    let mut sizes = Vec::new();
    for name in first_load(&dist)? {
        let body = fs::read(dist.join(&name)).map_err(|error| format!("{name}: {error}"))?;
        sizes.push(Size {
            raw: body.len(),
            gz: gzip(&body).len(),
            br: brotli(&body, 11).len(),
            name,
        });
    }
    println!(
        "\n{:<44} {:>9} {:>9} {:>9}",
        "first load (bytes)", "raw", "gzip -9", "brotli 11"
    );
    for Size { name, raw, gz, br } in &sizes {
        println!("{name:<44} {raw:>9} {gz:>9} {br:>9}");
    }
    let total: usize = sizes.iter().map(|size| size.br).sum();
    let wasm = sizes
        .iter()
        .find(|size| size.name.ends_with(".wasm"))
        .ok_or("no wasm in dist/")?;
    let figures = [
        ("wasm_raw", wasm.raw),
        ("wasm_gzip", wasm.gz),
        ("first_load_brotli", total),
        ("first_load_requests", sizes.len()),
    ];
    let mut missed = Vec::new();
    println!("\n{:<24} {:>9} {:>9}", "figure", "found", "budget");
    for (name, found) in figures {
        let budget = budgets
            .get(name)
            .and_then(Value::as_u64)
            .ok_or(format!("budgets.json lacks {name}"))?;
        let is_met = u64::try_from(found).is_ok_and(|found| found <= budget);
        println!(
            "{name:<24} {found:>9} {budget:>9} {}",
            if is_met { "" } else { "PAST BUDGET" }
        );
        if !is_met {
            missed.push(name);
        }
    }
    if let Some(file) = json_file {
        let all: serde_json::Map<String, Value> = figures
            .iter()
            .map(|(name, found)| ((*name).to_owned(), json!(found)))
            .collect();
        fs::write(file, Value::Object(all).to_string())
            .map_err(|error| format!("{file}: {error}"))?;
    }
    println!();
    cargo(&[
        "bench",
        "--locked",
        "-p",
        "isms-gauge-core",
        "--bench",
        "pipeline",
    ])?;
    if missed.is_empty() {
        Ok(())
    } else {
        Err(format!("past budget: {}", missed.join(", ")))
    }
}

struct Size {
    name: String,
    raw: usize,
    gz: usize,
    br: usize,
}

fn read_budgets() -> Result<Value, String> {
    let path = root().join("crates/xtask/budgets.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// The files that the first page asks for: itself, what it names, and nothing twice.
fn first_load(dist: &Path) -> Result<Vec<String>, String> {
    let page = fs::read_to_string(dist.join("index.html")).map_err(|error| error.to_string())?;
    Ok(named_files(&page))
}

fn named_files(page: &str) -> Vec<String> {
    let mut names = vec!["index.html".to_owned()];
    for word in page.split([' ', '>']) {
        let value = ["href=", "src=", "data-wasm=", "data-js="]
            .iter()
            .find_map(|key| word.strip_prefix(key));
        let Some(name) = value.map(|value| value.trim_matches('"').trim_start_matches("./")) else {
            continue;
        };
        if !name.is_empty() && !name.starts_with('#') && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Runs the scheduler on a folder of PSPLIB files.
pub fn schedule(path: &str) -> Result<(), String> {
    cargo(&[
        "run",
        "--quiet",
        "--release",
        "--locked",
        "--config",
        "profile.release.opt-level=3",
        "-p",
        "isms-gauge-core",
        "--example",
        "psplib",
        "--",
        path,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_the_page_names_is_counted_once() {
        let page = "<link href=./a.css rel=stylesheet><script data-wasm=./b.wasm src=\"./boot.js\">\
            <link href=./b.wasm as=fetch>";
        assert_eq!(
            named_files(page),
            ["index.html", "a.css", "b.wasm", "boot.js"]
        );
    }
}
