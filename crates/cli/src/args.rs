//! What can be typed. The comments here are the help, the man pages and `docs/cli.md`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::facts::{GradeKey, VerdictKey};

const AFTER: &str = "\
Exit codes:
  0  done, and every requirement is met
  1  done, but a requirement is not met (--require, --fail-on, --strict, ...); what, is said
  2  the command line or a file is not what it should be; file, place, found and wanted are said
  3  something could not be read or written

Nothing is sent anywhere, and no file is changed that was not named as output.";

/// Self-assessment for ISO/IEC 27001 in a pipeline: the same verdicts, gaps, plans and reports as
/// in the app.
///
/// It reads the files that the app exports, and writes JSON, tables, Markdown and spreadsheets. It
/// is no certificate, no legal advice and no product of ISO.
#[derive(Parser, Debug)]
#[command(name = "isms-gauge", version, after_help = AFTER, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for every command.
    #[command(flatten)]
    pub frame: Frame,
}

/// What holds for every command.
#[derive(Args, Debug)]
pub struct Frame {
    /// The day that counts as today, such as 2027-05-14; that of the system where it is left out
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub today: Option<NaiveDate>,
    /// Write into this file instead of the standard output
    #[arg(long, short, global = true, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Replace the output file where it is there already
    #[arg(long, global = true)]
    pub force: bool,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    isms_gauge_core::json::date(text)
        .ok_or_else(|| "a day such as 2027-05-14 was wanted".to_owned())
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Write a new, empty assessment
    New(New),
    /// Check files: can they be read, and do their entries go together
    ///
    /// A file that cannot be read gives exit code 2 and its message; the others are still checked.
    Validate(Validate),
    /// Where everything stands: levels, coverage and conformity
    ///
    /// A level is the lowest of its questions, 0 to 5; the mean stands beside it for trend only.
    ///
    /// One file gives a row for each clause, several or a folder one row each. With `--format ndjson`
    /// any number of files is streamed: rows then come in the order in which the file system names
    /// the files, and each begins with its file.
    Score(Score),
    /// Whether the Stage 1 and Stage 2 audits would find a blocking gap
    ///
    /// The worst gate wins, and unknown is not yes. One file gives its gates, several or a folder
    /// one row each.
    Verdict(Verdict),
    /// What is missing, worst first
    Gaps(Gaps),
    /// The dated plan that closes the gaps
    ///
    /// The open work on the time that people have. The same file on the same day gives the same
    /// plan on every machine; its hash says so. One file gives its work, several or a folder one row
    /// each.
    Plan(Plan),
    /// A report to hand on: Markdown, HTML, CSV or an Excel workbook
    ///
    /// It is the one of the app. A workbook holds the tables that the app puts into one.
    Report(Report),
    /// Compare two states: what rose, what fell, and the verdict then and now
    ///
    /// Question by question, with the day on which each state is judged.
    Diff(Diff),
    /// Make one file of several copies of an assessment
    ///
    /// Entry by entry, and nothing is taken away: what the other one said to a question stays with
    /// the answer as a second voice.
    ///
    /// Where a snapshot is known that both grew from, whoever changed an entry since wins it. Where
    /// somebody has to choose, nothing is written and the exit code is 1, unless `--prefer` chooses.
    Merge(Merge),
    /// Write files in the newest version of the format
    ///
    /// As the app would export them, every entry in its place. The same assessment always gives the
    /// same bytes, so a file in git shows what changed.
    Migrate(Migrate),
    /// The JSON Schema of a file or of a command's JSON
    Schema(Schema),
    /// What is asked: the questions with their guidance
    Catalogue(Catalogue),
    /// A script that completes commands and options in a shell
    Completions(Completions),
    /// The man page
    Man(Man),
}

/// Where assessments come from.
#[derive(Args, Debug)]
pub struct Input {
    /// Files and folders; folders with everything below them. `-` is the standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub inputs: Vec<PathBuf>,
    /// The standard input holds one assessment a line (NDJSON)
    #[arg(long)]
    pub lines: bool,
    /// Pass over JSON files of other programs in folders
    #[arg(long)]
    pub skip_foreign: bool,
    /// How many files to work on at a time; as many as there are cores where it is left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// How records are written.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table for people at a terminal
    Table,
    /// One JSON value
    Json,
    /// One JSON object a line, written as it comes: any number in constant memory
    Ndjson,
    /// A table in Markdown
    Md,
    /// Comma-separated values, safe to open in a spreadsheet
    Csv,
}

