//! Why something was not done.

use std::io;
use std::path::Path;

use isms_gauge_core::import::visible;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The command line or a file is not what it should be.
    #[error("{}", placed(.place, .message))]
    Input {
        /// The file, or nothing where it is the command line.
        place: String,
        /// What was found, what was wanted, and where in the file.
        message: String,
    },
    /// Something could not be read or written.
    #[error("{}", placed(.place, .message))]
    Access {
        /// The file.
        place: String,
        /// What the system says.
        message: String,
    },
    /// Whoever reads the output has gone, as `head` does.
    #[error("the reader of the output has gone")]
    ReaderLeft,
}

fn placed(place: &str, message: &str) -> String {
    if place.is_empty() {
        message.to_owned()
    } else {
        format!("{place}: {message}")
    }
}

impl Fault {
    /// The command line asks for what cannot be.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::input("", message)
    }

    /// A file is not what it should be.
    pub fn input(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Input {
            place: place.into(),
            message: message.into(),
        }
    }

    /// Something could not be read or written.
    pub fn access(place: &Path, error: &io::Error) -> Self {
        Self::Access {
            place: place.display().to_string(),
            message: error.to_string(),
        }
    }

    /// What was written could not be taken.
    pub fn writing(place: &str, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ReaderLeft,
            _ => Self::Access {
                place: place.to_owned(),
                message: error.to_string(),
            },
        }
    }

    /// Tells the person, where there is something to tell.
    pub fn say(&self) {
        if !matches!(self, Self::ReaderLeft) {
            say(&self.to_string());
        }
    }
}

/// Tells the person something beside the output. Text from files cannot steer the terminal.
pub fn say(message: &str) {
    eprintln!("isms-gauge: {}", visible(message));
}
