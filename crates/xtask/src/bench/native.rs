//! The core by itself: what `divan` measures, and how cost grows with the load.

use super::figure::Figure;
use crate::run::{cargo_command, shown_and_kept};

/// The benchmarks of the core and what their figures are called.
const BENCHES: [(&str, &str); 2] = [("pipeline", "native."), ("growth", "growth.")];

/// Runs the benchmarks. A growth is the time for ten times the load, in times that for the load.
pub fn measure() -> Result<Vec<Figure>, String> {
    let mut all = Vec::new();
    for (bench, start) in BENCHES {
        let args = ["bench", "--locked", "-p", "isms-gauge-core", "--bench"];
        let command = cargo_command(&[&args, [bench].as_slice()].concat())?;
        let (output, succeeded) = shown_and_kept(command)?;
        let rows = rows(&output).map_err(|fault| format!("the output of {bench}: {fault}"))?;
        if !succeeded || rows.is_empty() {
            return Err(format!("the benchmark {bench} failed"));
        }
        all.extend(if bench == "growth" {
            growths(&rows)?
        } else {
            rows.into_iter()
                .map(|row| row.figure(start))
                .collect::<Vec<_>>()
        });
    }
    Ok(all)
}

/// One line of divan's table, in milliseconds.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    /// The name of the function, and of the argument after a slash.
    name: String,
    fastest: f64,
    slowest: f64,
    median: f64,
}

impl Row {
    fn figure(self, start: &str) -> Figure {
        Figure {
            name: format!("{start}{}", self.name),
            found: self.median,
            range: Some((self.fastest, self.slowest)),
        }
    }
}

/// Reads divan's table. It has no other form of output.
fn rows(output: &str) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    let mut group = String::new();
    for line in output.lines() {
        let Some((before, rest)) = line.split_once("├─ ").or_else(|| line.split_once("╰─ "))
        else {
            continue;
        };
        let columns: Vec<&str> = rest.split('│').map(str::trim).collect();
        let [first, slowest, median, ..] = columns.as_slice() else {
            return Err(format!("no columns in {line:?}"));
        };
        let (name, fastest) = first.split_once("  ").unwrap_or((first, ""));
        let is_inner = before.chars().any(|c| c == '│' || c == ' ');
        let full = if is_inner {
            format!("{group}/{name}")
        } else {
            name.to_owned()
        };
        if median.is_empty() {
            name.clone_into(&mut group);
            continue;
        }
        rows.push(Row {
            name: full,
            fastest: milliseconds(fastest)?,
            slowest: milliseconds(slowest)?,
            median: milliseconds(median)?,
        });
    }
    Ok(rows)
}

fn milliseconds(text: &str) -> Result<f64, String> {
    let fault = || format!("no time: {text:?}");
    let (number, unit) = text.trim().split_once(' ').ok_or_else(fault)?;
    let scale = match unit {
        "ps" => 1e-9,
        "ns" => 1e-6,
        "µs" => 1e-3,
        "ms" => 1.0,
        "s" => 1e3,
        _ => return Err(fault()),
    };
    number
        .parse::<f64>()
        .map(|number| number * scale)
        .map_err(|_| fault())
}

/// What ten times the load costs, for each function that was run with 1 and 10.
fn growths(rows: &[Row]) -> Result<Vec<Figure>, String> {
    let ones = rows.iter().filter_map(|row| {
        let name = row.name.strip_suffix("/1")?;
        Some((name, row))
    });
    ones.map(|(name, one)| {
        let ten = rows
            .iter()
            .find(|row| row.name == format!("{name}/10"))
            .ok_or_else(|| format!("{name} was not run with 10"))?;
        Ok(Figure {
            name: format!("growth.{name}"),
            found: ten.median / one.median,
            // Of the quickest runs, which other programs disturb least.
            range: Some((ten.fastest / one.fastest, ten.median / one.median)),
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Timer precision: 20 ns
pipeline                  fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ reading                              │               │               │               │         │
│  ├─ 1                   100.5 ns      │ 2.5 µs        │ 110 ns        │ 120 ns        │ 100     │ 800
│  ╰─ 10                  1.1 µs        │ 3.5 µs        │ 1.21 µs       │ 1.3 µs        │ 100     │ 800
╰─ whole                  1.5 ms        │ 2 ms          │ 1.6 ms        │ 1.7 ms        │ 100     │ 100
";

    #[test]
    fn the_table_is_read_by_function_and_argument() {
        let rows = rows(TABLE).expect("rows");
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["reading/1", "reading/10", "whole"]);
        assert_eq!((rows[2].fastest, rows[2].median), (1.5, 1.6));
        assert!((rows[1].median - 0.00121).abs() < 1e-9);
    }

    #[test]
    fn growth_is_the_cost_of_ten_times_the_load() {
        let found = growths(&rows(TABLE).expect("rows")).expect("growths");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "growth.reading");
        assert!((found[0].found - 11.0).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn a_line_that_is_no_row_is_refused() {
        assert!(rows("├─ a   1 parsec │ 1 ms │ 1 ms │\n").is_err());
        assert!(rows("├─ a\n").is_err());
    }
}