/// Writes a new assessment, of which nothing is known yet.
#[derive(Args, Debug)]
pub struct New {
    /// A name that no other assessment has; drawn where it is left out
    #[arg(long)]
    pub id: Option<String>,
    /// The organisation
    #[arg(long, default_value = "", hide_default_value = true)]
    pub organisation: String,
    /// What the management system covers
    #[arg(long, default_value = "", hide_default_value = true)]
    pub scope: String,
    /// The sector
    #[arg(long, default_value = "", hide_default_value = true)]
    pub sector: String,
    /// Who answers
    #[arg(long, default_value = "", hide_default_value = true)]
    pub assessor: String,
    /// People in scope
    #[arg(long, value_name = "N")]
    pub people: Option<u32>,
    /// Sites in scope
    #[arg(long, value_name = "N")]
    pub sites: Option<u32>,
    /// How deep the questions go
    #[arg(long, value_enum, default_value_t = DepthKey::Quick)]
    pub depth: DepthKey,
    /// The first day of work in the plan
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub start: Option<NaiveDate>,
}

/// How deep the questions go.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum DepthKey {
    /// One question for each of the 30 sub-clauses
    Quick,
    /// A question for every requirement
    Full,
}

/// What `validate` is told.
#[derive(Args, Debug)]
pub struct Validate {
    /// Where assessments come from.
    #[command(flatten)]
    pub input: Input,
    /// How to write what was found
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Exit code 1 where entries contradict each other and nobody accepted it
    #[arg(long)]
    pub strict: bool,
}

/// What `score` is told.
#[derive(Args, Debug)]
pub struct Score {
    /// Where assessments come from.
    #[command(flatten)]
    pub input: Input,
    /// How to write the rows
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// What a row stands for
    #[arg(long, value_enum)]
    pub by: Option<By>,
}

/// What a row stands for.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The whole assessment
    Assessment,
    /// One of the clauses 4 to 10
    Clause,
    /// One of the 30 sub-clauses
    Subclause,
    /// One requirement
    Requirement,
}

/// What `verdict` is told.
#[derive(Args, Debug)]
pub struct Verdict {
    /// Where assessments come from.
    #[command(flatten)]
    pub input: Input,
    /// How to write the verdicts
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Exit code 1 where a stage is worse: `stage1`, or `stage2=conditionally-ready`. Without a
    /// verdict, no blocking gap may be found. Can be given several times
    #[arg(long, value_name = "STAGE[=VERDICT]", value_parser = requirement)]
    pub require: Vec<(StageKey, VerdictKey)>,
    /// Also work out the smallest set of steps that gives each stage a better verdict
    #[arg(long)]
    pub flip: bool,
}

/// One of the two audits.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageKey {
    /// Looks mainly at the design
    #[value(name = "stage1")]
    One,
    /// Looks at operation and its records
    #[value(name = "stage2")]
    Two,
}

fn requirement(text: &str) -> Result<(StageKey, VerdictKey), String> {
    let (stage, verdict) = text
        .split_once('=')
        .unwrap_or((text, "no-blocking-gap-found"));
    let stage = StageKey::from_str(stage, true)
        .map_err(|_| format!("stage1 or stage2 was wanted, got {stage:?}"))?;
    let verdict = VerdictKey::from_str(verdict, true).map_err(|_| {
        let all = VerdictKey::value_variants().iter();
        let names: Vec<String> = all
            .filter_map(|key| Some(key.to_possible_value()?.get_name().to_owned()))
            .collect();
        format!("one of {} was wanted, got {verdict:?}", names.join(", "))
    })?;
    Ok((stage, verdict))
}

/// Lists what is missing, in the order in which it counts.
#[derive(Args, Debug)]
pub struct Gaps {
    /// Where assessments come from.
    #[command(flatten)]
    pub input: Input,
    /// How to write the gaps
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Only gaps with this suggested grade or a worse one
    #[arg(long, value_enum, value_name = "GRADE")]
    pub grade: Option<GradeKey>,
    /// At most so many gaps of each assessment
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Exit code 1 where a gap has this suggested grade or a worse one
    #[arg(long, value_enum, value_name = "GRADE")]
    pub fail_on: Option<GradeKey>,
}

/// How a plan is written.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanFormat {
    /// A table for people at a terminal
    Table,
    /// One JSON value
    Json,
    /// One JSON object a line
    Ndjson,
    /// A table in Markdown
    Md,
    /// Comma-separated values, safe to open in a spreadsheet
    Csv,
    /// A calendar (iCalendar), for one assessment
    Ics,
    /// A project for planning tools (Microsoft Project XML), for one assessment
    Project,
}

/// What `plan` is told.
#[derive(Args, Debug)]
pub struct Plan {
    /// Where assessments come from.
    #[command(flatten)]
    pub input: Input,
    /// How to write the plan
    #[arg(long, short, value_enum, default_value_t = PlanFormat::Table)]
    pub format: PlanFormat,
}

