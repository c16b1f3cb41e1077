//! The command line: built for this machine, packed for a release, and measured over many files.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::release::VERSION;
use crate::run::{
    cache, cargo, hold, make_folder, output, quietly, read, remove, root, target, to_end,
};
use crate::supply;
use crate::wasm::without_paths;

const PACKAGE: &str = "isms-gauge-cli";

const PROGRAM: &str = "isms-gauge";

/// The profile in `Cargo.toml`, which also names the folder of its results.
const PROFILE: &str = "cli";

/// How often the memory of a running program is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// Ten times the files may take so much of the memory, in percent: it should not grow at all.
const MAX_GROWTH_PERCENT: u64 = 120;

/// Builds the program for this machine, and what else is named.
fn build(also: &[&str]) -> Result<PathBuf, String> {
    let flags = without_paths()?.into_iter().map(serde_json::Value::from);
    let flags: Vec<String> = flags.map(|flag| flag.to_string()).collect();
    let host = host()?;
    let paths = format!("target.{host}.rustflags=[{}]", flags.join(", "));
    let args = [
        "--config",
        &paths,
        "build",
        "--profile",
        PROFILE,
        "--locked",
        "-p",
        PACKAGE,
        "--target",
        &host,
        "--bin",
        PROGRAM,
    ];
    cargo(&[&args, also].concat())?;
    Ok(target()?.join(host).join(PROFILE))
}

/// The kind of this machine, such as `x86_64-unknown-linux-gnu`.
fn host() -> Result<String, String> {
    let said = output("rustc", &["-vV"]).ok_or("`rustc -vV` says nothing")?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or("`rustc -vV` names no host".to_owned())
}

fn program(folder: &Path) -> PathBuf {
    folder
        .join(PROGRAM)
        .with_extension(std::env::consts::EXE_EXTENSION)
}

/// The name of the archive and its bytes: the program, its completions, man pages and licences.
pub fn archive() -> Result<(String, Vec<u8>), String> {
    let host = host()?;
    let program = program(&build(&[])?);
    let title = format!("isms-gauge-cli-{VERSION}-{host}");
    let mut files = vec![(
        program
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        fs::read(&program).map_err(|error| format!("{}: {error}", program.display()))?,
    )];
    let said = |args: &[&str]| {
        let name = format!("{} {}", program.display(), args.join(" "));
        let said = Command::new(&program).args(args).output();
        let said = said.map_err(|error| format!("`{name}`: {error}"))?;
        if said.status.success() {
            Ok(said.stdout)
        } else {
            Err(format!("`{name}` failed: {}", said.status))
        }
    };
    for (shell, name) in [
        ("bash", "isms-gauge.bash"),
        ("elvish", "isms-gauge.elv"),
        ("fish", "isms-gauge.fish"),
        ("powershell", "isms-gauge.ps1"),
        ("zsh", "_isms-gauge"),
    ] {
        files.push((
            format!("completions/{name}"),
            said(&["completions", shell])?,
        ));
    }
    let pages = cache()?.join("man");
    remove(&pages)?;
    said(&["man", "--into", &pages.to_string_lossy()])?;
    for name in crate::bundle::all_files(&pages)? {
        let page = fs::read(pages.join(&name)).map_err(|error| format!("{name}: {error}"))?;
        files.push((format!("man/{name}"), page));
    }
    files.push((
        "licences.txt".to_owned(),
        supply::licences_of(PACKAGE, &host)?.into_bytes(),
    ));
    files.push((
        "sbom.cdx.json".to_owned(),
        supply::sbom_of(PACKAGE, &host)?.into_bytes(),
    ));
    for (from, name) in [
        ("LICENSE-APACHE", "LICENSE-APACHE"),
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("docs/cli.md", "cli.md"),
        ("docs/many-files.md", "many-files.md"),
    ] {
        files.push((name.to_owned(), read(&root().join(from))?.into_bytes()));
    }
    files.sort();
    Ok((format!("{title}.zip"), zipped(&title, files)?))
}

