//! Counts of what passed and failed, for the last lines that a test run prints.

use std::fmt;

/// One stage of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// What came of it.
    pub tally: Tally,
}

/// How many passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Passed.
    pub n_passed: u64,
    /// Failed.
    pub n_failed: u64,
}

impl Tally {
    /// A stage that is one test by itself.
    pub fn of(passed: bool) -> Self {
        Self {
            n_passed: u64::from(passed),
            n_failed: u64::from(!passed),
        }
    }

    /// Adds up the result lines that cargo prints. A run that failed without a failed test
    /// (it did not compile) counts as one failure.
    pub fn of_cargo(output: &str, succeeded: bool) -> Self {
        let mut tally = Self::default();
        for line in output
            .lines()
            .filter(|line| line.trim_start().starts_with("test result:"))
        {
            tally.n_passed += number_before(line, " passed");
            tally.n_failed += number_before(line, " failed");
        }
        if !succeeded && tally.n_failed == 0 {
            tally.n_failed = 1;
        }
        tally
    }

    /// Reads the report that Playwright writes. One that cannot be read counts as a failure.
    pub fn of_playwright(report: &str, succeeded: bool) -> Self {
        let report: serde_json::Value = serde_json::from_str(report).unwrap_or_default();
        let stat = |name: &str| report["stats"][name].as_u64();
        let mut tally = Self {
            n_passed: stat("expected").unwrap_or(0),
            n_failed: stat("unexpected").unwrap_or(0) + stat("flaky").unwrap_or(0),
        };
        let is_read = stat("expected").is_some();
        if !(succeeded && is_read) && tally.n_failed == 0 {
            tally.n_failed = 1;
        }
        tally
    }
}

/// The number that stands before some words.
fn number_before(line: &str, words: &str) -> u64 {
    line.split(words)
        .next()
        .and_then(|before| before.rsplit(' ').next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

/// The end of a test run.
pub struct Summary(pub Vec<Stage>);

impl Summary {
    /// Everything together.
    pub fn total(&self) -> Tally {
        self.0.iter().fold(Tally::default(), |sum, stage| Tally {
            n_passed: sum.n_passed + stage.tally.n_passed,
            n_failed: sum.n_failed + stage.tally.n_failed,
        })
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Stage { name, tally } in &self.0 {
            writeln!(
                out,
                "{name:<16} {:>5} passed {:>5} failed",
                tally.n_passed, tally.n_failed
            )?;
        }
        let Tally { n_passed, n_failed } = self.total();
        write!(out, "{n_passed} passed, {n_failed} failed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_result_lines_are_added_up() {
        let output = "test result: ok. 12 passed; 0 failed; 0 ignored\n\
            noise\ntest result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(
            Tally::of_cargo(output, false),
            Tally {
                n_passed: 15,
                n_failed: 2
            }
        );
    }

    #[test]
    fn a_run_that_does_not_compile_is_a_failure() {
        assert_eq!(
            Tally::of_cargo("error[E0425]", false),
            Tally {
                n_passed: 0,
                n_failed: 1
            }
        );
    }

    #[test]
    fn playwrights_report_is_counted() {
        let report = r#"{"stats": {"expected": 18, "unexpected": 1, "flaky": 0, "skipped": 0}}"#;
        assert_eq!(
            Tally::of_playwright(report, false),
            Tally {
                n_passed: 18,
                n_failed: 1
            }
        );
    }

    #[test]
    fn a_missing_report_is_a_failure() {
        let one_failed = Tally::of(false);
        assert_eq!(Tally::of_playwright("", false), one_failed);
        assert_eq!(Tally::of_playwright("", true), one_failed);
    }

    #[test]
    fn the_last_line_tells_the_whole() {
        let stage = |n_passed, n_failed| Stage {
            name: "x",
            tally: Tally { n_passed, n_failed },
        };
        let text = Summary(vec![stage(2, 0), stage(3, 1)]).to_string();
        assert_eq!(text.lines().last(), Some("5 passed, 1 failed"));
    }
}
