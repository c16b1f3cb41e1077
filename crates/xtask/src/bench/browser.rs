//! The app in a browser, beside a plain page on the same server.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::figure::Figure;
use crate::run::{read, root, to_end};
use crate::server::Host;
use crate::tools;

/// The plain page, as the server calls it.
const PLAIN: &str = "plain.html";

/// Serves the app as a host would, runs `tests/browser/bench`, and reads what it found.
pub fn measure(dist: &Path) -> Result<Vec<Figure>, String> {
    let chromium = tools::chromium()?;
    let tests = root().join("tests/browser");
    tools::npm_packages(&tests)?;
    let plain =
        fs::read(tests.join("bench").join(PLAIN)).map_err(|error| format!("{PLAIN}: {error}"))?;
    let host = Host::start_packed(dist, PLAIN, plain)?;
    let results = tests.join("results");
    crate::run::make_folder(&results)?;
    let found = results.join("bench.jsonl");
    fs::write(&found, "").map_err(|error| format!("{}: {error}", found.display()))?;
    let mut playwright = Command::new("node");
    playwright
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .args(["--config", "bench/bench.config.ts"])
        .current_dir(&tests)
        .env("CHROMIUM", chromium)
        .env("BASE_URL", &host.address)
        .env("BENCH_FIGURES", &found);
    to_end(&mut playwright)?;
    figures(&read(&found)?)
}

/// Reads one figure a line.
fn figures(text: &str) -> Result<Vec<Figure>, String> {
    let figure = |line: &str| {
        let fault = || format!("no figure: {line}");
        let tree: Value = serde_json::from_str(line).map_err(|_| fault())?;
        let number = |name: &str| tree[name].as_f64();
        Ok(Figure {
            name: format!("browser.{}", tree["name"].as_str().ok_or_else(fault)?),
            found: number("found").ok_or_else(fault)?,
            range: number("lowest").zip(number("highest")),
        })
    };
    text.lines().map(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_from_its_line() {
        let text = "{\"name\":\"warm\",\"found\":2,\"lowest\":1.5,\"highest\":3}\n\
            {\"name\":\"n\",\"found\":4}\n";
        let found = figures(text).expect("figures");
        assert_eq!(found[0].name, "browser.warm");
        assert_eq!(found[0].range, Some((1.5, 3.0)));
        assert_eq!((found[1].found, found[1].range), (4.0, None));
        assert!(figures("{\"name\":\"n\"}").is_err());
    }
}
