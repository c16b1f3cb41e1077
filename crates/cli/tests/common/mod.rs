//! Runs the program as a shell would.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(dead_code, reason = "each test file uses its part")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fmt, fs};

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::file;
use serde_json::Value;
use tempfile::TempDir;

pub mod generated;

/// The day of all tests.
pub const TODAY: &str = "2027-01-11";

/// What a run left behind.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub bytes: Vec<u8>,
    pub err: String,
}

impl fmt::Debug for Ran {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start: String = self.out.chars().take(600).collect();
        write!(
            out,
            "code {}, said {:?}, wrote {start:?}",
            self.code, self.err
        )
    }
}

impl Ran {
    /// The output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The output as JSON, one value a line.
    pub fn lines(&self) -> Vec<Value> {
        let lines = self.out.lines().map(serde_json::from_str);
        lines.collect::<Result<_, _>>().expect("JSON lines")
    }

    /// The same, after the run has ended well.
    pub fn well(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }
}

/// Runs the program on the day of all tests.
pub fn run(args: &[&str]) -> Ran {
    run_with(args, "")
}

/// The same, with something on the standard input.
pub fn run_with(args: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_isms-gauge"))
        .args(["--today", TODAY])
        .args(args)
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut stdin = child.stdin.take().expect("its input");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || {
        // It may end before it has read everything.
        let _ = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().expect("its end");
    writer.join().expect("the writer");
    Ran {
        code: output.status.code().expect("a code"),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        bytes: output.stdout,
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The root of the checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The path of a published sample.
pub fn sample(name: &str) -> String {
    let path = root().join("public/samples").join(format!("{name}.json"));
    path.to_string_lossy().into_owned()
}

pub const SAMPLES: [&str; 2] = ["manufacturer", "software-firm"];

/// A folder for one test, with helpers for what lies in it.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_string_lossy().into_owned()
    }

    pub fn all(&self) -> String {
        self.0.path().to_string_lossy().into_owned()
    }

    pub fn put(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).expect("written");
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a text")
    }

    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = names.map(|n| n.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Puts so many generated assessments into it.
    pub fn generate(&self, catalogue: &Catalogue, n: u64) {
        for number in 0..n {
            let text = file::write(&generated::generated(catalogue, number));
            self.put(&format!("{number:03}.json"), &text);
        }
    }
}

/// Reads an assessment that is known to be one.
pub fn read(path: &str) -> Assessment {
    file::read(&fs::read_to_string(path).expect("a text")).expect("an assessment")
}
