//! Where assessments come from: files, folders, and the standard input. They are inspected by the
//! rules that hold for files in the app.

use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Read};
use std::path::{Path, PathBuf};

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::backup;
use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::file::{self, FileError, MAX_BYTES};
use isms_gauge_core::import::{Content, ImportError, Oddity, decode, inspect};
use isms_gauge_core::share;
use walkdir::WalkDir;

use crate::fault::Fault;

/// What stands for the standard input.
pub const STDIN: &str = "-";

/// How the standard input is called in messages and records.
const STDIN_NAME: &str = "stdin";

/// An assessment, and where it comes from.
#[derive(Clone, Debug)]
pub struct Named {
    /// The file as it was named; of several in one file, with their ids after a `#`.
    pub file: String,
    pub assessment: Assessment,
    /// What is odd about the file.
    pub oddities: Vec<Oddity>,
}

/// One thing that holds assessments.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file.
    File {
        path: PathBuf,
        /// It was found in a folder: nobody named it.
        is_found: bool,
    },
    /// The whole standard input.
    Stdin,
    /// A line of the standard input, with its number.
    Line(usize, Vec<u8>),
}

/// What the command line says of its input.
pub struct Wanted<'a> {
    /// Files and folders; `-` for the standard input.
    pub paths: &'a [PathBuf],
    /// The standard input holds one assessment a line.
    pub has_lines: bool,
    /// Folders are gone through by name. Takes memory for the names of a folder.
    pub is_sorted: bool,
}

impl Wanted<'_> {
    /// Whether exactly one assessment is meant, not any number of them.
    pub fn is_one(&self) -> bool {
        match self.paths {
            [path] => !path.is_dir() && !self.has_lines,
            _ => false,
        }
    }

    /// The sources, one after another; nothing is read ahead.
    pub fn sources(&self) -> impl Iterator<Item = Result<Source, Fault>> {
        self.paths.iter().flat_map(|path| self.below(path))
    }

    fn below<'p>(&self, path: &'p Path) -> Box<dyn Iterator<Item = Result<Source, Fault>> + 'p> {
        if path.as_os_str() == STDIN {
            if io::stdin().is_terminal() {
                let hint = "no file was named, and nothing comes by the standard input";
                return Box::new(std::iter::once(Err(Fault::usage(hint))));
            }
            if self.has_lines {
                return Box::new(lines());
            }
            return Box::new(std::iter::once(Ok(Source::Stdin)));
        }
        if !path.is_dir() {
            return Box::new(std::iter::once(Ok(Source::File {
                path: path.to_owned(),
                is_found: false,
            })));
        }
        let mut walk = WalkDir::new(path);
        if self.is_sorted {
            walk = walk.sort_by_file_name();
        }
        let is_shown = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
        };
        let files = walk.into_iter().filter_entry(is_shown).filter_map(|entry| {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let place = error.path().map(|path| path.display().to_string());
                    return Some(Err(Fault::Access {
                        place: place.unwrap_or_default(),
                        message: error.to_string(),
                    }));
                }
            };
            let is_json = entry
                .path()
                .extension()
                .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
            (is_json && entry.path().is_file()).then(|| {
                Ok(Source::File {
                    path: entry.into_path(),
                    is_found: true,
                })
            })
        });
        Box::new(files)
    }
}

/// The lines of the standard input that hold anything.
fn lines() -> impl Iterator<Item = Result<Source, Fault>> {
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            number += 1;
            let mut line = Vec::new();
            // One byte more than is allowed tells that it is too long.
            let mut limited = io::stdin().lock().take(MAX_BYTES as u64 + 2);
            match limited.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Some(Ok(Source::Line(number, line))),
                Err(error) => {
                    return Some(Err(Fault::access(Path::new(STDIN_NAME), &error)));
                }
            }
        }
    })
}

impl Source {
    /// How it is called in messages and records.
    pub fn name(&self) -> String {
        match self {
            Self::File { path, .. } => path.display().to_string(),
            Self::Stdin => STDIN_NAME.to_owned(),
            Self::Line(number, _) => format!("{STDIN_NAME}:{number}"),
        }
    }

    /// Reads the assessments in it. In a folder, JSON of other programs can be passed over.
    pub fn read(self, catalogue: &Catalogue, skips_foreign: bool) -> Result<Vec<Named>, Fault> {
        let name = self.name();
        let is_found = matches!(self, Self::File { is_found: true, .. });
        let bytes = match self {
            Self::File { path, .. } => {
                let file = File::open(&path).map_err(|error| Fault::access(&path, &error))?;
                bounded(file, &path)?
            }
            Self::Stdin => bounded(io::stdin().lock(), Path::new(STDIN_NAME))?,
            Self::Line(_, line) => line,
        };
        match read(&name, &bytes, catalogue) {
            Err(ImportError::File(FileError::Foreign { .. })) if is_found && skips_foreign => {
                Ok(Vec::new())
            }
            done => done.map_err(|fault| Fault::input(name, fault.to_string())),
        }
    }
}

/// Reads no more than any file of ours has, and one byte to tell that it is more.
fn bounded(from: impl Read, path: &Path) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    from.take(backup::MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Fault::access(path, &error))?;
    Ok(bytes)
}

/// What a file holds: one assessment, or all those of a backup.
fn read(name: &str, bytes: &[u8], catalogue: &Catalogue) -> Result<Vec<Named>, ImportError> {
    let inspected = inspect(&decode(bytes)?)?;
    let one = |assessment| {
        vec![Named {
            file: name.to_owned(),
            assessment,
            oddities: inspected.oddities.clone(),
        }]
    };
    match inspected.content {
        Content::Assessment(assessment) => Ok(one(*assessment)),
        Content::Backup(backup) => backup
            .texts
            .iter()
            .map(|text| {
                let assessment = file::read(text)?;
                Ok(Named {
                    file: format!("{name}#{}", assessment.id),
                    assessment,
                    oddities: Vec::new(),
                })
            })
            .collect(),
        Content::Locked(_) => Err(ImportError::OtherKind {
            found: "locked with a passphrase, which only the app opens",
        }),
        Content::Link(link) => {
            share::read(catalogue, &link, "link")
                .map(one)
                .map_err(|_| ImportError::OtherKind {
                    found: "a link that is damaged or made with another catalogue",
                })
        }
    }
}

/// Reads exactly one assessment.
pub fn one(path: &Path, catalogue: &Catalogue) -> Result<Named, Fault> {
    let paths = [path.to_owned()];
    let wanted = Wanted {
        paths: &paths,
        has_lines: false,
        is_sorted: true,
    };
    if path.is_dir() {
        let message = "is a folder; one file was wanted";
        return Err(Fault::input(path.display().to_string(), message));
    }
    let mut found = Vec::new();
    for source in wanted.sources() {
        found.extend(source?.read(catalogue, false)?);
    }
    let n_found = found.len();
    match <[Named; 1]>::try_from(found) {
        Ok([named]) => Ok(named),
        Err(_) => Err(Fault::input(
            path.display().to_string(),
            format!("holds {n_found} assessments; exactly one was wanted"),
        )),
    }
}
