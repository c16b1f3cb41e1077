//! Every test: style, lints, native tests, then the browser tests against the built app.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::run::{cargo_command, root};
use crate::server::Host;
use crate::summary::{Stage, Summary, Tally};
use crate::{bundle, tools};

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
        let ok = crate::run::cargo(&["fmt", "--all", "--check"]).is_ok();
        stages.push(Stage {
            name: "format",
            tally: Tally::of(ok),
        });
        let lints = [
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--locked",
            "--quiet",
        ];
        let mut clippy = cargo_command(&lints)?;
        let ok = clippy
            .args(["--", "-D", "warnings"])
            .status()
            .is_ok_and(|status| status.success());
        stages.push(Stage {
            name: "lints",
            tally: Tally::of(ok),
        });
        let tests = cargo_command(&[
            "test",
            "--workspace",
            "--all-features",
            "--locked",
            "--no-fail-fast",
        ])?;
        let (output, ok) = shown_and_kept(tests)?;
        stages.push(Stage {
            name: "native tests",
            tally: Tally::of_cargo(&output, ok),
        });
    }
    if part != Part::Native {
        let tally = in_browser().unwrap_or_else(|fault| {
            eprintln!("xtask: {fault}");
            Tally::of(false)
        });
        stages.push(Stage {
            name: "browser tests",
            tally,
        });
    }
    let summary = Summary(stages);
    println!("\n{summary}");
    // The last line has said it all.
    if summary.total().n_failed > 0 {
        std::process::exit(1)
    } else {
        Ok(())
    }
}

/// Runs a command, showing what it prints while keeping it.
fn shown_and_kept(mut command: Command) -> Result<(String, bool), String> {
    let fault = |error: std::io::Error| error.to_string();
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(fault)?;
    let mut kept = String::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line.map_err(fault)?;
            println!("{line}");
            kept.push_str(&line);
            kept.push('\n');
        }
    }
    std::io::stdout().flush().map_err(fault)?;
    Ok((kept, child.wait().map_err(fault)?.success()))
}

/// Runs the browser tests against `dist/`, served at the root and at a sub-path.
fn in_browser() -> Result<Tally, String> {
    let chromium = tools::chromium()?;
    tools::npm_packages()?;
    let dist = bundle::build()?;
    let plain = Host::start(&dist, "/", &[0], None)?;
    let nested = Host::start(&dist, "/any/sub/path/", &[0], None)?;
    let tests = root().join("tests").join("browser");
    let report = tests.join("results").join("report.json");
    forget(&report)?;
    let ok = Command::new("node")
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .current_dir(&tests)
        .env("CHROMIUM", chromium)
        .env("BASE_URL", plain.address)
        .env("SUB_URL", nested.address)
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .status()
        .map_err(|error| format!("the browser tests could not be started: {error}"))?
        .success();
    Ok(Tally::of_playwright(
        &fs::read_to_string(&report).unwrap_or_default(),
        ok,
    ))
}

/// Takes away the report of an earlier run, so that it is not read again.
fn forget(report: &Path) -> Result<(), String> {
    match fs::remove_file(report) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", report.display()))
        }
        _ => Ok(()),
    }
}
