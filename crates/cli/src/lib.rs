//! The command line of ISMS Gauge.
//!
//! Reading order: [`args`] is what can be typed, `commands` what is done with it, one file a
//! command; `input` brings assessments in, `many` sends them through all cores, `output` writes
//! what came of them; [`facts`] are the records that go out as JSON.
//!
//! Nothing is worked out here: the core does that. The system's date is asked once, where
//! `--today` does not say it.

pub mod args;
mod commands;
pub mod facts;
mod fault;
mod input;
mod many;
mod output;
mod world;

pub use args::Cli;
use fault::Fault;

/// What a run ended with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Everything was done, and every requirement is met.
    Met,
    /// Everything was done, and a requirement is not met; what, was said.
    NotMet,
    /// Some of the input could not be read; what, was said.
    Faulty,
    /// Some of the input could not be opened; what, was said.
    NoAccess,
}

/// Exit code: everything was done.
pub const OK: u8 = 0;
/// Exit code: a requirement of the command line is not met, such as that of `--require`.
pub const NOT_MET: u8 = 1;
/// Exit code: the command line or a file is not what it should be.
pub const BAD_INPUT: u8 = 2;
/// Exit code: something could not be read or written.
pub const NO_ACCESS: u8 = 3;

/// Does what was asked and returns the exit code.
pub fn run(cli: &Cli) -> u8 {
    match commands::run(cli) {
        Ok(Outcome::Met) => OK,
        Ok(Outcome::NotMet) => NOT_MET,
        Ok(Outcome::Faulty) => BAD_INPUT,
        Ok(Outcome::NoAccess) => NO_ACCESS,
        Err(fault) => {
            fault.say();
            match fault {
                Fault::Input { .. } => BAD_INPUT,
                Fault::Access { .. } | Fault::ReaderLeft => NO_ACCESS,
            }
        }
    }
}
