//! The browser of the tests.

use std::path::PathBuf;
use std::process::Command;

use crate::run::{output, to_end};

const MISSING: &str = "Chromium is missing. Install it (Debian: sudo apt-get install chromium), \
    or set CHROMIUM to the path of its program";

/// A Chromium to test with; installed where this program may do so.
pub fn chromium() -> Result<PathBuf, String> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
        let path = PathBuf::from(named);
        return if path.is_file() {
            Ok(path)
        } else {
            let path = path.display();
            Err(format!(
                "CHROMIUM should be the path of a browser, but {path} is no file"
            ))
        };
    }
    if let Some(path) = find() {
        return Ok(path);
    }
    if may_install() {
        println!("Installing Chromium with apt (about a minute, once per machine)...");
        apt_install(&["chromium"])?;
    }
    find().ok_or_else(|| MISSING.to_owned())
}

/// Whether this program may install packages of the system.
pub fn may_install() -> bool {
    output("id", &["-u"]).as_deref() == Some("0") && output("apt-get", &["--version"]).is_some()
}

/// Installs packages of a Debian system.
pub fn apt_install(packages: &[&str]) -> Result<(), String> {
    apt(&["update", "-qq"])?;
    let options = ["install", "-y", "-qq", "--no-install-recommends"];
    apt(&[&options, packages].concat())
}

fn apt(args: &[&str]) -> Result<(), String> {
    let mut command = Command::new("apt-get");
    to_end(command.args(args).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// A browser on the PATH, else where systems usually put one.
fn find() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&folders)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .collect::<Vec<_>>();
    let usual = [
        "/usr/bin/chromium",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    on_path
        .into_iter()
        .chain(usual.map(PathBuf::from))
        .find(|path| path.is_file())
}
