//! What a developer types. `cargo xtask help` lists the commands.

mod bench;
mod bundle;
mod cli;
mod compress;
mod fuzz;
mod headers;
mod look;
mod release;
mod run;
mod server;
mod single;
mod suite;
mod summary;
mod supply;
mod tools;
mod wasm;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve [--port N] [--prefix /sub/path/]   install what is missing, build, serve the app
cargo xtask test [--native | --browser | --recipe]   install what is missing, run every test
cargo xtask test --all-engines                       the main ways in Firefox and WebKitGTK too
cargo xtask try [WORD...]                            build quickly, run browser tests by file or name
cargo xtask build                                    install what is missing, build into dist/
cargo xtask build --quick                            the same sooner, but larger, for trying out
cargo xtask build --single-file                      the same as one HTML file, into release/
cargo xtask dist                                     the files of a release, into release/
cargo xtask reproduce                                two releases from two folders, compared
cargo xtask check                                    licences, bans and sources of all packages
cargo xtask bench [--sizes] [--native] [--browser] [--json FILE]
                                                     sizes and times beside their budgets
cargo xtask lighthouse [--audits | --calm [PAGE…]]   Lighthouse for a phone, layout shift, next paint
cargo xtask contact-sheet [WORD...]                  pictures of every page, light, dark, phone, print
cargo xtask bench schedule PATH                      the scheduler on PSPLIB files (.sm)
cargo xtask check-workbook                           workbooks opened and written anew by LibreOffice
cargo xtask fuzz [SECONDS]                           random bytes for what comes from outside, 60 s each
cargo xtask bench many [N]                           the command line over N files (10,000)
cargo xtask catalogue [OPTIONS]                      counts and checks of the catalogue, and its pages
cargo xtask help                                     this";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["serve", options @ ..] => server::serve(options),
        ["test"] => suite::run(suite::Part::All),
        ["test", "--native"] => suite::run(suite::Part::Native),
        ["test", "--recipe"] => suite::run_recipe(),
        ["test", "--browser"] => suite::run(suite::Part::Browser),
        ["test", "--all-engines"] => suite::all_engines(),
        ["try", words @ ..] => suite::try_in_browser(words),
        ["build", "--quick"] => {
            bundle::build_with(wasm::Effort::Quick).map(|dist| println!("Built {}", dist.display()))
        }
        ["build"] => bundle::build().map(|dist| println!("Built {}", dist.display())),
        ["build", "--single-file"] => bundle::build()
            .and_then(|dist| single::write(&dist))
            .map(|file| println!("Built {}", file.display())),
        ["dist"] => release::make().map(|folder| println!("Built {}", folder.display())),
        ["reproduce"] => release::reproduce(),
        ["check"] => supply::check(),
        ["check-workbook"] => check_workbook(),
        ["lighthouse"] => look::lighthouse(true, Some(&[])),
        ["lighthouse", "--audits"] => look::lighthouse(true, None),
        ["lighthouse", "--calm", words @ ..] => look::lighthouse(false, Some(words)),
        ["contact-sheet", words @ ..] => look::contact_sheet(words),
        ["bench", "schedule", path] => bench::schedule(path),
        ["bench", "many"] => cli::many(10_000),
        ["bench", "many", n] => n
            .parse()
            .map_err(|_| format!("a number of files was wanted, got {n:?}"))
            .and_then(cli::many),
        ["bench", options @ ..] => bench::run(options),
        ["fuzz"] => fuzz::run(fuzz::SECONDS),
        ["fuzz", seconds] => match seconds.parse() {
            Ok(seconds @ 1..) => fuzz::run(seconds),
            _ => Err(format!(
                "fuzz: a number of seconds wanted, found {seconds:?}"
            )),
        },
        ["catalogue", options @ ..] => catalogue(options),
        ["help" | "--help" | "-h"] | [] => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("no such command: {}\n\n{HELP}", other.join(" "))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("xtask: {fault}");
            ExitCode::FAILURE
        }
    }
}

/// Compares the workbooks of the samples cell by cell with what LibreOffice makes of them. Where it
/// is not installed, that is said; `LIBREOFFICE` names it where it is not on the path.
fn check_workbook() -> Result<(), String> {
    let office = std::env::var("LIBREOFFICE").unwrap_or_else(|_| "soffice".to_owned());
    std::process::Command::new(&office)
        .arg("--version")
        .output()
        .map_err(|error| format!("LibreOffice is wanted as {office}, got: {error}"))?;
    let tests = ["-p", "isms-gauge-workbook", "--test", "samples", "--"];
    let options = ["--ignored", "--nocapture", "--test-threads=1"];
    run::cargo(&[&["test", "--locked"], tests.as_slice(), &options].concat())
}

fn catalogue(options: &[&str]) -> Result<(), String> {
    let example = ["-p", "isms-gauge-core", "--example", "catalogue", "--"];
    run::cargo(&[&["run", "--quiet", "--locked"], example.as_slice(), options].concat())
}
