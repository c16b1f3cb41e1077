//! Builds the app into `dist/`: joins styles and catalogue into one file each, then runs Trunk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};

use crate::run::{root, target, to_end};
use crate::tools;

/// Builds the release and returns its folder.
pub fn build() -> Result<PathBuf, String> {
    let tools = tools::for_build()?;
    join_styles()?;
    join_catalogue()?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(tools.into_iter().chain(std::env::split_paths(&path)))
        .map_err(|error| error.to_string())?;
    println!("Building the app...");
    let mut trunk = Command::new("trunk");
    trunk
        .args(["build", "--release", "--offline", "--locked"])
        .current_dir(root())
        .env("PATH", path)
        .env("CARGO_TARGET_DIR", target()?)
        // Trunk wants true or false here, where others set 1.
        .env_remove("NO_COLOR");
    to_end(&mut trunk)?;
    Ok(root().join("dist"))
}

/// Joins the style sheets in the order of their layers: one request instead of thirty.
fn join_styles() -> Result<(), String> {
    let style = root().join("style");
    let mut sheets: Vec<PathBuf> = ["layers", "reset", "tokens", "base", "layout"]
        .map(|name| style.join(name).with_extension("css"))
        .into();
    sheets.extend(files(&style.join("components"), "css")?);
    sheets.extend(files(&style.join("pages"), "css")?);
    sheets.extend(["utilities", "print"].map(|name| style.join(name).with_extension("css")));
    let mut joined = String::new();
    for sheet in sheets {
        joined.push_str(&read(&sheet)?);
    }
    write(&style.join("bundle.css"), &joined)
}

/// Joins the structure and the words of the quick questions, which the first page needs.
fn join_catalogue() -> Result<(), String> {
    let catalogue = root().join("crates/core/catalogue");
    let mut joined = Map::new();
    for folder in ["structure", "en"] {
        for file in files(&catalogue.join(folder), "json")? {
            let name = file
                .file_stem()
                .map(|name| name.to_string_lossy().into_owned());
            let Some(name) = name.filter(|name| name.starts_with("clause-") || name == "work")
            else {
                continue;
            };
            let tree: Value = serde_json::from_str(&read(&file)?)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            joined.insert(format!("{folder}/{name}"), tree);
        }
    }
    let folder = root().join("public/catalogue");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    write(&folder.join("en.json"), &Value::Object(joined).to_string())
}

/// The files of a folder with an ending, sorted.
pub fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, String> {
    let fault = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_file() && path.extension().is_some_and(|found| found == ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a file, where it would change: Trunk and cargo go by its date.
fn write(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
