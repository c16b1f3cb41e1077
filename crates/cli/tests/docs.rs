//! `docs/cli.md` holds the help of every command. `UPDATE=1 cargo test -p isms-gauge-cli --test
//! docs` writes it anew below its mark.

use std::fs;

use clap::CommandFactory;
use isms_gauge_cli::Cli;

use common::root;

mod common;

/// What stands above is written by hand.
const MARK: &str = "<!-- Below stands what `isms-gauge help` says; a test keeps it so. -->\n";

/// How wide the help is, in characters.
const WIDTH: usize = 96;

fn help() -> String {
    let mut cli = Cli::command().term_width(WIDTH);
    cli.build();
    let mut out = String::new();
    let mut add = |name: &str, command: &clap::Command| {
        let text = command
            .clone()
            .term_width(WIDTH)
            .render_long_help()
            .to_string();
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        out.push_str(&format!(
            "\n## `{name}`\n\n```text\n{}\n```\n",
            lines.join("\n").trim_end()
        ));
    };
    add("isms-gauge", &cli);
    for command in cli.get_subcommands() {
        if command.get_name() != "help" {
            add(&format!("isms-gauge {}", command.get_name()), command);
        }
    }
    out
}

#[test]
fn the_page_about_the_command_line_is_its_help() {
    let path = root().join("docs/cli.md");
    let page = fs::read_to_string(&path).expect("docs/cli.md");
    let (by_hand, _) = page.split_once(MARK).expect("the mark");
    let wanted = format!("{by_hand}{MARK}{}", help());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &wanted).expect("written");
    }
    let page = fs::read_to_string(&path).expect("docs/cli.md");
    assert!(page == wanted, "docs/cli.md has drifted; run with UPDATE=1");
}

#[test]
fn every_command_and_option_says_what_it_does() {
    let mut cli = Cli::command();
    cli.build();
    for command in cli.get_subcommands() {
        assert!(command.get_about().is_some(), "{}", command.get_name());
        for option in command.get_arguments() {
            let name = (command.get_name(), option.get_id());
            assert!(option.get_help().is_some(), "{name:?}");
        }
    }
}
