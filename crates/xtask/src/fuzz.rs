//! Random bytes for whatever comes from outside: cargo-fuzz over `crates/core/fuzz`, for some
//! seconds each. Coverage needs flags that the stable compiler takes only with
//! `RUSTC_BOOTSTRAP=1`; nothing else here does.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::run::{cache, make_folder, root, target, to_end};
use crate::tools;

const TARGETS: [&str; 4] = ["import", "share_link", "migrate", "merge"];

/// As long as no other time is given.
pub const SECONDS: u32 = 60;

/// The longest input in bytes: a small assessment.
const MAX_BYTES: usize = 16 * 1024;

/// More memory than this in MiB is a fault.
const MAX_MEMORY: usize = 1024;

/// Runs every target for so many seconds. Stops at the first input that makes one stumble; it is
/// written to `crates/core/fuzz/artifacts`.
pub fn run(seconds: u32) -> Result<(), String> {
    let fuzz = tools::cargo_fuzz()?;
    for name in TARGETS {
        println!("Fuzzing {name} for {seconds} s...");
        let corpus = corpus(name)?;
        to_end(
            Command::new(&fuzz)
                .args(["fuzz", "run", "--fuzz-dir"])
                .arg(folder())
                // The sanitizer needs a nightly library; what is safe Rust needs it least.
                .args(["--sanitizer", "none", "--release", name])
                .arg(corpus)
                .arg("--")
                .arg(format!("-max_total_time={seconds}"))
                .arg(format!("-max_len={MAX_BYTES}"))
                .arg(format!("-rss_limit_mb={MAX_MEMORY}"))
                .args(["-timeout=10", "-print_final_stats=1"])
                .current_dir(root().join("crates").join("core"))
                .env("CARGO_TARGET_DIR", target()?.join("fuzz"))
                .env("RUSTC_BOOTSTRAP", "1"),
        )?;
    }
    println!(
        "{} targets, {seconds} s each: none stumbled.",
        TARGETS.len()
    );
    Ok(())
}

fn folder() -> PathBuf {
    root().join("crates").join("core").join("fuzz")
}

/// Where the inputs of a target gather: in the cache, begun with what real files look like.
fn corpus(name: &str) -> Result<PathBuf, String> {
    let folder = cache()?.join("fuzz").join(name);
    make_folder(&folder)?;
    for (at, seed) in seeds(name).into_iter().enumerate() {
        let path = folder.join(format!("seed-{at}"));
        fs::write(&path, seed).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(folder)
}

fn seeds(name: &str) -> Vec<String> {
    let fields = r#""answers": {"4.1": {"rating": 3, "by": "Ada", "on": "2026-01-02", "evidence": ["E1"]}, "4.2": {"rating": "cannot-tell", "note": "n"}}, "evidence": {"E1": {"title": "t", "date": "2026-01-01"}}, "profile": {"organisation": "A", "people": 40, "tags": ["x"]}, "targets": {"4.1": 4}, "documents": {"D1": {"state": "draft"}}, "controls": {"5.1": {"applicable": "yes"}}, "depth": "full""#;
    let file = |id: &str| {
        format!(r#"{{"format": "isms-gauge.assessment", "version": 1, "id": "{id}", {fields}}}"#)
    };
    match name {
        "import" => vec![
            file("a"),
            r#"{"format": "isms-gauge.backup", "version": 1, "made": "2026-01-02", "assessments": ["{}"]}"#.to_owned(),
            format!(
                r#"{{"format": "isms-gauge.locked", "version": 1, "method": "PBKDF2-SHA256, AES-256-GCM", "rounds": 600000, "salt": "{}", "nonce": "{}", "data": "{}"}}"#,
                "00".repeat(16),
                "00".repeat(12),
                "00".repeat(16)
            ),
            "see https://host/#/s/1-2026.11.1-q40.2-33-0a1b2c3d4e5f6071".to_owned(),
        ],
        "share_link" => vec![
            "1-2026.11.1-q40.2-33x1c-0a1b2c3d4e5f6071".to_owned(),
            "\u{0}\u{1}\u{2}\u{3}\u{4}\u{5}".to_owned(),
        ],
        "migrate" => vec![format!("\u{1}{fields}"), format!("\u{2}{fields}")],
        _ => vec![fields.to_owned(), format!("{fields}|{fields}")],
    }
}
