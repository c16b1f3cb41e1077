//! The tools with their pinned versions, installed once per machine into the cache folder.
//!
//! An install goes to a folder of its own and is renamed when it is whole, so that an
//! interrupted one is never taken for complete.

mod cargo_tool;
mod chromium;
mod duckdb;
mod engines;
mod node;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{cache, hold, make_folder, output, read, remove, root, to_end};

pub use cargo_tool::{cargo_deny, cargo_fuzz};
pub use chromium::chromium;
pub use duckdb::duckdb;
pub use engines::engines;
pub use node::{lighthouse, npm_packages};

/// What the app is compiled to.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The programs of a build.
pub struct Tools {
    /// Puts the page together.
    pub trunk: PathBuf,
    /// Takes the wasm apart.
    pub wasm_split: PathBuf,
    /// Makes the JavaScript around the wasm.
    pub wasm_bindgen: PathBuf,
    /// Makes the wasm small.
    pub wasm_opt: PathBuf,
    /// Makes scripts small.
    pub esbuild: PathBuf,
}

/// The programs of a build, installed where they are missing.
pub fn for_build() -> Result<Tools, String> {
    wasm_target()?;
    let lock = read(&root().join("Cargo.lock"))?;
    let tools = Tools {
        trunk: cargo_tool::trunk()?,
        wasm_split: cargo_tool::wasm_split()?,
        wasm_bindgen: cargo_tool::wasm_bindgen(&lock)?,
        wasm_opt: node::wasm_opt()?,
        esbuild: node::esbuild()?,
    };
    cargo_tool::forget_builds()?;
    Ok(tools)
}

fn wasm_target() -> Result<(), String> {
    if let Some(folder) = output("rustc", &["--print", "target-libdir", "--target", WASM])
        && Path::new(&folder).is_dir()
    {
        return Ok(());
    }
    println!("Adding the Rust target {WASM}...");
    let mut rustup = Command::new("rustup");
    to_end(rustup.args(["target", "add", WASM]).current_dir(root())).map_err(|error| {
        format!("{error}\nInstall it with: rustup target add {WASM} (rustup: https://rustup.rs)")
    })
}

/// The folder of something installed; installs it first where it is missing or not whole.
fn installed(
    title: &str,
    time: &str,
    is_whole: impl Fn(&Path) -> bool,
    install: impl FnOnce(&Path) -> Result<(), String>,
) -> Result<PathBuf, String> {
    let folder = cache()?.join(title);
    if is_whole(&folder) {
        return Ok(folder);
    }
    let _alone = hold("install")?;
    if is_whole(&folder) {
        // Another run was quicker.
        return Ok(folder);
    }
    println!("Installing {title} ({time}, once per machine)...");
    let unfinished = cache()?.join(format!("{title}.unfinished"));
    remove(&unfinished)?;
    make_folder(&unfinished)?;
    install(&unfinished)?;
    if !is_whole(&unfinished) {
        return Err(format!(
            "{title} was installed into {}, but does not run there",
            unfinished.display()
        ));
    }
    remove(&folder)?;
    fs::rename(&unfinished, &folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

/// Whether a program runs and says that it is of a version.
fn is_of_version(program: &Path, version: &str) -> bool {
    output(program, &["--version"])
        .is_some_and(|text| text.split_whitespace().any(|word| word == version))
}
