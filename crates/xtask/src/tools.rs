//! The tools with their pinned versions, installed once per machine into the cache folder.
//!
//! An install goes to a folder of its own and is renamed when it is whole, so that an
//! interrupted one is never taken for complete.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{cache, output, root, to_end};

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132";

/// The folders that hold the tools of a build, for the PATH.
pub fn for_build() -> Result<Vec<PathBuf>, String> {
    wasm_target()?;
    let trunk = cargo_tool(
        "trunk",
        TRUNK,
        "trunk",
        &["--locked"],
        "about 5 minutes on two cores",
    )?;
    let lock = read(&root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or("Cargo.lock names no wasm-bindgen; it should be in the app's dependencies")?;
    let bindgen = cargo_tool(
        "wasm-bindgen",
        &version,
        "wasm-bindgen-cli",
        &[],
        "about 3 minutes on two cores",
    )?;
    Ok(vec![trunk, bindgen, binaryen()?])
}

/// The version of a package in a lock file.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

fn wasm_target() -> Result<(), String> {
    const TARGET: &str = "wasm32-unknown-unknown";
    if let Some(folder) = output("rustc", &["--print", "target-libdir", "--target", TARGET])
        && Path::new(&folder).is_dir()
    {
        return Ok(());
    }
    println!("Adding the Rust target {TARGET}...");
    to_end(Command::new("rustup").args(["target", "add", TARGET])).map_err(|error| {
        format!("{error}\nInstall it with: rustup target add {TARGET} (rustup: https://rustup.rs)")
    })
}

/// Installs a program from crates.io, and returns its folder.
fn cargo_tool(
    name: &str,
    version: &str,
    package: &str,
    options: &[&str],
    time: &str,
) -> Result<PathBuf, String> {
    let program = Path::new("bin")
        .join(name)
        .with_extension(std::env::consts::EXE_EXTENSION);
    let title = format!("{name}-{version}");
    let folder = installed(&title, &program, time, |folder| {
        let mut command = Command::new("cargo");
        command
            .args(["install", package, "--version", version, "--root"])
            .arg(folder)
            .args(options)
            .current_dir(cache()?)
            .env("CARGO_TARGET_DIR", cache()?.join("build"));
        to_end(&mut command)
    })?;
    Ok(folder.join("bin"))
}

fn binaryen() -> Result<PathBuf, String> {
    let bin = Path::new("node_modules").join(".bin");
    let title = format!("binaryen-{BINARYEN}");
    let folder = installed(&title, &bin.join("wasm-opt"), "a few seconds", |folder| {
        node()?;
        let package = format!("binaryen@{BINARYEN}");
        to_end(
            npm()
                .args([
                    "install",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                ])
                .arg(folder)
                .arg(package),
        )
    })?;
    Ok(folder.join(bin))
}

/// The npm packages of the browser tests, linked into their folder.
pub fn npm_packages() -> Result<(), String> {
    node()?;
    let tests = root().join("tests").join("browser");
    let lock = read(&tests.join("package-lock.json"))?;
    let title = format!("npm-{:016x}", fnv(&lock));
    let probe = Path::new("node_modules")
        .join("@playwright")
        .join("test")
        .join("package.json");
    let folder = installed(&title, &probe, "a few seconds", |folder| {
        for file in ["package.json", "package-lock.json"] {
            let to = folder.join(file);
            fs::copy(tests.join(file), &to)
                .map_err(|error| format!("{}: {error}", to.display()))?;
        }
        to_end(
            npm()
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .current_dir(folder)
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
        )
    })?;
    link(&folder.join("node_modules"), &tests.join("node_modules"))
}

/// Makes one folder stand for another; an older link is replaced.
fn link(from: &Path, to: &Path) -> Result<(), String> {
    if fs::read_link(to).is_ok_and(|old| old == from) {
        return Ok(());
    }
    let fault = |error: std::io::Error| format!("{}: {error}", to.display());
    if to.symlink_metadata().is_ok_and(|meta| meta.is_symlink()) {
        fs::remove_file(to).map_err(fault)?;
    }
    #[cfg(unix)]
    return std::os::unix::fs::symlink(from, to).map_err(fault);
    #[cfg(windows)]
    return std::os::windows::fs::symlink_dir(from, to).map_err(fault);
}

fn node() -> Result<(), String> {
    for program in ["node", "npm"] {
        if output(program, &["--version"]).is_none() {
            return Err(format!(
                "{program} is missing: install Node.js 20 or newer (https://nodejs.org)"
            ));
        }
    }
    Ok(())
}

fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// A Chromium to test with.
pub fn chromium() -> Result<PathBuf, String> {
    if let Some(path) = find_chromium() {
        return Ok(path);
    }
    let is_root = output("id", &["-u"]).as_deref() == Some("0");
    if is_root && output("apt-get", &["--version"]).is_some() {
        println!("Installing Chromium with apt (about a minute, once per machine)...");
        let apt = |args: &[&str]| {
            to_end(
                Command::new("apt-get")
                    .args(args)
                    .env("DEBIAN_FRONTEND", "noninteractive"),
            )
        };
        apt(&["update", "-qq"])?;
        apt(&[
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            "chromium",
        ])?;
    }
    find_chromium().ok_or_else(|| {
        "Chromium is missing. Install it (Debian: sudo apt-get install chromium), or set CHROMIUM to its path"
            .to_owned()
    })
}

fn find_chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let known = [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    named
        .into_iter()
        .chain(known.map(PathBuf::from))
        .find(|path| path.is_file())
}

/// The folder of something installed; installs it first where it is missing.
fn installed(
    title: &str,
    probe: &Path,
    time: &str,
    install: impl FnOnce(&Path) -> Result<(), String>,
) -> Result<PathBuf, String> {
    let cache = cache()?;
    let folder = cache.join(title);
    if folder.join(probe).exists() {
        return Ok(folder);
    }
    println!("Installing {title} ({time}, once per machine)...");
    let unfinished = cache.join(format!("{title}.{}", std::process::id()));
    let fault = |error: std::io::Error| format!("{}: {error}", unfinished.display());
    fs::create_dir_all(&unfinished).map_err(fault)?;
    install(&unfinished)?;
    if !unfinished.join(probe).exists() {
        return Err(format!(
            "{title} was installed, but {} is not there",
            probe.display()
        ));
    }
    if folder.exists() {
        // Left behind by something else than this program.
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    match fs::rename(&unfinished, &folder) {
        Ok(()) => Ok(folder),
        // Another checkout was quicker.
        Err(_) if folder.join(probe).exists() => Ok(folder),
        Err(error) => Err(fault(error)),
    }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
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

    #[test]
    fn another_lock_file_has_another_name() {
        assert_ne!(fnv("a"), fnv("b"));
    }
}
