//! Builds the app into `dist/`: joins styles and catalogue into one file each, compiles
//! the app, and lets Trunk put the page together.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::run::{hold, read, root, target, to_end};
use crate::{headers, supply, tools, wasm};

/// Builds the release and returns its folder.
pub fn build() -> Result<PathBuf, String> {
    build_with(wasm::Effort::Full)
}

/// Builds with as much effort for the size as is asked, and returns the folder.
pub fn build_with(effort: wasm::Effort) -> Result<PathBuf, String> {
    let tools = tools::for_build()?;
    // The build folder is shared: another checkout would put its wasm in the place of ours.
    let _alone = hold("build-app")?;
    join_styles()?;
    join_catalogue()?;
    join_templates()?;
    println!("Building the app...");
    let app = wasm::build(&tools, effort)?;
    let mut trunk = Command::new(&tools.trunk);
    trunk
        .args(["build", "--release", "--offline", "--locked"])
        .current_dir(root())
        .env("CARGO_TARGET_DIR", target()?)
        // Trunk wants true or false here, where others set 1.
        .env_remove("NO_COLOR");
    to_end(&mut trunk)?;
    let dist = root().join("dist");
    wasm::join(&app, &dist)?;
    effort.minify(&tools, &dist.join("boot.js"))?;
    let page = dist.join("index.html");
    put_in(
        &page,
        &[("href=ICON_ADDRESS", &format!("href=\"{}\"", icon()?))],
    )?;
    style_shell(&page)?;
    headers::write(&dist)?;
    write(&dist.join("licences.txt"), &supply::licences()?)?;
    stamp(&dist)?;
    Ok(dist)
}

/// Names the build after what its files hold, in the page and for the service worker, and tells
/// the latter which files there are, with the checksum of what is run.
fn stamp(dist: &Path) -> Result<(), String> {
    let is_needed = |name: &String| {
        !["sw.js", "sw-off.js", "robots.txt", "_headers"].contains(&name.as_str())
            && !name.starts_with("schema/")
    };
    let names: Vec<String> = all_files(dist)?.into_iter().filter(is_needed).collect();
    let hash = wasm::hash(dist, &names)?;
    let places = names
        .iter()
        .map(|name| {
            // A host may change texts on their way, but no program.
            let is_program = name.starts_with("app-");
            let integrity = if is_program {
                wasm::integrity(&dist.join(name))?
            } else {
                String::new()
            };
            let place = if name == "index.html" {
                "./"
            } else {
                name.as_str()
            };
            Ok([place.to_owned(), integrity])
        })
        .collect::<Result<Vec<_>, String>>()?;
    let places = serde_json::json!(places).to_string();
    put_in(&dist.join("index.html"), &[("BUILD_HASH", &hash)])?;
    let marks = [("VERSION", hash.as_str()), ("PRECACHE", &places)];
    put_in(&dist.join("sw.js"), &marks)
}

/// The icon of the tab as an address that holds it: one request less. `public/icon.svg` in 32 dots:
/// a browser draws a vector anew at each change of address, 13 ms on a device four times slower.
fn icon() -> Result<String, String> {
    let path = root().join("public/icon.png");
    let icon = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(format!(
        "data:image/png;base64,{}",
        BASE64_STANDARD.encode(icon)
    ))
}

/// Puts texts into a built file in the place of their marks.
fn put_in(path: &Path, marks: &[(&str, &str)]) -> Result<(), String> {
    let mut text = read(path)?;
    for (mark, what) in marks {
        if !text.contains(mark) {
            return Err(format!("{} should name {mark}", path.display()));
        }
        text = text.replace(mark, what);
    }
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
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

/// Puts the style of what is painted first into the page, so that nothing has to be fetched for it.
/// After Trunk, which would change it.
fn style_shell(page: &Path) -> Result<(), String> {
    let style = headers::shell_style()?;
    let text = read(page)?.replace(headers::SHELL_STYLE, &headers::source(&style));
    let (head, body) = text
        .split_once("</head>")
        .ok_or("dist/index.html should hold </head>")?;
    write(page, &format!("{head}<style>{style}</style></head>{body}"))
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
            let Some(name) = name
                .filter(|name| name.starts_with("clause-") || name == "work" || name == "about")
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

/// Puts all templates into one file, for those who want them together. Its bytes depend on
/// nothing but theirs.
fn join_templates() -> Result<(), String> {
    let folder = root().join("crates/core/catalogue/en/full/templates");
    let fault = |error: zip::result::ZipError| format!("templates.zip: {error}");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for name in all_files(&folder)? {
        archive.start_file(name.as_str(), options).map_err(fault)?;
        let text = read(&folder.join(&name))?;
        archive
            .write_all(text.as_bytes())
            .map_err(|error| format!("templates.zip: {error}"))?;
    }
    let bytes = archive.finish().map_err(fault)?.into_inner();
    let path = root().join("public/catalogue/templates.zip");
    fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// The names of all files below a folder, sorted, with `/` between the parts. Hidden ones are
/// Trunk's own.
pub fn all_files(folder: &Path) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, before)) = folders.pop() {
        for path in entries(&folder)? {
            let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else {
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let name = format!("{before}{name}");
            if path.is_dir() {
                folders.push((path, format!("{name}/")));
            } else {
                names.push(name);
            }
        }
    }
    names.sort();
    Ok(names)
}

/// The files of a folder with an ending, sorted.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, String> {
    let mut files = entries(folder)?;
    files.retain(|path| path.is_file() && path.extension().is_some_and(|found| found == ending));
    files.sort();
    Ok(files)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let paths = fs::read_dir(folder).and_then(|entries| {
        entries
            .map(|entry| Ok(entry?.path()))
            .collect::<std::io::Result<_>>()
    });
    paths.map_err(|error| format!("{}: {error}", folder.display()))
}

/// Writes a file, where it would change: Trunk and cargo go by its date.
fn write(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
