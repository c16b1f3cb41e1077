//! Sizes and times beside their budgets.

mod browser;
mod figure;
mod native;
mod size;

use std::fs;

use serde_json::{Value, json};

use crate::bundle;
use crate::run::{cargo, read, root};
use figure::{Budget, Figure, table};

/// What to measure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The files of the app.
    Sizes,
    /// The core by itself.
    Native,
    /// The app in a browser.
    Browser,
}

impl Part {
    /// How the names of its figures begin.
    fn starts(self) -> &'static [&'static str] {
        match self {
            Self::Sizes => &["size."],
            Self::Native => &["native.", "growth."],
            Self::Browser => &["browser."],
        }
    }

    fn measure(self) -> Result<Vec<Figure>, String> {
        match self {
            Self::Sizes => size::measure(&bundle::build()?),
            Self::Native => native::measure(),
            Self::Browser => browser::measure(&bundle::build()?),
        }
    }
}

/// Measures what is asked for, prints the table, and fails past a budget.
pub fn run(options: &[&str]) -> Result<(), String> {
    let (parts, json_file) = read_options(options)?;
    let budgets = budgets(&read(&root().join("crates/xtask/budgets.json"))?)?;
    let before = load();
    let mut figures = Vec::new();
    for part in &parts {
        figures.extend(part.measure()?);
    }
    let after = load();
    let wanted: Vec<&Budget> = budgets
        .iter()
        .filter(|budget| {
            let mut starts = parts.iter().flat_map(|part| part.starts());
            starts.any(|start| budget.name.starts_with(start))
        })
        .collect();
    let (text, missed) = table(&figures, &wanted);
    println!("\n{text}");
    println!("Load of the machine (1, 5, 15 minutes) before: {before}; after: {after}");
    if let Some(file) = json_file {
        let all: serde_json::Map<String, Value> = figures
            .iter()
            .map(|figure| (figure.name.clone(), figure.to_json(&budgets)))
            .collect();
        let tree = json!({ "load_before": before, "load_after": after, "figures": all });
        let text = serde_json::to_string_pretty(&tree).map_err(|error| error.to_string())?;
        fs::write(file, text + "\n").map_err(|error| format!("{file}: {error}"))?;
    }
    if missed.is_empty() {
        Ok(())
    } else {
        Err(format!("past budget: {}", missed.join(", ")))
    }
}

fn read_options<'a>(options: &[&'a str]) -> Result<(Vec<Part>, Option<&'a str>), String> {
    let (mut parts, mut json_file) = (Vec::new(), None);
    let mut rest = options.iter();
    while let Some(option) = rest.next() {
        match *option {
            "--sizes" => parts.push(Part::Sizes),
            "--native" => parts.push(Part::Native),
            "--browser" => parts.push(Part::Browser),
            "--json" => json_file = Some(*rest.next().ok_or("--json wants the name of a file")?),
            other => {
                return Err(format!(
                    "bench knows --sizes, --native, --browser and --json FILE, got {other:?}"
                ));
            }
        }
    }
    if parts.is_empty() {
        parts = vec![Part::Sizes, Part::Native, Part::Browser];
    }
    Ok((parts, json_file))
}

fn budgets(text: &str) -> Result<Vec<Budget>, String> {
    let fault = |why: String| format!("budgets.json: {why}");
    let tree: Value = serde_json::from_str(text).map_err(|error| fault(error.to_string()))?;
    let tree = tree
        .as_object()
        .ok_or_else(|| fault("should hold one budget a name".to_owned()))?;
    tree.iter()
        .map(|(name, budget)| Budget::read(name, budget).map_err(fault))
        .collect()
}

/// How busy the machine is, where the system says so.
fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let figures: Vec<&str> = text.split_whitespace().take(3).collect();
    if figures.is_empty() {
        "unknown".to_owned()
    } else {
        figures.join(" ")
    }
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
        "isms-gauge-schedule",
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
    fn without_a_choice_everything_is_measured() {
        let (parts, file) = read_options(&["--json", "a.json"]).expect("options");
        assert_eq!((parts.len(), file), (3, Some("a.json")));
        let (parts, file) = read_options(&["--sizes"]).expect("options");
        assert!(parts == [Part::Sizes] && file.is_none());
        assert!(read_options(&["--json"]).is_err());
        assert!(read_options(&["--fast"]).is_err());
    }

    #[test]
    fn every_budget_belongs_to_a_part_that_is_measured() {
        let text = read(&root().join("crates/xtask/budgets.json")).expect("the budgets");
        for budget in budgets(&text).expect("budgets") {
            let parts = [Part::Sizes, Part::Native, Part::Browser];
            let mut starts = parts.iter().flat_map(|part| part.starts());
            assert!(
                starts.any(|start| budget.name.starts_with(start)),
                "{}",
                budget.name
            );
        }
    }
}
