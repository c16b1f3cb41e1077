//! Running other programs, and where things lie.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The root of the checkout.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).map_or(here.clone(), PathBuf::from)
}

/// The user's cache folder for this project: tools by name and version, and build results that
/// a second checkout can use.
pub fn cache() -> Result<PathBuf, String> {
    let from = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    from("ISMS_GAUGE_CACHE")
        .or_else(|| from("XDG_CACHE_HOME").map(|cache| cache.join("isms-gauge")))
        .or_else(|| from("LOCALAPPDATA").map(|cache| cache.join("isms-gauge")))
        .or_else(|| from("HOME").map(|home| home.join(".cache").join("isms-gauge")))
        .ok_or_else(|| "no cache folder: set ISMS_GAUGE_CACHE to a folder of yours".to_owned())
}

/// The folder for build results: shared between checkouts, unless the user chose one.
pub fn target() -> Result<PathBuf, String> {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => Ok(cache()?.join("target")),
    }
}

/// A cargo command in the checkout.
pub fn cargo_command(args: &[&str]) -> Result<Command, String> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(args)
        .current_dir(root())
        .env("CARGO_TARGET_DIR", target()?);
    Ok(command)
}

/// Runs cargo in the checkout and says when it failed.
pub fn cargo(args: &[&str]) -> Result<(), String> {
    to_end(&mut cargo_command(args)?)
}

/// Runs a command to its end.
pub fn to_end(command: &mut Command) -> Result<(), String> {
    let name = shown(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name}` failed: {status}")),
        Err(error) => Err(format!("`{name}` could not be started: {error}")),
    }
}

/// What a command prints, where it succeeds.
pub fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(args)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A command as one would type it.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