/// The files in a folder of their name, without a date.
fn zipped(folder: &str, files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, String> {
    let fault = |error: zip::result::ZipError| format!("the zip of the command line: {error}");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in files {
        // Only the program lies at the top and may be run.
        let may_run = name.starts_with(PROGRAM) && !name.contains('/');
        let options = SimpleFileOptions::default()
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(if may_run { 0o755 } else { 0o644 });
        archive
            .start_file(format!("{folder}/{name}"), options)
            .map_err(fault)?;
        archive
            .write_all(&body)
            .map_err(|error| format!("the zip of the command line: {error}"))?;
    }
    Ok(archive.finish().map_err(fault)?.into_inner())
}

/// Scores `n` generated assessments in one run, and a tenth of them before: files a second, and
/// whether the memory stays what it was.
pub fn many(n: u64) -> Result<(), String> {
    if n < 10 {
        return Err(format!("at least 10 files are wanted, got {n}"));
    }
    let built = build(&["--example", "generate"])?;
    let _alone = hold("many")?;
    let place = cache()?.join("many");
    remove(&place)?;
    let mut runs = Vec::new();
    for n_files in [n / 10, n] {
        let folder = place.join(n_files.to_string());
        make_folder(&folder)?;
        println!("Writing {n_files} assessments...");
        let generate = built.join("examples").join("generate");
        let generate = generate.with_extension(std::env::consts::EXE_EXTENSION);
        quietly(Command::new(generate).arg(&folder).arg(n_files.to_string()))?;
        runs.push(measured(
            &program(&built),
            &folder,
            &place.join("rows.ndjson"),
            n_files,
        )?);
    }
    remove(&place)?;
    println!(
        "\n{:>9} {:>9} {:>9} {:>11} {:>11}",
        "files", "MiB", "s", "files/s", "peak MiB"
    );
    for run in &runs {
        println!(
            "{:>9} {:>9} {:>9.2} {:>11.0} {:>11}",
            run.n_files,
            run.n_bytes >> 20,
            run.time.as_secs_f64(),
            run.a_second(),
            run.peak_kib.map_or("unknown".to_owned(), |kib| format!(
                "{:.1}",
                kib as f64 / 1024.0
            )),
        );
    }
    steady(&runs)
}

/// One run over many files.
struct Run {
    n_files: u64,
    n_bytes: u64,
    time: Duration,
    /// The most memory that it held, where the system says.
    peak_kib: Option<u64>,
}

impl Run {
    fn a_second(&self) -> f64 {
        self.n_files as f64 / self.time.as_secs_f64()
    }
}

fn measured(program: &Path, folder: &Path, rows: &Path, n_files: u64) -> Result<Run, String> {
    let mut n_bytes = 0;
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        // Reading them once also brings them near, so that the disk is not measured.
        let path = entry.map_err(|error| error.to_string())?.path();
        n_bytes += fs::read(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?
            .len() as u64;
    }
    let mut command = Command::new(program);
    command
        .args([
            "score",
            "--today",
            "2027-01-11",
            "--format",
            "ndjson",
            "--force",
            "--out",
        ])
        .arg(rows)
        .arg(folder)
        .stdin(Stdio::null());
    let begun = Instant::now();
    let child = command
        .spawn()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let (time, peak_kib) = watched(child, begun)?;
    let n_rows = read(rows)?.lines().count() as u64;
    if n_rows != n_files {
        return Err(format!("{n_rows} rows were written for {n_files} files"));
    }
    Ok(Run {
        n_files,
        n_bytes,
        time,
        peak_kib,
    })
}

/// Waits for a program and keeps the most memory that it was seen to hold.
fn watched(mut child: Child, begun: Instant) -> Result<(Duration, Option<u64>), String> {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        // The system keeps the peak itself, so nothing between two looks is missed but the last.
        let said = fs::read_to_string(&status).unwrap_or_default();
        peak = peak.max(peak_in(&said));
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) if status.success() => return Ok((begun.elapsed(), peak)),
            Some(status) => return Err(format!("the command line failed: {status}")),
            None => sleep(LOOK),
        }
    }
}

/// The peak in what Linux says of a process, in KiB.
fn peak_in(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Whether ten times the files took no more memory.
fn steady(runs: &[Run]) -> Result<(), String> {
    let [few, many] = runs else {
        return Err("two runs were wanted".to_owned());
    };
    match (few.peak_kib, many.peak_kib) {
        (Some(few), Some(many)) if many * 100 > few * MAX_GROWTH_PERCENT => Err(format!(
            "ten times the files took {many} KiB instead of {few} KiB; at most \
             {MAX_GROWTH_PERCENT} % are allowed"
        )),
        _ => Ok(()),
    }
}

/// Runs the recipe of `docs/many-files.md` with DuckDB.
pub fn recipe(python: &Path) -> Result<(), String> {
    let args = [
        "test",
        "--locked",
        "-p",
        PACKAGE,
        "--test",
        "duckdb",
        "--",
        "--ignored",
    ];
    let mut command = crate::run::cargo_command(&args)?;
    to_end(command.env("DUCKDB_PYTHON", python))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(n_files: u64, peak_kib: Option<u64>) -> Run {
        Run {
            n_files,
            n_bytes: 0,
            time: Duration::from_secs(2),
            peak_kib,
        }
    }

    #[test]
    fn memory_that_grows_with_the_files_is_refused() {
        assert!(steady(&[run(10, Some(1000)), run(100, Some(1201))]).is_err());
        assert_eq!(steady(&[run(10, Some(1000)), run(100, Some(1200))]), Ok(()));
        assert_eq!(steady(&[run(10, None), run(100, None)]), Ok(()));
    }

    #[test]
    fn the_peak_is_read_as_linux_writes_it() {
        assert_eq!(
            peak_in("VmPeak:\t  9 kB\nVmHWM:\t   5120 kB\nVmRSS:\t 1 kB\n"),
            Some(5120)
        );
        assert_eq!(peak_in(""), None);
    }

    #[test]
    fn only_the_program_may_be_run() -> Result<(), String> {
        let files = vec![
            ("isms-gauge".to_owned(), vec![1]),
            ("man/isms-gauge.1".to_owned(), vec![2]),
        ];
        let bytes = zipped("top", files.clone())?;
        assert_eq!(bytes, zipped("top", files)?);
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let mode = |archive: &mut zip::ZipArchive<Cursor<Vec<u8>>>, name: &str| {
            archive
                .by_name(name)
                .expect("a file")
                .unix_mode()
                .map(|mode| mode & 0o777)
        };
        assert_eq!(mode(&mut archive, "top/isms-gauge"), Some(0o755));
        assert_eq!(mode(&mut archive, "top/man/isms-gauge.1"), Some(0o644));
        Ok(())
    }
}
