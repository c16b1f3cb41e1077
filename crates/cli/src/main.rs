//! The program: what was typed goes to the library, what comes back becomes an exit code.

use std::process::ExitCode;

use clap::Parser;
use isms_gauge_cli::{Cli, run};

fn main() -> ExitCode {
    ExitCode::from(run(&Cli::parse()))
}
