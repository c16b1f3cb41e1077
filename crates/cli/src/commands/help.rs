//! `completions` and `man`: what shells and people read about the commands.

use std::io;
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::Outcome;
use crate::args::Cli;
use crate::fault::Fault;
use crate::output::into_folder;

/// The script for a shell.
pub fn completions(shell: Shell) -> Result<String, Fault> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "isms-gauge", &mut script);
    text(script)
}

/// The page of the program itself.
pub fn man() -> Result<String, Fault> {
    page(&Cli::command())
}

/// Writes all pages into a folder.
pub fn man_into(folder: &Path, force: bool) -> Result<Outcome, Fault> {
    for (name, page) in pages()? {
        into_folder(folder, &name, page.as_bytes(), force)?;
    }
    Ok(Outcome::Met)
}

/// The page of the program and one for each command, by their file names.
fn pages() -> Result<Vec<(String, String)>, Fault> {
    let mut all = Cli::command();
    all.build();
    let mut pages = vec![("isms-gauge.1".to_owned(), page(&all)?)];
    for command in all.get_subcommands() {
        if command.get_name() == "help" {
            continue;
        }
        // Built, it is called by both names.
        let name = command.get_display_name().unwrap_or(command.get_name());
        pages.push((format!("{name}.1"), page(command)?));
    }
    Ok(pages)
}

fn page(command: &Command) -> Result<String, Fault> {
    let mut page = Vec::new();
    Man::new(command.clone())
        // The date of the build would make every build another one.
        .date("")
        .render(&mut page)
        .map_err(|error: io::Error| Fault::usage(error.to_string()))?;
    text(page)
}

fn text(bytes: Vec<u8>) -> Result<String, Fault> {
    String::from_utf8(bytes).map_err(|error| Fault::usage(error.to_string()))
}
