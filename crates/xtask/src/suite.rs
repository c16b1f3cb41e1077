//! Every test: style, lints, native tests, then the browser tests against the built app.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::run::{cargo, cargo_command, remove, root, shown_and_kept, to_end};
use crate::server::Host;
use crate::summary::{Stage, Summary, Tally};
use crate::wasm::Effort;
use crate::{bundle, cli, single, supply, tools};

const LINTS: [&str; 9] = [
    "clippy",
    "--workspace",
    "--all-targets",
    "--all-features",
    "--locked",
    "--quiet",
    "--",
    "-D",
    "warnings",
];

const TESTS: [&str; 5] = [
    "test",
    "--workspace",
    "--all-features",
    "--locked",
    "--no-fail-fast",
];

/// Which tests to run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    All,
    /// Those that need no browser.
    Native,
    /// Those in the browser.
    Browser,
}

/// Runs the tests. Goes on after a failure, so that one run tells everything.
pub fn run(part: Part) -> Result<(), String> {
    let mut stages = Vec::new();
    if part != Part::Browser {
        stages.push(stage("format", || {
            single(cargo(&["fmt", "--all", "--check"]))
        }));
        stages.push(stage("lints", || single(cargo(&LINTS))));
        stages.push(stage("packages", || single(supply::check())));
        stages.push(stage("native tests", natively));
        match tools::duckdb() {
            Ok(python) => stages.push(recipe(&python)),
            Err(why) => println!("\nThe recipe for many files is not run: {why}"),
        }
    }
    if part != Part::Native {
        let mut built = None;
        stages.push(stage("app build", || {
            built = Some(bundle::build()?);
            Ok(Tally::of(true))
        }));
        if let Some(dist) = built {
            stages.push(stage("browser tests", || in_browser(&dist, &[])));
        }
    }
    end(stages)
}

/// Tries some browser tests against an app that is built quickly: those whose file, line or name
/// has one of the words, or all.
pub fn try_in_browser(words: &[&str]) -> Result<(), String> {
    let dist = bundle::build_with(Effort::Quick)?;
    end(vec![stage("browser tests", || in_browser(&dist, words))])
}

/// Runs only the recipe for many files.
pub fn run_recipe() -> Result<(), String> {
    end(vec![recipe(&tools::duckdb()?)])
}

fn recipe(python: &Path) -> Stage {
    stage("many files", || single(cli::recipe(python)))
}

/// Goes the most important ways in the engines that the other tests do not run in.
pub fn all_engines() -> Result<(), String> {
    let engines = tools::engines()?;
    let dist = bundle::build()?;
    let folder = root().join("tests/browser/engines");
    tools::npm_packages(&folder)?;
    let mut node = Command::new("node");
    node.arg("run.mjs").current_dir(&folder).env("DIST", dist);
    let mut names = Vec::new();
    match &engines.firefox {
        Some(firefox) => {
            node.env("FIREFOX", firefox);
            names.push("Firefox runs");
        }
        None => names.push("Firefox is not here (Debian: firefox-esr), so nothing ran in it"),
    }
    match &engines.webkit {
        Some(webkit) => {
            node.env("WEBKIT_DRIVER", &webkit.driver)
                .env("WEBKIT", &webkit.browser)
                .env("DISPLAY", &webkit.screen.display);
            names.push("WebKitGTK runs");
        }
        None => names.push(
            "WebKitGTK is not here (Debian: webkit2gtk-driver and xvfb), so nothing ran in it",
        ),
    }
    let said = names.join(". ");
    println!("{said}.");
    let done = to_end(&mut node);
    println!("{said}.");
    done
}

fn end(stages: Vec<Stage>) -> Result<(), String> {
    let summary = Summary(stages);
    println!("\n{summary}");
    // The last line has said it all.
    if summary.total().n_failed > 0 {
        std::process::exit(1)
    } else {
        Ok(())
    }
}

/// Runs one stage. A fault that is no test's is said in words and counts as one failure.
fn stage(name: &'static str, work: impl FnOnce() -> Result<Tally, String>) -> Stage {
    println!("\n--- {name} ---");
    let tally = work().unwrap_or_else(|fault| {
        eprintln!("xtask: {fault}");
        Tally::of(false)
    });
    Stage { name, tally }
}

/// A stage that is one test by itself.
fn single(done: Result<(), String>) -> Result<Tally, String> {
    done.map(|()| Tally::of(true))
}

fn natively() -> Result<Tally, String> {
    let (output, ok) = shown_and_kept(cargo_command(&TESTS)?)?;
    Ok(Tally::of_cargo(&output, ok))
}

/// Runs the browser tests against `dist/`, served at the root and at a sub-path.
fn in_browser(dist: &Path, words: &[&str]) -> Result<Tally, String> {
    let chromium = tools::chromium()?;
    tools::npm_packages(&root().join("tests/browser"))?;
    let plain = Host::start(dist, "/", &[0])?;
    let nested = Host::start(dist, "/any/sub/path/", &[0])?;
    let single = single::write(dist)?;
    let tests = root().join("tests").join("browser");
    let report = tests.join("results").join("report.json");
    // Of an earlier run; it is not read again.
    remove(&report)?;
    let ok = Command::new("node")
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .args(words)
        .current_dir(&tests)
        .env("CHROMIUM", chromium)
        .env("BASE_URL", plain.address)
        .env("SUB_URL", nested.address)
        .env("SINGLE_FILE", single)
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .status()
        .map_err(|error| format!("the browser tests could not be started: {error}"))?
        .success();
    let report = fs::read_to_string(&report).unwrap_or_default();
    Ok(Tally::of_playwright(&report, ok))
}
