//! Programs from crates.io.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{installed, is_of_version, remove};
use crate::run::{cache, hold, output, to_end};

const TRUNK: &str = "0.21.14";

const WASM_SPLIT: &str = "0.2.4";

const FUZZ: &str = "0.13.1";
const CARGO_DENY: &str = "0.20.2";

/// Joins the page and its parts.
pub fn trunk() -> Result<PathBuf, String> {
    let time = "about 8 minutes on two cores";
    cargo_tool("trunk", TRUNK, &["trunk", "--locked"], time)
}

/// Checks what the packages are, and where they come from.
pub fn cargo_deny() -> Result<PathBuf, String> {
    let time = "about 2 minutes on two cores";
    let program = cargo_tool("cargo-deny", CARGO_DENY, &["cargo-deny", "--locked"], time)?;
    forget_builds()?;
    Ok(program)
}

/// Takes the wasm apart. The version fits `wasm_split_helpers` in the app.
pub fn wasm_split() -> Result<PathBuf, String> {
    let args = [
        "wasm_split_cli_support",
        "--locked",
        "--features",
        "build-binary",
    ];
    let time = "about a minute on two cores";
    cargo_tool("wasm-split-cli", WASM_SPLIT, &args, time)
}

/// Makes the JavaScript around the wasm. The version is that of the crate, or the two do not fit.
pub fn wasm_bindgen(lock: &str) -> Result<PathBuf, String> {
    let version = locked_version(lock, "wasm-bindgen")
        .ok_or("Cargo.lock names no wasm-bindgen; it should be in the app's dependencies")?;
    let time = "about 4 minutes on two cores";
    cargo_tool("wasm-bindgen", &version, &["wasm-bindgen-cli"], time)
}

/// Feeds programs with random bytes.
pub fn cargo_fuzz() -> Result<PathBuf, String> {
    let time = "about 2 minutes on two cores";
    let program = cargo_tool("cargo-fuzz", FUZZ, &["cargo-fuzz", "--locked"], time)?;
    forget_builds()?;
    Ok(program)
}

/// Takes away what the builds of the tools left behind: more than a gigabyte.
pub fn forget_builds() -> Result<(), String> {
    let builds = builds()?;
    if builds.exists() {
        let _alone = hold("install")?;
        remove(&builds)?;
    }
    Ok(())
}

fn builds() -> Result<PathBuf, String> {
    Ok(cache()?.join("build"))
}

/// Installs a program and returns where it lies.
fn cargo_tool(name: &str, version: &str, args: &[&str], time: &str) -> Result<PathBuf, String> {
    let program = Path::new("bin")
        .join(name)
        .with_extension(std::env::consts::EXE_EXTENSION);
    let folder = installed(
        &format!("{name}-{version}"),
        time,
        |folder| is_whole(&folder.join(&program), version),
        |folder| {
            let mut command = Command::new("cargo");
            command
                .arg("install")
                .args(args)
                .args(["--version", version, "--root"])
                .arg(folder)
                // Away from the checkout, whose settings are not meant for the tools.
                .current_dir(cache()?)
                .env("CARGO_TARGET_DIR", builds()?);
            to_end(&mut command)
        },
    )?;
    Ok(folder.join(program))
}

/// Whether a program runs, and does not say that it is of another version. The splitter tells
/// none; its folder does.
fn is_whole(program: &Path, version: &str) -> bool {
    is_of_version(program, version)
        || (output(program, &["--version"]).is_none() && output(program, &["--help"]).is_some())
}

/// The version of a package in a lock file.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.9\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn the_version_is_that_of_the_package_of_just_that_name() {
        assert_eq!(
            locked_version(LOCK, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
    }

    #[test]
    fn a_package_that_is_not_locked_has_no_version() {
        assert_eq!(locked_version(LOCK, "trunk"), None);
    }
}
