//! From Rust to what the page loads: compile, split, bind, shrink.
//!
//! The splitter has to see the wasm before wasm-bindgen does, which Trunk has no place for. So
//! Trunk only puts the page together, and this puts the app beside it, in a folder named after
//! what it holds: an update never mixes old and new files.

use std::fs;
use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256, Sha384};

use crate::bundle::all_files;
use crate::run::{cargo, make_folder, quietly, read, target};
use crate::tools::{Tools, WASM};

const NAME: &str = "isms-gauge";

/// The part that the start page needs.
const FIRST: &str = "isms-gauge_bg.wasm";

/// Loads the other parts.
const LOADER: &str = "__wasm_split.js";

/// What the compiler's default target has; the splitter drops the section that says so.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Compiles the app into the empty folder `out`.
pub fn build(tools: &Tools, out: &Path) -> Result<(), String> {
    cargo(&[
        "build",
        "--release",
        "--locked",
        "--target",
        WASM,
        "--bin",
        NAME,
    ])?;
    let compiled = target()?
        .join(WASM)
        .join("release")
        .join(NAME)
        .with_extension("wasm");
    make_folder(out)?;
    let main = out.join(NAME).with_extension("wasm");
    quietly(
        Command::new(&tools.wasm_split)
            .arg(compiled)
            .arg(out)
            .args(["--out-name", NAME]),
    )?;
    quietly(
        Command::new(&tools.wasm_bindgen)
            .arg(&main)
            .args(["--target", "web", "--no-typescript", "--no-demangle"])
            // The other parts are linked to them.
            .arg("--keep-lld-exports")
            .arg("--out-dir")
            .arg(out)
            .args(["--out-name", NAME]),
    )?;
    fs::remove_file(&main).map_err(|error| format!("{}: {error}", main.display()))?;
    for name in all_files(out)?.iter().filter(|name| is_wasm(name)) {
        let part = out.join(name);
        quietly(
            Command::new(&tools.wasm_opt)
                .args(["-Oz", "--strip-debug", "--strip-producers"])
                .args(FEATURES)
                .arg(&part)
                .arg("-o")
                .arg(&part),
        )?;
    }
    check_parts_when_loaded(out)
}

fn is_wasm(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|ending| ending == "wasm")
}

/// Makes the loader refuse a part that is not the one that was built.
fn check_parts_when_loaded(out: &Path) -> Result<(), String> {
    let loader = out.join(LOADER);
    let mut text = read(&loader)?;
    for name in all_files(out)?.iter().filter(|name| is_wasm(name)) {
        if name == FIRST {
            continue;
        }
        let plain = format!("fetch(new URL(\"./{name}\", import.meta.url))");
        if !text.contains(&plain) {
            return Err(format!(
                "{LOADER} should load {name} with `{plain}`; has the splitter changed?"
            ));
        }
        let checked = format!(
            "fetch(new URL(\"./{name}\", import.meta.url), {{integrity: \"{}\"}})",
            integrity(&out.join(name))?
        );
        text = text.replace(&plain, &checked);
    }
    fs::write(&loader, text).map_err(|error| format!("{}: {error}", loader.display()))
}

/// Puts the compiled app beside the page in `dist`, and its names into the page.
pub fn join(app: &Path, dist: &Path) -> Result<(), String> {
    let names = all_files(app)?;
    let mut hash = Sha256::new();
    for name in &names {
        hash.update(name);
        hash.update(bytes(&app.join(name))?);
    }
    let hash: String = hash.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let folder = format!("app-{hash}");
    make_folder(&dist.join(&folder))?;
    for name in &names {
        let to = dist.join(&folder).join(name);
        fs::copy(app.join(name), &to).map_err(|error| format!("{}: {error}", to.display()))?;
    }
    let page = dist.join("index.html");
    let mut text = read(&page)?;
    for (name, mark) in [
        (FIRST, "APP_WASM_INTEGRITY"),
        ("isms-gauge.js", "APP_JS_INTEGRITY"),
        (LOADER, "APP_LOADER_INTEGRITY"),
    ] {
        if !text.contains(mark) {
            return Err(format!("index.html should name {mark}"));
        }
        text = text.replace(mark, &integrity(&app.join(name))?);
    }
    text = text.replace("APP_FOLDER", &folder);
    text = without_skipped(&text);
    fs::write(&page, text).map_err(|error| format!("{}: {error}", page.display()))
}

/// The page without the tag that tells Trunk to leave the Rust to us.
fn without_skipped(page: &str) -> String {
    let mut tags = page.split_inclusive('>').collect::<Vec<_>>();
    tags.retain(|tag| !tag.contains("data-trunk-skip"));
    tags.concat()
}

/// What a browser compares before it uses a file.
fn integrity(path: &Path) -> Result<String, String> {
    let hash = BASE64_STANDARD.encode(Sha384::digest(bytes(path)?));
    Ok(format!("sha384-{hash}"))
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::without_skipped;

    #[test]
    fn the_tag_for_trunk_is_not_published() {
        let page = "<head><link data-trunk data-trunk-skip rel=rust><link rel=icon></head>";
        assert_eq!(without_skipped(page), "<head><link rel=icon></head>");
    }
}
