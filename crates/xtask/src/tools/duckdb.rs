//! DuckDB, for the recipe over many files: a Python environment of its own in the cache.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::installed;
use crate::run::{output, quietly};

const VERSION: &str = "2.0.1";

/// The Python that has DuckDB, or why there is none: the recipe is then not run.
pub fn duckdb() -> Result<PathBuf, String> {
    if output("python3", &["--version"]).is_none() {
        return Err("there is no python3".to_owned());
    }
    let folder = installed(
        &format!("duckdb-{VERSION}"),
        "half a minute",
        |folder| {
            let script = "import duckdb; print(duckdb.__version__)";
            output(python(folder), &["-c", script]).is_some_and(|said| said == VERSION)
        },
        |folder| {
            quietly(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
            quietly(
                Command::new(python(folder))
                    .args([
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--disable-pip-version-check",
                    ])
                    .arg(format!("duckdb=={VERSION}")),
            )
        },
    )?;
    Ok(python(&folder))
}

fn python(folder: &Path) -> PathBuf {
    if cfg!(windows) {
        folder.join("Scripts/python.exe")
    } else {
        folder.join("bin/python3")
    }
}
