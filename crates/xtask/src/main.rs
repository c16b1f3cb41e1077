//! What a developer types. `cargo xtask help` lists the commands.

mod bench;
mod bundle;
mod compress;
mod headers;
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
cargo xtask test [--native | --browser]              install what is missing, run every test
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
cargo xtask bench schedule PATH                      the scheduler on PSPLIB files (.sm)
cargo xtask catalogue [OPTIONS]                      counts and checks of the catalogue, and its pages
cargo xtask help                                     this";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["serve", options @ ..] => server::serve(options),
        ["test"] => suite::run(suite::Part::All),
        ["test", "--native"] => suite::run(suite::Part::Native),
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
        ["bench", "schedule", path] => bench::schedule(path),
        ["bench", options @ ..] => bench::run(options),
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

fn catalogue(options: &[&str]) -> Result<(), String> {
    let example = ["-p", "isms-gauge-core", "--example", "catalogue", "--"];
    run::cargo(&[&["run", "--quiet", "--locked"], example.as_slice(), options].concat())
}
