//! What is published: the folder for a host, the one file, the list of parts, the hashes.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::bundle::{self, all_files};
use crate::run::{cache, hold, make_folder, output, read, remove, root, shown, to_end};
use crate::{cli, headers, single, supply};

/// The version of everything in the workspace.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

const SUMS: &str = "SHA256SUMS";

/// Makes the files of a release in `release/` and returns the folder.
pub fn make() -> Result<PathBuf, String> {
    let dist = bundle::build()?;
    let folder = root().join("release");
    remove(&folder)?;
    make_folder(&folder)?;
    single::write(&dist)?;
    put(
        &folder,
        &format!("isms-gauge-web-{VERSION}.zip"),
        &zipped(&dist)?,
    )?;
    put(
        &folder,
        &format!("isms-gauge-{VERSION}.cdx.json"),
        supply::sbom()?.as_bytes(),
    )?;
    let (name, program) = cli::archive()?;
    put(&folder, &name, &program)?;
    let sums = sums(&folder)?;
    put(&folder, SUMS, sums.as_bytes())?;
    print!("\n{sums}");
    Ok(folder)
}

fn put(folder: &Path, name: &str, body: &[u8]) -> Result<(), String> {
    let path = folder.join(name);
    fs::write(&path, body).map_err(|error| format!("{}: {error}", path.display()))
}

/// The folder for a host, in a folder of its name. Its bytes depend on nothing but theirs: every
/// file has the first date that a zip knows.
fn zipped(dist: &Path) -> Result<Vec<u8>, String> {
    let fault = |error: zip::result::ZipError| format!("the zip of dist/: {error}");
    let mut files = Vec::new();
    for name in all_files(dist)? {
        let body = fs::read(dist.join(&name)).map_err(|error| format!("{name}: {error}"))?;
        files.push((name, body));
    }
    for (name, text) in headers::files()? {
        if !files.iter().any(|(there, _)| there == name) {
            files.push((name.to_owned(), text.into_bytes()));
        }
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        files.push((name.to_owned(), read(&root().join(name))?.into_bytes()));
    }
    files.sort();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for (name, body) in files {
        archive
            .start_file(format!("isms-gauge-web-{VERSION}/{name}"), options)
            .map_err(fault)?;
        archive
            .write_all(&body)
            .map_err(|error| format!("the zip of dist/: {error}"))?;
    }
    Ok(archive.finish().map_err(fault)?.into_inner())
}

/// The hashes of a folder's files, as `sha256sum --check` reads them.
fn sums(folder: &Path) -> Result<String, String> {
    let mut lines = String::new();
    for name in all_files(folder)?.iter().filter(|name| *name != SUMS) {
        let body = fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
        let hash = Sha256::digest(body);
        lines.extend(hash.iter().map(|byte| format!("{byte:02x}")));
        lines.push_str(&format!("  {name}\n"));
    }
    Ok(lines)
}

/// Makes a release in each of two folders and compares every file.
pub fn reproduce() -> Result<(), String> {
    let _alone = hold("reproduce")?;
    let place = cache()?.join("reproduce");
    let mut lists = Vec::new();
    for name in ["one", "another-with-a-longer-name"] {
        let folder = place.join(name);
        remove(&folder)?;
        copy_sources(&folder.join("checkout"))?;
        println!("\nBuilding in {}...", folder.display());
        let mut cargo = Command::new("cargo");
        cargo
            .args(["xtask", "dist"])
            .current_dir(folder.join("checkout"))
            .env("CARGO_TARGET_DIR", folder.join("target"));
        to_end(&mut cargo)?;
        let dist = folder.join("checkout/dist");
        lists.push(sums(&dist)? + &sums(&folder.join("checkout/release"))?);
    }
    remove(&place)?;
    let [one, another] = lists.as_slice() else {
        return Err("two builds were wanted".to_owned());
    };
    let compiler = output("rustc", &["--version"]).unwrap_or_default();
    println!("\n{one}\nMade by {compiler}");
    let differing = differing(one, another);
    if differing.is_empty() {
        println!("Both builds gave the same {} files", one.lines().count());
        Ok(())
    } else {
        Err(format!(
            "these files differ between two builds:\n{}",
            differing.join("\n")
        ))
    }
}

/// The lines of either list that the other lacks.
fn differing<'a>(one: &'a str, another: &'a str) -> Vec<&'a str> {
    let lacks = |list: &str, line: &str| !list.lines().any(|other| other == line);
    let first = one.lines().filter(|line| lacks(another, line));
    first
        .chain(another.lines().filter(|line| lacks(one, line)))
        .collect()
}

/// Copies what git knows, as it is now.
fn copy_sources(to: &Path) -> Result<(), String> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z"]).current_dir(root());
    let name = shown(&git);
    let listed = git
        .output()
        .map_err(|error| format!("`{name}` could not be started: {error}"))?;
    if !listed.status.success() {
        return Err(format!("`{name}` failed: {}", listed.status));
    }
    for name in String::from_utf8_lossy(&listed.stdout).split('\0') {
        let (from, to) = (root().join(name), to.join(name));
        if name.is_empty() || !from.is_file() {
            continue;
        }
        if let Some(folder) = to.parent() {
            make_folder(folder)?;
        }
        fs::copy(&from, &to).map_err(|error| format!("{}: {error}", to.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_folder<T>(name: &str, files: &[(&str, &str)], work: impl FnOnce(&Path) -> T) -> T {
        let folder = std::env::temp_dir().join(format!("isms-gauge-{name}-{}", std::process::id()));
        for (name, text) in files {
            let path = folder.join(name);
            make_folder(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let done = work(&folder);
        fs::remove_dir_all(&folder).expect("the folder");
        done
    }

    #[test]
    fn hashes_are_written_as_sha256sum_reads_them() {
        let files = [("b", ""), ("a/c", "abc"), (SUMS, "old")];
        let found = in_folder("sums", &files, sums).expect("hashes");
        assert_eq!(
            found,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a/c\n\
             e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n"
        );
    }

    #[test]
    fn the_zip_holds_one_folder_with_the_headers_and_licences_and_no_date() {
        let files = [("index.html", "<p>"), ("_headers", "/*")];
        let (one, another) = in_folder("zip", &files, |folder| (zipped(folder), zipped(folder)));
        let body = one.expect("a zip");
        assert_eq!(Ok(&body), another.as_ref());
        let archive = zip::ZipArchive::new(Cursor::new(body)).expect("a zip");
        let top = format!("isms-gauge-web-{VERSION}/");
        let names: Vec<&str> = archive.file_names().collect();
        assert!(names.iter().all(|name| name.starts_with(&top)), "{names:?}");
        for name in [
            "index.html",
            "_headers",
            ".htaccess",
            "nginx.conf",
            "LICENSE-MIT",
        ] {
            assert!(
                names.contains(&format!("{top}{name}").as_str()),
                "{name}: {names:?}"
            );
        }
    }

    #[test]
    fn a_file_that_differs_or_is_missing_is_named() {
        assert_eq!(differing("1 a\n2 b\n", "1 a\n3 b\n"), ["2 b", "3 b"]);
        assert_eq!(differing("1 a\n", "1 a\n2 b\n"), ["2 b"]);
        assert!(differing("1 a\n", "1 a\n").is_empty());
    }
}