/// How a report is written.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// Markdown
    Md,
    /// One HTML file that needs no other, to read or to print
    Html,
    /// One table as comma-separated values; all columns
    Csv,
    /// An Excel workbook with a sheet for each table; all columns
    Xlsx,
}

/// A section of a report.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Verdicts and counts on one page
    Summary,
    /// The readiness gates with their states
    Gates,
    /// What is missing
    Gaps,
    /// The dated work
    Roadmap,
    /// Every requirement with its answer
    Requirements,
    /// The Statement of Applicability
    Statement,
    /// Documented information
    Documents,
    /// Cross-checks that nobody has accepted
    Checks,
}

/// What `report` is told.
#[derive(Args, Debug)]
pub struct Report {
    /// The file; `-` is the standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub input: PathBuf,
    /// How to write it
    #[arg(long, short, value_enum, default_value_t = ReportFormat::Md)]
    pub format: ReportFormat,
    /// What it holds, in its order; summary, gates, gaps and roadmap where it is left out
    #[arg(long, value_enum, value_name = "SECTION,...", value_delimiter = ',')]
    pub sections: Vec<Section>,
    /// How it is classified
    #[arg(long, default_value = "Internal")]
    pub classification: String,
    /// Write one file for each section into this folder (with `--format csv`)
    #[arg(long, value_name = "FOLDER", conflicts_with = "out")]
    pub into: Option<PathBuf>,
}

/// What `diff` is told.
#[derive(Args, Debug)]
pub struct Diff {
    /// The earlier state; `-` is the standard input
    pub before: PathBuf,
    /// The later state. Left out, the file is compared with a snapshot in it (`--snapshot`)
    #[arg(required_unless_present = "snapshot")]
    pub now: Option<PathBuf>,
    /// Compare with the snapshot of this id or name in the earlier file
    #[arg(long, value_name = "ID")]
    pub snapshot: Option<String>,
    /// The day on which the earlier state is judged; that of the snapshot, or else today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub then: Option<NaiveDate>,
    /// How to write the differences
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Exit code 1 where a rating fell or was taken back
    #[arg(long)]
    pub fail_on_fall: bool,
}

/// Whose entry is taken.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideKey {
    /// That of the first file
    Here,
    /// That of the file that is merged in
    There,
}

/// What `merge` is told.
#[derive(Args, Debug)]
pub struct Merge {
    /// The file that the others are merged into; it is not changed
    pub here: PathBuf,
    /// The files to merge in, one after another
    #[arg(required = true)]
    pub there: Vec<PathBuf>,
    /// Whose entry is taken where somebody has to choose
    #[arg(long, value_enum)]
    pub prefer: Option<SideKey>,
    /// List what differs and write no assessment
    #[arg(long)]
    pub list: bool,
    /// How to write the list
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// What `migrate` is told.
#[derive(Args, Debug)]
pub struct Migrate {
    /// Files and folders; `-` is the standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub inputs: Vec<PathBuf>,
    /// Change the files themselves, each whole or not at all
    #[arg(long, conflicts_with = "out")]
    pub in_place: bool,
    /// Change nothing; exit code 1 where a file is not yet as it would be written
    #[arg(long, conflicts_with_all = ["in_place", "out"])]
    pub check: bool,
    /// Pass over JSON files of other programs in folders
    #[arg(long)]
    pub skip_foreign: bool,
}

/// What a schema describes.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaOf {
    /// The file that the app exports
    Assessment,
    /// A row of `score`
    Score,
    /// A verdict
    Verdict,
    /// A row of `gaps`
    Gaps,
    /// A plan
    Plan,
    /// A record of `validate`
    Validate,
    /// A comparison
    Diff,
    /// A row of `merge --list`
    Merge,
    /// A question of `catalogue`
    Catalogue,
}

/// Prints a JSON Schema.
#[derive(Args, Debug)]
pub struct Schema {
    /// What it describes
    #[arg(value_enum, default_value_t = SchemaOf::Assessment)]
    pub of: SchemaOf,
}

/// Prints the questions.
#[derive(Args, Debug)]
pub struct Catalogue {
    /// How to write them
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Only questions of this depth
    #[arg(long, value_enum)]
    pub depth: Option<DepthKey>,
    /// Only questions of this clause or sub-clause, such as 9 or 9.2.1
    #[arg(long, value_name = "NUMBER")]
    pub clause: Option<String>,
}

/// Prints a script for a shell.
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Prints the man page, in the format of man.
#[derive(Args, Debug)]
pub struct Man {
    /// Write it and one page for each command into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "out")]
    pub into: Option<PathBuf>,
}
