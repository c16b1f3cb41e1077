//! Packages from npm: wasm-opt and esbuild for the build, what drives the browsers for the tests,
//! Lighthouse.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{installed, is_of_version};
use crate::run::{output, read, to_end};

/// The release of Binaryen that holds wasm-opt. Old ones build an app that does not start.
const BINARYEN: &str = "132";

/// The release of esbuild.
const ESBUILD: &str = "0.28.2";

/// The release of Lighthouse: the last that runs on Node.js 20.
const LIGHTHOUSE: &str = "12.8.2";

/// Quiet, and without running code of the packages.
const OPTIONS: [&str; 3] = ["--ignore-scripts", "--no-audit", "--no-fund"];

/// Makes the wasm small.
pub fn wasm_opt() -> Result<PathBuf, String> {
    program("wasm-opt", "binaryen", BINARYEN)
}

/// Makes scripts small.
pub fn esbuild() -> Result<PathBuf, String> {
    program("esbuild", "esbuild", ESBUILD)
}

/// A program that a package brings.
fn program(name: &str, package: &str, version: &str) -> Result<PathBuf, String> {
    let ending = if cfg!(windows) { ".cmd" } else { "" };
    let bin = Path::new("node_modules").join(".bin");
    let program = bin.join(format!("{name}{ending}"));
    let folder = installed(
        &format!("{package}-{version}"),
        "a few seconds",
        |folder| is_of_version(&folder.join(&program), version),
        |folder| {
            let mut npm = npm()?;
            npm.arg("install").args(OPTIONS).arg("--prefix").arg(folder);
            to_end(npm.arg(format!("{package}@{version}")))
        },
    )?;
    Ok(folder.join(program))
}

/// Judges a page as for a phone.
pub fn lighthouse() -> Result<PathBuf, String> {
    let program = Path::new("node_modules/lighthouse/cli/index.js");
    let folder = installed(
        &format!("lighthouse-{LIGHTHOUSE}"),
        "half a minute",
        |folder| {
            let program = folder.join(program).display().to_string();
            output("node", &[&program, "--version"]).is_some_and(|text| text == LIGHTHOUSE)
        },
        |folder| {
            let mut npm = npm()?;
            npm.arg("install").args(OPTIONS).arg("--prefix").arg(folder);
            to_end(npm.arg(format!("lighthouse@{LIGHTHOUSE}")))
        },
    )?;
    Ok(folder.join(program))
}

/// The npm packages that a folder of tests names, linked into it.
pub fn npm_packages(tests: &Path) -> Result<(), String> {
    let lock = read(&tests.join("package-lock.json"))?;
    let folder = installed(
        &format!("npm-{:016x}", fnv(&lock)),
        "a few seconds",
        // npm writes this file last.
        |folder| folder.join("node_modules/.package-lock.json").is_file(),
        |folder| {
            for file in ["package.json", "package-lock.json"] {
                let to = folder.join(file);
                fs::copy(tests.join(file), &to)
                    .map_err(|error| format!("{}: {error}", to.display()))?;
            }
            let mut npm = npm()?;
            npm.arg("ci").args(OPTIONS).current_dir(folder);
            to_end(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
        },
    )?;
    link(&folder.join("node_modules"), &tests.join("node_modules"))
}

/// Makes one folder stand for another; an older link is replaced.
fn link(from: &Path, to: &Path) -> Result<(), String> {
    if fs::read_link(to).is_ok_and(|old| old == from) {
        return Ok(());
    }
    let fault = |error: std::io::Error| format!("{}: {error}", to.display());
    match to.symlink_metadata() {
        Ok(meta) if meta.is_symlink() => fs::remove_file(to).map_err(fault)?,
        Ok(_) => {
            return Err(format!(
                "{} should be a link to {}, but is a folder: remove it",
                to.display(),
                from.display()
            ));
        }
        Err(_) => {}
    }
    #[cfg(unix)]
    return std::os::unix::fs::symlink(from, to).map_err(fault);
    #[cfg(windows)]
    return std::os::windows::fs::symlink_dir(from, to).map_err(fault);
}

/// The npm command, where Node.js is there.
fn npm() -> Result<Command, String> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    for program in ["node", npm] {
        if output(program, &["--version"]).is_none() {
            return Err(format!(
                "{program} is missing: install Node.js 20 or newer, with npm (https://nodejs.org)"
            ));
        }
    }
    Ok(Command::new(npm))
}

/// A short name for a text (FNV-1a); only tells one lock file from another.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_lock_file_has_another_name() {
        assert_ne!(fnv("a"), fnv("b"));
    }
}
