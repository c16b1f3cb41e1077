//! Sizes and times beside their budgets.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::bundle;
use crate::compress::{brotli, gzip};
use crate::run::{cargo, read, root};

/// Builds, measures, prints the tables, and fails past a budget.
pub fn run(json_file: Option<&str>) -> Result<(), String> {
    let dist = bundle::build()?;
    let budgets = read_budgets()?;
    let first = named_files(&read(&dist.join("index.html"))?);
    let mut later = bundle::all_files(&dist)?;
    later.retain(|name| !first.contains(name));
    let first = measure(&dist, first)?;
    print_sizes("first load (bytes)", &first);
    print_sizes("fetched later (bytes)", &measure(&dist, later)?);

    let figures = figures(&first)?;
    let missed = compare(&figures, &budgets)?;
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

/// A file with its sizes in bytes.
struct Size {
    name: String,
    raw: usize,
    gz: usize,
    br: usize,
}

fn measure(dist: &Path, names: Vec<String>) -> Result<Vec<Size>, String> {
    let sizes = names.into_iter().map(|name| {
        let body = fs::read(dist.join(&name)).map_err(|error| format!("{name}: {error}"))?;
        Ok(Size {
            raw: body.len(),
            gz: gzip(&body).len(),
            br: brotli(&body, 11).len(),
            name,
        })
    });
    sizes.collect()
}

fn print_sizes(title: &str, sizes: &[Size]) {
    println!(
        "\n{title:<44} {:>9} {:>9} {:>9}",
        "raw", "gzip -9", "brotli 11"
    );
    for Size { name, raw, gz, br } in sizes {
        println!("{name:<44} {raw:>9} {gz:>9} {br:>9}");
    }
}

type Figures = [(&'static str, usize); 4];

fn figures(first: &[Size]) -> Result<Figures, String> {
    let wasm = first
        .iter()
        .find(|size| size.name.ends_with(".wasm"))
        .ok_or("dist/index.html names no wasm")?;
    Ok([
        ("wasm_raw", wasm.raw),
        ("wasm_gzip", wasm.gz),
        ("first_load_brotli", first.iter().map(|size| size.br).sum()),
        ("first_load_requests", first.len()),
    ])
}

/// Prints the figures beside their budgets, and returns the names of those past it.
fn compare(figures: &Figures, budgets: &Value) -> Result<Vec<&'static str>, String> {
    let mut missed = Vec::new();
    println!("\n{:<24} {:>9} {:>9}", "figure", "found", "budget");
    for (name, found) in figures {
        let budget = budgets[*name]
            .as_u64()
            .ok_or_else(|| format!("budgets.json should hold a number {name:?}"))?;
        let is_met = u64::try_from(*found).is_ok_and(|found| found <= budget);
        let verdict = if is_met { "" } else { " PAST BUDGET" };
        println!("{name:<24} {found:>9} {budget:>9}{verdict}");
        if !is_met {
            missed.push(*name);
        }
    }
    Ok(missed)
}

fn read_budgets() -> Result<Value, String> {
    let path = root().join("crates/xtask/budgets.json");
    serde_json::from_str(&read(&path)?).map_err(|error| format!("{}: {error}", path.display()))
}

/// The files that the first page asks for: itself, what it names, and nothing twice.
fn named_files(page: &str) -> Vec<String> {
    let mut names = vec!["index.html".to_owned()];
    for word in page.split(|mark: char| mark.is_whitespace() || mark == '>') {
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
    // The example runs in the checkout, the path is meant from here.
    let path = std::path::absolute(path).map_err(|error| format!("{path}: {error}"))?;
    cargo(&[
        "run",
        "--quiet",
        "--release",
        "--locked",
        // Fast here, where the app wants to be small.
        "--config",
        "profile.release.opt-level=3",
        "-p",
        "isms-gauge-core",
        "--example",
        "psplib",
        "--",
        &path.to_string_lossy(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_the_page_names_is_counted_once() {
        let page = "<link href=./a.css\nrel=stylesheet><script data-wasm=./b.wasm src=\"./boot.js\">\
            <link href=./b.wasm as=fetch>";
        assert_eq!(
            named_files(page),
            ["index.html", "a.css", "b.wasm", "boot.js"]
        );
    }

    #[test]
    fn a_figure_past_its_budget_is_named() -> Result<(), String> {
        let budgets = json!({"wasm_raw": 10, "wasm_gzip": 4, "first_load_brotli": 9,
            "first_load_requests": 1});
        let wasm = Size {
            name: "a.wasm".to_owned(),
            raw: 10,
            gz: 5,
            br: 3,
        };
        let figures = figures(&[wasm])?;
        assert_eq!(compare(&figures, &budgets), Ok(vec!["wasm_gzip"]));
        assert!(compare(&figures, &json!({})).is_err());
        Ok(())
    }
}
