//! Looks at the built app as visitors do: Lighthouse, layout shift and answers to clicks, and
//! pictures of every page.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::run::{make_folder, read, root};
use crate::server::Host;
use crate::{bundle, tools};

/// The categories of Lighthouse, and the least that each should reach.
const WANTED: [(&str, f64); 4] = [
    ("accessibility", 100.0),
    ("best-practices", 100.0),
    ("seo", 95.0),
    ("performance", 95.0),
];

/// How often it is run: the middle one counts, since the time of one run is chance.
const RUNS: usize = 3;

/// Runs Lighthouse as for a phone, then tries every control. Prints the figures, and fails where
/// one is missed.
pub fn lighthouse(has_audits: bool, calm: Option<&[&str]>) -> Result<(), String> {
    let dist = bundle::build()?;
    let host = Host::start(&dist, "/", &[0])?;
    let mut missed = Vec::new();
    if has_audits {
        missed.extend(audits(&host.address)?);
    }
    if let Some(words) = calm
        && !script("calm.mjs", &host.address, &[("ONLY", &words.join(" "))])?
    {
        missed.push("layout shift or next paint".to_owned());
    }
    if missed.is_empty() {
        Ok(())
    } else {
        Err(format!("missed: {}", missed.join(", ")))
    }
}

/// The scores of Lighthouse; returns what is below its mark.
fn audits(address: &str) -> Result<Vec<String>, String> {
    let program = tools::lighthouse()?;
    let chromium = tools::chromium()?;
    let folder = root().join("tests/browser/results/lighthouse");
    make_folder(&folder)?;
    let mut reports = Vec::new();
    for run in 1..=RUNS {
        println!("Lighthouse, run {run} of {RUNS}...");
        let report = folder.join(format!("{run}.json"));
        once(&program, &chromium, address, &report)?;
        let text = read(&report)?;
        let tree: Value = serde_json::from_str(&text)
            .map_err(|error| format!("{}: {error}", report.display()))?;
        reports.push(tree);
    }
    println!("\n{:<18} {:>6} {:>7}", "category", "score", "wanted");
    let mut missed = Vec::new();
    for (category, wanted) in WANTED {
        let mut scores = Vec::new();
        for report in &reports {
            let score = report["categories"][category]["score"].as_f64();
            scores.push(score.ok_or_else(|| format!("Lighthouse gave no {category}"))? * 100.0);
        }
        let score = middle(&mut scores);
        println!("{category:<18} {score:>6.0} {wanted:>7.0}");
        if score < wanted {
            missed.push(format!("{category} {score:.0}"));
        }
        say_what_fails(&reports[0], category);
    }
    for metric in [
        "first-contentful-paint",
        "largest-contentful-paint",
        "total-blocking-time",
        "speed-index",
    ] {
        let value = |report: &Value| report["audits"][metric]["numericValue"].as_f64();
        let mut values: Vec<f64> = reports.iter().filter_map(value).collect();
        if !values.is_empty() {
            println!("{metric:<26} {:>6.0} ms", middle(&mut values));
        }
    }
    Ok(missed)
}

fn once(program: &Path, chromium: &Path, address: &str, report: &Path) -> Result<(), String> {
    let is_root = cfg!(unix) && crate::run::output("id", &["-u"]).as_deref() == Some("0");
    let sandbox = if is_root { " --no-sandbox" } else { "" };
    let mut command = Command::new("node");
    command
        .arg(program)
        .arg(address)
        .args(["--quiet", "--output=json"])
        .arg(format!("--output-path={}", report.display()))
        .arg(format!(
            "--chrome-flags=--headless=new --disable-gpu{sandbox}"
        ))
        .arg(format!(
            "--only-categories={}",
            WANTED.map(|(name, _)| name).join(",")
        ))
        .env("CHROME_PATH", chromium);
    crate::run::quietly(&mut command)
}

/// Names what takes points off a category.
fn say_what_fails(report: &Value, category: &str) {
    let refs = report["categories"][category]["auditRefs"].as_array();
    for audit in refs.into_iter().flatten() {
        let weighs = audit["weight"].as_f64().is_some_and(|weight| weight > 0.0);
        let found = &report["audits"][audit["id"].as_str().unwrap_or_default()];
        if weighs && found["score"].as_f64().is_some_and(|score| score < 0.9) {
            println!("  {}", found["title"].as_str().unwrap_or_default());
        }
    }
}

/// The middle value.
fn middle(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Takes pictures of every page in every form, or of those whose name has one of the words.
pub fn contact_sheet(words: &[&str]) -> Result<(), String> {
    let dist = bundle::build_with(crate::wasm::Effort::Quick)?;
    let host = Host::start(&dist, "/", &[0])?;
    let out = root().join("tests/browser/results/contact-sheet");
    let out = out.display().to_string();
    let is_done = script(
        "contact-sheet.mjs",
        &host.address,
        &[("OUT", &out), ("ONLY", &words.join(" "))],
    )?;
    if is_done {
        println!("\nThe sheets are in {out}");
        Ok(())
    } else {
        Err("not every page could be pictured".to_owned())
    }
}

/// Runs one of the scripts that look at the app; says whether it was content.
fn script(name: &str, address: &str, variables: &[(&str, &str)]) -> Result<bool, String> {
    let chromium = tools::chromium()?;
    tools::npm_packages(&root().join("tests/browser"))?;
    let status = Command::new("node")
        .arg(PathBuf::from("measure").join(name))
        .current_dir(root().join("tests/browser"))
        .env("CHROMIUM", chromium)
        .env("BASE_URL", address)
        .envs(variables.iter().copied())
        .status()
        .map_err(|error| format!("{name} could not be started: {error}"))?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_middle_of_three_is_neither_the_best_nor_the_worst() {
        assert_eq!(super::middle(&mut [97.0, 80.0, 95.0]).to_string(), "95");
    }
}
