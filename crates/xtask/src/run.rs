//! Running other programs, and where things lie.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, TryLockError};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The root of the checkout.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).map_or(here.clone(), PathBuf::from)
}

/// The user's cache folder for this project: tools by name and version, and build results that
/// a second checkout can use.
pub fn cache() -> Result<PathBuf, String> {
    let folder = cache_from(|name| std::env::var_os(name))
        .ok_or("no cache folder: set ISMS_GAUGE_CACHE to a folder of yours")?;
    std::path::absolute(&folder).map_err(|error| format!("{}: {error}", folder.display()))
}

fn cache_from(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let from = |name: &str| {
        variable(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let usual = if cfg!(target_os = "macos") {
        "Library/Caches"
    } else {
        ".cache"
    };
    from("ISMS_GAUGE_CACHE").or_else(|| {
        from("XDG_CACHE_HOME")
            .or_else(|| from("LOCALAPPDATA"))
            .or_else(|| from("HOME").map(|home| home.join(usual)))
            .map(|caches| caches.join("isms-gauge"))
    })
}

/// The folder for build results: shared between checkouts, unless the user chose one.
pub fn target() -> Result<PathBuf, String> {
    static TARGET: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let found = || match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => std::path::absolute(&folder)
            .map_err(|error| format!("CARGO_TARGET_DIR {}: {error}", folder.display())),
        None => {
            let folder = cache()?.join("target");
            forget_other_checkouts(&folder, &root().to_string_lossy())?;
            Ok(folder)
        }
    };
    TARGET.get_or_init(found).clone()
}

/// Makes cargo build our own crates anew where another checkout used the folder last. Cargo
/// names the results of both alike and goes by the dates of their sources only: it would run the
/// other's programs.
fn forget_other_checkouts(target: &Path, root: &str) -> Result<(), String> {
    let stamp = target.join("checkout");
    if fs::read_to_string(&stamp).is_ok_and(|last| last == root) {
        return Ok(());
    }
    let fault = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    for profile in [
        "debug",
        "release",
        "cli",
        "wasm32-unknown-unknown/release",
        "wasm32-unknown-unknown/quick",
    ] {
        let prints = target.join(profile).join(".fingerprint");
        for entry in fs::read_dir(&prints).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with("isms-gauge") || name.starts_with("xtask-") {
                fs::remove_dir_all(entry.path()).map_err(|error| fault(&entry.path(), error))?;
            }
        }
    }
    make_folder(target)?;
    fs::write(&stamp, root).map_err(|error| fault(&stamp, error))
}

/// Keeps other runs of this program out, until the value is dropped or the program ends.
pub fn hold(what: &str) -> Result<File, String> {
    let path = cache()?.join(format!("{what}.lock"));
    make_folder(&cache()?)?;
    let fault = |error: std::io::Error| format!("{}: {error}", path.display());
    let file = File::create(&path).map_err(fault)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            println!("Another run holds {}; waiting for it...", path.display());
            file.lock().map_err(fault)?;
        }
        // A file system that knows no locks is no reason to stop.
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    Ok(file)
}

/// Makes a folder and those above it.
pub fn make_folder(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// Takes a file or a folder away, if it is there.
pub fn remove(path: &Path) -> Result<(), String> {
    let gone = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match gone {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Reads a text file.
pub fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
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

/// Runs a command to its end, and shows what it prints only where it failed.
pub fn quietly(command: &mut Command) -> Result<(), String> {
    let name = shown(command);
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            Err(format!("`{name}` failed: {}\n{said}", output.status))
        }
        Err(error) => Err(format!("`{name}` could not be started: {error}")),
    }
}

/// Runs a command, showing what it prints while keeping it, and whether it succeeded.
pub fn shown_and_kept(mut command: Command) -> Result<(String, bool), String> {
    let fault = |error: std::io::Error| error.to_string();
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(fault)?;
    let mut kept = String::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.map_err(fault)?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            kept.push_str(&line);
            kept.push('\n');
        }
    }
    Ok((kept, child.wait().map_err(fault)?.success()))
}

/// What a command prints, where it succeeds.
pub fn output(program: impl AsRef<OsStr>, args: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(args)
        .current_dir(root())
        .stdin(Stdio::null())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(variables: &[(&str, &str)], folder: Option<&str>) {
        let found = cache_from(|name| {
            let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
            Some(OsString::from(value))
        });
        assert_eq!(found, folder.map(PathBuf::from), "{variables:?}");
    }

    #[test]
    fn the_users_own_choice_of_cache_comes_first() {
        let all = [
            ("HOME", "/h"),
            ("XDG_CACHE_HOME", "/x"),
            ("ISMS_GAUGE_CACHE", "/own"),
        ];
        check(&all, Some("/own"));
        check(&all[..2], Some("/x/isms-gauge"));
    }

    #[test]
    fn an_empty_variable_counts_as_none() {
        check(&[("ISMS_GAUGE_CACHE", ""), ("XDG_CACHE_HOME", "")], None);
    }

    #[test]
    fn only_the_results_of_another_checkout_are_built_anew() -> Result<(), String> {
        let target = std::env::temp_dir().join(format!("isms-gauge-target-{}", std::process::id()));
        let ours = target.join("debug/.fingerprint/isms-gauge-core-0");
        let others = target.join("debug/.fingerprint/serde-0");
        let there = |root: &str| -> Result<(bool, bool), String> {
            make_folder(&ours)?;
            make_folder(&others)?;
            forget_other_checkouts(&target, root)?;
            Ok((ours.exists(), others.exists()))
        };
        let found = (there("/a")?, there("/a")?, there("/b")?);
        let _ = fs::remove_dir_all(&target);
        assert_eq!(found, ((false, true), (true, true), (false, true)));
        Ok(())
    }
}
